"""What has to be looked at before ratings can be trusted: gaps, contradictions, staleness, and odd things in the file.

One generator a rule, listed in `RULES` in display order; the sentences are in `model.assessment_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from vse_app.model.assessment import (
    LEAD,
    NEEDS_CERTIFIED,
    SPONSOR,
    Assessment,
    Evidence,
    Sheets,
)
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_scope import Subject
from vse_app.model.process import ProcessModel
from vse_app.model.records import Record
from vse_app.model.rules import days_between

Severity = Literal["error", "warning", "info"]
OLD_DAYS: Final = 365
"""Evidence of something that happened longer ago than this says little about how the company works today."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to look at. `key` names an item, `process` a process, `evidence` and `record` what it is about."""

    rule: str
    severity: Severity
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    key: str = ""
    process: str = ""
    evidence: int = 0
    record: int = 0
    step: str = ""


@dataclass(frozen=True)
class Desk:
    """Everything the rules look at. `records` are the records evidence names, as they are now (None: gone)."""

    assessment: Assessment
    model: ProcessModel
    subjects: tuple[Subject, ...]
    sheets: Sheets
    proposals: Mapping[str, Proposal]
    records: Mapping[int, Record | None]
    players: Mapping[str, tuple[str, ...]]
    """Person id → the roles they play in the projects looked at."""
    today: str
    unknown_processes: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    """Keys of stored items that are not in scope."""
    odd_letters: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def letter(self, key: str) -> str:
        """The letter decided for an item, or ""."""
        item = self.sheets.items.get(key)
        return item.letter if item is not None else ""

    def has_basis(self, subject: Subject) -> bool:
        """Whether there is anything to rate from: evidence looked at, or facts of the company's projects."""
        if self.sheets.evidence_of(subject.key):
            return True
        proposal = self.proposals.get(subject.key)
        return proposal is not None and any(f.effect in ("for", "against") for f in proposal.facts)


Rule = Callable[[Desk], Iterator[Issue]]


def planning(desk: Desk) -> Iterator[Issue]:
    """The plan lacks something the method needs."""
    own = desk.assessment
    if not own.scope:
        yield Issue("no-scope", "error", step="plan")
    if not own.assessors:
        yield Issue("no-assessor", "error", step="plan")
    if not own.holding(SPONSOR):
        yield Issue("no-sponsor", "warning", step="plan")
    if own.use in NEEDS_CERTIFIED and not own.holding(LEAD):
        yield Issue("no-certified", "warning", step="plan")
    for process in desk.unknown_processes:
        yield Issue("unknown-process", "warning", {"process": process, "model": own.model_ref}, step="plan")


def independence(desk: Desk) -> Iterator[Issue]:
    """Somebody rates work they take part in: allowed when a company assesses itself, always shown."""
    for member in desk.assessment.assessors:
        roles = desk.players.get(member.person, ()) if member.person else ()
        if roles:
            yield Issue("own-work", "info", {"person": member.name, "count": len(roles)}, step="plan")


def without_basis(desk: Desk) -> Iterator[Issue]:
    """Things in scope with nothing to rate from, counted process by process."""
    bare: dict[str, list[str]] = {}
    for subject in desk.subjects:
        if subject.counted and not desk.letter(subject.key) and not desk.has_basis(subject):
            bare.setdefault(subject.process, []).append(subject.key)
    for process, keys in bare.items():
        yield Issue("nothing-seen", "warning", {"process": process, "count": len(keys)}, keys[0], process, step="rate")


def not_interviewed(desk: Desk) -> Iterator[Issue]:
    """Nobody spoke with the role that answers for a process."""
    spoken = {interview.role for interview in desk.sheets.interviews}
    for process in desk.model.processes:
        role = process.responsible or next(iter(process.roles), "")
        if role and desk.assessment.target(process.id) and role not in spoken:
            yield Issue(
                "not-interviewed", "info", {"process": process.id, "role": role}, process=process.id, step="collect"
            )


def differing(desk: Desk) -> Iterator[Issue]:
    """Assessors rated differently and nothing was settled."""
    for key, item in desk.sheets.items.items():
        if len({rating.letter for rating in item.ratings}) > 1 and item.decision is None:
            values = {"letters": ", ".join(rating.letter for rating in item.ratings)}
            yield Issue("assessors-differ", "warning", values, key, step="rate")


def contradicting(desk: Desk) -> Iterator[Issue]:
    """An attribute that does not go with its points, or with the level below."""
    points: dict[tuple[str, str], list[Subject]] = {}
    for subject in desk.subjects:
        if subject.kind != "attribute":
            points.setdefault((subject.process, subject.attribute), []).append(subject)
    for subject in desk.subjects:
        letter = desk.letter(subject.key)
        if subject.kind != "attribute" or not letter:
            continue
        own = points.get((subject.process, subject.attribute), [])
        weak = [p for p in own if desk.letter(p.key) in ("N", "P")]
        if letter == "F" and weak:
            yield Issue("full-with-weak-point", "warning", {"count": len(weak)}, subject.key, step="rate")
        open_points = [p for p in own if p.counted and not desk.letter(p.key)]
        if open_points:
            yield Issue("points-unrated", "info", {"count": len(open_points)}, subject.key, step="rate")
        below = desk.letter(f"{subject.process}/PA 1.1")
        if subject.level > 1 and letter in ("L", "F") and below in ("N", "P"):
            yield Issue("high-over-low", "warning", {"letter": letter, "below": below}, subject.key, step="rate")


def unsupported(desk: Desk) -> Iterator[Issue]:
    """A rating with nothing behind it, or whose facts have changed since."""
    for subject in desk.subjects:
        item = desk.sheets.items.get(subject.key)
        if item is None or item.decision is None:
            continue
        if not desk.has_basis(subject) and not item.decision.reason.strip():
            yield Issue("nothing-behind", "error", {"letter": item.letter}, subject.key, step="rate")
        now = desk.proposals.get(subject.key)
        if now is not None and now.letter and item.decision.proposed and now.letter != item.decision.proposed:
            values = {"before": item.decision.proposed, "now": now.letter, "letter": item.letter}
            yield Issue("proposal-changed", "warning", values, subject.key, step="rate")


def stale_evidence(desk: Desk) -> Iterator[Issue]:
    """Evidence whose record was changed or withdrawn since, and evidence of long ago."""
    for evidence in desk.sheets.evidence:
        if evidence.record:
            record = desk.records.get(evidence.record)
            if record is None or record.withdrawn:
                yield _about(evidence, "evidence-gone", "error")
                continue
            if record.stamp != evidence.stamp:
                values = {"seen": evidence.revision, "now": record.revision}
                yield _about(evidence, "evidence-changed", "warning", values)
        days = days_between(evidence.happened, desk.today)
        if days > OLD_DAYS:
            yield _about(evidence, "evidence-old", "info", {"days": days})


def _about(evidence: Evidence, rule: str, severity: Severity, values: Mapping[str, Any] | None = None) -> Issue:
    said = {"title": evidence.title, **(values or {})}
    key = evidence.items[0] if evidence.items else ""
    return Issue(rule, severity, said, key, evidence=evidence.id, record=evidence.record, step="collect")


def unused_evidence(desk: Desk) -> Iterator[Issue]:
    """Evidence that serves nothing in scope."""
    keys = {subject.key for subject in desk.subjects}
    for evidence in desk.sheets.evidence:
        if not keys & set(evidence.items):
            yield _about(evidence, "evidence-unused", "info")


def odd_in_file(desk: Desk) -> Iterator[Issue]:
    """Ratings of things that are not in scope (they stay stored and count for nothing), and letters there are not."""
    if desk.strangers:
        shown = ", ".join(desk.strangers[:3]) + (" …" if len(desk.strangers) > 3 else "")
        yield Issue("out-of-scope", "info", {"count": len(desk.strangers), "keys": shown}, step="plan")
    for key, letters in desk.odd_letters.items():
        yield Issue("unknown-letter", "warning", {"letters": ", ".join(letters), "place": key}, key, step="rate")


RULES: Final[tuple[Rule, ...]] = (
    planning,
    unsupported,
    stale_evidence,
    differing,
    contradicting,
    without_basis,
    odd_in_file,
    not_interviewed,
    unused_evidence,
    independence,
)
_ORDER: Final = {"error": 0, "warning": 1, "info": 2}


def issues(desk: Desk) -> tuple[Issue, ...]:
    """All of them, errors first, in the order of `RULES`."""
    return tuple(sorted((issue for rule in RULES for issue in rule(desk)), key=lambda issue: _ORDER[issue.severity]))
