"""Many records in one change: the same rows and the same chain of history, without a round trip for each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from vse_app.model.records import Content, Record, Seen
from vse_app.store import contents, searching
from vse_app.store.audit import dumps
from vse_app.store.change import OF_HEAD, OF_REVISION, Change, check_storable, flat, seen_of
from vse_app.store.inserting import insert_many
from vse_app.store.tables import events, links, records, revision_files, revisions

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
    label: str = ""
    note: str = ""


def next_id(connection: Connection) -> int:
    """The id that the next record gets."""
    return (connection.execute(select(func.max(records.c.id))).scalar() or 0) + 1


Told = Callable[[int], object]
"""Called with how many were written since the last call; it may raise Cancelled."""


def _nobody(_count: int) -> None:
    return None


def add(change: Change, new: Sequence[Written], told: Told = _nobody) -> None:
    """Write new records, each with its first version; ids are given by the caller, from `next_id` on.

    Each leaves one entry in the history, which says what a single one says in two.
    """
    for some in _batches(new):
        told(len(some))
        insert_many(change.connection, records, Record._fields, [_row(one.record) for one in some])
        _versions(change, some)
        for one in some:
            said = dumps(_said_of_new(one))
            change.note("record", str(one.record.id), "", said, project=one.record.project)
        _index(change.connection, some)
    _links(change, new)
    if change.belonging and new:
        first = new[0].record
        change.belonging.added(first.project, first.kind, [(one.record.id, one.record.stamp) for one in new])


def revise(change: Change, newer: Sequence[Written], told: Told = _nobody) -> None:
    """Write the next version of records of one kind; their heads follow (`record` is the head as it will be)."""
    for some in _batches(newer):
        told(len(some))
        ids = [one.record.id for one in some]
        wanted = select(records.c.id, records.c.stamp, records.c.revision).where(records.c.id.in_(ids))
        before = {row.id: row for row in change.connection.execute(wanted)}
        if change.belonging:
            for (project, kind), part in _by_kind([(o.record.id, o.record.project, o.record.kind) for o in some]):
                change.belonging.before_all(part, project, kind)
        _versions(change, some)
        heads: list[dict[str, Any]] = []
        for one in some:
            said, was = said_of(one), before[one.record.id]
            number = {"revision": one.record.revision, "of": one.record.id}
            heads.append({name: said[name] for name in OF_VERSION} | number)
            old = dumps({"no": was.revision, "stamp": was.stamp})
            change.note("revision", str(one.record.id), old, dumps(said), project=one.record.project)
        newest: dict[str, Any] = {name: bindparam(name) for name in (*OF_VERSION, "revision")}
        change.connection.execute(update(records).where(records.c.id == bindparam("of")).values(**newest), heads)
        change.connection.execute(text("DELETE FROM search WHERE rowid = :id"), [{"id": i} for i in ids])
        _index(change.connection, some)


def put_links(change: Change, project: int, wanted: Mapping[tuple[int, str], Mapping[tuple[int, str], Seen]]) -> None:
    """Make the links of many records those in `wanted`: (record, type) → as `Change.set_links` takes it."""
    sources = sorted({record for record, _type in wanted})
    for some in _batches(sources):
        old: dict[tuple[int, str], dict[tuple[int, str], Seen]] = {}
        for row in change.connection.execute(select(links).where(links.c.source.in_(some))).mappings():
            old.setdefault((row["source"], row["type"]), {})[row["target"], row["element"]] = seen_of(row)
        kinds = {
            r.id: r.kind
            for r in change.connection.execute(select(records.c.id, records.c.kind).where(records.c.id.in_(some)))
        }
        mine = [key for key in wanted if key[0] in kinds and old.get(key, {}) != wanted[key]]
        if change.belonging:
            for (_project, kind), part in _by_kind([(record, project, kinds[record]) for record, _type in mine]):
                change.belonging.before_all(part, project, kind)
        for record, type_ in mine:
            before, after = flat(old.get((record, type_), {})), flat(wanted[record, type_])
            change.note("links", f"{record}/{type_}", before, after, project=project)
        for type_ in {type_ for _record, type_ in mine}:
            of_type = [record for record, t in mine if t == type_]
            change.connection.execute(delete(links).where(links.c.type == type_, links.c.source.in_(of_type)))
        rows = [(project, *key, *place, *seen) for key in mine for place, seen in wanted[key].items()]
        insert_many(change.connection, links, _OF_LINKS, rows)


def withdraw_events(change: Change, ids: Sequence[int], project: int, reason: str) -> None:
    """Say that events no longer count; with an empty reason they count again."""
    for some in _batches(ids):
        wanted = select(events.c.id, events.c.withdrawn).where(events.c.id.in_(some))
        for row in change.connection.execute(wanted).all():
            if row.withdrawn != reason:
                old, new = dumps({"withdrawn": row.withdrawn}), dumps({"withdrawn": reason})
                change.note("event", str(row.id), old, new, project=project)
        change.connection.execute(update(events).where(events.c.id.in_(some)).values(withdrawn=reason))


def withdraw(change: Change, ids: Sequence[int], project: int, reason: str) -> None:
    """Take records out of a project, or with an empty reason bring them back."""
    check_storable({"withdrawn": reason})
    for some in _batches(ids):
        wanted = select(records.c.id, records.c.kind, records.c.withdrawn).where(records.c.id.in_(some))
        rows = [row for row in change.connection.execute(wanted).all() if row.withdrawn != reason]
        if change.belonging:
            for (_project, kind), part in _by_kind([(row.id, project, row.kind) for row in rows]):
                change.belonging.before_all(part, project, kind)
        for row in rows:
            if change.belonging and row.withdrawn and not reason:
                change.belonging.came_back(row.id)
            change.note(
                "record",
                str(row.id),
                dumps({"withdrawn": row.withdrawn}),
                dumps({"withdrawn": reason}),
                project=project,
            )
        change.connection.execute(update(records).where(records.c.id.in_(some)).values(withdrawn=reason))


def _by_kind(heads: Sequence[tuple[int, int, str]]) -> Iterator[tuple[tuple[int, str], list[int]]]:
    """Records, as (id, project, kind), by project and kind."""
    found: dict[tuple[int, str], list[int]] = {}
    for record, project, kind in heads:
        found.setdefault((project, kind), []).append(record)
    yield from found.items()


class Step(NamedTuple):
    """A step in the follow-up of an entry; `before` is where it stood, None for an entry that is new in this change."""

    record: int
    revision: int
    state: str
    before: str | None


def follow(change: Change, project: int, steps: Sequence[Step], *, happened: str) -> None:
    """Write steps of many entries, said by the person of the change."""
    first = (change.connection.execute(select(func.max(events.c.id))).scalar() or 0) + 1
    rows: list[tuple[Any, ...]] = []
    for number, step in enumerate(steps, first):
        values = {
            "record": step.record,
            "revision": step.revision,
            "stamp": "",
            "state": step.state,
            "person": change.person,
            "role": "",
            "task": "",
            "iteration": 0,
            "happened": happened,
            "captured": change.at,
            "note": "",
            "withdrawn": "",
        }
        rows.append((number, *values.values()))
        change.note("event", str(number), "", dumps(values), project=project)
    insert_many(change.connection, events, tuple(column.name for column in events.columns), rows)
    for step in steps:
        if step.before is not None:
            change.set_head(step.record, project, follow=step.state)


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
        "label": one.label,
        "note": one.note,
        "content": hashlib.sha256(one.body.encode("ascii")).hexdigest(),
    }


def _said_of_new(one: Written) -> dict[str, Any]:
    """What the history says of a new record: of its version, and beside it."""
    record, said = one.record, said_of(one)
    said |= {
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
    return said


def _versions(change: Change, some: Sequence[Written]) -> None:
    rows: list[tuple[Any, ...]] = []
    named: list[tuple[Any, ...]] = []
    for one in some:
        record = one.record
        if not (record.title.isascii() and record.number.isascii() and record.owner.isascii()):
            check_storable({"title": record.title, "number": record.number, "owner": record.owner})
        dates = (record.happened, record.source_dated, record.captured)
        said = (one.label, one.body, record.stamp, record.author, one.note)
        rows.append((record.id, record.revision, *said, *dates))
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


class Target(NamedTuple):
    """What a link may lead to: a record with its kind, number and title, and the fingerprint a link to it keeps."""

    id: int
    kind: str
    number: str
    title: str
    core: str
    place: str


def targets(connection: Connection, project: int, kinds: Collection[str] = ()) -> list[Target]:
    """All records of a project (of some kinds) that were not withdrawn."""
    columns = (records.c.id, records.c.kind, records.c.number, records.c.title, records.c.core, records.c.place)
    wanted = select(*columns, records.c.stamp).where(records.c.project == project, records.c.withdrawn == "")
    if kinds:
        wanted = wanted.where(records.c.kind.in_(kinds))
    return [Target(*row[:4], row.core or row.stamp, row.place) for row in connection.execute(wanted)]


def revision_numbers(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Record → number of its current version."""
    found: dict[int, int] = {}
    for some in _batches(ids):
        wanted = select(records.c.id, records.c.revision).where(records.c.id.in_(some), records.c.withdrawn == "")
        found.update((row.id, row.revision) for row in connection.execute(wanted))
    return found
