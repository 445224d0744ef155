"""What an assessment comes to: level of each process and of the organisation, progress, "what if", rounds compared.

Assessed is not achieved: the two are counted apart. A process with something counted left unrated has no level under a
29110 profile, and the organisation has none while one process in scope has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from vse_app.model.assessment import LETTERS, Assessment, Item, Scale
from vse_app.model.assessment_scope import Subject
from vse_app.model.capability import ATTRIBUTES, ENOUGH, LEVEL_OF, Capability, Profile, Ratings, rate
from vse_app.model.rating_scale import COARSE, Letter

MET: Final = frozenset({"met", "na"})


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """One process: `level` is None while it cannot be told; `capability` is that of the nine attributes, if rated so.

    `met`, `not_met` and `unrated` count the items of a 29110 profile; `lacks` are the subjects that hold the next level
    back, by key.
    """

    process: str
    target: int
    level: int | None
    capability: Capability | None
    letters: Mapping[str, str]
    lacks: tuple[str, ...]
    met: int = 0
    not_met: int = 0
    unrated: int = 0

    @property
    def reaches_target(self) -> bool | None:
        """Whether the target level is reached; None while the level cannot be told."""
        return None if self.level is None else self.level >= self.target


@dataclass(frozen=True, slots=True)
class Results:
    """All processes in scope, in the order of the model."""

    scale: Scale
    processes: Mapping[str, ProcessResult]

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The processes whose level cannot be told."""
        return tuple(name for name, process in self.processes.items() if process.level is None)

    @property
    def level(self) -> int | None:
        """The level every process in scope has; None while one cannot be told, or when none is in scope."""
        levels = [p.level for p in self.processes.values() if p.level is not None]
        return min(levels) if levels and not self.incomplete else None

    @property
    def highest(self) -> int:
        """The highest level that was looked at anywhere."""
        return max((p.target for p in self.processes.values()), default=1)

    @property
    def all_reached(self) -> bool:
        """Whether every process reaches the level it was looked at for: nothing above was assessed."""
        return bool(self.processes) and all(process.reaches_target for process in self.processes.values())

    @property
    def held_by(self) -> tuple[str, ...]:
        """The processes that keep the organisation at its level; none while untold, or as high as looked for."""
        at = self.level
        if at is None or at >= self.highest:
            return ()
        return tuple(name for name, process in self.processes.items() if process.level == at)

    @property
    def profile(self) -> Profile:
        """The nine attributes by process, as `rate` has them; processes of a 29110 profile have none."""
        return Profile({n: p.capability for n, p in self.processes.items() if p.capability is not None})


def results(
    assessment: Assessment,
    subjects: Sequence[Subject],
    items: Mapping[str, Item],
    changes: Mapping[str, str] | None = None,
) -> Results:
    """The results as decided so far; with `changes` (key → letter, "" takes it back) as they would be."""
    changed = changes or {}
    by_process: dict[str, list[Subject]] = {}
    for subject in subjects:
        by_process.setdefault(subject.process, []).append(subject)

    def letter(subject: Subject) -> str:
        item = items.get(subject.key)
        return changed.get(subject.key, item.letter if item is not None else "")

    judge = _met if assessment.scale == "met" else _rated
    found = {
        process: judge(process, assessment.target(process), {s: letter(s) for s in own})
        for process, own in by_process.items()
    }
    return Results(assessment.scale, found)


def _rated(process: str, target: int, letters: Mapping[Subject, str]) -> ProcessResult:
    of = {s.attribute: letter for s, letter in letters.items() if s.kind == "attribute"}
    keys = {s.attribute: s.key for s in letters if s.kind == "attribute"}
    ratings: Ratings = {name: _letter(of.get(name, "")) for name in ATTRIBUTES}
    capability = rate(ratings)
    lacks = tuple(keys[block.attribute] for block in capability.blocks if block.attribute in keys)
    return ProcessResult(process, target, capability.level, capability, dict(capability.ratings), lacks)


def _met(process: str, target: int, letters: Mapping[Subject, str]) -> ProcessResult:
    unrated = sum(not letter for letter in letters.values())
    not_met = sum(letter == "not-met" for letter in letters.values())
    met = sum(letter in MET for letter in letters.values())
    level = None if unrated or not letters else 0 if not_met else 1
    lacks = tuple(s.key for s, letter in letters.items() if letter not in MET)
    given = {s.element: letter for s, letter in letters.items() if letter}
    return ProcessResult(process, target, level, None, given, lacks, met, not_met, unrated)


def _letter(text: str) -> Letter | None:
    for known in COARSE:
        if known == text:
            return known
    return None


def is_achieved(subject: Subject, letter: str, target: int) -> bool:
    """Whether a letter is what the target asks for: below the target level only F will do."""
    if letter in MET:
        return True
    if subject.kind == "attribute" and subject.level < target:
        return letter == "F"
    return letter in ENOUGH


@dataclass(frozen=True, slots=True)
class Progress:
    """Two counts that must not be mixed up: what was assessed, and what of it was achieved."""

    total: int
    assessed: int
    achieved: int


def progress(
    assessment: Assessment, subjects: Sequence[Subject], items: Mapping[str, Item], process: str = ""
) -> Progress:
    """How far the rating has come, of one process or of all. Evidence that nobody rated moves neither count."""
    counted = [s for s in subjects if s.counted and process in ("", s.process)]
    given = [(s, items[s.key].letter) for s in counted if s.key in items and items[s.key].letter]
    achieved = sum(is_achieved(s, letter, assessment.target(s.process)) for s, letter in given)
    return Progress(len(counted), len(given), achieved)


Direction = Literal["up", "down", "rated", "unrated"]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item before and after ("" is not rated), with the sentence the later round gave for it."""

    key: str
    before: str
    after: str
    reason: str
    scale: Scale

    @property
    def direction(self) -> Direction:
        """Which way it went."""
        if not self.before or not self.after:
            return "unrated" if self.before else "rated"
        order = LETTERS[self.scale]
        return "up" if order.index(self.after) > order.index(self.before) else "down"


@dataclass(frozen=True, slots=True)
class RoundChange:
    """Two rounds compared: items whose letter changed, levels that changed, processes only one of them has in scope."""

    changes: tuple[ItemChange, ...]
    levels: Mapping[str, tuple[int | None, int | None]]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def compare_rounds(
    before: tuple[Results, Mapping[str, Item]],
    after: tuple[Results, Mapping[str, Item]],
    subjects: Sequence[Subject],
) -> RoundChange:
    """Compare two rounds, item by item of those that are counted in the later one."""
    (old, old_items), (new, new_items) = before, after
    shared = [name for name in new.processes if name in old.processes]
    changes: list[ItemChange] = []
    for subject in subjects:
        if subject.process not in shared or not subject.counted:
            continue
        was, now = old_items.get(subject.key), new_items.get(subject.key)
        pair = (was.letter if was else "", now.letter if now else "")
        if pair[0] != pair[1]:
            reason = now.decision.reason if now is not None and now.decision is not None else ""
            changes.append(ItemChange(subject.key, *pair, reason, new.scale))
    levels = {name: (old.processes[name].level, new.processes[name].level) for name in shared}
    return RoundChange(
        tuple(changes),
        {name: pair for name, pair in levels.items() if pair[0] != pair[1]},
        tuple(name for name in new.processes if name not in old.processes),
        tuple(name for name in old.processes if name not in new.processes),
    )


def attribute_columns(results: Results) -> tuple[str, ...]:
    """The attributes up to the highest level looked at, for tables and charts."""
    return tuple(name for name in ATTRIBUTES if LEVEL_OF[name] <= results.highest)
