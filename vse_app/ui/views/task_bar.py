"""The bar at the foot of a task's page: Back, Next, Later, Not applicable, and Done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from vse_app.model.path import Status
from vse_app.services.task_page import Key, TaskPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, IconLabel, KeyHint, LinkButton, Plain, flow, tip
from vse_app.ui.views.boxes import beside

ROOMY = 640
LATER = ("tomorrow", "week", "open")


class FinishingBar(QFrame):
    """Always in sight. What cannot be done now is not shown."""

    done_asked = Signal()
    later_asked = Signal(str)
    skip_asked = Signal()
    again_asked = Signal()
    next_asked = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        tr, look = ctx.tr, theme.current()
        self.setProperty("part", "status")
        self.setAccessibleName(tr("Finish the task"))
        self.back = Button(tr("Back"), "back", kind="quiet")
        self.forward = Button(tr("Next"), "forward", kind="quiet")
        self.later = Button(tr("Later"), "later", kind="quiet", on_click=self._on_later)
        self.later.setCheckable(True)
        self.skip = Button(tr("Not applicable"), "skipped", kind="quiet", on_click=self.skip_asked.emit)
        self.again = Button(tr("Open again"), "undo", kind="quiet", on_click=self.again_asked.emit)
        self.done = Button(tr("Done"), "check", kind="primary", on_click=self.done_asked.emit)
        self.done.setToolTip(tip(tr("Confirm that it was done (Ctrl+Enter)")))
        self.next_step = Button(tr("Next step"), "forward", kind="primary", on_click=self.next_asked.emit)
        self._said = Plain("", tone="good")
        self._success = beside(IconLabel("done", "good"), self._said)
        words = {"tomorrow": tr("Tomorrow"), "week": tr("Next week"), "open": tr("Until I open it")}
        self.choices = [LinkButton(words[when], on_click=lambda when=when: self._choose(when)) for when in LATER]
        self._choices = flow(*self.choices)
        self._choices.hide()
        self._keys = KeyHint("Ctrl+Enter")
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        line.addWidget(flow(self.back, self.forward, self.later, self.skip, self.again), 1)
        line.addWidget(self._keys)
        line.addWidget(self.done)
        line.addWidget(self.next_step)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(8))
        for widget in (self._success, self._choices):
            column.addWidget(widget)
        column.addLayout(line)
        self.back.clicked.connect(lambda: self._go(self._before))
        self.forward.clicked.connect(lambda: self._go(self._after))
        self._before: Key | None = None
        self._after: Key | None = None
        self._success.hide()

    def show_page(self, found: TaskPage, *, asking: bool) -> None:
        """Show what can be done with the task now; `asking`: a panel waits for its answer."""
        status, writable = found.step.status, self._ctx.ws.writable
        self._before, self._after = found.before, found.after
        self.back.setEnabled(found.before is not None)
        self.forward.setEnabled(found.after is not None)
        settled = status in (Status.DONE, Status.NOT_APPLICABLE)
        marked = settled or status is Status.LATER
        self.later.setVisible(writable and not marked)
        self.skip.setVisible(writable and not settled and found.step.task.may_be_skipped)
        self.again.setVisible(writable and marked)
        again = status is Status.DONE and bool(found.step.task.repeat_days)
        self.done.set_text(self._ctx.tr("Done again") if again else self._ctx.tr("Done"))
        self.done.setVisible(writable and not asking and (again or not settled))
        self._arrange()
        self.next_step.setVisible(settled and not asking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The hint for the keys leaves first where there is little room."""
        self._keys.setVisible(not self.done.isHidden() and self.width() >= theme.current().px(ROOMY))

    def say(self, text: str) -> None:
        """A quiet line that something was recorded; "" takes it away."""
        self._said.setText(text)
        self._success.setVisible(bool(text))

    def _go(self, key: Key | None) -> None:
        if key is not None:
            self._ctx.go(Target("task", task=key[0], iteration=key[1]))

    def _on_later(self) -> None:
        self._choices.setVisible(self.later.isChecked())
        if self.later.isChecked():
            self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.later.isChecked():
            self.later.click()
            self.later.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _choose(self, when: str) -> None:
        self.later.setChecked(False)
        self._choices.hide()
        self.later_asked.emit(when)
