"""Assessments: started, planned, signed, frozen for good, and another round after it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vse_app.i18n import translator
from vse_app.model.assessment import Member, Slot, Target
from vse_app.model.errors import Invalid
from vse_app.model.improvement import Observation
from vse_app.model.project import plain
from vse_app.services import (
    assessing,
    assessment_facts,
    assessment_page,
    assessment_sheet,
    assessments,
    history,
    improving,
    publishing,
    undo,
    whereabouts,
)
from vse_app.services.verbs import FINAL, verb_name, verb_of
from vse_app.services.workspace import Workspace


def start(ws: Workspace, model: str = "moprosoft", **values: Any):
    return assessments.start(
        ws, **{"title": "First", "use": "U3", "model": model, "projects_seen": (1,)} | values
    ).value


def closed(ws: Workspace):
    own = start(ws)
    assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="Seen")
    return assessment_sheet.close(ws, own.id, member="m1").value


def test_the_models_of_the_method_can_be_chosen(ws: Workspace) -> None:
    found = {choice.ref: choice for choice in assessments.choices("es")}
    assert {"moprosoft@1.3", "iso29110-basic@2011", "iso12207@2008"} <= set(found)
    assert found["iso29110-basic@2011"].scale == "met"
    assert len(found["moprosoft@1.3"].processes) == 9


def test_it_begins_with_whoever_is_at_work_and_all_processes_where_they_are_few(ws: Workspace) -> None:
    own = start(ws)
    assert [t.process for t in own.scope][-2:] == ["OPE.1", "OPE.2"]
    assert own.team == (Member("m1", "Ana López", "EC", "ana"),)
    assert own.unit == "Acme"
    assert assessments.assessment(ws, own.id) == own
    assert start(ws, "iso12207@2008").scope == (), "of 43 processes one has to choose"
    assert [a.id for a in assessments.assessments(ws)] == [1, 2]


def test_what_cannot_be_is_refused_with_a_sentence(ws: Workspace) -> None:
    for values in ({"title": " "}, {"title": "x" * 301}, {"use": "U9"}, {"projects_seen": (7,)}):
        with pytest.raises(Invalid):
            start(ws, **values)
    with pytest.raises(Invalid, match="Nothing can be assessed"):
        start(ws, "iso29110-advanced")
    own = start(ws)
    for values in (
        {"scope": (Target("NO.SUCH"),)}, {"scope": (Target("OPE.1", 6),)}, {"scope": (Target("OPE.1"), Target("OPE.1"))},
        {"team": (Member("m1", "", "EC"),)}, {"team": (Member("m1", "A", "EC"), Member("m1", "B", "EE"))},
        {"team": tuple(Member(f"m{n}", "A", "GP") for n in range(201))}, {"team": (Member("m1", "x" * 301, "EC"),)},
        {"schedule": (Slot("plan", "soon"),)}, {"schedule": (Slot("plan", "2026-05-02", "2026-05-01"),)},
        {"purpose": "x" * 20_001}, {"model": "other"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            assessments.edit(ws, own.id, **values)
    with pytest.raises(Invalid, match="no such assessment"):
        assessments.assessment(ws, 99)
    met = start(ws, "iso29110-basic")
    with pytest.raises(Invalid):
        assessments.edit(ws, met.id, scope=(Target("PM", 2),))


def test_names_of_three_hundred_characters_and_markup_are_kept_as_they_are(ws: Workspace) -> None:
    name = "<b>Ána & “Ñandú”</b> " + "x" * 278
    own = start(ws, title=name[:300])
    own = assessments.edit(
        ws, own.id, team=(Member("m1", name[:300], "EC"),), purpose="<script>alert(1)</script>\n=1+1"
    ).value
    assert assessments.assessment(ws, own.id) == own
    for report in publishing.ASSESSMENT_REPORTS:
        assert publishing.build(ws, 0, report, "es", assessment=own.id).blocks


def test_steps_are_signed_by_a_member_and_dated(ws: Workspace) -> None:
    own = start(ws)
    for step, member, day in (
        ("plan", "nobody", "2026-03-02"),
        ("results", "m1", "2026-03-02"),
        ("plan", "m1", "yesterday"),
    ):
        with pytest.raises(Invalid):
            assessments.sign(ws, own.id, step, member=member, happened=day)
    assessments.sign(ws, own.id, "rate", member="m1", happened="2026-03-04")
    signed = assessments.sign(ws, own.id, "plan", member="m1", happened="2026-03-01").value
    assert [s.step for s in signed.signatures] == ["plan", "rate"]
    assert signed.signatures[0].captured.startswith("2026-03-02")
    assert assessments.unsign(ws, own.id, "plan").value.signature("plan") is None


def test_every_edit_can_be_undone(ws: Workspace) -> None:
    own = start(ws)
    done = assessments.edit(ws, own.id, purpose="To see")
    undo.undo(ws, done.changes.number)
    assert assessments.assessment(ws, own.id).purpose == ""
    rated = assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="Seen")
    assert whereabouts.can_undo(ws, rated.changes.number)
    back = undo.undo(ws, rated.changes.number)
    assert "OPE.1/PA 1.1" not in assessing.sheets(ws, own).items
    undo.undo(ws, back.changes.number)
    assert assessing.sheets(ws, own).items["OPE.1/PA 1.1"].letter == "L"
    tr = translator("es")
    assert verb_name(tr, verb_of(ws, rated.changes.number)) == "calificación"


def test_a_completed_one_changes_no_more_not_even_by_undo(ws: Workspace) -> None:
    own = start(ws)
    rated = assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="Seen")
    with pytest.raises(Invalid, match="somebody of the team"):
        assessment_sheet.close(ws, own.id, member="m9")
    done = assessment_sheet.close(ws, own.id, member="m1", lessons=" Ask sooner. ")
    assert done.value.lessons == "Ask sooner."
    assert "assessment.close" in FINAL
    attempts = (
        lambda: assessments.edit(ws, own.id, purpose="x"),
        lambda: assessments.sign(ws, own.id, "plan", member="m1", happened="2026-03-02"),
        lambda: assessments.unsign(ws, own.id, "plan"),
        lambda: assessing.rate(ws, own.id, "OPE.1/PA 1.1", "F", member="m1"),
        lambda: assessing.decide(ws, own.id, "OPE.1/PA 1.1", "F", member="m1"),
        lambda: assessing.add_seen(ws, own.id, [], "x", member="m1", happened="2026-03-02"),
        lambda: assessing.write_note(ws, own.id, "OPE.1/PA 1.1", "x"),
        lambda: improving.observe(ws, own.id, Observation(0, "strength", "", "x")),
        lambda: assessment_sheet.close(ws, own.id, member="m1"),
        lambda: undo.undo(ws, done.changes.number),
        lambda: undo.undo(ws, rated.changes.number),
    )
    for attempt in attempts:
        with pytest.raises(Invalid, match="completed"):
            attempt()
    assert not whereabouts.can_undo(ws, rated.changes.number)
    assert not whereabouts.can_undo(ws, done.changes.number)
    assert assessment_sheet.sheet(ws, own.id).sheets.items["OPE.1/PA 1.1"].letter == "L"


def test_nothing_rated_is_nothing_to_complete(ws: Workspace) -> None:
    own = start(ws)
    with pytest.raises(Invalid, match="Nothing is rated"):
        assessment_sheet.close(ws, own.id, member="m1")


def test_the_next_round_carries_letters_as_a_reminder_only(ws: Workspace) -> None:
    own = start(ws)
    with pytest.raises(Invalid, match="Complete this round"):
        assessments.next_round(ws, own.id)
    assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="Seen")
    assessing.rate(ws, own.id, "OPE.2/PA 1.1", "P", member="m1", reason="Seen")
    assessments.sign(ws, own.id, "plan", member="m1", happened="2026-03-01")
    assessment_sheet.close(ws, own.id, member="m1")
    new = assessments.next_round(ws, own.id).value
    assert (new.round, new.previous, new.is_closed, new.signatures) == (2, own.id, False, ())
    items = assessing.sheets(ws, new).items
    assert {k: (i.previous, i.letter, i.ratings) for k, i in items.items()} == {
        "OPE.1/PA 1.1": ("L", "", ()),
        "OPE.2/PA 1.1": ("P", "", ()),
    }
    sheet = assessment_sheet.sheet(ws, new.id)
    assert sheet.progress().assessed == 0
    done = assessing.rate(ws, new.id, "OPE.2/PA 1.1", "L", member="m1", reason="Both projects reach their outcomes")
    assert done.value.item.letter == "L"
    _old, _now, change = assessment_page.compare(ws, own.id, new.id)
    assert [(c.key, c.before, c.after, c.reason) for c in change.changes if c.key == "OPE.2/PA 1.1"] == [
        ("OPE.2/PA 1.1", "P", "L", "Both projects reach their outcomes")
    ]
    page = assessment_page.page(ws, new.id, "en")
    assert [a.id for a in page.rounds] == [own.id, new.id]
    assert [name for name, _ in page.earlier] == ["Round 1"]
    assert [b.newest for b in assessment_page.briefs(ws, "en")] == [True, False]


def test_it_is_read_from_its_own_model_when_that_edition_is_not_shipped_any_more(ws: Workspace, monkeypatch) -> None:
    own = start(ws)
    assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="Seen")
    from vse_app import content

    shipped = tuple(info for info in content.available() if info.id != "moprosoft")
    monkeypatch.setattr(content.library, "available", lambda: shipped)
    monkeypatch.setattr(content, "available", lambda: shipped)
    assessment_facts.forget_ways()
    ws.proposals.clear()
    try:
        sheet = assessment_sheet.sheet(ws, own.id)
        assert sheet.model.ref == "moprosoft@1.3"
        assert len(sheet.results.processes) == 9
        assert not assessment_facts.shipped(own)
        assert assessing.rate(ws, own.id, "OPE.2/PA 1.1", "P", member="m1", reason="Seen").value.item.letter == "P"
    finally:
        assessment_facts.forget_ways()


def test_unknown_ids_in_stored_data_break_nothing_and_count_for_nothing(ws: Workspace) -> None:
    own = start(ws)

    def spoil(change: Any) -> None:
        data = plain(own) | {"projects": [1, 99], "scope": [*plain(own)["scope"], {"process": "NO.SUCH", "level": 3}]}
        change.put("assessment", "1", data)
        change.put("assessment-item", "1/NO.SUCH/PA 1.1", {"decision": {"letter": "F", "member": "m7"}})
        change.put("assessment-item", "1/OPE.1/PA 9.9", {"decision": {"letter": "F"}})
        change.put("assessment-item", "1/OPE.2/PA 1.1", {"decision": {"letter": "Z"}, "ratings": "many"})
        change.put("assessment-item", "1/OPE.1/PA 1.1", 5)
        change.put(
            "assessment-evidence", "1/4", {"id": 4, "kind": "record", "record": 999, "items": ["NO.SUCH/PA 1.1"]}
        )
        change.put("assessment-observation", "1/1", [])

    ws.write("test", spoil)
    sheet = assessment_sheet.sheet(ws, 1)
    assert "NO.SUCH" not in sheet.results.processes
    assert sheet.progress().assessed == 0
    rules = {issue.rule for issue in sheet.issues}
    assert {"unknown-process", "out-of-scope", "unknown-letter", "evidence-gone"} <= rules
    for report in publishing.ASSESSMENT_REPORTS:
        assert publishing.build(ws, 0, report, "en", assessment=1).blocks
    assessments.edit(ws, 1, purpose="Still to be edited")
    with pytest.raises(Invalid):
        assessing.rate(ws, 1, "NO.SUCH/PA 1.1", "F", member="m1")


def test_a_frozen_copy_that_was_spoiled_still_opens(ws: Workspace) -> None:
    own = closed(ws)
    ws.write(
        "test", lambda change: change.put("assessment-frozen", str(own.id), {"assessment": plain(own), "people": 3})
    )
    sheet = assessment_sheet.sheet(ws, own.id)
    assert sheet.own.is_closed
    assert sheet.people == {}
    ws.write("test", lambda change: change.put("assessment-frozen", str(own.id), None))
    assert assessment_sheet.sheet(ws, own.id).sheets.items["OPE.1/PA 1.1"].letter == "L"


def test_the_history_tells_it_in_words(ws: Workspace) -> None:
    own = start(ws)
    assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="We saw it")
    assessing.write_note(ws, own.id, "OPE.1/PA 1.1", "SECRET about Ana")
    assessment_sheet.close(ws, own.id, member="m1")
    for language in ("en", "es"):
        told = [history.sentence(translator(language), line, {}) for line in history.block(ws, limit=20)]
        assert any("OPE.1/PA 1.1" in text and "We saw it" in text for text in told)
        assert not any("SECRET" in text for text in told)
    assert history.count(ws, text="SECRET") == 0, "what stands in a private note cannot be searched for"
    assert history.count(ws, text="We saw it") >= 1
    stored = json.dumps(assessment_sheet.freeze(ws, own, assessment_sheet.sheet(ws, own.id)))
    assert "SECRET" not in stored
