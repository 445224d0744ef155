"""The way an auditor walks through a 29110 project, done beforehand by the people it concerns.

Stage 1, at the desk: is each document there, in its state, not older than its approval? Stage 2, on site: requirement →
task performed → product → state and baseline → trace → verification, validation, acceptance → evidence. Each line says
what is missing and what mends it. A check of one's own: it promises nothing about the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from vse_app.model.assessment_facts import APPROVE_MINUTES, ATTACH_MINUTES
from vse_app.model.elements import Product
from vse_app.model.path import Facts, Need, Status, Step
from vse_app.model.records import Event, Record, stale
from vse_app.model.rules import CHECKS, LATE_DAYS, days_between
from vse_app.model.view import View

BASELINED: Final = "baselined"
LINK_MINUTES: Final = 10
"""Our own estimate of looking at a changed link, or of making one."""

Standing = Literal["ready", "gap", "not-due", "left-out"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Links from and to a record: how many, and how many lead to something that changed since."""

    links: int = 0
    suspect: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing, by code, with the place that mends it and the minutes that takes (0: it can only be shown)."""

    code: str
    minutes: int = 0
    record: int = 0
    task: str = ""
    iteration: int = 0
    product: str = ""
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Stage 1: a work product of the profile, and the record that serves for it."""

    product: str
    owed: bool
    count: int
    record: Record | None
    states: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def standing(self) -> Standing:
        """Whether it is ready; what is not owed and not there is not due."""
        if self.record is None and not self.owed:
            return "not-due"
        return "gap" if any(gap.code not in SHOWN for gap in self.gaps) else "ready"


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of a version that stands there now: verified, validated, accepted …"""

    record: int
    state: str
    person: str
    happened: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """Stage 2: a mandatory task in one iteration, followed to its evidence."""

    step: Step
    records: tuple[Record, ...]
    baselined: tuple[int, ...]
    trace: Trace
    checks: tuple[Checked, ...]
    gaps: tuple[Gap, ...]

    @property
    def standing(self) -> Standing:
        """Where it stands; a task whose turn has not come is not due."""
        if self.step.status is Status.NOT_APPLICABLE:
            return "left-out"
        if not self.step.confirmations and (self.step.status is Status.BLOCKED or self.step.task.may_be_skipped):
            return "not-due"
        return "gap" if any(gap.code not in SHOWN for gap in self.gaps) else "ready"


SHOWN: Final = frozenset({"checked-alone", "written-later"})
"""Gaps that are allowed and told openly: they do not stand in the way."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Both stages of one project."""

    documents: tuple[Document, ...]
    requirements: tuple[Requirement, ...]

    def counts(self, stage: int) -> dict[Standing, int]:
        """How many lines of a stage (1 or 2) stand where."""
        found: dict[Standing, int] = dict.fromkeys(("ready", "gap", "not-due", "left-out"), 0)
        for line in self.documents if stage == 1 else self.requirements:
            found[line.standing] += 1
        return found

    @property
    def minutes(self) -> int:
        """About how long everything that can be mended takes, each place once."""
        gaps = {
            (g.code, g.record, g.task, g.iteration, g.product): g.minutes
            for line in (*self.documents, *self.requirements)
            if line.standing == "gap"
            for g in line.gaps
        }
        return sum(gaps.values())


def readiness(view: View, traces: Mapping[int, Trace]) -> Readiness:
    """Walk through a project; `traces` are the links of its records."""
    documents = tuple(_document(view.facts, view.steps, product, traces) for product in view.model.products)
    requirements = tuple(_requirement(view, step, traces) for step in view.steps if not step.task.optional)
    return Readiness(documents, requirements)


def _document(facts: Facts, steps: Iterable[Step], product: Product, traces: Mapping[int, Trace]) -> Document:
    records = [r for r in facts.records_of.get(product.id, ()) if r.filled]
    makers = [(s, n) for s in steps for n in s.outputs if n.use.product == product.id and not n.use.when]
    begun = [s for s, _ in makers if s.confirmations]
    due = any(s.status is not Status.NOT_APPLICABLE and not s.task.may_be_skipped for s, _ in makers)
    owed = not product.optional and due and bool(begun)
    record = records[-1] if records else None
    gaps: list[Gap] = []
    if record is None:
        gaps += [Gap("no-product", begun[0].task.minutes, task=begun[0].task.id, iteration=begun[0].iteration,
                     product=product.id)] if owed else []  # fmt: skip
        return Document(product.id, owed, 0, None, (), tuple(gaps))
    held = tuple(s for s in product.states if s in facts.states(record))
    asked = any(n.use.needed_states for _, n in makers)
    for one in records:
        gaps += _record_gaps(facts, product, one, traces.get(one.id, Trace()), asked=asked)
    return Document(product.id, owed, len(records), record, held, tuple(gaps))


def _record_gaps(facts: Facts, product: Product, record: Record, trace: Trace, *, asked: bool) -> Iterator[Gap]:
    """`asked` says that some task asks for a state of it. What is dated speaks of its day: its links may grow old."""
    events = facts.events_of.get(record.id, ())
    if stale(events, record.stamp) and not facts.states(record):
        yield Gap("stale", APPROVE_MINUTES, record.id, product=product.id)
    elif not facts.states(record) and asked:
        yield Gap("no-state", APPROVE_MINUTES, record.id, product=product.id)
    if record.form == "link":
        yield Gap("only-address", ATTACH_MINUTES, record.id, product=product.id)
    if trace.suspect and not product.many:
        yield Gap("suspect", LINK_MINUTES, record.id, product=product.id)
    if days_between(record.happened, record.captured) > LATE_DAYS:
        yield Gap("written-later", 0, record.id, product=product.id)


def _requirement(view: View, step: Step, traces: Mapping[int, Trace]) -> Requirement:
    facts = view.facts
    ids = dict.fromkeys(r for need in step.outputs for r in need.records)
    records = tuple(r for r in (view.record(i) for i in ids) if r is not None and r.filled)
    baselined = tuple(r.id for r in records if BASELINED in facts.states(r))
    own = [traces.get(r.id, Trace()) for r in records]
    trace = Trace(sum(t.links for t in own), sum(t.suspect for t in own))
    checks = tuple(c for r in records for c in _checks(facts.events_of.get(r.id, ()), r))
    return Requirement(step, records, baselined, trace, checks, tuple(_gaps(view, step, records, checks, traces)))


def _checks(events: Iterable[Event], record: Record) -> Iterator[Checked]:
    for event in events:
        if event.stamp == record.stamp and not event.withdrawn and event.state in CHECKS:
            yield Checked(record.id, event.state, event.person, event.happened, event.person == record.author)


def _gaps(
    view: View, step: Step, records: tuple[Record, ...], checks: tuple[Checked, ...], traces: Mapping[int, Trace]
) -> Iterator[Gap]:
    if step.status is Status.NOT_APPLICABLE:
        return
    task, iteration = step.key
    if not step.confirmations:
        yield Gap("not-confirmed", step.task.minutes, task=task, iteration=iteration)
    else:
        last = step.confirmations[-1]
        if days_between(last.happened, last.captured) > LATE_DAYS:
            yield Gap("written-later", 0, task=task, iteration=iteration)
        for need in step.outputs:
            if not need.met:
                yield _lack(need, step)
    for record in records:
        if _may_be_traced(view, record) and not traces.get(record.id, Trace()).links:
            yield Gap("no-trace", LINK_MINUTES, record.id, product=record.kind)
    for record in {c.record for c in checks}:
        if all(c.alone for c in checks if c.record == record):
            yield Gap("checked-alone", 0, record)


def _may_be_traced(view: View, record: Record) -> bool:
    """Whether the profile gives the product a field for links, so that something can lead from it."""
    return any(f.kind == "link" and f.required for f in view.model.product(record.kind).fields)


def _lack(need: Need, step: Step) -> Gap:
    code = {"states": "not-in-state", "part": "no-part", "empty": "empty"}.get(need.why, "no-product")
    minutes = APPROVE_MINUTES if need.why == "states" else step.task.minutes
    record = need.records[0] if need.records and need.why == "states" else 0
    return Gap(code, minutes, record, step.task.id, step.iteration, need.use.product, need.missing)
