"""Starting the window. The order of things is what makes it quick; `tests/bench/bench_start.py` measures it.

First one widget that draws the glance (standard library and painter only); after the first paint a worker thread
loads everything else and opens the company file; then the real frame and view take its place.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from vse_app.i18n import LANGUAGES, translator
from vse_app.model.errors import CannotOpen, UserError
from vse_app.services import glance
from vse_app.ui import theme
from vse_app.ui.first_paint import FirstPaint
from vse_app.ui.preferences import Preferences
from vse_app.ui.window import Window

if TYPE_CHECKING:
    from vse_app.services.glance import Glance
    from vse_app.ui.context import Target
    from vse_app.ui.opening import Opened
    from vse_app.ui.runner import Runner
    from vse_app.ui.session import Session

WARM_MS = 150
"""After the window came alive, the other screens are loaded ahead."""
TIDY_MS = 3000
"""After the window came alive, what killed runs left in the temporary folder is cleared away."""
SWITCH_SECONDS = 0.002
"""How long a thread may keep Python for itself while the rest is loaded, so that the window stays alive."""


def run(file: Path | None = None, *, sample: bool = False, argv: Sequence[str] = ()) -> int:
    """Show the window until it is closed and return the exit status. `argv` are arguments for Qt.

    Without a file the one that was open last is opened again; `sample` opens a throw-away copy of the example company.
    """
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    program = QApplication([sys.argv[0] or "vse-app", "-style", "fusion", *argv])
    start = Start(program, file, sample=sample)
    status = program.exec()
    start.end()
    # What is left goes with the process; looking through it once more would only take time.
    gc.freeze()
    return status


class Start(QObject):
    """The way from nothing to a working window. `session` is None until everything is loaded."""

    def __init__(self, program: QApplication, file: Path | None, *, sample: bool = False) -> None:
        super().__init__(program)
        program.setApplicationName("vse-app")
        self.preferences = Preferences()
        scheme, text_scale = self.preferences.get("scheme", "system"), self.preferences.get("text_scale", 100)
        theme.apply(program, str(scheme), text_scale if isinstance(text_scale, int) else 100)
        self._translator = translator(spoken(self.preferences))
        self.window = Window(self.preferences)
        self.session: Session | None = None
        self.first: FirstPaint | None = None
        self._runner: Runner | None = None
        self._sample = sample
        self._file = None if sample else file or self._last()
        self._wanted: Target | None = None
        self._problem: CannotOpen | None = None
        found = self._glance()
        if self._file is not None and self._problem is None:
            narrow = self.preferences.get("rail") == "narrow"
            self.first = FirstPaint(self._translator, found, self._on_clicked, narrow=narrow)
            self.first.painted.connect(lambda: QTimer.singleShot(0, self, self._load))
            self.window.setCentralWidget(self.first)
        else:
            self._begin(None)
        self.window.show()

    def end(self) -> None:
        """After the window was closed: nothing goes on in the background."""
        if self._runner is not None:
            self._runner.close()

    def _last(self) -> Path | None:
        """The file that was open when the program ended, if it is still there."""
        last = self.preferences.get("last", "")
        return Path(last) if last and isinstance(last, str) and Path(last).is_file() else None

    def _glance(self) -> Glance | None:
        try:
            return glance.read(self._file) if self._file is not None else None
        except CannotOpen as error:
            self._problem = error
            return None

    def _on_clicked(self, view: str, task: str, iteration: int) -> None:
        """Something was clicked on the first page: it is done as soon as everything is loaded."""
        from vse_app.ui.context import Target

        self._wanted = Target(view, task=task, iteration=iteration)

    def _load(self) -> None:
        from vse_app.ui.runner import Runner

        self._runner = Runner(self.window)
        file = self._file
        self._runner.crashed.connect(self._on_fault)
        self._runner.write(lambda: _loaded(file, self.preferences), self._begin, failed=self._begin)

    def _on_fault(self, error: Exception) -> None:
        """A fault of ours while the file is opened: the window comes alive without it, and the fault is reported."""
        if self.session is None:
            self._begin(CannotOpen("This is a fault in the program, not yours. Your data is saved."))
            raise error

    def _begin(self, opened: Opened | UserError | None) -> None:
        """Everything is loaded and the file is open, or was refused: the window comes alive."""
        from vse_app.ui.context import Target
        from vse_app.ui.crash import CrashHook
        from vse_app.ui.runner import Runner
        from vse_app.ui.session import Session

        self._runner = runner = self._runner or Runner(self.window)
        hook = CrashHook(self._translator, self.window)
        hook.install()
        runner.crashed.connect(hook.report)
        self.session = Session(self.window, self._translator.language, runner, self.preferences)
        problem = opened if isinstance(opened, UserError) else self._problem
        if self._sample:
            self.session.go(Target("start"))  # where the progress of making the example is shown
            self.session.opening.example(throwaway=True)
        elif problem is not None and self._file is not None:
            self.session.opening.refused(self._file, problem)
        elif opened is None or isinstance(opened, UserError):
            self.session.go(Target("start"))
        else:
            self.session.opening.opened(opened, wanted=self._wanted)
        QTimer.singleShot(WARM_MS, self.window, self._warm)
        QTimer.singleShot(TIDY_MS, self.window, self._tidy)
        gc.freeze()

    def _warm(self) -> None:
        from vse_app.ui.warming import Warming

        if self._runner is not None and self.window.isVisible():
            Warming(self._runner, self.window).begin()

    def _tidy(self) -> None:
        if self.session is not None and self._runner is not None and self.window.isVisible():
            self._runner.read(_clear_left, _nothing)


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


def _clear_left() -> int:
    from vse_app.services import scratch

    return scratch.clear_left()


def _nothing(_value: object) -> None:
    return None


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
