"""The editors of a register's cells, one for each kind of value; what cannot be understood is not taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
    QWidgetAction,
)

from vse_app.i18n import Translator
from vse_app.services.register_words import Names
from vse_app.services.registers import Column
from vse_app.ui import icons, theme
from vse_app.ui.forms_values import LONGEST, Combo, parse_date, parse_number, show_date, show_number
from vse_app.ui.parts import tip

Index = QModelIndex | QPersistentModelIndex
LONG: Final = (340, 120)
"""The least size of the editor of a long text, in pixels at 100 %."""
_FILLED: Final = "filled"


class LineCell(QLineEdit):
    """Text, a number or a date on one line; `value` is None for what cannot be understood."""

    def __init__(self, parent: QWidget, column: Column, tr: Translator) -> None:
        super().__init__(parent)
        self._kind, self._tr = column.kind, tr
        self.setMaxLength(LONGEST)
        self._menu: QMenu | None = None
        if self._kind == "date":
            action = self.addAction(icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
            action.setToolTip(tip(tr("Choose a date")))
            action.triggered.connect(self._on_calendar)
        self.textEdited.connect(lambda _text: self._say(""))

    def show_value(self, value: Any) -> None:
        """Begin with a value."""
        shown = {"date": show_date, "number": show_number}.get(self._kind, str)
        self.setText(shown("" if value is None else value))
        self.selectAll()

    def value(self) -> Any:
        """What was written; None when it is not of the column's kind."""
        text = self.text().strip()
        if not text or self._kind not in ("date", "number"):
            return text
        return parse_date(text) if self._kind == "date" else parse_number(text)

    def is_odd(self) -> bool:
        """Whether it cannot be understood; says so at the cell."""
        if self.value() is not None:
            return False
        tr, text = self._tr, self.text().strip()[:40]
        if self._kind == "date":
            example = show_date("2026-11-23")
            self._say(tr('"{text}" is not a date. Write it like {example}.', text=text, example=example))
        else:
            self._say(tr('"{text}" is not a number.', text=text))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self._kind == "date" and is_down:
            self._on_calendar()
        else:
            super().keyPressEvent(event)

    def _say(self, problem: str) -> None:
        if bool(self.property("problem")) != bool(problem):
            self.setProperty("problem", bool(problem))
            self.style().polish(self)
        self.setToolTip(tip(problem))
        self.setAccessibleDescription(problem)

    def _on_calendar(self) -> None:
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        chosen = QDate.fromString(self.value() or "", Qt.DateFormat.ISODate)
        calendar.setSelectedDate(chosen if chosen.isValid() else QDate.currentDate())
        calendar.activated.connect(self._on_day)
        calendar.clicked.connect(self._on_day)
        self._menu = QMenu(self)
        self._menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(calendar)
        self._menu.addAction(action)
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()

    def _on_day(self, day: QDate) -> None:
        self.setText(show_date(day.toString(Qt.DateFormat.ISODate)))
        if self._menu is not None:
            self._menu.close()
            self._menu = None
        self.setFocus()


class LongCell(QPlainTextEdit):
    """A text of several lines, larger than its cell: Enter is done, Shift+Enter begins a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def show_value(self, value: Any) -> None:
        """Begin with a value."""
        self.setPlainText(str(value or ""))
        self.selectAll()

    def value(self) -> str:
        """What was written."""
        return self.toPlainText().strip()


class ChoiceCell(Combo):
    """One of a few; the list opens at once."""

    def __init__(self, parent: QWidget, options: Sequence[tuple[str, str]], nothing: str) -> None:
        super().__init__()
        self.setParent(parent)
        self._options, self._nothing = list(options), nothing
        self.setMinimumWidth(0)

    def show_value(self, value: Any) -> None:
        """Begin with a value."""
        self.fill(self._options, str(value or ""), self._nothing)
        if not self._nothing:
            self.removeItem(0)
            self.setCurrentIndex(max(self.findData(str(value or "")), 0))
        QTimer.singleShot(0, self, self._open)

    def value(self) -> str:
        """The id chosen."""
        return self.currentData() or ""

    def _open(self) -> None:
        if self.isVisible() and self.hasFocus():
            self.showPopup()


Cell = LineCell | LongCell | ChoiceCell


def options_of(names: Names, column: Column) -> list[tuple[str, str]]:
    """(id, word) of everything a cell of this column can be; empty for one that is written."""
    if column.kind == "person":
        return [(p.id, p.name) for p in names.people.values() if p.active]
    if column.kind == "follow":
        return [(state, names.state(state)) for state in names.product.follow_up]
    if column.kind == "states":
        return [(state, names.state(state)) for state in names.product.states]
    if column.field is None or column.kind != "choice":
        return []
    field = column.field
    return [(c, names.model.choice_word(names.language, names.product.id, (field.id,), c)) for c in field.choices]


def editor_for(parent: QWidget, names: Names, column: Column) -> Cell:
    """The editor of a column."""
    if column.kind in ("choice", "person", "follow"):
        nothing = "" if column.kind == "follow" else names.tr("Not chosen")
        editor: Cell = ChoiceCell(parent, options_of(names, column), nothing)
    elif column.kind == "long-text":
        editor = LongCell(parent)
    else:
        editor = LineCell(parent, column, names.tr)
    editor.setAccessibleName(names.labels[column.id])
    return editor


class CellDelegate(QStyledItemDelegate):
    """Edits the cells of a register."""

    def __init__(self, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self.names = names

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = editor_for(parent, self.names, self.names.columns[index.column()])
        if isinstance(editor, ChoiceCell):
            editor.activated.connect(lambda: self._finish(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Only once: what is being written is not disturbed by a change elsewhere."""
        if isinstance(editor, (LineCell, LongCell, ChoiceCell)) and not editor.property(_FILLED):
            editor.setProperty(_FILLED, True)
            editor.show_value(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, (LineCell, LongCell, ChoiceCell)) and editor.value() is not None:
            model.put(index, editor.value())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect, look = QRect(option.rect), theme.current()
        around = editor.parentWidget()
        if isinstance(editor, LongCell):
            rect.setSize(rect.size().expandedTo(QSize(look.px(LONG[0]), look.px(LONG[1]))))
        elif isinstance(editor, ChoiceCell):
            rect.setWidth(max(rect.width(), look.px(150)))
        elif self.names.columns[index.column()].kind == "date":
            rect.setWidth(max(rect.width(), look.px(140)))
        if around is not None:
            rect.moveRight(min(rect.right(), max(around.width() - 1, rect.width() - 1)))
            rect.moveBottom(min(rect.bottom(), max(around.height() - 1, rect.height() - 1)))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab go on only from what can be understood."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            goes_on = is_enter or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if isinstance(editor, LineCell) and goes_on and editor.is_odd():
                return True
            if isinstance(editor, LongCell) and goes_on and not (is_enter and event.modifiers() & _NEW_LINE):
                self._finish(editor, _HINTS.get(Qt.Key(key), _DOWN))
                return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint | None = None) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint or _DOWN)


_DOWN: Final = QStyledItemDelegate.EndEditHint.SubmitModelCache
_HINTS: Final = {
    Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
}
_NEW_LINE: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
