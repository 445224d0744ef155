"""The lines of a section as one list: as tall as they need, one stop for Tab, arrows inside, Enter follows a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from vse_app.model import library_words
from vse_app.model.page_parts import Line
from vse_app.ui import theme

_ROW: Final = int(Qt.ItemDataRole.UserRole)
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_TALL: Final = 100_000
_KEYS: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class _Row(NamedTuple):
    """A line, or the small heading over some lines (`line` None)."""

    heading: str
    line: Line | None


class LineList(QListWidget):
    """The lines. `opened` carries the address of one that leads somewhere, `reached` where the keyboard stands."""

    opened = Signal(object)
    reached = Signal(QRect)

    def __init__(self, name: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "lines")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._painter = _Painter(self, lines)
        self.setItemDelegate(self._painter)
        for row in _rows(lines):
            item = QListWidgetItem(row.heading or row.line.text if row.line else row.heading)
            item.setData(_ROW, row)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), _spoken(row))
            if row.line is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.itemClicked.connect(self._open)
        self.currentItemChanged.connect(self._on_current)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._painter.height(width) + 2

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(300), self.heightForWidth(max(self.width(), theme.current().px(300))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._open(item)
        elif event.key() in _KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        if self.currentRow() < 0:
            first = next((n for n in range(self.count()) if self.item(n).data(_ROW).line is not None), -1)
            self.setCurrentRow(first)
        self._on_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        item = self.itemAt(event.position().toPoint())
        row = item.data(_ROW) if item is not None else None
        leads = row is not None and row.line is not None and row.line.to is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        event.ignore()

    def lines(self) -> list[Line]:
        """What is shown."""
        return [row.line for n in range(self.count()) if (row := self.item(n).data(_ROW)).line is not None]

    def _open(self, item: QListWidgetItem) -> None:
        row = item.data(_ROW)
        if row.line is not None and row.line.to is not None:
            self.opened.emit(row.line.to)

    def _on_current(self, *_items: object) -> None:
        if self.hasFocus() and self.currentRow() >= 0:
            self.reached.emit(self.visualItemRect(self.currentItem()))


def _rows(lines: Sequence[Line]) -> Iterator[_Row]:
    above = ""
    for line in lines:
        if line.above != above:
            above = line.above
            if above:
                yield _Row(above, None)
        yield _Row("", line)


def _spoken(row: _Row) -> str:
    if row.line is None:
        return row.heading
    line = row.line
    said = library_words.marked(f"{line.label} {line.text}".strip(), line.recalled)
    return ", ".join(part for part in (line.above, said, line.note) if part)


class _Painter(QStyledItemDelegate):
    """Measures and paints the rows: the label in a column of its own, the text wrapped, the note below it."""

    def __init__(self, owner: LineList, lines: Sequence[Line]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._rows = list(_rows(lines))
        self._heights: dict[int, list[int]] = {}
        look = theme.current()
        self._text, self._bold = _font(14, bold=False), _font(14, bold=True)
        self._small = _font(12, bold=False)
        metrics = QFontMetrics(self._bold)
        widths = [metrics.horizontalAdvance(line.label) for line in lines if line.label]
        self._label = min(max(widths, default=0), look.px(170)) + (look.px(12) if widths else 0)

    def height(self, width: int) -> int:
        """The height of all rows together."""
        return sum(self._measured(width))

    def _measured(self, width: int) -> list[int]:
        if width not in self._heights:
            if len(self._heights) > 8:
                self._heights.clear()
            self._heights[width] = [self._row_height(row, width) for row in self._rows]
        return self._heights[width]

    def _row_height(self, row: _Row, width: int) -> int:
        look = theme.current()
        if row.line is None:
            return QFontMetrics(self._small).height() + look.px(10)
        room = self._room(row.line, QRect(0, 0, width, _TALL))
        high = QFontMetrics(self._text).boundingRect(room, _WRAP, _words(row.line)).height()
        if row.line.note:
            high += QFontMetrics(self._small).boundingRect(room, _WRAP, row.line.note).height() + look.px(1)
        return high + look.px(8)

    def _room(self, line: Line, whole: QRect) -> QRect:
        """Where the text of a line stands."""
        look = theme.current()
        left = look.px(8) + self._label + line.depth * look.px(18)
        return whole.adjusted(left, look.px(4), -look.px(8), 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._owner.viewport().width()
        return QSize(theme.current().px(60), self._measured(width)[index.row()])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, row = theme.current(), self._rows[index.row()]
        whole: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if row.line is None:
            painter.setFont(self._small)
            painter.setPen(look.colour("muted"))
            box = whole.adjusted(look.px(8), 0, -look.px(8), -look.px(2))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), row.heading)
        else:
            self._ground(painter, whole, row.line, option.state)  # type: ignore[attr-defined]
            self._line(painter, whole, row.line)
        painter.restore()

    def _ground(self, painter: QPainter, whole: QRect, line: Line, state: QStyle.StateFlag) -> None:
        look = theme.current()
        held = bool(state & QStyle.StateFlag.State_Selected) and self._owner.hasFocus()
        if held or (state & QStyle.StateFlag.State_MouseOver and line.to is not None):
            painter.setPen(look.colour("focus") if held else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if held else "hover"))
            painter.drawRoundedRect(whole.adjusted(1, 1, -2, -1), look.px(6), look.px(6))

    def _line(self, painter: QPainter, whole: QRect, line: Line) -> None:
        look = theme.current()
        room = self._room(line, whole)
        leads = look.colour("link" if line.to is not None else "text")
        painter.setPen(look.colour("text") if line.label else leads)
        painter.setFont(self._text)
        high = painter.fontMetrics().boundingRect(room.adjusted(0, 0, 0, _TALL), _WRAP, _words(line)).height()
        painter.drawText(room, _WRAP, _words(line))
        if line.label:
            painter.setFont(self._bold)
            painter.setPen(leads)
            place = QRect(room.left() - self._label, room.top(), self._label - look.px(8), room.height())
            label = painter.fontMetrics().elidedText(line.label, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), label)
        if line.note:
            painter.setPen(look.colour("muted"))
            painter.setFont(self._small)
            painter.drawText(room.adjusted(0, high + look.px(1), 0, 0), _WRAP, line.note)


def _words(line: Line) -> str:
    return library_words.marked(line.text, line.recalled)


def _font(size: int, *, bold: bool) -> QFont:
    font = QFont(list(theme.FAMILIES))
    font.setPixelSize(theme.current().px(size))
    font.setBold(bold)
    return font
