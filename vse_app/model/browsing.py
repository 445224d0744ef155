"""Every element of a model in one order, as a person browses it: what stands under what, and how each is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.model.elements import RECALLED, Process
from vse_app.model.process import ProcessModel

GROUP, PROCESS, OUTCOME, ACTIVITY, TASK = "group", "process", "outcome", "activity", "task"
INDICATOR, CHECK, PRODUCT, ROLE, TOPIC = "indicator", "check", "product", "role", "topic"
KINDS: Final = (GROUP, PROCESS, OUTCOME, INDICATOR, ACTIVITY, TASK, CHECK, PRODUCT, ROLE, TOPIC)
"""Kinds of element, in the order in which they are listed."""
NUMBERED: Final = frozenset({GROUP, PROCESS, OUTCOME, ACTIVITY, TASK, INDICATOR, CHECK})
"""Kinds whose id is the one the standard gives, where it gives one; that of anything else is ours."""
_WORDY: Final = re.compile("[a-z]{3}")

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    GROUP: ("groups", "name"),
    PROCESS: ("processes", "name"),
    OUTCOME: ("objectives", "title"),
    ACTIVITY: ("activities", "name"),
    TASK: ("tasks", "title"),
    INDICATOR: ("indicators", "text"),
    PRODUCT: ("products", "name"),
    ROLE: ("roles", "name"),
    TOPIC: ("topics", "name"),
}
"""Kind → the section of the words and the key of the title."""
_CLAIM: Final[Mapping[str, int]] = {ROLE: 0, PRODUCT: 1}
"""Who gives way when two have the same id: roles first, then products; everything else shares one space of ids."""


class Address(NamedTuple):
    """An element: `model` is edition-qualified, `element` its key there; "" is the model itself."""

    model: str
    element: str = ""

    def __str__(self) -> str:
        """As the command line writes it."""
        return f"{self.model}:{self.element}" if self.element else self.model

    @classmethod
    def of(cls, text: str, model: str) -> Address:
        """An element as a relation names it: by its id in `model`, or with a model of its own before it."""
        ref, _, element = text.rpartition(":")
        return cls(ref or model, element)


@dataclass(frozen=True, slots=True)
class Entry:
    """An element where it stands. `key` is its id, with its kind before it where another element took the id first."""

    kind: str
    id: str
    key: str
    above: str
    item: Any

    @property
    def shown_id(self) -> str:
        """The id, as far as it tells a person anything: a number of the standard does, a word of ours does not."""
        return self.id if self.kind in NUMBERED and not _WORDY.search(self.id) else ""

    @property
    def provenance(self) -> Mapping[str, str]:
        """Where each part of it comes from; "" is the whole."""
        said = self.item.provenance
        return {"": said} if isinstance(said, str) else said

    @property
    def is_recalled(self) -> bool:
        """Whether any part of it was recalled and not checked."""
        return RECALLED in self.provenance.values()


class Catalogue:
    """The entries of one model by key, in the order of browsing: processes, then products, roles and topics."""

    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self._by_key: dict[str, Entry] = {}
        self._below: dict[str, list[Entry]] = {}
        self._key_of: dict[tuple[str, str], str] = {}
        found = list(_walk(model))
        owner = {item.id: kind for kind, item, _ in sorted(found, key=lambda each: _CLAIM.get(each[0], 2))}
        for kind, item, above in found:
            key = item.id if owner[item.id] == kind else f"{kind} {item.id}"
            entry = Entry(kind, item.id, key, self._key_of.get(above, ""), item)
            self._by_key[key] = entry
            self._key_of[kind, item.id] = key
            self._below.setdefault(entry.above, []).append(entry)
        self._aliases = {
            alias: entry.key for entry in self._by_key.values() for alias in getattr(entry.item, "aliases", ())
        }

    def __iter__(self) -> Iterator[Entry]:
        """All entries, each before those below it."""
        return iter(self._by_key.values())

    def __contains__(self, key: str) -> bool:
        """Whether something has this key."""
        return key in self._by_key

    def __getitem__(self, key: str) -> Entry:
        """The entry with a key; KeyError when there is none."""
        return self._by_key[key]

    def find(self, wanted: str) -> Entry | None:
        """The entry with this key or alias, or with this kind and id (`role PM`); None when there is none."""
        kind, _, name = wanted.partition(" ")
        key = self._key_of.get((kind, name)) or (
            wanted if wanted in self._by_key else self._aliases.get(wanted, wanted)
        )
        return self._by_key.get(key)

    def named(self, kind: str, element: str) -> Entry:
        """The entry of a kind with an id; KeyError when there is none."""
        return self._by_key[self._key_of[kind, element]]

    def below(self, key: str = "") -> tuple[Entry, ...]:
        """What stands directly under an entry; "" is the model."""
        return tuple(self._below.get(key, ()))

    def line(self, key: str) -> tuple[Entry, ...]:
        """The entries above one, from the top, without itself."""
        found: list[Entry] = []
        while above := self._by_key[key].above:
            found.insert(0, self._by_key[above])
            key = above
        return tuple(found)

    def names(self) -> Iterable[str]:
        """Everything an element can be asked for by."""
        return (*self._by_key, *self._aliases)


def title(model: ProcessModel, entry: Entry, language: str) -> str:
    """The title of an entry; a check is called after the products it looks at."""
    if entry.kind == CHECK:
        return ", ".join(str(model.word(language, "products", name)) for name in entry.item.products) or entry.id
    section, key = _WORDS[entry.kind]
    return str(model.word(language, section, entry.id, key))


def label(model: ProcessModel, entry: Entry, language: str) -> str:
    """Id and title in one line."""
    return f"{entry.shown_id}  {title(model, entry, language)}".strip()


def _walk(model: ProcessModel) -> Iterator[tuple[str, Any, tuple[str, str]]]:
    """Kind, item, and what it stands under; everything after what it stands under."""
    parts: dict[str, list[Process]] = {}
    wholes = _wholes(model)
    for process in model.processes:
        parts.setdefault(wholes.get(process.id, ""), []).append(process)
    top = ("", "")
    for process in parts.get("", ()):
        if not process.group:
            yield from _process(process, parts, top)
    for group in model.groups:
        yield GROUP, group, top
        for process in parts.get("", ()):
            if process.group == group.id:
                yield from _process(process, parts, (GROUP, group.id))
    for kind, items in ((PRODUCT, model.products), (ROLE, model.roles)):
        for item in items:
            yield kind, item, top
    yield from _topics(model)


def _wholes(model: ProcessModel) -> Mapping[str, str]:
    """The process that each process is part of, as it says itself or as a relation says; never in a circle."""
    ids = {process.id for process in model.processes}
    found = {process.id: process.parent for process in model.processes if process.parent}
    for relation in model.relations:
        if relation.type == "is-part-of" and {relation.source, relation.target} <= ids and relation.source not in found:
            above = relation.target
            while above and above != relation.source:
                above = found.get(above, "")
            if not above:
                found[relation.source] = relation.target
    return found


def _process(
    process: Process, parts: Mapping[str, list[Process]], above: tuple[str, str]
) -> Iterator[tuple[str, Any, tuple[str, str]]]:
    yield PROCESS, process, above
    here = (PROCESS, process.id)
    for kind, items in ((OUTCOME, process.objectives), (INDICATOR, process.indicators)):
        for item in items:
            yield kind, item, here
    for activity in process.activities:
        yield ACTIVITY, activity, here
        for task in activity.tasks:
            yield TASK, task, (ACTIVITY, activity.id)
    for check in process.checks:
        yield CHECK, check, here
    for part in parts.get(process.id, ()):
        yield from _process(part, parts, here)


def _topics(model: ProcessModel) -> Iterator[tuple[str, Any, tuple[str, str]]]:
    below: dict[str, list[Any]] = {}
    for topic in model.topics:
        below.setdefault(topic.parent, []).append(topic)
    todo = [("", topic) for topic in reversed(below.get("", ()))]
    while todo:
        above, topic = todo.pop()
        yield TOPIC, topic, (TOPIC, above) if above else ("", "")
        todo += [(topic.id, child) for child in reversed(below.get(topic.id, ()))]
