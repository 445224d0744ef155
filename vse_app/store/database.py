"""A company file, open: connections, the lease of the one writer, safe creation, migration and closing.

pysqlite commits DDL behind one's back, so it is switched to autocommit and BEGIN is emitted here: a migration or a
change either happens as a whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from vse_app.model.errors import CannotOpen, ReadOnly, StorageFailed
from vse_app.store import files, migrating
from vse_app.store.failures import translated
from vse_app.store.header import APPLICATION_ID, FORMAT, check_new, examine
from vse_app.store.lease import Lease, holder_name

QUICK_CHECK_BELOW = 64 * 1024 * 1024
"""Files up to so many bytes are checked at each opening; larger ones when the person asks."""

_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "busy_timeout=10000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-16000",
    "journal_size_limit=67108864",
)


class Database:
    """An open company file. Use `Database.open` or `Database.create`, and close it."""

    def __init__(self, path: Path, lease: Lease | None) -> None:
        self.path = path
        self._lease = lease
        self._immutable = False
        self._anchor = -1
        self._opened: os.stat_result | None = None
        self.engine = create_engine("sqlite://", creator=self._connect, pool_size=4, poolclass=_pool())
        event.listen(self.engine, "begin", _begin)

    @property
    def writable(self) -> bool:
        """Whether this opening holds the right to write."""
        return self._lease is not None

    @classmethod
    def create(cls, path: Path, *, at: str) -> Database:
        """Make a new company file; raises CannotOpen when the name is taken, StorageFailed when it cannot be."""
        check_new(path)
        lease = Lease(path)
        if not lease.acquire():
            raise StorageFailed("This folder cannot be written.", hint="Choose another folder.", place=str(path.parent))
        database = cls(path, lease)
        try:
            with database._guard():
                _initialise(path)
                migrating.upgrade(database.engine)
            database._sign(at)
        except BaseException:
            database.close()
            _remove(path)
            raise
        return database

    @classmethod
    def open(cls, path: Path, *, at: str, writable: bool = True) -> Database:
        """Open a company file, for reading only when another program writes it or the folder forbids.

        Raises CannotOpen, without having changed the file, when it is not ours, damaged or newer.
        """
        examine(path)
        lease = Lease(path) if writable and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else None
        database = cls(path, lease if lease and lease.acquire() else None)
        database._immutable = not database.writable and not os.access(path.parent, os.W_OK)
        try:
            database._opened = path.stat()
            database._examine_content()
            with database._guard():
                migrating.examine(database.engine, path, writable=database.writable)
                if database.writable:
                    migrating.upgrade_with_copy(database.engine, path)
                    database._settle()
            if database.writable:
                database._sign(at)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded in."""
        replaced = self._anchor >= 0 and not self._is_in_place()
        self.engine.dispose()
        if replaced:
            self._put_log_aside()
        if not self.writable and not self._immutable and self._opened is not None:
            _leave_no_traces(self.path, self._opened)
        if self._anchor >= 0:
            os.close(self._anchor)
            self._anchor = -1
        if self._lease:
            self._lease.release()
            self._lease = None

    def holder(self) -> tuple[str, str]:
        """Name and moment (UTC) of the last opening for writing."""
        with self.reading() as connection:
            row = connection.execute(text("SELECT data FROM documents WHERE kind = 'holder'")).scalar()
        name, _, at = (row or "?|").partition("|")
        return name, at

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A consistent view for one read."""
        with self._guard(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """One transaction that is kept as a whole or not at all; raises ReadOnly without the right to write."""
        self._check_writable()
        with self._guard(), self.engine.connect() as connection:
            connection = connection.execution_options(vse_write=True)
            with connection.begin():
                yield connection

    def take_in(
        self,
        source: files.Source,
        *,
        progress: Callable[[int], None] = lambda done: None,
        cancelled: Callable[[], bool] = lambda: False,
        check: Callable[[files.Stored], None] = lambda stored: None,
    ) -> files.Stored:
        """Copy a source of bytes into the company file and return its address; see `files.take_in`."""
        self._check_writable()
        with self._guard():
            connection = self._connect()
            try:
                return files.take_in(connection, source, progress=progress, cancelled=cancelled, check=check)
            finally:
                connection.close()

    def raw(self) -> sqlite3.Connection:
        """A connection of its own for SQLite's backup interface; the caller closes it."""
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        mode = "rw" if self.writable else "ro"
        extra = "&immutable=1" if self._immutable and not self.path.with_name(self.path.name + "-wal").exists() else ""
        uri = f"file:{quote(os.fsencode(self.path.absolute()))}?mode={mode}{extra}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _check_writable(self) -> None:
        if not self.writable:
            raise ReadOnly("This company file is open for reading only.", hint="Close it where it is open for writing.")
        # A file that was moved or replaced while it is open would swallow what is written to it.
        if not self._is_in_place():
            raise StorageFailed(
                "The company file was moved, replaced or deleted while it was open; nothing more can be saved to it.",
                hint="Put it back where it was, or open it where it is now.",
                place=str(self.path),
            )

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._anchor), self.path.stat())
        except OSError:
            return False

    def _put_log_aside(self) -> None:
        """Another file stands in our place: our log must never be replayed into it. It is kept, under another name."""
        log = self.path.with_name(self.path.name + "-wal")
        with contextlib.suppress(OSError):
            log.rename(log.with_name(log.name + ".left-over"))
            self.path.with_name(self.path.name + "-shm").unlink()

    def _settle(self) -> None:
        """Use the write-ahead log, which a restored backup does not, and sweep what an interrupted attaching left."""
        connection = self._connect()
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            files.sweep(connection)
        finally:
            connection.close()

    def _examine_content(self) -> None:
        small = self.path.stat().st_size < QUICK_CHECK_BELOW
        try:
            with self.engine.connect() as connection:
                answer = connection.execute(text("PRAGMA quick_check(1)")).scalar() if small else "ok"
                connection.execute(text("SELECT count(*) FROM documents WHERE kind = 'company'")).scalar()
        except (SQLAlchemyError, sqlite3.Error) as error:
            sentence = translated(error, self.path)
            if sentence is not None and not isinstance(sentence, CannotOpen):
                raise sentence from error
            answer = "damaged"
        if answer != "ok":
            raise CannotOpen(
                "This file is damaged.",
                hint="It was not changed. Restore the newest backup with “restore”.",
                place=str(self.path),
            )

    def _sign(self, at: str) -> None:
        # Kept open from here on: on some network drives a file has a lasting number only while it is open. Closed after
        # SQLite's own, because closing any descriptor of a file gives up the locks that the process holds on it.
        self._anchor = os.open(self.path, os.O_RDONLY)
        with self.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO documents (kind, key, data) VALUES ('holder', '', :data) "
                    "ON CONFLICT (kind, key) DO UPDATE SET data = excluded.data"
                ),
                {"data": f"{holder_name()}|{at}"},
            )

    @contextmanager
    def _guard(self) -> Generator[None]:
        """Turn the environment's failures into sentences; ours stay as they are."""
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError, OSError) as error:
            sentence = translated(error, self.path)
            if sentence is None:
                raise
            raise sentence from error


def _leave_no_traces(path: Path, opened: os.stat_result) -> None:
    """Take away the empty log and its index that reading alone leaves beside a file that nobody has open any more.

    SQLite does it when the last connection that may write is closed, and it alone can tell which one is the last. A
    log with something in it stays: folding it in would change the file, which reading must not. So does everything
    beside another file that stands there by now.
    """
    log = path.with_name(path.name + "-wal")
    try:
        is_same = os.path.samestat(opened, path.stat())
        if not is_same or not os.access(path, os.W_OK) or not log.exists() or log.stat().st_size:
            return
        connection = sqlite3.connect(f"file:{quote(os.fsencode(path.absolute()))}?mode=rw", uri=True, timeout=0.1)
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        finally:
            connection.close()
    except (OSError, sqlite3.Error):
        return  # somebody is at work there: theirs is the last word


def _pool() -> type:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("vse_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _initialise(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size=8192")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT}")
    finally:
        connection.close()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
