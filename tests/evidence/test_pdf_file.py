"""The file: the same bytes for the same data, whole or not at all, with its metadata."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.evidence.pdf_reading import Pdf, report
from vse_app.evidence.pdf import render
from vse_app.model.errors import Cancelled, StorageFailed
from vse_app.model.report import Column, Contents, Heading, Paragraph, Report, Table

RICH = report(
    Heading(0, "Ñandú"),
    Contents("Contents"),
    Heading(1, "น้ำ ✓"),
    Table((Column("A"), Column("B")), [("ที่", "مرحبا"), ("x", "Привет")] * 60),
)


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    render(RICH, first)
    render(report(Paragraph("something else: تجربة เก้าอี้")), tmp_path / "between.pdf")
    render(RICH, second)
    assert first.read_bytes() == second.read_bytes()


def test_another_date_gives_other_bytes(tmp_path: Path) -> None:
    render(report(Paragraph("x")), tmp_path / "a.pdf")
    render(report(Paragraph("x"), dated="2026-11-24T10:20:30Z"), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()


def test_metadata(printed: Callable[[Report], Pdf]) -> None:
    made = report(Paragraph("x"), title="Título ไทย", author="Ana Ñandú", subtitle="Sub", language="es")
    with pikepdf.open(printed(made).path) as file:
        assert str(file.docinfo["/Title"]) == "Título ไทย"
        assert str(file.docinfo["/Author"]) == "Ana Ñandú"
        assert str(file.docinfo["/Subject"]) == "Sub"
        assert str(file.docinfo["/CreationDate"]) == "D:20261123102030+00'00'"
        assert str(file.Root.Lang) == "es"


@pytest.mark.parametrize("dated", ["", "soon", "2026-11-23"])
def test_an_odd_date_is_no_reason_to_fail(printed: Callable[[Report], Pdf], dated: str) -> None:
    assert printed(report(Paragraph("x"), dated=dated)).metadata()["CreationDate"].startswith("D:20")


def test_progress_runs_from_little_to_all(tmp_path: Path) -> None:
    told: list[float] = []
    render(RICH, tmp_path / "a.pdf", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert 0 <= told[0] < 0.5


@pytest.mark.parametrize("patience", [0, 1, 3, 6])
def test_cancelling_leaves_everything_as_it_was(tmp_path: Path, patience: int) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > patience

    with pytest.raises(Cancelled):
        render(RICH, target, cancelled=cancelled)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_cancelling_is_heard_inside_one_huge_text(tmp_path: Path) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return False

    render(report(Paragraph("word\n" * 5_000)), tmp_path / "a.pdf", cancelled=cancelled)
    assert len(asked) > 100


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    render(RICH, target)
    assert target.read_bytes().startswith(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as caught:
        render(RICH, tmp_path / "missing" / "a.pdf")
    assert "missing" in str(caught.value)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFailed):
        render(RICH, tmp_path / "file" / "a.pdf")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(StorageFailed):
        render(RICH, tmp_path / "a.pdf")


def test_a_target_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(StorageFailed):
        render(RICH, tmp_path / "a.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("call", ["os.fsync", "Path.replace"])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_whatever: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"vse_app.evidence.pdf.{call}", full)
    with pytest.raises(StorageFailed, match="No space left"):
        render(RICH, tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []
