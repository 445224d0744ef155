"""Projects with a trace to look at: a small one with one of every case, and long ones by the thousand."""

from __future__ import annotations

from typing import Any

from vse_app.model.records import Content, Record
from vse_app.services import entering, records
from vse_app.services.entering import Edit
from vse_app.services.workspace import Workspace


def add(ws: Workspace, project: int, kind: str, title: str = "", **fields: Any) -> Record:
    """A record of a register; names of fields with _ for -."""
    said = {name.replace("_", "-"): value for name, value in fields.items()}
    return records.create(ws, project, kind, content=Content(title, said)).value


def requirement(ws: Workspace, project: int, statement: str, **more: Any) -> Record:
    """A requirement with a check and a priority, if nothing else is said."""
    return add(ws, project, "requirement", statement=statement, **{"check": "Show it", "priority": "must", **more})


def test_case(ws: Workspace, project: int, title: str, *targets: Record, **more: Any) -> Record:
    """A test case that verifies records."""
    return add(ws, project, "test-case", title, expected="It does.", verifies=ids(*targets), **more)


def run(ws: Workspace, project: int, test: Record, result: str, day: str = "2026-03-02", **more: Any) -> Record:
    """A run of a test case."""
    said = {"result": result, "tested-version": "1.0", "run-on": day, "test": ids(test), **more}
    return records.create(ws, project, "test-result", content=Content(f"Run of {test.number}", said)).value


def ids(*some: Record) -> list[str]:
    """Records as the value of a link field."""
    return [str(record.id) for record in some]


def small(ws: Workspace, project: int = 1) -> dict[str, Record]:
    """One of every case; each record under a name that says what it is there for."""
    found: dict[str, Record] = {}
    found["full"] = requirement(ws, project, "A patient books one free time with one doctor.")
    found["design"] = add(ws, project, "design-element", "Booking", purpose="Keeps times", satisfies=ids(found["full"]))
    found["component"] = add(ws, project, "component", "booking", where="src/booking", implements=ids(found["design"]))
    found["test"] = test_case(ws, project, "Book a free time", found["full"])
    found["run"] = run(ws, project, found["test"], "passed")
    found["bare"] = requirement(ws, project, "The agenda opens quickly, etc.", priority="should", check="")
    found["failed"] = requirement(ws, project, "Reception sees the agenda of the day.")
    found["failed-test"] = test_case(ws, project, "Open the agenda", found["failed"])
    run(ws, project, found["failed-test"], "passed", "2026-03-01")
    found["failed-run"] = run(ws, project, found["failed-test"], "failed", "2026-03-05")
    found["untested"] = requirement(ws, project, "A parent books for up to three children.")
    found["untested-test"] = test_case(ws, project, "Book for a child", found["untested"])
    found["group"] = requirement(ws, project, "Everything about reminders.")
    found["part"] = requirement(ws, project, "The patient gets a reminder.", parent=ids(found["group"]))
    found["whole-design"] = add(
        ws, project, "design-element", "Reminders", purpose="Sends mail", satisfies=ids(found["group"])
    )
    found["other-test"] = test_case(ws, project, "Unit tests of booking", found["component"])
    found["empty-design"] = add(ws, project, "design-element", "Agenda", satisfies=ids(found["failed"]))
    found["loose-test"] = test_case(ws, project, "A test of nothing")
    return found


def many(ws: Workspace, count: int, project: int = 1, *, dense: bool = False, only: int = 0) -> list[int]:
    """`count` requirements in groups of ten, a design for five, a component for a design, a test and a run for each.

    Dense ones have about twice as many links as records: designs for ten, tests that also try the design and follow
    the test before. With `only`, just the first so many requirements are followed up.
    """
    requirements = _enter(
        ws, project, "requirement",
        [Content("", {
            "statement": f"The clerk finds article {n} by its name within {n % 9 + 1} seconds.", "check": "Try it",
            "priority": ("must", "should", "could")[n % 3], **({"parent": [f"@{n - n % 10}"]} if n % 10 else {}),
        }) for n in range(count)],
    )  # fmt: skip
    every, requirements, count = requirements, requirements[: only or count], only or count
    designs = _enter(
        ws, project, "design-element",
        [Content(f"Module {n}", {"purpose": "Does it", "satisfies": [str(r) for r in requirements[n * 5 : n * 5 + (10 if dense else 5)]]})
         for n in range(count // 5)],
    )  # fmt: skip
    _enter(
        ws, project, "component",
        [Content(f"package {n}", {"where": f"src/{n}", "implements": [str(d)]}) for n, d in enumerate(designs)],
    )  # fmt: skip
    tests = _enter(
        ws, project, "test-case",
        [Content(f"Find article {n}", {
            "expected": "It is there", "verifies": [str(r), str(designs[n // 5])] if dense else [str(r)],
            **({"depends-on": [f"@{k - 1}"]} if dense and k else {}),
        }) for k, (n, r) in enumerate((n, r) for n, r in enumerate(requirements) if n % 10)],
    )  # fmt: skip
    _enter(
        ws, project, "test-result",
        [Content(f"Run {n}", {"test": [str(t)], "result": "failed" if n % 50 == 7 else "passed", "tested-version": "1.0",
                              "run-on": "2026-03-02"}) for n, t in enumerate(tests)],
    )  # fmt: skip
    return every


def _enter(ws: Workspace, project: int, kind: str, contents: list[Content]) -> list[int]:
    return list(
        entering.enter(ws, project, kind, [Edit(content) for content in contents], verb="record.import").value.new
    )
