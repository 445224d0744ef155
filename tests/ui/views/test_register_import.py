"""A table comes into a register: how it is read, what it would change, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.cases import CASES
from tests.ui.views.record_support import Bench, words
from vse_app.services import company, registers, undo
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.register import RegisterView
from vse_app.ui.views.register_import import ImportPage


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


def begun(bench: Bench, what: object, kind: str = "requirement") -> ImportPage:
    if bench.view is None:
        bench.open(RegisterView, Target("register", kind=kind))
    bench.view.page.came.emit(what)
    bench.settle()
    page = bench.view.stack.currentWidget()
    assert isinstance(page, ImportPage)
    return page


def rows(page: ImportPage) -> list[tuple[str, ...]]:
    assert page.table is not None
    model = page.table.model
    return [tuple(str(model.index(r, c).data() or "") for c in range(5)) for r in range(model.rowCount())]


def texts(ws: Workspace, kind: str = "requirement") -> list[str]:
    found = registers.by_ids(ws, list(registers.ordered(ws, 1, kind)))
    return [entry.content.fields["statement"] for entry in found]


LIST = "ID;Requirement;Priority;Owner\nFR-1;Ítem uno;Must;Elena Ruiz\nFR-2;Two;nope;\n"


def test_a_file_is_read_compared_and_brought_in_as_one_step(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(LIST.replace("nope", "Should").encode("cp1252"))
    page = begun(bench, [file])
    panel = page.reading_panel
    assert panel.encoding.currentData() == "cp1252" and panel.delimiter.currentData() == ";"
    assert "list.csv: 2 rows" in words(page) and page.apply_button.text() == "Bring in: 2 new, 0 changed"
    assert [line[:4] for line in rows(page)] == [("2", "new", "", "Ítem uno"), ("3", "new", "", "Two")]
    assert "Priority: Must" in rows(page)[0][4] and "Owner: Elena Ruiz" in rows(page)[0][4]
    page.apply_button.click()
    bench.settle()
    assert texts(bench.ws) == ["Ítem uno", "Two"] and "Brought in: 2 new, 0 changed" in words(bench.window)
    assert bench.view.page.table.model.rowCount() == 2
    again = begun(bench, [file])
    assert again.apply_button.text() == "Nothing to change: all 2 rows stand here already"
    assert not again.apply_button.isEnabled()
    with bench.ws.reading() as connection:
        from vse_app.store import audit

        change = audit.last(connection)[2]
    undo.undo(bench.ws, change)
    assert texts(bench.ws) == []


def test_changes_are_shown_from_old_to_new(bench: Bench) -> None:
    page = begun(bench, "ID\tRequirement\tPriority\nA\tOne\tmust\nB\tTwo\tcould\n")
    page.apply_button.click()
    bench.settle()
    page = begun(bench, "ID\tRequirement\tPriority\nA\tOne\tshould\nB\tTwo\tcould\nC\tThree\t\n")
    assert [line[1:3] + line[4:] for line in rows(page)] == [
        ("changed", "REQ-001", "Priority: Must → Should"),
        ("new", "", "Requirement: Three; Id elsewhere: C"),
        ("the same", "REQ-002", ""),
    ]
    page._on_chip(1)
    assert [line[1] for line in rows(page)] == ["changed"]


def test_problems_are_named_by_row_and_column_and_nothing_is_taken_till_they_are_left_out(bench: Bench) -> None:
    page = begun(bench, LIST)
    assert not page.apply_button.isEnabled() and page.without.isVisible()
    assert rows(page)[0] == ("3", "cannot be taken", "", "Two", "Column C (Priority): nope is none of the choices.")
    page.without.setChecked(True)
    assert page.apply_button.isEnabled()
    page.without.setChecked(False)
    page.reading_panel.leaves.setChecked(True)
    bench.settle()
    assert page.apply_button.isEnabled() and "left out: Column C (Priority)" in rows(page)[1][4]
    page.apply_button.click()
    bench.settle()
    assert texts(bench.ws) == ["Ítem uno", "Two"]


def test_columns_are_assigned_by_hand_and_remembered(bench: Bench) -> None:
    page = begun(bench, "What\tWho\nOne\tMarco Díaz\n")
    panel = page.reading_panel
    assert page.reading_panel.reading.heading == 0  # nobody knows these headings
    panel.heading.setCurrentIndex(panel.heading.findData("1"))
    panel.heading.activated.emit(1)
    bench.settle()
    panel = page.reading_panel
    for place, name in ((0, "statement"), (1, "owner")):
        combo = panel._choices[place]
        combo.setCurrentIndex(combo.findData(name))
        combo.activated.emit(combo.currentIndex())
    bench.settle()
    assert "Owner: Marco Díaz" in rows(page)[0][4]
    page.apply_button.click()
    bench.settle()
    again = begun(bench, "What\tWho\nTwo\tMarco Díaz\n")
    assert dict(again.reading_panel.reading.columns) == {0: "statement", 1: "owner"}


def test_cells_without_headings_are_the_columns_on_show(bench: Bench) -> None:
    page = begun(bench, "It books\tFunction\tMust\nIt pays\tFunction\tShould\n")
    assert page.reading_panel.reading.heading == 0
    assert [line[3] for line in rows(page)] == ["It books", "It pays"]
    assert "Priority: Must" in rows(page)[0][4]


def test_a_workbook_lets_a_sheet_be_chosen(bench: Bench, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Requirement"])
    book.active.append(["One"])
    book.create_sheet("Other").append(["Requirement"])
    book["Other"].append(["Two"])
    book.save(tmp_path / "b.xlsx")
    page = begun(bench, [tmp_path / "b.xlsx"])
    assert [line[3] for line in rows(page)] == ["One"]
    choice = page.reading_panel.sheet_choice
    choice.setCurrentIndex(choice.findData("Other"))
    choice.activated.emit(choice.currentIndex())
    bench.settle()
    assert [line[3] for line in rows(page)] == ["Two"]


def test_links_to_other_rows_are_named_by_their_row(bench: Bench) -> None:
    page = begun(bench, "ID\tRequirement\tPart of\nA\tOne\t\nB\tTwo\tA\n")
    assert "Part of: row 2" in rows(page)[1][4]


def test_what_is_no_table_is_said_and_another_can_be_chosen(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("<html>no</html>")
    page = begun(bench, [tmp_path / "x.csv"])
    assert "not a table" in words(page) and page.table is None
    page.take(tmp_path / "missing.csv")
    bench.settle()
    assert "cannot be read" in words(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    bench.settle()
    assert bench.view.stack.currentWidget() is bench.view._wholes["requirement"]


def test_without_a_file_it_asks_for_one(bench: Bench) -> None:
    page = begun(bench, None)
    assert "Which table?" in words(page)
    page.cancel_button.click()
    assert not isinstance(bench.view.stack.currentWidget(), ImportPage)


@pytest.mark.skipif(not CASES.is_dir(), reason="the foreign lists are not here")
def test_every_foreign_table_is_shown_or_its_problem_said(bench: Bench) -> None:
    company.save_people(bench.ws, company.people(bench.ws))
    for folder in ("requirements", "issues", "hostile/csv", "hostile/xlsx", "hostile/reqif"):
        for file in sorted(path for path in (CASES / folder).rglob("*.*") if path.is_file()):
            if file.stat().st_size > 150_000:
                continue
            page = begun(bench, [file])
            assert page.found is not None or page._said.text(), file.name
            if page.found is not None and page.found.count("refused"):
                assert all(line[4] for line in rows(page) if line[1] == "cannot be taken"), file.name
            page.cancel_button.click()
