"""The ladder: what counts as reached, how rungs stand, what would lift them, and that nothing rises by files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.fixtures import MODEL, confirmed, event, facts, record, stand
from vse_app.i18n import translator
from vse_app.model import ladder_words as words
from vse_app.model import path as model_path
from vse_app.model.building import build
from vse_app.model.coverage import Reach, coverage
from vse_app.model.ladder import (
    FineStep,
    Ladder,
    Picture,
    Rung,
    Source,
    Stand,
    Standing,
    StepStand,
    Unit,
    ladder_from,
    measured,
    progress,
    reached,
)
from vse_app.model.mapping import MappingTable, Row
from vse_app.model.path import Facts, Status
from vse_app.model.project import Iteration, Mark, Project

EN, ES = translator("en"), translator("es")
TWO = (Iteration("One"), Iteration("Two"))


def reach(found: Facts) -> dict[str, str]:
    """Task → how far, without those not reached at all."""
    return {task: value.word for task, value in reached(found, model_path.steps(found)).items() if value}


PLAN = record(1, "plan", task="MAN.1.1")


def test_nothing_done_is_nothing_reached() -> None:
    assert reach(facts()) == {}


def test_confirmed_with_its_outputs_is_full_and_without_them_in_part() -> None:
    assert reach(facts((PLAN,), confirmations=(confirmed("MAN.1.1"),))) == {"MAN.1.1": "full"}
    assert reach(facts(confirmations=(confirmed("MAN.1.1"),))) == {"MAN.1.1": "partial"}
    states = (event(1, PLAN, "checked", task="MAN.1.2"),)
    both = (confirmed("MAN.1.1"), confirmed("MAN.1.2"))
    assert reach(facts((PLAN,), states, confirmations=both)) == {"MAN.1.1": "full", "MAN.1.2": "full"}
    assert reach(facts((PLAN,), confirmations=both)) == {"MAN.1.1": "full", "MAN.1.2": "partial"}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, {"MAN.1.1": "partial"}),
        ({"filled": False, "parts": ()}, {}),
        ({"form": "file", "parts": ()}, {}),
        ({"form": "link", "parts": ()}, {}),
        ({"form": "file", "parts": ("scope",)}, {"MAN.1.1": "partial"}),
        ({"task": ""}, {}),
        ({"withdrawn": "gone"}, {}),
    ],
)
def test_begun_counts_only_with_something_written_here(values: dict[str, Any], found: dict[str, str]) -> None:
    brief = record(2, "brief")
    assert reach(facts((brief, PLAN._replace(**values)))) == found


def test_a_tick_is_no_work() -> None:
    found = facts((record(2, "brief"),), marks=(Mark("MAN.1.1", 0, ticks=(0,)),))
    assert stand(found)["MAN.1.1", 0].status is Status.DOING
    assert reach(found) == {}


def test_left_out_with_a_reason_counts_as_met_where_that_is_open() -> None:
    out = tuple(Mark(task, 0, status="na", reason="none") for task in ("MAN.2.2", "MAN.1.1"))
    assert reach(facts(marks=out)) == {"MAN.2.2": "full"}


def test_due_again_is_in_part_until_it_is_done_again() -> None:
    plan = record(1, "plan")
    report = record(2, "report", task="MAN.2.1")
    states = (event(1, plan, "checked"), event(2, plan, "agreed"))
    done = (confirmed("MAN.2.1"),)
    assert reach(facts((plan, report), states, confirmations=done, today="2026-03-04"))["MAN.2.1"] == "full"
    assert reach(facts((plan, report), states, confirmations=done, today="2026-04-30"))["MAN.2.1"] == "partial"


def test_a_task_with_iterations_is_full_only_when_all_of_them_are() -> None:
    design = record(1, "design", task="DO.2.1", iteration=1)
    states = (event(1, design, "built", task="DO.2.1", iteration=1),)
    one = facts((design,), states, confirmations=(confirmed("DO.2.1", 1),), iterations=TWO)
    assert reach(one)["DO.2.1"] == "partial"
    both = facts((design,), states, confirmations=(confirmed("DO.2.1", 1), confirmed("DO.2.1", 2)), iterations=TWO)
    assert reach(both)["DO.2.1"] == "full"


def test_who_got_further_has_more_in_full_then_more_at_all() -> None:
    tasks = [task.id for task in MODEL.tasks() if not task.optional]
    first = progress(MODEL, {tasks[0]: Reach.FULL})
    assert progress(MODEL, {tasks[0]: Reach.PARTIAL}) < first
    assert first < progress(MODEL, {tasks[0]: Reach.FULL, tasks[1]: Reach.PARTIAL})
    assert progress(MODEL, {}) == (0, 0)
    assert progress(build({"structure": _structure("empty"), "words": {"en": {}}}), {}) == (0, 0)


# Two models to measure against: TALL has outcomes and an activity nobody knows more of, WIDE has tasks.


def _structure(name: str, *processes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "edition": "1",
        "kind": "reference",
        "standard": name.upper(),
        "processes": list(processes),
        **more,
    }


def _process(name: str, outcomes: tuple[str, ...] = (), tasks: tuple[tuple[str, int], ...] = ()) -> dict[str, Any]:
    activity = {
        "id": f"{name}.act", "objectives": [], "provenance": {"id": "own"},
        "tasks": [{"id": t, "provenance": {"id": "own"}, **({"minutes": m} if m else {})} for t, m in tasks],
    }  # fmt: skip
    return {
        "id": name, "provenance": {"id": "own"},
        "objectives": [{"id": f"{name}.{o}", "provenance": "own"} for o in outcomes],
        "activities": [activity] if tasks else [],
    }  # fmt: skip


TALL = build({"structure": _structure("tall", _process("T", ("a", "b", "c")), _process("U", ("a",)), _process("V")),
              "words": {"en": {"objectives": {"T.a": {"title": "It is planned"}}}}})  # fmt: skip
WIDE = build({"structure": _structure("wide", _process("W", (), (("W1", 60), ("W2", 90), ("W3", 180)))),
              "words": {"en": {}}})  # fmt: skip
BARE = build({"structure": _structure("bare", _process("B", (), (("B1", 0), ("B2", 30))), provisional=True),
              "words": {"en": {}}})  # fmt: skip


def row(source: str, target: str, kind: str = "equal", confidence: str = "high") -> Row:
    return Row(source, target, kind, confidence, "own")


TABLES = (
    MappingTable("small@1", "tall@1", (
        row("MAN.O1", "T.a", "superset"), row("MAN.1.1", "T.b", "intersects", "medium"), row("report", "T.c"),
    )),
    MappingTable("small@1", "wide@1", (row("MAN.1.1", "W1"), row("MAN.1", "W2", "subset", "low"))),
)  # fmt: skip
MODELS = {m.ref: m for m in (MODEL, TALL, WIDE, BARE)}
RUNGS = (
    Rung("low", "small@1", "tasks"), Rung("wide", "wide@1", "tasks"), Rung("tall", "tall@1", "outcomes", steps=True),
    Rung("bare", "bare@1", "tasks", beside=True), Rung("gone", "gone@1", "tasks"),
)  # fmt: skip
WORDS = {"en": {
    "rungs": {r.id: {"name": r.id.title(), "about": "About.", "claim": "Claim."} for r in RUNGS},
    "steps": {"one": {"name": "First", "how": "So."}, "two": {"name": "Second", "how": "Thus."}, "none": {"name": "Zero", "how": "-"}},
}}  # fmt: skip
STEPS = (FineStep("none", "low", (), "own"), FineStep("one", "", ("T",), "own"), FineStep("two", "", ("U", "V"), "own"))
LADDER = Ladder("small@1", RUNGS, STEPS, WORDS)


def picture(found: dict[str, Reach] | None) -> Picture:
    """The ladder above with so much of the small model reached."""
    source, stands = Source(MODEL, found), []
    for rung in RUNGS:
        model = MODELS.get(rung.model)
        if model is None:
            stands.append(Stand(rung))
            continue
        ends = (MODEL.ref, rung.model)
        now = coverage(MODELS, TABLES, ends, found, by=rung.count)
        whole = coverage(MODELS, TABLES, ends, by=rung.count)
        stands.append(measured(rung, model, source, (now, whole)))
    project = None if found is None else Project(1, "P1", "First", "x")
    return Picture(LADDER, MODEL, project, tuple(stands))


def of(shown: Picture, rung: str) -> Stand:
    stand_ = shown.stand(rung)
    assert stand_ is not None
    return stand_


def standings(shown: Picture, rung: str) -> dict[str, str]:
    return {unit.element: str(unit.standing) for unit in of(shown, rung).units}


FIRST = {"MAN.1.1": Reach.FULL, "MAN.1.2": Reach.PARTIAL}


def test_new_is_kept_apart_from_not_known() -> None:
    shown = picture({})
    assert standings(shown, "tall") == {"T.a": "new", "T.b": "new", "T.c": "new", "U.a": "new", "V": "unknown"}
    assert set(standings(shown, "bare").values()) == {"unknown"}, "no mapping leads there"
    assert of(shown, "gone").model is None
    assert [str(s.standing) for s in shown.stands] == ["new", "new", "new", "unknown", "unknown"]


def test_full_partial_and_the_whole_model() -> None:
    shown = picture(FIRST)
    assert standings(shown, "tall") == {"T.a": "part", "T.b": "part", "T.c": "new", "U.a": "new", "V": "unknown"}
    assert standings(shown, "wide") == {"W1": "full", "W2": "part", "W3": "new"}
    assert str(of(shown, "wide").standing) == "part"
    whole = picture(None)
    assert standings(whole, "tall") == {"T.a": "full", "T.b": "part", "T.c": "full", "U.a": "new", "V": "unknown"}
    assert str(of(whole, "low").standing) == "full"
    assert of(whole, "tall").whole_processes() == ()
    assert whole.stand("nobody") is None


def test_what_would_lift_a_unit_are_the_open_tasks_below_what_maps_to_it() -> None:
    units = {unit.element: unit for unit in of(picture(FIRST), "tall").units}
    assert units["T.a"].lifts == ("MAN.1.2", "MAN.1.3"), "MAN.1.1 is done"
    assert units["T.b"].lifts == ()
    assert units["T.c"].others == ("report",), "a work product has no task below it"
    assert (units["U.a"].mapped, units["T.b"].mapped) == (False, True)
    assert {unit.lifts + unit.others for unit in of(picture(None), "tall").units} == {()}


def test_hours_are_known_only_where_every_new_task_has_minutes() -> None:
    shown = picture(FIRST)
    wide, low = of(shown, "wide"), of(shown, "low")
    assert wide.minutes(Standing.NEW) == 180
    assert wide.minutes(Standing.PART) is None, "how much of W2 is left, nobody can tell"
    assert low.minutes(Standing.PART) == 30, "the task measured itself: at most all of it"
    assert of(shown, "tall").minutes(Standing.NEW) is None
    assert of(shown, "bare").minutes(Standing.NEW) is None
    assert of(shown, "gone").minutes(Standing.NEW) is None


def test_finer_steps_have_their_processes_and_what_could_be_declared_up_to_there() -> None:
    shown = picture(None)
    assert [(s.step.id, len(s.units), s.processes, s.whole) for s in shown.steps] == [
        ("none", 0, 0, 0), ("one", 3, 1, 0), ("two", 2, 3, 0),
    ]  # fmt: skip
    assert shown.steps[1].count(Standing.FULL) == 2
    found = shown.step_of("U")
    assert found is not None and found.id == "two"
    assert shown.step_of("X") is None
    assert replace(shown, stands=()).steps == () and replace(shown, stands=()).top is None


def test_a_ladder_comes_from_its_file() -> None:
    raw = {"structure": {"default": "small@1", "rungs": [{"id": "low", "model": "small@1", "count": "tasks"}],
                         "steps": [{"id": "one", "adds": ["T"], "provenance": "own"}]},
           "words": WORDS}  # fmt: skip
    found = ladder_from(raw)
    assert found.rungs == (Rung("low", "small@1", "tasks"),)
    assert found.steps == (FineStep("one", "", ("T",), "own"),)
    assert found.word("es", "rungs", "low") == "Low", "English where the language has none"


def test_counts_in_words() -> None:
    shown = picture(FIRST)
    assert words.count_text(EN, of(shown, "wide")) == "1 of 3 in full, 1 in part (mandatory tasks)"
    assert words.count_text(EN, of(picture(None), "low")).endswith("in full (mandatory tasks)")
    assert words.count_text(EN, of(shown, "gone")) == "This program has no model of it."
    assert "nothing below is known" in words.unit_word(EN, of(shown, "tall"))
    assert words.unit_word(EN, replace(of(shown, "tall"), units=of(shown, "tall").units[:3])) == "outcomes"
    assert words.source_text(EN, "en", shown) == "What the records of P1 First reach today, under Small."
    assert words.source_text(EN, "en", picture(None)).startswith("What all of Small reaches")
    assert words.begun("completo") == "Completo" and words.begun("") == ""


@pytest.mark.parametrize(
    ("rung", "found", "said"),
    [
        ("wide", FIRST, "about 3 h; in part: not known"),
        ("wide", None, "about 3 h; in part: not known"),
        ("low", {t.id: Reach.PARTIAL for t in MODEL.tasks()}, "in part: up to about 6 h"),
        ("low", None, "nothing left"),
        ("low", {}, "about 6 h"),
        ("tall", FIRST, "not known"),
        ("gone", FIRST, "not known"),
    ],
)
def test_hours_in_words(rung: str, found: dict[str, Reach] | None, said: str) -> None:
    assert words.hours_text(EN, of(picture(found), rung)) == said


def test_short_work_is_said_in_minutes() -> None:
    assert (words.hours(EN, 119), words.hours(EN, 1200)) == ("about 119 min", "about 20 h")


def test_where_it_comes_from_in_words() -> None:
    shown = picture(FIRST)
    units = {unit.element: unit for unit in of(shown, "tall").units}
    assert words.origin_text(EN, shown, units["T.b"]) == "MAN.1.1 (overlaps with it, fairly sure)"
    assert words.origin_text(EN, shown, units["U.a"]) == "no mapping speaks of it"
    assert words.origin_text(EN, shown, units["T.c"]) == "–"
    own = {unit.element: unit for unit in of(shown, "low").units}
    assert words.origin_text(EN, shown, own["MAN.1.1"]) == "MAN.1.1"
    far = replace(units["T.b"], origins=(replace(units["T.b"].origins[0], via=("wide@1", "other@2")),))
    assert "by way of wide@1, other@2" in words.origin_text(EN, shown, far)
    assert words.named(EN, [str(n) for n in range(9)]) == "0, 1, 2, 3, 4 and 4 more"


def test_what_would_lift_it_in_words() -> None:
    shown = picture(FIRST)

    def said(rung: str, element: str) -> str:
        at = of(shown, rung)
        return words.lift_text(EN, "en", shown, at, next(u for u in at.units if u.element == element))

    assert said("wide", "W1") == ""
    assert said("tall", "T.a") == "Finish MAN.1.2, MAN.1.3."
    assert said("tall", "T.b") == "Beyond Small: step 1, First."
    assert said("tall", "T.c") == "Only report asks for it; no task does."
    assert said("wide", "W3") == "Do this task as well (about 3 h)."
    assert said("bare", "B1") == "Do this task as well."
    part = Unit("W9", "task", "W", Standing.PART)
    assert words.lift_text(EN, "en", shown, of(shown, "wide"), part) == "See what it asks for beyond that."
    unknown = Unit("W", "process", "W", Standing.UNKNOWN)
    assert "not known here" in words.lift_text(EN, "en", shown, of(shown, "wide"), unknown)
    assert words.lift_text(EN, "en", shown, of(shown, "bare"), unknown) == "No mapping leads from Small to this one."
    assert words.unit_name(of(shown, "tall"), "en", of(shown, "tall").units[0]) == "It is planned"


def test_claims_are_worded_with_care() -> None:
    assert words.declare_text(EN, picture(FIRST)) == "No process of TALL is reached in full yet."
    bare = replace(picture(FIRST), stands=())
    assert words.declare_text(EN, bare) == "The program has no model of the full standard."
    top = of(picture(FIRST), "tall")
    units = tuple(replace(unit, standing=Standing.FULL) for unit in top.units if unit.process == "T")
    for found, said in ((FIRST, "By our mapping the records support"), (None, "All of Small would support")):
        shown = replace(picture(found), stands=(replace(top, units=units),))
        text = words.declare_text(EN, shown)
        assert said in text and text.endswith("TALL in full: T.")
    for note in (words.estimate_note, words.steps_note, words.declare_note):
        assert "certified" not in note(EN) and note(EN) != note(ES)


def test_finer_steps_in_words() -> None:
    none, one, two = picture(None).steps
    assert words.step_text(EN, none) == "adds no process of its own"
    assert words.step_text(EN, one) == "2 of 3 in full, 1 in part · to here 0 of 1 processes whole"
    assert words.step_shares(none) is None
    assert words.step_shares(one) == pytest.approx((2 / 3, 1 / 3, 0))
    assert [words.step_standing(s) for s in (none, one, two)] == [Standing.NEW, Standing.PART, Standing.NEW]
    whole = StepStand(one.step, (one.units[0],), 1, 1)
    assert words.step_standing(whole) is Standing.FULL


def test_a_rung_in_words_and_shares() -> None:
    shown = picture(FIRST)
    assert words.rung_name(EN, shown, of(shown, "bare")) == "Bare (provisional)"
    assert words.rung_name(EN, shown, of(shown, "wide")) == "Wide"
    assert words.shares(of(shown, "wide")) == pytest.approx((1 / 3, 1 / 3, 0))
    assert words.shares(of(shown, "gone")) == (0, 0, 1)
    assert [words.standing_name(EN, s) for s in words.ORDER] == [
        "reached in full",
        "reached in part",
        "new",
        "not known",
    ]
