"""Rating on screen: keys rate and move at once, the program proposes, differences are settled, notes stay private."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.views.assessment_desk import ANA, BEN, KEY, SECOND, assessed, counts, item, opened, saw, texts
from vse_app.services import assessing, assessment_sheet, assessments
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.assessment_rate import RatePane

from .setup_desk import Desk


@pytest.fixture
def ws(tmp_path: Path):
    with assessed(tmp_path) as found:
        yield found


@pytest.fixture
def desk(qtbot, ws: Workspace, tmp_path: Path):
    found = Desk(ws, project=1, folder=tmp_path)
    yield found
    found.close()


@pytest.fixture
def view(desk: Desk):
    return opened(desk, "rate")


@pytest.fixture
def pane(view) -> RatePane:
    return view.pane


def key(qtbot, widget, which) -> None:
    qtbot.keyClick(widget, which)


def test_a_digit_rates_at_once_and_is_written_after(desk, ws, view, pane, qtbot) -> None:
    saw(ws, KEY)
    view.refresh()
    desk.settle()
    total = view.page.sheet.progress().total
    none = (f"Assessed: 0 of {total}", f"Achieved as the target asks: 0 of {total}")
    assert counts(view) == none
    key(qtbot, pane.items, Qt.Key.Key_3)
    assert pane.letters.buttons["L"].isChecked(), "what was pressed is seen before it is written"
    assert counts(view) == (f"Assessed: 1 of {total}", none[1]), "L is not enough below the target level"
    desk.settle()
    assert item(ws).letter == "L"
    assert counts(view)[0] == f"Assessed: 1 of {total}"
    key(qtbot, pane.items, Qt.Key.Key_4)
    assert counts(view) == tuple(words.replace("0 of", "1 of") for words in none)
    key(qtbot, pane.items, Qt.Key.Key_1)
    assert counts(view) == (f"Assessed: 1 of {total}", none[1]), "assessed is not achieved"
    key(qtbot, pane.items, Qt.Key.Key_0)
    desk.settle()
    assert item(ws) is None
    assert counts(view) == none


def test_the_last_of_many_quick_keys_counts(desk, ws, view, pane, qtbot) -> None:
    saw(ws, KEY)
    view.refresh()
    desk.settle()
    for which in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_4, Qt.Key.Key_2):
        key(qtbot, pane.items, which)
    desk.settle()
    assert item(ws).letter == "P"
    assert pane._local == {}
    assert pane.letters.buttons["P"].isChecked()


def test_without_anything_behind_it_the_sentence_is_asked_for(desk, ws, view, pane, qtbot) -> None:
    key(qtbot, pane.items, Qt.Key.Key_4)
    desk.settle()
    assert pane.reason.isVisible()
    assert item(ws).letter == "", "given, not decided"
    assert item(ws).given("m1") == "F"
    qtbot.keyClicks(pane.reason.line, "Two people showed it to me")
    qtbot.keyClick(pane.reason.line, Qt.Key.Key_Return)
    desk.settle()
    assert not pane.reason.isVisible()
    assert (item(ws).letter, item(ws).decision.reason) == ("F", "Two people showed it to me")
    assert "Two people showed it to me" in texts(pane.given)


def test_the_sentence_is_asked_for_again_on_coming_back(desk, ws, view, pane, qtbot) -> None:
    saw(ws, SECOND)
    pane.only_counted.show_ticked(False)
    pane._show_items()
    key(qtbot, pane.items, Qt.Key.Key_4)
    desk.settle()
    key(qtbot, pane.items, Qt.Key.Key_Down)
    assert not pane.reason.isVisible()
    key(qtbot, pane.items, Qt.Key.Key_Up)
    assert pane.reason.isVisible()
    qtbot.keyClick(pane.reason.line, Qt.Key.Key_Return)
    desk.settle()
    assert item(ws).letter == "", "an empty sentence is none"


def test_arrows_move_also_from_a_letter(desk, view, pane, qtbot) -> None:
    pane.only_counted.show_ticked(False)
    pane._show_items()
    first = pane.items.chosen()
    pane.letters.buttons["F"].setFocus()
    key(qtbot, pane.letters.buttons["F"], Qt.Key.Key_Down)
    assert pane.items.chosen() != first
    key(qtbot, pane, Qt.Key.Key_Up)
    assert pane.items.chosen() == first
    key(qtbot, pane, Qt.Key.Key_5)
    desk.settle()
    assert not pane.letters.buttons["F"].isChecked()


def test_the_question_and_the_proposal_are_of_the_item_on_show(desk, view, pane) -> None:
    point = next(s.key for s in view.page.sheet.subjects if not s.counted)
    pane.show_place(point)
    assert pane.items.chosen() == point
    assert not pane.only_counted.box.isChecked(), "a detail is shown when one goes to it"
    desk.settle()
    assert pane._question.text()
    assert "only proposes" in texts(pane.proposal)
    assert "nothing known yet" in texts(pane.proposal)
    pane.show_place("OPE.9/PA 1.1")
    assert pane.items.chosen() == point, "what is not in scope is not gone to"


def test_two_assessors_settle_what_they_see_differently(desk, ws, view, pane, qtbot) -> None:
    assessments.edit(ws, 1, team=(ANA, BEN))
    saw(ws, KEY)
    view.refresh()
    desk.settle()
    assert pane.member.isVisible() and pane.member.count() == 2
    key(qtbot, pane.items, Qt.Key.Key_4)
    desk.settle()
    assert item(ws).letter == "", "one of two is not both"
    pane.member.setCurrentIndex(1)
    key(qtbot, pane.items, Qt.Key.Key_2)
    desk.settle()
    assert "You do not agree" in texts(pane.given)
    assert "Ben: partially" in texts(pane.given).replace("Partially", "partially")
    pane.given.letter.setCurrentIndex(pane.given.letter.findData("L"))
    qtbot.mouseClick(pane.given.settle, Qt.MouseButton.LeftButton)
    desk.settle()
    assert item(ws).letter == "", "settled only with the way to it"
    pane.given.reason.setText("Looked at the plan together")
    qtbot.mouseClick(pane.given.settle, Qt.MouseButton.LeftButton)
    desk.settle()
    assert (item(ws).letter, item(ws).decision.reason) == ("L", "Looked at the plan together")


def test_a_private_note_is_kept_for_the_item_it_was_typed_at(desk, ws, view, pane, qtbot) -> None:
    pane.only_counted.show_ticked(False)
    pane._show_items()
    first = pane.items.chosen()
    qtbot.keyClicks(pane.note.editor, "He was nervous")
    key(qtbot, pane.items, Qt.Key.Key_Down)
    desk.settle()
    assert pane.note.editor.toPlainText() == ""
    assert assessing.notes(ws, 1) == {first: "He was nervous"}
    key(qtbot, pane.items, Qt.Key.Key_Up)
    assert pane.note.editor.toPlainText() == "He was nervous"


def test_evidence_added_here_serves_the_item_on_show(desk, ws, view, pane, qtbot, tmp_path) -> None:
    qtbot.mouseClick(pane.add.seen, Qt.MouseButton.LeftButton)
    pane.add._text.setPlainText("Saw the board")
    pane.add._panel.confirmed.emit()
    desk.settle()
    assert "Saw the board" in texts(pane.evidence)
    assert assessing.sheets(ws, assessments.assessment(ws, 1)).evidence[0].items == (KEY,)
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"x")
    pane.add.take_file(file)
    desk.settle()
    assert "By itself it shows nothing" in texts(pane.evidence)


def test_what_is_refused_is_said_and_not_shown_as_done(desk, ws, view, pane, qtbot) -> None:
    saw(ws, KEY)
    view.refresh()
    desk.settle()
    assessments.edit(ws, 1, scope=assessments.assessment(ws, 1).scope[1:])
    key(qtbot, pane.items, Qt.Key.Key_4)
    desk.settle()
    assert pane._local == {}
    assert item(ws) is None
    assert "not in the scope" in texts(desk.window)


def test_met_or_not_met_has_three_answers(qtbot, tmp_path) -> None:
    with assessed(tmp_path, "iso29110-basic") as ws:
        desk = Desk(ws, project=1, folder=tmp_path)
        pane = opened(desk, "rate").pane
        assert list(pane.letters.buttons) == ["not-met", "met", "na", ""]
        subject = pane._subject()
        assert not subject.optional and not pane.letters.buttons["na"].isEnabled()
        key(qtbot, pane.items, Qt.Key.Key_3)
        desk.settle()
        assert item(ws, subject.key) is None, "“does not apply” only where the profile allows it"
        key(qtbot, pane.items, Qt.Key.Key_1)
        desk.settle()
        assert item(ws, subject.key).given("m1") == "not-met"
        desk.close()


def test_a_completed_assessment_is_only_read(desk, ws, view, pane, qtbot) -> None:
    saw(ws)
    assessing.rate(ws, 1, KEY, "L", member="m1")
    assessment_sheet.close(ws, 1, member="m1")
    view.refresh()
    desk.settle()
    assert not any(button.isEnabled() for button in pane.letters.buttons.values())
    assert pane.note.editor.isReadOnly() and not pane.add.isVisible()
    key(qtbot, pane.items, Qt.Key.Key_1)
    desk.settle()
    assert item(ws).letter == "L"
    assert "completed" in texts(view.head)


def test_nobody_rates_where_nobody_is_an_assessor(desk, ws, view, pane, qtbot) -> None:
    assessments.edit(ws, 1, team=())
    view.refresh()
    desk.settle()
    key(qtbot, pane.items, Qt.Key.Key_4)
    desk.settle()
    assert item(ws) is None
    assert not pane.letters.buttons["F"].isEnabled()


def test_an_assessment_that_is_not_there_says_so(desk, view) -> None:
    view.retarget(Target("assessment", record=99, text="rate"))
    desk.settle()
    assert "This assessment cannot be shown" in texts(view)
    assert not view.head.isVisible()
    view.retarget(Target("assessment", record=1, text="nonsense"))
    desk.settle()
    assert view.head.isVisible() and view.head.steps["plan"].isChecked()


def test_a_narrow_window_puts_the_evidence_under_the_question(desk, view, pane) -> None:
    assert pane._left.isVisible()
    desk.window.resize(760, 700)
    desk.settle()
    assert not pane._left.isVisible()
    assert pane._evidence_box.isVisibleTo(pane._below)


def test_without_an_assessor_it_says_what_is_missing_and_leads_there(desk: Desk, ws: Workspace) -> None:
    assessments.edit(ws, 1, team=())
    pane = opened(desk, "rate").pane
    assert pane.lacking.text() == "Name an assessor in the plan first."
    pane.lacking.click()
    assert desk.went[-1].text == "plan" and desk.went[-1].kind == "team"
