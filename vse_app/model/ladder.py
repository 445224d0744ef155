"""The ladder: how far what a shop has done reaches each model on it, unit by unit, and what would lift it.

A unit is what a rung counts: a mandatory task or an outcome, or an activity or a whole process where the model lists
nothing below. Where nothing was reached, "new" is kept apart from "not known": no mapping leads there, or the model
does not say what the unit asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from vse_app.model.coverage import Coverage, Covered, Origin, Reach
from vse_app.model.path import Facts, Status, Step
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import Project


class Standing(StrEnum):
    """Where a unit, or a whole rung, stands."""

    FULL = "full"
    PART = "part"
    NEW = "new"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rung:
    """A model on the ladder; `count` is "tasks" or "outcomes", `beside` ones stand next to it.

    `steps` marks the one that the finer steps lead up to.
    """

    id: str
    model: str
    count: str
    beside: bool = False
    steps: bool = False


@dataclass(frozen=True, slots=True)
class FineStep:
    """A finer step on the way up: the processes that are declared in full from here on; `rung` if it is one too."""

    id: str
    rung: str
    adds: tuple[str, ...]
    provenance: str


@dataclass(frozen=True)
class Ladder:
    """The rungs from the lowest up, the finer steps, and the words of both. `default` is the model thought of first."""

    default: str
    rungs: tuple[Rung, ...]
    steps: tuple[FineStep, ...]
    words: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]

    def word(self, language: str, section: str, element: str, key: str = "name") -> str:
        """Words of a rung ("rungs") or step ("steps"); English where the language has none."""
        return self.words.get(language, self.words["en"])[section][element][key]


def ladder_from(raw: Raw) -> Ladder:
    """The ladder from its checked file."""
    structure = raw["structure"]
    return Ladder(
        default=structure["default"],
        rungs=tuple(Rung(**rung) for rung in structure["rungs"]),
        steps=tuple(
            FineStep(s["id"], s.get("rung", ""), tuple(s["adds"]), s["provenance"]) for s in structure["steps"]
        ),
        words=raw["words"],
    )


def reached(facts: Facts, steps: Iterable[Step]) -> dict[str, Reach]:
    """How far each task of a project is reached; a task with iterations in full only when all of them are.

    Full: confirmed with its outputs in their states, or not applicable where that is open. In part: confirmed with
    outputs missing or due again, or begun with something written here. The mere presence of a file says nothing.
    """
    found: dict[str, list[Reach]] = {}
    for step in steps:
        found.setdefault(step.task.id, []).append(_reach(facts, step))
    return {task: _together(reaches) for task, reaches in found.items()}


def _reach(facts: Facts, step: Step) -> Reach:
    if step.status is Status.NOT_APPLICABLE:
        return Reach.FULL if step.task.may_be_skipped else Reach.NONE
    if step.complete:
        return Reach.FULL
    if step.confirmations or (step.status is Status.DOING and _is_written(facts, step)):
        return Reach.PARTIAL
    return Reach.NONE


def _together(reaches: Sequence[Reach]) -> Reach:
    if all(reach is Reach.FULL for reach in reaches):
        return Reach.FULL
    return Reach.PARTIAL if any(reaches) else Reach.NONE


def _is_written(facts: Facts, step: Step) -> bool:
    """Whether a form was filled in within this very task: more than a file or an address."""
    return any(
        record.filled and (record.form == "form" or bool(record.parts)) and (record.task, record.iteration) == step.key
        for use in step.task.outputs
        for record in facts.records_of.get(use.product, ())
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a rung. `origins` reach it now; `lifts` are open tasks of the source model that would raise it.

    `others` are elements of the source model that would raise it too, but have no task below them. `mapped` is off
    where no mapping leads to it even from the whole source model. `minutes` is our estimate of a task, 0 for none.
    """

    element: str
    kind: str
    process: str
    standing: Standing
    origins: tuple[Origin, ...] = ()
    lifts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    mapped: bool = True
    minutes: int = 0


@dataclass(frozen=True)
class Stand:
    """Where a rung stands. `model` is None when the program does not have it; `ways` are the mappings gone through."""

    rung: Rung
    model: ProcessModel | None = None
    units: tuple[Unit, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def counts(self) -> Counter[Standing]:
        """How many units stand where."""
        return Counter(unit.standing for unit in self.units)

    @property
    def standing(self) -> Standing:
        """The rung as a whole: in full, in part, new, or not known."""
        counts = self.counts
        if counts[Standing.FULL] == len(self.units) and self.units:
            return Standing.FULL
        if counts[Standing.FULL] or counts[Standing.PART]:
            return Standing.PART
        return Standing.NEW if counts[Standing.NEW] else Standing.UNKNOWN

    @property
    def is_provisional(self) -> bool:
        """Whether no claim may rest on the rung's model as the program knows it."""
        return self.model is not None and self.model.provisional

    def minutes(self, standing: Standing) -> int | None:
        """Our minutes for the tasks that stand so, once through; None where they are not known.

        What is left of a task in part is known (at most all of it) only where the task itself is the one measured.
        """
        units = [unit for unit in self.units if unit.standing is standing]
        is_known = all(u.minutes and (standing is Standing.NEW or u.element in u.lifts) for u in units)
        if not self.units or self.counts[Standing.UNKNOWN] or not is_known:
            return None
        return sum(unit.minutes for unit in units)

    def whole_processes(self) -> tuple[str, ...]:
        """The processes of which every unit is reached in full."""
        least = dict.fromkeys((unit.process for unit in self.units), True)
        for unit in self.units:
            least[unit.process] &= unit.standing is Standing.FULL
        return tuple(process for process, whole in least.items() if whole)


@dataclass(frozen=True, slots=True)
class StepStand:
    """Where a finer step stands: the units of the processes it adds, and what could be declared up to here."""

    step: FineStep
    units: tuple[Unit, ...]
    processes: int
    """Processes of this step and those below it."""
    whole: int
    """How many of these are reached in full now."""

    def count(self, standing: Standing) -> int:
        """How many of its units stand so."""
        return sum(unit.standing is standing for unit in self.units)


@dataclass(frozen=True)
class Picture:
    """The ladder as one project, or the whole of one model (`project` None), reaches it."""

    ladder: Ladder
    source: ProcessModel
    project: Project | None
    stands: tuple[Stand, ...]

    def stand(self, rung_id: str) -> Stand | None:
        """A rung by its id."""
        return next((stand for stand in self.stands if stand.rung.id == rung_id), None)

    @property
    def top(self) -> Stand | None:
        """The rung that the finer steps lead up to, as far as the program has it."""
        return next((stand for stand in self.stands if stand.rung.steps and stand.units), None)

    @cached_property
    def steps(self) -> tuple[StepStand, ...]:
        """The finer steps; none without the model they lead up to."""
        top = self.top
        if top is None:
            return ()
        whole, below, found = set(top.whole_processes()), list[str](), list[StepStand]()
        for step in self.ladder.steps:
            below += step.adds
            units = tuple(unit for unit in top.units if unit.process in step.adds)
            found.append(StepStand(step, units, len(below), len(whole.intersection(below))))
        return tuple(found)

    def step_of(self, process: str) -> FineStep | None:
        """The finer step that declares a process in full."""
        return next((step for step in self.ladder.steps if process in step.adds), None)


class Source:
    """What is measured: a model, and how far its tasks are reached (None takes the whole model as reached)."""

    def __init__(self, model: ProcessModel, reach: Mapping[str, Reach] | None) -> None:
        self.model, self.reach = model, reach

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        """The mandatory tasks below each element."""
        found: dict[str, tuple[str, ...]] = {task.id: (task.id,) for task in self.model.tasks()}
        for process in self.model.processes:
            of = {a.id: tuple(t.id for t in a.tasks if not t.optional) for a in process.activities}
            found |= of | {process.id: tuple(task for tasks in of.values() for task in tasks)}
            for objective in process.objectives:
                serving = [a.id for a in process.activities if objective.id in a.objectives]
                found[objective.id] = tuple(task for activity in serving for task in of[activity])
        return found

    def lifts(self, origins: Iterable[Origin]) -> tuple[str, ...]:
        """The tasks below these elements that are not reached in full, in the model's order."""
        if self.reach is None:
            return ()
        wanted = {task for o in origins for task in self._below.get(o.element.partition(":")[2], ())}
        still_open = {task for task in wanted if self.reach.get(task) is not Reach.FULL}
        return tuple(task.id for task in self.model.tasks() if task.id in still_open)

    def others(self, best: Covered) -> tuple[str, ...]:
        """The elements below which there is no task: nobody can say in the program that they are met."""
        ids = (origin.element.partition(":")[2] for origin in best.origins)
        return tuple(element for element in ids if element not in self._below)


def measured(rung: Rung, model: ProcessModel, source: Source, found: tuple[Coverage, Coverage]) -> Stand:
    """A rung by its coverage from what is reached, and from the whole of the source model."""
    now, whole = found
    minutes = _estimates(model)
    units = tuple(
        Unit(
            element=unit.element,
            kind=unit.kind,
            process=unit.process,
            standing=_standing(unit, now),
            origins=unit.origins,
            lifts=source.lifts(best.origins) if unit.reach is not Reach.FULL else (),
            others=source.others(best) if unit.reach < best.reach else (),
            mapped=best.reach is not Reach.NONE,
            minutes=minutes.get(unit.element, 0),
        )
        for unit, best in zip(now.units, whole.units, strict=True)
    )
    return Stand(rung, model, units, now.ways)


def _estimates(model: ProcessModel) -> dict[str, int]:
    """Minutes by task, as far as the model says any: what the program assumes elsewhere is no estimate."""
    processes = model.raw["structure"].get("processes", ())
    tasks = (t for p in processes for a in p.get("activities", ()) for t in a.get("tasks", ()))
    return {task["id"]: task["minutes"] for task in tasks if "minutes" in task}


def _standing(unit: Covered, found: Coverage) -> Standing:
    if unit.reach is not Reach.NONE:
        return Standing.FULL if unit.reach is Reach.FULL else Standing.PART
    return Standing.UNKNOWN if not found.ways or unit.kind in ("activity", "process") else Standing.NEW


def progress(model: ProcessModel, reach: Mapping[str, Reach]) -> tuple[float, float]:
    """Shares of a model's mandatory tasks reached in full, and at all: who has the larger pair got further."""
    tasks = [task.id for task in model.tasks() if not task.optional]
    values = [reach.get(task, Reach.NONE) for task in tasks]
    whole = max(len(tasks), 1)
    return sum(v is Reach.FULL for v in values) / whole, sum(v is not Reach.NONE for v in values) / whole
