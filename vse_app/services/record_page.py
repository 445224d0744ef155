"""What the page of a record needs beside the record itself: words, linked records, tasks, and who may give a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vse_app.model.elements import Product, Task
from vse_app.model.least_paper import Kept
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person, Project, players, roles_of
from vse_app.model.records import Event, Record, Revision
from vse_app.services import company, least_paper, linking, projects, records, register
from vse_app.services.workspace import Workspace
from vse_app.store import queries
from vse_app.store.queries import Link

FOLD_SECONDS: Final = 3600
"""Edits by one person within this time are shown as one, unless somebody approved one of them."""
TARGETS: Final = 2000
"""Records offered to link to; with more, the newest ones."""


@dataclass(frozen=True)
class RecordPage:
    """A record with its surroundings. `heads` are the linked records; `targets` (id, label) those to link to."""

    page: records.Page
    project: Project
    model: ProcessModel
    people: Mapping[str, Person]
    heads: Mapping[int, Record]
    targets: tuple[tuple[str, str], ...]
    actor: str
    today: str
    kept: Kept | None = None
    """How the project keeps its work products together, where somebody said so."""

    @property
    def record(self) -> Record:
        """The record's head."""
        return self.page.record

    @property
    def product(self) -> Product:
        """The work product it is one of."""
        return self.page.product

    def links_out(self) -> tuple[Link, ...]:
        """Links that this record makes."""
        return tuple(link for link in self.page.links if link.source == self.record.id)

    def links_in(self) -> tuple[Link, ...]:
        """Links that other records make to this one."""
        return tuple(link for link in self.page.links if link.source != self.record.id)

    def suspect_ends(self, link: Link) -> tuple[str, ...]:
        """The ends ("target", "source") of a link that changed since somebody last said that it holds."""
        return linking.suspect_ends(self.model, link, {**self.heads, self.record.id: self.record})

    def is_suspect(self, link: Link) -> bool:
        """Whether an end of a link has changed since somebody last said that the link holds."""
        return bool(self.suspect_ends(link))


def read(ws: Workspace, record_id: int) -> RecordPage:
    """Everything the page shows; raises Invalid when there is no such record."""
    page = records.page(ws, record_id)
    project = projects.project(ws, page.record.project)
    linked = {x for link in page.links for x in (link.source, link.target)} - {record_id, 0}
    heads = _heads(ws, linked)
    has_links = any(f.kind == "link" or any(c.kind == "link" for c in f.columns) for f in page.product.fields)
    return RecordPage(
        page=page,
        project=project,
        model=projects.model_of(ws, project),
        people={p.id: p for p in company.people(ws)},
        heads=heads,
        targets=_targets(ws, page.record, heads) if has_links else (),
        actor=ws.actor,
        today=ws.today(),
        kept=least_paper.chosen(ws, project),
    )


def _heads(ws: Workspace, ids: set[int]) -> dict[int, Record]:
    if not ids:
        return {}
    with ws.reading() as connection:
        return queries.heads(connection, ids)


def _targets(ws: Workspace, record: Record, heads: Mapping[int, Record]) -> tuple[tuple[str, str], ...]:
    rows = register.block(ws, record.project, sort="id", descending=True, limit=TARGETS)
    found = {row.record.id: row.record for row in rows} | dict(heads)
    found.pop(record.id, None)
    ordered = sorted(found.values(), key=lambda r: (r.kind, r.id))
    return tuple((str(r.id), label(r)) for r in ordered)


def label(record: Record) -> str:
    """Number and title of a record: `CR-003 Reminders by text message`."""
    return f"{record.number} {record.title}".strip()


class Serving(NamedTuple):
    """A task that a product has to do with: it `makes` it or takes it in, in an `iteration` (0 = outside)."""

    task: Task
    iteration: int
    makes: bool


def serving(model: ProcessModel, record: Record) -> tuple[Serving, ...]:
    """The tasks that make the record's product, then those that take it in."""
    found: list[Serving] = []
    for task in model.tasks():
        iteration = max(1, record.iteration) if task.activity in model.iterated else 0
        if any(use.product == record.kind for use in task.outputs):
            found.append(Serving(task, iteration, True))
        elif any(use.product == record.kind for use in task.inputs):
            found.append(Serving(task, iteration, False))
    return tuple(sorted(found, key=lambda s: (not s.makes, s.task.id != record.task)))


def state_roles(model: ProcessModel, product: Product, state: str) -> tuple[str, ...]:
    """Roles that give a state by the model, the approving ones first; all roles of the model follow."""
    first: list[str] = []
    for task in model.tasks():
        if any(use.product == product.id and state in use.states for use in task.outputs):
            first += [task.approved_by] if task.approved_by else list(task.roles)
    return tuple(dict.fromkeys([*first, *(role.id for role in model.roles)]))


def suggested_giver(found: RecordPage, state: str) -> tuple[str, str]:
    """Person and role proposed for a state: the one at work if they play a role for it, else its first player."""
    groups = {role.id: role.group_of for role in found.model.roles if role.group_of}
    roles = state_roles(found.model, found.product, state)
    own = roles_of(found.project, found.actor, groups)
    makers = _maker_roles(found.model, found.product, state)
    for role in roles:
        if found.actor and role in own and (role in makers or not makers):
            return found.actor, role
    for role in roles:
        people = players(found.project, role, groups)
        if people:
            return people[0], role
    return found.actor, roles[0] if roles else ""


def _maker_roles(model: ProcessModel, product: Product, state: str) -> frozenset[str]:
    return frozenset(
        role
        for task in model.tasks()
        if any(use.product == product.id and state in use.states for use in task.outputs)
        for role in ((task.approved_by,) if task.approved_by else task.roles)
    )


def roles_for(found: RecordPage, person: str, state: str) -> tuple[str, ...]:
    """All roles, those the person plays in the project first, in the order that suits the state."""
    groups = {role.id: role.group_of for role in found.model.roles if role.group_of}
    own = roles_of(found.project, person, groups)
    return tuple(sorted(state_roles(found.model, found.product, state), key=lambda role: role not in own))


class Versions(NamedTuple):
    """A version on show, and the earlier ones folded under it."""

    newest: Revision
    folded: tuple[Revision, ...]


def fold(revisions: Sequence[Revision], events: Sequence[Event]) -> tuple[Versions, ...]:
    """Versions newest first; runs of edits by one person within an hour become one, approved ones stand alone."""
    spoken = {event.revision for event in events}
    found: list[list[Revision]] = []
    for revision in reversed(revisions):
        if found and revision.no not in spoken and _joins(revision, found[-1][0]):
            found[-1].append(revision)
        else:
            found.append([revision])
    return tuple(Versions(run[0], tuple(run[1:])) for run in found)


def _joins(older: Revision, newest: Revision) -> bool:
    same = older.author == newest.author and not older.label
    span = dt.datetime.fromisoformat(newest.captured) - dt.datetime.fromisoformat(older.captured)
    return same and span.total_seconds() <= FOLD_SECONDS
