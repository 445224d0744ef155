"""Small parts that every screen is made of. Import them from here, whichever file they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from vse_app.ui import icons, theme
from vse_app.ui.parts_layout import Card, Divider, FlowLayout, ScrollPage
from vse_app.ui.parts_text import (
    Avatar,
    Button,
    Caption,
    FlowTitle,
    Heading,
    IconLabel,
    KeyHint,
    LinkButton,
    Muted,
    Plain,
    SectionTitle,
    Title,
    tip,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

__all__ = [
    "STATES",
    "Avatar",
    "Badge",
    "Button",
    "Caption",
    "Card",
    "Confirm",
    "Disclosure",
    "Divider",
    "EmptyState",
    "FlowLayout",
    "FlowTitle",
    "Heading",
    "IconLabel",
    "KeyHint",
    "LinkButton",
    "Muted",
    "Plain",
    "ProgressLine",
    "ScrollPage",
    "SectionTitle",
    "StateBadge",
    "Title",
    "flow",
    "row",
    "tip",
]

STATES: Final[dict[str, tuple[str, str]]] = {
    "done": ("done", "good"),
    "ready": ("ready", "accent"),
    "doing": ("doing", "info"),
    "blocked": ("blocked", "plain"),
    "later": ("later", "plain"),
    "skipped": ("skipped", "plain"),
    "optional": ("optional", "plain"),
    "stale": ("stale", "warn"),
    "missing": ("warning", "bad"),
}
"""State → (icon, tone). The word for a state comes from the caller."""


def row(*widgets: QWidget, spacing: int = 8, stretch_last: bool = False) -> QHBoxLayout:
    """Widgets side by side with no margin around them, the free space at the end or in the last one."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().px(spacing))
    for widget in widgets:
        line.addWidget(widget)
    if stretch_last:
        line.setStretch(line.count() - 1, 1)
    else:
        line.addStretch(1)
    return line


def flow(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets side by side that wrap when the window is narrow or the text large."""
    box = QWidget()
    line = FlowLayout(box, spacing=spacing)
    for widget in widgets:
        line.addWidget(widget)
    return box


class Badge(QFrame):
    """A word in a soft pill. `tone` is "plain", "good", "warn", "bad", "info" or "accent"; the word says it too."""

    def __init__(self, text: str, icon: str = "", tone: str = "plain") -> None:
        super().__init__()
        look = theme.current()
        meaning = "muted" if tone == "plain" else tone
        self.setProperty("part", "badge")
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(6 if icon else 8), look.px(2), look.px(8), look.px(2))
        line.setSpacing(look.px(4))
        if icon:
            line.addWidget(IconLabel(icon, meaning, scale=0.78))
        line.addWidget(Plain(text, tone="" if tone == "plain" else tone, wrap=False))


class StateBadge(Badge):
    """The badge of a state from `STATES`, with the word for it."""

    def __init__(self, state: str, word: str) -> None:
        icon, tone = STATES.get(state, ("info", "plain"))
        super().__init__(word, icon, tone)


class EmptyState(QWidget):
    """What an empty place is for, and the one button that fills it."""

    def __init__(
        self, icon: str, title: str, text: str, *, button: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        look = theme.current()
        words = QVBoxLayout()
        words.setSpacing(look.px(6))
        words.addStretch(1)
        words.addLayout(_centred(IconLabel(icon, "muted", scale=2.0)))
        for label in (Title(title), Muted(text)):
            label.setProperty("alignment", 0x84)  # Qt.AlignmentFlag.AlignCenter
            words.addWidget(label)
        if button:
            words.addSpacing(look.px(8))
            self.button = Button(button, kind="primary", on_click=on_click)
            words.addLayout(_centred(self.button))
        words.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(look.px(480))
        middle.setLayout(words)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(middle, 1000)
        outer.addStretch(1)


class Disclosure(QWidget):
    """A title that shows and hides what stands under it."""

    toggled = Signal(bool)

    def __init__(self, title: str, body: QWidget, *, opened: bool = False) -> None:
        super().__init__()
        self.body = body
        self._button = LinkButton(title)
        self._button.setCheckable(True)
        self._button.setChecked(opened)
        self._button.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addLayout(row(self._button))
        column.addWidget(body)
        self._on_toggled(opened)

    def open(self, opened: bool = True) -> None:
        """Show or hide the body."""
        self._button.setChecked(opened)

    def _on_toggled(self, opened: bool) -> None:
        self.body.setVisible(opened)
        self._button.setIcon(icons.icon("down" if opened else "right", "link"))
        self.toggled.emit(opened)


class ProgressLine(QWidget):
    """How much of a whole is done, as a line and in words; the caption says what is counted."""

    def __init__(self, done: int = 0, total: int = 0, caption: str = "") -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._caption = Caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addWidget(self._bar)
        column.addWidget(self._caption)
        self.show_progress(done, total, caption)

    def show_progress(self, done: int, total: int, caption: str) -> None:
        """Show `done` of `total`; a total of nothing shows an empty line, not a full one."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(min(done, total))
        self._bar.setAccessibleName(caption)
        tone = "good" if total and done >= total else ""
        if tone != (self._bar.property("tone") or ""):
            self._bar.setProperty("tone", tone)
            if self.isVisible():
                self._bar.style().polish(self._bar)
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))


class Confirm(QFrame):
    """A question in the page instead of a dialog: what will happen, an optional form, Confirm and Cancel.

    Esc cancels. Whoever opened the panel removes it.
    """

    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, title: str, text: str, *, confirm: str, cancel: str, body: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("part", "confirm")
        self.setAccessibleName(title)
        look = theme.current()
        self.confirm_button = Button(confirm, kind="primary", on_click=self.confirmed.emit)
        self._first = body
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(16)] * 4)
        column.setSpacing(look.px(10))
        column.addWidget(Title(title))
        if text:
            column.addWidget(Plain(text))
        if body is not None:
            column.addWidget(body)
        column.addLayout(row(self.confirm_button, Button(cancel, kind="quiet", on_click=self.cancelled.emit)))

    def set_ready(self, ready: bool) -> None:
        """Whether the answer may be Confirm yet, for instance because a reason has been given."""
        self.confirm_button.setEnabled(ready)

    def take_focus(self) -> None:
        """Put the keyboard where the answer begins: the form if there is one, else the Confirm button."""
        from PySide6.QtCore import Qt

        inside = [self._first, *self._first.findChildren(QWidget)] if self._first is not None else []
        by_tab = (w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.isHidden())
        next(by_tab, self.confirm_button).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into view: while the page grows to hold the panel, and once more when it has."""
        super().showEvent(event)
        for milliseconds in (0, 60):
            QTimer.singleShot(milliseconds, self, self._come_into_view)

    def _come_into_view(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if area is not None else None
        if area is None or inside is None:
            return
        gap, bar = theme.current().px(16), area.verticalScrollBar()
        top = self.mapTo(inside, QPoint(0, 0)).y() - gap
        below = top + self.height() + 2 * gap - area.viewport().height()
        bar.setValue(min(top, max(bar.value(), below)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _centred(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget)
    line.addStretch(1)
    return line
