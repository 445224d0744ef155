"""Reading the history: lines newest first, by project, record, person, kind or text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, or_, select

from vse_app.store.change import CLOCK
from vse_app.store.tables import audit, events, records


class Line(NamedTuple):
    """One entry of the history; `before` and `after` are JSON, "" for nothing."""

    seq: int
    change: int
    at: str
    person: str
    verb: str
    entity: str
    key: str
    project: int
    before: str
    after: str


class Wanted(NamedTuple):
    """Which lines: project 0 means the whole company, "" everything."""

    project: int = 0
    text: str = ""
    entity: str = ""
    person: str = ""


PRIVATE = "assessment-note"
"""Kind of entry whose words are told to nobody: a line says that it was changed, not what it says."""

_COLUMNS = [audit.c[name] for name in Line._fields]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many lines there are."""
    return connection.execute(_filtered(select(func.count(audit.c.seq)), wanted)).scalar() or 0


def block(connection: Connection, wanted: Wanted, offset: int, limit: int) -> list[Line]:
    """`limit` lines from `offset`, newest first."""
    chosen = _filtered(select(*_COLUMNS), wanted).order_by(audit.c.seq.desc()).offset(offset).limit(limit)
    return [_told(Line(*row)) for row in connection.execute(chosen)]


def _told(line: Line) -> Line:
    """The line without the words of a private note."""
    if line.entity != PRIVATE:
        return line
    return line._replace(before="{}" if line.before else "", after="{}" if line.after else "")


def of_record(connection: Connection, record_id: int) -> list[Line]:
    """Everything that happened to a record: head, versions, states, links; newest first."""
    key = str(record_id)
    own = [str(i) for (i,) in connection.execute(select(events.c.id).where(events.c.record == record_id))]
    mine = or_(
        audit.c.entity.in_(("record", "revision")) & (audit.c.key == key),
        (audit.c.entity == "event") & audit.c.key.in_(own),
        (audit.c.entity == "links") & audit.c.key.startswith(key + "/", autoescape=True),
    )
    rows = connection.execute(select(*_COLUMNS).where(mine).order_by(audit.c.seq.desc()))
    return [Line(*row) for row in rows]


def of_tasks(connection: Connection, project: int) -> list[Line]:
    """Confirmations and marks of a project, newest first."""
    chosen = select(*_COLUMNS).where(audit.c.project == project, audit.c.entity.in_(("confirmation", "mark")))
    return [Line(*row) for row in connection.execute(chosen.order_by(audit.c.seq.desc()))]


def records_of_events(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """Event → the record it belongs to."""
    rows = connection.execute(select(events.c.id, events.c.record).where(events.c.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def numbers(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Record → its number."""
    rows = connection.execute(select(records.c.id, records.c.number).where(records.c.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def of_change(connection: Connection, change: int) -> list[Line]:
    """What one change wrote, in order."""
    chosen = select(*_COLUMNS).where(audit.c.change == change).order_by(audit.c.seq)
    return [Line(*row) for row in connection.execute(chosen)]


def newest(connection: Connection, entities: Collection[str]) -> int:
    """Sequence number of the newest entry about any of these kinds of thing; 0 when there is none."""
    return connection.execute(select(func.max(audit.c.seq)).where(audit.c.entity.in_(entities))).scalar() or 0


def touched_later(connection: Connection, change: int, *, but: Collection[int] = ()) -> bool:
    """Whether a later change touched something that this one did; lines in `but` (sequence numbers) do not count."""
    here, later = audit.alias("here"), audit.alias("later")
    same = (later.c.entity == here.c.entity) & (later.c.key == here.c.key) & (here.c.entity != CLOCK)
    after = (later.c.seq > here.c.seq) & (later.c.change != here.c.change)
    wanted = select(later.c.seq).select_from(here.join(later, same & after))
    wanted = wanted.where(here.c.change == change, here.c.seq.not_in(but))
    return connection.execute(wanted.limit(1)).first() is not None


def _filtered(chosen: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.project:
        chosen = chosen.where(audit.c.project.in_((0, wanted.project)))
    if wanted.entity:
        chosen = chosen.where(audit.c.entity == wanted.entity)
    if wanted.person:
        chosen = chosen.where(audit.c.person == wanted.person)
    text = wanted.text.strip()
    if text:
        chosen = chosen.where(audit.c.entity != PRIVATE)  # what stands in a private note is not to be found by others
        chosen = chosen.where(
            audit.c.after.icontains(text, autoescape=True)
            | audit.c.before.icontains(text, autoescape=True)
            | audit.c.key.icontains(text, autoescape=True)
        )
    return chosen
