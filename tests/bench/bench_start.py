"""How long until the first window with real data is painted, against a bare QMainWindow; whole processes, in turn.

Both begin with the interpreter and end by leaving the event loop after the first paint. Memory is the peak of the
process. The gap is the longest time the event loop stood still while everything else was loaded and the real view
took its place.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import Row

PAIRS = 21
GAP_RUNS = 5
PEAK = """
with open("/proc/self/status") as status:  # ru_maxrss would be the parent's where that is larger
    print(next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")))
"""
BARE = f"""
from PySide6.QtWidgets import QApplication, QMainWindow
program = QApplication(["bare"])
window = QMainWindow()
window.show()
program.processEvents()
{PEAK}
"""
OURS = f"""
import gc
gc.disable()
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from vse_app.ui import app
program = QApplication(["vse-app", "-style", "fusion"])
app.Start._load = lambda self: program.quit()
start = app.Start(program, Path(sys.argv[1]))
program.exec()
gc.freeze()
{PEAK}
"""
GAP = """
import gc
gc.disable()
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from vse_app.ui import app
sys.setswitchinterval(app.SWITCH_SECONDS)
program = QApplication(["vse-app", "-style", "fusion"])
start = app.Start(program, Path(sys.argv[1]))
begin = last = time.perf_counter()
longest, ready = 0.0, 0.0
def tick():
    global last, longest, ready
    now = time.perf_counter()
    longest, last = max(longest, now - last - 0.005), now
    if not ready and start.session is not None and start.window.centralWidget() is start.session.frame:
        ready = now - begin
        QTimer.singleShot(400, program.quit)
clock = QTimer()
clock.setTimerType(Qt.TimerType.PreciseTimer)
clock.timeout.connect(tick)
clock.start(5)
program.exec()
print(longest * 1000, ready * 1000)
start.window.close()
start.end()
"""


def run() -> list[Row]:
    """Offscreen and, where there is a virtual display, under Xvfb; memory; the longest gap."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        file = example(home / "example.vse")
        env = os.environ | {"VSE_APP_HOME": str(home / "home"), "LANG": "C", "LC_ALL": "C"}
        offscreen = env | {"QT_QPA_PLATFORM": "offscreen"}
        times, peaks = against_bare(offscreen, file)
        rows = [ratio_row("first window with real data, offscreen", times, 1.35)]
        if shutil.which("Xvfb"):
            with Display() as name:
                times, _ = against_bare(env | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": name}, file)
            rows.append(ratio_row("first window with real data, Xvfb", times, 1.30))
        bare, ours = (statistics.median(pair[side] for pair in peaks) for side in (0, 1))
        rows.append(Row("peak memory at the first paint", ours, bare, ours, 70, "MiB"))
        said = [child(offscreen, GAP, file).split() for _ in range(GAP_RUNS)]
        gap = statistics.median(float(words[0]) for words in said)
        rows.append(Row("longest gap until the real view", gap, 30, gap, 30, "ms"))
    return rows


def example(path: Path) -> Path:
    """The example company, with its glance."""
    from vse_app.services import glance, projects, sample

    with sample.build(path, "en") as ws:
        glance.write(ws, projects.projects(ws)[-1].id, "en")
    return path


def against_bare(env: dict[str, str], file: Path) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Seconds and peak MiB of (bare, ours) for each pair of processes."""
    times: list[tuple[float, float]] = []
    peaks: list[tuple[float, float]] = []
    for number in range(PAIRS + 1):
        seconds, peak = zip(*(timed(env, script, file) for script in (BARE, OURS)), strict=True)
        if number:  # the first pair only warms the file cache
            times.append((seconds[0], seconds[1]))
            peaks.append((peak[0], peak[1]))
    return times, peaks


def ratio_row(name: str, times: list[tuple[float, float]], goal: float) -> Row:
    """Median of the pairs' ratios, with the median times beside it."""
    ratio = statistics.median(ours / bare for bare, ours in times)
    bare, ours = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    return Row(name, ours, bare, ratio, goal, "s")


def timed(env: dict[str, str], script: str, file: Path) -> tuple[float, float]:
    """Seconds of a whole process, and its peak in MiB."""
    begin = time.perf_counter()
    said = child(env, script, file)
    return time.perf_counter() - begin, float(said)


def child(env: dict[str, str], script: str, file: Path) -> str:
    """What a fresh interpreter says."""
    command = [sys.executable, "-c", script, str(file)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120).stdout


class Display:
    """A virtual display of our own."""

    def __enter__(self) -> str:
        """Start it and return its name."""
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as stream:
            return f":{stream.readline().strip()}"

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._server.terminate()
        self._server.wait(10)


if __name__ == "__main__":
    for row in run():
        print(row)
