"""The library: every process model at the side, the page of the one that is open, or of one of its elements.

Target: `kind` is a model (its id, or id@edition), `text` an element of it; without a model the page says what is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from vse_app.model.browsing import Address
from vse_app.model.element_page import Page
from vse_app.model.errors import UserError
from vse_app.model.library_map import Box, Node
from vse_app.services import library_pages
from vse_app.services.library_pages import Shelf
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import EmptyState, LinkButton
from vse_app.ui.view import View
from vse_app.ui.views.library_home import LibraryHome, own_models
from vse_app.ui.views.library_page import LibraryPage
from vse_app.ui.views.library_side import Side

LEAST, MOST = 200, 350
"""Width of the side until somebody moves the line, in pixels at 100 %."""

SLIM = 560
"""Narrower than this, in pixels at 100 %, side and page do not stand beside each other."""


class Opened(NamedTuple):
    """What was read to show a place: the page, and for another model than before its tree."""

    page: Page
    boxes: Sequence[Box]
    short: str
    tree: Node | None


class LibraryView(View):
    """The side and the page beside it. It knows no project; nothing a person does touches it."""

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._moved = False
        self._tree_of = ""
        self.side = Side(ctx)
        self.home = LibraryHome(ctx)
        self.page: LibraryPage | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.side)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.splitterMoved.connect(self._on_moved)
        self.back = LinkButton(ctx.tr("All models"), "back", on_click=lambda: ctx.go(Target("library")))
        self.back.hide()
        self.side.setMinimumWidth(theme.current().px(LEAST) * 3 // 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.back)
        column.addWidget(split, 1)
        self.setFocusProxy(self.side.search)
        self.side.opened.connect(self._go)
        self.side.left.connect(lambda: ctx.go(Target("library")))
        self.side.searched.connect(self._search)
        self.home.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read which models there are, then show the place."""
        read = self.ctx.runner.latest
        read((id(self), "shelves"), library_pages.shelves, self._show_shelves, owner=self)
        self._read_place()

    def retarget(self, target: Target) -> None:
        self.target = target
        self._read_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            look = theme.current()
            left = min(look.px(MOST), max(look.px(LEAST), self.width() * 34 // 100), self.width() * 45 // 100)
            self._split.setSizes([left, self.width() - left])

        self._fold()

    def _fold(self) -> None:
        """In a very narrow window an opened page has it alone, and the list stands above what is said of it."""
        slim = self.width() < theme.current().px(SLIM)
        alone = bool(self.target.kind) and slim
        self._split.setOrientation(Qt.Orientation.Vertical if slim else Qt.Orientation.Horizontal)
        self.side.setVisible(not alone)
        self.back.setVisible(alone)

    def _on_moved(self) -> None:
        self._moved = True

    def _go(self, where: Address) -> None:
        self.ctx.go(Target("library", kind=where.model, text=where.element))

    def _read_place(self) -> None:
        self._fold()
        target, language, known = self.target, self.ctx.language, self._tree_of
        if not target.kind:
            self._show_home()
            return
        self.ctx.runner.latest(
            (id(self), "place"), lambda: _read(target, language, known), self._show, failed=self._refuse, owner=self
        )

    def _show_shelves(self, shelves: Sequence[Shelf]) -> None:
        self.side.show_shelves(shelves)
        self.home.show_shelves(shelves)
        self.ctx.runner.latest((id(self), "own"), own_models, self.home.show_own, owner=self)

    def _show_home(self) -> None:
        self._tree_of = ""
        self._stack.setCurrentWidget(self.home)
        self.side.show_place(None)

    def _show(self, opened: Opened) -> None:
        where = opened.page.address
        if opened.tree is not None:
            self._tree_of = where.model
            self.side.show_tree(where.model, opened.short, opened.tree)
        self.side.show_place(where)
        page = LibraryPage(self.ctx, opened.page, opened.boxes)
        page.opened.connect(self._go)
        self._put(page)
        self.page = page

    def _refuse(self, error: UserError) -> None:
        """A place that does not exist, or a model that cannot be read: say so where it would stand."""
        tr = self.ctx.tr
        go = lambda: self.ctx.go(Target("library"))  # noqa: E731
        text = error.say(tr)
        self._put(EmptyState("warning", tr("This cannot be shown"), text, button=tr("All models"), on_click=go))

    def _put(self, page: QWidget) -> None:
        """Show a page in place of the one before, and give it the keyboard if that one had it."""
        former = self._stack.currentWidget()
        had_focus = former is not None and former.isAncestorOf(self.window().focusWidget() or self)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if former is not None and former is not self.home:
            self._stack.removeWidget(former)
            former.deleteLater()
        if had_focus:
            page.setFocus()

    def _search(self, text: str) -> None:
        if text:
            language = self.ctx.language
            job = lambda: library_pages.search(text, language)  # noqa: E731
            self.ctx.runner.latest((id(self), "search"), job, self.side.found.show_found, owner=self)


def _read(target: Target, language: str, known: str) -> Opened:
    where = library_pages.address(f"{target.kind}:{target.text}" if target.text else target.kind)
    page = library_pages.page(where, language)
    boxes = library_pages.chart(where.model, language) if not where.element else ()
    tree = library_pages.tree(where.model, language) if where.model != known else None
    return Opened(page, boxes, library_pages.short(where.model, language), tree)
