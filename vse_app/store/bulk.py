"""Many records in one change: the same rows and the same chain of history, without a round trip for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, text, update

from vse_app.model.records import Content, Record, Seen
from vse_app.store import contents, searching
from vse_app.store.audit import dumps
from vse_app.store.change import OF_HEAD, OF_REVISION, Change, check_storable, flat
from vse_app.store.inserting import insert_many
from vse_app.store.tables import links, records, revision_files, revisions

OF_VERSION = (*OF_REVISION, *OF_HEAD, "parts", "filled", "core")
BATCH = 2000
"""Rows written at once."""

Links = Mapping[str, Mapping[tuple[int, str], Seen]]
"""Type of link → what it leads to, as `Change.set_links` takes it."""


class Written(NamedTuple):
    """A record to write: its head with its id and the number of its version, what that says, and how it is stored."""

    record: Record
    content: Content
    body: str
    links: Links = {}  # noqa: RUF012 - a tuple's default is shared and never changed


def next_id(connection: Connection) -> int:
    """The id that the next record gets."""
    return (connection.execute(select(func.max(records.c.id))).scalar() or 0) + 1


def add(change: Change, new: Sequence[Written]) -> None:
    """Write new records, each with its first version; ids are given by the caller, from `next_id` on.

    Each leaves one entry in the history, which says what a single one says in two.
    """
    for some in _batches(new):
        insert_many(change.connection, records, Record._fields, [_row(one.record) for one in some])
        _versions(change, some)
        for one in some:
            said = dumps(said_of(one) | _placed(one))
            change.note("record", str(one.record.id), "", said, project=one.record.project)
        _index(change.connection, some)
    _links(change, new)
    if change.belonging and new:
        first = new[0].record
        change.belonging.added(first.project, first.kind, [(one.record.id, one.record.stamp) for one in new])


def revise(change: Change, newer: Sequence[Written]) -> None:
    """Write the next version of records of one kind; their heads follow (`record` is the head as it will be)."""
    for some in _batches(newer):
        ids = [one.record.id for one in some]
        wanted = select(records.c.id, records.c.stamp, records.c.revision).where(records.c.id.in_(ids))
        before = {row.id: row for row in change.connection.execute(wanted)}
        if change.belonging:
            for one in some:
                change.belonging.before(one.record.id, one.record.project, one.record.kind)
        _versions(change, some)
        for one in some:
            said, was = said_of(one), before[one.record.id]
            head = {name: said[name] for name in OF_VERSION} | {"revision": one.record.revision}
            change.connection.execute(update(records).where(records.c.id == one.record.id).values(**head))
            old = dumps({"no": was.revision, "stamp": was.stamp})
            change.note("revision", str(one.record.id), old, dumps(said), project=one.record.project)
        change.connection.execute(text("DELETE FROM search WHERE rowid = :id"), [{"id": i} for i in ids])
        _index(change.connection, some)
    for one in newer:
        for type_, wanted_links in one.links.items():
            change.set_links(one.record, type_, dict(wanted_links))


def withdraw(change: Change, ids: Sequence[int], project: int, reason: str) -> None:
    """Take records out of a project, or with an empty reason bring them back."""
    check_storable({"withdrawn": reason})
    for some in _batches(ids):
        wanted = select(records.c.id, records.c.kind, records.c.withdrawn).where(records.c.id.in_(some))
        for row in change.connection.execute(wanted).all():
            if row.withdrawn == reason:
                continue
            if change.belonging:
                change.belonging.before(row.id, project, row.kind)
                if row.withdrawn and not reason:
                    change.belonging.came_back(row.id)
            change.note(
                "record",
                str(row.id),
                dumps({"withdrawn": row.withdrawn}),
                dumps({"withdrawn": reason}),
                project=project,
            )
        change.connection.execute(update(records).where(records.c.id.in_(some)).values(withdrawn=reason))


def _row(record: Record) -> list[Any]:
    """A head as its table's row: a tuple of both is in the same order."""
    row: list[Any] = list(record)
    row[_PARTS], row[_FILLED] = ",".join(record.parts), int(record.filled)
    return row


_PARTS, _FILLED = Record._fields.index("parts"), Record._fields.index("filled")


def said_of(one: Written) -> dict[str, Any]:
    """What the history says of a version."""
    record = one.record
    return {
        "stamp": record.stamp,
        "author": record.author,
        "happened": record.happened,
        "source_dated": record.source_dated,
        "captured": record.captured,
        "title": record.title,
        "form": record.form,
        "parts": ",".join(record.parts),
        "filled": int(record.filled),
        "core": record.core,
        "no": record.revision,
        "label": "",
        "note": "",
        "content": hashlib.sha256(one.body.encode("ascii")).hexdigest(),
    }


def _placed(one: Written) -> dict[str, Any]:
    """What the history says of a new record beside its version."""
    record = one.record
    return {
        "project": record.project,
        "kind": record.kind,
        "number": record.number,
        "task": record.task,
        "iteration": record.iteration,
        "owner": record.owner,
        "due": record.due,
        "withdrawn": record.withdrawn,
        "follow": record.follow,
        "place": record.place,
    }


def _versions(change: Change, some: Sequence[Written]) -> None:
    rows: list[tuple[Any, ...]] = []
    named: list[tuple[Any, ...]] = []
    for one in some:
        record = one.record
        check_storable({"title": record.title, "number": record.number, "owner": record.owner})
        dates = (record.happened, record.source_dated, record.captured)
        rows.append((record.id, record.revision, "", one.body, record.stamp, record.author, "", *dates))
        named += [(record.id, record.revision, place, f.sha256) for place, f in enumerate(one.content.files)]
    insert_many(change.connection, revisions, _OF_REVISIONS, rows)
    insert_many(change.connection, revision_files, ("record", "no", "position", "sha256"), named)


_OF_REVISIONS = ("record", "no", "label", "content", "stamp", "author", "note", "happened", "source_dated", "captured")


def _links(change: Change, new: Sequence[Written]) -> None:
    rows: list[tuple[Any, ...]] = []
    for one in new:
        for type_, wanted in one.links.items():
            if wanted:
                head = (one.record.project, one.record.id, type_)
                rows += [(*head, *place, *seen) for place, seen in wanted.items()]
                change.note("links", f"{one.record.id}/{type_}", "", flat(wanted), project=one.record.project)
    insert_many(change.connection, links, _OF_LINKS, rows)


_OF_LINKS = ("project", "source", "type", "target", "element", "stamp", "own", "looked_by", "looked_on")


def _index(connection: Connection, some: Sequence[Written]) -> None:
    rows = [searching.index_row(connection, one.record, one.content) for one in some]
    statement = "INSERT INTO search (rowid, title, body, project, kind) VALUES (?, ?, ?, ?, ?)"
    connection.exec_driver_sql(statement, rows)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def contents_of(connection: Connection, project: int, kind: str) -> Iterable[tuple[int, Content]]:
    """What every record of a kind says now, by id; withdrawn ones left out."""
    wanted = (
        select(revisions.c.record, revisions.c.content)
        .join(records, (records.c.id == revisions.c.record) & (records.c.revision == revisions.c.no))
        .where(records.c.project == project, records.c.kind == kind, records.c.withdrawn == "")
    )
    for record, body in connection.execution_options(yield_per=1000).execute(wanted):
        yield record, contents.loads(body)


def numbers_of(connection: Connection, project: int) -> dict[str, int]:
    """Number → record, of all records of a project."""
    wanted = select(records.c.number, records.c.id).where(records.c.project == project)
    return {number: record for number, record in connection.execute(wanted)}  # noqa: C416
