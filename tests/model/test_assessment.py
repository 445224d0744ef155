"""Assessments as stored: what cannot be understood is left out, never guessed."""

from __future__ import annotations

import pytest

from tests.assessing import ANA, BEN, PROFILE, REFERENCE, all_subjects, assessment, decided, given
from vse_app.model.assessment import (
    Evidence,
    Item,
    Sheets,
    item_key,
    mapping,
    read_assessment,
    read_evidence,
    read_interview,
    read_item,
    status,
    unknown_letters,
)
from vse_app.model.assessment_scope import (
    can_be_assessed,
    ratable,
    results,
    scale_of,
    suggested_scope,
    unknown_processes,
)
from vse_app.model.building import build
from vse_app.model.project import plain


def test_what_is_stored_comes_back():
    own = assessment(team=(ANA, BEN), purpose="<b>why</b>")
    assert read_assessment(plain(own)) == own
    item = decided({"MAN/PA 1.1": "L"}, "because")["MAN/PA 1.1"]
    assert read_item(item.key, plain(item), "NPLF") == item
    evidence = Evidence(3, "record", ("MAN/PA 1.1",), "PP", record=7, revision=2, stamp="s", states=("checked",))
    assert read_evidence(plain(evidence)) == evidence


def test_nonsense_is_left_out_and_breaks_nothing():
    odd = {
        "id": "x", "scope": [{"process": "MAN", "level": 99}, "MAN", None], "team": "everybody", "projects": [1, "2", True],
        "signatures": [3], "scale": "stars", "round": True, "title": 5,
    }  # fmt: skip
    own = read_assessment(odd)
    assert (own.id, own.title, own.team, own.signatures, own.round) == (0, "", (), (), 1)
    assert own.scale == "NPLF"
    assert [(t.process, t.level) for t in own.scope] == [("MAN", 5)]
    assert read_assessment({"scale": "met", "scope": [{"process": "MAN", "level": 4}]}).scope[0].level == 1
    assert read_interview({"answers": [{"question": "Q", "said": 1}, 2]}).answers[0].said == ""
    assert mapping([1]) == {}


def test_a_letter_the_scale_does_not_have_counts_for_nothing():
    data = {"decision": {"letter": "X"}, "ratings": [{"member": "m1", "letter": "met"}], "previous": "Z"}
    item = read_item("k", data, "NPLF")
    assert (item.letter, item.ratings, item.previous) == ("", (), "")
    assert unknown_letters(data, "NPLF") == ("met", "X", "Z")
    assert read_item("k", {"decision": {"letter": "met"}}, "met").letter == "met"


def test_status_says_where_the_work_stands():
    assert status(None) == "todo"
    assert status(Item("k", previous="F")) == "todo"
    assert status(None, has_evidence=True) == "doing"
    assert status(given("k", [("m1", "L")])) == "doing"
    assert status(decided({"k": "N"})["k"]) == "done"


def test_members_and_signatures_are_found():
    own = assessment(team=(BEN, ANA))
    assert [m.name for m in own.assessors] == ["Ana", "Ben"]
    assert own.member("m2") == BEN
    assert own.member("nobody") is None
    assert own.holding("PRO") == ()
    assert own.signature("plan") is None
    assert (own.target("MAN"), own.target("XX"), own.is_closed) == (2, 0, False)
    assert Item("k").given("m1") == ""
    assert Sheets(evidence=(Evidence(1, "seen", ("a", "b"), "t"),)).evidence_of("b")[0].id == 1


def test_a_profile_is_met_task_by_task():
    found = all_subjects(assessment("met", 1))
    assert scale_of(PROFILE) == "met"
    assert {s.kind for s in found} == {"task"}
    assert all(s.counted for s in found)
    assert "MAN/PA 1.1/MAN.1.1" in {s.key for s in found}
    assert "DO/PA 1.1/DO.2.3" not in {s.key for s in found}, "an optional task is not owed"
    assert {s.element for s in found if s.optional} == {"MAN.2.2"}


def test_a_reference_model_is_rated_attribute_by_attribute_up_to_its_target():
    found = all_subjects(assessment(level=2))
    attributes = {(s.process, s.attribute) for s in found if s.kind == "attribute"}
    assert attributes == {("MAN", "PA 1.1"), ("MAN", "PA 2.1"), ("MAN", "PA 2.2"), ("DO", "PA 1.1")}
    assert {s.element for s in found if s.attribute == "PA 2.1" and s.kind == "result"} == set("abcdef")
    assert {s.kind for s in found if s.counted} == {"attribute", "outcome"}
    assert item_key("MAN", "PA 1.1", "MAN.O1") in {s.key for s in found}
    assert next(s for s in found if s.key == "MAN/PA 2.1").level == 2


def test_what_is_not_in_the_kept_model_has_no_subjects():
    own = assessment(scope=(*assessment().scope, type(assessment().scope[0])("GONE", 1)))
    assert unknown_processes(own, REFERENCE) == ("GONE",)
    assert "GONE" not in {s.process for s in all_subjects(own)}


def test_which_models_can_be_assessed():
    assert can_be_assessed(PROFILE)
    assert can_be_assessed(REFERENCE)
    raw = {"structure": {**PROFILE.raw["structure"], "provisional": True}, "words": PROFILE.words}
    assert not can_be_assessed(build(raw)), "nothing may be claimed under a reconstruction"
    assert ratable(PROFILE) == ("MAN", "DO")
    assert len(suggested_scope(PROFILE)) == 2
    assert suggested_scope(PROFILE, most=1) == ()
    assert results(REFERENCE, "PA 2.1") == ()


@pytest.mark.parametrize(("model", "count"), [("moprosoft", 9), ("iso29110-basic", 2), ("iso12207@2008", 43)])
def test_the_models_of_the_method_can_be_assessed_whole(model, count):
    from vse_app import content

    found = content.model(model)
    assert can_be_assessed(found)
    assert len(ratable(found)) == count
