"""The tools over a table: the filter line, the filters by column, and the menu of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from vse_app.i18n import Translator
from vse_app.ui import icons, theme
from vse_app.ui.parts import Caption, FlowLayout
from vse_app.ui.tables_source import ColumnSpec

ICON = 16
"""Side of the drawing in the filter line, in pixels at 100 %."""
PAUSE_MS = 180
"""Typing pauses this long before the rows are asked for anew."""


class FilterLine(QLineEdit):
    """Text that all rows shown must contain. Esc empties it, the down key goes to the rows."""

    settled = Signal()
    left_down = Signal()

    def __init__(self, prompt: str, *, icon: str = "search") -> None:
        super().__init__()
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self._icon = icons.icon(icon, "muted") if icon else None
        if icon:
            self.setTextMargins(theme.current().px(ICON + 6), 0, 0, 0)
        self._empty = self.addAction(icons.icon("close", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._empty.setVisible(False)
        self._empty.triggered.connect(self.clear)
        self.textChanged.connect(lambda text: self._empty.setVisible(bool(text)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self.textChanged.connect(self._pause.start)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing before the text grows with the text, which that of an action of Qt does not."""
        super().paintEvent(event)
        if self._icon is not None:
            side = theme.current().px(ICON)
            painter = QPainter(self)
            self._icon.paint(painter, QRect(theme.current().px(9), (self.height() - side) // 2, side, side))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self.settled.emit()
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class ColumnFilters(QFrame):
    """One small field for each column on show; hidden until asked for."""

    settled = Signal()

    def __init__(self, columns: Sequence[ColumnSpec]) -> None:
        super().__init__()
        self.setProperty("part", "sunken")
        self._lines: dict[str, FilterLine] = {}
        flow = FlowLayout(self, spacing=10)
        margin = theme.current().px(10)
        flow.setContentsMargins(margin, margin, margin, margin)
        for column in (c for c in columns if c.filterable):
            line = self._lines[column.id] = FilterLine("", icon="")
            line.setAccessibleName(column.title)
            line.settled.connect(self.settled)
            line.setMinimumWidth(theme.current().px(130))
            box = QWidget()
            stack = QVBoxLayout(box)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(theme.current().px(2))
            stack.addWidget(Caption(column.title, wrap=False))
            stack.addWidget(line)
            flow.addWidget(box)

    def is_empty(self) -> bool:
        """Whether there is no column to seek in."""
        return not self._lines

    def filters(self) -> dict[str, str]:
        """The text sought, by column; columns without text are left out."""
        return {name: line.text().strip() for name, line in self._lines.items() if line.text().strip()}

    def clear(self) -> None:
        """Seek nothing."""
        for line in self._lines.values():
            line.clear()


class ColumnMenu(QMenu):
    """Which columns are on show. It stays open while boxes are ticked."""

    def __init__(self, parent: QWidget, tr: Translator, reset: Callable[[], object]) -> None:
        super().__init__(parent)
        self._tr, self._reset = tr, reset

    def show_for(
        self, columns: Sequence[ColumnSpec], shown: Sequence[int], on_toggled: Callable[[int, bool], object]
    ) -> None:
        """Fill the menu; `on_toggled` gets the place of a column and whether it is on show."""
        self.clear()
        boxes: list[QCheckBox] = []

        def toggled(place: int, on: bool) -> None:
            on_toggled(place, on)
            ticked = [box for box in boxes if box.isChecked()]
            for box in boxes:
                box.setEnabled(len(ticked) > 1 or not box.isChecked())

        for place, column in enumerate(columns):
            box = QCheckBox(column.title.replace("&", "&&"))
            box.setChecked(place in shown)
            box.setContentsMargins(*[theme.current().px(6)] * 4)
            box.toggled.connect(lambda on, place=place: toggled(place, on))
            boxes.append(box)
            action = QWidgetAction(self)
            action.setDefaultWidget(box)
            self.addAction(action)
        self.addSeparator()
        self.addAction(self._tr("Columns as they were first"), self._reset)
