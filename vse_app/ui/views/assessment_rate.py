"""Step 4, Rate: evidence at the left, the question in the middle, letters and the program's proposal at the right.

Keys: 1 to 4 rate, 0 takes back, the arrows move. A key is answered at once from what is in memory; writing follows.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from vse_app.model.assessment import LETTERS, Item, status
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_reasons import Given as GivenRating
from vse_app.model.assessment_reasons import Rated, rated
from vse_app.model.assessment_results import progress
from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import process_name, rating_text, rating_word, status_word, subject_question
from vse_app.services import assessing, assessment_facts
from vse_app.services.assessment_page import Page
from vse_app.services.workspace import moment
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Caption, KeyHint, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.views.assessment_decide import Given, Letters, PrivateNote, ProposalCard, Reason, subject_is_optional
from vse_app.ui.views.assessment_evidence import AddEvidence, EvidenceList
from vse_app.ui.views.assessment_items import DIGITS, Entry, ItemList
from vse_app.ui.views.assessment_pane import Pane
from vse_app.ui.views.assessment_sign import SignBox
from vse_app.ui.views.boxes import TickLine, pile, stack

NARROW: Final = 820
"""Below this width of the step, in pixels at 100 %, the evidence stands under the question."""

SLIM: Final = 560
"""Below this one the letters stand under the question too."""
LEAST, LEAST_SLIM = 330, 760
"""The least height of it all, side by side and under each other; in a lower window the step is scrolled."""


class RatePane(Pane):
    """The assessor's screen. `progressed` tells the two counts at every key press."""

    progressed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._local: dict[str, Item] = {}
        self._written: dict[str, Item] = {}
        self._points: dict[str, Proposal] = {}
        self._asking, self._moved = "", False
        self.process = Combo()
        self.process.setMinimumWidth(theme.current().px(120))
        self.process.setAccessibleName(tr("Process"))
        self.process.currentIndexChanged.connect(lambda _index: self._show_items())
        self.only_counted = TickLine(tr("Only what must be rated"), ticked=True, on_tick=lambda _on: self._show_items())
        self.member = Combo()
        self.member.setAccessibleName(tr("Who rates"))
        self.member.setMinimumWidth(theme.current().px(120))
        self.member.currentIndexChanged.connect(lambda _index: self._show_item())
        self.items = ItemList(tr("What is to be rated"))
        self.items.moved.connect(lambda _key: self._show_item())
        self.items.pressed_digit.connect(self.press)
        self._title, self._question, self._place = SectionTitle(""), Plain(""), Caption("")
        self.evidence = EvidenceList(ctx)
        self.add = AddEvidence(ctx, lambda: [self.items.chosen()])
        self.lacking = LinkButton("", "right", on_click=self._to_plan)
        self.lacking.hide()
        self.letters, self.proposal, self.reason = Letters(ctx), ProposalCard(ctx), Reason(ctx)
        self.given, self.note = Given(ctx), PrivateNote(ctx)
        self.sign = SignBox(ctx, "rate", tr("Everything is rated"))
        self._build()
        self._connect()

    def _connect(self) -> None:
        self.evidence.changed.connect(self.save)
        self.add.changed.connect(self.save)
        self.letters.chosen.connect(self.rate)
        self.letters.stepped.connect(self.items.step)
        self.reason.kept.connect(self._on_reason)
        self.given.settled.connect(self._on_settled)
        self.note.changed.connect(self._on_note)
        self.sign.asked.connect(self.save)

    def _build(self) -> None:
        tr, look = self.ctx.tr, theme.current()
        self._evidence_box = pile(SectionTitle(tr("Evidence for this")), self.add, self.evidence, spacing=8)
        self._left = ScrollPage(margin=12)
        self._left.column.addWidget(self._evidence_box)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(look.px(12), look.px(12), look.px(12), look.px(8))
        column.setSpacing(look.px(8))
        column.addWidget(self.process)
        column.addWidget(self.only_counted)
        column.addWidget(self.items, 3)
        self._below = ScrollPage(margin=4)
        self._below.column.addWidget(stack(self._place, self._title, self._question, spacing=4))
        self._digits = KeyHint("1 – 4")
        keys = flow(self._digits, Muted(tr("rate"), wrap=False), KeyHint("0"), Muted(tr("take back"), wrap=False),
                    KeyHint("↑ ↓"), Muted(tr("move"), wrap=False), spacing=6)  # fmt: skip
        self._below.column.addWidget(keys)
        column.addWidget(self._below, 2)
        right = ScrollPage(margin=12, spacing=12)
        upper = (self.lacking, self.member, self.letters, self.reason, self.given)
        for part in (*upper, self.proposal, self.note, self.sign):
            right.column.addWidget(part)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part, stretch in ((self._left, 3), (middle, 4), (right, 4)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.splitterMoved.connect(self._on_moved)
        self._area = QScrollArea()
        self._area.setProperty("part", "page")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.splitter)
        self.outer.addWidget(self._area)

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        self._local = {key: item for key, item in self._local.items() if self._written.get(key) is not item}
        self._written = {}
        self._points = {s.key: page.sheet.proposal(s.key) for s in page.sheet.subjects if s.kind != "attribute"}
        self.add.show_page(page)
        self.sign.show_page(page)
        self._show_lacking()
        self.letters.show_scale(page.own.scale)
        self._digits.setText(f"1 – {len(LETTERS[page.own.scale])}")
        self._fill_members()
        self._fill_processes()
        self._show_items()

    def _show_lacking(self) -> None:
        """Why nothing can be rated yet, and the way there."""
        tr, own = self.ctx.tr, self.page.own
        said = "" if own.scope else tr("Choose processes in the plan first.")
        if own.scope and not own.assessors:
            said = tr("Name an assessor in the plan first.")
        self.lacking.set_text(said)
        self.lacking.setVisible(bool(said) and self.page.can_change)

    def _to_plan(self) -> None:
        self.go_step("plan", "team" if self.page.own.scope else "")

    def show_place(self, place: str) -> None:
        process = place.partition("/")[0]
        index = self.process.findData(process)
        if index < 0:
            return
        subject = self.page.sheet.by_key.get(place)
        if subject is not None and not subject.counted:
            self.only_counted.show_ticked(False)
        self.process.setCurrentIndex(index)
        self._show_items()
        self.items.choose(place)

    def leave(self) -> None:
        self.note.leave()

    def first(self) -> QWidget | None:
        return self.items

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width()
        look = theme.current()
        narrow, slim = wide < look.px(NARROW), wide < look.px(SLIM)
        self.splitter.setOrientation(Qt.Orientation.Vertical if slim else Qt.Orientation.Horizontal)
        self.splitter.setMinimumHeight(look.px(LEAST_SLIM if slim else LEAST))
        if not self._moved:
            whole = self.splitter.minimumHeight() if slim else wide
            self.splitter.setSizes([whole * 27 // 100, whole * 41 // 100, whole * 32 // 100])
        if narrow == self._left.isVisibleTo(self):
            (self._below if narrow else self._left).column.addWidget(self._evidence_box)
            self._left.setVisible(not narrow)

    def _on_moved(self) -> None:
        self._moved = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys pressed beside the list, on a button for instance, do the same."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = DIGITS.get(Qt.Key(event.key())) if plain else None
        if digit is not None:
            self.press(digit)
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.items.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def press(self, digit: int) -> None:
        """A digit rates the chosen item; one that stands for nothing on this scale does nothing."""
        letters = LETTERS[self.page.own.scale]
        if digit == 0:
            self.rate("")
        elif digit <= len(letters) and (letters[digit - 1] != "na" or subject_is_optional(self._subject())):
            self.rate(letters[digit - 1])

    def rate(self, letter: str, reason: str = "") -> None:
        """Rate the chosen item: shown at once, then written."""
        page, subject, member = self.page, self._subject(), str(self.member.currentData() or "")
        if subject is None or not page.can_change or not member:
            return
        key, proposal, ws, number = subject.key, self._proposal(subject), self.ctx.ws, page.own.id
        given = GivenRating(member, letter, reason, moment(ws.clock))
        done = rated(page.own, self._item(key), given, proposal, page.sheet.sheets.evidence_of(key))
        self._local[key] = done.item
        self._show_change(subject, done)

        def then(_done: Any) -> None:
            self._written[key] = done.item

        def back() -> None:
            self._written[key] = done.item
            self.show_page(self.page)
            self.progressed.emit(self.page.sheet.progress())

        self.save(
            lambda: assessing.rate(ws, number, key, letter, member=member, reason=reason, proposal=proposal),
            then,
            back=back,
        )

    def _show_change(self, subject: Subject, done: Rated) -> None:
        """Everything a rating changes on screen; no reading, no waiting."""
        page = self.page
        items = {**page.sheet.sheets.items, **self._local}
        self.items.show_entry(self._entry(subject))
        self.progressed.emit(progress(page.own, page.sheet.subjects, items))
        self._asking = subject.key
        self._show_item()
        self.reason.ask(done.needs, focus=True)

    def _ask_reason(self, subject: Subject, item: Item, proposal: Proposal) -> None:
        """On coming to an item whose rating still lacks its sentence, ask for it; what is being written stays."""
        if subject.key == self._asking:
            return
        self._asking = subject.key
        page, member = self.page, str(self.member.currentData() or "")
        needs: tuple[str, ...] = ()
        letter = item.given(member)
        if letter and item.decision is None and page.can_change:
            evidence = page.sheet.sheets.evidence_of(subject.key)
            needs = rated(page.own, item, GivenRating(member, letter, "", ""), proposal, evidence).needs
        self.reason.ask(needs, focus=False)

    def _on_reason(self, text: str) -> None:
        given = self._item(self.items.chosen()).given(str(self.member.currentData() or ""))
        self.reason.hide()
        self.items.setFocus()
        if given:
            self.rate(given, text)

    def _on_settled(self, letter: str, reason: str) -> None:
        subject, ws, number = self._subject(), self.ctx.ws, self.page.own.id
        if subject is None:
            return
        key, member, proposal = subject.key, str(self.member.currentData() or ""), self._proposal(subject)
        self.save(lambda: assessing.decide(ws, number, key, letter, member=member, reason=reason, proposal=proposal))
        self.items.setFocus()

    def _on_note(self, key: str, text: str) -> None:
        ws, number = self.ctx.ws, self.page.own.id
        self.save(lambda: assessing.write_note(ws, number, key, text), typed=True)

    def _subject(self) -> Subject | None:
        return self.page.sheet.by_key.get(self.items.chosen())

    def _item(self, key: str) -> Item:
        return self._local.get(key) or self.page.sheet.sheets.items.get(key, Item(key))

    def _proposal(self, subject: Subject) -> Proposal:
        """What is proposed now; for an attribute it follows from its points as they are rated at this moment."""
        sheet = self.page.sheet
        if subject.kind != "attribute" or not self._local or self.page.own.is_closed:
            return sheet.proposal(subject.key)
        items = {**sheet.sheets.items, **self._local}
        near = sheet.subjects_of(subject.process)
        return assessment_facts.attribute_proposals(near, self._points, items)[subject.key]

    def _fill_members(self) -> None:
        page = self.page
        wanted = [(m.id, m.name) for m in page.own.assessors]
        now = [(self.member.itemData(i), self.member.itemText(i)) for i in range(self.member.count())]
        if now != wanted:
            chosen = self.member.currentData() or page.member
            self.member.blockSignals(True)
            self.member.clear()
            for member, name in wanted:
                self.member.addItem(name, member)
            self.member.setCurrentIndex(max(self.member.findData(chosen), 0))
            self.member.blockSignals(False)
        self.member.setVisible(len(wanted) > 1)

    def _fill_processes(self) -> None:
        page = self.page
        wanted = [(p, process_name(page.sheet.model, self.ctx.language, p)) for p in page.sheet.results.processes]
        now = [(self.process.itemData(i), self.process.itemText(i)) for i in range(self.process.count())]
        if now != wanted:
            chosen = self.process.currentData()
            self.process.blockSignals(True)
            self.process.clear()
            for process, name in wanted:
                self.process.addItem(name, process)
            self.process.setCurrentIndex(max(self.process.findData(chosen), 0))
            self.process.blockSignals(False)
        self.only_counted.setVisible(page.own.scale == "NPLF")

    def _show_items(self) -> None:
        process = str(self.process.currentData() or "")
        only = self.only_counted.box.isChecked() and self.page.own.scale == "NPLF"
        shown = [s for s in self.page.sheet.subjects_of(process) if s.counted or not only]
        self.items.show_entries([self._entry(s) for s in shown])
        self._show_item()

    def _entry(self, subject: Subject) -> Entry:
        tr, item = self.ctx.tr, self._item(subject.key)
        has_evidence = bool(self.page.sheet.sheets.evidence_of(subject.key))
        where = status(item, has_evidence=has_evidence)
        letter = item.letter or item.given(str(self.member.currentData() or ""))
        shown = rating_text(tr, letter) if letter else ""
        said = f"{status_word(tr, where)}, {rating_word(tr, letter)}"
        return Entry(
            subject.key, self.title(subject), subject.kind not in ("attribute", "task"), where, letter, shown, said
        )

    def _show_item(self) -> None:
        page, subject, tr = self.page, self._subject(), self.ctx.tr
        self._below.setVisible(subject is not None)
        if subject is None:
            self._evidence_box.setEnabled(False)
            self.letters.show_item("", enabled=False, optional=False)
            return
        self._evidence_box.setEnabled(True)
        item, proposal = self._item(subject.key), self._proposal(subject)
        member = str(self.member.currentData() or "")
        self._place.setText(
            f"{subject.process} · {subject.attribute}" + ("" if subject.counted else f" · {tr('to look closer')}")
        )
        self._title.setText(self.title(subject))
        self._question.setText(subject_question(tr, page.sheet.models, subject, self.ctx.language))
        found = page.sheet.sheets.evidence_of(subject.key)
        self.evidence.show_evidence(page, found, subject.key, tr("Nothing is linked by hand yet."))
        given = item.given(member) or item.letter
        enabled = page.can_change and bool(member)
        self.letters.show_item(given, enabled=enabled, optional=subject.optional)
        self.proposal.show_proposal(proposal)
        self._ask_reason(subject, item, proposal)
        self.given.show_item(page, item, proposal)
        self.note.show_note(subject.key, (page.sheet.notes or {}).get(subject.key, ""), enabled=page.can_change)
