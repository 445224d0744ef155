"""What entries of a register said at earlier moments: all their versions in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, select

from vse_app.model.records import Content
from vse_app.store import contents
from vse_app.store.tables import links, records, revisions


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


class Ran(NamedTuple):
    """A test run: the case it ran, the day it says, and its result as stored."""

    case: int
    day: str
    result: str


def runs_of_kind(connection: Connection, project: int, kind: str, names: tuple[str, str, str]) -> list[Ran]:
    """Every run, oldest first, without reading whole contents; `names` are the fields of case, day and result."""
    case_, day, result = names
    ran_on = func.coalesce(_said(day), revisions.c.happened)
    wanted = (
        select(links.c.target, ran_on, func.coalesce(_said(result), ""))
        .join(records, records.c.id == links.c.source)
        .join(revisions, (revisions.c.record == records.c.id) & (revisions.c.no == records.c.revision))
        .where(records.c.project == project, records.c.kind == kind, records.c.withdrawn == "")
        .where(links.c.type == f"field:{case_}")
        .order_by(ran_on, records.c.id)
    )
    return [Ran(*row) for row in connection.execute(wanted)]


def _said(name: str) -> ColumnElement[Any]:
    """A field of a version's content."""
    return func.json_extract(revisions.c.content, f'$.fields."{name}"')


def ids_of_kind(connection: Connection, project: int, kind: str) -> list[int]:
    """Ids of the entries of a kind that were not withdrawn, oldest first."""
    wanted = select(records.c.id).where(records.c.project == project, records.c.kind == kind, records.c.withdrawn == "")
    return list(connection.execute(wanted.order_by(records.c.id)).scalars())
