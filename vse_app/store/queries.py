"""Reading: documents, records, revisions, events and history as plain values. One function, one statement or few."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, column, func, select, text

from vse_app.model.errors import CannotOpen
from vse_app.model.project import Confirmation
from vse_app.model.records import Content, Event, Record, Revision, Seen, VersionHead
from vse_app.store import contents
from vse_app.store.audit import Entry
from vse_app.store.tables import audit, confirmations, documents, events, links, records, revisions


class Link(NamedTuple):
    """A typed link. `stamp` is the target's fingerprint and `own` the source's when it was made or looked at again."""

    id: int
    project: int
    source: int
    type: str
    target: int
    element: str
    stamp: str
    own: str = ""
    looked_by: str = ""
    looked_on: str = ""

    @property
    def seen(self) -> Seen:
        """What it kept of its ends."""
        return Seen(self.stamp, self.own, self.looked_by, self.looked_on)


def document(connection: Connection, kind: str, key: str) -> Any | None:
    """One document, or None."""
    found = connection.execute(
        select(documents.c.data).where(documents.c.kind == kind, documents.c.key == key)
    ).scalar()
    return _json(found) if found else None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError):
        raise damaged() from None


def damaged() -> CannotOpen:
    """The sentence for stored values that are no longer what was written."""
    return CannotOpen("This company file is damaged.", hint="“check” says where; restore the newest backup.")


def all_documents(connection: Connection, kind: str, *, project: int = 0) -> dict[str, Any]:
    """Every document of a kind (of a project), by key, in the order they were made."""
    query = select(documents.c.key, documents.c.data).where(documents.c.kind == kind, documents.c.project == project)
    return {key: _json(data) for key, data in connection.execute(query.order_by(documents.c.id))}


def documents_under(connection: Connection, kind: str, prefix: str) -> dict[str, Any]:
    """Every document of a kind whose key begins so, by the rest of its key, in the order they were made."""
    query = select(documents.c.key, documents.c.data).where(
        documents.c.kind == kind, documents.c.key.startswith(prefix, autoescape=True)
    )
    return {key[len(prefix) :]: _json(data) for key, data in connection.execute(query.order_by(documents.c.id))}


def _record(row: Any) -> Record:
    record = Record(*row)
    return record._replace(filled=bool(record.filled), parts=tuple(p for p in row.parts.split(",") if p))


def record(connection: Connection, record_id: int) -> Record | None:
    """The head of a record, or None."""
    row = connection.execute(select(records).where(records.c.id == record_id)).first()
    return _record(row) if row else None


def records_of(connection: Connection, project: int, *, kind: str = "", kinds: Collection[str] = ()) -> list[Record]:
    """Heads of a project's records (of one kind, of some kinds), oldest first, withdrawn ones included."""
    query = select(records).where(records.c.project == project).order_by(records.c.id)
    if kind or kinds:
        query = query.where(records.c.kind.in_([kind] if kind else kinds))
    return [_record(row) for row in connection.execute(query)]


def overdue(connection: Connection, project: int, today: str, *, but: Collection[str] = ()) -> list[Record]:
    """Heads of records whose due date is before today, not withdrawn; without those of the kinds in `but`."""
    query = select(records).where(
        records.c.project == project, records.c.withdrawn == "", records.c.due != "",
        records.c.due < today, records.c.kind.not_in(but),
    )  # fmt: skip
    return [_record(row) for row in connection.execute(query.order_by(records.c.id))]


def count_of(connection: Connection, project: int, kind: str) -> int:
    """How many records of a kind the project ever had: numbers are never reused."""
    query = select(func.count()).where(records.c.project == project, records.c.kind == kind)
    return connection.execute(query).scalar() or 0


def numbers_from(connection: Connection, project: int, start: str) -> frozenset[str]:
    """The numbers ever given in a project that begin in a certain way."""
    query = select(records.c.number).where(
        records.c.project == project, records.c.number.startswith(start, autoescape=True)
    )
    return frozenset(connection.execute(query).scalars())


def revision(connection: Connection, record_id: int, no: int) -> Revision | None:
    """One revision of a record, or None."""
    row = connection.execute(select(revisions).where(revisions.c.record == record_id, revisions.c.no == no)).first()
    return _revision(row) if row else None


def revisions_at(connection: Connection, wanted: Mapping[int, int]) -> Iterator[Revision]:
    """One version of each of some records: record → number of the version."""
    ids = list(wanted)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        query = select(revisions).where(revisions.c.record.in_(some))
        for row in connection.execute(query).all():
            if row.no == wanted[row.record]:
                yield _revision(row)


def revisions_of(connection: Connection, record_id: int) -> list[Revision]:
    """All revisions of a record, oldest first."""
    query = select(revisions).where(revisions.c.record == record_id).order_by(revisions.c.no)
    return [_revision(row) for row in connection.execute(query)]


def current_revisions(connection: Connection, project: int) -> dict[int, Revision]:
    """The current revision of every record of a project that was not withdrawn, by record id."""
    query = (
        select(revisions)
        .join(records, (records.c.id == revisions.c.record) & (records.c.revision == revisions.c.no))
        .where(records.c.project == project, records.c.withdrawn == "")
    )
    return {row.record: _revision(row) for row in connection.execute(query)}


def contents_of(connection: Connection, project: int) -> Iterator[tuple[str, bool, Content]]:
    """Every version of a project's records: its kind, whether it is the current one of a record in use, its content."""
    query = select(
        records.c.kind, (records.c.revision == revisions.c.no) & (records.c.withdrawn == ""), revisions.c.content
    ).join(records, records.c.id == revisions.c.record)
    rows = connection.execution_options(yield_per=200).execute(query.where(records.c.project == project))
    for kind, current, text_ in rows:
        try:
            yield kind, bool(current), contents.loads(text_)
        except (ValueError, KeyError, TypeError):
            raise damaged() from None


def is_number_free(connection: Connection, project: int, number: str) -> bool:
    """Whether no record of a project ever had a number."""
    query = select(func.count()).where(records.c.project == project, records.c.number == number)
    return not connection.execute(query).scalar()


def _revision(row: Any) -> Revision:
    values = row._asdict()
    try:
        return Revision(**values | {"content": contents.loads(values["content"])})
    except (ValueError, KeyError, TypeError):
        raise damaged() from None


def event(connection: Connection, event_id: int) -> Event | None:
    """One event, or None."""
    row = connection.execute(select(events).where(events.c.id == event_id)).first()
    return Event(*row) if row else None


def events_of_record(connection: Connection, record_id: int) -> list[Event]:
    """Events of one record, oldest first."""
    query = select(events).where(events.c.record == record_id).order_by(events.c.id)
    return [Event(*row) for row in connection.execute(query)]


def events_of(connection: Connection, project: int, *, kinds: Collection[str] = ()) -> list[Event]:
    """Events of all records of a project (of some kinds), oldest first."""
    query = select(events).join(records, records.c.id == events.c.record).where(records.c.project == project)
    if kinds:
        query = query.where(records.c.kind.in_(kinds))
    return [Event(*row) for row in connection.execute(query.order_by(events.c.id))]


def confirmations_of(connection: Connection, project: int) -> list[Confirmation]:
    """Confirmations of a project's tasks, oldest first."""
    query = select(confirmations).where(confirmations.c.project == project).order_by(confirmations.c.id)
    columns = [c for c in confirmations.c if c.name != "project"]
    return [Confirmation(*row) for row in connection.execute(query.with_only_columns(*columns))]


def links_of(connection: Connection, record_id: int) -> list[Link]:
    """Links from or to a record."""
    query = select(links).where((links.c.source == record_id) | (links.c.target == record_id)).order_by(links.c.id)
    return [Link(*row) for row in connection.execute(query)]


def project_links(connection: Connection, project: int) -> list[Link]:
    """All links of a project."""
    return [Link(*r) for r in connection.execute(select(links).where(links.c.project == project).order_by(links.c.id))]


def changes_since(connection: Connection, seq: int) -> int:
    """How many changes were made after an entry of the history."""
    query = select(func.count(audit.c.change.distinct())).where(audit.c.seq > seq)
    return connection.execute(query).scalar() or 0


def entries_of_change(connection: Connection, change: int) -> list[Entry]:
    """What one change wrote, in order."""
    query = select(audit).where(audit.c.change == change).order_by(audit.c.seq)
    return [Entry(*row) for row in connection.execute(query)]


def records_from(connection: Connection, chosen: Any) -> list[Record]:
    """Heads of the records a statement over `records` selects."""
    return [_record(row) for row in connection.execute(chosen)]


def events_of_records(connection: Connection, ids: list[int]) -> dict[int, list[Event]]:
    """Events of some records, by record, oldest first."""
    found: dict[int, list[Event]] = {}
    if ids:
        query = select(events).where(events.c.record.in_(ids)).order_by(events.c.id)
        for row in connection.execute(query):
            found.setdefault(row.record, []).append(Event(*row))
    return found


def search_ids(expression: str) -> Any:
    """A subquery of the record ids that match an FTS5 expression."""
    return (
        text("SELECT rowid FROM search WHERE search MATCH :expression")
        .bindparams(expression=expression)
        .columns(column("rowid"))
    )


def version_heads(connection: Connection, project: int) -> dict[int, list[VersionHead]]:
    """The versions of every record of a project, oldest first, by record."""
    columns = [revisions.c[name] for name in VersionHead._fields]
    query = select(*columns).join(records, records.c.id == revisions.c.record).where(records.c.project == project)
    found: dict[int, list[VersionHead]] = {}
    for row in connection.execute(query.order_by(revisions.c.record, revisions.c.no)):
        found.setdefault(row.record, []).append(VersionHead(*row))
    return found


def heads(connection: Connection, ids: Collection[int]) -> dict[int, Record]:
    """Heads of some records, by id."""
    return {r.id: r for r in records_from(connection, select(records).where(records.c.id.in_(ids)))}
