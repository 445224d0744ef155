"""What changes between ratings: a question "what if", two rounds of an assessment, several assessors.

Nothing here averages letters: ISO/IEC 15504-2 fixes no such arithmetic, and people settle differences by consensus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vse_app.model.capability import ATTRIBUTES, Capability, Profile, Ratings, rate_all
from vse_app.model.errors import Invalid
from vse_app.model.rating_scale import COARSE, Letter

Direction = Literal["up", "down", "refined", "rated", "unrated"]
_ORDER: tuple[Letter, ...] = tuple(COARSE)
_PLAIN = frozenset(COARSE.values())


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute of one process before and after; None is not rated.

    `refined` says that one of two letters such as P and P+ is the finer word for the other: neither up nor down.
    """

    process: str
    attribute: str
    before: Letter | None
    after: Letter | None

    @property
    def direction(self) -> Direction:
        """Which way it went."""
        if self.before is None or self.after is None:
            return "rated" if self.before is None else "unrated"
        same = COARSE[self.before] == COARSE[self.after]
        if same and (self.before in _PLAIN or self.after in _PLAIN):
            return "refined"
        return "up" if _ORDER.index(self.after) > _ORDER.index(self.before) else "down"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two profiles, what changed in their ratings, and the processes that only one of them has."""

    before: Profile
    after: Profile
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def levels(self) -> Mapping[str, tuple[int | None, int | None]]:
        """Level before and after, for the processes in both where it changed."""
        both = {n: (p.level, self.after.processes[n].level) for n, p in _shared(self.before, self.after).items()}
        return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def compare(before: Profile, after: Profile) -> Comparison:
    """Compare two profiles, rating by rating, in the order of the later one."""
    return Comparison(
        before,
        after,
        changes=tuple(
            Change(name, attribute, old.ratings.get(attribute), after.processes[name].ratings.get(attribute))
            for name, old in _shared(before, after).items()
            for attribute in ATTRIBUTES
            if old.ratings.get(attribute) != after.processes[name].ratings.get(attribute)
        ),
        added=tuple(name for name in after.processes if name not in before.processes),
        removed=tuple(name for name in before.processes if name not in after.processes),
    )


def what_if(ratings: Mapping[str, Ratings], changes: Mapping[str, Ratings]) -> Comparison:
    """Compare what is with what would be if the changed attributes were rated so; None takes a rating back.

    Raises Invalid for a process that is not among the ratings, and for what `rate` refuses.
    """
    for name in changes:
        if name not in ratings:
            raise Invalid("{name} is not among the processes rated.", name=name)
    changed: dict[str, Ratings] = {name: {**given, **changes.get(name, {})} for name, given in ratings.items()}
    return compare(rate_all(ratings), rate_all(changed))


@dataclass(frozen=True, slots=True)
class Difference:
    """An attribute the assessors see differently: what each of them gave, None where one gave no rating."""

    process: str
    attribute: str
    given: Mapping[str, Letter | None]


def differences(assessors: Mapping[str, Mapping[str, Ratings]]) -> tuple[Difference, ...]:
    """List where the assessors differ, for them to settle; raises Invalid for what `rate` refuses.

    Processes come in the order in which they are first named, attributes in theirs.
    """
    profiles = {who: rate_all(ratings).processes for who, ratings in assessors.items()}
    names = dict.fromkeys(name for processes in profiles.values() for name in processes)
    found: list[Difference] = []
    for name in names:
        for attribute in ATTRIBUTES:
            given: dict[str, Letter | None] = {
                who: _given(processes, name, attribute) for who, processes in profiles.items()
            }
            if len(set(given.values())) > 1:
                found.append(Difference(name, attribute, given))
    return tuple(found)


def _given(processes: Mapping[str, Capability], name: str, attribute: str) -> Letter | None:
    return processes[name].ratings.get(attribute) if name in processes else None


def _shared(before: Profile, after: Profile) -> dict[str, Capability]:
    """The earlier capability of the processes in both profiles."""
    return {name: before.processes[name] for name in after.processes if name in before.processes}
