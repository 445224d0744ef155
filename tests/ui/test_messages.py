"""Notes: literal text, timed, closable by keyboard, never in the way of the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vse_app.i18n import translator
from vse_app.ui import crash, messages
from vse_app.ui.parts import Plain


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.field = QLineEdit()
    QVBoxLayout(made).addWidget(made.field)
    made.bar = messages.MessageBar(made, translator("en"))
    made.resize(800, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    QTest.mouseMove(made.field)
    return made


def test_a_note_shows_literal_text_and_leaves_the_focus_alone(window) -> None:
    note = window.bar.say("bad", "<b>acme</b> is open elsewhere")
    assert "<b>acme</b> is open elsewhere" in [label.text() for label in note.findChildren(Plain)]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in note.findChildren(Plain))
    assert window.focusWidget() is window.field
    assert window.bar.isVisible()
    assert window.rect().contains(window.bar.geometry())


def test_every_kind_has_a_word_an_icon_and_a_name_for_screen_readers(window) -> None:
    for kind in messages.SECONDS:
        note = window.bar.say(kind, "Text")
        seen = QAccessible.queryAccessibleInterface(note)
        assert seen.text(QAccessible.Text.Name) == f"{note.word}: Text"
        assert note.word


def test_the_action_runs_once_and_closes(window, qtbot) -> None:
    done: list[int] = []
    note = window.bar.say("good", "Approved", action="Undo", on_action=lambda: done.append(1))
    qtbot.mouseClick(note.action_button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert window.bar.notes == ()
    assert not window.bar.isVisible()


def test_a_note_can_be_reached_and_closed_by_keyboard(window) -> None:
    window.bar.say("bad", "First")
    window.bar.say("bad", "Second")
    window.bar.focus_latest()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert [note.text for note in window.bar.notes] == ["First"]


def test_good_news_leaves_by_itself_and_failures_stay(window, qtbot, monkeypatch) -> None:
    monkeypatch.setitem(messages.SECONDS, "good", 0.03)
    window.bar.say("good", "Saved")
    window.bar.say("bad", "Not saved")
    qtbot.waitUntil(lambda: [note.text for note in window.bar.notes] == ["Not saved"])


def test_a_note_waits_while_the_keyboard_is_on_it(window, qtbot, monkeypatch) -> None:
    monkeypatch.setitem(messages.SECONDS, "good", 0.03)
    window.bar.say("good", "Saved")
    window.bar.focus_latest()
    qtbot.wait(100)
    assert len(window.bar.notes) == 1


def test_the_stack_is_limited_and_stays_in_the_corner(window, qtbot) -> None:
    for number in range(6):
        window.bar.say("bad", f"Message {number}")
    assert [note.text for note in window.bar.notes] == [f"Message {number}" for number in range(2, 6)]
    window.resize(500, 700)
    qtbot.waitUntil(lambda: window.rect().contains(window.bar.geometry()))
    window.bar.clear()
    assert not window.bar.isVisible()


def test_a_crash_is_logged_and_said_on_standard_error(qtbot, capsys, home) -> None:
    hook = crash.CrashHook(translator("en"))
    try:
        raise RuntimeError("our fault")
    except RuntimeError as error:
        hook.report(error)
    assert "RuntimeError: our fault" in capsys.readouterr().err
    assert "RuntimeError: our fault" in (home / "data" / "crash.log").read_text(encoding="utf-8")


def test_the_crash_dialog_copies_its_report(qtbot, qapp) -> None:
    dialog = crash.CrashDialog("Traceback <b>x</b>", translator("en"))
    qtbot.addWidget(dialog)
    qtbot.mouseClick(dialog._copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == "Traceback <b>x</b>"
