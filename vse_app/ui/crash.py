"""When the fault is ours: one dialog that says so, with a report to copy. Nothing is sent anywhere.

`install` catches what no other place has caught, in slots and in threads. What has been saved stays saved, since every
change is one finished transaction; the program goes on.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from vse_app import __version__, paths
from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts import Button, IconLabel, Muted, Plain, Title

LOG_BYTES = 1_000_000
"""The log starts anew when it is longer than this."""


class CrashHook(QObject):
    """Turns uncaught exceptions, from whichever thread, into one entry in the log and one dialog at a time."""

    _happened = Signal(str)

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr, self._dialog = tr, None
        self._happened.connect(self._on_happened)

    def install(self) -> None:
        """Take over `sys.excepthook` and `threading.excepthook`."""
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def report(self, error: BaseException) -> None:
        """Report an exception that was caught on the way, for instance by the runner."""
        self._caught(type(error), error, error.__traceback__)

    def _caught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = report_text("".join(traceback.format_exception(kind, error, trace)))
        print(text, file=sys.stderr)  # noqa: T201 - for whoever started the program from a terminal
        write_log(text)
        if isValid(self):
            self._happened.emit(text)

    @Slot(str)
    def _on_happened(self, text: str) -> None:
        if QGuiApplication.platformName() == "offscreen" or self._dialog is not None:
            return
        self._dialog = CrashDialog(text, self._tr)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    def _on_closed(self) -> None:
        self._dialog = None


class CrashDialog(QDialog):
    """What happened, that the data is safe, and the report."""

    def __init__(self, report: str, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something went wrong"))
        look = theme.current()
        self.resize(look.px(640), look.px(460))
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName(tr("Report"))
        self._copy = Button(tr("Copy the report"), "copy", on_click=self._on_copy)
        close = Button(tr("Go on working"), kind="primary", on_click=self.accept)
        self._copied = tr("Copied")
        head = QHBoxLayout()
        head.addWidget(IconLabel("error", "bad", scale=1.4))
        head.addWidget(Title(tr("Something went wrong")), 1)
        foot = QHBoxLayout()
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(20)] * 4)
        column.setSpacing(look.px(12))
        column.addLayout(head)
        column.addWidget(Plain(tr("This is a fault in the program, not yours. Your data is saved.")))
        column.addWidget(self._report, 1)
        column.addWidget(Muted(tr("Nothing was sent anywhere. The report is also in {path}.", path=log_path())))
        column.addLayout(foot)
        close.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.set_text(self._copied)


def log_path() -> Path:
    """Where crash reports are kept."""
    return paths.user_folder("data") / "crash.log"


def report_text(trace: str) -> str:
    """The report: versions, platform and where it happened; no content of the company file."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    about = f"vse-app {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return f"{now}\n{about}\n\n{trace.strip()}\n"


def write_log(text: str, path: Callable[[], Path] = log_path) -> None:
    """Append a report to the log. A disk that refuses is no reason to lose the dialog."""
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        fresh = path().exists() and path().stat().st_size > LOG_BYTES
        with path().open("w" if fresh else "a", encoding="utf-8") as log:
            log.write(text + "\n")
    except OSError as error:
        print(f"crash.log: {error}", file=sys.stderr)  # noqa: T201
