"""Which column of a foreign table says what: suggested from its headings, chosen by a person, remembered."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vse_app.i18n import LANGUAGES, translator
from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel
from vse_app.model.typed import same_text
from vse_app.services import registers
from vse_app.services.registers import Column
from vse_app.services.sheets import Sheet

LOOKED_AT: Final = 25
"""Rows among which the headings are sought."""
OFTEN: Final = {
    "number": ("id", "no", "number", "key", "uid", "#", "nr", "id_issue", "issue key", "issue id", "req_id", "req id",
               "requirement id", "custom field (requirement id)", "identifier", "clave", "número", "folio"),
    "title": ("title", "summary", "name", "heading", "título", "nombre", "resumen", "asunto", "subject"),
    "owner": ("assignee", "assigned_to", "assigned to", "responsible", "responsable", "asignado a"),
    "due": ("due date", "deadline", "fecha límite", "vence"),
    "follow": ("status", "state", "estado", "estatus"),
}  # fmt: skip
"""How other tools often call what a head says, as `same_text` has it."""


@dataclass(frozen=True)
class Reading:
    """How a table is to be read: in which row the headings stand (0: it has none) and what each column says.

    `columns` are column (from 0) → id of the register's column; those left out are not read. `clears` says that an
    empty cell empties the field; otherwise it says nothing. `leaves` says that a single word that nobody knows (a
    choice, a person, a date) is left out, with a note, instead of its whole row.
    """

    heading: int
    columns: Mapping[int, str]
    day_first: bool | None = None
    clears: bool = False
    leaves: bool = False

    def headings(self, sheet: Sheet) -> tuple[str, ...]:
        """The headings of all columns, "" for one without."""
        row = next((cells for number, cells in sheet.rows if number == self.heading), ())
        return tuple(row[i] if i < len(row) else "" for i in range(sheet.width))

    def rows(self, sheet: Sheet) -> Sequence[tuple[int, tuple[str, ...]]]:
        """The rows below the headings."""
        return [row for row in sheet.rows if row[0] > self.heading] if self.heading else sheet.rows

    def first_rows(self, sheet: Sheet, count: int) -> Sequence[tuple[int, tuple[str, ...]]]:
        """The first rows below the headings."""
        return list(itertools.islice((row for row in sheet.rows if row[0] > self.heading), count))

    def count(self, sheet: Sheet) -> int:
        """How many rows there are below the headings."""
        above = itertools.takewhile(lambda row: row[0] <= self.heading, sheet.rows)
        return len(sheet.rows) - sum(1 for _row in above)

    def remembered(self, sheet: Sheet) -> dict[str, str]:
        """What was chosen, by heading, to be suggested again for a table with the same headings."""
        return {
            same_text(heading): self.columns.get(i, "") for i, heading in enumerate(self.headings(sheet)) if heading
        }


def label(model: ProcessModel, product: Product, column: Column, language: str) -> str:
    """The name of a register's column in a language."""
    tr = translator(language)
    own = {
        "number": tr("Number"),
        "title": tr("Title"),
        "follow": tr("Follow-up"),
        "states": tr("States"),
        "owner": tr("Owner"),
        "due": tr("Due"),
        "happened": tr("Happened"),
        "captured": tr("Captured"),
        "author": tr("Written by"),
        "revision": tr("Version"),
    }
    said = product.head.get(column.id, "") if column.field is None else column.field.id
    return model.field_word(language, product.id, (said,)) if said else own[column.id]


def labels(model: ProcessModel, product: Product, language: str) -> dict[str, str]:
    """Names of all columns of a register, each of them once: those that would be alike carry what they are as well."""
    found: dict[str, str] = {}
    for column in registers.columns(product):
        said = label(model, product, column, language)
        found[column.id] = f"{said} ({column.id})" if said in found.values() else said
    return found


def suggested(
    model: ProcessModel, product: Product, sheet: Sheet, remembered: Mapping[str, str] | None = None
) -> Reading:
    """Where the headings stand and what they seem to say; columns nobody can guess are left out."""
    best, heading, known = 0, 0, dict[str, str]()
    for language in (*LANGUAGES, *model.words):
        spoken = _known(model, product, language) | dict(remembered or {})
        for number, cells in sheet.rows[:LOOKED_AT]:
            found = len({name for cell in cells if (name := spoken.get(same_text(cell)))})
            if found > best:
                best, heading, known = found, number, spoken
    if not heading:
        heading = _likely(sheet)
    row = next((cells for number, cells in sheet.rows if number == heading), ())
    chosen: dict[int, str] = {}
    for place, cell in enumerate(row):
        column = known.get(same_text(cell), "")
        if column and column not in chosen.values():
            chosen[place] = column
    own = {
        same_text(label(model, product, column, tongue))
        for column in registers.columns(product)[:1]
        for tongue in LANGUAGES
    }
    is_ours = any(same_text(row[place]) in own for place, name in chosen.items() if name == "number")
    return Reading(heading, chosen, clears=is_ours)


def in_order(product: Product, width: int, *, shown: Sequence[str] = ()) -> dict[int, str]:
    """For cells without headings: the register's own columns (those on show) one after the other."""
    editable = [c.id for c in registers.columns(product) if c.editable]
    wanted = [name for name in shown if name in editable] or editable
    return dict(enumerate(wanted[:width]))


def _known(model: ProcessModel, product: Product, first: str) -> dict[str, str]:
    """Headings, as `same_text` has them, → the column of the register that they name; those of one language first."""
    found: dict[str, str] = {}
    columns = registers.columns(product)
    for language in dict.fromkeys((first, *LANGUAGES, *model.words)):
        for name, said in labels(model, product, language).items():
            found.setdefault(same_text(said), name)
    for column in columns:
        found.setdefault(same_text(column.id), column.id)
        for language in model.words:
            for said in _also(model, product, column, language):
                found.setdefault(same_text(said), column.id)
    for name, others in OFTEN.items():
        if any(column.id == name for column in columns):
            for said in others:
                found.setdefault(said, name)
    takes = {column.id for column in columns if column.editable or column.id == "number"}
    return {said: name for said, name in found.items() if name in takes}


def _also(model: ProcessModel, product: Product, column: Column, language: str) -> Sequence[str]:
    """Other names of a field that the model's words give."""
    name = column.field.id if column.field else product.head.get(column.id, "")
    fields: Any = model.words.get(language, {}).get("products", {}).get(product.id, {}).get("fields", {})
    return fields.get(name, {}).get("also", ())


def _likely(sheet: Sheet) -> int:
    """The first row that is as wide as most: a banner above it is narrower. 0 when there is no row at all."""
    rows = sheet.rows[:LOOKED_AT]
    widths = [sum(bool(cell.strip()) for cell in cells) for _number, cells in rows]
    usual = max(widths, default=0)
    return next((number for (number, _c), width in zip(rows, widths, strict=True) if width >= usual * 0.7), 0)
