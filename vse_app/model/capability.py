"""Capability of processes: from ratings of the nine attributes to a level for each process and for the organisation.

The rule of ISO/IEC 15504-2:2003 (6.9) and ISO/IEC 33020 (5.6): a process has level n when the attributes of level n are
largely or fully achieved and those of all lower levels fully. The organisation has the level that every process in
scope has (EvalProSoft). An attribute nobody rated holds its level back, but it is never taken for N.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from vse_app.model.errors import Invalid
from vse_app.model.rating_scale import COARSE, Letter

ATTRIBUTES = ("PA 1.1", "PA 2.1", "PA 2.2", "PA 3.1", "PA 3.2", "PA 4.1", "PA 4.2", "PA 5.1", "PA 5.2")
"""The nine process attributes in their order."""

LEVEL_OF = {name: int(name[3]) for name in ATTRIBUTES}
"""The level each attribute belongs to, 1 to 5. Level 0 has none."""

HIGHEST = 5
ENOUGH = frozenset(letter for letter, coarse in COARSE.items() if coarse in ("L", "F"))
"""The letters that suffice at the level itself; below it only F does."""

_SPANS = tuple(
    (min(at), max(at) + 1)
    for level in range(1, HIGHEST + 1)
    if (at := [i for i, name in enumerate(ATTRIBUTES) if LEVEL_OF[name] == level])
)

Ratings = Mapping[str, Letter | None]
"""Letters of one process by attribute; None, or no entry, means not rated."""

Standing = Literal["highest", "not-assessed", "undetermined", "not-reached"]


def level(ratings: Sequence[Letter | None]) -> int | None:
    """Return the level, 0 to 5, for nine letters in the order of `ATTRIBUTES`; None while PA 1.1 is not rated."""
    if len(ratings) != len(ATTRIBUTES):
        raise ValueError(f"{len(ATTRIBUTES)} ratings are needed, not {len(ratings)}")
    if ratings[0] is None:
        return None
    reached = 0
    for start, end in _SPANS:
        for rating in ratings[start:end]:
            if rating not in ENOUGH:
                return reached
        reached += 1
        for rating in ratings[start:end]:
            if rating != "F":
                return reached
    return reached


@dataclass(frozen=True, slots=True)
class Block:
    """An attribute that holds the next level back: its rating (None: not rated) and the letters that would do."""

    attribute: str
    rating: Letter | None
    needs: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Capability:
    """One process: `ratings` are the letters given, `level` 0 to 5 or None, `blocks` what holds the next level back."""

    ratings: Mapping[str, Letter]
    level: int | None
    blocks: tuple[Block, ...]

    @property
    def next_level(self) -> int | None:
        """The level that is held back; None when the highest is reached."""
        reached = self.level or 0
        return reached + 1 if reached < HIGHEST else None

    @property
    def standing(self) -> Standing:
        """Where the next level stands: a level nobody looked at is not assessed, it did not fail."""
        if self.next_level is None:
            return "highest"
        if not any(LEVEL_OF[name] == self.next_level for name in self.ratings):
            return "not-assessed"
        return "not-reached" if any(block.rating for block in self.blocks) else "undetermined"


@dataclass(frozen=True, slots=True)
class Profile:
    """The capability of every process in scope, in the order given."""

    processes: Mapping[str, Capability]

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The processes whose level is undetermined."""
        return tuple(name for name, process in self.processes.items() if process.level is None)

    @property
    def level(self) -> int | None:
        """The level every process has; None while one is undetermined, or when there is none in scope."""
        levels = [process.level for process in self.processes.values() if process.level is not None]
        return min(levels) if levels and not self.incomplete else None

    @property
    def held_by(self) -> tuple[str, ...]:
        """The processes that hold the organisation at its level; none at the highest, or while it is undetermined."""
        at = self.level
        return tuple(n for n, p in self.processes.items() if p.level == at) if at not in (None, HIGHEST) else ()


def rate(ratings: Ratings) -> Capability:
    """Rate one process; raises Invalid for an attribute or a letter there is not."""
    for name, given in ratings.items():
        if name not in LEVEL_OF:
            raise Invalid("There is no process attribute {name}.", name=name)
        if given is not None and given not in COARSE:
            raise Invalid('"{value}" is no rating.', value=given, place=name)
    row: tuple[Letter | None, ...] = tuple(ratings.get(name) for name in ATTRIBUTES)
    reached = level(row)
    rated: dict[str, Letter] = {n: letter for n, letter in zip(ATTRIBUTES, row, strict=True) if letter is not None}
    return Capability(rated, reached, _blocks(row, reached or 0))


def rate_all(processes: Mapping[str, Ratings]) -> Profile:
    """Rate every process in scope; raises Invalid, with the process as its place, for what `rate` refuses."""
    found: dict[str, Capability] = {}
    for name, ratings in processes.items():
        try:
            found[name] = rate(ratings)
        except Invalid as error:
            place = f"{name} {error.place}".rstrip()
            raise Invalid(error.message, hint=error.hint, place=place, **error.values) from None
    return Profile(found)


def _blocks(row: Sequence[Letter | None], reached: int) -> tuple[Block, ...]:
    found: list[Block] = []
    for name, rating in zip(ATTRIBUTES, row, strict=True):
        if LEVEL_OF[name] <= reached and rating != "F" and reached < HIGHEST:
            found.append(Block(name, rating, ("F",)))
        elif LEVEL_OF[name] == reached + 1 and rating not in ENOUGH:
            found.append(Block(name, rating, ("L", "F")))
    return tuple(found)
