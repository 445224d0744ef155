"""Every rule: when it speaks, when it keeps silent, and what it names."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.fixtures import TEAM, confirmed, event, facts, record
from tests.model import test_rules_whole
from vse_app.model import path, rules, rules_course, rules_links, rules_path, rules_records
from vse_app.model.path import Facts
from vse_app.model.project import Iteration, Mark
from vse_app.model.rule_words import RULE_WORDS
from vse_app.model.rules import Finding


def found(rule: str, of: Facts) -> list[Finding]:
    """Findings of one rule."""
    return [f for f in rules.findings(of, path.steps(of)) if f.rule == rule]


def test_role_without_person() -> None:
    silent = facts(assignments=TEAM | {"TEAM": ()})
    assert found("role-without-person", silent) == []  # the group is played by its members
    nobody = facts(assignments={"LEAD": ("ana",)})
    assert [f.values["role"] for f in found("role-without-person", nobody)] == ["DEV", "CUS"]


def test_missing_output() -> None:
    of = facts((record(1, "plan", parts=()),), confirmations=(confirmed("MAN.1.1"),))
    (one,) = found("missing-output", of)
    assert (one.severity, one.task, one.iteration) == ("error", "MAN.1.1", 0)
    assert one.values == {"product": "plan", "why": "part", "states": (), "part": "scope"}
    assert found("missing-output", facts((record(1, "plan"),), confirmations=(confirmed("MAN.1.1"),))) == []
    assert found("missing-output", facts()) == []  # nobody confirmed anything


def test_missing_product_only_after_closure_and_only_what_is_owed() -> None:
    assert found("missing-product", facts()) == []
    shut = facts((record(1, "plan"),), confirmations=(confirmed("MAN.3.1"),))
    assert [f.values["product"] for f in found("missing-product", shut)] == ["report", "closing", "design"]
    empty = facts((record(1, "plan", filled=False),), confirmations=(confirmed("MAN.3.1"),))
    assert "plan" in [f.values["product"] for f in found("missing-product", empty)]
    left_out = facts(confirmations=(confirmed("MAN.3.1"),), marks=(Mark("MAN.2.1", 0, "na"),))
    assert "report" not in [f.values["product"] for f in found("missing-product", left_out)]


def test_stale_approval_until_something_is_said_of_the_new_version() -> None:
    old = record(1, "plan")
    new = old._replace(stamp="new", revision=2)
    given = event(1, old, "checked")
    (one,) = found("stale-approval", facts((new,), (given,)))
    assert (one.record, one.values) == (1, {"state": "checked", "approved": 1, "current": 2})
    assert found("stale-approval", facts((old,), (given,))) == []
    assert found("stale-approval", facts((new,), (given, event(2, new, "agreed")))) == []
    assert found("stale-approval", facts((new,), (given._replace(withdrawn="x"),))) == []


def test_an_approval_of_an_earlier_iteration_is_not_asked_for_before_this_one_comes_to_it() -> None:
    design = record(1, "design")
    new = design._replace(stamp="new", revision=2)
    two: dict[str, Any] = {"iterations": (Iteration(), Iteration())}
    first = tuple(confirmed(task, 1) for task in ("DO.2.1", "DO.2.2"))
    in_first = event(1, design, "tested", iteration=1)
    assert found("stale-approval", facts((new,), (in_first,), confirmations=first, **two)) == []
    assert found("stale-approval", facts((new,), (in_first,), **two))
    all_done = (*first, *(confirmed(task, 2) for task in ("DO.2.1", "DO.2.2")))
    assert found("stale-approval", facts((new,), (in_first,), confirmations=all_done, **two))
    assert found("stale-approval", facts((new,), (in_first._replace(iteration=0),), confirmations=first, **two))


def test_same_person() -> None:
    plan = record(1, "plan", author="ben")
    (one,) = found("same-person", facts((plan,), (event(1, plan, "verified"),)))
    assert (one.severity, one.values) == ("info", {"state": "verified", "person": "ben"})
    assert found("same-person", facts((plan,), (event(1, plan, "verified", person="ana"),))) == []
    assert found("same-person", facts((plan,), (event(1, plan, "baselined"),))) == []
    assert found("same-person", facts((plan,), (event(1, plan, "verified", stamp="older"),))) == []
    assert found("same-person", facts((plan,), (event(1, plan, "verified", withdrawn="x"),))) == []


def test_approved_before_written() -> None:
    plan = record(1, "plan", happened="2026-03-01")
    (one,) = found("approved-before-written", facts((plan,), (event(1, plan, "checked", happened="2026-02-28"),)))
    assert one.values == {"state": "checked", "approved": "2026-02-28", "written": "2026-03-01"}
    assert found("approved-before-written", facts((plan,), (event(1, plan, "checked", happened="2026-03-01"),))) == []
    gone = event(1, plan, "checked", happened="2026-02-28", withdrawn="x")
    assert found("approved-before-written", facts((plan,), (gone,))) == []
    undated = plan._replace(happened="")
    assert found("approved-before-written", facts((undated,), (event(1, plan, "checked"),))) == []


def test_role_not_held_once_for_each_person_and_role() -> None:
    plan = record(1, "plan")
    acted = tuple(event(n, plan, "checked", person="ana", role="DEV") for n in (1, 2))
    (one,) = found("role-not-held", facts((plan,), acted))
    assert one.values == {"person": "ana", "role": "DEV"}
    assert found("role-not-held", facts(confirmations=(confirmed("MAN.1.1", role="TEAM"),))) == []
    assert found("role-not-held", facts(confirmations=(confirmed("MAN.1.1", role=""),))) == []
    assert found("role-not-held", facts(confirmations=(confirmed("MAN.1.1", role="CUS", withdrawn="x"),))) == []
    assert found("role-not-held", facts(confirmations=(confirmed("MAN.1.1", role="CUS"),)))


def test_written_later_from_the_fifteenth_day() -> None:
    fine = record(1, "plan", happened="2026-03-01", captured="2026-03-15T09:00:00Z")
    assert found("written-later", facts((fine,))) == []
    late = fine._replace(captured="2026-03-16T00:00:01Z")
    (one,) = found("written-later", facts((late,)))
    assert (one.record, one.values) == (1, {"days": 15})


def test_out_of_order() -> None:
    gaps = confirmed("MAN.1.2", gaps="plan (checked)")
    (one,) = found("out-of-order", facts(confirmations=(gaps, confirmed("MAN.1.2"))))
    assert (one.task, one.values) == ("MAN.1.2", {"gaps": "plan (checked)"})
    assert found("out-of-order", facts(confirmations=(confirmed("MAN.1.2"),))) == []


def test_out_of_order_is_silent_while_the_task_is_open_again() -> None:
    plan = record(1, "plan")
    states = (event(1, plan, "checked"), event(2, plan, "agreed"))
    open_again = confirmed("MAN.2.1", happened="2026-01-01", gaps="plan")
    assert found("out-of-order", facts((plan,), states, confirmations=(open_again,))) == []


def test_overdue_again() -> None:
    done = confirmed("MAN.2.1", happened="2026-03-10")
    (one,) = found("overdue-again", facts(confirmations=(done,), today="2026-03-26"))
    assert (one.task, one.values) == ("MAN.2.1", {"days": 2, "due": "2026-03-24"})
    assert found("overdue-again", facts(confirmations=(done,), today="2026-03-24")) == []


def test_overdue_record_until_something_is_said_of_it() -> None:
    late = record(1, "change", due="2026-03-30")
    (one,) = found("overdue-record", facts((late,)))
    assert (one.record, one.values) == (1, {"days": 1, "due": "2026-03-30"})
    assert found("overdue-record", facts((late,), (event(1, late, "judged"),))) == []
    assert found("overdue-record", facts((late._replace(due="2026-03-31"),))) == []


def test_not_captured() -> None:
    assert [f.record for f in found("not-captured", facts((record(1, "plan", form="link"), record(2, "report"))))] == [
        1
    ]


@pytest.mark.parametrize("rule", [r.id for r in rules.RULES])
def test_withdrawn_records_give_no_findings(rule: str) -> None:
    gone = record(1, "plan", withdrawn="x", form="link", due="2020-01-01", happened="2020-01-01", stamp="new")
    of = facts((gone,), (event(1, gone, "checked", stamp="old"),))
    assert not [f for f in found(rule, of) if f.record]


def test_errors_come_first_and_then_the_order_of_the_rules() -> None:
    plan = record(1, "plan", form="link", parts=(), happened="2020-01-01")
    late = record(2, "change", due="2026-03-01")
    of = facts((late, plan), confirmations=(confirmed("MAN.1.2"),), assignments={"LEAD": ("ana",)})
    said = [(f.severity, f.rule) for f in rules.findings(of, path.steps(of))]
    assert [s for s, _ in said] == sorted((s for s, _ in said), key=["error", "warning", "info"].index)
    assert said[0] == ("error", "missing-output")
    names = [r.id for r in rules.RULES]
    warnings = [names.index(r) for s, r in said if s == "warning"]
    assert warnings == sorted(warnings)
    assert len(warnings) >= 3


def test_every_rule_is_listed_once_named_after_its_function_and_has_a_test() -> None:
    """A rule that is written and not listed would never speak; here each one is made to."""
    written = {
        name
        for module in (rules_path, rules_records, rules_links, rules_course)
        for name, thing in vars(module).items()
        if callable(thing) and list(getattr(thing, "__annotations__", {})) == ["sight", "return"]
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    }
    assert {rule.find.__name__ for rule in rules.RULES} == written
    assert [r.id for r in rules.RULES] == [r.find.__name__.replace("_", "-") for r in rules.RULES]
    severities = [rules.SEVERITIES.index(r.severity) for r in rules.RULES]
    assert severities == sorted(severities)
    assert len({r.id for r in rules.RULES}) == len(rules.RULES) == len(RULE_WORDS)
    tests = {
        name.removeprefix("test_")
        for module in (sys.modules[__name__], test_rules_whole)
        for name in vars(module)
        if name.startswith("test_")
    }
    assert [rule for rule in sorted(written) if not any(test.startswith(rule) for test in tests)] == []


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2026-01-01", "2026-01-31T23:59:59Z", 30),
        ("", "2026-01-01", 0),
        ("2026-01-01", "", 0),
        ("2024-02-28", "2024-03-01", 2),
        ("2026-03-02", "2026-03-01", -1),
    ],
)
def test_days_between(earlier: str, later: str, days: int) -> None:
    assert rules.days_between(earlier, later) == days
