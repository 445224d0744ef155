"""The field of a document that registers fill: their rows as a table, printed from the entries themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import FieldDef, Product
from vse_app.model.records import Record, row_counts
from vse_app.model.report import Block, Column, Paragraph, Table

_WEIGHTS = {"long-text": 4.0, "text": 2.5, "link": 1.6}
_HEAD = ("number", "title", "owner", "due", "follow")


def fed_blocks(data: PackData, tr: Translator, record: Record, definition: FieldDef, label: str) -> Iterator[Block]:
    """The rows of a register that stand in a document's field; nothing when there are none."""
    if not definition.rows_of or not row_counts(record.rows).get(definition.id):
        return
    kind = data.view.model.product_of(definition.rows_of)
    many = str(data.view.model.word(data.language, "products", kind.id, "many") or kind.id)
    yield Paragraph(f"{label} · {tr('from the register {name}', name=many)}", "lead")
    cells = dict(definition.row_cells)
    tied = dict(definition.tied_cells)
    columns = [c for c in definition.columns if c.id in cells or c.id in tied]
    rows = [
        tuple(
            _tied(data, row, tied[c.id]) if c.id in tied else _cell(data, tr, kind, row, cells[c.id]) for c in columns
        )
        for row in _rows(data, record, definition)
    ]
    yield Table(tuple(_column(data, record, definition, c) for c in columns), rows)


def _column(data: PackData, record: Record, definition: FieldDef, column: FieldDef) -> Column:
    title = data.view.model.field_word(data.language, record.kind, (definition.id, column.id))
    return Column(title, _WEIGHTS.get(column.kind, 1.2))


def _rows(data: PackData, document: Record, definition: FieldDef) -> Iterator[Record]:
    """The entries that stand in the document, as the matrix or the register has them."""
    kind = data.view.model.product_of(definition.rows_of)
    part = next(p for p in kind.part_of if (p.product, p.field) == (document.kind, definition.id))
    for record in data.records:
        if record.kind != kind.id:
            continue
        if not part.link or document.id in data.links.get((record.id, f"field:{part.link}"), ()):
            yield record


def _tied(data: PackData, row: Record, kind: str) -> str:
    """The records of a kind that a row is traced to, by their numbers."""
    traced = data.traced.by_id.get(row.id) if data.traced else None
    if traced is None or data.traced is None:
        return ""
    nodes = data.traced.graph.nodes
    items = (item.id for cell in traced.cells.values() for item in cell.items)
    return ", ".join(dict.fromkeys(nodes[i].number for i in items if nodes[i].kind == kind)) or "–"


def _cell(data: PackData, tr: Translator, kind: Product, row: Record, name: str) -> str:
    """What a row says in one of its fields, or in its head."""
    definition = kind.field(name)
    if definition is None and name in _HEAD:
        return _head(data, tr, row, kind, name)
    value: Any = data.revisions[row.id].content.fields.get(name)
    if definition is not None and definition.kind == "link":
        targets = data.links.get((row.id, f"field:{name}"), ())
        return ", ".join(data.by_id[target].number for target in targets if target in data.by_id)
    if definition is not None and definition.kind == "date":
        return day(tr, str(value or ""))
    return wording.value_text(data.view.model, data.language, kind.id, (name,), value, people=data.people)


def _head(data: PackData, tr: Translator, row: Record, kind: Product, name: str) -> str:
    if name == "follow":
        state = row.follow or next(iter(kind.follow_up), "")
        return data.word("states", state) if state else ""
    if name == "due":
        return day(tr, row.due)
    return wording.who(data.people, [row.owner]) if name == "owner" else str(getattr(row, name))
