"""Agreements as they are typed: a line each, what / who / when, with what was understood under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vse_app.model.agreements import Agreed, matches, parts_of, read_line
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Caption
from vse_app.ui.views.steering_parts import day_words

People = Sequence[tuple[str, str]]


class AgreementLines(QWidget):
    """Lines to type in; there is always an empty one at the end. Enter goes on, Tab completes a name."""

    edited = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.people: People = ()
        self.today = dt.date.today()
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(6))
        self._add("")

    def set_people(self, people: People, today: dt.date) -> None:
        """Who can be named, and the day from which "friday" is counted."""
        self.people, self.today = people, today
        for row in self.rows:
            row.say()

    def texts(self) -> list[str]:
        """The lines as typed, without empty ones."""
        return [text for row in self.rows if (text := row.line.text().strip())]

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show lines that were typed before."""
        if list(texts) == self.texts():
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows.clear()
        for text in (*texts, ""):
            self._add(text)

    def agreed(self) -> list[Agreed]:
        """The lines as understood."""
        return [found for row in self.rows if (found := row.read()) is not None]

    def focus_next(self, row: _Row) -> None:
        """Go on to the next line."""
        place = self.rows.index(row)
        self.rows[min(place + 1, len(self.rows) - 1)].line.setFocus()

    def take_out(self, row: _Row) -> None:
        """An emptied line goes, unless it is the last."""
        place = self.rows.index(row)
        if place == len(self.rows) - 1 and place:
            self.rows[place - 1].line.setFocus()
        elif place < len(self.rows) - 1:
            self.rows.remove(row)
            self.rows[max(place - 1, 0)].line.setFocus()
            row.hide()
            row.deleteLater()

    def _add(self, text: str) -> None:
        row = _Row(self, text)
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()
        QWidget.setTabOrder(self.rows[-2].line, row.line) if len(self.rows) > 1 else None
        self.setFocusProxy(self.rows[0].line)
        row.line.textEdited.connect(lambda _text: self._on_edited())

    def _on_edited(self) -> None:
        if self.rows[-1].line.text().strip():
            self._add("")
        self.edited.emit()


class _Row(QWidget):
    def __init__(self, around: AgreementLines, text: str) -> None:
        super().__init__(around)
        self._around = around
        tr = around.ctx.tr
        self.line = _Line(self)
        self.line.setMaxLength(500)
        self.line.setText(text)
        self.line.setPlaceholderText(tr("what / who / when"))
        self.line.setAccessibleName(tr("Agreement: what / who / when"))
        self.said = Caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(1))
        column.addWidget(self.line)
        column.addWidget(self.said)
        self.line.textChanged.connect(lambda _text: self.say())
        self.say()

    def read(self) -> Agreed | None:
        around = self._around
        day_first = around.ctx.language != "en"
        return read_line(self.line.text(), around.people, around.today, day_first=day_first)

    def say(self) -> None:
        """Say under the line what was understood and what was not."""
        found = self.read()
        text = "" if found is None else self._words(found)
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def complete(self) -> bool:
        """Write out the name that was begun; False where there is nothing to complete."""
        before, cut, typed = self.line.text().rpartition("/")
        found = matches(typed, self._around.people) if cut and len(parts_of(self.line.text())) == 2 else []
        if len(found) != 1 or not typed.strip():
            return False
        self.line.setText(f"{before.rstrip()} / {found[0][1]} / ")
        self._around.edited.emit()
        return True

    def go_on(self) -> None:
        self._around.focus_next(self)

    def take_out(self) -> None:
        self._around.take_out(self)

    def _words(self, found: Agreed) -> str:
        tr, names = self._around.ctx.tr, dict(self._around.people)
        if found.who:
            several = [name for _, name in matches(found.who, self._around.people)]
            who = (
                tr("which one: {names}?", names=", ".join(several))
                if several
                else tr("“{name}” is nobody here; it is noted as text", name=found.who)
            )
        else:
            who = names.get(found.owner, "") or tr("nobody yet")
        if found.when:
            when = tr("“{text}” is no day; it is noted as text", text=found.when)
        else:
            when = day_words(tr, found.due) if found.due else tr("no day yet")
        return f"→ {who} · {when}"


class _Line(QLineEdit):
    def __init__(self, row: _Row) -> None:
        super().__init__(row)
        self._row = row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._row.go_on()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self._row.take_out()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab completes a name that was begun; else it goes on as everywhere."""
        return True if forward and self._row.complete() else super().focusNextPrevChild(forward)
