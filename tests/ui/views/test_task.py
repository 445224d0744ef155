"""The page of a task: what it says, what is written, ticked and attached there, as somebody works through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.services.task_shop import perform, shop
from tests.ui.views.task_stage import Open
from vse_app.model.path import Status
from vse_app.model.records import Content
from vse_app.services import path, projects, records, undo
from vse_app.services.workspace import Workspace
from vse_app.store import audit
from vse_app.ui.context import Target
from vse_app.ui.parts import Button, Disclosure

WORK = Content("Work", {"scope-in": "A web page"})


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


@pytest.fixture
def first(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> Open:
    """The page of the very first task."""
    return Open(qtbot, ws, tmp_path, "PM.1.1")


def test_the_page_says_what_why_how_who_and_where_from(first: Open) -> None:
    said = first.words()
    for text in (
        "Review the Statement of Work",
        "Why it matters to you",
        "about 45 min",
        "Marco Díaz · Technical Leader",
    ):
        assert text in said
    assert "Recalled, not checked against a bought copy" in [b.text() for b in first.view.findChildren(Button)]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in first.view.findChildren(QLabel))


def test_a_role_without_a_person_is_said(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    projects.edit_project(ws, 1, assignments={"PM": ("elena",)})
    page = Open(qtbot, ws, tmp_path, "PM.1.1")
    assert "Nobody plays Technical Leader" in page.words()
    page.button("Choose somebody").click()
    assert page.stage.went == [Target("settings", text="project")]


def test_ticks_keep_themselves(first: Open) -> None:
    line = first.sheet.checklist.lines[1]
    first.qtbot.mouseClick(line.words, Qt.MouseButton.LeftButton)
    first.stage.settle()
    assert first.step.mark.ticks == (1,)
    assert line.box.isChecked()
    line.box.click()
    first.stage.settle()
    assert first.step.mark.ticks == ()


def test_the_note_is_kept_on_leaving(first: Open) -> None:
    first.qtbot.keyClicks(first.sheet.note.editor("note").focusProxy(), "Rang the clinic")
    first.view.leave()
    first.stage.settle()
    assert first.step.mark.note == "Rang the clinic"


def test_writing_here_makes_one_record_and_keeps_every_letter(first: Open) -> None:
    first.button("Write here").click()
    editor = first.type("scope-in", "A web page")
    first.view.leave()
    first.qtbot.keyClicks(editor.focusProxy(), " for the clinic")
    first.view.leave()
    first.stage.settle()
    (record,) = first.kept("statement-of-work")
    assert (record.task, record.title) == ("PM.1.1", "Statement of Work")
    assert records.page(first.ws, record.id).revision.content.fields["scope-in"] == "A web page for the clinic"
    assert first.step.status is Status.DOING


def test_what_is_stored_elsewhere_does_not_disturb_the_typing(first: Open) -> None:
    made = records.create(first.ws, 1, "statement-of-work", content=WORK, task="PM.1.1").value
    first.view.refresh()
    first.stage.settle()
    first.button("Write here").click()
    editor = first.type("scope-in", "!")
    editor.setFocus()
    records.revise(first.ws, made.id, fields={"objectives": "Less waiting"})
    first.view.refresh()
    first.stage.settle()
    assert editor.value() == "!A web page"
    assert editor.isAncestorOf(QApplication.focusWidget())
    assert first.sheet.outputs[0].editors()[0].form.values()["objectives"] == "Less waiting"


def test_only_the_fields_of_the_part_are_asked(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    page = Open(qtbot, ws, tmp_path, "PM.1.3")
    page.button("Write here").click()
    shown = page.sheet.outputs[0].editors()[0].form.values()
    assert 0 < len(shown) < len(path.view(ws, 1).model.product("project-plan").fields)


def test_a_part_is_written_where_another_part_is_filled(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    plan = Content("Plan", {"delivery-order": "Copy it, then look."})
    records.create(ws, 1, "project-plan", content=plan, task="PM.1.2")
    page = Open(qtbot, ws, tmp_path, "PM.1.3")
    assert "This part is not filled yet." in page.words()
    page.button("Write here").click()
    assert page.sheet.outputs[0].editors()[0].isAncestorOf(QApplication.focusWidget())


def test_tab_goes_down_the_page(first: Open) -> None:
    passed, widget = [], first.sheet.page.nextInFocusChain()
    while widget is not first.sheet.page:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            passed.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
    wanted = ["Recalled, not checked against a bought copy", "Write here", "Note", "Next", "Done"]
    assert [name for name in passed if name in wanted] == wanted


def test_files_are_attached_and_a_folder_is_refused_in_words(
    first: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "offer.txt").write_text("We build it.")
    (tmp_path / "annex.txt").write_text("Prices.")
    (tmp_path / "folder").mkdir()
    names = [str(tmp_path / n) for n in ("offer.txt", "folder", "annex.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: (names, ""))
    first.button("Attach a file").click()
    first.stage.settle()
    (record,) = first.kept("statement-of-work")
    content = records.page(first.ws, record.id).revision.content
    assert [f.name for f in content.files] == ["offer.txt", "annex.txt"]
    assert (record.title, record.task) == ("offer", "PM.1.1")
    assert "This is a folder, not a file." in first.stage.messages.notes[-1].text
    assert "offer.txt" in first.words()


def test_the_same_file_twice_is_said(first: Open, tmp_path: Path) -> None:
    (tmp_path / "offer.txt").write_text("We build it.")
    for _ in range(2):
        first.sheet.outputs[0].attach([tmp_path / "offer.txt"])
        first.stage.settle()
    assert [e.message for e in first.stage.errors] == ["This very file is attached already."]


def drop(page: Open, paths: list[Path], onto: QWidget) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    at = onto.mapTo(page.view, onto.rect().center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.view.dragEnterEvent(QDragEnterEvent(at, Qt.DropAction.CopyAction, data, buttons, keys))
    page.view.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, buttons, keys))
    page.stage.settle()


def test_files_dropped_anywhere_find_the_only_output(first: Open, tmp_path: Path) -> None:
    (tmp_path / "offer.txt").write_text("We build it.")
    drop(first, [tmp_path / "offer.txt"], first.sheet.bar)
    assert len(first.kept("statement-of-work")) == 1


def test_files_dropped_between_two_outputs_are_asked_about(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("They said yes.")
    page = Open(qtbot, ws, tmp_path, "PM.1.14")
    drop(page, [tmp_path / "minutes.txt"], page.sheet.bar)
    assert "Where do these files belong? minutes.txt" in page.words()
    page.button("Meeting Record", page.sheet.page).click()
    page.stage.settle()
    assert [r.task for r in page.kept("meeting-record")] == ["PM.1.14"]


def test_an_address_is_marked_as_not_captured(first: Open) -> None:
    first.button("Link").click()
    line = first.sheet.outputs[0].findChildren(QLineEdit)[0]
    first.qtbot.keyClicks(line, "https://example.org/offer")
    first.qtbot.keyClick(line, Qt.Key.Key_Return)
    first.stage.settle()
    assert [r.form for r in first.kept("statement-of-work")] == ["link"]
    assert "not captured" in first.words(first.sheet.outputs[0])


def test_another_record_of_a_numbered_product(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    records.create(ws, 1, "meeting-record", content=Content("Kick-off", {}, link="https://x"), task="PM.1.14")
    page = Open(qtbot, ws, tmp_path, "PM.1.14")
    page.button("Add another").click()
    page.type("achieved", "Agreed")
    page.view.leave()
    page.stage.settle()
    assert [r.number for r in page.kept("meeting-record")] == ["MR-001", "MR-002"]
    assert len(page.sheet.outputs[0]._rows) == 2


def test_an_existing_record_is_taken_over(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    records.create(ws, 1, "meeting-record", content=Content("Kick-off", {}, link="https://x"))
    page = Open(qtbot, ws, tmp_path, "PM.1.14")
    page.button("Use an existing one").click()
    page.button("MR-001 Kick-off").click()
    page.stage.settle()
    assert [r.task for r in page.kept("meeting-record")] == ["PM.1.14"]


def test_inputs_open_or_lead_to_where_they_come_from(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    page = Open(qtbot, ws, tmp_path, "PM.1.14")
    page.button("Go to PM.1.13", page.sheet.inputs).click()
    assert page.stage.went == [Target("task", task="PM.1.13", iteration=0)]
    perform(ws, "PM.1.1")
    page = Open(qtbot, ws, tmp_path, "PM.1.2")
    page.button("Open", page.sheet.inputs).click()
    assert page.stage.went == [Target("record", record=1)]


def test_what_comes_from_outside_is_brought_in_below(first: Open) -> None:
    first.button("Bring it in").click()
    assert first.sheet.outputs[0].isAncestorOf(QApplication.focusWidget())


def test_the_inspector_unfolds_in_a_narrow_window(first: Open) -> None:
    inspector = first.sheet.inspector
    assert not inspector.isVisible() or first.sheet.width() >= 1000
    first.stage.resize(900, 700)
    first.qtbot.waitUntil(lambda: not inspector.isVisible())
    first.sheet.fold.click()
    assert inspector.isVisible()
    first.stage.settle()
    inspector.setCurrentIndex(1)
    assert "Nothing yet." in first.words(inspector)


def test_the_inspector_shows_example_evidence_and_history(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.1.1")
    page = Open(qtbot, ws, tmp_path, "PM.1.1")
    page.sheet.inspector.setVisible(True)
    page.stage.settle()
    assert "How the example company did it" in page.words(page.sheet.inspector)
    page.sheet.inspector.setCurrentIndex(1)
    assert "captured 9 Mar 2026" in page.words(page.sheet.inspector)
    page.sheet.inspector.setCurrentIndex(2)
    assert "Elena Ruiz (Project Manager) confirmed it as done on 9 Mar 2026." in page.words(page.sheet.inspector)


def test_a_file_that_is_only_read_offers_nothing_to_change(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    ws.close()
    with Workspace.open(tmp_path / "shop.vse", writable=False, clock=ws.clock) as reading:
        page = Open(qtbot, reading, tmp_path, "PM.1.1")
        assert "open for reading only" in page.words()
        assert not page.sheet.bar.done.isVisible()
        assert not page.button("Write here").isEnabled()
        assert not page.sheet.checklist.lines[0].box.isEnabled()
        page.sheet.press_done()
        assert page.sheet.panel is None


def test_a_field_that_is_refused_is_said_and_the_others_are_kept(first: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    first.button("Write here").click()
    editor = first.sheet.outputs[0].editors()[0]
    changes: dict[str, Any] = {"scope-in": "A web page", "no-such-field": "x"}
    editor._write(changes)
    first.stage.settle()
    (record,) = first.kept("statement-of-work")
    assert records.page(first.ws, record.id).revision.content.fields == {"scope-in": "A web page"}


def test_typing_is_saved_when_another_task_takes_the_page(first: Open) -> None:
    first.button("Write here").click()
    first.type("scope-in", "A web page")
    first.view.retarget(Target("task", task="PM.1.2"))
    first.stage.settle()
    assert first.sheet.key == ("PM.1.2", 0)
    (record,) = first.kept("statement-of-work")
    assert records.page(first.ws, record.id).revision.content.fields == {"scope-in": "A web page"}


def test_undo_is_shown_in_the_open_form(first: Open) -> None:
    first.button("Write here").click()
    editor = first.type("scope-in", "A web page")
    first.view.leave()
    first.stage.settle()
    first.qtbot.keyClicks(editor.focusProxy(), " and more")
    first.view.leave()
    first.stage.settle()
    with first.ws.reading() as connection:
        number = audit.last(connection)[2]
    undo.undo(first.ws, number)
    first.view.refresh()
    first.stage.settle()
    assert editor.value() == "A web page"


def test_the_example_of_an_output_is_there_to_see(first: Open) -> None:
    first.sheet.inspector.setVisible(True)
    first.stage.settle()
    example = next(d for d in first.sheet.inspector.findChildren(Disclosure) if d.isVisible())
    example.open()
    first.stage.settle()
    assert len(first.words(example.body)) > 200


def test_without_its_iteration_the_one_under_way_is_shown(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    assert Open(qtbot, ws, tmp_path, "SI.2.3").sheet.key == ("SI.2.3", 1)
