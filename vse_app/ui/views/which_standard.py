"""Which standard? Five questions on one page, and beside them where the answers lead, with the reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.errors import UserError
from vse_app.model.project import Company
from vse_app.model.which import Answered, Decision, Guide
from vse_app.model.wording import date_text
from vse_app.services import company, which
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, Heading, Muted, Plain, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.view import View
from vse_app.ui.views.boxes import clear, put
from vse_app.ui.views.settings_fields import IconLine, Options

DRAFT: Final = "which_standard"
"""Where the answers are kept while no company file is open."""
WIDE: Final = 780
"""From this width (at 100 %) on, the result stands beside the questions."""


class Data(NamedTuple):
    """The guide, what was answered, the people by id, the company, and answers given before a file was open."""

    guide: Guide
    answered: Answered
    names: dict[str, str]
    company: Company | None
    draft: dict[str, str]


class WhichView(View):
    """Answers are saved as they are given; Undo takes them back."""

    topics = frozenset({which.KIND, "company"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: WhichPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.waiting = Muted(ctx.tr("One moment …"))
        self._column.addWidget(self.waiting)

    def refresh(self) -> None:
        ctx = self.ctx
        ctx.runner.latest((id(self), "which"), lambda: _read(ctx), self._show, failed=self._refused, owner=self)

    def _show(self, data: Data) -> None:
        if self.page is None:
            self.page = WhichPage(self.ctx, data.guide, self)
            self.page.answered, self.page.taken_over = self._save, self._take_over
            self.waiting.hide()
            self._column.addWidget(self.page)
            self.setFocusProxy(self.page.first)
        self.page.show_data(data)

    def _refused(self, error: UserError) -> None:
        self.waiting.setText(error.say(self.ctx.tr))

    def _save(self, question: str, chosen: str) -> None:
        ctx = self.ctx
        if ctx.workspace is not None:
            ws = ctx.ws
            ctx.do(lambda: which.answer(ws, question, chosen), failed=self._not_saved)
            return
        kept: dict[str, str] = ctx.preferences.get(DRAFT) or {}
        ctx.preferences.set(DRAFT, {**kept, question: chosen})
        self.refresh()

    def _take_over(self, answers: dict[str, str]) -> None:
        """Into the company file with what was answered before one was open."""
        ctx, ws = self.ctx, self.ctx.ws
        done = lambda _value: ctx.preferences.set(DRAFT, None)  # noqa: E731
        ctx.do(lambda: which.save(ws, answers), done, failed=self._not_saved)

    def _not_saved(self, error: UserError) -> None:
        """Say why, and show again what is kept."""
        self.ctx.messages.say("bad", error.say(self.ctx.tr))
        self.refresh()


class WhichPage(QWidget):
    """The questions, and beside them where they lead, always in sight; in a narrow window that stands below them."""

    def __init__(self, ctx: Context, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._guide, tr = ctx, guide, ctx.tr
        self.answered: Callable[[str, str], object] = lambda _question, _chosen: None
        self.taken_over: Callable[[dict[str, str]], object] = lambda _answers: None
        self.questions = {q.id: self._question(q.id, q.answers) for q in guide.questions}
        self.first: QWidget = next(iter(self.questions.values()))
        self.result = Card(spacing=8)
        self.result.setAccessibleName(tr("Where this leads"))
        self._hints: dict[str, Caption] = {}
        self.page, self._side = ScrollPage(), ScrollPage()
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.column.addWidget(Heading(tr("Which standard?")))
        self.page.column.addWidget(
            Muted(tr("Five questions. The answers lead to a profile, and the table that decides is open to everybody."))
        )
        for question, options in self.questions.items():
            self.page.column.addWidget(self._card(question, options))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.page, 3)
        line.addWidget(self._side, 2)
        self._is_wide: bool | None = None
        self._is_complete: bool | None = None
        self._arrange(is_wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_wide=self.width() >= theme.current().px(WIDE))

    def _arrange(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        (self._side if is_wide else self.page).column.addWidget(self.result)
        self._side.setVisible(is_wide)

    def show_data(self, data: Data) -> None:
        """Show the answers and where they lead."""
        for question, options in self.questions.items():
            options.set_value(data.answered.answers.get(question, ""))
        self._show_company(data)
        self._show_result(data)

    def _question(self, question: str, answers: tuple[str, ...]) -> Options:
        guide, language = self._guide, self._ctx.language
        title = guide.word(language, "questions", question, "title")
        options = Options(
            title,
            [
                (
                    answer,
                    guide.word(language, "answers", question, answer, "title"),
                    guide.word(language, "answers", question, answer, "hint"),
                )
                for answer in answers
            ],
        )
        options.chosen.connect(lambda chosen: self.answered(question, chosen))
        return options

    def _card(self, question: str, options: Options) -> Card:
        title, hint = (self._guide.word(self._ctx.language, "questions", question, key) for key in ("title", "hint"))
        said = self._hints[question] = Caption("")
        said.hide()
        card = Card(SectionTitle(title), spacing=8)
        if hint:
            card.column.addWidget(Muted(hint))
        card.column.addWidget(said)
        card.column.addWidget(options)
        return card

    def _show_company(self, data: Data) -> None:
        """What the company file says of it, beside a question; nobody's answer is filled in for them."""
        for question in self._guide.questions:
            value = getattr(data.company, question.company, None) if question.company and data.company else None
            said = self._hints[question.id]
            said.setText(self._ctx.tr("Your company file says: {value}.", value=value))
            said.setVisible(bool(value))

    def _show_result(self, data: Data) -> None:
        clear(self.result.column)
        given = self._guide.known(data.answered.answers)
        decision = self._guide.decide(given)
        if decision is None:
            self._show_waiting(data, len(given))
        else:
            self._show_decision(data, decision)
        if decision is not None and self._is_complete is False and not self._is_wide:
            QTimer.singleShot(0, self, lambda: self.page.ensureWidgetVisible(self.result))
        self._is_complete = decision is not None

    def _show_waiting(self, data: Data, given: int) -> None:
        """Before all questions are answered: how many are, and those that were answered without a file."""
        column, tr = self.result.column, self._ctx.tr
        put(column, SectionTitle(tr("Where this leads")))
        total = len(self._guide.questions)
        put(column, Muted(tr("Answered so far: {n} of {total}. The result needs them all.", n=given, total=total)))
        if data.draft:
            words = tr("Take over the answers given before")
            put(column, flow(Button(words, "restore", on_click=lambda: self.taken_over(data.draft))))

    def _show_decision(self, data: Data, decision: Decision) -> None:
        column, tr, language = self.result.column, self._ctx.tr, self._ctx.language
        word, result = self._guide.word, decision.result
        put(column, Title(word(language, "results", result.id, "name")))
        put(column, Plain(word(language, "results", result.id, "means")))
        put(column, SectionTitle(tr("Why")))
        put(column, IconLine("done", "good", word(language, "rules", decision.rule, "reason")))
        for note in decision.notes:
            put(column, IconLine("info", "info", word(language, "notes", note, "text")))
        go = self._ctx.go
        if result.rung:
            to = Target("ladder", kind=result.rung)
            ladder = Button(tr("See it on the ladder"), "ladder", kind="primary", on_click=lambda: go(to))
        else:
            ladder = Button(tr("See the ladder"), "ladder", on_click=lambda: go(Target("ladder")))
        why = Button(tr("Why don't we use standards?"), "help", kind="quiet", on_click=lambda: go(Target("why-not")))
        ways: list[QWidget] = [ladder, why]
        if result.model:
            there = Target("library", kind=result.model, text=result.element)
            ways.insert(1, Button(tr("Read it in the library"), "library", on_click=lambda: go(there)))
        put(column, flow(*ways))
        put(column, Caption(self._signed(tr, data)))

    def _signed(self, tr: Translator, data: Data) -> str:
        if self._ctx.workspace is None:
            return tr("Kept on this computer. Once a company file is open, you can take the answers over there.")
        who = data.names.get(data.answered.person) or tr("nobody named")
        when = date_text(tr, data.answered.answered)
        return tr("Saved in the company file: {who}, {date}. Printed with the ladder.", who=who, date=when)


def _read(ctx: Context) -> Data:
    guide, ws, draft = which.guide(), ctx.workspace, dict[str, str](ctx.preferences.get(DRAFT) or {})
    if ws is None:
        return Data(guide, Answered(draft), {}, None, {})
    answered, names = which.answered(ws), {person.id: person.name for person in company.people(ws)}
    return Data(guide, answered, names, company.company(ws), {} if answered.answers else guide.known(draft))
