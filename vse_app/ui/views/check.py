"""Verify or validate one version: go through a checklist by keyboard, note what was found, decide, record it."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.checking import Check, Item, lines_for, proposal
from vse_app.model.errors import UserError
from vse_app.model.records import Record
from vse_app.services import checking
from vse_app.services.checking import CheckPage, Earlier
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Badge, Card, EmptyState, Heading, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.view import View
from vse_app.ui.views.answer_rows import AnswerRows, Line, key_hint
from vse_app.ui.views.boxes import beside, stack
from vse_app.ui.views.check_parts import Circumstances, Findings, Outcome, version_text
from vse_app.ui.views.chips import Chips
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import Saver
from vse_app.ui.views.settings_tabs import TabOrder

TITLES: Final = {"verification": "Verify {what}", "validation": "Validate {what}"}
SWITCH: Final = {"verification": "Verify", "validation": "Validate"}
SHOWN: Final = 4
"""Earlier checks that are named."""


class CheckView(View):
    """`target.record` is what is checked, or an earlier check whose findings are looked at again; `target.kind` how."""

    topics = frozenset({"record", "revision", "event", "person", "checklist"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.body: CheckBody | None = None
        self._register = target.kind
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._nothing: QWidget | None = None

    def refresh(self) -> None:
        ctx, record, register = self.ctx, self.target.record, self._register
        step = (self.target.task, self.target.iteration)
        ctx.runner.latest(
            (id(self), "check"), lambda: checking.page(ctx.ws, record, register, ctx.language, step=step), self._show,
            failed=self._on_failed, owner=self,
        )  # fmt: skip

    def retarget(self, target: Target) -> None:
        if (target.record, target.kind or self._register) != (self.target.record, self._register):
            self.leave()
            self._clear()
            self._register = target.kind
        super().retarget(target)

    def leave(self) -> None:
        if self.body is not None:
            self.body.saver.now()

    def switch(self, register: str) -> None:
        """Verify instead of validate, or the other way round."""
        self.leave()
        self._clear()
        self._register = register
        self.refresh()

    def _show(self, page: CheckPage) -> None:
        if self.body is not None and self.body.is_of(page):
            self.body.show_news(page)
            return
        self._clear()
        self.body = CheckBody(self, page)
        self._column.addWidget(self.body)
        self.body.show_chosen()
        self.setFocusProxy(self.body.rows)
        self.body.rows.take_focus()

    def _on_failed(self, error: UserError) -> None:
        self._clear()
        tr, ctx = self.ctx.tr, self.ctx
        self._nothing = EmptyState(
            "verify", error.say(tr), "", button=tr("Go to the work products"),
            on_click=lambda: ctx.go(Target("products")),
        )  # fmt: skip
        self._column.addWidget(self._nothing)

    def _clear(self) -> None:
        for old in (self.body, self._nothing):
            if old is not None:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.body = self._nothing = None


class CheckBody(ScrollPage):
    """The page of one check under way; what is noted is kept as it is typed."""

    def __init__(self, view: CheckView, page: CheckPage) -> None:
        super().__init__(spacing=16)
        self._view, self._ctx, self.page = view, view.ctx, page
        ctx, tr = self._ctx, self._ctx.tr
        self.choices = RecordChoices()
        self.choices.set([(p.id, p.name) for p in page.found.people.values()], [])
        answers = [("passed", tr("Passed")), ("failed", tr("Failed")), ("pending", tr("Left open"))]
        self.rows = AnswerRows(tr, answers, note=tr("What you saw"), editable=True)
        self.circumstances = Circumstances(ctx, page, self.choices)
        self.findings = Findings(ctx, page, self.choices)
        self.outcome = Outcome(ctx, page)
        self.saver = Saver(self, self._keep)
        self.changed = Plain("", tone="warn")
        self.changed.hide()
        self._own = Muted("")
        self._switch: Chips | None = None
        self.keep_button = LinkButton(tr("Keep these lines as our checklist"), "check", on_click=self._on_keep_lines)
        self.back_button = LinkButton(tr("Back to the proposed lines"), "restore", on_click=self._on_proposed)
        self._tabs = TabOrder(self)
        self._lay_out()
        self._show_said()
        self.rows.finished.connect(self.findings.editor.setFocus)
        self.rows.failed.connect(self.findings.add)
        for part in (self.rows, self.circumstances, self.findings, self.outcome):
            part.edited.connect(self._on_edited)
        self.outcome.record_button.clicked.connect(lambda _on=False: self._on_record())
        self._show_outcome()
        self._tabs.keep()

    def show_chosen(self) -> None:
        """Mark which of the two checks it is, now that the page has its fonts."""
        if self._switch is not None:
            self._switch.show_chosen(self.page.possible.index(self.page.register))

    def is_of(self, page: CheckPage) -> bool:
        """Whether this is the page of that check."""
        mine = (self.page.found.record.id, self.page.register, self.page.repeats and self.page.repeats.record.id)
        return mine == (page.found.record.id, page.register, page.repeats and page.repeats.record.id)

    def show_news(self, page: CheckPage) -> None:
        """The record was read again: say so if it is another version now."""
        self.page = dataclasses.replace(self.page, is_own=page.is_own)
        self._show_own(self.page)
        if page.found.record.stamp != self.page.found.record.stamp:
            self.changed.setText(
                self._ctx.tr("{number} was changed meanwhile: this check is of an older version.",
                             number=page.found.record.number)
            )  # fmt: skip
            self.changed.show()

    def _lay_out(self) -> None:
        ctx, tr, page = self._ctx, self._ctx.tr, self.page
        record = page.found.record
        what = f"{record.number} {record.title}".strip()
        back = LinkButton(tr("All about {number}", number=record.number), "back",
                          on_click=lambda: ctx.go(Target("record", record=record.id)))  # fmt: skip
        head = [flow(back), Heading(tr(TITLES[page.register], what=what)), Muted(version_text(tr, page))]
        head += [w for w in (self._states(), self._repeats(), *self._earlier()) if w is not None]
        self.column.addWidget(stack(*head, spacing=6))
        if len(page.possible) > 1 and page.repeats is None:
            switch = Chips([tr(SWITCH[name]) for name in page.possible])
            self._switch = switch
            switch.chosen.connect(lambda place: self._view.switch(page.possible[place]))
            why = Muted(tr("Verifying asks whether it is right; validating, whether it is what they need."))
            self.column.addWidget(stack(switch, why, spacing=4))
        self.column.addWidget(self.changed)
        tools = flow(self.keep_button, self.back_button, spacing=12)
        hint = Muted(key_hint(tr, blocked=False))
        self.column.addWidget(Card(SectionTitle(tr("What you look at")), self._own, hint, self.rows, tools))
        for part in (self.findings, self.circumstances, self.outcome):
            self.column.addWidget(part)
        self._show_own(page)

    def _states(self) -> QWidget | None:
        found = self.page.found
        names = [
            found.model.word(self._ctx.language, "states", s) for s in found.product.states if s in found.page.states
        ]
        return flow(*(Badge(name, "done", "good") for name in names)) if names else None

    def _repeats(self) -> QWidget | None:
        repeats, tr = self.page.repeats, self._ctx.tr
        if repeats is None:
            return None
        date = wording.date_text(tr, repeats.record.happened)
        return Plain(tr("This looks again at what {number} found on {date}.", number=repeats.record.number, date=date))

    def _earlier(self) -> list[QWidget]:
        return [self._earlier_line(one) for one in self.page.earlier[:SHOWN]]

    def _earlier_line(self, one: Earlier) -> QWidget:
        ctx, tr = self._ctx, self._ctx.tr
        outcome = self.outcome.words.get(one.check.outcome, tr("not decided"))
        said = tr("Checked before: {number}, {date}: {outcome}", number=one.record.number,
                  date=wording.date_text(tr, one.record.happened), outcome=outcome)  # fmt: skip
        button = LinkButton(tr("Open it"), on_click=lambda: ctx.go(Target("record", record=one.record.id)))
        button.setAccessibleDescription(said)
        return beside(button, Muted(said))

    def _show_own(self, page: CheckPage) -> None:
        tr = self._ctx.tr
        if page.repeats is not None:
            text = tr("What failed or was found last time.")
        elif page.is_own:
            text = tr("Your company's own checklist for this kind of record.")
        else:
            text = tr("A proposal from what this kind of record should contain. Change it as you need.")
        self._own.setText(text)
        can = self._ctx.ws.writable and page.repeats is None
        self.keep_button.setVisible(can)
        self.back_button.setVisible(can and page.is_own)

    def _show_said(self) -> None:
        said = self.page.draft
        items = said.get("items")
        lines = [Line(text, "", answer, note) for text, answer, note in items] if items else None
        self.rows.show_lines(lines or [Line(text) for text in self.page.lines])
        self.circumstances.show_said(said)
        if said.get("defects"):
            self.findings.editor.set_value(said["defects"])
        if said.get("outcome"):
            self.outcome.options.set_value(said["outcome"])

    def said(self) -> dict[str, Any]:
        """Everything noted so far, as plain values."""
        return self.circumstances.said() | {
            "items": [[line.text, line.answer, line.note] for line in self.rows.lines()],
            "defects": self.findings.editor.value(),
            "outcome": self.outcome.options.value(),
        }

    def check(self) -> Check:
        """The check as it would be recorded now."""
        said = self.circumstances.said()
        hours = said["hours"]
        return Check(
            self.page.register, self.page.found.record.id, said["held-on"], self._items(), self.findings.defects(),
            self.circumstances.participants(self._ctx.language), self.outcome.options.value(), said["way"],
            said["place"], hours if isinstance(hours, int | float) else None,
            self.page.repeats.record.id if self.page.repeats else 0,
        )  # fmt: skip

    def _items(self) -> tuple[Item, ...]:
        return tuple(Item(line.text, line.answer, line.note) for line in self.rows.lines())

    def _on_edited(self) -> None:
        self._show_outcome()
        if self._ctx.ws.writable:
            self.saver.later()

    def _show_outcome(self) -> None:
        check = self.check()
        self.outcome.show_proposal(proposal(check.items, check.defects), check)

    def _keep(self) -> None:
        ws, page, said = self._ctx.ws, self.page, self.said()
        self._ctx.do(lambda: checking.keep_draft(ws, page, said), undoable=False, typed=True)

    def _on_keep_lines(self) -> None:
        ws, page, lines = self._ctx.ws, self.page, [line.text for line in self.rows.lines()]
        self._ctx.do(lambda: checking.keep_lines(ws, page, lines))

    def _on_proposed(self) -> None:
        ws, page, language = self._ctx.ws, self.page, self._ctx.language
        found = page.found
        lines = lines_for(found.model, language, found.record.kind, page.register)
        self.rows.show_lines([Line(text) for text in lines])
        self._ctx.do(lambda: checking.keep_lines(ws, page, ()))

    def _on_record(self) -> None:
        self.saver.now()
        check = self.check()
        ws, page, state = self._ctx.ws, self.page, self.outcome.state(check)
        step = self.outcome.step()
        self._ctx.do(
            lambda: checking.record(ws, page, check, state, step=step), then=self._on_recorded,
            failed=lambda error: self.outcome.show_problem(error.say(self._ctx.tr)),
        )  # fmt: skip

    def _on_recorded(self, made: Record) -> None:
        tr = self._ctx.tr
        self._ctx.messages.say("good", tr("{number} was recorded.", number=made.number))
        self._ctx.go(Target("record", record=made.id))
