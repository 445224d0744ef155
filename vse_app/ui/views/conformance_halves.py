"""Two halves of a page: side by side where there is room, one above the other where there is not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from vse_app.ui import theme

WIDE: Final = 780
"""From this width on, in pixels at 100 %, the halves stand side by side."""
LEAST, LEAST_ABOVE = 380, 820
"""Height of the halves side by side, and one above the other, in pixels at 100 %: below that the page scrolls."""


class Halves(QSplitter):
    """The first half gets `share` per cent of the room until somebody moves the line between the two."""

    def __init__(self, first: QWidget, second: QWidget, *, share: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._share, self._moved = share, False
        self.setChildrenCollapsible(False)
        self.setMinimumHeight(theme.current().px(LEAST))
        for half in (first, second):
            self.addWidget(half)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.current().px(WIDE)
        direction = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() != direction:
            self.setOrientation(direction)
            self.setMinimumHeight(theme.current().px(LEAST if wide else LEAST_ABOVE))
            self._moved = False
        if not self._moved:
            room = self.width() if wide else self.height()
            first = room * self._share // 100
            self.setSizes([first, room - first])

    def _on_moved(self) -> None:
        self._moved = True
