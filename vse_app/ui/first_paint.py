"""The first paint: the frame and Today as the glance knows them, in bare Qt widgets put at fixed places.

Layouts and classes of our own cost three times as much as everything before them; so the eye gets this page first,
where the real widgets will stand, and they follow while it reads. What is clicked meanwhile is done then. On the
start-up path: no layouts, no painter, no `Qt` namespace, nothing but the theme.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from vse_app import paths
from vse_app.ui import theme
from vse_app.ui.places import BELOW, NARROW, PLACES, TIGHT, place_names, rail_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from vse_app.i18n import Translator
    from vse_app.services.glance import Glance

Clicked = Callable[[str, str, int], object]
"""What a click asked for: view, task and iteration."""

_PLAIN_TEXT: Final = 0
"""Qt.TextFormat.PlainText."""
_NO_FOCUS: Final = 0
"""Qt.FocusPolicy.NoFocus: the keyboard comes with the real widgets."""
_UNUSABLE: Final = (KeyError, TypeError, AttributeError, ValueError, IndexError, OverflowError)
"""What a glance that is not shaped as expected ends in."""
_LEAST, _MOST, _GAP = 250, 3, 16
"""Cards of next steps: least width, most beside each other, the gap between them."""


class FirstPaint(QWidget):
    """The page. With a glance that is stale or in another language it shows names and says that it is reading."""

    painted = Signal()

    def __init__(self, tr: Translator, glance: Glance | None, clicked: Clicked, *, narrow: bool) -> None:
        super().__init__()
        self._tr, self._glance, self._clicked, self._narrow = tr, glance, clicked, narrow
        self._px = theme.current().px
        self._was_painted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        try:
            self._show()
        except _UNUSABLE:
            # A damaged copy, or one by another version of the program: what it is a copy of comes in a moment.
            self._glance = None
            self._show()

    def _show(self) -> None:
        for child in self.children():
            child.deleteLater()
        px, width, height = self._px, self.width(), self.height()
        header, status = px(46) + 1, px(32) + 1
        rail = self._rail(height - status, narrow=self._narrow or width < px(TIGHT))
        self._header(rail, width - rail, header)
        self._status(height - status, width, status)
        if self._glance is not None:
            column = min(width - rail - px(60) - 2, px(1040))
            left = rail + (width - rail - px(12) - column) // 2
            self._page(_Column(self, left, column, header + px(24)), self._glance)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _rail(self, height: int, *, narrow: bool) -> int:
        """Put the rail and return its width."""
        px, tr, names = self._px, self._tr, place_names(self._tr)
        back = _frame(self, "rail")
        words = [*((name, names[name]) for name in PLACES), ("menu", tr("Show icons only"))]
        buttons = {icon: _button(self, "" if narrow else text, icon, "rail") for icon, text in words}
        width = px(NARROW) if narrow else rail_width(buttons.values())
        back.setGeometry(0, 0, width, height)
        step = px(20) + 2 * px(6) + 4 + px(2)
        foot = height - px(8) - step * (len(BELOW) + 1) + px(2)
        for index, (name, button) in enumerate(buttons.items()):
            below = (*BELOW, "menu").index(name) if name in (*BELOW, "menu") else -1
            top = px(8) + step * index if below < 0 else foot + step * below
            button.setGeometry(px(8), top, width - 2 * px(8) - 1, step - px(2))
            if name in PLACES:
                button.clicked.connect(lambda _on, name=name: self._clicked(name, "", 0))
        buttons["today"].setCheckable(True)
        buttons["today"].setChecked(True)
        return width

    def _header(self, left: int, width: int, height: int) -> None:
        px = self._px
        _frame(self, "header").setGeometry(left, 0, width, height)
        end = left + px(8)
        company, project = self._glance["around"][:2] if self._glance is not None else ("", "")
        for words, icon, kind in (("", "back", "icon"), ("", "forward", "icon"), (project, "project", "quiet")):
            if words or kind == "icon":
                button = _button(self, words, icon, kind)
                size = button.sizeHint()
                button.setGeometry(end, (height - size.height()) // 2, size.width(), size.height())
                end += size.width() + px(4)
        _label(self, company, "caption").setGeometry(end + px(4), 0, width, height - 1)
        search = _button(self, self._tr("Search or do…"), "search", "")
        size = search.sizeHint()
        top = (height - size.height()) // 2
        search.setGeometry(left + width - px(90) - size.width(), top, size.width(), size.height())

    def _status(self, top: int, width: int, height: int) -> None:
        _frame(self, "status").setGeometry(0, top, width, height)
        words = _label(self, self._tr("Reading the company file…"), "caption")
        words.setGeometry(self._px(37), top, width, height)

    def _page(self, column: _Column, glance: Glance) -> None:
        today: Any = glance["today"]
        if not (glance["fresh"] and glance["language"] == self._tr.language):
            column.add(_label(self, self._tr("Reading the company file…"), "muted"), self._px(2))
            column.add(_label(self, today["project"], "heading"), 0)
            return
        self._greeting(column, today)
        if today["next"]:
            self._next_steps(column, today["next"][:3])
            self._progress(column, today)

    def _greeting(self, column: _Column, today: Any) -> None:
        tr, name = self._tr, today.get("actor", "").split(" ")[0]
        months, now = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(), dt.date.today()
        day = f"{now.day} {months[now.month - 1]} {now.year}"
        hello = tr("Hello {name}. Today is {day}.", name=name, day=day) if name else tr("Today is {day}.", day=day)
        column.add(_label(self, hello, "muted"), self._px(2))
        column.add(_label(self, today["project"], "heading"), self._px(2))
        column.add(_label(self, f"{today['code']} · {today['company']}", "caption"), self._px(20))

    def _next_steps(self, column: _Column, items: list[Any]) -> None:
        title = self._tr("Your next step") if len(items) == 1 else self._tr("Your next steps")
        column.add(_label(self, title, "section"), self._px(8))
        gap = self._px(_GAP)
        many = max(1, min((column.width + gap) // (self._px(_LEAST) + gap), _MOST, len(items)))
        width = (column.width - gap * (many - 1)) // many
        for first in range(0, len(items), many):
            shown = items[first : first + many]
            steps = [_Step(self, self._tr, item, primary=item is items[0]) for item in shown]
            height = max(step.height_for(width) for step in steps)
            for place, (step, item) in enumerate(zip(steps, shown, strict=True)):
                step.put(column.left + place * (width + gap), column.top, width, height)
                target = ("task", item["element"], item["iteration"])
                step.start.clicked.connect(lambda _on, target=target: self._clicked(*target))
            column.top += height + gap
        column.top += self._px(20) - gap

    def _progress(self, column: _Column, today: Any) -> None:
        px, tr, done, whole = self._px, self._tr, today["confirmed"], today["complete"]
        said = (
            tr("Confirmed by a role-holder: {n} of {total} tasks", n=done["done"], total=done["total"]),
            tr("Confirmed and with all outputs in place: {n} of {total} tasks", n=whole["done"], total=whole["total"]),
        )
        inner = column.width - 2 * px(16) - 2
        beside = inner >= 2 * px(300) + px(_GAP)
        half = (inner - px(_GAP)) // 2 if beside else inner
        _frame(self, "card").setGeometry(column.left, column.top, column.width, px(84 if beside else 127))
        for place, (part, words) in enumerate(zip((done, whole), said, strict=True)):
            left = column.left + 1 + px(16) + (place * (half + px(_GAP)) if beside else 0)
            top = column.top + 1 + px(16) + (0 if beside else place * px(43))
            _frame(self, "sunken").setGeometry(left, top, half, px(6))
            if part["done"]:
                bar = _frame(self, "bar")
                bar.setStyleSheet(f"background: {theme.current().colours['accent']}; border-radius: {px(3)}px")
                bar.setGeometry(left, top, half * part["done"] // max(part["total"], 1), px(6))
            label = _label(self, words, "caption")
            label.setGeometry(left, top + px(10), half, label.heightForWidth(half))


class _Column:
    """A column of paragraphs on the page; `top` is where the next one goes."""

    def __init__(self, page: QWidget, left: int, width: int, top: int) -> None:
        self.page, self.left, self.width, self.top = page, left, width, top

    def add(self, label: QLabel, space: int) -> None:
        """Put a paragraph below the former one, and leave so many pixels under it."""
        height = label.heightForWidth(self.width)
        label.setGeometry(self.left, self.top, self.width, height)
        self.top += height + space


class _Step:
    """The card of one next step."""

    def __init__(self, page: QWidget, tr: Translator, item: Any, *, primary: bool) -> None:
        self._px = theme.current().px
        self._card = _frame(page, "card")
        place, iteration = item["element"], item["iteration"]
        if iteration:
            place = tr("{task} · iteration {n}", task=place, n=iteration)
        words = ((f"{place} · {item.get('time', '')}", "caption"), (item["title"], "title"), (item["why"], ""))
        self._words = [_label(page, text, part) for text, part in words]
        who, role = item.get("who", ""), item.get("role", "")
        said = f"{who} · {role}" if who else tr("Nobody plays {role} yet", role=role)
        self._who = _label(page, said, "caption")
        self._face = self._px(28) if who else self._px(18)
        self.start = _button(page, tr("Start"), "forward", "primary" if primary else "")

    def height_for(self, width: int) -> int:
        """How tall the card has to be at a width."""
        inner = width - 2 * self._px(16) - 2
        text = sum(label.heightForWidth(inner) + self._px(8) for label in self._words)
        return text + 2 * self._px(16) + 2 + self._face + self._px(8) + self.start.sizeHint().height()

    def put(self, left: int, top: int, width: int, height: int) -> None:
        """Place everything: words from the top, person and button from the foot."""
        px = self._px
        self._card.setGeometry(left, top, width, height)
        left, inner, below = left + px(16) + 1, width - 2 * px(16) - 2, top + height - px(16) - 1
        for label in self._words:
            tall = label.heightForWidth(inner)
            label.setGeometry(left, top + px(16) + 1, inner, tall)
            top += tall + px(8)
        size = self.start.sizeHint()
        self.start.setGeometry(left, below - size.height(), size.width(), size.height())
        above = below - size.height() - px(8) - self._face
        self._who.setGeometry(left + self._face + px(8), above, inner - self._face - px(8), self._face)


def _label(page: QWidget, text: str, part: str) -> QLabel:
    label = QLabel(page)
    label.setProperty("textFormat", _PLAIN_TEXT)
    label.setProperty("part", part)
    label.setWordWrap(True)
    label.setText(text)
    label.ensurePolished()
    label.show()
    return label


def _frame(page: QWidget, part: str) -> QFrame:
    frame = QFrame(page)
    frame.setProperty("part", part)
    frame.show()
    return frame


def _button(page: QWidget, words: str, icon: str, kind: str) -> QPushButton:
    button = QPushButton(page)
    button.setProperty("kind", kind)
    button.setProperty("focusPolicy", _NO_FOCUS)
    meaning = {"icon": "muted", "primary": "accent-text"}.get(kind, "text")
    button.setIcon(QIcon(_drawing(icon, meaning, page.devicePixelRatioF())))
    button.setText(words.replace("&", "&&"))
    button.ensurePolished()
    button.show()
    return button


def _drawing(name: str, meaning: str, ratio: float) -> QPixmap:
    """An icon without the classes of `ui.icons`: read by Qt's own image plugin, in the size that buttons show."""
    look = theme.current()
    source = (paths.resources() / "icons" / f"{name}.svg").read_bytes()
    side = b'width="%d" height="%d"' % ((round(look.px(17) * ratio),) * 2)
    source = source.replace(b'width="24" height="24"', side, 1)
    drawing = QPixmap()
    drawing.loadFromData(source.replace(b"currentColor", look.colours[meaning].encode()), "SVG")
    drawing.setDevicePixelRatio(ratio)
    return drawing
