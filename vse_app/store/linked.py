"""Links from or to some records, a few columns each."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from vse_app.store.tables import links, records

SLICE = 400


class Linked(NamedTuple):
    """A link with the kind of record that makes it; `type` is as it is stored."""

    source: int
    kind: str
    type: str
    target: int


def around(connection: Connection, ids: Collection[int]) -> list[Linked]:
    """Every link from or to the records, whose other end was not withdrawn; two statements for each 400 of them."""
    found: dict[int, Linked] = {}
    some = list(ids)
    other = records.alias("other")
    columns = (links.c.id, links.c.source, records.c.kind, links.c.type, links.c.target)
    joined = links.join(records, records.c.id == links.c.source).join(other, other.c.id == links.c.target)
    alive = (records.c.withdrawn == "", other.c.withdrawn == "")
    for start in range(0, len(some), SLICE):
        part = some[start : start + SLICE]
        wanted = select(*columns).select_from(joined).where(
            or_(links.c.source.in_(part), links.c.target.in_(part)), *alive
        )  # fmt: skip
        found.update((row[0], Linked(*row[1:])) for row in connection.execute(wanted))
    return list(found.values())
