"""`conformance`: the claim that may be made, what stands in its way, and the exit status a script can rely on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from vse_app.__main__ import COMMANDS, main
from vse_app.cli import RUN
from vse_app.services import conformance, sample
from vse_app.services.workspace import Workspace


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Path:
    """The example company; tests only read it."""
    file = tmp_path_factory.mktemp("conformance") / "example.vse"
    sample.build(file, "en").close()
    return file


def run(capsys, *words: object) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as stop:
        status = int(stop.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_command_is_known_everywhere() -> None:
    assert "conformance" in RUN
    assert set(RUN) == COMMANDS


def test_a_finished_project_is_met_with_its_declaration(capsys, company):
    status, out, _ = run(capsys, "conformance", company, "--project", "citas", "--json")
    value = json.loads(out)
    assert status == 0
    assert (value["project"], value["model"], value["claim"], value["missing"]) == (
        "CITAS",
        "iso29110-basic@2011",
        "met",
        [],
    )
    assert value["statement"].startswith("By its records, Taller Ceiba (fictional) may state")
    (declared,) = value["declarations"]
    assert (declared["model"], declared["kind"], declared["claim"]) == ("iso12207@2008", "tailored", "tailored")
    assert declared["processes"] == ["6.3.1", "6.3.2", "7.1.2"]
    assert declared["missing"] == []
    assert [d["element"] for d in declared["deletions"]] == [
        "iso12207@2008:6.3.1.d", "iso12207@2008:6.3.2.b", "iso12207@2008:7.1.2.d",
    ]  # fmt: skip
    assert all(d["reason"] and d["decider"] and d["date"] == "2026-06-15" for d in declared["deletions"])
    assert declared["extensions"][0]["kind"] == "task"
    assert declared["warnings"] == ["There is a newer edition: ISO/IEC/IEEE 12207:2026."]
    assert (declared["scope"], declared["stated_by"]) == ("project", "Elena Ruiz")


def test_a_project_under_way_is_not_met_and_says_what_is_missing(capsys, company):
    status, out, _ = run(capsys, "conformance", company, "--project", "CONTEO", "--json")
    value = json.loads(out)
    assert status == 1
    assert (value["claim"], value["declarations"]) == ("not met", [])
    assert {"element", "title", "why"} <= set(value["missing"][0])
    assert value["missing"][0]["element"] == "iso29110-basic@2011:c"  # a condition for starting
    by_element = {item["element"]: item for item in value["missing"]}
    assert by_element["iso29110-basic@2011:PM.4.2"]["why"] == "not confirmed by a role-holder"
    assert "Acceptance Record" in by_element["iso29110-basic@2011:PM.4.1"]["why"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_as_text_for_people(capsys, company, language):
    status, out, _ = run(capsys, "conformance", company, "--project", "CITAS", "--language", language)
    assert status == 0
    lines = out.splitlines()
    assert lines[0].startswith("●")
    assert any("6.3.1.d" in line and "Elena Ruiz" in line for line in lines)
    status, out, _ = run(capsys, "conformance", company, "--project", "CONTEO", "--language", language)
    assert status == 1
    assert out.startswith("○")
    assert "SI.3.5 (2)" in out


def test_every_declaration_is_listed_with_what_stands_in_its_way(capsys, company, tmp_path):
    own = tmp_path / "own.vse"
    shutil.copy(company, own)
    with Workspace.open(own) as ws:
        made = conformance.declare(ws, "iso12207@2017", processes=("6.1.1",), title="A <b>\x1b[31m").value
        conformance.edit(ws, made.id, by=("tasks",), parties=[("Deal", "Me", "acquirer"), ("deal", "me", "supplier")])
        conformance.declare(ws, "iso12207@1995", project=1)
    status, out, _ = run(capsys, "conformance", own, "--project", "CITAS", "--json")
    first, whole, old = json.loads(out)["declarations"]
    assert status == 0  # the profile decides
    assert first["claim"] == "tailored"
    assert (whole["scope"], whole["claim"], whole["by"]) == ("company", "not yet", ["tasks"])
    assert "does not list the tasks" in whole["missing"][0]["why"]
    assert any(said.startswith("Me both buys and delivers in Deal.") for said in whole["warnings"])
    assert old["missing"] == [{"element": "iso12207@1995", "title": "", "why": "No process is declared."}]
    status, out, _ = run(capsys, "conformance", own, "--project", "CITAS")
    assert "\x1b" not in out
    assert "A <b>" in out


def test_wrong_use_is_one_line_and_status_two(capsys, company, tmp_path):
    (tmp_path / "text.vse").write_text("not a database")
    for words, said in (
        (("conformance", company), "Say which project. Use --project with one of: CITAS, CONTEO."),
        (("conformance", company, "--project", "NOPE"), "There is no project NOPE"),
        (("conformance", tmp_path / "text.vse", "--project", "X"), "text.vse"),
        (("conformance", tmp_path / "nowhere.vse"), "nowhere.vse"),
        (("conformance",), "file"),
    ):
        status, out, err = run(capsys, *words)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert said.casefold() in err.casefold()


def test_the_only_project_need_not_be_named_and_none_is_wrong_use(capsys, tmp_path):
    file = tmp_path / "acme.vse"
    assert run(capsys, "new", file, "--name", "Acme")[0] == 0
    assert run(capsys, "conformance", file)[0] == 2
    from vse_app import content
    from vse_app.model.project import Project
    from vse_app.services import projects

    with Workspace.open(file) as ws:
        projects.create_project(ws, Project(0, "ONE", "Only", ""), content.load("iso29110-basic"))
    assert run(capsys, "conformance", file)[0] == 1
