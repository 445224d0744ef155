"""Why don't we use standards? Two minutes on six reasons, our answer beside the survey's, and what the program does."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtWidgets import QVBoxLayout

from vse_app.model.errors import UserError
from vse_app.model.why_not import Answer, WhyNot
from vse_app.services import company, why_not
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Muted
from vse_app.ui.view import View
from vse_app.ui.views.why_not_page import WhyNotPage

DRAFT: Final = "why_not"
"""Where the points are kept while no company file is open."""


class Data(NamedTuple):
    """The self-check, every round of answers, and the people by id."""

    check: WhyNot
    rounds: tuple[Answer, ...]
    names: dict[str, str]


class WhyNotView(View):
    """Points are saved as they are given; a new round is begun with a button, and the earlier ones stay."""

    topics = frozenset({why_not.KIND})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: WhyNotPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.waiting = Muted(ctx.tr("One moment …"))
        self._column.addWidget(self.waiting)

    def refresh(self) -> None:
        ctx = self.ctx
        ctx.runner.latest((id(self), "why"), lambda: read(ctx), self._show, failed=self._refused, owner=self)

    def leave(self) -> None:
        if self.page is not None:
            self.page.saver.now()

    def _show(self, data: Data) -> None:
        if self.page is None:
            self.page = WhyNotPage(self.ctx, data.check, self)
            self.page.points_given.connect(self._give)
            self.page.note_written.connect(self._write_note)
            self.page.again_asked.connect(self._begin_again)
            self.waiting.hide()
            self._column.addWidget(self.page)
            self.setFocusProxy(self.page.entrance)
        self.page.show_rounds(data.rounds, data.names)

    def _refused(self, error: UserError) -> None:
        self.waiting.setText(error.say(self.ctx.tr))

    def _give(self, reason: str, points: int) -> None:
        ctx = self.ctx
        if ctx.workspace is not None:
            ws = ctx.ws
            ctx.do(lambda: why_not.give_points(ws, reason, points), failed=self._not_saved)
            return
        kept: dict[str, int] = ctx.preferences.get(DRAFT) or {}
        ctx.preferences.set(DRAFT, {**kept, reason: points})
        self.refresh()

    def _write_note(self, note: str) -> None:
        if self.ctx.workspace is not None:
            ws = self.ctx.ws
            self.ctx.do(lambda: why_not.write_note(ws, note), failed=self._not_saved, typed=True)

    def _begin_again(self) -> None:
        if self.ctx.workspace is not None:
            ws = self.ctx.ws
            self.ctx.do(lambda: why_not.begin_again(ws), failed=self._not_saved)

    def _not_saved(self, error: UserError) -> None:
        """Say why, and show again what is kept."""
        self.ctx.messages.say("bad", error.say(self.ctx.tr))
        self.refresh()


def read(ctx: Context) -> Data:
    """Everything the page shows; without a company file the points given so far on this computer."""
    check, ws = why_not.check(), ctx.workspace
    if ws is None:
        known = check.per_cent()
        kept: dict[str, int] = {r: n for r, n in (ctx.preferences.get(DRAFT) or {}).items() if r in known}
        return Data(check, (Answer(1, "", "", "", kept),) if kept else (), {})
    return Data(check, why_not.rounds(ws), {person.id: person.name for person in company.people(ws)})
