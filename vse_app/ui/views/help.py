"""Help: the profile in plain words, a glossary, keys, how states and stamps work, and what this program never does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from vse_app.model.process import ProcessModel
from vse_app.services import projects
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Heading, Muted, ScrollPage
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.view import View
from vse_app.ui.views import help_pages
from vse_app.ui.views.settings_rail import SectionRail

Page = Callable[[Context, ProcessModel], Iterable[QWidget | None]]
"""Makes a chapter piece by piece; None when a piece went into one that was there before."""


class HelpView(View):
    """Chapters at the left, the chosen one at the right."""

    topics = frozenset({"project"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._model: ProcessModel | None = None
        self._chapters = _chapters(ctx)
        self._pages: dict[str, ScrollPage] = {}
        self._stack = QStackedWidget()
        self.rail = SectionRail([(n, title, icon) for n, (title, icon, _p) in self._chapters.items()], ctx.tr("Help"))
        self.rail.chosen.connect(self.show_chapter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self._stack, 1)
        self.waiting = Muted(ctx.tr("One moment …"))
        self._stack.addWidget(self.waiting)

    def refresh(self) -> None:
        ws, project = self.ctx.workspace, self.ctx.project
        self.ctx.runner.latest((id(self), "model"), lambda: _model(ws, project), self._show, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.rail.fit_into(event.size().width())

    def retarget(self, target: Target) -> None:
        self.target = target
        if self._model is not None:
            self.show_chapter(target.text)

    def show_chapter(self, name: str) -> None:
        """Show a chapter by name; the first for a name that is none."""
        if self._model is None:
            return
        name = name if name in self._chapters else next(iter(self._chapters))
        self.target = self.target._replace(text=name)
        if name not in self._pages:
            title, _icon, make = self._chapters[name]
            page = self._pages[name] = ScrollPage()
            page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            page.setAccessibleName(title)
            page.column.addWidget(Heading(title))
            Piecewise(page.inside, self._filled(page, make(self.ctx, self._model)))
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[name])
        self.rail.show_chosen(name)

    def _filled(self, page: ScrollPage, pieces: Iterable[QWidget | None]) -> Iterator[None]:
        for widget in pieces:
            if widget is not None:
                page.column.addWidget(widget)
            yield

    def _show(self, model: ProcessModel) -> None:
        if self._model is None:
            self._model = model
            self.show_chapter(self.target.text)


def _chapters(ctx: Context) -> dict[str, tuple[str, str, Page]]:
    """Name → title, icon and how its widgets are made."""
    tr, pages = ctx.tr, help_pages
    found: dict[str, tuple[str, str, Page]] = {
        "profile": (tr("The profile"), "path", pages.profile),
        "glossary": (tr("Glossary"), "search", pages.glossary),
        "states": (tr("States and stamps"), "approve", pages.states),
        "shortcuts": (tr("Keys"), "menu", pages.shortcuts),
        "never": (tr("What it never does"), "lock", pages.never),
    }
    if help_pages.guide_text(tr.language):
        found["guide"] = (tr("User guide"), "file", pages.guide)
    return found | {"about": (tr("About and licences"), "info", pages.about)}


def _model(ws: Workspace | None, project_id: int) -> ProcessModel:
    """The project's profile, or the one that comes with the program."""
    if ws is not None and project_id:
        return projects.model_of(ws, projects.project(ws, project_id))
    from vse_app.services.offers import default_model

    return default_model()
