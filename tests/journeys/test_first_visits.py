"""The first visit to every page, and large projects: the window hears again within a tenth of a second, always."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.conftest import BLOCKED_MS, Desk, Watchdog
from tests.journeys.test_screens import specification
from vse_app.model.project import Iteration
from vse_app.services import projects
from vse_app.services.workspace import Workspace
from vse_app.ui import app
from vse_app.ui.context import Target

TRIES = 3
"""Windows before a silence counts: another program on the machine may hold one of them up."""
RECORD = -1
"""Stands for a record that was changed after it was frozen."""
PLACES = {
    "path": Target("path"),
    "task": Target("task", task="SI.3.6", iteration=2),
    "another task": Target("task", task="SI.2.2", iteration=2),
    "products": Target("products"),
    "record": Target("record", record=RECORD),
    **{tab: Target("record", record=RECORD, text=tab) for tab in ("states", "versions", "links", "history", "print")},
    "registers": Target("registers"),
    "register": Target("register", kind="requirement"),
    "import": Target("register", kind="requirement", text="import"),
    "ladder": Target("ladder"),
    "rung": Target("ladder", kind="full"),
    "which standard": Target("which-standard"),
    "why not": Target("why-not"),
    "meeting": Target("meeting"),
    "plan": Target("plan"),
    "progress": Target("progress"),
    "risk review": Target("risks"),
    "measures": Target("measures"),
    "log": Target("history"),
    "reports": Target("reports"),
    **{name: Target("settings", text=name) for name in ("company", "people", "project", "style", "backup")},
    "help": Target("help"),
    "start": Target("start"),
    "new project": Target("new-project"),
    "today": Target("today"),
}


@pytest.fixture(autouse=True)
def quick_threads() -> None:
    """As in the program: no thread keeps Python for itself."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(app.SWITCH_SECONDS)
    yield
    sys.setswitchinterval(before)


class Worked(Watchdog):
    """As the watchdog of the other journeys, but of the time the window's own thread worked at a stretch.

    Waiting for another program to leave the processor is no fault of the page that is opened.
    """

    def start(self) -> None:
        super().start()
        self._last = time.thread_time()

    def _tick(self) -> None:
        now = time.thread_time()
        self.worst = max(self.worst, (now - self._last) * 1000)
        self._last = now


def visits(found: Desk) -> dict[str, float]:
    """The longest stretch of work at the first visit to each place, in milliseconds."""
    record = specification(found)
    silences: dict[str, float] = {}
    for name, place in PLACES.items():
        found.spin(60)
        watchdog = Worked()
        watchdog.start()
        found.session.go(place._replace(record=record) if place.record == RECORD else place)
        found.settle()
        found.spin(150)
        watchdog.stop()
        silences[name] = round(watchdog.worst)
    return silences


def best_of(desk, file: Path) -> dict[str, float]:
    """Each place's shortest silence over some windows; as few windows as are needed."""
    best: dict[str, float] = {}
    for number in range(TRIES):
        own = file.with_name(f"{number}-{file.name}")
        shutil.copy(file, own)
        found = desk("en", file=own)
        found.spin(app.WARM_MS + 100)
        found.settle()
        walked = visits(found)
        found.window.close()
        best = {name: min(best.get(name, silence), silence) for name, silence in walked.items()}
        if max(best.values()) <= BLOCKED_MS:
            break
    return best


def test_no_first_visit_holds_the_window_up(desk, samples, tmp_path):
    file = tmp_path / "example.vse"
    shutil.copy(samples["en"], file)
    best = best_of(desk, file)
    assert {name: silence for name, silence in best.items() if silence > BLOCKED_MS} == {}


def test_nor_in_a_project_of_sixty_iterations(desk, samples, tmp_path):
    file = tmp_path / "sixty.vse"
    shutil.copy(samples["en"], file)
    with Workspace.open(file) as ws:
        project = max(projects.projects(ws), key=lambda p: p.id)
        more = (Iteration(f"Step {number}") for number in range(len(project.iterations) + 1, 61))
        projects.edit_project(ws, project.id, iterations=(*project.iterations, *more))
    best = best_of(desk, file)
    assert {name: silence for name, silence in best.items() if silence > BLOCKED_MS} == {}
