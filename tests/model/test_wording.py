"""Every state, need, reason and finding has its sentence, with nothing left unfilled."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.fixtures import MODEL, PEOPLE, TODAY, confirmed, event, facts, record
from vse_app.i18n import translator
from vse_app.model import claims, next_steps, path, rules, wording
from vse_app.model.elements import Use
from vse_app.model.path import Facts, Need, Status
from vse_app.model.project import Iteration, Mark
from vse_app.model.rules import Finding, Mute
from vse_app.model.view import Looked, View

TR = translator("en")
NO_NAME = "\u202f"


def view(of: Facts) -> View:
    """The view of some facts."""
    steps = path.steps(of)
    return View(of, steps, next_steps.next_steps(of, steps), rules.findings(of, steps), claims.claim(of, steps),
                {p.id: p for p in PEOPLE}, (1, TODAY))  # fmt: skip


def test_every_status_and_severity_has_a_name() -> None:
    assert len({wording.status_name(TR, status) for status in Status}) == len(Status)
    assert {wording.severity_name(TR, s) for s in ("error", "warning", "info")} == {
        "must be mended", "look at this", "shown openly",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2026-05-12", "12 May 2026"), ("2026-12-01T23:59:59Z", "1 Dec 2026"), ("", ""), ("2026-05", "2026-05")],
)
def test_dates(iso: str, said: str) -> None:
    assert wording.date_text(TR, iso) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, "about 5 min"), (119, "about 119 min"), (120, "about 2 h"), (959, "about 16 h"), (960, "about 2 days")],
)
def test_times(minutes: int, said: str) -> None:
    assert wording.minutes_text(TR, minutes) == said


def test_names_of_people_and_of_those_nobody_knows() -> None:
    assert wording.who({p.id: p for p in PEOPLE}, ["ana", "zoe"]) == "Ana López, zoe"
    assert wording.who({}, []) == ""


def test_a_task_shows_its_iteration_only_where_there_are_several() -> None:
    assert wording.task_label(view(facts()), "en", "DO.2.1", 1) == "DO.2.1 Build it"
    two = view(facts(iterations=(Iteration(), Iteration())))
    assert wording.task_label(two, "en", "DO.2.1", 2) == "DO.2.1 Build it (2)"
    assert wording.task_label(two, "es", "MAN.1.1") == "MAN.1.1 Escribir el plan"


def test_what_a_need_asks_for() -> None:
    assert wording.use_text(MODEL, "en", Need(Use("brief"))) == "Brief"
    assert wording.use_text(MODEL, "en", Need(Use("plan", "scope"))) == "Plan: Scope"
    asked = Need(Use("plan", "", ("checked", "agreed")))
    assert wording.use_text(MODEL, "es", asked) == "Plan de trabajo (checked, agreed upon)"


@pytest.mark.parametrize(
    ("need", "said"),
    [
        (Need(Use("plan"), why="absent"), "does not exist yet"),
        (Need(Use("plan"), why="bring"), "comes from outside; bring it in here"),
        (Need(Use("plan"), why="empty"), "is still empty"),
        (Need(Use("plan"), why="part"), "this part is not filled yet"),
        (Need(Use("plan", states=("checked",)), missing=("agreed",), why="states"), "is not yet: agreed upon"),
        (Need(Use("plan", states=("checked",)), why="states"), "is not yet: checked"),
        (Need(Use("plan"), why="producer", producer="DO.2.1"), "waits for DO.2.1"),
        (Need(Use("plan")), "only if there is one"),
        (Need(Use("plan"), (1,)), "is there"),
        (Need(Use("plan"), (1,), newer_draft=True), "an approved version is there; a newer draft exists"),
    ],
)
def test_how_a_need_stands(need: Need, said: str) -> None:
    assert wording.need_text(TR, "en", view(facts()), need) == said


def test_why_a_step_waits() -> None:
    found = view(facts(iterations=(Iteration(), Iteration())))
    assert wording.waiting_text(TR, "en", found, found.step("DO.2.1", 2)) == "Waits until iteration 1 is finished."
    assert wording.waiting_text(TR, "en", found, found.step("DO.2.3", 1)).startswith("Comes after DO.2.2")
    assert wording.waiting_text(TR, "en", found, found.step("MAN.1.2", 0)) == "Plan: Scope: does not exist yet."
    assert wording.waiting_text(TR, "en", found, found.step("MAN.1.1", 0)) == ""  # to be brought in is not to wait


def proposed(of: Facts, task: str) -> str:
    """The reason given for a task."""
    found = view(of)
    every = next_steps.next_steps(of, found.steps, 99)
    return wording.why(TR, found, next(n for n in every if n.step.task.id == task))


def test_every_reason_has_its_sentence() -> None:
    plan = record(1, "plan")
    states = (event(1, plan, "checked"), event(2, plan, "agreed"))
    assert re.match(r"\d+ tasks wait for it; the first is MAN.1.2 Check the plan\.", proposed(facts(), "MAN.1.1"))
    checked = facts((record(1, "plan"),), confirmations=())
    assert "MAN.1.3 MAN.1.3" in proposed(checked, "MAN.1.2")
    begun = facts((plan,), states, marks=(Mark("DO.2.1", 1, ticks=(0,)),))
    assert proposed(begun, "DO.2.1").startswith("You have begun it. 3 tasks wait for it; the first is DO.2.2")
    built = facts((plan, record(2, "design")), (*states, event(3, record(2, "design"), "built")))
    assert proposed(built, "DO.2.2") == "DO.3.1 DO.3.1 waits for it."
    assert proposed(facts(), "MAN.2.2") == "Only if your project needs it; otherwise say so and move on."
    assert proposed(facts((plan,), states), "MAN.3.1") == "Everything it needs is there."
    again = facts((plan,), states, confirmations=(confirmed("MAN.2.1", happened="2026-01-02"),))
    assert proposed(again, "MAN.2.1") == "It comes round every 14 days; last done on 2 Jan 2026."


def test_a_step_that_needs_nothing_says_so() -> None:
    from vse_app.model.building import build

    tasks = [{"id": "X.1.1", "roles": ["LEAD"]}]
    structure = dict(MODEL.raw["structure"], processes=[{"id": "X", "activities": [{"id": "X.1", "tasks": tasks}]}])
    assert proposed(facts(model=build({"structure": structure, "words": {}})), "X.1.1") == (
        "It needs nothing but a little time."
    )


PLAN = record(1, "plan", title="Plan of work")
_NEED: dict[str, Any] = {"product": "plan", "why": "states", "states": ("agreed",), "part": ""}
SAID: dict[str, tuple[Finding, str]] = {
    "missing-product": (
        Finding("missing-product", "error", values={"product": "plan"}),
        "The project is closed, but Plan is missing.",
    ),
    "missing-output": (
        Finding("missing-output", "error", task="MAN.1.2", values=_NEED),
        "MAN.1.2 Check the plan is confirmed, but Plan is not yet: agreed upon.",
    ),
    "stale-approval": (
        Finding("stale-approval", "warning", 1, values={"state": "agreed", "approved": 1, "current": 2}),
        "plan-1 Plan of work was changed after version 1 was agreed upon; version 2 is not.",
    ),
    "approved-before-written": (
        Finding("approved-before-written", "warning", 1,
                values={"state": "checked", "approved": "2026-02-28", "written": "2026-03-01"}),
        "plan-1 Plan of work was checked on 28 Feb 2026, before it was written on 1 Mar 2026.",
    ),
    "overdue-again": (
        Finding("overdue-again", "warning", task="MAN.1.1", values={"days": 2, "due": "2026-03-24"}),
        "MAN.1.1 Write the plan comes round again; it was due on 24 Mar 2026 (2 days ago).",
    ),
    "overdue-record": (
        Finding("overdue-record", "warning", 1, values={"days": 3, "due": "2026-03-01"}),
        "plan-1 Plan of work was due on 1 Mar 2026 (3 days ago).",
    ),
    "role-without-person": (
        Finding("role-without-person", "warning", values={"role": "DEV"}), "Nobody plays the role Developer.",
    ),
    "same-person": (
        Finding("same-person", "info", 1, values={"state": "agreed", "person": "ana"}),
        "plan-1 Plan of work: Ana López wrote it and gave it the state “agreed upon” too.",
    ),
    "role-not-held": (
        Finding("role-not-held", "info", values={"person": "zoe", "role": "DEV"}),
        "zoe acted as Developer, a role the project did not give them.",
    ),
    "out-of-order": (
        Finding("out-of-order", "info", task="MAN.1.2", values={"gaps": "plan (checked, agreed); brief"}),
        "MAN.1.2 Check the plan was confirmed while something was missing: Plan (checked, agreed upon); Brief.",
    ),
    "written-later": (
        Finding("written-later", "info", 1, values={"days": 20}),
        "plan-1 Plan of work was captured 20 days after it happened.",
    ),
    "not-captured": (
        Finding("not-captured", "info", 1), "plan-1 Plan of work is only an address; what stands there is not kept here.",
    ),
    "duplicate-id": (
        Finding("duplicate-id", "error", 1, values={"other": 2, "item": "JIRA-7", "what": "other-id"}),
        "plan-1 Plan of work and report-2 Second report have the same id: JIRA-7.",
    ),
    "unapproved-in-baseline": (
        Finding("unapproved-in-baseline", "error", 1, values={"baseline": "Release 1", "item": "Release 1"}),
        "plan-1 Plan of work was frozen in Release 1 before anybody had approved it.",
    ),
    "circular-link": (
        Finding("circular-link", "error", 1, values={"item": "depends-on", "numbers": "T-1, T-2", "n": 2}),
        "2 entries lead back to themselves (depends-on): T-1, T-2.",
    ),
    "approved-before-verified": (
        Finding("approved-before-verified", "warning", 1,
                values={"state": "agreed", "approved": "2026-03-02", "verified": ""}),
        "plan-1 Plan of work was agreed upon on 2 Mar 2026; nobody verified it.",
    ),
    "plan-older-than-change": (
        Finding("plan-older-than-change", "warning", 1,
                values={"other": 2, "changed": "2026-03-05", "written": "2026-03-01"}),
        "report-2 Second report was accepted on 5 Mar 2026; plan-1 Plan of work is of 1 Mar 2026.",
    ),
    "owed-to-change": (
        Finding("owed-to-change", "warning", 1, values={"other": 2, "changed": "2026-05-12"}),
        "plan-1 Plan of work owes a new version since report-2 Second report was accepted on 12 May 2026.",
    ),
    "closed-owing": (
        Finding("closed-owing", "warning", 1, values={"numbers": "RS, SD"}),
        "plan-1 Plan of work is closed, but these never got a new version for it: RS, SD.",
    ),
    "unanswered-change": (
        Finding("unanswered-change", "warning", 1, values={"days": 20}),
        "plan-1 Plan of work has waited for an answer for 20 days.",
    ),
    "uncovered-requirement": (
        Finding("uncovered-requirement", "warning", 1, values={"what": "test"}),
        "plan-1 Plan of work: no test verifies it.",
    ),
    "orphan": (
        Finding("orphan", "warning", 1, values={"field": "aim", "kind": "plan"}),
        "plan-1 Plan of work names nothing under “Aim”.",
    ),
    "suspect-link": (
        Finding("suspect-link", "warning", 1, values={"other": 2, "what": "target"}),
        "Nobody has looked at the link from plan-1 Plan of work to report-2 Second report since report-2 changed.",
    ),
    "failed-test": (
        Finding("failed-test", "warning", 1, values={"other": 2}),
        "report-2 Second report failed, and no correction is linked to the result plan-1.",
    ),
    "unmended-check": (
        Finding("unmended-check", "warning", 1),
        "plan-1 Plan of work did not pass, and no later check says that what was found is mended.",
    ),
    "overdue-agreement": (
        Finding("overdue-agreement", "warning", 1,
                values={"days": 1, "due": "2026-03-30", "item": "Send it", "person": "ana"}),
        "plan-1 Plan of work: “Send it” was due on 30 Mar 2026 (1 day ago) and is open (Ana López).",
    ),
    "status-missing": (
        Finding("status-missing", "warning",
                values={"product": "plan", "since": "2026-03-01", "until": "2026-03-31", "days": 30, "cadence": 14}),
        "No Plan between 1 Mar 2026 and 31 Mar 2026 (30 days); the rhythm is 14 days.",
    ),
    "no-backup": (
        Finding("no-backup", "warning", values={"product": "plan", "last": "2026-03-01", "days": 30}),
        "Plan: the newest is of 1 Mar 2026 (30 days ago).",
    ),
    "all-by-one": (
        Finding("all-by-one", "warning", values={"person": "ben", "n": 7}), "Ben ไทย gave all 7 checks there are.",
    ),
    "requirement-wording": (
        Finding("requirement-wording", "info", 1,
                values={"what": "unclear-word", "names": {"en": "Unclear words"}, "words": ("fast", "easy")}),
        "plan-1 Plan of work: Unclear words: “fast”, “easy”.",
    ),
    "draft-over-baseline": (
        Finding("draft-over-baseline", "info", 1, values={"baseline": "Release 1", "revision": 3}),
        "plan-1 Plan of work: version 3 is newer than the one in Release 1.",
    ),
}  # fmt: skip
SECOND = record(2, "report", title="Second report.")


@pytest.mark.parametrize("rule", [r.id for r in rules.RULES])
def test_every_rule_has_its_sentence_and_its_fix(rule: str) -> None:
    finding, said = SAID[rule]
    assert wording.finding_text(TR, "en", view(facts((PLAN, SECOND))), finding) == said
    assert wording.rule_title(TR, rule) and wording.rule_why(TR, rule).endswith(".")
    assert {f.severity for f, _said in (SAID[rule],)} == {r.severity for r in rules.RULES if r.id == rule}
    fix = wording.finding_fix(TR, finding)
    assert bool(fix) == (rule not in ("same-person", "out-of-order", "written-later"))


def test_sentences_for_what_differs_within_a_rule() -> None:
    both = view(facts((PLAN, SECOND)))

    def said(finding: Finding) -> str:
        return wording.finding_text(TR, "en", both, finding)

    rows = Finding("stale-approval", "warning", 1, values={"state": "agreed", "approved": 2, "current": 2})
    assert said(rows) == "plan-1 Plan of work: entries that are part of it were changed after it was agreed upon."
    ends = Finding("suspect-link", "warning", 1, values={"other": 2, "what": "both"})
    assert said(ends).endswith("since both of them changed.")
    late = {"state": "agreed", "approved": "2026-03-02", "verified": "2026-03-09"}
    assert said(Finding("approved-before-verified", "warning", 1, values=late)).endswith("verified only on 9 Mar 2026.")
    assert said(Finding("no-backup", "warning", values={"product": "plan", "last": "", "days": 9})) == (
        "Plan: none is recorded."
    )
    nobody = {"days": 2, "due": "2026-03-29", "item": "Send it", "person": ""}
    assert said(Finding("overdue-agreement", "warning", 1, values=nobody)).endswith("and is open.")
    assert said(Finding("failed-test", "warning", 99, values={"other": 2})).endswith("the result 99.")


def test_reasons_and_the_age_of_findings_in_words() -> None:
    people = {p.id: p for p in PEOPLE}
    mute = Mute("We agreed so", "ana", "2026-03-01")
    assert wording.mute_text(TR, people, mute) == "We agreed so (Ana López, 1 Mar 2026)"
    until = mute._replace(until="2026-04-01")
    assert wording.mute_text(TR, people, until) == "We agreed so (Ana López, 1 Mar 2026; until 1 Apr 2026)"
    assert "nobody has X-rayed" in wording.looked_text(TR, Looked())
    fresh = Looked("2026-03-01T09:30:00Z", 0)
    assert wording.looked_text(TR, fresh) == (
        "Findings in the registers are of 1 Mar 2026 09:30 UTC; nothing has changed since."
    )
    assert wording.looked_text(TR, fresh.__class__(fresh.at, 1)).endswith("one change came after that.")


def test_a_missing_part_is_named() -> None:
    values = {"product": "plan", "why": "part", "states": (), "part": "scope"}
    finding = Finding("missing-output", "error", task="MAN.1.1", values=values)
    said = wording.finding_text(TR, "en", view(facts()), finding)
    assert said == "MAN.1.1 Write the plan is confirmed, but Plan: Scope is missing."


def test_what_a_person_typed_is_never_taken_for_a_placeholder() -> None:
    plan = PLAN._replace(title="{state} {days}")
    finding = Finding("overdue-record", "warning", 1, values={"days": 3, "due": "2026-03-01"})
    said = wording.finding_text(TR, "en", view(facts((plan,))), finding)
    assert said == "plan-1 {state} {days} was due on 1 Mar 2026 (3 days ago)."


def value(path_: tuple[str, ...], of: Any, language: str = "en") -> str:
    """A value of the plan in words."""
    return wording.value_text(MODEL, language, "plan", path_, of, people={p.id: p for p in PEOPLE})


@pytest.mark.parametrize(
    ("field", "of", "said"),
    [
        ("owner", "ana", "Ana López"),
        ("owner", "somebody else", "somebody else"),
        ("size", "small", "Small one"),
        ("size", "large", "large"),
        ("hours", 12, "12 h"),
        ("hours", 12_345, f"12{NO_NAME}345 h"),
        ("hours", -12_345, f"-12{NO_NAME}345 h"),
        ("hours", 0.5, "0.5 h"),
        ("starts", "2026-03-01", "1 Mar 2026"),
        ("based-on", ["3", "4"], "3, 4"),
        ("aim", "as\ntyped <b>", "as\ntyped <b>"),
        ("aim", "", ""),
        ("steps", [], ""),
        ("nothing", "x", ""),
        ("hours", 0, "0 h"),
    ],
)
def test_values(field: str, of: Any, said: str) -> None:
    assert value((field,), of) == said


def test_a_table_reads_row_by_row() -> None:
    rows = [{"step": "one", "days": 2, "who": "ben", "status": "open"}, {"step": "two", "end": "2026-03-01"}, {}]
    assert value(("steps",), rows) == "one · 2 · Ben ไทย · Open\ntwo · 1 Mar 2026\n"
    assert value(("steps", "status"), "done") == "done"
    assert value(("steps", "nothing"), "done") == ""


def test_gaps_in_words() -> None:
    assert wording.gaps_text(MODEL, "en", "") == ""
    assert wording.gaps_text(MODEL, "es", "plan (agreed)") == "Plan de trabajo (agreed upon)"


def test_what_a_task_lacks() -> None:
    of = facts((record(1, "plan"), record(3, "report")), confirmations=(confirmed("MAN.1.2"),))
    steps = path.steps(of)
    needs = [need for step in steps for need in step.outputs if step.task.id in ("MAN.1.2", "MAN.2.1", "MAN.3.1")]
    assert wording.lacks(TR, "en", view(of), needs).split("; ") == [
        "Plan: is not yet: checked",
        "report: none was made in this task (1 in the register)",
        "closing: does not exist yet",
    ]
