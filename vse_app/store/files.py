"""Files inside the company file: content-addressed, in chunks, streamed, so a large file never sits in memory.

A file is staged chunk by chunk in small transactions that nothing refers to yet, and gets its address in the last one.
So the write-ahead log stays small, and half a file is never one: what a crash leaves is swept at the next opening.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, select

from vse_app.model.errors import Cancelled
from vse_app.store.tables import chunks, files

CHUNK = 1024 * 1024
BATCH = 32
"""Chunks of one staging transaction."""
STAGED = "staged:"
"""How the address of a file begins that is not whole yet."""


class Stored(NamedTuple):
    """A file's content address and size in bytes."""

    sha256: str
    size: int


class Source(Protocol):
    """Something that bytes are read from."""

    def readinto(self, buffer: bytearray, /) -> int | None:
        """Fill the buffer as far as there is something; 0 at the end."""
        ...


def take_in(
    raw: sqlite3.Connection,
    source: Source,
    *,
    progress: Callable[[int], None],
    cancelled: Callable[[], bool],
    check: Callable[[Stored], None],
) -> Stored:
    """Copy a source into the company file over a connection of its own in autocommit mode.

    `check` is asked before the file gets its address and may raise. Raises Cancelled. Whatever is raised, nothing is
    left behind. Content that is there already is kept once, unless it is damaged: then the new copy takes its place.
    """
    # Staged chunks may be lost in a power cut; the last transaction may not, and it makes those before it durable too.
    raw.execute("PRAGMA synchronous=NORMAL")
    row = raw.execute("INSERT INTO files (sha256, size) VALUES (? || hex(randomblob(16)), 0)", (STAGED,)).lastrowid
    assert row is not None
    try:
        stored = _stage(raw, row, source, progress, cancelled)
        check(stored)
        raw.execute("PRAGMA synchronous=FULL")
        _name(raw, row, stored)
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            sweep(raw, row)
        raise
    return stored


def _stage(
    raw: sqlite3.Connection, row: int, source: Source, progress: Callable[[int], None], cancelled: Callable[[], bool]
) -> Stored:
    """Write the chunks, hashing each in a second thread while SQLite writes it."""
    digest = hashlib.sha256()
    buffers = bytearray(CHUNK), bytearray(CHUNK)
    size = number = 0
    pending: Future[None] | None = None
    with ThreadPoolExecutor(max_workers=1) as hashing:
        while length := source.readinto(buffers[number % 2]):
            if cancelled():
                raise Cancelled("Stopped; the file was not taken in.")
            if pending:
                pending.result()
            block = memoryview(buffers[number % 2])[:length]
            pending = hashing.submit(digest.update, block)
            if not raw.in_transaction:
                raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO chunks (file, no, data) VALUES (?, ?, ?)", (row, number, block))
            size, number = size + length, number + 1
            if number % BATCH == 0:
                raw.execute("COMMIT")
            progress(size)
    if raw.in_transaction:
        raw.execute("COMMIT")
    return Stored(digest.hexdigest(), size)


def _name(raw: sqlite3.Connection, row: int, stored: Stored) -> None:
    known = raw.execute("SELECT id, size FROM files WHERE sha256 = ?", (stored.sha256,)).fetchone()
    if known and _is_whole(raw, known[0], stored):
        sweep(raw, row)
        return
    raw.execute("BEGIN IMMEDIATE")
    if known:
        raw.execute("DELETE FROM chunks WHERE file = ?", (known[0],))
        raw.execute("DELETE FROM files WHERE id = ?", (known[0],))
    raw.execute("UPDATE files SET sha256 = ?, size = ? WHERE id = ?", (*stored, row))
    raw.execute("COMMIT")


def _is_whole(raw: sqlite3.Connection, row: int, stored: Stored) -> bool:
    found = raw.execute("SELECT data FROM chunks WHERE file = ? ORDER BY no", (row,))
    return _measured(block for (block,) in found) == stored


def _measured(found: Iterable[Any]) -> Stored:
    """Address and size of blocks as they stand; what is no bytes any more counts as nothing."""
    digest, length = hashlib.sha256(), 0
    for block in found:
        if isinstance(block, bytes):
            digest.update(block)
            length += len(block)
    return Stored(digest.hexdigest(), length)


def sweep(raw: sqlite3.Connection, row: int = 0) -> None:
    """Remove a staged file; without a number, every one that a crash has left. Chunk by chunk: the log stays small."""
    wanted = "SELECT id FROM files WHERE sha256 LIKE ? || '%' AND ? IN (0, id)"
    for (staged,) in raw.execute(wanted, (STAGED, row)).fetchall():
        for (chunk,) in raw.execute("SELECT id FROM chunks WHERE file = ?", (staged,)).fetchall():
            raw.execute("DELETE FROM chunks WHERE id = ?", (chunk,))
        raw.execute("DELETE FROM files WHERE id = ?", (staged,))


def blocks(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The content of a file, block by block."""
    query = select(chunks.c.data).join(files, files.c.id == chunks.c.file).where(files.c.sha256 == sha256)
    for row in connection.execution_options(yield_per=1).execute(query.order_by(chunks.c.no)):
        yield row[0]


def head(connection: Connection, sha256: str, limit: int) -> bytes:
    """The first `limit` bytes of a file."""
    found = b""
    for block in blocks(connection, sha256):
        found += block
        if len(found) >= limit:
            break
    return found[:limit]


def damaged(connection: Connection, cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
    """Addresses of files whose bytes are missing or no longer have their hash."""
    query = select(files.c.sha256, files.c.size).where(~files.c.sha256.startswith(STAGED))
    for address, size in connection.execute(query).all():
        if cancelled():
            return
        if _measured(blocks(connection, address)) != (address, size):
            yield address
