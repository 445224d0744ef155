"""Charts on screen: the scenes that are also printed, painted in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vse_app.model.scene import Area, Box, Meaning, Scene, Stroke, Words
from vse_app.ui import theme

Make = Callable[[float], Scene | None]
"""Makes the scene for a width, in points at 100 %; None when there is nothing to draw."""

POINT: Final = 1.35
"""Pixels at 100 % for a point of the scene: screens are read from farther away than paper."""
_MEANINGS: Final[dict[Meaning, str]] = {
    "text": "text",
    "muted": "muted",
    "grid": "border",
    "ground": "sunken",
    "accent": "accent",
    "soft": "accent-soft",
    "target": "text",
    "ghost": "field",
    "N": "bad-soft",
    "P": "warn-soft",
    "L": "info-soft",
    "F": "good-soft",
    "none": "sunken",
    "level0": "sunken",
    "level1": "accent-soft",
    "level2": "accent-soft",
    "level3": "selection",
    "level4": "selection",
    "level5": "selection",
}
_EDGES: Final[dict[Meaning, str]] = {"N": "bad", "P": "warn", "L": "info", "F": "good"}
"""On screen the ratings are soft fields with a strong edge, so that they read in both schemes."""


class ChartView(QWidget):
    """One chart, as wide as it is given room for, and as tall as its scene then is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._make: Make | None = None
        self._scene: Scene | None = None
        self._wanted = True
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, make: Make) -> None:
        """Draw another chart."""
        self._make = make
        self._remake()
        self.update()

    def show_on(self, wanted: bool) -> None:
        """Show it, or keep it for later; a chart that makes no figure stays hidden."""
        self._wanted = wanted
        self.setVisible(wanted and (self._make is None or self._scene is not None))

    @property
    def scene(self) -> Scene | None:
        """What is drawn at the moment."""
        return self._scene

    def sizeHint(self) -> QSize:
        height = self._scene.height if self._scene is not None else 0
        return QSize(theme.current().px(320), round(height * self._scale()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._remake()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scene is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale(), self._scale())
        paint(painter, self._scene)
        painter.end()

    def _scale(self) -> float:
        return POINT * theme.current().text_scale / 100

    def _remake(self) -> None:
        width = max(self.width(), 1) / self._scale()
        before = self._scene.height if self._scene is not None else -1.0
        self._scene = self._make(width) if self._make is not None else None
        self.show_on(self._wanted)
        if self._scene is not None:
            self.setAccessibleDescription(self._scene.said)
            if self._scene.height != before:
                self.updateGeometry()


def paint(painter: QPainter, scene: Scene) -> None:
    """Paint a scene at the origin, in the colours of the theme."""
    look = theme.current()
    fonts: dict[tuple[float, bool], QFont] = {}
    for shape in scene.shapes:
        match shape:
            case Box():
                place = QRectF(shape.x, shape.y, shape.width, shape.height)
                painter.fillRect(place, look.colour(_MEANINGS[shape.fill]))
                edge = _EDGES.get(shape.fill) or (_MEANINGS[shape.edge] if shape.edge else "")
                if edge:
                    painter.setPen(QPen(look.colour(edge), 0.8))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(place)
            case Area():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(_soft(look, shape.fill))
                painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
            case Stroke():
                pen = QPen(look.colour(_MEANINGS[shape.ink]), shape.thick)
                if shape.dashed:
                    pen.setDashPattern([3, 2])
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                line = QPolygonF([QPointF(*point) for point in shape.points])
                painter.drawPolygon(line) if shape.closed else painter.drawPolyline(line)
            case Words():
                _write(painter, shape, fonts, look)


def _soft(look: theme.Theme, meaning: Meaning) -> QColor:
    colour = look.colour("accent" if meaning == "soft" else _MEANINGS[meaning])
    if meaning == "soft":
        colour.setAlpha(45)
    return colour


def _write(painter: QPainter, shape: Words, fonts: dict[tuple[float, bool], QFont], look: theme.Theme) -> None:
    key = (shape.size, shape.bold)
    if key not in fonts:
        fonts[key] = QFont(list(theme.FAMILIES))
        fonts[key].setPointSizeF(max(shape.size, 1))
        fonts[key].setPixelSize(max(round(shape.size), 1))
        fonts[key].setBold(shape.bold)
    font = fonts[key]
    metrics = QFontMetricsF(font)
    text = shape.text
    if shape.room and metrics.horizontalAdvance(text) > shape.room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(shape.room, 1))
    width = metrics.horizontalAdvance(text)
    shift = {"left": 0.0, "middle": width / 2, "right": width}[shape.anchor]
    painter.setFont(font)
    painter.setPen(look.colour(_MEANINGS[shape.ink]))
    painter.drawText(QPointF(shape.x - shift, shape.y), text)
