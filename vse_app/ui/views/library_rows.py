"""A list to choose from at the side: headings, and rows of a title over a quieter line, each cut to the width."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from vse_app.model.browsing import Address
from vse_app.ui import theme
from vse_app.ui.parts import tip

_ROW: Final = int(Qt.ItemDataRole.UserRole)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_BELOW: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Row(NamedTuple):
    """A row; a heading when it leads nowhere. `mark` is a word at the right of the title."""

    title: str
    detail: str = ""
    to: Address | None = None
    mark: str = ""


class RowList(QListWidget):
    """The rows. A click or Enter opens one; headings are passed over."""

    opened = Signal(object)
    """The address of a row."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemClicked.connect(self._open)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show these and no others."""
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.title)
            item.setData(_ROW, row)
            if row.to is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                said = ", ".join(part for part in (row.title, row.mark, row.detail) if part)
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), said)
                item.setToolTip(tip(f"{row.title}\n{row.detail}" if row.detail else row.title))
            self.addItem(item)

    def choose(self, to: Address | None) -> None:
        """Mark the row of an address, if there is one."""
        for place in range(self.count()):
            if to is not None and self.item(place).data(_ROW).to == to:
                self.setCurrentRow(place)
                return
        self.setCurrentRow(-1)

    def enter(self) -> None:
        """Take the keyboard, on the chosen row or the first one."""
        if self.currentRow() < 0:
            first = next((n for n in range(self.count()) if self.item(n).data(_ROW).to is not None), -1)
            self.setCurrentRow(first)
        self.setFocus()

    def rows(self) -> list[Row]:
        """What is shown."""
        return [self.item(place).data(_ROW) for place in range(self.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._open(item)
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        row = item.data(_ROW)
        if row.to is not None:
            self.opened.emit(row.to)


class _Painter(QStyledItemDelegate):
    """Paints the rows. Fonts are made once, and a text is cut once for each width."""

    def __init__(self, owner: QListWidget) -> None:
        super().__init__(owner)
        self._plain, self._bold, self._small, self._head = (
            _font(size, bold=bold) for size, bold in ((14, False), (14, True), (12, False), (12, True))
        )
        self._line = QFontMetrics(self._plain).height()
        self._cut: dict[tuple[str, int, int], str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look, row = theme.current(), index.data(_ROW)
        if row.to is None:
            return QSize(look.px(120), self._line + look.px(14))
        return QSize(look.px(120), (2 * self._line if row.detail else self._line) + look.px(12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, row = theme.current(), index.data(_ROW)
        whole: QRect = option.rect  # type: ignore[attr-defined]
        box = whole.adjusted(look.px(10), look.px(5), -look.px(10), -look.px(5))
        if row.to is None:
            painter.setFont(self._head)
            painter.setPen(look.colour("muted"))
            painter.drawText(box, _BELOW, row.title)
            return
        state = option.state  # type: ignore[attr-defined]
        chosen, hovered = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(whole.adjusted(2, 1, -2, -1), look.px(6), look.px(6))
        self._words(painter, box, row, look)

    def _words(self, painter: QPainter, box: QRect, row: Row, look: theme.Theme) -> None:
        upper = QRect(box.left(), box.top(), box.width(), box.height() // 2 if row.detail else box.height())
        room = upper.width()
        if row.mark:
            painter.setFont(self._small)
            painter.setPen(look.colour("accent"))
            painter.drawText(upper, _RIGHT, row.mark)
            room -= painter.fontMetrics().horizontalAdvance(row.mark) + look.px(8)
        font = self._bold if row.detail else self._plain
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        painter.drawText(upper, _LEFT, self._fitted(row.title, font, room))
        if row.detail:
            painter.setFont(self._small)
            painter.setPen(look.colour("muted"))
            lower = QRect(box.left(), upper.bottom() + 1, box.width(), box.height() - upper.height())
            painter.drawText(lower, _LEFT, self._fitted(row.detail, self._small, lower.width()))

    def _fitted(self, text: str, font: QFont, width: int) -> str:
        key = (text, font.weight(), width)
        if key not in self._cut:
            if len(self._cut) > 2000:
                self._cut.clear()
            self._cut[key] = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._cut[key]


def _font(size: int, *, bold: bool) -> QFont:
    font = QFont(list(theme.FAMILIES))
    font.setPixelSize(theme.current().px(size))
    font.setBold(bold)
    return font
