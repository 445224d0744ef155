"""The box that signs a step: who says it is done, and on which day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from vse_app.model.assessment import SPONSOR
from vse_app.model.assessment_words import role_name
from vse_app.model.wording import date_text
from vse_app.services import assessments
from vse_app.services.assessment_page import Page
from vse_app.ui.context import Context
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Button, Card, IconLabel, LinkButton, Muted, Plain, SectionTitle
from vse_app.ui.views.assessment_pane import Persons
from vse_app.ui.views.boxes import Columns, beside, clear, left


class SignBox(Card):
    """One step's signature. `asked` carries the verb to run."""

    asked = Signal(object)

    def __init__(self, ctx: Context, step: str, words: str) -> None:
        super().__init__()
        self._ctx, self._step, self._words = ctx, step, words
        self._shown: object = None
        self._page: Page | None = None
        self._form: Form | None = None

    def show_page(self, page: Page) -> None:
        """Show who signed, or ask."""
        self._page = page
        own = page.own
        state = (own.signature(self._step), own.team, page.can_change)
        if state == self._shown:
            return
        self._shown = state
        clear(self.column)
        self._form = None
        self.column.addWidget(SectionTitle(self._words))
        signed = own.signature(self._step)
        if signed is not None:
            self._show_signed(page)
        elif not page.can_change:
            self.column.addWidget(Muted(self._ctx.tr("Nobody signed this step.")))
        elif not own.team:
            self.column.addWidget(Muted(self._ctx.tr("Name the team in the plan first; then one of them can sign.")))
        else:
            self._ask(page)

    def _show_signed(self, page: Page) -> None:
        tr, own = self._ctx.tr, page.own
        signed = own.signature(self._step)
        assert signed is not None
        member = own.member(signed.member)
        who = f"{member.name} ({role_name(tr, member.role)})" if member is not None else signed.member
        said = tr("{person} said on {date} that this is done (captured {captured}).", person=who,
                  date=date_text(tr, signed.happened), captured=date_text(tr, signed.captured))  # fmt: skip
        self.column.addWidget(beside(IconLabel("done", "good"), Plain(said)))
        if page.can_change:
            again = LinkButton(tr("Take it back"), "undo", on_click=lambda: self._tell(self._unsign()))
            self.column.addWidget(left(again))

    def _ask(self, page: Page) -> None:
        tr, own = self._ctx.tr, page.own
        members = tuple((m.id, f"{m.name} · {role_name(tr, m.role)}") for m in own.team)
        sponsor = own.holding(SPONSOR)
        chosen = sponsor[0].id if sponsor and self._step == "plan" else page.member or own.team[0].id
        who = Form(
            (FieldSpec("member", "choice", tr("Who says so"), choices=members),),
            tr=tr, choices=Persons(list), values={"member": chosen},
        )  # fmt: skip
        when = Form(
            (FieldSpec("happened", "date", tr("On which day")),),
            tr=tr, choices=Persons(list), values={"happened": page.today},
        )  # fmt: skip
        self.button = Button(tr("This step is done"), "check", on_click=lambda: self._tell(self._sign(who, when)))
        self.column.addWidget(Columns((who, when), least=240, most=2))
        self.column.addWidget(left(self.button))

    def _sign(self, who: Form, when: Form) -> Callable[[], Any]:
        assert self._page is not None
        ws, number, step = self._ctx.ws, self._page.own.id, self._step
        member, day = str(who.values()["member"] or ""), str(when.values()["happened"] or "")
        return lambda: assessments.sign(ws, number, step, member=member, happened=day)

    def _unsign(self) -> Callable[[], Any]:
        assert self._page is not None
        ws, number, step = self._ctx.ws, self._page.own.id, self._step
        return lambda: assessments.unsign(ws, number, step)

    def _tell(self, verb: Callable[[], Any]) -> None:
        self.asked.emit(verb)
