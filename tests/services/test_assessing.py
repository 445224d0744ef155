"""Rating, evidence, interviews and private notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import plan
from vse_app.model.assessment import Answer, Evidence, Interview, Member
from vse_app.model.errors import Invalid
from vse_app.services import (
    assessing,
    assessment_facts,
    assessment_page,
    assessment_sheet,
    assessments,
    company,
    path,
    records,
)
from vse_app.services.workspace import Workspace

KEY = "OPE.1/PA 1.1"
POINT = "OPE.1/PA 1.1/OPE.1.O1"
TWO = (Member("m1", "Ana", "EC", "ana"), Member("m2", "Ben", "EE", "ben"))


@pytest.fixture
def own(ws: Workspace):
    return assessments.start(ws, title="First", use="U3", model="moprosoft", projects_seen=(1,)).value


@pytest.fixture
def profile(ws: Workspace):
    """Of the small model's own kind there is none shipped; Basic is met item by item."""
    return assessments.start(ws, title="Basic", use="U3", model="iso29110-basic").value


def test_a_rating_needs_something_behind_it(ws, own) -> None:
    done = assessing.rate(ws, own.id, KEY, "L", member="m1")
    assert done.value.needs == ("nothing",)
    assert done.value.item.letter == ""
    assert assessing.rate(ws, own.id, KEY, "L", member="m1", reason="Two people showed it").value.item.letter == "L"
    assert assessing.rate(ws, own.id, KEY, "", member="m1").value.item.letter == ""
    assert KEY not in assessing.sheets(ws, own).items, "an item of which nothing is said is not kept"


def test_a_file_alone_is_nothing_to_rate_from(ws, own, tmp_path: Path) -> None:
    file = tmp_path / "evidence.pdf"
    file.write_bytes(b"%PDF-1.4 not really")
    kept = assessing.attach(ws, own.id, [KEY], file, member="m1").value
    assert kept.title == "evidence.pdf"
    assert assessing.rate(ws, own.id, KEY, "F", member="m1").value.needs == ("file-only",)
    assessing.edit_evidence(ws, own.id, kept.id, said="Minutes in which the plan is agreed")
    assert assessing.rate(ws, own.id, KEY, "F", member="m1").value.item.letter == "F"


def test_out_of_scope_unknown_letters_and_strangers_are_refused(ws, own, profile) -> None:
    for key in ("OPE.1/PA 2.1", "OPE.1/PA 9.9", "NO/PA 1.1", "", "x" * 300, "<b>"):
        with pytest.raises(Invalid, match="not in the scope"):
            assessing.rate(ws, own.id, key, "F", member="m1")
    for letter in ("X", "L+", "met", "f"):
        with pytest.raises(Invalid, match="no rating here"):
            assessing.rate(ws, own.id, KEY, letter, member="m1")
    for member in ("m2", "", "ana"):
        with pytest.raises(Invalid, match="Only an assessor"):
            assessing.rate(ws, own.id, KEY, "F", member=member)
        with pytest.raises(Invalid, match="Only an assessor"):
            assessing.decide(ws, own.id, KEY, "F", member=member)
    item = next(s.key for s in assessment_sheet.sheet(ws, profile.id).subjects if not s.optional)
    with pytest.raises(Invalid, match="does not allow"):
        assessing.rate(ws, profile.id, item, "na", member="m1")
    with pytest.raises(Invalid, match="longer than"):
        assessing.rate(ws, own.id, KEY, "F", member="m1", reason="x" * 20_001)


def test_several_assessors_settle_their_differences_with_a_reason(ws, own) -> None:
    assessments.edit(ws, own.id, team=TWO)
    assert assessing.rate(ws, own.id, KEY, "F", member="m1").value.item.letter == ""
    apart = assessing.rate(ws, own.id, KEY, "P", member="m2").value
    assert (apart.item.letter, apart.needs) == ("", ())
    assert "assessors-differ" in {i.rule for i in assessment_sheet.sheet(ws, own.id).issues}
    with pytest.raises(Invalid, match="A sentence is needed"):
        assessing.decide(ws, own.id, KEY, "L", member="m1")
    done = assessing.decide(ws, own.id, KEY, "L", member="m1", reason="Ben had not seen the second project").value
    assert (done.item.letter, done.item.decision.reason) == ("L", "Ben had not seen the second project")
    assert [(r.member, r.letter) for r in done.item.ratings] == [("m1", "F"), ("m2", "P")]
    assert assessing.decide(ws, own.id, KEY, "", member="m1").value.item.letter == ""


def test_one_piece_of_evidence_serves_many_items_and_is_kept_once(ws, own) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    one = assessing.link_record(ws, own.id, [KEY], record.id, member="m1").value
    again = assessing.link_record(ws, own.id, [POINT], record.id, member="m1", said="It names the aim").value
    assert (again.id, again.items, again.said) == (one.id, (KEY, POINT), "It names the aim")
    records.revise(ws, record.id, fields={"aim": "Something else"})
    later = assessing.link_record(ws, own.id, [KEY], record.id, member="m1").value
    assert later.id != one.id, "another version is another thing that was seen"
    sheet = assessment_sheet.sheet(ws, own.id)
    assert "evidence-changed" in {i.rule for i in sheet.issues}
    fresh = assessing.look_again(ws, own.id, one.id).value
    assert fresh.revision == 2
    assert "evidence-changed" not in {i.rule for i in assessment_sheet.sheet(ws, own.id).issues}
    assessing.edit_evidence(ws, own.id, one.id, items=(POINT,))
    assessing.remove_evidence(ws, own.id, later.id)
    assert [e.items for e in assessing.sheets(ws, own).evidence] == [(POINT,)]
    records.withdraw(ws, record.id, "wrong")
    assert "evidence-gone" in {i.rule for i in assessment_sheet.sheet(ws, own.id).issues}


def test_what_is_no_evidence_is_refused(ws, own) -> None:
    with pytest.raises(Invalid, match="no such record"):
        assessing.link_record(ws, own.id, [KEY], 99, member="m1")
    record = records.create(ws, 1, "plan", content=plan()).value
    with pytest.raises(Invalid, match="no such file"):
        assessing.link_record(ws, own.id, [KEY], record.id, member="m1", file="0" * 64)
    with pytest.raises(Invalid, match="Nobody has confirmed"):
        assessing.link_task(ws, own.id, [KEY], (1, "MAN.1.1", 0), member="m1")
    with pytest.raises(Invalid, match="no such interview"):
        assessing.link_interview(ws, own.id, [KEY], 3, member="m1")
    with pytest.raises(Invalid, match="Write what you saw"):
        assessing.add_seen(ws, own.id, [KEY], " ", member="m1", happened="2026-03-02")
    with pytest.raises(Invalid, match="not in the scope"):
        assessing.add_seen(ws, own.id, ["NO/PA 1.1"], "x", member="m1", happened="2026-03-02")
    with pytest.raises(Invalid, match="Unknown kind"):
        assessing.add_evidence(ws, own.id, [KEY], Evidence(0, "rumour", (), "They say"))
    with pytest.raises(Invalid, match="no such evidence"):
        assessing.edit_evidence(ws, own.id, 9, said="x")


def test_a_confirmed_task_is_evidence_with_its_date(ws, own) -> None:
    path.confirm(ws, 1, "MAN.1.1", 0, person="ana", role="LEAD", happened="2026-03-01")
    kept = assessing.link_task(ws, own.id, [KEY], (1, "MAN.1.1", 0), member="m1").value
    assert (kept.kind, kept.happened, kept.title) == ("task", "2026-03-01", "P1 MAN.1.1 Write the plan")
    assert ("1/MAN.1.1/0", "P1 MAN.1.1 Write the plan") in assessment_page.task_options(ws, own, "en")
    record = records.create(ws, 1, "plan", content=plan()).value
    assert (str(record.id), "P1 P The plan") in assessment_page.record_options(ws, own)


def test_an_interview_becomes_evidence_for_what_was_asked(ws, own) -> None:
    draft = Interview(
        0, "RAPE", "Elena", "", "m1", "2026-03-02", answers=(Answer("How?", " So. "), Answer("Why?", " "))
    )
    kept = assessing.keep_interview(ws, own.id, draft, [POINT, "NO/PA 1.1"]).value
    assert kept.answers == (Answer("How?", "So."),)
    assert kept.captured.startswith("2026-03-02")
    found = assessing.sheets(ws, own)
    assert [(e.kind, e.items, e.interview) for e in found.evidence] == [("interview", (POINT,), kept.id)]
    changed = assessing.keep_interview(ws, own.id, kept).value
    assert (changed.id, changed.captured) == (kept.id, kept.captured)
    assessing.link_interview(ws, own.id, [KEY], kept.id, member="m1")
    assert assessing.sheets(ws, own).evidence[0].items == (POINT, KEY)
    for odd in (Interview(0, "RAPE", " ", happened="2026-03-02"), Interview(0, "RAPE", "x" * 301, happened="2026-03-02"),
                Interview(0, "RAPE", "Elena", happened="today")):  # fmt: skip
        with pytest.raises(Invalid):
            assessing.keep_interview(ws, own.id, odd)


def test_private_notes_are_seen_only_by_whoever_wrote_them(ws, own) -> None:
    assessing.write_note(ws, own.id, KEY, "I doubt it")
    assert assessing.notes(ws, own.id) == {KEY: "I doubt it"}
    assert assessment_sheet.sheet(ws, own.id).notes == {KEY: "I doubt it"}
    company.set_actor(ws, "ben")
    assert assessing.notes(ws, own.id) == {}
    company.set_actor(ws, "ana")
    assessing.write_note(ws, own.id, KEY, " ")
    assert assessing.notes(ws, own.id) == {}


def test_whoever_is_at_work_rates_on_the_page(ws, own) -> None:
    assessments.edit(ws, own.id, team=TWO)
    assert assessment_page.rating_member(ws, assessments.assessment(ws, own.id)) == "m1"
    company.set_actor(ws, "ben")
    assert assessment_page.rating_member(ws, assessments.assessment(ws, own.id)) == "m2"
    company.set_actor(ws, "carla")
    assert assessment_page.rating_member(ws, assessments.assessment(ws, own.id)) == "m1"
    bare = assessments.edit(ws, own.id, team=()).value
    assert assessment_page.rating_member(ws, bare) == ""


def test_proposals_are_kept_until_something_in_a_project_changes(ws, own) -> None:
    first = assessment_facts.sources(ws, own)
    assessing.rate(ws, own.id, KEY, "L", member="m1", reason="x")
    assert assessment_facts.sources(ws, own) is first
    records.create(ws, 1, "plan", content=plan())
    assert assessment_facts.sources(ws, own) is not first


def test_a_rating_remembers_what_the_program_said_then(sample_file) -> None:
    with Workspace.open(sample_file) as ws:
        own = assessments.start(ws, title="Mine", use="U3", model="iso29110-basic", projects_seen=(1,)).value
        key = "PM/PA 1.1/PM.1.1"
        done = assessing.rate(ws, own.id, key, "met", member="m1").value
        assert (done.item.letter, done.item.decision.proposed) == ("met", "met")
        assert done.item.decision.facts[0]["values"]["title"]["es"]
        differs = assessing.rate(ws, own.id, key, "not-met", member="m1").value
        assert differs.needs == ("differs",)
        assert assessment_facts.proposal_of(ws, own, "nothing").why == "nothing"
