"""What every editor of a field has in common, and what a field is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts import Plain
from vse_app.ui.resting import Rest

PAUSE_MS = 700
"""Typing that pauses this long counts as an edit; leaving the field does so at once."""
LONGEST_MS = 1500
"""Typing without a pause is reported as often as this: it must be on disk within five seconds."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field as the process model describes it; all words in the user's language.

    `kind` is a key of `forms.EDITORS`. `choices` are (id, label), `columns` the fields of a table's row.
    `example` is plain text; for a table, tab-separated lines.
    """

    id: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[FieldSpec, ...] = ()
    example: str = ""


class Choices(Protocol):
    """Who and what may be named in a field; asked each time a list is opened."""

    def people(self) -> list[tuple[str, str]]:
        """(id, name) of everybody in the company."""
        ...

    def targets(self) -> list[tuple[str, str]]:
        """(id, label) of everything that can be linked to."""
        ...


class Editor(QWidget):
    """Edits one value. `edited` is emitted for what the user did, never for `set_value`."""

    edited = Signal()
    takes_example = False
    """Whether an example can be copied in as a start."""

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__()
        self.spec, self.tr_, self.choices = spec, tr, choices
        self._told: object = None
        self._pause = Rest(self, PAUSE_MS, LONGEST_MS)
        self._pause.timeout.connect(self.on_pause)
        self._problem = Plain("", tone="bad")
        self._problem.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().px(4))

    def value(self) -> object:
        """The value as JSON; None or "" or [] when empty. What cannot be understood is given as it was typed."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value. One that is shown already disturbs neither cursor nor undo; typing under way is not undone."""
        if self._pause.isActive():
            return
        if _filled(value) != _filled(self.value()):
            self.show_value(value)
        self._told = self.value()

    def show_value(self, value: object) -> None:
        """Put a value into the widgets."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """What is wrong with the value as such, in the user's words; "" if nothing."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Whether the value can only be read."""
        raise NotImplementedError

    def set_problem(self, text: str) -> None:
        """Say what is wrong, under the field and to screen readers; "" takes it back."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        main = self.focusProxy() or self
        main.setAccessibleDescription(text or self.spec.hint)
        if bool(main.property("problem")) != bool(text):
            main.setProperty("problem", bool(text))
            main.style().polish(main)

    def start_from(self, example: str) -> None:
        """Take an example over as a start; only where `takes_example` is true."""

    def flush(self) -> None:
        """Report what has been typed, now."""
        self._pause.stop()
        value = self.value()
        if value != self._told:
            self._told = value
            self.set_problem(self.own_problem())
            self.edited.emit()

    def on_pause(self) -> None:
        """The typing has paused."""
        self.flush()

    def place(self, main: QWidget, *, beside: QWidget | None = None) -> None:
        """Lay the editor out around its main widget, which gets the focus and the name of the field."""
        self.column.addWidget(beside or main)
        self.column.addWidget(self._problem)
        self.setFocusProxy(main)
        main.setAccessibleName(self.spec.label)
        main.setAccessibleDescription(self.spec.hint)

    def typed(self) -> None:
        """The user is typing: report when the typing pauses, or has gone on for a while."""
        self._pause.again()


def _filled(value: object) -> object:
    """A value, or None for any kind of empty one."""
    return None if value is None or value in ("", []) else value
