"""A company file as a shop would have it, and a real window on it, for the tests of the frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from vse_app.content import library
from vse_app.model.project import Person, Project
from vse_app.model.records import Content
from vse_app.services import company, glance, projects, records
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.session import Session
from vse_app.ui.window import Window


@cache
def _profile() -> Any:
    return library.load("iso29110-basic")


def make_company(path: Path, *, titles: tuple[str, ...] = ("Online shop",)) -> Path:
    """A closed company file with two people, and projects with one record each."""
    with Workspace.create(path) as ws:
        company.edit_company(ws, name="Acme <b>Software</b>", country="MX", it_staff=4)
        elena, marco = company.save_people(
            ws, (Person("", "Elena Núñez", roles=("PM",)), Person("", "Marco Díaz", roles=("TL",)))
        ).value
        company.set_actor(ws, elena.id)
        for number, title in enumerate(titles, 1):
            roles = {"PM": (elena.id,), "TL": (marco.id,)}
            draft = Project(0, f"P{number}", title, "", assignments=roles)
            made = projects.create_project(ws, draft, _profile()).value
            records.create(ws, made.id, "statement-of-work", content=Content(f"Ampliación {number}", {}))
            glance.write(ws, made.id, "en")
    return path


class Opened:
    """A window with its session, without the first paint."""

    def __init__(self, qtbot: Any, *, language: str = "en") -> None:
        self.qtbot = qtbot
        self.preferences = Preferences()
        self.window = Window(self.preferences)
        self.runner = Runner(self.window)
        self.session = Session(self.window, language, self.runner, self.preferences)
        qtbot.addWidget(self.window)
        self.window.resize(1180, 780)
        self.window.show()

    def go(self, target: Target) -> Opened:
        """Go somewhere and wait until it is on show."""
        self.session.go(target)
        return self.settle()

    def open(self, path: Path) -> Opened:
        """Open a company file."""
        return self.go(Target("open", text=str(path)))

    def settle(self) -> Opened:
        """Wait until nothing is under way and the current view is the one that is seen."""
        self.qtbot.waitUntil(lambda: not self.runner.is_busy and self._is_shown(), timeout=20_000)
        return self

    def until(self, condition: Callable[[], object]) -> None:
        """Wait for something."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def close(self) -> None:
        """Close the window as a person does."""
        self.window.close()

    def _is_shown(self) -> bool:
        view = self.session.stage.view
        return view is not None and view.isVisible()
