"""Configuration: how versions are kept, the baselines, what one holds, what is different between two."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.services import baseline_page
from vse_app.services.baseline_page import Beginning, Contents
from vse_app.ui.context import Context, Target
from vse_app.ui.tables import Row
from vse_app.ui.view import View
from vse_app.ui.views import baselines_new
from vse_app.ui.views.baseline_rows import Speech, member_rows
from vse_app.ui.views.baselines_compare import ComparePage
from vse_app.ui.views.baselines_contents import ContentsPage
from vse_app.ui.views.baselines_home import HomePage
from vse_app.ui.views.baselines_new import NewPage
from vse_app.ui.views.settings_tabs import TabOrder

NEW, COMPARE = "new", "compare"


class BaselinesView(View):
    """Target: `text` "new" takes one; "compare" sets `record` and the one in `kind` ("0": now) side by side.

    Without a text, `record` is a baseline to look into (0: all of them).
    """

    topics = frozenset({"record", "revision", "event", "project", "person"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: Any = None
        self._shown = ""
        self._stack = QStackedWidget()
        self._tabs = TabOrder(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def refresh(self) -> None:
        ctx, target = self.ctx, self.target
        ws, project, language, key = ctx.ws, ctx.project, ctx.language, (id(self), "data")
        if target.text == NEW:
            self._read(key, lambda: _beginning(ctx), NEW, lambda: NewPage(ctx))
        elif target.text == COMPARE:
            other = int(target.kind) if target.kind.isdecimal() else 0
            self._read(
                key,
                lambda: baseline_page.compared(ws, project, target.record, other),
                COMPARE,
                lambda: ComparePage(ctx, self._on_chosen),
            )
        elif target.record:
            name = f"contents {target.record}"
            self._read(key, lambda: _contents(ctx, target.record), name, lambda: ContentsPage(ctx))
        else:
            self._read(key, lambda: baseline_page.overview(ws, project, language), "home", lambda: HomePage(ctx))

    def _read(self, key: Any, job: Any, name: str, make: Any) -> None:
        target = self.target

        def then(found: Any) -> None:
            if target != self.target:
                return
            if self._shown != name:
                self._shown = name
                self._put(make())
            self.page.show_data(found)
            self._tabs.keep()

        self.ctx.runner.latest(key, job, then, failed=self._on_gone, owner=self)

    def _on_chosen(self, before: int, after: int) -> None:
        self.ctx.go(Target("baselines", record=before, text=COMPARE, kind=str(after)))

    def _on_gone(self, error: UserError) -> None:
        self.ctx.messages.say("info", error.say(self.ctx.tr))
        if self.target.record or self.target.text:
            self.target = Target("baselines")
            self.refresh()

    def _put(self, page: QWidget) -> None:
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


def _beginning(ctx: Context) -> tuple[Beginning, list[Row]]:
    """What a new baseline can be taken over, with its rows: there may be a hundred thousand."""
    found = baseline_page.beginning(ctx.ws, ctx.project)
    return found, baselines_new.rows(found, ctx.language)


def _contents(ctx: Context, baseline: int) -> tuple[Contents, list[Row]]:
    """One baseline with its rows."""
    found = baseline_page.contents(ctx.ws, baseline, ctx.language)
    speech = Speech(ctx.tr, ctx.language, found.model)
    return found, member_rows(speech, found.held.members, found.now, found.titles, found.wanting)
