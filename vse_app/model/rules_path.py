"""Rules over the tasks of the path, the roles and the work products they owe."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.model.findings import Finding, days_between
from vse_app.model.path import SETTLED, Status
from vse_app.model.project import players
from vse_app.model.whole import Sight


def missing_product(sight: Sight) -> Iterator[Finding]:
    """At closure: a work product the profile asks for and the project does not have."""
    if not sight.is_closed:
        return
    facts = sight.facts
    settled = {s.task.id for s in sight.steps if s.status is Status.NOT_APPLICABLE}
    for product in facts.model.products:
        makers = [t for t in facts.model.tasks() for u in t.outputs if u.product == product.id and not u.when]
        owed = not product.optional and any(not t.may_be_skipped and t.id not in settled for t in makers)
        if owed and not any(r.filled for r in facts.records_of.get(product.id, ())):
            yield Finding("missing-product", "error", values={"product": product.id})


def missing_output(sight: Sight) -> Iterator[Finding]:
    """A confirmed task whose owed output is not there in its states."""
    for step in sight.steps:
        if step.status is not Status.DONE:
            continue
        for need in step.outputs:
            if not need.met:
                values = {
                    "product": need.use.product, "why": need.why, "states": need.missing, "part": need.use.part,
                }  # fmt: skip
                yield Finding("missing-output", "error", task=step.task.id, iteration=step.iteration, values=values)


def overdue_again(sight: Sight) -> Iterator[Finding]:
    """A repeated task whose next turn has passed."""
    for step in sight.steps:
        late = days_between(step.due_again, sight.facts.today) if step.due_again else 0
        if late > 0:
            yield Finding("overdue-again", "warning", task=step.task.id, values={"days": late, "due": step.due_again})


def role_without_person(sight: Sight) -> Iterator[Finding]:
    """A role of the profile that nobody plays in this project."""
    facts = sight.facts
    for role in facts.model.roles:
        if not players(facts.project, role.id, facts.groups):
            yield Finding("role-without-person", "warning", values={"role": role.id})


def role_not_held(sight: Sight) -> Iterator[Finding]:
    """Somebody acted in a role the project did not give them."""
    facts = sight.facts
    seen: set[tuple[str, str]] = set()
    for event in (*sight.whole.events, *facts.confirmations):
        if event.withdrawn or not event.role or (event.person, event.role) in seen:
            continue
        seen.add((event.person, event.role))
        if event.person not in players(facts.project, event.role, facts.groups):
            yield Finding("role-not-held", "info", values={"person": event.person, "role": event.role})


def out_of_order(sight: Sight) -> Iterator[Finding]:
    """Confirmed while inputs were missing."""
    for step in sight.steps:
        gaps = next((c.gaps for c in reversed(step.confirmations) if c.gaps), "")
        if gaps and step.status in SETTLED:
            yield Finding("out-of-order", "info", task=step.task.id, iteration=step.iteration, values={"gaps": gaps})
