"""Relations drawn: the element in the middle, what points to it at the left, what it points to at the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vse_app.i18n import Translator
from vse_app.model import library_words
from vse_app.model.page_parts import Line, Neighbour
from vse_app.ui import theme
from vse_app.ui.parts import Caption, tip
from vse_app.ui.tiles import WIDTH, Dress, Roving, TileButton

MOST: Final = 12
"""Elements drawn on one side; the list beside the drawing has them all."""
_GAP: Final = 10
_ROOM: Final = 56
"""Room for the arrows between the columns."""


class ElementTile(TileButton):
    """An element as a tile: its id above, its title below."""

    def __init__(self, line: Line, *, note: str = "", edge: str = "accent", spoken: str = "") -> None:
        super().__init__()
        self.line, self._note, self._edge = line, note, edge
        self.has_head = bool(line.label or note)
        title = library_words.marked(f"{line.label} {line.text}".strip(), line.recalled)
        self.setAccessibleName(", ".join(part for part in (spoken, title, note) if part))
        self.setToolTip(tip(title))

    def dress(self) -> Dress:
        return Dress(self._edge, "surface" if self._edge == "muted" else f"{self._edge}-soft")

    def title(self) -> str:
        return library_words.marked(self.line.text, self.line.recalled)

    def paint_head(self, painter: QPainter, place: QRect) -> None:
        look, height = theme.current(), self.head_metrics().height()
        line = QRect(place.left(), place.top(), place.width(), height)
        painter.setFont(self.font_of(bold=True, size=12))
        painter.setPen(look.colour("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self.line.label)
        left = painter.fontMetrics().horizontalAdvance(self.line.label) + look.px(6) if self.line.label else 0
        painter.setFont(self.font_of(bold=False, size=11))
        painter.setPen(look.colour("muted"))
        room = line.adjusted(left, 0, 0, 0)
        note = painter.fontMetrics().elidedText(self._note, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if self.line.label else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side, note)


class RelationGraph(QWidget):
    """The drawing. Tiles are buttons; where there is no room side by side the columns stand under each other."""

    opened = Signal(object)

    def __init__(self, tr: Translator, own: Line, neighbours: Sequence[Neighbour]) -> None:
        super().__init__()
        self._tr = tr
        self.setAccessibleName(tr("Relations, drawn"))
        self._roving = Roving(self)
        self._columns = (_Column(), _Column(), _Column())
        self.tiles: list[ElementTile] = []
        self._middle = self._tile(own, "info", tr("This"))
        self._middle.setEnabled(False)
        self._columns[1].parts.append(self._middle)
        for outgoing, column in ((False, self._columns[0]), (True, self._columns[2])):
            self._fill(column, [each for each in neighbours if each.outgoing == outgoing], outgoing=outgoing)
        self._roving.choose(next(iter(self.tiles), None))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [column.height() for column in self._columns if column.parts]
        return (max(heights) if self._is_wide(width) else sum(heights) + 2 * theme.current().px(_ROOM) // 2) + 4

    def sizeHint(self) -> QSize:
        width = self.wide()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(WIDTH), theme.current().px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look, shown = theme.current(), [column for column in self._columns if column.parts]
        wide = self._is_wide(self.width())
        left, top = 0, 2
        for column in shown:
            column.place(left, top + (max(0, self.height() - 4 - column.height()) // 2 if wide else 0))
            if wide:
                left += look.px(WIDTH) + look.px(_ROOM)
            else:
                top += column.height() + look.px(_ROOM) // 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.current().colour("muted"))
        pen.setWidthF(1.4)
        painter.setPen(pen)
        painter.setBrush(theme.current().colour("muted"))
        if self._is_wide(self.width()):
            for column, outgoing in ((self._columns[0], False), (self._columns[2], True)):
                for part in column.parts:
                    if isinstance(part, ElementTile):
                        self._arrow(painter, part, outgoing=outgoing)
        else:
            self._paint_down(painter)
        painter.end()

    def _paint_down(self, painter: QPainter) -> None:
        """Where the columns stand under each other: an arrow into the middle, and one out of it."""
        size, middle = theme.current().px(5), QRectF(self._middle.geometry())
        for column, start in ((self._columns[0], middle.top() - 5 * size), (self._columns[2], middle.bottom() + size)):
            if column.parts:
                x, end = middle.center().x(), start + 4 * size
                painter.drawLine(QPointF(x, start), QPointF(x, end))
                painter.drawPolygon(
                    QPolygonF(
                        [QPointF(x, end), QPointF(x - size, end - 1.6 * size), QPointF(x + size, end - 1.6 * size)]
                    )
                )

    def _arrow(self, painter: QPainter, tile: QWidget, *, outgoing: bool) -> None:
        """A curve between a tile and the middle, its head at the end that is meant."""
        here, there = QRectF(self._middle.geometry()), QRectF(tile.geometry())
        if outgoing:
            start, end = QPointF(here.right() + 2, here.center().y()), QPointF(there.left() - 2, there.center().y())
        else:
            start, end = QPointF(there.right() + 2, there.center().y()), QPointF(here.left() - 2, here.center().y())
        bend = (end.x() - start.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end)
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.restore()
        size = theme.current().px(5)
        painter.drawPolygon(
            QPolygonF(
                [end, QPointF(end.x() - 1.6 * size, end.y() - size), QPointF(end.x() - 1.6 * size, end.y() + size)]
            )
        )

    def _fill(self, column: _Column, neighbours: Sequence[Neighbour], *, outgoing: bool) -> None:
        tr, left = self._tr, MOST
        for kind, group in groupby(neighbours, key=lambda each: each.kind):
            word = library_words.relation_word(tr, kind, outgoing=outgoing)
            found = list(group)
            column.parts.append(self._caption(word))
            for each in found[:left]:
                tile = self._tile(each.line, "accent", word, each.model)
                self._roving.add(tile)
                self.tiles.append(tile)
                column.parts.append(tile)
            left -= min(left, len(found))
        if len(neighbours) > MOST:
            column.parts.append(self._caption(tr("{count} more in the list", count=len(neighbours) - MOST)))

    def _caption(self, text: str) -> Caption:
        caption = Caption(text, wrap=True)
        caption.setParent(self)
        caption.setFixedWidth(theme.current().px(WIDTH))
        return caption

    def _tile(self, line: Line, edge: str, spoken: str, model: str = "") -> ElementTile:
        tile = ElementTile(line, note=model, edge=edge, spoken=spoken)
        tile.setParent(self)
        tile.setEnabled(line.to is not None)
        tile.clicked.connect(lambda: self.opened.emit(line.to))
        return tile

    def wide(self) -> int:
        """The width at which the columns fit beside each other."""
        return theme.current().px(self.least() - 2)

    def least(self) -> int:
        """The same at a text scale of 100 %."""
        count = len([column for column in self._columns if column.parts])
        return count * WIDTH + (count - 1) * _ROOM + 2

    def _is_wide(self, width: int) -> bool:
        return width >= self.wide()


class _Column:
    """Captions and tiles under each other."""

    def __init__(self) -> None:
        self.parts: list[QWidget] = []

    def height(self) -> int:
        gap = theme.current().px(_GAP)
        return sum(_high(part) for part in self.parts) + gap * max(len(self.parts) - 1, 0)

    def place(self, left: int, top: int) -> None:
        for part in self.parts:
            high = _high(part)
            part.setGeometry(left, top, theme.current().px(WIDTH), high)
            top += high + theme.current().px(_GAP)


def _high(part: QWidget) -> int:
    width = theme.current().px(WIDTH)
    part.ensurePolished()
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
