"""The history: append-only, every entry carrying the hash of the one before."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from vse_app.model.canonical import canonical, compact
from vse_app.store.tables import audit


class Entry(NamedTuple):
    """One thing that changed. `before` and `after` are JSON, "" for nothing; several entries share a `change`."""

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
    previous: str
    hash: str


def dumps(value: Any) -> str:
    """Canonical JSON; None is "" (nothing there)."""
    return "" if value is None else canonical(value)


def entry_hash(entry: Entry) -> str:
    """Hash of an entry's own values and the hash before it."""
    return chained(entry.seq, entry[1:-1])


def chained(seq: int, values: tuple[Any, ...]) -> str:
    """Hash of an entry from its number and its other values, the hash before it last."""
    return hashlib.sha256(compact((seq, *values)).encode("ascii")).hexdigest()


def last(connection: Connection) -> tuple[int, str, int]:
    """Sequence number and hash of the newest entry, and the newest change number; zeros when there is none."""
    row = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    change = connection.execute(select(func.max(audit.c.change))).scalar()
    return (row[0], row[1], change or 0) if row else (0, "", 0)


def broken(connection: Connection) -> int:
    """Sequence number of the first entry that does not follow from the one before; 0 when the chain is whole."""
    previous, expected = "", 1
    for row in connection.execute(select(audit).order_by(audit.c.seq)):
        entry = Entry(*row)
        if entry.seq != expected or entry.previous != previous or not _is_sealed(entry):
            return expected
        previous, expected = entry.hash, entry.seq + 1
    return 0


def _is_sealed(entry: Entry) -> bool:
    try:
        return entry_hash(entry) == entry.hash
    except TypeError:
        return False


def last_moment(connection: Connection) -> str:
    """When the newest entry was written (UTC); "" when there is none."""
    return connection.execute(select(audit.c.at).order_by(audit.c.seq.desc()).limit(1)).scalar() or ""
