"""What entries of a register said at earlier moments: all their versions in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from vse_app.model.records import Content
from vse_app.store import contents
from vse_app.store.tables import records, revisions


class Then(NamedTuple):
    """A version of an entry: what it said from a moment (UTC) on; `happened` is the day the person gave it."""

    record: int
    no: int
    captured: str
    happened: str
    author: str
    content: Content


def versions_of_kind(connection: Connection, project: int, kind: str) -> Iterator[Then]:
    """Every version of every entry of a kind that was not withdrawn, oldest first within each entry."""
    wanted = (
        select(
            revisions.c.record, revisions.c.no, revisions.c.captured, revisions.c.happened, revisions.c.author,
            revisions.c.content,
        )
        .join(records, records.c.id == revisions.c.record)
        .where(records.c.project == project, records.c.kind == kind, records.c.withdrawn == "")
        .order_by(revisions.c.record, revisions.c.no)
    )  # fmt: skip
    for record, no, captured, happened, author, body in connection.execute(wanted):
        yield Then(record, no, captured, happened, author, contents.loads(body))


def moments_of_kind(connection: Connection, project: int, kind: str) -> list[tuple[str, int, int]]:
    """(day, new entries, versions of older ones) for each day (UTC) on which entries of a kind were written."""
    day = func.substr(revisions.c.captured, 1, 10)
    new = func.sum(case((revisions.c.no == 1, 1), else_=0))
    wanted = (
        select(day, new, func.count() - new)
        .join(records, records.c.id == revisions.c.record)
        .where(records.c.project == project, records.c.kind == kind)
        .group_by(day)
        .order_by(day)
    )
    return [(found, int(first or 0), int(rest or 0)) for found, first, rest in connection.execute(wanted)]
