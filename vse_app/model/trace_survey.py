"""Every requirement of a project traced at once, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vse_app.model.trace import HOLES, Graph


class Survey(NamedTuple):
    """All requirements at once. `order` are the ids that count; `states` each cell's state by column, in that order;
    the rest are ids: `suspect`, `groups` (consist of others), `dropped`; `loose` by place what leads to nothing."""

    order: Sequence[int]
    states: Mapping[str, Sequence[str]]
    suspect: frozenset[int]
    groups: frozenset[int]
    dropped: frozenset[int]
    loose: Mapping[str, tuple[int, ...]]

    @property
    def total(self) -> int:
        """How many requirements are counted: those in use that consist of no others."""
        return len(self.order)

    def count(self, column: str, *states: str) -> int:
        """How many requirements have one of these states in a column."""
        return sum(map(self.states[column].count, states)) if column in self.states else 0

    def holes(self, column: str) -> int:
        """How many requirements have a hole in a column that nobody justified."""
        return self.count(column, *sorted(HOLES))

    def ids(self, column: str, states: Iterable[str]) -> list[int]:
        """The requirements with one of these states in a column."""
        wanted = frozenset(states)
        return [
            record for record, state in zip(self.order, self.states.get(column, ()), strict=False) if state in wanted
        ]

    def with_holes(self) -> list[int]:
        """The requirements with any hole."""
        rows = zip(self.order, *self.states.values(), strict=True)
        return [record for record, *states in rows if not HOLES.isdisjoint(states)]


def survey(graph: Graph, requirements: Sequence[int]) -> Survey:
    """Trace every requirement; `requirements` are ids in the order of the matrix."""
    columns = graph.chain.columns
    order: list[int] = []
    states: dict[str, list[str]] = {column: [] for column in columns}
    suspect: set[int] = set()
    dropped: set[int] = set()
    for record in requirements:
        if graph.nodes[record].is_dropped:
            dropped.add(record)
            continue
        row = graph.row(record)
        if row.suspects:
            suspect.add(record)
        if record in graph.groups:
            continue
        order.append(record)
        for column in columns:
            states[column].append(row.cells[column].state)
    return Survey(order, states, frozenset(suspect), graph.groups, frozenset(dropped), loose_ends(graph))


def loose_ends(graph: Graph) -> Mapping[str, tuple[int, ...]]:
    """The way back: design elements, components, tests and results that lead to nothing, by place.

    What is part of something that leads somewhere does, and so does what consists of such.
    """
    leading = {(edge.source, edge.column) for edge in graph.edges}
    for record, place in tuple(leading):
        node = graph.nodes.get(record)
        if node is not None and "." in node.place:
            leading.update((up, place) for up in node.above)
    found: dict[str, list[int]] = {column: [] for column in graph.chain.columns}
    for node in graph.nodes.values():
        place = graph.chain.places.get(node.kind, "")
        if place in found and (node.id, place) not in leading and not any((up, place) in leading for up in node.above):
            found[place].append(node.id)
    return {place: tuple(ids) for place, ids in found.items()}
