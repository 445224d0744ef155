"""Where proposals come from: which steps of the company's projects bear on each subject, directly or through a mapping.

Reading them again costs a tenth of a second, so they are kept until something in a project changes; ratings do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from vse_app import content
from vse_app.model import claims
from vse_app.model.assessment import Assessment, Item
from vse_app.model.assessment_facts import Source
from vse_app.model.assessment_proposal import Proposal, propose, propose_attribute, propose_result
from vse_app.model.assessment_scope import Subject, subjects
from vse_app.model.coverage import Reach
from vse_app.model.errors import BadProfile
from vse_app.model.path import Step
from vse_app.model.process import ProcessModel
from vse_app.model.view import View
from vse_app.services import assessments, covering, path, projects
from vse_app.services.workspace import Workspace
from vse_app.store import histories

SHAPED_BY: Final = ("record", "revision", "event", "confirmation", "mark", "project", "person", "links")
"""Kinds of change after which proposals may be different."""


Way = tuple[bool, tuple[str, ...]]
"""Whether an element is reached whole, and by which elements of the project's model."""


class Kept(NamedTuple):
    """Sources by subject key, for one state of the projects and one plan."""

    state: tuple[Any, ...]
    sources: Mapping[str, tuple[Source, ...]]


def sources(ws: Workspace, own: Assessment) -> Mapping[str, tuple[Source, ...]]:
    """Subject key → what projects did about it; from memory while nothing in them has changed."""
    with ws.reading() as connection:
        newest = histories.newest(connection, SHAPED_BY)
    state = (newest, ws.today(), own.model, own.projects, own.scope)
    kept: Kept | None = ws.proposals.get(own.id)
    if kept is None or kept.state != state:
        kept = ws.proposals[own.id] = Kept(state, _sources(ws, own))
    return kept.sources


def proposals(ws: Workspace, own: Assessment, items: Mapping[str, Item]) -> dict[str, Proposal]:
    """What the program proposes for every subject in scope, by key; attributes follow from their points as decided."""
    model, framework = assessments.model_of(ws, own), assessments.framework_of(ws, own)
    return from_sources(own, subjects(own, model, framework), sources(ws, own), items)


def proposal_of(ws: Workspace, own: Assessment, key: str) -> Proposal:
    """What the program proposes for one item now."""
    from vse_app.services.assessing import sheets

    return proposals(ws, own, sheets(ws, own).items).get(key, Proposal("", "nothing"))


def from_sources(
    own: Assessment, found: Sequence[Subject], given: Mapping[str, tuple[Source, ...]], items: Mapping[str, Item]
) -> dict[str, Proposal]:
    """Proposals for all subjects from their sources and what is decided; pure."""
    result: dict[str, Proposal] = {}
    for subject in found:
        if subject.kind == "result":
            result[subject.key] = propose_result(subject, given.get(subject.key, ()))
        elif subject.kind != "attribute":
            result[subject.key] = propose(given.get(subject.key, ()), own.scale)
    return result | attribute_proposals(found, result, items)


def attribute_proposals(
    found: Sequence[Subject], points: Mapping[str, Proposal], items: Mapping[str, Item]
) -> dict[str, Proposal]:
    """Proposals for the attributes alone, which change with every point that is decided; pure."""
    below: dict[tuple[str, str], list[Subject]] = {}
    for subject in found:
        if subject.kind != "attribute":
            below.setdefault((subject.process, subject.attribute), []).append(subject)
    result: dict[str, Proposal] = {}
    for subject in found:
        if subject.kind == "attribute":
            own = below.get((subject.process, subject.attribute), [])
            leading = [s for s in own if s.kind in ("outcome", "result")] or own
            result[subject.key] = propose_attribute(
                [(s, items[s.key].letter if s.key in items else "", points[s.key].letter) for s in leading]
            )
    return result


def _sources(ws: Workspace, own: Assessment) -> dict[str, tuple[Source, ...]]:
    model, framework = assessments.model_of(ws, own), assessments.framework_of(ws, own)
    found = subjects(own, model, framework)
    known = {item.id for item in projects.projects(ws)}
    looks = [_Look(path.view(ws, p), own, model) for p in own.projects if p in known]
    result: dict[str, tuple[Source, ...]] = {}
    for subject in found:
        if subject.kind == "result":
            result[subject.key] = tuple(s for look in looks if (s := look.process(subject.process)) is not None)
        elif subject.kind != "attribute":
            result[subject.key] = tuple(s for look in looks if (s := look.element(subject.element)) is not None)
    return result


class _Look:
    """A project, looked at from the model of the assessment."""

    def __init__(self, view: View, own: Assessment, model: ProcessModel) -> None:
        self._view, self._model = view, model
        self._same = view.model.ref == own.model_ref
        self._ways = dict[str, Way]() if self._same else _origins(view.model.ref, own.model_ref)
        self._steps: dict[str, list[Step]] = {}
        for step in view.steps:
            self._steps.setdefault(step.task.id, []).append(step)
        self._objectives = {o.id: o for o in view.model.objectives()}

    def element(self, element: str) -> Source | None:
        """The steps that bear on a task or an objective; None when there are none."""
        if self._same:
            steps = self._own(element)
            return Source(self._view, steps) if steps else None
        full, names = self._ways.get(element, (False, ()))
        steps = _once(step for name in names for step in self._own(name))
        return Source(self._view, steps, full, self._view.model.ref) if steps else None

    def process(self, process_id: str) -> Source | None:
        """The steps that bear on anything in a process."""
        process = next((p for p in self._model.processes if p.id == process_id), None)
        if process is None:
            return None
        names = [*(o.id for o in process.objectives), *(t.id for a in process.activities for t in a.tasks)]
        found = [source for name in names if (source := self.element(name)) is not None]
        steps = _once(step for source in found for step in source.steps)
        return Source(self._view, steps, True, "" if self._same else self._view.model.ref) if steps else None

    def _own(self, element: str) -> tuple[Step, ...]:
        if element in self._objectives:
            return claims.by_objective(self._view.facts, self._view.steps, self._objectives[element])
        return tuple(self._steps.get(element, ()))


def _once(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple({step.key: step for step in steps}.values())


@lru_cache(maxsize=16)
def _origins(source: str, target: str) -> Mapping[str, Way]:
    """Element of the target model → whether it is reached whole, and the elements of the source model that reach it.

    Rows between whole processes say too little about one practice; rows of low confidence are not followed.
    """
    found: dict[str, Way] = {}
    for by in ("outcomes", "tasks"):
        try:
            coverage, models = covering.between(source, target, by=by)
        except BadProfile:
            return {}  # an edition that is not shipped any more: no way leads from there, and no fact is invented
        processes = {process.id for process in models[source].processes}
        for unit in coverage.units:
            surer = (o.element.partition(":")[2] for o in unit.origins if o.confidence != "low")
            names = [name for name in surer if name not in processes]
            if names:
                found.setdefault(unit.element, (unit.reach is Reach.FULL, tuple(dict.fromkeys(names))))
    return found


def forget_ways() -> None:
    """Forget what was read of mappings: the user's own models may have changed."""
    _origins.cache_clear()


def shipped(own: Assessment) -> bool:
    """Whether the edition an assessment was made under is still among the models of this program."""
    return any(info.ref == own.model_ref for info in content.available())
