"""The glance: a small copy of what the first screen shows, kept in the company file beside the data it came from.

It is read with the standard library alone, so that the first window shows real data before SQLAlchemy is imported.
It is a copy, not a fact: it is not in the history, and nothing but the first paint reads it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from vse_app.store.header import examine

if TYPE_CHECKING:
    from sqlalchemy import Connection

KIND = "glance"

_WRITE = (
    "INSERT INTO documents (kind, key, data) VALUES ('glance', '', ?) "
    "ON CONFLICT (kind, key) DO UPDATE SET data = excluded.data"
)
_READ = "SELECT (SELECT data FROM documents WHERE kind = 'glance' AND key = ''), (SELECT max(seq) FROM audit)"


def read(path: Path) -> dict[str, Any] | None:
    """The glance of a company file, with `fresh` added: whether nothing changed since it was written.

    None when the file has none, or is too busy or damaged to tell: opening it properly will say so. Raises CannotOpen
    when the file is not a company file at all. Changes nothing.
    """
    examine(path)
    # Without a write-ahead log beside it the file is complete, and reading it needs no locks and leaves no traces.
    complete = not path.with_name(path.name + "-wal").exists()
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro{'&immutable=1' if complete else ''}"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=0.2)
        try:
            data, newest = connection.execute(_READ).fetchone()
        finally:
            connection.close()
        found: Any = json.loads(data) if data else None
    except (sqlite3.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    kept = cast("dict[str, Any]", found)
    return kept | {"fresh": kept.get("seq") == (newest or 0)}


def write(connection: Connection, found: dict[str, Any]) -> None:
    """Keep a glance instead of the former one."""
    connection.exec_driver_sql(_WRITE, (json.dumps(found, ensure_ascii=True, separators=(",", ":")),))
