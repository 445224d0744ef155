"""What a move means, row by row: what stays, what goes on differently, what is newly owed, what nobody asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from vse_app.model.moves import Key, sources_of
from vse_app.model.moving import MovePlan, Side
from vse_app.model.path import Status
from vse_app.model.project import players
from vse_app.model.records import holding

GROUPS: Final = ("owed", "becomes", "gone", "stays")
"""In the order they are told: work first."""

Filled = Mapping[tuple[str, str], int]
"""Kind and field → records not withdrawn whose current version says something there."""


class Row(NamedTuple):
    """One row. `code` picks the sentence; `before` and `after` are ids; `minutes` an estimate of attention."""

    group: str
    kind: str
    code: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    iteration: int = 0
    amount: int = 0
    minutes: int = 0
    values: Any = None


def rows(plan: MovePlan, filled: Filled) -> tuple[Row, ...]:
    """All rows, grouped."""
    parts = (_owed, _tasks, _products, _states, _marks, _roles, _conditions)
    found = [row for part in parts for row in part(plan)]
    found += _fields(plan, filled)
    return tuple(sorted(found, key=lambda row: GROUPS.index(row.group)))


def minutes(found: tuple[Row, ...]) -> int:
    """All that is newly owed, in minutes of attention."""
    return sum(row.minutes for row in found if row.group == "owed")


def _confirmed(side: Side) -> Counter[Key]:
    return Counter((c.task, c.iteration) for c in side.facts.confirmations if not c.withdrawn)


def _tasks(plan: MovePlan) -> Iterator[Row]:
    """Confirmations, then tasks that ask for something else, then tasks that are gone."""
    confirmed, now = _confirmed(plan.before), _confirmed(plan.after)
    same = 0
    for key, count in confirmed.items():
        targets = plan.move.instances.get(key)
        if key not in plan.before.steps:
            continue
        if targets is None:
            same += count
        elif targets:
            counting = tuple(t for t in targets if now[t])
            code = "counts" if len(targets) == 1 else "counts-for-parts"
            others = tuple(o for t in targets for o in sources_of(plan.move.instances)[t] if o != key)
            code = ("counts-together" if counting else "counts-not-yet") if others else code
            lacking = tuple(task for task, turn in others if not confirmed[task, turn])
            names = tuple(t for t, _ in counting or targets)
            yield Row("becomes", "task", code, (key[0],), names, key[1], count, values=lacking)
    if same:
        yield Row("stays", "task", "confirmations", amount=same)
    for change in plan.comparison.tasks:
        yield Row("becomes", "task", "asks", change.before, (change.after,), values=change.differences)
    for fate in plan.comparison.of("task", "gone"):
        said = sum(count for (task, _), count in confirmed.items() if task == fate.before[0])
        yield Row("gone", "task", "task-gone", fate.before, amount=said)


def _products(plan: MovePlan) -> Iterator[Row]:
    there = Counter(r.kind for r in plan.before.facts.records if not r.withdrawn)
    found = plan.comparison
    same = 0
    for product in found.old.products:
        kind, now, count = product.id, plan.kinds[product.id], there[product.id]
        follows = found.successors("product", kind)
        if now in follows and (now != kind or len(follows) > 1):
            code = "becomes-first" if len(follows) > 1 else "becomes"
            if count or code == "becomes":
                yield Row("becomes", "product", code, (kind,), follows, amount=count)
        elif now in follows:
            same += count
        elif follows:
            yield Row("gone", "product", "merged-rest", (kind,), follows, amount=count)
        else:
            yield Row("gone", "product", "product-gone", (kind,), amount=count)
    if same:
        yield Row("stays", "product", "records", amount=same)
    for fate in found.of("product", "new"):
        makers = tuple(t.id for t in found.new.tasks() if any(u.product == fate.after[0] for u in t.outputs))
        yield Row("owed", "product", "product-new", (), fate.after, values=makers)


def _fields(plan: MovePlan, filled: Filled) -> Iterator[Row]:
    for kept in plan.kept:
        count = sum(filled.get((kind, kept.field), 0) for kind, now in plan.kinds.items() if now == kept.product)
        group = "gone" if kept.why == "earlier" else "becomes"
        yield Row(group, "field", f"field-{kept.why}", (kept.product, kept.field), amount=count)
    for product in plan.comparison.new.products:
        kinds = [kind for kind, now in plan.kinds.items() if now == product.id]
        was = {f.id: f.required for k in kinds for f in plan.before.facts.model.product_of(k).fields}
        there = [r for r in plan.before.facts.records if r.kind in kinds and not r.withdrawn and r.form == "form"]
        for field in product.fields:
            lacking = len(there) - sum(filled.get((kind, field.id), 0) for kind in kinds)
            if field.required and not was.get(field.id, False) and lacking > 0:
                yield Row("owed", "field", "field-required", (product.id, field.id), amount=lacking)


def _states(plan: MovePlan) -> Iterator[Row]:
    """States that hold now and that the new edition does not know for that work product."""
    facts, model = plan.before.facts, plan.after.facts.model
    lost: Counter[tuple[str, str]] = Counter()
    for record in facts.records:
        now = plan.kinds.get(record.kind, record.kind)
        if not record.withdrawn and model.is_asked_for(now):
            for state in holding(facts.events_of.get(record.id, ()), record.stamp):
                lost[now, state] += state not in model.product(now).states
    for (kind, state), count in lost.items():
        if count:
            yield Row("gone", "state", "state-gone", (kind, state), amount=count)


def _marks(plan: MovePlan) -> Iterator[Row]:
    keys = [(m.task, m.iteration) for m in plan.before.facts.marks]
    same = sum(key in plan.before.steps and key not in plan.marks and _carries(plan, key, key) for key in keys)
    if same:
        yield Row("stays", "mark", "marks", amount=same)
    for (task, iteration), mark in plan.marks.items():
        if mark is not None and (task, iteration) in plan.after.steps and (task, iteration) not in keys:
            yield Row("becomes", "mark", "mark-moves", (), (task,), iteration)
    for key in plan.lost_ticks:
        yield Row("becomes", "mark", "ticks-lost", (), (key[0],), key[1], len(plan.lost_ticks[key]))
    for mark in plan.before.facts.marks:
        key = (mark.task, mark.iteration)
        if key in plan.before.steps and not any(_carries(plan, key, target) for target in plan.after.steps):
            yield Row("gone", "mark", "mark-earlier", (mark.task,), (), mark.iteration)


def _carries(plan: MovePlan, key: Key, target: Key) -> bool:
    """Whether a mark of `key` is under `target` after the move."""
    if key not in plan.move.instances:
        return key == target
    alone = sources_of(plan.move.instances).get(target) == {key}
    return alone and target in plan.move.instances[key]


def _roles(plan: MovePlan) -> Iterator[Row]:
    project, found = plan.before.facts.project, plan.comparison
    same = 0
    for role, people in project.assignments.items():
        follows = found.successors("role", role)
        if follows == (role,):
            same += len(people)
        elif follows:
            yield Row("becomes", "role", "role-becomes", (role,), follows, amount=len(people), values=people)
        elif any(r.id == role for r in found.old.roles):
            yield Row("gone", "role", "role-gone", (role,), amount=len(people), values=people)
    if same:
        yield Row("stays", "role", "assignments", amount=same)
    facts = plan.after.facts
    for fate in found.of("role", "new"):
        if not players(facts.project, fate.after[0], facts.groups):
            yield Row("owed", "role", "role-new", (), fate.after)


def _conditions(plan: MovePlan) -> Iterator[Row]:
    old, new = plan.comparison.old.entry_conditions, plan.comparison.new.entry_conditions
    for condition in plan.before.facts.project.entry_conditions:
        if condition not in new:
            yield Row("gone", "condition", "condition-gone", (condition,))
    for condition in new:
        if condition not in old and condition not in plan.project.entry_conditions:
            yield Row("owed", "condition", "condition-new", (), (condition,))


def _owed(plan: MovePlan) -> Iterator[Row]:
    """Mandatory tasks that are not met after the move and that were not owed before it."""
    back = sources_of(plan.move.instances)
    for key, item in plan.after.items.items():
        before = back.get(key) or ({key} if key in plan.before.steps and key not in plan.move.instances else set[Key]())
        if item.met or any(source in plan.before.items and not plan.before.items[source].met for source in before):
            continue
        task, iteration = key
        names = tuple(name for name, _ in sorted(before))
        code = "task-again" if before else "task-new"
        if key in plan.dropped_na:
            code = "na-dropped"
        yield Row("owed", "task", code, names, (task,), iteration, minutes=item.step.task.minutes, values=item.missing)
    told: set[str] = set()
    for key, step in plan.after.steps.items():
        fresh = not plan.comparison.sources("task", key[0]) and key not in plan.after.items
        if fresh and step.status is not Status.DONE and key[0] not in told:
            told.add(key[0])
            yield Row("owed", "task", "task-optional", (), (key[0],))
