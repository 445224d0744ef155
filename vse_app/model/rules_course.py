"""Rules over the course of a project: baselines, plan and changes, status, backups, tests, wording of requirements."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

from vse_app.model.findings import Finding, days_between
from vse_app.model.records import Record
from vse_app.model.whole import Frozen, Sight, Whole

CADENCE: Final = 31
"""Days between status records, or backups, where the model names no rhythm."""
GRACE: Final = 0.5
"""A rhythm of 14 days is broken after so much of it more."""
ANSWER_DAYS: Final = 14
"""A change request waits for its answer no longer than so many days."""
UNDECIDED: Final = ("", "pending", None)
ACCEPTED: Final = ("accepted", "approved")
"""Decisions by which a change is made, in the models there are."""
AGAIN: Final = ("repeat", "rejected")
"""Outcomes of a check after which it has to be held again."""


def draft_over_baseline(sight: Sight) -> Iterator[Finding]:
    """A record whose current version is not the one in the newest baseline that holds it."""
    whole = sight.whole
    newest: dict[int, Frozen] = {}
    for baseline in whole.baselines:
        for record in baseline.stamps:
            newest[record] = baseline
    for record, baseline in newest.items():
        now = whole.by_id.get(record)
        if now is not None and baseline.stamps[record] not in (now.stamp, now.core):
            values = _of_baseline(baseline) | {"revision": now.revision}
            yield Finding("draft-over-baseline", "info", record=record, values=values)


def unapproved_in_baseline(sight: Sight) -> Iterator[Finding]:
    """A baseline holds a version that nobody had approved, though its kind has states for it."""
    known = sight.whole.by_id
    for baseline in sight.whole.baselines:
        for record in baseline.unapproved:
            if record in known:
                yield Finding("unapproved-in-baseline", "error", record=record, values=_of_baseline(baseline))


def _of_baseline(baseline: Frozen) -> dict[str, Any]:
    return {"baseline": baseline.name, "item": baseline.name}


def plan_older_than_change(sight: Sight) -> Iterator[Finding]:
    """The plan, which the planned tasks are part of, was not touched since the last change was accepted."""
    whole = sight.whole
    planned = whole.model.register("planned-task")
    plans = [part.product for part in planned.part_of] if planned else []
    plan = next((r for kind in plans for r in whole.by_kind.get(kind, ()) if r.filled), None)
    if plan is None or sight.is_closed:
        return
    accepted = [(on, change) for change in whole.rows("change") if (on := _accepted_on(whole, change))]
    on, change = max(accepted, key=lambda pair: (pair[0], pair[1].id), default=("", None))
    if change is not None and plan.happened < on and plan.captured[:10] < on:
        values = {"other": change.id, "changed": on, "written": plan.happened}
        yield Finding("plan-older-than-change", "warning", record=plan.id, values=values)


def _accepted_on(whole: Whole, change: Record) -> str:
    """The day a change was accepted: as it says, else as its state says; "" when it was not."""
    said = whole.said.get(change.id, {})
    given = [e.happened for e in whole.events_of.get(change.id, ()) if e.state == "accepted"]
    if said.get(whole.field("change", "decision")) not in ACCEPTED and not given:
        return ""
    return str(said.get(whole.field("change", "decided-on")) or max(given, default=change.happened))


def owed_to_change(sight: Sight) -> Iterator[Finding]:
    """A record that an accepted change concerns and that still is as it was when the change was accepted."""
    for change in sight.facts.changes:
        for item in change.owing if not change.closed else ():
            values = {
                "other": change.record.id, "changed": change.event.happened, "item": change.record.number,
            }  # fmt: skip
            yield Finding("owed-to-change", "warning", record=item.record.id, values=values)


def closed_owing(sight: Sight) -> Iterator[Finding]:
    """A change that was closed although something it affects never got its new version."""
    for change in sight.facts.changes:
        if change.closed and change.owing:
            numbers = ", ".join(item.record.number for item in change.owing)
            yield Finding("closed-owing", "warning", record=change.record.id, values={"numbers": numbers})


def unanswered_change(sight: Sight) -> Iterator[Finding]:
    """A change request that nobody has decided on for two weeks."""
    whole, decision = sight.whole, sight.whole.field("change", "decision")
    for change in whole.rows("change"):
        if whole.is_ended(change) or change.id not in whole.said:
            continue
        open_ = whole.said[change.id].get(decision) in UNDECIDED
        decided = any(e.state == "accepted" for e in whole.events_of.get(change.id, ()))
        days = days_between(change.happened, sight.facts.today)
        if open_ and not decided and days > ANSWER_DAYS:
            yield Finding("unanswered-change", "warning", record=change.id, values={"days": days})


def status_missing(sight: Sight) -> Iterator[Finding]:
    """A stretch of the work without a status record, half as long again as the rhythm or more."""
    product = sight.whole.model.register("progress")
    begun = _work_begun(sight)
    if product is None or not begun:
        return
    cadence = _cadence(sight, product.id)
    days = sorted(r.happened for r in sight.whole.by_kind.get(product.id, ()) if r.happened and r.filled)
    ends = max((c.happened for c in sight.facts.confirmations if not c.withdrawn), default="")
    last = ends if sight.is_closed else sight.facts.today
    marks = [begun, *(d for d in days if d > begun), *([last] if not days or last > days[-1] else [])]
    for before, after in itertools.pairwise(marks):
        gap = days_between(before, after)
        if gap > cadence * (1 + GRACE):
            values = {"since": before, "until": after, "days": gap, "cadence": cadence, "product": product.id,
                      "item": before}  # fmt: skip
            yield Finding("status-missing", "warning", values=values)


def no_backup(sight: Sight) -> Iterator[Finding]:
    """No backup of the project is recorded, or the newest one is older than the rhythm."""
    product = sight.whole.model.register("backup")
    begun = _work_begun(sight)
    if product is None or not begun or sight.is_closed:
        return
    cadence = _cadence(sight, product.id)
    last = max((r.happened for r in sight.whole.by_kind.get(product.id, ()) if r.filled), default="")
    days = days_between(last or begun, sight.facts.today)
    if days > cadence * (1 + GRACE):
        values = {"product": product.id, "last": last, "since": begun, "days": days, "cadence": cadence}
        yield Finding("no-backup", "warning", values=values)


def _work_begun(sight: Sight) -> str:
    """The day of the first confirmation in an activity that runs all along, or that is iterated; "" before it."""
    model = sight.facts.model
    going = {*model.continuous, *model.iterated}
    tasks = {t.id for a in model.activities() if a.id in going for t in a.tasks}
    return min((c.happened for c in sight.facts.confirmations if c.task in tasks and not c.withdrawn), default="")


def _cadence(sight: Sight, product: str) -> int:
    """Days from one record of a kind to the next, as the task that makes them is repeated."""
    turns = [
        t.repeat_days
        for t in sight.facts.model.tasks()
        if t.repeat_days and any(u.product == product for u in t.outputs)
    ]
    return min(turns, default=CADENCE)


def failed_test(sight: Sight) -> Iterator[Finding]:
    """The newest result of a test is "failed", and no correction is linked to it."""
    whole = sight.whole
    test, found = whole.field("test-result", "test"), whole.field("test-result", "found")
    result = whole.field("test-result", "result")
    fixes = {whole.field("correction", name) for name in ("mends", "raised-by")} - {""}
    newest: dict[int, Record] = {}
    for run in whole.rows("test-result"):
        for tie in whole.out_of.get(run.id, ()):
            if tie.field == test:
                before = newest.get(tie.target)
                if before is None or (run.happened, run.id) > (before.happened, before.id):
                    newest[tie.target] = run
    mended = {t.target for r in whole.rows("correction") for t in whole.out_of.get(r.id, ()) if t.field in fixes}
    for case, run in newest.items():
        if whole.said.get(run.id, {}).get(result) != "failed":
            continue
        if run.id not in mended and not any(tie.field == found for tie in whole.out_of.get(run.id, ())):
            yield Finding("failed-test", "warning", record=run.id, values={"other": case})


def unmended_check(sight: Sight) -> Iterator[Finding]:
    """A verification or validation that asked to be repeated, and was not."""
    whole = sight.whole
    for register in ("verification", "validation"):
        outcome, repeats = whole.field(register, "outcome"), whole.field(register, "repeats")
        repeated = {t.target for r in whole.rows(register) for t in whole.out_of.get(r.id, ()) if t.field == repeats}
        for record in whole.rows(register):
            again = whole.said.get(record.id, {}).get(outcome) in AGAIN
            if again and record.id not in repeated:
                yield Finding("unmended-check", "warning", record=record.id)


def requirement_wording(sight: Sight) -> Iterator[Finding]:
    """What a reader might ask about how a requirement is written; nothing is held up by it."""
    whole = sight.whole
    names: dict[str, dict[str, str]] = {}
    for record, hints in whole.hints.items():
        head = whole.by_id.get(record)
        if head is None or head.follow == "dropped":
            continue
        for hint in hints:
            if hint.rule not in names:
                words = whole.hint_words.items()
                names[hint.rule] = {language: said["rules"][hint.rule]["name"] for language, said in words}
            values = {"what": hint.rule, "names": names[hint.rule], "words": hint.words}
            yield Finding("requirement-wording", "info", record=record, values=values)
