"""The real window on a real company file, and what watches over it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from vse_app.services import sample
from vse_app.ui.context import Target

BLOCKED_MS = 100
"""The window may not be deaf for longer than this."""


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example company in both languages, built once."""
    folder = tmp_path_factory.mktemp("samples")
    found: dict[str, Path] = {}
    for language in ("en", "es"):
        found[language] = folder / f"{language}.vse"
        sample.build(found[language], language).close()
    return found


class Watchdog:
    """Ticks every 5 ms in the window's thread and remembers the longest silence."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(5)

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1000)
        self._last = now


class Desk:
    """The program as a person has it before them."""

    def __init__(self, start, language: str) -> None:
        self.start, self.language = start, language
        self.watchdog = Watchdog()

    @property
    def window(self):
        return self.start.window

    @property
    def session(self):
        return self.start.session

    def wait(self, ready: Callable[[], object], milliseconds: int = 10_000) -> None:
        """Let the program work until something is so."""
        deadline = time.perf_counter() + milliseconds / 1000
        while not ready():
            assert time.perf_counter() < deadline, "it took too long"
            self.spin(10)

    def spin(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Wait until nothing is being read or written."""
        self.wait(lambda: self.session is not None)
        for _ in range(3):
            self.session.runner.wait_idle(10_000)
            self.spin(15)

    def go(self, view: str, **where) -> None:
        self.session.go(Target(view, **where))
        self.settle()


@pytest.fixture
def desk(qtbot, samples, tmp_path, monkeypatch) -> Iterator[Callable[..., Desk]]:
    """Open the window: `desk("es", scheme="dark", file=None)`; closed again after the test."""
    from PySide6.QtWidgets import QApplication

    from vse_app.ui import app
    from vse_app.ui.preferences import Preferences

    opened: list[Desk] = []

    def open_desk(language: str = "en", *, scheme: str = "light", file: Path | str | None = "sample", scale: int = 100):
        preferences = Preferences()
        for key, value in (("language", language), ("scheme", scheme), ("text_scale", scale)):
            preferences.set(key, value)
        if file == "sample":
            file = tmp_path / f"{language}-{scheme}.vse"
            shutil.copy(samples[language], file)
        found = Desk(app.Start(QApplication.instance(), file), language)
        opened.append(found)
        found.window.resize(1280, 820)
        found.settle()
        return found

    yield open_desk
    for found in opened:
        found.window.close()
        found.settle()
        found.start.end()
        found.window.deleteLater()
        found.spin(20)
