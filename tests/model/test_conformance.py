"""The arithmetic of a claim: only people's judgements with unchanged evidence count, and every rule has its sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.fixtures import MODEL, PEOPLE, confirmed, facts, record
from tests.model.test_claims import finished
from tests.model.test_tailoring import bare, model
from vse_app.i18n import translator
from vse_app.model import conformance_words as words
from vse_app.model import path
from vse_app.model.claims import claim
from vse_app.model.conformance import (
    Assessment,
    Judged,
    Lack,
    Standing,
    Stated,
    Warn,
    assess,
    both_sides,
    empties,
    judge,
)
from vse_app.model.conformance_words import Titles
from vse_app.model.tailoring import (
    CIRCUMSTANCES,
    PARTIES,
    Declaration,
    Deletion,
    Evidence,
    Extension,
    Input,
    Judgement,
    Part,
    Place,
    Unit,
)
from vse_app.model.view import View

SMALL = model()
TR, ES = translator("en"), translator("es")
DECLARED = Declaration(1, "hash", "small@1", 1, processes=("MAN", "DO"))
SEEN = record(1, "plan")
EVIDENCE = Evidence("record", 1, 1, SEEN.stamp)
STANDING = Standing(1, {1: SEEN}, {(1, 7): confirmed("MAN.1.1", id=7)})


def achieved(element: str, **values: Any) -> Judgement:
    """Ana says so, with the plan as evidence."""
    return Judgement(element, "achieved", "ana", "2026-03-03", evidence=(EVIDENCE,))._replace(**values)


ALL = {"MAN.O1": achieved("MAN.O1"), "DO.O1": achieved("DO.O1")}


def codes(found: Assessment) -> list[tuple[str, str]]:
    return [(lack.code, lack.element) for lack in found.lacks]


def warned(found: Assessment) -> set[str]:
    return {warn.code for warn in found.warnings}


def deleted(*elements: str, **values: Any) -> Declaration:
    """A tailored declaration with some deletions."""
    gone = tuple(Deletion(e, "not ours", "ana", "2026-03-02")._replace(**values) for e in elements)
    return replace(DECLARED, kind="tailored", deletions=gone)


def test_full_when_everything_is_judged_achieved() -> None:
    found = assess(DECLARED, SMALL, ALL, STANDING)
    assert (found.claim, found.lacks, found.count("achieved")) == ("full", (), 2)
    assert warned(found) == {"nobody-states"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (None, "open"),
        (Judgement("DO.O1", note="prepared", evidence=(EVIDENCE,)), "open"),
        (achieved("DO.O1", person=""), "open"),
        (achieved("DO.O1", verdict="not-yet"), "not-yet"),
        (achieved("DO.O1", evidence=()), "no-evidence"),
        (achieved("DO.O1", evidence=(EVIDENCE._replace(stamp="older"),)), "stale"),
        (achieved("DO.O1", evidence=(EVIDENCE, Evidence("record", 1, 99, "x"))), "stale"),
    ],
)
def test_one_outcome_is_enough_to_say_not_yet(said: Judgement | None, code: str) -> None:
    judgements = {"MAN.O1": ALL["MAN.O1"]} | ({"DO.O1": said} if said else {})
    found = assess(DECLARED, SMALL, judgements, STANDING)
    assert found.claim == "not yet"
    assert codes(found) == [(code, "DO.O1")]


def test_tailored_when_all_that_remain_are_achieved() -> None:
    found = assess(deleted("DO.1"), SMALL, ALL, STANDING)
    assert (found.claim, found.deletions) == ("tailored", deleted("DO.1").deletions)
    assert warned(found) == {"circumstances", "inputs", "decision", "nobody-states"}
    two = replace(deleted("MAN.O1"), processes=("MAN", "DO"))
    assert codes(assess(two, SMALL, {"DO.O1": ALL["DO.O1"]}, STANDING)) == [("emptied", "MAN")]


def test_the_steps_of_tailoring_are_asked_for_until_they_are_recorded() -> None:
    done = replace(deleted("DO.1"), circumstances={"risk": "low"}, inputs=(Input("Cleo"),), decider="ana",
                   decided="2026-03-02")  # fmt: skip
    assert warned(assess(done, SMALL, ALL, STANDING)) == {"nobody-states"}
    assert "nothing-deleted" in warned(assess(replace(done, deletions=()), SMALL, ALL, STANDING))
    only = model(claims=["tailored"], newer_edition="Small 2")
    assert warned(assess(replace(done, deletions=()), only, ALL, STANDING)) == {"nobody-states", "newer-edition"}


@pytest.mark.parametrize(
    ("declared", "code", "element"),
    [
        (replace(deleted("DO.1"), kind="full"), "deletion-in-full", "DO.1"),
        (deleted("DO"), "deletion-of-process", "DO"),
        (deleted("DO.9"), "deletion-unknown", "DO.9"),
        (replace(deleted("MAN.1"), processes=("DO",)), "deletion-undeclared", "MAN.1"),
        (deleted("DO.1", reason=" \n"), "deletion-unreasoned", "DO.1"),
        (deleted("DO.1", decider=""), "deletion-unreasoned", "DO.1"),
    ],
)
def test_a_deletion_that_does_not_count_stands_in_the_way(declared: Declaration, code: str, element: str) -> None:
    found = assess(declared, SMALL, ALL, STANDING)
    assert found.claim == "not yet"
    assert codes(found) == [(code, element)]
    assert found.deletions == ()


def test_the_same_element_deleted_twice_counts_once_with_the_first_reason() -> None:
    twice = replace(deleted("DO.1"), deletions=(*deleted("DO.1").deletions, Deletion("DO.1", "again", "ben", "")))
    found = assess(twice, SMALL, ALL, STANDING)
    assert found.claim == "tailored"
    assert [d.reason for d in found.deletions] == ["not ours"]
    assert Warn("deleted-twice", "DO.1") in found.warnings
    same = replace(twice, deletions=deleted("DO.1").deletions * 2)
    assert len(assess(same, SMALL, ALL, STANDING).deletions) == 1


def test_what_the_model_itself_does_not_allow() -> None:
    assert codes(assess(replace(DECLARED, processes=()), SMALL, {}, STANDING)) == [("no-process", "")]
    unknown = assess(replace(DECLARED, processes=("DO", "GONE")), SMALL, ALL, STANDING)
    assert codes(unknown) == [("unknown-process", "GONE")]
    assert codes(assess(DECLARED, model(claims=["tailored"]), ALL, STANDING)) == [("kind", "")]
    assert codes(assess(replace(DECLARED, kind=""), SMALL, ALL, STANDING)) == [("kind", "")]
    assert codes(assess(DECLARED, model(provisional=True), ALL, STANDING)) == [("provisional", "")]
    by_tasks = replace(DECLARED, processes=("DO",), by=("tasks",))
    assert ("basis", "") in codes(assess(by_tasks, SMALL, ALL, STANDING))
    unlisted = model(processes=[bare("X", objectives=[{"id": "X.O1"}])], full_by=["outcomes", "tasks"])
    for by in (("tasks",), ("outcomes", "tasks")):
        found = assess(replace(DECLARED, processes=("X",), by=by), unlisted, {"X.O1": achieved("X.O1")}, STANDING)
        assert codes(found) == [("unlisted", "X")]


def test_evidence_that_changed_is_named() -> None:
    unit = Unit("DO.O1", "outcome", "DO")
    withdrawn = Standing(1, {1: SEEN._replace(withdrawn="a mistake")}, {(1, 7): confirmed("MAN.1.1", withdrawn="no")})
    task = Evidence("task", 1, 7)
    said = achieved("DO.O1", evidence=(EVIDENCE, task))
    assert judge(unit, said, STANDING) == Judged(unit, said, "achieved")
    assert [why for _, why in judge(unit, said, withdrawn).changed] == ["withdrawn", "withdrawn"]
    assert [why for _, why in judge(unit, said, Standing(1)).changed] == ["gone", "gone"]
    assert [why for _, why in judge(unit, said, Standing(2, {1: SEEN}, STANDING.confirmed)).changed] == ["gone", "gone"]
    assert Standing(0, {1: SEEN._replace(project=2)}).change(EVIDENCE) == "gone"
    assert Standing(0, {1: SEEN}).change(EVIDENCE) == ""
    later = judge(unit, said._replace(verdict="not-yet"), Standing(1))
    assert (later.state, len(later.changed)) == ("not-yet", 2)


def test_one_party_on_both_sides_of_an_agreement() -> None:
    parts = (Part("Contract", "Acme", "supplier"), Part(" contract ", "ACME", "acquirer"), Part("", "", "acquirer"),
             Part("Other", "Acme", "acquirer"), Part("Other", "Cleo", "supplier"), Part("", "Me", "acquirer"),
             Part("", "Me", "supplier"))  # fmt: skip
    declared = replace(DECLARED, parties=parts)
    assert list(both_sides(declared)) == [Warn("both-sides", "Contract", "Acme"), Warn("both-sides", "", "Me")]
    said = [words.warn_text(TR, Titles(SMALL, "en"), warn) for warn in both_sides(declared)]
    assert said[0].startswith("Acme both buys and delivers in Contract.")
    assert "an agreement without a name" in said[1]


def test_nothing_may_be_deleted_that_leaves_a_process_empty() -> None:
    assert empties(SMALL, replace(DECLARED, kind="tailored"), Place("DO.O1", "outcome", "DO"))
    assert not empties(SMALL, replace(DECLARED, kind="tailored"), Place("DO.2", "activity", "DO", "DO.2"))


def stated(declared: Declaration = DECLARED, judgements: Any = None, of: Any = None) -> Stated:
    """A declaration of the first project with all it takes to show it."""
    judgements, of = ALL if judgements is None else judgements, of or SMALL
    project = facts().project
    return Stated(
        declared, of, judgements, STANDING, assess(declared, of, judgements, STANDING), {p.id: p for p in PEOPLE},
        {1: project}, {1: MODEL},
    )  # fmt: skip


def test_a_statement_is_somebodys_and_holds_only_for_what_was_stated() -> None:
    signed = replace(DECLARED, stated_by="ana", stated="2026-03-05")
    signed = replace(signed, seal=signed.stamp(ALL))
    found = stated(signed)
    assert found.is_stated
    assert words.statement(TR, found, "Acme").startswith("Acme states full conformance to A small standard, for the")
    changed = stated(replace(signed, about="More"))
    assert not changed.is_stated
    assert Warn("stated-before", detail="2026-03-05") in changed.assessment.warnings
    assert words.statement(TR, changed, "Acme").startswith("Acme may state full conformance")
    assert not stated(signed, {}).is_stated
    said = words.statement(TR, stated(judgements={}), "Acme")
    assert said.startswith("Acme does not state conformance to A small standard yet, for the project P1 First.")
    assert said.endswith("0 of 2 (outcomes).")


def test_the_basis_is_said_where_there_is_a_choice() -> None:
    both = model(full_by=["outcomes", "tasks"])
    assert "full conformance to A small standard, by outcomes, for" in words.statement(TR, stated(of=both), "Acme")
    signed = replace(DECLARED, stated_by="ana", stated="2026-03-05")
    signed = replace(signed, seal=signed.stamp(ALL))
    assert "states full conformance to A small standard, by outcomes" in words.statement(
        TR, stated(signed, of=both), "A"
    )
    assert words.kind_text(TR, both, replace(DECLARED, by=("outcomes", "tasks"))) == "full, by outcomes + by tasks"
    assert words.kind_text(TR, SMALL, DECLARED) == "full"
    assert words.kind_text(TR, SMALL, replace(DECLARED, kind="magic")) == "unknown"
    company = stated(replace(DECLARED, project=0))
    assert company.project is None
    assert "for the whole company." in words.statement(TR, company, "Acme")


def test_units_are_named_by_what_they_are() -> None:
    activity = {"id": "X.1", "objectives": [], "tasks": []}
    mixed = model(processes=[bare("X", activities=[activity]), bare("Y", objectives=[{"id": "Y.O1"}])])
    both = assess(replace(DECLARED, processes=("X", "Y")), mixed, {}, STANDING)
    assert words.units_name(TR, both) == "outcomes, activities and tasks"
    assert words.units_name(TR, assess(replace(DECLARED, processes=("X",)), mixed, {}, STANDING)) == "activities"


def test_every_rule_has_a_sentence_in_both_languages() -> None:
    titles = Titles(SMALL, "en")
    for code in words._LACKS:
        lack = Lack(code, "MAN.O1", "full")
        assert words.lack_text(TR, titles, lack) != words.lack_text(ES, titles, lack)
    for code in words._WARNINGS:
        warn = Warn(code, "MAN.O1", "2026-03-05")
        assert words.warn_text(TR, titles, warn) != words.warn_text(ES, titles, warn)
    for name in CIRCUMSTANCES:
        assert words.circumstance_name(TR, name) != words.circumstance_name(ES, name)
    assert len({words.party_name(ES, role) for role in (*PARTIES, "friend")}) == 6
    assert words.element_kind(TR, "task") == "task"
    assert words.change_name(TR, "gone") == "no longer there"
    assert words.advice(TR) != words.advice(ES)
    assert words.no_tailoring(TR) != words.no_tailoring(ES)


def test_titles_and_the_state_of_an_outcome_in_words() -> None:
    titles = Titles(SMALL, "en")
    assert titles.label("MAN.O1") == "MAN.O1 It is planned"
    assert (titles("MAN"), titles("MAN.1"), titles("MAN.1.1"), titles("X")) == ("Manage", "Plan", "Write the plan", "")
    assert titles.label("DO") == "DO"
    assert titles.label("nothing") == "nothing"
    unit = Unit("DO.O1", "outcome", "DO")
    assert words.state_name(TR, judge(unit, achieved("DO.O1", evidence=()), STANDING)) == "without evidence"
    assert words.state_name(TR, judge(unit, achieved("DO.O1"), Standing())) == "judge again"
    assert words.model_name(SMALL, "en") == "A small process (A small standard)"
    assert words.model_name(model(standard="A small process"), "en") == "A small process"


def test_what_nobody_judged_yet_is_said_once() -> None:
    titles = Titles(SMALL, "en")
    lacks = stated(judgements={}).assessment.lacks
    assert [line[:2] for line in words.lack_lines(TR, titles, lacks)] == [
        ("MAN.O1, DO.O1", "Nobody has judged these yet: 2.")
    ]
    one = [Lack("no-process"), Lack("open", "DO.O1")]
    assert [line[1] for line in words.lack_lines(TR, titles, one)] == [
        "No process is declared.",
        "Nobody has judged it yet.",
    ]
    assert words.lack_lines(TR, titles, ()) == []


def test_evidence_in_words() -> None:
    found = stated()
    assert words.evidence_text(TR, "en", found, EVIDENCE) == "plan-1 title 1, v1 of 1\u00a0Mar\u00a02026"
    assert words.evidence_text(TR, "en", found, EVIDENCE._replace(stamp="old")) == "plan-1 title 1"
    assert words.evidence_text(TR, "en", found, Evidence("record", 1, 9)) == "work product 9"
    task = words.evidence_text(TR, "en", found, Evidence("task", 1, 7))
    assert task == "MAN.1.1 Write the plan, confirmed by Ana López on 3\u00a0Mar\u00a02026"
    assert words.evidence_text(TR, "en", found, Evidence("task", 1, 8)) == "confirmed task 8"
    company = replace(found, declaration=replace(DECLARED, project=0))
    assert words.evidence_text(TR, "en", company, EVIDENCE).startswith("P1 plan-1")
    several = replace(found, standing=Standing(1, {}, {(1, 7): confirmed("DO.2.1", 2, id=7)}))
    assert words.evidence_text(TR, "en", several, Evidence("task", 1, 7)).startswith("DO.2.1 Build it, confirmed")
    assert words.evidence_text(TR, "en", replace(found, models={}), Evidence("task", 1, 7)) == "confirmed task 7"


def test_extensions_are_no_part_of_the_arithmetic() -> None:
    more = replace(DECLARED, extensions=(Extension("outcome", "More", "DO"), Extension("", "", "", "")))
    assert assess(more, SMALL, ALL, STANDING).claim == "full"
    assert assess(more, SMALL, ALL, STANDING).deletions == ()


def test_a_profile_is_met_or_not() -> None:
    of = finished()
    steps = path.steps(of)
    done = View(of, steps, (), (), claim(of, steps), {}, (0, ""))
    said = words.profile_statement(TR, done, "Acme")
    assert said.startswith("By its records, Acme may state for the project P1 First: the mandatory items of A small")
    assert said.endswith("are met, 10 of 10.")
    of.confirmations = of.confirmations[1:]
    steps = path.steps(of)
    open_ = View(of, steps, (), (), claim(of, steps), {}, (0, ""))
    assert words.profile_statement(TR, open_, "Acme").endswith("is met: of its mandatory items, 9 of 10 are met.")


def test_evidence_is_the_same_whatever_was_seen_of_it() -> None:
    assert EVIDENCE.key == EVIDENCE._replace(stamp="other").key == ("record", 1, 1)
