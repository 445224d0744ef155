"""What every test starts with: no window on the screen, a home of its own, and no dialog that would wait for ever."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--screens` keeps the pictures of every page under docs/screens."""
    parser.addoption("--screens", action="store_true", default=False, help="keep pictures of every page")


def pytest_configure(config: pytest.Config) -> None:
    """The warnings of the screenless platform say nothing about us."""
    config.addinivalue_line("qt_log_ignore", "^This plugin does not support ")
    gc.disable()  # as in the program: a widget that was left over must not be destroyed by some test's worker thread


def pytest_runtest_teardown() -> None:
    """Collect here, on the main thread, when there is enough to collect."""
    if gc.get_count()[0] > 50_000:
        gc.collect()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders of this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("VSE_APP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def dressed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests with a window get the theme and the bundled fonts, and fail when something opens a modal dialog."""
    if "qtbot" not in request.fixturenames:
        return
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

    from vse_app.ui import theme

    def refuse(*_args: object, **_values: object) -> None:
        pytest.fail("a modal dialog was opened")

    monkeypatch.setattr(QDialog, "exec", refuse)
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)
    for name in ("question", "warning", "critical", "information"):
        monkeypatch.setattr(QMessageBox, name, refuse)
    QLocale.setDefault(QLocale("en_GB"))
    theme.apply(request.getfixturevalue("qapp"), "light")
