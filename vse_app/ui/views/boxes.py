"""Boxes that hold parts: under each other, beside each other, in columns. Light enough for the first paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vse_app.ui import theme
from vse_app.ui.parts import Plain, flow, row


def stack(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets under each other, no taller than they need at the width they are given."""
    box = _Stack()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(spacing))
    for widget in widgets:
        column.addWidget(widget)
    return box


class _Stack(QWidget):
    """A box as tall as its words at its present width. Qt would ask for the height of words that do not wrap."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._height = -1

    def sizeHint(self) -> QSize:
        hint, layout = super().sizeHint(), self.layout()
        if self._height < 0 or layout is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.totalHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None and event.size().width() != event.oldSize().width() and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(event.size().width())
            if needed != self._height:
                self._height = needed
                self.updateGeometry()


def pile(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets under each other, as tall as their words turn out at the width they get; it may be filled later."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(spacing))
    for widget in widgets:
        column.addWidget(widget)
    return box


def beside(first: QWidget, words: QWidget, *others: QWidget) -> QWidget:
    """A mark and words that may take several lines, perhaps with something at the end of the line."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().px(8))
    line.addWidget(first)
    line.addWidget(words, 1)
    for other in others:
        line.addWidget(other)
    return box


def left(*widgets: QWidget) -> QWidget:
    """Widgets at the beginning of a line of their own."""
    box = QWidget()
    box.setLayout(row(*widgets))
    return box


def put(layout: QBoxLayout, widget: QWidget) -> None:
    """Add a widget and show it now, not with the next event, so that the keyboard can go into it at once.

    On a page that is not seen yet there is no hurry: it is dressed bit by bit before it comes (`Settling`).
    """
    layout.addWidget(widget)
    around = widget.parentWidget()
    if around is None or around.isVisible():
        widget.show()


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Columns(QWidget):
    """Widgets of equal width side by side; fewer columns where each would be narrower than `least` pixels."""

    arranged = Signal(int)

    def __init__(self, widgets: Sequence[QWidget], *, least: int, most: int) -> None:
        super().__init__()
        self._widgets, self._least, self._most, self._count = list(widgets), theme.current().px(least), most, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().px(16))
        self._arrange(1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column, however many there are now, so that a narrowing window can fold them."""
        return QSize(self._least // 2, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._grid.spacing()
        fitting = (event.size().width() + gap) // (self._least + gap)
        self._arrange(max(1, min(fitting, self._most, len(self._widgets))))

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, index // count, index % count)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < count else 0)
        self.arranged.emit(count)


class Sides(QWidget):
    """Words at the left, what goes with them at the right; below `least` pixels (at 100 %) it stands under them."""

    def __init__(self, words: QWidget, *others: QWidget, least: int) -> None:
        super().__init__()
        self._least = theme.current().px(least)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.current().px(8))
        self._box.addWidget(words, 1)
        if others:
            self._box.addWidget(flow(*others))

    def minimumSizeHint(self) -> QSize:
        """As narrow as when one stands under the other, however they stand now.

        A least width that changed with the width would have a page around it grow and shrink for ever.
        """
        parts = [item.widget() for item in (self._box.itemAt(n) for n in range(self._box.count())) if item is not None]
        widths = (part.minimumSizeHint().width() for part in parts if part is not None)
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if event.size().width() >= self._least else down)


class TickLine(QWidget):
    """A box to tick whose words wrap, which those of a QCheckBox cannot; a click on the words ticks it too."""

    def __init__(self, text: str, *, ticked: bool = False, on_tick: Callable[[bool], object] | None = None) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(ticked)
        self.box.setAccessibleName(text)
        self.words = _Words(text, self.box)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().px(4))
        line.addWidget(self.box)
        line.addWidget(self.words, 1)
        self.setFocusProxy(self.box)
        if on_tick is not None:
            self.box.toggled.connect(on_tick)

    def show_ticked(self, ticked: bool) -> None:
        """Show a tick without reporting it."""
        self.box.blockSignals(True)
        self.box.setChecked(ticked)
        self.box.blockSignals(False)


class _Words(Plain):
    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.hasSelectedText() and self._box.isEnabled():
            self._box.click()
