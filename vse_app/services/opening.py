"""Opening kept files and addresses with other programs: only harmless kinds, only as a copy, only when a person asks.

A file may be opened when its ending and its first bytes agree on a kind of `KINDS`. Anything else (programs, scripts,
web pages, shortcuts, disguises) can be saved as a copy, with a sentence why.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from vse_app import paths
from vse_app.model.errors import Invalid, StorageFailed
from vse_app.model.records import FileRef
from vse_app.services import attaching
from vse_app.services.workspace import Workspace

HEAD: Final = 4096
"""First bytes that are looked at."""
KEPT_SECONDS: Final = 24 * 3600
"""Copies made for opening are deleted after a day, at the next opening."""

KINDS: Final[dict[str, str]] = {
    ".pdf": "pdf",
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".txt": "text",
    ".md": "text",
    ".csv": "text",
    ".docx": "word/",
    ".xlsx": "xl/",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""Ending → kind. For office files the kind is what must be found inside."""


def kind(name: str) -> str:
    """The kind that a file's real ending promises; "" when it is none of the harmless ones."""
    return KINDS.get(ending(name), "")


def ending(name: str) -> str:
    """The last ending of a name as a system would see it, in lower case: ".lnk" of "plan.docx.lnk"."""
    return Path(attaching.safe_name(name)).suffix.lower()


def why_not(name: str, head: bytes) -> Invalid | None:
    """Why a file is not opened by the program, or None when it may be; `head` are its first bytes."""
    promised = kind(name)
    if not promised:
        return Invalid(
            "This program does not open {ending} files, because such files can run commands.",
            hint="Save a copy and open it yourself if you know where it comes from.",
            ending=ending(name) or "…",
        )
    if not _MAGIC.get(promised, _is_archive)(head):
        return Invalid(
            "The content of this file is not what its ending {ending} says, so it is not opened.",
            hint="Save a copy and look at it with care.",
            ending=ending(name),
        )
    return None


def open_copy(ws: Workspace, ref: FileRef, folder: Path | None = None) -> Path:
    """Write a read-only copy for another program to open and return where it is.

    Raises Invalid when it must not be opened, StorageFailed when the copy cannot be written.
    """
    refused = why_not(ref.name, attaching.head(ws, ref, HEAD))
    if refused is not None:
        raise refused
    root = folder or paths.user_folder("cache") / "opened"
    forget(root)
    own = root / secrets.token_hex(6)
    try:
        own.mkdir(parents=True)
    except OSError as error:
        raise StorageFailed(
            "The copy could not be written ({reason}).", place=str(own), reason=error.strerror or error
        ) from None
    target = own / attaching.safe_name(ref.name)
    attaching.save_copy(ws, ref, target)
    promised = kind(ref.name)
    if promised not in _MAGIC and not _office_is_harmless(target, promised):
        _delete(target)
        raise Invalid(
            "This office file carries macros or is damaged, so it is not opened.",
            hint="Save a copy and open it yourself if you know where it comes from.",
        )
    _mark(target)
    return target


def forget(root: Path, older_than: float = KEPT_SECONDS) -> None:
    """Delete copies that were made for opening more than so many seconds ago; what is in use stays."""
    limit = time.time() - older_than
    with contextlib.suppress(OSError):
        for folder in root.iterdir():
            with contextlib.suppress(OSError):
                if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime <= limit:
                    for file in folder.iterdir():
                        _delete(file)
                    folder.rmdir()


def web_address(text: str) -> str:
    """The address if a browser may be asked to open it; raises Invalid for anything but http and https."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        plain = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        plain = False
    if not plain or any(c.isspace() or not c.isprintable() for c in address) or "\\" in address:
        raise Invalid("This is not a web address that can be opened.", hint="It has to begin with https:// or http://.")
    return address


def looks_like_text(head: bytes) -> bool:
    """Whether bytes are plain text: no control characters but tabs, line ends and form feeds; not a program."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not head.startswith((b"MZ", b"%PDF-", b"{\\rtf")) and not any(
        c < 32 and c not in _TEXT_CONTROLS for c in head
    )


def _is_archive(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _office_is_harmless(path: Path, inside: str) -> bool:
    """Whether an archive is the office file it says it is, without macros."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
            if inside.endswith("/"):
                right = "[content_types].xml" in names and any(name.startswith(inside) for name in names)
                types = _part(archive, "[Content_Types].xml") if right else b""
                return right and b"macroenabled" not in types.lower() and not any("vbaproject" in n for n in names)
            macros = any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names)
            return _part(archive, "mimetype").strip() == inside.encode() and not macros
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(100_000)


def _mark(path: Path) -> None:
    """Read-only, never executable; on Windows also marked as coming from outside, so office programs take care."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")
        path.chmod(0o444)


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.chmod(0o600)
        path.unlink()


_TEXT_CONTROLS: Final = frozenset((9, 10, 12, 13))
_MAGIC: Final[dict[str, Callable[[bytes], bool]]] = {
    "pdf": lambda head: head.startswith(b"%PDF-"),
    "png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpeg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "text": looks_like_text,
}
