"""The left rail: the places of the program, as icons with words or, when narrow, icons alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts_text import Button, tip
from vse_app.ui.places import BELOW, NARROW, NEEDS, PLACES, place_keys, place_names, rail_width
from vse_app.ui.views.registers_pages import PAGES

_OWNER: Final = {
    "task": "path",
    "record": "products",
    "register": "registers",
    "register-print": "registers",
    "readiness": "assessment",
    **dict.fromkeys((view for view, *_ in PAGES), "registers"),
    "check": "registers",
    "library-compare": "library",
    "library-print": "library",
    "new-project": "",
    "interview": "",
    "start": "",
    "which-standard": "ladder",
    "why-not": "ladder",
}
"""View that is not on the rail → the place that is marked while it is shown."""


class Rail(QFrame):
    """Buttons for the places; `chosen` carries the view's name, `folded` whether it is narrow now."""

    chosen = Signal(str)
    folded = Signal(bool)

    def __init__(self, tr: Translator, *, narrow: bool) -> None:
        super().__init__()
        self.setProperty("part", "rail")
        self.setAccessibleName(tr("Places"))
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(8)] * 4)
        column.setSpacing(look.px(2))
        self._words = place_names(tr)
        self.buttons: dict[str, Button] = {}
        for name in PLACES:
            button = Button(self._words[name], name, kind="rail", on_click=lambda name=name: self.chosen.emit(name))
            button.setCheckable(True)
            self.buttons[name] = button
            if name == BELOW[0]:
                column.addStretch(1)
            column.addWidget(button)
        self._fold_words = (tr("Show the words"), tr("Show icons only"))
        self._fold = Button("", "menu", kind="rail", on_click=lambda: self._turn(not self._narrow))
        column.addWidget(self._fold)
        self._narrow, self._squeezed = narrow, False
        self._dress()

    def squeeze(self, squeezed: bool) -> None:
        """Leave the words out while the window is too narrow for them, whatever was chosen."""
        if squeezed != self._squeezed:
            self._squeezed = squeezed
            self._fold.setVisible(not squeezed)
            self._dress()

    def mark(self, view: str) -> None:
        """Show which place the current view belongs to."""
        place = _OWNER.get(view, view)
        for name, button in self.buttons.items():
            button.setChecked(name == place)

    def open_to(self, *, has_file: bool, has_project: bool) -> None:
        """Which places can be gone to: those that need a company file only with one, and so with a project."""
        open_now = {"": True, "file": has_file, "project": has_file and has_project}
        for name, button in self.buttons.items():
            button.setEnabled(open_now[NEEDS.get(name, "project")])

    def _turn(self, narrow: bool) -> None:
        self._narrow = narrow
        self._dress()
        self.folded.emit(narrow)

    def _dress(self) -> None:
        for name, button in self.buttons.items():
            self._word(button, self._words[name], f" ({place_keys(name)})")
        self._word(self._fold, self._fold_words[0 if self._narrow else 1], "")
        look = theme.current()
        if self._narrow or self._squeezed:
            self.setFixedWidth(look.px(NARROW))
        else:
            self.setFixedWidth(rail_width((*self.buttons.values(), self._fold)))

    def _word(self, button: Button, words: str, keys: str) -> None:
        button.setText("" if self._narrow or self._squeezed else words)
        button.setAccessibleName(words)
        button.setToolTip(tip(words + keys))
