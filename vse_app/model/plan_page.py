"""The plan of a project as screens and reports see it: tasks in time, work done, the plan as accepted, earned value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from vse_app.model.earned_value import Earned, Lacking, Log, Point, curve, earned, lacking
from vse_app.model.schedule import Schedule, Work, schedule
from vse_app.model.steering import Row, Sheet


class Agreed(NamedTuple):
    """A task as it stood in the plan when that was accepted."""

    start: dt.date | None
    end: dt.date | None
    effort: float | None


@dataclass(frozen=True)
class Plan:
    """A plan on a day. `accepted` is the moment (UTC) the plan document was accepted last, "" never.

    `before` is what stood in it then, by task. `order` are the ids of tasks in the order of their tree, each with how
    deep it stands.
    """

    today: dt.date
    schedule: Schedule
    logs: tuple[Log, ...] = ()
    order: tuple[tuple[int, int], ...] = ()
    accepted: str = ""
    before: Mapping[int, Agreed] = field(default_factory=dict[int, Agreed])
    kept: bool = True
    document: int = 0

    @cached_property
    def earned(self) -> Earned | None:
        """Earned value today in hours; None where it cannot be computed."""
        return earned(self.schedule, self.logs, self.today)

    @cached_property
    def in_money(self) -> Earned | None:
        """The same in money; None where no money was planned."""
        return earned(self.schedule, self.logs, self.today, "$")

    @cached_property
    def lacking(self) -> Lacking:
        """What nobody entered."""
        return lacking(self.schedule, self.logs)

    @cached_property
    def curve(self) -> tuple[Point, ...]:
        """Planned, earned and spent hours over time."""
        return curve(self.schedule, self.logs, self.today)

    @cached_property
    def late(self) -> tuple[tuple[Work, str, int], ...]:
        """Tasks that should have ended or begun, and by how many days."""
        return self.schedule.late(self.today)

    @cached_property
    def moved(self) -> tuple[tuple[Work, int], ...]:
        """Tasks that now end on another day than in the accepted plan, and by how many days later."""
        found: list[tuple[Work, int]] = []
        for work in self.schedule.leaves:
            then, now = self.before.get(work.id), self.schedule.placed.get(work.id)
            if then and then.end and now and then.end != now.end:
                found.append((work, (now.end - then.end).days))
        return tuple(found)

    @cached_property
    def added(self) -> tuple[Work, ...]:
        """Tasks that were not in the accepted plan."""
        return tuple(w for w in self.schedule.leaves if w.id not in self.before) if self.accepted else ()

    def shown(self, which: str) -> tuple[tuple[int, int], ...]:
        """Tasks to look at: "all", "open" (neither done nor dropped), or "late"; larger ones stay above theirs."""
        late = {work.id for work, _, _ in self.late}
        works = self.schedule.by_id
        chosen = {
            "open": {w.id for w in self.schedule.leaves if not w.done},
            "late": late,
        }.get(which)
        if chosen is None:
            return self.order
        above: set[int] = set()
        for task in chosen:
            walk = works[task].parent
            while walk in works and walk not in above:
                above.add(walk)
                walk = works[walk].parent
        return tuple((task, depth) for task, depth in self.order if task in chosen or task in above)

    def task_of(self, record: int) -> int:
        """The task that a record is, or that a line of work done is about; 0 for neither."""
        if record in self.schedule.by_id:
            return record
        return next((log.task for log in self.logs if log.record == record), 0)

    @property
    def computed(self) -> tuple[int, ...]:
        """Ids of tasks with dates that nobody entered."""
        return tuple(
            w.id for w in self.schedule.leaves if w.id in self.schedule.placed and self.schedule.placed[w.id].computed
        )

    def counts(self) -> dict[str, int]:
        """How many tasks are done, under way, not begun."""
        found: dict[str, int] = dict.fromkeys(("done", "doing", "to-do"), 0)
        for work in self.schedule.leaves:
            found["done" if work.done else "doing" if is_begun(work) else "to-do"] += 1
        return found

    def effort(self, until: dt.date) -> tuple[float | None, float | None]:
        """Hours planned and hours noted by the end of a day; None where nobody entered any."""
        from vse_app.model.earned_value import planned_value, spent

        works = [w for w in self.schedule.leaves if w.effort is not None and w.id in self.schedule.placed]
        return (planned_value(works, self.schedule.placed, until) if works else None), spent(self.logs, until)

    def money(self, until: dt.date) -> tuple[float | None, float | None]:
        """As `effort`, in money."""
        from vse_app.model.earned_value import planned_value, spent

        works = [w for w in self.schedule.leaves if w.cost is not None and w.id in self.schedule.placed]
        return (planned_value(works, self.schedule.placed, until, "$") if works else None), spent(self.logs, until, "$")


def is_begun(work: Work) -> bool:
    """Whether somebody has begun a task."""
    return work.began is not None or bool(work.share) or work.follow == "doing"


def plan(
    tasks: Sheet,
    done: Sheet,
    *,
    first: dt.date | None,
    today: dt.date,
    accepted: str = "",
    before: Mapping[int, Agreed] | None = None,
    document: int = 0,
) -> Plan:
    """The plan from its two registers."""
    logs = tuple(sorted(_logs(done), key=lambda log: log.day))
    rows = sorted(tasks.rows, key=lambda row: (row.record.place, row.record.id))
    works = [_work(row, [log for log in logs if log.task == row.record.id]) for row in rows]
    found = schedule(works, first=first, today=today)
    return Plan(today, found, logs, _order(works), accepted, before or {}, tasks.product is not None, document)


def _logs(done: Sheet) -> list[Log]:
    found: list[Log] = []
    for row in done.rows:
        day = day_of(row.text("day")) or day_of(row.record.happened)
        if day is not None:
            said = (row.number("hours"), row.number("cost"), row.number("share-done"))
            found += [Log(task, day, *said, row.text("person"), row.record.id) for task in row.links("task")[:1]]
    return found


def _work(row: Row, logs: Sequence[Log]) -> Work:
    record = row.record
    shares = [log.share for log in logs if log.share is not None]
    days = [log.day for log in logs]
    ended = [e for e in row.events if not e.stamp and not e.withdrawn and e.state == row.follow]
    finished = day_of(ended[-1].happened) if ended and row.follow == "done" else None
    iteration = row.number("iteration")
    return Work(
        record.id, record.number, record.title, next(iter(row.links("parent")), 0), row.links("after"),
        day_of(row.text("planned-start")), day_of(row.text("planned-end")), row.number("days"), row.number("effort"),
        row.number("cost"), row.text("sort") == "milestone", int(iteration or 0), record.owner, row.follow,
        row.follow == "done", row.follow == "dropped", min(days, default=None), finished,
        shares[-1] if shares else None, record.revision,
    )  # fmt: skip


def _order(works: Sequence[Work]) -> tuple[tuple[int, int], ...]:
    """Tasks in the order they came, which is that of their tree, with their depth."""
    above = {work.id: work.parent for work in works}
    found: list[tuple[int, int]] = []
    for work in works:
        depth, walk = 0, work.parent
        while walk in above and depth < 12:
            depth, walk = depth + 1, above[walk]
        found.append((work.id, depth))
    return tuple(found)


def day_of(text: str) -> dt.date | None:
    """A stored day; None for none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
