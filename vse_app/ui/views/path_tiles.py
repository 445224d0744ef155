"""A task on the map: a small button that says its state by icon, word and colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vse_app.ui import icons, theme
from vse_app.ui.parts import tip
from vse_app.ui.views.path_data import GAPS, TileData

LOOKS: Final = {
    "done": ("done", "good", "good-soft"),
    GAPS: ("stale", "warn", "warn-soft"),
    "doing": ("doing", "info", "info-soft"),
    "ready": ("ready", "accent", "accent-soft"),
    "later": ("later", "muted", "surface"),
    "blocked": ("blocked", "muted", "sunken"),
    "not_applicable": ("skipped", "muted", "background"),
}
"""State → icon, colour of edge and word, colour of the ground."""
WIDTH: Final = 144
_LINES: Final = 2
_ARROWS: Final = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}


class Tile(QAbstractButton):
    """One task. `touched` when the mouse or the keyboard comes to it, `moved` for an arrow key."""

    touched = Signal(object)
    moved = Signal(object, int)

    def __init__(self, data: TileData, optional_word: str) -> None:
        super().__init__()
        self.data, self._optional_word, self._dim = data, optional_word, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_data(data)

    def show_data(self, data: TileData) -> None:
        """Show the task as it stands now."""
        self.data = data
        name = f"{data.key[0]} {data.title}, {data.word}"
        self.setAccessibleName(f"{name}, {self._optional_word}" if data.optional else name)
        self.setAccessibleDescription(data.why)
        self.setToolTip(tip(f"{data.key[0]} {data.title}\n{data.word}: {data.why}"))
        self.update()

    def set_dim(self, dim: bool) -> None:
        """Let it step back because a filter leaves it out."""
        if dim != self._dim:
            self._dim = dim
            self.update()

    @property
    def dim(self) -> bool:
        """Whether a filter leaves it out."""
        return self._dim

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(WIDTH), self._small().height() + _LINES * self._metrics().height() + look.px(17))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        icon, edge, ground = LOOKS[self.data.state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._dim and not self.hasFocus():
            painter.setOpacity(0.28)
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, look.px(6), look.px(6))
        hovered = self.underMouse() or self.isDown()
        painter.fillPath(shape, look.colour("hover" if hovered and ground == "surface" else ground))
        self._paint_edge(painter, shape, frame, edge, look)
        self._paint_words(painter, icon, edge, look)
        painter.end()

    def _paint_edge(self, painter: QPainter, shape: QPainterPath, frame: QRectF, edge: str, look: theme.Theme) -> None:
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(frame.topLeft(), QPointF(frame.left() + look.px(4), frame.bottom())), look.colour(edge))
        painter.restore()
        strong = self.hasFocus() or self.underMouse()
        pen = QPen(look.colour("focus" if self.hasFocus() else edge if strong else "border"))
        pen.setWidthF(2.0 if self.hasFocus() else 1.0)
        if self.data.state in ("not_applicable", "later"):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(shape)

    def _paint_words(self, painter: QPainter, icon: str, edge: str, look: theme.Theme) -> None:
        inside = self.rect().adjusted(look.px(11), look.px(7), -look.px(7), -look.px(6))
        small = self._small()
        side = round(small.height() * 0.86)
        icons.icon(icon, edge).paint(painter, QRect(inside.left(), inside.top() + 1, side, side))
        line = QRect(inside.left() + side + look.px(5), inside.top(), inside.width(), small.height())
        painter.setFont(self._font(bold=True, size=12))
        painter.setPen(look.colour("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self.data.key[0])
        left = line.left() + QFontMetrics(painter.font()).horizontalAdvance(self.data.key[0]) + look.px(5)
        if self.data.optional:
            icons.icon("optional", "muted").paint(painter, QRect(left, inside.top() + 2, side - 2, side - 2))
            left += side + look.px(2)
        painter.setFont(self._font(bold=False, size=11))
        painter.setPen(look.colour(edge))
        room = QRect(left, inside.top(), inside.right() - left + 1, small.height())
        word = QFontMetrics(painter.font()).elidedText(self.data.word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, word)
        self._paint_title(painter, inside.adjusted(0, small.height() + look.px(2), 0, 0), look)

    def _paint_title(self, painter: QPainter, place: QRect, look: theme.Theme) -> None:
        """The title in at most two lines, the last one shortened."""
        font, metrics = self._font(bold=False, size=12), self._metrics()
        painter.setFont(font)
        quiet = self.data.state in ("blocked", "not_applicable", "later")
        painter.setPen(look.colour("muted" if quiet else "text"))
        layout = QTextLayout(self.data.title, font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        for number in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(place.width())
            end = len(self.data.title) if number == _LINES - 1 else line.textStart() + line.textLength()
            text = metrics.elidedText(
                self.data.title[line.textStart() : end].rstrip(), Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(place.left(), place.top() + number * metrics.height() + metrics.ascent(), text)
        layout.endLayout()

    def _font(self, *, bold: bool, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.current().px(size))
        font.setBold(bold)
        return font

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font(bold=False, size=12))

    def _small(self) -> QFontMetrics:
        return QFontMetrics(self._font(bold=True, size=12))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.touched.emit(self)
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.touched.emit(self)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self.moved.emit(self, event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Sample(QWidget):
    """A tile's mark in the legend: the coloured edge with its icon."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height() + 2
        return QSize(round(height * 1.35), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        icon, edge, ground = LOOKS[self._state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillPath(shape, look.colour(ground))
        painter.setPen(look.colour("border"))
        painter.drawPath(shape)
        painter.setClipPath(shape)
        painter.fillRect(QRect(0, 0, look.px(3), self.height()), look.colour(edge))
        side = self.height() - 6
        icons.icon(icon, edge).paint(painter, QRect((self.width() - side) // 2 + 2, 3, side, side))
        painter.end()
