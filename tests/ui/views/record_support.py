"""A small company with one project, and a stand-in for the window, for the tests of products, record and history."""

from __future__ import annotations

import faulthandler
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from vse_app.content import library
from vse_app.i18n import translator
from vse_app.model.project import Person, Project
from vse_app.model.records import Content, Record
from vse_app.services import company, projects, records
from vse_app.services.records import Dates
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.messages import MessageBar
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.view import View


@cache
def _profile() -> Any:
    return library.load("iso29110-basic")


class Bench:
    """The company file, the context, and everything a view asked of the window."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.ws = Workspace.create(folder / "acme.vse")
        people = company.save_people(
            self.ws,
            (
                Person("", "Elena Ruiz", roles=("PM",)),
                Person("", "Marco Díaz", roles=("TL",)),
                Person("", "Carmen Solís", side="customer", roles=("CUS",)),
            ),
        ).value
        self.elena, self.marco, self.carmen = (p.id for p in people)
        company.set_actor(self.ws, self.elena)
        roles = {"PM": (self.elena,), "TL": (self.marco,), "CUS": (self.carmen,)}
        draft = Project(0, "CITAS", "Appointments", "", assignments=roles)
        self.project = projects.create_project(self.ws, draft, _profile()).value.id
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1200, 900)
        self._column = QVBoxLayout(self.window)
        self.gone: list[Target] = []
        self.deleted: list[str] = []
        self.errors: list[Any] = []
        self.view: Any = None
        self.runner = Runner()
        self.runner.crashed.connect(self.errors.append)
        self.runner.refused.connect(self.errors.append)
        self.ctx = self._context()

    def _context(self) -> Context:
        return Context(
            tr=translator("en"),
            language="en",
            runner=self.runner,
            messages=MessageBar(self.window, translator("en")),
            theme=theme.current(),
            preferences=Preferences(self.folder / "preferences.json"),
            workspace=self.ws,
            project=self.project,
            do=self._do,
            go=self.gone.append,
        )

    def _do(self, verb: Callable[[], Any], then: Any = None, failed: Any = None, **asked: Any) -> None:
        def done(answer: Any) -> None:
            owner = asked.get("owner") or getattr(then, "__self__", None)
            if then is not None and (not isinstance(owner, QObject) or isValid(owner)):
                then(getattr(answer, "value", answer))
            if asked.get("deleted"):
                self.deleted.append(asked["deleted"])
            changes = getattr(answer, "changes", answer)
            if self.view is not None and changes.touches(*self.view.topics):
                self.view.refresh()

        self.runner.write(verb, done, failed=failed)

    def write(self, kind: str, title: str, fields: dict[str, Any] | None = None, happened: str = "") -> Record:
        """A record made behind the view's back."""
        return records.create(
            self.ws, self.project, kind, content=Content(title, fields or {}), dates=Dates(happened)
        ).value

    def open(self, view: type[View], target: Target) -> Any:
        """Show a view in the window, with its first reading done."""
        self.view = view(self.ctx, target)
        self._column.addWidget(self.view)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.refresh()
        self.settle()
        return self.view

    def settle(self) -> None:
        """Wait until nothing is under way; a crash or a refusal that nobody took care of fails the test."""
        for _ in range(4):
            if not self.runner.wait_idle(20_000):
                faulthandler.dump_traceback(all_threads=True)  # says which thread hangs, and where
                raise AssertionError("something is still under way")
            self.qtbot.wait(1)
        assert not self.errors, self.errors

    def close(self) -> None:
        """End the threads and let go of the file."""
        self.runner.close()
        self.ws.close()


def drop(widget: QWidget, *paths: Path, at: QPointF | None = None) -> None:
    """Drop files on a widget as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = at or QPointF(5, 5)
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dragEnterEvent(QDragEnterEvent(place.toPoint(), action, data, buttons, keys))
    widget.dropEvent(QDropEvent(place, action, data, buttons, keys))


def words(widget: QWidget) -> str:
    """All words on show in a widget."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    shown = [w for w in widget.findChildren(QLabel) if w.isVisibleTo(widget)]
    buttons = [w for w in widget.findChildren(QAbstractButton) if w.isVisibleTo(widget)]
    return "\n".join(w.text() for w in (*shown, *buttons))
