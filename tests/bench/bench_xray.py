"""The X-ray of a whole project of 100,000 records and 200,000 links: how long, and how it grows with the project.

The project is written straight into the tables: only reading and judging are measured, from the file to the findings.
"""

from __future__ import annotations

import gc
import json
import math
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.bench import Row
from vse_app import content as models
from vse_app.model.project import Person, Project
from vse_app.services import company, projects, xray
from vse_app.services.workspace import Workspace
from vse_app.store.tables import events, links, records, revisions

SMALL, LARGE = 10_000, 100_000
SECONDS: Final = 3.0
EXPONENT: Final = 1.1
REPEATS: Final = 3
SHARES: Final = (
    ("requirement", 0.3), ("design-element", 0.15), ("component", 0.1), ("test-case", 0.2), ("test-result", 0.2),
    ("change-request", 0.02), ("action", 0.03),
)  # fmt: skip
LEADS: Final = {
    "design-element": ("satisfies", "requirement"), "component": ("implements", "design-element"),
    "test-case": ("verifies", "requirement"), "test-result": ("test", "test-case"),
    "requirement": ("comes-from", "requirement"), "change-request": ("affects", "requirement"),
    "action": ("raised-by", "change-request"),
}  # fmt: skip
"""Kind → the field its links stand in, and the kind they lead to; two links a record."""


def run() -> list[Row]:
    """Measure both sizes; takes about a minute."""
    took = {size: _seconds(size) for size in (SMALL, LARGE)}
    exponent = math.log(took[LARGE] / took[SMALL]) / math.log(LARGE / SMALL)
    return [
        Row(f"X-ray of {LARGE:,} records, {2 * LARGE:,} links", took[LARGE], SECONDS, took[LARGE] / SECONDS, 1.0, "s"),
        Row("X-ray: exponent of its growth", exponent, EXPONENT, exponent / EXPONENT, 1.0, ""),
    ]


def _seconds(size: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.vse"
        with Workspace.create(file) as ws:
            company.edit_company(ws, name="Acme")
            company.save_people(ws, (Person("ana", "Ana"), Person("ben", "Ben")))
            company.set_actor(ws, "ana")
            draft = Project(0, "P", "Large", "", assignments={"PM": ("ana",)}, start="2026-01-01")
            projects.create_project(ws, draft, models.load("iso29110-basic"))
        fill(file, size)
        with Workspace.open(file, writable=False) as ws:
            best = math.inf
            for _ in range(REPEATS):
                gc.collect()
                before = time.perf_counter()
                found = xray.run(ws, 1)
                best = min(best, time.perf_counter() - before)
            assert found.findings and {f.rule for f in found.findings} >= {"uncovered-requirement", "suspect-link"}
            return best


def fill(file: Path, size: int) -> None:
    """Put `size` records with two links each, and a state for every second, into project 1 of a file."""
    with sqlite3.connect(file) as connection:
        kinds: dict[str, list[int]] = {}
        numbers: list[str] = []
        for kind, share in SHARES:
            kinds[kind] = list(range(len(numbers) + 1, len(numbers) + 1 + round(size * share)))
            numbers += [kind] * len(kinds[kind])
        _insert(connection, records.name, (_head(i, kind) for i, kind in enumerate(numbers, 1)))
        _insert(connection, revisions.name, (_version(i, kind) for i, kind in enumerate(numbers, 1)))
        _insert(connection, links.name, _links(numbers, kinds))
        _insert(connection, events.name, (_event(i) for i in range(2, len(numbers) + 1, 2)))
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows)
    names = ", ".join(first)
    sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(first))})"
    connection.execute(sql, tuple(first.values()))
    connection.executemany(sql, (tuple(row.values()) for row in rows))


def _stamp(record: int) -> str:
    return f"{record:064x}"


def _head(record: int, kind: str) -> dict[str, Any]:
    day = f"2026-{1 + record % 9:02d}-{1 + record % 28:02d}"
    return {
        "id": record, "project": 1, "kind": kind, "number": f"{kind[:3].upper()}-{record:06d}", "iteration": 0,
        "revision": 1, "title": f"{kind} number {record}, said in a few words", "stamp": _stamp(record), "form": "form",
        "filled": 1, "author": "ana", "happened": day, "captured": f"{day}T10:00:00Z", "core": _stamp(record),
        "due": "2026-03-01" if kind == "action" and record % 5 == 0 else "", "place": f"{record:08x}",
    }  # fmt: skip


def _version(record: int, kind: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"statement": f"The system shall do the thing {record} within a second, at any time."}
    if kind == "requirement" and record % 10:
        fields |= {"check": "Measure it", "priority": "must"}
    if kind == "test-result":
        fields = {"result": "failed" if record % 50 == 0 else "passed", "tested-version": "1.0"}
    elif kind == "change-request":
        fields = {"decision": "pending" if record % 3 else "accepted", "reason": "Somebody asked for it."}
    elif record % 4 == 0:
        fields["other-id"] = f"JIRA-{record}"
    body = json.dumps({"title": f"{kind} {record}", "fields": fields, "files": [], "link": ""})
    return {
        "record": record,
        "no": 1,
        "content": body,
        "stamp": _stamp(record),
        "author": "ana",
        "happened": "2026-01-01",
    }


def _links(numbers: list[str], kinds: dict[str, list[int]]) -> Iterator[dict[str, Any]]:
    for record, kind in enumerate(numbers, 1):
        field, to = LEADS[kind]
        for turn in (0, 1):
            target = kinds[to][(record * 7 + turn * 13) % len(kinds[to])]
            stamp = _stamp(0) if record % 40 == 0 and not turn else _stamp(target)
            if turn and target == kinds[to][record * 7 % len(kinds[to])]:
                continue
            yield {
                "project": 1, "source": record, "type": f"field:{field}", "target": target, "stamp": stamp,
                "own": _stamp(record),
            }  # fmt: skip


def _event(record: int) -> dict[str, Any]:
    return {
        "record": record, "revision": 1, "stamp": _stamp(record), "state": "verified", "person": "ben", "role": "PM",
        "iteration": 0, "happened": "2026-10-01", "captured": "2026-10-01T10:00:00Z",
    }  # fmt: skip
