"""Small tables inside a record: rows of typed cells, filled with the keyboard or from a spreadsheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.forms_cells import CellDelegate, RowsModel
from vse_app.ui.forms_editor import Choices, Editor, FieldSpec
from vse_app.ui.forms_fit import ROWS_LOOKED_AT, column_widths, longest_word, row_height, wish
from vse_app.ui.parts import Button, row
from vse_app.ui.tables_export import from_tab_separated, tab_separated

ROW_HEIGHT = 32
MOST_ROWS = 12
"""Rows on show before the table scrolls."""
LEAST = {"date": 112, "number": 84, "choice": 110, "person": 110}
NARROWEST, WIDEST = 72, 420
"""Widths of columns at 100 %: least by kind, of any other kind, and the most that one asks for."""
WORD = 170
"""A word up to this width is never broken, if there is room for that at all."""
PAD = 26
"""Between the words of a cell and its edges, both sides together."""


class TableEditor(Editor):
    """Rows of cells. There is always an empty row at the end to type in; empty rows are no part of the value."""

    takes_example = True

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self.model = RowsModel(spec.columns, tr, choices)
        self.grid = RowsGrid(self.model)
        self.place(self.grid)
        self._tools = (
            Button(tr("Add a row"), "add", kind="quiet", on_click=self._on_add),
            Button(tr("Remove rows"), "close", kind="quiet", on_click=self.grid.remove_rows),
            Button(tr("Move up"), "up", kind="icon", on_click=lambda: self.grid.move_row(-1)),
            Button(tr("Move down"), "down", kind="icon", on_click=lambda: self.grid.move_row(1)),
        )
        self.column.insertLayout(1, row(*self._tools, spacing=4))
        self.model.changed.connect(self._on_changed)

    def value(self) -> list[dict[str, Any]]:
        return self.model.values()

    def show_value(self, value: object) -> None:
        self.model.show(value if isinstance(value, list | tuple) else [])
        self.grid.updateGeometry()

    def own_problem(self) -> str:
        found = self.model.first_problem()
        if found is None:
            return ""
        number, column = found
        return self.tr_("Row {row}, {column}: this cannot be understood.", row=number + 1, column=column.label)

    def set_read_only(self, read_only: bool) -> None:
        self.model.set_read_only(read_only)
        for tool in self._tools:
            tool.setVisible(not read_only)
        self.grid.updateGeometry()

    def start_from(self, example: str) -> None:
        self.model.put(self.model.rowCount() - 1, 0, from_tab_separated(example))

    def _on_changed(self) -> None:
        self.grid.updateGeometry()
        self.flush()

    def _on_add(self) -> None:
        last = self.model.index(self.model.rowCount() - 1, 0)
        self.grid.setFocus()
        self.grid.setCurrentIndex(last)
        self.grid.edit(last)


class RowsGrid(QTableView):
    """The cells, with the keys of a spreadsheet. Tab leaves from the empty row at the end."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self._rows = model
        self.setProperty("grid", True)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed | triggers.SelectedClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalScrollBar().rangeChanged.connect(self.updateGeometry)
        self._by_hand = self._is_fitting = False
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._lay_out()
        for changed in (model.modelReset, model.dataChanged, model.rowsInserted, model.rowsRemoved):
            changed.connect(lambda *_what: self._fitting.start())

    def sizeHint(self) -> QSize:
        """As tall as the rows, within limits."""
        shown = range(min(self._rows.rowCount(), MOST_ROWS))
        rows = sum(self.rowHeight(row) for row in shown) or self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() else 0
        return QSize(320, rows + self.horizontalHeader().sizeHint().height() + extra + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def remove_rows(self) -> None:
        """Remove the rows that have a chosen cell."""
        rows = sorted({index.row() for index in self._chosen()})
        self._rows.remove(rows)
        if rows:
            self.setCurrentIndex(self._rows.index(min(rows[0], self._rows.rowCount() - 1), 0))

    def move_row(self, by: int) -> None:
        """Move the current row up (-1) or down (1)."""
        current = self.currentIndex()
        if current.isValid() and self._rows.move(current.row(), by):
            self.setCurrentIndex(self._rows.index(current.row() + by, current.column()))

    def _chosen(self) -> list[QModelIndex]:
        chosen = self.selectionModel().selectedIndexes()
        return chosen or [self.currentIndex()] if self.currentIndex().isValid() else chosen

    def _lay_out(self) -> None:
        look, header, rows = theme.current(), self.horizontalHeader(), self.verticalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look.px(NARROWEST))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self._on_resized)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(ROW_HEIGHT))
        rows.setMinimumWidth(look.px(32))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def _on_resized(self) -> None:
        if not self._is_fitting:
            self._by_hand = True
            self._fitting.start()

    def _fit(self) -> None:
        """Columns by what stands in them until somebody drags one, rows as tall as their words."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        look, model, header = theme.current(), self._rows, self.horizontalHeader()
        metrics, count, columns = self.fontMetrics(), model.rowCount(), range(len(model.columns))
        pad = look.px(PAD)
        if not self._by_hand and self.viewport().width() > 0:
            wishes = [wish(self._words, n, count, metrics, most=look.px(WIDEST)) + pad for n in columns]
            least = [
                max(
                    look.px(LEAST.get(c.kind, NARROWEST)),
                    header.fontMetrics().horizontalAdvance(c.label[:14]) + pad,
                    longest_word(self._words, n, count, metrics, most=look.px(WORD)) + pad,
                )
                for n, c in enumerate(model.columns)
            ]
            self._is_fitting = True
            for place, width in enumerate(column_widths(wishes, least, self.viewport().width())):
                header.resizeSection(place, width)
            self._is_fitting = False
        height, rows = look.px(ROW_HEIGHT), self.verticalHeader()
        widths = [header.sectionSize(place) - pad for place in columns]
        for n in range(count):
            tall = row_height(self._words, n, widths, metrics, least=height) if count <= ROWS_LOOKED_AT else height
            if rows.sectionSize(n) != tall:
                rows.resizeSection(n, tall)
        self.updateGeometry()

    def _words(self, row: int, column: int) -> str:
        return str(self._rows.index(row, column).data() or "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _copy(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        rows, columns = (sorted({part(index) for index in chosen}) for part in (QModelIndex.row, QModelIndex.column))
        lines = [[str(self._rows.index(r, c).data() or "") for c in columns] for r in rows]
        QGuiApplication.clipboard().setText(tab_separated(lines))

    def _paste(self) -> None:
        start = self.currentIndex()
        if start.isValid():
            self._rows.put(start.row(), start.column(), from_tab_separated(QGuiApplication.clipboard().text()))

    def _delete(self) -> None:
        chosen = self._chosen()
        rows = {index.row() for index in chosen}
        whole_rows = len(chosen) == len(rows) * len(self._rows.columns)
        if whole_rows or not self._rows.empty_cells([(index.row(), index.column()) for index in chosen]):
            self.remove_rows()

    def _leaves(self, forward: bool) -> bool:
        """Whether Tab goes on to the next field instead of the next cell."""
        index = self.currentIndex()
        if not index.isValid() or self._rows.is_read_only:
            return True
        return index.row() == self._rows.rowCount() - 1 if forward else index.row() == index.column() == 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self._rows.is_read_only:
            self._paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._rows.is_read_only:
            self._delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_row(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.setTabKeyNavigation(not self._leaves(forward))
        return super().focusNextPrevChild(forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab in the last cell ends the editing; Qt would begin again in the first row."""
        index = self.currentIndex()
        is_last = index.row() == self._rows.rowCount() - 1 and index.column() == len(self._rows.columns) - 1
        if is_last and hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            hint = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, hint)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_HEIGHT))
            self._fitting.start()
