"""Tailoring and conformance: the declarations side by side, a new one, and the steps through one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.services import conformance_page
from vse_app.services.conformance_page import Beginning, Overview, Page
from vse_app.ui.context import Context, Target
from vse_app.ui.view import View
from vse_app.ui.views.conformance_list import OverviewPage
from vse_app.ui.views.conformance_new import NEW, NewPage
from vse_app.ui.views.conformance_wizard import WizardPage, next_step
from vse_app.ui.views.settings_tabs import TabOrder


class ConformanceView(View):
    """Target: `record` is a declaration (0: all of them), `text` its step; `text` "new" begins one."""

    topics = frozenset(
        {
            "declaration", "judgement", "company", "person", "project", "record", "revision", "event", "confirmation",
            "mark",
        }
    )  # fmt: skip

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: OverviewPage | NewPage | WizardPage | None = None
        self._stack = QStackedWidget()
        self._tabs = TabOrder(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def refresh(self) -> None:
        """Read what the target asks for."""
        ctx, target = self.ctx, self.target
        ws, project, language = ctx.ws, ctx.project, ctx.language
        read, key = ctx.runner.latest, (id(self), "data")
        if target.record:
            job = lambda: conformance_page.page(ws, target.record, language)  # noqa: E731
            read(key, job, self._show_declaration, failed=self._on_gone, owner=self)
        elif target.text == NEW:
            read(key, lambda: conformance_page.beginning(ws, project), self._show_beginning, owner=self)
        else:
            read(key, lambda: conformance_page.overview(ws, project), self._show_overview, owner=self)

    def retarget(self, target: Target) -> None:
        """Another declaration, another step of it, or the list."""
        page, self.target = self.page, target
        if isinstance(page, WizardPage) and page.declaration == target.record:
            page.show_step(target.text)
        self.refresh()

    def leave(self) -> None:
        if isinstance(self.page, WizardPage):
            self.page.leave()

    def _show_overview(self, found: Overview) -> None:
        if not isinstance(self.page, OverviewPage):
            self._put(OverviewPage(self.ctx))
        assert isinstance(self.page, OverviewPage)
        self.page.show_overview(found)
        self._tabs.keep()

    def _show_beginning(self, found: Beginning) -> None:
        if not isinstance(self.page, NewPage):
            self._put(NewPage(self.ctx))
        assert isinstance(self.page, NewPage)
        self.page.show_beginning(found)
        self._tabs.keep()

    def _show_declaration(self, found: Page) -> None:
        declaration = found.stated.declaration.id
        if not isinstance(self.page, WizardPage) or self.page.declaration != declaration:
            self._put(WizardPage(self.ctx, declaration, self.target.text or next_step(found), self._on_step))
        assert isinstance(self.page, WizardPage)
        self.page.show_page(found)
        self._tabs.keep()

    def _on_step(self, name: str) -> None:
        """A step was chosen inside: remember it, so that the view comes back to it."""
        self.target = self.target._replace(text=name)
        self._tabs.keep()

    def _on_gone(self, error: UserError) -> None:
        """The declaration is not there (any more): show those that are."""
        self.ctx.messages.say("info", error.say(self.ctx.tr))
        self.target = Target("conformance")
        self.refresh()

    def _put(self, page: OverviewPage | NewPage | WizardPage) -> None:
        old: QWidget | None = self.page
        self.page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        if old is not None:
            had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
            if had_focus:
                page.setFocus()
