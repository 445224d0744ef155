"""Reading a whole project at once: heads, states, links, and single fields, as plain tuples straight from SQLite.

Rows of 100,000 records are taken from the driver; wrapping each first would cost more than reading it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection

from vse_app.model.records import Event, Record
from vse_app.store import queries

AT_ONCE: Final = 5000
"""Rows taken between two looks at whether somebody cancelled."""
Tick = Callable[[int], object]
"""Called with the number of rows read so far; it may raise to stop."""
_LIVE: Final = "r.project = ? AND r.withdrawn = ''"
_NOW: Final = "FROM records r JOIN revisions v ON v.record = r.id AND v.no = r.revision"


def count(connection: Connection, project: int) -> int:
    """How many records a project has that were not withdrawn."""
    rows = _rows(connection, f"SELECT count(*) FROM records r WHERE {_LIVE}", (project,))
    return next(iter(rows))[0]


def heads(connection: Connection, project: int, tick: Tick = lambda n: None) -> list[Record]:
    """Heads of the records that were not withdrawn, oldest first."""
    names = ", ".join(f"r.{name}" for name in Record._fields)
    rows = _rows(connection, f"SELECT {names} FROM records r WHERE {_LIVE} ORDER BY r.id", (project,), tick)
    parts, filled = Record._fields.index("parts"), Record._fields.index("filled")
    assert filled < parts
    return [
        Record._make(
            (*row[:filled], bool(row[filled]), *row[filled + 1 : parts], _parts(row[parts]), *row[parts + 1 :])
        )
        for row in rows
    ]


def _parts(stored: str) -> tuple[str, ...]:
    return tuple(stored.split(",")) if stored else ()


def events(connection: Connection, project: int, tick: Tick = lambda n: None) -> list[Event]:
    """States given to versions of those records, oldest first; moves in a follow-up are left out."""
    names = ", ".join(f"e.{name}" for name in Event._fields)
    sql = (
        f"SELECT {names} FROM events e JOIN records r ON r.id = e.record WHERE {_LIVE} AND e.stamp != '' ORDER BY e.id"
    )
    return [Event(*row) for row in _rows(connection, sql, (project,), tick)]


def ties(connection: Connection, project: int, tick: Tick = lambda n: None) -> Iterator[tuple[Any, ...]]:
    """Links between records: id, source, field, target, fingerprint of the target and of the source."""
    sql = (
        "SELECT id, source, substr(type, 7), target, stamp, own FROM links "
        "WHERE project = ? AND target != 0 AND type LIKE 'field:%' ORDER BY id"
    )
    return iter(_rows(connection, sql, (project,), tick))


def fields(
    connection: Connection, project: int, kinds: Collection[str], *, tick: Tick = lambda n: None
) -> dict[int, dict[str, Any]]:
    """All fields of the records of some kinds, as stored."""
    if not kinds:
        return {}
    sql = f"SELECT r.id, json_extract(v.content, '$.fields') {_NOW} WHERE {_LIVE} AND r.kind IN ({_marks(kinds)})"
    try:
        return {row[0]: json.loads(row[1]) for row in _rows(connection, sql, (project, *kinds), tick) if row[1]}
    except (ValueError, TypeError):
        raise queries.damaged() from None


def field(connection: Connection, project: int, kind: str, name: str, *, tick: Tick = lambda n: None) -> dict[int, str]:
    """One field of the records of a kind, of those that have it."""
    sql = f"SELECT r.id, json_extract(v.content, ?) {_NOW} WHERE {_LIVE} AND r.kind = ?"
    rows = _rows(connection, sql, (f'$.fields."{name}"', project, kind), tick)
    return {row[0]: str(row[1]) for row in rows if row[1] not in (None, "")}


def fields_named(connection: Connection, project: int, name: str, *, tick: Tick = lambda n: None) -> dict[int, str]:
    """One field of every record that has it, whatever its kind; contents without it are not taken apart."""
    sql = f"SELECT r.id, json_extract(v.content, ?) {_NOW} WHERE {_LIVE} AND instr(v.content, ?) > 0"
    rows = _rows(connection, sql, (f'$.fields."{name}"', project, f'"{name}"'), tick)
    return {row[0]: str(row[1]) for row in rows if row[1] not in (None, "")}


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def _rows(
    connection: Connection, sql: str, values: tuple[Any, ...], tick: Tick = lambda n: None
) -> Iterable[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    result = connection.exec_driver_sql(sql, values)
    try:
        cursor: Any = result.cursor
        while rows := cursor.fetchmany(AT_ONCE):
            found += rows
            tick(len(found))
    finally:
        result.close()
    return found
