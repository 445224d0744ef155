"""The home of the registers: every list of the project with how full it is, and the pages that look across them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.process import ProcessModel
from vse_app.services import registers
from vse_app.services.registers import Overview
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    EmptyState,
    Heading,
    IconLabel,
    LinkButton,
    Muted,
    ScrollPage,
    SectionTitle,
    flow,
    tip,
)
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.view import View
from vse_app.ui.views import VIEWS
from vse_app.ui.views.boxes import Columns, clear, pile, stack
from vse_app.ui.views.registers_pages import PAGES

CARD: Final = 330
"""The least width of a card, in pixels at 100 %."""


class _Home(NamedTuple):
    model: ProcessModel
    overview: tuple[Overview, ...]


class RegistersView(View):
    """Which registers there are; each opens with a click."""

    topics = frozenset({"record", "event", "project"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.cards: dict[str, RegisterCard] = {}
        self._shown: _Home | None = None
        self._pieces: Piecewise | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if not ctx.project:
            button = tr("New project")
            title, text = tr("There is no project yet"), tr("Registers belong to a project.")
            column.addWidget(
                EmptyState("registers", title, text, button=button, on_click=lambda: ctx.go(Target("new-project")))
            )
            return
        self._page = ScrollPage(spacing=18)
        why = tr(
            "The lists a project lives on. Write into them from day to day; documents and evidence fill from them."
        )
        self._begin = Muted("")
        self._begin.hide()
        self._page.column.addWidget(stack(Heading(tr("Registers")), Muted(why), self._begin, spacing=6))
        self._page.column.addWidget(self._links())
        self._list = pile(spacing=18)
        self._page.column.addWidget(self._list)
        column.addWidget(self._page)

    def refresh(self) -> None:
        ctx = self.ctx
        if ctx.project:
            ctx.runner.latest((id(self), "home"), lambda: _read(ctx), self._show, owner=self)

    def _show(self, found: _Home) -> None:
        tr = self.ctx.tr
        is_empty = not any(one.total for one in found.overview)
        self._begin.setText(
            tr("Nothing is written yet. Begin with what the product must do: open the requirements, or import a list.")
        )
        self._begin.setVisible(is_empty)
        if self._shown is not None and self._shown.model is found.model:
            for one in found.overview:
                self.cards[one.product.id].show_overview(one)
            self._shown = found
            return
        self._shown = found
        layout = self._list.layout()
        assert layout is not None
        clear(layout)
        if self._pieces is not None:
            self._pieces.stop()
        self._pieces = Piecewise(self._list, self._build(found))

    def _build(self, found: _Home) -> Iterator[None]:
        model, language = found.model, self.ctx.language
        layout = self._list.layout()
        assert layout is not None
        for group in model.register_groups:
            mine = [one for one in found.overview if one.product.group == group]
            if not mine:
                continue
            title = SectionTitle(model.word(language, "register_groups", group))
            purpose = Caption(model.word(language, "register_groups", group, "purpose"))
            cards = [RegisterCard(self.ctx, model, one) for one in mine]
            self.cards |= {card.kind: card for card in cards}
            layout.addWidget(pile(stack(title, purpose, spacing=2), Columns(cards, least=CARD, most=3), spacing=8))
            yield
        pages = [page for page in PAGES if page[0] in VIEWS]
        if pages:
            layout.addWidget(pile(SectionTitle(self.ctx.tr("Pages")), self._pages(pages), spacing=8))
        yield

    def _links(self) -> QWidget:
        """The pages once more as short links, so that nobody has to look for them at the foot."""
        tr, links = self.ctx.tr, list[QWidget]()
        for view, icon, title, text in (page for page in PAGES if page[0] in VIEWS):
            link = LinkButton(tr(title), icon, on_click=lambda view=view: self.ctx.go(Target(view)))
            link.setToolTip(tip(tr(text)))
            links.append(link)
        return flow(*links, spacing=10)

    def _pages(self, pages: Sequence[tuple[str, str, str, str]]) -> QWidget:
        """What looks across several registers."""
        tr, cards = self.ctx.tr, list[QWidget]()
        for view, icon, title, text in pages:
            opens = LinkButton(tr(title), on_click=lambda view=view: self.ctx.go(Target(view)))
            cards.append(Card(flow(IconLabel(icon, "accent", scale=1.2), opens), Muted(tr(text)), spacing=4, margin=12))
        return Columns(cards, least=CARD, most=3)


def _read(ctx: Context) -> _Home:
    return _Home(registers.model_of(ctx.ws, ctx.project), registers.overview(ctx.ws, ctx.project))


class RegisterCard(Card):
    """One register: its name, what it is for, how many entries, how many of them open and late."""

    def __init__(self, ctx: Context, model: ProcessModel, overview: Overview) -> None:
        super().__init__(spacing=6, margin=12)
        self._ctx, self.kind = ctx, overview.product.id
        tr, language = ctx.tr, ctx.language
        word = model.word
        name = word(language, "products", self.kind, "many") or word(language, "products", self.kind)
        self.open_button = LinkButton(name, on_click=lambda: self._go(""))
        bold = QFont(self.open_button.font())
        bold.setBold(True)
        self.open_button.setFont(bold)
        self._badges = flow(spacing=6)
        self.add_button = Button(tr("Add"), "add", kind="quiet", on_click=lambda: self._go("add"))
        self.add_button.setAccessibleName(tr("Add to {register}", register=name))
        self.column.addWidget(self.open_button)
        self.column.addWidget(Muted(word(language, "products", self.kind, "purpose")))
        self.column.addStretch(1)
        self.column.addWidget(self._badges)
        self._told: tuple[int, int, int] | None = None
        self._told_before = False
        self.show_overview(overview)

    def show_overview(self, overview: Overview) -> None:
        """Say how full it is now."""
        told = (overview.total, overview.open, overview.late)
        if told == self._told:
            return
        self._told_before, self._told = self._told is not None, told
        tr, layout = self._ctx.tr, self._badges.layout()
        assert layout is not None
        if self._told_before:
            layout.removeWidget(self.add_button)
        clear(layout)
        if overview.total:
            layout.addWidget(Badge(tr("{count|1 entry|# entries}", count=overview.total)))
        else:
            layout.addWidget(Caption(tr("nothing yet"), wrap=False))
        if overview.open > 0:
            layout.addWidget(Badge(tr("{count|1 open|# open}", count=overview.open), "doing", "info"))
        if overview.late > 0:
            layout.addWidget(Badge(tr("{count|1 late|# late}", count=overview.late), "clock", "warn"))
        layout.addWidget(self.add_button)
        self.add_button.setVisible(self._ctx.ws.writable)

    def _go(self, text: str) -> None:
        self._ctx.go(Target("register", kind=self.kind, text=text))
