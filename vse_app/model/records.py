"""Records: filled work products in immutable revisions, with the events that happened to each version.

A stamp is a hash of content. An approval names the stamp it saw; when the content changes, the approval is stale by
arithmetic and no flag has to remember it. Where the rows of a register are part of a document, its stamp covers them:
a changed row makes the document's approval stale as a changed field would.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from vse_app.model.canonical import canonical

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
        return hashlib.sha256(canonical(body).encode("ascii")).hexdigest()

    def core(self) -> str:
        """As `stamp`, without the links it makes: what a link compares, so that adding one link disturbs no other."""
        return self.fingerprints()[1]

    def fingerprints(self) -> tuple[str, str]:
        """`stamp` and `core`, worked out once where they are the same."""
        stamp = self.stamp()
        if not has_links(self.fields):
            return stamp, stamp
        return stamp, replace(self, fields=without_links(self.fields)).stamp()


def has_links(fields: Mapping[str, Any]) -> bool:
    """Whether any of the fields makes links."""
    return any(type(value) is list and _is_links(value) for value in fields.values())


def without_links(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that make no links."""
    return {name: value for name, value in fields.items() if not (type(value) is list and _is_links(value))}


def _is_links(value: Any) -> bool:
    """Links are stored as a list of texts, the rows of a table as a list of objects."""
    return isinstance(value, list) and all(isinstance(item, str) for item in cast("list[Any]", value))


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
    """A state given to a version by a person in a role. `withdrawn` is the reason it no longer counts, or "".

    Without a `stamp` it says where the entry as such stands in its follow-up, whatever its text becomes.
    """

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
    """The head of a record and the facts of its current revision, enough for lists, path and rules.

    `place` sorts a tree of records, `follow` is where an entry stands in its follow-up ("": at the beginning), `rows`
    the rows of registers that are part of it (see `with_rows`), `core` its fingerprint without links ("": as `stamp`).
    """

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
    place: str = ""
    follow: str = ""
    rows: str = ""
    core: str = ""

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """What a link to this version may have kept."""
        return (self.core, self.stamp)


class Seen(NamedTuple):
    """What a link kept when it was made or looked at again: fingerprints of its target and of its source.

    `by` (a person's id) and `on` (ISO date) say who looked at it again and when; "" while nobody has.
    """

    target: str = ""
    source: str = ""
    by: str = ""
    on: str = ""


def suspect(seen: Seen, source: Record, target: Record, watch: str) -> tuple[str, ...]:
    """The ends ("target", "source") that changed since the link was made or looked at, of those that are watched."""
    ends = {"both": ("target", "source"), "none": ()}.get(watch, ("target",))
    kept = {"target": (seen.target, target), "source": (seen.source, source)}
    return tuple(end for end in ends if kept[end][0] and kept[end][0] not in kept[end][1].fingerprints)


def with_rows(stamp: str, rows: str) -> str:
    """The stamp of a document whose own content has `stamp` and that the `rows` of registers are part of."""
    return hashlib.sha256(f"{stamp} {rows}".encode()).hexdigest() if rows else stamp


def row_digest(record: int, stamp: str) -> int:
    """What one row adds to the digest of its register; digests add up, so that one changed row costs one step."""
    return int.from_bytes(hashlib.sha256(f"{record} {stamp}".encode()).digest(), "big") if stamp else 0


def row_counts(rows: str) -> dict[str, int]:
    """Field → how many rows of a register it has, as a record's `rows` says."""
    return {field: count for field, (count, _digest) in json.loads(rows).items()} if rows else {}


def holding(events: Iterable[Event], stamp: str) -> frozenset[str]:
    """States that hold on the version with this stamp."""
    return frozenset(e.state for e in events if e.stamp == stamp and not e.withdrawn)


def approved_stamps(events: Iterable[Event]) -> dict[str, set[str]]:
    """Stamp → states that hold on it, for every version that ever got one."""
    found: dict[str, set[str]] = {}
    for event in events:
        if not event.withdrawn and event.stamp:
            found.setdefault(event.stamp, set()).add(event.state)
    return found


def stale(events: Iterable[Event], stamp: str) -> tuple[Event, ...]:
    """Events of other versions whose state does not hold on this one: the newest of each state."""
    live = [e for e in events if not e.withdrawn and e.stamp]
    now = holding(live, stamp)
    newest = {e.state: e for e in sorted(live, key=lambda e: e.id)}
    return tuple(e for e in newest.values() if e.state not in now)


def number_for(abbr: str, count: int, many: bool) -> str:
    """The number of the next record of a kind: `CR-003` where there are many, the abbreviation where there is one."""
    return f"{abbr}-{count + 1:03d}" if many else abbr
