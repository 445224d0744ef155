"""Tables out to spreadsheets: text stays text, numbers stay numbers, nothing is cut in silence or calculated."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from tests.cases import CASES
from vse_app.model.errors import Invalid, StorageFailed
from vse_app.services import spreadsheet

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "\n=1", "＝1", "＋1", "－x", "＠x",
            "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "'=1", "'plain", "-1_000", "+²"]  # fmt: skip
PLAIN = ["text", "-5", "+5.5", "1e5", "-2,5", "", "a=b", "List<String>", "ไทย", "e\u0301", '"quoted", and comma', "two\nlines",
         "R&D", "_x000D_", "http://example.org", "{=1}"]  # fmt: skip


def read_csv(path: Path) -> list[list[str]]:
    """Rows as a program reads them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def unsafe(cell: str) -> str:
    """What a reader does to get the text back: one apostrophe at the front says “text”."""
    return cell.removeprefix("'")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_csv_cell_never_begins_like_a_formula_and_the_text_comes_back(tmp_path: Path, text: str) -> None:
    spreadsheet.write(tmp_path / "t.csv", ["h"], [[text]])
    ((_,), (cell,)) = read_csv(tmp_path / "t.csv")
    assert cell.startswith("'")
    assert unsafe(cell) == text


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_left_alone(tmp_path: Path, text: str) -> None:
    spreadsheet.write(tmp_path / "t.csv", ["h", "x"], [[text, 1]])
    assert read_csv(tmp_path / "t.csv")[1] == [text, "1"]


def test_the_header_is_safe_too_and_numbers_are_numbers(tmp_path: Path) -> None:
    spreadsheet.write(tmp_path / "t.csv", ["=h"], [[-5], [2.5], [None], [True]])
    assert read_csv(tmp_path / "t.csv") == [["'=h"], ["-5"], ["2.5"], [""], ["True"]]


def test_csv_odd_characters(tmp_path: Path) -> None:
    spreadsheet.write(tmp_path / "t.csv", ["h"], [["a\x00b"], ["half \ud83d"], ["c\rd"]])
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"half \\ud83d" in data


def sheet(path: Path) -> Any:
    """The only sheet of a workbook, as another program reads it."""
    return openpyxl.load_workbook(path).active


@pytest.mark.parametrize("text", [t for t in FORMULAS + PLAIN if t and "\r" not in t])
def test_in_xlsx_every_text_is_a_text_cell(tmp_path: Path, text: str) -> None:
    spreadsheet.write(tmp_path / "t.xlsx", [text], [[text]])
    for cell in (sheet(tmp_path / "t.xlsx")["A1"], sheet(tmp_path / "t.xlsx")["A2"]):
        assert (unescape(cell.value), cell.data_type) == (text, "s")
        assert cell.hyperlink is None


def test_numbers_in_xlsx(tmp_path: Path) -> None:
    spreadsheet.write(tmp_path / "t.xlsx", ["h"], [[-5], [2.5], [float("nan")], [float("inf")]])
    found = [(c.value, c.data_type) for (c,) in sheet(tmp_path / "t.xlsx").iter_rows(min_row=2)]
    assert found == [(-5, "n"), (2.5, "n"), ("nan", "s"), ("inf", "s")]


def test_control_characters_are_shown(tmp_path: Path) -> None:
    spreadsheet.write(tmp_path / "t.xlsx", ["h"], [["a\x00b\x1b\r\n\tc\ufffe\uffff"], ["half \ud83d"], ["\u202egpj"]])
    found = [c.value for (c,) in sheet(tmp_path / "t.xlsx").iter_rows(min_row=2)]
    assert found == ["a[U+0000]b[U+001B][U+000D]\n\tc[U+FFFE][U+FFFF]", "half \\ud83d", "\u202egpj"]


def test_a_text_longer_than_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    spreadsheet.write(tmp_path / "t.xlsx", ["h" * 40_000], [["x" * 40_000], ["y" * 32_767]])
    found = [c.value for (c,) in sheet(tmp_path / "t.xlsx").iter_rows()]
    assert [len(f) for f in found] == [32_767, 32_767, 32_767]
    assert found[1].endswith(" […cut here]")
    assert found[2] == "y" * 32_767
    spreadsheet.write(tmp_path / "t.csv", ["h"], [["x" * 40_000]])
    assert read_csv(tmp_path / "t.csv")[1] == ["x" * 40_000]


def test_more_rows_than_a_sheet_holds_are_refused_and_not_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "ROW_LIMIT", 11)
    spreadsheet.write(tmp_path / "t.xlsx", ["h"], ([n] for n in range(10)))
    assert sheet(tmp_path / "t.xlsx").max_row == 11
    with pytest.raises(Invalid, match="A spreadsheet holds at most 10 rows. Write it as .csv."):
        spreadsheet.write(tmp_path / "u.xlsx", ["h"], ([n] for n in range(11)))
    assert not (tmp_path / "u.xlsx").exists()


@pytest.mark.parametrize("name", ["t.xls", "t", "t.pdf", "t.csv.exe"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Invalid, match=r"Tables are written as .csv or .xlsx. Change the ending of the name."):
        spreadsheet.write(tmp_path / name, ["h"], [])
    assert list(tmp_path.glob("t*")) == []


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".XLSX"])
def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / f"folder{ending}"
    folder.mkdir()
    for target in (folder, tmp_path / "no" / f"t{ending}"):
        with pytest.raises(StorageFailed, match="The table could not be written"):
            spreadsheet.write(target, ["h"], [["x"]])
    assert [p.name for p in tmp_path.rglob("*") if p.name.endswith(".part")] == []


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_that_fails_half_way_leaves_the_old_one(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"t{ending}"
    spreadsheet.write(target, ["h"], [["old"]])
    before = target.read_bytes()

    def rows():  # type: ignore[no-untyped-def]
        yield ["new"]
        raise Invalid("half way")

    with pytest.raises(Invalid, match="half way"):
        spreadsheet.write(target, ["h"], rows())
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


@pytest.mark.skipif(not CASES.is_dir(), reason="the hostile files are not here")
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_people_typed_in_other_programs_comes_back(tmp_path: Path, ending: str) -> None:
    typed = json.loads((CASES / "hostile" / "text" / "typed_dev.json").read_text())
    cells = [t for row in read_csv(CASES / "hostile" / "csv" / "formula_cells.csv") for t in row]
    texts = [t for t in typed + cells if t.isprintable() and t]
    target = tmp_path / f"t{ending}"
    spreadsheet.write(target, ["h"], ([t] for t in texts))
    if ending == ".csv":
        assert [unsafe(c) for (c,) in read_csv(target)[1:]] == texts
    else:
        assert [str(c.value) for (c,) in sheet(target).iter_rows(min_row=2)] == texts
