"""What the program proposes for a rating, and what would lift it. It only proposes: a person decides.

The rule, the same everywhere and said on screen: what was done and confirmed with its results in their states counts
for; what was confirmed without them, or owed and not confirmed, counts against. All for: F (met). More than half: L.
Less: P. Something odd (stale approvals, written much later, out of order) takes F down to L. Nothing confirmed: no
proposal at all, never N, and never anything because a file lies there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from vse_app.model.assessment import Scale
from vse_app.model.assessment_facts import (
    Fact,
    Source,
    control_facts,
    duty_facts,
    planning_facts,
    read_fact,
    review_facts,
    step_facts,
)
from vse_app.model.assessment_scope import Subject

MOST_LIFTS: Final = 5
"""So many ways to a better rating are told at once."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter ("" is none), the rule that led there, and the facts behind it."""

    letter: str
    why: str
    facts: tuple[Fact, ...] = ()

    @property
    def lifts(self) -> tuple[Fact, ...]:
        """What would make it better, the quickest first; what cannot be mended any more comes last."""
        against = [f for f in self.facts if f.effect in ("against", "missing", "open") and f.code != "point"]
        return tuple(sorted(against, key=lambda f: (not f.minutes, f.effect == "open", f.minutes)))

    @property
    def minutes(self) -> int:
        """About how long all that can be mended takes."""
        return sum(f.minutes for f in self.lifts)

    def plain(self) -> dict[str, Any]:
        """The proposal as it is frozen."""
        return {"letter": self.letter, "why": self.why, "facts": [f.plain() for f in self.facts]}


def read_proposal(data: Mapping[str, Any]) -> Proposal:
    """A proposal as it was frozen."""
    facts = data.get("facts")
    listed = cast("list[Any]", facts) if isinstance(facts, list) else []
    found = (read_fact(cast("Mapping[str, Any]", f)) for f in listed if isinstance(f, Mapping))
    return Proposal(str(data.get("letter", "")), str(data.get("why", "")), tuple(f for f in found if f is not None))


def propose(sources: Sequence[Source], scale: Scale) -> Proposal:
    """A proposal for an outcome, a practice or a mandatory task, from what projects did."""
    facts = [fact for source in sources for fact in step_facts(source)]
    if scale == "met":
        return _met(facts)
    is_partial = bool(sources) and not any(source.full for source in sources)
    return _weigh(facts, partial=is_partial, via=next((s.via for s in sources if s.via), ""))


def _met(facts: Sequence[Fact]) -> Proposal:
    good, bad, missing, _ = _counts(facts)
    left_out = [f for f in facts if f.code == "left-out"]
    if bad:
        return Proposal("not-met", "lacking", tuple(facts))
    if good and not missing:
        return Proposal("met", "all", tuple(facts))
    if left_out and len(left_out) == len([f for f in facts if f.task]):
        return Proposal("na", "left-out", tuple(facts))
    return Proposal("", _nothing(facts), tuple(facts))


def _weigh(facts: Sequence[Fact], *, partial: bool = False, via: str = "") -> Proposal:
    good, bad, missing, odd = _counts(facts)
    shown = list(facts)
    if via and (good or bad):
        shown.append(Fact("mapped-partly" if partial else "mapped", "shown", {"model": via}))
    if not good and not bad:
        return Proposal("", _nothing(facts), tuple(shown))
    if good and not bad and not missing:
        if odd:
            return Proposal("L", "odd", tuple(shown))
        return Proposal("L", "partly", tuple(shown)) if partial else Proposal("F", "all", tuple(shown))
    if good > bad + missing:
        return Proposal("L", "most", tuple(shown))
    return Proposal("P", "some", tuple(shown))


def _counts(facts: Sequence[Fact]) -> tuple[int, int, int, int]:
    """For, against, missing, and odd: things that are done, but not as they should be."""
    good = sum(f.effect == "for" for f in facts)
    bad = len({(f.project, f.task, f.iteration, f.record) for f in facts if f.code in _PLAINLY_AGAINST})
    missing = sum(f.effect == "missing" for f in facts)
    odd = sum(f.effect == "against" and f.code not in _PLAINLY_AGAINST for f in facts)
    return good, bad, missing, odd


_PLAINLY_AGAINST: Final = frozenset(
    {"incomplete", "unplanned", "late-again", "role-empty", "uncontrolled", "unchecked", "check-stale"}
)
"""What was to be there and is not; the other facts against say that something is there, but odd."""


def _nothing(facts: Sequence[Fact]) -> str:
    return "unconfirmed" if any(f.code == "unconfirmed" for f in facts) else "open" if facts else "nothing"


_RESULTS: Final[Mapping[tuple[str, str], Callable[[Source], list[Fact]]]] = {
    ("PA 2.1", "b"): planning_facts,
    ("PA 2.1", "d"): duty_facts,
    ("PA 2.2", "c"): control_facts,
    ("PA 2.2", "d"): review_facts,
}
"""Results of ISO/IEC 15504-2 that the program knows facts about; for all others the assessor looks alone."""


def propose_result(subject: Subject, sources: Sequence[Source]) -> Proposal:
    """A proposal for what an attribute asks for, from how projects were run; none where the program knows no facts."""
    gather = _RESULTS.get((subject.attribute, subject.element))
    if gather is None:
        return Proposal("", "no-rule")
    worked = [s for s in sources if any(step.confirmations for step in s.steps)]
    return _weigh(
        [fact for source in worked for fact in gather(source)], via=next((s.via for s in worked if s.via), "")
    )


def propose_attribute(points: Sequence[tuple[Subject, str, str]]) -> Proposal:
    """A proposal for an attribute from its points: (subject, letter decided, letter proposed), "" for none.

    Letters are never averaged (ISO/IEC 15504-2 fixes no such sum): the weakest point leads. All F: F. All L or F: L.
    Any P or N: P, and N when people decided N everywhere. Nothing while more than half of the points are unknown; an
    unknown one keeps F away.
    """
    facts = tuple(_point(subject, decided, proposed) for subject, decided, proposed in points)
    known = [decided or proposed for _, decided, proposed in points if decided or proposed]
    unknown = len(points) - len(known)
    if not known or unknown * 2 > len(points):
        return Proposal("", "few-known" if points else "no-points", facts)
    if all(decided == "N" for _, decided, _ in points):
        return Proposal("N", "points-none", facts)
    if all(letter == "F" for letter in known) and not unknown:
        return Proposal("F", "points-all", facts)
    if all(letter in ("L", "F") for letter in known):
        return Proposal("L", "points-most" if not unknown else "points-unknown", facts)
    return Proposal("P", "points-weak", facts)


def _point(subject: Subject, decided: str, proposed: str) -> Fact:
    letter = decided or proposed
    effect = "missing" if not letter else "for" if letter in ("L", "F") else "against"
    how = "decided" if decided else "proposed" if proposed else "unknown"
    return Fact("point", effect, {"key": subject.key, "element": subject.element, "letter": letter, "how": how})
