"""The grid of a table: fixed row heights and column widths, keys for the keyboard, layout that can be remembered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from vse_app.ui import theme
from vse_app.ui.tables_model import WindowModel

ROW_HEIGHT = 34


class Grid(QTableView):
    """Rows to read and to choose from. Typing goes to the filter line, Enter opens, Tab leaves."""

    chosen = Signal(QModelIndex)
    typed = Signal(str)
    copy_asked = Signal()

    def __init__(self, model: WindowModel) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setModel(model)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionsMovable(True)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._take_scale()
        self.doubleClicked.connect(self.chosen)

    def layout_state(self) -> dict[str, Any]:
        """Widths (at 100 %), order, hidden columns and sorting, by column id."""
        model, header, scale = self._model(), self.horizontalHeader(), theme.current().text_scale
        specs = model.specs
        order = sorted(range(len(specs)), key=header.visualIndex)
        shown = [place for place in range(len(specs)) if not header.isSectionHidden(place)]
        return {
            "widths": {specs[place].id: round(header.sectionSize(place) * 100 / scale) for place in shown},
            "order": [specs[place].id for place in order],
            "hidden": [spec.id for place, spec in enumerate(specs) if header.isSectionHidden(place)],
            "sort": [model.query.sort, model.query.descending],
        }

    def lay_out(self, state: dict[str, Any]) -> None:
        """Apply a remembered layout; columns that it does not know keep their own, ids that are gone are ignored."""
        specs, header, look = self._model().specs, self.horizontalHeader(), theme.current()
        widths, hidden = state.get("widths", {}), state.get("hidden")
        for place, spec in enumerate(specs):
            is_hidden = spec.hidden if hidden is None else spec.id in hidden
            header.setSectionHidden(place, is_hidden)
            header.resizeSection(place, look.px(widths.get(spec.id, spec.width)))
        if all(header.isSectionHidden(place) for place in range(len(specs))):
            header.setSectionHidden(0, False)
        places = {spec.id: place for place, spec in enumerate(specs)}
        known = [places[name] for name in state.get("order", []) if name in places]
        for target, place in enumerate([*known, *(p for p in range(len(specs)) if p not in known)]):
            header.moveSection(header.visualIndex(place), target)

    def shown_columns(self) -> list[int]:
        """Places of the columns on show, from left to right."""
        header = self.horizontalHeader()
        places = sorted(range(header.count()), key=header.visualIndex)
        return [place for place in places if not header.isSectionHidden(place)]

    def selected_ranges(self) -> list[tuple[int, int]]:
        """The chosen rows as (first, after the last), from the top."""
        chosen = self.selectionModel().selection()
        parts = (chosen.at(number) for number in range(chosen.count()))
        return sorted({(part.top(), part.bottom() + 1) for part in parts})

    def keyboardSearch(self, search: str) -> None:
        """Qt would ask every row of the model; the filter line asks the source."""
        if search.strip():
            self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self.model() is not None:
            self._model().forget_colours()
            self._take_scale()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, then a thin line under each: cheaper than a style rule for every cell."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(theme.current().colour("border"))
        height, total = self.verticalHeader().defaultSectionSize(), self._model().rowCount()
        first = self.rowAt(0)
        for row in range(max(first, 0), total if first >= 0 else 0):
            y = self.rowViewportPosition(row) + height - 1
            if y > self.viewport().height():
                break
            painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()

    def _model(self) -> WindowModel:
        model = self.model()
        assert isinstance(model, WindowModel)
        return model

    def _take_scale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(theme.current().px(ROW_HEIGHT))
