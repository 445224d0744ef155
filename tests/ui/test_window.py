"""The frame: places, projects, undo, saving, language and text size, closing, and what is said when a file refuses."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPlainTextEdit, QWidget

from tests.ui.frame_support import Opened, make_company
from vse_app.i18n import translator
from vse_app.model.errors import Invalid, ReadOnly, StorageFailed
from vse_app.services import company, glance, places, records
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.commands import commands
from vse_app.ui.context import Target
from vse_app.ui.errands import ERRANDS
from vse_app.ui.notices import Banner, WorkStrip
from vse_app.ui.places import PLACES
from vse_app.ui.trail import Trail
from vse_app.ui.views import VIEWS
from vse_app.ui.warming import Warming


@pytest.fixture
def opened(qtbot: Any, tmp_path: Path) -> Any:
    """A window on a company with two projects."""
    found = Opened(qtbot).open(make_company(tmp_path / "acme.vse", titles=("Online shop", "Stock app")))
    yield found
    found.close()


def test_names_of_company_project_person_and_profile_are_shown(opened: Opened) -> None:
    frame = opened.session.frame
    assert opened.window.windowTitle() == "Stock app · Acme <b>Software</b> · vse-app"
    assert "Stock app" in frame.top.project.text()
    assert frame.top.company.text() == "Acme <b>Software</b>"
    assert frame.top.company.textFormat() == Qt.TextFormat.PlainText
    assert frame.status.actor.text() == "Elena Núñez"
    assert "29110" in frame.status.edition.text()
    assert frame.status.backup.text() == "No backup yet"
    assert frame.rail.buttons["today"].isChecked()


def test_keys_go_to_places_and_back_and_forward(opened: Opened, qtbot: Any) -> None:
    key = Qt.Key(Qt.Key.Key_1 + PLACES.index("history"))
    qtbot.keyClick(opened.window, key, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert opened.session.stage.current == "history"
    assert opened.session.frame.rail.buttons["history"].isChecked()
    qtbot.keyClick(opened.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert opened.session.stage.current == "today"
    assert opened.session.frame.top.forward.isEnabled()
    qtbot.keyClick(opened.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert opened.session.stage.current == "history"


def test_keyboard_stays_on_the_page_when_its_control_goes(opened: Opened, qtbot: Any) -> None:
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    opened.go(Target("record", record=1))
    ws = opened.session.workspace
    for text in ("First", "Second"):
        records.revise(ws, 1, title=text)
    opened.go(Target("record", record=1, text="versions"))
    tab = opened.session.stage.view.body.tabs["versions"]
    tab.lines[-1]._unfold.click()
    tab.lines[-1]._on_restore(records.page(ws, 1).revisions[0])
    confirm = tab.lines[-1]._ask.confirm_button
    confirm.setFocus()
    qtbot.keyClick(confirm, Qt.Key.Key_Return)
    opened.until(lambda: records.page(ws, 1).record.revision == 4)
    opened.settle()
    qtbot.wait(20)
    assert opened.session.stage.view.isAncestorOf(QApplication.focusWidget())


def test_keyboard_may_leave_the_page_when_the_person_takes_it(opened: Opened, qtbot: Any) -> None:
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    opened.go(Target("record", record=1))
    button = opened.session.frame.rail.buttons["today"]
    button.setFocus()
    qtbot.wait(20)
    assert QApplication.focusWidget() is button


@pytest.mark.parametrize("place", [Target("record", record=1), Target("task", task="PM.1.1")], ids=["record", "task"])
def test_the_status_line_says_with_the_form_that_something_is_not_saved_yet(
    opened: Opened, qtbot: Any, place: Target
) -> None:
    said = opened.session.frame.status.saved
    assert said.text() == "Saved"
    view = opened.go(place).session.stage.view
    if place.task:
        view.sheet.outputs[0].write()
    form = view.sheet.outputs[0].editors()[0].form if place.task else view.body.tabs["content"].form
    area = form.findChild(QPlainTextEdit)
    qtbot.keyClicks(area, "Mine")
    form.flush()
    assert said.text() == "Not saved yet"
    view.leave()
    assert said.text() == "Saving…"
    opened.settle()
    assert said.text() == "Saved"


def test_the_status_line_does_not_say_saved_of_what_the_disk_refused(opened: Opened) -> None:
    full = [True]

    def verb() -> Any:
        if full:
            raise StorageFailed("The disk is full.")
        return records.revise(opened.session.workspace, 1, title="Written at last")

    opened.session.do(verb, typed=True)
    opened.settle()
    said = opened.session.frame.status.saved
    assert said.text() == "Could not be saved"
    full.clear()
    opened.session.writing.try_again()
    opened.settle()
    assert said.text() == "Saved"


def test_a_file_to_read_only_never_says_saved(opened: Opened) -> None:
    status = opened.session.frame.status
    status.show_file(opened=True, read_only=True)
    opened.session.writing.saving.emit()
    assert status.saved.text() == "Read only"


def test_a_new_page_comes_dressed_and_the_keyboard_does_not_reach_the_one_before(opened: Opened) -> None:
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    today = opened.session.stage.view
    opened.session.go(Target("help"))
    assert today.isVisible() and not opened.session.stage.view.isVisible()
    assert not today.isAncestorOf(QApplication.focusWidget())
    opened.until(opened.session.stage.view.isVisible)
    assert not today.isVisible()
    opened.session.go(Target("today"))
    assert today.isVisible(), "one that is there already comes at once"


def test_who_goes_on_at_once_sees_only_where_they_went(opened: Opened, qtbot: Any) -> None:
    opened.session.go(Target("history"))
    opened.session.go(Target("today"))
    opened.settle()
    qtbot.wait(300)
    assert opened.session.stage.current == "today" and opened.session.stage.view.isVisible()


def test_the_other_screens_are_loaded_ahead(opened: Opened, qtbot: Any) -> None:
    loaded: list[str] = []
    opened.runner.read = lambda job, then, owner=None: (loaded.append(job().__name__), then(None))
    Warming(opened.runner, opened.window).begin()
    assert {f"vse_app.ui.views.{place.partition(':')[0]}" for place in VIEWS.values()} == set(loaded)


def test_no_place_flashes_a_window_of_its_own(opened: Opened, qapp: Any) -> None:
    watch = Watch()
    qapp.installEventFilter(watch)
    for place in PLACES:
        opened.go(Target(place))
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_a_change_can_be_undone_and_redone(opened: Opened, qtbot: Any) -> None:
    session = opened.session
    assert not session.frame.top.undo.isEnabled()
    session.do(lambda: records.revise(session.ctx.ws, 1, title="Bigger shop"))
    opened.until(session.frame.top.undo.isEnabled)
    assert "edit" in session.frame.top.undo.toolTip()
    opened.settle()
    qtbot.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.until(session.frame.top.redo.isEnabled)
    assert records.page(session.ctx.ws, 1).record.title == "Ampliación 1"
    assert not session.frame.top.undo.isEnabled()
    session.go(Target("redo"))
    opened.until(lambda: records.page(session.ctx.ws, 1).record.title == "Bigger shop")
    opened.until(session.frame.top.undo.isEnabled)


def test_who_is_working_is_not_something_to_undo(opened: Opened) -> None:
    session = opened.session
    session.go(Target("actor", text="marco-díaz"))
    opened.until(lambda: session.frame.status.actor.text() == "Marco Díaz")
    assert not session.frame.top.undo.isEnabled()


def test_what_disappeared_can_be_brought_back_from_the_message(opened: Opened) -> None:
    session = opened.session
    session.do(lambda: records.withdraw(session.ctx.ws, 1, "twice"), deleted="SOW was withdrawn")
    opened.until(lambda: any(note.text == "SOW was withdrawn" for note in session.messages.notes))
    note = next(n for n in session.messages.notes if n.text == "SOW was withdrawn")
    assert note.action_button is not None
    note.action_button.click()
    opened.until(lambda: not records.page(session.ctx.ws, 1).record.withdrawn)


def test_a_refused_change_is_said_once_and_nothing_is_lost(opened: Opened) -> None:
    session, told = opened.session, []

    def refuse() -> Any:
        raise Invalid("A {what} is needed.", what="title")

    session.do(refuse, failed=told.append)
    session.do(refuse)
    opened.until(lambda: session.messages.notes)
    assert [type(e) for e in told] == [Invalid]
    assert [n.text for n in session.messages.notes] == ["A title is needed."]
    assert session.frame.status.saved.text() == "Saved"


def test_a_full_disk_is_always_said(opened: Opened) -> None:
    session, told = opened.session, []

    def refuse() -> Any:
        raise ReadOnly("This file cannot be written.")

    session.do(refuse, failed=told.append)
    opened.until(lambda: told and session.messages.notes)
    assert session.messages.notes[0].kind == "bad"


def test_hidden_views_read_again_when_they_are_shown(opened: Opened) -> None:
    session = opened.session
    opened.go(Target("history"))
    view, seen = session.stage.view, []
    assert view is not None
    view.refresh = lambda: seen.append("history")  # type: ignore[method-assign]
    opened.go(Target("today"))
    session.do(lambda: company.edit_company(session.ctx.ws, name="Other name"))
    opened.until(lambda: session.frame.top.company.text() == "Other name")
    assert not seen
    opened.go(Target("history"))
    assert seen == ["history"]


def test_projects_are_chosen_from_a_menu_and_remembered(opened: Opened) -> None:
    session = opened.session
    session.go(Target("projects"))
    opened.until(lambda: session.frame.findChildren(QMenu))
    menu = session.frame.findChildren(QMenu)[0]
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:3] == ["P1  Online shop", "P2  Stock app", "New project"]
    menu.actions()[0].trigger()
    opened.settle()
    assert session.project == 1
    opened.until(lambda: "Online shop" in session.frame.top.project.text())
    assert list(opened.preferences.get("projects").values()) == [1]


def test_language_and_text_size_change_at_once_and_stay_at_the_place(opened: Opened) -> None:
    session = opened.session
    opened.go(Target("history"))
    session.go(Target("language", text="es"))
    opened.until(lambda: opened.window.centralWidget() is session.frame and session.frame.isVisible())
    assert session.frame.rail.buttons["today"].accessibleName() == "Hoy"
    assert session.stage.current == "history"
    before = session.frame.rail.width()
    session.go(Target("text-size", text="150"))
    opened.until(lambda: opened.window.centralWidget() is session.frame and session.frame.isVisible())
    assert session.frame.rail.width() > before
    assert opened.preferences.get("language") == "es"
    assert opened.preferences.get("text_scale") == 150
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 100)


def test_the_frame_folds_in_a_narrow_window(opened: Opened) -> None:
    rail = opened.session.frame.rail
    assert rail.buttons["today"].text() == "Today"
    opened.session.frame.resize(500, 600)
    assert rail.buttons["today"].text() == ""
    assert rail.buttons["today"].accessibleName() == "Today"


def test_a_second_window_is_told_who_writes(opened: Opened, qtbot: Any, tmp_path: Path) -> None:
    second = Opened(qtbot).open(tmp_path / "acme.vse")
    second.until(lambda: second.session.frame.findChildren(Banner))
    assert "Read only" in second.session.frame.findChildren(Banner)[0].text
    second.until(lambda: second.session.frame.status.saved.text() == "Read only")
    second.session.do(lambda: records.revise(second.session.ctx.ws, 1, title="No"))
    second.until(lambda: second.session.messages.notes)
    second.close()


def test_long_work_is_shown_and_can_be_cancelled(opened: Opened) -> None:
    session, ended = opened.session, []

    def work(progress: Any, cancelled: Any) -> str:
        progress(1, 3, "first part")
        while not cancelled():
            pass
        return "stopped"

    session.runner.long(work, ended.append, title="Writing the pack", writes=False)
    opened.until(lambda: session.frame.findChildren(WorkStrip))
    strip = session.frame.findChildren(WorkStrip)[0]
    assert "Writing the pack" in [label.text() for label in strip.findChildren(QLabel)]
    strip.cancel.click()
    opened.until(lambda: ended == ["stopped"])
    opened.until(lambda: not session.notices.jobs)


def test_closing_writes_what_was_typed_and_the_glance(opened: Opened, tmp_path: Path) -> None:
    session = opened.session
    session.do(lambda: records.revise(session.ctx.ws, 1, title="Last words"))
    opened.close()
    with Workspace.open(tmp_path / "acme.vse") as ws:
        assert ws.writable
        assert records.page(ws, 1).record.title == "Last words"
    found = glance.read(tmp_path / "acme.vse")
    assert found is not None
    assert found["fresh"]


def test_closing_the_file_leads_back_to_start(opened: Opened, tmp_path: Path) -> None:
    opened.go(Target("close-file"))
    assert opened.session.stage.current == "start"
    assert not opened.session.frame.rail.buttons["path"].isEnabled()
    opened.settle()
    opened.runner.wait_idle()
    with Workspace.open(tmp_path / "acme.vse") as ws:
        assert ws.writable


def test_every_command_leads_somewhere_and_keys_are_used_once() -> None:
    found = commands(translator("en"))
    assert all(c.target.view in VIEWS or c.target.view in ERRANDS for c in found)
    keys = [key for c in found for key in c.keys.split()]
    assert len(keys) == len(set(keys))
    assert not VIEWS.keys() & ERRANDS.keys()


@pytest.mark.parametrize("name", list(VIEWS))
def test_every_view_can_be_imported(name: str) -> None:
    from vse_app.ui import stage
    from vse_app.ui.view import View

    assert issubclass(stage._class_of(name), View)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PureWindowsPath(r"C:\Users\Ana\OneDrive - Acme\acme.vse"), "OneDrive"),
        (PureWindowsPath(r"\\server\share\acme.vse"), "network"),
        (PurePosixPath("/home/ana/Dropbox (Personal)/acme.vse"), "Dropbox"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/acme.vse"), "iCloud"),
        (PurePosixPath("/mnt/share/acme.vse"), "network"),
        (PurePosixPath("/home/ana/Documents/dropbox.vse"), ""),
    ],
)
def test_shared_folders_are_known_by_their_path(path: Any, expected: str) -> None:
    assert places.shared_by(path) == expected
    if expected:
        assert places.advice(translator("en"), expected)


def test_the_trail_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for name in ("today", "path", "history"):
        trail.add(Target(name))
    assert trail.step(-2) == Target("today")
    trail.add(Target("help"))
    assert not trail.can_go_forward
    assert trail.step(1) is None


class Watch(QObject):
    """Notes widgets that are shown as windows: one shown before it has a parent flashes and takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False
