"""Baselines, impact and accepted changes as plain values."""

from __future__ import annotations

from tests.fixtures import confirmed, event, record
from tests.model.test_rules_whole import basic
from vse_app.model import baseline, impact
from vse_app.model.baseline import Frozen, Member
from vse_app.model.change_control import Accepted, Affected, Stages, gives, products_of, stages
from vse_app.model.impact import Edge


def member(record: int, kind: str, *states: str) -> Member:
    return Member(record, str(record), kind, 1, f"s{record}", states)


def test_approved_is_what_the_model_asks_for_before_freezing() -> None:
    model = basic()
    held = (
        member(1, "requirements-specification", "verified", "validated"),
        member(2, "software-design", "baselined"),
        member(3, "test-report"),
        member(4, "requirement"),
        member(5, "design-element"),
        member(6, "project-plan", "accepted"),
        member(7, "meeting-record"),
    )
    assert [m.record for m in baseline.approved(model, held)] == [1, 3, 4, 6, 7]
    assert [m.record for m in baseline.unapproved(model, held)] == [2, 5], "a row stands with its document"


def test_a_comparison_leaves_kinds_of_one_side_out() -> None:
    one = Frozen({1: member(1, "a"), 2: member(2, "b")}, ("a", "b"))
    other = Frozen({1: member(1, "a"), 3: member(3, "a"), 4: member(4, "c")}, ("a", "c"))
    found = baseline.compare(one, other)
    assert [m.record for m in found.added] == [3] and found.removed == () and found.outside == 2 and found.same == 1
    assert not found.is_empty and baseline.compare(one, one).is_empty


def test_the_search_goes_so_far_and_no_farther() -> None:
    chain = [Edge(n, n + 1, "x") for n in range(1, 20)]
    found, more = impact.spread([1], lambda ids: [e for e in chain if e.source in ids or e.target in ids])
    assert [t.record for t in found] == [1, 2, 3, 4, 5] and not more
    found, _more = impact.spread([5], lambda ids: [e for e in chain if e.source in ids], leave_out={7})
    assert [t.record for t in found] == [5, 6]


def test_a_confirmation_counts_by_its_number_or_by_its_moment() -> None:
    change = record(2, "change-request")
    accepted = event(1, change, "accepted", captured="2026-03-02T10:00:00Z")
    later, earlier = (
        confirmed("SI.2.2", iteration=1)._replace(id=5, captured="2026-03-02T11:00:00Z"),
        confirmed("SI.2.2", iteration=1)._replace(id=3, captured="2026-03-02T09:00:00Z"),
    )
    kept, unkept = Accepted(change, accepted, (), confirmed=4), Accepted(change, accepted, ())
    assert [a.is_since(c) for a in (kept, unkept) for c in (later, earlier)] == [True, False, True, False]


def test_what_a_record_stands_for_and_which_tasks_give_it() -> None:
    model = basic()
    assert products_of(model, record(1, "requirement"))[0] == "requirements-specification"
    assert products_of(model, record(1, "meeting-record")) == ()
    assert gives(model.task("PM.1.3"), ["project-plan"], model) == ()
    assert gives(model.task("PM.1.11"), ["project-plan", "software"], model) == ("project-plan",)
    assert gives(model.task("PM.2.2"), ["project-plan"], model) == (), "only where it is needed"


def test_stages_by_their_place() -> None:
    model = basic()
    assert stages(model.product("change-request")) == Stages("initiated", "evaluated", "accepted")
    assert stages(model.product("test-report")) == Stages("", "", "baselined")


def test_a_withdrawn_record_owes_nothing() -> None:
    plan = record(1, "project-plan")
    assert Affected(plan, plan.stamp, "").owes and not Affected(plan._replace(withdrawn="x"), plan.stamp, "").owes
