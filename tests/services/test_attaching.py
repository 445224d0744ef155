"""Files taken in from disk: what is refused, what nothing is left of, and names as odd as they come."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.cases import CASES
from tests.fixtures import plan
from tests.store.test_files import counts
from vse_app.model.errors import Cancelled, Invalid, StorageFailed
from vse_app.model.records import Content, FileRef
from vse_app.services import attaching, backup, records
from vse_app.services.workspace import Workspace

NAMES = CASES / "hostile" / "names" / "names_dev.json"


@pytest.fixture
def record(ws: Workspace) -> int:
    """The id of a plan without files."""
    return records.create(ws, 1, "plan", content=plan()).value.id


def files_of(ws: Workspace, record: int) -> tuple[FileRef, ...]:
    """Files of the current version."""
    return records.page(ws, record).revision.content.files


def test_a_file_becomes_part_of_the_next_version(ws: Workspace, record: int, tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("what was said")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    seen: list[float] = []
    done = attaching.attach(ws, record, file, progress=seen.append).value
    (ref,) = files_of(ws, record)
    assert (ref.name, ref.size, ref.source_dated) == ("minutes.txt", 13, "2023-11-14")
    assert (done.revision, done.form, done.source_dated) == (2, "file", "2023-11-14")
    assert seen[-1] == 1.0
    assert attaching.head(ws, ref, 4) == b"what"
    attaching.save_copy(ws, ref, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_text() == "what was said"
    file.write_text("something else, later")
    assert attaching.head(ws, ref, 99) == b"what was said"


def test_a_record_made_out_of_a_file(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "Progress May.md"
    file.write_text("# Progress")
    made = attaching.attach_new(ws, 1, "report", file, task="MAN.2.1", happened="2026-03-01").value
    assert (made.title, made.task, made.happened, made.form) == ("Progress May", "MAN.2.1", "2026-03-01", "file")
    named = attaching.attach_new(ws, 1, "report", file, title="May").value
    assert (named.title, named.happened) == ("May", "2026-03-02")


def test_a_newer_file_of_the_same_name_takes_its_place_and_older_versions_keep_theirs(
    ws: Workspace, record: int, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    for text in ("one", "two"):
        file.write_text(text)
        attaching.attach(ws, record, file)
    other = tmp_path / "b.txt"
    other.write_text("three")
    attaching.attach(ws, record, other)
    assert [f.name for f in files_of(ws, record)] == ["a.txt", "b.txt"]
    assert attaching.head(ws, files_of(ws, record)[0], 9) == b"two"
    old = records.page(ws, record).revisions[1].content.files[0]
    assert attaching.head(ws, old, 9) == b"one"
    attaching.remove(ws, record, files_of(ws, record)[0])
    assert [f.name for f in files_of(ws, record)] == ["b.txt"]


def test_the_very_same_file_is_refused(ws: Workspace, record: int, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    attaching.attach(ws, record, file)
    with pytest.raises(Invalid, match="This very file is attached already."):
        attaching.attach(ws, record, file)
    same = tmp_path / "b.txt"
    same.write_text("x")
    attaching.attach(ws, record, same)  # another name is another statement, the bytes are kept once
    assert [f.name for f in files_of(ws, record)] == ["a.txt", "b.txt"]
    assert counts(ws) == (1, 1)


def _make(kind: str, folder: Path) -> Path:
    path = folder / "thing.pdf"
    match kind:
        case "folder":
            path.mkdir()
        case "empty":
            path.touch()
        case "link":
            (folder / "real.pdf").write_text("x")
            path.symlink_to(folder / "real.pdf")
        case "dangling":
            path.symlink_to(folder / "nowhere")
        case "pipe":
            os.mkfifo(path)
        case "lock":
            path = folder / "~$plan.docx"
            path.write_text("x")
        case "device":
            path = Path("/dev/zero")
        case "nul":
            path = folder / "a\0b"
        case "long":
            path = folder / ("x" * 300)
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("folder", "This is a folder, not a file. Attach the files inside it."),
        ("empty", "This file is empty; an empty file is no evidence."),
        ("link", "This is a link to another file. Attach the file itself."),
        ("dangling", "This is a link to another file."),
        ("pipe", "This is not an ordinary file."),
        ("device", "This is not an ordinary file."),
        ("lock", "This is a lock file of an office program, not a document. Attach the document whose name follows"),
        ("gone", "There is no such file any more. Check where it went and attach it again."),
        ("nul", "The file cannot be read (embedded null byte)."),
        ("long", "The file cannot be read (File name too long)."),
    ],
)
def test_what_is_no_file_to_attach(ws: Workspace, record: int, tmp_path: Path, kind: str, said: str) -> None:
    path = _make(kind, tmp_path)
    with pytest.raises(Invalid) as caught:
        attaching.attach(ws, record, path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert counts(ws) == (0, 0)
    assert records.page(ws, record).record.revision == 1


@pytest.mark.parametrize("put_there", ["pipe", "link"])
def test_what_was_put_in_its_place_at_the_last_moment_neither_hangs_nor_is_followed(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put_there: str
) -> None:
    file = tmp_path / "file.txt"
    file.write_text("x")
    looked = os.lstat(file)
    file.unlink()
    if put_there == "pipe":
        os.mkfifo(file)
    else:
        (tmp_path / "secret").write_text("secret")
        file.symlink_to(tmp_path / "secret")
    monkeypatch.setattr(os, "lstat", lambda _path: looked)
    problem: list[BaseException] = []

    def work() -> None:
        try:
            attaching.take_in(ws, file)
        except Invalid as error:
            problem.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()
    assert problem
    assert counts(ws) == (0, 0)


@pytest.mark.parametrize("how", ["grows", "shrinks"])
def test_a_file_that_changes_while_it_is_read_is_refused_whole(ws: Workspace, tmp_path: Path, how: str) -> None:
    file = tmp_path / "growing.bin"
    file.write_bytes(bytes(3_000_000))

    def meddle(_part: float) -> None:
        with file.open("ab") as stream:
            stream.truncate(1_200_000) if how == "shrinks" else stream.write(b"more")

    with pytest.raises(Invalid, match="The file changed while it was read. Try again when it is finished."):
        attaching.take_in(ws, file, progress=meddle)
    assert counts(ws) == (0, 0)


def test_a_file_deleted_while_it_is_read_is_still_read_whole(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "going.bin"
    file.write_bytes(os.urandom(3_000_000))
    ref = attaching.take_in(ws, file, progress=lambda _part: file.unlink(missing_ok=True))
    assert ref.size == 3_000_000
    assert backup.check(ws) == []


def test_stopping_leaves_nothing(ws: Workspace, record: int, tmp_path: Path) -> None:
    file = tmp_path / "big.bin"
    file.write_bytes(bytes(5_000_000))
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        attaching.attach(ws, record, file, cancelled=lambda: next(asked))
    assert counts(ws) == (0, 0)
    assert records.page(ws, record).record.revision == 1


def test_a_disk_that_cannot_be_read_names_the_file(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bad.bin"
    file.write_bytes(b"x")

    class Broken:
        def readinto(self, _buffer: Any) -> int:
            raise OSError(5, "Input/output error")

    source = attaching._Source(Broken(), str(file), 9)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match=r"bad.bin: The file cannot be read \(Input/output error\)"):
        ws.database.take_in(source)


@pytest.mark.parametrize("moment", [-(10**9), 10**15])
def test_an_impossible_date_of_a_file_is_no_error(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    assert attaching._day(moment) in ("", "1938-04-24")


OWN_NAMES = [
    "ünï ไทย 汉字 🙂.txt", "e\u0301.txt", "\u202egpj.exe", "-rf", "a\nb.txt", "per%cent#?.txt", "'; DROP.txt", "x" * 250,
    os.fsdecode(b"latin-\xe9.txt"), " leading.txt", "trailing .", "CON", "a:b.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", OWN_NAMES + (json.loads(NAMES.read_text()) if NAMES.exists() else []))
def test_odd_names_are_shown_as_they_are_and_saved_safely(
    ws: Workspace, record: int, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        (folder / name).write_bytes(b"evidence")
    except (OSError, ValueError):
        pytest.skip("this system cannot make such a name")
    if (folder / name).resolve().parent != folder.resolve():
        pytest.skip("a path, not a name")
    attaching.attach(ws, record, folder / name)
    (ref,) = files_of(ws, record)
    assert ref.name == name.encode("utf-8", "backslashreplace").decode()
    out = tmp_path / "out"
    out.mkdir()
    safe = attaching.safe_name(ref.name)
    attaching.save_copy(ws, ref, out / safe)
    assert [p.read_bytes() for p in out.iterdir()] == [b"evidence"]
    assert backup.check(ws) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("plan.docx", "plan.docx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("NUL.", "_NUL"),
        ("...", "file"),
        ("", "file"),
        ("a\x00b\x1f", "a_b_"),
        ("\u202egpj.exe", "gpj.exe"),
        ("ไ" * 100 + ".pdf", "ไ" * 48 + ".pdf"),
        ("\ud800.txt", "_.txt"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert attaching.safe_name(name) == safe
    assert len(attaching.safe_name(name).encode()) <= 150


def test_a_copy_that_cannot_be_written_leaves_nothing(ws: Workspace, record: int, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    attaching.attach(ws, record, file)
    target = tmp_path / "taken"
    target.mkdir()
    with pytest.raises(StorageFailed, match="The copy could not be written"):
        attaching.save_copy(ws, files_of(ws, record)[0], target)
    with pytest.raises(StorageFailed, match="The copy could not be written"):
        attaching.save_copy(ws, files_of(ws, record)[0], tmp_path / "no" / "folder")
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_a_file_alone_is_content(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"\x00\xff")
    made = attaching.attach_new(ws, 1, "plan", file).value
    assert (made.filled, made.form, made.parts) == (True, "file", ())
    assert records.create(ws, 1, "report", content=Content("", {}, (), "https://x")).value.form == "link"
