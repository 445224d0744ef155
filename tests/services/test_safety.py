"""Safety copies are really made, read back, brought back on trial; what fails is kept with its reason."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.services.shop_of_registers import basic, basic_file
from vse_app.i18n import translator
from vse_app.model.errors import Cancelled, Invalid, StorageFailed, UserError
from vse_app.services import records, safety
from vse_app.services.workspace import Workspace
from vse_app.store import archives, folders
from vse_app.store.archives import INSIDE, LIST

__all__ = ["basic", "basic_file"]
TR = translator("en")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / ".git" / "hooks").mkdir(parents=True)
    (root / ".git" / "config").write_text("[core]\n\tfsmonitor = touch CANARY\n")
    (root / ".git" / "hooks" / "post-checkout").write_text("#!/bin/sh\ntouch CANARY\n")
    (root / "leer").mkdir()
    (root / "uno.txt").write_text("uno\n" * 1000)
    (root / "nada.txt").write_bytes(b"")
    (root / "a\\b\nc.txt").write_text("odd name")
    return root


def copy(ws: Workspace, source: Path, target: Path, **more):
    return safety.copy_folder(ws, 1, source, target, tr=TR, **more).value


def said(ws: Workspace, record: int) -> dict:
    return dict(records.page(ws, record).revision.content.fields)


def test_a_folder_is_copied_read_back_recorded_and_brought_back(basic: Workspace, repository: Path) -> None:
    target = repository.parent / "copy.zip"
    (repository / "link").symlink_to("/etc/passwd")
    (repository / "linked").symlink_to(repository.parent)
    made = copy(basic, repository, target)
    fields = said(basic, made.id)
    assert made.kind == "project-repository-backup" and fields["made-by"] == "ana"
    assert fields["size"] == target.stat().st_size and len(fields["sha256"]) == 64
    assert fields["holds"] == "5 files, 4085 bytes" or fields["holds"].startswith("5 files")
    assert "link (a link, not followed)" in fields["note"] and fields["restore-result"] == "not-tried"
    assert not list(repository.rglob("CANARY")) and not Path("CANARY").exists()
    with zipfile.ZipFile(target) as archive:
        assert f"{INSIDE}.git/config" in archive.namelist() and f"{INSIDE}leer/" in archive.namelist()
        assert len(archives.read_lines(archive.read(LIST))) == 5
    outcome = safety.rehearse(basic, made.id, target, tr=TR).value
    assert outcome.worked and outcome.compared.startswith("5 files")
    after = said(basic, made.id)
    assert after["restore-result"] == "worked" and after["restore-tested-on"] == basic.today()
    assert "Brought back on" in after["note"] and "not followed" in after["note"]


def test_a_damaged_copy_fails_its_rehearsal_and_says_where(basic: Workspace, repository: Path) -> None:
    target = repository.parent / "copy.zip"
    made = copy(basic, repository, target)
    whole = zipfile.ZipFile(target)
    broken = repository.parent / "broken.zip"
    with zipfile.ZipFile(broken, "w") as archive:
        for info in whole.infolist():
            data = whole.read(info)
            archive.writestr(info.filename, b"dos" if info.filename.endswith("uno.txt") else data)
        archive.writestr("../escaped.txt", b"x")
        archive.writestr("/absolute.txt", b"x")
    outcome = safety.rehearse(basic, made.id, broken, tr=TR).value
    assert not outcome.worked
    text = "\n".join(outcome.problems)
    assert "does not have the SHA-256" in text and "uno.txt: other content" in text
    assert text.count("a name that leads elsewhere") == 2
    assert not (repository.parent / "escaped.txt").exists()
    assert said(basic, made.id)["restore-result"] == "failed" and "uno.txt" in said(basic, made.id)["note"]
    assert not safety.rehearse(basic, made.id, repository.parent / "gone.zip", tr=TR).value.worked
    target.write_bytes(target.read_bytes()[:200])
    assert not safety.rehearse(basic, made.id, target, tr=TR).value.worked


def test_the_company_file_is_copied_and_brought_back(basic: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "safe.vse"
    made = safety.copy_company(basic, 1, target, tr=TR).value
    assert said(basic, made.id)["size"] == target.stat().st_size
    assert "entries of history" in said(basic, made.id)["holds"]
    assert safety.rehearse(basic, made.id, target, tr=TR).value.worked
    data = bytearray(target.read_bytes())
    place = data.find(b"Cleo")
    data[place] ^= 1
    target.write_bytes(data)
    outcome = safety.rehearse(basic, made.id, target, tr=TR).value
    assert not outcome.worked and outcome.problems


def test_what_cannot_be_made_is_kept_as_a_failure_and_never_as_a_copy(basic: Workspace, repository: Path) -> None:
    cases = [
        (repository / "uno.txt", repository.parent / "a.zip", "not a folder"),
        (repository / "gone", repository.parent / "a.zip", "cannot be read"),
        (repository, repository / "inside.zip", "inside of what is copied"),
        (repository, repository.parent / "no" / "a.zip", "no such folder"),
        (repository, repository / "uno.txt", "already something"),
    ]
    for source, target, words in cases:
        with pytest.raises(UserError, match=words):
            copy(basic, source, target)
    link = repository.parent / "to"
    link.symlink_to(repository)
    with pytest.raises(Invalid, match="link to a folder"):
        copy(basic, link, repository.parent / "a.zip")
    assert len(safety.failures(basic, 1)) == 6 and safety.copies(basic, 1) == ()
    assert "not a folder" in safety.failures(basic, 1)[0].reason
    with pytest.raises(UserError):
        safety.copy_company(basic, 1, repository / "uno.txt", tr=TR)
    assert len(safety.failures(basic, 1)) == 7


def test_cancelling_leaves_nothing_and_is_no_failure(basic: Workspace, repository: Path) -> None:
    asked = iter([False] * 4 + [True] * 1000)
    with pytest.raises(Cancelled):
        copy(basic, repository, repository.parent / "a.zip", cancelled=lambda: next(asked))
    assert safety.failures(basic, 1) == () and safety.copies(basic, 1) == ()
    assert {p.name for p in repository.parent.iterdir()} >= {"repository"} and not list(
        repository.parent.glob("a.zip*")
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes are a thing of Unix")
def test_a_pipe_is_not_waited_for_and_a_full_disk_is_told(basic: Workspace, repository: Path, monkeypatch) -> None:
    os.mkfifo(repository / "pipe")
    made = copy(basic, repository, repository.parent / "a.zip")
    assert "pipe (no ordinary file)" in said(basic, made.id)["note"]

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives, "_sync", full)
    with pytest.raises(StorageFailed, match="No space left"):
        copy(basic, repository, repository.parent / "b.zip")
    assert not list(repository.parent.glob("b.zip*"))


def test_undecodable_and_old_files_are_copied_too(basic: Workspace, repository: Path) -> None:
    odd = os.fsencode(repository) + b"/caf\xe9.txt"
    Path(os.fsdecode(odd)).write_text("x")
    os.utime(repository / "uno.txt", (0, 0))
    target = repository.parent / "copy.zip"
    copy(basic, repository, target)
    assert archives.check(target).problems == ()
    with zipfile.ZipFile(target) as archive:
        assert f"{INSIDE}caf\\udce9.txt" in archive.namelist()


def test_lists_of_hashes_are_those_of_sha256sum() -> None:
    sums = {"a b": "0" * 64, "line\nbreak": "1" * 64, "back\\slash\\n": "2" * 64}
    assert archives.read_lines(archives.lines(sums)) == sums
    assert archives.lines({"a": "0" * 64}) == b"0" * 64 + b"  a\n"
    for bad in (b"x", b"0" * 64 + b" a\n", b"\xff", b"Z" * 64 + b"  a\n"):
        with pytest.raises(Invalid):
            archives.read_lines(bad)


def test_what_changes_while_it_is_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "log"
    file.write_text("1")
    found = folders.listed(tmp_path / "in")
    file.write_text("12345")
    made = archives.write(found, tmp_path / "a.zip", progress=lambda part: None, cancelled=lambda: False)
    assert made.left == (folders.Left("log", "changed"),)
    file.unlink()
    made = archives.write(found, tmp_path / "b.zip", progress=lambda part: None, cancelled=lambda: False)
    assert made.left == (folders.Left("log", "gone"),) and made.files == 0


def test_bits_that_flipped_are_found_wherever_they_are(basic: Workspace, repository: Path) -> None:
    (repository / "random.bin").write_bytes(os.urandom(20_000))
    target = repository.parent / "copy.zip"
    made = copy(basic, repository, target)
    whole = target.read_bytes()
    for place in range(50, len(whole), len(whole) // 40):
        broken = bytearray(whole)
        broken[place] ^= 0x10
        target.write_bytes(broken)
        assert not safety.tried(basic, made.id, target, tr=TR).worked, place
    target.write_bytes(whole)
    assert safety.tried(basic, made.id, target, tr=TR).worked


def test_an_archive_that_claims_more_than_fits_is_not_unpacked(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_text("a" * 1000)
    none: dict = {"progress": lambda part: None, "cancelled": lambda: False}
    archives.write(folders.listed(tmp_path / "in"), tmp_path / "a.zip", **none)
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _path: (10, 0, 10))
    with pytest.raises(StorageFailed, match="no room"):
        archives.unpack(tmp_path / "a.zip", tmp_path, **none)
