"""Where things are that lists speak of: how full each work product is, which record a line of history belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from vse_app.services import assessments
from vse_app.services.workspace import Workspace
from vse_app.store import histories, registering
from vse_app.store.belonging import DERIVED
from vse_app.store.change import CLOCK
from vse_app.store.histories import Line

_SETTLED = frozenset({"backup", "assessment.close", "project.registers"})
_FOUNDATIONS = frozenset({"project", "person", "company"})


class Shelf(NamedTuple):
    """What a project has of a work product: records not withdrawn, those that say something, the first one."""

    total: int = 0
    filled: int = 0
    first: int = 0


def shelves(ws: Workspace, project: int) -> dict[str, Shelf]:
    """Work product → what there is of it; products without a record are left out."""
    with ws.reading() as connection:
        return {kind: Shelf(*found) for kind, found in registering.shelves(connection, project).items()}


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
        owners = histories.records_of_events(connection, set(event_of.values()))
        record_of |= {seq: owners[event] for seq, event in event_of.items() if event in owners}
        numbers = histories.numbers(connection, set(record_of.values()))
    return found | {seq: Place(record, numbers.get(record, "")) for seq, record in record_of.items()}


def _said(line: Line) -> dict[str, Any]:
    found: Any = json.loads(line.after or line.before or "{}")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def can_undo(ws: Workspace, change: int) -> bool:
    """Whether undoing a change brings back what was there before and nothing later is swept away with it.

    That is so while nothing it touched was touched again. A project or a person that came into being stays.
    """
    with ws.reading() as connection:
        lines = [x for x in histories.of_change(connection, change) if x.entity != CLOCK]
    if assessments.frozen(ws, ((line.entity, line.key) for line in lines)):
        return False
    if not lines or any(x.verb in _SETTLED or (x.entity in _FOUNDATIONS and not x.before) for x in lines):
        return False
    counted = [x.seq for x in lines if x.entity == "record" and x.before and DERIVED.issuperset(json.loads(x.before))]
    with ws.reading() as connection:
        return not histories.touched_later(connection, change, but=counted)
