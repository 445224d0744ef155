"""A finding: something missing, stale or odd, with the rule that saw it, its place, and what its sentence needs.

A finding never asserts what nobody confirmed. The rules are in `model.rules`, the sentences in `model.wording`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
"""The gravest first."""
LATE_DAYS: Final = 14
"""Captured more than so many days after it happened is marked as written later. Allowed, and shown."""
CHECKS: Final = frozenset({"reviewed", "verified", "validated", "accepted"})
"""States that say somebody checked the content; the others are steps of production or storage."""
_OWN: Final = ("product", "part", "role", "person", "state", "other", "item", "what")
"""Values that say what a finding is about beside its record or task; the others may change from day to day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing, stale or odd. `record` and `task` say where; `values` fill the rule's sentence."""

    rule: str
    severity: Severity
    record: int = 0
    task: str = ""
    iteration: int = 0
    values: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def key(self) -> str:
        """What it is about, as one text that stays the same from day to day: who mutes it mutes this."""
        own = (f"{name}={self.values[name]}" for name in _OWN if self.values.get(name))
        place = str(self.record or "") + (f"{self.task}.{self.iteration}" if self.task else "")
        return "|".join((self.rule, place, *own))


class Mute(NamedTuple):
    """Somebody set a finding aside: why, who, since when (ISO date), and until when ("": until it is taken back)."""

    reason: str
    by: str
    on: str
    until: str = ""

    def holds(self, today: str) -> bool:
        """Whether it still counts."""
        return not self.until or today <= self.until


class Muted(NamedTuple):
    """A finding that is set aside, with the reason; it is shown apart, and printed."""

    finding: Finding
    mute: Mute


def days_between(earlier: str, later: str) -> int:
    """Whole days from one ISO date (or moment) to another; 0 when either is missing."""
    if not earlier or not later:
        return 0
    return (dt.date.fromisoformat(later[:10]) - dt.date.fromisoformat(earlier[:10])).days


def later_by(date: str, days: int) -> str:
    """The ISO date so many days after another."""
    return (dt.date.fromisoformat(date[:10]) + dt.timedelta(days=days)).isoformat()
