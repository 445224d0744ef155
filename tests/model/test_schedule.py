"""Dates worked out forward, critical path, circles and late tasks, on examples worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from vse_app.model.schedule import Work, add_days, circles, count_days, schedule, working

MONDAY = dt.date(2026, 3, 2)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def plan(*works: Work, today: dt.date = MONDAY, first: dt.date | None = MONDAY):
    return schedule(works, first=first, today=today)


def work(number: int, days: float | None = 1, *after: int, **more) -> Work:
    return Work(number, f"WRK-{number:03d}", f"Task {number}", after=after, days=days, **more)


def test_working_days_pass_over_weekends() -> None:
    friday, saturday = day("03-06"), day("03-07")
    assert working(saturday) == day("03-09")
    assert (add_days(friday, 1), add_days(friday, 5), add_days(saturday, 0)) == (
        day("03-09"),
        day("03-13"),
        day("03-09"),
    )
    assert (add_days(day("03-09"), -1), add_days(day("03-09"), -5)) == (friday, day("03-02"))
    assert (count_days(friday, day("03-09")), count_days(saturday, day("03-08")), count_days(friday, MONDAY)) == (
        2,
        0,
        0,
    )
    assert count_days(MONDAY, day("03-29")) == 20


def test_dates_follow_from_what_comes_before() -> None:
    """The textbook network: 1 (3 d) → 2 (4 d) and 3 (2 d) → 4 (1 d); 3 can move by two days."""
    found = plan(work(1, 3), work(2, 4, 1), work(3, 2, 1), work(4, 1, 2, 3))
    assert {i: (p.start, p.end) for i, p in found.placed.items()} == {
        1: (day("03-02"), day("03-04")), 2: (day("03-05"), day("03-10")),
        3: (day("03-05"), day("03-06")), 4: (day("03-11"), day("03-11")),
    }  # fmt: skip
    assert [found.placed[i].slack for i in (1, 2, 3, 4)] == [0, 0, 2, 0]
    assert found.critical == (1, 2, 4)
    assert all(p.computed == ("start", "end") for p in found.placed.values())
    assert (found.start, found.end, found.expected) == (day("03-02"), day("03-11"), day("03-11"))


def test_entered_dates_stand_and_what_begins_too_early_is_named() -> None:
    found = plan(
        work(1, None, start=day("03-02"), end=day("03-06")), work(2, 2, 1, start=day("03-05")), work(3, 3, end=day("03-11")),
        work(4, None, 2, milestone=True),
    )  # fmt: skip
    assert found.placed[2].computed == ("end",)
    assert found.placed[2].end == day("03-06")
    assert (found.placed[3].start, found.placed[3].computed) == (day("03-09"), ("start",))
    assert (found.placed[4].start, found.placed[4].end) == (day("03-06"), day("03-06"))
    assert found.early == ((2, 1),)


def test_without_a_day_to_start_from_nothing_is_made_up() -> None:
    found = plan(work(1), work(2, 1, start=day("03-03")), first=None)
    assert found.unplaced == (1,)
    assert plan(work(1, None)).placed[1].guessed  # one day is an assumption, and said to be one
    assert plan(first=None).expected is None


def test_circles_are_named_and_the_rest_is_placed() -> None:
    found = plan(work(1, 1, 3), work(2, 1, 1), work(3, 1, 2), work(4, 1), work(5, 1, 5), work(6, 2, 4))
    assert {frozenset(ring) for ring in found.circles} == {frozenset({1, 2, 3}), frozenset({5})}
    assert found.placed[6].start == day("03-03")
    assert found.unplaced == (1, 2, 3, 5)
    assert circles({1: [2], 2: []}) == ()


def test_larger_tasks_span_their_parts_and_pass_on_what_they_wait_for() -> None:
    found = plan(work(1, 2), work(2, None, 1), work(3, 2, parent=2), work(4, 1, 3, parent=2), work(5, 1, 2))
    assert (found.placed[3].start, found.placed[2].start, found.placed[2].end) == (
        day("03-04"),
        day("03-04"),
        day("03-06"),
    )
    assert found.placed[5].start == day("03-09")
    assert [w.id for w in found.leaves] == [1, 3, 4, 5]


def test_dropped_tasks_hold_nothing_back() -> None:
    found = plan(work(1, 5, dropped=True), work(2, 1, 1))
    assert found.placed[2].start == MONDAY
    assert 1 not in found.placed


def test_what_is_late_and_when_it_will_end() -> None:
    works = (
        work(1, 3, done=True, finished=day("03-05")), work(2, 4, 1, share=50, began=day("03-06")), work(3, 1, 2), work(4, 1),
    )  # fmt: skip
    found = plan(*works, today=day("03-12"))
    assert [(w.id, what, days) for w, what, days in found.late(day("03-12"))] == [
        (4, "end", 10),
        (2, "end", 2),
        (3, "end", 1),
    ]
    assert found.forecast[1] == day("03-05")
    assert found.forecast[2] == day("03-13")  # two of four days are left, from the 12th on
    assert found.forecast[3] == day("03-16")
    assert [w.id for w, what, _ in plan(work(1, 9), today=day("03-04")).late(day("03-04")) if what == "start"] == [1]


@pytest.mark.parametrize("count", [500])
def test_hundreds_of_tasks_in_a_row(count: int) -> None:
    found = plan(*(work(n, 1, *([n - 1] if n else [])) for n in range(1, count)))
    assert len(found.critical) == count - 1
