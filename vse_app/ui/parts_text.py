"""Words and buttons: the smallest parts of every screen.

All text is shown literally, never as markup. On the start-up path: enums of the `Qt` namespace are set as plain
properties (their numbers are named below), because building that namespace costs a tenth of the start-up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from vse_app.ui import icons

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

_PLAIN_TEXT: Final = 0  # Qt.TextFormat.PlainText
_SELECT_BY_MOUSE: Final = 1  # Qt.TextInteractionFlag.TextSelectableByMouse
_CENTRED: Final = 0x84  # Qt.AlignmentFlag.AlignCenter
LEAST_LINK: Final = 6
"""The least width of a link, in its heights."""


def tip(text: str) -> str:
    """Text for `setToolTip`, which would otherwise render markup."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{safe.replace(chr(10), '<br>')}</qt>" if text else ""


class Plain(QLabel):
    """A paragraph: literal text, wrapped, to be selected with the mouse."""

    part = ""

    def __init__(self, text: str = "", *, tone: str = "", wrap: bool = True) -> None:
        super().__init__()
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setProperty("textInteractionFlags", _SELECT_BY_MOUSE)
        self.setWordWrap(wrap)
        if self.part:
            self.setProperty("part", self.part)
        if tone:
            self.setProperty("tone", tone)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """One endless word must not push the whole page wide."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 40), hint.height()) if self.wordWrap() else hint


class Muted(Plain):
    """A paragraph of lesser weight: hints, explanations."""

    part = "muted"


class Caption(Plain):
    """Small words of lesser weight: counts, dates, units."""

    part = "caption"


class Heading(Plain):
    """The one title of a page."""

    part = "heading"


class Title(Plain):
    """The title of a card or panel."""

    part = "title"


class FlowTitle(Title):
    """A title in a row that wraps: on one line where there is room, on several where there is not."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(wide, self.heightForWidth(wide) if self.hasHeightForWidth() else hint.height())


class SectionTitle(Plain):
    """The title of a part of a page."""

    part = "section"


class KeyHint(Plain):
    """A key to press, such as "Ctrl+K"."""

    part = "key"

    def __init__(self, keys: str) -> None:
        super().__init__(keys, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Avatar(QLabel):
    """The initials of a person in a circle; the whole name is the tooltip and the accessible name."""

    def __init__(self, initials: str, name: str = "") -> None:
        super().__init__()
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setProperty("alignment", _CENTRED)
        self.setProperty("part", "avatar")
        self.setText(initials[:2])
        self.setToolTip(tip(name))
        self.setAccessibleName(name or initials)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class IconLabel(QWidget):
    """One drawing as tall as the text beside it times `scale`."""

    def __init__(self, name: str, meaning: str = "text", *, scale: float = 0.95) -> None:
        super().__init__()
        self._icon, self._scale = icons.icon(name, meaning), scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, meaning: str = "text") -> None:
        """Show another drawing."""
        self._icon = icons.icon(name, meaning)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * self._scale)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class Button(QPushButton):
    """A button of a `kind`: "" (plain), "primary", "quiet", "danger", "link", "chip", "rail" or "icon".

    Of kind "icon" the text is not shown; it is the tooltip and the accessible name.
    """

    def __init__(
        self, text: str, icon: str = "", *, kind: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.setAutoDefault(False)
        if kind:
            self.setProperty("kind", kind)
        if icon:
            self.setIcon(icons.icon(icon, _ICON_MEANING.get(kind, "text")))
        self.set_text(text)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_text(self, text: str) -> None:
        """Other words; an ampersand is shown, not taken for a shortcut."""
        if self.property("kind") == "icon":
            self.setToolTip(tip(text))
        else:
            self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button as Space does: Qt leaves that to the desktop, and only some do it."""
        from PySide6.QtCore import Qt

        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class LinkButton(Button):
    """A button that looks like a link. With too little room its words end in an ellipsis; the tip has them all."""

    def __init__(self, text: str, icon: str = "", *, on_click: Callable[[], object] | None = None) -> None:
        self._whole = ""
        super().__init__(text, icon, kind="link", on_click=on_click)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Other words; an ampersand is shown, not taken for a shortcut."""
        super().set_text(text)
        self._whole = text

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        shown = self.text().replace("&&", "&")
        missing = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(shown)
        return QSize(hint.width() + missing, hint.height())

    def minimumSizeHint(self) -> QSize:
        """A long title must not push the whole page wide."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), LEAST_LINK * hint.height()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lacking, shown = self.sizeHint().width() - self.width(), self._whole
        if lacking > 0:
            from PySide6.QtCore import Qt

            room = self.fontMetrics().horizontalAdvance(self._whole) - lacking
            shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown.replace("&", "&&") != self.text():
            self.setText(shown.replace("&", "&&"))
            self.setToolTip(tip(self._whole) if shown != self._whole else "")


_ICON_MEANING: Final = {"primary": "accent-text", "danger": "bad", "link": "link", "icon": "muted", "chip": "muted"}
