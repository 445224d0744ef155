"""What the screen of tailoring and conformance shows: the declarations side by side, and all about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vse_app.model import wording
from vse_app.model.conformance import Stated
from vse_app.model.project import Person, Project
from vse_app.model.tailoring import Evidence
from vse_app.model.view import View
from vse_app.services import company, conformance, path, projects, proposing, register
from vse_app.services.conformance import Choice
from vse_app.services.proposing import Proposals
from vse_app.services.workspace import Workspace

TARGETS: Final = 2000
"""Work products offered as evidence from one project; with more, the newest ones."""


@dataclass(frozen=True)
class Overview:
    """Every declaration in the company file, and what may be said of a project's own profile (None without one)."""

    declarations: tuple[Stated, ...]
    view: View | None
    company: str


@dataclass(frozen=True)
class Beginning:
    """What a new declaration can be made to, and for which project (None: only the whole company)."""

    choices: tuple[Choice, ...]
    project: Project | None
    view: View | None


@dataclass(frozen=True)
class Page:
    """One declaration: what is proposed, whom and what can be named in it. `targets` are (key, label) of evidence."""

    stated: Stated
    proposals: Proposals
    targets: tuple[tuple[str, str], ...]
    people: Mapping[str, Person]
    company: str
    actor: str
    today: str
    codes: Mapping[int, str]

    @property
    def persons(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of everybody who is still there."""
        return tuple((p.id, p.name) for p in self.people.values() if p.active)


def overview(ws: Workspace, project: int) -> Overview:
    """The declarations side by side, and the profile of one project."""
    view = path.view(ws, project) if project else None
    every = conformance.all_stated(ws, *(p.id for p in projects.projects(ws)))
    return Overview(every, view, company.company(ws).name)


def beginning(ws: Workspace, project: int) -> Beginning:
    """The models to choose from."""
    view = path.view(ws, project) if project else None
    return Beginning(conformance.choices(), view.project if view else None, view)


def page(ws: Workspace, declaration: int, language: str) -> Page:
    """One declaration; raises Invalid when there is none."""
    stated = conformance.stated(ws, declaration)
    wanted = stated.declaration.project
    chosen = [p for p in projects.projects(ws) if wanted in (0, p.id)]
    targets = [item for p in chosen for item in _targets(ws, p, language, named=not wanted)]
    return Page(
        stated=stated,
        proposals=proposing.proposals(ws, stated),
        targets=tuple(targets),
        people=stated.people,
        company=company.company(ws).name,
        actor=ws.actor,
        today=ws.today(),
        codes={p.id: p.code for p in chosen},
    )


def _targets(ws: Workspace, project: Project, language: str, *, named: bool) -> list[tuple[str, str]]:
    """Work products with content and confirmed tasks of a project; with its code where there are several."""
    prefix = f"{project.code} " if named else ""
    view = path.view(ws, project.id)
    rows = register.block(ws, project.id, sort="id", descending=True, limit=TARGETS)
    heads = sorted((row.record for row in rows if row.record.filled), key=lambda r: (r.kind, r.id))
    found = [(key(Evidence("record", project.id, r.id)), f"{prefix}{r.number} {r.title}".strip()) for r in heads]
    for step in view.steps:
        label = wording.task_label(view, language, step.task.id, step.iteration)
        newest = step.confirmations[-1:]
        found += [(key(Evidence("task", project.id, said.id)), f"{prefix}{label}") for said in newest]
    return found


def key(evidence: Evidence) -> str:
    """Evidence as an id for a list: `record/1/23`."""
    return f"{evidence.kind}/{evidence.project}/{evidence.id}"


def evidence_of(text: str) -> Evidence | None:
    """The evidence an id of a list names, or None."""
    kind, _, rest = text.partition("/")
    project, _, number = rest.partition("/")
    if kind not in ("record", "task") or not (project.isdecimal() and number.isdecimal()):
        return None
    return Evidence(kind, int(project), int(number))
