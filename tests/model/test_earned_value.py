"""Earned value on an example worked by hand, and what is not computed when something was not entered."""

from __future__ import annotations

import datetime as dt

import pytest

from vse_app.model.earned_value import Log, curve, earned, lacking, planned_value, spent
from vse_app.model.schedule import Work, schedule

MONDAY = dt.date(2026, 3, 2)
FRIDAY = dt.date(2026, 3, 6)


def two_tasks(**more):
    """40 h in the first week, 40 h in the second one."""
    works = (
        Work(1, "WRK-001", "A", start=MONDAY, end=FRIDAY, effort=40, **more),
        Work(2, "WRK-002", "B", after=(1,), days=5, effort=40),
        Work(3, "WRK-003", "M", after=(2,), milestone=True),
    )
    return schedule(works, first=MONDAY, today=FRIDAY)


LOGS = (
    Log(1, dt.date(2026, 3, 4), 30, share=50),
    Log(1, FRIDAY, 20, share=75),
    Log(2, dt.date(2026, 3, 9), 8, share=10),
)


def test_the_worked_example() -> None:
    """On Friday 40 of 80 h were planned, 30 h are earned (75 % of 40), 50 h were spent."""
    found = earned(two_tasks(), LOGS, FRIDAY)
    assert found is not None
    assert (found.bac, found.pv, found.ev, found.ac) == (80, 40, 30, 50)
    assert (found.sv, found.cv, found.spi, found.cpi) == (-10, -20, 0.75, 0.6)
    assert found.eac == pytest.approx(133.333, abs=0.001)  # 80 / 0.6
    assert found.etc == pytest.approx(83.333, abs=0.001)
    assert found.vac == pytest.approx(-53.333, abs=0.001)


def test_effort_is_spread_over_the_working_days() -> None:
    plan = two_tasks()
    works = [w for w in plan.leaves if not w.milestone]
    values = [planned_value(works, plan.placed, dt.date(2026, 3, d)) for d in (1, 2, 4, 6, 8, 9, 31)]
    assert values == [0, 8, 24, 40, 40, 48, 80]


def test_nothing_is_computed_where_effort_or_dates_are_missing() -> None:
    no_effort = schedule((Work(1, "WRK-001", "A", start=MONDAY, days=1),), first=None, today=MONDAY)
    no_dates = schedule((Work(1, "WRK-001", "A", effort=3),), first=None, today=MONDAY)
    assert earned(no_effort, (), MONDAY) is None
    assert lacking(no_effort, ()).effort == (1,)
    assert earned(no_dates, (), MONDAY) is None
    assert lacking(no_dates, ()).dates == (1,)
    assert earned(schedule((), first=None, today=MONDAY), (), MONDAY) is None
    assert curve(no_effort, (), MONDAY) == ()
    assert earned(two_tasks(), LOGS, FRIDAY, "$") is None  # no money was planned


def test_hours_nobody_noted_are_not_zero() -> None:
    found = earned(two_tasks(), (Log(1, FRIDAY, share=100),), FRIDAY)
    assert found is not None
    assert (found.ev, found.ac, found.cpi, found.eac, found.etc, found.cv, found.vac) == (
        40,
        None,
        None,
        None,
        None,
        None,
        None,
    )
    assert found.lacking.hours == (1,)
    assert spent((Log(1, FRIDAY, 5),), MONDAY) == 0


def test_a_finished_task_is_earned_from_its_day_on() -> None:
    plan = two_tasks(done=True, finished=FRIDAY)
    before, after = earned(plan, LOGS, dt.date(2026, 3, 5)), earned(plan, LOGS, FRIDAY)
    assert before is not None and after is not None
    assert (before.ev, after.ev) == (20, 40)
    assert lacking(plan, (Log(2, FRIDAY, 3),)).share == (2,)
    start = earned(plan, (), dt.date(2026, 2, 1))
    assert start is not None and (start.spi, start.pv) == (None, 0)


def test_the_curve_goes_to_the_end_and_what_was_done_until_today() -> None:
    found = curve(two_tasks(), LOGS, FRIDAY)
    assert (found[0].pv, found[-1].pv, found[-1].ev) == (0, 80, None)
    today = next(p for p in found if p.day == FRIDAY)
    assert (today.pv, today.ev, today.ac) == (40, 30, 50)
    long = schedule((Work(1, "W", "A", start=MONDAY, end=dt.date(2036, 3, 2), effort=1),), first=None, today=MONDAY)
    assert len(curve(long, (), MONDAY)) < 170
