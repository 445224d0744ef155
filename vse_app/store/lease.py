"""One writer at a time: an operating-system lock beside the company file, gone by itself when the process dies."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

from filelock import FileLock, Timeout


class Lease:
    """The right to write a company file, held from `acquire` to `release`."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path.with_name(path.name + ".lock"), blocking=False, thread_local=False)

    def acquire(self) -> bool:
        """Try to become the writer; False when somebody else is, or the folder cannot be written."""
        try:
            self._lock.acquire()
        except (Timeout, OSError):
            return False
        return True

    def release(self) -> None:
        """Give the right back."""
        self._lock.release()


def holder_name() -> str:
    """Who we are, for the sentence a second opener reads."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    return f"{user} @ {platform.node() or '?'}"
