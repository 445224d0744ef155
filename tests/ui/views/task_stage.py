"""A stand-in for the window: shows one view on a real company file, runs its verbs, remembers where it wanted to go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vse_app.i18n import translator
from vse_app.model.errors import UserError
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.messages import MessageBar
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.view import View


class Stage(QWidget):
    """Does for a view what the window does."""

    def __init__(self, ws: Workspace | None, folder: Path, *, project: int = 1) -> None:
        super().__init__()
        self.resize(1100, 700)
        self.went: list[Target] = []
        self.errors: list[UserError] = []
        self.runner = Runner(self)
        self.runner.refused.connect(self.errors.append)
        self.messages = MessageBar(self, translator("en"))
        self.view: View | None = None
        self.ctx = Context(
            translator("en"), "en", self.runner, self.messages, theme.current(),
            Preferences(folder / "preferences.json"), ws, project, self.do, self.went.append,
        )  # fmt: skip
        QVBoxLayout(self)

    def show_view(self, qtbot: QtBot, view: View) -> None:
        """Put a view on the stage and wait until it has read."""
        self.view = view
        layout = self.layout()
        assert layout is not None
        layout.addWidget(view)
        qtbot.addWidget(self, before_close_func=lambda _w: self.runner.close())
        with qtbot.waitExposed(self):
            self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)
        view.refresh()
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way and what is new is on show."""
        assert self.runner.wait_idle()
        QTest.qWait(10)
        assert self.runner.wait_idle()

    def do(self, verb: Any, then: Any = None, failed: Any = None, **_values: Any) -> None:
        def after(done: Any) -> None:
            if then is not None:
                then(getattr(done, "value", None))
            changes = getattr(done, "changes", done)
            if self.view is not None and changes.touches(*self.view.topics):
                self.view.refresh()

        self.runner.write(verb, after, failed=failed)
