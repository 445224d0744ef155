"""Background work: one thread that writes, one that reads, one for long reading; answers come back on the GUI thread.

A single writer means that no code anywhere needs a lock. Jobs get plain values and return plain values; they touch no
widget. The only place, beside the crash hook, that may catch every exception.

A widget must die on the GUI thread, and a job, its value and its error may hold the last reference to one. So they
stay in their `_Task` until the GUI thread takes them out, and Python's collector runs there alone (`collecting`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from vse_app.model.errors import UserError
from vse_app.ui.collecting import Collector

Progress = Callable[[int, int, str], None]
"""Called by long work with (done, total, what is being done); cheap, call it as often as you like."""

PROGRESS_SECONDS: Final = 0.05
PULSE_MILLISECONDS: Final = 50
"""While something is under way, Python runs on the GUI thread at least this often, so that it hands its lock over."""


class Runner(QObject):
    """Runs jobs off the GUI thread and gives their values to `then` on it.

    `then` and `failed` are not called when `owner` was deleted meanwhile. A `UserError` goes to `failed`, or to
    `refused` when there is no `failed`; any other exception goes to `crashed`.
    """

    busy = Signal(bool)
    """Whether anything at all is under way: the thin line at the top of the window."""
    started = Signal(object)
    progressed = Signal(object, int, int, str)
    finished = Signal(object)
    """The three for long work, each with its `LongJob`."""
    refused = Signal(object)
    """A `UserError` that nobody else takes care of: show it in the message bar."""
    crashed = Signal(object)
    """An exception that is our fault: show it as a crash."""
    _answered = Signal(object)
    _told = Signal(object, int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: dict[str, _Worker] = {}
        self._waiting: dict[int, _Asked] = {}
        self._latest: dict[Hashable, _Task] = {}
        self._number, self._was_busy = 0, False
        self._answered.connect(self._on_answered)
        self._told.connect(self._on_told)
        self._pulse = QTimer(self)
        self._pulse.setInterval(PULSE_MILLISECONDS)
        self._pulse.timeout.connect(_nothing)
        self._collector = Collector(self, lambda: any(asked.handle for asked in self._waiting.values()))

    def read(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], object],
        *,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run a job that only reads; reads keep their order among themselves."""
        self._ask("read", job, _Asked(then, failed, owner))

    def write(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], object],
        *,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run a job that changes something; writes keep their order."""
        self._ask("write", job, _Asked(then, failed, owner))

    def latest(
        self,
        key: Hashable,
        job: Callable[[], Any],
        then: Callable[[Any], object],
        *,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Read, and forget an earlier read of the same `key` that has not been answered yet."""
        before = self._latest.get(key)
        if before is not None:
            before.dropped = True
        self._latest[key] = self._ask("read", job, _Asked(then, failed, owner, key=key))

    def long(
        self,
        job: Callable[[Progress, Callable[[], bool]], Any],
        then: Callable[[Any], object],
        *,
        title: str,
        writes: bool = True,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
    ) -> LongJob:
        """Run work that takes seconds: `job(progress, cancelled)`, shown under `title` with a way to cancel it.

        Long work that only reads (`writes=False`) leaves both other threads free.
        """
        handle = LongJob(title)

        def run() -> Any:
            return job(_throttled(lambda *told: self._told.emit(handle, *told)), lambda: handle.cancelled)

        self.started.emit(handle)
        self._ask("write" if writes else "long", run, _Asked(then, failed, owner, handle=handle))
        return handle

    @property
    def is_busy(self) -> bool:
        """Whether any job waits or runs, or its answer has not been delivered."""
        return bool(self._waiting)

    def wait_idle(self, milliseconds: int = 5000) -> bool:
        """Wait, with the event loop running, until nothing is under way; False when that took too long."""
        if not self._waiting:
            return True
        loop, clock = QEventLoop(), QTimer()
        clock.setSingleShot(True)
        clock.timeout.connect(loop.quit)
        self.busy.connect(lambda busy: busy or loop.quit())
        clock.start(milliseconds)
        loop.exec()
        return not self._waiting

    def close(self) -> None:
        """Drop what has not begun reading, finish what writes, and end the threads. No answers come after this."""
        for asked in self._waiting.values():
            if asked.handle is not None:
                asked.handle.cancel()
        self._waiting.clear()
        self._pulse.stop()
        for task in self._latest.values():
            task.dropped = True
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()

    def _ask(self, thread: str, job: Callable[[], Any], asked: _Asked) -> _Task:
        self._number += 1
        task = _Task(self._number, job)
        self._waiting[task.number] = asked
        if thread not in self._workers:
            self._workers[thread] = _Worker(thread, self._answered.emit)
        self._workers[thread].put(task)
        self._tell_busy()
        return task

    @Slot(object)
    def _on_answered(self, task: _Task) -> None:
        value, error = task.taken()
        asked = self._waiting.pop(task.number, None)
        if asked is None:
            return
        if asked.key is not None and self._latest.get(asked.key) is task:
            del self._latest[asked.key]
        try:
            if asked.handle is not None:
                self.finished.emit(asked.handle)
            if not task.dropped and (asked.owner is None or isValid(asked.owner)):
                self._deliver(asked, value, error)
        finally:
            self._tell_busy()

    def _tell_busy(self) -> None:
        if self._was_busy != self.is_busy:
            self._was_busy = self.is_busy
            if self._was_busy:
                self._pulse.start()
            else:
                self._pulse.stop()
            self.busy.emit(self._was_busy)

    def _deliver(self, asked: _Asked, value: Any, error: Exception | None) -> None:
        if error is None:
            asked.then(value)
        elif not isinstance(error, UserError):
            self.crashed.emit(error)
        elif asked.failed is not None:
            asked.failed(error)
        else:
            self.refused.emit(error)

    @Slot(object, int, int, str)
    def _on_told(self, handle: LongJob, done: int, total: int, text: str) -> None:
        self.progressed.emit(handle, done, total, text)


class LongJob:
    """Long work under way: its title, and the way to stop it."""

    def __init__(self, title: str) -> None:
        self.title, self.cancelled = title, False

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next look at `cancelled`."""
        self.cancelled = True


class _Asked(NamedTuple):
    """What happens with an answer. Stays on the GUI thread, so that no widget can die on another one."""

    then: Callable[[Any], object]
    failed: Callable[[UserError], object] | None
    owner: QObject | None
    key: Hashable = None
    handle: LongJob | None = None


class _Task:
    """What a worker does, and what came of it. `dropped` means that nobody waits for it any more."""

    __slots__ = ("dropped", "error", "job", "number", "value")

    def __init__(self, number: int, job: Callable[[], Any]) -> None:
        self.number, self.job, self.dropped = number, job, False
        self.value: Any = None
        self.error: Exception | None = None

    def do(self) -> None:
        """Do it, on a worker thread, unless it was dropped."""
        if self.dropped:
            return
        try:
            self.value = self.job()
        except Exception as error:  # noqa: BLE001 - the edge: what a job raises is reported on the GUI thread
            self.error = error

    def taken(self) -> tuple[Any, Exception | None]:
        """Value and error, once, on the GUI thread; nothing of the job stays behind for the worker to let go."""
        found = (self.value, self.error)
        self.job, self.value, self.error = _nothing, None, None
        return found


_ORPHANS: Final[list[_Task]] = []
"""Tasks whose window is gone: kept for ever, because only its thread, which no longer asks, might let them go."""


class _Worker:
    """One thread that does its tasks one after the other."""

    def __init__(self, name: str, answer: Callable[[_Task], object]) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._answer = answer
        self._thread = Thread(target=self._work, name=f"vse-{name}", daemon=True)
        self._thread.start()

    def put(self, task: _Task) -> None:
        self._tasks.put(task)

    def stop(self) -> None:
        """Finish what was asked (dropped tasks are skipped), then end."""
        self._tasks.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.do()
            try:
                self._answer(task)
            except RuntimeError:  # the window is gone: nobody waits for the answer any more
                _ORPHANS.append(task)


def _nothing() -> None:
    return None


def _throttled(tell: Progress) -> Progress:
    """Progress often enough for the eye, rarely enough for the event loop; the last step is always told."""
    last = deque((0.0,), maxlen=1)

    def progress(done: int, total: int, text: str = "") -> None:
        now = monotonic()
        if now - last[0] >= PROGRESS_SECONDS or done >= total:
            last.append(now)
            tell(done, total, text)

    return progress
