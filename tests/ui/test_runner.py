"""Background work: off the GUI thread, answers on it, in order, droppable, cancellable."""

from __future__ import annotations

import gc
import threading
import time

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from vse_app.model.errors import UserError
from vse_app.ui.runner import Runner


@pytest.fixture
def runner(qtbot):
    made = Runner()
    yield made
    made.close()


def test_jobs_run_elsewhere_and_answers_come_here(runner) -> None:
    seen: list[object] = []
    runner.read(threading.get_ident, seen.append)
    runner.write(lambda: 7, lambda value: seen.append((value, threading.get_ident())))
    assert runner.wait_idle()
    assert threading.get_ident() not in seen
    assert (7, threading.get_ident()) in seen


def test_writes_keep_their_order_on_one_thread(runner) -> None:
    threads, order = set(), []

    def job(number: int) -> int:
        threads.add(threading.get_ident())
        time.sleep(0.001 * (5 - number))
        return number

    for number in range(5):
        runner.write(lambda number=number: job(number), order.append)
    assert runner.wait_idle()
    assert order == [0, 1, 2, 3, 4]
    assert len(threads) == 1


def test_busy_tells_begin_and_end_once(runner) -> None:
    told: list[bool] = []
    runner.busy.connect(told.append)
    runner.read(lambda: 1, lambda _: runner.read(lambda: 2, lambda _: None))
    assert runner.is_busy
    assert runner.wait_idle()
    assert told == [True, False]


def test_user_errors_go_to_failed_or_are_refused(runner) -> None:
    failed, refused, answered = [], [], []
    runner.refused.connect(refused.append)

    def job() -> None:
        raise UserError("No.")

    runner.write(job, answered.append, failed=failed.append)
    runner.write(job, answered.append)
    assert runner.wait_idle()
    assert [str(error) for error in failed + refused] == ["No.", "No."]
    assert answered == []


def test_other_exceptions_are_crashes(runner) -> None:
    crashed, failed = [], []
    runner.crashed.connect(crashed.append)
    runner.read(lambda: 1 / 0, failed.append, failed=failed.append)
    assert runner.wait_idle()
    assert isinstance(crashed[0], ZeroDivisionError)
    assert failed == []


def test_answers_for_a_dead_owner_are_dropped(runner) -> None:
    owner, seen = QObject(), []
    runner.read(lambda: 1, seen.append, owner=owner)
    delete(owner)
    assert runner.wait_idle()
    assert seen == []


def test_latest_drops_earlier_reads_of_the_same_key(runner) -> None:
    gate, ran, seen = threading.Event(), [], []
    runner.read(gate.wait, lambda _: None)
    for number in range(5):
        runner.latest("path", lambda number=number: ran.append(number) or number, seen.append)
    runner.latest("other", lambda: "other", seen.append)
    gate.set()
    assert runner.wait_idle()
    assert seen == [4, "other"]
    assert ran == [4]


def test_long_work_tells_progress_and_can_be_cancelled(runner) -> None:
    told, ended, seen = [], [], []
    runner.started.connect(lambda job: told.append(job.title))
    runner.progressed.connect(lambda job, done, total, text: (told.append((done, total, text)), job.cancel()))
    runner.finished.connect(lambda job: ended.append(job.title))

    def work(progress, cancelled) -> str:
        progress(1, 100, "one")
        while not cancelled():
            time.sleep(0.001)
        return "stopped"

    runner.long(work, seen.append, title="Import")
    assert runner.wait_idle()
    assert told == ["Import", (1, 100, "one")]
    assert (ended, seen) == (["Import"], ["stopped"])


def test_long_reading_leaves_the_other_threads_free(runner) -> None:
    gate, seen = threading.Event(), []
    runner.long(lambda *_: gate.wait(5), seen.append, title="Print", writes=False)
    runner.read(lambda: "read", lambda value: (seen.append(value), runner.write(gate.set, lambda _: None)))
    assert runner.wait_idle()
    assert seen == ["read", True]


def test_progress_is_throttled(runner) -> None:
    told: list[int] = []
    runner.progressed.connect(lambda _job, done, _total, _text: told.append(done))

    def work(progress, _cancelled) -> None:
        for done in range(1, 10_001):
            progress(done, 10_000, "")

    runner.long(work, lambda _: None, title="Many")
    assert runner.wait_idle()
    assert told[-1] == 10_000
    assert len(told) < 100


def test_wait_idle_gives_up(runner) -> None:
    gate = threading.Event()
    runner.read(gate.wait, lambda _: None)
    assert not runner.wait_idle(20)
    gate.set()
    assert runner.wait_idle()


def test_close_finishes_writes(qtbot) -> None:
    runner, done = Runner(), []
    runner.write(lambda: (time.sleep(0.02), done.append(1)), lambda _: None)
    runner.close()
    assert done == [1]


class Mortal:
    """Says on which thread it died; stands for a widget, which would take the program with it on the wrong one."""

    def __init__(self, deaths: list[int]) -> None:
        self.deaths, self.itself = deaths, self

    def __del__(self) -> None:
        self.deaths.append(threading.get_ident())


def test_what_is_caught_in_a_cycle_dies_on_the_gui_thread(qtbot) -> None:
    gc.enable()
    runner = Runner()
    deaths: list[int] = []

    def allocate() -> int:
        return len([[number] for number in range(50_000)])

    try:
        for _ in range(3):
            Mortal(deaths)
            runner.read(allocate, lambda _value: None)
            assert runner.wait_idle()
        assert not deaths
        ballast = [[number] for number in range(5_000)]  # what the collector waits for: enough that is new
        qtbot.waitUntil(lambda: len(deaths) == 3, timeout=5000)
        assert ballast
    finally:
        runner.close()
        gc.disable()
    assert set(deaths) == {threading.get_ident()}


@pytest.mark.parametrize("fails", [False, True])
def test_the_last_reference_is_let_go_on_the_gui_thread(runner, fails) -> None:
    deaths: list[int] = []

    def job(held: Mortal) -> Mortal:
        if fails:
            raise UserError("No.")
        return held

    for _ in range(30):
        mortal = Mortal(deaths)
        mortal.itself = None
        runner.read(lambda held=mortal: job(held), lambda _value: None, failed=lambda _error: None)
        del mortal
        assert runner.wait_idle()
    runner.read(lambda: None, lambda _value: None)
    assert runner.wait_idle()
    gc.collect()
    assert deaths
    assert set(deaths) == {threading.get_ident()}


def test_nothing_is_collected_while_long_work_goes_on(runner) -> None:
    gate = threading.Event()
    runner.long(lambda _progress, _cancelled: gate.wait(5), lambda _value: None, title="Long")
    junk = [[number] for number in range(5_000)]
    runner._collector.collect()
    waiting = gc.get_count()[0]
    gate.set()
    assert runner.wait_idle()
    runner._collector.collect()
    assert waiting > len(junk) > gc.get_count()[0]
