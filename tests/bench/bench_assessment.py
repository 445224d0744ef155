"""Is an assessment of nine processes answered before the eye notices, and are its reports as quick as the pack?

The two answers on screen are those that have no time for anything: a tick under "what if" (everything is worked out and
painted again), and a digit while rating (letters, proposal, bars). Their yardstick is one frame of a 60 Hz screen.
"""

from __future__ import annotations

import dataclasses
import os
import pickle
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.bench import Row
from tests.bench.bench_pdf import child
from vse_app.i18n import translator
from vse_app.model.report import Contents, Report
from vse_app.services import assessment_page, assessments, projects, publishing, sample
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.messages import MessageBar
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.views.assessment_rate import RatePane
from vse_app.ui.views.assessment_results import ResultsPane

FRAME = 16.0
"""Milliseconds that a frame lasts."""
REPEATS = 25
PAIRS = 5
FROZEN = 1
"""The round of the sample company that is completed: nine processes."""
PAGES = 500
"""Reports are printed over and over up to about this length: of a few pages alone, opening the fonts would be most."""
REPORTS = ("assessment-findings", "assessment-results")


def run() -> list[Row]:
    """Measure everything on the sample company; takes about a minute."""
    app = QApplication.instance() or QApplication(sys.argv)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.vse"
        sample.build(file, "en").close()
        with Workspace.open(file) as ws:
            return [
                _results(ws, Path(folder)),
                _rating(ws, Path(folder)),
                *_reports(ws, Path(folder)),
            ]


def _results(ws: Workspace, folder: Path) -> Row:
    """A tick under "what if": levels, sentences and all three charts, then the chart on show painted."""
    window = QWidget()
    pane = ResultsPane(_context(ws, folder, window))
    pane.resize(1100, 700)
    pane.show_page(assessment_page.page(ws, FROZEN, "en"))
    pane.show()
    QApplication.processEvents()
    keys = [key for key, _ in pane._offers()][:3]
    assert len(pane.page.sheet.results.processes) == 9 and keys

    def tick(number: int) -> None:
        pane.tick(keys[number % len(keys)], number // len(keys) % 2 == 0)
        pane.charts["bars"].repaint()

    took = _milliseconds(tick)
    pane.close()
    return Row("results of nine processes after a tick, painted", took, FRAME, took / FRAME, 1.0, "ms")


def _rating(ws: Workspace, folder: Path) -> Row:
    """A digit while rating: everything that is seen of it. Writing follows and is not counted."""
    window = QWidget()
    running = max(a.id for a in assessments.assessments(ws) if not a.is_closed)
    pane = RatePane(_context(ws, folder, window))
    pane.resize(1100, 700)
    pane.show_page(assessment_page.page(ws, running, "en"))
    pane.show()
    QApplication.processEvents()

    def press(number: int) -> None:
        pane.press(1 + number % 4)
        pane.repaint()

    took = _milliseconds(press)
    pane.close()
    return Row("a digit while rating nine processes, painted", took, FRAME, took / FRAME, 1.0, "ms")


def _reports(ws: Workspace, folder: Path) -> list[Row]:
    """Reports with their drawings, by how much slower they are than the bare canvas: no more than the evidence pack."""
    project = projects.projects(ws)[0].id
    pack = _to_canvas(publishing.build(ws, project, "evidence-pack", "en"), folder / "pack")
    rows: list[Row] = []
    for name in REPORTS:
        found = _to_canvas(publishing.build(ws, project, name, "en", assessment=FROZEN), folder / name)
        rows.append(Row(f"{name}: slower than a canvas, beside the pack", found, pack, found / pack, 1.1, "x"))
    return rows


def _to_canvas(report: Report, made: Path) -> float:
    """Time of a report over that of a canvas that is told the very same ink. A list of contents is left out."""
    blocks = tuple(block for block in report.blocks if not isinstance(block, Contents))
    drawn = made.with_suffix(".pickle")
    made.write_bytes(pickle.dumps(dataclasses.replace(report, blocks=blocks)))
    times = round(PAGES / child("record", str(made), drawn)["pages"])
    made.write_bytes(pickle.dumps(dataclasses.replace(report, blocks=blocks * times)))
    child("record", str(made), drawn)
    pairs = [(child("render", str(made), drawn), child("floor", str(made), drawn)) for _ in range(PAIRS)]
    return statistics.median(ours["seconds"] / floor["seconds"] for ours, floor in pairs)


def _milliseconds(work: Callable[[int], None]) -> float:
    """The slowest of some repeats, median of three such runs; the first run only warms up."""
    slowest: list[float] = []
    for _ in range(4):
        times = []
        for number in range(REPEATS):
            start = time.perf_counter()
            work(number)
            times.append((time.perf_counter() - start) * 1000)
        slowest.append(max(times))
    return statistics.median(slowest[1:])


def _context(ws: Workspace, folder: Path, window: QWidget) -> Context:
    tr = translator("en")
    return Context(
        tr=tr, language="en", runner=Runner(), messages=MessageBar(window, tr), theme=theme.current(),
        preferences=Preferences(folder / "preferences.json"), workspace=ws, project=1,
        do=lambda *_verb, **_how: None, go=lambda _target: None,
    )  # fmt: skip


if __name__ == "__main__":
    results = run()
    print("\n".join(map(str, results)))
    sys.exit(0 if all(row.is_met for row in results) else 1)
