"""Measures after 15939: starters worked out from facts where they can be, values entered, limits that ask for a decision."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.shop_of_registers import basic, basic_file, make
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.measure_page import Measure, Value
from vse_app.model.measure_words import decision_text, lacking_text, value_text
from vse_app.services import measuring, planning, records, steering
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]

TR = translator("en")


def turn(ws: Workspace, days: int) -> None:
    ws.clock.at += dt.timedelta(days=days)  # type: ignore[attr-defined]


def one(ws: Workspace) -> Measure:
    return measuring.read(ws, 1).measures[0]


def newest(measure: Measure) -> Value:
    assert measure.now is not None
    return measure.now


def test_starters_are_offered_once_and_say_what_they_lack(basic: Workspace) -> None:
    assert len(measuring.read(basic, 1).offered) == 4
    for starter in measuring.read(basic, 1).offered:
        measuring.take_up(basic, 1, starter, TR)
    found = measuring.read(basic, 1)
    assert found.offered == ()
    assert [m.lacks for m in found.measures] == ["effort", "corrections", "requirements", "tests"]
    assert all(lacking_text(TR, m.lacks) and value_text(TR, m) == "no value yet" for m in found.measures)
    with pytest.raises(Invalid):
        measuring.take_up(basic, 1, "luck", TR)
    records.follow(basic, found.measures[0].id, "retired")
    assert measuring.read(basic, 1).offered == ("effort-deviation",)


def test_effort_deviation_follows_the_work_noted(basic: Workspace) -> None:
    task = planning.add(basic, 1, "Build").value
    planning.set_cell(basic, task.id, "effort", 40)
    planning.set_cell(basic, task.id, "start", "2026-02-23")
    planning.set_cell(basic, task.id, "days", 5)
    measuring.take_up(basic, 1, "effort-deviation", TR)
    assert one(basic).lacks == "hours"
    planning.note_work(basic, 1, task.id, {"hours": 30, "share-done": 50})
    found = one(basic)
    assert (newest(found).value, newest(found).record, found.crossed) == (50.0, 0, True)  # (30 - 20) / 20
    assert "The limit is crossed" in decision_text(TR, found)
    assert steering.read(basic, 1, "data-point").rows == ()  # worked out, not stored
    measuring.record_now(basic, 1, found.id, TR)
    kept = steering.read(basic, 1, "data-point").rows[0]
    assert (kept.number("value"), kept.text("source")) == (50, "worked out by the program: (AC - EV) / EV × 100")
    assert newest(one(basic)).record


def test_corrections_tests_and_requirements_are_counted(basic: Workspace) -> None:
    for starter in ("open-corrections", "requirements-volatility", "tests-passed"):
        measuring.take_up(basic, 1, starter, TR)
    mended = make(basic, "correction-register", problem="A", opened_on="2026-02-20")
    make(basic, "correction-register", problem="B", opened_on="2026-03-01")
    records.follow(basic, mended.id, "closed", happened="2026-03-01")
    for n in range(4):
        make(basic, "requirement", statement=f"R{n}")
    cases = [make(basic, "test-case", f"T{n}", expected="x").id for n in range(2)]
    make(basic, "test-result", test=[str(cases[0])], result="passed", tested_version="1", run_on="2026-03-02")
    turn(basic, 15)
    make(basic, "requirement", statement="R4")
    found = {m.starter: m for m in measuring.read(basic, 1).measures}
    assert [v.value for v in found["open-corrections"].values][-1] == 1
    assert newest(found["tests-passed"]).value == 50
    assert found["tests-passed"].crossed
    assert newest(found["requirements-volatility"]).value == 25


def test_values_are_entered_and_limits_know_their_side(basic: Workspace) -> None:
    own = make(
        basic, "measure", "Calls", need="?", base_measures="calls", indicator="line", decision_rule="talk", limit=5
    )
    measuring.enter(basic, 1, own.id, 4, day="2026-02-01")
    measuring.enter(basic, 1, own.id, 6)
    found = one(basic)
    assert ([v.value for v in found.values], found.crossed, found.starter) == ([4, 6], True, "")
    with pytest.raises(Invalid):
        measuring.record_now(basic, 1, own.id, TR)
    with pytest.raises(Invalid):
        measuring.enter(basic, 1, own.id, 6, day="soon")
    for better, target, value, crossed in (
        ("higher", None, 4, True),
        ("near-target", 0, -6, True),
        ("near-target", 0, 4, False),
        ("lower", None, 5, False),
    ):
        records.revise(basic, own.id, fields={"better": better, "target": target if target is not None else ""})
        assert one(basic).is_crossed(value) is crossed
    records.revise(basic, own.id, fields={"limit": ""})
    assert not one(basic).crossed
    assert "No limit" in decision_text(TR, one(basic))
