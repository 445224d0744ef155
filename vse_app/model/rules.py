"""What an assessor would stumble over: one generator of findings a rule, listed in `RULES` in display order.

A finding never asserts what nobody confirmed; it names a place, a severity, and the values its sentence needs. The
sentences are in `model.wording`, so that window, command line and PDF say the same in each language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from vse_app.model.path import SETTLED, Facts, Status, Step, closed
from vse_app.model.project import players
from vse_app.model.records import stale

Severity = Literal["error", "warning", "info"]
LATE_DAYS = 14
"""Captured more than so many days after it happened is marked as written later. Allowed, and shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing, stale or odd. `record` and `task` say where; `values` fill the rule's sentence."""

    rule: str
    severity: Severity
    record: int = 0
    task: str = ""
    iteration: int = 0
    values: dict[str, Any] = field(default_factory=dict[str, Any])


Rule = Callable[[Facts, Sequence[Step]], Iterator[Finding]]


def role_without_person(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """A role of the profile that nobody plays in this project."""
    for role in facts.model.roles:
        if not players(facts.project, role.id, facts.groups):
            yield Finding("role-without-person", "warning", values={"role": role.id})


def missing_output(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """A confirmed task whose owed output is not there in its states."""
    for step in steps:
        if step.status is Status.DONE:
            for need in step.outputs:
                if not need.met:
                    yield Finding(
                        "missing-output",
                        "error",
                        task=step.task.id,
                        iteration=step.iteration,
                        values={
                            "product": need.use.product,
                            "why": need.why,
                            "states": need.missing,
                            "part": need.use.part,
                        },
                    )


def missing_product(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """At closure: a work product the profile asks for and the project does not have."""
    if not closed(facts):
        return
    settled = {s.task.id for s in steps if s.status is Status.NOT_APPLICABLE}
    for product in facts.model.products:
        makers = [t for t in facts.model.tasks() for u in t.outputs if u.product == product.id and not u.when]
        owed = not product.optional and any(not t.may_be_skipped and t.id not in settled for t in makers)
        if owed and not any(r.filled for r in facts.records_of.get(product.id, ())):
            yield Finding("missing-product", "error", values={"product": product.id})


def stale_approval(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """The current version has been changed since an earlier one was approved, and nothing was said of the new one.

    An approval of an earlier iteration is not asked for again before the present one comes to it, and none of an entry
    that is closed: a refused change was never accepted.
    """
    present = _present_iteration(steps)
    for kind, records in facts.records_of.items():
        product = facts.model.product_of(kind)
        for record in (r for r in records if not product.is_ended(r.follow)):
            events = facts.events_of.get(record.id, ())
            old = stale(events, record.stamp)
            last = max(old, key=lambda e: e.id) if old else None
            if last and not facts.states(record) and not 0 < last.iteration < present:
                yield Finding(
                    "stale-approval",
                    "warning",
                    record=record.id,
                    values={"state": last.state, "approved": last.revision, "current": record.revision},
                )


def _present_iteration(steps: Sequence[Step]) -> int:
    """The earliest iteration with something mandatory left to do; 0 when all is settled."""
    return min(
        (s.iteration for s in steps if s.iteration and not s.task.optional and s.status not in SETTLED), default=0
    )


def same_person(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """Somebody checked their own work: allowed in a small team, always shown."""
    authors = {r.id: (r.stamp, r.author) for records in facts.records_of.values() for r in records}
    for event in facts.events:
        stamp, author = authors.get(event.record, ("", ""))
        if not event.withdrawn and event.stamp == stamp and event.person == author and event.state in CHECKS:
            yield Finding("same-person", "info", record=event.record, values={"state": event.state, "person": author})


CHECKS = frozenset({"reviewed", "verified", "validated", "accepted"})
"""States that say somebody checked the content; the others are steps of production or storage."""


def approved_before_written(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """A state dated before the version it belongs to."""
    written = {r.id: (r.stamp, r.happened) for records in facts.records_of.values() for r in records}
    for event in facts.events:
        stamp, happened = written.get(event.record, ("", ""))
        if not event.withdrawn and event.stamp == stamp and happened and event.happened < happened:
            yield Finding(
                "approved-before-written",
                "warning",
                record=event.record,
                values={"state": event.state, "approved": event.happened, "written": happened},
            )


def role_not_held(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """Somebody acted in a role the project did not give them."""
    seen: set[tuple[str, str]] = set()
    for event in (*facts.events, *facts.confirmations):
        if event.withdrawn or not event.role or (event.person, event.role) in seen:
            continue
        seen.add((event.person, event.role))
        if event.person not in players(facts.project, event.role, facts.groups):
            yield Finding("role-not-held", "info", values={"person": event.person, "role": event.role})


def written_later(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """Captured long after it happened."""
    for records in facts.records_of.values():
        for record in records:
            days = days_between(record.happened, record.captured)
            if days > LATE_DAYS:
                yield Finding("written-later", "info", record=record.id, values={"days": days})


def out_of_order(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """Confirmed while inputs were missing."""
    for step in steps:
        gaps = next((c.gaps for c in reversed(step.confirmations) if c.gaps), "")
        if gaps and step.status in SETTLED:
            yield Finding("out-of-order", "info", task=step.task.id, iteration=step.iteration, values={"gaps": gaps})


def overdue_again(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """A repeated task whose next turn has passed."""
    for step in steps:
        late = days_between(step.due_again, facts.today) if step.due_again else 0
        if late > 0:
            yield Finding("overdue-again", "warning", task=step.task.id, values={"days": late, "due": step.due_again})


def overdue_record(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """A record with a due date that has passed and no state or closure since."""
    for kind, records in facts.records_of.items():
        product = facts.model.product_of(kind)
        for record in records:
            ended = bool(facts.states(record)) if not product.follow_up else product.is_ended(record.follow)
            if record.due and record.due < facts.today and not ended:
                days = days_between(record.due, facts.today)
                yield Finding("overdue-record", "warning", record=record.id, values={"days": days, "due": record.due})


def not_captured(facts: Facts, steps: Sequence[Step]) -> Iterator[Finding]:
    """A work product that is only an address: nobody can show later what stood there."""
    for records in facts.records_of.values():
        for record in records:
            if record.form == "link":
                yield Finding("not-captured", "info", record=record.id)


RULES: tuple[Rule, ...] = (
    missing_product,
    missing_output,
    stale_approval,
    approved_before_written,
    overdue_again,
    overdue_record,
    role_without_person,
    same_person,
    role_not_held,
    out_of_order,
    written_later,
    not_captured,
)


SAID_IN_TASKS = frozenset({"out-of-order"})
"""Rules whose findings a report already tells among its deviations."""


def findings(facts: Facts, steps: Sequence[Step]) -> tuple[Finding, ...]:
    """All findings, errors first, in the order of `RULES`."""
    order = {"error": 0, "warning": 1, "info": 2}
    found = [finding for rule in RULES for finding in rule(facts, steps)]
    return tuple(sorted(found, key=lambda f: order[f.severity]))


def days_between(earlier: str, later: str) -> int:
    """Whole days from one ISO date (or moment) to another; 0 when either is missing."""
    if not earlier or not later:
        return 0
    return (dt.date.fromisoformat(later[:10]) - dt.date.fromisoformat(earlier[:10])).days
