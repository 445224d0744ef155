"""Which standard? on screen: one page for the keyboard, saved as it is answered, the result in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from vse_app.services import undo, which
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.which_standard import DRAFT, WhichPage, WhichView

from .setup_desk import Desk, firm

ANSWERS = {"content": "software", "side": "supplier", "size": "few", "demand": "nothing", "stage": "one"}


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


def shown(desk: Desk) -> WhichPage:
    view = desk.show(WhichView(desk.context, Target("which-standard")))
    assert view.page is not None
    return view.page


def result(page: WhichPage) -> str:
    return "\n".join(label.text() for label in page.result.findChildren(QLabel) if not label.isHidden())


def choose(desk: Desk, page: WhichPage, question: str, answer: str) -> None:
    button = page.questions[question]._buttons[answer]
    button.click()
    desk.settle()


def test_answers_are_saved_and_the_result_comes_with_the_last(desk: Desk) -> None:
    page = shown(desk)
    for number, (question, answer) in enumerate(ANSWERS.items(), 1):
        choose(desk, page, question, answer)
        assert (f"Answered so far: {number} of 5" in result(page)) == (number < 5)
    said = result(page)
    assert "ISO/IEC 29110 Basic" in said and "One project, one team" in said and "Ana Ruiz" in said
    assert which.answered(desk.context.ws).answers == ANSWERS
    button = next(b for b in page.result.findChildren(QPushButton) if "See it on the ladder" in b.text())
    button.click()
    assert desk.went == [Target("ladder", kind="basic")]
    next(b for b in page.result.findChildren(QPushButton) if "library" in b.text()).click()
    assert desk.went[-1] == Target("library", kind="iso29110-basic@2011")


def test_another_answer_and_undo_change_the_result(desk: Desk) -> None:
    which.save(desk.context.ws, ANSWERS)
    page = shown(desk)
    done = which.answer(desk.context.ws, "content", "system")
    desk.view.refresh()
    desk.settle()
    assert "5-6-x" in result(page)
    assert any("See the ladder" in b.text() for b in page.result.findChildren(QPushButton)), "no rung for it"
    undo.undo(desk.context.ws, done.changes.number)
    desk.view.refresh()
    desk.settle()
    assert "ISO/IEC 29110 Basic" in result(page)


def test_the_company_file_is_quoted_but_answers_nothing(desk: Desk) -> None:
    page = shown(desk)
    said = "\n".join(label.text() for label in page.page.findChildren(QLabel) if not label.isHidden())
    assert "Your company file says: 6." in said
    assert page.questions["size"].value() == ""


def test_the_keyboard_answers_it_alone(desk: Desk, qtbot) -> None:
    page = shown(desk)
    first = page.findChildren(QRadioButton)[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    desk.settle()
    assert which.answered(desk.context.ws).answers == {"content": "software"}
    qtbot.keyClick(first, Qt.Key.Key_Down)
    desk.settle()
    assert which.answered(desk.context.ws).answers == {"content": "system"}
    assert all(button.accessibleName() for button in page.findChildren(QRadioButton))


def test_a_narrow_window_puts_the_result_below_the_questions(desk: Desk) -> None:
    page = shown(desk)
    assert page._side.isVisible() and page._side.isAncestorOf(page.result)
    desk.window.resize(560, 600)
    desk.settle()
    assert not page._side.isVisible() and page.page.isAncestorOf(page.result)
    for question, answer in ANSWERS.items():
        choose(desk, page, question, answer)
    assert not page.result.visibleRegion().isEmpty(), "the result came into sight"


def test_without_a_file_it_is_kept_here_and_can_be_taken_over(qtbot, tmp_path: Path) -> None:
    bare = Desk(folder=tmp_path)
    page = shown(bare)
    for question, answer in ANSWERS.items():
        choose(bare, page, question, answer)
    assert "Kept on this computer" in result(page)
    bare.close()
    with Workspace.create(tmp_path / "new.vse") as ws:
        found = Desk(ws, folder=tmp_path)
        page = shown(found)
        button = next(b for b in page.result.findChildren(QPushButton) if "Take over" in b.text())
        button.click()
        found.settle()
        assert which.answered(ws).answers == ANSWERS and "ISO/IEC 29110 Basic" in result(page)
        assert not found.context.preferences.get(DRAFT)
        found.close()


def test_what_cannot_be_saved_is_said_and_shown_as_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from vse_app.model.errors import StorageFailed

    def fail(*_: object) -> None:
        raise StorageFailed("The disk is full.")

    page = shown(desk)
    monkeypatch.setattr(which, "answer", fail)
    choose(desk, page, "size", "many")
    assert "The disk is full." in desk.context.messages.notes[-1].text
    assert which.answered(desk.context.ws).answers == {}


def test_a_table_that_cannot_be_read_is_said_in_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from vse_app.model.errors import BadProfile

    def fail() -> None:
        raise BadProfile("A list is expected here.", place="which.yaml:3")

    monkeypatch.setattr(which, "guide", fail)
    view = desk.show(WhichView(desk.context, Target("which-standard")))
    assert "which.yaml:3" in view.waiting.text()
