"""The register of work products, a window of rows at a time, filtered and sorted by the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vse_app.model.records import Record, holding, stale
from vse_app.services.workspace import Workspace
from vse_app.store import registering


class Row(NamedTuple):
    """A record's head with the states of its current version and whether an older approval has gone stale."""

    record: Record
    states: tuple[str, ...]
    stale: bool


def count(ws: Workspace, project: int, *, filters: Mapping[str, str] | None = None, text: str = "") -> int:
    """How many records the filters leave.

    Filters: kind, form, task, owner, author, states that hold now (several ids joined by commas), stale and withdrawn
    ("yes"), and any sortable column (contains).
    """
    with ws.reading() as connection:
        return registering.count(connection, project, filters or {}, text)


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
    window = registering.Window(sort, descending, offset, limit, anchor)
    with ws.reading() as connection:
        found, events = registering.block(connection, project, filters or {}, text, window)
    rows: list[Row] = []
    for record in found:
        own = events.get(record.id, [])
        states = holding(own, record.stamp)
        ordered = tuple(dict.fromkeys(e.state for e in own if e.state in states))
        rows.append(Row(record, ordered, bool(stale(own, record.stamp)) and not states))
    return rows
