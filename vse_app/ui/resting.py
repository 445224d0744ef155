"""Waiting for a rest in the typing, but not for ever: what is typed without a pause is handed over as well."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer


class Rest(QTimer):
    """Ends `rest` milliseconds after the last `again`, at the latest `longest` milliseconds after the first one."""

    def __init__(self, parent: QObject, rest: int, longest: int) -> None:
        super().__init__(parent, singleShot=True)
        self._rest, self._longest, self._began = rest, longest, 0.0

    def again(self) -> None:
        """Something was typed."""
        now = monotonic()
        if not self.isActive():
            self._began = now
        left = self._longest - round((now - self._began) * 1000)
        self.start(max(0, min(self._rest, left)))
