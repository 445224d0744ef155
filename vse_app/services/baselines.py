"""Baselines: taken by a person over chosen records, read back, compared, and asked what is newer by now.

A baseline is an entry of the register of this name. Its list of versions is the file of its first version, so it stays
frozen whatever is written beside it later. Lists are content-addressed and never change: what was read once is kept.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vse_app.model import baseline as frozen
from vse_app.model.baseline import Difference, Frozen, Member, Members
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, FileRef, Record, Revision
from vse_app.services import checks, projects, records
from vse_app.services.workspace import Done, Workspace
from vse_app.store import files, queries
from vse_app.store import frozen as stored
from vse_app.store.change import Change

REGISTER: Final = "baseline"
NOW: Final = 0
"""In place of a baseline's id: the records as they are now."""
KEPT: Final = 8
"""Lists kept in memory."""
_READ: dict[str, Frozen] = {}
SCOPES: Final = ("approved", "kinds", "chosen")


class Newer(NamedTuple):
    """A record that is newer than the newest baseline it stands in."""

    baseline: int
    before: Member
    after: Member


@dataclass(frozen=True, slots=True)
class Draft:
    """A baseline as somebody is about to take it. `scope` is one of `SCOPES`; `kinds` are those it is taken over.

    `freeze` are the records that get the state "baselined" with it, from `role`.
    """

    name: str
    taken_on: str
    scope: str
    kinds: tuple[str, ...]
    records: frozenset[int]
    version: str = ""
    purpose: str = ""
    raised_by: tuple[int, ...] = ()
    freeze: frozenset[int] = frozenset()
    role: str = ""


def kind_of(model: ProcessModel) -> str:
    """The kind of record that baselines are in a model; "" in a project that began before there were any."""
    found = model.register(REGISTER)
    return found.id if found else ""


def heads(ws: Workspace, project_id: int) -> tuple[Record, ...]:
    """The baselines of a project that were not withdrawn, oldest first."""
    kind = kind_of(_model(ws, project_id))
    if not kind:
        return ()
    return tuple(record for record in of_kind(ws, project_id, kind) if not record.withdrawn)


def of_kind(ws: Workspace, project_id: int, kind: str) -> tuple[Record, ...]:
    """The records of one kind, oldest first, withdrawn ones included."""
    with ws.reading() as connection:
        return tuple(queries.records_of(connection, project_id, kind=kind))


def newest(ws: Workspace, project_id: int) -> Record | None:
    """The baseline taken last, or None."""
    found = heads(ws, project_id)
    return max(found, key=lambda r: (r.happened, r.id)) if found else None


def read(ws: Workspace, baseline: int) -> Frozen:
    """What a baseline holds; raises Invalid when the record has no list of versions."""
    with ws.reading() as connection:
        first = queries.revision(connection, baseline, 1)
    listed = next((f for f in first.content.files if f.name == frozen.FILE), None) if first else None
    if listed is None:
        raise Invalid("This record has no list of versions, so it is no baseline that can be compared.")
    return _read(ws, listed)


def _read(ws: Workspace, listed: FileRef) -> Frozen:
    if listed.sha256 not in _READ:
        with ws.reading() as connection:
            data = b"".join(files.blocks(connection, listed.sha256))
        found = frozen.read(data)
        while len(_READ) >= KEPT:
            _READ.pop(next(iter(_READ)), None)
        _READ[listed.sha256] = found
        return found
    return _READ[listed.sha256]


def members(ws: Workspace, baseline: int) -> Members:
    """Record → its version in a baseline; with `NOW` as the baseline nothing, for that is asked of a project."""
    return read(ws, baseline).members


def members_of(ws: Workspace, project_id: int) -> Mapping[int, Members]:
    """Baseline → record → its version there, of every baseline of a project that can be read, oldest first."""
    found: dict[int, Members] = {}
    for head in heads(ws, project_id):
        try:
            found[head.id] = members(ws, head.id)
        except Invalid:
            continue
    return found


def now(ws: Workspace, project_id: int, over: Collection[str] = ()) -> Members:
    """The records of a project (of some kinds) as they are now; empty ones are left out."""
    with ws.reading() as connection:
        found = stored.current(connection, project_id, kinds=over)
    return {record: member for record, member in found.items() if member.filled}


def compare(ws: Workspace, project_id: int, before: int, after: int = NOW) -> Difference:
    """What was added, removed and changed between two baselines, or (`NOW`) between one and the records now."""
    if before == after:
        raise Invalid("Choose two different ones to compare.")
    if before == NOW:
        raise Invalid("What is now can only be the later one.")
    old = read(ws, before)
    if after != NOW:
        return frozen.compare(old, read(ws, after))
    with ws.reading() as connection:
        present = stored.current(connection, project_id)
    wanted = set(old.kinds)
    held = {i: m for i, m in present.items() if i in old.members or (m.kind in wanted and m.filled)}
    return frozen.compare(old, Frozen(held, old.kinds))


def newer(ws: Workspace, project_id: int) -> tuple[Newer, ...]:
    """Every record that is newer than the newest baseline it stands in."""
    last: dict[int, tuple[int, Member]] = {}
    ordered = sorted(heads(ws, project_id), key=lambda r: (r.happened, r.id))
    known = members_of(ws, project_id)
    for head in ordered:
        last.update({record: (head.id, member) for record, member in known.get(head.id, {}).items()})
    if not last:
        return ()
    with ws.reading() as connection:
        present = stored.current(connection, project_id)
    return tuple(
        Newer(baseline, member, present[record])
        for record, (baseline, member) in last.items()
        if record in present and present[record].stamp != member.stamp
    )


def unapproved(ws: Workspace, project_id: int) -> Mapping[int, tuple[Member, ...]]:
    """Baseline → what it holds that was not approved when it was taken; those without such are left out."""
    model = _model(ws, project_id)
    found = {baseline: frozen.unapproved(model, held.values()) for baseline, held in members_of(ws, project_id).items()}
    return {baseline: some for baseline, some in found.items() if some}


def contents(ws: Workspace, some: Sequence[Member]) -> dict[int, Revision]:
    """Record → the version that a member names."""
    with ws.reading() as connection:
        return {r.record: r for r in queries.revisions_at(connection, {m.record: m.revision for m in some})}


def titles(ws: Workspace, ids: Collection[int]) -> dict[int, str]:
    """The present titles of records."""
    with ws.reading() as connection:
        return stored.titles(connection, ids)


def take(ws: Workspace, project_id: int, draft: Draft) -> Done[Record]:
    """Freeze the present versions of the chosen records under a name; the person at work takes it.

    Records in `draft.freeze` get the state "baselined" in the same change. Raises Invalid without a name or records.
    """
    if not draft.name.strip():
        raise Invalid("A baseline needs a name.")
    if draft.scope not in SCOPES:
        raise Invalid("Unknown choice {value}.", value=draft.scope)
    checks.check_date(draft.taken_on)
    model = _model(ws, project_id)
    present = {i: m for i, m in now(ws, project_id).items() if i in draft.records}
    if not present:
        raise Invalid("A baseline needs at least one record that says something.")
    can = {i for i in draft.freeze if i in present and frozen.FROZEN in model.product_of(present[i].kind).states}
    if can:
        checks.check_person(ws, ws.actor)
    given = {i for i in can if frozen.FROZEN not in present[i].states}
    held = {i: m._replace(states=(*m.states, frozen.FROZEN)) if i in given else m for i, m in present.items()}
    listed = _keep(ws, Frozen(held, draft.kinds or tuple(dict.fromkeys(m.kind for m in held.values()))))
    fields = {
        "name": draft.name.strip(), "taken-on": draft.taken_on, "version": draft.version.strip(),
        "scope": draft.scope, "holds": len(held), "purpose": draft.purpose.strip(),
        "raised-by": [str(i) for i in draft.raised_by],
    }  # fmt: skip
    content = Content("", {name: value for name, value in fields.items() if value not in ("", [])}, (listed,))

    made = records.drafted(ws, project_id, kind_of(model), content=content)

    def work(change: Change) -> Record:
        for record in sorted(given):
            records.add_event(
                ws, change, record, frozen.FROZEN, person=ws.actor, role=draft.role, happened=draft.taken_on
            )
        return records.add(change, made)

    return ws.write("baseline.take", work)


def _keep(ws: Workspace, held: Frozen) -> FileRef:
    data = frozen.write(held)
    kept = ws.database.take_in(io.BytesIO(data))
    return FileRef(kept.sha256, frozen.FILE, kept.size)


def _model(ws: Workspace, project_id: int) -> ProcessModel:
    return projects.model_of(ws, projects.project(ws, project_id))
