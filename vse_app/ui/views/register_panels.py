"""Questions above a register's table: the same value for the chosen rows, taking them out, a name for a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vse_app.model.elements import FieldDef
from vse_app.services.register_words import Names
from vse_app.services.registers import Column
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms import EDITORS, Editor, FieldSpec
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Confirm, Plain
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.register_editors import options_of
from vse_app.ui.views.register_links import LinkPicker
from vse_app.ui.views.settings_fields import Labelled


class BulkPanel(Confirm):
    """One column, one value, for all chosen rows. `wanted` has the column's id and the value."""

    wanted = Signal(str, object)

    def __init__(self, ctx: Context, names: Names, count: int, column: str = "") -> None:
        tr = ctx.tr
        self._ctx, self._names = ctx, names
        self._editor: Editor | LinkPicker | None = None
        self._columns = [c for c in names.columns if c.editable and c.kind != "table"]
        self.choice = Combo()
        self.choice.setAccessibleName(tr("What to change"))
        for one in self._columns:
            self.choice.addItem(names.labels[one.id], one.id)
        self._place = QVBoxLayout()
        self._problem = Plain("", tone="bad")
        self._problem.hide()
        body = QWidget()
        stack = QVBoxLayout(body)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(theme.current().px(8))
        stack.addWidget(Labelled(tr("What to change"), self.choice))
        stack.addLayout(self._place)
        stack.addWidget(self._problem)
        super().__init__(
            tr("Change {count|1 row|# rows}", count=count),
            tr("Each of them gets this value, whatever stands there now. It can be undone in one step."),
            confirm=tr("Change {count|1 row|# rows}", count=count),
            cancel=tr("Cancel"),
            body=body,
        )
        first = next((n for n, one in enumerate(self._columns) if one.id == column), None)
        usual = next((n for n, one in enumerate(self._columns) if one.kind in ("follow", "choice")), 0)
        self.choice.setCurrentIndex(usual if first is None else first)
        self.choice.activated.connect(lambda _n: self._show_editor())
        self.confirmed.connect(self._on_confirmed)
        self._show_editor()

    def _show_editor(self) -> None:
        clear(self._place)
        column = self._columns[max(self.choice.currentIndex(), 0)]
        self._problem.hide()
        self._editor = self._made(column)
        label = self._ctx.tr("New value")
        self._place.addWidget(Labelled(label, self._editor))

    def _made(self, column: Column) -> Editor | LinkPicker:
        ctx, names = self._ctx, self._names
        if column.kind == "link":
            assert column.field is not None
            return LinkPicker(ctx, column.field, (), single=column.field.id == names.product.tree)
        choices = RecordChoices()
        choices.set(options_of(names, column) if column.kind == "person" else [], [])
        kind = "choice" if column.kind == "follow" else column.kind
        spec = FieldSpec(
            column.id, kind, names.labels[column.id], choices=tuple(options_of(names, column)), unit=_unit(column.field)
        )
        return EDITORS[kind](spec, tr=ctx.tr, choices=choices)

    def _on_confirmed(self) -> None:
        column, editor = self._columns[self.choice.currentIndex()], self._editor
        problem = editor.own_problem() if isinstance(editor, Editor) else ""
        value: Any = editor.value() if editor is not None else ""
        if column.kind == "follow" and not value:
            problem = self._ctx.tr("Choose a state first.")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if not problem:
            self.wanted.emit(column.id, "" if value is None else value)


def _unit(definition: FieldDef | None) -> str:
    return definition.unit if definition else ""


class LinePanel(Confirm):
    """A question that is answered with a few words."""

    answered = Signal(str)

    def __init__(self, ctx: Context, title: str, text: str, label: str, confirm: str) -> None:
        self.line = QLineEdit()
        self.line.setAccessibleName(label)
        super().__init__(title, text, confirm=confirm, cancel=ctx.tr("Cancel"), body=pile(Labelled(label, self.line)))
        self.line.textChanged.connect(lambda said: self.set_ready(bool(said.strip())))
        self.line.returnPressed.connect(self._on_confirmed)
        self.confirmed.connect(self._on_confirmed)
        self.set_ready(False)

    def _on_confirmed(self) -> None:
        if self.line.text().strip():
            self.answered.emit(self.line.text().strip())


class Slot(QVBoxLayout):
    """The place above the table where one question at a time stands."""

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__()
        self._panel: Confirm | None = None
        self._back = back

    def ask(self, panel: Confirm) -> None:
        """Put a question in place of the one before."""
        self.close_panel(quietly=True)
        self._panel = panel
        panel.cancelled.connect(self.close_panel)
        self.addWidget(panel)
        panel.show()
        panel.take_focus()

    def close_panel(self, *, quietly: bool = False) -> None:
        """Take the question away; the keyboard goes back to the table."""
        if self._panel is not None:
            self.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            if not quietly:
                self._back()
