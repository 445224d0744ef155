"""Tables in: every encoding and sign, odd workbooks, hostile files; nothing is guessed silently, nothing hangs."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

from tests.cases import CASES
from vse_app.i18n import translator
from vse_app.model.errors import Cancelled, Invalid, UserError
from vse_app.services import sheet_cells, sheets, spreadsheet

TR = translator("en")
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the hostile and foreign files are not here")


def notes(sheet: sheets.Sheet) -> str:
    return " ".join(note.say(TR) for note in sheet.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_of_every_kind(encoding: str, delimiter: str) -> None:
    text = (
        delimiter.join(("Id", "Título", "Nota"))
        + "\r\n"
        + delimiter.join(("1", '"Ñandú, el\nsegundo"', "fin"))
        + "\r\n"
    )
    sheet = sheets.from_bytes(text.encode(encoding), "x.csv")
    assert [cells for _n, cells in sheet.rows] == [("Id", "Título", "Nota"), ("1", "Ñandú, el\nsegundo", "fin")]
    assert (sheet.delimiter, [n for n, _c in sheet.rows]) == (delimiter, [1, 2])
    assert ("Windows" in notes(sheet) or "cp1252" in notes(sheet)) == (encoding == "cp1252")


def test_the_encoding_can_be_said() -> None:
    data = "Título\nเอกสาร\n".encode("cp874", "replace")
    assert sheets.from_bytes(data, "x", encoding="cp874").rows[1][1] == ("เอกสาร",)
    with pytest.raises(Invalid, match="not written in utf-8. Choose another"):
        sheets.from_bytes(b"\xff\xfe\x00", "x", encoding="utf-8")


def test_rows_are_counted_as_lines_of_the_file() -> None:
    sheet = sheets.from_text('a,b\n\n"x\ny",2\n,,\nz,3\n', "x")
    assert sheet.rows == [(1, ("a", "b")), (3, ("x\ny", "2")), (6, ("z", "3"))]


def test_a_quote_that_is_not_closed_is_said() -> None:
    sheet = sheets.from_text('ID,Title\nR1,"never closed\nR2,x\n', "x")
    assert len(sheet.rows) == 2 and "not closed" in notes(sheet)
    assert sheet.odd == {(2, 1): "unclosed"}


def test_a_sign_in_one_line_does_not_part_the_cells_of_all() -> None:
    assert sheets.from_text("Title\n=cmd|x\none\ntwo\n", "x").rows[1] == (2, ("=cmd|x",))


def test_line_separators_of_other_scripts_are_no_rows() -> None:
    assert len(sheets.from_text("a,b\u2028c\x0bd\n", "x").rows) == 1


def test_what_was_made_safe_for_a_spreadsheet_comes_back(tmp_path: Path) -> None:
    said = ["=1+1", "-5", "+34 600", "@x", "'quoted", "''", "\ttab", "＝x", "plain", "'=x", " =x"]
    spreadsheet.write(tmp_path / "x.csv", ["a", "b"], [[cell, "x"] for cell in said])
    assert [cells[0] for _n, cells in sheets.read(tmp_path / "x.csv").rows[1:]] == said


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "One"
    for row in (["Module", "Title", "Due"], ["A", "first", "=1+1"], [None, "second", None], [None, "third", None]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    import datetime as dt

    sheet["C3"], sheet["C4"] = dt.datetime(2026, 3, 31), dt.datetime(2026, 3, 31, 12, 30)
    sheet["D2"], sheet["D3"], sheet["D4"] = 5, 2.5, True
    book.create_sheet("Two").append(["x"])
    book.save(path)
    return path


def test_a_workbook_with_merged_cells_formulas_and_dates(tmp_path: Path) -> None:
    sheet = sheets.read(workbook(tmp_path / "b.xlsx"))
    assert sheet.sheets == ("One", "Two")
    assert sheet.rows[1:] == [
        (2, ("A", "first", "", "5")),
        (3, ("A", "second", "2026-03-31", "2.5")),
        (4, ("A", "third", "2026-03-31 12:30", "TRUE")),
    ]
    assert sheet.odd == {(2, 2): "formula"}
    assert "A2:A4" in notes(sheet) and "C2" in notes(sheet)
    assert sheets.read(tmp_path / "b.xlsx", sheet="Two").rows == ((1, ("x",)),)


def test_a_workbook_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SECONDS", 0.0)
    with pytest.raises(Invalid, match="too long or too much memory"):
        sheets.read(workbook(tmp_path / "b.xlsx"))


def test_reading_a_workbook_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        sheets.read(workbook(tmp_path / "b.xlsx"), cancelled=lambda: True)


def test_there_are_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_cells, "ROWS", 3)
    sheet = sheets.from_text("a\nb\nc\nd\n", "x")
    assert len(sheet.rows) == 3 and "first 3 rows" in notes(sheet)
    monkeypatch.setattr(sheets, "MAX_BYTES", 2)
    (tmp_path / "x.csv").write_text("abc")
    with pytest.raises(Invalid, match="larger than"):
        sheets.read(tmp_path / "x.csv")
    with pytest.raises(Invalid, match="cannot be read"):
        sheets.read(tmp_path / "nothing.csv")


@needs_cases
@pytest.mark.parametrize("folder", ["requirements", "issues", "hostile/csv", "hostile/xlsx"])
def test_foreign_and_hostile_files_are_read_or_refused_with_a_reason(folder: str, tmp_path: Path) -> None:
    for file in sorted(p for p in (CASES / folder).rglob("*") if p.suffix in (".csv", ".tsv", ".xlsx")):
        start = time.monotonic()
        try:
            sheet = sheets.read(file)
            assert sheet.rows or "hostile" in folder
        except UserError as error:
            assert file.name in str(error)
        assert time.monotonic() - start < 20, file.name
    assert not list(tmp_path.rglob("CANARY*"))


@needs_cases
def test_what_hostile_workbooks_come_to() -> None:
    found = {f.name: f for f in (CASES / "hostile" / "xlsx").iterdir()}
    assert len(sheets.read(found["huge_dimension.xlsx"]).rows) == 2
    assert sheets.read(found["formulas.xlsx"]).odd == {(2, 1): "formula"}
    assert sheets.read(found["external_link.xlsx"]).rows[2][1] == ("R2", "7")
    with pytest.raises(Invalid, match=r"looks like plain text. Rename it to .csv"):
        sheets.read(found["not_xlsx.xlsx"])
    csv = {f.name: sheets.read(f).rows for f in (CASES / "hostile" / "csv").iterdir()}
    assert csv["formula_cells.csv"][1][1][1].startswith("=HYPERLINK(")
    assert csv["formula_cells.csv"][4][1] == ("R4", "-2+3")
    assert csv["utf16_bom.csv"][1][1] == ("R1", "Ñandú")
    assert len(csv["huge_field.csv"][1][1][1]) == 100_000
