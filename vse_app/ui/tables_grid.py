"""The grid of a table: fixed row heights and column widths, keys for the keyboard, layout that can be remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from vse_app.ui import theme
from vse_app.ui.tables_model import WindowModel

ROW_HEIGHT = 34
ELASTIC = 150
"""Columns of text at least so wide (at 100 %) share what room there is; numbers, dates and short words do not."""
TIGHTEST = 0.88
"""A column may shrink to this part of its width, so that the columns in sight are seen whole."""


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
        self._by_hand = False
        self.is_fitting = False
        """While the columns change by themselves; such a layout is not remembered."""
        self.setModel(model)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        # To draw a heading Qt asks whether its whole column is chosen, row by row; with all of 100,000 rows chosen that
        # takes seconds. Headings here look the same either way, so they get a selection of their own, which is empty.
        for header in (rows, columns):
            header.setSelectionModel(QItemSelectionModel(model, self))
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionsMovable(True)
        columns.setHighlightSections(False)
        columns.sectionResized.connect(self._on_resized)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._take_scale()
        self.doubleClicked.connect(self.chosen)

    def layout_state(self) -> dict[str, Any]:
        """Widths (at 100 %, when somebody chose them), order, hidden columns and sorting, by column id."""
        model, header, scale = self._model(), self.horizontalHeader(), theme.current().text_scale
        specs = model.specs
        order = sorted(range(len(specs)), key=header.visualIndex)
        shown = [place for place in range(len(specs)) if not header.isSectionHidden(place)]
        sizes = {specs[place].id: round(header.sectionSize(place) * 100 / scale) for place in shown}
        return {
            "widths": sizes if self._by_hand else {},
            "order": [specs[place].id for place in order],
            "hidden": [spec.id for place, spec in enumerate(specs) if header.isSectionHidden(place)],
            "sort": [model.query.sort, model.query.descending],
        }

    def lay_out(self, state: dict[str, Any]) -> None:
        """Apply a remembered layout; columns that it does not know keep their own, ids that are gone are ignored."""
        specs, header, look = self._model().specs, self.horizontalHeader(), theme.current()
        widths, hidden = state.get("widths") or {}, state.get("hidden")
        with self._fitting():
            for place, spec in enumerate(specs):
                is_hidden = spec.hidden if hidden is None else spec.id in hidden
                header.setSectionHidden(place, is_hidden)
                header.resizeSection(place, look.px(widths.get(spec.id, spec.width)))
        self._by_hand = bool(widths)
        header.setStretchLastSection(self._by_hand)
        if all(header.isSectionHidden(place) for place in range(len(specs))):
            header.setSectionHidden(0, False)
        places = {spec.id: place for place, spec in enumerate(specs)}
        known = [places[name] for name in state.get("order", []) if name in places]
        for target, place in enumerate([*known, *(p for p in range(len(specs)) if p not in known)]):
            header.moveSection(header.visualIndex(place), target)
        self.fit()

    def fit(self) -> None:
        """Share the room among the columns, unless somebody chose their widths: none in sight is cut by the edge."""
        if self._by_hand:
            return
        specs, look, header = self._model().specs, theme.current(), self.horizontalHeader()
        places = self.shown_columns()
        widths = [look.px(specs[place].width) for place in places]
        elastic = [specs[place].kind == "text" and specs[place].width >= ELASTIC for place in places]
        with self._fitting():
            for place, width in zip(places, shared(widths, elastic, self.viewport().width()), strict=True):
                header.resizeSection(place, width)

    @contextmanager
    def _fitting(self) -> Iterator[None]:
        self.is_fitting = True
        try:
            yield
        finally:
            self.is_fitting = False

    def _on_resized(self, _place: int, old: int, new: int) -> None:
        if not self.is_fitting and old and new:  # from or to 0 is a column shown or hidden
            self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

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


def shared(widths: Sequence[int], elastic: Sequence[bool], room: int) -> list[int]:
    """Widths of columns for a view `room` pixels wide: as many of the first ones as go into it fill it whole."""
    found = list(widths)
    for count in range(len(widths), 0, -1):
        stretch = sum(w for w, soft in zip(widths[:count], elastic, strict=False) if soft)
        stiff = sum(widths[:count]) - stretch
        if not stretch or stiff + stretch * TIGHTEST > room:
            continue
        left = room - stiff
        for place in (n for n in range(count) if elastic[n]):
            found[place] = left * widths[place] // stretch
        last = max(n for n in range(count) if elastic[n])
        found[last] += room - sum(found[:count])
        break
    return found
