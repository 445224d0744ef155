"""A page that fills its place, and scrolls as a whole only when there is less room than it needs."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget


class WholePage(QScrollArea):
    """For pages with a table or a list that scrolls by itself; large text in a small window clips nothing.

    The page is made inside it (`page.setParent`, or its parent at once) and put in place with `hold`: a page that
    changes its parent when it is full is dressed a second time.
    """

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setProperty("part", "page")
        self.setWidgetResizable(True)

    def hold(self, page: QWidget) -> None:
        """Show a page that was made inside."""
        page.setProperty("part", "page")
        self.setWidget(page)
