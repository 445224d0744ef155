"""Folders of this machine, read as plain files: nothing in them is run, no link is followed, no device is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from vse_app.model.errors import Cancelled, Invalid

BLOCK = 1024 * 1024


class Entry(NamedTuple):
    """A file or an empty folder below a folder: its name with `/` between the parts, where it is, size, mode, time."""

    name: str
    path: Path
    size: int
    mode: int
    modified: float
    is_folder: bool = False


class Left(NamedTuple):
    """What was not read, and why: "link", "special", "unreadable", "changed", "gone"."""

    name: str
    why: str


class Listed(NamedTuple):
    """What is in a folder, sorted by name."""

    entries: tuple[Entry, ...]
    left: tuple[Left, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.entries)


def check_folder(folder: Path) -> None:
    """Raise Invalid unless the path is a folder itself and not a link to one."""
    place = str(folder)
    try:
        status = os.lstat(folder)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Invalid("The folder cannot be read ({reason}).", place=place, reason=reason) from None
    if stat.S_ISLNK(status.st_mode):
        raise Invalid("This is a link to a folder.", hint="Choose the folder itself.", place=place)
    if not stat.S_ISDIR(status.st_mode):
        raise Invalid("This is not a folder.", hint="Choose a folder.", place=place)


def listed(folder: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Listed:
    """Everything below a folder, hidden files included; raises Invalid for what is no folder, Cancelled."""
    check_folder(folder)
    entries: list[Entry] = []
    left: list[Left] = []
    waiting: list[tuple[str, Path]] = [("", folder)]
    while waiting:
        if cancelled():
            raise Cancelled("Stopped; nothing was kept.")
        inside, path = waiting.pop()
        try:
            with os.scandir(path) as found:
                items = sorted(found, key=lambda item: item.name)
        except OSError:
            left.append(Left(shown(inside or path.name), "unreadable"))
            continue
        if not items and inside:
            entries.append(_entry(inside, path, is_folder=True))
        for item in items:
            _sort_in(f"{inside}/{item.name}" if inside else item.name, item, entries, left, waiting)
    return Listed(tuple(sorted(entries, key=lambda e: e.name)), tuple(left))


def _sort_in(
    name: str, item: os.DirEntry[str], entries: list[Entry], left: list[Left], waiting: list[tuple[str, Path]]
) -> None:
    path = Path(item.path)
    try:
        if item.is_symlink() or _is_junction(path):
            left.append(Left(shown(name), "link"))
        elif item.is_dir(follow_symlinks=False):
            waiting.append((name, path))
        elif item.is_file(follow_symlinks=False):
            entries.append(_entry(name, path))
        else:
            left.append(Left(shown(name), "special"))
    except OSError:
        left.append(Left(shown(name), "unreadable"))


def _is_junction(path: Path) -> bool:
    """On Windows: a folder that stands for another place without being a symbolic link."""
    return getattr(os.lstat(path), "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _entry(name: str, path: Path, *, is_folder: bool = False) -> Entry:
    status = os.lstat(path)
    return Entry(name, path, 0 if is_folder else status.st_size, status.st_mode, status.st_mtime, is_folder)


@contextmanager
def opened(path: Path) -> Generator[FileIO]:
    """An ordinary file, open for reading; raises OSError, also for a link or a device that was just put there."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise OSError(f"{path} is no ordinary file")
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(f"{path} is no ordinary file")
        yield stream


def shown(name: str) -> str:
    """A file name as text: bytes that are no text are made visible."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
