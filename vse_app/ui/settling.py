"""Changing pages without flicker: wait until a new page has read what it shows; give the keyboard back to its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from vse_app.ui.runner import Runner

LONGEST_MS = 700
"""How long a new page may read before it is shown as far as it is."""


class Settling(QObject):
    """Calls `then` once, as soon as the runner has nothing to do or `LONGEST_MS` have passed."""

    def __init__(self, parent: QObject, runner: Runner, then: Callable[[], object]) -> None:
        super().__init__(parent)
        self._then = then
        if not runner.is_busy:
            self._end()
            return
        runner.busy.connect(self._on_busy)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._end)
        self._limit.start(LONGEST_MS)

    def _on_busy(self, busy: bool) -> None:
        if not busy:
            self._end()

    def _end(self) -> None:
        then, self._then = self._then, _nothing
        self.deleteLater()
        then()


class FocusPlace:
    """Which control of a page has the keyboard, by its kind and its place among its like: words may change."""

    def __init__(self, page: QWidget | None) -> None:
        self._kind, self._place = QWidget, -1
        focused = page.window().focusWidget() if page is not None else None
        if page is not None and focused is not None and page.isAncestorOf(focused):
            self._kind = type(focused)
            self._place = page.findChildren(self._kind).index(focused)

    def give_to(self, page: QWidget | None) -> None:
        """Put the keyboard on the same control of the page that was built instead."""
        if page is None or self._place < 0:
            return
        like = page.findChildren(self._kind)
        if self._place < len(like):
            like[self._place].setFocus()


def _nothing() -> None:
    return None
