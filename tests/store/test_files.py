"""Files inside the company file: whole or not at all, once, streamed, and mended when they come again."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sqlite3
from pathlib import Path

import pytest

from vse_app.model.errors import Cancelled, Invalid, StorageFailed
from vse_app.services import backup
from vse_app.services.workspace import Workspace
from vse_app.store import files


def counts(ws: Workspace) -> tuple[int, int]:
    """How many files and chunks there are, staged ones included."""
    with ws.reading() as connection:
        asked = (connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in ("files", "chunks"))
        return tuple(asked)  # type: ignore[return-value]


def content(ws: Workspace, address: str) -> bytes:
    """The bytes of a kept file."""
    with ws.reading() as connection:
        return b"".join(files.blocks(connection, address))


@pytest.mark.parametrize("size", [1, files.CHUNK - 1, files.CHUNK, files.CHUNK + 1, 5 * files.CHUNK + 7])
def test_what_goes_in_comes_out(ws: Workspace, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BATCH", 2)
    data = os.urandom(size)
    seen: list[int] = []
    stored = ws.database.take_in(io.BytesIO(data), progress=seen.append)
    assert stored == (hashlib.sha256(data).hexdigest(), size)
    assert content(ws, stored.sha256) == data
    assert seen[-1] == size
    assert seen == sorted(seen)
    assert backup.check(ws) == []


def test_a_source_that_gives_little_at_a_time(ws: Workspace) -> None:
    class Dripping:
        left = 1000

        def readinto(self, buffer: bytearray) -> int:
            take = min(7, self.left)
            self.left -= take
            buffer[:take] = b"x" * take
            return take

    stored = ws.database.take_in(Dripping())
    assert content(ws, stored.sha256) == b"x" * 1000


def test_the_same_content_is_kept_once(ws: Workspace) -> None:
    first = ws.database.take_in(io.BytesIO(b"same" * 1_000_000))
    before = counts(ws)
    assert ws.database.take_in(io.BytesIO(b"same" * 1_000_000)) == first
    assert counts(ws) == before


def test_content_that_was_damaged_is_mended_when_it_comes_again(ws: Workspace) -> None:
    stored = ws.database.take_in(io.BytesIO(b"evidence"))
    with contextlib.closing(sqlite3.connect(ws.path)) as raw, raw:
        raw.execute("UPDATE chunks SET data = 'rubbish!'")
    assert [p.code for p in backup.check(ws)] == ["file"]
    assert ws.database.take_in(io.BytesIO(b"evidence")) == stored
    assert backup.check(ws) == []
    assert counts(ws) == (1, 1)


def test_stopping_leaves_nothing(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BATCH", 1)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled, match="Stopped; the file was not taken in"):
        ws.database.take_in(io.BytesIO(os.urandom(4 * files.CHUNK)), cancelled=lambda: next(asked))
    assert counts(ws) == (0, 0)


def test_a_source_that_fails_leaves_nothing(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BATCH", 1)

    class Failing(io.BytesIO):
        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if self.tell() > 2 * files.CHUNK:
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    with pytest.raises(StorageFailed, match=r"The disk refused \(Input/output error\)"):
        ws.database.take_in(Failing(os.urandom(4 * files.CHUNK)))
    assert counts(ws) == (0, 0)


def test_a_file_refused_at_the_end_leaves_nothing(ws: Workspace) -> None:
    def refuse(_stored: files.Stored) -> None:
        raise Invalid("no")

    with pytest.raises(Invalid, match="no"):
        ws.database.take_in(io.BytesIO(b"x"), check=refuse)
    assert counts(ws) == (0, 0)


def test_what_a_crash_left_half_staged_is_swept_at_the_next_opening(ws: Workspace) -> None:
    kept = ws.database.take_in(io.BytesIO(b"whole"))
    with contextlib.closing(ws.database.raw()) as raw:
        raw.execute("INSERT INTO files (id, sha256, size) VALUES (77, 'staged:x', 0)")
        raw.execute("INSERT INTO chunks (file, no, data) VALUES (77, 0, x'00')")
    assert counts(ws) == (2, 2)
    assert backup.check(ws) == []  # half a file is no damage
    ws.close()
    with Workspace.open(ws.path, writable=False) as reader:
        assert counts(reader) == (2, 2)
    with Workspace.open(ws.path) as writer:
        assert counts(writer) == (1, 1)
        assert content(writer, kept.sha256) == b"whole"


def test_the_head_of_a_file(ws: Workspace) -> None:
    stored = ws.database.take_in(io.BytesIO(b"0123456789" * 300_000))
    with ws.reading() as connection:
        assert files.head(connection, stored.sha256, 4) == b"0123"
        assert len(files.head(connection, stored.sha256, 2 * files.CHUNK + 5)) == 2 * files.CHUNK + 5
        assert files.head(connection, "nothing", 4) == b""


def test_the_log_stays_small_while_a_large_file_goes_in(ws: Workspace, tmp_path: Path) -> None:
    log = ws.path.with_name(ws.path.name + "-wal")
    largest = 0

    def look(_done: int) -> None:
        nonlocal largest
        largest = max(largest, log.stat().st_size)

    ws.database.take_in(io.BytesIO(bytes(100 * files.CHUNK)), progress=look)
    assert largest < 80 * 1024 * 1024
    assert ws.path.stat().st_size > 60 * 1024 * 1024
