"""The interview for a new company: eight questions, then the company file is made."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from vse_app.model.errors import UserError
from vse_app.services import offers, setup
from vse_app.services.setup import Answers
from vse_app.ui.context import Context, Target
from vse_app.ui.views import interview_questions as asked
from vse_app.ui.views.interview_frame import Wizard

DRAFT = "interview_draft"


class Draft:
    """The answers so far; questions put into it and read from it."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def put(self, **values: Any) -> None:
        """Change some answers."""
        self.answers = dataclasses.replace(self.answers, **values)


class InterviewView(Wizard):
    """Asks for the company, makes its file and leads on to the first project. Leaving keeps the answers."""

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        kept = ctx.preferences.get(DRAFT)
        self.draft = Draft(setup.answers_from(kept) if kept else Answers(language=ctx.language))
        # Read while the first questions are answered: it takes longer than the window may be deaf.
        ctx.runner.read(offers.default_model, lambda _model: None, owner=self)
        q, d = asked, self.draft
        make = {
            "name": lambda: q.NameQuestion(ctx, d),
            "country": lambda: q.CountryQuestion(ctx, d),
            "language": lambda: q.LanguageQuestion(ctx, d),
            "staff": lambda: q.StaffQuestion(ctx, d),
            "why": lambda: q.WhyQuestion(ctx, d),
            "people": lambda: q.PeopleQuestion(ctx, d, offers.default_model()),
            "look": lambda: q.LookQuestion(ctx, d),
            "file": lambda: q.FileQuestion(ctx, d),
        }
        self.start([make[step] for step in setup.INTERVIEW], ctx.tr("Make the company file"))

    def refresh(self) -> None:
        """Nothing to read: there is no file yet."""

    def store(self) -> None:
        if self.draft.answers != Answers(language=self.ctx.language):
            self.ctx.preferences.set(DRAFT, setup.to_plain(self.draft.answers))

    def finish(self) -> None:
        ctx, answers = self.ctx, self.draft.answers
        self.set_busy(True)

        def made(path: Path) -> None:
            self.set_busy(False)
            self.draft.answers = Answers(language=ctx.language)
            ctx.preferences.set(DRAFT, None)
            ctx.preferences.add_recent(path)
            ctx.go(Target("open", text=str(path), kind="new-project"))

        def failed(error: UserError) -> None:
            self.set_busy(False)
            ctx.messages.say("bad", error.say(ctx.tr))

        ctx.runner.write(lambda: setup.create_company(ctx.tr, answers), made, failed=failed, owner=self)
