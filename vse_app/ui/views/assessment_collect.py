"""Step 2, Prepare and collect: talk to people in their roles, and gather what can be looked at, process by process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from vse_app.model.assessment import Interview
from vse_app.model.assessment_card_words import card_title
from vse_app.model.assessment_cards import Card as RoleCard
from vse_app.model.assessment_words import interview_title, process_name
from vse_app.services.assessment_page import Page
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Badge, Button, Caption, Card, LinkButton, Muted, ScrollPage, SectionTitle, flow
from vse_app.ui.views.assessment_evidence import AddEvidence, EvidenceList
from vse_app.ui.views.assessment_pane import Pane
from vse_app.ui.views.assessment_sign import SignBox
from vse_app.ui.views.assessment_talk import Talk
from vse_app.ui.views.boxes import Columns, clear, left, pile, stack


class CollectPane(Pane):
    """Role cards with their interviews, then evidence by process."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._shown: object = None
        self.talk: Talk | None = None
        self.body = ScrollPage(spacing=18)
        self._cards, self._talk_place = pile(spacing=10), pile(spacing=0)
        self.print_cards = Button(tr("Print the cards"), "print", on_click=self._print)
        self.process = Combo()
        self.process.setAccessibleName(tr("Process"))
        self.process.setMinimumWidth(280)
        self.process.currentIndexChanged.connect(lambda _index: self._show_evidence())
        self.evidence = EvidenceList(ctx)
        self.evidence.changed.connect(self.save)
        self.add = AddEvidence(ctx, self._keys)
        self.add.changed.connect(self.save)
        self.sign = SignBox(ctx, "collect", tr("The evidence is collected"))
        self.sign.asked.connect(self.save)
        self._gaps = Caption("")
        self._build()

    def _build(self) -> None:
        tr = self.ctx.tr
        talk = stack(
            SectionTitle(tr("Talk to the people who do the work")),
            Muted(tr("One card for each role, with questions from your own records. Half an hour each is enough.")),
            flow(self.print_cards),
            spacing=6,
        )
        gather = Card(
            SectionTitle(tr("Evidence, process by process")),
            Muted(tr("What you add here serves every item of the process; while rating you can be more exact.")),
            flow(self.process, self._gaps),
            self.add,
            self.evidence,
        )
        for part in (Card(talk, self._cards), self._talk_place, gather, self.sign):
            self.body.column.addWidget(part)
        self.outer.addWidget(self.body)

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        self.sign.show_page(page)
        self.add.show_page(page)
        self.print_cards.setEnabled(bool(page.cards))
        self._fill_processes()
        self._show_cards()
        self._show_evidence()

    def show_place(self, place: str) -> None:
        if place.startswith("evidence-"):
            found = next((e for e in self.page.sheet.sheets.evidence if f"evidence-{e.id}" == place), None)
            place = found.items[0].partition("/")[0] if found is not None and found.items else ""
        index = self.process.findData(place)
        if index >= 0:
            self.process.setCurrentIndex(index)

    def first(self) -> QWidget | None:
        return self.print_cards

    def _fill_processes(self) -> None:
        page, language = self.page, self.ctx.language
        wanted = [(p, process_name(page.sheet.model, language, p)) for p in page.sheet.results.processes]
        now = [(self.process.itemData(i), self.process.itemText(i)) for i in range(self.process.count())]
        if now != wanted:
            chosen = self.process.currentData()
            self.process.blockSignals(True)
            self.process.clear()
            for process, name in wanted:
                self.process.addItem(name, process)
            self.process.setCurrentIndex(max(self.process.findData(chosen), 0))
            self.process.blockSignals(False)

    def _show_cards(self) -> None:
        page = self.page
        state = (page.cards, page.sheet.sheets.interviews, page.can_change)
        if state == self._shown:
            return
        self._shown = state
        layout = self._cards.layout()
        assert layout is not None
        clear(layout)
        if not page.cards:
            layout.addWidget(Muted(self.ctx.tr("Choose processes in the plan; then there are cards to ask from.")))
            return
        asked = {i.role for i in page.sheet.sheets.interviews}
        first = next((card.id for card in page.cards if card.id not in asked), "")
        layout.addWidget(Columns([self._card(card, card.id == first) for card in page.cards], least=260, most=3))

    def _card(self, card: RoleCard, is_next: bool) -> QWidget:
        page, tr = self.page, self.ctx.tr
        title = card_title(tr, page.sheet.model, card, self.ctx.language)
        held = [i for i in page.sheet.sheets.interviews if i.role == card.id]
        found = Card(SectionTitle(title), part="sunken", spacing=6, margin=12)
        shown = ", ".join(card.processes[:4]) + (" …" if len(card.processes) > 4 else "")
        asked = tr("{n|one question|# questions}", n=len(card.questions))
        found.column.addWidget(Caption(f"{shown} · {asked}"))
        for interview in held:
            name = interview_title(tr, page.sheet.model, interview, self.ctx.language)
            link = LinkButton(name, "people", on_click=partial(self._open_talk, card, interview))
            found.column.addWidget(left(link))
        found.column.addStretch(1)
        if page.can_change:
            again = tr("Ask somebody else") if held else tr("Ask")
            button = Button(
                again, "people", kind="primary" if is_next else "", on_click=partial(self._open_talk, card, None)
            )
            button.setAccessibleName(tr("Ask: {role}", role=title))
            found.column.addWidget(flow(button, Badge(tr("asked"), "done", "good")) if held else flow(button))
        return found

    def _open_talk(self, card: RoleCard, old: Interview | None) -> None:
        self._close_talk()
        self.talk = Talk(self.ctx, self.page, card, old)
        self.talk.keep.setEnabled(self.page.can_change)
        self.talk.asked.connect(self._on_talk)
        self.talk.closed.connect(self._close_talk)
        layout = self._talk_place.layout()
        assert layout is not None
        layout.addWidget(self.talk)
        self.talk.show()
        self.talk.first().setFocus()
        for milliseconds in (0, 60):  # while the page grows to hold it, and once more when it has
            QTimer.singleShot(milliseconds, self, self._show_talk)

    def _show_talk(self) -> None:
        """Bring the interview that was opened to the top of the page."""
        inside = self.body.widget()
        if self.talk is not None and inside is not None:
            top = self.talk.mapTo(inside, QPoint(0, 0)).y() - theme.current().px(16)
            self.body.verticalScrollBar().setValue(top)

    def _on_talk(self, verb: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self.save(verb, then)

    def _close_talk(self) -> None:
        if self.talk is not None:
            self.talk.hide()
            self.talk.deleteLater()
            self.talk = None
            self.print_cards.setFocus()

    def _show_evidence(self) -> None:
        page, tr = self.page, self.ctx.tr
        process = str(self.process.currentData() or "")
        keys = {s.key for s in page.sheet.subjects_of(process)}
        found = [e for e in page.sheet.sheets.evidence if keys & set(e.items)]
        self.evidence.show_evidence(page, found, empty=tr("Nothing is linked to this process yet."))
        counted = [s for s in page.sheet.subjects_of(process) if s.counted]
        desk = page.sheet.desk
        bare = sum(not desk.has_basis(s) for s in counted) if desk is not None else 0
        said = tr("{n} of {total} items have nothing to rate from yet", n=bare, total=len(counted)) if bare else ""
        self._gaps.setText(said)

    def _keys(self) -> list[str]:
        process = str(self.process.currentData() or "")
        return [s.key for s in self.page.sheet.subjects_of(process) if s.counted]

    def _print(self) -> None:
        self.ctx.go(Target("reports", kind="interview-cards", record=self.page.own.id))
