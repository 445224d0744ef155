"""The places of the program as the rail shows them; light, because the first paint needs them."""

from __future__ import annotations

from typing import Final

from vse_app.i18n import Translator

PLACES: Final = ("today", "path", "products", "reports", "history", "settings", "help")
"""Views on the rail, in order; Ctrl+1 is the first. Each has an icon of its name."""
BELOW: Final = ("settings", "help")
"""Those that stand at the foot of the rail."""
WIDE, NARROW = 176, 56
"""Widths of the rail at a text scale of 100 %."""


def place_names(tr: Translator) -> dict[str, str]:
    """The places in words."""
    return {
        "today": tr("Today"),
        "path": tr("Path"),
        "products": tr("Work products"),
        "reports": tr("Reports"),
        "history": tr("History"),
        "settings": tr("Settings"),
        "help": tr("Help"),
    }
