"""The risks of a project: exposure, threshold, treatment and how the exposure went over time (after 16085).

Probability and consequence are places from 1 to 5; exposure is their product. A risk that nobody judged has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from vse_app.model.plan_page import day_of
from vse_app.model.steering import Row, Sheet

LEVELS: Final = ("very-low", "low", "medium", "high", "very-high")
THRESHOLD: Final = 10
"""Exposure from which on something has to be done, where nobody said otherwise: our suggestion."""
REVIEW_DAYS: Final = 14


class Judged(NamedTuple):
    """What a version of a risk said, from a day on; places are 0 where nothing was said."""

    day: dt.date
    probability: int
    consequence: int

    @property
    def exposure(self) -> int:
        """Probability × consequence; 0 where one is missing."""
        return self.probability * self.consequence


@dataclass(frozen=True)
class Risk:
    """A risk. `reviewed` is when it was looked at last, `closed` when it came to its end, or None."""

    row: Row
    judged: Judged
    threshold: float
    reviewed: dt.date | None
    history: tuple[Judged, ...] = ()
    closed: dt.date | None = None

    @property
    def id(self) -> int:
        """The id of its record."""
        return self.row.record.id

    @property
    def exposure(self) -> int | None:
        """Probability × consequence, None while one of them is not judged."""
        return self.judged.exposure or None

    @property
    def over(self) -> bool:
        """Whether something has to be done."""
        return not self.row.ended and self.exposure is not None and self.exposure >= self.threshold

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a risk over the threshold still needs: "treatment", "plan", "owner", or "accepted-by"."""
        if not self.over:
            return ()
        treatment = self.row.text("treatment")
        needs = ("accepted-by",) if treatment == "accept" else ("plan",) if treatment else ("treatment", "plan")
        missing = [name for name in needs if not self.row.text(name).strip()]
        return (*missing, *(() if self.row.record.owner else ("owner",)))

    def on(self, day: dt.date) -> int:
        """Its exposure at the end of a day; 0 before it was written and once it was closed."""
        if self.closed is not None and self.closed <= day:
            return 0
        found = [judged for judged in self.history if judged.day <= day]
        return found[-1].exposure if found else 0

    def change_since(self, day: dt.date) -> str:
        """How it moved since a day: new, same, lower, higher, happened, gone."""
        if self.row.follow == "happened":
            return "happened"
        if self.row.ended:
            return "gone"
        if not any(judged.day <= day for judged in self.history):
            return "new"
        before, now = self.on(day), self.judged.exposure
        return "same" if before == now else "higher" if now > before else "lower"


@dataclass(frozen=True)
class RiskPage:
    """All risks on a day, the gravest first. `threshold` is the project's own, `said` whether somebody chose it."""

    today: dt.date
    risks: tuple[Risk, ...] = ()
    threshold: float = THRESHOLD
    said: bool = False
    kept: bool = True

    @cached_property
    def open(self) -> tuple[Risk, ...]:
        """Risks that can still happen or are being treated."""
        return tuple(risk for risk in self.risks if not risk.row.ended)

    @cached_property
    def over(self) -> tuple[Risk, ...]:
        """Open risks at or over the threshold."""
        return tuple(risk for risk in self.open if risk.over)

    @cached_property
    def unjudged(self) -> tuple[Risk, ...]:
        """Open risks without probability or consequence."""
        return tuple(risk for risk in self.open if risk.exposure is None)

    @property
    def to_review(self) -> tuple[Risk, ...]:
        """Open risks that nobody looked at for two weeks."""
        limit = self.today - dt.timedelta(days=REVIEW_DAYS)
        return tuple(risk for risk in self.open if risk.reviewed is None or risk.reviewed < limit)

    def cell(self, probability: int, consequence: int) -> tuple[Risk, ...]:
        """Open risks of a cell of the matrix."""
        return tuple(r for r in self.open if (r.judged.probability, r.judged.consequence) == (probability, consequence))

    @cached_property
    def total(self) -> tuple[tuple[dt.date, int, int], ...]:
        """(day, exposure of all open risks together, how many were over the threshold) whenever something changed."""
        days = {judged.day for risk in self.risks for judged in risk.history}
        days |= {risk.closed for risk in self.risks if risk.closed}
        found: list[tuple[dt.date, int, int]] = []
        for day in sorted({*days, self.today} if days else days):
            exposures = [(risk.on(day), risk.threshold) for risk in self.risks]
            found.append((day, sum(e for e, _ in exposures), sum(0 < t <= e for e, t in exposures)))
        return tuple(found)


def judged_of(day: dt.date, fields: Mapping[str, object]) -> Judged:
    """What fields say of probability and consequence."""
    return Judged(day, place(fields.get("probability")), place(fields.get("consequence")))


def place(choice: object) -> int:
    """1 to 5, 0 for nothing chosen."""
    return LEVELS.index(choice) + 1 if isinstance(choice, str) and choice in LEVELS else 0


@dataclass(frozen=True)
class Versions:
    """What the versions of each risk said, by record."""

    by_risk: Mapping[int, Sequence[Judged]] = field(default_factory=dict[int, Sequence[Judged]])


def page(sheet: Sheet, versions: Versions, *, today: dt.date, threshold: float | None = None) -> RiskPage:
    """The risks of a project; `threshold` None where nobody chose one."""
    limit = THRESHOLD if threshold is None else threshold
    risks = [_risk(row, versions.by_risk.get(row.record.id, ()), today, limit) for row in sheet.rows]
    risks.sort(key=lambda risk: (risk.row.ended, -(risk.exposure or 0), risk.id))
    return RiskPage(today, tuple(risks), limit, threshold is not None, sheet.product is not None)


def _risk(row: Row, versions: Iterable[Judged], today: dt.date, threshold: float) -> Risk:
    reviewed = [day_of(e.happened) for e in row.events if e.state == "reviewed" and e.stamp and not e.withdrawn]
    ended = [day_of(e.happened) for e in row.events if not e.stamp and not e.withdrawn and e.state == row.follow]
    own = row.number("threshold")
    return Risk(
        row,
        judged_of(today, row.fields),
        threshold if own is None else own,
        max((day for day in reviewed if day), default=None),
        _changes(versions),
        next((day for day in reversed(ended) if day), today) if row.ended else None,
    )


def _changes(versions: Iterable[Judged]) -> tuple[Judged, ...]:
    """The newest judgement of each day, those that changed nothing left out."""
    by_day: dict[dt.date, Judged] = {}
    for judged in sorted(versions, key=lambda judged: judged.day):
        by_day[judged.day] = judged
    found: list[Judged] = []
    for judged in by_day.values():
        if not found or found[-1][1:] != judged[1:]:
            found.append(judged)
    return tuple(found)
