"""Everything inside the window in one language and text size: rail, top bar, stage, status line.

A change of language or text size makes a new frame; what outlives it is kept by the session.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.places import TIGHT
from vse_app.ui.rail import Rail
from vse_app.ui.statusbar import StatusLine
from vse_app.ui.topbar import TopBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from vse_app.services.glance import Around


class Frame(QWidget):
    """The frame. Messages float over `body`; strips go into `notices`."""

    def __init__(self, window: QWidget, tr: Translator, *, narrow: bool) -> None:
        super().__init__(window)
        self.language = tr.language
        self.rail = Rail(tr, narrow=narrow)
        self.top = TopBar(tr)
        self.status = StatusLine(tr)
        self.stage = QStackedWidget()
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.stage)
        self.notices = QVBoxLayout()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top)
        middle.addLayout(self.notices)
        middle.addWidget(self.body, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.squeeze(self.width() < theme.current().px(TIGHT))

    def show_nothing_open(self) -> None:
        """The look of the start page: no project, no status."""
        self.top.show_place("", "")
        self.status.show_file(opened=False)
        self.rail.open_to(has_file=False, has_project=False)

    def show_around(self, around: Around, *, has_project: bool, read_only: bool = False) -> None:
        """Names of company, project, person and profile of an open company file."""
        self.top.show_place(around.project, around.company)
        self.rail.open_to(has_file=True, has_project=has_project)
        self.status.show_file(opened=True, read_only=read_only)
        self.status.show_actor(around.actor)
        self.status.show_edition(around.edition)
        self.status.show_backup(around.backup, dt.date.today())
