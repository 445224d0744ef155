"""One paper on screen: what it holds, what it costs, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vse_app.model import least_paper_words as words
from vse_app.model.least_paper import Kept, Paper
from vse_app.services import least_paper
from vse_app.services.least_paper import Page
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, Disclosure, FlowTitle, LinkButton, Muted, flow
from vse_app.ui.views.boxes import pile, stack

Ask = Callable[[Callable[[], object], QWidget], None]
"""Runs a verb; what is refused is said in the box."""


class PaperCard(Card):
    """A document or a register. `ask` runs a verb and says below, in `refused`, why something cannot be."""

    def __init__(self, ctx: Context, page: Page, paper: Paper, ask: Ask) -> None:
        super().__init__(spacing=6)
        self._ctx, self._page, self.paper, self._ask = ctx, page, paper, ask
        tr, kept = ctx.tr, page.kept
        self.refused = pile(spacing=0)
        self._sort = kept.sort(paper)
        name = words.paper_name(tr, kept, page.view.model, paper)
        self.column.addWidget(FlowTitle(name))
        if self._sort != "work":
            self.column.addWidget(Caption(words.minutes_text(tr, kept.minutes(paper))))
        for product in paper:
            self.column.addWidget(self._line(product))
        self.column.addWidget(self._items(kept))
        if self._sort != "work":
            self.column.addWidget(self._buttons(name))
        self.column.addWidget(self.refused)
        self.column.addStretch(1)

    def _line(self, product: str) -> QWidget:
        """A work product: where it is, what is drafted of it, and the ways out of the paper."""
        ctx, tr, page = self._ctx, self._ctx.tr, self._page
        name = words.product_name(page.view.model, ctx.language, product)
        single = len(self.paper) == 1  # its name stands above already
        opens = LinkButton(tr("Open") if single else name, on_click=lambda: ctx.go(Target("products", kind=product)))
        opens.setAccessibleName(tr("Open {title}", title=name))
        parts: list[QWidget] = [opens]
        if not single and ctx.ws.writable:
            split = LinkButton(tr("Keep apart"), "close", on_click=lambda: self._apart(product))
            split.setAccessibleName(tr("Keep {product} apart", product=name))
            parts.append(split)
        elif page.kept.by_product[product].optional and ctx.ws.writable:
            drop = LinkButton(tr("Do without"), "close", on_click=lambda: self._drop(product))
            drop.setAccessibleName(tr("Do without {product}", product=name))
            parts.append(drop)
        drafted = words.how_drafted(tr, page.kept, product)
        return stack(flow(*parts), Muted(drafted), spacing=0) if drafted else flow(*parts)

    def _items(self, kept: Kept) -> QWidget:
        """What the model asks for that stands in here."""
        tr, model, language = self._ctx.tr, self._page.view.model, self._ctx.language
        lines: list[QWidget] = []
        for product in self.paper:
            items = [item for item in kept.by_product[product].items if item]
            labels = ", ".join(model.field_word(language, product, (item,)) for item in items)
            name = words.product_name(model, language, product)
            lines.append(Muted(f"{name}: {labels}" if labels else name))
        count = sum(len(kept.by_product[product].items) for product in self.paper)
        said = tr("holds {n|one content item|# content items} the model asks for", n=count)
        return Disclosure(said, stack(*lines, spacing=4))

    def _buttons(self, name: str) -> QWidget:
        ctx, tr, kept = self._ctx, self._ctx.tr, self._page.kept
        go = Target("reports", kind="kept-papers", text=self.paper[0])
        self.print = Button(tr("Print"), "print", on_click=lambda: ctx.go(go))
        self.print.setAccessibleName(tr("Print {title}", title=name))
        self.others = Combo()
        self.others.setAccessibleName(tr("Put {title} together with …", title=name))
        self.others.addItem(tr("Put together with …"), "")
        for sort in ("document", "register", "drafted"):
            for paper in kept.of(sort):
                if paper != self.paper:
                    self.others.addItem(words.paper_name(tr, kept, self._page.view.model, paper), paper[0])
        self.others.setEnabled(ctx.ws.writable)
        self.others.activated.connect(lambda _index: self._together())
        return flow(self.print, self.others)

    def _together(self) -> None:
        other = str(self.others.currentData() or "")
        self.others.setCurrentIndex(0)
        if other:
            ws, project, mine, language = self._ctx.ws, self._ctx.project, self.paper[0], self._ctx.language
            self._ask(lambda: least_paper.put_together(ws, project, mine, other, language=language), self.refused)

    def _apart(self, product: str) -> None:
        ws, project = self._ctx.ws, self._ctx.project
        self._ask(lambda: least_paper.put_apart(ws, project, product), self.refused)

    def _drop(self, product: str) -> None:
        ws, project = self._ctx.ws, self._ctx.project
        self._ask(lambda: least_paper.leave_out(ws, project, product, language=self._ctx.language), self.refused)
