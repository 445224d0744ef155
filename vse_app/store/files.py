"""Files inside the company file: content-addressed, in chunks, streamed, so a large file never sits in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from vse_app.model.errors import Cancelled
from vse_app.store.tables import chunks, files

CHUNK = 1024 * 1024
_STAGED = "staged:"


class Stored(NamedTuple):
    """A file's content address and size in bytes."""

    sha256: str
    size: int


def put(
    connection: Connection,
    stream: BinaryIO,
    *,
    progress: Callable[[int], None] = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Stored:
    """Copy a stream into the company file, hashing in a second thread while SQLite writes.

    Raises Cancelled; the transaction around it then leaves nothing behind. Content already there is kept once.
    """
    digest = hashlib.sha256()
    size = number = 0
    raw = connection.connection.driver_connection
    assert raw is not None
    statement = "INSERT INTO chunks (file, no, data) VALUES (?, ?, ?)"
    key = _STAGED
    with ThreadPoolExecutor(max_workers=1) as hashing:
        pending: Future[None] | None = None
        while block := stream.read(CHUNK):
            if cancelled():
                raise Cancelled("Stopped; the file was not taken in.")
            if pending:
                pending.result()
            pending = hashing.submit(digest.update, block)
            raw.execute(statement, (key, number, block))
            size += len(block)
            number += 1
            progress(size)
        if pending:
            pending.result()
    address = digest.hexdigest()
    known = connection.execute(select(files.c.size).where(files.c.sha256 == address)).scalar()
    if known is not None:
        connection.execute(delete(chunks).where(chunks.c.file == key))
    else:
        connection.execute(insert(files).values(sha256=address, size=size))
        connection.execute(chunks.update().where(chunks.c.file == key).values(file=address))
    return Stored(address, size)


def blocks(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The content of a file, block by block."""
    query = select(chunks.c.data).where(chunks.c.file == sha256).order_by(chunks.c.no)
    for row in connection.execution_options(yield_per=1).execute(query):
        yield row[0]


def head(connection: Connection, sha256: str, limit: int) -> bytes:
    """The first `limit` bytes of a file."""
    found = b""
    for block in blocks(connection, sha256):
        found += block
        if len(found) >= limit:
            break
    return found[:limit]


def damaged(connection: Connection) -> Iterator[str]:
    """Addresses of files whose bytes are missing or no longer have their hash."""
    for address, size in connection.execute(select(files.c.sha256, files.c.size)).all():
        digest, length = hashlib.sha256(), 0
        for block in blocks(connection, address):
            digest.update(block)
            length += len(block)
        if digest.hexdigest() != address or length != size:
            yield address
