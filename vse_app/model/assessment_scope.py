"""What an assessment has to look at: the subjects, from the kept model, the measurement framework and the scope.

At level 1 these are the outcomes (objectives) and practices of a process, above it what each attribute asks for; under
a 29110 profile they are its mandatory tasks. Only what is `counted` stands in the progress and must be rated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from vse_app.model.assessment import Assessment, Scale, Target, item_key
from vse_app.model.capability import ATTRIBUTES, LEVEL_OF
from vse_app.model.elements import Process, Task
from vse_app.model.process import ProcessModel

Kind = Literal["attribute", "outcome", "practice", "result", "task"]
"""An attribute as a whole; an outcome or objective; a practice; a result an attribute asks for; a mandatory task."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to be rated. `element` is its id: in the model, or for a result the letter of the framework."""

    key: str
    process: str
    attribute: str
    element: str
    kind: Kind
    counted: bool
    optional: bool = False

    @property
    def level(self) -> int:
        """The capability level it belongs to."""
        return LEVEL_OF[self.attribute]


def can_be_assessed(model: ProcessModel) -> bool:
    """Whether a model has anything to rate, and is more than a reconstruction."""
    return model.kind in ("profile", "reference") and not model.provisional and bool(_ratable(model))


def scale_of(model: ProcessModel) -> Scale:
    """Profiles of 29110 are met or not met item by item; reference models are rated attribute by attribute."""
    return "met" if model.kind == "profile" else "NPLF"


def suggested_scope(model: ProcessModel, *, most: int = 12) -> tuple[Target, ...]:
    """All processes at level 1 where they are few; of many, one has to choose."""
    found = _ratable(model)
    return tuple(Target(p.id) for p in found) if len(found) <= most else ()


def _ratable(model: ProcessModel) -> tuple[Process, ...]:
    """Processes with something to rate."""
    wanted = "tasks" if scale_of(model) == "met" else "any"
    return tuple(p for p in model.processes if any(a.tasks for a in p.activities) or (wanted == "any" and p.objectives))


def ratable(model: ProcessModel) -> tuple[str, ...]:
    """Ids of the processes that can be taken into scope."""
    return tuple(process.id for process in _ratable(model))


def subjects(assessment: Assessment, model: ProcessModel, framework: ProcessModel) -> tuple[Subject, ...]:
    """Everything in scope in the order of the model; a process the kept model does not have has none."""
    known = {process.id: process for process in model.processes}
    found: list[Subject] = []
    for process in model.processes:
        level = assessment.target(process.id)
        if level and process.id in known:
            walk = _items(process) if assessment.scale == "met" else _attributes(process, level, framework)
            found += walk
    return tuple(found)


def unknown_processes(assessment: Assessment, model: ProcessModel) -> tuple[str, ...]:
    """Processes in the stored scope that the kept model does not have."""
    known = {process.id for process in model.processes}
    return tuple(t.process for t in assessment.scope if t.process not in known)


def _items(process: Process) -> Iterator[Subject]:
    for task in _tasks(process):
        if not task.optional:
            key = item_key(process.id, ATTRIBUTES[0], task.id)
            yield Subject(key, process.id, ATTRIBUTES[0], task.id, "task", True, task.may_be_skipped)


def _attributes(process: Process, level: int, framework: ProcessModel) -> Iterator[Subject]:
    seen: set[int] = set()
    for attribute in ATTRIBUTES:
        if LEVEL_OF[attribute] > level:
            return
        yield Subject(item_key(process.id, attribute), process.id, attribute, "", "attribute", True)
        if LEVEL_OF[attribute] == 1:
            for objective in process.objectives:
                yield _point(process, attribute, objective.id, "outcome")
        else:
            for number in range(len(results(framework, attribute))):
                yield _point(process, attribute, chr(ord("a") + number), "result")
        if LEVEL_OF[attribute] not in seen:  # a practice belongs to a level, not to one of its attributes
            seen.add(LEVEL_OF[attribute])
            for task in _tasks(process):
                if (task.level or 1) == LEVEL_OF[attribute]:
                    yield _point(process, attribute, task.id, "practice")


def results(framework: ProcessModel, attribute: str, language: str = "en") -> tuple[str, ...]:
    """What an attribute asks for, in the words of the framework; () when it says nothing of it."""
    found: Sequence[str] | str = framework.word(language, "topics", attribute.replace(" ", ""), "items")
    return () if isinstance(found, str) else tuple(found)


def _point(process: Process, attribute: str, element: str, kind: Kind) -> Subject:
    counted = kind == "outcome"
    return Subject(item_key(process.id, attribute, element), process.id, attribute, element, kind, counted)


def _tasks(process: Process) -> Iterator[Task]:
    return (task for activity in process.activities for task in activity.tasks)
