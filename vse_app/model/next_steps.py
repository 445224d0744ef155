"""Which step comes next, and why: a pure function that explains itself.

Score = (what it unlocks + 1) × (how much the profile asks for it) × (how late it is) ÷ √minutes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vse_app.model.path import SETTLED, Facts, Status, Step
from vse_app.model.process import ProcessModel
from vse_app.model.project import players

SHOWN = 3
"""At most so many next steps; more is a list, and a list is homework."""


EARLY = 0.05
"""Weight of what could be begun already but belongs to a later activity."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A recommended step. `reasons` are codes with their values, worded by whoever shows them; `who` are person ids."""

    step: Step
    score: float
    unlocks: int
    reasons: tuple[tuple[str, Mapping[str, object]], ...]
    who: tuple[str, ...]
    role: str


def next_steps(facts: Facts, steps: Sequence[Step], limit: int = SHOWN) -> tuple[NextStep, ...]:
    """The best open steps, best first; ties go by the model's order."""
    unlocks = _unlocks(facts.model)
    waiting = [s for s in steps if s.status is Status.BLOCKED]
    found = [_judge(facts, s, unlocks, waiting) for s in steps if s.status in (Status.READY, Status.DOING)]
    first = _first_open(facts.model, steps)
    found = [replace(n, score=n.score * EARLY) if _is_early(facts.model, n.step, first) else n for n in found]
    return tuple(sorted(found, key=lambda n: -n.score)[:limit])


def _first_open(model: ProcessModel, steps: Sequence[Step]) -> dict[str, str]:
    """Process → its earliest activity (continuous ones aside) with something mandatory never done yet."""
    found: dict[str, str] = {}
    for step in steps:
        left = step.status not in SETTLED and not step.task.may_be_skipped and not step.again
        if left and step.task.activity not in model.continuous:
            found.setdefault(step.task.process, step.task.activity)
    return found


def _is_early(model: ProcessModel, step: Step, first: Mapping[str, str]) -> bool:
    """Whether the step belongs to an activity that others come before: of its process, or the planning of the first."""
    if step.again:
        return False
    opening = model.processes[0]
    planning = bool(opening.activities) and first.get(opening.id) == opening.activities[0].id
    if step.task.activity in model.continuous:
        return planning
    return first.get(step.task.process) != step.task.activity or (planning and step.task.process != opening.id)


def _judge(facts: Facts, step: Step, unlocks: Mapping[str, frozenset[str]], waiting: Iterable[Step]) -> NextStep:
    held = [s for s in waiting if s.task.id in unlocks[step.task.id] and s.iteration in (0, step.iteration, 1)]
    direct = [
        s for s in held if any(_gives(step, need.use.product, need.use.states) for need in s.inputs if not need.met)
    ]
    reasons: list[tuple[str, Mapping[str, object]]] = []
    weight = 1.0
    if step.due_again and step.due_again <= facts.today:
        reasons.append(("again", {"last": max(c.happened for c in step.confirmations), "days": step.task.repeat_days}))
        weight *= 6
    if step.again:
        reasons.append(("change", {"number": step.again[0].number, "on": step.again[0].on}))
        weight *= 4
    if step.status is Status.DOING:
        reasons.append(("begun", {}))
        weight *= 2
    if direct:
        reasons.append(("unlocks", {"count": len(held), "task": direct[0].task.id}))
    if step.task.optional or step.task.condition:
        reasons.append(("if-needed", {}))
        weight *= 0.1
    if not reasons:
        reasons.append(("inputs-there", {}) if step.task.inputs else ("no-inputs", {}))
    score = (1 + len(held)) * weight / math.sqrt(max(step.task.minutes, 5))
    role = step.task.roles[0] if step.task.roles else ""
    who = players(facts.project, role, facts.groups)
    return NextStep(step, score, len(held), tuple(reasons), who, role)


def _gives(step: Step, product: str, states: Sequence[str]) -> bool:
    return any(u.product == product and (not states or set(u.states) & set(states)) for u in step.task.outputs)


def _unlocks(model: ProcessModel) -> dict[str, frozenset[str]]:
    """Task → every task that needs, directly or through others, what it gives. Product chains only; loops are cut."""
    tasks = list(model.tasks())
    direct: dict[str, set[str]] = {}
    for index, task in enumerate(tasks):
        given = {(u.product, u.part, s) for u in task.outputs if u.when != "needed" for s in u.states or ("",)}
        products = {(p, part) for p, part, _ in given}
        direct[task.id] = {
            later.id
            for later in tasks[index + 1 :]
            for use in later.inputs
            if any((use.product, use.part, s) in given or (use.product, "", s) in given for s in use.states)
            or (not use.states and ((use.product, use.part) in products or (use.product, "") in products))
        }
    closure: dict[str, frozenset[str]] = {}
    for task in reversed(tasks):
        below = set(direct[task.id])
        for follower in direct[task.id]:
            below |= closure[follower]
        closure[task.id] = frozenset(below)
    return closure
