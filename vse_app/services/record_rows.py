"""Tables of a document that are kept as registers: how many entries each has, and the first of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from vse_app.model.elements import FieldDef
from vse_app.model.process import ProcessModel
from vse_app.model.records import Record, row_counts
from vse_app.services.records import Page
from vse_app.services.workspace import Workspace
from vse_app.store import entries, queries

FIRST: Final = 12
"""Entries that the document's page shows; the rest is in the register."""


class Rows(NamedTuple):
    """The entries of a register that are a document's table: their kind, their number, the first of them."""

    kind: str
    total: int
    first: tuple[Record, ...]


def rows_of(ws: Workspace, model: ProcessModel, page: Page) -> Mapping[str, Rows]:
    """Field → its rows, for the tables of a document that have any."""
    counts = row_counts(page.record.rows)
    fed = [f for f in page.product.fields if f.rows_of and counts.get(f.id)]
    return {f.id: Rows(f.rows_of, counts[f.id], _first(ws, model, page, f)) for f in fed}


def _first(ws: Workspace, model: ProcessModel, page: Page, field: FieldDef) -> tuple[Record, ...]:
    parts = model.product(field.rows_of).part_of
    link = next(p.link for p in parts if (p.product, p.field) == (page.record.kind, field.id))
    with ws.reading() as connection:
        if not link:
            first = entries.window(connection, page.record.project, field.rows_of, offset=0, limit=FIRST, after=None)
            return tuple(first)
        sources = [x.source for x in page.links if x.target == page.record.id and x.type == f"field:{link}"]
        heads = queries.heads(connection, sources)
    found = (heads[i] for i in sorted(heads) if heads[i].kind == field.rows_of and not heads[i].withdrawn)
    return tuple(found)[:FIRST]
