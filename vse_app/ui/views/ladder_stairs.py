"""Steps with how far each is reached: a staircase of buttons, each with a bar, an icon and a word."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from vse_app.model.ladder import Standing
from vse_app.ui import icons, theme

LOOKS: Final = {
    Standing.FULL: ("done", "good"),
    Standing.PART: ("doing", "warn"),
    Standing.NEW: ("optional", "muted"),
    Standing.UNKNOWN: ("help", "muted"),
}
"""Standing → icon and colour; in the bars in full is solid, in part hatched, new empty, not known dotted."""
INDENT: Final = 20
TIGHT: Final = 7
"""Pixels that each step stands further in than the one below it, and in a narrow window."""
NARROW: Final = 560
"""Below this width (at 100 %) the bar stands under the name."""
_LEFT, _PAD, _BAR = 14, 10, 14
_NAMES: Final = 0.36
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


class StairData(NamedTuple):
    """What a step shows. `shares` of 1: in full, in part, not known, the rest is new; None has nothing to measure.

    `said` is where it stands in words, "" to leave that out; `note` is a line below.
    """

    key: str
    name: str
    said: str
    counted: str
    standing: Standing
    shares: tuple[float, float, float] | None
    rise: int = 0
    beside: bool = False
    note: str = ""


class Staircase(QWidget):
    """Steps, the topmost first. One of them is reached with Tab, the others with the arrow keys; `opened` has a key."""

    opened = Signal(str)

    def __init__(self, name: str, steps: list[StairData]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.steps: list[StairButton] = []
        self.show_steps(steps)

    def show_steps(self, steps: list[StairData]) -> None:
        """Show these: in place where they are the same steps as before."""
        if [step.key for step in steps] == [button.data.key for button in self.steps]:
            for button, step in zip(self.steps, steps, strict=True):
                button.show_data(step)
            return
        for button in self.steps:
            self._column.removeWidget(button)
            button.deleteLater()
        self.steps = [StairButton(step) for step in steps]
        for number, button in enumerate(self.steps):
            if button.data.beside and (number == 0 or not steps[number - 1].beside):
                self._column.addSpacing(theme.current().px(14))
            self._column.addWidget(button)
            button.clicked.connect(lambda _checked=False, key=button.data.key: self.opened.emit(key))
            button.moved.connect(lambda by, number=number: self._move(number + by))
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if self.steps:
            self._enter(len(self.steps) - 1)

    def _enter(self, number: int) -> None:
        """Let Tab come to this step and no other."""
        for place, button in enumerate(self.steps):
            policy = Qt.FocusPolicy.StrongFocus if place == number else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _move(self, number: int) -> None:
        number = min(max(number, 0), len(self.steps) - 1)
        self._enter(number)
        self.steps[number].setFocus()


class StairButton(QAbstractButton):
    """One step."""

    moved = Signal(int)

    def __init__(self, data: StairData) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_data(data)

    def show_data(self, data: StairData) -> None:
        """Show the step as it stands now."""
        self.data = data
        self.setAccessibleName(", ".join(part for part in (data.name, data.said, data.counted) if part))
        self.setAccessibleDescription(data.note)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width)[2]

    def sizeHint(self) -> QSize:
        width = theme.current().px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (_UP, _DOWN):
            self.moved.emit(-1 if event.key() == _UP else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        name, side, _ = self._laid_out(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, look)
        painter.setFont(self._font(bold=True))
        painter.setPen(look.colour("text"))
        painter.drawText(name, _WRAPPED, self.data.name)
        bar = QRectF(side.left(), side.top() + look.px(3), side.width(), look.px(_BAR))
        if self.data.shares is not None:
            paint_shares(painter, bar, self.data.shares)
        self._paint_words(painter, side.adjusted(0, self._bar_room(), 0, 0))
        painter.end()

    def _paint_ground(self, painter: QPainter, look: theme.Theme) -> None:
        left = self._left()
        ground = QRectF(left, 0, self.width() - left, self.height()).adjusted(0.5, 0.5, -1, -0.5)
        hovered = self.underMouse() or self.isDown()
        painter.fillRect(ground, look.colour("hover" if hovered else "sunken"))
        painter.fillRect(QRectF(left, 0, look.px(4), self.height()), look.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(ground.adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, place: QRect) -> None:
        look, data = theme.current(), self.data
        icon, tone = LOOKS[data.standing]
        metrics = QFontMetrics(self._font())
        side = round(metrics.height() * 0.9)
        if data.said:
            icons.icon(icon, tone).paint(painter, QRect(place.left(), place.top(), side, side))
        words = place.adjusted(side + look.px(5), 0, 0, 0)
        painter.setFont(self._font())
        painter.setPen(look.colour("text"))
        said = self._line()
        painter.drawText(words, _WRAPPED, said)
        if data.note:
            used = metrics.boundingRect(words, _WRAPPED, said).height()
            painter.setPen(look.colour("muted"))
            painter.drawText(words.adjusted(0, used + look.px(2), 0, 0), _WRAPPED, data.note)

    def _line(self) -> str:
        return " · ".join(part for part in (self.data.said, self.data.counted) if part)

    def _bar_room(self) -> int:
        return theme.current().px(_BAR + 7) if self.data.shares is not None else 0

    def _left(self) -> int:
        return self._indent(self.width() >= theme.current().px(NARROW))

    def _indent(self, is_wide: bool) -> int:
        return theme.current().px(INDENT if is_wide else TIGHT) * self.data.rise

    def _laid_out(self, width: int) -> tuple[QRect, QRect, int]:
        """Where the name and the bar with its words stand, and the height that all of it needs."""
        look, tall = theme.current(), 100_000
        wide = width >= look.px(NARROW)
        left = self._indent(wide) + look.px(_LEFT)
        right, top = width - look.px(_PAD), look.px(_PAD)
        split = round(width * _NAMES) if wide else left
        name = QRect(left, top, (split if wide else right) - left - (look.px(12) if wide else 0), tall)
        name_height = QFontMetrics(self._font(bold=True)).boundingRect(name, _WRAPPED, self.data.name).height()
        below = 0 if wide else name_height + look.px(4)
        side = QRect(split, top + below, max(right - split, 1), tall)
        height = max(name_height, below + self._bar_room() + self._words_height(side.width())) + 2 * top
        return name, side, height

    def _words_height(self, width: int) -> int:
        metrics = QFontMetrics(self._font())
        room = QRect(0, 0, max(width - round(metrics.height() * 0.9) - theme.current().px(5), 1), 100_000)
        used = metrics.boundingRect(room, _WRAPPED, self._line()).height()
        if self.data.note:
            used += metrics.boundingRect(room, _WRAPPED, self.data.note).height() + theme.current().px(2)
        return used

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.current().px(14 if bold else 12))
        font.setBold(bold)
        return font


_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def paint_shares(painter: QPainter, bar: QRectF, shares: tuple[float, float, float]) -> None:
    """A bar: in full solid, in part hatched, not known dotted, the rest empty."""
    look = theme.current()
    full, part, unknown = (share * bar.width() for share in shares)
    painter.save()
    painter.fillRect(bar, look.colour("surface"))
    painter.fillRect(QRectF(bar.left(), bar.top(), full, bar.height()), look.colour("good"))
    if part:
        place = QRectF(bar.left() + full, bar.top(), part, bar.height())
        painter.fillRect(place, look.colour("warn-soft"))
        _hatch(painter, place)
    if unknown:
        place = QRectF(bar.right() - unknown, bar.top(), unknown, bar.height())
        painter.fillRect(place, QBrush(look.colour("field"), Qt.BrushStyle.Dense6Pattern))
    painter.setPen(QPen(look.colour("field"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _hatch(painter: QPainter, place: QRectF) -> None:
    """Slanted strokes, as far apart as the text is large, cut at the edges."""
    look = theme.current()
    painter.save()
    painter.setClipRect(place)
    painter.setPen(QPen(look.colour("warn"), max(1.2, look.px(1.4))))
    step, x = look.px(6), place.left() - place.height()
    while x < place.right():
        painter.drawLine(QPointF(x, place.bottom()), QPointF(x + place.height(), place.top()))
        x += step
    painter.restore()


class Swatch(QWidget):
    """How a standing looks in a bar, for the legend."""

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._shares = {
            Standing.FULL: (1.0, 0.0, 0.0),
            Standing.PART: (0.0, 1.0, 0.0),
            Standing.NEW: (0.0, 0.0, 0.0),
            Standing.UNKNOWN: (0.0, 0.0, 1.0),
        }[standing]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(26), theme.current().px(_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_shares(painter, QRectF(self.rect()), self._shares)
        painter.end()
