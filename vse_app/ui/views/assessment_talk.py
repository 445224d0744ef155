"""An interview on screen: the questions of a role card, with room for what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from vse_app.model.assessment import Answer, Interview
from vse_app.model.assessment_card_words import card_title, question_text
from vse_app.model.assessment_cards import Card as RoleCard
from vse_app.services import assessing
from vse_app.services.assessment_page import Page
from vse_app.ui.context import Context
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Button, Caption, Card, Muted, Plain, Title, flow
from vse_app.ui.views.assessment_pane import Persons
from vse_app.ui.views.boxes import Columns, stack
from vse_app.ui.views.settings_fields import lines


class Talk(Card):
    """One conversation. `asked` carries the verb to run and what to do then; `closed` puts it away."""

    asked = Signal(object, object)
    closed = Signal()

    def __init__(self, ctx: Context, page: Page, card: RoleCard, old: Interview | None = None) -> None:
        super().__init__(part="raised", spacing=12)
        self._ctx, self._page, self._card, self._old = ctx, page, card, old
        tr = ctx.tr
        self._questions = [question_text(tr, q, ctx.language) for q in card.questions]
        kept = {a.question: a.said for a in old.answers} if old is not None else {}
        self._questions += [q for q in kept if q not in self._questions]
        self.answers: list[QPlainTextEdit] = []
        self._who = Form(
            (
                FieldSpec("name", "text", tr("Who was asked"), required=True),
                FieldSpec("person", "person", tr("Of the company")),
            ),
            tr=tr, choices=Persons(lambda: [(p.id, p.name) for p in page.people]),
            values={"name": old.name if old else "", "person": old.person if old else ""},
        )  # fmt: skip
        self._who.edited.connect(self._on_who)
        self._when = Form(
            (FieldSpec("happened", "date", tr("When")),),
            tr=tr, choices=Persons(list), values={"happened": old.happened if old else page.today},
        )  # fmt: skip
        self.column.addWidget(Title(card_title(tr, page.sheet.model, card, ctx.language)))
        self.column.addWidget(
            Muted(tr("Ask, let them show you, and write down what you were shown. What stands here may be printed."))
        )
        self.column.addWidget(Columns((self._who, self._when), least=260, most=2))
        for number, question in enumerate(self._questions, 1):
            self.column.addWidget(self._question(number, question, kept.get(question, "")))
        self.keep = Button(tr("Keep the interview"), "check", kind="primary", on_click=self._on_keep)
        close = Button(tr("Close without keeping"), kind="quiet", on_click=self.closed.emit)
        self.column.addWidget(flow(self.keep, close))

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self._who.editor("name")

    def _question(self, number: int, question: str, said: str) -> QWidget:
        answer = lines(said, rows=2)
        answer.setAccessibleName(question)
        self.answers.append(answer)
        return stack(Plain(f"{number}. {question}"), answer, spacing=3)

    def _on_who(self, field: str, value: object) -> None:
        """Choosing a person writes the name, where none was typed."""
        if field == "person" and not str(self._who.values().get("name") or "").strip():
            name = next((p.name for p in self._page.people if p.id == value), "")
            self._who.set_values({"name": name, "person": value})

    def _on_keep(self) -> None:
        who, when = self._who.values(), self._when.values()
        said = (box.toPlainText() for box in self.answers)
        pairs = tuple(Answer(q, text) for q, text in zip(self._questions, said, strict=True))
        draft = Interview(
            self._old.id if self._old else 0, self._card.id, str(who.get("name") or ""), str(who.get("person") or ""),
            self._page.member, str(when.get("happened") or ""), self._old.captured if self._old else "", pairs,
        )  # fmt: skip
        ws, number = self._ctx.ws, self._page.own.id
        keys = tuple(dict.fromkeys(key for q in self._card.questions for key in q.items))
        self.asked.emit(_verb(ws, number, draft, keys), lambda _kept: self.closed.emit())


def _verb(ws: Any, number: int, draft: Interview, keys: tuple[str, ...]) -> Callable[[], Any]:
    """Keep the interview; a new one becomes evidence for the items its questions are about."""

    def keep() -> Any:
        return assessing.keep_interview(ws, number, draft, () if draft.id else keys)

    return keep


def interview_line(ctx: Context, interview: Interview) -> Caption:
    """How many questions were answered."""
    return Caption(ctx.tr("{n|one answer|# answers}", n=len(interview.answers)))
