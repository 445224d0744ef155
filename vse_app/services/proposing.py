"""What a project's finished work suggests about the outcomes of another model, through the mappings between them.

A proposal is never a judgement: not even "in full" makes an outcome achieved. It says where to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vse_app.model import ladder
from vse_app.model.conformance import Stated
from vse_app.model.coverage import Origin, Reach
from vse_app.model.errors import BadProfile
from vse_app.model.project import Project
from vse_app.model.tailoring import Evidence
from vse_app.services import covering, path, projects
from vse_app.services.workspace import Workspace


class Source(NamedTuple):
    """A task of a project that reaches an outcome; `evidence` are its confirmations."""

    project: int
    task: str
    origin: Origin
    evidence: tuple[Evidence, ...]


class Proposal(NamedTuple):
    """How far an outcome is reached by mappings, and by what."""

    reach: Reach
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """Proposals by element. `unmapped` are models from which no mapping leads here; `problem` is why there are none."""

    by_element: Mapping[str, Proposal] = field(default_factory=dict[str, Proposal])
    unmapped: tuple[str, ...] = ()
    problem: BadProfile | None = None

    def of(self, element: str) -> Proposal:
        """The proposal for an element; "none" where no mapping speaks of it."""
        return self.by_element.get(element, Proposal(Reach.NONE))


def proposals(ws: Workspace, stated: Stated) -> Proposals:
    """Coverage of the declared model by what its project has finished, or by all projects for the whole company.

    A model edition that is no longer there, or a broken mapping, leaves no proposals and says why.
    """
    wanted = stated.declaration.project
    found: dict[str, Proposal] = {}
    chosen = [p for p in projects.projects(ws) if wanted in (0, p.id)]
    try:
        apart = [p for p in chosen if not _add(ws, p, stated.declaration.ref, found)]
    except BadProfile as error:
        return Proposals(problem=error)
    return Proposals(found, tuple(dict.fromkeys(projects.model_of(ws, p).ref for p in apart)))


def _add(ws: Workspace, project: Project, ref: str, found: dict[str, Proposal]) -> bool:
    """Add what one project reaches; whether any mapping leads from its model to the declared one."""
    view = path.view(ws, project.id)
    coverage, _ = covering.between(view.model.ref, ref, ladder.reached(view.facts, view.steps))
    confirmed: dict[str, list[Evidence]] = {}
    for step in view.steps:
        for said in step.confirmations:
            confirmed.setdefault(step.task.id, []).append(Evidence("task", project.id, said.id))
    own = f"{view.model.ref}:"
    for unit in coverage.units:
        sources = _sources(project.id, own, unit.origins, confirmed)
        before = found.get(unit.element, Proposal(Reach.NONE))
        if unit.reach:
            found[unit.element] = Proposal(max(unit.reach, before.reach), (*before.sources, *sources))
    return bool(coverage.ways) or view.model.ref == ref


def _sources(
    project: int, own: str, origins: Sequence[Origin], confirmed: Mapping[str, list[Evidence]]
) -> tuple[Source, ...]:
    found: list[Source] = []
    for origin in origins:
        task = origin.element.removeprefix(own)
        found.append(Source(project, task, origin, tuple(confirmed.get(task, ()))))
    return tuple(found)
