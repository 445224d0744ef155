"""Least paper: the fewest documents and registers for what the profile asks, and how this project keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import least_paper_words as words
from vse_app.model.errors import UserError
from vse_app.model.least_paper import Kept
from vse_app.services import least_paper
from vse_app.services.least_paper import Page
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    EmptyState,
    Heading,
    LinkButton,
    Muted,
    Plain,
    ProgressLine,
    ScrollPage,
    SectionTitle,
    Title,
    flow,
)
from vse_app.ui.view import View
from vse_app.ui.views.boxes import Columns, clear, pile, stack
from vse_app.ui.views.least_paper_card import PaperCard
from vse_app.ui.views.settings_fields import IconLine
from vse_app.ui.views.settings_tabs import TabOrder

SORTS: Final = ("document", "register", "drafted", "work")


class LeastPaperView(View):
    """What is kept, at a glance and paper by paper; putting together and apart are at once and can be undone."""

    topics = frozenset({"paper", "project", "record", "mark", "confirmation"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: Page | None = None
        self.cards: list[PaperCard] = []
        self._tabs = TabOrder(self)
        self.body = ScrollPage(spacing=18)
        tr = ctx.tr
        self.print = Button(
            tr("Print the overview"), "print", on_click=lambda: ctx.go(Target("reports", kind="least-paper"))
        )
        self.print_all = Button(
            tr("Print everything as it is kept"), "print", kind="quiet",
            on_click=lambda: ctx.go(Target("reports", kind="kept-papers")),
        )  # fmt: skip
        why = Muted(
            tr("Nobody says how many documents there have to be, only what must be written somewhere. Keep together "
               "what belongs together; nothing the profile asks for gets lost.")
        )  # fmt: skip
        head = stack(Heading(tr("Least paper")), why, flow(self.print, self.print_all), spacing=6)
        self._glance, self._lists = pile(spacing=12), pile(spacing=18)
        for part in (head, self._glance, self._lists):
            self.body.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if ctx.project:
            column.addWidget(self.body)
            self.setFocusProxy(self.print)
        else:
            title, text = tr("There is no project yet"), tr("Work products belong to a project.")
            column.addWidget(EmptyState("products", title, text, button=tr("New project"),
                                        on_click=lambda: ctx.go(Target("new-project"))))  # fmt: skip

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        if project:
            self.ctx.runner.latest((id(self), "paper"), lambda: least_paper.page(ws, project), self._show, owner=self)

    def _show(self, page: Page) -> None:
        if self.page is not None and (self.page.kept, self.page.is_chosen) == (page.kept, page.is_chosen):
            return
        self.page = page
        for box, fill in ((self._glance, self._fill_glance), (self._lists, self._fill_lists)):
            layout = box.layout()
            assert isinstance(layout, QVBoxLayout)
            clear(layout)
            fill(layout, page)
        self._tabs.keep()

    def _fill_glance(self, layout: QVBoxLayout, page: Page) -> None:
        tr, kept = self.ctx.tr, page.kept
        owed, lost = len(kept.owed), len(kept.uncovered)
        held = ProgressLine(owed - lost, owed, words.covered(tr, kept))
        layout.addWidget(Card(Title(words.summary(tr, kept, page.view.model)), held, Caption(words.what_counts(tr))))
        ws, project = self.ctx.ws, self.ctx.project
        self.each = self._way(
            tr("Each on its own"), page.each, kept, lambda: least_paper.take_each(ws, project), least=False
        )
        self.least = self._way(
            tr("As little as there can be"),
            page.least,
            kept,
            lambda: least_paper.take_smallest(ws, project),
            least=True,
        )
        layout.addWidget(Columns((self.each, self.least), least=280, most=2))
        layout.addWidget(Muted(words.what_merging_means(tr)))

    def _way(self, title: str, way: Kept, now: Kept, verb: Callable[[], object], *, least: bool) -> Card:
        """One end of what is possible, and the button that goes there."""
        tr = self.ctx.tr
        documents, registers, drafted = (len(way.of(sort)) for sort in SORTS[:3])
        counts = tr("{documents|one document|# documents}, {registers|one register|# registers}, {n} drafted",
                    documents=documents, registers=registers, n=drafted)  # fmt: skip
        card = Card(SectionTitle(title), Plain(counts), Caption(words.minutes_text(tr, way.total)), part="sunken")
        refused = pile(spacing=0)
        if way.papers == now.papers and way.without == now.without:
            card.column.addWidget(flow(Badge(tr("as you keep it now"), "done", "good")))
        elif self.ctx.ws.writable:
            button = Button(tr("Keep it like this"), "check", kind="primary" if least else "",
                            on_click=lambda: self._ask(verb, refused))  # fmt: skip
            button.setAccessibleDescription(title)
            card.column.addWidget(flow(button))
        card.column.addWidget(refused)
        return card

    def _fill_lists(self, layout: QVBoxLayout, page: Page) -> None:
        tr, kept = self.ctx.tr, page.kept
        self.cards = []
        for sort in SORTS:
            papers = kept.of(sort)
            if not papers:
                continue
            cards = [PaperCard(self.ctx, page, paper, self._ask) for paper in papers]
            self.cards += cards
            title = flow(SectionTitle(words.sort_name(tr, sort), wrap=False), Badge(str(len(papers))))
            columns = Columns(cards, least=300, most=2)
            layout.addWidget(stack(title, Muted(words.sort_hint(tr, sort)), columns, spacing=6))
        for product in sorted(kept.without):
            layout.addWidget(self._without(page, product))

    def _without(self, page: Page, product: str) -> QWidget:
        """An optional work product that is not kept, and the way back."""
        ws, project, tr = self.ctx.ws, self.ctx.project, self.ctx.tr
        name = words.product_name(page.view.model, self.ctx.language, product)
        refused = pile(spacing=0)
        again = LinkButton(
            tr("Keep it after all"),
            on_click=lambda: self._ask(lambda: least_paper.put_apart(ws, project, product), refused),
        )
        again.setAccessibleDescription(name)
        return stack(
            flow(Plain(tr("Optional, and not kept: {list}", list=name), wrap=False), again), refused, spacing=2
        )

    def _ask(self, verb: Callable[[], object], refused: QWidget) -> None:
        """Run a verb; why it cannot be is said where it was asked for."""
        layout = refused.layout()
        assert layout is not None
        clear(layout)

        def say(error: UserError) -> None:
            line = IconLine("warning", "warn", error.say(self.ctx.tr))
            layout.addWidget(line)
            line.show()

        self.ctx.do(verb, failed=say, owner=self)
