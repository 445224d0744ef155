"""When a rating needs a sentence: it is printed with it, so that everybody can follow how it came about."""

from __future__ import annotations

from collections.abc import Sequence

from vse_app.model.assessment import Evidence, Item
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


def is_mute(evidence: Evidence) -> bool:
    """Whether a piece of evidence shows nothing by itself: a file or a record in no state, unexplained."""
    return not evidence.said.strip() and (
        evidence.kind == "file" or (evidence.kind == "record" and not evidence.states)
    )
