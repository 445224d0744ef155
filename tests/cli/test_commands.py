"""The command line as a script sees it: answers, exit status, one line for what went wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases import CASES
from vse_app.__main__ import main
from vse_app.services import sample


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Path:
    """The example company; tests only read it."""
    file = tmp_path_factory.mktemp("cli") / "example.vse"
    sample.build(file, "en").close()
    return file


def run(capsys, *words: object) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as stop:
        status = int(stop.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_new_makes_a_company_that_status_reads(capsys, tmp_path):
    file = tmp_path / "acme.vse"
    assert run(capsys, "new", file, "--name", "Acmé <b>")[0] == 0
    status, out, _ = run(capsys, "status", file, "--json")
    assert status == 0
    assert json.loads(out) == {"company": "Acmé <b>", "projects": []}


def test_library_counts(capsys):
    models = json.loads(run(capsys, "library", "--json")[1])["models"]
    basic = next(m for m in models if m["id"] == "iso29110-basic")
    assert basic["edition"] == "2011"
    assert basic["kind"] == "profile"
    assert basic["counts"] == {
        "processes": 2, "outcomes": 14, "activities": 10, "tasks": 67, "products": 22, "roles": 7,
    }  # fmt: skip


def test_library_shows_a_whole_model_and_one_element(capsys):
    tree = json.loads(run(capsys, "library", "iso29110-basic", "--json")[1])
    tasks = [t for p in tree["processes"] for a in p["activities"] for t in a["tasks"]]
    assert len(tasks) == 67
    assert all(t["what"] and t["why"] and t["how"] and t["checklist"] and t["example"] for t in tasks)
    one = json.loads(run(capsys, "library", "iso29110-basic:SI.2.3", "--json", "--language", "es")[1])
    assert one["id"] == "SI.2.3"
    assert {"product": "verification-results"} in one["outputs"]
    assert one["title"] != tasks[0]["title"]


def test_status_tells_progress_next_steps_and_findings(capsys, company):
    value = json.loads(run(capsys, "status", company, "--project", "CONTEO", "--json")[1])
    [project] = value["projects"]
    assert project["model"] == "iso29110-basic@2011"
    assert set(project["tasks"]) == {"done", "ready", "blocked", "not_applicable"}
    assert sum(project["tasks"].values()) == 145
    assert 1 <= len(project["next"]) <= 3
    assert all(step["why"] and step["minutes"] > 0 and step["who"] for step in project["next"])
    assert {"stale-approval"} <= {f["rule"] for f in project["findings"]}


def test_export_writes_a_pdf(capsys, company, tmp_path):
    target = tmp_path / "paquete ñ.pdf"
    status, out, _ = run(capsys, "export", company, "evidence-pack", "--project", "citas", "-o", target, "--json")
    assert status == 0
    assert json.loads(out)["pages"] > 50
    assert target.read_bytes().startswith(b"%PDF-")


def test_export_never_replaces_a_file_that_is_no_pdf(capsys, company, tmp_path):
    target = tmp_path / "plan.docx"
    target.write_bytes(b"precious")
    status, _, err = run(capsys, "export", company, "evidence-pack", "--project", "CITAS", "-o", target)
    assert status == 2
    assert "plan.docx" in err
    assert target.read_bytes() == b"precious"
    assert run(capsys, "export", company, "evidence-pack", "--project", "CITAS", "-o", company)[0] == 2
    assert run(capsys, "check", company)[0] == 0


def test_backup_restore_check(capsys, company, tmp_path):
    import shutil

    own = tmp_path / "own.vse"
    shutil.copy(company, own)
    assert run(capsys, "backup", own, tmp_path / "copy.vse")[0] == 0
    assert run(capsys, "restore", tmp_path / "copy.vse", tmp_path / "back.vse")[0] == 0
    status, out, _ = run(capsys, "check", tmp_path / "back.vse", "--json")
    assert (status, json.loads(out)["problems"]) == (0, [])


def test_check_answers_no_when_somebody_changed_the_file(capsys, company, tmp_path):
    import shutil
    import sqlite3

    own = tmp_path / "own.vse"
    shutil.copy(company, own)
    connection = sqlite3.connect(own)
    connection.execute("UPDATE records SET title = 'something else' WHERE id = 1")
    connection.execute("UPDATE events SET person = 'nobody' WHERE id = 1")
    connection.commit()
    connection.close()
    status, out, _ = run(capsys, "check", own, "--json")
    assert status == 1
    assert json.loads(out)["whole"] is False


BAD = [
    ("status", "nowhere.vse"),
    ("status", "folder"),
    ("status", "empty.vse"),
    ("status", "text.vse"),
    ("check", "text.vse"),
    ("backup", "text.vse", "to.vse"),
    ("restore", "text.vse", "to.vse"),
    ("export", "text.vse", "evidence-pack", "-o", "x.pdf"),
    ("new", "text.vse", "--name", "X"),
    ("new", "no/such/folder/x.vse", "--name", "X"),
    ("new", "fresh.vse", "--name", " "),
    ("new", "fresh.vse"),
    ("sample", "text.vse"),
    ("library", "iso29110-basik"),
    ("library", "iso29110-basic:PM.1.99"),
    ("export",),
    ("frobnicate", "--hard"),
    ("status", "nul\0.vse"),
    ("status", "\u202eodd\x1b[31m.vse"),
]


@pytest.mark.parametrize("words", BAD, ids=lambda w: " ".join(w).encode("unicode_escape").decode()[:40])
def test_wrong_use_is_one_line_and_status_two(capsys, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.vse").touch()
    (tmp_path / "text.vse").write_text("not a database")
    status, out, err = run(capsys, *words)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert (tmp_path / "text.vse").read_text() == "not a database"


@pytest.mark.skipif(not CASES.is_dir(), reason="the hostile files are not here")
def test_hostile_databases_are_refused_and_stay_as_they_are(capsys):
    for file in sorted((CASES / "hostile" / "db").iterdir()):
        before = file.read_bytes()
        status, _, err = run(capsys, "status", file)
        assert status == 2, file
        assert file.name in err
        assert file.read_bytes() == before


def test_unknown_project_names_those_there_are(capsys, company):
    status, _, err = run(capsys, "status", company, "--project", "NOPE")
    assert status == 2
    assert "CITAS" in err
    assert "CONTEO" in err


def test_the_program_runs_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "vse_app", "--version"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.startswith("vse-app ")
