"""Tasks of the plan with their dates, edited like a spreadsheet. Dates that were worked out stand in italics."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from vse_app.model.plan_page import Plan
from vse_app.model.schedule import Work
from vse_app.model.spoken_dates import day_from
from vse_app.model.typed import number_from
from vse_app.model.wording import date_text
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import tip

COLUMNS: Final = ("title", "start", "end", "days", "effort")
ROW_HEIGHT: Final = 32
MOST_ROWS: Final = 15
"""Rows on show before the table scrolls."""
_TASK: Final = Qt.ItemDataRole.UserRole


class TaskGrid(QTableWidget):
    """A page of tasks. `cell` says what somebody typed: task, column, value (None: taken out)."""

    cell = Signal(int, str, object)
    picked = Signal(int)
    refused = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(0, len(COLUMNS))
        tr = self._tr = ctx.tr
        self._day_first = ctx.language != "en"
        self._today = dt.date.today()
        self._shown: list[tuple[int, tuple[str, ...]]] = []
        self._filling = False
        self.setProperty("grid", True)
        self.setAccessibleName(tr("Tasks with their dates"))
        self.setHorizontalHeaderLabels([tr("Task"), tr("Start"), tr("End"), tr("Days"), tr("Hours")])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.itemChanged.connect(self._on_changed)
        self.currentCellChanged.connect(lambda row, *_: self.picked.emit(self.task_at(row)))

    def show_page(self, plan: Plan, order: tuple[tuple[int, int], ...], *, writable: bool) -> None:
        """Show some tasks; what did not change is left alone, so that a cell in use stays so."""
        self._today = plan.today
        wanted = [(task, self._texts(plan, task, depth)) for task, depth in order]
        if wanted == self._shown:
            return
        picked = self.task_at(self.currentRow())
        column = self.currentColumn()
        self._filling = True
        self.setRowCount(len(wanted))
        height = theme.current().px(ROW_HEIGHT)
        for row, (task, texts) in enumerate(wanted):
            self.setRowHeight(row, height)
            for place, text in enumerate(texts):
                self.setItem(row, place, self._item(plan, task, place, text, writable))
        self._shown = wanted
        self._filling = False
        rows = {task: row for row, (task, _) in enumerate(wanted)}
        if picked in rows:
            self.setCurrentCell(rows[picked], max(column, 0))
        self._fit()

    def forget(self) -> None:
        """Show everything anew with the next page: something typed was refused."""
        self._shown = []

    def task_at(self, row: int) -> int:
        """The task of a row; 0 for none."""
        return self._shown[row][0] if 0 <= row < len(self._shown) else 0

    def pick(self, task: int) -> None:
        """Put the keyboard's place on a task."""
        for row, (found, _) in enumerate(self._shown):
            if found == task:
                self.setCurrentCell(row, max(self.currentColumn(), 0))

    def _texts(self, plan: Plan, task: int, depth: int) -> tuple[str, ...]:
        work, placed = plan.schedule.by_id[task], plan.schedule.placed.get(task)
        days = "" if work.days is None else f"{work.days:g}"
        effort = "" if work.effort is None else f"{work.effort:g}"
        start, end = (placed.start.isoformat(), placed.end.isoformat()) if placed else ("", "")
        dates = (date_text(self._tr, day) for day in (start, end))
        return ("    " * min(depth, 4) + f"{work.number}  {work.title}", *dates, days, effort)

    def _item(self, plan: Plan, task: int, place: int, text: str, writable: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setData(_TASK, task)
        placed = plan.schedule.placed.get(task)
        name = COLUMNS[place]
        is_computed = placed is not None and name in placed.computed
        if is_computed:
            font = QFont(self.font())
            font.setItalic(True)
            item.setFont(font)
            item.setForeground(theme.current().colour("muted"))
            item.setToolTip(tip(self._tr("Worked out from what comes before; nobody entered it.")))
        elif place == 0:
            item.setToolTip(tip(text.strip()))
        if place > 2:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        fixed = not writable or (task in plan.schedule.parents and place in (1, 2))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsEditable)
        return item

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        row, place = item.row(), item.column()
        task, texts = self._shown[row]
        if item.text() == texts[place]:
            return
        try:
            value = self._value(COLUMNS[place], item.text().strip(), task)
        except ValueError:
            self.refused.emit(self._tr("“{text}” is not understood.", text=item.text().strip()[:40]))
            self._filling = True
            item.setText(texts[place])
            self._filling = False
            return
        self._shown[row] = (task, (*texts[:place], item.text(), *texts[place + 1 :]))
        self.cell.emit(task, COLUMNS[place], value)

    def _value(self, name: str, text: str, task: int) -> Any:
        if name == "title":
            number, _, rest = text.partition(" ")
            return rest.strip() if number.upper().startswith("WRK-") and rest.strip() else text
        if not text:
            return "" if name in ("start", "end") else None
        if name in ("start", "end"):
            day = day_from(text, self._today, day_first=self._day_first, way="near")
            if day is None:
                raise ValueError
            return day.isoformat()
        number = number_from(text)
        if number is None or number < 0:
            raise ValueError
        return number

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The task takes what the dates and numbers leave."""
        px, header = theme.current().px, self.horizontalHeader()
        widths = [px(108), px(108), px(62), px(62)]
        left = max(self.viewport().width() - sum(widths), px(150))
        for place, width in enumerate((left, *widths)):
            header.resizeSection(place, width)
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if left + sum(widths) > self.viewport().width() else 0
        rows = min(self.rowCount(), MOST_ROWS)
        self.setFixedHeight(rows * px(ROW_HEIGHT) + header.sizeHint().height() + extra + 4)


def numbers_of(works: tuple[Work, ...]) -> dict[str, int]:
    """Number → id; the digits alone name a task too."""
    found = {work.number.casefold(): work.id for work in works}
    for work in works:
        found.setdefault(work.number.rpartition("-")[2].lstrip("0"), work.id)
    return found
