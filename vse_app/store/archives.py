"""ZIP files with a list of hashes, as `sha256sum` reads it: written from streams, and read back to the last byte."""

from __future__ import annotations

import contextlib
import hashlib
import lzma
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from vse_app.model.errors import Cancelled, Invalid, StorageFailed
from vse_app.store import folders
from vse_app.store.folders import BLOCK, Entry, Left, Listed

LIST: Final = "SHA256SUMS"
"""The list of hashes, at the top of the archive."""
INSIDE: Final = "files/"
"""Where the copied files stand, so that none of them can take the place of the list."""
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""ZIP knows no earlier moment."""
MOST_LIST: Final = 512 * 1024 * 1024
"""Bytes of a list of hashes that are read at most."""

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)
"""What damaged, encrypted or strangely packed members raise."""

Progress = Callable[[float], None]
Stop = Callable[[], bool]


class Archive(NamedTuple):
    """An archive that was written and read back: its size and hash, how many files and bytes are in it, what is not."""

    path: Path
    size: int
    sha256: str
    files: int
    bytes: int
    left: tuple[Left, ...]


class Fault(NamedTuple):
    """What is wrong with an archive or folder: "missing", "changed", "extra", "unsafe", "double", "unreadable"."""

    name: str
    why: str


class Checked(NamedTuple):
    """How many files and bytes were compared, and what differs."""

    files: int
    bytes: int
    problems: tuple[Fault, ...]


def write(found: Listed, target: Path, *, progress: Progress, cancelled: Stop) -> Archive:
    """Copy what was listed into a new ZIP and read it back; raises StorageFailed, Cancelled; no file is left then."""
    partial = target.with_name(target.name + ".part")
    left, sums = list(found.left), dict[str, str]()
    try:
        with zipfile.ZipFile(partial, "x", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            done = 0
            for entry in found.entries:
                done += entry.size
                digest = _copy(archive, entry, left, cancelled)
                if digest:
                    sums[INSIDE + folders.shown(entry.name)] = digest
                progress(0.6 * done / max(found.size, 1))
            archive.writestr(_info(LIST, time.time(), 0o100644), lines(sums))
        _sync(partial)
        checked = check(partial, progress=lambda part: progress(0.6 + 0.4 * part), cancelled=cancelled)
        if checked.problems:
            name = checked.problems[0].name
            raise StorageFailed("The copy is not what was read: {name}", place=str(target), name=name)
        size, digest = measured(partial, cancelled)
        _place(partial, target)
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        reason = getattr(error, "strerror", None) or error
        raise StorageFailed("The copy could not be written ({reason}).", place=str(target), reason=reason) from None
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()
    return Archive(target, size, digest, checked.files, checked.bytes, tuple(left))


def _copy(archive: zipfile.ZipFile, entry: Entry, left: list[Left], cancelled: Stop) -> str:
    """Put one file into the archive and return its hash; "" for a folder or what could not be read."""
    name = folders.shown(entry.name)
    info = _info(INSIDE + name + ("/" if entry.is_folder else ""), entry.modified, entry.mode)
    if entry.is_folder:
        archive.writestr(info, b"")
        return ""
    try:
        source = folders.opened(entry.path)
        stream = source.__enter__()
    except FileNotFoundError:
        left.append(Left(name, "gone"))
        return ""
    except OSError:
        left.append(Left(name, "unreadable"))
        return ""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(info, "w", force_zip64=True) as out:
            for block in _blocks(stream, cancelled, entry.size + 1):
                digest.update(block)
                size += len(block)
                out.write(block)
    finally:
        source.__exit__(None, None, None)
    if size != entry.size:
        left.append(Left(name, "changed"))
    return digest.hexdigest()


def _blocks(stream: IO[bytes] | Any, cancelled: Stop, most: int) -> Iterator[bytes]:
    """A stream block by block, at most so many bytes of it: a log may grow as fast as it is read."""
    while most > 0 and (block := stream.read(min(BLOCK, most))):
        if cancelled():
            raise Cancelled("Stopped; nothing was kept.")
        most -= len(block)
        yield block


def _info(name: str, modified: float, mode: int) -> zipfile.ZipInfo:
    try:
        moment = max(time.gmtime(modified)[:6], EARLIEST)
    except (OverflowError, ValueError, OSError):
        moment = EARLIEST
    if moment[0] > 2107:
        moment = EARLIEST
    info = zipfile.ZipInfo(name, moment)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (mode & 0xFFFF) << 16
    return info


def lines(sums: dict[str, str]) -> bytes:
    """Names with their hashes as `sha256sum` writes them: a name with a line break or backslash is escaped."""
    return "".join(_line(name, digest) for name, digest in sorted(sums.items())).encode("utf-8")


def _line(name: str, digest: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != name else ""
    return f"{mark}{digest}  {escaped}\n"


def read_lines(data: bytes) -> dict[str, str]:
    """The list that `lines` wrote; raises Invalid for anything else."""
    found: dict[str, str] = {}
    try:
        for line in data.decode("utf-8").split("\n"):
            if not line:
                continue
            escaped = line.startswith("\\")
            digest, _, name = line.removeprefix("\\").partition("  ")
            if len(digest) != 64 or set(digest) - set("0123456789abcdef") or not name:
                raise ValueError
            found[_plain(name) if escaped else name] = digest
    except ValueError:
        raise Invalid("The list of hashes cannot be read.") from None
    return found


def _plain(name: str) -> str:
    out, at = "", 0
    while at < len(name):
        pair = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}.get(name[at : at + 2])
        out, at = (out + pair, at + 2) if pair else (out + name[at], at + 1)
    return out


def check(path: Path, *, progress: Progress = lambda part: None, cancelled: Stop = lambda: False) -> Checked:
    """Compare every file in an archive with its list; raises Invalid when it is no archive of ours, Cancelled."""
    with _reading(path) as archive:
        return _compare(archive, _list_of(archive, path), progress, cancelled, None)


def unpack(path: Path, folder: Path, *, progress: Progress = lambda part: None, cancelled: Stop) -> Checked:
    """Bring an archive back into an empty folder, comparing each file with the list; names that lead out are refused.

    Raises Invalid, StorageFailed, Cancelled.
    """
    with _reading(path) as archive:
        needed, free = sum(info.file_size for info in archive.infolist()), shutil.disk_usage(folder).free
        if needed > free:
            raise StorageFailed(
                "There is no room to bring it back: {needed} bytes are needed, {free} are free.", place=str(folder),
                needed=needed, free=free,
            )  # fmt: skip
        try:
            return _compare(archive, _list_of(archive, path), progress, cancelled, folder)
        except OSError as error:
            reason = error.strerror or error
            raise StorageFailed("It could not be brought back ({reason}).", place=str(folder), reason=reason) from None


@contextlib.contextmanager
def _reading(path: Path) -> Generator[zipfile.ZipFile]:
    try:
        with folders.opened(path) as stream, zipfile.ZipFile(stream) as archive:
            yield archive
    except FileNotFoundError:
        raise Invalid("There is no such file any more.", place=str(path)) from None
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Invalid("This archive cannot be read ({reason}).", place=str(path), reason=reason) from None


def _list_of(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    try:
        info = archive.getinfo(LIST)
        if info.file_size > MOST_LIST:
            raise Invalid("The list of hashes cannot be read.", place=str(path))
        with archive.open(info) as stream:
            return read_lines(b"".join(_blocks(stream, lambda: False, MOST_LIST)))
    except KeyError:
        raise Invalid("There is no list of hashes in this archive.", place=str(path)) from None


def _compare(
    archive: zipfile.ZipFile, sums: dict[str, str], progress: Progress, cancelled: Stop, folder: Path | None
) -> Checked:
    problems: list[Fault] = []
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if info.filename in members:
            problems.append(Fault(info.filename, "double"))
        members[info.filename] = info
    total, done, count = sum(info.file_size for info in members.values()), 0, 0
    for name, info in members.items():
        if name == LIST or info.is_dir():
            continue
        place = _place_in(folder, name) if folder else None
        if folder and place is None:
            problems.append(Fault(name, "unsafe"))
            continue
        try:
            digest, size = _read(archive, info, place, cancelled)
        except BROKEN:
            problems.append(Fault(name, "unreadable"))
            continue
        if name not in sums:
            problems.append(Fault(name, "extra"))
            continue
        done, count = done + size, count + 1
        if sums[name] != digest:
            problems.append(Fault(name, "changed"))
        progress(done / max(total, 1))
    problems += [Fault(name, "missing") for name in sums if name not in members]
    return Checked(count, done, tuple(problems))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Path | None, cancelled: Stop) -> tuple[str, int]:
    """Hash one member, and write it to its place if it has one; never more bytes than it says it has."""
    digest, size = hashlib.sha256(), 0
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as stream, _out(place) as out:
        for block in _blocks(stream, cancelled, info.file_size + 1):
            digest.update(block)
            size += len(block)
            if out is not None:
                out.write(block)
    return digest.hexdigest(), size


@contextlib.contextmanager
def _out(place: Path | None) -> Generator[IO[bytes] | None]:
    if place is None:
        yield None
        return
    with place.open("xb") as out:
        yield out


def _place_in(folder: Path, name: str) -> Path | None:
    """Where a member may be written below a folder; None for a name that could lead anywhere else."""
    parts = name.split("/")
    bad = any(p in ("", ".", "..") or "\0" in p or (os.sep != "/" and (os.sep in p or ":" in p)) for p in parts)
    return None if bad else folder.joinpath(*parts)


def measured(path: Path, cancelled: Stop = lambda: False) -> tuple[int, str]:
    """Size and SHA-256 of a file; raises OSError, Cancelled."""
    digest, size = hashlib.sha256(), 0
    with folders.opened(path) as stream:
        for block in _blocks(stream, cancelled, 1 << 62):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def check_folder(
    folder: Path, sums: dict[str, str], *, ignored: Iterable[str] = (), cancelled: Stop = lambda: False
) -> Checked:
    """Compare the files of a folder with a list of names and hashes; `ignored` names need not be listed."""
    found = folders.listed(folder, cancelled=cancelled)
    problems, size, seen = [Fault(left.name, "unreadable") for left in found.left], 0, set[str]()
    for entry in (e for e in found.entries if not e.is_folder):
        name = folders.shown(entry.name)
        seen.add(name)
        if name not in sums:
            if name not in ignored:
                problems.append(Fault(name, "extra"))
            continue
        try:
            length, digest = measured(entry.path, cancelled)
        except OSError:
            problems.append(Fault(name, "unreadable"))
            continue
        size += length
        if digest != sums[name]:
            problems.append(Fault(name, "changed"))
    problems += [Fault(name, "missing") for name in sums if name not in seen]
    return Checked(len(seen & set(sums)), size, tuple(problems))


def check_plain(
    path: Path, sums: dict[str, str], *, ignored: Iterable[str] = (), cancelled: Stop = lambda: False
) -> Checked:
    """Compare the members of a ZIP with a list of names and hashes, without unpacking anything; as `check_folder`."""
    with _reading(path) as archive:
        checked = _compare(archive, sums, lambda part: None, cancelled, None)
    problems = tuple(p for p in checked.problems if p.why != "extra" or p.name not in ignored)
    return Checked(checked.files, checked.bytes, problems)


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _place(partial: Path, target: Path) -> None:
    """Give the finished file its name, unless something has it by now."""
    if os.path.lexists(target):
        raise FileExistsError(17, "there is already something with this name", str(target))
    partial.rename(target)
