"""Delivering a configuration: the files of a baseline and others, hashed, listed, handed over, and verified later.

A delivery is an entry of the register of this name; its table of items is the list. Names are made safe for every
system before they are listed, so that what is written to disk is called what the list says.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.baseline import FILE
from vse_app.model.elements import Product
from vse_app.model.errors import Cancelled, Invalid, StorageFailed
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, FileRef, Record
from vse_app.services import attaching, baselines, checks, projects, records
from vse_app.services.safety import fields_of
from vse_app.services.workspace import Done, Workspace
from vse_app.store import archives, files, folders
from vse_app.store.archives import LIST, Checked, Fault
from vse_app.store.header import check_new

REGISTER: Final = "delivery"
LETTER: Final = "DELIVERY.txt"
"""The list for people, beside the one for machines."""
OWN: Final = (LIST, LETTER)

Progress = Callable[[float], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """A file to hand over: the name it gets, a version, its hash and size; kept in the company file or on disk."""

    name: str
    version: str
    sha256: str
    size: int
    ref: FileRef | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A delivery as it is about to be recorded. `baseline` 0: of none."""

    version: str
    receiver: str
    delivered_on: str
    items: tuple[Item, ...]
    baseline: int = 0
    how: str = ""
    news: str = ""
    known_problems: str = ""


class Kit(NamedTuple):
    """What was written to disk: where, how many files, size in bytes of what was handed over."""

    path: Path
    files: int
    bytes: int


def product_of(model: ProcessModel) -> Product | None:
    """The kind of record that deliveries are in a model."""
    return model.register(REGISTER)


def deliveries(ws: Workspace, project_id: int) -> tuple[Record, ...]:
    """The deliveries of a project, oldest first."""
    product = product_of(projects.model_of(ws, projects.project(ws, project_id)))
    if product is None:
        return ()
    return tuple(r for r in baselines.of_kind(ws, project_id, product.id) if not r.withdrawn)


def offered(ws: Workspace, baseline: int) -> tuple[Item, ...]:
    """The files attached to the versions that a baseline holds, in the order of its records."""
    held = baselines.members(ws, baseline)
    versions = baselines.contents(ws, list(held.values()))
    found: list[Item] = []
    for record, member in held.items():
        said = versions[record].content if record in versions else Content("", {})
        label = versions[record].label if record in versions else ""
        found += [
            Item(attaching.safe_name(file.name), label or f"{member.number} v{member.revision}", file.sha256, file.size,
                 ref=file)
            for file in said.files if file.name != FILE
        ]  # fmt: skip
    return named(found)


def from_disk(
    chosen: Iterable[Path], version: str, *, progress: Progress = lambda part: None, cancelled: Stop = lambda: False
) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
    """Files, and everything below folders, with their hashes; and what could not be read, each named. Raises Cancelled.

    Links are not followed.
    """
    waiting: list[tuple[str, Path, int]] = []
    problems: list[Fault] = []
    for path in chosen:
        if path.is_dir() and not path.is_symlink():
            found = folders.listed(path, cancelled=cancelled)
            problems += [Fault(f"{folders.shown(path.name)}/{left.name}", left.why) for left in found.left]
            waiting += [(f"{path.name}/{e.name}", e.path, e.size) for e in found.entries if not e.is_folder]
        else:
            waiting.append((path.name, path, _size(path)))
    total, done = sum(size for _name, _path, size in waiting), 0
    items: list[Item] = []
    for name, path, size in waiting:
        try:
            measured, digest = archives.measured(path, cancelled)
        except (OSError, ValueError):
            problems.append(Fault(folders.shown(name), "link" if path.is_symlink() else "unreadable"))
            continue
        items.append(Item(_safe(folders.shown(name)), version, digest, measured, path=path))
        done += size
        progress(done / max(total, 1))
    return tuple(items), tuple(problems)


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return os.lstat(path).st_size
    return 0


def _safe(name: str) -> str:
    """Each part of a name made safe; a dot in front, which hides a file, stays where there is more than dots."""
    parts = name.split("/")
    return "/".join(
        f".{attaching.safe_name(p)}" if p[:1] == "." and p.strip(". ") else attaching.safe_name(p) for p in parts
    )


def named(items: Sequence[Item]) -> tuple[Item, ...]:
    """The same files with names that no two of them share on any system, the program's own lists included."""
    taken = {_folded(own) for own in OWN}
    found: list[Item] = []
    for item in items:
        stem, dot, ending = item.name.rpartition(".") if "." in item.name.rpartition("/")[2] else (item.name, "", "")
        name, number = item.name, 1
        while _folded(name) in taken:
            number += 1
            name = f"{stem} ({number}){dot}{ending}"
        taken.add(_folded(name))
        found.append(replace(item, name=name))
    return tuple(found)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def deliver(ws: Workspace, project_id: int, draft: Draft) -> Done[Record]:
    """Record a delivery with its list of files; it stands as prepared until somebody says that it was handed over."""
    checks.check_date(draft.delivered_on)
    if not draft.version.strip() or not draft.receiver.strip():
        raise Invalid("Say which version goes to whom.")
    if not draft.items:
        raise Invalid("Choose at least one file.", hint="Take those of a baseline, or add files from disk.")
    product = product_of(projects.model_of(ws, projects.project(ws, project_id)))
    if product is None:
        raise Invalid("This project keeps no register of deliveries.")
    said: dict[str, Any] = {
        "version": draft.version.strip(), "delivered-on": draft.delivered_on, "receiver": draft.receiver.strip(),
        "how": draft.how.strip(), "news": draft.news.strip(), "known-problems": draft.known_problems.strip(),
        "items": [{"item": i.name, "version": i.version, "sha256": i.sha256} for i in named(draft.items)],
    }  # fmt: skip
    if draft.baseline:
        said["delivers"] = [str(draft.baseline)]
    content = Content(draft.version.strip(), fields_of(product, said))
    return records.create(ws, project_id, product.id, content=content)


def listed(ws: Workspace, delivery: int) -> dict[str, str]:
    """Name → SHA-256 of what a delivery says it holds; items without a hash are left out."""
    page = records.page(ws, delivery)
    table = page.product.own("items")
    rows: list[dict[str, Any]] = page.revision.content.fields.get(table.id, []) if table else []
    return {str(row.get("item", "")): str(row["sha256"]) for row in rows if row.get("sha256")}


def letter(tr: Translator, draft: Draft, company: str, project: str) -> str:
    """The list for people that goes with the files."""
    head = [
        tr("Delivery of {version}", version=draft.version),
        f"{company} · {project}",
        tr("To: {receiver}", receiver=draft.receiver),
        tr("Date: {date}", date=draft.delivered_on),
    ]
    texts = [(tr("What is new"), draft.news), (tr("Known problems"), draft.known_problems)]
    said = [line for title, text in texts if text.strip() for line in ("", title, text.strip())]
    rows = [f"{item.name}\n  {item.version} · {item.size} B\n  SHA-256 {item.sha256}" for item in named(draft.items)]
    check = tr("To check the files: sha256sum -c {list}", list=LIST)
    return "\n".join([*head, *said, "", tr("Files"), *rows, "", check, ""])


def write_kit(
    ws: Workspace,
    draft: Draft,
    target: Path,
    text: str,
    *,
    progress: Progress = lambda part: None,
    cancelled: Stop = lambda: False,
) -> Kit:
    """Write the files with both lists into a new folder, or a new ZIP when the name ends so, and check it.

    Raises Invalid when a file changed since it was hashed, StorageFailed, Cancelled; nothing is left then.
    """
    check_new(target)
    items = named(draft.items)
    partial = target.with_name(target.name + ".part")
    is_zip = target.suffix.casefold() == ".zip"
    try:
        partial.mkdir()
        total, done = sum(item.size for item in items), 0
        for item in items:
            _copy(ws, item, partial.joinpath(*item.name.split("/")), cancelled)
            done += item.size
            progress((0.5 if is_zip else 0.8) * done / max(total, 1))
        sums = {item.name: item.sha256 for item in items}
        (partial / LIST).write_bytes(archives.lines(sums))
        (partial / LETTER).write_text(text, encoding="utf-8", newline="\n")
        checked = archives.check_folder(partial, sums, ignored=OWN, cancelled=cancelled)
        if checked.problems:
            raise StorageFailed("The copy is not what was read: {name}", place=str(target),
                                name=checked.problems[0].name)  # fmt: skip
        if is_zip:
            _pack(partial, target, cancelled)
        else:
            partial.rename(target)
    except OSError as error:
        reason = error.strerror or error
        raise StorageFailed("The files could not be written ({reason}).", place=str(target), reason=reason) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    progress(1.0)
    return Kit(target, len(items), total)


def _copy(ws: Workspace, item: Item, place: Path, cancelled: Stop) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with place.open("xb") as out:
        for block in _blocks(ws, item):
            if cancelled():
                raise Cancelled("Stopped; nothing was kept.")
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != item.sha256:
        raise Invalid("The file changed since it was put on the list.", hint="Take it out and add it again.",
                      place=str(item.path or item.name))  # fmt: skip


def _blocks(ws: Workspace, item: Item) -> Iterator[bytes]:
    if item.ref is not None:
        with ws.reading() as connection:
            yield from files.blocks(connection, item.ref.sha256)
    elif item.path is not None:
        with folders.opened(item.path) as stream:
            while block := stream.read(folders.BLOCK):
                yield block


def _pack(folder: Path, target: Path, cancelled: Stop) -> None:
    packed = target.with_name(target.name + ".zip.part")
    try:
        with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            for entry in folders.listed(folder).entries:
                if cancelled():
                    raise Cancelled("Stopped; nothing was kept.")
                archive.write(entry.path, entry.name)
        packed.rename(target)
    finally:
        with contextlib.suppress(OSError):
            packed.unlink()


def verify(ws: Workspace, delivery: int, found: Path, *, cancelled: Stop = lambda: False) -> Checked:
    """Compare a folder, or a ZIP, with the list of a delivery; what differs is named. Raises Invalid, Cancelled."""
    sums = listed(ws, delivery)
    if not sums:
        raise Invalid("This delivery lists no file with its SHA-256, so there is nothing to compare.")
    if found.is_dir():
        return archives.check_folder(found, sums, ignored=OWN, cancelled=cancelled)
    return archives.check_plain(found, sums, ignored=OWN, cancelled=cancelled)
