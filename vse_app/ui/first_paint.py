"""The page of the first paint: Today as the glance knows it, shown while the company file is being opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.services.glance import Around, Glance
from vse_app.ui.frame import Frame
from vse_app.ui.parts_text import Heading, Muted


def show_glance(frame: Frame, tr: Translator, glance: Glance, on_open: Callable[[str, int], object]) -> QWidget:
    """Fill a frame from a glance and return the page: Today where the glance is still true, else only names.

    `on_open(task, iteration)` is called when a step's button is clicked before the file is open.
    """
    page = glance["today"]
    frame.show_around(Around(*glance["around"]), has_project=True)
    frame.rail.mark("today")
    if not (glance["fresh"] and glance["language"] == tr.language):
        return reading(tr, page["project"])
    from vse_app.ui.views.today_cards import cards

    return cards(tr, page, on_open)


def reading(tr: Translator, title: str) -> QWidget:
    """A page that only says that the file is being read."""
    page = QWidget()
    words = QVBoxLayout()
    words.addStretch(1)
    words.addWidget(Heading(title))
    words.addWidget(Muted(tr("Reading the company file…")))
    words.addStretch(2)
    line = QHBoxLayout(page)
    line.addStretch(1)
    line.addLayout(words, 2)
    line.addStretch(1)
    return page
