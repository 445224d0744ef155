"""Rows of registers that are part of a document: the document's head counts them and its stamp covers them.

A head's `rows` says for each field fed by a register how many rows there are and the sum of their digests. The sum lets
one changed row cost one step, however long the register is. It is brought up to date when a change is finished, from
what each row was before and is then; so it does not matter in which order a verb writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, select, update

from vse_app.model.elements import PartOf
from vse_app.model.records import Content, row_counts, row_digest, with_rows
from vse_app.store import contents
from vse_app.store.audit import dumps
from vse_app.store.tables import links, records, revisions

MODULUS = 1 << 256
SLICE = 500
"""Ids in one statement."""


class Rules(Protocol):
    """What a project's model says of its records; given by the services, because models are theirs."""

    def part_of(self, project: int, kind: str) -> tuple[PartOf, ...]:
        """The documents that rows of a kind are part of."""
        ...

    def fed_by(self, project: int, kind: str) -> tuple[tuple[PartOf, str], ...]:
        """For a kind of document: the fields fed by registers, each with the kind of its rows."""
        ...

    def filled(self, project: int, kind: str, content: Content, counts: Mapping[str, int]) -> tuple[str, ...]:
        """The parts of a document that are filled, rows of registers counted."""
        ...


class _Row(NamedTuple):
    """A row as it is at one moment; `stamp` is "" when it does not count, `targets` are its links by field."""

    project: int
    kind: str
    stamp: str
    targets: Mapping[str, frozenset[int]]


Note = Callable[[str, str, str, int], None]
"""Writes history: record id, before, after, project."""


class Belonging:
    """Watches the rows and documents that one change touches, and settles the documents' heads at its end."""

    def __init__(self, connection: Connection, rules: Rules) -> None:
        self._connection, self._rules = connection, rules
        self._before: dict[int, _Row] = {}
        self._documents: dict[int, tuple[int, str]] = {}
        self._fresh: set[int] = set()
        self._delta: dict[tuple[int, str], tuple[int, int]] = {}
        self._known: dict[tuple[int, str], frozenset[int]] = {}

    def before(self, record: int, project: int, kind: str) -> None:
        """Call before a record is changed, for rows and documents alike."""
        if record not in self._before and self._rules.part_of(project, kind):
            self._before[record] = self._now([record])[record]
        if self._rules.fed_by(project, kind):
            self._documents[record] = (project, kind)

    def before_all(self, ids: Sequence[int], project: int, kind: str) -> None:
        """As `before`, for many records of one kind."""
        if self._rules.part_of(project, kind):
            self._before.update(self._now([record for record in ids if record not in self._before]))
        if self._rules.fed_by(project, kind):
            self._documents.update((record, (project, kind)) for record in ids)

    def added(self, project: int, kind: str, new: Sequence[tuple[int, str]]) -> None:
        """Call when records were added: their ids and stamps."""
        parts = self._rules.part_of(project, kind)
        if any(part.link for part in parts):
            self._before.update((record, _Row(project, kind, "", {})) for record, _stamp in new)
        elif parts:
            total = sum(row_digest(record, stamp) for record, stamp in new)
            for part in parts:
                for document in self._singles(project, part.product):
                    self._add(document, part, project, len(new) if part.counts else 0, total)
        if self._rules.fed_by(project, kind):
            self._documents.update((record, (project, kind)) for record, _stamp in new)
            self._fresh.update(record for record, _stamp in new)
            self._known.clear()

    def came_back(self, record: int) -> None:
        """A document was brought back: its rows were not counted meanwhile."""
        self._fresh.add(record)

    def settle(self, note: Note) -> None:
        """Bring the heads of the documents concerned up to date."""
        ids = list(self._before)
        after = self._now(ids)
        for record in ids:
            self._move(record, self._before[record], after[record])
        for document in sorted(self._documents):
            self._settle(document, note)
        self._before.clear()
        self._documents.clear()
        self._fresh.clear()
        self._delta.clear()
        self._known.clear()

    def _now(self, ids: list[int]) -> dict[int, _Row]:
        found: dict[int, _Row] = {}
        for some in _slices(ids):
            targets: dict[int, dict[str, set[int]]] = {}
            wanted = select(links.c.source, links.c.type, links.c.target).where(links.c.source.in_(some))
            for source, type_, target in self._connection.execute(wanted):
                targets.setdefault(source, {}).setdefault(type_.removeprefix("field:"), set()).add(target)
            columns = (records.c.id, records.c.project, records.c.kind, records.c.stamp, records.c.withdrawn)
            for row in self._connection.execute(select(*columns).where(records.c.id.in_(some))):
                own = {field: frozenset(linked) for field, linked in targets.get(row.id, {}).items()}
                found[row.id] = _Row(row.project, row.kind, "" if row.withdrawn else row.stamp, own)
        return found

    def _move(self, record: int, before: _Row, after: _Row) -> None:
        """What one row takes from documents and gives to documents."""
        gone, come = row_digest(record, before.stamp), row_digest(record, after.stamp)
        for part in self._rules.part_of(after.project, after.kind):
            old = self._documents_of(before, part) if before.stamp else frozenset[int]()
            new = self._documents_of(after, part) if after.stamp else frozenset[int]()
            for document in old | new:
                count = ((document in new) - (document in old)) * part.counts
                total = (come if document in new else 0) - (gone if document in old else 0)
                self._add(document, part, after.project, count, total)

    def _add(self, document: int, part: PartOf, project: int, count: int, total: int) -> None:
        counted, summed = self._delta.get((document, part.field), (0, 0))
        self._delta[document, part.field] = (counted + count, summed + total)
        self._documents.setdefault(document, (project, part.product))

    def _documents_of(self, row: _Row, part: PartOf) -> frozenset[int]:
        if not part.link:
            return self._singles(row.project, part.product)
        linked = row.targets.get(part.link, frozenset())
        kinds = select(records.c.id).where(records.c.id.in_(linked), records.c.kind == part.product)
        return frozenset(self._connection.execute(kinds).scalars()) if linked else frozenset()

    def _singles(self, project: int, kind: str) -> frozenset[int]:
        """The document of a kind that the project has; a kind of which there may be one."""
        key = (project, kind)
        if key not in self._known:
            wanted = select(records.c.id).where(
                records.c.project == project, records.c.kind == kind, records.c.withdrawn == ""
            )
            self._known[key] = frozenset(self._connection.execute(wanted).scalars())
        return self._known[key]

    def _settle(self, document: int, note: Note) -> None:
        columns = [records.c[name] for name in ("project", "kind", "revision", "withdrawn", *sorted(DERIVED))]
        head = self._connection.execute(select(*columns).where(records.c.id == document)).mappings().one()
        if head["withdrawn"]:
            return
        own = select(revisions.c.stamp, revisions.c.content)
        stamp, text = self._connection.execute(
            own.where(revisions.c.record == document, revisions.c.no == head["revision"])
        ).one()
        content = contents.loads(text)
        rows = self._counted(document, head) if document in self._fresh else self._added(document, head["rows"])
        parts = self._rules.filled(head["project"], head["kind"], content, row_counts(rows))
        values = {
            "stamp": with_rows(stamp, rows),
            "core": with_rows(content.core(), rows),
            "rows": rows,
            "parts": ",".join(parts),
            "filled": int(content.has_content or any(row_counts(rows).values())),
        }
        changed = {name: value for name, value in values.items() if head[name] != value}
        if changed:
            self._connection.execute(update(records).where(records.c.id == document).values(**changed))
            before = dumps({name: head[name] for name in changed})
            note(str(document), before, dumps(changed), head["project"])

    def _added(self, document: int, rows: str) -> str:
        said: dict[str, tuple[int, str]] = json.loads(rows) if rows else {}
        found = {field: (count, int(digest, 16)) for field, (count, digest) in said.items()}
        for (of, field), (more, delta) in self._delta.items():
            if of == document:
                count, total = found.get(field, (0, 0))
                found[field] = (count + more, (total + delta) % MODULUS)
        return _written(found)

    def _counted(self, document: int, head: Mapping[Any, Any]) -> str:
        """All rows of a document counted anew."""
        found: dict[str, tuple[int, int]] = {}
        for part, kind in self._rules.fed_by(head["project"], head["kind"]):
            wanted = select(records.c.id, records.c.stamp).where(
                records.c.project == head["project"], records.c.kind == kind, records.c.withdrawn == ""
            )
            if part.link:
                own = select(links.c.source).where(links.c.target == document, links.c.type == f"field:{part.link}")
                wanted = wanted.where(records.c.id.in_(own))
            digests = [row_digest(record, stamp) for record, stamp in self._connection.execute(wanted)]
            count, total = found.get(part.field, (0, 0))
            found[part.field] = (count + len(digests) * part.counts, (total + sum(digests)) % MODULUS)
        return _written(found)


DERIVED = frozenset({"stamp", "core", "rows", "parts", "filled"})
"""What the head of a document says of its rows."""


def _written(found: Mapping[str, tuple[int, int]]) -> str:
    said = {field: [count, f"{total:064x}"] for field, (count, total) in found.items() if count or total}
    return dumps(said or None)


def _slices(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + SLICE] for start in range(0, len(ids), SLICE))
