"""An accepted change opens again what it affects, until new versions are there and the tasks were done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.task_shop import perform, perform_until, shop
from vse_app.model.path import Status
from vse_app.model.project import Iteration
from vse_app.model.records import Content
from vse_app.services import backup, path, records
from vse_app.services.undo import undo
from vse_app.services.workspace import Workspace


@pytest.fixture
def done(tmp_path: Path) -> Iterator[Workspace]:
    """Everything before the design is done."""
    with shop(tmp_path / "shop.vse") as ws:
        perform_until(ws, "SI.3.1")
        later(ws)
        yield ws
        assert backup.check(ws) == []


def later(ws: Workspace) -> None:
    at = ws.clock() + dt.timedelta(minutes=1)
    ws.clock = lambda: at


def record_of(ws: Workspace, kind: str) -> int:
    return path.view(ws, 1).facts.records_of[kind][0].id


def accept(ws: Workspace, *affected: int, **fields) -> tuple[int, int]:
    content = Content("Reminders", {"reason": "Asked", "documents-affected": [str(i) for i in affected], **fields})
    change = records.create(ws, 1, "change-request", content=content).value.id
    given = records.set_state(ws, change, "accepted", person="carmen", role="CUS")
    return change, given.changes.number


def open_again(ws: Workspace) -> dict[str, str]:
    return {s.task.id: str(s.status) for s in path.view(ws, 1).steps if s.again}


def test_the_tasks_that_make_an_affected_product_are_open_again(done: Workspace) -> None:
    assert open_again(done) == {}
    confirmed = len(path.view(done, 1).facts.confirmations)
    accept(done, record_of(done, "requirements-specification"))
    assert open_again(done) == {"SI.2.2": "ready", "SI.2.3": "blocked", "SI.2.4": "blocked", "SI.2.7": "blocked"}
    step = path.view(done, 1).step("SI.2.3", 1)
    assert step.waits_for == "SI.2.2" and step.again[0].number == "CR-001" and step.again[0].on == "2026-03-09"
    assert len(path.view(done, 1).facts.confirmations) == confirmed, "what was confirmed stays a fact"
    assert "SI.2.2" in [i.step.task.id for i in path.view(done, 1).claim.missing]
    assert path.view(done, 1).next[0].step.task.id == "SI.2.2"


def test_a_new_version_and_a_confirmation_settle_them_one_after_the_other(done: Workspace) -> None:
    specification = record_of(done, "requirements-specification")
    accept(done, specification)
    later(done)
    records.revise(done, specification, fields={"introduction": "With reminders"})
    assert open_again(done) == {"SI.2.3": "ready", "SI.2.4": "blocked", "SI.2.7": "blocked"}, "no state: it is there"
    perform(done, "SI.2.3", 1)
    perform(done, "SI.2.4", 1)
    perform(done, "SI.2.7", 1)
    assert open_again(done) == {}
    assert not path.view(done, 1).facts.changes[0].owing


def test_a_row_counts_for_its_document(done: Workspace) -> None:
    row = records.create(done, 1, "requirement", content=Content("", {"statement": "It rings"})).value.id
    accept(done, row)
    assert set(open_again(done)) == {"SI.2.2", "SI.2.3", "SI.2.4", "SI.2.7"}
    records.revise(done, row, fields={"statement": "It rings twice"})
    assert not path.view(done, 1).facts.changes[0].owing


def test_what_is_owed_is_a_finding_of_the_record(done: Workspace) -> None:
    specification = record_of(done, "requirements-specification")
    change, _number = accept(done, specification)

    def found() -> list[tuple[str, int]]:
        return [(f.rule, f.record) for f in path.view(done, 1).findings if f.rule in ("owed-to-change", "closed-owing")]

    assert found() == [("owed-to-change", specification)]
    records.follow(done, change, "closed")
    assert found() == [("closed-owing", change)]
    later(done)
    records.revise(done, specification, fields={"introduction": "With reminders"})
    assert found() == []


def test_undo_withdrawal_and_closing_end_it(done: Workspace) -> None:
    specification = record_of(done, "requirements-specification")
    _change, number = accept(done, specification)
    undone = undo(done, number)
    assert open_again(done) == {}
    undo(done, undone.changes.number)
    assert open_again(done)
    change = path.view(done, 1).facts.changes[0].record.id
    event = path.view(done, 1).facts.changes[0].event.id
    records.follow(done, change, "closed")
    assert open_again(done) == {}
    records.follow(done, change, "open")
    assert open_again(done)
    records.withdraw_state(done, event, 1, "too early")
    assert open_again(done) == {}


def test_the_plan_is_done_again_as_a_whole_not_part_by_part(done: Workspace) -> None:
    accept(done, record_of(done, "project-plan"))
    assert list(open_again(done)) == ["PM.1.11", "PM.1.13", "PM.1.14", "SI.1.1"]


def test_a_change_that_affects_nothing_or_other_records_opens_nothing(done: Workspace) -> None:
    accept(done)
    accept(done, record_of(done, "verification-results"))
    assert open_again(done) == {} and path.view(done, 1).facts.changes[1].owing


def test_what_was_accepted_elsewhere_counts_from_its_moment(done: Workspace) -> None:
    """A link added after the acceptance has no stamp of that moment: a version written since counts."""
    change, _number = accept(done)
    specification = record_of(done, "requirements-specification")
    records.revise(done, change, fields={"documents-affected": [str(specification)]})
    assert "SI.2.2" in open_again(done)
    later(done)
    records.revise(done, specification, fields={"introduction": "With reminders"})
    assert not path.view(done, 1).facts.changes[0].owing


def test_with_iterations_it_is_the_present_one(tmp_path: Path) -> None:
    with shop(tmp_path / "shop.vse", iterations=(Iteration("A"), Iteration("B"))) as ws:
        perform_until(ws, "SI.3.1")
        later(ws)
        accept(ws, record_of(ws, "requirements-specification"))
        found = [(s.task.id, s.iteration, s.status) for s in path.view(ws, 1).steps if s.again]
        assert {(task, turn) for task, turn, _ in found} == {(f"SI.2.{n}", 1) for n in (2, 3, 4, 7)}
        assert path.view(ws, 1).step("SI.2.2", 1).status is Status.READY
