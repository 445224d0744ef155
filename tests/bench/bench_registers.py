"""Do registers stay quick when they are long? First paint of 100,000 entries against 1,000; an import against SQLite.

The yardstick of the import writes the very same rows into the same tables of a copy of the same file, with the same
settings: heads, versions, links, the history with its hashes and the full-text index, taken from what the program wrote.
It neither reads the table nor compares, checks or hashes anything: that is the program's share of the ratio.
"""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.bench import Row
from vse_app.content import library
from vse_app.i18n import translator
from vse_app.model.project import Person, Project
from vse_app.services import company, headings, importing, projects, registers, sheets
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.messages import MessageBar
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner

SMALL, LARGE = 1_000, 100_000
REPEATS = 5
TABLES = ("records", "revisions", "links", "audit", "search")
"""What an import of a table writes."""
PRIORITIES = ("must", "should", "could", "later")


def run() -> list[Row]:
    """The ratios, worst first."""
    app = QApplication.instance() or QApplication(sys.argv)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty, small, large = (folder / f"{n}.vse" for n in ("empty", "small", "large"))
        _make(empty)
        spent = {}
        for target, count in ((small, SMALL), (large, LARGE)):
            shutil.copy(empty, target)
            spent[count] = _import(target, _table(count))
        raw = _raw(empty, large, folder / "raw.vse")
        pairs = [(_first_paint(small), _first_paint(large)) for _ in range(REPEATS + 1)][1:]
    floor, measured = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    return [
        Row("register: first paint, 100,000 entries / 1,000", measured, floor, ratio, 2.0, "ms"),
        Row("import of 100,000 rows / raw executemany", spent[LARGE], raw, spent[LARGE] / raw, 2.5, "s"),
    ]


def _make(path: Path) -> None:
    with Workspace.create(path) as ws:
        company.edit_company(ws, name="Acme")
        ana = company.save_people(ws, (Person("", "Ana Ruiz", roles=("PM",)),)).value[0]
        company.set_actor(ws, ana.id)
        projects.create_project(ws, Project(0, "P", "Project", ""), library.load("iso29110-basic"))


def _table(count: int) -> str:
    """Requirements as another tool exports them."""
    rows = (
        f"FR-{n},The system answers request number {n} within {n % 9 + 1} seconds,{PRIORITIES[n % 4]},"
        f"functionality,Send request {n} and measure,interview {n % 40},Ana Ruiz"
        for n in range(1, count + 1)
    )
    return "\n".join(["ID,Requirement,Priority,Kind,How it is checked,Source,Owner", *rows])


def _import(path: Path, text: str) -> float:
    """Seconds from the text of a table to its rows in the file: reading, comparing, writing."""
    with Workspace.open(path) as ws:
        model = registers.model_of(ws, 1)
        gc.disable()  # as the window has it: its collector rests while long work is under way
        start = time.perf_counter()
        sheet = sheets.from_text(text, "table.csv")
        reading = headings.suggested(model, model.product("requirement"), sheet)
        importing.apply(ws, 1, importing.plan(ws, 1, "requirement", sheet, reading))
        spent = time.perf_counter() - start
        gc.enable()
        return spent


def _raw(empty: Path, full: Path, target: Path) -> float:
    """Seconds that SQLite alone takes for the rows in which two files differ."""
    shutil.copy(empty, target)
    source = sqlite3.connect(full)
    wanted: list[tuple[str, list[tuple]]] = []
    for table in TABLES:
        columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
        key = "rowid, " if table == "search" else ""
        rows = source.execute(f"SELECT {key}{', '.join(columns)} FROM {table}").fetchall()
        names = [*(["rowid"] if key else []), *columns]
        wanted.append((f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows))
    source.close()
    raw = sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        raw.execute(f"PRAGMA {pragma}")
    known = {row[0] for row in raw.execute("SELECT seq FROM audit")}
    wanted = [(sql, [r for r in rows if r[0] not in known] if "audit" in sql else rows) for sql, rows in wanted]
    start = time.perf_counter()
    raw.execute("BEGIN")
    for sql, rows in wanted:
        raw.executemany(sql, rows)
    raw.execute("COMMIT")
    spent = time.perf_counter() - start
    raw.close()
    return spent


def _first_paint(path: Path) -> float:
    """Milliseconds from the asking for a register to its first rows on the screen."""
    from vse_app.ui.views.register import RegisterView

    with Workspace.open(path, writable=False) as ws:
        window, runner = QWidget(), Runner()
        window.resize(1200, 800)
        window.show()
        tr = translator("en")
        ctx = Context(
            tr=tr, language="en", runner=runner, messages=MessageBar(window, tr), theme=theme.current(),
            preferences=Preferences(path.with_suffix(".json")), workspace=ws, project=1,
            do=lambda *_a, **_k: None, go=lambda _t: None,
        )  # fmt: skip
        registers.model_of(ws, 1)
        start = time.perf_counter()
        view = RegisterView(ctx, Target("register", kind="requirement"))
        view.setParent(window)
        view.resize(1200, 800)
        view.show()
        view.refresh()
        while "requirement" not in view.pages:
            QApplication.processEvents()
        view.grab()
        spent = time.perf_counter() - start
        assert view.page.table.model.row(0).id is not None
        runner.wait_idle(30_000)
        runner.close()
        window.deleteLater()
        QApplication.processEvents()
    return spent * 1000


if __name__ == "__main__":
    for line in run():
        print(line)
