"""Backup, restore, check: a copy is a backup only when every hash in it is right; nothing is ever replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cases import CASES
from tests.fixtures import plan
from tests.store.test_crashes import facts_of
from tests.store.test_tampering import GOLDEN, tamper
from vse_app.i18n import translator
from vse_app.model.errors import CannotOpen, StorageFailed, UserError
from vse_app.services import attaching, backup, records
from vse_app.services.workspace import Workspace
from vse_app.store.checking import Problem


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A copy of the file that has one of everything."""
    return Path(shutil.copy(GOLDEN, tmp_path / "golden.vse"))


def facts(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Facts without those that every opening or backup adds."""
    found = facts_of(path)
    found["documents"] = [d for d in found["documents"] if d[1] not in ("holder", "setting")]
    found["audit"] = [a for a in found["audit"] if a[4] != "backup"]
    return found


def test_a_backup_is_whole_and_so_is_what_is_restored_from_it(ws: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "big.bin"
    source.write_bytes(os.urandom(3_000_000))
    records.create(ws, 1, "plan", content=plan())
    attaching.attach(ws, 1, source)
    before = facts(ws.path)
    seen: list[float] = []
    copy = backup.backup(ws, tmp_path / "copy.vse", progress=seen.append)
    assert seen == sorted(seen)
    assert (seen[-1], len(seen) > 1) == (1.0, True)
    assert not copy.with_name("copy.vse-wal").exists()  # one file, complete in itself
    kept = copy.read_bytes()
    restored = backup.restore(copy, tmp_path / "restored.vse")
    assert facts(copy) == before
    assert facts(restored) == before
    assert copy.read_bytes() == kept
    with Workspace.open(restored) as again:
        assert backup.check(again) == []
        records.revise(again, 1, fields={"aim": "goes on"})
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix not in (".lock", ".bin")) == sorted(
        ["acme.vse", "acme.vse-shm", "acme.vse-wal", "copy.vse", "restored.vse"]
    )


def test_the_newest_backup_is_remembered(ws: Workspace, tmp_path: Path) -> None:
    assert backup.last_backup(ws) == ("", "")
    backup.backup(ws, tmp_path / "copy.vse")
    at, name = backup.last_backup(ws)
    assert (at[:10], name) == ("2026-03-02", "copy.vse")


def test_a_reader_can_make_a_backup_too(ws: Workspace, tmp_path: Path) -> None:
    with Workspace.open(ws.path) as reader:
        backup.backup(reader, tmp_path / "copy.vse")
    assert backup.last_backup(ws) == ("", "")


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_nothing_is_ever_replaced(golden: Path, tmp_path: Path, verb: str) -> None:
    target = tmp_path / "taken.vse"
    target.write_bytes(b"mine")
    with Workspace.open(golden) as ws, pytest.raises(CannotOpen, match="There is already something with this name"):
        backup.backup(ws, target) if verb == "backup" else backup.restore(golden, target)
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize("verb", ["backup", "restore"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chunks SET data = x'00'",
        "UPDATE records SET title = 'x'",
        "UPDATE audit SET person = 'eve' WHERE seq = 2",
        "UPDATE events SET record = 77",
    ],
)
def test_a_damaged_file_makes_no_backup_and_no_company(golden: Path, tmp_path: Path, verb: str, statement: str) -> None:
    tamper(golden, statement)
    target = tmp_path / "target.vse"
    said = "The company file is damaged" if verb == "backup" else "This backup is not whole"
    with pytest.raises(CannotOpen, match=said) as caught:
        if verb == "backup":
            with Workspace.open(golden) as ws:
                backup.backup(ws, target)
        else:
            backup.restore(golden, target)
    assert str(golden) in str(caught.value)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("target")] == []


@pytest.mark.parametrize("keep", [0, 50, 20_000, -1])
def test_a_truncated_backup_is_refused(golden: Path, tmp_path: Path, keep: int) -> None:
    golden.write_bytes(golden.read_bytes()[:keep])
    with pytest.raises(CannotOpen):
        backup.restore(golden, tmp_path / "target.vse")
    assert not (tmp_path / "target.vse").exists()


@pytest.mark.skipif(not CASES.is_dir(), reason="the hostile files are not here")
def test_hostile_files_are_no_backups(tmp_path: Path) -> None:
    for file in sorted((CASES / "hostile" / "db").iterdir()):
        with pytest.raises(CannotOpen, match=file.name):
            backup.restore(file, tmp_path / "target.vse")
        assert not (tmp_path / "target.vse").exists()


def test_where_it_cannot_be_written(golden: Path, tmp_path: Path) -> None:
    with Workspace.open(golden) as ws:
        for target in (tmp_path / "no" / "x.vse", tmp_path / ("x" * 254), tmp_path / "a\0b", Path("/proc/x.vse")):
            with pytest.raises(UserError) as caught:
                backup.backup(ws, target)
            assert isinstance(caught.value, (CannotOpen, StorageFailed))
            with pytest.raises(UserError):
                backup.restore(golden, target)


def test_a_failed_restore_leaves_nothing_beside_it(
    golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", fail)
    for verb in (lambda: backup.restore(golden, tmp_path / "t.vse"), lambda: _backup(golden, tmp_path / "t.vse")):
        with pytest.raises(StorageFailed, match="could not be written"):
            verb()
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith("t.vse")] == []


def _backup(source: Path, target: Path) -> None:
    with Workspace.open(source) as ws:
        backup.backup(ws, target)


def test_a_file_beside_the_target_that_is_in_the_way(golden: Path, tmp_path: Path) -> None:
    """A leftover of an earlier attempt is no hindrance."""
    (tmp_path / "t.vse.part").write_bytes(b"half of something")
    with contextlib.suppress(StorageFailed):
        _backup(golden, tmp_path / "t.vse")
    _backup(golden, tmp_path / "u.vse")
    assert not (tmp_path / "t.vse.part").exists()


def test_every_problem_has_its_sentence() -> None:
    tr = translator("en")
    codes = ("database", "history", "document", "record", "links", "event", "confirmation", "revision", "file")
    texts = [backup.problem_text(tr, Problem(code, "<here>")) for code in codes]
    assert all("<here>" in text for text in texts)
    assert len(set(texts)) == len(codes)


def test_every_code_of_the_check_has_a_sentence() -> None:
    import ast

    from vse_app.store import checking

    tree = ast.parse(Path(checking.__file__).read_text())
    spoken = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "_compare")
        and isinstance(node.args[0], ast.Constant)
    } | {code for code, _ in checking._CHECKS} | {"event", "confirmation"}  # fmt: skip
    assert spoken <= set(backup._PROBLEMS)


def test_a_database_error_in_the_middle_is_a_problem_and_not_a_crash(golden: Path) -> None:
    with contextlib.closing(sqlite3.connect(golden)) as raw:
        raw.execute("DROP TABLE links")
    with Workspace.open(golden, writable=False) as ws:
        assert "database" in {p.code for p in backup.check(ws)}
