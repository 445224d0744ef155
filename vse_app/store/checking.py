"""Is a company file whole and unchanged? Compares every row with the hashes it is bound to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from vse_app.store import audit as history
from vse_app.store import contents, files
from vse_app.store.tables import audit, confirmations, documents, events, revision_files, revisions


class Problem(NamedTuple):
    """What is wrong (a code) and where."""

    code: str
    place: str


def problems(connection: Connection, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Problem]:
    """Everything that is wrong with the file, cheapest checks first."""
    for check in (_database, _chain, _documents, _appended, _revisions, _file_names, _files):
        if cancelled():
            return
        yield from check(connection)


def _database(connection: Connection) -> Iterator[Problem]:
    for (line,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if line != "ok":
            yield Problem("database", str(line))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Problem("database", f"{row[0]} {row[1]}")


def _chain(connection: Connection) -> Iterator[Problem]:
    broken = history.broken(connection)
    if broken:
        yield Problem("history", str(broken))


def _last_after(connection: Connection, entities: tuple[str, ...]) -> dict[tuple[str, str], str]:
    query = select(audit.c.entity, audit.c.key, audit.c.after).where(audit.c.entity.in_(entities))
    return {(entity, key): after for entity, key, after in connection.execute(query.order_by(audit.c.seq))}


def _documents(connection: Connection) -> Iterator[Problem]:
    outside = ("holder", "glance")
    rows = connection.execute(select(documents.c.kind, documents.c.key, documents.c.data)).all()
    kept = {(kind, key): data for kind, key, data in rows if kind not in outside}
    said = _last_after(connection, tuple({kind for kind, _ in kept}))
    for (kind, key), data in kept.items():
        if said.get((kind, key)) != data:
            yield Problem("document", f"{kind} {key}".strip())


def _appended(connection: Connection) -> Iterator[Problem]:
    for entity, table in (("event", events), ("confirmation", confirmations)):
        said: dict[str, dict[str, object]] = {}
        query = select(audit.c.key, audit.c.after).where(audit.c.entity == entity).order_by(audit.c.seq)
        for key, after in connection.execute(query):
            said.setdefault(key, {}).update(json.loads(after))
        for row in connection.execute(select(table)).mappings():
            values = {name: value for name, value in row.items() if name != "id"}
            if {"withdrawn": ""} | said.pop(str(row["id"]), {}) != values:
                yield Problem(entity, str(row["id"]))
        yield from (Problem(entity, key) for key in said)


def _revisions(connection: Connection) -> Iterator[Problem]:
    query = select(audit.c.key, audit.c.after).where(audit.c.entity == "revision")
    said = {(key, json.loads(after)["no"]): json.loads(after)["stamp"] for key, after in connection.execute(query)}
    columns = select(revisions.c.record, revisions.c.no, revisions.c.stamp, revisions.c.content)
    for record, no, stamp, content in connection.execution_options(yield_per=200).execute(columns):
        try:
            actual = contents.loads(content).stamp()
        except (ValueError, KeyError, TypeError):
            actual = "unreadable"
        if actual != stamp or said.pop((str(record), no), stamp) != stamp:
            yield Problem("revision", f"{record} v{no}")
    yield from (Problem("revision", f"{record} v{no}") for record, no in said)


def _file_names(connection: Connection) -> Iterator[Problem]:
    query = select(revision_files.c.sha256).where(revision_files.c.sha256.not_in(select(files.files.c.sha256)))
    yield from (Problem("file", address) for (address,) in connection.execute(query.distinct()))


def _files(connection: Connection) -> Iterator[Problem]:
    yield from (Problem("file", address) for address in files.damaged(connection))
