"""The path through a profile, computed from data.

A task is *ready* when its inputs exist in the states it asks for, *done* when a role-holder confirmed it; tasks of
iterated activities repeat per iteration; continuous activities run beside the others and come round again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from vse_app.model.change_control import Accepted, Again, Reopening
from vse_app.model.elements import Task, Use
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.project import Confirmation, Mark, Project
from vse_app.model.records import Event, Record, approved_stamps, holding


class Status(StrEnum):
    """Where a task stands."""

    DONE = "done"
    DOING = "doing"
    READY = "ready"
    BLOCKED = "blocked"
    LATER = "later"
    NOT_APPLICABLE = "not_applicable"


SETTLED = (Status.DONE, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Need:
    """An input or output as it stands: the records that serve it, the states that are missing, and why it is not met.

    `why` is "" (met), "absent", "empty", "part", "states", "producer" (an earlier task still has to
    give it, or a part of it), or
    "bring": it comes from outside, no other task makes it, so it is brought in while doing the task.
    `newer_draft` says that the approved version is not the current one.
    """

    use: Use
    records: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    why: str = ""
    producer: str = ""
    newer_draft: bool = False

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.why

    @property
    def blocks(self) -> bool:
        """Whether the task has to wait for it."""
        return self.why not in ("", "bring")


@dataclass(frozen=True, slots=True)
class Step:
    """A task in one iteration, with where it stands and why. `again` are accepted changes for which it is open."""

    task: Task
    iteration: int
    status: Status
    inputs: tuple[Need, ...]
    outputs: tuple[Need, ...]
    mark: Mark
    confirmations: tuple[Confirmation, ...]
    waits_for: str = ""
    due_again: str = ""
    again: tuple[Again, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """Identity within the project."""
        return self.task.id, self.iteration

    @property
    def complete(self) -> bool:
        """Done, and every output that is owed is there in its states."""
        return self.status is Status.DONE and all(need.met for need in self.outputs)


@dataclass
class Facts:
    """Everything the path is computed from. `today` is an ISO date."""

    model: ProcessModel
    project: Project
    records: Sequence[Record]
    events: Sequence[Event]
    marks: Sequence[Mark]
    confirmations: Sequence[Confirmation]
    today: str
    changes: Sequence[Accepted] = ()
    events_of: dict[int, list[Event]] = field(init=False)
    records_of: dict[str, list[Record]] = field(init=False)

    def __post_init__(self) -> None:
        self.events_of = {}
        for event in self.events:
            self.events_of.setdefault(event.record, []).append(event)
        self.records_of = {}
        for record in self.records:
            if not record.withdrawn:
                self.records_of.setdefault(record.kind, []).append(record)

    @cached_property
    def by_id(self) -> Mapping[int, Record]:
        """Records by id."""
        return {record.id: record for record in self.records}

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Group role → member roles."""
        return {role.id: role.group_of for role in self.model.roles if role.group_of}

    @cached_property
    def makers(self) -> Mapping[str, set[str]]:
        """Product → the tasks that give it."""
        found: dict[str, set[str]] = {product.id: set() for product in self.model.products}
        for task in self.model.tasks():
            for use in task.outputs:
                found[use.product].add(task.id)
        return found

    def states(self, record: Record) -> frozenset[str]:
        """States that hold on the record's current version."""
        return holding(self.events_of.get(record.id, ()), record.stamp)


def step_of(some: Iterable[Step], task: str, iteration: int) -> Step:
    """One of some steps; raises Invalid when there is none."""
    for step in some:
        if step.key == (task, iteration):
            return step
    raise Invalid("There is no task {task} in iteration {iteration}.", task=task, iteration=iteration)


def steps(facts: Facts) -> tuple[Step, ...]:
    """Every task instance of the project in the model's order (iterations within their activity group)."""
    walk = _Walk()
    marks = {(m.task, m.iteration): m for m in facts.marks}
    confirmed: dict[tuple[str, int], list[Confirmation]] = {}
    for item in facts.confirmations:
        if not item.withdrawn:
            confirmed.setdefault((item.task, item.iteration), []).append(item)
    if facts.changes:
        settled = {key for key, mark in marks.items() if mark.status == "na"} | set(confirmed)
        left = [n for task, n in instances(facts.model, facts.project)
                if n and not task.optional and (task.id, n) not in settled]  # fmt: skip
        present = min(left, default=max(1, len(facts.project.iterations)))
        walk.reopening = Reopening(facts.model, facts.changes, confirmed, present)
    for task, iteration in instances(facts.model, facts.project):
        key = (task.id, iteration)
        walk.add(_step(facts, task, marks.get(key, Mark(*key)), tuple(confirmed.get(key, ())), walk))
    return tuple(walk.done.values())


class _Walk:
    """Steps already judged, indexed for the questions later steps ask of them."""

    def __init__(self) -> None:
        self.done: dict[tuple[str, int], Step] = {}
        self.open_iterations: set[int] = set()
        self._open_producers: dict[tuple[int, str], list[Step]] = {}
        self._open_parts: dict[tuple[str, str], Step] = {}
        self._open_again: dict[str, Step] = {}
        self.reopening: Reopening | None = None

    def add(self, step: Step) -> None:
        self.done[step.key] = step
        if step.status not in SETTLED:
            for again in step.again:
                for product in again.products:
                    self._open_again.setdefault(product, step)
        if step.status not in SETTLED and not step.task.may_be_skipped:
            for use in step.task.outputs:
                if use.part:
                    self._open_parts.setdefault((step.task.activity, use.product), step)
        if step.iteration and step.status not in SETTLED:
            if not step.task.optional:
                self.open_iterations.add(step.iteration)
            for use in step.task.outputs:
                self._open_producers.setdefault((step.iteration, use.product), []).append(step)

    def open_part(self, task: Task, product: str) -> Step | None:
        """An earlier task of the same activity, not yet settled, that gives a part of the product."""
        return self._open_parts.get((task.activity, product))

    def again(self, task: Task, iteration: int, outputs: Sequence[Need]) -> tuple[Again, ...]:
        """The accepted changes for which a task is to be done again."""
        lacking = {need.use.product for need in outputs if not need.met or need.newer_draft}
        held = frozenset(need.use.product for need in outputs) - lacking
        return self.reopening.of(task, iteration, held) if self.reopening else ()

    def open_again(self, reasons: Sequence[Again]) -> str:
        """An earlier task that first has to be done again for the same products, "" for none."""
        earlier = (self._open_again.get(product) for again in reasons for product in again.products)
        return next((step.task.id for step in earlier if step), "")

    def open_producer(self, iteration: int, use: Use) -> Step | None:
        """A task of the same iteration, not yet settled, that gives the product these states."""
        for step in self._open_producers.get((iteration, use.product), ()):
            if any(o.product == use.product and use.needed_states <= set(o.states) for o in step.task.outputs):
                return step
        return None


def instances(model: ProcessModel, project: Project) -> Iterable[tuple[Task, int]]:
    """Tasks with their iteration: 0 outside iterated activities, 1..n inside, all of one iteration together."""
    count = max(1, len(project.iterations))
    for process in model.processes:
        iterated = [a for a in process.activities if a.id in model.iterated]
        done = False
        for activity in process.activities:
            if activity.id not in model.iterated:
                yield from ((task, 0) for task in activity.tasks)
            elif not done:
                done = True
                for iteration in range(1, count + 1):
                    yield from ((task, iteration) for a in iterated for task in a.tasks)


def _step(facts: Facts, task: Task, mark: Mark, confirmed: tuple[Confirmation, ...], walk: _Walk) -> Step:
    inputs = tuple(_input(facts, task, use, mark.iteration, walk) for use in task.inputs)
    outputs = tuple(_output(facts, task, use, mark.iteration) for use in task.outputs)
    due = _due_again(facts, task, confirmed)
    again = walk.again(task, mark.iteration, outputs)
    waits = _waits_for(task, mark.iteration, walk) or walk.open_again(again)
    if mark.status == "na":
        status = Status.NOT_APPLICABLE
    elif confirmed and not again and not (due and due <= facts.today):
        status = Status.DONE
    elif mark.status == "later" and (not mark.until or mark.until > facts.today):
        status = Status.LATER
    elif any(need.blocks for need in inputs) or waits:
        status = Status.BLOCKED
    elif _begun(facts, task, mark, confirmed):
        status = Status.DOING
    else:
        status = Status.READY
    return Step(task, mark.iteration, status, inputs, outputs, mark, confirmed, waits, due, again)


def _begun(facts: Facts, task: Task, mark: Mark, confirmed: Sequence[Confirmation]) -> bool:
    """Whether something was ticked or made in this very task instance; in a new round, since the last one."""
    since = confirmed[-1].captured if confirmed else ""
    made = any(
        (record.task, record.iteration) == (task.id, mark.iteration) and record.captured > since
        for use in task.outputs
        for record in facts.records_of.get(use.product, ())
    )
    return made or (bool(mark.ticks) and not confirmed)


def _waits_for(task: Task, iteration: int, walk: _Walk) -> str:
    """The task or iteration that comes first by order rather than by product: `SI.2.5`, `iteration 1`, or ""."""
    if task.depends_on:
        earlier = walk.done.get((task.depends_on, iteration))
        if earlier and earlier.status is not Status.DONE:
            return task.depends_on
    if iteration > 1 and iteration - 1 in walk.open_iterations:
        return f"iteration {iteration - 1}"
    return ""


def _due_again(facts: Facts, task: Task, confirmed: Sequence[Confirmation]) -> str:
    """ISO date from which a repeated task of a continuous activity is due again; "" if it is not, or after closure."""
    if not task.repeat_days or not confirmed or task.activity not in facts.model.continuous or closed(facts):
        return ""
    last = max(item.happened for item in confirmed)
    return (dt.date.fromisoformat(last) + dt.timedelta(days=task.repeat_days)).isoformat()


def closed(facts: Facts) -> bool:
    """Whether the closing activity (the last of the first process) was confirmed, so nothing is due again."""
    closing = facts.model.processes[0].activities[-1].tasks if facts.model.processes else ()
    confirmed = {c.task for c in facts.confirmations if not c.withdrawn}
    return bool(closing) and closing[0].id in confirmed


def _input(facts: Facts, task: Task, use: Use, iteration: int, walk: _Walk) -> Need:
    need = _version_need(facts, use, facts.records_of.get(use.product, ()))
    if use.when and need.why in ("absent", "empty"):
        return Need(use)
    if need.why in ("absent", "empty") and facts.makers[use.product] <= {task.id}:
        return Need(use, need.records, need.missing, "bring")
    if need.met and iteration > 1 and use.needed_states:
        producer = walk.open_producer(iteration, use)
        if producer:
            return Need(use, need.records, use.states, "producer", producer.task.id)
    if need.met and need.records and not use.part and not use.states:
        partial = walk.open_part(task, use.product)
        if partial:
            return Need(use, need.records, (), "producer", partial.task.id)
    return need


def _output(facts: Facts, task: Task, use: Use, iteration: int) -> Need:
    records = facts.records_of.get(use.product, ())
    if facts.model.product(use.product).many:
        own = [r for r in records if r.task == task.id and r.iteration == iteration]
        if use.states:
            wanted = set(use.states)
            own += [r for r in records if r not in own and _by_task(facts, r, task.id, iteration) & wanted]
        records = own
    need = _version_need(facts, use, records)
    return Need(use) if use.when and not need.met else need


def _by_task(facts: Facts, record: Record, task: str, iteration: int) -> set[str]:
    """States this task instance gave to the record."""
    return {
        e.state
        for e in facts.events_of.get(record.id, ())
        if e.task == task and e.iteration == iteration and not e.withdrawn
    }


def _version_need(facts: Facts, use: Use, records: Sequence[Record]) -> Need:
    """How far some record serves a use; a version approved earlier also serves, but is said to have a newer draft."""
    if not records:
        return Need(use, (), use.states, "absent")
    filled = [r for r in records if r.filled]
    if not filled:
        return Need(use, tuple(r.id for r in records), use.states, "empty")
    if use.part and not any(use.part in r.parts or (r.form != "form" and not r.parts) for r in filled):
        return Need(use, tuple(r.id for r in filled), use.states, "part")
    if not use.needed_states:
        return Need(use, tuple(r.id for r in filled))
    older: list[int] = []
    serving = [r.id for r in filled if use.needed_states <= facts.states(r)]
    if serving:
        return Need(use, tuple(serving))
    for record in filled:
        stamps = approved_stamps(facts.events_of.get(record.id, ()))
        if any(use.needed_states <= states for states in stamps.values()):
            older.append(record.id)
    if older:
        return Need(use, tuple(older), newer_draft=True)
    best = max(filled, key=lambda r: len(use.needed_states & facts.states(r)))
    missing = tuple(s for s in use.states if s in use.needed_states and s not in facts.states(best))
    return Need(use, tuple(r.id for r in filled), missing, "states")
