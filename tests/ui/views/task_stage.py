"""A stand-in for the window: shows one view on a real company file, runs its verbs, remembers where it wanted to go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vse_app.i18n import translator
from vse_app.model.errors import UserError
from vse_app.model.path import Step
from vse_app.model.records import Record
from vse_app.services import path
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_text import LongTextEditor
from vse_app.ui.messages import MessageBar
from vse_app.ui.parts import Button
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.view import View
from vse_app.ui.views.task import TaskView
from vse_app.ui.views.task_done import DonePanel
from vse_app.ui.views.task_sheet import Sheet


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


class Open:
    """An opened task page with its stage."""

    def __init__(self, qtbot: QtBot, ws: Workspace, folder: Path, task: str, iteration: int = 0) -> None:
        self.ws, self.qtbot, self.stage = ws, qtbot, Stage(ws, folder)
        self.view = TaskView(self.stage.ctx, Target("task", task=task, iteration=iteration))
        self.stage.show_view(qtbot, self.view)
        self.stage.settle()

    @property
    def sheet(self) -> Sheet:
        assert self.view.sheet is not None
        return self.view.sheet

    @property
    def done(self) -> DonePanel:
        assert isinstance(self.sheet.panel, DonePanel)
        return self.sheet.panel

    @property
    def step(self) -> Step:
        return path.view(self.ws, 1).step(*self.sheet.key)

    def kept(self, product: str) -> list[Record]:
        return path.view(self.ws, 1).facts.records_of.get(product, [])

    def button(self, text: str, within: QWidget | None = None) -> Button:
        found = (within or self.view).findChildren(Button)
        return next(b for b in found if b.text() == text and b.isVisible())

    def words(self, within: QWidget | None = None) -> str:
        labels = (within or self.view).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def type(self, field: str, text: str, card: int = 0) -> LongTextEditor:
        editor = self.sheet.outputs[card].editors()[-1].form.editor(field)
        assert isinstance(editor, LongTextEditor)
        self.qtbot.keyClicks(editor.focusProxy(), text)
        return editor

    def ctrl_enter(self) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.wait(150)
        self.stage.settle()
