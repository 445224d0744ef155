"""The verbs of a task, and the view they change."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event as sqlalchemy_event

from tests.fixtures import Clock, plan
from vse_app.model.errors import Invalid
from vse_app.model.path import Status
from vse_app.model.records import Content
from vse_app.services import path, records
from vse_app.services.workspace import Workspace

BY_ANA: dict[str, Any] = {"person": "ana", "role": "LEAD", "happened": "2026-03-01"}


def status(ws: Workspace, task: str, iteration: int = 0) -> Status:
    """Where a task stands."""
    return path.view(ws, 1).step(task, iteration).status


def test_confirming_makes_done_and_opening_again_undoes_it(ws: Workspace) -> None:
    records.create(ws, 1, "plan", content=plan())
    path.confirm(ws, 1, "MAN.1.1", 0, **BY_ANA, note="fine")
    step = path.view(ws, 1).step("MAN.1.1", 0)
    assert step.status is Status.DONE
    (said,) = step.confirmations
    assert (said.person, said.role, said.happened, said.note) == ("ana", "LEAD", "2026-03-01", "fine")
    assert said.captured.startswith("2026-03-02T")
    path.reopen(ws, 1, "MAN.1.1", 0, reason="")
    assert status(ws, "MAN.1.1") is Status.READY
    with ws.reading() as connection:
        kept = connection.exec_driver_sql("SELECT withdrawn FROM confirmations").scalar()
    assert kept == "opened again"


def test_opening_again_takes_back_the_newest_confirmation_only(ws: Workspace) -> None:
    for day in ("2026-03-01", "2026-03-02"):
        path.confirm(ws, 1, "MAN.1.1", 0, **BY_ANA | {"happened": day})
    path.reopen(ws, 1, "MAN.1.1", 0, reason="twice")
    assert [c.happened for c in path.view(ws, 1).step("MAN.1.1", 0).confirmations] == ["2026-03-01"]


def test_opening_again_what_is_open_changes_nothing(ws: Workspace) -> None:
    assert path.reopen(ws, 1, "MAN.1.1", 0, reason="x").changes.number == 0


def test_what_was_missing_is_written_into_the_confirmation(ws: Workspace) -> None:
    path.confirm(ws, 1, "MAN.1.3", 0, person="cleo", role="CUS", happened="2026-03-01")
    step = path.view(ws, 1).step("MAN.1.3", 0)
    assert step.confirmations[0].gaps == "plan (checked)"
    assert [f.rule for f in path.view(ws, 1).findings if f.task == "MAN.1.3"] == ["missing-output", "out-of-order"]
    path.confirm(ws, 1, "MAN.2.2", 0, **BY_ANA)  # nothing to judge is nothing missing
    assert path.view(ws, 1).step("MAN.2.2", 0).confirmations[0].gaps == ""


def test_states_given_with_a_confirmation_are_one_change_with_it(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    done = path.confirm(
        ws, 1, "MAN.1.2", 0, person="ben", role="DEV", happened="2026-03-01",
        states=[path.Given(record.id, "checked", "ben", "DEV")],
    )  # fmt: skip
    assert done.changes.topics == {"event", "confirmation"}
    (event,) = records.page(ws, record.id).events
    assert (event.state, event.task, event.iteration, event.happened) == ("checked", "MAN.1.2", 0, "2026-03-01")
    with pytest.raises(Invalid):
        path.confirm(ws, 1, "MAN.1.2", 0, **BY_ANA, states=[path.Given(record.id, "green", "ben", "DEV")])
    assert len(path.view(ws, 1).step("MAN.1.2", 0).confirmations) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"person": "zoe"}, "Say who does this."),
        ({"happened": ""}, "is not a date"),
        ({"happened": "20260301"}, "20260301 is not a date"),
    ],
)
def test_a_confirmation_that_cannot_be(ws: Workspace, values: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        path.confirm(ws, 1, "MAN.1.1", 0, **BY_ANA | values)
    with pytest.raises(Invalid, match=r"There is no task MAN.9 in iteration 0."):
        path.confirm(ws, 1, "MAN.9", 0, **BY_ANA)
    with pytest.raises(Invalid, match=r"There is no task DO.2.1 in iteration 3."):
        path.confirm(ws, 1, "DO.2.1", 3, **BY_ANA)
    assert status(ws, "MAN.1.1") is Status.READY


def test_later_until_a_day_or_until_opened(ws: Workspace, clock: Clock) -> None:
    path.later(ws, 1, "MAN.1.1", 0, until="2026-03-04")
    assert status(ws, "MAN.1.1") is Status.LATER
    clock.at = clock.at.replace(day=4)
    assert status(ws, "MAN.1.1") is Status.READY
    path.later(ws, 1, "MAN.1.1", 0, until="")
    assert status(ws, "MAN.1.1") is Status.LATER
    path.reopen(ws, 1, "MAN.1.1", 0, reason="")
    assert status(ws, "MAN.1.1") is Status.READY
    with pytest.raises(Invalid, match="is not a date"):
        path.later(ws, 1, "MAN.1.1", 0, until="soon")


def test_confirming_ends_later_and_not_applicable(ws: Workspace) -> None:
    path.later(ws, 1, "MAN.1.1", 0, until="")
    path.confirm(ws, 1, "MAN.1.1", 0, **BY_ANA)
    assert status(ws, "MAN.1.1") is Status.DONE
    path.not_applicable(ws, 1, "MAN.2.2", 0, person="ana", reason="none", happened="2026-03-01")
    path.confirm(ws, 1, "MAN.2.2", 0, **BY_ANA)
    assert status(ws, "MAN.2.2") is Status.DONE


def test_not_applicable_where_the_profile_allows_with_a_reason_and_a_person(ws: Workspace) -> None:
    said: dict[str, Any] = {"person": "ana", "reason": "no changes", "happened": "2026-03-01"}
    path.not_applicable(ws, 1, "MAN.2.2", 0, **said)
    mark = path.view(ws, 1).step("MAN.2.2", 0).mark
    assert (mark.status, mark.reason, mark.person, mark.happened) == ("na", "no changes", "ana", "2026-03-01")
    assert mark.captured.startswith("2026-03-02T")
    path.not_applicable(ws, 1, "DO.2.3", 2, **said)
    assert status(ws, "DO.2.3", 2) is Status.NOT_APPLICABLE
    assert status(ws, "DO.2.3", 1) is Status.BLOCKED
    with pytest.raises(Invalid, match="The profile does not allow leaving out task MAN.1.1. Use “Later” instead."):
        path.not_applicable(ws, 1, "MAN.1.1", 0, **said)
    for wrong, words in (
        ({"reason": " "}, "A reason is needed"),
        ({"person": ""}, "Say who does this"),
        ({"happened": "x"}, "is not a date"),
    ):
        with pytest.raises(Invalid, match=words):
            path.not_applicable(ws, 1, "DO.2.3", 1, **said | wrong)


def test_ticks_and_notes_stay_with_the_task(ws: Workspace) -> None:
    path.tick(ws, 1, "MAN.1.1", 0, ticks=[2, 0, 2])
    path.write_note(ws, 1, "MAN.1.1", 0, note="ask Cleo")
    mark = path.view(ws, 1).step("MAN.1.1", 0).mark
    assert (mark.ticks, mark.note) == ((0, 2), "ask Cleo")
    path.confirm(ws, 1, "MAN.1.1", 0, **BY_ANA)
    assert path.view(ws, 1).step("MAN.1.1", 0).mark == mark


def test_the_view_is_computed_once_for_each_state_of_the_file(ws: Workspace, clock: Clock) -> None:
    first = path.view(ws, 1)
    assert path.view(ws, 1) is first
    records.create(ws, 1, "report", content=Content("R", {"limits": "x"}))
    second = path.view(ws, 1)
    assert second is not first
    clock.at = clock.at.replace(day=5)
    assert path.view(ws, 1) is not second
    with pytest.raises(Invalid, match="There is no such project."):
        path.view(ws, 7)


def test_the_view_takes_a_handful_of_statements_however_many_records(ws: Workspace) -> None:
    def statements() -> int:
        ws.views.clear()
        seen: list[str] = []

        def note(_c: object, _k: object, statement: str, *_more: object) -> None:
            seen.append(statement)

        sqlalchemy_event.listen(ws.database.engine, "before_cursor_execute", note)
        path.view(ws, 1)
        sqlalchemy_event.remove(ws.database.engine, "before_cursor_execute", note)
        return sum(not s.startswith("BEGIN") for s in seen)

    path.view(ws, 1)  # the model is read once
    few = statements()
    for number in range(30):
        made = records.create(ws, 1, "change", content=Content(f"C{number}", {"limits": "x"})).value
        records.set_state(ws, made.id, "filed", person="ana", role="LEAD")
    assert statements() == few <= 24
