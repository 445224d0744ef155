"""The library: opening it, against the same page with no model in it; all of it in memory; every pair covered.

Both openings happen in one window, in turn, each from a new stage to a page that has read and painted everything; the
models are compiled already, as after the first start. Memory is what reading, building and indexing every model adds to
a process that has read one. Coverage is the slowest pair of all models, each way, after one round to warm up.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import Row

PAIRS = 21
MEMORY = """
import gc
from vse_app import content
from vse_app.services import library_pages
from vse_app.services.covering import model
def resident():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
first = content.available()[0].ref
model(first)
gc.collect()
before = resident()
for info in content.available():
    library_pages.catalogue(info.ref)
for language in ("en", "es"):
    library_pages.search("nothing at all", language)
content.mappings()
gc.collect()
print(resident() - before)
"""


def run() -> list[Row]:
    """Opening, memory, coverage."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VSE_APP_HOME"] = folder
        try:
            return [_opening(Path(folder) / "none"), _memory(), _coverage()]
        finally:
            del os.environ["VSE_APP_HOME"]


def _opening(nothing: Path) -> Row:
    from vse_app import paths

    nothing.mkdir()
    shipped = paths.profiles
    desk = _Desk()
    full: list[float] = []
    empty: list[float] = []
    for number in range(PAIRS + 2):
        for times, profiles in ((empty, lambda: nothing), (full, shipped)):
            paths.profiles = profiles
            desk.open("library")  # what headers say is remembered from here on, as in a program that runs
            spent = desk.open("library")
            if number >= 2:  # the first ones import and compile
                times.append(spent)
    paths.profiles = shipped
    desk.close()
    ratio = statistics.median(a / b for a, b in zip(full, empty, strict=True))
    name = "library: opened with every model / with none"
    return Row(name, statistics.median(full), statistics.median(empty), ratio, 1.5, "ms")


class _Desk:
    """A window without a company file."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from vse_app.ui import theme
        from vse_app.ui.context import Target
        from vse_app.ui.preferences import Preferences
        from vse_app.ui.runner import Runner
        from vse_app.ui.session import Session
        from vse_app.ui.window import Window

        program = QApplication.instance() or QApplication(sys.argv)
        theme.apply(program, "light")
        preferences = Preferences()
        self.window = Window(preferences)
        self.runner = Runner(self.window)
        self.session = Session(self.window, "en", self.runner, preferences)
        self.window.show()
        self._target = Target
        self.open("start")

    def open(self, view: str) -> float:
        """Milliseconds from asking for a page to all of it read and painted."""
        from PySide6.QtTest import QTest

        self.session.stage.clear()
        start = time.perf_counter()
        self.session.go(self._target(view))
        self.session.stage.bring_forward()
        self.window.grab()
        while self.runner.is_busy:
            self.runner.wait_idle()
        self.window.grab()
        spent = time.perf_counter() - start
        QTest.qWait(20)
        return spent * 1000

    def close(self) -> None:
        """End it."""
        self.window.close()
        self.runner.close()


def _memory() -> Row:
    # Only Linux tells the size of a process by itself.
    linux = sys.platform == "linux"
    said = (
        subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True).stdout
        if linux
        else "0"
    )
    return Row("library: every model and its search in memory", float(said), 0, float(said), 40, "MiB")


def _coverage() -> Row:
    from vse_app import content
    from vse_app.services import covering

    refs = [info.ref for info in content.available()]
    worst = 0.0
    for source, target in itertools.permutations(refs, 2):
        times: list[float] = []
        for _ in range(3):
            start = time.perf_counter()
            covering.between(source, target)
            times.append((time.perf_counter() - start) * 1000)
        worst = max(worst, statistics.median(times))
    return Row(f"coverage, the slowest of {len(refs) * (len(refs) - 1)} pairs", worst, 0, worst, 50, "ms")


if __name__ == "__main__":
    for line in run():
        print(line)
