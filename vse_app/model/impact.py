"""What a change could touch: records found through links in both directions, with how far away they are and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, NamedTuple

FARTHEST: Final = 4
"""Links followed from what a change names itself."""
MOST: Final = 400
"""Records found at most; beyond that a list helps nobody."""
ROW: Final = "row"
"""Type of the way from a row of a register to the document that it is part of."""


class Edge(NamedTuple):
    """A link between two records; `type` is an id of the model's link types, or `ROW`."""

    source: int
    target: int
    type: str


class Touched(NamedTuple):
    """A record reached in `distance` steps, over a link of a type from or to the record `via`.

    `forward` says that `via` makes the link; otherwise the found record does. At distance 0 the change names it itself.
    """

    record: int
    distance: int
    via: int = 0
    type: str = ""
    forward: bool = True


Neighbours = Callable[[Collection[int]], Iterable[Edge]]
"""All links from or to some records."""


def spread(
    named: Sequence[int], neighbours: Neighbours, *, leave_out: Collection[int] = (), farthest: int = FARTHEST
) -> tuple[tuple[Touched, ...], bool]:
    """What is reached from the records a change names, nearest first, and whether more was there than `MOST`.

    Circles end by themselves: a record is found once, by the shortest way. `leave_out` are never passed.
    """
    found = {record: Touched(record, 0) for record in named}
    passed = set(leave_out)
    edge_of_search = list(found)
    for distance in range(1, farthest + 1):
        reached: dict[int, Touched] = {}
        for edge in neighbours(edge_of_search):
            for here, there, forward in ((edge.source, edge.target, True), (edge.target, edge.source, False)):
                if here in found and there not in found and there not in passed and there:
                    reached.setdefault(there, Touched(there, distance, here, edge.type, forward))
        if not reached:
            break
        room = MOST - len(found)
        found.update(list(reached.items())[:room])
        if len(reached) > room:
            return tuple(found.values()), True
        edge_of_search = list(reached)
    return tuple(found.values()), False
