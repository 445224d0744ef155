"""The plan in its registers: dates taken over by a person only, work noted apart from the approved plan, comparison."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.shop_of_registers import basic, basic_file, head, make
from vse_app.model.errors import Invalid
from vse_app.model.records import holding
from vse_app.services import correcting, planning, projects, records, registers, steering, undo
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]


@pytest.fixture
def planned(basic: Workspace) -> Workspace:
    """Two tasks, the second after the first, and an accepted plan."""
    projects.edit_project(basic, 1, start="2026-03-02")
    first = planning.add(basic, 1, "Design").value
    planning.add(basic, 1, "Build", after=first.id)
    planning.set_cell(basic, first.id, "days", 3)
    return basic


def ids(ws: Workspace) -> list[int]:
    return [row.record.id for row in steering.read(ws, 1, "planned-task").rows]


def test_dates_are_computed_and_stored_only_when_somebody_takes_them_over(planned: Workspace) -> None:
    found = planning.read(planned, 1)
    first, second = ids(planned)
    assert found.schedule.placed[second].start == dt.date(2026, 3, 5)
    assert found.computed == (first, second)
    assert [row.text("planned-start") for row in steering.read(planned, 1, "planned-task").rows] == ["", ""]
    done = planning.take_over(planned, 1)
    assert planning.read(planned, 1).computed == ()
    assert head(planned, steering.read(planned, 1, "planned-task").rows[1].record).due == "2026-03-05"
    undo.undo(planned, done.changes.number)
    assert planning.read(planned, 1).computed == (first, second)
    planning.take_over(planned, 1)
    with pytest.raises(Invalid):
        planning.take_over(planned, 1)


def test_noting_work_leaves_the_approval_of_the_plan_alone(planned: Workspace) -> None:
    plan = make(planned, "project-plan", "Plan", product_description="A shop")
    records.set_state(planned, plan.id, "accepted", person="cleo", role="CUS")
    first, _second = ids(planned)
    planning.note_work(planned, 1, first, {"hours": 5, "share-done": 40})
    page = records.page(planned, plan.id)
    assert "accepted" in holding(page.events, page.record.stamp)
    found = planning.read(planned, 1)
    work = found.schedule.by_id[first]
    assert (work.follow, work.share, work.began) == ("doing", 40, dt.date.fromisoformat(planned.today()))
    planning.set_cell(planned, first, "start", "2026-04-01")  # another plan: to be accepted again
    page = records.page(planned, plan.id)
    assert "accepted" not in holding(page.events, page.record.stamp)


def test_the_accepted_plan_is_what_it_is_compared_with(planned: Workspace) -> None:
    planning.take_over(planned, 1)
    plan = make(planned, "project-plan", "Plan", product_description="A shop")
    records.set_state(planned, plan.id, "accepted", person="cleo", role="CUS")
    _first, second = ids(planned)
    planning.set_cell(planned, second, "end", "2026-03-10")
    planning.add(planned, 1, "Test")
    found = planning.read(planned, 1)
    assert [(w.id, days) for w, days in found.moved] == [(second, 5)]
    assert [w.title for w in found.added] == ["Test"]


def test_cells_are_set_and_what_cannot_be_is_refused(planned: Workspace) -> None:
    first, second = ids(planned)
    planning.set_cell(planned, first, "title", "Draw it")
    planning.set_cell(planned, first, "owner", "ana")
    planning.set_cell(planned, second, "after", [])
    found = planning.read(planned, 1).schedule
    assert (found.by_id[first].title, found.by_id[first].owner, found.by_id[second].after) == ("Draw it", "ana", ())
    for bad in ({"share-done": 120}, {"hours": -1}, {"day": "soon"}):
        with pytest.raises(Invalid):
            planning.note_work(planned, 1, first, bad)
    with pytest.raises(Invalid):
        planning.set_cell(planned, first, "colour", "red")
    with pytest.raises(Invalid):
        planning.add(planned, 1, " ")


def test_work_can_finish_a_task(planned: Workspace) -> None:
    first, _ = ids(planned)
    planning.note_work(planned, 1, first, {"hours": 5, "day": "2026-03-03"}, follow="done")
    work = planning.read(planned, 1).schedule.by_id[first]
    assert (work.done, work.finished) == (True, dt.date(2026, 3, 3))


def test_a_deviation_becomes_a_correction_that_names_where_it_was_seen(basic: Workspace) -> None:
    seen = make(basic, "risk", statement="If it rains")
    made = correcting.raise_correction(basic, 1, "We are ten days behind", raised_by=seen.id, owner="ana").value
    row = steering.read(basic, 1, "correction").rows[0]
    assert (made.title, row.links("raised-by"), row.text("opened-on")) == (
        "We are ten days behind",
        (seen.id,),
        basic.today(),
    )
    assert registers.count(basic, 1, "correction-register") == 1
    with pytest.raises(Invalid):
        correcting.raise_correction(basic, 1, "")
