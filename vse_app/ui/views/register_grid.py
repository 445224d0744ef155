"""The table of a register: cells that are edited in place, a tree that folds, and the keys of a spreadsheet."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from vse_app.ui import icons, theme
from vse_app.ui.tables import Cell, Query, Table
from vse_app.ui.tables_grid import Grid
from vse_app.ui.tables_model import WindowModel
from vse_app.ui.tables_source import Row
from vse_app.ui.views.register_editors import CellDelegate, Index
from vse_app.ui.views.register_filters import RegisterFilters
from vse_app.ui.views.register_source import RegisterSource

INDENT, FOLD = 16, 18
"""Pixels (at 100 %) for each level of the tree, and for the mark that folds it."""
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)


class EditModel(WindowModel):
    """Rows whose cells can be written in. `edited` has the entry's id, the column's and the new value."""

    edited = Signal(int, str, object)

    def __init__(self, source: Any, query: Query) -> None:
        self.pending: dict[tuple[Any, int], str] = {}
        super().__init__(source, query)

    @property
    def register(self) -> RegisterSource:
        """Where the rows come from."""
        return self.source  # type: ignore[return-value]

    def value(self, index: Index) -> Any:
        """What a cell says, as a value."""
        cells = self.row(index.row()).cells
        cell = cells[index.column()] if index.column() < len(cells) else ""
        return cell if isinstance(cell, str) else cell.text if cell.key is None else cell.key

    def put(self, index: Index, value: Any) -> None:
        """Somebody wrote another value; it is shown at once and told."""
        before = self.value(index)
        if value == ("" if before is None else before):
            return
        row, column = self.row(index.row()), self.register.names.columns[index.column()]
        self.pending[row.id, index.column()] = self._shown(index.column(), value)
        self.dataChanged.emit(index, index)
        self.edited.emit(row.id, column.id, value)

    def reread(self) -> None:
        """Read the rows anew that are on show; no row comes or goes, and what is being written is not disturbed."""
        self._blocks.clear()
        self._anchors.clear()
        self._near = (-1, ())
        self.pending.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def show(self, query: Query) -> None:
        self.pending.clear()
        super().show(query)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if index.isValid() and self.register.is_editable(index.column()) and not self.is_picked(index.column()):
            return found | Qt.ItemFlag.ItemIsEditable
        return found

    def is_picked(self, place: int) -> bool:
        """Whether the cells of a column are picked from a list of records."""
        return self.register.names.columns[place].kind == "link"

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role == _EDIT:
            return self.value(index)
        if self.pending and role == _DISPLAY:
            said = self.pending.get((self.row(index.row()).id, index.column()))
            if said is not None:
                return said
        return super().data(index, role)

    def _shown(self, place: int, value: Any) -> str:
        """A new value until it was written and read again."""
        from vse_app.ui.forms_values import show_date, show_number
        from vse_app.ui.views.register_editors import options_of

        names = self.register.names
        column = names.columns[place]
        said = dict(options_of(names, column)).get(value) if isinstance(value, str) else None
        if said is None:
            said = show_date(str(value)) if column.kind == "date" else show_number(value)
        return said.replace("\n", " ")


class EditGrid(Grid):
    """Cells to write in: F2, Enter or typing begins, Tab goes on, Esc gives up; Ctrl+Enter opens the row."""

    picking = Signal(QModelIndex)
    pasted = Signal()
    withdrawing = Signal()
    folding = Signal(int)
    ended = Signal()
    """An editor was closed."""

    def __init__(self, model: EditModel) -> None:
        super().__init__(model)
        self.doubleClicked.disconnect()
        self.doubleClicked.connect(self._on_double)
        self.setItemDelegate(TreeDelegate(model, self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setMouseTracking(True)

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being written in."""
        return self.state() == QAbstractItemView.State.EditingState

    @property
    def own(self) -> EditModel:
        """The model of the rows."""
        model = self.model()
        assert isinstance(model, EditModel)
        return model

    def begin(self, index: QModelIndex) -> None:
        """Edit a cell, pick its links, or open the row, whichever the column is for."""
        if not index.isValid():
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        elif self.own.register.is_editable(index.column()):
            self.picking.emit(index)
        else:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.is_editing:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if has_ctrl:
                self.chosen.emit(index)
            else:
                self.begin(index)
        elif key == Qt.Key.Key_F2:
            self.begin(index)
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.withdrawing.emit()
        elif key == Qt.Key.Key_Space and has_ctrl and index.isValid():
            self.folding.emit(index.row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        if self._is_number(index):
            self.chosen.emit(index)
        elif self._on_fold(index, event):
            self.folding.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        leads = index.isValid() and (self._is_number(index) or self._on_fold(index, event))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a frame around the cell that the keyboard is at."""
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid() and self.hasFocus() and not self.is_editing:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.current().colour("focus"), 2))
            painter.drawRect(self.visualRect(index).adjusted(1, 1, -1, -2))
            painter.end()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on to the next cell that can be written in, Enter to the row below."""
        hints, index = QAbstractItemDelegate.EndEditHint, self.currentIndex()
        by = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, hints.NoHint if by or hint == hints.SubmitModelCache else hint)
        self.ended.emit()
        if not index.isValid():
            return
        if by:
            self._go_on(index, by)
        elif hint == hints.SubmitModelCache and index.row() + 1 < self.own.rowCount():
            self.setCurrentIndex(self.own.index(index.row() + 1, index.column()))

    def _go_on(self, index: QModelIndex, by: int) -> None:
        model = self.own
        places = [p for p in self.shown_columns() if model.register.is_editable(p) and not model.is_picked(p)]
        if index.column() not in places:
            return
        place = places.index(index.column()) + by
        row = index.row() + (place // len(places))
        if 0 <= row < model.rowCount():
            wanted = model.index(row, places[place % len(places)])
            self.setCurrentIndex(wanted)
            self.scrollTo(wanted)
            self.edit(wanted)

    def _on_double(self, index: QModelIndex) -> None:
        if not self._is_number(index):  # that one has opened at the first click
            self.begin(index)

    def _is_number(self, index: QModelIndex) -> bool:
        return self.own.specs[index.column()].id == "number"

    def _on_fold(self, index: QModelIndex, event: QMouseEvent) -> bool:
        source = self.own.register
        if self.own.specs[index.column()].id != source.main or not source.fold_state(index.row()):
            return False
        look, left = theme.current(), self.visualRect(index).left()
        start = left + look.px(INDENT) * source.depth(index.row())
        return start <= event.position().x() <= start + look.px(FOLD + 6)


class TreeDelegate(CellDelegate):
    """Draws the column that says what an entry is as a tree, where the register is one."""

    def __init__(self, model: EditModel, parent: EditGrid) -> None:
        super().__init__(model.register.names, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        source = self._model.register
        if not source.is_tree or self._model.specs[index.column()].id != source.main:
            super().paint(painter, option, index)
            return
        look, rect = theme.current(), QRect(option.rect)
        shift = look.px(INDENT) * source.depth(index.row()) + look.px(FOLD)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selection"))
        state = source.fold_state(index.row())
        if state:
            side = look.px(14)
            place = QRect(rect.left() + shift - side + look.px(2), rect.center().y() - side // 2, side, side)
            icons.icon("down" if state == "open" else "right", "muted").paint(painter, place)
        moved = QStyleOptionViewItem(option)
        moved.rect = rect.adjusted(min(shift, rect.width() * 2 // 3), 0, 0, 0)
        super().paint(painter, moved, index)


class RegisterTable(Table):
    """The table of a register: another query is asked for (`asked`) and shown once its order is there (`show_rows`)."""

    asked = Signal(object)
    model_class = EditModel
    grid_class = EditGrid  # type: ignore[assignment]

    @property
    def edit_model(self) -> EditModel:
        """The model of the rows."""
        assert isinstance(self.model, EditModel)
        return self.model

    @property
    def edit_grid(self) -> EditGrid:
        """The grid of the cells."""
        assert isinstance(self.grid, EditGrid)
        return self.grid

    def new_filters(self) -> RegisterFilters:
        return RegisterFilters(self.edit_model.register.names, self.model.specs)

    def _show_count(self) -> None:
        """What is not on show asks for no room: an empty page is taller than some rows."""
        super()._show_count()
        shown = self._stack.currentWidget()
        for page in (self.grid, self._empty, self._nothing):
            policy = page.sizePolicy()
            is_shown = page is shown
            policy.setVerticalPolicy(QSizePolicy.Policy.Expanding if is_shown else QSizePolicy.Policy.Ignored)
            page.setSizePolicy(policy)

    def offer_filters(self) -> None:
        """Offer filters for the columns on show."""
        specs, filters = self.model.specs, self.column_filters
        assert isinstance(filters, RegisterFilters)
        filters.show_columns([specs[place].id for place in self.grid.shown_columns()])

    def _on_by_column(self, shown: bool) -> None:
        self.offer_filters()
        super()._on_by_column(shown)

    def _on_column_toggled(self, place: int, shown: bool) -> None:
        super()._on_column_toggled(place, shown)
        self.offer_filters()

    def ask(self, query: Query) -> None:
        self.asked.emit(query)

    def show_rows(self, source: RegisterSource, query: Query) -> None:
        """Show the rows of a query whose order the source knows; the current row and the scrolled place stay."""
        is_same = query == self.model.query
        current, scroll = self.grid.currentIndex(), self.grid.verticalScrollBar().value()
        row_id = self.model.row(current.row()).id if current.isValid() and is_same else None
        self.model.source = source
        self.model.show(query)
        if is_same:
            if row_id is not None:
                self.go_to(row_id, near=current.row(), column=current.column())
            self.grid.verticalScrollBar().setValue(scroll)
        self._show_sort()
        self._show_count()

    def go_to(self, row_id: int, *, near: int = 0, column: int = -1) -> bool:
        """Make an entry the current row, wherever it stands in the order; whether it is there."""
        order = self.edit_model.register.order
        if order is None or order.query != self.model.query:
            return self.select(row_id, near=near, column=column)
        try:
            place = order.ids.index(row_id)
        except ValueError:
            return False
        shown = self.grid.shown_columns()
        self.grid.setCurrentIndex(self.model.index(place, column if column in shown else shown[0]))
        return True

    def selected_ids(self, most: int = 1000) -> list[int]:
        source = self.edit_model.register
        order = source.order
        if order is None or order.query != self.model.query:
            return super().selected_ids(most)
        return [i for first, last in self.grid.selected_ranges() for i in order.ids[first:last]][:most]

    def chosen_ids(self) -> list[int]:
        """The ids of all chosen rows, however many."""
        return self.selected_ids(most=self.chosen_count())

    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first for first, last in self.grid.selected_ranges())


__all__ = ["Cell", "EditGrid", "EditModel", "RegisterTable", "Row"]
