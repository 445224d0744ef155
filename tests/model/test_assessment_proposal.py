"""Proposals: from what was really done and confirmed, never from a file that lies there, never N out of nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.assessing import PROFILE, all_subjects, assessment, decided
from tests.fixtures import PEOPLE, confirmed, event, facts, record
from vse_app.i18n import translator
from vse_app.model import assessment_words as words
from vse_app.model import claims, next_steps, rules
from vse_app.model import path as model_path
from vse_app.model.assessment_facts import Fact, Source, read_fact, step_facts
from vse_app.model.assessment_proposal import (
    Proposal,
    propose,
    propose_attribute,
    propose_result,
    read_proposal,
)
from vse_app.model.assessment_reasons import Given, is_mute, rated, reasons_needed
from vse_app.model.path import Facts
from vse_app.model.project import Mark
from vse_app.model.view import View

EN = translator("en")


def view_of(found: Facts) -> View:
    """A view of facts, as services make it."""
    steps = model_path.steps(found)
    return View(
        found, steps, next_steps.next_steps(found, steps), rules.findings(found, steps), claims.claim(found, steps),
        {p.id: p for p in PEOPLE}, (1, found.today),
    )  # fmt: skip


def source(
    task: str, *records: Any, events: tuple[Any, ...] = (), full: bool = True, via: str = "", **more: Any
) -> Source:
    """The steps of one task in a project with these records."""
    view = view_of(facts(tuple(records), events, **more))
    return Source(view, tuple(s for s in view.steps if s.task.id == task), full, via)


PLAN = record(1, "plan", number="P", title="The plan", task="MAN.1.1")
DONE = confirmed("MAN.1.1")


def codes(proposal: Proposal) -> set[str]:
    return {fact.code for fact in proposal.facts}


def test_done_and_confirmed_with_its_result_is_full():
    found = propose([source("MAN.1.1", PLAN, confirmations=(DONE,))], "NPLF")
    assert (found.letter, found.why) == ("F", "all")
    assert codes(found) == {"complete"}
    assert found.lifts == ()
    said = words.fact_text(EN, found.facts[0], "en")
    assert (
        said == "P1: MAN.1.1 Write the plan was confirmed by Ana López on 3 Mar 2026, with its results in place: P v1."
    )


def test_a_file_that_lies_there_rates_nothing():
    file = replace_form(PLAN, "file")
    found = propose([source("MAN.1.1", file)], "NPLF")
    assert (found.letter, found.why) == ("", "unconfirmed")
    assert [f.code for f in found.lifts] == ["unconfirmed"]
    assert "confirm the task" in words.lift_text(EN, found.lifts[0], "en")
    more = [replace_form(record(n, "plan", task="MAN.1.1"), "file") for n in range(2, 9)]
    assert propose([source("MAN.1.1", file, *more)], "NPLF").letter == "", "nor do many of them"
    assert propose([source("MAN.1.1", file)], "met").letter == ""


def replace_form(found: Any, form: str) -> Any:
    return found._replace(form=form)


def test_without_any_evidence_it_is_not_rated_and_never_n():
    for scale in ("NPLF", "met"):
        assert propose([], scale).letter == ""
        assert propose([source("MAN.1.1")], scale).letter == ""
    assert propose([], "NPLF").why == "nothing"
    assert propose([source("MAN.1.1")], "NPLF").why == "open"


def test_a_closed_project_that_never_did_it_speaks_against_but_gives_no_letter():
    found = propose([source("MAN.1.1", confirmations=(confirmed("MAN.3.1"),))], "NPLF")
    assert found.letter == ""
    assert codes(found) == {"missed"}
    other = source("MAN.1.1", PLAN, confirmations=(DONE,))
    both = propose([other, source("MAN.1.1", confirmations=(confirmed("MAN.3.1"),))], "NPLF")
    assert (both.letter, both.why) == ("P", "some")


def test_confirmed_without_its_result_counts_against():
    found = propose([source("MAN.1.1", confirmations=(DONE,))], "NPLF")
    assert (found.letter, codes(found)) == ("P", {"incomplete"})
    assert words.fact_text(EN, found.facts[0], "en") == "P1: MAN.1.1 Write the plan was confirmed, but Plan is missing."
    assert propose([source("MAN.1.1", confirmations=(DONE,))], "met").letter == "not-met"


def test_a_state_that_is_missing_is_named():
    found = propose([source("MAN.1.2", PLAN, confirmations=(confirmed("MAN.1.2"),))], "NPLF")
    assert "Plan is not yet checked" in words.fact_text(EN, found.facts[0], "en")
    assert words.lift_text(EN, found.lifts[0], "en") == "Bring what is missing: Plan (checked) (about 30 min)"


def test_more_than_half_is_largely():
    good = source("MAN.1.1", PLAN, confirmations=(DONE,))
    bad = source("MAN.1.1", confirmations=(DONE,))
    assert propose([good, good, bad], "NPLF").why == "most"
    assert propose([good, bad], "NPLF").letter == "P"


def test_something_odd_takes_full_down_and_says_why():
    late = PLAN._replace(happened="2026-01-01", captured="2026-03-02T09:00:00Z")
    found = propose([source("MAN.1.1", late, confirmations=(DONE,))], "NPLF")
    assert (found.letter, found.why) == ("L", "odd")
    assert "written-later" in codes(found)
    assert propose([source("MAN.1.1", late, confirmations=(DONE,))], "met").letter == "met", "late is allowed there"


def test_same_person_is_shown_and_changes_nothing():
    by_author = event(1, PLAN._replace(author="ben"), "reviewed", person="ben")
    found = propose(
        [source("MAN.1.1", PLAN._replace(author="ben"), events=(by_author,), confirmations=(DONE,))], "NPLF"
    )
    assert found.letter == "F"
    assert ("same-person", "shown") in {(f.code, f.effect) for f in found.facts}


def test_a_stale_approval_speaks_against():
    old = event(1, PLAN, "checked", stamp="older", revision=1)
    found = propose([source("MAN.1.1", PLAN._replace(revision=2), events=(old,), confirmations=(DONE,))], "NPLF")
    assert found.letter == "L"
    assert any("was changed after version 1 was checked" in words.fact_text(EN, f, "en") for f in found.facts)


def test_what_was_left_out_with_a_reason_is_not_applicable():
    mark = Mark("MAN.2.2", 0, "na", "No changes", "ana", "", "2026-03-03", "2026-03-03T09:00:00Z")
    found = propose([source("MAN.2.2", marks=(mark,))], "met")
    assert found.letter == "na"
    assert "No changes" in words.fact_text(EN, found.facts[0], "en")
    assert propose([source("MAN.2.2", marks=(mark,))], "NPLF").letter == ""


def test_a_mapping_that_covers_only_in_part_never_gives_full():
    partly = source("MAN.1.1", PLAN, confirmations=(DONE,), full=False, via="small@1")
    found = propose([partly], "NPLF")
    assert (found.letter, found.why) == ("L", "partly")
    assert "covers this only in part" in words.fact_text(EN, found.facts[-1], "en")
    whole = propose([replace(partly, full=True)], "NPLF")
    assert whole.letter == "F"
    assert whole.facts[-1].code == "mapped"


RESULTS = {(s.attribute, s.element): s for s in all_subjects(assessment(level=2)) if s.kind == "result"}


def test_planning_is_seen_from_dates_and_rhythm():
    report = record(2, "report", task="MAN.2.1")
    done = confirmed("MAN.2.1", happened="2026-03-02")
    running = source(
        "MAN.2.1", PLAN, report, confirmations=(done,), start="2026-01-01", end="2026-09-01", today="2026-03-10"
    )
    found = propose_result(RESULTS["PA 2.1", "b"], [running])
    assert (found.letter, codes(found)) == ("F", {"planned", "rhythm"})
    late = source("MAN.2.1", PLAN, report, confirmations=(done,), today="2026-06-01")
    found = propose_result(RESULTS["PA 2.1", "b"], [late])
    assert codes(found) == {"unplanned", "late-again"}
    assert found.letter == "P"
    assert found.minutes > 30


def test_duties_are_seen_from_who_holds_each_role():
    found = propose_result(RESULTS["PA 2.1", "d"], [source("MAN.1.1", PLAN, confirmations=(DONE,))])
    assert words.fact_text(EN, found.facts[0], "en") == "P1: Lead: Ana López."
    nobody = source("MAN.1.1", PLAN, confirmations=(DONE,), assignments={})
    assert propose_result(RESULTS["PA 2.1", "d"], [nobody]).letter == "P"


def test_control_and_review_are_seen_from_states_that_hold_now():
    checked = event(1, PLAN, "reviewed")
    both = source("MAN.1.1", PLAN, events=(event(1, PLAN, "checked"), checked), confirmations=(DONE,))
    assert propose_result(RESULTS["PA 2.2", "c"], [both]).letter == "F"
    bare = source("MAN.1.1", PLAN._replace(form="link"), confirmations=(DONE,))
    found = propose_result(RESULTS["PA 2.2", "c"], [bare])
    assert codes(found) == {"uncontrolled", "not-captured"}


def test_review_looks_at_the_version_that_stands_there():
    from tests.fixtures import RAW, with_product
    from vse_app.model.building import build

    model = build(with_product(RAW, "plan", states=["verified"]))
    plan = PLAN._replace(author="ana")
    seen = source("MAN.1.1", plan, events=(event(1, plan, "verified"),), confirmations=(DONE,), model=model)
    assert codes(propose_result(RESULTS["PA 2.2", "d"], [seen])) == {"checked"}
    alone = source(
        "MAN.1.1", plan, events=(event(1, plan, "verified", person="ana"),), confirmations=(DONE,), model=model
    )
    assert codes(propose_result(RESULTS["PA 2.2", "d"], [alone])) == {"checked", "checked-alone"}
    old = source("MAN.1.1", plan, events=(event(1, plan, "verified", stamp="old"),), confirmations=(DONE,), model=model)
    assert codes(propose_result(RESULTS["PA 2.2", "d"], [old])) == {"check-stale"}
    never = source("MAN.1.1", plan, confirmations=(DONE,), model=model)
    assert codes(propose_result(RESULTS["PA 2.2", "d"], [never])) == {"unchecked"}


def test_for_other_results_the_program_knows_no_facts():
    found = propose_result(RESULTS["PA 2.1", "a"], [source("MAN.1.1", PLAN, confirmations=(DONE,))])
    assert (found.letter, found.why) == ("", "no-rule")
    untouched = propose_result(RESULTS["PA 2.1", "d"], [source("MAN.1.1")])
    assert untouched.letter == "", "roles alone say nothing about a process nobody has run"


POINTS = [s for s in all_subjects(assessment(level=2)) if s.attribute == "PA 2.2" and s.kind == "result"]


@pytest.mark.parametrize(
    ("letters", "letter", "why"),
    [
        ("FFFF", "F", "points-all"),
        ("FLFF", "L", "points-most"),
        ("FFF-", "L", "points-unknown"),
        ("FFP-", "P", "points-weak"),
        ("NNNN", "N", "points-none"),
        ("F---", "", "few-known"),
        ("----", "", "few-known"),
    ],
)
def test_the_weakest_point_leads_and_letters_are_never_averaged(letters, letter, why):
    points = [(s, x.strip("-"), "") for s, x in zip(POINTS, letters, strict=True)]
    found = propose_attribute(points)
    assert (found.letter, found.why) == (letter, why)


def test_proposed_points_never_make_an_n():
    assert propose_attribute([(s, "", "N") for s in POINTS]).letter == "P"
    assert propose_attribute([]).why == "no-points"


def test_a_decided_point_goes_before_a_proposed_one():
    found = propose_attribute([(s, "F", "P") for s in POINTS])
    assert found.letter == "F"
    assert words.fact_text(EN, found.facts[0], "en") == "a: F, decided."


def test_proposals_survive_being_frozen():
    late = PLAN._replace(happened="2026-01-01", captured="2026-03-02T09:00:00Z")
    found = propose([source("MAN.1.1", late, confirmations=(DONE,))], "NPLF")
    assert read_proposal(found.plain()) == found
    assert read_proposal({"facts": ["x", {"code": 1}, {"code": "a", "effect": "maybe"}]}).facts == ()
    assert read_fact({"code": "x", "effect": "for", "values": 3}) == Fact("x", "for")
    odd = words.fact_text(EN, Fact("from-the-future", "for"), "en")
    assert odd == "A fact this version of the program does not know: from-the-future."
    assert words.lift_text(EN, Fact("complete", "for"), "en") == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_fact_can_be_said(language):
    tr = translator(language)
    for code in words._FACTS:
        for fact in (Fact(code, "for", {"project": "P"}), Fact(code, "against", {"record": {"en": "r"}}, task="T")):
            assert words.fact_text(tr, fact, language)
    for why in words._WHY:
        assert words.why_text(tr, Proposal("L", why))
    assert words.proposal_text(tr, Proposal("", "nothing"))
    assert words.said({"fr": "oui"}, language) == "oui"
    assert step_facts(source("MAN.1.1", PLAN, confirmations=(DONE,)))[0].values["title"]


PROPOSED = propose([source("MAN.1.1", PLAN, confirmations=(DONE,))], "NPLF")
KEY = "MAN/PA 1.1/MAN.O1"


def test_a_sentence_is_needed_when_it_differs():
    from vse_app.model.assessment import Evidence, Item

    item = Item(KEY)
    assert reasons_needed(item, "F", PROPOSED, ()) == ()
    assert reasons_needed(item, "P", PROPOSED, ()) == ("differs",)
    assert reasons_needed(item, "", PROPOSED, ()) == ()
    assert reasons_needed(Item(KEY, previous="P"), "F", PROPOSED, ()) == ("changed",)
    nothing = Proposal("", "nothing")
    assert reasons_needed(item, "F", nothing, ()) == ("nothing",)
    file = Evidence(1, "file", (KEY,), "a.pdf", file="sha")
    assert is_mute(file)
    assert reasons_needed(item, "F", nothing, (file,)) == ("file-only",), "a file alone shows nothing"
    assert reasons_needed(item, "F", nothing, (replace(file, said="The minutes of the meeting"),)) == ()
    bare = Evidence(2, "record", (KEY,), "P", record=1)
    assert is_mute(bare)
    assert not is_mute(replace(bare, states=("checked",)))
    assert not is_mute(Evidence(3, "seen", (KEY,), "Saw it"))


def test_one_assessor_decides_at_once_several_must_agree():
    from tests.assessing import ANA, BEN, given
    from vse_app.model.assessment import Item

    alone = assessment()
    done = rated(alone, Item(KEY), Given("m1", "F", "", "t"), PROPOSED, ())
    assert done.item.letter == "F"
    assert done.item.decision is not None
    assert done.item.decision.proposed == "F"
    assert done.item.decision.facts[0]["code"] == "complete"
    two = assessment(team=(ANA, BEN))
    first = rated(two, Item(KEY), Given("m1", "F", "", "t"), PROPOSED, ())
    assert (first.item.letter, first.needs) == ("", ())
    assert rated(two, first.item, Given("m2", "F", "", "t"), PROPOSED, ()).item.letter == "F"
    assert rated(two, first.item, Given("m2", "L", "", "t"), PROPOSED, ()).item.letter == ""
    both = rated(two, given(KEY, [("m1", "P")]), Given("m2", "P", "", "t"), PROPOSED, ())
    assert both.needs == ("differs",)
    assert rated(two, given(KEY, [("m1", "P")]), Given("m2", "P", "Seen", "t"), PROPOSED, ()).item.letter == "P"


def test_taking_a_rating_back_takes_the_decision_back():
    old = decided({KEY: "F"})[KEY]
    done = rated(assessment(), old, Given("m1", "", "", "t"), PROPOSED, ())
    assert (done.item.letter, done.item.ratings, done.needs) == ("", (), ())


def test_the_model_of_the_tests_is_as_thought():
    assert PROFILE.kind == "profile"
