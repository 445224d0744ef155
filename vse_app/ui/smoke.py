"""Part of the self-test: does Qt load, and can the window's parts be made? No window is shown."""

from __future__ import annotations

import os
from pathlib import Path


def check(_folder: Path) -> str:
    """Dress an application without a screen and draw an icon; tells what was seen, raises when something is missing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qVersion
    from PySide6.QtWidgets import QApplication

    from vse_app.ui import theme
    from vse_app.ui.icons import icon
    from vse_app.ui.views import VIEWS

    program = QApplication.instance() or QApplication(["vse-app", "-style", "fusion"])
    assert isinstance(program, QApplication)
    theme.apply(program, "light", 100)
    if icon("vse").pixmap(32, 32).isNull():
        raise ValueError("no icon was drawn")
    return f"Qt {qVersion()}, {len(VIEWS)} screens"
