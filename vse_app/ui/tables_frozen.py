"""The first columns of a table stay where they are while the others are moved sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from vse_app.ui import theme
from vse_app.ui.tables_grid import Grid


class FrozenColumns(QTableView):
    """A second view of the first `count` columns over a grid; seen only while the grid is too narrow for all of its
    columns. It shares model, selection and place with the grid, and takes no focus: the keyboard stays there."""

    def __init__(self, grid: Grid, count: int) -> None:
        super().__init__(grid)
        self._grid, self._count = grid, count
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.horizontalHeader().sectionResized.connect(lambda *_sizes: self.place())
        grid.horizontalHeader().sectionMoved.connect(lambda *_places: self.place())
        grid.horizontalScrollBar().rangeChanged.connect(lambda *_range: self.place())
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        self.doubleClicked.connect(grid.chosen)
        grid.installEventFilter(self)
        self.place()

    def place(self) -> None:
        """Take the place and the widths of the grid's first columns."""
        grid = self._grid
        shown = grid.shown_columns()[: self._count]
        header = grid.horizontalHeader()
        for column in range(self._model_columns()):
            self.setColumnHidden(column, column not in shown)
        for column in shown:
            self.setColumnWidth(column, header.sectionSize(column))
        self.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        width = sum(header.sectionSize(column) for column in shown)
        body = grid.viewport().geometry()
        self.horizontalHeader().setFixedHeight(header.height())
        self.setGeometry(body.x(), body.y() - header.height(), width, body.height() + header.height())
        offset = self.viewport().y() - header.height()  # where the style keeps a pixel at the top
        self.move(self.x(), self.y() - offset)
        bar = grid.horizontalScrollBar()
        is_needed = bar.maximum() > 0 and width < grid.viewport().width() * 2 // 3
        self.setVisible(is_needed)
        if is_needed:
            self.verticalScrollBar().setValue(grid.verticalScrollBar().value())
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.StyleChange):
            self.place()
        return False

    def _model_columns(self) -> int:
        model = self.model()
        return model.columnCount() if model is not None else 0

    def paintEvent(self, event: object) -> None:
        """The columns, the thin line under each row as in the grid, and a line at their right edge."""
        super().paintEvent(event)  # type: ignore[arg-type]
        from PySide6.QtGui import QPainter

        painter = QPainter(self.viewport())
        painter.setPen(theme.current().colour("border"))
        height, width = self.verticalHeader().defaultSectionSize(), self.viewport().width()
        row = max(self.rowAt(0), 0)
        while (y := self.rowViewportPosition(row) + height - 1) <= self.viewport().height() and row < self._rows():
            painter.drawLine(0, y, width, y)
            row += 1
        painter.drawLine(width - 1, 0, width - 1, self.viewport().height())
        painter.end()

    def _rows(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0
