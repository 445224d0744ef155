"""When a rating needs a sentence: it is printed with it, so that everybody can follow how it came about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from vse_app.model.assessment import Assessment, Decision, Evidence, Item, Rating
from vse_app.model.assessment_proposal import Proposal


def reasons_needed(item: Item, letter: str, proposal: Proposal, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Why a decision for `letter` needs a sentence, as codes; () when it needs none.

    "differs": not what the program proposed. "changed": not what the round before had. "assessors": not all gave it.
    "file-only": nothing but a file lies there, and nobody said what it shows. "nothing": there is nothing at all.
    """
    if not letter:
        return ()
    found: list[str] = []
    if proposal.letter and proposal.letter != letter:
        found.append("differs")
    if item.previous and item.previous != letter:
        found.append("changed")
    if any(rating.letter != letter for rating in item.ratings):
        found.append("assessors")
    has_facts = any(f.effect in ("for", "against") for f in proposal.facts)
    if not has_facts and all(is_mute(e) for e in evidence):
        found.append("file-only" if evidence else "nothing")
    return tuple(found)


class Given(NamedTuple):
    """What an assessor gives: letter ("" takes it back), the sentence behind it, and the moment (UTC)."""

    member: str
    letter: str
    reason: str
    captured: str


class Rated(NamedTuple):
    """What became of a rating: the item as it is now, and why a sentence is still needed (codes; () when it counts)."""

    item: Item
    needs: tuple[str, ...]


def rated(own: Assessment, old: Item, given: Given, proposal: Proposal, evidence: Sequence[Evidence]) -> Rated:
    """An item after an assessor rated it: it counts at once where all agree and no sentence is missing."""
    kept = tuple(r for r in old.ratings if r.member != given.member)
    mine = (Rating(given.member, given.letter, given.captured),) if given.letter else ()
    item = dataclasses.replace(old, ratings=(*kept, *mine), decision=None)
    everybody = {m.id for m in own.assessors} <= {r.member for r in item.ratings}
    agreed = {r.letter for r in item.ratings} == {given.letter}
    if not given.letter or not everybody or not agreed:
        return Rated(item, ())
    needs = reasons_needed(item, given.letter, proposal, evidence)
    if needs and not given.reason.strip():
        return Rated(item, needs)
    return Rated(dataclasses.replace(item, decision=decision(given, proposal)), ())


def decision(given: Given, proposal: Proposal) -> Decision:
    """A decision with what the program said at the time."""
    facts = tuple(fact.plain() for fact in proposal.facts)
    return Decision(given.letter, given.member, given.captured, given.reason.strip(), proposal.letter, facts)


def is_mute(evidence: Evidence) -> bool:
    """Whether a piece of evidence shows nothing by itself: a file or a record in no state, unexplained."""
    return not evidence.said.strip() and (
        evidence.kind == "file" or (evidence.kind == "record" and not evidence.states)
    )
