"""Backup, restore and the check that a company file is whole. A backup is one only after it was opened and checked."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from vse_app.i18n import Translator
from vse_app.model.errors import CannotOpen, StorageFailed
from vse_app.services.workspace import Workspace, moment, now
from vse_app.store import checking, queries
from vse_app.store.checking import Problem
from vse_app.store.database import Database
from vse_app.store.header import REVISION, check_new, examine

Progress = Callable[[float], None]


def backup(ws: Workspace, target: Path, *, progress: Progress = lambda part: None) -> Path:
    """Copy the company file, open or not, to a new file beside or elsewhere; raises StorageFailed, CannotOpen.

    The copy is checked before it gets its name; a damaged source never replaces anything.
    """
    check_new(target)
    partial = target.with_name(target.name + ".part")
    try:
        source = ws.database.raw()
        destination = sqlite3.connect(partial)
        try:
            source.backup(
                destination, pages=512, progress=lambda _s, left, total: progress(0.8 * (1 - left / max(total, 1)))
            )
            answer = destination.execute("PRAGMA quick_check(1)").fetchone()[0]
            destination.execute("PRAGMA journal_mode=DELETE")
        finally:
            destination.close()
            source.close()
        if answer != "ok":
            raise _damaged(ws.path, "database", str(answer))
        examine(partial)
        _verify_copy(partial, ws.path)
        _sync(partial)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StorageFailed("The backup could not be written ({reason}).", place=str(target), reason=error) from None
    finally:
        _remove(partial)
    progress(1.0)
    if ws.writable:
        ws.write(
            "backup", lambda change: change.put("setting", "last-backup", {"at": ws.moment(), "name": target.name})
        )
    return target


def last_backup(ws: Workspace) -> tuple[str, str]:
    """Moment (UTC) and file name of the newest backup made by the program; empty when there is none."""
    with ws.reading() as connection:
        found: dict[str, str] = queries.document(connection, "setting", "last-backup") or {}
    return found.get("at", ""), found.get("name", "")


def restore(source: Path, target: Path) -> Path:
    """Bring a backup back as a company file of a new name; raises CannotOpen when it is not whole.

    The backup stays as it is; the copy is migrated if need be and every hash in it checked.
    """
    examine(source)
    check_new(target)
    partial = target.with_name(target.name + ".part")
    try:
        copy_from = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        copy_to = sqlite3.connect(partial)
        try:
            copy_from.backup(copy_to, pages=2048)
        finally:
            copy_to.close()
            copy_from.close()
        _verify(partial, source)
        _sync(partial)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StorageFailed("The copy could not be written ({reason}).", place=str(target), reason=error) from None
    finally:
        _remove(partial)
    return target


def _remove(partial: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock", f".before-{REVISION}"):
        with contextlib.suppress(OSError):
            partial.with_name(partial.name + suffix).unlink()


def _verify(partial: Path, source: Path) -> None:
    try:
        database = Database.open(partial, at=moment(now))
    except CannotOpen as error:
        error.place = str(source)
        raise
    try:
        with database.reading() as connection:
            first = next(checking.problems(connection), None)
    finally:
        database.close()
    if first is not None:
        raise CannotOpen(
            "This backup is not whole ({code}: {what}).", place=str(source), code=first.code, what=first.place,
            hint="Try an older backup.",
        )  # fmt: skip


def _verify_copy(partial: Path, source: Path) -> None:
    """Every hash of the copy, so that a backup is never found damaged only when it is needed."""
    database = Database.open(partial, at="", writable=False)
    try:
        with database.reading() as connection:
            first = next(checking.problems(connection), None)
    finally:
        database.close()
    if first is not None:
        raise _damaged(source, first.code, first.place)


def _damaged(source: Path, code: str, what: str) -> CannotOpen:
    return CannotOpen(
        "The company file is damaged ({code}: {what}); the backup was not kept.",
        hint="Keep this file, and restore the newest backup beside it.", place=str(source), code=code, what=what,
    )  # fmt: skip


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def check(ws: Workspace, *, cancelled: Callable[[], bool] = lambda: False) -> list[Problem]:
    """Every way in which the file is not whole: database, history chain, versions, files."""
    with ws.reading() as connection:
        return list(checking.problems(connection, cancelled))


def problem_text(tr: Translator, problem: Problem) -> str:
    """A problem as a sentence."""
    return tr(_PROBLEMS[problem.code], place=problem.place)


_PROBLEMS = {
    "database": "The database itself is damaged: {place}",
    "history": "The history was changed at entry {place}.",
    "document": "Changed outside the program: {place}",
    "record": "A record was changed outside the program: record {place}",
    "links": "Links were changed outside the program: record {place}",
    "event": "A state was changed outside the program: entry {place}",
    "confirmation": "A confirmation was changed outside the program: entry {place}",
    "revision": "A version does not have its stamp any more: record {place}",
    "file": "A kept file is missing or changed: {place}",
}
