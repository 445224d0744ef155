"""Large files and many records: attaching against hashing and copying, memory, opening, writing records in bulk.

The file attached is read from the page cache, so that the disk it comes from plays no part.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import Row
from tests.fixtures import furnish, record
from vse_app.model.records import Content
from vse_app.services import attaching, records
from vse_app.services.workspace import Workspace

GIB = 1024**3
RECORDS = 100_000
SINGLE = 200
BLOCK = 1024 * 1024

_MEMORY = """
import sys
from pathlib import Path
from vse_app.services import attaching
from vse_app.services.workspace import Workspace
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
with Workspace.open(Path(sys.argv[1])) as ws:
    before = peak()
    attaching.take_in(ws, Path(sys.argv[2]))
    print(peak() - before)
"""


def run() -> list[Row]:
    """All figures; needs about 4 GB of disk."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("VSE_APP_BENCH")) as folder:
        return [*_attaching(Path(folder)), *_many(Path(folder))]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _attaching(folder: Path) -> list[Row]:
    source, file = folder / "big.bin", folder / "files.vse"
    with source.open("wb") as stream:
        for _ in range(GIB // BLOCK):
            stream.write(os.urandom(BLOCK))
    hashing = min(_seconds(lambda: _hash(source)) for _ in range(2))
    copying = _seconds(lambda: _copy(source, folder / "copy.bin"))
    (folder / "copy.bin").unlink()
    with Workspace.create(file) as ws:
        attach = _seconds(lambda: attaching.take_in(ws, source))
    file.unlink()
    Workspace.create(file).close()
    command = [sys.executable, "-c", _MEMORY, str(file), str(source)]
    # Only Linux tells the peak of a process by itself.
    linux = sys.platform == "linux"
    memory = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) if linux else 0.0
    file.unlink()
    source.unlink()
    return [
        Row("attach 1 GiB, against hashing alone", attach, hashing, attach / hashing, 1.5, "s"),
        Row("attach 1 GiB, against a copy made durable", attach, copying, attach / copying, 2.0, "s"),
        Row("attach 1 GiB, peak of memory on top", memory, 0, memory, 64, "MiB"),
    ]


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(BLOCK):
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())


def _many(folder: Path) -> list[Row]:
    empty, full = folder / "empty.vse", folder / "full.vse"
    for path in (empty, full):
        with Workspace.create(path) as ws:
            furnish(ws)
    with Workspace.open(full) as ws:
        bulk = _seconds(lambda: _fill(ws))
        one = _seconds(lambda: _one_by_one(ws)) / SINGLE
    floor = _durable_insert(folder / "floor.db")
    opened = {path: statistics.median(_opening(path) for _ in range(9)) for path in (empty, full)}
    return [
        Row("open 100,000 records, against an empty file", opened[full] * 1e3, opened[empty] * 1e3,
            opened[full] / opened[empty], 1.5, "ms"),
        Row("save one record among 100,000, against an insert", one * 1e3, floor * 1e3, one / floor, 20, "ms"),
        Row("write 100,000 records in one change, each", bulk / RECORDS * 1e3, 0, bulk / RECORDS * 1e3, 1, "ms"),
    ]  # fmt: skip


def _fill(ws: Workspace) -> None:
    def work(change) -> None:  # type: ignore[no-untyped-def]
        for number in range(1, RECORDS + 1):
            content = Content(f"Change number {number}", {"limits": f"what is asked for in {number}"})
            head = record(0, "change", number=f"C-{number}", title=content.title, stamp=content.stamp())
            change.add_record(head, content)

    ws.write("record.create", work)


def _one_by_one(ws: Workspace) -> None:
    for number in range(SINGLE):
        records.create(ws, 1, "report", content=Content(f"Report {number}", {"limits": "text"}))


def _durable_insert(path: Path) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (a)")
    spent = _seconds(lambda: [connection.execute("INSERT INTO t VALUES ('x')") for _ in range(SINGLE)])
    connection.close()
    return spent / SINGLE


def _opening(path: Path) -> float:
    started = time.perf_counter()
    ws = Workspace.open(path)
    spent = time.perf_counter() - started
    ws.close()
    return spent
