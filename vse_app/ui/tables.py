"""The one table: filter, sort, columns, copy, export, open. Its rows come from a `Source`; it never holds them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts import Button, Caption, EmptyState, row
from vse_app.ui.tables_export import COPY_MOST, Export, copy, texts
from vse_app.ui.tables_grid import Grid
from vse_app.ui.tables_model import WindowModel
from vse_app.ui.tables_source import Anchor, Cell, ColumnSpec, ListSource, Query, Row, Rows, Source
from vse_app.ui.tables_tools import ColumnFilters, ColumnMenu, FilterLine

__all__ = [
    "Anchor",
    "Cell",
    "ColumnSpec",
    "Empty",
    "Export",
    "Layouts",
    "ListSource",
    "Query",
    "Row",
    "Rows",
    "Source",
    "Table",
]

SAVE_MS = 400
"""The layout is stored this long after the last change to it."""


@dataclass(frozen=True, slots=True)
class Empty:
    """What a table without rows says: what its rows are for, and the button that makes the first."""

    title: str
    text: str = ""
    button: str = ""
    icon: str = "products"


@dataclass(frozen=True, slots=True)
class Layouts:
    """Where the layouts of tables are remembered, by table id."""

    remember: Callable[[str], dict[str, Any] | None]
    store: Callable[[str, dict[str, Any]], object]


class Table(QWidget):
    """A table of rows to read and to open, the same one on every screen.

    Put further buttons of a screen into `tools`, a row layout at the left of the filter line.
    """

    model_class: type[WindowModel] = WindowModel
    grid_class: type[Grid] = Grid
    """A table that is written in has others."""
    opened = Signal(object)
    """Enter or a double click on a row: its id."""
    selected = Signal(list)
    """The ids of the chosen rows (the first 1,000 of them)."""
    empty_clicked = Signal()
    files_dropped = Signal(list)
    said = Signal(str, str)
    """(kind, sentence) for the message bar."""

    def __init__(
        self,
        source: Source,
        *,
        tr: Translator,
        table_id: str = "",
        name: str = "",
        empty: Empty | None = None,
        layouts: Layouts | None = None,
        export: Export | None = None,
        accept_files: bool = False,
        query: Query | None = None,
    ) -> None:
        super().__init__()
        self._tr, self._id, self._layouts, self._export = tr, table_id, layouts, export
        state = (layouts.remember(table_id) if layouts and table_id else None) or {}
        sort = state.get("sort") or ["", False]
        self._first_query = query or Query()
        self.model = self.model_class(
            source, replace(self._first_query, sort=sort[0], descending=bool(sort[1])) if sort[0] else self._first_query
        )
        self.grid = self.grid_class(self.model)
        self.grid.setAccessibleName(name or tr("Table"))
        self.filter_line = FilterLine(tr("Filter"))
        self.column_filters = self.new_filters()
        self.tools = row()
        self._count = Caption(wrap=False)
        self._columns_menu = ColumnMenu(self, tr, self.reset_layout)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._stack = QStackedWidget()
        self._empty = self._empty_page(empty or Empty(tr("Nothing here yet")))
        self._nothing = EmptyState(
            "filter", tr("No row matches the filter"), "", button=tr("Show all rows"), on_click=self.clear_filters
        )
        self._lay_out(tr)
        self.setAcceptDrops(accept_files)
        self.grid.lay_out(state)
        self._show_sort()
        self._connect()
        self._show_count()

    @property
    def query(self) -> Query:
        """What is on show."""
        return self.model.query

    def new_filters(self) -> ColumnFilters:
        """The filters by column."""
        return ColumnFilters(self.model.specs)

    def ask(self, query: Query) -> None:
        """Show the rows of another query. A table whose source has to work it out first shows them later."""
        self.model.show(query)
        self._show_sort()
        self._show_count()

    def set_source(self, source: Source) -> None:
        """Rows from somewhere else with the same columns."""
        self.model.source = source
        self.refresh()

    def refresh(self) -> None:
        """Read the rows anew; the current row, the chosen ones in sight and the place stay."""
        current, scroll = self.grid.currentIndex(), self.grid.verticalScrollBar().value()
        row_id = self.model.row(current.row()).id if current.isValid() else None
        self.model.show(self.model.query)
        if row_id is not None:
            self.select(row_id, near=current.row(), column=current.column())
        self.grid.verticalScrollBar().setValue(scroll)
        self._show_count()

    def select(self, row_id: Any, *, near: int = 0, column: int = -1) -> bool:
        """Choose the row with this id if it is in the block around `near` (a row number); whether it was found."""
        place = self.model.place_of(row_id, near)
        if place is None:
            return False
        shown = self.grid.shown_columns()
        self.grid.setCurrentIndex(self.model.index(place, column if column in shown else shown[0]))
        return True

    def current_id(self) -> Any:
        """The id of the current row, or None."""
        index = self.grid.currentIndex()
        return self.model.row(index.row()).id if index.isValid() else None

    def selected_ids(self, most: int = 1000) -> list[Any]:
        """The ids of the chosen rows from the top, at most `most` of them."""
        ids: list[Any] = []
        for first, last in self.grid.selected_ranges():
            ids += [found.id for found in self.model.rows(first, min(last, first + most - len(ids)))]
            if len(ids) >= most:
                break
        return ids

    def set_query(self, query: Query) -> None:
        """Show other rows; the filter line follows."""
        self.filter_line.setText(query.text)
        self.ask(query)

    def clear_filters(self) -> None:
        """Show all rows."""
        self.column_filters.clear()
        self.filter_line.clear()
        self._on_filtered()

    def reset_layout(self) -> None:
        """Widths, order and columns as they were first."""
        self.grid.lay_out({})
        self._save.start()

    def copy_selection(self) -> None:
        """Put the chosen rows, with the titles of the columns on show, on the clipboard."""
        rows = (found for first, last in self.grid.selected_ranges() for found in self.model.rows(first, last))
        self._copy(rows)

    def copy_all(self) -> None:
        """Put all rows that match the filter on the clipboard as a table."""
        self._copy(self.model.rows())

    def export_to(self, path: Path) -> None:
        """Hand the columns on show and all rows that match the filter to the injected writer."""
        if self._export is None:
            return
        places = self.grid.shown_columns()
        self._export(path, [self.model.specs[place] for place in places], texts(self.model.rows(), places))

    def _copy(self, rows: Iterator[Row]) -> None:
        places, tr = self.grid.shown_columns(), self._tr
        taken: list[tuple[str, ...]] = []
        for cells in texts(rows, places):
            if len(taken) == COPY_MOST:
                said = tr("Only the first {count} rows were copied. Export the table to get all.", count=COPY_MOST)
                self.said.emit("warn", said)
                break
            taken.append(cells)
        else:
            self.said.emit("good", tr("Rows copied: {count}", count=len(taken)))
        copy([self.model.specs[place].title for place in places], taken)

    def _empty_page(self, empty: Empty) -> EmptyState:
        return EmptyState(empty.icon, empty.title, empty.text, button=empty.button, on_click=self.empty_clicked.emit)

    def _lay_out(self, tr: Translator) -> None:
        look = theme.current()
        self.filter_line.setMinimumWidth(look.px(90))
        self.filter_line.setMaximumWidth(look.px(240))
        self.filter_line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._by_column = Button(tr("Filter by column"), "filter", kind="icon")
        self._by_column.setCheckable(True)
        if self.column_filters.is_empty():
            self._by_column.hide()
        self._columns = Button(tr("Choose columns"), "columns", kind="icon", on_click=self._on_columns)
        copy_button = Button(tr("Copy as table"), "copy", kind="icon", on_click=self.copy_all)
        export_button = Button(tr("Export to a file"), "export", kind="icon", on_click=self._on_export)
        if self._export is None:
            export_button.hide()
        bar = row(self.filter_line, self._by_column, spacing=4)
        bar.insertLayout(0, self.tools)
        for widget in (self._count, self._columns, copy_button, export_button):
            bar.addWidget(widget)
        for page in (self.grid, self._empty, self._nothing):
            self._stack.addWidget(page)
        self.column_filters.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(bar)
        column.addWidget(self.column_filters)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        header = self.grid.horizontalHeader()
        header.sectionMoved.connect(self._on_laid_out)
        header.sectionResized.connect(self._on_laid_out)
        header.sortIndicatorChanged.connect(self._on_sorted)
        self._save.timeout.connect(self._on_save)
        self._by_column.toggled.connect(self._on_by_column)
        self.filter_line.settled.connect(self._on_filtered)
        self.column_filters.settled.connect(self._on_filtered)
        self.filter_line.left_down.connect(self._on_left_down)
        self.grid.typed.connect(self._on_typed)
        self.grid.copy_asked.connect(self.copy_selection)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit(self.selected_ids()))

    def _show_sort(self) -> None:
        names = [spec.id for spec in self.model.specs]
        header, query = self.grid.horizontalHeader(), self.model.query
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(names.index(query.sort) if query.sort in names else -1, order)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.blockSignals(False)

    def _show_count(self) -> None:
        tr, query = self._tr, self.model.query
        shown = self.model.rowCount()
        total = self.model.source.count(self._first_query) if query.is_filtered else shown
        is_narrowed = (query.text, dict(query.filters)) != (self._first_query.text, dict(self._first_query.filters))
        if is_narrowed:
            self._count.setText(tr("{shown} of {total}", shown=f"{shown:,}", total=f"{total:,}"))
        else:
            self._count.setText(tr("Rows: {count}", count=f"{shown:,}"))
        page = self.grid if shown else self._nothing if is_narrowed and total else self._empty
        self._stack.setCurrentWidget(page)

    def _on_filtered(self) -> None:
        filters = {**self._first_query.filters, **self.column_filters.filters()}
        wanted = replace(self.model.query, text=self.filter_line.text().strip(), filters=filters)
        if wanted != self.model.query:
            self.ask(wanted)

    def _on_left_down(self) -> None:
        if self.model.rowCount():
            if not self.grid.currentIndex().isValid():
                self.grid.setCurrentIndex(self.model.index(0, self.grid.shown_columns()[0]))
            self.grid.setFocus()

    def _on_typed(self, text: str) -> None:
        self.filter_line.setFocus()
        self.filter_line.setText(self.filter_line.text() + text)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.row(index.row()).id)

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        descending, spec = order == Qt.SortOrder.DescendingOrder, self.model.specs[column]
        if spec.sortable and (self.model.query.sort, self.model.query.descending) != (spec.id, descending):
            self.ask(replace(self.model.query, sort=spec.id, descending=descending))
        else:
            self._show_sort()
        self._save.start()

    def _on_laid_out(self) -> None:
        if not self.grid.is_fitting:
            self._save.start()

    def _on_save(self) -> None:
        if self._layouts is not None and self._id:
            self._layouts.store(self._id, self.grid.layout_state())

    def _on_by_column(self, shown: bool) -> None:
        self.column_filters.setVisible(shown)
        if not shown:
            self.column_filters.clear()
            self._on_filtered()

    def _on_columns(self) -> None:
        self._columns_menu.show_for(self.model.specs, self.grid.shown_columns(), self._on_column_toggled)
        self._columns_menu.popup(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _on_column_toggled(self, place: int, shown: bool) -> None:
        self.grid.setColumnHidden(place, not shown)
        self.grid.fit()
        self._save.start()

    def _on_export(self) -> None:
        tr = self._tr
        kinds = f"{tr('Excel workbook')} (*.xlsx);;{tr('CSV text')} (*.csv)"
        name, kind = QFileDialog.getSaveFileName(
            self, tr("Export to a file"), f"{self._id.replace(':', '-') or 'table'}.xlsx", kinds
        )
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(".csv" if "csv" in kind else ".xlsx"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._show_drop(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop(False)
        self.files_dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _show_drop(self, over: bool) -> None:
        self.grid.setProperty("drop", over)
        self.grid.style().polish(self.grid)
