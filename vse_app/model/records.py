"""Records: filled work products in immutable revisions, with the events that happened to each version.

A stamp is a hash of content. An approval names the stamp it saw; when the content changes, the approval is stale by
arithmetic and no flag has to remember it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

FORMS = ("form", "file", "link")


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file kept in the company file: content address, the name it came with, size in bytes, date at its source."""

    sha256: str
    name: str
    size: int
    source_dated: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a revision says: fields written here, files, or the address of something kept elsewhere (not captured)."""

    title: str
    fields: Mapping[str, Any]
    files: tuple[FileRef, ...] = ()
    link: str = ""

    @property
    def form(self) -> str:
        """How it is held: file, form or link (the first that applies)."""
        return "file" if self.files else "link" if self.link and not self.fields else "form"

    @property
    def has_content(self) -> bool:
        """Whether it says anything: a title alone or an empty file does not."""
        return bool(self.fields) or bool(self.link) or any(f.size for f in self.files)

    def stamp(self) -> str:
        """SHA-256 over title, fields, file contents and names, and link; 64 hexadecimal digits."""
        body = {
            "title": self.title,
            "fields": dict(self.fields),
            "files": [[f.sha256, f.name] for f in self.files],
            "link": self.link,
        }
        text = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()


class Revision(NamedTuple):
    """One immutable version. `happened` and `source_dated` are ISO dates, `captured` an ISO moment in UTC."""

    record: int
    no: int
    label: str
    content: Content
    stamp: str
    author: str
    note: str
    happened: str
    source_dated: str
    captured: str


class VersionHead(NamedTuple):
    """Who wrote a version and its three dates, without its content."""

    record: int
    no: int
    label: str
    author: str
    happened: str
    source_dated: str
    captured: str


class Event(NamedTuple):
    """A state given to a version by a person in a role. `withdrawn` is the reason it no longer counts, or ""."""

    id: int
    record: int
    revision: int
    stamp: str
    state: str
    person: str
    role: str
    task: str
    iteration: int
    happened: str
    captured: str
    note: str
    withdrawn: str


class Record(NamedTuple):
    """The head of a record and the facts of its current revision, enough for lists, path and rules."""

    id: int
    project: int
    kind: str
    number: str
    task: str
    iteration: int
    owner: str
    due: str
    withdrawn: str
    revision: int
    title: str
    stamp: str
    form: str
    filled: bool
    parts: tuple[str, ...]
    author: str
    happened: str
    source_dated: str
    captured: str


def holding(events: Iterable[Event], stamp: str) -> frozenset[str]:
    """States that hold on the version with this stamp."""
    return frozenset(e.state for e in events if e.stamp == stamp and not e.withdrawn)


def approved_stamps(events: Iterable[Event]) -> dict[str, set[str]]:
    """Stamp → states that hold on it, for every version that ever got one."""
    found: dict[str, set[str]] = {}
    for event in events:
        if not event.withdrawn:
            found.setdefault(event.stamp, set()).add(event.state)
    return found


def stale(events: Iterable[Event], stamp: str) -> tuple[Event, ...]:
    """Events of other versions whose state does not hold on this one: the newest of each state."""
    live = [e for e in events if not e.withdrawn]
    now = holding(live, stamp)
    newest = {e.state: e for e in sorted(live, key=lambda e: e.id)}
    return tuple(e for e in newest.values() if e.state not in now)


def number_for(abbr: str, count: int, many: bool) -> str:
    """The number of the next record of a kind: `CR-003` where there are many, the abbreviation where there is one."""
    return f"{abbr}-{count + 1:03d}" if many else abbr
