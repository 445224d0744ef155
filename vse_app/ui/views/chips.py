"""Chips: small buttons of which one is chosen; the chosen one has a check mark and bold words, with room for both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QWidget

from vse_app.ui import icons, theme
from vse_app.ui.parts import Button, FlowLayout


class Chip(Button):
    """One of several. The style sheet makes the chosen one bold, which its size hint would not know."""

    def __init__(self, text: str) -> None:
        super().__init__(text, kind="chip")
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.isChecked():
            bold = QFont(self.font())
            bold.setBold(True)
            text = self.text()
            hint.setWidth(
                hint.width()
                + QFontMetrics(bold).horizontalAdvance(text)
                - QFontMetrics(self.font()).horizontalAdvance(text)
                + theme.current().px(6)
            )
        return hint

    def _on_toggled(self, on: bool) -> None:
        self.setIcon(icons.icon("check", "accent") if on else QIcon())
        self.updateGeometry()


class Chips(QWidget):
    """Chips side by side that wrap; `chosen` has the place of the one that was clicked."""

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], *, spacing: int = 8) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        line = FlowLayout(self, spacing=spacing)
        self.chips: list[Chip] = []
        for place, text in enumerate(texts):
            chip = Chip(text)
            chip.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
            self._group.addButton(chip)
            self.chips.append(chip)
            line.addWidget(chip)

    def show_chosen(self, place: int | None) -> None:
        """Show one as chosen, or none, without telling."""
        self._group.setExclusive(False)
        for number, chip in enumerate(self.chips):
            chip.setChecked(number == place)
        self._group.setExclusive(True)
