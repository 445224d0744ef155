"""A document's table that is kept as a register: its rows as the document shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import FieldDef
from vse_app.model.records import Record
from vse_app.model.report import Column, Table

_WEIGHTS = {"text": 3.0, "long-text": 4.0, "person": 1.6, "date": 1.5, "number": 1.0, "choice": 1.2}
_HEAD = ("number", "title", "owner", "due", "follow")


def fed_rows(data: PackData, record: Record, definition: FieldDef) -> Sequence[Record]:
    """The entries that are a document's field, in their order; withdrawn ones left out."""
    if not definition.rows_of:
        return ()
    kind = data.view.model.product(definition.rows_of)
    part = next(p for p in kind.part_of if p.product == record.kind and p.field == definition.id)
    if part.link:
        return data.linked_from.get((record.id, kind.id, f"field:{part.link}"), ())
    return data.of_kind.get(kind.id, ())


def fed_table(data: PackData, tr: Translator, record: Record, definition: FieldDef) -> Table | None:
    """The rows as a table in the columns of the document, each with its number in front; None without rows."""
    rows = fed_rows(data, record, definition)
    if not rows:
        return None
    model, language = data.view.model, data.language
    cells, tied = dict(definition.row_cells), dict(definition.tied_cells)
    columns = [c for c in definition.columns if c.id in tied or cells.get(c.id) not in (None, "number")]
    numbered = next((c for c in definition.columns if cells.get(c.id) == "number"), None)
    word = model.field_word(language, record.kind, (definition.id, numbered.id)) if numbered else tr("Number")
    head = [Column(word, 1.2)]
    head += [
        Column(model.field_word(language, record.kind, (definition.id, c.id)), _WEIGHTS.get(c.kind, 2.0))
        for c in columns
    ]
    made = (
        tuple(_tied(data, row, tied[c.id]) if c.id in tied else cell(data, tr, row, cells[c.id]) for c in columns)
        for row in rows
    )
    return Table(tuple(head), tuple((row.number, *said) for row, said in zip(rows, made, strict=True)))


def _tied(data: PackData, row: Record, kind: str) -> str:
    """The records of a kind that a row is traced to, by their numbers."""
    traced = data.traced.by_id.get(row.id) if data.traced else None
    if traced is None or data.traced is None:
        return ""
    nodes = data.traced.graph.nodes
    items = (item.id for found in traced.cells.values() for item in found.items)
    return ", ".join(dict.fromkeys(nodes[i].number for i in items if nodes[i].kind == kind)) or "–"


def cell(data: PackData, tr: Translator, row: Record, name: str) -> str:
    """What an entry says in a column of its head or in a field."""
    return _head_cell(data, tr, row, name) if name in _HEAD else said_in(data, tr, row, name)


def said_in(data: PackData, tr: Translator, row: Record, name: str) -> str:
    """What an entry says in a field."""
    definition = data.view.model.product_of(row.kind).field(name)
    value = data.revisions[row.id].content.fields.get(name)
    if definition is None or value in (None, "", []):
        return ""
    if definition.kind == "link":
        targets = data.links.get((row.id, f"field:{name}"), ())
        return ", ".join(found.number for target in targets if (found := data.by_id.get(target)))
    if definition.kind == "date":
        return day(tr, str(value))
    if definition.kind == "table":
        return "\n".join(_line(data, row, definition, line) for line in value)
    said = wording.value_text(data.view.model, data.language, row.kind, (name,), value, people=data.people)
    return said or str(value)


def _line(data: PackData, row: Record, definition: FieldDef, line: Mapping[str, Any]) -> str:
    """A line of a table, its cells in the order of the columns."""
    model, language = data.view.model, data.language
    said = (
        wording.value_text(model, language, row.kind, (definition.id, c.id), line.get(c.id), people=data.people)
        for c in definition.columns
    )
    return " · ".join(text for text in said if text)


def follow_word(data: PackData, row: Record) -> str:
    """Where an entry stands in its follow-up, in words; "" when its register has none."""
    states = data.view.model.product_of(row.kind).follow_up
    return data.word("states", row.follow or states[0]) if states else ""


def _head_cell(data: PackData, tr: Translator, row: Record, name: str) -> str:
    if name == "owner":
        return wording.who(data.people, [row.owner]) if row.owner else ""
    if name == "due":
        return day(tr, row.due)
    if name == "follow":
        return follow_word(data, row)
    return row.number if name == "number" else row.title
