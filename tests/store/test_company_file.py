"""Creating and opening a company file: what is refused, in which words, and that refused files stay as they are."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from tests.cases import CASES
from tests.fixtures import plan
from vse_app.model.errors import CannotOpen, StorageFailed
from vse_app.services import backup, company, records
from vse_app.services.workspace import Workspace
from vse_app.store import header, lease
from vse_app.store.database import Database
from vse_app.store.lease import Lease

HOSTILE = CASES / "hostile" / "db"


def digest(path: Path) -> str:
    """Hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def altered(source: Path, at: int, data: bytes, target: Path) -> Path:
    """A copy in which some bytes are different."""
    whole = bytearray(source.read_bytes())
    whole[at : at + len(data)] = data
    target.write_bytes(whole)
    return target


@pytest.fixture
def closed(ws: Workspace) -> Path:
    """A whole company file that nobody has open."""
    records.create(ws, 1, "plan", content=plan())
    ws.close()
    return ws.path


def test_a_new_file_is_ours_whole_and_remembers_who_opened_it(ws: Workspace) -> None:
    with contextlib.closing(sqlite3.connect(ws.path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0] == header.APPLICATION_ID
        assert raw.execute("PRAGMA user_version").fetchone()[0] == header.FORMAT
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with contextlib.closing(ws.database.raw()) as own:
        asked = {name: own.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")}
    assert asked == {"foreign_keys": 1, "synchronous": 2}
    name, at = ws.database.holder()
    assert name == lease.holder_name()
    assert at == "2026-03-02T09:01:00Z"


def test_a_name_that_is_taken_is_refused_and_left_alone(tmp_path: Path) -> None:
    taken = tmp_path / "taken.vse"
    taken.write_bytes(b"mine")
    with pytest.raises(CannotOpen, match=r"taken.vse: There is already something with this name. Choose another name."):
        Workspace.create(taken)
    assert taken.read_bytes() == b"mine"
    dangling = tmp_path / "link.vse"
    dangling.symlink_to(tmp_path / "nowhere.vse")
    with pytest.raises(CannotOpen, match="already something"):
        Workspace.create(dangling)
    assert not (tmp_path / "nowhere.vse").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no/such/folder/x.vse", "There is no such folder. Choose another folder."),
        ("x" * 300 + ".vse", "This name cannot be used (File name too long)."),
        ("a\0b.vse", "This name cannot be used"),
    ],
)
def test_impossible_names(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(CannotOpen) as caught:
        Workspace.create(tmp_path / name)
    assert said in str(caught.value)
    assert list(tmp_path.glob("**/*.vse*")) == []


@pytest.mark.parametrize("name", ["ünïcode ไทย.vse", "per%cent?#.vse", "two  spaces.vse", "🙂.vse", "quote'\".vse"])
def test_odd_names_are_just_names(tmp_path: Path, name: str) -> None:
    with Workspace.create(tmp_path / name) as made:
        company.edit_company(made, name="Odd")
    with Workspace.open(tmp_path / name) as opened:
        assert company.company(opened).name == "Odd"
        backup.backup(opened, tmp_path / f"copy of {name}")
    assert sorted(p.name for p in tmp_path.glob("*.vse")) == sorted([name, f"copy of {name}"])


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_engine: object) -> None:
        raise sqlite3.OperationalError("no")

    monkeypatch.setattr("vse_app.store.migrating.upgrade", fail)
    with pytest.raises(sqlite3.OperationalError):
        Database.create(tmp_path / "x.vse", at="")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_somebody_elses_lease_is_not_written(tmp_path: Path) -> None:
    held = Lease(tmp_path / "x.vse")
    assert held.acquire()
    with pytest.raises(StorageFailed, match="This folder cannot be written"):
        Workspace.create(tmp_path / "x.vse")
    held.release()
    Workspace.create(tmp_path / "x.vse").close()


def test_the_second_opener_reads_and_can_say_who_writes_since_when(ws: Workspace) -> None:
    with Workspace.open(ws.path) as second:
        assert not second.writable
        assert second.database.holder() == (lease.holder_name(), "2026-03-02T09:01:00Z")
        company.edit_company(ws, name="While you watch")
        assert company.company(second).name == "While you watch"
    ws.close()
    with Workspace.open(ws.path) as third:
        assert third.writable


def test_reading_goes_on_while_somebody_writes(ws: Workspace) -> None:
    records.create(ws, 1, "plan", content=plan())
    seen: list[int] = []
    with ws.database.writing() as connection:
        connection.exec_driver_sql("UPDATE records SET title = 'half done'")

        def read() -> None:
            seen.append(records.page(ws, 1).record.title == "The plan")

        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
        connection.exec_driver_sql("UPDATE records SET title = 'The plan'")
    assert seen == [True]


def beside(path: Path) -> set[str]:
    return {other.name.removeprefix(path.name) for other in path.parent.iterdir() if other.name.startswith(path.name)}


def test_reading_leaves_nothing_beside_the_file_and_nothing_changed_in_it(closed: Path) -> None:
    before, held, moment = beside(closed), closed.read_bytes(), closed.stat().st_mtime_ns
    with Workspace.open(closed, writable=False) as reader:
        company.company(reader)
        assert {"-wal", "-shm"} <= beside(closed)
    assert beside(closed) == before
    assert (closed.read_bytes(), closed.stat().st_mtime_ns) == (held, moment)


def test_the_last_of_several_readers_tidies_up_and_no_earlier_one(closed: Path) -> None:
    first, second = Workspace.open(closed, writable=False), Workspace.open(closed, writable=False)
    name = company.company(second).name
    first.close()
    assert "-shm" in beside(closed)
    assert company.company(second).name == name
    second.close()
    assert not {"-wal", "-shm"} & beside(closed)


def test_a_reader_leaves_the_log_of_a_writer_alone(ws: Workspace) -> None:
    reader = Workspace.open(ws.path)
    company.edit_company(ws, name="Written meanwhile")
    reader.close()
    assert company.company(ws).name == "Written meanwhile"
    assert {"-wal", "-shm"} <= beside(ws.path)
    company.edit_company(ws, name="And once more")


def test_a_reader_does_not_fold_in_the_log_a_killed_writer_left(ws: Workspace, tmp_path: Path) -> None:
    company.edit_company(ws, name="In the log")
    copy = tmp_path / "copies" / "acme.vse"
    copy.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(ws.path.with_name(ws.path.name + suffix), copy.with_name(copy.name + suffix))
    held = copy.read_bytes()
    with Workspace.open(copy, writable=False) as reader:
        assert company.company(reader).name == "In the log"
    assert copy.read_bytes() == held and "-wal" in beside(copy)


def test_what_fails_inside_a_transaction_leaves_no_trace(ws: Workspace) -> None:
    class Bug(Exception):
        pass

    def half(_connection: object) -> None:
        raise Bug

    with pytest.raises(Bug), ws.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO documents (kind, key, data) VALUES ('x', 'y', '1')")
        half(connection)
    with ws.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM documents WHERE kind = 'x'").scalar() == 0


def test_busy_is_a_sentence(ws: Workspace) -> None:
    with contextlib.closing(sqlite3.connect(ws.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ws.database.engine.connect() as connection:  # the one the next verb gets from the pool
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
        with pytest.raises(StorageFailed, match="Another program is using the file. Try again in a moment."):
            company.edit_company(ws, name="x")


@pytest.mark.parametrize("name", ["zero_bytes.db", "not_a_database.db", "foreign_schema.db", "truncated_half.db"])
@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile files are not here")
def test_hostile_files_are_refused_unchanged(tmp_path: Path, name: str) -> None:
    file = Path(shutil.copy(HOSTILE / name, tmp_path / name))
    before = digest(file)
    with pytest.raises(CannotOpen) as caught:
        Workspace.open(file)
    assert name in str(caught.value)
    assert digest(file) == before
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".db"] == [name]


@pytest.mark.parametrize(
    ("at", "data", "said"),
    [
        (0, b"", "whole"),
        (0, b"PK\x03\x04 and more text", "This is not a company file."),
        (68, b"\0\0\0\0", "This is a database of another program"),
        (60, (999_999).to_bytes(4, "big"), "made by a newer version of the program. Install the newest version"),
        (60, (header.FORMAT + 1).to_bytes(4, "big"), "made by a newer version"),
        (28, (10**6).to_bytes(4, "big"), "This file is damaged: its end is missing."),
        (8192, b"\xff" * 4000, "This file is damaged."),
    ],
)
def test_what_the_first_bytes_say(closed: Path, tmp_path: Path, at: int, data: bytes, said: str) -> None:
    file = altered(closed, at, data, tmp_path / "other.vse")
    before = digest(file)
    if said == "whole":
        Workspace.open(file).close()
        return
    with pytest.raises(CannotOpen) as caught:
        Workspace.open(file)
    assert said in str(caught.value)
    assert str(file) in str(caught.value)
    assert digest(file) == before


@pytest.mark.parametrize("keep", [0, 1, 99, 100, 512, 8192, 100_000, -8192, -1])
def test_truncated_files(closed: Path, keep: int) -> None:
    closed.write_bytes(closed.read_bytes()[:keep])
    before = digest(closed)
    with pytest.raises(CannotOpen):
        Workspace.open(closed)
    assert digest(closed) == before


def test_what_is_no_file(tmp_path: Path) -> None:
    for place, said in (
        (tmp_path, "This is not a file."),
        (tmp_path / "none.vse", "There is no such file. Check the name, or create it"),
        (Path("/dev/null"), "This is not a file."),
        (tmp_path / ("x" * 300), "This file cannot be read (File name too long)."),
        (tmp_path / "a\0b", "This file cannot be read (embedded null byte)."),
    ):
        with pytest.raises(CannotOpen) as caught:
            Workspace.open(place)
        assert said in str(caught.value)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CannotOpen, match="not a file"):
        Workspace.open(pipe)


@pytest.mark.parametrize("writable", [True, False])
def test_an_unknown_migration_is_refused_unchanged_also_for_reading(closed: Path, writable: bool) -> None:
    with contextlib.closing(sqlite3.connect(closed)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = digest(closed)
    with pytest.raises(CannotOpen, match="newer version"):
        Workspace.open(closed, writable=writable)
    assert digest(closed) == before


def test_a_crash_in_the_middle_of_a_checkpoint_is_no_damage(ws: Workspace, tmp_path: Path) -> None:
    """Page 1 with the new length is written first; until the rest follows, it stands in the write-ahead log."""
    with ws.database.writing() as connection:
        before = ws.path.stat().st_size
        for key in range(40):
            values = (str(key), "x" * 20_000)
            connection.exec_driver_sql("INSERT INTO documents (kind, key, data) VALUES ('x', ?, ?)", values)
    torn = tmp_path / "torn.vse"
    shutil.copy(ws.path.with_name("acme.vse-wal"), tmp_path / "torn.vse-wal")
    assert ws.path.stat().st_size == before
    ws.close()
    whole = ws.path.read_bytes()
    assert len(whole) > before
    torn.write_bytes(whole[:before])
    with Workspace.open(torn) as opened, opened.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM documents WHERE kind = 'x'").scalar() == 40


def test_a_copy_made_while_the_file_is_open_opens(ws: Workspace, tmp_path: Path) -> None:
    records.create(ws, 1, "plan", content=plan())
    for suffix in ("", "-wal"):
        shutil.copy(f"{ws.path}{suffix}", f"{tmp_path / 'copy.vse'}{suffix}")
    with Workspace.open(tmp_path / "copy.vse") as copy:
        assert records.page(copy, 1).record.title == "The plan"
        assert backup.check(copy) == []


def test_a_restored_backup_uses_the_log_again_so_that_reading_and_writing_go_together(
    ws: Workspace, tmp_path: Path
) -> None:
    copy = backup.backup(ws, tmp_path / "copy.vse")
    restored = backup.restore(copy, tmp_path / "restored.vse")
    with Workspace.open(restored) as opened, opened.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        company.edit_company(opened, name="while reading")


def test_damaged_values_are_a_sentence(closed: Path) -> None:
    with contextlib.closing(sqlite3.connect(closed)) as raw, raw:
        raw.execute("UPDATE documents SET data = '{broken' WHERE kind = 'setting' AND key = 'actor'")
    with pytest.raises(CannotOpen, match="This company file is damaged. “check” says where"):
        Workspace.open(closed)


def test_a_file_put_in_place_of_an_open_one_never_gets_its_log(tmp_path):
    mine, other = tmp_path / "mine.vse", tmp_path / "other.vse"
    for file in (mine, other):
        Workspace.create(file).close()
    content = other.read_bytes()
    ws = Workspace.open(mine)
    company.edit_company(ws, name="Written to the log")
    other.replace(mine)
    ws.close()
    assert mine.read_bytes() == content
    with Workspace.open(mine) as again:
        assert backup.check(again) == []
        assert company.company(again).name == ""


def test_a_file_without_its_version_is_damaged_not_a_riddle(tmp_path):
    file = tmp_path / "x.vse"
    Workspace.create(file).close()
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE alembic_version")
    connection.commit()
    connection.close()
    with pytest.raises(CannotOpen, match="damaged"):
        Workspace.open(file)
