"""Traceability: from a requirement over design, components and tests to results, and what is missing on the way.

Which records stand in a column is found by register and by type of link, never by name. What is said of a whole counts
for its parts (a design element that satisfies a requirement satisfies what that consists of), and is marked as such; a
test of a whole is no test of a part. A requirement that consists of others is traced through them and not counted.
A record in which a required field says nothing covers nothing: no number rises by adding empty records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from vse_app.model.trace_chain import Chain

ORIGIN: Final = "origin"
"""Column of the edges that tell where a requirement comes from."""
DROPPED: Final = "dropped"
"""State of the follow-up of a requirement that will not be met; it is not counted."""
PASSED, FAILED, BLOCKED, PENDING = "passed", "failed", "blocked", "pending"
WORST: Final = (FAILED, BLOCKED, PENDING, PASSED)
"""Results, the worst first; of several tests the worst counts."""
COVERED: Final = frozenset({"linked", "whole", PASSED})
HOLES: Final = frozenset({"hole", "empty", "indirect", "outdated"})
"""States of a cell that are holes: nothing there, only records that say nothing, only tests of something else, and a
justification given before the requirement changed."""


class Node(NamedTuple):
    """A record as the trace sees it. `says`: its required fields say something; `follow` and `result` as stored.

    `stamp` and `core` are those of a requirement, "" for others.
    """

    id: int
    kind: str
    number: str
    title: str
    place: str
    stamp: str
    core: str
    follow: str
    revision: int
    happened: str
    says: bool
    result: str = ""
    version: str = ""

    @property
    def is_dropped(self) -> bool:
        """Whether somebody decided that it will not be met."""
        return self.follow == DROPPED

    @property
    def above(self) -> tuple[int, ...]:
        """Ids of what it is part of, the nearest first."""
        return tuple(int(key, 16) for key in self.place.split(".")[-2::-1]) if "." in self.place else ()


class Edge(NamedTuple):
    """A link of the trace; `column` is the place it comes from ("origin": where a requirement comes from)."""

    id: int
    source: int
    target: int
    column: str
    suspect: bool


class Justified(NamedTuple):
    """A hole that somebody let stand: why, who, when (ISO date); `core` is the requirement they looked at."""

    record: int
    column: str
    reason: str
    person: str
    happened: str
    core: str = ""


class Item(NamedTuple):
    """A record in a cell; `through` is the record over which it is reached (0: linked itself), `whole` says that it
    is said of what the requirement, or the design, is part of."""

    id: int
    through: int = 0
    whole: bool = False
    edge: Edge | None = None


class Cell(NamedTuple):
    """A column of a requirement. `state`: linked, whole (through what it is part of), hole, empty, indirect, justified,
    outdated, passed, failed, blocked, pending, parts, dropped."""

    state: str
    items: tuple[Item, ...] = ()
    justified: Justified | None = None


class Row(NamedTuple):
    """A requirement with its cells by column, and the edges on its way that ask for a look."""

    id: int
    cells: Mapping[str, Cell]
    suspects: tuple[Edge, ...]

    @property
    def holes(self) -> tuple[str, ...]:
        """The columns in which something is missing."""
        return tuple(column for column, cell in self.cells.items() if cell.state in HOLES)


@dataclass
class Graph:
    """Records and links of a trace, all of them or what a few requirements reach. `groups`: requirements with parts."""

    chain: Chain
    nodes: Mapping[int, Node]
    edges: Sequence[Edge]
    parts: Mapping[int, Sequence[int]] = field(default_factory=dict[int, Sequence[int]])
    groups: frozenset[int] = frozenset()
    justified: Mapping[tuple[int, str], Justified] = field(default_factory=dict[tuple[int, str], Justified])

    def __post_init__(self) -> None:
        self._into: dict[tuple[int, str], list[Edge]] = {}
        self.origins: dict[int, list[Edge]] = {}
        for edge in self.edges:
            if edge.column == ORIGIN:
                self.origins.setdefault(edge.source, []).append(edge)
            elif edge.source in self.nodes:
                self._into.setdefault((edge.target, edge.column), []).append(edge)
        self._built: dict[int, tuple[Item, ...]] = {}
        self._latest: dict[int, tuple[str, Item | None]] = {}

    def into(self, record: int, column: str) -> Sequence[Edge]:
        """The links of a place that lead to a record."""
        return self._into.get((record, column), ())

    def row(self, record: int) -> Row:
        """A requirement traced to its results."""
        node = self.nodes[record]
        columns = self.chain.columns
        if node.is_dropped:
            return Row(record, dict.fromkeys(columns, Cell(DROPPED)), ())
        designs = self._designs(node)
        components = self._components(node, designs)
        tests, others = self._tests(node, designs, components)
        state, results = self._results(tests)
        found = {
            "design": (_link_state(self, designs), designs),
            "component": (_link_state(self, components), components),
            "test": (_test_state(self, tests, others), (*tests, *others)),
            "result": (state, results),
        }
        is_group = record in self.groups
        cells = {column: self._cell(node, column, *found[column], is_group=is_group) for column in columns}
        cells |= _follows(cells)
        items = [item for column in columns for item in found[column][1]]
        edges = [item.edge for item in items if item.edge] + list(self.origins.get(record, ()))
        suspects = {edge.id: edge for edge in edges if edge.suspect}
        return Row(record, cells, tuple(suspects.values()))

    def _cell(self, node: Node, column: str, state: str, items: tuple[Item, ...], *, is_group: bool) -> Cell:
        if state not in HOLES:
            return Cell(state, items)
        if is_group:
            return Cell("parts", items)
        given = self.justified.get((node.id, column))
        if given is None:
            return Cell(state, items)
        fits = not given.core or given.core in (node.core, node.stamp)
        return Cell("justified" if fits else "outdated", items, given)

    def _designs(self, node: Node) -> tuple[Item, ...]:
        own = [Item(e.source, 0, False, e) for e in self.into(node.id, "design")]
        own += [Item(e.source, a, True, e) for a in node.above for e in self.into(a, "design")]
        return self._nearest(_once(own))

    def _components(self, node: Node, designs: Sequence[Item]) -> tuple[Item, ...]:
        found = [Item(e.source, 0, False, e) for e in self.into(node.id, "component")]
        for design in designs:
            found += [item._replace(whole=item.whole or design.whole) for item in self._builds(design.id)]
        found += [Item(e.source, a, True, e) for a in node.above for e in self.into(a, "component")]
        return self._nearest(_once(found))

    def _nearest(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Without what is said of a whole, where something is said of the part itself."""
        own = tuple(item for item in items if not item.whole)
        return own if any(self.nodes[item.id].says for item in own) else items

    def _builds(self, design: int) -> tuple[Item, ...]:
        """The components that implement a design element: itself, its parts, what it is part of."""
        if design not in self._built:
            found = [Item(e.source, design, False, e) for e in self.into(design, "component")]
            for part in self._below(design):
                found += [Item(e.source, part, False, e) for e in self.into(part, "component")]
            for above in self.nodes[design].above:
                found += [Item(e.source, above, True, e) for e in self.into(above, "component")]
            self._built[design] = tuple(found)
        return self._built[design]

    def _below(self, record: int) -> Iterator[int]:
        for part in self.parts.get(record, ()):
            yield part
            yield from self._below(part)

    def _tests(
        self, node: Node, designs: Sequence[Item], components: Sequence[Item]
    ) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """The tests of the requirement itself, and those of what was made for it."""
        own = _once(Item(e.source, 0, False, e) for e in self.into(node.id, "test"))
        known = {item.id for item in own}
        others = _once(
            Item(e.source, made.id, made.whole, e)
            for made in (*designs, *components)
            for e in self.into(made.id, "test")
            if e.source not in known
        )
        return own, others

    def _results(self, tests: Sequence[Item]) -> tuple[str, tuple[Item, ...]]:
        """The worst of the latest results of the tests that count; a test without one is pending."""
        states: list[str] = []
        items: list[Item] = []
        for test in tests:
            if not self.nodes[test.id].says:
                continue
            state, item = self.latest(test.id)
            states.append(state)
            items += [item] if item else []
        return next((state for state in WORST if state in states), "hole"), tuple(items)

    def latest(self, test: int) -> tuple[str, Item | None]:
        """How a test ended last: its latest run by day, of one day the one written last; pending without any."""
        if test not in self._latest:
            runs = [e for e in self.into(test, "result") if self.nodes[e.source].says]
            newest = max(runs, key=lambda e: (self.nodes[e.source].happened, e.source), default=None)
            state = self.nodes[newest.source].result if newest else PENDING
            state = state if state in WORST else PENDING
            self._latest[test] = (state, Item(newest.source, test, False, newest) if newest else None)
        return self._latest[test]


def _follows(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Where a missing test is let stand, nobody waits for its result."""
    test, result = cells.get("test"), cells.get("result")
    if test is None or result is None or test.state != "justified" or result.state != "hole":
        return {}
    return {"result": Cell("justified", (), test.justified)}


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each record once, as it is reached most directly."""
    found: dict[int, Item] = {}
    for item in items:
        found.setdefault(item.id, item)
    return tuple(found.values())


def _link_state(graph: Graph, items: Sequence[Item]) -> str:
    saying = [item for item in items if graph.nodes[item.id].says]
    if not saying:
        return "empty" if items else "hole"
    return "whole" if all(item.whole for item in saying) else "linked"


def _test_state(graph: Graph, own: Sequence[Item], others: Sequence[Item]) -> str:
    if any(graph.nodes[item.id].says for item in own):
        return "linked"
    return "empty" if own else "indirect" if others else "hole"
