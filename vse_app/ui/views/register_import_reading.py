"""How a foreign table is to be read: its sheet, signs and headings, and which of its columns says what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from vse_app.services.headings import LOOKED_AT, Reading
from vse_app.services.register_words import Names
from vse_app.services.sheets import DELIMITERS, ENCODINGS, Sheet, column_name
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Caption, Card, FlowLayout, Plain, flow, tip
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.views.boxes import stack
from vse_app.ui.views.settings_fields import Labelled

BOX: Final = 184
"""Width of the box of one column, in pixels at 100 %."""
MOST: Final = 200
"""Columns that can be assigned; a table with more is hardly a register."""
TITLE, SAMPLE = 20, 26
"""Characters of a heading, and of a cell below it, that are shown."""
ROW: Final = 104
"""Height of a row of boxes."""


class ReadingPanel(QWidget):
    """The choices. `changed` has the new reading; `sheet_wanted` says that the file has to be read again."""

    changed = Signal(object)
    sheet_wanted = Signal()

    def __init__(self, ctx: Context, names: Names, sheet: Sheet, reading: Reading) -> None:
        super().__init__()
        self._ctx, self._names, self._sheet, self.reading = ctx, names, sheet, reading
        tr, look = ctx.tr, theme.current()
        self.sheet_choice = self._combo(tr("Sheet"), [(name, name) for name in sheet.sheets], _sheet_of(sheet))
        self.encoding = self._combo(tr("Encoding"), [(e, e) for e in _encodings(sheet)], sheet.encoding)
        self.delimiter = self._combo(tr("Separator"), _delimiters(ctx) if sheet.delimiter else [], sheet.delimiter)
        self.heading = self._combo(tr("Headings"), self._rows(), str(reading.heading))
        days = [("", tr("as they are")), ("day", tr("day first")), ("month", tr("month first"))]
        self.days = self._combo(tr("Dates like 3/4/2026"), days, _day_key(reading.day_first))
        self.clears = QCheckBox(tr("An empty cell empties the value"))
        self.clears.setChecked(reading.clears)
        self.leaves = QCheckBox(tr("Leave out single values that nobody here knows"))
        self.leaves.setChecked(reading.leaves)
        self.heading.setMinimumWidth(look.px(210))
        self._choices: dict[int, Combo] = {}
        self._boxes = QWidget()
        self._flow = FlowLayout(self._boxes, spacing=8, top=True)
        self._area = QScrollArea()
        self._lay_out()
        self._connect()
        self._pieces = Piecewise(self._boxes, self._build())

    def _lay_out(self) -> None:
        tr, look, area = self._ctx.tr, theme.current(), self._area
        combos = (self.sheet_choice, self.encoding, self.delimiter, self.heading, self.days)
        options = [Labelled(combo.accessibleName(), combo) for combo in combos if combo.count() > 1]
        area.setWidgetResizable(True)
        area.setWidget(self._boxes)
        area.setProperty("part", "page")
        area.setMinimumHeight(look.px(ROW))
        words = Caption(tr("Which column says what? Columns that are not read stay out."))
        notes = [Plain(note.say(tr), tone="warn") for note in self._sheet.notes]
        boxes = flow(self.clears, self.leaves, spacing=16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addWidget(stack(*notes, flow(*options, spacing=12), boxes, words, spacing=6))
        column.addWidget(area)

    def _connect(self) -> None:
        for combo in (self.sheet_choice, self.encoding, self.delimiter):
            combo.activated.connect(lambda _n: self.sheet_wanted.emit())
        for combo in (self.heading, self.days):
            combo.activated.connect(lambda _n: self._on_changed())
        for box in (self.clears, self.leaves):
            box.toggled.connect(lambda _on: self._on_changed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many rows of boxes as there are, at most two; more are scrolled."""
        super().resizeEvent(event)
        look = theme.current()
        in_row = max(1, (self.width() - look.px(20)) // look.px(BOX + 8))
        rows = min(2, -(-min(self._sheet.width, MOST) // in_row))
        self._area.setFixedHeight(max(1, rows) * look.px(ROW + 8))

    def chosen_sheet(self) -> dict[str, str]:
        """Sheet, encoding and separator as chosen, for reading the file again."""
        combos = {"sheet": self.sheet_choice, "encoding": self.encoding, "delimiter": self.delimiter}
        return {name: combo.currentData() or "" for name, combo in combos.items() if combo.count() > 1}

    def _combo(self, name: str, options: list[tuple[str, str]], chosen: str) -> Combo:
        combo = Combo()
        combo.setMinimumWidth(theme.current().px(110))
        combo.setAccessibleName(name)
        for key, word in options:
            combo.addItem(word, key)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        return combo

    def _rows(self) -> list[tuple[str, str]]:
        tr = self._ctx.tr
        found = [("0", tr("none"))]
        for number, cells in self._sheet.rows[:LOOKED_AT]:
            said = ", ".join(cell.strip() for cell in cells if cell.strip())[:40]
            found.append((str(number), tr("row {row}: {cells}", row=number, cells=said)))
        return found

    def _build(self) -> Iterator[None]:
        headings = self.reading.headings(self._sheet)
        samples = self.reading.first_rows(self._sheet, 5)
        for place in range(min(self._sheet.width, MOST)):
            shown = [cells[place].strip() for _n, cells in samples if place < len(cells) and cells[place].strip()]
            self._flow.addWidget(self._box(place, headings[place].strip(), shown[:1]))
            yield

    def _box(self, place: int, heading: str, samples: list[str]) -> QWidget:
        tr, names = self._ctx.tr, self._names
        title = " ".join(heading.split()) or tr("Column {name}", name=column_name(place))
        combo = self._choices[place] = Combo()
        combo.setMinimumWidth(theme.current().px(120))
        combo.setAccessibleName(tr("What “{heading}” says", heading=title))
        combo.addItem(tr("Not read"), "")
        for column in names.columns:
            if column.editable or column.id == "number":
                combo.addItem(names.labels[column.id], column.id)
        combo.setCurrentIndex(max(combo.findData(self.reading.columns.get(place, "")), 0))
        combo.activated.connect(lambda _n: self._on_changed())
        sample = " ".join((samples or ["–"])[0].split())
        words = Plain(_short(title, TITLE), wrap=False)
        words.setProperty("part", "field")
        words.setToolTip(tip(title))
        box = Card(words, Caption(_short(sample, SAMPLE), wrap=False), combo, part="sunken", spacing=3, margin=8)
        box.setFixedWidth(theme.current().px(BOX))
        return box

    def _on_changed(self) -> None:
        self._pieces.finish()
        heading = int(self.heading.currentData() or 0)
        columns = {place: name for place, combo in self._choices.items() if (name := combo.currentData())}
        days = {"day": True, "month": False}.get(self.days.currentData() or "")
        self.reading = replace(
            self.reading,
            heading=heading,
            columns=columns,
            day_first=days,
            clears=self.clears.isChecked(),
            leaves=self.leaves.isChecked(),
        )
        self.changed.emit(self.reading)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _sheet_of(sheet: Sheet) -> str:
    return next((name for name in sheet.sheets if sheet.name.endswith(f"· {name}")), "")


def _encodings(sheet: Sheet) -> tuple[str, ...]:
    return tuple(dict.fromkeys((sheet.encoding, *ENCODINGS))) if sheet.encoding else ()


def _delimiters(ctx: Context) -> list[tuple[str, str]]:
    tr = ctx.tr
    words: Mapping[str, str] = {
        ",": tr("comma"), ";": tr("semicolon"), "\t": tr("tab"), "|": tr("upright line"),
    }  # fmt: skip
    return [(sign, words[sign]) for sign in DELIMITERS]


def _day_key(day_first: bool | None) -> str:
    return "" if day_first is None else "day" if day_first else "month"
