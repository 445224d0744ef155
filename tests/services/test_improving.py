"""Actions outlive their assessment and stand on Today until somebody has done them and looked at their effect."""

from __future__ import annotations

import datetime as dt

import pytest

from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.improvement import Action, Observation
from vse_app.services import assessing, assessment_sheet, assessments, improving, readiness, today, undo
from vse_app.services.workspace import Workspace


@pytest.fixture
def own(ws: Workspace):
    return assessments.start(ws, title="First", use="U3", model="moprosoft", projects_seen=(1,)).value


def shown(ws: Workspace) -> list[str]:
    return [item["text"] for item in today.today(ws, 1, translator("en"), "en")["improve"]]


def test_an_action_stands_on_today_until_its_effect_was_looked_at(ws, own, clock) -> None:
    draft = Action(0, own.id, "Name owners", process="GES.1", owner="ana", due="2026-03-10", effect="Pages are used")
    action = improving.save(ws, draft).value
    assert shown(ws) == ["Name owners: due on 10 Mar 2026 (Ana López)."]
    clock.at += dt.timedelta(days=20)
    assert "was due" in shown(ws)[0]
    improving.edit(ws, action.id, done="2026-03-21", check_due="2026-05-01")
    assert shown(ws) == []
    clock.at += dt.timedelta(days=60)
    assert "look at its effect now" in shown(ws)[0]
    with pytest.raises(Invalid, match="whether it had the effect"):
        improving.edit(ws, action.id, checked="2026-05-02")
    improving.edit(ws, action.id, checked="2026-05-02", worked="no", seen="Nobody opens them")
    assert shown(ws) == []
    assert improving.actions(ws)[0].state("2026-05-03") == "failed"


def test_actions_go_on_after_the_assessment_is_completed(ws, own) -> None:
    action = improving.save(ws, Action(0, own.id, "Name owners")).value
    assessing.rate(ws, own.id, "OPE.1/PA 1.1", "L", member="m1", reason="Seen")
    assessment_sheet.close(ws, own.id, member="m1")
    done = improving.edit(ws, action.id, done="2026-03-02")
    assert improving.actions(ws, own.id)[0].done == "2026-03-02"
    undo.undo(ws, done.changes.number)
    assert improving.actions(ws, own.id)[0].done == ""
    assert improving.save(ws, Action(0, own.id, "Another")).value.id == 2
    improving.remove(ws, 2)
    assert [a.id for a in improving.actions(ws)] == [1]


def test_what_cannot_be_is_refused(ws, own) -> None:
    for odd in (
        Action(0, own.id, " "), Action(0, 99, "x"), Action(0, own.id, "x", owner="nobody"), Action(0, own.id, "x", due="soon"),
        Action(0, own.id, "x", process="NO.SUCH"), Action(0, own.id, "x" * 20_001),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            improving.save(ws, odd)
    with pytest.raises(Invalid, match="no such action"):
        improving.edit(ws, 9, done="2026-03-02")
    for odd in (
        Observation(0, "strength", "", " "),
        Observation(0, "rumour", "", "x"),
        Observation(0, "weakness", "NO", "x"),
    ):
        with pytest.raises(Invalid):
            improving.observe(ws, own.id, odd)


def test_observations_are_kept_changed_and_dropped(ws, own) -> None:
    kept = improving.observe(ws, own.id, Observation(0, "weakness", "GES.1", " Nobody owns it ")).value
    improving.observe(ws, own.id, Observation(kept.id, "opportunity", "GES.1", "Name owners"))
    assert [(o.kind, o.text) for o in assessment_sheet.sheet(ws, own.id).observations] == [
        ("opportunity", "Name owners")
    ]
    improving.drop_observation(ws, own.id, kept.id)
    assert assessment_sheet.sheet(ws, own.id).observations == ()


def test_the_example_company_assesses_itself_twice(sample_file) -> None:
    with Workspace.open(sample_file, writable=False) as ws:
        first, second = (assessment_sheet.sheet(ws, a.id) for a in assessments.assessments(ws))
        assert first.own.is_closed
        assert first.progress().assessed == first.progress().total
        assert first.results.level == 0
        assert set(first.results.held_by) == {"DIR.1", "GES.1", "GES.3.3"}
        assert not second.own.is_closed
        assert second.results.level is None
        assert 0 < second.progress().assessed < second.progress().total
        assert "assessors-differ" in {i.rule for i in second.issues}
        assert not [i for i in second.issues if i.severity == "error"]
        assert [a.state("2026-11-28") for a in improving.actions(ws)] == ["worked", "done", "open"]


def test_readiness_counts_what_the_links_say(sample_file) -> None:
    with Workspace.open(sample_file, writable=False) as ws:
        _view, found = readiness.check(ws, 1)
        assert found.counts(2)["gap"] == 0
        assert any(r.trace.links for r in found.requirements)
        assert any(r.checks for r in found.requirements)
        _, running = readiness.check(ws, 2)
        assert running.counts(2)["not-due"] > 10
        assert running.minutes > found.minutes
