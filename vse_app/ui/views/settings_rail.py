"""The list of sections at the left of a screen that has several."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from vse_app.ui import theme
from vse_app.ui.parts import Button


class SectionRail(QScrollArea):
    """Buttons for sections, (name, title, icon) each; `chosen` carries the name."""

    chosen = Signal(str)

    def __init__(self, sections: Iterable[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        look = theme.current()
        self.setAccessibleName(name)
        self.setProperty("part", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("part", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.px(12), look.px(20), look.px(12), look.px(12))
        column.setSpacing(look.px(2))
        self.buttons: dict[str, Button] = {}
        for key, title, icon in sections:
            button = self.buttons[key] = Button(title, icon, kind="rail")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            column.addWidget(button)
        column.addStretch(1)
        self.setWidget(inside)
        self.setFixedWidth(inside.sizeHint().width() + look.px(26))

    def show_chosen(self, name: str) -> None:
        """Mark one section as the one on show."""
        for key, button in self.buttons.items():
            button.setChecked(key == name)
