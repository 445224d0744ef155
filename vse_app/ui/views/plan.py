"""The plan: a picture in time, tasks edited under it, what is late, and earned value where effort was entered."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import plan_charts
from vse_app.model.plan_charts import PAGE
from vse_app.model.plan_page import Plan
from vse_app.model.plan_words import (
    accepted_text,
    cannot,
    doubts,
    formulas,
    guesses,
    late_text,
    problems,
    summary,
)
from vse_app.model.records import Record
from vse_app.services import company, correcting, planning
from vse_app.services.workspace import Workspace
from vse_app.ui.charts import ChartView
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    LinkButton,
    Muted,
    Plain,
    ScrollPage,
    SectionTitle,
    flow,
)
from vse_app.ui.view import View
from vse_app.ui.views.boxes import Sides, pile
from vse_app.ui.views.plan_table import TaskGrid
from vse_app.ui.views.plan_task import TaskPanel
from vse_app.ui.views.settings_fields import IconLine, line
from vse_app.ui.views.steering_parts import correction_link, page_head, refill, tell_not_kept

LATE_SHOWN = 8


class Shown(NamedTuple):
    """What the page shows."""

    plan: Plan
    people: list[tuple[str, str]]
    under_way: dict[int, Record]


class PlanView(View):
    """One page for the whole plan; pictures and tables show so many tasks at a time."""

    topics = frozenset({"record", "revision", "event", "links", "person", "project"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.shown: Shown | None = None
        self.page, self._wanted = 0, target.record
        self.gantt = ChartView(tr("Plan in time"))
        self.grid = TaskGrid(ctx)
        self.panel = TaskPanel(ctx)
        self.curve = ChartView(tr("Planned, earned and spent hours"))
        self.new = line("", tr("New task: a few words, then Enter"))
        self.new.setAccessibleName(tr("New task"))
        self.take_over = Button(tr("Take over the dates worked out"), "done", on_click=self._take_over)
        self.print_button = Button(tr("Print"), "print", on_click=lambda: ctx.go(Target("reports", kind="plan")))
        self._said, self._late, self._figures = pile(spacing=6), pile(spacing=6), pile(spacing=6)
        self._where = Caption("")
        self._which = "all"
        self.chips = {
            "all": Button(tr("All tasks"), kind="chip", on_click=partial(self.choose, "all")),
            "open": Button(tr("Open ones"), kind="chip", on_click=partial(self.choose, "open")),
            "late": Button(tr("Late ones"), kind="chip", on_click=partial(self.choose, "late")),
        }
        for chip in self.chips.values():
            chip.setCheckable(True)
        self._back = Button(tr("Earlier tasks"), "up", kind="icon", on_click=partial(self._turn, -1))
        self._on = Button(tr("Further tasks"), "down", kind="icon", on_click=partial(self._turn, 1))
        self.body = ScrollPage(spacing=16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self._build()
        self.setFocusProxy(self.new)

    def _build(self) -> None:
        tr = self.ctx.tr
        why = tr(
            "Who does what, and what comes before it. Where you leave dates empty, they are worked out, and "
            "said to be so; nothing worked out is stored until you take it over."
        )
        hint = Muted(
            tr(
                "Type into the cells: friday, +7, 15/12 and 2026-12-15 are all "
                "understood. Working days are Monday to Friday."
            )
        )
        self._chips = flow(*self.chips.values(), self._where, self._back, self._on, spacing=6)
        self._picture = Card(SectionTitle(tr("In time")), self.gantt)
        self._cards: list[QWidget] = [
            Card(self._said),
            self._chips,
            self._picture,
            Card(SectionTitle(tr("Tasks")), hint, self.grid, self.new, flow(self.take_over), self.panel),
            Card(SectionTitle(tr("Late")), self._late),
            Card(SectionTitle(tr("Earned value")), self._figures, self.curve),
        ]
        self.body.column.addWidget(page_head(self.ctx, tr("The plan"), why, self.print_button))
        for card in self._cards:
            self.body.column.addWidget(card)
        self.new.returnPressed.connect(self._add)
        self.grid.picked.connect(self._pick)
        for part in (self.grid, self.panel):
            part.cell.connect(self._set)
            part.refused.connect(lambda text: self.ctx.messages.say("bad", text))
        self.panel.noted.connect(self._note)

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        if project:
            self.ctx.runner.latest((id(self), "plan"), lambda: _read(ws, project), self._show, owner=self)

    def retarget(self, target: Target) -> None:
        self._wanted = target.record
        super().retarget(target)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        plan, tr = shown.plan, self.ctx.tr
        for card in self._cards:
            card.setVisible(plan.kept)
        if not plan.kept:
            tell_not_kept(self.body, self.ctx, tr("Planned tasks"))
            return
        self._wanted = plan.task_of(self._wanted) if self._wanted else 0
        if self._wanted:
            self._which = "all"
            self.page = next((n // PAGE for n, (i, _) in enumerate(plan.order) if i == self._wanted), 0)
        self._show_said()
        self._show_page()
        if self._wanted:
            self.grid.pick(self._wanted)
            self._wanted = 0
        self._show_late()
        self._show_earned()

    def _show_said(self) -> None:
        assert self.shown is not None
        plan, tr = self.shown.plan, self.ctx.tr
        rows: list[QWidget] = [Plain(summary(tr, plan))]
        rows += [IconLine("warning", "warn", text) for text in problems(tr, plan)]
        rows += [Muted(text) for text in (guesses(tr, plan), accepted_text(tr, plan)) if text]
        if not plan.order:
            rows = [
                Plain(tr("There are no planned tasks yet. Write the first one below; or paste them into the register."))
            ]
        refill(self._said, rows)
        self.take_over.setVisible(bool(plan.computed) and self.ctx.ws.writable)

    def _show_page(self) -> None:
        assert self.shown is not None
        plan, tr = self.shown.plan, self.ctx.tr
        order = plan.shown(self._which)
        self.page = min(self.page, plan_charts.pages(order) - 1)
        page = self.page
        self.gantt.show_chart(lambda width: plan_charts.gantt(tr, plan, width, page=page, order=order))
        self._picture.setVisible(self.gantt.scene is not None)
        part = order[self.page * PAGE : (self.page + 1) * PAGE]
        for name, chip in self.chips.items():
            chip.setChecked(name == self._which)
        self._chips.setVisible(bool(plan.order))
        self.grid.show_page(plan, part, writable=self.ctx.ws.writable)
        self.grid.setVisible(bool(part))
        first = self.page * PAGE + 1
        many = len(order) > PAGE
        self._where.setText(tr("{first}–{last} of {total}", first=first, last=first + len(part) - 1, total=len(order)))
        for widget in (self._where, self._back, self._on):
            widget.setVisible(many)
        self._back.setEnabled(self.page > 0)
        self._on.setEnabled(self.page < plan_charts.pages(order) - 1)
        self._pick(self.grid.task_at(self.grid.currentRow()))

    def choose(self, which: str) -> None:
        """Show all tasks, the open ones or the late ones, in picture and table."""
        self._which, self.page = which, 0
        self._show_page()

    def _turn(self, step: int) -> None:
        self.page += step
        self._show_page()

    def _pick(self, task: int) -> None:
        if self.shown is not None:
            self.panel.show_task(self.shown.plan, task, self.shown.people, writable=self.ctx.ws.writable)

    def _show_late(self) -> None:
        assert self.shown is not None
        plan, tr = self.shown.plan, self.ctx.tr
        rows: list[QWidget] = []
        for work, what, days in plan.late[:LATE_SHOWN]:
            text = late_text(tr, work, what, days)
            buttons: list[QWidget] = [
                LinkButton(tr("Show it"), on_click=partial(self._go_to, work.id)),
                correction_link(self.ctx, self, text, work.id, self.shown.under_way),
            ]
            for button in buttons:
                button.setAccessibleDescription(text)
            rows.append(Sides(IconLine("clock", "warn", text), *buttons, least=620))
        if len(plan.late) > LATE_SHOWN:
            rows.append(Muted(tr("{n} more", n=len(plan.late) - LATE_SHOWN)))
        refill(self._late, rows or [Muted(tr("Nothing is late."))])

    def _show_earned(self) -> None:
        assert self.shown is not None
        plan, tr = self.shown.plan, self.ctx.tr
        rows: list[QWidget] = []
        found = plan.earned
        if found is None:
            rows.append(IconLine("info", "info", cannot(tr, plan)))
        else:
            rows += [_figure(*row) for row in formulas(tr, found)]
            rows += [IconLine("warning", "warn", text) for text in doubts(tr, plan, found)]
            if plan.in_money is not None:
                rows.append(SectionTitle(tr("The same in money")))
                rows += [_figure(*row) for row in formulas(tr, plan.in_money)]
        refill(self._figures, rows)
        points, today = plan.curve, plan.today
        self.curve.show_chart(lambda width: plan_charts.curve_scene(tr, points, width, today))

    def _go_to(self, task: int) -> None:
        self._wanted = task
        if self.shown is not None:
            self._show(self.shown)
            self.grid.setFocus()

    def _add(self) -> None:
        ws, project, text = self.ctx.ws, self.ctx.project, self.new.text().strip()
        if text:
            self.ctx.do(lambda: planning.add(ws, project, text), lambda _record: self.new.clear(), owner=self)

    def _set(self, task: int, cell: str, value: Any) -> None:
        ws = self.ctx.ws

        def refused(error: Any) -> None:
            self.ctx.messages.say("bad", error.say(self.ctx.tr))
            self.grid.forget()
            self.refresh()

        self.ctx.do(lambda: planning.set_cell(ws, task, cell, value), None, refused, owner=self)

    def _note(self, task: int, said: dict[str, Any], follow: str) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        self.ctx.do(
            lambda: planning.note_work(ws, project, task, said, follow=follow),
            lambda _r: self.panel.clear(),
            owner=self,
        )

    def _take_over(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        self.ctx.do(lambda: planning.take_over(ws, project), owner=self)


def _figure(name: str, formula: str, meaning: str) -> QWidget:
    words = Plain(f"{name} = {formula}")
    return Sides(words, Muted(meaning, wrap=False), least=560)


def _read(ws: Workspace, project: int) -> Shown:
    people = [(p.id, p.name) for p in company.people(ws) if p.active]
    plan = planning.read(ws, project)
    assert (
        plan.curve is not None and plan.late is not None and plan.moved is not None
    )  # worked out here, not in the window
    return Shown(plan, people, correcting.under_way(ws, project))
