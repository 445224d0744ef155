"""The list of assessments: open one, start one, go another round, check readiness for an audit."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vse_app.model.assessment import USES
from vse_app.model.assessment_words import use_name, use_text
from vse_app.model.errors import UserError
from vse_app.model.project import Project
from vse_app.model.wording import date_text
from vse_app.services import assessment_page, assessments, projects
from vse_app.services.assessment_page import Brief
from vse_app.services.assessments import Choice
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    Confirm,
    EmptyState,
    FlowTitle,
    Heading,
    Muted,
    ProgressLine,
    ScrollPage,
    flow,
)
from vse_app.ui.views.boxes import Columns, clear, pile, stack
from vse_app.ui.views.settings_fields import Checks, Labelled, Options, line


class Overview(NamedTuple):
    """What the list shows."""

    briefs: tuple[Brief, ...]
    choices: tuple[Choice, ...]
    projects: tuple[Project, ...]
    writable: bool


def read_home(ws: Workspace, language: str) -> Overview:
    """Everything for the list, off the GUI thread."""
    found = assessment_page.briefs(ws, language)
    return Overview(found, assessments.choices(language), projects.projects(ws), ws.writable)


class HomePage(ScrollPage):
    """All assessments, newest first."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=18)
        self._ctx = ctx
        self._form: NewForm | None = None
        self._shown: Overview | None = None
        tr = ctx.tr
        self.new_button = Button(tr("New assessment"), "add", kind="primary", on_click=self.ask_new)
        self.ready_button = Button(tr("Ready for an audit?"), "checklist", on_click=lambda: ctx.go(Target("readiness")))
        why = Muted(
            tr("From “are we ready?” to a printed profile: what was seen, how it was rated, and what to mend next.")
        )
        self.column.addWidget(stack(Heading(tr("Assessment")), why, spacing=4))
        self._buttons = flow(self.new_button, self.ready_button)
        self.column.addWidget(self._buttons)
        self._place = pile(spacing=12)
        self._list = pile(spacing=12)
        self.column.addWidget(self._place)
        self.column.addWidget(self._list)
        self.ready_button.setEnabled(bool(ctx.project))

    def show_overview(self, found: Overview) -> None:
        """Show the list; a form that is being filled in stays."""
        self._shown = found
        self.new_button.setEnabled(found.writable)
        layout = self._list.layout()
        assert layout is not None
        clear(layout)
        for brief in found.briefs:
            layout.addWidget(self._card(brief))
        if not found.briefs:
            layout.addWidget(self._empty())

    def ask_new(self) -> None:
        """Ask for the first things about a new assessment, in the page."""
        if self._shown is None or self._form is not None:
            return
        self._form = form = NewForm(self._ctx, self._shown)
        form.cancelled.connect(self._close_form)
        form.made.connect(self._open)
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(form)
        form.show()
        form.title.setFocus()

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self.new_button.setFocus()

    def _open(self, number: int) -> None:
        self._close_form()
        self._ctx.go(Target("assessment", record=number, text="plan"))

    def _empty(self) -> QWidget:
        tr = self._ctx.tr
        return EmptyState(
            "assessment",
            tr("No assessment yet"),
            tr("Look at your work the way an assessor does. The program proposes from what you recorded; you decide."),
        )

    def _card(self, brief: Brief) -> QWidget:
        tr, own, progress = self._ctx.tr, brief.own, brief.progress
        day = date_text(tr, own.closed or own.created)
        said = tr("completed on {date}", date=day) if own.is_closed else tr("begun on {date}", date=day)
        badge = Badge(tr("completed"), "lock", "good") if own.is_closed else Badge(tr("running"), "doing", "info")
        about = Caption(f"{brief.title} · {use_name(tr, own.use)} · {tr('Round {n}', n=own.round)} · {said}")
        one = tr("Assessed: {n} of {total}", n=progress.assessed, total=progress.total)
        two = tr("Achieved as the target asks: {n} of {total}", n=progress.achieved, total=progress.total)
        bars = Columns(
            (
                ProgressLine(progress.assessed, progress.total, one),
                ProgressLine(progress.achieved, progress.total, two),
            ),
            least=240,
            most=2,
        )
        opens = Button(
            tr("Open"), "forward", kind="primary" if brief is self._first() else "", on_click=lambda: self._go(own.id)
        )
        opens.setAccessibleName(tr("Open {title}, round {n}", title=own.title, n=own.round))
        buttons: list[QWidget] = [opens]
        if own.is_closed and brief.newest and self._shown is not None and self._shown.writable:
            again = Button(tr("Next round"), "iteration", on_click=lambda: self._next_round(own.id))
            again.setAccessibleName(tr("Next round of {title}", title=own.title))
            buttons.append(again)
        return Card(flow(FlowTitle(own.title), badge), about, bars, flow(*buttons))

    def _first(self) -> Brief | None:
        return self._shown.briefs[0] if self._shown is not None and self._shown.briefs else None

    def _go(self, number: int) -> None:
        self._ctx.go(Target("assessment", record=number))

    def _next_round(self, number: int) -> None:
        ws = self._ctx.ws
        self._ctx.do(lambda: assessments.next_round(ws, number), lambda new: self._open(new.id), owner=self)


class NewForm(Confirm):
    """Title, what for, which model, which projects: enough to begin. `made` carries its number."""

    made = Signal(int)

    def __init__(self, ctx: Context, found: Overview) -> None:
        tr = ctx.tr
        self._ctx = ctx
        self.title = line("", tr("For example: Self-assessment, autumn"))
        self.use = Options(tr("What for"), [(use, use_name(tr, use), use_text(tr, use)) for use in USES])
        self.use.set_value(USES[0])
        self.model = Options(tr("Against which model"), [(c.ref, c.title, _about(ctx, c)) for c in found.choices])
        preferred = next((c.ref for c in found.choices if len(c.processes) > 2), "")
        self.model.set_value(preferred or next((c.ref for c in found.choices), ""))
        self.projects = Checks(
            tr("Projects to look at"), [(str(p.id), f"{p.code} {p.title}", "") for p in found.projects]
        )
        self.projects.set_value([str(p.id) for p in found.projects if not p.archived])
        body = stack(
            Labelled(tr("Title"), self.title),
            Labelled(tr("What for"), self.use),
            Labelled(tr("Against which model"), self.model),
            Labelled(
                tr("Projects to look at"),
                self.projects,
                tr("The program reads what was really done there, and proposes."),
            ),
            spacing=14,
        )
        super().__init__(tr("New assessment"), "", confirm=tr("Begin"), cancel=tr("Cancel"), body=body)
        self.problem = Muted("", tone="bad")
        self.problem.hide()
        self.layout().addWidget(self.problem)  # type: ignore[union-attr]
        self.confirmed.connect(self._on_confirmed)

    def _on_confirmed(self) -> None:
        ws, tr = self._ctx.ws, self._ctx.tr
        title, use, model = self.title.text(), self.use.value(), self.model.value()
        chosen = [int(key) for key in self.projects.value()]

        def refused(error: UserError) -> None:
            self.set_ready(True)
            self.problem.setText(error.say(tr))
            self.problem.show()
            self.title.setFocus()

        self.set_ready(False)
        self._ctx.do(
            lambda: assessments.start(ws, title=title, use=use, model=model, projects_seen=chosen),
            lambda own: self.made.emit(own.id),
            refused,
            owner=self,
        )


def _about(ctx: Context, choice: Choice) -> str:
    tr, count = ctx.tr, len(choice.processes)
    if choice.scale == "met":
        return tr(
            "{standard}: {n|one process|# processes}; each mandatory item is met or not met",
            standard=choice.standard,
            n=count,
        )
    return tr(
        "{standard}: {n|one process|# processes}; attributes are rated N, P, L or F", standard=choice.standard, n=count
    )
