"""Starting the window. The order of things here is what makes it quick; see the numbers in `tests/bench/bench_start.py`.

First the frame with the glance (standard library and light widgets only); after the first paint a worker thread loads
everything else and opens the company file; then the real view takes the place of the first page.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from vse_app.i18n import LANGUAGES, translator
from vse_app.model.errors import CannotOpen
from vse_app.services import glance
from vse_app.ui import theme
from vse_app.ui.context import Target
from vse_app.ui.first_paint import reading, show_glance
from vse_app.ui.frame import Frame
from vse_app.ui.preferences import Preferences
from vse_app.ui.window import Window

if TYPE_CHECKING:
    from vse_app.services.glance import Glance
    from vse_app.ui.opening import Opened
    from vse_app.ui.session import Session

SWITCH_SECONDS = 0.002
"""How long a thread may keep Python for itself while the rest is loaded, so that the window stays alive."""


def run(file: Path | None = None, *, sample: bool = False, argv: Sequence[str] = ()) -> int:
    """Show the window until it is closed and return the exit status. `argv` are arguments for Qt.

    Without a file the one that was open last is opened again; `sample` opens a throw-away copy of the example company.
    """
    gc.disable()
    program = QApplication([sys.argv[0] or "vse-app", "-style", "fusion", *argv])
    start = Start(program, file, sample=sample)
    status = program.exec()
    start.end()
    return status


class Start(QObject):
    """The way from nothing to a working window. `session` is None until everything is loaded."""

    def __init__(self, program: QApplication, file: Path | None, *, sample: bool = False) -> None:
        super().__init__(program)
        program.setApplicationName("vse-app")
        program.setApplicationDisplayName("vse-app")
        self.preferences = Preferences()
        scheme, text_scale = self.preferences.get("scheme", "system"), self.preferences.get("text_scale", 100)
        theme.apply(program, str(scheme), text_scale if isinstance(text_scale, int) else 100)
        self.tr = translator(spoken(self.preferences))
        self.session: Session | None = None
        self._sample = sample
        self._file = None if sample else file or self._last()
        self._wanted: Target | None = None
        self._problem: CannotOpen | None = None
        self.frame = Frame(self.tr, narrow=self.preferences.get("rail") == "narrow")
        self.frame.stage.addWidget(self._first_page())
        self.window = Window(self.preferences)
        self.window.put(self.frame)
        self.frame.painted.connect(lambda: QTimer.singleShot(0, self, self._load))
        self.window.show()

    def end(self) -> None:
        """After the window was closed: nothing goes on in the background."""
        if self.session is None and hasattr(self, "_runner"):
            self._runner.close()

    def _last(self) -> Path | None:
        """The file that was open when the program ended, if it is still there."""
        last = self.preferences.get("last", "")
        return Path(last) if last and isinstance(last, str) and Path(last).is_file() else None

    def _first_page(self) -> QWidget:
        """What stands in the frame at the first paint: Today from the glance, or the start page."""
        found: Glance | None = None
        try:
            found = glance.read(self._file) if self._file is not None else None
        except CannotOpen as error:
            self._problem = error
        if found is not None:
            return show_glance(self.frame, self.tr, found, self._on_open)
        self.frame.show_nothing_open()
        if self._sample or (self._file is not None and self._problem is None):
            return reading(self.tr, self._file.stem if self._file is not None else "")
        from vse_app.ui.views.start_page import StartPage

        self.frame.rail.mark("start")
        return StartPage(self.tr, self.preferences, self._on_go)

    def _on_open(self, task: str, iteration: int) -> None:
        self._on_go(Target("task", task=task, iteration=iteration))

    def _on_go(self, target: Target) -> None:
        """Something was clicked on the first page: now if possible, else as soon as everything is loaded."""
        if self.session is None:
            self._wanted = target
        else:
            self.session.go(target)

    def _load(self) -> None:
        from vse_app.ui.runner import Runner

        sys.setswitchinterval(SWITCH_SECONDS)
        self._runner = Runner(self.window)
        file = self._file if self._problem is None else None
        self._runner.write(lambda: _loaded(file, self.preferences), self._begin, failed=self._begin)

    def _begin(self, opened: Opened | CannotOpen | None) -> None:
        """Everything is loaded and the file is open, or was refused: the window comes alive."""
        from vse_app.ui.crash import CrashHook
        from vse_app.ui.session import Session

        hook = CrashHook(self.tr, self.window)
        hook.install()
        self._runner.crashed.connect(hook.report)
        self.session = Session(self.window, self.frame, self._runner, self.preferences)
        problem = opened if isinstance(opened, CannotOpen) else self._problem
        if self._sample:
            self.session.opening.example(throwaway=True)
        elif problem is not None and self._file is not None:
            self.session.opening.refused(self._file, problem)
        elif opened is None or isinstance(opened, CannotOpen):
            self.session.go(Target("start"))
        else:
            self.session.opening.opened(opened)
        if self._wanted is not None:
            self.session.go(self._wanted)
        gc.enable()
        gc.freeze()


def spoken(preferences: Preferences) -> str:
    """The language of the window: the one chosen, else the system's, else English.

    Asked of the environment, because building `QLocale` costs more than the whole frame.
    """
    chosen = preferences.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if sys.platform == "win32":
        import ctypes
        import locale

        said = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return said[:2] if said[:2] in LANGUAGES else "en"


def _loaded(file: Path | None, preferences: Preferences) -> Opened | None:
    """Import what the first view needs and open the file; on a worker thread, so that the window stays alive."""
    import vse_app.ui.crash
    import vse_app.ui.session
    import vse_app.ui.views.start
    from vse_app.ui.opening import last_project, load

    if file is None:
        return None
    import vse_app.ui.views.today  # noqa: F401

    return load(file, last_project(preferences, file))
