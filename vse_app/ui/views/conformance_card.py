"""One outcome: its words, what the mappings propose, the evidence, and the judgement of a named person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from vse_app.i18n import Translator
from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.conformance import Judged
from vse_app.model.conformance_words import Titles
from vse_app.model.coverage import Reach
from vse_app.model.errors import UserError, brief
from vse_app.model.tailoring import Evidence, Unit
from vse_app.services import conformance
from vse_app.services.conformance_page import Page, evidence_of, key
from vse_app.services.proposing import Proposal
from vse_app.services.setup import Remark
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Badge, Button, Card, LinkButton, Muted, Plain, Title, flow
from vse_app.ui.views.boxes import Columns, clear, pile
from vse_app.ui.views.conformance_step import People
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import IconLine, Remarks

MOST = 8
"""Sources of a proposal named one by one."""
BADGES = {
    "achieved": ("done", "good"),
    "not-yet": ("later", "info"),
    "stale": ("stale", "warn"),
    "open": ("ready", "plain"),
}


def reach_word(tr: Translator, reach: Reach) -> str:
    """How far a mapping reaches, in a word or two."""
    return {Reach.FULL: tr("in full"), Reach.PARTIAL: tr("in part"), Reach.NONE: tr("nothing")}[reach]


class JudgeCard(Card):
    """Evidence and note are saved as they are given; only the two buttons make a judgement."""

    def __init__(self, ctx: Context, declaration: int, unit: Unit, on_next: Callable[[], object]) -> None:
        super().__init__(spacing=12, margin=20)
        tr = ctx.tr
        self._ctx, self._declaration, self.element = ctx, declaration, unit.element
        self._page: Page | None = None
        self._proposal_shown: object = None
        self._choices, self._people = RecordChoices(), People()
        self._title, self._text = Title(""), Muted("")
        self._state = pile(spacing=4)
        self._proposal = Card(part="sunken", spacing=6, margin=12)
        self.form = Form(_evidence_fields(tr), tr=tr, choices=self._choices)
        self.form.edited.connect(lambda _field, _value: self._on_prepared())
        self.form.link_opened.connect(self._on_open)
        person = FieldSpec("person", "person", tr("Judged by"), required=True)
        self.person = Form([person], tr=tr, choices=self._people)
        self.date = Form([FieldSpec("date", "date", tr("Judged on"), required=True)], tr=tr, choices=self._choices)
        self.remarks = Remarks()
        self.achieved_button = Button(tr("Achieved"), "check", kind="primary", on_click=lambda: self._judge("achieved"))
        self.not_yet_button = Button(tr("Not yet"), "later", on_click=lambda: self._judge("not-yet"))
        self.next_button = LinkButton(tr("Next to be judged"), "right", on_click=on_next)
        who = Columns((self.person, self.date), least=220, most=2)
        for widget in (self._title, self._text, self._state, self._proposal, self.form, who):
            self.column.addWidget(widget)
        self.bar = self._bar()

    def _bar(self) -> QFrame:
        """What judges: it stands below the page, always in sight. Whoever shows the card places it."""
        look = theme.current()
        bar = QFrame()
        bar.setProperty("part", "status")
        column = QVBoxLayout(bar)
        column.setContentsMargins(look.px(20), look.px(8), look.px(20), look.px(8))
        column.addWidget(self.remarks)
        column.addWidget(flow(self.achieved_button, self.not_yet_button, self.next_button, spacing=10))
        return bar

    def show_page(self, page: Page, item: Judged) -> None:
        """Show what was read; what is being typed stays."""
        first, self._page = self._page is None, page
        titles, model, language = Titles(page.stated.model, self._ctx.language), page.stated.model, self._ctx.language
        self._title.setText(titles.label(self.element))
        text = str(model.word(language, "objectives", self.element, "text")) if item.unit.kind == "outcome" else ""
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._show_state(page, item)
        self._show_proposal(page)
        said = item.judgement
        evidence = said.evidence if said else ()
        labels = {name: brief(label) for name, label in page.targets} | {
            key(e): brief(words.evidence_text(self._ctx.tr, language, page.stated, e)) for e in evidence
        }
        self._choices.set((), tuple(labels.items()))
        self._people.offer(page.persons, (self.person, "person"))
        self.form.set_values({"evidence": [key(e) for e in evidence], "note": said.note if said else ""})
        if first:
            self.person.set_values({"person": page.actor})
            self.date.set_values({"date": page.today})

    def leave(self) -> None:
        """Save the note that is being typed."""
        self.form.flush()

    def take_focus(self) -> None:
        """Put the keyboard where the judging begins."""
        self.form.focus_first()

    def _show_state(self, page: Page, item: Judged) -> None:
        tr, column = self._ctx.tr, self._state.layout()
        assert column is not None
        clear(column)
        icon, tone = BADGES[item.state]
        column.addWidget(flow(Badge(words.state_name(tr, item), icon, tone)))
        said = item.judgement
        if said and said.verdict:
            who = wording.who(page.people, [said.person])
            column.addWidget(
                Muted(tr("Judged by {person} on {date}", person=who, date=wording.date_text(tr, said.date)))
            )
        for evidence, change in item.changed:
            label = words.evidence_text(tr, self._ctx.language, page.stated, evidence)
            column.addWidget(IconLine("stale", "warn", f"{label}: {words.change_name(tr, change)}"))

    def _show_proposal(self, page: Page) -> None:
        proposal, tr = page.proposals.of(self.element), self._ctx.tr
        shown = (proposal, page.proposals.unmapped, page.proposals.problem)
        if shown == self._proposal_shown:
            return
        self._proposal_shown = shown
        column = self._proposal.column
        clear(column)
        said = tr("By our mappings, your finished work covers this: {reach}.", reach=reach_word(tr, proposal.reach))
        column.addWidget(Plain(said))
        if page.proposals.problem is not None:
            column.addWidget(IconLine("warning", "warn", page.proposals.problem.say(tr)))
        elif page.proposals.unmapped and not proposal.reach:
            models = ", ".join(page.proposals.unmapped)
            column.addWidget(Muted(tr("No mapping leads here from {models}.", models=models)))
        if proposal.sources:
            column.addWidget(Muted(self._sources(page, proposal)))
        column.addWidget(Muted(tr("This is only a hint where to look. It judges nothing; you do.")))
        offered = self._offered(proposal)
        if offered:
            take = Button(
                tr("Take these tasks as evidence"), "copy", kind="quiet", on_click=lambda: self._take(offered)
            )
            column.addWidget(flow(take))

    def _sources(self, page: Page, proposal: Proposal) -> str:
        tr, several = self._ctx.tr, len(page.codes) > 1
        names = [f"{page.codes.get(s.project, '')} {s.task}".strip() if several else s.task for s in proposal.sources]
        text = tr("From: {list}", list=", ".join(names[:MOST]))
        return text + (tr(" and {count} more", count=len(names) - MOST) if len(names) > MOST else "")

    def _offered(self, proposal: Proposal) -> list[Evidence]:
        """The newest confirmation of each task that reaches the outcome."""
        return [source.evidence[-1] for source in proposal.sources if source.evidence][: conformance.MOST_EVIDENCE]

    def _take(self, offered: list[Evidence]) -> None:
        editor: Any = self.form.editor("evidence")
        for evidence in offered:
            if key(evidence) not in editor.value():
                editor.set_value([*editor.value(), key(evidence)])
        self._on_prepared()

    def _values(self) -> tuple[list[Evidence], str]:
        values = self.form.values()
        found = [evidence_of(str(name)) for name in values.get("evidence") or ()]
        return [e for e in found if e is not None], str(values.get("note") or "")

    def _on_prepared(self) -> None:
        evidence, note = self._values()
        ws, declaration, element = self._ctx.ws, self._declaration, self.element
        self._do(lambda: conformance.prepare(ws, declaration, element, note=note, evidence=evidence))

    def _judge(self, verdict: str) -> None:
        self.form.flush()
        self.date.flush()
        evidence, note = self._values()
        values = self.person.values() | self.date.values()
        person, date = str(values.get("person") or ""), str(values.get("date") or "")
        ws, declaration, element = self._ctx.ws, self._declaration, self.element
        self._do(
            lambda: conformance.judge(
                ws, declaration, element, verdict, person=person, date=date, note=note, evidence=evidence
            )
        )

    def _do(self, verb: Callable[[], Any]) -> None:
        tr = self._ctx.tr

        def refused(error: UserError) -> None:
            self.remarks.show_remarks([Remark("problem", error.say(tr))])

        self._ctx.do(verb, then=lambda _v: self.remarks.show_remarks([]), failed=refused, owner=self, typed=True)

    def _on_open(self, link: str) -> None:
        evidence, page = evidence_of(link), self._page
        if evidence is None or page is None:
            return
        if evidence.kind == "record":
            self._ctx.go(Target("record", record=evidence.id))
            return
        said = page.stated.standing.confirmed.get((evidence.project, evidence.id))
        if said is not None and evidence.project == self._ctx.project:
            self._ctx.go(Target("task", task=said.task, iteration=said.iteration))


def _evidence_fields(tr: Translator) -> list[FieldSpec]:
    return [
        FieldSpec("evidence", "link", tr("Evidence"), tr("Work products and confirmed tasks that show it.")),
        FieldSpec("note", "long-text", tr("Note"), tr("What you saw, in a sentence. May stay empty.")),
    ]
