"""Is a company file whole and unchanged? Compares every row with the history and the hashes it is bound to.

The history is a chain of hashes that says of every row what was written. What it says is compared with what stands
there, in both directions: a row that was altered, added or removed outside the program has no entry that fits.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError

from vse_app.model.records import Seen
from vse_app.store import audit as history
from vse_app.store import contents, files
from vse_app.store.change import CLOCK, read_flat, seen_of
from vse_app.store.tables import (
    RAW_DDL,
    audit,
    confirmations,
    documents,
    events,
    links,
    models,
    records,
    revision_files,
    revisions,
)

OUTSIDE = ("holder", "glance")
"""Kinds of document that are no facts and have no history."""
_ROWS = ("record", "revision", "event", "confirmation", "links")
_NOTES = (CLOCK,)
"""Entities that only the history tells of."""


class Problem(NamedTuple):
    """What is wrong (a code) and where."""

    code: str
    place: str


def problems(connection: Connection, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Problem]:
    """Everything that is wrong with the file, cheapest checks first."""
    for code, check in _CHECKS:
        if cancelled():
            return
        try:
            yield from check(connection)
        except DatabaseError as error:
            yield Problem("database", str(error.orig))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, zlib.error) as error:
            yield Problem(code, str(error))
    yield from (Problem("file", address) for address in files.damaged(connection, cancelled))


def _database(connection: Connection) -> Iterator[Problem]:
    for (line,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if line != "ok":
            yield Problem("database", str(line))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Problem("database", f"{row[0]} {row[1]}")
    there = {statement for (statement,) in connection.execute(text("SELECT sql FROM sqlite_master"))}
    yield from (Problem("database", statement.split("(")[0][:40]) for statement in RAW_DDL if statement not in there)


def _chain(connection: Connection) -> Iterator[Problem]:
    broken = history.broken(connection)
    if broken:
        yield Problem("history", str(broken))


def _said(connection: Connection, *entities: str) -> Iterator[tuple[str, dict[str, Any]]]:
    query = select(audit.c.key, audit.c.after).where(audit.c.entity.in_(entities)).order_by(audit.c.seq)
    for key, after in connection.execute(query):
        yield key, json.loads(after)


def _compare(
    code: str, said: Mapping[Any, Any], there: Iterable[tuple[Any, Any]], name: Callable[[Any], str]
) -> Iterator[Problem]:
    """Problems for keys whose value is not what was said, for values nobody said, and for those that are gone."""
    left = dict(said)
    for key, value in there:
        if key not in left or left.pop(key) != value:
            yield Problem(code, name(key))
    yield from (Problem(code, name(key)) for key in left)


def _documents(connection: Connection) -> Iterator[Problem]:
    query = select(audit.c.entity, audit.c.key, audit.c.project, audit.c.after).where(
        audit.c.entity.not_in(_ROWS + _NOTES)
    )
    said = {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query.order_by(audit.c.seq))}
    rows = connection.execute(select(documents).where(documents.c.kind.not_in(OUTSIDE)))
    there = (((row.kind, row.key), (row.project, row.data)) for row in rows)
    yield from _compare("document", {k: v for k, v in said.items() if v[1]}, there, lambda key: " ".join(key).strip())


def _models(connection: Connection) -> Iterator[Problem]:
    for address, raw in connection.execute(select(models.c.hash, models.c.raw)):
        try:
            whole = hashlib.sha256(zlib.decompress(raw)).hexdigest() == address
        except zlib.error:
            whole = False
        if not whole:
            yield Problem("document", f"model {address[:16]}")


def _records(connection: Connection) -> Iterator[Problem]:
    said: dict[int, dict[str, Any]] = {}
    for key, after in _said(connection, "record", "revision"):
        after = after | {"revision": after["no"]} if "no" in after else after
        said.setdefault(int(key), dict(_SINCE_REGISTERS)).update(after)
    for values in said.values():
        for name in ("no", "content", "label", "note"):
            values.pop(name, None)
    rows = connection.execute(select(records)).mappings()
    there = ((row["id"], {name: value for name, value in row.items() if name != "id"}) for row in rows)
    yield from _compare("record", said, there, str)


_SINCE_REGISTERS = {"place": "", "follow": "", "rows": "", "core": ""}
"""What the history of older files does not mention: nothing was there."""


def _appended(connection: Connection) -> Iterator[Problem]:
    for entity, table in (("event", events), ("confirmation", confirmations)):
        said: dict[int, dict[str, Any]] = {}
        for key, after in _said(connection, entity):
            said.setdefault(int(key), {"withdrawn": ""}).update(after)
        rows = connection.execute(select(table)).mappings()
        there = ((row["id"], {name: value for name, value in row.items() if name != "id"}) for row in rows)
        yield from _compare(entity, said, there, str)


def _revisions(connection: Connection) -> Iterator[Problem]:
    said = {(int(key), after["no"]): after for key, after in _said(connection, "revision", "record") if "no" in after}
    named: dict[tuple[int, int], list[str]] = {}
    query = select(revision_files).order_by(revision_files.c.record, revision_files.c.no, revision_files.c.position)
    for row in connection.execute(query):
        named.setdefault((row.record, row.no), []).append(row.sha256)
    for row in connection.execution_options(yield_per=200).execute(select(revisions)).mappings():
        key = (row["record"], row["no"])
        after = said.pop(key, {})
        if not _is_unchanged(dict(row), after, named.pop(key, [])):
            yield Problem("revision", f"{key[0]} v{key[1]}")
    yield from (Problem("revision", f"{record} v{no}") for record, no in said | named)


def _is_unchanged(row: Mapping[str, Any], after: Mapping[str, Any], named: list[str]) -> bool:
    try:
        content = contents.loads(row["content"])
        digest = hashlib.sha256(row["content"].encode("ascii")).hexdigest()
        right = content.stamp() == row["stamp"] and digest == after.get("content")
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    same = all(after.get(name) == row[name] for name in row if name not in ("record", "content"))
    return right and same and named == [file.sha256 for file in content.files]


def _links(connection: Connection) -> Iterator[Problem]:
    query = select(audit.c.key, audit.c.project, audit.c.after).where(audit.c.entity == "links").order_by(audit.c.seq)
    said = {key: (project, read_flat(after)) for key, project, after in connection.execute(query)}
    there: dict[str, tuple[int, dict[tuple[int, str], Seen]]] = {}
    for row in connection.execute(select(links)).mappings():
        found = there.setdefault(f"{row['source']}/{row['type']}", (row["project"], {}))
        found[1][row["target"], row["element"]] = seen_of(row)
    yield from _compare("links", {k: v for k, v in said.items() if v[1]}, there.items(), str)


def _file_names(connection: Connection) -> Iterator[Problem]:
    query = select(revision_files.c.sha256).where(revision_files.c.sha256.not_in(select(files.files.c.sha256)))
    yield from (Problem("file", address) for (address,) in connection.execute(query.distinct()))


_CHECKS: tuple[tuple[str, Callable[[Connection], Iterator[Problem]]], ...] = (
    ("database", _database),
    ("history", _chain),
    ("document", _documents),
    ("document", _models),
    ("record", _records),
    ("event", _appended),
    ("revision", _revisions),
    ("links", _links),
    ("file", _file_names),
)
"""Code of the problem when the check itself cannot be made, and the check."""
