"""The register's statements: filtered, sorted, a window of rows at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, false, func, select, tuple_

from vse_app.model.records import Event, Record
from vse_app.model.search import query as search_query
from vse_app.store import queries
from vse_app.store.tables import events, records

SORTABLE = (
    "id",
    "number",
    "title",
    "kind",
    "owner",
    "due",
    "happened",
    "source_dated",
    "captured",
    "revision",
    "form",
    "author",
)


class Window(NamedTuple):
    """Which rows: `limit` from `offset`; `anchor` is a known row as (its offset, (its sort value, its id))."""

    sort: str = "id"
    descending: bool = False
    offset: int = 0
    limit: int = 256
    anchor: tuple[int, tuple[object, int]] | None = None


def count(connection: Connection, project: int, filters: Mapping[str, str], text: str) -> int:
    """How many records the filters leave."""
    return connection.execute(_filtered(select(func.count(records.c.id)), project, filters, text)).scalar() or 0


def block(
    connection: Connection, project: int, filters: Mapping[str, str], text: str, window: Window
) -> tuple[list[Record], dict[int, list[Event]]]:
    """The records of a window with their events; read from the anchor, so a deep page costs what a first one does."""
    column = records.c[window.sort if window.sort in SORTABLE else "id"]
    chosen, offset = _filtered(select(records), project, filters, text), window.offset
    if window.anchor and window.anchor[0] <= offset:
        chosen = chosen.where(_after(column, window.anchor[1], window.descending))
        offset -= window.anchor[0]
    order = (column.desc(), records.c.id.desc()) if window.descending else (column, records.c.id)
    found = queries.records_from(connection, chosen.order_by(*order).offset(offset).limit(window.limit))
    return found, queries.events_of_records(connection, [record.id for record in found])


def shelves(connection: Connection, project: int) -> dict[str, tuple[int, int, int]]:
    """Kind → records not withdrawn, those that say something, id of the first one."""
    wanted = (
        select(records.c.kind, func.count(), func.sum(records.c.filled), func.min(records.c.id))
        .where(records.c.project == project, records.c.withdrawn == "")
        .group_by(records.c.kind)
    )
    return {kind: (total, int(filled or 0), first) for kind, total, filled, first in connection.execute(wanted)}


def _live_events() -> Select[Any]:
    """Events that hold on the current version of the record they are asked about."""
    return select(events.c.id).where(
        events.c.record == records.c.id, events.c.stamp == records.c.stamp, events.c.withdrawn == ""
    )


def _after(column: ColumnElement[object], key: tuple[object, int], descending: bool) -> ColumnElement[bool]:
    here, there = tuple_(column, records.c.id), tuple_(*key)
    return here <= there if descending else here >= there


def _filtered(chosen: Select[Any], project: int, filters: Mapping[str, str], text: str) -> Select[Any]:
    chosen = chosen.where(records.c.project == project)
    for name, wanted in filters.items():
        if name == "withdrawn":
            chosen = chosen.where(records.c.withdrawn != "" if wanted == "yes" else records.c.withdrawn == "")
        elif name in ("kind", "form", "task", "owner", "author"):
            chosen = chosen.where(records.c[name].in_(wanted.split(",")))
        elif name == "states":
            chosen = chosen.where(_live_events().where(events.c.state.in_(wanted.split(","))).exists())
        elif name == "stale":
            earlier = select(events.c.id).where(events.c.record == records.c.id, events.c.withdrawn == "")
            chosen = chosen.where(earlier.exists(), ~_live_events().exists())
        elif name in SORTABLE and wanted:
            chosen = chosen.where(records.c[name].icontains(wanted, autoescape=True))
    if "withdrawn" not in filters:
        chosen = chosen.where(records.c.withdrawn == "")
    if text.strip():
        expression = search_query(text)
        found = queries.search_ids(expression) if expression else None
        chosen = chosen.where(records.c.id.in_(found) if found is not None else false())
    return chosen
