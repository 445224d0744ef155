"""A page that fills its place, and scrolls as a whole only when there is less room than it needs."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget


class WholePage(QScrollArea):
    """For pages with a table or a list that scrolls by itself; large text in a small window clips nothing."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setProperty("part", "page")
        self.setWidgetResizable(True)
        page.setProperty("part", "page")
        self.setWidget(page)
