"""Today: at most three next steps with their reasons, what waits, what is late, what to look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.services import actions, path, today
from vse_app.ui.context import Context, Target
from vse_app.ui.view import View
from vse_app.ui.views.boxes import put
from vse_app.ui.views.today_cards import TodayPage, no_project

_DAYS = {"tomorrow": 1, "week": 7}


class TodayView(View):
    """The home page of a project."""

    topics = frozenset(
        {
            "company",
            "person",
            "project",
            "record",
            "revision",
            "event",
            "confirmation",
            "mark",
            "setting",
            "improvement",
        }
    )

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page: QWidget | None = None
        self._shown: Any = None
        if not ctx.project:
            self._put(no_project(ctx.tr, ctx.go))

    @property
    def page(self) -> TodayPage:
        """The page on show; only asked for when there is a project."""
        assert isinstance(self._page, TodayPage)
        return self._page

    def refresh(self) -> None:
        """Read the day again."""
        ctx = self.ctx
        if ctx.project:
            ws, project, tr, language = ctx.ws, ctx.project, ctx.tr, ctx.language
            ctx.runner.latest(
                (id(self), "today"), lambda: today.today(ws, project, tr, language), self._show, owner=self
            )

    def _show(self, data: today.Today) -> None:
        if data == self._shown:
            return
        place = self._page.verticalScrollBar().value() if isinstance(self._page, TodayPage) else 0
        had_focus = self._page is None or self.isAncestorOf(self.focusWidget() or self.window())
        self._shown = data
        may = self.ctx.ws.writable
        page = TodayPage(
            self.ctx.tr, data, go=self.ctx.go, later=self._later if may else None, close=self._close if may else None
        )
        self._put(page)
        QTimer.singleShot(0, page, lambda: page.verticalScrollBar().setValue(place))
        if had_focus and page.steps and self.isVisible():
            page.steps[0].start.setFocus()

    def _put(self, page: QWidget) -> None:
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        put(self._column, page)
        first = page.steps[0].start if isinstance(page, TodayPage) and page.steps else page
        self.setFocusProxy(first)

    def _close(self, record: int) -> None:
        """Say that what was promised is done; Undo opens it again."""
        ws = self.ctx.ws
        self.ctx.do(lambda: actions.close(ws, record), deleted=self.ctx.tr("Closed. It stays in its register."))

    def _later(self, task: str, iteration: int, when: str) -> None:
        """Postpone: to a date, or until somebody opens the task."""
        ws, project, tr = self.ctx.ws, self.ctx.project, self.ctx.tr
        days = _DAYS.get(when, 0)
        until = (dt.date.fromisoformat(ws.today()) + dt.timedelta(days=days)).isoformat() if days else ""
        self.ctx.do(lambda: path.later(ws, project, task, iteration, until=until))
        self.ctx.messages.say("info", tr("{task} is put off. You find it on the path.", task=task))
