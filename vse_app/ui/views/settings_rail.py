"""The list of sections at the left of a screen that has several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vse_app.ui import theme
from vse_app.ui.parts import Button, tip

LEAST = 480
"""Below this width of the whole screen, in pixels at 100 %, the sections are icons alone."""


class SectionRail(QScrollArea):
    """Buttons for sections, (name, title, icon) each; `chosen` carries the name."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        look = theme.current()
        self.setAccessibleName(name)
        self.setProperty("part", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = self._inside = QWidget()
        inside.setProperty("part", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.px(12), look.px(20), look.px(12), look.px(12))
        column.setSpacing(look.px(2))
        self.buttons: dict[str, Button] = {}
        self._titles = {key: title for key, title, _icon in sections}
        for key, title, icon in sections:
            button = self.buttons[key] = Button(title, icon, kind="rail")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            column.addWidget(button)
        column.addStretch(1)
        self.setWidget(inside)
        self._fit()

    def fit_into(self, width: int) -> None:
        """Show icons alone, with the titles as tooltips, where a screen of this width has no room for words."""
        wordless = width < theme.current().px(LEAST)
        for key, button in self.buttons.items():
            button.setText("" if wordless else self._titles[key].replace("&", "&&"))
            button.setToolTip(tip(self._titles[key]) if wordless else "")
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._inside.sizeHint().width() + theme.current().px(26))

    def show_chosen(self, name: str) -> None:
        """Mark one section as the one on show."""
        for key, button in self.buttons.items():
            button.setChecked(key == name)
