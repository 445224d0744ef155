"""The command line on terminals and pipes of every kind: never a traceback, always an answer that can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures import furnish
from vse_app.__main__ import main
from vse_app.services import company as companies
from vse_app.services.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A company whose name no narrow terminal can show."""
    path = tmp_path / "ünï ไทย.vse"
    with Workspace.create(path) as ws:
        furnish(ws)
        companies.edit_company(ws, name="Ñandú 🙂 ไทย")
    return path


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    command = [sys.executable, "-m", "vse_app", *(os.fspath(w) if isinstance(w, Path) else str(w) for w in words)]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_cannot_show_a_character_gets_its_escape(file: Path, encoding: str) -> None:
    plain = run("status", file, PYTHONIOENCODING=encoding)
    assert (plain.returncode, plain.stderr) == (0, "")
    assert "P1" in plain.stdout
    answer = run("status", file, "--json", PYTHONIOENCODING=encoding)
    assert json.loads(answer.stdout)["company"] == "Ñandú 🙂 ไทย"
    broken = run("status", file.with_name("nicht da ไทย.vse"), PYTHONIOENCODING=encoding)
    assert broken.returncode == 2
    assert len(broken.stderr.splitlines()) == 1


def test_a_name_that_is_no_text_is_still_a_name(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"latin-\xe9.vse")
    made = run("new", path, "--name", "Acme", "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["company"] == "Acme"
    assert path.exists()
    assert run("status", path).returncode == 0
    again = run("new", path, "--name", "Acme")
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)


def test_every_command_answers_in_words_and_as_json(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[tuple[object, ...]] = [
        ("new", "{n}new.vse", "--name", "X"),
        ("library",),
        ("library", "iso29110-basic"),
        ("library", "iso29110-basic:PM.1.1"),
        ("status", file),
        ("status", file, "--project", "p1"),
        ("check", file),
        ("backup", file, "{n}copy.vse"),
        ("restore", tmp_path / "0copy.vse", "{n}restored.vse"),
        ("export", file, "evidence-pack", "-o", "{n}out.pdf"),
    ]
    for words in commands:
        for number, more in enumerate(([], ["--json"])):
            named = [str(tmp_path / w.replace("{n}", str(number))) if "{n}" in str(w) else w for w in map(str, words)]
            status = main([*named, *more])
            said = capsys.readouterr()
            assert (status, said.err) == (0, ""), words
            assert said.out.strip()
            if more:
                json.loads(said.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "{f}", "evidence-pack", "-o", "{t}/no/x.pdf"), "x.pdf"),
        (("export", "{f}", "evidence-pack", "-o", "{t}"), "it is not a PDF"),
        (
            ("export", "{f}", "annual-report", "-o", "{t}/x.pdf"),
            "There is no report annual-report. Reports: evidence-pack",
        ),
        (("export", "{f}", "evidence-pack", "--project", "P9", "-o", "{t}/x.pdf"), "There is no project P9."),
        (("backup", "{f}", "{t}/no/x.vse"), "There is no such folder."),
        (("backup", "{f}", "{t}"), "There is already something with this name."),
        (("restore", "{f}", "/proc/x.vse"), "/proc/x.vse"),
        (("new", "/proc/x.vse", "--name", "X"), "/proc"),
        (("status", "{f}", "--language", "fr"), "invalid choice"),
        (("library", "iso29110-basic@1999"), "There is no process model"),
        (("--frobnicate",), "is not understood"),
        (("a.vse", "b.vse"), "is not understood"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    file: Path, tmp_path: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main([w.replace("{f}", str(file)).replace("{t}", str(tmp_path)) for w in words])
    except SystemExit as stop:
        status = int(stop.code or 0)
    answer = capsys.readouterr()
    assert (status, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1
    assert said in answer.err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m vse_app library iso29110-basic | head -n 1"
    answer = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    assert len(answer.stdout.splitlines()) == 1


def test_while_the_window_has_the_file_open_the_command_line_reads_it(file: Path, tmp_path: Path) -> None:
    with Workspace.open(file):
        assert run("status", file).returncode == 0
        assert run("check", file).returncode == 0
        assert run("backup", file, tmp_path / "copy.vse").returncode == 0


def test_it_answers_in_the_language_of_the_environment(file: Path) -> None:
    answer = run("check", file, VSE_APP_LANGUAGE="es")
    assert answer.returncode == 0
    assert answer.stdout != run("check", file).stdout
    assert run("check", file, VSE_APP_LANGUAGE="xx").stdout == run("check", file).stdout
