"""What was made from the files of the models, kept in memory while every file is as it was.

A file is as it was when its name, size, place and times are. Times are coarse: what was written in the last moments
may be written again without its time showing it, so nothing is kept until the files have rested. Looking costs a
millisecond, and one page asks a dozen times; within a moment the last look is as good as a new one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Generic, TypeVar

from vse_app.content.folder import STRUCTURE
from vse_app.content.roots import FOLDER, roots

RESTED_NS: Final = 2_000_000_000
"""The coarsest clock of a file system in use."""

MOMENT: Final = 0.05
"""Seconds for which a look at files that have rested is good."""

T = TypeVar("T")
State = tuple[tuple[str, int, int, int, int], ...]


class Remembered(Generic[T]):
    """Calls `make` again only when a file under the folders of the models changed; what it raises is never kept."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._kept: tuple[State, T] | None = None

    def __call__(self) -> T:
        """The value as the files are now."""
        now = state()
        kept = self._kept
        if now is not None and kept is not None and kept[0] == now:
            return kept[1]
        value = self._make()
        self._kept = (now, value) if now is not None else None
        return value


def state() -> State | None:
    """Every file of every model and mapping, as the file system tells it; None while one is new or cannot be read."""
    where, now, last = roots(), time.monotonic(), _last[0]
    if last is not None and last[0] == where and now - last[1] < MOMENT:
        return last[2]
    found = _seen(where)
    _last[0] = (where, now, found) if found is not None else None
    return found


_last: Final[list[tuple[tuple[Path, ...], float, State] | None]] = [None]


def _seen(where: tuple[Path, ...]) -> State | None:
    try:
        found = tuple(entry for root in where for entry in _under(root))
    except OSError:
        return None
    rested = time.time_ns() - RESTED_NS
    return found if all(max(times) < rested for _, _, _, *times in found) else None


def _under(root: Path) -> Iterator[tuple[str, int, int, int, int]]:
    folders = [root] if (root / STRUCTURE).is_file() else []
    if root.is_dir():
        folders += [f for f in sorted(root.iterdir()) if f.name == FOLDER or (f / STRUCTURE).is_file()]
    yield str(root), len(folders), 0, 0, 0
    for folder in folders:
        if folder.is_dir():
            with os.scandir(folder) as files:
                for file in files:
                    seen = file.stat()
                    yield file.path, seen.st_size, seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns
