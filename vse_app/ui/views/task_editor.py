"""Writing a record in the page of its task: a form that saves itself a moment after the typing stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from vse_app.model.elements import FieldDef, Product
from vse_app.model.errors import ReadOnly, StorageFailed, UserError
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record
from vse_app.services import records, sample, task_page
from vse_app.services.workspace import Done
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import Choices, Form
from vse_app.ui.parts import Caption
from vse_app.ui.views.record_fields import specs

SAVE_MS: Final = 3000
"""What was typed is saved as a version so long after its first change: it may go on, and the power may go off."""


class Slot:
    """Which record an editor writes: 0 until the first save made one. Set on the one thread that writes."""

    def __init__(self, record: int = 0) -> None:
        self.record = record


class RecordEditor(QWidget):
    """The form of one record, for the fields of a part or all. Nothing typed is lost by leaving the page."""

    saved = Signal()

    def __init__(
        self,
        ctx: Context,
        key: task_page.Key,
        product: Product,
        *,
        model: ProcessModel,
        fields: Sequence[FieldDef],
        choices: Choices,
        slot: Slot,
    ) -> None:
        super().__init__()
        self.slot = slot
        self._ctx, self._key, self._product = ctx, key, product
        self._changed: dict[str, Any] = {}
        self._under_way = 0
        shown = sample.example_fields(model.id, product.id, ctx.language)
        self.form = Form(specs(model, ctx.language, product, fields=fields, examples=shown), tr=ctx.tr, choices=choices)
        self.form.edited.connect(self._on_edited)
        self.form.link_opened.connect(lambda record: ctx.go(Target("record", record=int(record))))
        self.form.set_read_only(not ctx.ws.writable)
        self._model = model
        self._state = Caption("")
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._timer.timeout.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.current().px(8), 0, 0)
        column.addWidget(self.form)
        column.addWidget(self._state)

    @property
    def is_clean(self) -> bool:
        """Whether nothing waits to be saved."""
        return not self._changed and not self._under_way

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is stored; what was typed since and waits to be saved stays."""
        self.form.set_values({**values, **self._changed})

    def flush(self) -> None:
        """Save everything typed, now."""
        self.form.flush()
        self.save()

    def save(self) -> None:
        """Save what waits as one version."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        if changed:
            self._write(changed)
        self._ctx.waits(self, False)

    def _on_edited(self, field: str, value: object) -> None:
        if self.form.editor(field).own_problem():
            return
        self._changed[field] = value
        if not self._timer.isActive():
            self._timer.start()
        self._ctx.waits(self, True)
        self._state.setText(self._ctx.tr("Not saved yet"))

    def _write(self, changed: dict[str, Any]) -> None:
        self._under_way += 1
        if isValid(self):
            self._state.setText(self._ctx.tr("Saving …"))
        self._ctx.do(
            lambda: self._job(self._ctx, changed),
            then=lambda _record: self._on_saved(),
            failed=lambda error: self._on_failed(changed, error),
            typed=True,
        )

    def _job(self, ctx: Context, changed: Mapping[str, Any]) -> Done[Record]:
        """On the writing thread, one after the other: the first save makes the record, the others revise it."""
        slot, (task, iteration) = self.slot, self._key
        if slot.record:
            return records.revise(ctx.ws, slot.record, fields=changed)
        title = task_page.title_for(self._model, ctx.language, self._product, changed)
        done = records.create(
            ctx.ws, ctx.project, self._product.id, content=Content(title, dict(changed)), task=task, iteration=iteration
        )
        slot.record = done.value.id
        return done

    def _on_saved(self) -> None:
        self._under_way -= 1
        if not isValid(self):
            return
        if self.is_clean:
            self._state.setText(self._ctx.tr("Saved"))
        self.saved.emit()

    def _on_failed(self, changed: dict[str, Any], error: UserError) -> None:
        """A field that is refused must not take the others with it: try them one by one.

        What only the disk refuses is still under way: `Writing` keeps it and tries again.
        """
        if isinstance(error, (ReadOnly, StorageFailed)):
            if isValid(self):
                self._state.setText(self._ctx.tr("Not saved: {reason}", reason=error.say(self._ctx.tr)))
            return
        self._under_way -= 1
        if len(changed) > 1:
            for name, value in changed.items():
                self._write({name: value})
            return
        reason = error.say(self._ctx.tr)
        if not isValid(self):  # the page was left meanwhile
            self._ctx.messages.say("bad", self._ctx.tr("Not saved: {reason}", reason=reason))
            return
        self._state.setText(self._ctx.tr("Not saved: {reason}", reason=reason))
        self.form.set_problems(dict.fromkeys(changed, reason))
