"""A check by keyboard: answers, notes, findings, the decision, the state; and the follow-up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.views.assessment_desk import texts
from vse_app.model.records import Content
from vse_app.services import checking, records
from vse_app.ui.context import Target
from vse_app.ui.parts import Button
from vse_app.ui.views.check import CheckView
from vse_app.ui.views.record import RecordView

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        records.create(ws, 1, "requirements-specification", content=Content("Spec", {"introduction": "Boats"}))
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk) -> CheckView:
    return desk.show(CheckView(desk.context, Target("check", record=1)))


def key(widget, of: Qt.Key) -> None:
    QTest.keyClick(widget, of)


def answer_all(view: CheckView) -> None:
    for row in list(view.body.rows.rows):
        key(row, Qt.Key.Key_P)


def test_the_version_and_a_proposed_list_are_on_show(view) -> None:
    said = texts(view)
    assert "Verify RS Spec" in said and "Version 1 of 1 Mar 2026 by Ana Ruiz" in said
    assert "A proposal from what this kind of record should contain" in said
    assert len(view.body.rows.rows) > 5


def test_keys_answer_and_go_on(desk, view) -> None:
    rows = view.body.rows.rows
    rows[0].setFocus()
    key(rows[0], Qt.Key.Key_P)
    assert rows[0].line.answer == "passed" and desk.window.focusWidget() is rows[1]
    key(rows[1], Qt.Key.Key_F)
    assert rows[1].line.answer == "failed" and desk.window.focusWidget() is rows[1].note
    QTest.keyClicks(rows[1].note, "Two words for a boat")
    key(rows[1].note, Qt.Key.Key_Return)
    assert rows[1].line.note == "Two words for a boat" and desk.window.focusWidget() is rows[2]
    assert view.body.findings.defects()[0].text == "Two words for a boat"
    before = len(rows)
    key(rows[2], Qt.Key.Key_Delete)
    assert len(view.body.rows.rows) == before - 1
    assert "1 passed, 1 failed" in view.body.outcome.proposal.text()
    view.body.rows.own.setText("Is it warm?")
    key(view.body.rows.own, Qt.Key.Key_Return)
    assert view.body.rows.rows[-1].line.text == "Is it warm?"


def test_a_passed_check_is_recorded_with_its_state(desk, view) -> None:
    answer_all(view)
    assert "The answers speak for: Passed" in view.body.outcome.proposal.text()
    assert view.body.outcome.options.value() == ""  # nobody decided yet
    view.body.outcome.record_button.click()
    desk.settle()
    assert "Decide how the check ended." in texts(view)
    view.body.outcome.options._buttons["passed"].click()
    assert not view.body.outcome.same.isHidden()  # Ana wrote it and checks it
    view.body.outcome.record_button.click()
    desk.settle()
    page = records.page(desk.context.ws, 1)
    assert page.states == {"verified"}
    assert desk.went[-1].view == "record"


def test_notes_survive_and_the_own_list_is_kept(desk, view) -> None:
    key(view.body.rows.rows[0], Qt.Key.Key_P)
    view.body.circumstances.place.setText("Harbour")
    view.body.circumstances.place.textEdited.emit("Harbour")
    view.body.keep_button.click()
    view.leave()
    desk.settle()
    again = checking.page(desk.context.ws, 1, "verification", "en")
    assert again.draft["place"] == "Harbour" and again.draft["items"][0][1] == "passed"
    assert again.is_own
    assert "Your company's own checklist" in texts(view)
    view.body.back_button.click()
    desk.settle()
    assert not checking.page(desk.context.ws, 1, "verification", "en").is_own


def test_a_follow_up_looks_at_what_was_found(desk, view) -> None:
    key(view.body.rows.rows[0], Qt.Key.Key_F)
    QTest.keyClicks(view.body.rows.rows[0].note, "A hole")
    key(view.body.rows.rows[0].note, Qt.Key.Key_Return)
    view.body.outcome.options._buttons["again"].click()
    view.body.outcome.record_button.click()
    desk.settle()
    made = desk.went[-1].record
    view.retarget(Target("check", record=made))
    desk.settle()
    said = texts(view)
    assert "This looks again at what VER-001 found" in said
    assert "A hole" in [row.line.text for row in view.body.rows.rows]


def test_the_customer_is_proposed_for_a_validation(desk, view) -> None:
    view.switch("validation")
    desk.settle()
    assert "Validate RS Spec" in texts(view)
    assert view.body.outcome.person.currentText() == "Clara"


def test_a_change_meanwhile_is_said(desk, view) -> None:
    desk.do(lambda: records.revise(desk.context.ws, 1, fields={"introduction": "Ships"}))
    desk.settle()
    assert "was changed meanwhile" in texts(view)


def test_the_record_page_leads_here(desk) -> None:
    view = desk.show(RecordView(desk.context, Target("record", record=1)))
    desk.settle()
    next(b for b in view.findChildren(Button) if b.text() == "Validate …").click()
    assert desk.went[-1] == Target("check", record=1, kind="validation")


def test_what_cannot_be_checked_says_so(desk) -> None:
    view = desk.show(CheckView(desk.context, Target("check", record=99)))
    assert view.body is None and texts(view)
