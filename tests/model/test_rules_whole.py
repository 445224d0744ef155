"""The rules that look at the whole project: registers, links, baselines, plan, status, backups, tests."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from tests.fixtures import confirmed, event, record
from vse_app import content as models
from vse_app.model import path, rules
from vse_app.model.building import build
from vse_app.model.change_control import Accepted, Affected
from vse_app.model.findings import Finding, Mute
from vse_app.model.path import Facts
from vse_app.model.process import ProcessModel
from vse_app.model.project import Confirmation, Project
from vse_app.model.records import Event, Record
from vse_app.model.registers import with_registers
from vse_app.model.requirement_quality import Hint
from vse_app.model.rules_links import circles
from vse_app.model.whole import Frozen, Sight, Tie, Whole

TODAY = "2026-06-30"
TEAM: Mapping[str, tuple[str, ...]] = {"PM": ("ana",), "TL": ("ben",), "CUS": ("cleo",)}


@cache
def basic(name: str = "iso29110-basic") -> ProcessModel:
    """A shipped model with its registers."""
    return with_registers(build(models.load(name)), models.load("registers"))


def sight(
    records: Sequence[Record] = (),
    events: Sequence[Event] = (),
    ties: Sequence[Tie] = (),
    *,
    said: Mapping[int, Mapping[str, Any]] | None = None,
    others: Mapping[int, str] | None = None,
    baselines: Sequence[Frozen] = (),
    justified: frozenset[tuple[int, str]] = frozenset(),
    confirmations: Sequence[Confirmation] = (),
    model: ProcessModel | None = None,
    complete: bool = True,
    **project: Any,
) -> Sight:
    """What the rules look at, of a project under the Basic profile on 30 June 2026."""
    model = model or basic()
    values: dict[str, Any] = {"assignments": TEAM, "start": "2026-01-05"} | project
    facts = Facts(
        model=model, project=Project(id=1, code="P", title="T", model="x", **values), records=records, events=events,
        marks=(), confirmations=confirmations, today=TODAY,
    )  # fmt: skip
    whole = Whole(
        model, TODAY, [r for r in records if not r.withdrawn], events, ties, said or {}, others or {}, baselines,
        justified, complete=complete,
    )  # fmt: skip
    return Sight(facts, path.steps(facts), whole)


def found(rule: str, of: Sight) -> list[Finding]:
    """Findings of one rule."""
    return [f for f in rules.seen(of) if f.rule == rule]


def tie(number: int, source: Record, field: str, target: Record, **seen: str) -> Tie:
    """A link made when both ends were as they are."""
    stamps = {"seen_target": target.stamp, "seen_source": source.stamp} | seen
    return Tie(number, source.id, field, target.id, **stamps)


REQ, DES, CMP = record(1, "requirement"), record(2, "design-element"), record(3, "component")
CASE, RUN = record(4, "test-case"), record(5, "test-result", happened="2026-05-01")


def test_duplicate_id() -> None:
    one, two = record(1, "requirement", number="REQ-003"), record(2, "requirement", number="req 3")
    (finding,) = found("duplicate-id", sight((one, two)))
    assert (finding.severity, finding.record, finding.values["other"]) == ("error", 2, 1)
    assert found("duplicate-id", sight((one, two._replace(number="REQ-013")))) == []
    assert found("duplicate-id", sight((one, two._replace(withdrawn="x")))) == []


def test_duplicate_id_elsewhere_counts_within_one_kind() -> None:
    twice = {1: "JIRA-7", 9: " jira-7 ", 4: "JIRA-7"}
    of = sight((REQ, record(9, "requirement"), CASE), others=twice)
    assert [(f.record, f.values["item"]) for f in found("duplicate-id", of)] == [(9, "JIRA-7")]


def test_orphan() -> None:
    parent, part = DES._replace(place="02"), record(8, "design-element", place="02.08")
    alone = sight((REQ, DES))
    assert [(f.record, f.values["field"]) for f in found("orphan", alone)] == [(2, "satisfies")]
    assert found("orphan", sight((REQ, parent, part), ties=(tie(1, parent, "satisfies", REQ),))) == []
    assert found("orphan", sight((REQ, parent, part), ties=(tie(1, part, "satisfies", REQ),))) == []
    whole, piece = DES._replace(place="0a"), record(9, "design-element", place="0a.09")
    assert found("orphan", sight((REQ, whole, piece), ties=(tie(1, piece, "satisfies", REQ),))) == []
    assert found("orphan", sight((DES,))) == []  # nothing there that it could serve


def test_uncovered_requirement() -> None:
    assert found("uncovered-requirement", sight((REQ,))) == []  # nobody designs or tests yet
    both = sight((REQ, DES, CASE))
    assert [f.values["what"] for f in found("uncovered-requirement", both)] == ["design", "test"]
    through = (tie(1, DES, "satisfies", REQ), tie(2, CMP, "implements", DES), tie(3, CASE, "verifies", CMP))
    open_test = found("uncovered-requirement", sight((REQ, DES, CMP, CASE), ties=through))
    assert [f.values["what"] for f in open_test] == ["test"]  # as in the matrix: only what was made is tested
    direct = (*through, tie(4, CASE, "verifies", REQ))
    assert found("uncovered-requirement", sight((REQ, DES, CMP, CASE), ties=direct)) == []
    assert found("uncovered-requirement", sight((REQ._replace(follow="dropped"), DES))) == []
    assert found("uncovered-requirement", sight((REQ, DES), justified=frozenset({(1, "design")}))) == []
    above, below = REQ._replace(place="01"), record(7, "requirement", place="01.07")
    assert [f.record for f in found("uncovered-requirement", sight((above, below, DES)))] == [7]
    for_all = (tie(1, DES, "satisfies", above),)
    assert found("uncovered-requirement", sight((above, below, DES), ties=for_all)) == []


def test_suspect_link() -> None:
    changed = tie(1, DES, "satisfies", REQ, seen_target="older")
    (finding,) = found("suspect-link", sight((REQ, DES), ties=(changed,)))
    assert (finding.record, finding.values["other"], finding.values["what"]) == (2, 1, "target")
    source = tie(1, DES, "satisfies", REQ, seen_source="older")
    assert [f.values["what"] for f in found("suspect-link", sight((REQ, DES), ties=(source,)))] == ["source"]
    both = tie(1, DES, "satisfies", REQ, seen_source="older", seen_target="older")
    assert [f.values["what"] for f in found("suspect-link", sight((REQ, DES), ties=(both,)))] == ["both"]
    assert found("suspect-link", sight((REQ, DES), ties=(tie(1, DES, "satisfies", REQ),))) == []
    check = record(6, "verification-results")
    of_its_day = tie(1, check, "subject", REQ, seen_target="older")
    assert found("suspect-link", sight((REQ, check), ties=(of_its_day,))) == []
    assert found("suspect-link", sight((DES,), ties=(changed,))) == []  # one end is gone


def test_circular_link() -> None:
    two, three = record(7, "test-case"), record(8, "test-case")
    links = (tie(1, CASE, "depends-on", two), tie(2, two, "depends-on", three), tie(3, three, "depends-on", CASE))
    (finding,) = found("circular-link", sight((CASE, two, three), ties=links))
    assert (finding.severity, finding.record, finding.values["n"]) == ("error", 4, 3)
    assert found("circular-link", sight((CASE, two, three), ties=links[:2])) == []


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        ({1: [2], 2: [3]}, []),
        ({1: [1]}, [[1]]),
        ({1: [2], 2: [1], 3: [4], 4: [5], 5: [3]}, [[1, 2], [3, 4, 5]]),
        ({1: [2, 3], 2: [4], 3: [4], 4: []}, []),
        ({n: [n + 1] for n in range(1, 5000)} | {5000: [1]}, [list(range(1, 5001))]),
    ],
)
def test_circles_are_found_however_long(leads: dict[int, list[int]], expected: list[list[int]]) -> None:
    assert sorted(circles(leads)) == expected


def test_unapproved_in_baseline() -> None:
    held = Frozen(50, "Baseline 1", {1: REQ.stamp}, frozenset({1}))
    (finding,) = found("unapproved-in-baseline", sight((REQ,), baselines=(held,)))
    assert (finding.severity, finding.record, finding.values["baseline"]) == ("error", 1, "Baseline 1")
    assert found("unapproved-in-baseline", sight((REQ,), baselines=(held._replace(unapproved=frozenset()),))) == []


def test_requirement_wording() -> None:
    hints = {1: (Hint("unclear-word", ("fast",)), Hint("no-check"))}
    words = {"en": {"rules": {"unclear-word": {"name": "Unclear"}, "no-check": {"name": "No check"}}}}
    of = sight((REQ,))
    of = Sight(of.facts, of.steps, dataclasses.replace(of.whole, hints=hints, hint_words=words))
    assert [(f.values["what"], f.values["names"], f.values["words"]) for f in found("requirement-wording", of)] == [
        ("unclear-word", {"en": "Unclear"}, ("fast",)), ("no-check", {"en": "No check"}, ()),
    ]  # fmt: skip
    dropped = dataclasses.replace(of.whole, records=[REQ._replace(follow="dropped")])
    assert found("requirement-wording", Sight(of.facts, of.steps, dropped)) == []


def test_draft_over_baseline() -> None:
    older, newer = Frozen(50, "B1", {1: "older"}), Frozen(51, "B2", {1: REQ.stamp})
    (finding,) = found("draft-over-baseline", sight((REQ,), baselines=(older,)))
    assert (finding.severity, finding.record) == ("info", 1)
    assert found("draft-over-baseline", sight((REQ,), baselines=(older, newer))) == []


def test_approved_before_verified() -> None:
    spec = record(1, "requirements-specification")
    accepted = event(1, spec, "baselined", happened="2026-05-02")
    (finding,) = found("approved-before-verified", sight((spec,), (accepted,)))
    assert finding.values == {"state": "baselined", "approved": "2026-05-02", "verified": ""}
    late = event(2, spec, "verified", happened="2026-05-03")
    assert [f.values["verified"] for f in found("approved-before-verified", sight((spec,), (accepted, late)))] == [
        "2026-05-03"
    ]
    in_time = late._replace(happened="2026-05-02")
    assert found("approved-before-verified", sight((spec,), (accepted, in_time))) == []
    assert found("approved-before-verified", sight((spec,), (accepted._replace(withdrawn="x"),))) == []
    report = record(2, "test-report")  # knows no "verified"
    assert found("approved-before-verified", sight((report,), (event(1, report, "baselined"),))) == []


def test_plan_older_than_change() -> None:
    plan, change = record(1, "project-plan"), record(2, "change-request", happened="2026-04-01")
    said = {2: {"decision": "accepted", "decided-on": "2026-04-05"}}
    (finding,) = found("plan-older-than-change", sight((plan, change), said=said))
    assert finding.values == {"other": 2, "changed": "2026-04-05", "written": "2026-03-01"}
    newer = plan._replace(happened="2026-04-06")
    assert found("plan-older-than-change", sight((newer, change), said=said)) == []
    assert found("plan-older-than-change", sight((plan, change), said={2: {"decision": "refused"}})) == []
    by_state = (event(1, change, "accepted", happened="2026-04-07"),)
    assert [
        f.values["changed"] for f in found("plan-older-than-change", sight((plan, change), by_state, said={2: {}}))
    ] == ["2026-04-07"]


def accepted(change: Record, *affected: Affected) -> Accepted:
    return Accepted(change, event(1, change, "accepted", happened="2026-05-12"), affected, change.follow == "closed")


def test_owed_to_change() -> None:
    change, plan = record(2, "change-request"), record(1, "project-plan")
    same, settled = Affected(plan, plan.stamp, ""), Affected(plan, plan.stamp, "", "Not needed", "ana", "2026-05-13")
    newer, unknown = Affected(plan, "other", ""), Affected(plan, "", plan.captured)
    for item, owes in ((same, True), (settled, False), (newer, False), (unknown, True)):
        base = sight((plan, change))
        for follow in ("", "closed"):
            facts = dataclasses.replace(base.facts, changes=(accepted(change._replace(follow=follow), item),))
            seen = dataclasses.replace(base, facts=facts)
            rule, silent = ("closed-owing", "owed-to-change") if follow else ("owed-to-change", "closed-owing")
            assert len(found(rule, seen)) == owes and found(silent, seen) == []


def test_closed_owing_names_what_was_owed() -> None:
    change, plan = record(2, "change-request", follow="closed"), record(1, "project-plan", number="PP")
    base = sight((plan, change))
    facts = dataclasses.replace(base.facts, changes=(accepted(change, Affected(plan, plan.stamp, "")),))
    (finding,) = found("closed-owing", dataclasses.replace(base, facts=facts))
    assert finding.record == 2 and finding.values == {"numbers": "PP"}


def test_unanswered_change() -> None:
    change = record(2, "change-request", happened="2026-06-10")
    (finding,) = found("unanswered-change", sight((change,), said={2: {"decision": "pending"}}))
    assert finding.values == {"days": 20}
    for silent in (
        sight((change,), said={2: {"decision": "refused"}}),
        sight((change._replace(happened="2026-06-20"),), said={2: {}}),
        sight((change._replace(follow="closed"),), said={2: {}}),
        sight((change,), (event(1, change, "accepted"),), said={2: {}}),
    ):
        assert found("unanswered-change", silent) == []


def test_overdue_agreement() -> None:
    meeting = record(3, "meeting-record")
    row = {"agreement": "Send the list", "owner": "ben", "due": "2026-06-28", "status": "open"}
    (finding,) = found("overdue-agreement", sight((meeting,), said={3: {"agreements": [row]}}))
    assert finding.values == {"days": 2, "due": "2026-06-28", "item": "Send the list", "person": "ben"}
    for quiet in ({"status": "closed"}, {"due": "2026-07-01"}, {"due": ""}):
        assert found("overdue-agreement", sight((meeting,), said={3: {"agreements": [row | quiet]}})) == []


def test_status_missing() -> None:
    begun = confirmed("PM.2.1", happened="2026-05-01")
    whole = [f.values for f in found("status-missing", sight(confirmations=(begun,)))]
    assert [(v["since"], v["until"], v["days"]) for v in whole] == [("2026-05-01", "2026-06-30", 60)]
    status = tuple(
        record(n, "progress-status-record", happened=day) for n, day in enumerate(("2026-05-15", "2026-06-20"), 1)
    )
    gaps = [
        (f.values["since"], f.values["until"]) for f in found("status-missing", sight(status, confirmations=(begun,)))
    ]
    assert gaps == [("2026-05-15", "2026-06-20")]
    assert found("status-missing", sight()) == []  # the work has not begun


def test_no_backup() -> None:
    begun = confirmed("PM.2.1", happened="2026-06-01")
    (finding,) = found("no-backup", sight(confirmations=(begun,)))
    assert (finding.values["last"], finding.values["days"]) == ("", 29)
    copy = record(1, "project-repository-backup", happened="2026-06-25")
    assert found("no-backup", sight((copy,), confirmations=(begun,))) == []
    old = copy._replace(happened="2026-06-10")
    assert [f.values["last"] for f in found("no-backup", sight((old,), confirmations=(begun,)))] == ["2026-06-10"]
    shut = (begun, confirmed("PM.4.1"))
    assert found("no-backup", sight(confirmations=shut)) == []


def test_all_by_one() -> None:
    heads = [record(n, "requirement") for n in range(1, 6)]
    given = [event(n, head, "verified", person="ana") for n, head in enumerate(heads, 1)]
    (finding,) = found("all-by-one", sight(heads, given))
    assert finding.values == {"person": "ana", "n": 5}
    assert found("all-by-one", sight(heads, [*given[:4], given[4]._replace(person="ben")])) == []
    assert found("all-by-one", sight(heads, given[:4])) == []
    assert found("all-by-one", sight(heads, given, assignments={"PM": ("ana",)})) == []  # there is nobody else


def test_failed_test() -> None:
    link = tie(1, RUN, "test", CASE)
    failed: dict[int, dict[str, Any]] = {5: {"result": "failed"}}
    (finding,) = found("failed-test", sight((CASE, RUN), ties=(link,), said=failed))
    assert (finding.record, finding.values) == (5, {"other": 4})
    assert found("failed-test", sight((CASE, RUN), ties=(link,), said={5: {"result": "passed"}})) == []
    again = record(6, "test-result", happened="2026-05-02")
    later = (link, tie(2, again, "test", CASE))
    assert found("failed-test", sight((CASE, RUN, again), ties=later, said=failed | {6: {"result": "passed"}})) == []
    mended = record(7, "correction-register")
    linked = (link, tie(2, mended, "raised-by", RUN))
    assert found("failed-test", sight((CASE, RUN, mended), ties=linked, said=failed)) == []


def test_unmended_check() -> None:
    check, again = record(1, "verification-results"), record(2, "verification-results")
    assert [f.record for f in found("unmended-check", sight((check,), said={1: {"outcome": "repeat"}}))] == [1]
    assert found("unmended-check", sight((check,), said={1: {"outcome": "passed"}})) == []
    repeated = (tie(1, again, "repeats", check),)
    assert found("unmended-check", sight((check, again), ties=repeated, said={1: {"outcome": "repeat"}})) == []


@pytest.mark.parametrize("name", ["iso29110-basic", "iso29110-entry", "moprosoft"])
def test_the_rules_find_the_registers_whatever_a_model_calls_them(name: str) -> None:
    model = basic(name)
    kinds = {r: model.register(r) for r in ("verification", "change", "backup", "progress", "test-case", "test-result")}
    assert all(kinds.values())
    check, change = kinds["verification"], kinds["change"]
    assert check is not None and change is not None
    outcome, decision = check.own("outcome"), change.own("decision")
    assert outcome is not None and decision is not None
    first, second = record(1, check.id), record(2, change.id, happened="2026-01-01")
    said = {1: {outcome.id: outcome.choices[-1]}, 2: {decision.id: "pending"}}
    rules_found = {f.rule for f in rules.seen(sight((first, second), said=said, model=model))}
    assert {"unmended-check", "unanswered-change"} <= rules_found


def test_what_was_not_read_is_not_judged() -> None:
    partial = sight((REQ, DES, CASE), complete=False)
    assert not [f for f in rules.seen(partial) if f.rule in rules.NEEDS_ALL]


def test_a_key_says_what_a_finding_is_about_and_stays_the_same_from_day_to_day() -> None:
    today = Finding("overdue-record", "warning", 3, values={"days": 2, "due": "2026-06-28"})
    tomorrow = Finding("overdue-record", "warning", 3, values={"days": 3, "due": "2026-06-28"})
    assert today.key == tomorrow.key == "overdue-record|3"
    assert Finding("role-without-person", "warning", values={"role": "PM"}).key == "role-without-person||role=PM"
    one, two = (Finding("suspect-link", "warning", 3, values={"other": n}) for n in (4, 5))
    assert one.key != two.key


def test_a_mute_ends_after_its_day() -> None:
    assert Mute("r", "ana", "2026-06-01").holds("2030-01-01")
    until = Mute("r", "ana", "2026-06-01", "2026-06-30")
    assert until.holds("2026-06-30") and not until.holds("2026-07-01")
