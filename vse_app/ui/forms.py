"""Forms: the fields of a record one under the other, each with its hint, its editor and an example to look at.

To add a kind of field, add one line to `EDITORS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.forms_editor import Choices, Editor, FieldSpec
from vse_app.ui.forms_links import LinkEditor
from vse_app.ui.forms_table import TableEditor
from vse_app.ui.forms_text import LongTextEditor, TextEditor
from vse_app.ui.forms_values import ChoiceEditor, DateEditor, NumberEditor, PersonEditor
from vse_app.ui.parts import Button, Caption, Card, LinkButton, Muted, Plain, row
from vse_app.ui.piecewise import together

__all__ = ["EDITORS", "Choices", "Editor", "FieldSpec", "Form", "LinkEditor", "TableEditor", "TextEditor"]

EDITORS: Final[dict[str, type[Editor]]] = {
    "text": TextEditor,
    "long-text": LongTextEditor,
    "date": DateEditor,
    "number": NumberEditor,
    "choice": ChoiceEditor,
    "person": PersonEditor,
    "link": LinkEditor,
    "table": TableEditor,
}
"""Kind of field → its editor."""


AT_ONCE = 6
"""So many fields are built in one go; the others follow while the window stays alive."""


class Form(QWidget):
    """Editors for some fields. Values of fields that it does not show (yet) are kept as they are."""

    edited = Signal(str, object)
    """The user changed a field: its id and its new value."""
    link_opened = Signal(str)
    complete = Signal()
    """The last of the fields that were built later is there."""

    def __init__(
        self, fields: Sequence[FieldSpec], *, tr: Translator, choices: Choices, values: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__()
        self._tr, self._choices = tr, choices
        self._values: dict[str, Any] = dict(values or {})
        self._problems: Mapping[str, str] = {}
        self._read_only = False
        self._blocks: dict[str, FieldBlock] = {}
        self._waiting = list(fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(20))
        self._build_some()

    def editor(self, field: str) -> Editor:
        """The editor of a field, built now if it was still waiting; KeyError if the form has no such field."""
        while field not in self._blocks and self._waiting:
            self._build(self._waiting.pop(0))
        return self._blocks[field].editor

    def values(self) -> dict[str, Any]:
        """All values, those of fields that are not shown included."""
        return {**self._values, **{name: block.editor.value() for name, block in self._blocks.items()}}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values; a field that somebody is typing in at the moment keeps what is being typed."""
        self._values = dict(values)
        for name, block in self._blocks.items():
            block.editor.set_value(values.get(name))

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Say under each field what is wrong with it; fields not named have no problem but their own."""
        self._problems = dict(problems)
        for name, block in self._blocks.items():
            block.editor.set_problem(problems.get(name) or block.editor.own_problem())

    def problems(self) -> dict[str, str]:
        """What the form itself finds wrong: dates and numbers that cannot be understood."""
        found = {name: block.editor.own_problem() for name, block in self._blocks.items()}
        return {name: problem for name, problem in found.items() if problem}

    def set_read_only(self, read_only: bool) -> None:
        """Whether the values can only be read."""
        self._read_only = read_only
        for block in self._blocks.values():
            block.set_read_only(read_only)

    def flush(self) -> None:
        """Report what is being typed now, before the page is left."""
        for block in self._blocks.values():
            block.editor.flush()

    def focus_field(self, field: str) -> None:
        """Put the keyboard into a field."""
        self.editor(field).setFocus()

    def focus_first(self) -> None:
        """Put the keyboard into the first field that is shown."""
        for block in list(self._blocks.values())[:1]:
            block.editor.setFocus()

    def _build_some(self) -> None:
        with together(self):
            for _ in range(min(AT_ONCE, len(self._waiting))):
                self._build(self._waiting.pop(0))
        if self._waiting:
            QTimer.singleShot(0, self, self._build_some)
        else:
            self.complete.emit()

    def _build(self, field: FieldSpec) -> None:
        block = self._blocks[field.id] = FieldBlock(field, self._tr, self._choices)
        block.editor.set_value(self._values.get(field.id))
        if self._read_only:
            block.set_read_only(True)
        if field.id in self._problems:
            block.editor.set_problem(self._problems[field.id])
        block.editor.edited.connect(partial(self._on_edited, field.id))
        if isinstance(block.editor, LinkEditor):
            block.editor.open_requested.connect(self.link_opened)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(block)

    def _on_edited(self, field: str) -> None:
        self.edited.emit(field, self._blocks[field].editor.value())


class FieldBlock(QWidget):
    """One field: its label, whether it is needed, its hint, its editor, and its example if there is one."""

    def __init__(self, field: FieldSpec, tr: Translator, choices: Choices) -> None:
        super().__init__()
        look = theme.current()
        self.editor = EDITORS[field.kind](field, tr=tr, choices=choices)
        label = Plain(field.label)
        label.setProperty("part", "field")
        label.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(label)
        if field.required:
            head.addWidget(Caption(tr("needed"), wrap=False))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(head)
        if field.hint:
            column.addWidget(Muted(field.hint))
        column.addWidget(self.editor)
        self._take: Button | None = None
        if field.example:
            self._add_example(field, tr, head)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the value can only be read; the example stays, without the button that takes it over."""
        self.editor.set_read_only(read_only)
        if self._take is not None:
            self._take.setVisible(not read_only)

    def _add_example(self, field: FieldSpec, tr: Translator, head: QHBoxLayout) -> None:
        self._example = Card(Caption(tr("Example")), Plain(field.example), part="sunken", spacing=6, margin=12)
        self._example.hide()
        if self.editor.takes_example:
            self._take = Button(tr("Use as a start"), "copy", on_click=partial(self._on_take, field.example))
            self._example.column.addLayout(row(self._take))
        self._see = LinkButton(tr("See example"), "example")
        self._see.setCheckable(True)
        self._see.setAccessibleDescription(field.label)
        self._see.toggled.connect(self._example.setVisible)
        head.addWidget(self._see)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._example)

    def _on_take(self, example: str) -> None:
        self.editor.start_from(example)
        self._see.setChecked(False)
