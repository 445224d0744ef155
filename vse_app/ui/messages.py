"""The one place where short messages become pixels: a stack of quiet notes at the foot of the window.

They never take the keyboard, never block, and are read out by screen readers. Good news and hints leave by themselves;
what went wrong stays until it is closed. While the mouse or the keyboard is on a note, it waits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts import Button, IconLabel, Plain, SectionTitle

SECONDS: Final = {"info": 6, "good": 5, "warn": 10, "bad": 0}
"""How long a note of each kind stays; 0 = until it is closed. A note with an action stays at least 10 seconds."""
ICONS: Final = {"info": "info", "good": "done", "warn": "warning", "bad": "error"}
MOST: Final = 4
"""Notes shown at once; the oldest leaves first."""
WIDTH: Final = 420
MARGIN: Final = 16
FOOT: Final = 88
"""Free below the notes: where pages that end something have their buttons."""


class MessageBar(QWidget):
    """The stack of notes. It floats over its parent, bottom right, and is not there when empty."""

    def __init__(self, parent: QWidget, tr: Translator) -> None:
        super().__init__(parent)
        self._window, self._tr = parent, tr
        self._notes: list[Note] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(8))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Messages"))
        parent.installEventFilter(self)
        self.hide()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes on show, oldest first."""
        return tuple(self._notes)

    def say(
        self, kind: str, text: str, action: str | None = None, on_action: Callable[[], object] | None = None
    ) -> Note:
        """Show a note of kind "info", "good", "warn" or "bad", with one button if there is something to do about it."""
        note = Note(kind, self._word(kind), text, action=action, close=self._tr("Close this message"))
        if on_action is not None:
            note.acted.connect(on_action)
        note.closed.connect(lambda: self._remove(note))
        self._notes.append(note)
        self._column.addWidget(note)
        for old in self._notes[:-MOST]:
            self._remove(old)
        self.show()
        self.raise_()
        self._place()
        _announce(note, f"{note.word}: {text}", urgent=kind in ("warn", "bad"))
        return note

    def focus_latest(self) -> None:
        """Put the keyboard on the newest note (for a shortcut of the window); Esc closes it."""
        if self._notes:
            self._notes[-1].first_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Remove every note."""
        for note in self.notes:
            self._remove(note)

    def _word(self, kind: str) -> str:
        tr = self._tr
        words = {"info": tr("Note"), "good": tr("Done"), "warn": tr("Please check"), "bad": tr("That did not work")}
        return words[kind]

    def _remove(self, note: Note) -> None:
        if note not in self._notes:
            return
        self._notes.remove(note)
        self._column.removeWidget(note)
        note.hide()
        note.deleteLater()
        self.setVisible(bool(self._notes))
        self._place()

    def _place(self) -> None:
        parent, look = self._window, theme.current()
        margin = look.px(MARGIN)
        width = min(look.px(WIDTH), parent.width() - 2 * margin)
        for note in self._notes:
            note.ensurePolished()
        heights = [note.heightForWidth(width) for note in self._notes]
        height = sum(heights) + self._column.spacing() * max(len(heights) - 1, 0)
        left, top = parent.width() - width - margin, parent.height() - height - look.px(FOOT)
        self.setGeometry(left, max(top, 0), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._notes:
            self._place()
        return super().eventFilter(watched, event)


class Note(QFrame):
    """One message: an icon, a word for its kind, the text, perhaps a button, and a cross."""

    acted = Signal()
    closed = Signal()

    def __init__(self, kind: str, word: str, text: str, *, action: str | None, close: str) -> None:
        super().__init__()
        self.kind, self.word, self.text = kind, word, text
        self.setProperty("part", "toast")
        self.setProperty("tone", kind)
        self.setAccessibleName(f"{word}: {text}")
        close_button = Button(close, "close", kind="icon", on_click=self.closed.emit)
        self.action_button = Button(action, on_click=self._on_action) if action else None
        self.first_button = self.action_button or close_button
        for button in (close_button, self.action_button):
            if button is not None:
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out(close_button)
        seconds = max(SECONDS[kind], 10) if action and SECONDS[kind] else SECONDS[kind]
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(seconds * 1000))
        self._clock.timeout.connect(self._on_time)
        if seconds:
            self._clock.start()

    def _lay_out(self, close_button: Button) -> None:
        look = theme.current()
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(SectionTitle(self.word))
        words.addWidget(Plain(self.text))
        if self.action_button is not None:
            words.addSpacing(look.px(4))
            words.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(12), look.px(10), look.px(8), look.px(12))
        line.setSpacing(look.px(10))
        line.addWidget(IconLabel(ICONS[self.kind], self.kind, scale=1.1), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _on_action(self) -> None:
        self.acted.emit()
        self.closed.emit()

    def _on_time(self) -> None:
        focused = self.window().focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._clock.start()
        else:
            self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        if self._clock.isActive():
            self._clock.start()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _announce(widget: QWidget, text: str, *, urgent: bool) -> None:
    """Have a screen reader speak, whatever it reads at the moment."""
    if not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
    event = QAccessibleAnnouncementEvent(widget, text)
    level = QAccessible.AnnouncementPoliteness
    event.setPoliteness(level.Assertive if urgent else level.Polite)
    QAccessible.updateAccessibility(event)
