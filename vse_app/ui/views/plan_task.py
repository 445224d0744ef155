"""The task that was picked in the plan: what comes before it, who does it, and noting work on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.plan_page import Plan
from vse_app.model.plan_words import figure, label
from vse_app.model.typed import number_from
from vse_app.model.wording import date_text
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, LinkButton, SectionTitle, flow
from vse_app.ui.views.boxes import Columns
from vse_app.ui.views.plan_table import numbers_of
from vse_app.ui.views.settings_fields import Labelled, line
from vse_app.ui.views.steering_parts import DayLine


class TaskPanel(QWidget):
    """One task. `cell` as in the grid; `noted` (task, what is said, follow) notes work."""

    cell = Signal(int, str, object)
    noted = Signal(int, object, str)
    refused = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.task = 0
        self._plan: Plan | None = None
        tr = ctx.tr
        self.title, self._facts = SectionTitle(""), Caption("")
        self.after = line("", "WRK-001, WRK-002")
        self.owner = Combo()
        self.hours, self.share = line("", "h"), line("", "0–100")
        self.day = DayLine(ctx, tr("Day"), tr("today"), way="back")
        self.note = Button(tr("Note it"), "done", kind="primary", on_click=partial(self._note, ""))
        self.done = Button(tr("It is finished"), on_click=partial(self._note, "done"))
        open_ = LinkButton(tr("Open the record"), on_click=lambda: ctx.go(Target("record", record=self.task)))
        fields = Columns((Labelled(tr("Starts after"), self.after), Labelled(tr("Who"), self.owner)), least=200, most=2)
        work = Columns(
            (Labelled(tr("Hours worked"), self.hours), Labelled(tr("How far it is, in %"), self.share),
             Labelled(tr("Day"), self.day)),
            least=140, most=3,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Card(self.title, self._facts, fields, work, flow(self.note, self.done, open_), part="sunken", spacing=10)
        )
        self.after.editingFinished.connect(self._on_after)
        self.owner.activated.connect(lambda _n: self.cell.emit(self.task, "owner", self.owner.currentData() or ""))
        self.hide()

    def show_task(self, plan: Plan, task: int, people: list[tuple[str, str]], *, writable: bool) -> None:
        """Show a task, or nothing for 0."""
        self._plan = plan
        work = plan.schedule.by_id.get(task)
        self.setVisible(work is not None)
        if work is None:
            self.task = 0
            return
        if task != self.task:
            for editor in (self.hours, self.share, self.day.line):
                editor.clear()
        self.task = task
        self.day.set_today(plan.today)
        tr = self.ctx.tr
        self.title.setText(label(work))
        spent = [log.hours for log in plan.logs if log.task == task and log.hours is not None]
        said = [
            tr("planned {hours} h", hours=figure(work.effort)) if work.effort is not None else tr("no effort planned"),
            tr("noted {hours} h", hours=figure(sum(spent))) if spent else tr("no hours noted"),
            tr("{n} % done", n=figure(work.share)) if work.share is not None else "",
            tr("finished on {date}", date=date_text(tr, work.finished.isoformat())) if work.finished else "",
        ]
        self._facts.setText(" · ".join(part for part in said if part))
        numbers = [plan.schedule.by_id[i].number for i in work.after if i in plan.schedule.by_id]
        if not self.after.hasFocus():
            self.after.setText(", ".join(numbers))
        self.owner.fill(people, work.owner, tr("Nobody yet"))
        is_whole = task in plan.schedule.parents
        for widget in (self.note, self.done, self.hours, self.share, self.day):
            widget.setEnabled(writable and not is_whole)
        self.done.setVisible(not work.done)
        self.after.setReadOnly(not writable)
        self.owner.setEnabled(writable)

    def _on_after(self) -> None:
        """Numbers of tasks, with commas; the digits alone are enough."""
        if self._plan is None or not self.task:
            return
        known = numbers_of(self._plan.schedule.works)
        typed = [part.strip() for part in self.after.text().replace(";", ",").split(",") if part.strip()]
        found = [known.get(part.casefold(), known.get(part.lstrip("0"), 0)) for part in typed]
        if 0 in found:
            self.refused.emit(self.ctx.tr("There is no task {number}.", number=typed[found.index(0)]))
            return
        if tuple(found) != self._plan.schedule.by_id[self.task].after:
            self.cell.emit(self.task, "after", [str(i) for i in found])

    def _note(self, follow: str) -> None:
        tr, said = self.ctx.tr, dict[str, Any]()
        for name, editor in (("hours", self.hours), ("share-done", self.share)):
            text = editor.text().strip().removesuffix("%").removesuffix("h").strip()
            number = number_from(text) if text else None
            if text and number is None:
                self.refused.emit(tr("“{text}” is not a number.", text=text[:40]))
                return
            if number is not None:
                said[name] = number
        if self.day.is_wrong:
            self.refused.emit(tr("A day is not understood."))
            return
        if not said and not follow:
            self.refused.emit(tr("Write the hours, or how far it is."))
            return
        if self.day.day:
            said["day"] = self.day.day
        self.noted.emit(self.task, said, follow)

    def clear(self) -> None:
        """What was noted stands in the register now."""
        for editor in (self.hours, self.share, self.day.line):
            editor.clear()
