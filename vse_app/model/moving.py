"""Moving a running project to another edition of its model: everything that becomes different, worked out beforehand.

The plan is made from the facts alone and says both what to write and what it means; nothing is written here. What is
newly owed is not guessed: the path is walked once as it is and once as it would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from vse_app.model import claims
from vse_app.model import path as model_path
from vse_app.model.building import build
from vse_app.model.carrying import Kept, Used, carried, kept_fields, kept_kind
from vse_app.model.claims import Item
from vse_app.model.editions import Comparison, compare
from vse_app.model.moves import Key, Move, confirmations_now, events_now, sources_of, stay
from vse_app.model.path import Facts, Step
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import Confirmation, Mark, Project
from vse_app.model.records import Event, Record


class Place(NamedTuple):
    """Where a record stands: its kind, and the task instance it was made in ("" and 0 for none)."""

    kind: str
    task: str
    iteration: int


@dataclass(frozen=True)
class Side:
    """A project under one edition: its facts, every step, and the mandatory items with whether they are met."""

    facts: Facts
    steps: Mapping[Key, Step]
    items: Mapping[Key, Item]


@dataclass(frozen=True)
class MovePlan:
    """What a move writes, and the project on both sides of it.

    `raw` is the new snapshot; `places` are records that change theirs; `marks` what to put under which task instance
    (None: nothing any more); `lost_ticks` the lines of checklists that were ticked and are not there any more, and
    `dropped_na` the tasks that may not be left out any more, both to be told in the note of the mark.
    """

    comparison: Comparison
    move: Move
    raw: Raw
    kinds: Mapping[str, str]
    kept: tuple[Kept, ...]
    places: Mapping[int, Place]
    marks: Mapping[Key, Mark | None]
    lost_ticks: Mapping[Key, tuple[str, ...]]
    dropped_na: tuple[Key, ...]
    project: Project
    before: Side
    after: Side


class Target(NamedTuple):
    """The edition to move to, the hash of its raw form, and the language whose checklists tell which ticks stay."""

    model: ProcessModel
    base: str
    language: str


class Said(NamedTuple):
    """States and confirmations as they were given, under whichever edition."""

    events: Sequence[Event]
    confirmations: Sequence[Confirmation]


def plan(facts: Facts, said: Said, target: Target, used: Used) -> MovePlan:
    """Work out the move of a project. `used`: kind → fields in which some version of a record says something."""
    found = compare(facts.model, target.model)
    before = _side(facts)
    kinds = _kinds(found, facts)
    move = _move(found, before)
    raw = carried(found, kinds, used, move, target.base)
    model = build(raw)
    project = replace(facts.project, assignments=_assignments(found, facts.project))
    places = dict(_places(facts, kinds, move, model))
    carrier = _Marks(found, before, move, target.language)
    marks = dict(carrier.carry())
    return MovePlan(
        comparison=found,
        move=move,
        raw=raw,
        kinds=kinds,
        kept=tuple(kept_fields(found, kinds, used)),
        places=places,
        marks=marks,
        lost_ticks=carrier.lost,
        dropped_na=tuple(carrier.dropped),
        project=project,
        before=before,
        after=_side(_facts_after(facts, said, model, project, (places, marks))),
    )


def _side(facts: Facts) -> Side:
    steps = model_path.steps(facts)
    items = claims.claim(facts, steps).items
    return Side(facts, {s.key: s for s in steps}, {i.step.key: i for i in items})


def _kinds(found: Comparison, facts: Facts) -> dict[str, str]:
    """Earlier kind of record → kind of now. Several that became one with a single record: the first that has one."""
    live = {r.kind for r in facts.records if not r.withdrawn}
    kinds: dict[str, str] = {}
    for product in (*found.old.products, *found.old.earlier_products):
        follows = found.successors("product", product.id)
        if not follows and not found.old.is_asked_for(product.id) and found.new.is_asked_for(product.id):
            follows = (product.id,)  # gone in one edition, back in a later one
        kinds[product.id] = follows[0] if follows else kept_kind(found, product.id)
    for product in found.new.products:
        rivals = [kind for kind, now in kinds.items() if now == product.id]
        if len(rivals) > 1 and not product.many:
            chosen = next((kind for kind in rivals if kind in live), rivals[0])
            kinds |= {kind: kept_kind(found, kind) for kind in rivals if kind != chosen}
    return kinds


def _move(found: Comparison, before: Side) -> Move:
    facts = before.facts
    roles = {r.id: found.successors("role", r.id) for r in found.old.roles}
    return Move(
        source=found.old.ref,
        target=found.new.ref,
        confirmations=max((c.id for c in facts.confirmations), default=0),
        events=max((e.id for e in facts.events), default=0),
        instances=_instances(found, before),
        roles={old: new for old, new in roles.items() if new and new != (old,)},
    )


def _instances(found: Comparison, before: Side) -> dict[Key, tuple[Key, ...]]:
    """Earlier task instance → those it counts for now; those that stay the same are left out."""
    counts: dict[Key, list[Key]] = {key: [] for key in before.steps}
    for task, iteration in model_path.instances(found.new, before.facts.project):
        sources = _sources(found, before, (task.id, iteration))
        if len(sources) > 1:  # what was left out with a reason need not have been confirmed
            sources = [s for s in sources if before.steps[s].status is not model_path.Status.NOT_APPLICABLE]
        for source in sources:
            counts[source].append((task.id, iteration))
    back = sources_of({source: tuple(targets) for source, targets in counts.items()})
    same = {key for key, targets in counts.items() if targets == [key] and back[key] == {key}}
    return {key: tuple(targets) for key, targets in counts.items() if key not in same}


def _sources(found: Comparison, before: Side, key: Key) -> list[Key]:
    """Earlier instances of the tasks that a task of now was; iterations follow each other as far as both have them."""
    task, iteration = key
    sources: list[Key] = []
    for name in found.sources("task", task):
        turns = [turn for other, turn in before.steps if other == name]
        if iteration in turns:
            sources.append((name, iteration))
        elif iteration == 0:
            sources += [(name, turn) for turn in turns]
        elif iteration == 1 and turns == [0]:
            sources.append((name, 0))
    return sources


def _assignments(found: Comparison, project: Project) -> dict[str, tuple[str, ...]]:
    """People follow their role; those of a role that is gone stay with it, where nobody looks for them."""
    asked = {r.id for r in found.new.roles}
    kept: dict[str, list[str]] = {}
    for role, people in project.assignments.items():
        known = any(r.id == role for r in found.old.roles)
        names = found.successors("role", role) if known else (role,)
        for name in names or (stay(role, asked, found.old.edition),):
            own = kept.setdefault(name, [])
            own += [person for person in people if person not in own]
    return {role: tuple(people) for role, people in kept.items()}


def _places(facts: Facts, kinds: Mapping[str, str], move: Move, model: ProcessModel) -> Iterator[tuple[int, Place]]:
    taken = {task.id for task in model.tasks()}
    for record in facts.records:
        key = (record.task, record.iteration)
        targets = move.instances.get(key)
        task, iteration = key
        if targets:
            task, iteration = targets[0]
        elif targets is not None:
            task = stay(task, taken, move.edition)
        place = Place(kinds.get(record.kind, record.kind), task, iteration)
        if place != (record.kind, *key):
            yield record.id, place


class _Marks:
    """Marks (ticks, notes, put off, not applicable) under their new task instances."""

    def __init__(self, found: Comparison, before: Side, move: Move, language: str) -> None:
        self._found, self._before, self._move, self._language = found, before, move, language
        self._merged = {target for target, sources in sources_of(move.instances).items() if len(sources) > 1}
        self._taken = {task.id for task in found.new.tasks()}
        self.lost: dict[Key, tuple[str, ...]] = {}
        self.dropped: list[Key] = []

    def carry(self) -> Iterator[tuple[Key, Mark | None]]:
        """(Task instance, mark) for all that changes; first what goes, then what comes."""
        moved = [(mark, self._moved(mark)) for mark in self._before.facts.marks]
        moved = [(mark, now) for mark, now in moved if mark != now]
        yield from (((mark.task, mark.iteration), None) for mark, _ in moved)
        yield from (((now.task, now.iteration), now) for _, now in moved)

    def _moved(self, mark: Mark) -> Mark:
        key = (mark.task, mark.iteration)
        if key not in self._before.steps:
            return mark
        targets = self._move.instances.get(key, (key,))
        single = [t for t in targets if t not in self._merged]
        if not single:
            return mark._replace(task=stay(mark.task, self._taken, self._move.edition))
        task, iteration = single[0]
        now = mark._replace(task=task, iteration=iteration, ticks=self._ticks(mark, single[0]))
        if mark.status == "na" and not self._found.new.task(task).may_be_skipped:
            self.dropped.append(single[0])
            now = now._replace(status="", reason="", person="", happened="", captured="")
        return now

    def _ticks(self, mark: Mark, now: Key) -> tuple[int, ...]:
        """Lines that are ticked still, found by their words."""
        lines = [self._lines(model, task) for model, task in ((self._found.old, mark.task), (self._found.new, now[0]))]
        ticked = [lines[0][i] for i in mark.ticks if i < len(lines[0])]
        lost = tuple(line for line in ticked if line not in lines[1])
        if lost:
            self.lost[now] = lost
        return tuple(i for i, line in enumerate(lines[1]) if line in ticked)

    def _lines(self, model: ProcessModel, task: str) -> list[str]:
        return list(model.word(self._language, "tasks", task, "checklist") or ())


Written = tuple[Mapping[int, Place], Mapping[Key, Mark | None]]


def _facts_after(facts: Facts, said: Said, model: ProcessModel, project: Project, written: Written) -> Facts:
    places, marks = written
    gone = {key for key, mark in marks.items() if mark is None}
    kept = [m for m in facts.marks if (m.task, m.iteration) not in gone | set(marks)]
    return Facts(
        model=model,
        project=project,
        records=[_placed(r, places) for r in facts.records],
        events=events_now(model, said.events),
        marks=[*kept, *(m for m in marks.values() if m is not None)],
        confirmations=confirmations_now(model, said.confirmations),
        today=facts.today,
    )


def _placed(record: Record, places: Mapping[int, Place]) -> Record:
    place = places.get(record.id)
    return record._replace(**place._asdict()) if place else record
