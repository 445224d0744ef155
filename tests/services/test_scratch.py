"""Temporary folders: they go with the process, also with one that was killed, and nobody else's are touched."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from vse_app.model.errors import StorageFailed
from vse_app.services import scratch

RUN = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from vse_app.services import scratch
folder = scratch.folder("preview-")
(folder / "preview.pdf").write_text("pages")
print(folder, flush=True)
if sys.argv[2] == "stay":
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    scratch._run.cache_clear()
    yield folder
    scratch._run.cache_clear()


def started(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another run of the program that has made a preview and goes on."""
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, str(temporary), "stay"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    return child, Path(child.stdout.readline().strip())


def test_what_a_killed_run_left_is_cleared_and_a_living_run_keeps_its_own(temporary: Path) -> None:
    (killed, left), (living, own) = started(temporary), started(temporary)
    try:
        killed.kill()
        killed.wait()
        assert left.is_dir()
        assert scratch.clear_left() == 1
        assert not left.parent.exists()
        assert (own / "preview.pdf").read_text() == "pages"
    finally:
        living.communicate("")
    assert list(temporary.iterdir()) == []


def test_a_run_that_ends_leaves_nothing(temporary: Path) -> None:
    subprocess.run([sys.executable, "-c", RUN, str(temporary), "end"], check=True, stdout=subprocess.DEVNULL)
    assert list(temporary.iterdir()) == []


def test_folders_that_are_not_ours_stay(temporary: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    for folder in (temporary / "vse-app-run-without-a-lock", temporary / "other", elsewhere):
        folder.mkdir()
        (folder / "letter.txt").write_text("mine")
    (elsewhere / scratch.LOCK).touch()
    (temporary / "vse-app-run-link").symlink_to(elsewhere, target_is_directory=True)
    mine = scratch.folder("preview-")
    assert scratch.clear_left() == 0
    assert mine.is_dir()
    assert (temporary / "vse-app-run-without-a-lock" / "letter.txt").read_text() == "mine"
    assert (temporary / "other" / "letter.txt").read_text() == (elsewhere / "letter.txt").read_text() == "mine"
    scratch._run().end()


def test_a_swept_folder_is_made_again(temporary: Path) -> None:
    first = scratch.folder("preview-")
    scratch._run().end()
    second = scratch.folder("preview-")
    assert second.is_dir() and not first.exists()
    scratch._run().end()


def test_a_disk_that_refuses_is_said(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "gone"))
    with pytest.raises(StorageFailed, match="temporary folder"):
        scratch.folder("preview-")
