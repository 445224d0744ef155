"""`--models FOLDER`: models of one's own for one call of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.content.test_guide import follow
from tests.two_editions import first, write
from vse_app import content


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return follow(tmp_path)


def test_the_library_lists_them_for_this_call_only(capsys, mine) -> None:
    status, out, _ = run(capsys, "library", "--models", mine, "--json")
    answer = json.loads(out)
    assert status == 0 and "problems" not in answer
    assert [m["edition"] for m in answer["models"] if m["id"] == "tiny"] == ["1", "2"]
    assert run(capsys, "library", "tiny:FIX.1.1", "--models", mine, "--json")[0] == 0
    assert run(capsys, "library", "tiny")[0] == 2
    assert content.own_root() is None


def test_one_model_can_be_named_instead_of_a_folder_of_them(capsys, mine) -> None:
    answer = json.loads(run(capsys, "library", "tiny", "--models", mine / "tiny-2", "--json")[1])
    assert answer["edition"] == "2"


def test_coverage_uses_them(capsys, mine) -> None:
    status, out, _ = run(capsys, "coverage", "tiny@1", "iso29110-basic", "--models", mine, "--json")
    assert status == 0 and json.loads(out)["totals"]["partial"] > 0
    assert run(capsys, "coverage", "tiny@1", "iso29110-basic")[0] == 2


def test_what_is_wrong_is_listed_and_the_answer_is_no(capsys, mine) -> None:
    write(mine / "bad", first() | {"id": "bad", "kind": "proflie"})
    status, out, err = run(capsys, "library", "--models", mine)
    assert status == 1 and err == ""
    assert "tiny@1  Fixing things" in out
    assert 'bad/structure.yaml:4 kind: "proflie" is not one of the values' in out.splitlines()[-1]
    answer = json.loads(run(capsys, "library", "--models", mine, "--json", "--language", "es")[1])
    assert len(answer["problems"]) == 1 and "¿Quisiste decir" in answer["problems"][0]


def test_a_folder_that_is_not_there_is_refused_in_one_line(capsys, tmp_path) -> None:
    for command in (("library",), ("coverage", "a", "b")):
        status, out, err = run(capsys, *command, "--models", tmp_path / "none")
        assert (status, out) == (2, "") and err.count("\n") == 1 and "There is no such folder." in err
