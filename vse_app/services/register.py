"""The register of work products, a window of rows at a time, filtered and sorted by the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, select, tuple_

from vse_app.model.records import Record, holding, stale
from vse_app.model.search import query as search_query
from vse_app.services.workspace import Workspace
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


class Row(NamedTuple):
    """A record's head with the states of its current version and whether an older approval has gone stale."""

    record: Record
    states: tuple[str, ...]
    stale: bool


def count(ws: Workspace, project: int, *, filters: Mapping[str, str] | None = None, text: str = "") -> int:
    """How many records the filters leave.

    Filters: kind, form, task, owner, author (several ids joined by commas), state (holds now), stale and withdrawn
    ("yes"), and any sortable column (contains).
    """
    with ws.reading() as connection:
        chosen = _filtered(select(func.count(records.c.id)), project, filters or {}, text)
        return connection.execute(chosen).scalar() or 0


def block(
    ws: Workspace,
    project: int,
    *,
    sort: str = "id",
    descending: bool = False,
    filters: Mapping[str, str] | None = None,
    text: str = "",
    offset: int = 0,
    limit: int = 256,
    anchor: tuple[int, tuple[object, int]] | None = None,
) -> list[Row]:
    """`limit` rows from `offset`.

    `anchor` is a row already known, as (its offset, (its sort value, its id)): reading starts there instead of counting
    from the top, so that a deep page costs what a shallow one costs.
    """
    column = records.c[sort if sort in SORTABLE else "id"]
    chosen = _filtered(select(records), project, filters or {}, text)
    if anchor and anchor[0] <= offset:
        chosen = chosen.where(_after(column, anchor[1], descending))
        offset -= anchor[0]
    order = (column.desc(), records.c.id.desc()) if descending else (column, records.c.id)
    with ws.reading() as connection:
        found = queries.records_from(connection, chosen.order_by(*order).offset(offset).limit(limit))
        given = queries.events_of_records(connection, [r.id for r in found])
    rows: list[Row] = []
    for record in found:
        own = given.get(record.id, [])
        states = holding(own, record.stamp)
        ordered = tuple(dict.fromkeys(e.state for e in own if e.state in states))
        rows.append(Row(record, ordered, bool(stale(own, record.stamp)) and not states))
    return rows


def _live_events() -> Select:
    """Events that hold on the current version of the record they are asked about."""
    return select(events.c.id).where(
        events.c.record == records.c.id, events.c.stamp == records.c.stamp, events.c.withdrawn == ""
    )


def _after(column: ColumnElement[object], key: tuple[object, int], descending: bool) -> ColumnElement[bool]:
    here, there = tuple_(column, records.c.id), tuple_(*key)
    return here <= there if descending else here >= there


def _filtered(chosen: Select, project: int, filters: Mapping[str, str], text: str) -> Select:
    chosen = chosen.where(records.c.project == project)
    for name, wanted in filters.items():
        if name == "withdrawn":
            chosen = chosen.where(records.c.withdrawn != "" if wanted == "yes" else records.c.withdrawn == "")
        elif name in ("kind", "form", "task", "owner", "author"):
            chosen = chosen.where(records.c[name].in_(wanted.split(",")))
        elif name == "state":
            chosen = chosen.where(_live_events().where(events.c.state == wanted).exists())
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
