"""The places of the program as the rail shows them; light, because the first paint needs them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtWidgets import QPushButton

from vse_app.i18n import Translator
from vse_app.ui import theme

PLACES: Final = (
    "today", "path", "products", "registers", "assessment", "reports", "ladder", "history", "library", "settings",
    "help",
)  # fmt: skip
"""Views on the rail, in order. Each has an icon of its name."""
BELOW: Final = ("settings", "help")
"""Those that stand at the foot of the rail."""
NEEDS: Final = {
    **dict.fromkeys(("help", "ladder", "library"), ""),
    **dict.fromkeys(("today", "assessment", "history", "settings"), "file"),
}
"""What must be open to go to a place: nothing (""), a company file, or (those not named here) a project."""
WIDE, NARROW = 176, 56
"""Widths of the rail at a text scale of 100 %."""
TIGHT = 720
"""In windows narrower than this (at 100 %) the rail shows icons only."""


def place_keys(place: str) -> str:
    """The keys that go to a place: Ctrl+1 to Ctrl+9 for the first nine; settings and help have their usual ones."""
    return _USUAL.get(place) or f"Ctrl+{PLACES.index(place) + 1}"


_USUAL: Final = {"settings": "Ctrl+,", "help": "F1"}


def place_names(tr: Translator) -> dict[str, str]:
    """The places in words."""
    return {
        "today": tr("Today"),
        "path": tr("Path"),
        "products": tr("Work products"),
        "registers": tr("Registers"),
        "assessment": tr("Assessment"),
        "reports": tr("Reports"),
        "ladder": tr("Ladder"),
        "history": tr("History"),
        "library": tr("Library"),
        "settings": tr("Settings"),
        "help": tr("Help"),
    }


def rail_width(buttons: Iterable[QPushButton]) -> int:
    """Width of the rail with words: the usual one, or more where the words are longer."""
    px = theme.current().px
    widest = 0
    for button in buttons:
        button.ensurePolished()
        widest = max(widest, button.sizeHint().width())
    return max(px(WIDE), widest + 2 * px(8) + 1)
