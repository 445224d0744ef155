"""What a task takes in, and its checklist."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.services.task_page import Input, TaskPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, IconLabel, Muted, Plain, SectionTitle
from vse_app.ui.views.boxes import TickLine, beside, clear, stack


class InputsCard(Card):
    """The inputs with their states in words; each opens, or leads to the task that gives it."""

    def __init__(self, ctx: Context, show_output: Callable[[str], object]) -> None:
        super().__init__()
        self._ctx, self._show_output = ctx, show_output
        self._shape: object = None
        self.column.addWidget(SectionTitle(ctx.tr("What you need")))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.current().px(6))
        self.column.addLayout(self._list)

    def show_page(self, found: TaskPage) -> None:
        """Bring it up to date."""
        shape = [(i.need, i.records, i.maker) for i in found.inputs]
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._list)
        for item in found.inputs:
            self._list.addWidget(self._line(found, item))
        if not found.inputs:
            self._list.addWidget(Muted(self._ctx.tr("Nothing: you can begin at once.")))

    def _line(self, found: TaskPage, item: Input) -> QWidget:
        tr, language, need = self._ctx.tr, self._ctx.language, item.need
        icon, tone = ("stale", "warn") if need.newer_draft else ("done", "good") if need.met else ("warning", "warn")
        if need.met and not need.records:
            icon, tone = "optional", "muted"
        name = wording.use_text(found.view.model, language, need)
        stands = wording.need_text(tr, language, found.view, need)
        words = stack(Plain(name), Muted(stands), spacing=0)
        button = self._way_on(found, item)
        if button is None:
            return beside(IconLabel(icon, tone), words)
        button.setAccessibleDescription(f"{name}: {stands}")
        return beside(IconLabel(icon, tone), words, button)

    def _way_on(self, found: TaskPage, item: Input) -> Button | None:
        """To the record there is; to the task that gives it; to the place where it is brought in."""
        tr, go, product = self._ctx.tr, self._ctx.go, item.product
        if item.records and not (item.maker and not item.need.met):
            if len(item.records) == 1:
                record = item.records[0].id
                return Button(tr("Open"), "open", kind="quiet", on_click=lambda: go(Target("record", record=record)))
            target = Target("products", kind=product.id)
            return Button(tr("Open {n}", n=len(item.records)), "open", kind="quiet", on_click=lambda: go(target))
        if item.maker is not None:
            task, iteration = item.maker
            place = Target("task", task=task, iteration=iteration)
            return Button(tr("Go to {task}", task=task), "forward", kind="quiet", on_click=lambda: go(place))
        if item.need.met:
            return None
        if any(use.product == product.id for use in found.step.task.outputs):
            return Button(tr("Bring it in"), "down", on_click=lambda: self._show_output(product.id))
        return Button(tr("Bring it in"), "products", on_click=lambda: go(Target("products", kind=product.id)))


class Checklist(Card):
    """The checklist of a task; every tick is kept at once."""

    ticked = Signal(list)
    """The numbers of all lines that are ticked now, from 0."""

    def __init__(self, ctx: Context, lines: Sequence[str]) -> None:
        super().__init__(spacing=6)
        self.column.addWidget(SectionTitle(ctx.tr("Checklist")))
        self.lines = [TickLine(text, on_tick=lambda _on: self._tell()) for text in lines]
        for line in self.lines:
            line.box.setEnabled(ctx.ws.writable)
            self.column.addWidget(line)
        if not lines:
            self.hide()

    def show_page(self, found: TaskPage) -> None:
        """Show the ticks that are stored."""
        for number, line in enumerate(self.lines):
            line.show_ticked(number in found.step.mark.ticks)

    def _tell(self) -> None:
        self.ticked.emit([number for number, line in enumerate(self.lines) if line.box.isChecked()])
