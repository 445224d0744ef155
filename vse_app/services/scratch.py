"""Folders for one run of the program, in the system's temporary folder; what a killed run left is cleared away.

A run holds a lock in its folder for as long as its process lives; the system frees it even when the process is
killed. So a folder of ours whose lock is free belongs to nobody any more. Folders without a lock are never touched.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from vse_app.model.errors import StorageFailed
from vse_app.store.lease import Lease

PREFIX: Final = "vse-app-run-"
LOCK: Final = "run.lock"


class Run:
    """The folder of one run, from its first use to `end`."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lease = Lease(self.root / "run")
        self._lease.acquire()

    def end(self) -> None:
        """Delete the folder and everything in it."""
        self._lease.release()
        shutil.rmtree(self.root, ignore_errors=True)


def folder(prefix: str) -> Path:
    """A new empty folder that goes with this process at the latest; raises StorageFailed when the disk refuses."""
    try:
        run = _run()
        if not run.root.is_dir():  # somebody swept the temporary folder
            _run.cache_clear()
            run = _run()
        return Path(tempfile.mkdtemp(prefix=prefix, dir=run.root))
    except OSError as error:
        raise StorageFailed(
            "A temporary folder could not be made ({reason}).",
            hint="Make room on the disk and try again.",
            reason=error.strerror or error,
        ) from None


def clear_left() -> int:
    """Delete the folders of runs that are no more, and say how many; those of others and of living runs stay."""
    gone = 0
    with contextlib.suppress(OSError):
        for root in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            gone += _is_left(root) and _delete(root)
    return gone


def _is_left(root: Path) -> bool:
    try:
        ours = not hasattr(os, "getuid") or root.lstat().st_uid == os.getuid()
        return ours and root.is_dir() and not root.is_symlink() and (root / LOCK).is_file()
    except OSError:
        return False


def _delete(root: Path) -> bool:
    lease = Lease(root / "run")
    if not lease.acquire():
        return False
    lease.release()
    shutil.rmtree(root, ignore_errors=True)
    return not root.exists()


@cache
def _run() -> Run:
    run = Run()
    atexit.register(run.end)
    return run
