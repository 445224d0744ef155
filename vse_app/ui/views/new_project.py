"""A new project in six questions; nothing is made before the last one is answered."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, NamedTuple

from vse_app.model.errors import UserError
from vse_app.model.project import Person, Project
from vse_app.services import company, offers, projects, setup
from vse_app.services.offers import Offer
from vse_app.services.setup import Started
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context, Target
from vse_app.ui.views import project_questions as asked
from vse_app.ui.views.interview_frame import Wizard


class Known(NamedTuple):
    """What the questions need to know of the company and the program."""

    people: tuple[Person, ...]
    codes: frozenset[str]
    offers: tuple[Offer, ...]


class Draft:
    """The project so far, the profile chosen, and the file of the statement of work."""

    def __init__(self, project: Project, ref: str, statement_file: str) -> None:
        self.project, self.ref, self.statement_file = project, ref, statement_file
        self.code_typed = bool(project.code)
        self.known: Known | None = None

    @property
    def offer(self) -> Offer | None:
        """The profile chosen; None while the profiles are being read."""
        offers = self.known.offers if self.known else ()
        return next((o for o in offers if o.ref == self.ref), offers[0] if offers else None)

    def put(self, **values: Any) -> None:
        """Change something of the project."""
        self.project = dataclasses.replace(self.project, **values)


class NewProjectView(Wizard):
    """Asks what a project needs and creates it. Leaving keeps the answers."""

    topics = frozenset({"person", "project", "models"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._key = f"project_draft:{ctx.ws.path}"
        kept = ctx.preferences.get(self._key) or {}
        draft = setup.project_from(kept.get("project"))
        self.draft = Draft(draft, str(kept.get("model", "")), str(kept.get("file", "")))
        q, d = asked, self.draft
        make = {
            "what": lambda: q.WhatQuestion(ctx, d),
            "statement": lambda: q.StatementQuestion(ctx, d),
            "model": lambda: q.ModelQuestion(ctx, d),
            "cycle": lambda: q.CycleQuestion(ctx, d),
            "roles": lambda: q.RolesQuestion(ctx, d),
            "start": lambda: q.StartQuestion(ctx, d),
        }
        self.start([make[step] for step in setup.NEW_PROJECT], ctx.tr("Create the project"))
        if not ctx.ws.writable:
            self.next_button.setEnabled(False)
            self.next_button.setToolTip(ctx.tr("This company file is open for reading only."))

    def refresh(self) -> None:
        ws = self.ctx.ws
        self.ctx.runner.latest((id(self), "known"), lambda: _known(ws), self._on_known, owner=self)

    def store(self) -> None:
        draft = self.draft
        if draft.project != Project(0, "", "", "") or draft.statement_file:
            kept = {"project": setup.to_plain(draft.project), "model": draft.ref, "file": draft.statement_file}
            self.ctx.preferences.set(self._key, kept)

    def finish(self) -> None:
        ctx, draft, offer = self.ctx, self.draft, self.draft.offer
        if offer is None:
            return
        file = Path(draft.statement_file) if draft.statement_file else None
        project = dataclasses.replace(draft.project, title=draft.project.title.strip(), code=draft.project.code.strip())
        self.set_busy(True)
        ctx.do(
            lambda: setup.start_project(ctx.ws, project, offer.raw, statement_file=file),
            then=self._on_started,
            failed=self._on_failed,
            undoable=False,
        )

    def _on_known(self, known: Known) -> None:
        self.draft.known = known
        self.question.entered()
        self._check()

    def _on_started(self, started: Started) -> None:
        ctx = self.ctx
        self.set_busy(False)
        ctx.preferences.set(self._key, None)
        self.draft.project, self.draft.statement_file = Project(0, "", "", ""), ""
        if started.problem is not None:
            said = ctx.tr("The project is there, but without its statement of work. Attach it in the first task.")
            ctx.messages.say("warn", f"{said} {started.problem.say(ctx.tr)}")
        ctx.go(Target("project", record=started.project.id, kind="today"))

    def _on_failed(self, error: UserError) -> None:
        self.set_busy(False)
        self.ctx.messages.say("bad", error.say(self.ctx.tr))


def _known(ws: Workspace) -> Known:
    codes = frozenset(p.code for p in projects.projects(ws))
    return Known(company.people(ws), codes, offers.offers())
