"""Where things are that lists speak of: how full each work product is, which record a line of history belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from sqlalchemy import func, select

from vse_app.services.history import Line
from vse_app.services.workspace import Workspace
from vse_app.store.tables import audit, events, records

_SETTLED = frozenset({"backup"})
_FOUNDATIONS = frozenset({"project", "person", "company"})


class Shelf(NamedTuple):
    """What a project has of a work product: records not withdrawn, those that say something, the first one."""

    total: int = 0
    filled: int = 0
    first: int = 0


def shelves(ws: Workspace, project: int) -> dict[str, Shelf]:
    """Work product → what there is of it; products without a record are left out."""
    wanted = (
        select(records.c.kind, func.count(), func.sum(records.c.filled), func.min(records.c.id))
        .where(records.c.project == project, records.c.withdrawn == "")
        .group_by(records.c.kind)
    )
    with ws.reading() as connection:
        return {
            kind: Shelf(count, int(filled or 0), first) for kind, count, filled, first in connection.execute(wanted)
        }


class Place(NamedTuple):
    """The record or the task that a line of history is about."""

    record: int = 0
    number: str = ""
    task: str = ""
    iteration: int = 0


def places(ws: Workspace, lines: Iterable[Line]) -> dict[int, Place]:
    """Sequence number → place, for the lines that belong to a record or a task."""
    found: dict[int, Place] = {}
    record_of: dict[int, int] = {}
    event_of: dict[int, int] = {}
    for line in lines:
        said = _said(line)
        if line.entity in ("record", "revision", "links"):
            record_of[line.seq] = int(line.key.partition("/")[0])
        elif line.entity == "event" and "record" in said:
            record_of[line.seq] = said["record"]
        elif line.entity == "event":
            event_of[line.seq] = int(line.key)
        elif line.entity in ("mark", "confirmation") and said.get("task"):
            found[line.seq] = Place(task=said["task"], iteration=said.get("iteration", 0))
    with ws.reading() as connection:
        if event_of:
            rows = connection.execute(
                select(events.c.id, events.c.record).where(events.c.id.in_(set(event_of.values())))
            )
            owners = {row[0]: row[1] for row in rows}
            record_of |= {seq: owners[event] for seq, event in event_of.items() if event in owners}
        wanted = select(records.c.id, records.c.number).where(records.c.id.in_(set(record_of.values())))
        numbers = {row[0]: row[1] for row in connection.execute(wanted)}
    return found | {seq: Place(record, numbers.get(record, "")) for seq, record in record_of.items()}


def _said(line: Line) -> dict[str, Any]:
    found: Any = json.loads(line.after or line.before or "{}")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def can_undo(ws: Workspace, change: int) -> bool:
    """Whether undoing a change brings back what was there before and nothing later is swept away with it.

    That is so while nothing it touched was touched again. A project or a person that came into being stays.
    """
    with ws.reading() as connection:
        rows = connection.execute(
            select(audit.c.seq, audit.c.verb, audit.c.entity, audit.c.key, audit.c.before).where(
                audit.c.change == change
            )
        ).all()
        for row in rows:
            if row.verb in _SETTLED or (row.entity in _FOUNDATIONS and not row.before):
                return False
            later = select(audit.c.seq).where(
                audit.c.entity == row.entity, audit.c.key == row.key, audit.c.seq > row.seq, audit.c.change != change
            )
            if connection.execute(later.limit(1)).first():
                return False
    return bool(rows)
