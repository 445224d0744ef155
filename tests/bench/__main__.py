"""`make bench`: run every benchmark, print the table, append it to docs/figures.md.

Every figure is a ratio to a yardstick measured in the same run; absolute numbers are shown so that a stranger can judge.
"""

from __future__ import annotations

import datetime as dt
import importlib
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.bench import Row

MODULES = (
    "bench_start",
    "bench_pdf",
    "bench_tables",
    "bench_files",
    "bench_capability",
    "bench_library",
    "bench_assessment",
    "bench_trace",
    "bench_registers",
    "bench_xray",
)
FIGURES = Path(__file__).resolve().parents[2] / "docs" / "figures.md"


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | yardstick | ratio | goal | |", "|---|--:|--:|--:|--:|---|"]
    for row in rows:
        verdict = "reached" if row.ratio <= row.goal else "missed"
        lines.append(
            f"| {row.name} | {row.measured:.4g} {row.unit} | {row.floor:.4g} {row.unit} | {row.ratio:.2f} "
            f"| {row.goal:g} | {verdict} |"
        )
    return "\n".join(lines)


def main(wanted: list[str]) -> int:
    """Run the named benchmarks (all without names)."""
    rows: list[Row] = []
    for name in MODULES:
        if not wanted or name in wanted or name.removeprefix("bench_") in wanted:
            found = importlib.import_module(f"tests.bench.{name}").run()
            print(table(found), flush=True)
            rows += found
    when = dt.date.today().isoformat()
    head = f"\n## {when}, {platform.system()} {platform.machine()}, Python {platform.python_version()}\n\n"
    with FIGURES.open("a", encoding="utf-8") as stream:
        stream.write(head + table(rows) + "\n")
    print(f"\nAppended to {FIGURES.name}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
