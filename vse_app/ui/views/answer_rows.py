"""Lines to answer one after the other with single keys: the checklist of a check, the steps of a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts import IconLabel, Muted, Plain
from vse_app.ui.views.boxes import Sides, clear, pile
from vse_app.ui.views.chips import Chips

ICONS: Final = {
    "passed": ("done", "good"), "failed": ("error", "bad"), "blocked": ("blocked", "warn"),
    "pending": ("optional", "muted"), "": ("optional", "muted"),
}  # fmt: skip
KEYS: Final = {
    Qt.Key.Key_P: "passed", Qt.Key.Key_F: "failed", Qt.Key.Key_B: "blocked", Qt.Key.Key_O: "pending",
}  # fmt: skip
"""Keys that answer a line; where an answer is not offered, its key does nothing."""


class Line(NamedTuple):
    """What a line asks, what should be seen, its answer so far and the note with it."""

    text: str
    more: str = ""
    answer: str = ""
    note: str = ""


class AnswerRow(QFrame):
    """One line. P, F, B, O answer it, the arrows go on, N writes a note, Del takes the line out where it may."""

    answered = Signal(str)
    noted = Signal()
    moved = Signal(int)
    removed = Signal()
    failed = Signal(str)
    """What was seen where it failed: the note, or the line itself."""

    def __init__(self, tr: Translator, line: Line, options: Sequence[tuple[str, str]], *, note: str) -> None:
        super().__init__()
        self._tr, self._options, self.line = tr, tuple(options), line
        self.setProperty("part", "answer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = IconLabel(*ICONS[line.answer])
        self.chips = Chips([word for _key, word in options], spacing=4)
        self.chips.chosen.connect(lambda place: self._on_key(self._options[place][0]))
        for chip in self.chips.chips:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one stop of the keyboard a line; its keys do what these do
        self.note = QLineEdit(line.note)
        self.note.setPlaceholderText(note)
        self.note.setAccessibleName(f"{note}: {line.text}")
        self.note.setMaxLength(1000)
        self.note.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.note.textEdited.connect(lambda _text: self._on_note())
        self.note.returnPressed.connect(lambda: self.moved.emit(1))
        self.note.editingFinished.connect(self._on_noted)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        px = theme.current().px
        words = pile(Plain(self.line.text), spacing=1)
        layout = words.layout()
        assert layout is not None
        if self.line.more:
            layout.addWidget(Muted(self.line.more))
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(5), px(8), px(5))
        column.setSpacing(px(4))
        column.addWidget(Sides(head, self.chips, least=560))
        column.addWidget(self.note)

    def answer(self, key: str) -> None:
        """Give an answer; the same again takes it back."""
        if key not in dict(self._options):
            return
        self.line = self.line._replace(answer="" if key == self.line.answer else key)
        self._show()
        self.answered.emit(self.line.answer)

    def show_line(self, line: Line) -> None:
        """Show another answer without telling."""
        self.line = line
        if self.note.text() != line.note and not self.note.hasFocus():
            self.note.setText(line.note)
        self._show()

    def _show(self) -> None:
        answer = self.line.answer
        self._icon.set_icon(*ICONS[answer])
        places = [key for key, _word in self._options]
        self.chips.show_chosen(places.index(answer) if answer in places else None)
        self.note.setVisible(bool(self.line.note) or answer in ("failed", "blocked"))
        word = dict(self._options).get(answer, self._tr("not answered"))
        self.setAccessibleName(f"{self.line.text}: {word}")

    def _on_note(self) -> None:
        self.line = self.line._replace(note=self.note.text())
        self.noted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key in KEYS:
            self._on_key(KEYS[Qt.Key(key)])
        elif key == Qt.Key.Key_N:
            self._write_note()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _on_key(self, answer: str) -> None:
        """Answer; after a failure its note is written, otherwise the next line comes."""
        before = self.line.answer
        self.answer(answer)
        if not self.line.answer or self.line.answer == before:
            return
        if self.line.answer in ("failed", "blocked"):
            self._write_note()
        else:
            self.moved.emit(1)

    def _on_noted(self) -> None:
        if self.line.answer == "failed":
            self.failed.emit(self.line.note.strip() or self.line.text)

    def _write_note(self) -> None:
        self.note.show()
        self.note.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(True)
        self._come_into_view()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def _come_into_view(self) -> None:
        """Keys bring the next line; the page follows."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self, 0, theme.current().px(60))

    def _show_focus(self, has_focus: bool) -> None:
        self.setProperty("chosen", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)


class AnswerRows(QWidget):
    """Lines under each other. `edited` tells of any answer or note, `finished` that the keyboard went past the last."""

    edited = Signal()
    finished = Signal()
    failed = Signal(str)

    def __init__(
        self, tr: Translator, options: Sequence[tuple[str, str]], *, note: str, editable: bool = False
    ) -> None:
        super().__init__()
        self._tr, self._options, self._note, self._editable = tr, options, note, editable
        self.rows: list[AnswerRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(2))
        self.own = QLineEdit()
        self.own.setMaxLength(400)
        self.own.setPlaceholderText(tr("A line of your own; Enter adds it"))
        self.own.setAccessibleName(tr("A line of your own; Enter adds it"))
        self.own.returnPressed.connect(self._on_own)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.current().px(2))
        self._column.addLayout(self._lines)
        self._column.addWidget(self.own)
        self.own.setVisible(editable)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, all of them anew."""
        clear(self._lines)
        self.rows = []
        for line in lines:
            self._add(line)

    def lines(self) -> tuple[Line, ...]:
        """The lines with their answers."""
        return tuple(row.line for row in self.rows)

    def take_focus(self) -> None:
        """Put the keyboard on the first line that is not answered."""
        row = next((r for r in self.rows if not r.line.answer), self.rows[0] if self.rows else None)
        (row or self.own).setFocus()

    def _add(self, line: Line) -> AnswerRow:
        row = AnswerRow(self._tr, line, self._options, note=self._note)
        row.answered.connect(lambda _answer: self.edited.emit())
        row.noted.connect(self.edited)
        row.failed.connect(self.failed)
        row.moved.connect(lambda by: self._move(row, by))
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._lines.addWidget(row)
        return row

    def _move(self, row: AnswerRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()
        elif place >= len(self.rows):
            self.finished.emit()

    def _remove(self, row: AnswerRow) -> None:
        if not self._editable:
            return
        place = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        (self.rows[min(place, len(self.rows) - 1)] if self.rows else self.own).setFocus()
        self.edited.emit()

    def _on_own(self) -> None:
        text = self.own.text().strip()
        if text:
            self._add(Line(text)).show()
            self.own.clear()
            self.edited.emit()


def key_hint(tr: Translator, *, blocked: bool) -> str:
    """What the keys do, in a sentence."""
    if blocked:
        return tr("Keys: P passed, F failed, B could not be run, N note, arrows go on.")
    return tr("Keys: P passed, F failed, O open, N note, arrows go on, Del takes a line out.")
