"""Small parts of the questions and the settings: labelled editors, options with an explanation, remarks, autosaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRegularExpression, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from vse_app.ui import theme
from vse_app.ui.parts import IconLabel, Muted, Plain
from vse_app.ui.resting import Rest

if TYPE_CHECKING:
    from vse_app.services.setup import Remark

SAVE_MS = 700
"""Typing is saved this long after the last key."""
LONGEST_MS = 3000
"""Typing without a pause is saved as often as this."""
REMARK_ICONS = {"problem": ("error", "bad"), "note": ("info", "info"), "good": ("done", "good")}


class Labelled(QWidget):
    """An editor under its label, with a hint between them and room for a problem below."""

    def __init__(self, label: str, editor: QWidget, hint: str = "", *, width: int = 0) -> None:
        super().__init__()
        self.editor = editor
        look = theme.current()
        name = Plain(label)
        name.setProperty("part", "field")
        name.setBuddy(editor)
        editor.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(3))
        column.addWidget(name)
        if hint:
            editor.setAccessibleDescription(hint)
            column.addWidget(Muted(hint))
        if width:
            editor.setMaximumWidth(look.px(width))
        column.addWidget(editor)
        self._problem = Plain()
        self._problem.setProperty("part", "problem")
        self._problem.hide()
        column.addWidget(self._problem)

    def set_problem(self, text: str) -> None:
        """Say what is wrong with the value; "" when nothing is."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setProperty("problem", bool(text))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class Option(QWidget):
    """A radio button or check box with wrapped words beside it, and an explanation under them."""

    def __init__(
        self, button: QAbstractButton, title: str, explained: str = "", *, extra: QWidget | None = None
    ) -> None:
        super().__init__()
        self.button = button
        look = theme.current()
        button.setAccessibleName(title)
        button.setAccessibleDescription(explained)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        for label in (Plain(title), *([Muted(explained)] if explained else [])):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            words.addWidget(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if extra is not None:
            line.addWidget(extra, 0, Qt.AlignmentFlag.AlignTop)
            line.addSpacing(look.px(8))
        line.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.button.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.button.click()
            self.button.setFocus()


class Options(QWidget):
    """One of several options, one under the other."""

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Iterable[tuple[str, str, str]], *, extra: dict[str, QWidget] | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._options: dict[str, Option] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        for key, title, explained in options:
            button = QRadioButton()
            self._group.addButton(button)
            self._buttons[key] = button
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._options[key] = Option(button, title, explained, extra=(extra or {}).get(key))
            column.addWidget(self._options[key])

    def show_option(self, key: str, shown: bool) -> None:
        """Offer an option, or not."""
        self._options[key].setVisible(shown)

    def value(self) -> str:
        """The option chosen; "" for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose an option without telling."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)


class Checks(QWidget):
    """Any of several options, one under the other."""

    changed = Signal()

    def __init__(self, name: str, options: Iterable[tuple[str, str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for key, title, explained in options:
            box = self.boxes[key] = QCheckBox()
            box.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(Option(box, title, explained))

    def value(self) -> tuple[str, ...]:
        """The options that are ticked, in their order."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def set_value(self, keys: Iterable[str]) -> None:
        """Tick options without telling."""
        wanted = set(keys)
        for key, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(key in wanted)


class Remarks(QWidget):
    """Remarks, each with an icon; a sentence that stays is not built anew, so that screen readers are not bothered."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Remark, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(6))
        self.hide()

    @property
    def shown(self) -> tuple[Remark, ...]:
        """What is said at the moment."""
        return self._shown

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Say these and nothing else."""
        if tuple(remarks) == self._shown:
            return
        self._shown = tuple(remarks)
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for remark in self._shown:
            icon, tone = REMARK_ICONS[remark.kind]
            self._column.addWidget(IconLine(icon, tone, remark.text, tone="bad" if remark.kind == "problem" else ""))
        self.setVisible(bool(self._shown))


class IconLine(QWidget):
    """A sentence with an icon before its first line."""

    def __init__(self, icon: str, meaning: str, text: str, *, tone: str = "") -> None:
        super().__init__()
        self.label: QLabel = Plain(text, tone=tone)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().px(8))
        line.addWidget(IconLabel(icon, meaning, scale=1.05), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.label, 1)


class Saver(QObject):
    """Calls `save` a moment after the last change, or at once when asked; what is pending is never lost."""

    def __init__(self, parent: QObject, save: Callable[[], object]) -> None:
        super().__init__(parent)
        self._save = save
        self._clock = Rest(self, SAVE_MS, LONGEST_MS)
        self._clock.timeout.connect(self._save)

    @property
    def pending(self) -> bool:
        """Whether something typed is not handed over yet."""
        return self._clock.isActive()

    def later(self) -> None:
        """Something changed."""
        self._clock.again()

    def now(self) -> None:
        """Hand over what is pending."""
        if self._clock.isActive():
            self._clock.stop()
            self._save()

    def watch(self, editor: QLineEdit | QPlainTextEdit) -> None:
        """Save what is typed in this editor."""
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda _text: self.later())
            editor.editingFinished.connect(self.now)
        else:
            editor.textChanged.connect(self.later)


class CountLine(QLineEdit):
    """A count of up to five digits, or nothing (0). `counted` says every new number."""

    counted = Signal(int)

    def __init__(self, placeholder: str, count: int = 0) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setMaxLength(5)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.set_value(count)
        self.textChanged.connect(lambda _text: self.counted.emit(self.value()))

    def value(self) -> int:
        """The number; 0 for none."""
        return int(self.text() or 0)

    def set_value(self, count: int) -> None:
        """Show a number, unless it is there already."""
        if count != self.value():
            self.setText(str(count) if count else "")


def line(text: str = "", placeholder: str = "") -> QLineEdit:
    """A field of one line."""
    editor = QLineEdit(text)
    editor.setPlaceholderText(placeholder)
    editor.setMaxLength(300)
    return editor


def lines(text: str = "", *, rows: int = 4) -> QPlainTextEdit:
    """A field of several lines, in which Tab goes on."""
    editor = QPlainTextEdit(text)
    editor.setTabChangesFocus(True)
    height = QFontMetrics(QApplication.font()).lineSpacing() * (rows + 1)
    editor.setMinimumHeight(height)
    editor.setMaximumHeight(round(height * 1.6))
    return editor


def put_text(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Show a text unless it is there already, without telling and without moving the cursor of whoever types."""
    with QSignalBlocker(editor):
        if isinstance(editor, QLineEdit):
            if editor.text() != text and not (editor.hasFocus() and editor.isModified()):
                editor.setText(text)
        elif editor.toPlainText() != text and not editor.hasFocus():
            editor.setPlainText(text)
