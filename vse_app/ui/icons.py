"""Icons: single-colour drawings from `resources/icons`, asked for by name and meaning.

An icon keeps no pixels. It paints itself in the colour that its meaning has in the theme of the moment, so a change
between light and dark needs no new icons; Qt's own pixmap cache remembers each drawing by colour and size.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from vse_app import paths
from vse_app.ui import theme


def icon(name: str, meaning: str = "text") -> QIcon:
    """The drawing `name` in the colour of `meaning`; a name without a drawing is a FileNotFoundError when painted."""
    return QIcon(_Drawing(name, meaning))


def pixmap(name: str, colour: str, size: QSize, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in a colour such as "#1a1e26", `size` logical pixels at a device pixel ratio."""
    key = f"vse:{name}:{colour}:{size.width()}x{size.height()}@{ratio}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = _drawn(name, colour, size, ratio)
        QPixmapCache.insert(key, found)
    return found


class _Drawing(QIconEngine):
    """Paints one drawing at whatever size and resolution it is asked for."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        self._name, self._meaning = name, meaning

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, painter.device().devicePixelRatioF()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        colours = theme.current().colours
        meaning = "muted" if mode == QIcon.Mode.Disabled else self._meaning
        return pixmap(self._name, colours[meaning], size, scale)

    def clone(self) -> QIconEngine:
        return _Drawing(self._name, self._meaning)


def _drawn(name: str, colour: str, size: QSize, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawing = QPixmap(size * ratio)
    drawing.setDevicePixelRatio(ratio)
    drawing.fill("transparent")
    painter = QPainter(drawing)
    side = min(size.width(), size.height())
    place = QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode()))).render(painter, place)
    painter.end()
    return drawing


@cache
def _source(name: str) -> bytes:
    return (paths.resources() / "icons" / f"{name}.svg").read_bytes()
