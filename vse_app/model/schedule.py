"""Dates of a plan worked out forward from what comes before what; critical path, circles, what is late.

Working days are Monday to Friday; there is no calendar of holidays. What is computed here is never stored: it is shown
as computed until a person takes it over.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

ONE: Final = dt.timedelta(days=1)
FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Work:
    """A planned task. Dates are None where nobody entered them; `days` are working days, `effort` hours.

    `after` are ids of tasks that must be finished first, `parent` is the larger task (0: none). `began` and `finished`
    are what was noted as done, `share` how far it is (0 to 100) as somebody said.
    """

    id: int
    number: str
    title: str
    parent: int = 0
    after: tuple[int, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    days: float | None = None
    effort: float | None = None
    cost: float | None = None
    milestone: bool = False
    iteration: int = 0
    owner: str = ""
    follow: str = ""
    done: bool = False
    dropped: bool = False
    began: dt.date | None = None
    finished: dt.date | None = None
    share: float | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """When a task is, as entered or worked out. `computed` names the ends ("start", "end") that nobody entered.

    `slack` are the working days by which it may move without moving the end of the plan, None for what has ended;
    `guessed` says that even its length is an assumption (one day).
    """

    start: dt.date
    end: dt.date
    computed: tuple[str, ...] = ()
    guessed: bool = False
    slack: int | None = None

    @property
    def critical(self) -> bool:
        """Whether it cannot move without moving the end of the plan."""
        return self.slack is not None and self.slack <= 0


@dataclass(frozen=True)
class Schedule:
    """A plan in time. `circles` are tasks that wait for each other, `early` pairs (task, the one it overlaps)."""

    works: tuple[Work, ...]
    placed: Mapping[int, Placed]
    circles: tuple[tuple[int, ...], ...]
    early: tuple[tuple[int, int], ...]
    unplaced: tuple[int, ...]
    forecast: Mapping[int, dt.date]

    @cached_property
    def by_id(self) -> dict[int, Work]:
        """Tasks by id."""
        return {work.id: work for work in self.works}

    @cached_property
    def parents(self) -> frozenset[int]:
        """Tasks that others are part of."""
        return frozenset(work.parent for work in self.works if work.parent)

    @property
    def leaves(self) -> tuple[Work, ...]:
        """Tasks that are done themselves: no larger ones, none that was dropped."""
        return tuple(work for work in self.works if work.id not in self.parents and not work.dropped)

    @property
    def start(self) -> dt.date | None:
        """The first day of the plan."""
        return min((p.start for p in self.placed.values()), default=None)

    @property
    def end(self) -> dt.date | None:
        """The last day of the plan."""
        return max((p.end for p in self.placed.values()), default=None)

    @property
    def expected(self) -> dt.date | None:
        """The last day if what is left takes as long as planned, from today on; None without any date."""
        return max(self.forecast.values(), default=None)

    @property
    def critical(self) -> tuple[int, ...]:
        """Ids of the tasks on the critical path, in the order of time."""
        found = [w.id for w in self.leaves if w.id in self.placed and self.placed[w.id].critical]
        return tuple(sorted(found, key=lambda i: (self.placed[i].start, self.placed[i].end, i)))

    def late(self, today: dt.date) -> tuple[tuple[Work, str, int], ...]:
        """(task, "end" or "start", days) for each that should have ended, or begun, before today."""
        found: list[tuple[Work, str, int]] = []
        for work in self.leaves:
            placed = self.placed.get(work.id)
            if placed is None or work.done:
                continue
            if placed.end < today:
                found.append((work, "end", (today - placed.end).days))
            elif placed.start < today and work.began is None and not work.share and not work.milestone:
                found.append((work, "start", (today - placed.start).days))
        return tuple(sorted(found, key=lambda item: (item[1] != "end", -item[2], item[0].id)))


def schedule(works: Sequence[Work], *, first: dt.date | None, today: dt.date) -> Schedule:
    """Place every task in time. Tasks without dates and predecessors begin on `first`; None: they stay unplaced."""
    return _Scheduler(works, first, today).whole()


class _Scheduler:
    def __init__(self, works: Sequence[Work], first: dt.date | None, today: dt.date) -> None:
        self._works, self._first, self._today = tuple(works), first, today
        self._by_id = {work.id: work for work in works}
        children: dict[int, list[int]] = {}
        for work in works:
            if work.parent in self._by_id and work.parent != work.id:
                children.setdefault(work.parent, []).append(work.id)
        self._children = children
        self._leaves = [w for w in works if w.id not in children and not w.dropped]
        self._before = {w.id: tuple(dict.fromkeys(self._predecessors(w))) for w in self._leaves}
        self._circles = circles(self._before)
        self._ringed = frozenset(i for ring in self._circles for i in ring)
        self._placed: dict[int, Placed] = {}

    def whole(self) -> Schedule:
        order = topological(self._before, self._ringed)
        for leaf in order:
            placed = self._place(self._by_id[leaf])
            if placed is not None:
                self._placed[leaf] = placed
        early = tuple(self._early())
        self._add_slack(order)
        forecast = self._forecast(order)
        leaves = dict(self._placed)
        for work in self._works:
            if work.id in self._children and not work.dropped:
                inside = [leaves[i] for i in self._below(work.id) if i in leaves]
                if inside:
                    span = min(p.start for p in inside), max(p.end for p in inside)
                    self._placed[work.id] = Placed(*span, computed=("start", "end"))
        unplaced = tuple(w.id for w in self._leaves if w.id not in self._placed)
        return Schedule(self._works, self._placed, self._circles, early, unplaced, forecast)

    def _predecessors(self, work: Work) -> Iterator[int]:
        """Leaves that must be finished before a leaf: its own and those of the larger tasks it is part of."""
        above: Work | None = work
        seen: set[int] = set()
        while above is not None and above.id not in seen:
            seen.add(above.id)
            for name in above.after:
                yield from (i for i in self._below(name) if i != work.id or above is work)
            above = self._by_id.get(above.parent)

    def _below(self, work: int, seen: frozenset[int] = frozenset()) -> Iterator[int]:
        """The leaves of a task, itself when it is one."""
        if work not in self._by_id or work in seen:
            return
        if work not in self._children:
            if not self._by_id[work].dropped:
                yield work
            return
        for child in self._children[work]:
            yield from self._below(child, seen | {work})

    def _place(self, work: Work) -> Placed | None:
        length, guessed = length_of(work)
        ready = self._ready(work)
        start, end = work.start, work.end
        if work.milestone:
            day = end or start or ready
            return Placed(day, day, () if end or start else ("start", "end")) if day else None
        if start is None and end is None:
            if ready is None:
                return None
            start = ready
            return Placed(start, add_days(start, length - 1), ("start", "end"), guessed)
        if start is None and end is not None:
            begin = add_days(end, 1 - length)
            return Placed(min(begin, end), end, ("start",), guessed)
        assert start is not None
        if end is None:
            return Placed(start, add_days(start, length - 1), ("end",), guessed)
        return Placed(start, max(start, end))

    def _ready(self, work: Work) -> dt.date | None:
        """The first day after what comes before; a milestone falls on the day itself. None in a circle."""
        if work.id in self._ringed:
            return None
        ends = [self._placed[i].end for i in self._before[work.id] if i in self._placed]
        if ends:
            last = max(ends)
            return last if work.milestone else working(last + ONE)
        return working(self._first) if self._first else None

    def _early(self) -> Iterator[tuple[int, int]]:
        """Tasks that begin before one that has to be finished first ends; only entered dates can do that."""
        for leaf, before in self._before.items():
            own = self._placed.get(leaf)
            for name in before:
                other = self._placed.get(name)
                if own and other and own.start <= other.end and not self._by_id[leaf].milestone:
                    yield leaf, name

    def _add_slack(self, order: Sequence[int]) -> None:
        """Backwards from the end of the plan: by how many working days each open task may move."""
        if not self._placed:
            return
        last = max(p.end for p in self._placed.values())
        latest: dict[int, dt.date] = {}
        following: dict[int, list[int]] = {}
        for leaf, before in self._before.items():
            for name in before:
                following.setdefault(name, []).append(leaf)
        for leaf in reversed(order):
            placed = self._placed.get(leaf)
            if placed is None:
                continue
            limits = [latest[i] for i in following.get(leaf, ()) if i in latest]
            finish = min(limits, default=last)
            slack = count_days(placed.end + ONE, finish) if finish > placed.end else 0
            begin = placed.start if slack == 0 else add_days(working(placed.start), slack)
            is_point = self._by_id[leaf].milestone
            latest[leaf] = begin if is_point else begin - ONE
            if not self._by_id[leaf].done:
                self._placed[leaf] = replace(placed, slack=slack)

    def _forecast(self, order: Sequence[int]) -> dict[int, dt.date]:
        """When each task ends if nothing is done sooner than planned and what is left takes as long as planned."""
        found: dict[int, dt.date] = {}
        for leaf in order:
            work, placed = self._by_id[leaf], self._placed.get(leaf)
            if placed is None:
                continue
            if work.done:
                found[leaf] = work.finished or placed.end
                continue
            ends = [found[i] for i in self._before[leaf] if i in found]
            ready = max([working(e + ONE) for e in ends], default=placed.start)
            if work.milestone:
                found[leaf] = max([placed.end, self._today, *ends])
                continue
            length = max(count_days(placed.start, placed.end), 1)
            left = math.ceil(length * (1 - min(work.share or 0, 100) / 100))
            begun = work.began is not None or bool(work.share)
            start = max(ready, working(self._today)) if begun else max(ready, placed.start, working(self._today))
            end = add_days(start, max(left, 1) - 1)
            found[leaf] = max(end, placed.end) if begun and end < placed.end else end
        return found


def length_of(work: Work) -> tuple[int, bool]:
    """Working days of a task, and whether they are an assumption: one day where nobody said how long."""
    if work.days is not None and work.days > 0:
        return max(math.ceil(work.days), 1), False
    return 1, not work.milestone


def circles(before: Mapping[int, Collection[int]]) -> tuple[tuple[int, ...], ...]:
    """Groups of tasks that wait for each other, each in a way that goes round; a task that waits for itself too."""
    state: dict[int, int] = {}
    found: dict[frozenset[int], tuple[int, ...]] = {}
    for root in before:
        if root in state:
            continue
        path: list[int] = [root]
        stack = [iter(before[root])]
        state[root] = 1
        while stack:
            name = next(stack[-1], None)
            if name is None:
                stack.pop()
                state[path.pop()] = 2
            elif state.get(name) == 1:
                ring = tuple(path[path.index(name) :])
                found.setdefault(frozenset(ring), ring)
            elif name in before and name not in state:
                state[name] = 1
                path.append(name)
                stack.append(iter(before[name]))
    return tuple(found.values())


def topological(before: Mapping[int, Collection[int]], ringed: Collection[int]) -> list[int]:
    """Ids with each after all it waits for; waits between tasks of circles are passed over."""
    order: list[int] = []
    state: dict[int, int] = {}
    for root in before:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(before[root]))]
        while stack:
            leaf, names = stack[-1]
            name = next(names, None)
            if name is None:
                stack.pop()
                order.append(leaf)
            elif name in before and name not in state and not (leaf in ringed and name in ringed and state.get(name)):
                state[name] = 1
                stack.append((name, iter(before[name])))
    return order


def is_working(day: dt.date) -> bool:
    """Whether it is a day from Monday to Friday."""
    return day.weekday() <= FRIDAY


def working(day: dt.date) -> dt.date:
    """The day itself, or the Monday after a weekend."""
    return day if is_working(day) else day + dt.timedelta(days=7 - day.weekday())


def add_days(day: dt.date, count: int) -> dt.date:
    """So many working days later (or earlier); 0 gives the day itself, or the Monday after."""
    found, step = (working(day), ONE) if count >= 0 else (day, -ONE)
    weeks, rest = divmod(abs(count), 5)
    found += dt.timedelta(days=7 * weeks) * (1 if count >= 0 else -1)
    while rest:
        found += step
        rest -= is_working(found)
    return found


def count_days(first: dt.date, last: dt.date) -> int:
    """Working days from the first to the last day, both counted; 0 when the last is before the first."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    return weeks * 5 + sum(is_working(first + dt.timedelta(days=n)) for n in range(rest))
