"""Finishing a task: Done with its states, out of order, not applicable, later, again; with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.services.task_shop import perform, shop
from tests.ui.views.task_stage import Open
from vse_app.model.path import Status
from vse_app.model.records import Content
from vse_app.services import path, records
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.boxes import TickLine
from vse_app.ui.views.task_done import ReasonPanel

WORK = Content("Work", {"scope-in": "A web page"})


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


@pytest.fixture
def first(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> Open:
    """The page of the very first task."""
    return Open(qtbot, ws, tmp_path, "PM.1.1")


def test_the_whole_way_to_done_with_the_keyboard(first: Open) -> None:
    first.button("Write here").setFocus()
    first.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    first.qtbot.keyClicks(QApplication.focusWidget(), "Booking by phone and web")
    first.ctrl_enter()
    assert "reviewed, by Elena Ruiz as Project Manager" in first.words(first.done)
    assert "The same person wrote and checks it" in first.words(first.done)
    assert first.done.confirm_button.text() == "Confirm"
    first.ctrl_enter()
    assert first.step.complete
    assert first.step.confirmations[0].person == "elena"
    assert "Recorded: done by Elena Ruiz on 9 Mar 2026." in first.words(first.sheet.bar)
    first.qtbot.waitUntil(first.sheet.bar.next_step.hasFocus)
    first.qtbot.keyClick(first.sheet.bar.next_step, Qt.Key.Key_Space)
    assert first.stage.went[-1].view == "task"
    assert first.stage.went[-1].task != "PM.1.1"


def test_the_customer_gives_what_the_customer_must_give(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    for step in path.view(ws, 1).steps[:13]:
        perform(ws, *step.key)
    page = Open(qtbot, ws, tmp_path, "PM.1.14")
    page.sheet.ask_done()
    assert "accepted, by Dr. Carmen Solís as Customer" in page.words(page.done)
    assert "This task owes Meeting Record, and it is not there." in page.words(page.done)
    assert "It will be printed as missing." in page.words(page.done)
    page.done.confirm_button.click()
    page.stage.settle()
    (plan,) = page.kept("project-plan")
    event = next(e for e in path.view(ws, 1).facts.events_of[plan.id] if e.state == "accepted")
    assert (event.person, event.role, event.task) == ("carmen", "CUS", "PM.1.14")
    assert "missing-output" in [f.rule for f in path.view(ws, 1).findings]


def test_out_of_order_is_possible_and_said(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    page = Open(qtbot, ws, tmp_path, "PM.1.14")
    page.sheet.ask_done()
    assert "Missing before you began: Project Plan (verified): does not exist yet." in page.words(page.done)
    assert "It will be printed as done out of order." in page.words(page.done)
    assert page.done.confirm_button.text() == "Confirm anyway"
    page.button("Go to PM.1.13", page.done).click()
    assert page.stage.went == [Target("task", task="PM.1.13", iteration=0)]
    page.done.confirm_button.click()
    page.stage.settle()
    assert page.step.confirmations[0].gaps == "project-plan (verified)"


def test_a_state_can_be_left_out(first: Open) -> None:
    records.create(first.ws, 1, "statement-of-work", content=WORK, task="PM.1.1")
    first.view.refresh()
    first.stage.settle()
    first.sheet.ask_done()
    tick = next(t for t in first.done.findChildren(TickLine) if t.isVisible())
    tick.box.click()
    first.done.confirm_button.click()
    first.stage.settle()
    assert first.step.status is Status.DONE
    assert not first.step.complete


def test_done_waits_for_a_person_and_a_date(first: Open) -> None:
    first.sheet.ask_done()
    when = first.done.findChildren(QLineEdit)[0]
    when.clear()
    first.qtbot.keyClicks(when, "soon")
    first.qtbot.keyClick(when, Qt.Key.Key_Return)
    assert not first.done.confirm_button.isEnabled()
    when.clear()
    first.qtbot.keyClicks(when, "2026-03-01")
    first.qtbot.keyClick(when, Qt.Key.Key_Return)
    first.done.confirm_button.click()
    first.stage.settle()
    assert first.step.confirmations[0].happened == "2026-03-01"


def test_escape_closes_the_panel_and_nothing_happens(first: Open) -> None:
    first.sheet.ask_done()
    first.qtbot.keyClick(first.done, Qt.Key.Key_Escape)
    assert first.sheet.panel is None
    assert first.step.status is Status.READY
    assert first.sheet.bar.done.isVisible()


def test_an_absent_output_is_written_from_the_panel(first: Open) -> None:
    first.sheet.ask_done()
    first.button("Write here", first.done).click()
    assert first.sheet.panel is None
    assert len(first.sheet.outputs[0].editors()) == 1


def test_opening_again_takes_the_confirmation_back_and_keeps_why(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.1.1")
    page = Open(qtbot, ws, tmp_path, "PM.1.1")
    assert "Elena Ruiz confirmed it as done on 9 Mar 2026." in page.words()
    page.button("Open again").click()
    panel = page.sheet.panel
    assert isinstance(panel, ReasonPanel)
    qtbot.keyClicks(QApplication.focusWidget(), "The customer wrote again")
    panel.confirm_button.click()
    page.stage.settle()
    assert page.step.status is not Status.DONE
    withdrawn = [c.withdrawn for c in path.view(ws, 1).facts.confirmations]
    assert withdrawn == ["The customer wrote again"]


def test_not_applicable_is_offered_only_where_open_and_needs_a_reason(
    qtbot: QtBot, ws: Workspace, tmp_path: Path
) -> None:
    assert not Open(qtbot, ws, tmp_path, "PM.1.2").sheet.bar.skip.isVisible()
    page = Open(qtbot, ws, tmp_path, "PM.2.6")
    page.sheet.bar.skip.click()
    panel = page.sheet.panel
    assert isinstance(panel, ReasonPanel)
    assert not panel.confirm_button.isEnabled()
    qtbot.keyClicks(QApplication.focusWidget(), "Nothing was lost")
    assert panel.confirm_button.isEnabled()
    page.ctrl_enter()
    qtbot.waitUntil(page.sheet.bar.next_step.hasFocus)
    assert (page.step.status, page.step.mark.reason) == (Status.NOT_APPLICABLE, "Nothing was lost")
    page.button("Open again").click()
    page.stage.settle()
    assert page.step.status is not Status.NOT_APPLICABLE


def test_what_was_recorded_is_not_said_any_more_once_it_is_undone(first: Open) -> None:
    first.ctrl_enter()
    first.ctrl_enter()
    assert "Recorded" in first.words(first.sheet.bar)
    first.stage.do(lambda: path.reopen(first.ws, 1, "PM.1.1", 0, reason=""))
    first.stage.settle()
    assert "Recorded" not in first.words(first.sheet.bar)


def test_escape_puts_the_choice_of_later_away(first: Open) -> None:
    first.sheet.bar.later.click()
    first.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not first.sheet.bar.choices[0].isVisible()
    assert first.sheet.bar.later.hasFocus()


def test_later_goes_on_to_the_next_step(first: Open) -> None:
    first.sheet.bar.later.click()
    first.sheet.bar.choices[1].click()
    first.stage.settle()
    assert first.step.mark.until == "2026-03-16"
    assert first.stage.went[-1].task == "PM.1.2"


def test_put_off_until_opened_is_open_again_when_opened(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    path.later(ws, 1, "PM.1.1", 0, until="")
    page = Open(qtbot, ws, tmp_path, "PM.1.1")
    assert page.step.status is Status.READY


def test_back_and_next_follow_the_path(first: Open) -> None:
    assert not first.sheet.bar.back.isEnabled()
    first.button("Next").click()
    assert first.stage.went == [Target("task", task="PM.1.2", iteration=0)]
    first.view.retarget(first.stage.went[0])
    first.stage.settle()
    assert first.sheet.key == ("PM.1.2", 0)
    first.button("Back").click()
    assert first.stage.went[-1].task == "PM.1.1"


def test_what_comes_round_again_can_be_done_again(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.2.1")
    page = Open(qtbot, ws, tmp_path, "PM.2.1")
    assert page.step.status is Status.DONE
    assert page.sheet.bar.done.text() == "Done again"
    page.sheet.ask_done()
    page.done.confirm_button.click()
    page.stage.settle()
    assert [c.withdrawn for c in page.step.confirmations] == ["", ""]
