"""What the pages for keeping course show, as pure values: pictures, sentences, odd cases that a file may hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from vse_app.i18n import translator
from vse_app.model import measure_charts, plan_charts, risk_charts
from vse_app.model.earned_value import Log, curve
from vse_app.model.elements import FieldDef, Product, unknown_product
from vse_app.model.measure_page import Facts as MeasureFacts
from vse_app.model.measure_page import Measure, Value, Written, series
from vse_app.model.measure_page import page as measure_page
from vse_app.model.measure_words import decision_text, title_of, value_text
from vse_app.model.plan_page import Agreed, Plan, plan
from vse_app.model.plan_words import (
    accepted_text,
    cannot,
    doubts,
    figure,
    formulas,
    guesses,
    late_text,
    named,
    problems,
    summary,
)
from vse_app.model.progress_page import Facts, filled, results
from vse_app.model.records import Content, Event, Record
from vse_app.model.risk_page import Judged, Risk, RiskPage, Versions, page
from vse_app.model.scene import Scene, Words
from vse_app.model.schedule import Work, schedule
from vse_app.model.steering import Row, Sheet, row, sheet, written

TR = translator("en")
MONDAY = dt.date(2026, 3, 2)


def record(number: int, **more: Any) -> Record:
    return Record(
        id=number, project=1, kind="k", number=f"K-{number:03d}", task="", iteration=0, owner="", due="", withdrawn="",
        revision=1, title=f"Title {number}", stamp="s", form="form", filled=True, parts=(), author="", happened="2026-03-02",
        source_dated="", captured="2026-03-02T09:00:00Z",
    )._replace(**more)  # fmt: skip


def entry(
    number: int, follow: str = "open", *, ended: bool = False, events: tuple[Event, ...] = (), **fields: Any
) -> Row:
    return Row(record(number), {name.replace("_", "-"): value for name, value in fields.items()}, follow, ended, events)


def event(number: int, state: str, day: str, stamp: str = "") -> Event:
    return Event(number, number, 1, stamp, state, "ana", "", "", 0, day, "2026-03-02T09:00:00Z", "", "")


def works(*some: Work, today: dt.date = MONDAY, logs: tuple[Log, ...] = (), **more: Any) -> Plan:
    found = schedule(some, first=MONDAY, today=today)
    return Plan(today, found, logs, tuple((work.id, 0) for work in some), **more)


def said(scene: Scene | None) -> list[str]:
    assert scene is not None
    return [shape.text for shape in scene.shapes if isinstance(shape, Words)]


class TestReading:
    def test_values_are_what_they_are_or_nothing(self) -> None:
        found = entry(1, text="x", amount=2, flag=True, links=["3", "x", 4], table=[{"a": 1}, "b"], none=None)
        assert (found.text("text"), found.text("amount"), found.text("no")) == ("x", "", "")
        assert (found.number("amount"), found.number("flag"), found.number("text")) == (2.0, None, None)
        assert (found.links("links"), found.links("text")) == ((3,), ())
        assert (found.table("table"), found.table("text")) == ([{"a": 1}], [])

    def test_a_register_reads_and_writes_under_its_own_ids(self) -> None:
        table = FieldDef("people", "table", columns=(FieldDef("name", "text"),))
        product = unknown_product("k")
        product = Product(**{name: getattr(product, name) for name in product.__slots__} | {
            "fields": (table, FieldDef("topics", "text"), FieldDef("rows", "table", rows_of="x")),
            "same": {"attendees": "people", "achieved": "topics"}, "follow_up": ("open", "closed"), "ends": ("closed",),
        })  # fmt: skip
        values = written(product, {"attendees": [{"name": "A", "role": "B"}], "achieved": "x", "rows": [], "gone": 1})
        assert values == {"people": [{"name": "A"}], "topics": "x"}
        found = row(product, record(1, follow="closed"), Content("", values))
        assert (found.fields["achieved"], found.follow, found.ended) == ("x", "closed", True)
        heads = [record(1), record(2, withdrawn="gone"), record(3, kind="other"), record(4)]
        whole = sheet(
            product,
            heads,
            {1: Content("", {}), 2: Content("", {}), 3: Content("", {})},
            {1: [event(1, "a", "2026-03-02", "s")]},
        )
        assert [(r.record.id, r.states) for r in whole.rows] == [(1, frozenset({"a"}))]
        assert (whole.kind, len(whole.open), Sheet().kind, Sheet().rows) == ("k", 1, "", ())
        assert sheet(None, heads, {}, {}) == Sheet()


class TestPlan:
    def test_the_plan_comes_from_its_registers(self) -> None:
        tasks = Sheet(unknown_product("k"), (
            entry(1, "done", planned_start="2026-03-02", events=(event(1, "done", "2026-03-03"),)),
            entry(2, "to-do", parent=["1"], planned_end="nonsense", iteration=2),
            entry(3, "to-do", parent=["3"]),
        ))  # fmt: skip
        done = Sheet(
            unknown_product("l"), (entry(9, day="2026-03-02", task=["1"], share_done=50), entry(10, day="", task=[]))
        )
        done.rows[1].record._replace(happened="")
        found = plan(tasks, done, first=MONDAY, today=MONDAY)
        assert found.order == ((1, 0), (2, 1), (3, 12))
        assert found.schedule.by_id[1].finished == dt.date(2026, 3, 3)
        assert found.schedule.by_id[2].iteration == 2
        assert (found.task_of(2), found.task_of(9), found.task_of(77)) == (2, 1, 0)
        nowhere = entry(10, day="", task=["1"])._replace(record=record(10, happened=""))
        assert plan(tasks, Sheet(None, (nowhere,)), first=None, today=MONDAY).logs == ()

    def test_sentences_say_what_is_wrong_and_what_is_assumed(self) -> None:
        ring = works(Work(1, "A", "a", after=(2,), days=1), Work(2, "B", "b", after=(1,), days=1))
        assert problems(TR, ring) == ["These wait for each other in a circle: A → B → A. Take one “starts after” away."]
        lost = Plan(MONDAY, schedule((Work(1, "A", "a"),), first=None, today=MONDAY))
        assert problems(TR, lost)[0].startswith("No day to start from for A")
        assert summary(TR, lost) == "No task has a date yet."
        assert cannot(TR, lost) == "Cannot be computed: no effort entered for A."
        assert cannot(TR, Plan(MONDAY, schedule((Work(1, "A", "a", effort=1),), first=None, today=MONDAY))) == (
            "Cannot be computed: no dates for A."
        )
        assert "no planned tasks" in cannot(TR, works())
        guess = works(Work(1, "A", "a"), Work(2, "B", "b", start=MONDAY, end=MONDAY))
        assert (
            guesses(TR, guess)
            == "One task has dates that are worked out, not entered. Nobody said how long A will take; one day is assumed."
        )
        assert guesses(TR, works(Work(2, "B", "b", start=MONDAY, end=MONDAY))) == ""
        assert (
            named(works(*(Work(n, f"W{n}", "x") for n in range(1, 9))), range(1, 10)) == "W1, W2, W3, W4, W5, W6 … (8)"
        )
        assert late_text(TR, Work(1, "A", "a"), "start", 1) == "A a was to begin yesterday; nothing was noted."
        assert (figure(None), figure(1234.5), figure(2.0), figure(0.456, 2)) == ("–", "1,234.5", "2", "0.46")

    def test_the_accepted_plan_is_compared(self) -> None:
        one = Work(1, "A", "a", start=MONDAY, end=MONDAY)
        assert "not accepted yet" in accepted_text(TR, works(one))
        same = {1: Agreed(MONDAY, MONDAY, None)}
        assert "no task moved" in accepted_text(TR, works(one, accepted="2026-03-01T09:00:00Z", before=same))
        moved = {1: Agreed(dt.date(2026, 2, 26), dt.date(2026, 2, 27), None)}
        text = accepted_text(TR, works(one, accepted="2026-03-01T09:00:00Z", before=moved))
        assert text == "Compared with the plan as accepted on 1 Mar 2026: one task moved (A +3, in days)."
        text = accepted_text(TR, works(one, accepted="2026-03-01T09:00:00Z"))
        assert text.endswith("One task is new.")

    def test_formulas_stop_where_something_was_not_noted(self) -> None:
        work = Work(1, "A", "a", start=MONDAY, end=MONDAY, effort=8, cost=100)
        early = works(work, today=dt.date(2026, 3, 1)).earned
        assert early is not None
        assert [name for name, _, _ in formulas(TR, early)] == ["BAC", "PV", "EV", "SV"]
        nothing = works(work, today=MONDAY, logs=(Log(1, MONDAY, hours=0),))
        assert nothing.earned is not None
        assert [name for name, _, _ in formulas(TR, nothing.earned)][-2:] == ["AC", "CV"]
        touched = works(
            work, Work(2, "B", "b", start=MONDAY, days=1, effort=1, done=True), logs=(Log(1, MONDAY, hours=3),)
        )
        assert touched.earned is not None
        assert len(doubts(TR, touched, touched.earned)) == 2
        none = works(work, logs=(Log(1, MONDAY, share=10),))
        assert none.earned is not None and "not known (it is not 0)" in doubts(TR, none, none.earned)[0]
        money = works(work, logs=(Log(1, MONDAY, cost=50, share=50),)).in_money
        assert money is not None
        assert ("CPI", "EV / AC = 50 / 50 = 1.00", "1 is as planned, below 1 is dearer") in formulas(TR, money)
        idle = works(work, logs=(Log(1, MONDAY, hours=5),)).earned
        assert idle is not None and [n for n, _, _ in formulas(TR, idle)][-1] == "CPI"  # nothing earned: no EAC

    def test_the_picture_says_in_words_what_it_shows(self) -> None:
        some = (
            Work(1, "A", "whole"), Work(2, "B", "done", parent=1, start=MONDAY, days=2, done=True, finished=MONDAY, effort=1),
            Work(3, "C", "point", after=(2,), milestone=True), Work(4, "D", "gone", dropped=True),
            Work(5, "E", "ring", after=(5,)), Work(6, "F", "late", start=MONDAY, days=1),
            Work(7, "G", "begun", days=30, follow="doing"), Work(8, "H", "half", days=30, share=50, began=dt.date(2026, 3, 5)),
            Work(10, "J", "later", start=dt.date(2026, 3, 20), days=1),
            Work(9, "I", "point done", milestone=True, done=True, start=MONDAY, finished=MONDAY),
        )  # fmt: skip
        before = {6: Agreed(dt.date(2026, 2, 20), dt.date(2026, 2, 23), None), 2: Agreed(None, None, None)}
        found = works(*some, today=dt.date(2026, 3, 10), before=before, accepted="2026-03-01T09:00:00Z")
        words = said(plan_charts.gantt(TR, found, 500))
        for text in (
            "dropped",
            "no date",
            "late 8 d",
            "begun, critical",
            "50 %, critical",
            "today",
            "as accepted",
            "done",
        ):
            assert text in words
        assert plan_charts.gantt(TR, works(Work(1, "A", "a", after=(1,))), 500) is None
        assert plan_charts.pages([(n, 0) for n in range(31)]) == 2
        long = works(Work(1, "A", "a", start=dt.date(2024, 12, 2), end=dt.date(2027, 3, 2)), today=dt.date(2030, 1, 1))
        words = said(plan_charts.gantt(TR, long, 400))
        assert "today" not in words and "Jan 2026" in words
        assert found.counts() == {"done": 2, "doing": 2, "to-do": 4}
        assert found.effort(MONDAY) == (0.5, None) and found.money(MONDAY) == (None, None)
        assert works(Work(1, "A", "a", start=MONDAY, days=1, cost=7)).money(MONDAY) == (7.0, None)

    def test_open_and_late_ones_are_shown_with_what_they_are_part_of(self) -> None:
        some = (
            Work(1, "A", "whole"), Work(2, "B", "late", parent=1, start=MONDAY, days=1), Work(3, "C", "done", done=True),
            Work(4, "D", "open"), Work(5, "E", "part", parent=1), Work(6, "F", "lost", parent=99),
        )  # fmt: skip
        found = works(*some, today=dt.date(2026, 3, 2) + dt.timedelta(days=1))
        assert [i for i, _ in found.shown("all")] == [1, 2, 3, 4, 5, 6]
        assert [i for i, _ in found.shown("open")] == [1, 2, 4, 5, 6]
        assert 2 in [i for i, _ in found.shown("late")] and 1 in [i for i, _ in found.shown("late")]
        assert plan_charts.gantt(TR, found, 400, order=found.shown("late")) is not None

    def test_the_curve_needs_something_to_show(self) -> None:
        day = dt.date(2026, 3, 20)
        found = works(
            Work(1, "A", "a", start=MONDAY, days=10, effort=10), today=day, logs=(Log(1, MONDAY, 2, share=10),)
        )
        words = said(plan_charts.curve_scene(TR, found.curve, 500, day))
        assert {"PV", "EV", "AC", "today"} <= set(words)
        assert plan_charts.curve_scene(TR, (), 500, day) is None
        assert cannot(TR, found) == ""
        even = works(Work(1, "A", "a", start=MONDAY, days=10, effort=10), today=day, logs=(Log(1, day, 10, share=100),))
        scene = plan_charts.curve_scene(TR, even.curve, 500, day)
        assert scene is not None
        heights = [shape.y for shape in scene.shapes if isinstance(shape, Words) and shape.text in ("PV", "EV", "AC")]
        assert min(b - a for a, b in zip(sorted(heights), sorted(heights)[1:], strict=False)) >= 8  # none over another
        flat = works(Work(1, "A", "a", start=MONDAY, days=10, effort=0))
        assert plan_charts.curve_scene(TR, flat.curve, 500, MONDAY) is None
        ahead = works(Work(1, "A", "a", start=dt.date(2026, 12, 1), days=60, effort=9), today=MONDAY)
        words = said(plan_charts.curve_scene(TR, curve(ahead.schedule, (), dt.date(2026, 11, 1)), 500, MONDAY))
        assert "EV" not in words and "today" not in words


class TestRisks:
    def risks(self, *rows: Row, versions: dict[int, list[Judged]] | None = None, **more: Any) -> RiskPage:
        return page(Sheet(unknown_product("k"), rows), Versions(versions or {}), today=MONDAY, **more)

    def test_matrix_and_history(self) -> None:
        rows = [entry(n, probability="high", consequence="high") for n in range(1, 5)]
        rows += [entry(5, probability="low", consequence="low", threshold=2)]
        closed = entry(
            6, "closed", ended=True, events=(event(6, "closed", "2026-02-20"),), probability="low", consequence="low"
        )
        first = dt.date(2026, 2, 1)
        versions = {1: [Judged(first, 2, 2), Judged(first, 4, 4), Judged(MONDAY, 4, 4)], 6: [Judged(first, 2, 2)]}
        found = self.risks(*rows, closed, versions=versions)
        words = said(risk_charts.matrix(TR, found, 500))
        assert {"K-001", "K-002", "+ 2", "(4)", "16"} <= set(words)
        history = risk_charts.history(TR, found, 500)
        assert history is not None
        assert history.said == "Exposure of all open risks together: 20 on 1 Feb 2026, 16 now."
        assert risk_charts.history(TR, self.risks(), 500) is None
        assert found.total[1][1] == 16  # the closed one no longer counts from its day on

    def test_what_a_risk_lacks(self) -> None:
        risk = self.risks(entry(1, probability="high", consequence="high", treatment="reduce")).risks[0]
        assert risk.lacks == ("plan", "owner")
        below = self.risks(entry(1, probability="low", consequence="low")).risks[0]
        assert (below.lacks, below.over) == ((), False)
        old = Risk(entry(1, "closed", ended=True), Judged(MONDAY, 1, 1), 10, None, (Judged(MONDAY, 1, 1),), None)
        assert old.change_since(MONDAY) == "gone"
        assert self.risks(entry(1, "closed", ended=True)).risks[0].closed == MONDAY
        up = Risk(entry(1), Judged(MONDAY, 5, 5), 10, None, (Judged(dt.date(2026, 1, 1), 1, 1), Judged(MONDAY, 5, 5)))
        assert (up.change_since(dt.date(2026, 2, 1)), up.on(dt.date(2025, 1, 1))) == ("higher", 0)


class TestMeasures:
    def facts(self, **more: Any) -> MeasureFacts:
        return MeasureFacts(works(), Sheet(), **more)

    def measure(self, *values: float, **fields: Any) -> Measure:
        days = (dt.date(2026, 2, 1) + dt.timedelta(days=7 * n) for n in range(len(values)))
        return Measure(entry(1, "in-use", **fields), tuple(Value(day, v) for day, v in zip(days, values, strict=False)))

    def test_charts_name_target_and_limit(self) -> None:
        words = said(measure_charts.chart(TR, self.measure(1, 12, target=10, limit=10.2), 500))
        assert {"target 10", "limit 10.2", "12"} <= set(words)
        assert measure_charts.chart(TR, self.measure(), 500) is None
        assert "0" in said(measure_charts.chart(TR, self.measure(0), 500))

    def test_what_cannot_be_worked_out_says_why(self) -> None:
        assert series("luck", self.facts()) == ((), "")
        assert series("requirements-volatility", self.facts(written=(Written(MONDAY, 3, 0),)))[1] == "two-weeks"
        assert series("tests-passed", self.facts(cases=(1,)))[1] == "tests"
        closed = entry(1, "closed", ended=True, opened_on="2026-02-02")
        nameless = entry(2, opened_on="")._replace(record=record(2, happened=""))
        values, lacks = series("open-corrections", MeasureFacts(works(), Sheet(None, (closed, nameless))))
        assert (lacks, values[-1].value) == ("", 0)  # closed by an import: the day it was captured counts
        plan_ = works(Work(1, "A", "a", start=MONDAY, days=1, effort=8), logs=(Log(1, MONDAY, hours=3),))
        assert series("effort-deviation", MeasureFacts(plan_, Sheet())) == ((), "hours")  # nothing earned yet
        odd = Sheet(None, (entry(7, measure=["1"], value="many", measured_on="2026-03-02"),))
        found = measure_page(Sheet(None, (entry(1),)), odd, {}, self.facts())
        assert (found.measures[0].values, found.crossed) == ((), ())

    def test_words_of_a_measure(self) -> None:
        assert (value_text(TR, self.measure()), decision_text(TR, self.measure())) == ("no value yet", "")
        assert title_of(Measure(entry(1)._replace(record=record(1, title="")), ())) == "K-001  "
        assert "Within the limit" in decision_text(TR, self.measure(1, limit=5))


class TestProgress:
    def facts(self, plan_: Plan, **more: Any) -> Facts:
        sheets = {"action": Sheet(), "change": Sheet()}
        return Facts(plan_, RiskPage(plan_.today), more.pop("sheets", sheets), **more)

    def test_a_treated_risk_over_the_threshold_is_no_deviation(self) -> None:
        treated = entry(3, "in-treatment", probability="high", consequence="high", treatment="reduce", plan="x")
        treated = treated._replace(record=record(3, owner="ana"))
        facts = Facts(
            works(), page(Sheet(None, (treated,)), Versions(), today=MONDAY), {"action": Sheet(), "change": Sheet()}
        )
        assert filled(TR, facts).deviations == ()

    def test_nothing_noted_is_nothing_said(self) -> None:
        facts = self.facts(works())
        assert list(results(TR, facts)) == []
        assert filled(TR, facts).values["deviations"].startswith("Nothing differs")
        assert facts.since == dt.date(2026, 2, 17)
        assert facts.missing() == ()
        assert self.facts(works(), project_start=dt.date(2027, 1, 1)).since == MONDAY

    def test_hours_are_compared_where_value_cannot_be_earned(self) -> None:
        work = Work(1, "A", "a", start=MONDAY, days=1, effort=8)
        other = Work(2, "B", "b", start=MONDAY, days=1)
        plan_ = works(work, other, logs=(Log(1, MONDAY, hours=20),))
        texts = [one.text for one in filled(TR, self.facts(plan_)).deviations]
        assert "Hours noted: 20; planned until today: 8." in texts
        cheap = works(work, logs=(Log(1, MONDAY, hours=2, share=100),))
        assert any("less than planned" in one.text for one in filled(TR, self.facts(cheap)).deviations)

    def test_risks_tests_and_confirmed_tasks_are_said(self) -> None:
        happened = entry(3, "happened", probability="high", consequence="high", treatment="reduce", plan="x")
        happened = happened._replace(record=record(3, owner="ana"))
        gone = entry(4, "closed", ended=True, events=(event(4, "closed", "2026-01-05"),))
        risks = page(Sheet(None, (happened, gone)), Versions(), today=MONDAY)
        facts = Facts(
            works(), risks, {"action": Sheet(), "change": Sheet(None, (entry(5, decision="pending"),))},
            confirmed=tuple(f"T{n}" for n in range(9)), tests={1: "blocked", 2: "failed", 3: "passed"},
            named={1: "T-1", 2: "T-2", 3: "T-3"},
        )  # fmt: skip
        texts = [one.text for one in filled(TR, facts).deviations]
        assert texts == ["K-003 “Title 3” happened.", "T-1 could not be run.", "T-2 failed when it was run last."]
        lines = "\n".join(results(TR, facts))
        assert "Confirmed on the path: T0, T1, T2, T3, T4, T5 …." in lines
        assert "Change requests: 1; waiting for a decision: 1." in lines
        assert [item["change"] for item in filled(TR, facts).values["risks"]] == ["happened"]

    def test_an_end_that_moves_is_a_deviation(self) -> None:
        work = Work(1, "A", "a", start=dt.date(2026, 2, 23), days=5)
        facts = self.facts(works(work, today=MONDAY), project_end=dt.date(2026, 2, 27))
        assert any(one.key == "end" for one in filled(TR, facts).deviations)
        assert filled(TR, facts).values["finish-expected"] == "2026-03-06"


@pytest.mark.parametrize("days", [0, 14])
def test_a_report_begins_the_next_period(days: int) -> None:
    report = entry(1, reported_on="2026-02-10")
    facts = Facts(
        works(today=MONDAY + dt.timedelta(days=days)), RiskPage(MONDAY), {}, (report,), project_end=dt.date(2026, 3, 1)
    )
    assert facts.since == dt.date(2026, 2, 11)
    assert [w.end for w in facts.missing()] == [dt.date(2026, 2, 24)]
