"""The main window: it holds one frame, remembers its size, and does not close before everything is handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from vse_app.ui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from vse_app.ui.frame import Frame

SIZE = (1180, 690)
LEAST = (720, 480)


class Window(QMainWindow):
    """The window. `before_closing` is called when the person closes it, while it is whole; False keeps it open."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.before_closing: Callable[[], bool] | None = None
        self.setWindowTitle("vse-app")
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self.restoreGeometry(QByteArray.fromHex(str(preferences.get("geometry", "")).encode("ascii", "ignore")))

    def put(self, frame: Frame) -> None:
        """Show a frame instead of the former one, or of the first paint."""
        if self.centralWidget() is not frame:
            self.setCentralWidget(frame)
            frame.show()

    def show_title(self, project: str, company: str) -> None:
        """Say in the title what is open."""
        self.setWindowTitle(" · ".join(part for part in (project, company, "vse-app") if part))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the geometry, hand over what is unsaved, then close."""
        self._preferences.set("geometry", bytes(self.saveGeometry().toHex().data()).decode("ascii"))
        finish, self.before_closing = self.before_closing, None
        self.hide()
        if finish is not None and not finish():
            self.before_closing = finish
            self.show()
            event.ignore()
            return
        super().closeEvent(event)
