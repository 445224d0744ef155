"""A model as a tree, and as a map: boxes of tiles, parts inside the process they are part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vse_app.i18n import Translator
from vse_app.model import browsing, library_words
from vse_app.model.browsing import Catalogue, Entry
from vse_app.model.page_parts import Writer

FEW: Final = 6
"""A model with at most so many processes shows their activities on the map too."""
HEADING: Final = "heading"
"""Kind of a node that is no element, only a heading over elements."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree: `key` is "" for a heading and for the model itself."""

    key: str
    kind: str
    id: str
    title: str
    recalled: bool
    below: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """An element on the map; `note` is what there is to it in a word or two."""

    key: str
    kind: str
    id: str
    title: str
    note: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Elements that belong together, under the one they belong to (`head`), or under a title alone."""

    title: str
    head: Tile | None
    tiles: tuple[Tile, ...]
    boxes: tuple[Box, ...] = ()


def tree(tr: Translator, found: Catalogue) -> Node:
    """The whole model; headings stand over work products, roles and topics where there is more than one sort."""
    tops = {kind: [e for e in found.below() if e.kind == kind] for kind in (browsing.PRODUCT, browsing.ROLE)}
    tops[browsing.TOPIC] = [e for e in found.below() if e.kind == browsing.TOPIC]
    processes = [e for e in found.below() if e.kind in (browsing.GROUP, browsing.PROCESS)]
    nodes = [_node(tr, found, entry) for entry in processes]
    for kind, entries in tops.items():
        inside = tuple(_node(tr, found, entry) for entry in entries)
        if not entries:
            continue
        if not processes and len([1 for others in tops.values() if others]) == 1:
            nodes += inside
        else:
            nodes.append(Node("", HEADING, "", library_words.kinds_word(tr, kind), recalled=False, below=inside))
    return Node("", "", "", found.model.about(tr.language), recalled=False, below=tuple(nodes))


def _node(tr: Translator, found: Catalogue, entry: Entry) -> Node:
    return Node(
        entry.key,
        entry.kind,
        entry.shown_id,
        browsing.title(found.model, entry, tr.language),
        entry.is_recalled,
        tuple(_node(tr, found, below) for below in found.below(entry.key)),
    )


def chart(tr: Translator, found: Catalogue) -> tuple[Box, ...]:
    """The map: groups with their processes, processes with their parts; topics under others, else by kind."""
    deep = len(found.model.processes) <= FEW
    boxes = [_group(tr, found, entry, deep=deep) for entry in found.below() if entry.kind == browsing.GROUP]
    alone = [entry for entry in found.below() if entry.kind == browsing.PROCESS]
    if alone:
        title = library_words.kinds_word(tr, browsing.PROCESS)
        boxes.append(_around(tr, found, alone, None, title=title, deep=deep))
    return tuple(boxes) + tuple(_topics(tr, found))


def _group(tr: Translator, found: Catalogue, entry: Entry, *, deep: bool) -> Box:
    inside = found.below(entry.key)
    return _around(tr, found, inside, entry, deep=deep)


def _around(
    tr: Translator, found: Catalogue, inside: Sequence[Entry], head: Entry | None, *, title: str = "", deep: bool
) -> Box:
    """A box of processes; one that has parts, or activities to show, is a box in it."""
    boxes: list[Box] = []
    tiles: list[Tile] = []
    for entry in inside:
        parts = [each for each in found.below(entry.key) if each.kind == browsing.PROCESS]
        activities = [each for each in found.below(entry.key) if each.kind == browsing.ACTIVITY] if deep else []
        if parts or activities:
            nested = _around(tr, found, parts, entry, deep=deep)
            shown = tuple(_tile(tr, found, each) for each in activities)
            boxes.append(Box(nested.title, nested.head, shown + nested.tiles, nested.boxes))
        else:
            tiles.append(_tile(tr, found, entry))
    named = _tile(tr, found, head) if head is not None else None
    return Box(title or (named.title if named else ""), named, tuple(tiles), tuple(boxes))


def _topics(tr: Translator, found: Catalogue) -> Iterator[Box]:
    """Topics with others under them are boxes; those without, side by side in a box of their kind."""
    alone: dict[str, list[Entry]] = {}
    boxes: list[Box] = []
    for entry in found.below():
        if entry.kind != browsing.TOPIC:
            continue
        if found.below(entry.key):
            boxes.append(_topic_box(tr, found, entry))
        else:
            alone.setdefault(entry.item.kind, []).append(entry)
    for kind, entries in alone.items():
        title = str(found.model.word(tr.language, "topic_kinds", kind))
        yield Box(title, None, tuple(_tile(tr, found, entry) for entry in entries))
    yield from boxes


def _topic_box(tr: Translator, found: Catalogue, entry: Entry) -> Box:
    below = found.below(entry.key)
    head = _tile(tr, found, entry)
    return Box(
        head.title,
        head,
        tuple(_tile(tr, found, each) for each in below if not found.below(each.key)),
        tuple(_topic_box(tr, found, each) for each in below if found.below(each.key)),
    )


def _tile(tr: Translator, found: Catalogue, entry: Entry) -> Tile:
    line = Writer(tr, found).line(entry)
    return Tile(entry.key, entry.kind, line.label, line.text, _note(tr, found, entry), line.recalled)


def _note(tr: Translator, found: Catalogue, entry: Entry) -> str:
    """How much there is under an element, or the number a topic carries."""
    if entry.kind == browsing.TOPIC:
        return "" if entry.item.value is None else f"{entry.item.value:,}".replace(",", "\u202f")
    if entry.kind == browsing.ACTIVITY:
        count = entry.item.task_count or len(entry.item.tasks)
        return tr("Tasks: {count}", count=count) if count else ""
    if entry.kind == browsing.PROCESS:
        if entry.item.objectives:
            return tr("Outcomes: {count}", count=len(entry.item.objectives))
        if entry.item.activities:
            return tr("Activities: {count}", count=len(entry.item.activities))
    return ""
