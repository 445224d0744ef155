"""Killed, out of space, not allowed to write: what was acknowledged stays, what was not leaves nothing."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import furnish, plan
from vse_app.model.errors import CannotOpen, ReadOnly, StorageFailed
from vse_app.model.records import Content
from vse_app.services import attaching, backup, company, records, undo
from vse_app.services.workspace import Workspace
from vse_app.store.database import Database

ROOT = Path(__file__).resolve().parents[2]
KILLS = 60


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_sixty_killed_writers_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.killing", str(tmp_path), str(KILLS)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["rounds"] == KILLS
    assert found["acknowledged"] > KILLS  # they did work, and were killed in the middle of it
    assert found["half_staged"] > 0
    assert (found["lost"], found["problems"], found["left_staged"]) == ([], [], 0)


def facts_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that states a fact."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keep = [n for n in names if not n.startswith("search")]
        return {n: sorted(connection.execute(f"SELECT * FROM {n}").fetchall(), key=repr) for n in keep}


@pytest.fixture
def limited(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A company file that may not grow by more than so many pages, until it is called again with 0."""
    records.create(ws, 1, "plan", content=plan())
    ws.close()
    connect = Database._connect
    limit = {"pages": 0}

    def connecting(database: Database) -> sqlite3.Connection:
        connection = connect(database)
        if limit["pages"]:
            connection.execute(f"PRAGMA max_page_count={limit['pages']}")
        return connection

    monkeypatch.setattr(Database, "_connect", connecting)
    with Workspace.open(ws.path) as opened:

        def allow(more: int) -> None:
            with contextlib.closing(connect(opened.database)) as connection:
                limit["pages"] = more and connection.execute("PRAGMA page_count").fetchone()[0] + more
            opened.database.engine.dispose()

        yield opened, allow
        allow(0)


def test_a_full_disk_is_said_and_nothing_has_changed_and_work_goes_on_afterwards(limited: Any, tmp_path: Path) -> None:
    ws, allow = limited
    big = tmp_path / "big.bin"
    big.write_bytes(os.urandom(3_000_000))
    before = facts_of(ws.path)
    allow(2)
    for attempt in (
        lambda: records.create(ws, 1, "report", content=Content("R", {"limits": "x" * 200_000})),
        lambda: attaching.attach(ws, 1, big),
        lambda: company.edit_company(ws, why="y" * 200_000),
    ):
        with pytest.raises(StorageFailed, match="The disk is full; nothing was changed. Free some space") as caught:
            attempt()
        assert str(ws.path) in str(caught.value)
    assert facts_of(ws.path) == before
    allow(0)
    attaching.attach(ws, 1, big)
    assert backup.check(ws) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and hasattr(os, "geteuid") and os.geteuid() == 0
    if (
        not mounted
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def test_a_real_full_disk(small_disk: Path, tmp_path: Path) -> None:
    source = tmp_path / "source.bin"
    source.write_bytes(os.urandom(1_500_000))
    with Workspace.create(small_disk / "full.vse") as ws:
        furnish(ws)
        records.create(ws, 1, "plan", content=plan())
        before = facts_of(ws.path)
        with pytest.raises(StorageFailed, match="The disk is full"):
            for _ in range(4):
                source.write_bytes(os.urandom(1_500_000))
                attaching.take_in(ws, source)
                before = facts_of(ws.path)
        assert facts_of(ws.path) == before
        with pytest.raises(StorageFailed):
            backup.backup(ws, small_disk / "copy.vse")
        assert [f.name for f in small_disk.iterdir() if "copy" in f.name] == []
        copy = backup.backup(ws, tmp_path / "elsewhere.vse")
        assert backup.check(ws) == []
    with Workspace.open(copy) as ws:
        records.revise(ws, 1, fields={"aim": "goes on"})


AS_NOBODY = """
import os
import sys
import sqlalchemy.dialects.sqlite.pysqlite
from pathlib import Path
from vse_app.model.errors import UserError
from vse_app.services import company, records
from vse_app.services.workspace import Workspace
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    with Workspace.open(Path(sys.argv[1])) as ws:
        print("open", ws.writable, company.company(ws).name, records.page(ws, 1).record.title)
        company.edit_company(ws, name="changed")
except UserError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs the right to become somebody else")
@pytest.mark.parametrize("mode", ["file", "folder"])
def test_without_the_right_to_write_it_opens_for_reading(ws: Workspace, tmp_path: Path, mode: str) -> None:
    records.create(ws, 1, "plan", content=plan())
    ws.close()
    shared = Path("/tmp") / f"vse-test-{os.getpid()}-{mode}"
    shared.mkdir(mode=0o777)
    try:
        file = Path(shutil.copy(ws.path, shared / "acme.vse"))
        before = file.read_bytes()
        shared.chmod(0o777 if mode == "file" else 0o555)
        file.chmod(0o444)
        command = [sys.executable, "-c", AS_NOBODY, str(file)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = answer.stdout.splitlines()
        assert lines[0] == "open False Acme The plan", answer.stderr
        assert lines[1].startswith("ReadOnly This company file is open for reading only.")
        assert file.read_bytes() == before
    finally:
        shutil.rmtree(shared)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs the right to become somebody else")
def test_a_file_that_may_not_be_read_says_so(ws: Workspace) -> None:
    ws.close()
    shared = Path("/tmp") / f"vse-test-{os.getpid()}-secret"
    shared.mkdir(mode=0o755)
    try:
        file = Path(shutil.copy(ws.path, shared / "acme.vse"))
        file.chmod(0o000)
        command = [sys.executable, "-c", AS_NOBODY, str(file)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert answer.stdout == f"CannotOpen {file}: You may not read this file. Ask for the right to read it.\n"
    finally:
        shutil.rmtree(shared)


def test_a_file_moved_away_while_open_takes_no_more_and_says_so(ws: Workspace, tmp_path: Path) -> None:
    records.create(ws, 1, "plan", content=plan())
    moved = ws.path.rename(tmp_path / "moved.vse")
    for attempt in (lambda: records.revise(ws, 1, fields={"aim": "x"}), lambda: undo.undo(ws, 3)):
        with pytest.raises(StorageFailed, match="was moved, replaced or deleted while it was open"):
            attempt()
    moved.rename(ws.path)
    assert records.revise(ws, 1, fields={"aim": "x"}).value.revision == 2
    assert backup.check(ws) == []


def test_a_file_replaced_while_open_is_not_written(ws: Workspace, tmp_path: Path) -> None:
    other = backup.backup(ws, tmp_path / "copy.vse")
    before = other.read_bytes()
    other.replace(ws.path)
    with pytest.raises(StorageFailed, match="moved, replaced or deleted"):
        company.edit_company(ws, name="lost")
    assert ws.path.read_bytes() == before


def test_closing_gives_back_every_descriptor(ws: Workspace) -> None:
    ws.close()
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("needs /proc")
    before = len(list(folder.iterdir()))
    for _ in range(3):
        with Workspace.open(ws.path) as opened:
            records.create(opened, 1, "report", content=Content("R", {"limits": "x"}))
    assert len(list(folder.iterdir())) == before


def test_reading_only_refuses_every_change(ws: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("x")
    records.create(ws, 1, "plan", content=plan())
    with Workspace.open(ws.path) as second:
        assert not second.writable
        for attempt in (
            lambda: records.revise(second, 1, fields={"aim": "x"}),
            lambda: attaching.take_in(second, source),
            lambda: second.database.take_in(source.open("rb")),
        ):
            with pytest.raises(ReadOnly, match="open for reading only"):
                attempt()
    ws.close()
    with Workspace.open(ws.path, writable=False) as alone:
        assert not alone.writable


def test_a_damaged_page_is_a_sentence_and_not_a_traceback(ws: Workspace) -> None:
    for number in range(300):
        records.create(ws, 1, "change", content=Content(f"Change {number}", {"limits": "x" * 300}))
    ws.close()
    data = bytearray(ws.path.read_bytes())
    for page in range(8192 * 60, len(data) - 8192, 8192):
        data[page : page + 16] = b"\xff" * 16
    ws.path.write_bytes(data)
    with pytest.raises(CannotOpen, match="This file is damaged. It was not changed. Restore the newest backup"):
        Workspace.open(ws.path)
    assert ws.path.read_bytes() == bytes(data)
