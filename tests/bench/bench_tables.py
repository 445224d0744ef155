"""Does a table stay quick with a million rows? First paint against the same table with a thousand; every scroll step.

The rows stand in SQLite and are read as the program reads them: a count, then blocks by key.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import Row
from vse_app.i18n import translator
from vse_app.ui import theme
from vse_app.ui.tables import Anchor, Cell, ColumnSpec, Query, Rows, Table
from vse_app.ui.tables import Row as TableRow

SMALL, LARGE = 1_000, 1_000_000
REPEATS = 7
SCROLL_STEPS = 400
SCROLL_RUNS = 5
COLUMNS = tuple(
    ColumnSpec(name, name.title(), width)
    for name, width in (("code", 90), ("title", 320), ("state", 140), ("owner", 160), ("due", 110), ("note", 220))
)
STATES = (("done", "good"), ("ready", "accent"), ("doing", "info"), ("stale", "warn"))


class SqliteSource:
    """Rows of one table in code order, continued from the last key that is known."""

    def __init__(self, rows: int) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, title, state INTEGER, owner, due, note)")
        self._database.executemany(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)",
            (
                (n, f"Requirement number {n} of the system", n % 4, f"Person {n % 9}", "2026-11-23", f"Note {n}")
                for n in range(1, rows + 1)
            ),
        )

    def columns(self) -> tuple[ColumnSpec, ...]:
        """The columns."""
        return COLUMNS

    def count(self, query: Query) -> int:
        """All rows: the key is dense, as a counter kept beside the table would be."""
        return self._database.execute("SELECT max(id) FROM item").fetchone()[0]

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        """Rows after the anchor's key."""
        start, skip = (anchor.key, offset - anchor.offset) if anchor else (0, offset)
        found = self._database.execute(
            "SELECT * FROM item WHERE id > ? ORDER BY id LIMIT ? OFFSET ?", (start, limit, skip)
        ).fetchall()
        return Rows([self._row(record) for record in found], last=found[-1][0] if found else None)

    def _row(self, record: tuple) -> TableRow:
        number, title, state, owner, due, note = record
        icon, tone = STATES[state]
        return TableRow(number, (f"REQ-{number}", title, Cell(icon, icon, tone), owner, due, note))


def run() -> list[Row]:
    """First paint of a large table against a small one; the slowest of a hundred scroll steps, median of some runs."""
    app = QApplication.instance() or QApplication(sys.argv)
    theme.apply(app, "light")
    small, large = SqliteSource(SMALL), SqliteSource(LARGE)
    _first_paint(small)
    pairs = [(_first_paint(small), _first_paint(large)) for _ in range(REPEATS)]
    floor, measured = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    runs = [sorted(_scroll(large)) for _ in range(SCROLL_RUNS)]
    slow, usual = (statistics.median(steps[int(len(steps) * part)] for steps in runs) for part in (0.99, 0.5))
    return [
        Row("table: first paint, 1,000,000 rows / 1,000", measured, floor, ratio, 2.0, "ms"),
        Row("table: scroll step, 99th of 100, 1,000,000 rows", slow, usual, slow, 8.0, "ms"),
    ]


def _first_paint(source: SqliteSource) -> float:
    """Milliseconds to build, show and paint a table."""
    start = time.perf_counter()
    table = _shown(source)
    spent = time.perf_counter() - start
    table.deleteLater()
    return spent * 1000


def _shown(source: SqliteSource) -> Table:
    table = Table(source, tr=translator("en"))
    table.resize(1200, 800)
    table.show()
    table.grab()
    return table


def _exposed(table: Table) -> Table:
    QTest.qWaitForWindowExposed(table)
    return table


def _scroll(source: SqliteSource) -> list[float]:
    """Milliseconds of each of many steps: page by page from the top, then from far jumps."""
    table = _exposed(_shown(source))
    bar, view = table.grid.verticalScrollBar(), table.grid.viewport()
    spent: list[float] = []
    for step in range(SCROLL_STEPS):
        start = time.perf_counter()
        bar.setValue(bar.value() + (bar.pageStep() if step % 10 else bar.maximum() // 50))
        view.repaint()
        if step:
            spent.append((time.perf_counter() - start) * 1000)
    return spent


if __name__ == "__main__":
    for line in run():
        print(line)
