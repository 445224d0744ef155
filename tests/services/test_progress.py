"""The progress report: filled from facts, nothing stored before somebody confirms, missing periods named."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.shop_of_registers import basic, basic_file, make
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.progress_page import filled
from vse_app.services import desk_drafts, planning, progress, projects, records, steering, undo
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]

TR = translator("en")


@pytest.fixture
def running(basic: Workspace) -> Workspace:
    """A project four weeks old with two tasks, one late, a failed test and an overdue agreement."""
    projects.edit_project(basic, 1, start="2026-02-02", end="2026-03-20")
    one = planning.add(basic, 1, "Design").value
    two = planning.add(basic, 1, "Build", after=one.id).value
    for task, days, effort in ((one, 5, 40), (two, 10, 80)):
        planning.set_cell(basic, task.id, "days", days)
        planning.set_cell(basic, task.id, "effort", effort)
    planning.note_work(basic, 1, one.id, {"hours": 50, "day": "2026-02-06"}, follow="done")
    case = make(basic, "test-case", "Login", expected="It opens")
    for day, result in (("2026-02-10", "passed"), ("2026-02-20", "failed")):
        make(basic, "test-result", test=[str(case.id)], result=result, tested_version="1", run_on=day)
    requirement = make(basic, "requirement", statement="It opens")
    records.follow(basic, requirement.id, "done")
    late = make(basic, "action", "Send it")
    records.set_head(basic, late.id, owner="ana", due="2026-02-20")
    return basic


def test_a_report_is_filled_from_facts_and_stored_by_nobody(running: Workspace) -> None:
    facts = progress.facts(running, 1, TR)
    found = filled(TR, facts)
    values = found.values
    assert (values["reported-on"], values["period-start"]) == ("2026-03-02", "2026-02-02")
    assert (values["effort-planned"], values["effort-actual"]) == (120, 50)
    assert [(row["task"], row["status"]) for row in values["tasks"]] == [
        ("WRK-001 Design", "done"),
        ("WRK-002 Build", "late"),
    ]
    assert "Requirements: 1 of 1 done, 0 dropped." in values["results"]
    assert "0 passed, 1 failed" in values["results"]
    texts = "\n".join(one.text for one in found.deviations)
    assert "WRK-002 Build was to be finished" in texts
    assert "CPI = EV / AC = 40 / 50 = 0.80" in texts
    assert "ACT-001 “Send it” was agreed for 20 Feb 2026" in texts
    assert "TEST-001 “Login” failed" in texts
    assert "cost-planned" not in values  # nobody planned money: that is not 0
    assert steering.read(running, 1, "progress").rows == ()


def test_confirming_stores_it_with_corrections_raised_by_it(running: Workspace) -> None:
    found = filled(TR, progress.facts(running, 1, TR))
    desk_drafts.keep(running, 1, "progress", {"x": 1})
    late = next(one for one in found.deviations if one.key.startswith("late"))
    fields = {
        name: value for name, value in found.values.items() if name in ("reported-on", "results", "tasks", "deviations")
    }
    done = progress.confirm(running, 1, "Progress until 2 March", fields, corrections=[late])
    record = done.value
    assert (record.number, record.happened, record.task) == ("PSR-001", "2026-03-02", "PM.2.1")
    raised = steering.read(running, 1, "correction").rows[0]
    assert record.id in raised.links("raised-by")
    assert desk_drafts.read(running, 1, "progress") == {}
    assert progress.facts(running, 1, TR).since == dt.date(2026, 2, 2)  # today's own report does not begin a period
    undo.undo(running, done.changes.number)
    assert steering.read(running, 1, "progress").rows == ()
    for bad in ({}, {"reported-on": "soon"}):
        with pytest.raises(Invalid):
            progress.confirm(running, 1, "T", bad)


def test_missing_periods_are_named(running: Workspace) -> None:
    """The Basic profile asks for one every 14 days; the project is four weeks old."""
    facts = progress.facts(running, 1, TR)
    assert facts.period == 14
    assert [(w.start.isoformat(), w.end.isoformat()) for w in facts.missing()] == [
        ("2026-02-02", "2026-02-15"), ("2026-02-16", "2026-03-01"),
    ]  # fmt: skip
    progress.confirm(running, 1, "T", {"reported-on": "2026-02-16", "results": "x"})
    assert [w.start.isoformat() for w in progress.facts(running, 1, TR).missing()] == ["2026-02-17"]
    progress.confirm(running, 1, "T", {"reported-on": "2026-02-27", "results": "x"})
    assert progress.facts(running, 1, TR).missing() == ()
