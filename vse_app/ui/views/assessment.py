"""Assessment: all of them, and the page of one with the steps of the method. It can be left at any step."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vse_app.model.assessment import STEPS
from vse_app.model.errors import UserError
from vse_app.services import assessment_page
from vse_app.services.assessment_facts import SHAPED_BY
from vse_app.services.assessment_page import Page
from vse_app.services.assessments import TOPICS
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import EmptyState
from vse_app.ui.view import View
from vse_app.ui.views.assessment_head import Head
from vse_app.ui.views.assessment_home import HomePage, Overview, read_home
from vse_app.ui.views.assessment_pane import Pane
from vse_app.ui.views.settings_tabs import TabOrder

PANES: Final = {
    "plan": "assessment_plan:PlanPane",
    "collect": "assessment_collect:CollectPane",
    "validate": "assessment_check:CheckPane",
    "rate": "assessment_rate:RatePane",
    "results": "assessment_results:ResultsPane",
    "report": "assessment_finish:ReportPane",
    "close": "assessment_finish:ClosePane",
}
"""Step → module in this folder and its class; each is built when it is first opened."""


ROOMY: Final = 420
"""Below this height of the view, in pixels at 100 %, its head is only the title and the steps."""


class AssessmentView(View):
    """`target.record` is the assessment (0: the list of all), `text` the step, `kind` an item or process in it."""

    topics = TOPICS | frozenset(SHAPED_BY)

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: Page | None = None
        self._panes: dict[str, Pane] = {}
        self._step = ""
        self._tabs = TabOrder(self)
        self.head = Head(ctx.tr)
        self.home = HomePage(ctx)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.head.chosen.connect(lambda step: self.ctx.go(self.target._replace(text=step, kind="")))
        self.head.home.connect(lambda: self.ctx.go(Target("assessment")))
        self._show_frame()

    @property
    def pane(self) -> Pane:
        """The step on show."""
        return self._panes[self._step]

    def refresh(self) -> None:
        ws, number, language = self.ctx.ws, self.target.record, self.ctx.language
        key = (id(self), "page")
        if number:
            self.ctx.runner.latest(
                key, lambda: assessment_page.page(ws, number, language), self._show, failed=self._refused, owner=self
            )
        else:
            self.ctx.runner.latest(key, lambda: read_home(ws, language), self._show_home, owner=self)

    def retarget(self, target: Target) -> None:
        before, self.target = self.target, target
        if before.record != target.record:
            self.page = None
            self._forget()
        elif self.page is not None and target.record:
            self._open(target)
        self._show_frame()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.show_roomy(event.size().height() >= theme.current().px(ROOMY))

    def leave(self) -> None:
        for pane in self._panes.values():
            pane.leave()

    def _show_frame(self) -> None:
        self.head.setVisible(bool(self.target.record))
        if not self.target.record:
            self._stack.setCurrentWidget(self.home)
            self.setFocusProxy(self.home)

    def _show_home(self, found: Overview) -> None:
        if not self.target.record:
            self.home.show_overview(found)
            self._tabs.keep()

    def _show(self, page: Page) -> None:
        if page.own.id != self.target.record:
            return
        is_new, self.page = self.page is None, page
        self.head.show_page(page)
        if is_new:
            self._open(self.target)
        else:
            self.pane.show_page(page)
        self._tabs.keep()

    def _refused(self, error: UserError) -> None:
        """There is no such assessment, or its kept model cannot be read: said in its place, never a broken page."""
        self._forget()
        self.head.hide()
        state = EmptyState(
            "warning",
            self.ctx.tr("This assessment cannot be shown"),
            error.say(self.ctx.tr),
            button=self.ctx.tr("All assessments"),
            on_click=lambda: self.ctx.go(Target("assessment")),
        )
        self._put(state)

    def _open(self, target: Target) -> None:
        assert self.page is not None
        step = target.text if target.text in STEPS else self._first_step()
        if self._step and self._step != step and self._step in self._panes:
            self.pane.leave()
        if step not in self._panes:
            pane = _class_of(step)(self.ctx)
            pane.asked.connect(self.ctx.go)
            if step == "rate":
                pane.progressed.connect(self.head.show_progress)  # type: ignore[attr-defined]
            self._panes[step] = pane
            self._stack.addWidget(pane)
        self._step = step
        self.head.show_step(step)
        pane = self.pane
        pane.show_page(self.page)
        if target.kind:
            pane.show_place(target.kind)
        self._put(pane)
        first = pane.first()
        if first is not None:
            self.setFocusProxy(first)
            if self.isVisible():
                first.setFocus()

    def _first_step(self) -> str:
        """Where one goes on: after what is signed; the results once it is completed."""
        assert self.page is not None
        own = self.page.own
        if own.is_closed:
            return "results"
        return next((s for s in ("plan", "collect", "validate", "rate", "report") if own.signature(s) is None), "close")

    def _put(self, widget: QWidget) -> None:
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self._tabs.keep()

    def _forget(self) -> None:
        """Let the panes of another assessment go."""
        for pane in self._panes.values():
            pane.leave()
        self._panes.clear()
        self._step = ""
        for index in reversed(range(self._stack.count())):
            widget = self._stack.widget(index)
            if widget is not None and widget is not self.home:
                self._stack.removeWidget(widget)
                widget.deleteLater()


def _class_of(step: str) -> Callable[[Context], Pane]:
    module, _, kind = PANES[step].partition(":")
    return getattr(import_module(f"vse_app.ui.views.{module}"), kind)
