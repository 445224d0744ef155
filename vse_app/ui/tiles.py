"""Tiles on a map: small painted buttons with a coloured edge, and the arrow keys that move between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
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

from vse_app.ui import theme

WIDTH: Final = 144
_ARROWS: Final = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}


class Dress(NamedTuple):
    """How a tile looks: meanings for edge and ground, whether its outline is dashed and its title quiet."""

    edge: str
    ground: str
    dashed: bool = False
    quiet: bool = False


class TileButton(QAbstractButton):
    """A tile. `touched` when the mouse or the keyboard comes to it, `moved` for an arrow key.

    A subclass says what it looks like (`dress`), what its title is, and paints the line above the title.
    """

    touched = Signal(object)
    moved = Signal(object, int)
    lines = 2
    has_head = True
    """Whether there is a line above the title; without one the title has its room too."""

    def __init__(self) -> None:
        super().__init__()
        self._dim = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def dress(self) -> Dress:
        """The look of the tile as it is now."""
        return Dress("muted", "surface")

    def title(self) -> str:
        """What stands on it in full."""
        raise NotImplementedError

    def paint_head(self, painter: QPainter, place: QRect) -> None:
        """Paint the line above the title."""
        raise NotImplementedError

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
        height = self.head_metrics().height() + self.lines * self.metrics().height() + look.px(17)
        return QSize(look.px(WIDTH), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def font_of(self, *, bold: bool, size: int) -> QFont:
        """The program's font at a size in pixels at 100 %."""
        font = QFont(self.font())
        font.setPixelSize(theme.current().px(size))
        font.setBold(bold)
        return font

    def metrics(self) -> QFontMetrics:
        """Metrics of the title."""
        return QFontMetrics(self.font_of(bold=False, size=12))

    def head_metrics(self) -> QFontMetrics:
        """Metrics of the line above it."""
        return QFontMetrics(self.font_of(bold=True, size=12))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, dress = theme.current(), self.dress()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._dim and not self.hasFocus():
            painter.setOpacity(0.28)
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, look.px(6), look.px(6))
        hovered = self.underMouse() or self.isDown()
        painter.fillPath(shape, look.colour("hover" if hovered and dress.ground == "surface" else dress.ground))
        self._paint_edge(painter, shape, frame, dress)
        inside = self.rect().adjusted(look.px(11), look.px(7), -look.px(7), -look.px(6))
        if self.has_head:
            self.paint_head(painter, inside)
            inside.adjust(0, self.head_metrics().height() + look.px(2), 0, 0)
        self._paint_title(painter, inside, dress)
        painter.end()

    def _paint_edge(self, painter: QPainter, shape: QPainterPath, frame: QRectF, dress: Dress) -> None:
        look = theme.current()
        edge = look.colour(dress.edge)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(frame.topLeft(), QPointF(frame.left() + look.px(4), frame.bottom())), edge)
        painter.restore()
        strong = self.hasFocus() or self.underMouse()
        pen = QPen(look.colour("focus" if self.hasFocus() else dress.edge if strong else "border"))
        pen.setWidthF(2.0 if self.hasFocus() else 1.0)
        if dress.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(shape)

    def _paint_title(self, painter: QPainter, place: QRect, dress: Dress) -> None:
        """The title in the lines there are, the last one shortened."""
        lines = self.lines if self.has_head else self.lines + 1
        font, metrics, title = self.font_of(bold=False, size=12), self.metrics(), self.title()
        painter.setFont(font)
        painter.setPen(theme.current().colour("muted" if dress.quiet else "text"))
        layout = QTextLayout(title, font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        for number in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(place.width())
            end = len(title) if number == lines - 1 else line.textStart() + line.textLength()
            text = metrics.elidedText(
                title[line.textStart() : end].rstrip(), Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(place.left(), place.top() + number * metrics.height() + metrics.ascent(), text)
        layout.endLayout()

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


class Roving(QObject):
    """Tiles of one field, of which Tab reaches one; the arrows go to the nearest in their direction."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._tiles: list[TileButton] = []

    def add(self, tile: TileButton) -> None:
        """Take a tile in."""
        self._tiles.append(tile)
        tile.moved.connect(self._on_moved)
        tile.touched.connect(self._on_touched)

    def choose(self, chosen: TileButton | None) -> None:
        """Let Tab come to this tile."""
        for tile in self._tiles:
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is chosen else Qt.FocusPolicy.ClickFocus)

    @property
    def entrance(self) -> TileButton | None:
        """The tile that the keyboard comes to first."""
        return next((t for t in self._tiles if t.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def _on_touched(self, tile: TileButton) -> None:
        if tile.hasFocus():
            self.choose(tile)

    def _on_moved(self, tile: TileButton, key: int) -> None:
        others = [t for t in self._tiles if t is not tile and t.isVisible() and not t.dim]
        _next(self._field, tile, others, key).setFocus(Qt.FocusReason.OtherFocusReason)


def _next(field: QWidget, tile: TileButton, others: Iterable[TileButton], key: int) -> TileButton:
    """The tile that a key leads to; the same one at the end."""
    found = list(others)
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return (found or [tile])[0 if key == Qt.Key.Key_Home else -1]
    here = _place(field, tile)
    ahead = [(d, t) for t in found if (d := _distance(here, _place(field, t), key)) is not None]
    return min(ahead, key=lambda pair: pair[0], default=(0, tile))[1]


def _place(field: QWidget, tile: QWidget) -> QRect:
    return QRect(tile.mapTo(field, tile.rect().topLeft()), tile.size())


def _distance(here: QRect, there: QRect, key: int) -> float | None:
    """How far a tile is in the direction of an arrow key, sideways steps counting more; None when it is not there."""
    dx, dy = there.center().x() - here.center().x(), there.center().y() - here.center().y()
    along, across = (dx, dy) if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) else (dy, dx)
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        along = -along
    return along + 3 * abs(across) if along > 0 else None
