"""The plan as pictures: bars in time with what was really done, and planned, earned and spent hours over time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from vse_app.i18n import Translator
from vse_app.model.earned_value import Point
from vse_app.model.plan_page import Plan, is_begun
from vse_app.model.plan_words import figure, summary
from vse_app.model.scene import Area, Box, Scene, Shape, Stroke, Words
from vse_app.model.schedule import ONE, Placed, Work

ROW: Final = 17.0
HEAD: Final = 26.0
FOOT: Final = 20.0
NAMES: Final = 0.36
"""Share of the width for the names."""
MOST_NAMES: Final = 230.0
PAGE: Final = 30
"""Tasks in one picture; further ones stand in the next."""
LEAST_WEEK: Final = 21.0
"""Points a week needs to be named in the head."""
BESIDE: Final = 62.0
"""Room to the right of the last bar for its words."""


Order = Sequence[tuple[int, int]]
"""Tasks with how deep they stand in their tree."""


def pages(order: Order, most: int = PAGE) -> int:
    """How many pictures so many tasks take."""
    return max(1, math.ceil(len(order) / most))


def gantt(
    tr: Translator, plan: Plan, width: float, *, page: int = 0, most: int = PAGE, order: Order | None = None
) -> Scene | None:
    """A page of tasks (of those in `order`) as bars; None where no task has a date.

    What is computed is drawn open and says so.
    """
    first, last = plan.schedule.start, plan.schedule.end
    if first is None or last is None:
        return None
    shown = (plan.order if order is None else order)[page * most : (page + 1) * most]
    return _Gantt(tr, plan, width, shown, (first, last)).scene()


class _Gantt:
    def __init__(
        self, tr: Translator, plan: Plan, width: float, shown: Sequence[tuple[int, int]], span: tuple[dt.date, dt.date]
    ) -> None:
        self._tr, self._plan, self._width, self._shown = tr, plan, width, shown
        extra = [d for w in plan.schedule.works for d in (w.began, w.finished) if d]
        was = [d for then in plan.before.values() for d in (then.start, then.end) if d]
        self._first = min([span[0], *extra, *was])
        self._last = max([span[1], *extra, *was])
        self._left = min(width * NAMES, MOST_NAMES)
        self._days = (self._last - self._first).days + 1
        self._day = max(width - self._left - BESIDE, 40.0) / self._days
        self._bottom = HEAD + ROW * len(shown)

    def scene(self) -> Scene:
        shapes: list[Shape] = [*self._ticks(), *self._today_line()]
        for number, (work, depth) in enumerate(self._shown):
            shapes += self._row(self._plan.schedule.by_id[work], depth, HEAD + ROW * number)
        shapes += self._legend()
        return Scene(self._width, self._bottom + FOOT, tuple(shapes), summary(self._tr, self._plan))

    def _x(self, day: dt.date) -> float:
        return self._left + (day - self._first).days * self._day

    def _ticks(self) -> Iterator[Shape]:
        """Weeks where there is room to name them, else months."""
        yield Stroke(((0, HEAD), (self._width, HEAD)), "grid")
        in_weeks = self._day * 7 >= LEAST_WEEK
        months = self._tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
        day = self._first - dt.timedelta(days=self._first.weekday()) if in_weeks else self._first.replace(day=1)
        free, month = -1.0, 0
        while day <= self._last:
            x = self._x(day)
            if x >= self._left - 0.1:
                yield Stroke(((x, HEAD - 4), (x, self._bottom)), "grid", 0.6)
                if month != day.month and x > free:
                    year = f" {day.year}" if month == 0 or day.month == 1 else ""
                    yield Words(x + 2, 9, months[day.month - 1] + year, 7.5, bold=True)
                    month, free = day.month, x + 26 + 5 * len(year)
                if in_weeks:
                    yield Words(x + 2, HEAD - 5, str(day.day), 7, ink="muted")
            day = day + 7 * ONE if in_weeks else (day + 31 * ONE).replace(day=1)

    def _row(self, work: Work, depth: int, top: float) -> Iterator[Shape]:
        indent = min(depth, 5) * 8.0
        whole = work.id in self._plan.schedule.parents
        muted = work.dropped or work.done
        name = f"{work.number}  {work.title}"
        room = self._left - indent - 6
        yield Words(indent, top + 11.5, name, 7.8, ink="muted" if muted else "text", bold=whole, room=room)
        yield Stroke(((0, top + ROW), (self._width, top + ROW)), "grid", 0.4)
        placed = self._plan.schedule.placed.get(work.id)
        if work.dropped:
            yield Words(self._left + 3, top + 11.5, self._tr("dropped"), 7, ink="muted")
        elif placed is None:
            yield Words(self._left + 3, top + 11.5, self._tr("no date"), 7, ink="muted")
        else:
            yield from self._bars(work, placed, top, whole=whole)

    def _bars(self, work: Work, placed: Placed, top: float, *, whole: bool) -> Iterator[Shape]:
        then = self._plan.before.get(work.id)
        if then and then.start and then.end and (then.start, then.end) != (placed.start, placed.end):
            left, right = self._x(then.start), self._x(then.end + ONE)
            yield Stroke(((left, top + 14.5), (right, top + 14.5)), "ghost", 1.6)
        left, right = self._x(placed.start), self._x(placed.end + ONE)
        if work.milestone:
            middle = (left + right) / 2
            yield Area(
                ((middle, top + 2.5), (middle + 5.5, top + 8), (middle, top + 13.5), (middle - 5.5, top + 8)), "accent"
            )
            right = middle + 6
        elif whole:
            yield Box(left, top + 5, right - left, 3, "ghost")
        elif placed.computed:
            yield Stroke(
                ((left, top + 3), (right, top + 3), (right, top + 10), (left, top + 10)),
                "accent",
                0.9,
                dashed=True,
                closed=True,
            )
        else:
            yield Box(left, top + 3, right - left, 7, "level3", "accent")
        if placed.critical and not whole and not work.milestone:
            yield Stroke(((left, top + 11), (right, top + 11)), "text", 1.4)
        yield from self._done(work, placed, top)
        said = self._said(work, placed, whole=whole)
        end = max(right, self._done_until(work, placed))
        yield Words(end + 3, top + 10.5, said, 7, room=max(self._width - end - 3, 12))

    def _done(self, work: Work, placed: Placed, top: float) -> Iterator[Shape]:
        """What really was: from the first note to the end, or as far as it is."""
        if work.milestone or (work.began is None and work.finished is None):
            return
        left, right = self._x(work.began or work.finished or placed.start), self._done_until(work, placed)
        yield Box(left, top + 4.5, max(right - left, 1.5), 4, "accent")

    def _done_until(self, work: Work, placed: Placed) -> float:
        """Where the bar of what was done ends; 0 where nothing was."""
        if work.milestone or (work.began is None and work.finished is None):
            return 0.0
        begin = work.began or work.finished or placed.start
        return self._x((work.finished or max(min(self._plan.today, self._last), begin)) + ONE)

    def _said(self, work: Work, placed: Placed, *, whole: bool) -> str:
        tr = self._tr
        if whole:
            return ""
        words: list[str] = []
        late = {w.id: days for w, what, days in self._plan.late if what == "end"}
        if work.done:
            words.append(tr("done"))
        elif work.id in late:
            words.append(tr("late {days} d", days=late[work.id]))
        elif is_begun(work):
            words.append(f"{figure(work.share)} %" if work.share is not None else tr("begun"))
        if placed.critical and not work.done:
            words.append(tr("critical"))
        return ", ".join(words)

    def _today_line(self) -> Iterator[Shape]:
        today = self._plan.today
        if self._first <= today <= self._last:
            x = self._x(today) + self._day / 2
            yield Stroke(((x, HEAD - 3), (x, self._bottom)), "text", 1.0, dashed=True)
            yield Words(x, self._bottom + 8, self._tr("today"), 7, "middle")

    def _legend(self) -> Iterator[Shape]:
        tr, y = self._tr, self._bottom + FOOT - 4
        x = 0.0
        parts: list[tuple[str, Shape]] = [
            (tr("planned"), Box(0, y - 6, 14, 6, "level3", "accent")),
            (
                tr("worked out"),
                Stroke(((0, y - 6), (14, y - 6), (14, y), (0, y)), "accent", 0.9, dashed=True, closed=True),
            ),
            (tr("done"), Box(0, y - 5, 14, 4, "accent")),
            (tr("critical"), Stroke(((0, y - 3), (14, y - 3)), "text", 1.4)),
        ]
        if self._plan.before:
            parts.append((tr("as accepted"), Stroke(((0, y - 3), (14, y - 3)), "ghost", 1.6)))
        for words, mark in parts:
            yield _moved(mark, x)
            yield Words(x + 18, y, words, 7, ink="muted")
            x += 30 + 4.3 * len(words)


def _moved(shape: Shape, x: float) -> Shape:
    if isinstance(shape, Box):
        return Box(shape.x + x, shape.y, shape.width, shape.height, shape.fill, shape.edge)
    assert isinstance(shape, Stroke)
    return Stroke(tuple((px + x, py) for px, py in shape.points), shape.ink, shape.thick, shape.dashed, shape.closed)


CURVE_HIGH: Final = 190.0
_EDGE: Final = 40.0


def curve_scene(tr: Translator, points: Sequence[Point], width: float, today: dt.date) -> Scene | None:
    """PV, EV and AC over time, each line named where it ends; None where there is nothing to draw."""
    if len(points) < 2:
        return None
    top = max(max(p.pv, p.ev or 0, p.ac or 0) for p in points)
    if top <= 0:
        return None
    first, last = points[0].day, points[-1].day
    span = max((last - first).days, 1)
    right = width - 34

    def at(day: dt.date, value: float) -> tuple[float, float]:
        x = _EDGE + (day - first).days / span * (right - _EDGE)
        return x, CURVE_HIGH - 24 - value / top * (CURVE_HIGH - 44)

    shapes: list[Shape] = []
    for part in (0, 0.25, 0.5, 0.75, 1):
        y = at(first, top * part)[1]
        shapes.append(Stroke(((_EDGE, y), (right, y)), "grid", 0.6))
        shapes.append(Words(_EDGE - 4, y + 2.5, f"{figure(top * part, 0)} h", 7, "right", "muted"))
    shapes += _months(tr, first, last, lambda day: at(day, 0)[0])
    x = at(today, 0)[0]
    if first <= today <= last:
        shapes.append(Stroke(((x, 14), (x, CURVE_HIGH - 24)), "muted", 0.8, dashed=True))
        shapes.append(Words(x, 10, tr("today"), 7, "middle", "muted"))
    taken: list[float] = []
    for name, ink, dashed, value in (("PV", "muted", True, 1), ("EV", "accent", False, 2), ("AC", "text", False, 3)):
        line = [at(p[0], p[value]) for p in points if p[value] is not None]  # type: ignore[arg-type]
        if len(line) < 2:
            continue
        shapes.append(Stroke(tuple(line), ink, 1.8 if name != "AC" else 1.3, dashed))  # type: ignore[arg-type]
        y = line[-1][1] + 2.5
        while any(abs(y - other) < 8 for other in taken):
            y += 8
        taken.append(y)
        shapes.append(Words(line[-1][0] + 4, y, name, 8, bold=True, ink=ink))  # type: ignore[arg-type]
    return Scene(width, CURVE_HIGH, tuple(shapes), tr("Planned (PV), earned (EV) and spent (AC) hours over time."))


def _months(tr: Translator, first: dt.date, last: dt.date, x: Callable[[dt.date], float]) -> Iterator[Shape]:
    names = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    day, free = first.replace(day=1), -100.0
    while day <= last:
        place = x(max(day, first))
        if place > free and day.month:
            year = f" {day.year}" if free < 0 or day.month == 1 else ""
            yield Words(place, CURVE_HIGH - 12, names[day.month - 1] + year, 7, ink="muted")
            free = place + 26 + 5 * len(year)
        day = (day + 31 * ONE).replace(day=1)
