"""Measures after 15939: need → measure → indicator → decision, with values entered or worked out from facts.

Values that the program works out are said to be so and are stored only when a person records one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vse_app.model.earned_value import spent
from vse_app.model.plan_page import Plan, day_of
from vse_app.model.steering import Row, Sheet

STARTERS: Final = ("effort-deviation", "open-corrections", "requirements-volatility", "tests-passed")
"""Measures that can be worked out from what is in the project."""
WINDOW: Final = dt.timedelta(days=14)
WEEK: Final = dt.timedelta(days=7)
MOST: Final = 60
"""Values of a series."""


class Value(NamedTuple):
    """One value on a day; `record` is the data point it comes from, 0 for one that was worked out."""

    day: dt.date
    value: float
    record: int = 0
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure with its values, oldest first. `starter` names how it is worked out, "" when values are entered.

    `lacks` is a key of what the facts lack to work it out, "" for nothing.
    """

    row: Row
    values: tuple[Value, ...]
    starter: str = ""
    lacks: str = ""

    @property
    def id(self) -> int:
        """The id of its record."""
        return self.row.record.id

    @property
    def now(self) -> Value | None:
        """The newest value."""
        return self.values[-1] if self.values else None

    @property
    def target(self) -> float | None:
        """What it should be."""
        return self.row.number("target")

    @property
    def limit(self) -> float | None:
        """Beyond it something has to be done."""
        return self.row.number("limit")

    def is_crossed(self, value: float) -> bool:
        """Whether a value lies beyond the limit, on the side that is bad."""
        limit, target = self.limit, self.target
        if limit is None:
            return False
        match self.row.text("better"):
            case "higher":
                return value < limit
            case "near-target" if target is not None:
                return abs(value - target) > abs(limit - target)
            case _:
                return value > limit

    @property
    def crossed(self) -> bool:
        """Whether the newest value asks for the decision."""
        return not self.row.ended and self.now is not None and self.is_crossed(self.now.value)


@dataclass(frozen=True)
class MeasurePage:
    """The measures of a project; `offered` are starters that are not in use yet."""

    today: dt.date
    measures: tuple[Measure, ...] = ()
    offered: tuple[str, ...] = STARTERS
    kept: bool = True

    @property
    def in_use(self) -> tuple[Measure, ...]:
        """Measures that were not retired."""
        return tuple(m for m in self.measures if not m.row.ended)

    @property
    def crossed(self) -> tuple[Measure, ...]:
        """Measures beyond their limit."""
        return tuple(m for m in self.in_use if m.crossed)


class Written(NamedTuple):
    """How many requirements were new, and how many versions of older ones were written, on a day."""

    day: dt.date
    new: int
    changed: int


@dataclass(frozen=True)
class Facts:
    """What measures are worked out from. `cases` are ids of test cases, `runs` (day, case, result), oldest first.

    `written` are the requirements' versions by day.
    """

    plan: Plan
    corrections: Sheet
    cases: Sequence[int] = ()
    runs: Sequence[tuple[dt.date, int, str]] = ()
    written: Sequence[Written] = ()


def page(measures: Sheet, points: Sheet, starters: Mapping[int, str], facts: Facts) -> MeasurePage:
    """The measures of a project with their values."""
    today = facts.plan.today
    entered: dict[int, list[Value]] = {}
    for row in points.rows:
        day = day_of(row.text("measured-on")) or day_of(row.record.happened)
        value = row.number("value")
        if day is not None and value is not None:
            for measure in row.links("measure"):
                entered.setdefault(measure, []).append(Value(day, value, row.record.id, row.text("note")))
    found: list[Measure] = []
    for row in measures.rows:
        starter = starters.get(row.record.id, "")
        own = sorted(entered.get(row.record.id, ()))
        worked, lacks = series(starter, facts) if starter else ((), "")
        noted = {value.day for value in own}
        values = sorted([*own, *(value for value in worked if value.day not in noted)])
        found.append(Measure(row, tuple(values[-MOST:]), starter, lacks))
    used = {m.starter for m in found if not m.row.ended}
    offered = tuple(name for name in STARTERS if name not in used)
    return MeasurePage(today, tuple(found), offered, measures.product is not None)


def series(starter: str, facts: Facts) -> tuple[tuple[Value, ...], str]:
    """The values of a starter week by week until today, and a key of what is lacking ("" for nothing)."""
    match starter:
        case "effort-deviation":
            return _effort(facts)
        case "open-corrections":
            return _corrections(facts)
        case "requirements-volatility":
            return _volatility(facts)
        case "tests-passed":
            return _tests(facts)
        case _:
            return (), ""


def _effort(facts: Facts) -> tuple[tuple[Value, ...], str]:
    """(AC - EV) / EV in per cent; only where effort was planned and hours were noted."""
    if facts.plan.earned is None:
        return (), "effort"
    if spent(facts.plan.logs, facts.plan.today) is None:
        return (), "hours"
    found = [Value(p.day, round((p.ac - p.ev) / p.ev * 100, 1)) for p in facts.plan.curve if p.ev and p.ac is not None]
    return tuple(found), "" if found else "hours"


def _corrections(facts: Facts) -> tuple[tuple[Value, ...], str]:
    """Corrections that were open at the end of each week."""
    spans: list[tuple[dt.date, dt.date | None]] = []
    for row in facts.corrections.rows:
        opened = day_of(row.text("opened-on")) or day_of(row.record.happened)
        if opened is not None:
            spans.append((opened, _ended(row)))
    if not spans:
        return (), "corrections"
    days = _weeks(min(first for first, _ in spans), facts.plan.today)
    return tuple(Value(day, sum(a <= day and (b is None or b > day) for a, b in spans)) for day in days), ""


def _ended(row: Row) -> dt.date | None:
    """The day an entry came to its end; None while it is open."""
    if not row.ended:
        return None
    said = [day_of(e.happened) for e in row.events if not e.stamp and not e.withdrawn and e.state == row.follow]
    return next((day for day in reversed(said) if day), day_of(row.record.captured[:10]))


def _volatility(facts: Facts) -> tuple[tuple[Value, ...], str]:
    """Requirements that were new or changed within two weeks, in per cent of those there were before."""
    if not facts.written:
        return (), "requirements"
    found: list[Value] = []
    for day in _weeks(facts.written[0].day + WINDOW, facts.plan.today):
        before = sum(w.new for w in facts.written if w.day <= day - WINDOW)
        moved = sum(w.new + w.changed for w in facts.written if day - WINDOW < w.day <= day)
        if before:
            found.append(Value(day, round(moved / before * 100, 1)))
    return tuple(found), "" if found else "two-weeks"


def _tests(facts: Facts) -> tuple[tuple[Value, ...], str]:
    """Test cases whose newest run passed, in per cent of all test cases."""
    cases, runs = frozenset(facts.cases), facts.runs
    if not cases or not runs:
        return (), "tests"
    found: list[Value] = []
    newest: dict[int, str] = {}
    place = 0
    for day in _weeks(runs[0][0], facts.plan.today):
        while place < len(runs) and runs[place][0] <= day:
            newest[runs[place][1]] = runs[place][2]
            place += 1
        passed = sum(result == "passed" for case, result in newest.items() if case in cases)
        found.append(Value(day, round(passed / len(cases) * 100, 1)))
    return tuple(found), ""


def _weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    """Days a week apart that end with the last one."""
    found: list[dt.date] = []
    day = last
    while day >= first and len(found) < MOST:
        found.append(day)
        day -= WEEK
    return found[::-1] or [last]
