"""A table that is kept as a register: its first entries to open, and the way to the register. Nothing is typed here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.records import Record
from vse_app.services.record_rows import Rows
from vse_app.ui import theme
from vse_app.ui.forms_editor import Choices, Editor, FieldSpec
from vse_app.ui.parts import Button, Card, LinkButton, Muted, Plain, row


class RowsEditor(Editor):
    """Shows the entries; its value is what it was given (`record_rows.Rows`, or None)."""

    open_requested = Signal(str)
    """The id of an entry, or the kind of the register."""

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self._rows: Rows | None = None
        self._card = Card(part="sunken", spacing=4, margin=12)
        self._note = Muted("")
        self._open = Button(tr("Open the register"), "open", on_click=self._on_open)
        self._lines: list[QWidget] = []
        self._card.column.addWidget(self._note)
        self._card.column.addLayout(row(self._open))
        self.place(self._open, beside=self._card)
        self._show()

    def value(self) -> object:
        """What is shown."""
        return self._rows

    def show_value(self, value: object) -> None:
        """Show the entries."""
        self._rows = value if isinstance(value, Rows) else None
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Nothing is typed here anyway."""

    def _show(self) -> None:
        for line in self._lines:
            self._card.column.removeWidget(line)
            line.deleteLater()
        rows, tr = self._rows, self.tr_
        first = rows.first if rows else ()
        self._lines = [self._line(record) for record in first]
        for place, line in enumerate(self._lines):
            self._card.column.insertWidget(place, line)
        more = rows.total - len(first) if rows else 0
        if not rows:
            self._note.setText(
                tr("Nothing yet. What is entered in the register of this kind counts and is printed here.")
            )
        elif more:
            self._note.setText(tr("And {count|1 more entry|# more entries} in the register.", count=more))
        else:
            self._note.setText(tr("Kept as a register: change it there, and it changes here."))
        self.updateGeometry()

    def _line(self, record: Record) -> QWidget:
        line = QWidget()
        column = QHBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        link = LinkButton(record.number, on_click=partial(self._on_entry, record.id))
        link.setAccessibleDescription(record.title)
        column.addWidget(link)
        column.addWidget(Plain(record.title), 1)
        return line

    def _on_entry(self, record: int) -> None:
        self.open_requested.emit(str(record))

    def _on_open(self) -> None:
        if self.spec.register:
            self.open_requested.emit(self.spec.register)
