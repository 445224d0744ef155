"""What has to be looked at before ratings can be trusted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.assessing import ANA, BEN, FRAMEWORK, REFERENCE, all_subjects, assessment, decided, given
from tests.fixtures import record
from vse_app.i18n import translator
from vse_app.model.assessment import Evidence, Interview, Member, Sheets
from vse_app.model.assessment_facts import Fact
from vse_app.model.assessment_issue_words import _ISSUES, issue_fix, issue_text, severity_word
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_rules import Desk, Issue, issues

OWN = assessment(team=(ANA, Member("m0", "Boss", "PRO")))
FACTS = Proposal("L", "most", (Fact("complete", "for"),))


def desk(own: Any = OWN, **values: Any) -> Desk:
    """A desk on which everything is in order until `values` say otherwise."""
    found = all_subjects(own)
    base: dict[str, Any] = {
        "proposals": {s.key: FACTS for s in found},
        "sheets": Sheets(interviews=(Interview(1, "LEAD", "Ana"), Interview(2, "DEV", "Ben"))),
        "records": {},
        "players": {},
        "today": "2026-03-10",
    }
    return Desk(own, REFERENCE, found, **base | values)


def rules_of(found: Desk) -> list[str]:
    return [issue.rule for issue in issues(found)]


def test_nothing_is_said_when_all_is_well():
    assert rules_of(desk()) == []


def test_the_plan_lacks_something():
    bare = replace(OWN, team=(), scope=())
    assert rules_of(desk(bare)) == ["no-scope", "no-assessor", "no-sponsor"]
    official = replace(OWN, use="U1", team=(BEN, *OWN.team[1:]))
    assert rules_of(desk(official)) == ["no-certified"]
    assert rules_of(desk(replace(official, use="U3"))) == []
    assert rules_of(desk(unknown_processes=("GONE",))) == ["unknown-process"]


def test_rating_ones_own_work_is_shown():
    found = issues(desk(players={"ana": ("LEAD", "DEV")}))
    assert [(i.rule, i.severity) for i in found] == [("own-work", "info")]


def test_things_with_nothing_to_rate_from_are_counted_by_process():
    found = issues(desk(proposals={}))
    assert [(i.process, i.values["count"]) for i in found if i.rule == "nothing-seen"] == [("MAN", 4), ("DO", 2)]
    seen = Sheets(
        evidence=(Evidence(1, "seen", tuple(s.key for s in all_subjects(OWN)), "Saw it", happened="2026-03-01"),)
    )
    assert "nothing-seen" not in rules_of(desk(proposals={}, sheets=seen))
    rated = Sheets(decided({s.key: "P" for s in all_subjects(OWN)}, "Because"))
    assert "nothing-seen" not in rules_of(desk(proposals={}, sheets=rated))


def test_who_was_not_asked():
    found = issues(desk(sheets=Sheets()))
    assert [(i.rule, i.values["role"]) for i in found] == [("not-interviewed", "LEAD"), ("not-interviewed", "DEV")]


def with_items(items: Any, **values: Any) -> list[Issue]:
    return list(issues(desk(sheets=replace(desk().sheets, items=items), **values)))


def test_assessors_who_differ():
    item = given("MAN/PA 1.1", [("m1", "L"), ("m2", "P")])
    assert [(i.rule, i.values["letters"]) for i in with_items({item.key: item})] == [("assessors-differ", "L, P")]


def test_an_attribute_that_does_not_go_with_its_points():
    items = decided({"MAN/PA 1.1": "F", "MAN/PA 1.1/MAN.O1": "P"})
    assert [i.rule for i in with_items(items)] == ["full-with-weak-point"]
    assert [i.rule for i in with_items(decided({"MAN/PA 1.1": "F"}))] == ["points-unrated"]
    high = decided({"MAN/PA 1.1": "P", "MAN/PA 1.1/MAN.O1": "P", "MAN/PA 2.1": "L"})
    assert [i.rule for i in with_items(high)] == ["high-over-low"]


def test_a_rating_with_nothing_behind_it():
    items = decided({"DO/PA 1.1": "F", "DO/PA 1.1/DO.O1": "F"})
    assert [i.rule for i in with_items(items, proposals={})].count("nothing-behind") == 2
    assert "nothing-behind" not in [i.rule for i in with_items(decided({"DO/PA 1.1": "F"}, "Seen"), proposals={})]


def test_facts_that_have_changed_since():
    item = decided({"MAN/PA 1.1/MAN.O1": "F"})["MAN/PA 1.1/MAN.O1"]
    assert item.decision is not None
    before = replace(item, decision=replace(item.decision, proposed="F"))
    found = with_items({before.key: before})
    assert [(i.rule, i.values["now"]) for i in found] == [("proposal-changed", "L")]


def test_evidence_grows_old_changes_or_goes():
    plan = record(1, "plan")
    seen = Evidence(
        1, "record", ("MAN/PA 1.1",), "P The plan", record=1, revision=1, stamp=plan.stamp, happened="2026-03-01"
    )

    def found(evidence: Evidence, **records: Any) -> list[str]:
        sheets = replace(desk().sheets, evidence=(evidence,))
        return rules_of(desk(sheets=sheets, records={1: records.get("now", plan)}))

    assert found(seen) == []
    assert found(seen, now=plan._replace(stamp="other", revision=2)) == ["evidence-changed"]
    assert found(seen, now=plan._replace(withdrawn="wrong")) == ["evidence-gone"]
    assert found(seen, now=None) == ["evidence-gone"]
    assert found(replace(seen, happened="2024-01-01")) == ["evidence-old"]
    assert found(replace(seen, items=("GONE/PA 1.1",))) == ["evidence-unused"]
    assert found(replace(seen, items=())) == ["evidence-unused"]


def test_odd_things_in_the_file_are_said():
    found = issues(desk(strangers=("A", "B", "C", "D"), odd_letters={"MAN/PA 1.1": ("X",)}))
    assert [i.rule for i in found] == ["unknown-letter", "out-of-scope"]
    assert found[1].values["keys"] == "A, B, C …"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_issue_can_be_said(language):
    tr = translator(language)
    values = {"process": "MAN", "person": "Ana", "count": 2, "letters": "L, P", "letter": "F", "before": "L", "now": "P",
              "below": "N", "title": "P", "seen": 1, "days": 400, "keys": "A", "place": "k", "model": "small@1", "role": "LEAD"}  # fmt: skip
    subject = all_subjects(OWN)[0]
    for rule in _ISSUES:
        text = issue_text(
            tr, (REFERENCE, FRAMEWORK), Issue(rule, "info", values, subject.key, "MAN"), subject, language
        )
        assert "{" not in text
        issue_fix(tr, Issue(rule, "info"))
    assert severity_word(tr, "error")
    assert issue_text(tr, (REFERENCE, FRAMEWORK), Issue("points-unrated", "info", {"count": 1}, "k"), None, language)
