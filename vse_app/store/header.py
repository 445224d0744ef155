"""Is this a company file of ours, whole, and of a version we know? Read from the first 100 bytes, without SQLite.

Nothing is opened for writing before these questions are answered, so a foreign or damaged file stays as it is.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from vse_app.model.errors import CannotOpen

APPLICATION_ID = 0x56534541
"""`VSEA`, in SQLite's application_id."""

FORMAT = 1
"""Version of the file's form, in SQLite's user_version. A newer one is refused."""

REVISION = "0002"
"""The newest migration; a test keeps it so."""

_MAGIC = b"SQLite format 3\0"


def examine(path: Path) -> None:
    """Raise CannotOpen, naming file, reason and next step, unless the file looks like a whole company file of ours."""
    place = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CannotOpen("This is not a file.", hint="Choose a company file (.vse).", place=place)
        with path.open("rb") as stream:
            head = stream.read(100)
    except FileNotFoundError:
        raise CannotOpen(
            "There is no such file.", hint="Check the name, or create it with “new”.", place=place
        ) from None
    except PermissionError:
        raise CannotOpen("You may not read this file.", hint="Ask for the right to read it.", place=place) from None
    except (OSError, ValueError) as error:
        raise CannotOpen("This file cannot be read ({reason}).", place=place, reason=_reason(error)) from None
    # With a write-ahead log beside it, the file may lack pages that are only there yet: SQLite brings them in.
    logged = path.with_name(path.name + "-wal").exists()
    _examine_head(head, status.st_size, place, complete=not logged)


def check_new(path: Path) -> None:
    """Raise CannotOpen unless a file of this name can be made: nothing has it yet, and its folder exists."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        if path.parent.is_dir():
            return
        raise CannotOpen("There is no such folder.", hint="Choose another folder.", place=str(path.parent)) from None
    except (OSError, ValueError) as error:
        raise CannotOpen("This name cannot be used ({reason}).", place=str(path), reason=_reason(error)) from None
    raise CannotOpen("There is already something with this name.", hint="Choose another name.", place=str(path))


def _examine_head(head: bytes, size: int, place: str, *, complete: bool) -> None:
    if not size:
        raise CannotOpen("This file is empty; it is not a company file.", hint=_ELSE, place=place)
    if not head.startswith(_MAGIC):
        raise CannotOpen("This is not a company file.", hint=_ELSE, place=place)
    if len(head) < 100:
        raise CannotOpen("This file is damaged: it is too short.", hint=_RESTORE, place=place)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise CannotOpen("This is a database of another program, not a company file.", hint=_ELSE, place=place)
    if int.from_bytes(head[60:64], "big") > FORMAT:
        raise CannotOpen(
            "This company file was made by a newer version of the program.",
            hint="Install the newest version and open it there. The file was not changed.",
            place=place,
        )
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    if complete and size < page * int.from_bytes(head[28:32], "big"):
        raise CannotOpen("This file is damaged: its end is missing.", hint=_RESTORE, place=place)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


_ELSE = "Choose a file that ends in .vse; this one was not changed."
_RESTORE = "It was not changed. Restore the newest backup with “restore”."
