"""The interview: nobody is stopped without need, nothing typed is lost, and a company file comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from vse_app.services import company, setup
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.interview import InterviewView

from .setup_desk import Desk

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    found = Desk(folder=tmp_path)
    yield found
    found.close()


@pytest.fixture
def view(desk: Desk) -> InterviewView:
    return desk.show(InterviewView(desk.context, Target("interview")))


def kinds(view: InterviewView) -> list[str]:
    return [remark.kind for remark in view.remarks]


def test_the_name_is_asked_for_only_when_going_on(view: InterviewView, qtbot) -> None:
    assert kinds(view) == []
    qtbot.mouseClick(view.next_button, Qt.MouseButton.LeftButton)
    assert view.at == 0 and kinds(view) == ["problem"]
    qtbot.keyClicks(view.question.name, "Acme")
    assert kinds(view) == []
    qtbot.keyClick(view.question.name, Qt.Key.Key_Return)
    assert view.at == 1


def test_answers_survive_going_back_and_leaving(desk: Desk, view: InterviewView, qtbot) -> None:
    qtbot.keyClicks(view.question.name, "Acme")
    view.next()
    view.question.country.setEditText("Atlantis")
    view.next()
    view.back()
    view.back()
    assert view.question.name.text() == "Acme"
    qtbot.mouseClick(view.leave_button, Qt.MouseButton.LeftButton)
    assert desk.went == [Target("back")]
    again = InterviewView(desk.context, Target("interview"))
    qtbot.addWidget(again)
    assert again.question.name.text() == "Acme"
    again.show_step(1)
    assert again.question.country.currentText() == "Atlantis"


def test_many_people_are_told_and_may_go_on(view: InterviewView, qtbot) -> None:
    view.show_step(setup.INTERVIEW.index("staff"))
    qtbot.keyClicks(view.question.count, "3 people")
    assert view.question.count.value() == 3
    assert kinds(view) == ["good"]
    qtbot.keyClicks(view.question.count, "0")
    assert kinds(view) == ["note"]
    view.next()
    assert view.at == setup.INTERVIEW.index("why")


def test_one_person_can_play_everything(view: InterviewView, qtbot) -> None:
    view.show_step(setup.INTERVIEW.index("people"))
    form = view.question.people.cards[0][0]
    qtbot.keyClicks(form.name, "Ana")
    form.everything.click()
    assert all(box.isChecked() for box in form.boxes.values())
    assert kinds(view) == ["note"] and "Customer" in view.remarks[0].text
    form.boxes["PM"].click()
    assert not form.everything.isChecked()
    view.question.people.add_buttons["customer"].click()
    assert len(view.question.people.cards) == 2
    view.next()
    assert [p.name for p in view.draft.answers.people] == ["Ana"]


def test_tab_goes_from_card_to_card_and_then_to_the_buttons(view: InterviewView) -> None:
    view.show_step(setup.INTERVIEW.index("people"))
    people = view.question.people
    people.add_buttons["vse"].click()
    first, second = (form for form, _ in people.cards)
    seen, at = [], first.name
    while at is not view.leave_button and len(seen) < 200:
        at = at.nextInFocusChain()
        seen.append(at)
    assert seen.index(second.name) < seen.index(people.add_buttons["vse"])
    assert seen.index(first.everything) < seen.index(second.name)


def test_a_logo_that_is_no_picture_is_refused_with_a_reason(view: InterviewView, tmp_path: Path, monkeypatch) -> None:
    bad = tmp_path / "logo.png"
    bad.write_text("words")
    view.show_step(setup.INTERVIEW.index("look"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(bad), ""))
    view.question.logo.choose_button.click()
    view.next()
    assert kinds(view) == ["problem"]
    view.question.logo.remove_button.click()
    view.next()
    assert view.at == setup.INTERVIEW.index("file")


def test_the_end_is_a_company_file_and_the_first_project(
    desk: Desk, view: InterviewView, tmp_path: Path, monkeypatch
) -> None:
    view.draft.put(name="Acme & Sons", country="Mexico", why=("asked",))
    view.show_step(setup.INTERVIEW.index("look"))
    assert view.draft.answers.paper == "Letter"
    view.show_step(setup.INTERVIEW.index("file"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "acme"), ""))
    view.question._on_choose()
    assert view.next_button.text() == "Make the company file"
    view.next()
    desk.settle()
    path = tmp_path / "acme.vse"
    assert desk.went == [Target("open", text=str(path), kind="new-project")]
    assert desk.context.preferences.get("interview_draft") is None
    with Workspace.open(path) as ws:
        assert company.company(ws).name == "Acme & Sons"


def test_a_file_that_cannot_be_made_keeps_the_answers(desk: Desk, view: InterviewView, tmp_path: Path) -> None:
    view.draft.put(name="Acme", target=str(tmp_path / "acme.vse"))
    view.show_step(setup.INTERVIEW.index("file"))
    view._check()
    view.question.remarks = lambda: ()
    (tmp_path / "acme.vse").write_text("in the way")
    view.next()
    desk.settle()
    assert not desk.went and desk.context.messages.notes
    assert view.next_button.isEnabled() and view.draft.answers.name == "Acme"
