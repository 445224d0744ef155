"""Writers that are killed at any moment: what they had acknowledged must be there. `python -m tests.store.killing FOLDER N`.

A process of its own, so that the forks have no threads of a test runner in them.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.fixtures import furnish
from vse_app.model.records import Content
from vse_app.services import attaching, backup, records, undo
from vse_app.services.workspace import Workspace
from vse_app.store import files, queries

Tell = Callable[[dict[str, Any]], None]


def write_for_ever(path: Path, tell: Tell, chance: random.Random) -> None:
    """Save, attach, give states and undo, telling of each only after the verb has returned."""
    files.CHUNK, files.BATCH = 64 * 1024, 1  # each chunk is a transaction of its own: a kill finds files half staged
    with Workspace.open(path) as ws:
        tell({})
        plan = records.create(ws, 1, "report", content=Content("Report", {"limits": "x"}))
        source = path.with_name("source.bin")
        while True:
            match chance.randrange(5):
                case 0:
                    text = "y" * chance.randrange(5_000)
                    done: Any = records.revise(ws, plan.value.id, fields={"limits": f"{time.time_ns()} {text}"})
                    tell(_version(done.value))
                case 1:
                    done = records.create(ws, 1, "change", content=Content("Change", {"limits": "z"}))
                    tell(_version(done.value))
                case 2:
                    source.write_bytes(chance.randbytes(chance.randrange(1, 900_000)))
                    done = attaching.attach(ws, plan.value.id, source)
                    tell(_version(done.value) | {"file": done.value.stamp})
                case 3:
                    done = records.set_state(ws, plan.value.id, "seen", person="ben", role="DEV")
                    tell({"event": done.value})
                case _:
                    tell({"change": undo.undo(ws, plan.changes.number).changes.number})
                    plan = records.create(ws, 1, "report", content=Content("Report", {"limits": "x"}))
                    tell(_version(plan.value))


def _version(record: Any) -> dict[str, Any]:
    return {"record": record.id, "revision": record.revision, "stamp": record.stamp}


def killed(path: Path, seed: int) -> list[dict[str, Any]]:
    """Start a writer, kill it at some moment after it has opened the file, and return what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            os.close(reading)
            with os.fdopen(writing, "w", buffering=1) as stream:
                write_for_ever(path, lambda said: print(json.dumps(said), file=stream, flush=True), random.Random(seed))
        os._exit(3)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = [json.loads(stream.readline() or "{}")]
        time.sleep(random.Random(seed).uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        if not os.WIFSIGNALED(status):
            raise RuntimeError("the writer ended by itself")
        said += [json.loads(line) for line in stream if line.endswith("\n")]
    return [one for one in said if one]


def lost(ws: Workspace, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was acknowledged and is not there."""
    with ws.reading() as connection:
        return [one for one in told if not _is_there(connection, one)]


def _is_there(connection: Any, one: dict[str, Any]) -> bool:
    if "record" in one:
        found = queries.revision(connection, one["record"], one["revision"])
        return found is not None and found.stamp == one["stamp"]
    if "event" in one:
        return bool(connection.exec_driver_sql("SELECT 1 FROM events WHERE id = ?", (one["event"],)).fetchall())
    return bool(queries.entries_of_change(connection, one["change"]))


def _staged(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM files WHERE sha256 LIKE 'staged:%'").fetchone()[0]


def main(folder: Path, rounds: int) -> dict[str, Any]:
    """Kill so many writers on one growing company file; after each, look whether everything is there and whole."""
    path = folder / "killed.vse"
    with Workspace.create(path) as ws:
        furnish(ws)
    told: list[dict[str, Any]] = []
    result: dict[str, Any] = {
        "rounds": 0,
        "acknowledged": 0,
        "lost": [],
        "problems": [],
        "half_staged": 0,
        "left_staged": 0,
    }
    for seed in range(rounds):
        new = killed(path, seed)
        told += new
        result["half_staged"] += bool(_staged(path))
        with Workspace.open(path) as ws:
            if not ws.writable:
                raise RuntimeError("the lease of a dead writer is still held")
            result["lost"] += lost(ws, told[-200:])
            result["problems"] += [p._asdict() for p in backup.check(ws)]
        result["left_staged"] += _staged(path)
        result["rounds"] += 1
        result["acknowledged"] += len(new)
    return result


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
