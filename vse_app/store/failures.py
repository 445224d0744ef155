"""What SQLite and the system say when they refuse, as sentences a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from vse_app.model.errors import CannotOpen, ReadOnly, StorageFailed, UserError


def translated(error: Exception, path: Path) -> UserError | None:
    """The sentence for a failure of the environment; None for a bug of ours."""
    cause = getattr(error, "orig", None) or error
    place = str(path)
    match _kind(cause):
        case "full":
            return StorageFailed(
                "The disk is full; nothing was changed.", hint="Free some space and try again.", place=place
            )
        case "busy":
            return StorageFailed("Another program is using the file.", hint="Try again in a moment.", place=place)
        case "read-only":
            return ReadOnly(
                "This file cannot be written.", hint="Check the rights of the file and its folder.", place=place
            )
        case "damaged":
            return CannotOpen("This file is damaged.", hint="Restore the newest backup with “restore”.", place=place)
        case "refused":
            reason = getattr(cause, "strerror", None) or cause
            return StorageFailed("The disk refused ({reason}).", hint="Check the drive.", place=place, reason=reason)
        case _:
            return None


def _kind(cause: BaseException) -> str:
    if isinstance(cause, OSError):
        return _OF_ERRNO.get(cause.errno or 0, "refused")
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return "damaged" if "decode" in str(cause).lower() else ""
    return _OF_SQLITE.get(code & 0xFF, "")


_OF_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_IOERR: "refused",
    sqlite3.SQLITE_CANTOPEN: "refused",
}
