"""Much to build, a little at a time: the window stays alive while a long page grows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

SLICE_SECONDS: Final = 0.006
"""Work at a stretch: what is built has to be laid out as well before the window hears again."""
_HIDDEN: Final = Qt.WidgetAttribute.WA_WState_Hidden
_BY_HAND: Final = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


@contextmanager
def together(box: QWidget) -> Iterator[None]:
    """What is added to a box in here is shown and laid out once, at the end.

    Qt would lay the box and everything around it out anew for each widget that appears.
    """
    layout = box.layout()
    if layout is None or not box.isVisible():
        yield
        return
    before = set(box.children())
    layout.setEnabled(False)
    try:
        yield
        for child in box.children():
            if isinstance(child, QWidget) and child not in before and not _is_hidden_by_hand(child):
                child.show()
    finally:
        layout.setEnabled(True)
        layout.invalidate()


class Piecewise(QObject):
    """Runs through an iterator whose every step builds a small piece of a box: the first ones at once, the rest later.

    It ends with the box.
    """

    done = Signal()
    """All is built. Not emitted when that was so at once."""

    def __init__(self, box: QWidget, pieces: Iterator[object]) -> None:
        super().__init__(box)
        self._box, self._pieces = box, pieces
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._go_on)
        self.is_done = self._build_some(SLICE_SECONDS)
        if not self.is_done:
            self._clock.start(0)

    def finish(self) -> None:
        """Build the rest now."""
        if not self.is_done:
            self._build_some(float("inf"))
            self._end()

    def stop(self) -> None:
        """Build nothing more, for something else is to be built."""
        self._clock.stop()
        self.is_done = True
        self.deleteLater()

    def _go_on(self) -> None:
        if self._build_some(SLICE_SECONDS):
            self._end()
        else:
            self._clock.start(0)

    def _end(self) -> None:
        self._clock.stop()
        self.is_done = True
        self.done.emit()

    def _build_some(self, seconds: float) -> bool:
        until = monotonic() + seconds
        with together(self._box):
            return all(monotonic() < until for _ in self._pieces)


def _is_hidden_by_hand(widget: QWidget) -> bool:
    return widget.testAttribute(_BY_HAND) and widget.testAttribute(_HIDDEN)
