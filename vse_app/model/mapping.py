"""Mappings between models, element by element, and the way from one model to another through them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

REVERSED: Final[Mapping[str, str]] = {
    "equal": "equal",
    "subset": "superset",
    "superset": "subset",
    "intersects": "intersects",
}
"""Kinds of a row, and what each is when read from the other side.

Read as "`source` is … of `target`": equal, a subset of it, a superset of it, or the two share something.
"""

CONFIDENCES: Final = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Row:
    """One element of the source model against one of the target model.

    `joint` rows cover their target together: it is reached in full when the sources of all of them are. `joint_back`
    rows do so read from the other side: all their targets together cover the source.
    """

    source: str
    target: str
    type: str
    confidence: str
    provenance: str
    joint: bool = False
    joint_back: bool = False

    @property
    def covers(self) -> bool:
        """Whether reaching the source reaches the whole target. What is of low confidence is never taken as whole."""
        return self.type in ("equal", "superset") and self.confidence != "low"

    def reversed(self) -> Row:
        """The same row read from the other side."""
        kind = REVERSED[self.type]
        return Row(self.target, self.source, kind, self.confidence, self.provenance, self.joint_back, self.joint)


@dataclass(frozen=True, slots=True)
class MappingTable:
    """All rows from one model edition to another; `through` are editions whose own mappings say more in between."""

    source: str
    target: str
    rows: tuple[Row, ...]
    through: tuple[str, ...] = ()
    about: Mapping[str, str] | None = None

    def seen_from(self, model: str) -> MappingTable:
        """This table with `model` as its source."""
        if model == self.source:
            return self
        rows = tuple(row.reversed() for row in self.rows)
        return MappingTable(self.target, self.source, rows, self.through, self.about)


Leg = tuple[MappingTable, ...]
"""One way from a model to another: tables to go through, each seen from where it is entered."""


def routes(tables: Sequence[MappingTable], source: str, target: str) -> tuple[Leg, ...]:
    """The shortest ways from one model edition to another, and those a direct table says to go through as well."""
    found = list(_shortest(tables, source, target))
    for leg in tuple(found):
        if len(leg) == 1:
            for pivot in leg[0].through:
                first = _shortest(tables, source, pivot, without=leg[0])
                found += [a + b for a in first for b in _shortest(tables, pivot, target, without=leg[0])]
    return tuple(found)


def _shortest(
    tables: Sequence[MappingTable], source: str, target: str, without: MappingTable | None = None
) -> tuple[Leg, ...]:
    banned = {without.source, without.target} if without else set[str]()
    neighbours: dict[str, list[MappingTable]] = {}
    for table in tables:
        if {table.source, table.target} != banned:
            neighbours.setdefault(table.source, []).append(table)
            neighbours.setdefault(table.target, []).append(table)
    distance = {source: 0}
    queue = deque([source])
    while queue:
        here = queue.popleft()
        for there in (t.seen_from(here).target for t in neighbours.get(here, ())):
            if there not in distance:
                distance[there] = distance[here] + 1
                queue.append(there)
    return tuple(_ways(neighbours, distance, source, target)) if target in distance else ()


def _ways(
    neighbours: Mapping[str, list[MappingTable]], distance: Mapping[str, int], source: str, target: str
) -> Iterator[Leg]:
    """Every shortest way, followed backwards from the target."""
    if source == target:
        yield ()
        return
    for table in neighbours.get(target, ()):
        before = table.seen_from(target).target
        if distance.get(before, -1) == distance[target] - 1:
            for way in _ways(neighbours, distance, source, before):
                yield (*way, table.seen_from(before))
