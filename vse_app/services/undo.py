"""Undo: one function for every edit, because every write kept what was there before."""

from __future__ import annotations

import json
from collections.abc import Callable

from vse_app.model.errors import Invalid
from vse_app.services import projects, records
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.audit import Entry
from vse_app.store.belonging import DERIVED
from vse_app.store.change import Change, read_flat


def undo(ws: Workspace, number: int) -> Done[str]:
    """Undo one change as a new change (which can itself be undone) and return the verb that was undone.

    Nothing disappears from the history: versions get a newer one with the old content, events are withdrawn.
    """
    with ws.reading() as connection:
        entries = queries.entries_of_change(connection, number)
    if not entries:
        raise Invalid("There is nothing to undo.")

    def work(change: Change) -> str:
        new = {entry.key for entry in entries if entry.entity == "record" and not entry.before}
        for entry in reversed(entries):
            if entry.entity == "revision" and entry.key in new:
                continue
            _UNDO.get(entry.entity, _document)(ws, change, entry)
        return entries[0].verb

    return ws.write("undo", work)


def _document(ws: Workspace, change: Change, entry: Entry) -> None:
    value = json.loads(entry.before) if entry.before else None
    change.put(entry.entity, entry.key, value, project=entry.project)


def _record(ws: Workspace, change: Change, entry: Entry) -> None:
    values = json.loads(entry.before) if entry.before else {"withdrawn": "undo"}
    if DERIVED.issuperset(values):  # a document that counted its rows: it does so again when this change is finished
        return
    record = queries.record(change.connection, int(entry.key))
    if record is not None and record.withdrawn and values.get("withdrawn") == "":
        records.check_place(ws, change, record)
    change.set_head(int(entry.key), entry.project, **values)


def _revision(ws: Workspace, change: Change, entry: Entry) -> None:
    record = queries.record(change.connection, int(entry.key))
    wanted = (
        queries.revision(change.connection, int(entry.key), json.loads(entry.before)["no"]) if entry.before else None
    )
    if record is None or wanted is None:
        return
    product, content = projects.product_of(ws, record), wanted.content
    dates = records.Dates(wanted.happened, wanted.source_dated)
    new = records.versioned(ws, record, product, content, dates, author=wanted.author)
    change.add_revision(new, content, label=wanted.label, note=f"v{wanted.no} ↶")


def _appended(ws: Workspace, change: Change, entry: Entry) -> None:
    reason = json.loads(entry.before)["withdrawn"] if entry.before else "undo"
    change.withdraw(entry.entity, int(entry.key), reason, project=entry.project)


def _links(ws: Workspace, change: Change, entry: Entry) -> None:
    source, _, type_ = entry.key.partition("/")
    record = queries.record(change.connection, int(source))
    if record is not None:
        change.set_links(record, type_, read_flat(entry.before))


_UNDO: dict[str, Callable[[Workspace, Change, Entry], None]] = {
    "record": _record,
    "revision": _revision,
    "event": _appended,
    "confirmation": _appended,
    "links": _links,
}
