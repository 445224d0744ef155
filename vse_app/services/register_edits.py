"""Editing in a register's table: one cell, the same value in chosen rows, a new row from a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.records import Content, Record
from vse_app.services import checks, entering, projects, records, registers
from vse_app.services.entering import Edit, Entered
from vse_app.services.registers import Column
from vse_app.services.workspace import Done, Workspace
from vse_app.store import bulk, queries
from vse_app.store.change import Change
from vse_app.store.database import Connection

Progress = Callable[[int, int], object]
AT_ONCE: Final = 500
"""Entries read with one statement."""


def quick_add(ws: Workspace, project_id: int, kind: str, text: str, *, above: int = 0, task: str = "") -> Done[Record]:
    """A new entry from a few words: the text that gives the title, else the title; `above` is where it belongs."""
    product = projects.model_of(ws, projects.project(ws, project_id)).product(kind)
    titled = product.field(product.head.get("title", ""))
    fields: dict[str, Any] = {titled.id: text.strip()} if titled else {}
    if above and product.tree:
        fields[product.tree] = [str(above)]
    title = "" if titled else text.strip()
    if not text.strip():
        raise Invalid("Write a few words first.")
    return records.create(ws, project_id, kind, content=Content(title, fields), task=task)


def set_cell(ws: Workspace, record_id: int, column: str, value: Any) -> Done[Entered]:
    """Change one value of an entry; see `set_cells`."""
    return set_cells(ws, (record_id,), {column: value})


def set_cells(
    ws: Workspace,
    ids: Sequence[int],
    values: Mapping[str, Any],
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done[Entered]:
    """Give entries of one register the same values in some columns, in one change.

    Raises Invalid, and changes nothing, when one of them cannot have a value; Cancelled when it was stopped.
    """
    with ws.reading() as connection:
        heads = _heads(connection, ids)
        versions = {v.record: v for v in queries.revisions_at(connection, {h.id: h.revision for h in heads})}
    if len({(h.project, h.kind) for h in heads}) > 1:
        raise Invalid("Rows of one register can be changed together, not of several.")
    product = projects.product_of(ws, heads[0])
    columns = {c.id: c for c in registers.columns(product)}
    chosen = [_editable(columns, name) for name in values]
    edits = [_edited(product, head, versions[head.id].content, values, chosen) for head in heads]
    verb = "record.revise" if len(edits) == 1 else "record.bulk"
    watch = entering.Watch(progress, cancelled)
    return entering.enter(ws, heads[0].project, product.id, edits, verb=verb, watch=watch)


def withdraw(ws: Workspace, ids: Sequence[int], reason: str) -> Done[int]:
    """Take entries out of the project, in one change; an empty reason brings them back. How many there were."""
    with ws.reading() as connection:
        heads = _heads(connection, ids)
    if len({h.project for h in heads}) > 1:
        raise Invalid("Rows of one register can be changed together, not of several.")

    def work(change: Change) -> int:
        if not reason:
            for head in heads:
                records.check_place(ws, change, head)
        bulk.withdraw(change, [h.id for h in heads], heads[0].project, reason)
        return len(heads)

    return ws.write("record.withdraw", work)


def _heads(connection: Connection, ids: Sequence[int]) -> list[Record]:
    """Heads in the order given, each once; raises Invalid for none at all, and for one that is not there."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Record] = {}
    for start in range(0, len(wanted), AT_ONCE):
        found |= queries.heads(connection, wanted[start : start + AT_ONCE])
    if not wanted:
        raise Invalid("Choose the rows first.")
    return [checks.existing(found.get(i)) for i in wanted]


def _edited(product: Product, head: Record, was: Content, values: Mapping[str, Any], chosen: Sequence[Column]) -> Edit:
    """What one entry is to be."""
    fields = dict(was.fields) | {c.field.id: values[c.id] for c in chosen if c.field is not None}
    fields |= {product.head[n]: values[n] for n in ("owner", "due", "happened") if n in values and n in product.head}
    content = Content(values.get("title", was.title), fields, was.files, was.link)
    own = {n: values[n] or "" for n in ("owner", "due") if n in values and n not in product.head}
    if own.get("due"):
        checks.check_date(own["due"])
    return Edit(records.checked(product, content, was), head, own, _follow(values))


def _follow(values: Mapping[str, Any]) -> str | None:
    return values.get("follow") or None


def _editable(columns: Mapping[str, Column], name: str) -> Column:
    column = columns.get(name)
    if column is None or not column.editable:
        raise Invalid("{name} cannot be changed here.", name=name)
    return column
