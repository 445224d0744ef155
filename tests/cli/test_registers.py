"""Registers on the command line: a table in and out again, what it would change, and what cannot be taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.services.shop_of_registers import basic_file
from vse_app.services import registers
from vse_app.services.workspace import Workspace

__all__ = ["basic_file"]


@pytest.fixture
def shop(basic_file: Path, tmp_path: Path) -> Path:
    """A company file with one empty project."""
    import shutil

    return Path(shutil.copy(basic_file, tmp_path / "shop.vse"))


def texts(shop: Path) -> list[str]:
    with Workspace.open(shop, writable=False) as ws:
        entries = registers.by_ids(ws, list(registers.ordered(ws, 1, "requirement")))
        return [entry.content.fields["statement"] for entry in entries]


def test_a_table_comes_in_once(capsys, shop: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("ID,Requirement,Priority\nA,One,must\nB,Two,\n")
    status, out, _ = run(capsys, "import", shop, "requirement", table, "--dry-run", "--json")
    said = json.loads(out)
    assert status == 0 and said["counts"] == {"new": 2, "changed": 0, "same": 0, "refused": 0}
    assert not said["written"] and said["columns"]["Requirement"] == "Requirement" and texts(shop) == []
    assert run(capsys, "import", shop, "requirement", table)[0] == 0 and texts(shop) == ["One", "Two"]
    said = json.loads(run(capsys, "import", shop, "requirement", table, "--json")[1])
    assert said["counts"]["same"] == 2


def test_rows_that_cannot_be_taken_keep_all_out_unless_they_are_left_out(capsys, shop: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("ID;Requirement;Priority\nA;One;nope\nB;Two;must\n")
    status, out, _ = run(capsys, "import", shop, "requirement", table)
    assert status == 1 and "row 2, column C: nope is none of the choices." in out and texts(shop) == []
    assert run(capsys, "import", shop, "requirement", table, "--leave-out")[0] == 0 and texts(shop) == ["Two"]


def test_what_is_wrong_is_one_line(capsys, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    for words in (("nope", "t.csv"), ("requirement", "t.csv"), ("requirement", "missing.csv")):
        status, _out, error = run(capsys, "import", shop, words[0], tmp_path / words[1])
        assert status == 2 and len(error.strip().splitlines()) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
def test_a_register_goes_out_and_comes_back(capsys, shop: Path, tmp_path: Path, ending: str) -> None:
    table, target = tmp_path / "list.csv", tmp_path / f"out.{ending}"
    table.write_text("ID,Requirement\nA,=1+1\n")
    run(capsys, "import", shop, "requirement", table)
    assert run(capsys, "export", shop, "register", "--kind", "requirement", "-o", target)[0] == 0
    if ending == "pdf":
        assert target.read_bytes().startswith(b"%PDF-")
    else:
        said = json.loads(run(capsys, "import", shop, "requirement", target, "--json")[1])
        assert said["counts"] == {"new": 0, "changed": 0, "same": 1, "refused": 0}
    assert run(capsys, "export", shop, "register", "-o", target)[0] == 2


def test_a_quotation_mark_that_swallows_the_rest_keeps_its_row_out(capsys, shop: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text('ID,Requirement\nA,"never closed\nB,Two\n')
    status, out, _ = run(capsys, "import", shop, "requirement", table)
    assert status == 1 and "row 2, column B: A quotation mark" in out and texts(shop) == []


def test_columns_and_dates_can_be_told(capsys, shop: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("foo#bar\nOne#3/4/2026\n")
    told = ("--separator", "#", "--column", "foo=statement", "--column", "bar=due")
    status, out, _ = run(capsys, "import", shop, "requirement", table, *told)
    assert status == 1 and "can be read in two ways" in out
    assert run(capsys, "import", shop, "requirement", table, *told, "--dates", "day")[0] == 0
    with Workspace.open(shop, writable=False) as ws:
        (entry,) = registers.by_ids(ws, list(registers.ordered(ws, 1, "requirement")))
    assert entry.record.due == "2026-04-03"
    again = run(capsys, "import", shop, "requirement", table, *told, "--dates", "day")
    assert again[0] == 0 and "Nothing was written." in again[1]
    wrong = run(capsys, "import", shop, "requirement", table, "--separator", "#", "--column", "nix=due")
    assert wrong[0] == 2 and "There is no column nix." in wrong[2]


def test_a_table_without_anything_is_said(capsys, shop: Path, tmp_path: Path) -> None:
    table = tmp_path / "empty.csv"
    table.write_text("")
    status, _, said = run(capsys, "import", shop, "requirement", table)
    assert status == 2 and "empty.csv: There is nothing in this table." in said
