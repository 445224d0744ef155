"""Earned value: what was planned, what was done of it, what it took. Only where effort was entered; formulas are shown.

PV planned value, EV earned value, AC actual cost, all in hours of work or all in money. What nobody entered is not 0:
the tasks are named, and figures that would need it are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vse_app.model.schedule import ONE, Placed, Schedule, Work, count_days

STEP: Final = dt.timedelta(days=7)
MOST_POINTS: Final = 160
"""Points of a curve; longer plans have fewer, farther apart."""


class Log(NamedTuple):
    """A line of work done: hours, money and how far the task is then (0 to 100); None where nothing was entered."""

    task: int
    day: dt.date
    hours: float | None = None
    cost: float | None = None
    share: float | None = None
    person: str = ""
    record: int = 0


@dataclass(frozen=True)
class Lacking:
    """Ids of tasks that lack something the figures need."""

    effort: tuple[int, ...] = ()
    dates: tuple[int, ...] = ()
    share: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()


@dataclass(frozen=True)
class Earned:
    """The figures on a day, in hours or money (`unit` "h" or "$"). None where something they need is missing."""

    day: dt.date
    unit: str
    bac: float
    pv: float
    ev: float
    ac: float | None
    lacking: Lacking

    @property
    def sv(self) -> float:
        """Schedule variance EV - PV: work by which you are ahead (or, below 0, behind)."""
        return self.ev - self.pv

    @property
    def cv(self) -> float | None:
        """Cost variance EV - AC: work gained (or lost) against what it took."""
        return None if self.ac is None else self.ev - self.ac

    @property
    def spi(self) -> float | None:
        """Schedule performance index EV / PV."""
        return self.ev / self.pv if self.pv else None

    @property
    def cpi(self) -> float | None:
        """Cost performance index EV / AC."""
        return self.ev / self.ac if self.ac else None

    @property
    def eac(self) -> float | None:
        """Estimate at completion BAC / CPI: what it will have taken if it goes on like this."""
        return self.bac / self.cpi if self.cpi else None

    @property
    def etc(self) -> float | None:
        """Estimate to complete EAC - AC: what is still to come."""
        return None if self.eac is None or self.ac is None else max(self.eac - self.ac, 0.0)

    @property
    def vac(self) -> float | None:
        """Variance at completion BAC - EAC."""
        return None if self.eac is None else self.bac - self.eac


class Point(NamedTuple):
    """The curve on a day; None after today."""

    day: dt.date
    pv: float
    ev: float | None
    ac: float | None


def lacking(plan: Schedule, logs: Sequence[Log], unit: str = "h") -> Lacking:
    """What the figures need and nobody entered; milestones need nothing."""
    works = [w for w in plan.leaves if not w.milestone]
    with_hours = {log.task for log in logs if _spent(log, unit) is not None}
    with_share = {log.task for log in logs if log.share is not None}
    touched = {log.task for log in logs}
    return Lacking(
        effort=tuple(w.id for w in works if budget(w, unit) is None),
        dates=tuple(w.id for w in works if w.id not in plan.placed),
        share=tuple(w.id for w in works if not w.done and w.id in touched - with_share),
        hours=tuple(w.id for w in works if (w.done or w.id in with_share) and w.id not in with_hours),
    )


def earned(plan: Schedule, logs: Sequence[Log], day: dt.date, unit: str = "h") -> Earned | None:
    """The figures on a day; None when there is no task, or one without effort or without any date."""
    works = [w for w in plan.leaves if not w.milestone]
    lack = lacking(plan, logs, unit)
    if not works or lack.effort or lack.dates:
        return None
    shares = shares_on(works, logs, day)
    return Earned(
        day,
        unit,
        sum(_budget(w, unit) for w in works),
        planned_value(works, plan.placed, day, unit),
        sum(_budget(w, unit) * shares[w.id] / 100 for w in works),
        spent(logs, day, unit),
        lack,
    )


def curve(plan: Schedule, logs: Sequence[Log], today: dt.date, unit: str = "h") -> tuple[Point, ...]:
    """PV over the whole plan, EV and AC until today, a point a week; empty where `earned` is None."""
    first, last = plan.start, plan.end
    if first is None or last is None or earned(plan, logs, today, unit) is None:
        return ()
    works = [w for w in plan.leaves if not w.milestone]
    first = min([first, *(log.day for log in logs)])
    until = max(last, today)
    step = max(STEP, STEP * ((until - first) // STEP // MOST_POINTS + 1))
    days = [first - ONE]
    while days[-1] + step < until:
        days.append(days[-1] + step)
    marks: set[dt.date] = {*days, until}
    if first <= today <= until:
        marks.add(today)
    days = sorted(marks)
    return tuple(_point(works, plan.placed, logs, day, (today, unit)) for day in days)


def _point(
    works: Sequence[Work],
    placed: Mapping[int, Placed],
    logs: Sequence[Log],
    day: dt.date,
    on: tuple[dt.date, str],
) -> Point:
    today, unit = on
    pv = planned_value(works, placed, day, unit)
    if day > today:
        return Point(day, pv, None, None)
    shares = shares_on(works, logs, day)
    return Point(day, pv, sum(_budget(w, unit) * shares[w.id] / 100 for w in works), spent(logs, day, unit))


def planned_value(works: Sequence[Work], placed: Mapping[int, Placed], day: dt.date, unit: str = "h") -> float:
    """What was to be done by the end of a day: each task's effort spread evenly over its working days."""
    total = 0.0
    for work in works:
        when = placed[work.id]
        whole = max(count_days(when.start, when.end), 1)
        passed = count_days(when.start, min(day, when.end)) if day < when.end else whole
        total += _budget(work, unit) * min(passed, whole) / whole
    return total


def shares_on(works: Sequence[Work], logs: Sequence[Log], day: dt.date) -> dict[int, float]:
    """How far each task was on a day, 0 to 100: as said last, all of it from the day it was finished on."""
    newest: dict[int, tuple[dt.date, float]] = {}
    for log in logs:
        known = newest.get(log.task)
        if log.share is not None and log.day <= day and (known is None or log.day >= known[0]):
            newest[log.task] = (log.day, log.share)
    found: dict[int, float] = {}
    for work in works:
        is_finished = work.done and (work.finished is None or work.finished <= day)
        found[work.id] = 100.0 if is_finished else min(max(newest.get(work.id, (day, 0.0))[1], 0.0), 100.0)
    return found


def spent(logs: Sequence[Log], day: dt.date, unit: str = "h") -> float | None:
    """Hours (or money) noted by the end of a day; None when nobody ever noted any."""
    noted = [(log.day, amount) for log in logs if (amount := _spent(log, unit)) is not None]
    return sum(amount for when, amount in noted if when <= day) if noted else None


def budget(work: Work, unit: str) -> float | None:
    """What a task is planned to take; None when nobody said."""
    return work.effort if unit == "h" else work.cost


def _budget(work: Work, unit: str) -> float:
    return budget(work, unit) or 0.0


def _spent(log: Log, unit: str) -> float | None:
    return log.hours if unit == "h" else log.cost
