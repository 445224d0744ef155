"""Start: ways to begin, recent files, files that refuse, and a file dropped on the page."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.ui.frame_support import Opened, make_company
from vse_app.ui.context import Target
from vse_app.ui.views.start import StartView


@pytest.fixture
def opened(qtbot: Any) -> Any:
    """A window with nothing open."""
    found = Opened(qtbot).go(Target("start"))
    yield found
    found.close()


def start(opened: Opened) -> StartView:
    view = opened.session.stage.view
    assert isinstance(view, StartView)
    return view


def words(opened: Opened) -> str:
    return "\n".join(label.text() for label in start(opened).findChildren(QLabel))


def test_it_says_what_the_program_is_and_what_it_is_not(opened: Opened) -> None:
    text = words(opened)
    assert "cannot give a certificate" in text
    assert "without a network" in text
    assert start(opened).page.new.button.text() == "New company"


def test_new_company_begins_with_the_interview(opened: Opened) -> None:
    start(opened).page.new.button.click()
    assert opened.session.stage.current == "interview"


def test_a_file_is_opened_and_becomes_recent(opened: Opened, tmp_path: Path, monkeypatch: Any) -> None:
    path = make_company(tmp_path / "acme.vse")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))
    start(opened).page.open.button.click()
    opened.until(lambda: opened.session.workspace is not None)
    opened.settle()
    assert opened.session.stage.current == "today"
    opened.go(Target("close-file"))
    assert list(start(opened).page.recent) == [str(path)]


def test_a_missing_recent_file_is_grey_and_can_be_removed(opened: Opened, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.vse")
    opened.preferences.set("recent", [gone])
    start(opened).refresh()
    opened.settle()
    assert not start(opened).page.recent[gone].isEnabled()
    assert "Not there any more" in words(opened)
    start(opened)._on_go(Target("start-forget", text=gone))
    opened.settle()
    assert not start(opened).page.recent
    assert opened.preferences.recent() == []


def test_a_file_that_is_no_company_file_is_refused_in_place(opened: Opened, tmp_path: Path) -> None:
    other = tmp_path / "photo.vse"
    other.write_bytes(b"not a company file at all" * 20)
    opened.go(Target("open", text=str(other)))
    text = words(opened)
    assert str(other) in text
    assert "This is not a company file." in text
    assert "this one was not changed" in text
    assert opened.session.workspace is None


def test_a_company_file_can_be_dropped_and_nothing_else(opened: Opened, tmp_path: Path) -> None:
    path = make_company(tmp_path / "acme.vse")
    view, texts = start(opened), tmp_path / "notes.txt"
    assert not _enter(view, [texts]).isAccepted()
    assert not _enter(view, [path, path]).isAccepted()
    assert _enter(view, [path]).isAccepted()
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(QPointF(5, 5), action, _data([path]), button, keys))
    opened.until(lambda: opened.session.workspace is not None)


def test_a_backup_is_restored_beside_and_opened(opened: Opened, tmp_path: Path, monkeypatch: Any) -> None:
    backup = tmp_path / "backup.vse"
    shutil.copy(make_company(tmp_path / "acme.vse"), backup)
    target = tmp_path / "restored"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(backup), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    start(opened).page.restore.button.click()
    opened.until(lambda: opened.session.workspace is not None)
    assert opened.session.ctx.ws.path == tmp_path / "restored.vse"


def test_language_and_colours_are_chosen_right_there(opened: Opened) -> None:
    start(opened).page.languages["es"].click()
    opened.until(lambda: opened.window.centralWidget() is opened.session.frame and opened.session.frame.isVisible())
    assert "certificado" in words(opened)
    start(opened).page.schemes["dark"].click()
    assert opened.preferences.get("scheme") == "dark"


_kept: list[QMimeData] = []


def _data(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    _kept.append(data)  # the event does not own it
    return data


def _enter(view: StartView, paths: list[Path]) -> QDragEnterEvent:
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), action, _data(paths), button, keys)
    event.ignore()
    view.dragEnterEvent(event)
    return event
