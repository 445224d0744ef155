"""The item model that knows how many rows there are and holds only a window of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QGuiApplication, QPixmap

from vse_app.ui import icons, theme
from vse_app.ui.parts import tip
from vse_app.ui.tables_source import BLOCK, Anchor, Cell, Query, Row, Source, all_rows

KEPT: Final = 32
"""Blocks remembered."""


class WindowModel(QAbstractTableModel):
    """An item model that knows how many rows there are and reads them in blocks as they come into sight."""

    def __init__(self, source: Source, query: Query) -> None:
        super().__init__()
        self.source, self.query = source, query
        self.specs = source.columns()
        self._total = source.count(query)
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._anchors: list[Anchor] = []
        self._near: tuple[int, Sequence[Row]] = (-1, ())
        self._pictures: dict[tuple[str, str], QPixmap] = {}
        self._brushes: dict[str, QBrush] = {}
        self._numbers = {place for place, spec in enumerate(self.specs) if spec.kind == "number"}

    def show(self, query: Query) -> None:
        """Show the rows of a query, read anew."""
        self.beginResetModel()
        self.query = query
        self._total = self.source.count(query)
        self._blocks.clear()
        self._anchors.clear()
        self._near = (-1, ())
        self.endResetModel()

    def forget_colours(self) -> None:
        """The theme or the scale of the text has changed."""
        self._brushes.clear()
        self._pictures.clear()

    def row(self, number: int) -> Row:
        """The row at a place; an empty one when it has vanished from the source since it was counted."""
        block, place = divmod(number, BLOCK)
        if self._near[0] != block:
            self._near = (block, self._block(block))
        rows = self._near[1]
        return rows[place] if place < len(rows) else _NO_ROW

    def rows(self, first: int = 0, last: int | None = None) -> Iterator[Row]:
        """All rows from `first` to before `last`, read block by block and not kept."""
        yield from all_rows(self.source, self.query, first, self._total if last is None else last)

    def place_of(self, row_id: Any, near: int) -> int | None:
        """Where a row stands, if it is in a remembered block or in the one around `near`."""
        if 0 <= near < self._total:
            self.row(near)
        for block, rows in self._blocks.items():
            for place, row in enumerate(rows):
                if row.id == row_id:
                    return block * BLOCK + place
        return None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.specs)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role not in _ROLES:
            return None
        column = index.column()
        if role == _ALIGNMENT:
            return _RIGHT if column in self._numbers else None
        row = index.row()
        cells = self.row(row).cells if row >= 0 else ()
        if not 0 <= column < len(cells):
            return None
        cell = cells[column]
        if type(cell) is str:
            return _of_text(cell, role)
        return self._of_cell(cell, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role in (_DISPLAY, _ACCESSIBLE):
                return self.specs[section].title
            if role == _ALIGNMENT:
                return _RIGHT if section in self._numbers else _LEFT
            if role == _TIP:
                return tip(self.specs[section].title)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.specs) and self.specs[column].sortable:
            descending = order == Qt.SortOrder.DescendingOrder
            if (self.query.sort, self.query.descending) != (self.specs[column].id, descending):
                self.show(replace(self.query, sort=self.specs[column].id, descending=descending))

    def _block(self, number: int) -> Sequence[Row]:
        found = self._blocks.get(number)
        if found is None:
            offset = number * BLOCK
            place = bisect_right(self._anchors, offset, key=lambda anchor: anchor.offset)
            anchor = self._anchors[place - 1] if place else None
            answer = self.source.block(self.query, offset, BLOCK, anchor)
            found = self._blocks[number] = answer.rows
            end = offset + len(found)
            if answer.last is not None and not (anchor is not None and anchor.offset == end):
                self._anchors.insert(bisect_right(self._anchors, end, key=lambda a: a.offset), Anchor(end, answer.last))
            if len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return found

    def _of_cell(self, cell: Cell | str, role: int) -> Any:
        if isinstance(cell, str):
            return _of_text(cell, role)
        if role == _DECORATION and cell.icon:
            key = (cell.icon, cell.tone or "muted")
            if key not in self._pictures:
                self._pictures[key] = _picture(*key)
            return self._pictures[key]
        if role == _FOREGROUND and cell.tone:
            if cell.tone not in self._brushes:
                self._brushes[cell.tone] = QBrush(theme.current().colour(cell.tone))
            return self._brushes[cell.tone]
        if role == _TIP:
            return tip(cell.tip or cell.text)
        return _of_text(cell.text, role)


_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_DECORATION: Final = int(Qt.ItemDataRole.DecorationRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND: Final = int(Qt.ItemDataRole.ForegroundRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_ROLES: Final = frozenset((_DISPLAY, _DECORATION, _TIP, _ALIGNMENT, _FOREGROUND, _ACCESSIBLE))
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NO_ROW: Final = Row(None, ())
_SHOWN: Final = 300
"""Characters of a cell that are drawn; the whole is in the tip and in every copy."""


def _picture(name: str, meaning: str) -> QPixmap:
    """The drawing for a cell, ready made: an icon that paints itself in every cell would slow scrolling down."""
    look = theme.current()
    side = look.px(17)
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return icons.pixmap(name, look.colours[meaning], QSize(side, side), ratio)


def _of_text(text: str, role: int) -> Any:
    if role == _DISPLAY:
        return text if len(text) <= _SHOWN and "\n" not in text else text[:_SHOWN].replace("\n", " ")
    if role == _ACCESSIBLE:
        return text
    return tip(text[:4000]) if role == _TIP else None
