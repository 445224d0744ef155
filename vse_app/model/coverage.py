"""How far what is reached in one model reaches another, outcome by outcome, through the mappings between them.

Full is kept apart from partial: an outcome is covered in full only by a row that covers it whole, of more than low
confidence, from an element that is itself reached in full. A row between whole processes says too little about single
outcomes: it makes them partial at most. What no mapping speaks of is "none", and said openly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from vse_app.model.mapping import CONFIDENCES, Leg, MappingTable, routes
from vse_app.model.process import ProcessModel


class Reach(IntEnum):
    """How far an element is reached."""

    NONE = 0
    PARTIAL = 1
    FULL = 2

    @property
    def word(self) -> str:
        """The reach as the command line says it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Origin:
    """An element of the source model that reaches a target, by what kind of row, how sure, and through which models."""

    element: str
    type: str
    confidence: str
    via: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reached:
    reach: Reach
    origins: dict[Origin, None] = field(default_factory=dict[Origin, None])


State = dict[str, _Reached]


@dataclass(frozen=True, slots=True)
class Covered:
    """One unit of the target model: an outcome, or an activity or process where the model has no outcomes."""

    element: str
    kind: str
    process: str
    reach: Reach
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`units` in the target's order; `touched` are processes that something maps to, whatever became of their units.

    `ways` are the routes taken, as lists of model editions; empty when no mapping leads from the one to the other.
    """

    source: str
    target: str
    units: tuple[Covered, ...]
    touched: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]

    def count(self, reach: Reach) -> int:
        """How many units are reached that far."""
        return sum(unit.reach is reach for unit in self.units)

    def processes(self, reach: Reach) -> tuple[str, ...]:
        """The processes of which every unit is reached at least that far."""
        least: dict[str, Reach] = {}
        for unit in self.units:
            least[unit.process] = min(unit.reach, least.get(unit.process, Reach.FULL))
        return tuple(process for process, low in least.items() if low >= reach)


def coverage(
    models: Mapping[str, ProcessModel],
    tables: Sequence[MappingTable],
    ends: tuple[str, str],
    reached: Mapping[str, Reach] | None = None,
    *,
    by: str = "outcomes",
) -> Coverage:
    """Coverage of `ends[1]` by `ends[0]`; `models` must hold both and all in between (`needed`).

    `reached` are the tasks or objectives reached in the source model; None takes the whole model as reached. `by` is
    "outcomes", or "tasks" to count the mandatory tasks of a target that has tasks.
    """
    source, target = ends
    start = _whole(models[source]) if reached is None else _begun(models[source], reached)
    total: State = {}
    legs = routes(tables, source, target)
    for leg in legs:
        _merge(total, _followed(models, leg, start))
    if source == target:
        total = start
    units, touched = _units(models[target], total, by)
    ways = tuple((source, *(table.target for table in leg)) for leg in legs)
    return Coverage(source, target, units, touched, ways)


def needed(tables: Sequence[MappingTable], source: str, target: str) -> frozenset[str]:
    """The model editions that `coverage` has to know for these two ends."""
    return frozenset((source, target, *(t.target for leg in routes(tables, source, target) for t in leg)))


SECTION = {"task": "tasks", "outcome": "objectives", "activity": "activities", "process": "processes"}
"""Section of the words for each kind of unit."""


def unit_title(model: ProcessModel, language: str, kind: str, element: str) -> str:
    """The words of a unit of coverage."""
    key = "title" if kind in ("task", "outcome") else "name"
    return model.word(language, SECTION[kind], element, key)


def _whole(model: ProcessModel) -> State:
    names = [p.id for p in model.processes] + [a.id for a in model.activities()]
    names += [o.id for o in model.objectives()] + [t.id for t in model.tasks()]
    names += [t.id for t in model.topics] + [p.id for p in model.products]
    return {name: _own(model, name, Reach.FULL) for name in names}


def _begun(model: ProcessModel, reached: Mapping[str, Reach]) -> State:
    """What is reached, and what that makes of activities, objectives and processes above."""
    state = {name: _own(model, name, reach) for name, reach in reached.items() if reach}
    _lift(model, state)
    return state


def _own(model: ProcessModel, name: str, reach: Reach) -> _Reached:
    return _Reached(reach, {Origin(f"{model.ref}:{name}", "equal", "high"): None})


def _followed(models: Mapping[str, ProcessModel], leg: Leg, start: State) -> State:
    state = start
    for number, table in enumerate(leg):
        state = _stepped(state, table, via=number > 0)
        _lift(models[table.target], state)
    return state


def _stepped(state: State, table: MappingTable, *, via: bool) -> State:
    after: State = {}
    apart = {row.target for row in table.rows if row.joint and not _is_full(state, row.source)}
    for row in table.rows:
        before = state.get(row.source)
        if before is None:
            continue
        covers = row.target not in apart and row.confidence != "low" if row.joint else row.covers
        full = covers and before.reach is Reach.FULL
        found = after.setdefault(row.target, _Reached(Reach.NONE))
        found.reach = max(found.reach, Reach.FULL if full else Reach.PARTIAL)
        for origin in before.origins:
            sure = min(origin.confidence, row.confidence, key=CONFIDENCES.index)
            kind = row.type if not via else ("superset" if full else "intersects")
            passed = (*origin.via, table.source) if via else ()
            found.origins[Origin(origin.element, kind, sure, passed)] = None
    return after


def _is_full(state: State, name: str) -> bool:
    return name in state and state[name].reach is Reach.FULL


def _merge(total: State, more: State) -> None:
    for name, found in more.items():
        known = total.setdefault(name, _Reached(Reach.NONE))
        known.reach = max(known.reach, found.reach)
        known.origins.update(found.origins)


def _lift(model: ProcessModel, state: State) -> None:
    """Activities from their mandatory tasks, objectives from the activities that serve them, processes from both."""
    for activity in model.activities():
        _raise(state, activity.id, [t.id for t in activity.tasks if not t.optional])
    for process in model.processes:
        for objective in process.objectives:
            serving = [a.id for a in process.activities if objective.id in a.objectives]
            _raise(state, objective.id, serving)
        below = [o.id for o in process.objectives] or [a.id for a in process.activities]
        _raise(state, process.id, below)


def _raise(state: State, name: str, parts: Sequence[str]) -> None:
    """Full when every part is; partial when any is. Never lowers what a mapping said of the element itself."""
    found = [state[part] for part in parts if part in state]
    if not found:
        return
    whole = len(found) == len(parts) and all(one.reach is Reach.FULL for one in found)
    known = state.setdefault(name, _Reached(Reach.NONE))
    if known.reach < (reach := Reach.FULL if whole else Reach.PARTIAL):
        known.reach = reach
        for one in found:
            known.origins.update(one.origins)


def _units(model: ProcessModel, state: State, by: str) -> tuple[tuple[Covered, ...], tuple[str, ...]]:
    units: list[Covered] = []
    touched: list[str] = []
    for process in model.processes:
        mandatory = [t.id for a in process.activities for t in a.tasks if not t.optional] if by == "tasks" else []
        outcomes = [o.id for o in process.objectives]
        activities = [a.id for a in process.activities]
        kind, names = next(
            (k, n)
            for k, n in (
                ("task", mandatory),
                ("outcome", outcomes),
                ("activity", activities),
                ("process", [process.id]),
            )
            if n
        )
        own = state.get(process.id)
        if own is not None or any(name in state for name in (*mandatory, *outcomes, *activities)):
            touched.append(process.id)
        units += [_unit(process.id, kind, name, (state.get(name), own)) for name in names]
    return tuple(units), tuple(touched)


def _unit(process: str, kind: str, name: str, found: tuple[_Reached | None, _Reached | None]) -> Covered:
    """A unit as its own rows say; else partial where a row covers its process from one that is reached in full."""
    exact, whole = found
    if exact is not None:
        return Covered(name, kind, process, exact.reach, _sorted(exact.origins))
    if whole is not None and whole.reach is Reach.FULL:
        return Covered(name, kind, process, Reach.PARTIAL, _sorted(whole.origins))
    return Covered(name, kind, process, Reach.NONE, ())


def _sorted(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """The surest first; of the same element through several ways only the surest."""
    best: dict[str, Origin] = {}
    for origin in sorted(origins, key=lambda o: (len(o.via), -CONFIDENCES.index(o.confidence))):
        best.setdefault(origin.element, origin)
    return tuple(best.values())
