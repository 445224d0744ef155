"""Trees of records: each record's place sorts it below the one it belongs to, with all that is below it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from vse_app.model.errors import Invalid
from vse_app.store.change import Change
from vse_app.store.tables import records

PLACE_MARK = "."
DEEPEST = 40
"""Levels of a tree; deeper is a mistake."""


def place_key(record: int) -> str:
    """A record's own part of its place; of the same length for all, so that texts sort as numbers."""
    return f"{record:08x}"


def put_below(change: Change, record: int, above: int) -> None:
    """Put a record, with all that is below it, below another one (0: at the top); raises Invalid for a circle."""
    connection = change.connection
    mine, parent = _head(connection, record), _head(connection, above) if above else None
    if above and (parent is None or place_key(record) in parent.place.split(PLACE_MARK) or above == record):
        raise Invalid("An entry cannot be part of itself.", hint="Choose another entry for it to be part of.")
    if parent and not parent.place:
        change.set_head(above, parent.project, place=place_key(above))
    start = (parent.place or place_key(above)) + PLACE_MARK if parent else ""
    new = start + place_key(record)
    if mine is None or mine.place == new:
        return
    below = _below(connection, mine) if mine.place else []
    for moved, old in [(record, mine.place), *below]:
        place = new + old[len(mine.place) :]
        if place.count(PLACE_MARK) >= DEEPEST:
            raise Invalid("Entries can be {limit} levels deep.", limit=DEEPEST)
        change.set_head(moved, mine.project, place=place)


def place_below(above: str, record: int) -> str:
    """The place of a record below one with a place, "" for the top; raises Invalid when that is too deep."""
    place = f"{above}{PLACE_MARK}{place_key(record)}" if above else place_key(record)
    if place.count(PLACE_MARK) >= DEEPEST:
        raise Invalid("Entries can be {limit} levels deep.", limit=DEEPEST)
    return place


def _head(connection: Connection, record: int) -> Any:
    wanted = select(records.c.place, records.c.project, records.c.kind).where(records.c.id == record)
    return connection.execute(wanted).first()


def _below(connection: Connection, head: Any) -> list[tuple[int, str]]:
    after = chr(ord(PLACE_MARK) + 1)
    wanted = select(records.c.id, records.c.place).where(
        records.c.project == head.project,
        records.c.kind == head.kind,
        records.c.place.between(head.place + PLACE_MARK, head.place + after),
    )
    return [(row.id, row.place) for row in connection.execute(wanted)]
