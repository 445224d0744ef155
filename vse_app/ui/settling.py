"""Changing pages without flicker: wait until a new page has read what it shows; give the keyboard back to its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from vse_app.ui.runner import Runner

LONGEST_MS = 700
"""How long a new page may read before it is shown as far as it is."""
SLICE_SECONDS = 0.004
LINE_WEIGHT: Final = 4
"""How much farther away a pixel up or down counts than one to the side."""


class Settling(QObject):
    """Calls `then` once, when the runner has nothing to do (or `longest` ms have passed) and the page is dressed.

    Dressing a new page takes longer than a blink, so it is done a few milliseconds at a time while the old one is
    still there and alive.
    """

    def __init__(self, page: QWidget, runner: Runner, then: Callable[[], object], *, longest: int = LONGEST_MS) -> None:
        super().__init__(page)
        self._page, self._then = page, then
        self._bare: Iterator[QWidget] | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._go_on)
        runner.busy.connect(self._on_busy)
        self._clock.start(longest if runner.is_busy else 0)

    def _on_busy(self, busy: bool) -> None:
        if not busy and self._bare is None:
            self._clock.start(0)

    def _go_on(self) -> None:
        if self._bare is None:
            self._bare = iter(self._page.findChildren(QWidget))
        until = monotonic() + SLICE_SECONDS
        for widget in self._bare:
            if isValid(widget):
                widget.ensurePolished()
            if monotonic() > until:
                self._clock.start(0)
                return
        self.deleteLater()
        self._then()


class FocusPlace:
    """Which control of a page has the keyboard, by its kind and its place among its like: words may change."""

    def __init__(self, page: QWidget | None) -> None:
        self._kind, self._place = QWidget, -1
        focused = page.window().focusWidget() if page is not None else None
        if page is not None and focused is not None:
            like = page.findChildren(type(focused))
            self._kind, self._place = type(focused), like.index(focused) if focused in like else -1

    def give_to(self, page: QWidget | None) -> None:
        """Put the keyboard on the same control of the page that was built instead."""
        if page is None or self._place < 0:
            return
        like = page.findChildren(self._kind)
        if self._place < len(like):
            like[self._place].setFocus()


class Foothold(QObject):
    """Keeps the keyboard on the page when the control that has it goes or can no longer be used.

    Qt would hand it to whatever comes next, at the end of a page to the rail. Here the nearest control of the page
    gets it, unless somebody gave it a place meanwhile.
    """

    def __init__(self, page: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        program = QApplication.instance()
        assert isinstance(program, QApplication)
        program.focusChanged.connect(self._on_changed)

    def _on_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        page = self._page()
        if old is None or page is None or not isValid(page) or not isValid(old) or not page.isAncestorOf(old):
            return
        went_by_itself = old.isVisible() and old.isEnabled()
        if not went_by_itself and not (now is not None and page.isAncestorOf(now)):
            place = old.mapTo(page, QPoint(0, 0))
            QTimer.singleShot(0, self, lambda: self._give_back(page, place))

    def _give_back(self, page: QWidget, place: QPoint) -> None:
        if page is not self._page() or not isValid(page) or not page.isVisible():
            return
        focused = QApplication.focusWidget()
        if focused is not None and (page.isAncestorOf(focused) or focused.window() is not page.window()):
            return
        found = nearest(page, place)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)


def nearest(page: QWidget, place: QPoint) -> QWidget | None:
    """The control of a page that Tab reaches, nearest to a place on it; lines count more than columns."""

    def distance(widget: QWidget) -> int:
        way = widget.mapTo(page, QPoint(0, 0)) - place
        return abs(way.x()) + LINE_WEIGHT * abs(way.y())

    reached = (
        w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    )
    return min((w for w in reached if w.isVisible() and w.isEnabled()), key=distance, default=None)
