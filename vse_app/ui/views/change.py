"""Change control: the changes of a project, or one of them from the request to what it did."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.services import change_list, change_page
from vse_app.ui.context import Context, Target
from vse_app.ui.view import View
from vse_app.ui.views.change_body import ChangeBody
from vse_app.ui.views.change_list import ChangesPage
from vse_app.ui.views.settings_tabs import TabOrder


class ChangeView(View):
    """Target: `record` is a change request (0: all of them)."""

    topics = frozenset(
        {"record", "revision", "event", "links", "person", "project", "confirmation", "reopened", "mark"}
    )

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: ChangesPage | ChangeBody | None = None
        self._stack = QStackedWidget()
        self._tabs = TabOrder(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def refresh(self) -> None:
        ctx, record = self.ctx, self.target.record
        ws, project, key = ctx.ws, ctx.project, (id(self), "data")
        if record:
            job = lambda: change_page.read(ws, record)  # noqa: E731
            ctx.runner.latest(key, job, self._show_change, failed=self._on_gone, owner=self)
        else:
            ctx.runner.latest(key, lambda: change_list.read(ws, project), self._show_list, owner=self)

    def retarget(self, target: Target) -> None:
        if target.record != self.target.record:
            self.leave()
        super().retarget(target)

    def leave(self) -> None:
        if isinstance(self.page, ChangeBody):
            self.page.flush()

    def _show_list(self, found: change_list.Changes) -> None:
        if self.target.record:
            return
        if not isinstance(self.page, ChangesPage):
            self._put(ChangesPage(self.ctx))
        assert isinstance(self.page, ChangesPage)
        self.page.show_changes(found)
        self._tabs.keep()

    def _show_change(self, found: change_page.ChangePage) -> None:
        record = found.found.record.id
        if record != self.target.record:
            return
        if not isinstance(self.page, ChangeBody) or self.page.change != record:
            self._put(ChangeBody(self.ctx, found))
        assert isinstance(self.page, ChangeBody)
        self.page.show_page(found)
        self._tabs.keep()

    def _on_gone(self, error: UserError) -> None:
        self.ctx.messages.say("info", error.say(self.ctx.tr))
        self.target = Target("change")
        self.refresh()

    def _put(self, page: Any) -> None:
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
