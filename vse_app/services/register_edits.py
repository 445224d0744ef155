"""Editing in a register's table: one cell, the same value in chosen rows, a new row from a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vse_app.model.errors import Invalid
from vse_app.model.records import Content, Record
from vse_app.services import checks, entering, projects, records, registers
from vse_app.services.entering import Edit, Entered
from vse_app.services.registers import Column
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries


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


def set_cells(ws: Workspace, ids: Sequence[int], values: Mapping[str, Any]) -> Done[Entered]:
    """Give entries of one register the same values in some columns, in one change.

    Raises Invalid, and changes nothing, when one of them cannot have a value.
    """
    with ws.reading() as connection:
        found = queries.heads(connection, ids)
        heads = [checks.existing(found.get(i)) for i in dict.fromkeys(ids)]
        versions = {h.id: queries.revision(connection, h.id, h.revision) for h in heads}
    if not heads:
        raise Invalid("Choose the rows first.")
    if len({(h.project, h.kind) for h in heads}) > 1:
        raise Invalid("Rows of one register can be changed together, not of several.")
    product = projects.product_of(ws, heads[0])
    columns = {c.id: c for c in registers.columns(product)}
    chosen = [_editable(columns, name) for name in values]
    edits: list[Edit] = []
    for head in heads:
        version = versions[head.id]
        assert version is not None
        was = version.content
        fields = dict(was.fields) | {c.field.id: values[c.id] for c in chosen if c.field is not None}
        fields |= {
            product.head[n]: values[n] for n in ("owner", "due", "happened") if n in values and n in product.head
        }
        content = Content(values.get("title", was.title), fields, was.files, was.link)
        own = {n: values[n] or "" for n in ("owner", "due") if n in values and n not in product.head}
        if own.get("due"):
            checks.check_date(own["due"])
        edits.append(Edit(records.checked(product, content, was), head, own, _follow(values)))
    verb = "record.revise" if len(edits) == 1 else "record.bulk"
    return entering.enter(ws, heads[0].project, product.id, edits, verb=verb)


def _follow(values: Mapping[str, Any]) -> str | None:
    return values.get("follow") or None


def _editable(columns: Mapping[str, Column], name: str) -> Column:
    column = columns.get(name)
    if column is None or not column.editable:
        raise Invalid("{name} cannot be changed here.", name=name)
    return column
