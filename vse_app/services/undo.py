"""Undo: one function for every edit, because every write kept what was there before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.services import assessments, projects, records
from vse_app.services.workspace import Done, Workspace
from vse_app.store import bulk, contents, queries
from vse_app.store.audit import Entry
from vse_app.store.belonging import DERIVED
from vse_app.store.bulk import Written
from vse_app.store.change import CLOCK, Change, read_flat


def undo(ws: Workspace, number: int) -> Done[str]:
    """Undo one change as a new change (which can itself be undone) and return the verb that was undone.

    Nothing disappears from the history: versions get a newer one with the old content, events are withdrawn. What an
    import wrote by the thousand is undone by the thousand.
    """
    with ws.reading() as connection:
        entries = [e for e in queries.entries_of_change(connection, number) if e.entity != CLOCK]
    if not entries:
        raise Invalid("There is nothing to undo.")
    if assessments.frozen(ws, ((entry.entity, entry.key) for entry in entries)):
        raise assessments.completed()

    def work(change: Change) -> str:
        of: dict[str, list[Entry]] = {}
        for entry in reversed(entries):
            of.setdefault(entry.entity, []).append(entry)
        new = {entry.key for entry in of.get("record", ()) if not entry.before}
        for entity, some in of.items():
            if entity == "revision":
                _revisions(ws, change, [entry for entry in some if entry.key not in new])
            else:
                _UNDO.get(entity, _documents)(ws, change, some)
        return entries[0].verb

    return ws.write("undo", work)


def _documents(ws: Workspace, change: Change, some: Sequence[Entry]) -> None:
    for entry in some:
        change.put(entry.entity, entry.key, json.loads(entry.before) if entry.before else None, project=entry.project)


def _records(ws: Workspace, change: Change, some: Sequence[Entry]) -> None:
    taken: dict[tuple[int, str], list[int]] = {}
    for entry in some:
        values: dict[str, Any] = json.loads(entry.before) if entry.before else {"withdrawn": "undo"}
        if set(values) == {"withdrawn"}:
            taken.setdefault((entry.project, values["withdrawn"]), []).append(int(entry.key))
        elif not DERIVED.issuperset(values):  # a document counts its rows anew when this change is finished
            change.set_head(int(entry.key), entry.project, **values)
    for (project, reason), ids in taken.items():
        if not reason:
            _check_places(ws, change, ids)
        bulk.withdraw(change, ids, project, reason)


def _check_places(ws: Workspace, change: Change, ids: Sequence[int]) -> None:
    """Raise Invalid when bringing records back would make two of a kind that has only one."""
    product_of = _products(ws)
    for record in queries.heads(change.connection, ids).values() if len(ids) < FEW else ():
        if record.withdrawn and not product_of(record.project, record.kind).many:
            records.check_place(ws, change, record)


FEW = 500
"""So many records at once can only be entries of registers, of which there may be many."""


def _products(ws: Workspace) -> Callable[[int, str], Product]:
    known: dict[tuple[int, str], Product] = {}

    def product_of(project: int, kind: str) -> Product:
        if (project, kind) not in known:
            known[project, kind] = projects.model_of(ws, projects.project(ws, project)).product_of(kind)
        return known[project, kind]

    return product_of


def _revisions(ws: Workspace, change: Change, some: Sequence[Entry]) -> None:
    product_of = _products(ws)
    first = {int(entry.key): json.loads(entry.before)["no"] for entry in some if entry.before}
    ids = list(first)
    for start in range(0, len(ids), bulk.BATCH):
        part = ids[start : start + bulk.BATCH]
        heads = queries.heads(change.connection, part)
        written: list[Written] = []
        for wanted in queries.revisions_at(change.connection, {i: first[i] for i in part}):
            record, content = heads[wanted.record], wanted.content
            dates = records.Dates(wanted.happened, wanted.source_dated)
            product = product_of(record.project, record.kind)
            head = records.versioned(ws, record, product, content, dates, author=wanted.author)
            body = contents.encoded(content).body
            written.append(Written(head, content, body, {}, wanted.label, f"v{wanted.no} ↶"))
        bulk.revise(change, written)


def _events(ws: Workspace, change: Change, some: Sequence[Entry]) -> None:
    reasons: dict[tuple[int, str], list[int]] = {}
    for entry in some:
        reason = json.loads(entry.before)["withdrawn"] if entry.before else "undo"
        reasons.setdefault((entry.project, reason), []).append(int(entry.key))
    for (project, reason), ids in reasons.items():
        bulk.withdraw_events(change, ids, project, reason)


def _confirmations(ws: Workspace, change: Change, some: Sequence[Entry]) -> None:
    for entry in some:
        reason = json.loads(entry.before)["withdrawn"] if entry.before else "undo"
        change.withdraw(entry.entity, int(entry.key), reason, project=entry.project)


def _links(ws: Workspace, change: Change, some: Sequence[Entry]) -> None:
    wanted: dict[int, dict[tuple[int, str], Any]] = {}
    for entry in some:
        source, _, type_ = entry.key.partition("/")
        wanted.setdefault(entry.project, {})[int(source), type_] = read_flat(entry.before)
    for project, links in wanted.items():
        bulk.put_links(change, project, links)


_UNDO: Mapping[str, Callable[[Workspace, Change, Sequence[Entry]], None]] = {
    "record": _records,
    "event": _events,
    "confirmation": _confirmations,
    "links": _links,
}
