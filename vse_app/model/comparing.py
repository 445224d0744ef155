"""Two models side by side, aligned by the rows of a mapping between them; what no row speaks of is said openly.

Chains through other models are not followed: that is coverage. Names that look alike are hints, never a mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vse_app.model import browsing
from vse_app.model.browsing import Catalogue, Entry
from vse_app.model.mapping import MappingTable, Row
from vse_app.model.search import fold

SAME: Final = ("equal", "same", "renamed")
"""Kinds of pair that say the same on both sides; every other one is a difference."""


@dataclass(frozen=True, slots=True)
class Side:
    """An element on one side."""

    key: str
    kind: str
    id: str
    title: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the comparison; one side is None where nothing is mapped, `type` is "" then.

    `hint` is an unmapped element of the other model with the same name. `confidence` and `provenance` are those of
    the mapping ("" where the edition itself says what became of the element).
    """

    left: Side | None
    right: Side | None
    type: str
    confidence: str = ""
    provenance: str = ""
    hint: Side | None = None

    @property
    def is_mapped(self) -> bool:
        """Whether both sides are there."""
        return self.left is not None and self.right is not None

    @property
    def differs(self) -> bool:
        """Whether it is anything but the same on both sides."""
        return self.type not in SAME


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models by edition, the pairs in the order of the left one, what is only on the right at the end.

    `kinds` are the kinds of element compared; `left_out` those of either model that no row speaks of, with how many
    there are. `has_mapping` is False when nobody wrote a mapping between the two and no edition tells what changed.
    """

    left: str
    right: str
    pairs: tuple[Pair, ...]
    kinds: tuple[str, ...]
    left_out: Mapping[str, int]
    has_mapping: bool
    about: tuple[Mapping[str, str], ...] = ()

    def chosen(self, which: str) -> tuple[Pair, ...]:
        """The pairs that a filter leaves; see `FILTERS`. Further ones: mapped, same, left, right, hints."""
        return tuple(pair for pair in self.pairs if _TESTS[which](pair))

    def count(self, which: str) -> int:
        """How many pairs a filter leaves."""
        return len(self.chosen(which))


FILTERS: Final = ("all", "differing", "unmapped")
"""Which pairs can be shown: all, those mapped but not the same, those on one side only."""
_TESTS: Final[Mapping[str, Callable[[Pair], bool]]] = {
    "all": lambda pair: True,
    "mapped": lambda pair: pair.is_mapped,
    "same": lambda pair: pair.is_mapped and not pair.differs,
    "differing": lambda pair: pair.is_mapped and pair.differs,
    "unmapped": lambda pair: not pair.is_mapped,
    "left": lambda pair: pair.right is None,
    "right": lambda pair: pair.left is None,
    "hints": lambda pair: pair.hint is not None and pair.left is not None,
}


def compare(left: Catalogue, right: Catalogue, tables: Sequence[MappingTable], language: str) -> Comparison:
    """Set two models side by side, in the words of a language."""
    ends = (left.model.ref, right.model.ref)
    direct = [t.seen_from(ends[0]) for t in tables if {t.source, t.target} == set(ends)] if ends[0] != ends[1] else []
    mapped = [row for table in direct for row in table.rows]
    rows = [*_edition_rows(left, right, mapped), *mapped]
    pairs = _Pairs(left, right, language)
    for row in rows:
        pairs.add(row)
    pairs.finish()
    abouts = tuple(table.about for table in direct if table.about)
    return Comparison(*ends, tuple(pairs.in_order()), pairs.kinds, pairs.left_out(), bool(rows), abouts)


class _Pairs:
    """Collects the pairs of a comparison."""

    def __init__(self, left: Catalogue, right: Catalogue, language: str) -> None:
        self._left, self._right, self._language = left, right, language
        self._of: dict[str, list[Pair]] = {}
        self._met: set[str] = set()
        self._alone: list[Pair] = []
        self._kinds: tuple[set[str], set[str]] = (set(), set())

    def add(self, row: Row) -> None:
        """A row of a mapping; one whose ends do not exist (any more) is left out."""
        left, right = self._left.find(row.source), self._right.find(row.target)
        if left is None or right is None:
            return
        self._kinds[0].add(left.kind)
        self._kinds[1].add(right.kind)
        self._met.add(right.key)
        pair = Pair(
            self._side(self._left, left), self._side(self._right, right), row.type, row.confidence, row.provenance
        )
        self._of.setdefault(left.key, []).append(pair)

    def finish(self) -> None:
        """Add what is on one side only, with hints where two unmapped names are alike."""
        for kinds, found in zip(self._kinds, (self._left, self._right), strict=True):
            if not kinds:
                kinds.add(_base_kind(found))
        lonely_left = [e for e in self._left if e.kind in self._kinds[0] and e.key not in self._of]
        lonely_right = [e for e in self._right if e.kind in self._kinds[1] and e.key not in self._met]
        names_left = self._by_name(self._left, lonely_left)
        names_right = self._by_name(self._right, lonely_right)
        for entry in lonely_left:
            hint = names_right.get(self._name(self._left, entry))
            self._of[entry.key] = [Pair(self._side(self._left, entry), None, "", hint=hint)]
        for entry in lonely_right:
            hint = names_left.get(self._name(self._right, entry))
            self._alone.append(Pair(None, self._side(self._right, entry), "", hint=hint))

    def in_order(self) -> Iterator[Pair]:
        """The pairs as they are read."""
        for entry in self._left:
            yield from self._of.get(entry.key, ())
        yield from self._alone

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of element compared, in the order of browsing."""
        return tuple(kind for kind in browsing.KINDS if kind in self._kinds[0] | self._kinds[1])

    def left_out(self) -> Mapping[str, int]:
        """Kinds that are not compared, and how many such elements both models have together."""
        found: dict[str, int] = {}
        for kinds, side in zip(self._kinds, (self._left, self._right), strict=True):
            for entry in side:
                if entry.kind not in kinds:
                    found[entry.kind] = found.get(entry.kind, 0) + 1
        return found

    def _side(self, found: Catalogue, entry: Entry) -> Side:
        title = browsing.title(found.model, entry, self._language)
        return Side(entry.key, entry.kind, entry.shown_id, title, entry.is_recalled)

    def _name(self, found: Catalogue, entry: Entry) -> str:
        return fold(browsing.title(found.model, entry, self._language)).strip()

    def _by_name(self, found: Catalogue, entries: Sequence[Entry]) -> Mapping[str, Side]:
        return {self._name(found, entry): self._side(found, entry) for entry in reversed(entries)}


def _base_kind(found: Catalogue) -> str:
    """The kind of element that a side is compared by where no row names any: its processes, else its topics."""
    return browsing.PROCESS if found.model.processes else browsing.TOPIC


def _edition_rows(left: Catalogue, right: Catalogue, mapped: Sequence[Row]) -> Iterator[Row]:
    """What the newer of two editions of one model tells about the older one, as far as no mapping speaks of it."""
    backwards = left.model.changes_from == right.model.edition
    older, newer = (right, left) if backwards else (left, right)
    if older.model.id != newer.model.id or newer.model.changes_from != older.model.edition or older is newer:
        return
    said = {(row.source, row.target) for row in mapped}
    for source, target, kind in (*_told(newer), *_kept(older, newer, mapped)):
        ends = (target, source) if backwards else (source, target)
        if ends not in said:
            yield Row(*ends, kind, "", "")


def _told(newer: Catalogue) -> Iterator[tuple[str, str, str]]:
    """What the newer edition says became of elements: before, after, and how."""
    for change in newer.model.changes:
        for before in change.before:
            yield from ((before, after, change.kind) for after in change.after)


def _kept(older: Catalogue, newer: Catalogue, mapped: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """Elements that stayed where they were: ids live as long as a model, unless it tells what changed.

    The same number says nothing where what stands above it changed, or where a mapping says more.
    """
    gone = {name for change in newer.model.changes for name in (*change.before, *change.after)}
    gone |= {name for row in mapped for name in (row.source, row.target)}
    kinds = {older[name].kind for row in mapped for name in (row.source, row.target) if name in older}
    kept: set[str] = {""}
    for entry in older:
        there = newer.find(entry.key)
        if there is None or there.kind != entry.kind or entry.key in gone or entry.above not in kept:
            continue
        alike = _name_of(older, entry) == _name_of(newer, there)
        if alike or entry.kind != browsing.TOPIC:
            kept.add(entry.key)
            if not kinds or entry.kind in kinds:
                yield entry.key, entry.key, "same" if alike else "same-number"


def _name_of(found: Catalogue, entry: Entry) -> str:
    return fold(browsing.title(found.model, entry, "en")).strip()
