"""A small window around one view: a real runner and a real company file, and a list of where the view wanted to go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from vse_app import content
from vse_app.i18n import translator
from vse_app.model.building import build
from vse_app.model.errors import UserError
from vse_app.model.project import Iteration, Person, Project
from vse_app.services import company, setup
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.messages import MessageBar
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.view import View

MODEL = "iso29110-basic"
SECONDS = 20
"""Longest that a screen may take to come to rest."""


class Desk(QObject):
    """Shows one view and plays the window for it. `strays` are widgets that flashed up as windows of their own."""

    def __init__(self, ws: Workspace | None = None, *, project: int = 0, folder: Path) -> None:
        super().__init__()
        self.window = QWidget()
        self.window.resize(1100, 700)
        self._layout = QVBoxLayout(self.window)
        self.runner = Runner()
        self.went: list[Target] = []
        self.said: list[str] = []
        self.crashes: list[Exception] = []
        self.strays: list[str] = []
        self.view: View | None = None
        self.runner.crashed.connect(self.crashes.append)
        messages = MessageBar(self.window, translator("en"))
        self.context = Context(
            tr=translator("en"), language="en", runner=self.runner, messages=messages, theme=theme.current(),
            preferences=Preferences(folder / "preferences.json"), workspace=ws, project=project, do=self.do,
            go=self.went.append,
        )  # fmt: skip
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self.window and not isinstance(watched, QMenu):
            self.strays.append(repr(watched))
        return False

    def do(
        self,
        verb: Callable[[], Any],
        then: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        **_values: Any,
    ) -> None:
        """As the window does it: write, hand the value on, tell the view what changed."""

        def done(answer: Any) -> None:
            if then is not None:
                then(getattr(answer, "value", None))
            changes = getattr(answer, "changes", answer)
            if self.view is not None and changes.touches(*self.view.topics):
                self.view.refresh()

        self.runner.write(verb, done, failed=failed)

    def show(self, view: View) -> Any:
        """Put a view on the desk."""
        self.view = view
        self._layout.addWidget(view)
        self.window.show()
        view.refresh()
        self.settle()
        return view

    def settle(self) -> None:
        """Wait until nothing is under way, also what an answer set going."""
        quiet, deadline = 0, monotonic() + SECONDS
        while quiet < 4:
            assert monotonic() < deadline, "it never came to rest"
            QApplication.processEvents()
            quiet = quiet + 1 if self.runner.wait_idle() else 0

    def close(self) -> None:
        """End it, and see that nothing went wrong on the way."""
        QApplication.instance().removeEventFilter(self)
        if self.view is not None:
            self.view.leave()
        self.settle()
        self.runner.close()
        self.window.close()
        self.window.deleteLater()
        assert not self.crashes
        assert not self.strays, self.strays


def firm(path: Path) -> Workspace:
    """A small company with two people and one project."""
    ws = Workspace.create(path, clock=lambda: dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    company.edit_company(ws, name="Acme", country="Peru", it_staff=6)
    raw = content.load(MODEL)
    roles = tuple(role.id for role in setup.single_roles(build(raw), "vse"))
    people = (Person("", "Ana Ruiz", roles=roles), Person("", "Clara", side="customer", roles=("CUS",)))
    saved = company.save_people(ws, people).value
    company.set_actor(ws, saved[0].id)
    draft = Project(
        0, "BOAT", "Boats", "", customer="Harbour", life_cycle="agile", iterations=(Iteration("One"), Iteration("Two")),
        assignments=setup.suggested_assignments(build(raw), saved),
    )  # fmt: skip
    setup.start_project(ws, draft, raw)
    return ws
