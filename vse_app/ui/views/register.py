"""A register: the view that holds the page of each register visited, and the import into it.

Target: `kind` is the kind of record, or the id of the register. `text` may ask for more: "add", "import", a filter
("open", "late", "mine"), or words to seek.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from vse_app.ui.context import Context, Target
from vse_app.ui.parts import EmptyState
from vse_app.ui.tables import Query
from vse_app.ui.view import View
from vse_app.ui.views.register_page import RegisterPage
from vse_app.ui.views.register_read import Found, read_first
from vse_app.ui.views.whole_page import WholePage


class RegisterView(View):
    """One register at a time; those visited before stay as they were left."""

    topics = frozenset({"record", "revision", "event", "person", "project", "links"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.pages: dict[str, RegisterPage] = {}
        self._wholes: dict[str, WholePage] = {}
        self._stale: set[str] = set()
        self._asked = target.text
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        if not ctx.project:
            tr = ctx.tr
            self.stack.addWidget(
                EmptyState("registers", tr("There is no project yet"), tr("Registers belong to a project."))
            )

    @property
    def page(self) -> RegisterPage:
        """The page on show; KeyError before its first reading has come back."""
        return self.pages[self.target.kind]

    def refresh(self) -> None:
        ctx, kind = self.ctx, self.target.kind
        if not ctx.project:
            return
        page = self.pages.get(kind)
        self._stale |= set(self.pages) - {kind}
        if page is not None:
            page.refresh()
            return
        job = lambda: read_first(ctx, kind)  # noqa: E731
        ctx.runner.latest((id(self), "first"), job, lambda found: self._show_first(kind, found), owner=self)

    def retarget(self, target: Target) -> None:
        self.target, self._asked = target, target.text
        page = self.pages.get(target.kind)
        if page is None:
            self.refresh()
            return
        self._put_forward(target.kind)
        if target.kind in self._stale:
            self._stale.discard(target.kind)
            page.refresh()
        self._ask()

    def leave(self) -> None:
        for page in self.pages.values():
            page.leave()

    def _show_first(self, kind: str, found: Found) -> None:
        if kind in self.pages:
            return
        whole = self._wholes[kind] = WholePage(self)
        page = self.pages[kind] = RegisterPage(self.ctx, found, Query())
        whole.hold(page)
        self.stack.addWidget(whole)
        page.came.connect(lambda what: self._on_came(kind, what))
        if kind == self.target.kind:
            self._put_forward(kind)
            self._ask()

    def _put_forward(self, kind: str) -> None:
        self.stack.setCurrentWidget(self._wholes[kind])
        self.setFocusProxy(self.pages[kind])

    def _ask(self) -> None:
        """Do what the target asks for, once."""
        asked, self._asked = self._asked, ""
        if asked:
            self.page.preset(asked)

    def _on_came(self, kind: str, what: object) -> None:
        """A table is to be read in: text, files, or one still to be chosen."""
        from vse_app.ui.views.register_import import ImportPage

        page = ImportPage(self.ctx, self.pages[kind].names, what, shown=self.pages[kind].shown_columns())
        page.ended.connect(lambda: self._end_import(kind, page))
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def _end_import(self, kind: str, page: object) -> None:
        from PySide6.QtWidgets import QWidget

        assert isinstance(page, QWidget)
        self.stack.removeWidget(page)
        page.deleteLater()
        if kind == self.target.kind:
            self._put_forward(kind)
            self.pages[kind].setFocus()
