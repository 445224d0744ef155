"""The way an auditor walks: stage 1 by document, stage 2 from requirement to evidence."""

from __future__ import annotations

import pytest

from tests.fixtures import confirmed, event, facts, record
from tests.model.test_assessment_proposal import view_of
from vse_app.i18n import translator
from vse_app.model.project import Mark
from vse_app.model.readiness import Gap, Trace, readiness
from vse_app.model.readiness_words import _GAPS, gap_fix, gap_text, standing_word, summary

EN = translator("en")
PLAN = record(1, "plan", number="P", title="The plan", task="MAN.1.1")


def walk(*records, events=(), traces=None, **more):
    view = view_of(facts(records, events, **more))
    return view, readiness(view, traces or {})


def line(found, task):
    return next(r for r in found.requirements if r.step.task.id == task)


def document(found, product):
    return next(d for d in found.documents if d.product == product)


def test_before_anything_is_done_nothing_is_due():
    _view, found = walk()
    assert found.counts(1) == {"ready": 0, "gap": 0, "not-due": 8, "left-out": 0}
    assert summary(EN, found, 1) == "Nothing is due in this stage yet."
    assert line(found, "MAN.1.1").standing == "gap", "the first task could be done"
    assert line(found, "DO.1.1").standing == "not-due"


def test_a_task_leads_to_its_product_and_its_state():
    done = (confirmed("MAN.1.1"), confirmed("MAN.1.2"))
    _view, found = walk(PLAN, events=(event(1, PLAN, "checked"),), confirmations=done)
    assert line(found, "MAN.1.1").standing == "ready"
    assert line(found, "MAN.1.2").standing == "ready"
    assert [r.number for r in line(found, "MAN.1.2").records] == ["P"]
    assert document(found, "plan").states == ("checked",)
    assert document(found, "plan").standing == "ready"
    assert summary(EN, found, 2).startswith("2 of")


def test_what_is_missing_is_said_with_what_mends_it():
    view, found = walk(confirmations=(confirmed("MAN.1.1"),))
    gap = line(found, "MAN.1.1").gaps[0]
    assert (gap.code, gap_text(EN, "en", view, gap)) == ("no-product", "Plan is missing")
    assert gap_fix(EN, "en", view, gap) == "Write it in MAN.1.1 Write the plan (about 30 min)"
    assert document(found, "plan").standing == "gap"
    assert found.minutes > 0


def test_a_missing_state_names_the_record():
    view, found = walk(PLAN, confirmations=(confirmed("MAN.1.2"),))
    gap = line(found, "MAN.1.2").gaps[0]
    assert gap_text(EN, "en", view, gap) == "P v1 is not yet: checked"
    assert document(found, "plan").gaps[0].code == "no-state"


def test_a_change_after_the_approval_is_a_gap_in_stage_one():
    old = event(1, PLAN, "checked", stamp="older")
    _view, found = walk(PLAN._replace(revision=2), events=(old,), confirmations=(confirmed("MAN.1.1"),))
    assert document(found, "plan").gaps[0].code == "stale"


def test_links_that_grew_old_matter_for_what_lives_on_only():
    change = record(2, "change", number="C-001")
    traces = {1: Trace(3, 1), 2: Trace(2, 2)}
    _view, found = walk(
        PLAN, change, events=(event(1, PLAN, "checked"),), confirmations=(confirmed("MAN.1.1"),), traces=traces
    )
    assert [g.code for g in document(found, "plan").gaps] == ["suspect"]
    assert "suspect" not in [g.code for g in document(found, "change").gaps]
    assert line(found, "MAN.1.1").trace == Trace(3, 1)


def test_checks_baselines_and_who_made_them_are_seen():
    events = (event(1, PLAN, "reviewed", person="ana"), event(2, PLAN, "baselined", person="ana"))
    _view, found = walk(PLAN._replace(author="ana"), events=events, confirmations=(confirmed("MAN.1.1"),))
    seen = line(found, "MAN.1.1")
    assert seen.baselined == (1,)
    assert [(c.state, c.alone) for c in seen.checks] == [("reviewed", True)]
    assert ("checked-alone", 0) in {(g.code, g.minutes) for g in seen.gaps}
    assert seen.standing == "ready", "allowed, and told openly"


def test_left_out_and_late_are_told_and_do_not_stand_in_the_way():
    mark = Mark("MAN.2.2", 0, "na", "No changes", "ana", "", "2026-03-03", "2026-03-03T09:00:00Z")
    late = confirmed("MAN.1.1", happened="2026-01-01", captured="2026-03-03T09:00:00Z")
    old = PLAN._replace(happened="2026-01-01")
    _view, found = walk(old, marks=(mark,), confirmations=(late,))
    assert line(found, "MAN.2.2").standing == "left-out"
    assert line(found, "MAN.1.1").standing == "ready"
    assert "written-later" in {g.code for g in line(found, "MAN.1.1").gaps}


def test_an_address_is_no_document():
    _view, found = walk(PLAN._replace(form="link"), confirmations=(confirmed("MAN.1.1"),))
    assert "only-address" in {g.code for g in document(found, "plan").gaps}


def test_a_product_that_needs_links_and_has_none():
    from tests.fixtures import RAW, with_product
    from vse_app.model.building import build

    fields = [{"id": "based-on", "kind": "link", "required": True}]
    model = build(with_product(RAW, "plan", fields=fields, parts=[]))
    _view, found = walk(PLAN._replace(parts=()), confirmations=(confirmed("MAN.1.1"),), model=model)
    assert "no-trace" in {g.code for g in line(found, "MAN.1.1").gaps}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_gap_can_be_said(language):
    tr = translator(language)
    view, _ = walk(PLAN)
    for code in _GAPS:
        for gap in (
            Gap(code, 10, 1, "MAN.1.1", 0, "plan", ("checked",)),
            Gap(code, task="MAN.1.1"),
            Gap(code, product="plan"),
        ):
            assert "{" not in gap_text(tr, language, view, gap)
            assert "{" not in gap_fix(tr, language, view, gap)
    for standing in ("ready", "gap", "not-due", "left-out"):
        assert standing_word(tr, standing)
