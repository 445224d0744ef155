"""A task on the map: a small button that says its state by icon, word and colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vse_app.ui import icons, theme
from vse_app.ui.parts import tip
from vse_app.ui.tiles import Dress, TileButton
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


class Tile(TileButton):
    """One task."""

    def __init__(self, data: TileData, optional_word: str) -> None:
        super().__init__()
        self.data, self._optional_word = data, optional_word
        self.show_data(data)

    def show_data(self, data: TileData) -> None:
        """Show the task as it stands now."""
        self.data = data
        name = f"{data.key[0]} {data.title}, {data.word}"
        self.setAccessibleName(f"{name}, {self._optional_word}" if data.optional else name)
        self.setAccessibleDescription(data.why)
        self.setToolTip(tip(f"{data.key[0]} {data.title}\n{data.word}: {data.why}"))
        self.update()

    def dress(self) -> Dress:
        _icon, edge, ground = LOOKS[self.data.state]
        quiet = self.data.state in ("blocked", "not_applicable", "later")
        return Dress(edge, ground, dashed=self.data.state in ("not_applicable", "later"), quiet=quiet)

    def title(self) -> str:
        return self.data.title

    def paint_head(self, painter: QPainter, place: QRect) -> None:
        look, height = theme.current(), self.head_metrics().height()
        icon, edge, _ground = LOOKS[self.data.state]
        side = round(height * 0.86)
        icons.icon(icon, edge).paint(painter, QRect(place.left(), place.top() + 1, side, side))
        line = QRect(place.left() + side + look.px(5), place.top(), place.width(), height)
        painter.setFont(self.font_of(bold=True, size=12))
        painter.setPen(look.colour("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self.data.key[0])
        left = line.left() + QFontMetrics(painter.font()).horizontalAdvance(self.data.key[0]) + look.px(5)
        if self.data.optional:
            icons.icon("optional", "muted").paint(painter, QRect(left, place.top() + 2, side - 2, side - 2))
            left += side + look.px(2)
        painter.setFont(self.font_of(bold=False, size=11))
        painter.setPen(look.colour(edge))
        room = QRect(left, place.top(), place.right() - left + 1, height)
        word = QFontMetrics(painter.font()).elidedText(self.data.word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, word)


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
