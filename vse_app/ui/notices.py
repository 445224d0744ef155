"""Strips under the top bar: what holds for the whole window, and long work with a way to cancel it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts_text import Button, Caption, IconLabel, Plain
from vse_app.ui.runner import LongJob, Runner

QUIET_MS = 300
"""Work shorter than this is not shown: a line that flashes disturbs more than it tells."""


class Banner(QFrame):
    """Something that holds for the whole window. `acted`: its button was clicked; `put_away`: it was closed by hand."""

    acted = Signal()
    put_away = Signal()

    def __init__(self, tr: Translator, icon: str, text: str, *, action: str) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setAccessibleName(text)
        self.text = text
        look = theme.current()
        self.button = Button(action, on_click=self._on_action)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), look.px(6), look.px(12), look.px(6))
        line.setSpacing(look.px(8))
        line.addWidget(IconLabel(icon, "warn"))
        line.addWidget(Plain(text), 1)
        line.addWidget(self.button)
        line.addWidget(Button(tr("Put this notice away"), "close", kind="icon", on_click=self._on_close))

    def _on_action(self) -> None:
        self.acted.emit()
        self._on_close()

    def _on_close(self) -> None:
        self.hide()
        self.put_away.emit()


class WorkStrip(QFrame):
    """One piece of long work: its title, how far it is, Cancel."""

    def __init__(self, tr: Translator, job: LongJob) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setAccessibleName(job.title)
        self._tr, self._job = tr, job
        look = theme.current()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(job.title)
        self._what = Caption("")
        self.cancel = Button(tr("Cancel"), "close", on_click=self._on_cancel)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        for widget in (Plain(job.title), self._bar, self._what):
            words.addWidget(widget)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), look.px(6), look.px(12), look.px(6))
        line.setSpacing(look.px(16))
        line.addLayout(words, 1)
        line.addWidget(self.cancel)
        self._what.hide()

    def tell(self, done: int, total: int, text: str) -> None:
        """Show that `done` of `total` is done."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._what.setText(text)
        self._what.setVisible(bool(text))

    def _on_cancel(self) -> None:
        self._job.cancel()
        self.cancel.setEnabled(False)
        self.cancel.set_text(self._tr("Stopping…"))


class Notices(QObject):
    """Puts strips into a column of the frame and shows a thin line at the top while anything is under way."""

    def __init__(self, tr: Translator, frame: QWidget, column: QVBoxLayout, runner: Runner) -> None:
        super().__init__(frame)
        self._tr, self._frame, self._column = tr, frame, column
        self._strips: dict[LongJob, WorkStrip] = {}
        self._line = QProgressBar(frame)
        self._line.setProperty("part", "busy")
        self._line.setRange(0, 0)
        self._line.setTextVisible(False)
        self._line.setAccessibleName(tr("Working"))
        self._line.hide()
        self._wait = QTimer(frame)
        self._wait.setSingleShot(True)
        self._wait.setInterval(QUIET_MS)
        self._wait.timeout.connect(self._show_line)
        runner.busy.connect(self._on_busy)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.finished.connect(self._on_finished)

    def add(self, banner: Banner) -> None:
        """Show a banner."""
        self._column.addWidget(banner)

    def clear(self) -> None:
        """Take the banners away; long work stays."""
        for index in reversed(range(self._column.count())):
            item = self._column.itemAt(index)
            banner = item.widget() if item is not None else None
            if isinstance(banner, Banner):
                self._column.removeWidget(banner)
                banner.deleteLater()

    def take_over(self, jobs: tuple[LongJob, ...]) -> None:
        """Show long work that began under an earlier frame."""
        for job in jobs:
            self._on_started(job)

    @property
    def jobs(self) -> tuple[LongJob, ...]:
        """Long work under way."""
        return tuple(self._strips)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._wait.start()
        else:
            self._wait.stop()
            self._line.hide()

    def _show_line(self) -> None:
        self._line.setGeometry(0, 0, self._frame.width(), self._line.sizeHint().height())
        self._line.show()
        self._line.raise_()

    def _on_started(self, job: LongJob) -> None:
        self._strips[job] = WorkStrip(self._tr, job)
        self._column.addWidget(self._strips[job])

    def _on_progressed(self, job: LongJob, done: int, total: int, text: str) -> None:
        if job in self._strips:
            self._strips[job].tell(done, total, text)

    def _on_finished(self, job: LongJob) -> None:
        strip = self._strips.pop(job, None)
        if strip is not None:
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
