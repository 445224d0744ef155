"""Files of a record: taken in from disk, saved back as a copy. The program never opens them by itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import stat
from collections.abc import Callable, Generator
from io import FileIO
from pathlib import Path

from vse_app.model.errors import Invalid, StorageFailed
from vse_app.model.records import Content, FileRef, Record
from vse_app.services import records
from vse_app.services.records import Dates
from vse_app.services.workspace import Done, Workspace
from vse_app.store import files

MAX_NAME = 400
Progress = Callable[[float], None]


def take_in(
    ws: Workspace,
    path: Path,
    *,
    progress: Progress = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> FileRef:
    """Copy a file into the company file and return its reference. Raises Invalid naming the file and what to do.

    Folders, empty files, devices, links and the lock files of office programs are refused; a file that vanishes or
    changes while it is read is refused as a whole.
    """
    place = str(path)
    if path.name.startswith("~$"):
        raise Invalid("This is a lock file of an office program, not a document.", place=place,
                      hint="Attach the document whose name follows “~$”.")  # fmt: skip
    with _opened(path, place) as stream:
        status = os.fstat(stream.fileno())
        total = max(status.st_size, 1)
        source = _Source(stream, place, status.st_size + 1)

        def unchanged(stored: files.Stored) -> None:
            if stored.size != status.st_size or os.fstat(stream.fileno()).st_size != status.st_size:
                raise Invalid("The file changed while it was read.", hint="Try again when it is finished.", place=place)

        stored = ws.database.take_in(
            source, progress=lambda n: progress(n / total), cancelled=cancelled, check=unchanged
        )
    return FileRef(stored.sha256, shown_name(path.name), stored.size, _day(status.st_mtime))


class _Source:
    """A file that is read, at most so many bytes of it, for a log may grow as fast as it is read.

    A failure names this file and not the company file.
    """

    def __init__(self, stream: FileIO, place: str, most: int) -> None:
        self._stream, self._place, self._left = stream, place, most

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fill the buffer as far as there is something to read and return how far; 0 at the end."""
        try:
            length = self._stream.readinto(memoryview(buffer)[: self._left])
        except OSError as error:
            raise _unreadable(error, self._place) from None
        self._left -= length
        return length


@contextlib.contextmanager
def _opened(path: Path, place: str) -> Generator[FileIO]:
    """An ordinary file, open; never waits for a pipe and never follows a link, even one that was just put there."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        _check_kind(os.lstat(path), place)
        stream = os.fdopen(os.open(path, flags), "rb", buffering=0)
    except FileNotFoundError:
        raise Invalid(
            "There is no such file any more.", hint="Check where it went and attach it again.", place=place
        ) from None
    except (OSError, ValueError) as error:
        raise _unreadable(error, place) from None
    with stream:
        _check_kind(os.fstat(stream.fileno()), place)
        yield stream


def _unreadable(error: Exception, place: str) -> Invalid:
    reason = getattr(error, "strerror", None) or error
    return Invalid("The file cannot be read ({reason}).", place=place, reason=reason)


def _day(seconds: float) -> str:
    """The date of a moment; "" where the file system says something impossible."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _check_kind(status: os.stat_result, place: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Invalid("This is a folder, not a file.", hint="Attach the files inside it.", place=place)
    if stat.S_ISLNK(status.st_mode):
        raise Invalid("This is a link to another file.", hint="Attach the file itself.", place=place)
    if not stat.S_ISREG(status.st_mode):
        raise Invalid("This is not an ordinary file.", place=place)
    if not status.st_size:
        raise Invalid("This file is empty; an empty file is no evidence.", place=place)


def attach(
    ws: Workspace,
    record_id: int,
    path: Path,
    *,
    progress: Progress = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done[Record]:
    """Add a file to a record as its next version."""
    ref = take_in(ws, path, progress=progress, cancelled=cancelled)
    current = records.page(ws, record_id).revision.content.files
    if any(f.sha256 == ref.sha256 and f.name == ref.name for f in current):
        raise Invalid("This very file is attached already.", place=str(path))
    kept = tuple(f for f in current if f.name != ref.name)
    return records.revise(ws, record_id, files=(*kept, ref), dates=Dates(source_dated=ref.source_dated))


def attach_new(
    ws: Workspace,
    project_id: int,
    kind: str,
    path: Path,
    *,
    task: str = "",
    iteration: int = 0,
    happened: str = "",
    title: str = "",
    progress: Progress = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done[Record]:
    """Make a new record out of a file; its title is the file's name unless one is given."""
    ref = take_in(ws, path, progress=progress, cancelled=cancelled)
    content = Content(title or shown_name(path.stem)[:300], {}, (ref,))
    return records.create(
        ws, project_id, kind, content=content, task=task, iteration=iteration,
        dates=Dates(happened, ref.source_dated),
    )  # fmt: skip


def remove(ws: Workspace, record_id: int, ref: FileRef) -> Done[Record]:
    """Take a file out of the next version; earlier versions keep it."""
    kept = tuple(f for f in records.page(ws, record_id).revision.content.files if f != ref)
    return records.revise(ws, record_id, files=kept)


def save_copy(ws: Workspace, ref: FileRef, target: Path) -> None:
    """Write a kept file to disk, whole or not at all; raises StorageFailed."""
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as stream, ws.reading() as connection:
            for block in files.blocks(connection, ref.sha256):
                stream.write(block)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise StorageFailed(
            "The copy could not be written ({reason}).", place=str(target), reason=error.strerror
        ) from None


def head(ws: Workspace, ref: FileRef, limit: int) -> bytes:
    """The first bytes of a kept file, for a preview."""
    with ws.reading() as connection:
        return files.head(connection, ref.sha256, limit)


def safe_name(name: str) -> str:
    """A name that every system can store: no separators, control or reserved characters, at most 150 bytes."""
    kept = "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF else c for c in name)
    kept = "".join(c for c in kept if c not in _BIDI).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if (stem or ending).split(".")[0].upper() in _RESERVED:
        stem, ending = (f"_{stem}", ending) if dot else (stem, f"_{ending}")
    while len((stem + dot + ending).encode()) > 150:
        stem, ending = (stem[:-1], ending) if stem else (stem, ending[:-1])
    return stem + dot + ending or "file"


def shown_name(name: str) -> str:
    """A file name as kept: what the person saw, undecodable bytes made visible, at most 400 characters."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")[:MAX_NAME]


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)}
