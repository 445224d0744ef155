"""The present versions of a project's records as members of a baseline: a few columns each, however many there are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from vse_app.model.baseline import Member
from vse_app.store.tables import events, records

SLICE = 500


def current(connection: Connection, project: int, *, kinds: Collection[str] = ()) -> dict[int, Member]:
    """Record → its present version, of a project's records that were not withdrawn (of some kinds); two statements."""
    columns = [records.c[name] for name in ("id", "number", "kind", "revision", "stamp", "filled")]
    wanted = select(*columns).where(records.c.project == project, records.c.withdrawn == "")
    given = (
        select(events.c.record, events.c.state)
        .join(records, (records.c.id == events.c.record) & (records.c.stamp == events.c.stamp))
        .where(records.c.project == project, records.c.withdrawn == "", events.c.withdrawn == "")
    )
    if kinds:
        wanted, given = wanted.where(records.c.kind.in_(kinds)), given.where(records.c.kind.in_(kinds))
    states: dict[int, list[str]] = {}
    for record, state in connection.execute(given.order_by(events.c.id)):
        if state not in (said := states.setdefault(record, [])):
            said.append(state)
    return {
        row.id: Member(
            row.id, row.number, row.kind, row.revision, row.stamp, tuple(states.get(row.id, ())), bool(row.filled)
        )
        for row in connection.execute(wanted.order_by(records.c.id))
    }


def titles(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The present titles of some records, withdrawn ones included."""
    found: dict[int, str] = {}
    some = list(ids)
    for start in range(0, len(some), SLICE):
        wanted = select(records.c.id, records.c.title).where(records.c.id.in_(some[start : start + SLICE]))
        found.update((row.id, row.title) for row in connection.execute(wanted))
    return found
