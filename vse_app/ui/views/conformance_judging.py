"""Step 5: outcome by outcome, what the mappings propose and what a named person says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import conformance_words as words
from vse_app.model.conformance import Judged
from vse_app.model.conformance_words import Titles
from vse_app.model.coverage import Reach
from vse_app.services.conformance_page import Page
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Caption, EmptyState, ScrollPage
from vse_app.ui.tables import Cell, ColumnSpec, Empty, ListSource, Row, Table
from vse_app.ui.views.boxes import put
from vse_app.ui.views.conformance_card import JudgeCard, reach_word
from vse_app.ui.views.conformance_halves import Halves
from vse_app.ui.views.conformance_step import Step

ICONS = {
    "achieved": ("done", "good"),
    "not-yet": ("later", "info"),
    "stale": ("stale", "warn"),
    "open": ("ready", "muted"),
}
REACHES = {Reach.FULL: "done", Reach.PARTIAL: "doing", Reach.NONE: ""}


class JudgingStep(Step):
    """The outcomes that remain in a table, the chosen one with its judgement beside it."""

    scrolls = False

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx, declaration)
        tr, look = ctx.tr, theme.current()
        self.page: Page | None = None
        self.card: JudgeCard | None = None
        self._chosen = ""
        columns = (
            ColumnSpec("state", tr("Judgement"), 112),
            ColumnSpec("element", tr("What is judged"), 216),
            ColumnSpec("proposal", tr("Mappings"), 106),
        )
        self._source = ListSource(columns)
        empty = Empty(
            tr("There is nothing to judge yet"), tr("Declare processes first, in the second step."), icon="checklist"
        )
        self.table = Table(self._source, tr=tr, table_id="judgements", name=tr("What is judged"), empty=empty)
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self._count = Caption("")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(look.px(24), look.px(12), look.px(12), look.px(12))
        column.addWidget(self._count)
        column.addWidget(self.table, 1)
        self._right = ScrollPage(margin=20)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = EmptyState(
            "checklist", tr("Choose a line"), tr("What is proposed for it and what you say of it appears here.")
        )
        self._right.column.addWidget(self._nothing)
        self.column.setSpacing(0)
        right = QWidget()
        self._side = QVBoxLayout(right)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(0)
        self._side.addWidget(self._right, 1)
        self.column.addWidget(Halves(left, right, share=46), 1)

    def show_page(self, page: Page) -> None:
        self.page = page
        judged = page.stated.assessment.judged
        titles = Titles(page.stated.model, self.ctx.language)
        self._source.set_rows([self._row(page, titles, item) for item in judged])
        self.table.refresh()
        names = {"achieved": "achieved", "not-yet": "later", "stale": "stale", "open": "open"}
        counts = {name: page.stated.assessment.count(state) for state, name in names.items()}
        self._count.setText(
            self.ctx.tr("Achieved: {achieved} · not yet: {later} · judge again: {stale} · not judged: {open}", **counts)
        )
        found = {item.unit.element: item for item in judged}
        if self._chosen not in found:
            self._chosen = next((e for e, item in found.items() if item.state != "achieved"), next(iter(found), ""))
        if self._chosen:
            self._show(found[self._chosen])
            self.table.select(self._chosen)
        else:
            self._drop()

    def leave(self) -> None:
        if self.card is not None:
            self.card.leave()

    def choose(self, element: str) -> None:
        """Show one of the outcomes."""
        item = self._item(element)
        if item is not None and element != self._chosen:
            self.leave()
            self._chosen = element
            self._show(item)
            self.table.select(element)

    def next_open(self) -> None:
        """Go on to the next outcome that still has to be judged."""
        assert self.page is not None
        judged = self.page.stated.assessment.judged
        names = [item.unit.element for item in judged]
        start = names.index(self._chosen) + 1 if self._chosen in names else 0
        later = [item for item in (*judged[start:], *judged[:start]) if item.state not in ("achieved", "not-yet")]
        if later:
            self.choose(later[0].unit.element)
            if self.card is not None:
                self.card.take_focus()

    def _item(self, element: str) -> Judged | None:
        judged = self.page.stated.assessment.judged if self.page else ()
        return next((item for item in judged if item.unit.element == element), None)

    def _show(self, item: Judged) -> None:
        assert self.page is not None
        if self.card is None or self.card.element != item.unit.element:
            self._drop()
            self.card = JudgeCard(self.ctx, self.declaration, item.unit, self.next_open)
            self.card.setEnabled(self.ctx.ws.writable)
            put(self._right.column, self.card)
            self.card.bar.setEnabled(self.ctx.ws.writable)
            put(self._side, self.card.bar)
        self._nothing.hide()
        self.card.show_page(self.page, item)

    def _drop(self) -> None:
        if self.card is not None:
            for layout, widget in ((self._right.column, self.card), (self._side, self.card.bar)):
                layout.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            self.card = None
        self._nothing.show()

    def _row(self, page: Page, titles: Titles, item: Judged) -> Row:
        tr = self.ctx.tr
        icon, tone = ICONS[item.state]
        proposal = page.proposals.of(item.unit.element)
        rank = list(ICONS).index(item.state)
        return Row(
            item.unit.element,
            (
                Cell(words.state_name(tr, item), icon, tone, key=rank),
                titles.label(item.unit.element),
                Cell(reach_word(tr, proposal.reach), REACHES[proposal.reach], "muted", key=-proposal.reach),
            ),
        )

    def _on_selected(self, ids: list[str]) -> None:
        if len(ids) == 1:
            self.choose(ids[0])

    def _on_opened(self, element: str) -> None:
        self.choose(element)
        if self.card is not None:
            self.card.take_focus()
