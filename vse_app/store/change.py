"""One change: everything a verb writes, with its audit entries, in one transaction.

Every mutable thing is written through `Change`, which keeps what was there before. So undo is one function for all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from vse_app.model.changes import Changes
from vse_app.model.errors import Invalid
from vse_app.model.records import Content, Record, Seen
from vse_app.store import audit as history
from vse_app.store import contents, searching
from vse_app.store.belonging import Belonging, Rules
from vse_app.store.inserting import insert_many
from vse_app.store.tables import audit, confirmations, documents, events, links, records, revision_files, revisions

FLUSH = 5000
"""Lines of history held back before they are written."""
CLOCK = "clock"
"""Entity of the note that the computer's clock stood earlier than at the entry before. Nothing stands behind it."""
CLOCK_SLACK = dt.timedelta(minutes=5)
"""Two computers, or one that sets its clock by the network, may differ by so much without a note."""

_APPENDED: dict[str, Table] = {"event": events, "confirmation": confirmations}


class Change:
    """The open write transaction of one verb. `at` is the moment of capture (UTC).

    With `rules`, documents that rows of registers are part of are kept in step; without, there are no registers.
    """

    def __init__(self, connection: Connection, *, at: str, person: str, verb: str, rules: Rules | None = None) -> None:
        self.connection, self.at, self.person, self.verb = connection, at, person, verb
        self.belonging = Belonging(connection, rules) if rules else None
        self._seq, self._hash, newest = history.last(connection)
        self._before = history.last_moment(connection)
        self.number = newest + 1
        self._topics: set[str] = set()
        self._entries: list[tuple[Any, ...]] = []

    def put(self, kind: str, key: str, value: Any, *, project: int = 0) -> None:
        """Write a document (None removes it); nothing happens when it is already so."""
        row = documents.c.kind == kind, documents.c.key == key
        before = self.connection.execute(select(documents.c.data).where(*row)).scalar() or ""
        after = history.dumps(value)
        if before == after:
            return
        if not after:
            self.connection.execute(delete(documents).where(*row))
        elif before:
            self.connection.execute(update(documents).where(*row).values(data=after))
        else:
            self.connection.execute(insert(documents).values(kind=kind, key=key, project=project, data=after))
        self.note(kind, key, before, after, project=project)

    def add_record(self, record: Record, content: Content, *, label: str = "", note: str = "") -> int:
        """Write a new record with its first revision and return its id."""
        values = record._asdict() | {"parts": ",".join(record.parts), "filled": int(record.filled)}
        values.pop("id")
        check_storable(values)
        found = self.connection.execute(insert(records).values(**values)).inserted_primary_key
        assert found is not None
        record = record._replace(id=int(found[0]))
        head = {name: getattr(record, name) for name in PLACE}
        self.note("record", str(record.id), "", history.dumps(head), project=record.project)
        self._write_revision(record, content, label=label, note=note)
        if self.belonging:
            self.belonging.added(record.project, record.kind, [(record.id, record.stamp)])
        return record.id

    def add_revision(self, record: Record, content: Content, *, label: str = "", note: str = "") -> None:
        """Write the next revision and bring the record's head to it (`record.revision` is the new number)."""
        if self.belonging:
            self.belonging.before(record.id, record.project, record.kind)
        self._write_revision(record, content, label=label, note=note)

    def _write_revision(self, record: Record, content: Content, *, label: str, note: str) -> None:
        previous = self.connection.execute(select(records.c.stamp).where(records.c.id == record.id)).scalar() or ""
        text = contents.dumps(content)
        own = {name: getattr(record, name) for name in OF_REVISION} | {"label": label, "note": note}
        head = {name: getattr(record, name) for name in OF_HEAD} | {
            "parts": ",".join(record.parts), "filled": int(record.filled), "core": content.core(),
        }  # fmt: skip
        check_storable(own | head)
        values = own | {"record": record.id, "no": record.revision, "content": text}
        self.connection.execute(insert(revisions).values(**values))
        for position, file in enumerate(content.files):
            self.connection.execute(
                insert(revision_files).values(
                    record=record.id, no=record.revision, position=position, sha256=file.sha256
                )
            )
        values = {name: own[name] for name in OF_REVISION} | head | {"revision": record.revision}
        self.connection.execute(update(records).where(records.c.id == record.id).values(**values))
        searching.index_record(self.connection, record, content)
        before = history.dumps({"no": record.revision - 1, "stamp": previous}) if record.revision > 1 else ""
        digest = hashlib.sha256(text.encode("ascii")).hexdigest()
        after = history.dumps(own | head | {"no": record.revision, "content": digest})
        self.note("revision", str(record.id), before, after, project=record.project)

    def set_head(self, record_id: int, project: int, **values: Any) -> None:
        """Change a record's owner, due date, follow-up, place in the path or withdrawal; its content stays."""
        check_storable(values)
        columns = [records.c.kind, records.c.withdrawn, *(records.c[name] for name in values if name != "withdrawn")]
        row = dict(self.connection.execute(select(*columns).where(records.c.id == record_id)).mappings().one())
        old = {name: row[name] for name in values}
        before, after = history.dumps(old), history.dumps(values)
        if before == after:
            return
        if self.belonging and "withdrawn" in values:
            self.belonging.before(record_id, project, row["kind"])
            if row["withdrawn"] and not values["withdrawn"]:
                self.belonging.came_back(record_id)
        self.connection.execute(update(records).where(records.c.id == record_id).values(**values))
        self.note("record", str(record_id), before, after, project=project)

    def append(self, entity: str, values: dict[str, Any], *, project: int) -> int:
        """Add an event or confirmation; it is never changed, only withdrawn."""
        check_storable(values)
        found = self.connection.execute(insert(_APPENDED[entity]).values(**values)).inserted_primary_key
        assert found is not None
        self.note(entity, str(found[0]), "", history.dumps(values), project=project)
        return int(found[0])

    def withdraw(self, entity: str, row_id: int, reason: str, *, project: int) -> None:
        """Say that an event or confirmation no longer counts, and why; "" makes it count again."""
        check_storable({"withdrawn": reason})
        table = _APPENDED[entity]
        old = self.connection.execute(select(table.c.withdrawn).where(table.c.id == row_id)).scalar() or ""
        if old != reason:
            self.connection.execute(update(table).where(table.c.id == row_id).values(withdrawn=reason))
            pair = ({"withdrawn": old}, {"withdrawn": reason})
            self.note(entity, str(row_id), history.dumps(pair[0]), history.dumps(pair[1]), project=project)

    def set_links(self, record: Record, type_: str, wanted: dict[tuple[int, str], Seen]) -> None:
        """Make the record's links of one type be those in `wanted`: (target record, element) → what was seen then."""
        own = links.c.source == record.id, links.c.type == type_
        rows = self.connection.execute(select(links).where(*own)).mappings().all()
        old = {(row["target"], row["element"]): seen_of(row) for row in rows}
        if old == wanted:
            return
        if self.belonging:
            self.belonging.before(record.id, record.project, record.kind)
        self.connection.execute(delete(links).where(*own))
        for (target, element), seen in wanted.items():
            values = {"project": record.project, "source": record.id, "type": type_, "target": target}
            self.connection.execute(insert(links).values(**values, element=element, **link_columns(seen)))
        self.note("links", f"{record.id}/{type_}", flat(old), flat(wanted), project=record.project)

    def note(self, entity: str, key: str, before: str, after: str, *, project: int = 0) -> None:
        """Append to the history; written by the methods above, directly only for things without a row of their own."""
        if not self._entries and entity != CLOCK and _went_back(self._before, self.at):
            self.note(CLOCK, "", history.dumps(self._before), history.dumps(self.at))
        seq = self._seq + 1
        values = (self.number, self.at, self.person, self.verb, entity, key, project, before, after, self._hash)
        self._hash = history.chained(seq, values)
        self._seq = seq
        self._entries.append((seq, *values, self._hash))
        self._topics.add(entity)
        if len(self._entries) >= FLUSH:
            self._flush()

    def finish(self) -> Changes:
        """Settle the documents that rows are part of, write the history and tell what was touched."""
        if self.belonging:
            self.belonging.settle(
                lambda key, before, after, project: self.note("record", key, before, after, project=project)
            )
        self._flush()
        return Changes(frozenset(self._topics), self.number if self._topics else 0)

    def _flush(self) -> None:
        insert_many(self.connection, audit, history.Entry._fields, self._entries)
        self._entries.clear()


def _went_back(before: str, now: str) -> bool:
    try:
        return dt.datetime.fromisoformat(now) < dt.datetime.fromisoformat(before) - CLOCK_SLACK
    except ValueError:
        return False


def seen_of(row: Mapping[Any, Any]) -> Seen:
    """What a row of `links` kept of its ends."""
    return Seen(row["stamp"], row["own"], row["looked_by"], row["looked_on"])


def link_columns(seen: Seen) -> dict[str, str]:
    """The columns of `links` that keep it."""
    return {"stamp": seen.target, "own": seen.source, "looked_by": seen.by, "looked_on": seen.on}


def flat(pairs: Mapping[tuple[int, str], Seen]) -> str:
    """Links as the history keeps them; what is empty at the end is left out, as it was before there was more."""
    rows = [_short([target, element, *seen]) for (target, element), seen in pairs.items()]
    return history.dumps(sorted(rows) or None)


def _short(row: list[Any]) -> list[Any]:
    while len(row) > 3 and not row[-1]:
        row.pop()
    return row


def read_flat(text: str) -> dict[tuple[int, str], Seen]:
    """Links as `flat` wrote them."""
    return {(row[0], row[1]): Seen(*row[2:]) for row in json.loads(text)} if text else {}


def check_storable(values: Mapping[str, Any]) -> None:
    """Half of a surrogate pair is no text: refused with a sentence before the database refuses it without one."""
    for value in values.values():
        if isinstance(value, str) and not value.isascii() and any(0xD800 <= ord(c) <= 0xDFFF for c in value):
            raise Invalid(
                "This text holds a broken character: {text}", text=value.encode("ascii", "backslashreplace").decode()
            )


PLACE = ("project", "kind", "number", "task", "iteration", "owner", "due", "withdrawn", "follow")
"""What a record's head says beside its current version."""
OF_REVISION = ("stamp", "author", "happened", "source_dated", "captured")
"""What a version and the head of its record both say."""
OF_HEAD = ("title", "form")
"""What only the head repeats of the content, so that lists need not read it; with `parts` and `filled`."""
