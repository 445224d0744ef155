"""Python's cyclic garbage collector, on the GUI thread only.

A widget caught in a cycle of references is destroyed by the collector, on whatever thread happens to be running when it
starts by itself. On a worker thread that kills the program: Qt's widgets may only be touched by the GUI thread.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MILLISECONDS: Final = 1000


class Collector(QObject):
    """Turns automatic collection off and collects from a timer of the GUI thread, unless `busy()` (long work) says no.

    The thresholds are Python's own, so that as much is collected as ever; only the moment and the thread differ.
    """

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy = busy
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(EVERY_MILLISECONDS)

    def collect(self) -> None:
        """Collect the oldest generation that is due, if any."""
        if self._busy():
            return
        due = [
            g for g, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
        ]
        if due:
            gc.collect(due[-1])


def pass_over() -> None:
    """Let the collector pass over all that is there now: something large, such as a plan of 100,000 rows, is alive."""
    gc.freeze()


def look_again() -> None:
    """It may look at everything again."""
    gc.unfreeze()
