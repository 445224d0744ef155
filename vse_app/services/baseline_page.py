"""What the pages about baselines show: the strategy, the baselines, one of them, two side by side, a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.model import baseline as frozen
from vse_app.model.baseline import Difference, Frozen, Members
from vse_app.model.differences import difference
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person, players
from vse_app.model.records import Record, Revision
from vse_app.model.wording import value_text
from vse_app.services import baselines, company, configuring, projects, records
from vse_app.services.baselines import Newer
from vse_app.services.configuring import Proposal
from vse_app.services.workspace import Workspace
from vse_app.store import queries

STRATEGY: Final = "version-control-strategy"
"""The part of a plan that tells how versions are kept."""


class Strategy(NamedTuple):
    """How versions are kept, as the plan says: the plan (None: none yet), what it says, and what it does not say yet.

    `product` is the plan's kind, "" in a model whose plan has no such part.
    """

    product: str
    plan: Record | None
    said: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


class Line(NamedTuple):
    """A baseline in the list: how many it holds, not approved then, newer by now; -1 where its list cannot be read."""

    head: Record
    version: str
    holds: int
    wanting: int
    newer: int


@dataclass(frozen=True)
class Overview:
    """The page of all baselines, the newest first."""

    model: ProcessModel
    strategy: Strategy
    lines: tuple[Line, ...]
    newer: tuple[Newer, ...]
    titles: Mapping[int, str]
    people: Mapping[str, Person]


def overview(ws: Workspace, project_id: int, language: str) -> Overview:
    """All baselines of a project, with what is newer than them."""
    model = _model(ws, project_id)
    known, wanting = baselines.members_of(ws, project_id), baselines.unapproved(ws, project_id)
    now: Members = baselines.now(ws, project_id) if known else {}
    heads = baselines.heads(ws, project_id)
    with ws.reading() as connection:
        said = {r.record: r.content for r in queries.revisions_at(connection, {h.id: h.revision for h in heads})}
    lines = [
        Line(
            head,
            str(said[head.id].fields.get("version", "")),
            len(known[head.id]) if head.id in known else -1,
            len(wanting.get(head.id, ())),
            len(frozen.newer(known.get(head.id, {}), now)),
        )
        for head in reversed(heads)
    ]
    newer = baselines.newer(ws, project_id)
    return Overview(
        model=model,
        strategy=strategy(ws, project_id, language),
        lines=tuple(lines),
        newer=newer,
        titles=baselines.titles(ws, [n.before.record for n in newer]),
        people={p.id: p for p in company.people(ws)},
    )


def strategy(ws: Workspace, project_id: int, language: str) -> Strategy:
    """How versions are kept, from the fields of the plan."""
    model = _model(ws, project_id)
    product = next((p for p in model.products if any(STRATEGY in f.parts for f in p.fields)), None)
    if product is None:
        return Strategy("", None, (), ())
    plan = next((r for r in baselines.of_kind(ws, project_id, product.id) if not r.withdrawn), None)
    fields: Mapping[str, Any] = records.page(ws, plan.id).revision.content.fields if plan else {}
    said: list[tuple[str, str]] = []
    missing: list[str] = []
    for field in (f for f in product.fields if STRATEGY in f.parts):
        label = model.field_word(language, product.id, (field.id,))
        text = value_text(model, language, product.id, (field.id,), fields.get(field.id), people={})
        if text:
            said.append((label, text))
        elif field.required:
            missing.append(label)
    return Strategy(product.id, plan, tuple(said), tuple(missing))


class Counted(NamedTuple):
    """What a choice of records means: those in it, those of them not approved, documents left out because they are not.

    `freezable` are approved ones that can get the state "baselined" and do not have it.
    """

    chosen: frozenset[int]
    wanting: tuple[int, ...]
    left: tuple[int, ...]
    freezable: frozenset[int]


@dataclass(frozen=True)
class Beginning:
    """What a new baseline can be taken over: every record that says something, those approved, usual kinds, roles.

    `giver` proposes the role for the state "baselined"; `changes` are accepted and open, as reasons for taking one.
    """

    model: ProcessModel
    now: Members
    approved: frozenset[int]
    usual: tuple[str, ...]
    titles: Mapping[int, str]
    roles: tuple[str, ...]
    giver: str
    changes: tuple[Record, ...]
    today: str

    def counted(self, scope: str, kinds: tuple[str, ...], picked: frozenset[int] = frozenset()) -> Counted:
        """What a choice means: slow for a long register, so it is asked away from the window."""
        chosen = self._chosen(scope, kinds, picked)
        wanting = frozen.unapproved(self.model, [self.now[i] for i in chosen])
        left: list[int] = []
        if scope == "approved":
            documents = {k for k in self.usual if not self.model.product_of(k).part_of}
            left = [i for i, m in self.now.items() if m.kind in documents and i not in chosen]
        return Counted(chosen, tuple(m.record for m in wanting), tuple(left), self._freezable(chosen))

    def _chosen(self, scope: str, kinds: tuple[str, ...], picked: frozenset[int]) -> frozenset[int]:
        if scope == "chosen":
            return picked & frozenset(self.now)
        wanted = set(kinds)
        ids = frozenset(i for i, m in self.now.items() if m.kind in wanted)
        return ids & self.approved if scope == "approved" else ids

    def _freezable(self, some: frozenset[int]) -> frozenset[int]:
        """Those of some records that can get the state "baselined" now."""
        kinds = {p.id for p in self.model.products if frozen.FROZEN in p.states}
        return frozenset(
            i for i in some & self.approved
            if self.now[i].kind in kinds and frozen.FROZEN not in self.now[i].states
        )  # fmt: skip


def beginning(ws: Workspace, project_id: int) -> Beginning:
    """What the page of a new baseline needs."""
    from vse_app.services import changing

    model = _model(ws, project_id)
    now = baselines.now(ws, project_id)
    project = projects.project(ws, project_id)
    usual = frozen.usual_kinds(model)
    groups = {role.id: role.group_of for role in model.roles if role.group_of}
    giving = [
        role
        for task in model.tasks()
        if any(frozen.FROZEN in use.states for use in task.outputs)
        for role in task.roles
    ]
    roles = tuple(dict.fromkeys([*giving, *(role.id for role in model.roles)]))
    own = [role for role in roles if ws.actor in players(project, role, groups)]
    others = [m for m in now.values() if m.kind in set(usual)]
    return Beginning(
        model=model,
        now=now,
        approved=frozenset(m.record for m in frozen.approved(model, others)),
        usual=usual,
        titles=baselines.titles(ws, list(now)),
        roles=roles,
        giver=(own or list(roles) or [""])[0],
        changes=tuple(a.record for a in changing.all_accepted(ws, project_id) if not a.closed),
        today=ws.today(),
    )


@dataclass(frozen=True)
class Contents:
    """One baseline: its page as a record, what it holds, what stands there now, and the list it could feed."""

    page: records.Page
    model: ProcessModel
    held: Frozen
    now: Members
    titles: Mapping[int, str]
    wanting: frozenset[int]
    proposal: Proposal | None
    people: Mapping[str, Person]


def contents(ws: Workspace, baseline: int, language: str) -> Contents:
    """What a baseline holds; raises Invalid when the record is none."""
    page = records.page(ws, baseline)
    project = page.record.project
    model = _model(ws, project)
    held = baselines.read(ws, baseline)
    return Contents(
        page=page,
        model=model,
        held=held,
        now=baselines.now(ws, project),
        titles=baselines.titles(ws, list(held.members)),
        wanting=frozenset(m.record for m in frozen.unapproved(model, held.members.values())),
        proposal=configuring.propose(ws, project, baseline, language),
        people={p.id: p for p in company.people(ws)},
    )


@dataclass(frozen=True)
class Compared:
    """Two baselines side by side, or one with now (`after` 0). `heads` are all there are to choose from."""

    model: ProcessModel
    heads: tuple[Record, ...]
    before: int
    after: int
    found: Difference | None
    titles: Mapping[int, str]

    def named(self, baseline: int) -> Record | None:
        """A baseline by its id; None for now."""
        return next((head for head in self.heads if head.id == baseline), None)


def compared(ws: Workspace, project_id: int, before: int, after: int) -> Compared:
    """Two baselines side by side; without a choice, the newest with now. `found` is None where there is none."""
    model, readable = _model(ws, project_id), baselines.members_of(ws, project_id)
    heads = tuple(head for head in baselines.heads(ws, project_id) if head.id in readable)
    known = {head.id for head in heads}
    before = before if before in known else max(known, default=0)
    after = after if after in known and after != before else baselines.NOW
    if not before:
        return Compared(model, heads, 0, 0, None, {})
    found = baselines.compare(ws, project_id, before, after)
    ids = [m.record for m in (*found.added, *found.removed)] + [c.after.record for c in found.changed]
    return Compared(model, heads, before, after, found, baselines.titles(ws, ids))


class Fields(NamedTuple):
    """How a record differs between two baselines: changed lines by field, and the versions they are of."""

    lines: tuple[tuple[str, str, str], ...]
    kind: str
    before: Revision | None
    after: Revision | None


def fields(ws: Workspace, found: Compared, record: int) -> Fields:
    """What is different in one record, field by field; raises Invalid for one that is not among the differences."""
    assert found.found is not None
    change = next((c for c in found.found.changed if c.after.record == record), None)
    if change is None:
        raise Invalid("Only a record that stands on both sides can be compared field by field.")
    with ws.reading() as connection:
        old = queries.revision(connection, record, change.before.revision)
        new = queries.revision(connection, record, change.after.revision)
    product = found.model.product_of(change.after.kind)
    lines = difference(product, old.content, new.content) if old and new else ()
    return Fields(lines, change.after.kind, old, new)


def _model(ws: Workspace, project_id: int) -> ProcessModel:
    return projects.model_of(ws, projects.project(ws, project_id))
