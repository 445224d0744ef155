"""All that is shown of one task: guidance, inputs, checklist, outputs, note; an inspector; the finishing bar."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.path import SETTLED, Status
from vse_app.model.process import ProcessModel
from vse_app.services import path
from vse_app.services.task_page import Key, TaskPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Button, Card, Confirm, Muted, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.views.boxes import clear, left, put, stack
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_tabs import TabOrder
from vse_app.ui.views.task_bar import FinishingBar
from vse_app.ui.views.task_done import Answer, DonePanel, ReasonPanel
from vse_app.ui.views.task_editor import RecordEditor
from vse_app.ui.views.task_head import guidance, head, standing
from vse_app.ui.views.task_inputs import Checklist, InputsCard
from vse_app.ui.views.task_inspector import Inspector
from vse_app.ui.views.task_outputs import OutputCard

WIDE = 1000
"""From this width at 100 % text the inspector stands beside the page; below, it opens under it when asked for."""
_DAYS = {"tomorrow": 1, "week": 7}


class Sheet(QWidget):
    """All that is shown of one task; a new one is made for another task.

    It is built from the outside in: a tree of widgets that changes its parent is styled anew as a whole.
    """

    def __init__(self, ctx: Context, found: TaskPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.key: Key = found.step.key
        self.found = found
        self.panel: Confirm | None = None
        self._ctx, self._model = ctx, found.view.model
        self._wanted: bool | None = None
        self._celebrate = False
        self._head_shape: object = None
        self._choices = RecordChoices()
        self._tabs = TabOrder(self)
        self._name_choices(found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        column.addWidget(self._splitter, 1)
        self.page = ScrollPage()
        self._splitter.addWidget(self.page)
        self._build(found, self._model)
        self.inspector = Inspector(ctx, found)
        self._splitter.addWidget(self.inspector)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setSizes([620, 380])
        self.bar = FinishingBar(ctx)
        column.addWidget(self.bar)
        self._connect_bar()
        self.show_page(found)

    def _build(self, found: TaskPage, model: ProcessModel) -> None:
        ctx, tr, column = self._ctx, self._ctx.tr, self.page.column
        self._head = QVBoxLayout()
        column.addLayout(self._head)
        self.fold = Button(tr("Example, evidence, history"), "example", kind="quiet", on_click=self._on_fold)
        self.fold.setCheckable(True)
        column.addWidget(left(self.fold))
        if not ctx.ws.writable:
            column.addWidget(Muted(tr("This company file is open for reading only, so nothing can be changed here.")))
        column.addWidget(Card(guidance(ctx, found)))
        self.inputs = InputsCard(ctx, self._show_output)
        column.addWidget(self.inputs)
        lines = model.word(ctx.language, "tasks", found.step.task.id, "checklist") or []
        self.checklist = Checklist(ctx, lines)
        self.checklist.ticked.connect(self._on_ticked)
        column.addWidget(self.checklist)
        column.addWidget(Title(tr("What comes out of it")))
        self.outputs = [OutputCard(ctx, found, output, self._choices) for output in found.outputs]
        for card in self.outputs:
            card.opened.connect(self._on_opened)
            column.addWidget(card)
        if not self.outputs:
            column.addWidget(Muted(tr("Nothing to write: doing it is enough. Tell who did it and when with Done.")))
        note = FieldSpec("note", "long-text", tr("Note"), tr("Kept with the task and printed with its evidence."))
        self.note = Form((note,), tr=tr, choices=self._choices)
        self.note.edited.connect(self._on_note)
        self.note.set_read_only(not ctx.ws.writable)
        column.addWidget(Card(self.note))
        self._place = QVBoxLayout()
        column.addLayout(self._place)

    def _connect_bar(self) -> None:
        self.bar.done_asked.connect(self.ask_done)
        self.bar.later_asked.connect(self._on_later)
        self.bar.skip_asked.connect(partial(self._ask_reason, opening=False))
        self.bar.again_asked.connect(self._on_again)
        self.bar.next_asked.connect(self._on_next)

    def show_page(self, found: TaskPage) -> None:
        """Bring everything up to date in place; forms keep what is being typed."""
        self.found = found
        self._name_choices(found)
        self._show_head(found)
        self.inputs.show_page(found)
        self.checklist.show_page(found)
        for card, output in zip(self.outputs, found.outputs, strict=True):
            card.show_output(found, output)
        self.note.set_values({"note": found.step.mark.note})
        self.inspector.show_page(found)
        if isinstance(self.panel, DonePanel):
            self.panel.show_page(found)
        self.bar.show_page(found, asking=self.panel is not None)
        if self._celebrate and found.step.status in SETTLED:
            self._celebrate = False
            self.bar.next_step.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._celebrate and found.step.status is not Status.DONE:
            self.bar.say("")
        self._tabs.keep()

    def _show_head(self, found: TaskPage) -> None:
        """Only what changed is built again: the head has a title that folds and perhaps the keyboard."""
        step, view = found.step, found.view
        shape = (
            step.status, step.complete, step.confirmations, step.mark[2:6], step.due_again, standing(self._ctx, found),
            view.project, view.people,
        )  # fmt: skip
        if shape != self._head_shape:
            self._head_shape = shape
            clear(self._head)
            self._head.addWidget(head(self._ctx, found))

    def _name_choices(self, found: TaskPage) -> None:
        """Who and what the fields of the outputs may name."""
        people = [(p.id, p.name) for p in found.view.people.values() if p.active]
        live = [r for r in found.view.facts.records if not r.withdrawn]
        self._choices.set(people, [(str(r.id), f"{r.number} {r.title}".strip()) for r in live])

    def flush(self) -> None:
        """Save everything typed, now."""
        self.note.flush()
        for card in self.outputs:
            for editor in card.editors():
                editor.flush()

    # --- finishing

    def press_done(self) -> None:
        """Ctrl+Enter: open the panel, and once it is open confirm it."""
        if self.panel is not None:
            if self.panel.confirm_button.isEnabled():
                self.panel.confirm_button.click()
        elif not self.bar.done.isHidden():
            self.ask_done()

    def ask_done(self) -> None:
        """Open the panel in which the person says that it was done."""
        self.flush()
        panel = DonePanel(self._ctx, self.found, self._choices)
        panel.answered.connect(self._on_answered)
        panel.write_asked.connect(self._write_output)
        panel.attach_asked.connect(self._attach_output)
        self._open(panel)
        panel.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answered(self, answer: Answer) -> None:
        ctx, key = self._ctx, self.key
        values = answer._asdict()
        person, day = wording.who(self.found.view.people, [answer.person]), wording.date_text(ctx.tr, answer.happened)
        said = ctx.tr("Recorded: done by {person} on {date}.", person=person, date=day)
        self._celebrate = True
        ctx.do(
            lambda: path.confirm(ctx.ws, ctx.project, *key, **values),
            then=lambda _value: self._on_confirmed(said),
            owner=self,
        )

    def _on_confirmed(self, said: str) -> None:
        self._close()
        self.bar.say(said)

    def _on_next(self) -> None:
        """To the best next step, or to the next task of the path when there is none."""
        best = next((n.step.key for n in self.found.view.next if n.step.key != self.key), None)
        key = best or self.found.after
        target = Target("task", task=key[0], iteration=key[1]) if key else Target("today")
        self._ctx.go(target)

    def _on_later(self, when: str) -> None:
        ctx, key = self._ctx, self.key
        self.flush()
        days = _DAYS.get(when, 0)
        until = (dt.date.fromisoformat(ctx.ws.today()) + dt.timedelta(days=days)).isoformat() if days else ""
        ctx.do(lambda: path.later(ctx.ws, ctx.project, *key, until=until), then=lambda _v: self._on_next(), owner=self)

    def _on_again(self) -> None:
        ctx, key = self._ctx, self.key
        if self.found.step.confirmations and not self.found.step.mark.status:
            self._ask_reason(opening=True)
        else:
            self.bar.say("")
            ctx.do(lambda: path.reopen(ctx.ws, ctx.project, *key, reason=""))

    def _ask_reason(self, *, opening: bool) -> None:
        panel = ReasonPanel(self._ctx, self.found, self._choices, opening=opening)
        panel.answered.connect(partial(self._on_reason, opening=opening))
        self._open(panel)
        panel.form.focus_field("reason")

    def _on_reason(self, person: str, reason: str, *, opening: bool) -> None:
        ctx, key, today = self._ctx, self.key, self._ctx.ws.today()

        def verb() -> Any:
            if opening:
                return path.reopen(ctx.ws, ctx.project, *key, reason=reason)
            return path.not_applicable(ctx.ws, ctx.project, *key, person=person, reason=reason, happened=today)

        self.bar.say("")
        self._celebrate = not opening
        ctx.do(verb, then=lambda _value: self._close(), owner=self)

    def _open(self, panel: Confirm) -> None:
        self._close()
        self.panel = panel
        panel.cancelled.connect(self._on_cancelled)
        put(self._place, panel)
        self.bar.say("")
        self.bar.show_page(self.found, asking=True)
        self._follow(panel)
        self._tabs.keep()

    def _follow(self, widget: QWidget) -> None:
        """Scroll to a widget at the end of the page while the page grows to hold it."""
        bar, inside = self.page.verticalScrollBar(), self.page.widget()

        def follow() -> None:
            assert inside is not None
            bar.setValue(min(widget.mapTo(inside, QPoint(0, -theme.current().px(16))).y(), bar.maximum()))

        for milliseconds in (0, 30, 120):
            QTimer.singleShot(milliseconds, widget, follow)

    def _on_cancelled(self) -> None:
        self._close()
        self.bar.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.panel = None
        clear(self._place)
        self.bar.show_page(self.found, asking=False)

    # --- checklist, note, outputs

    def _on_opened(self, editor: RecordEditor) -> None:
        editor.form.complete.connect(self._tabs.keep)
        self._tabs.keep()
        self._follow(editor)

    def _on_ticked(self, ticks: list[int]) -> None:
        ctx, key = self._ctx, self.key
        ctx.do(lambda: path.tick(ctx.ws, ctx.project, *key, ticks=ticks))

    def _on_note(self, _field: str, value: object) -> None:
        ctx, key = self._ctx, self.key
        ctx.do(lambda: path.write_note(ctx.ws, ctx.project, *key, note=str(value or "")), typed=True)

    def _card(self, product: str) -> OutputCard | None:
        return next((card for card in self.outputs if card.output.product.id == product), None)

    def _show_output(self, product: str) -> None:
        card = self._card(product)
        if card is not None:
            self.page.ensureWidgetVisible(card)
            first = next((b for b in card.findChildren(Button) if b.isVisible() and b.isEnabled()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_output(self, product: str) -> None:
        self._close()
        card = self._card(product)
        if card is not None:
            card.write()

    def _attach_output(self, product: str) -> None:
        card = self._card(product)
        if card is not None:
            card.choose_files()

    def take_files(self, paths: list[Path], under: QWidget | None) -> None:
        """Files dropped on the page: to the output under the mouse, to the only one, or where the person says."""
        while under is not None and not isinstance(under, OutputCard):
            under = under.parentWidget()
        if isinstance(under, OutputCard) or len(self.outputs) == 1:
            (under if isinstance(under, OutputCard) else self.outputs[0]).attach(paths)
        elif self.outputs:
            self._ask_where(paths)
        else:
            tr = self._ctx.tr
            self._ctx.messages.say(
                "info", tr("This task has no output to attach to. Use the list of products instead.")
            )

    def _ask_where(self, paths: list[Path]) -> None:
        tr = self._ctx.tr
        names = ", ".join(p.name for p in paths[:3]) + (" …" if len(paths) > 3 else "")
        buttons = [
            Button(card.accessibleName(), "attach", on_click=partial(self._attach_to, card, paths))
            for card in self.outputs
        ]
        cancel = Button(tr("Cancel"), kind="quiet", on_click=lambda: clear(self._place))
        title = SectionTitle(tr("Where do these files belong? {names}", names=names))
        self._close()
        put(self._place, Card(stack(title, flow(*buttons, cancel))))
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _attach_to(self, card: OutputCard, paths: list[Path]) -> None:
        clear(self._place)
        card.attach(paths)

    # --- the inspector beside or under the page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_fold(self) -> None:
        self._wanted = self.fold.isChecked()
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.current().px(WIDE)
        self._splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        shown = wide if self._wanted is None else self._wanted
        self.inspector.setVisible(shown)
        self.fold.setChecked(shown)
