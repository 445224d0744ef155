"""A register's table: rows as they come, cells edited in place, filters, a tree, new rows, many rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.views.record_support import Bench, words
from vse_app.services import records, register_edits, registers, stating
from vse_app.ui.context import Target
from vse_app.ui.tables import Query
from vse_app.ui.views.chips import Chip
from vse_app.ui.views.register import RegisterView
from vse_app.ui.views.register_page import RegisterPage
from vse_app.ui.views.register_print import seen

WITH_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


def opened(bench: Bench, kind: str = "requirement", text: str = "") -> RegisterPage:
    view = bench.open(RegisterView, Target("register", kind=kind, text=text))
    bench.settle()
    return view.page


def column(page: RegisterPage, name: str) -> int:
    return [c.id for c in page.names.columns].index(name)


def shown(page: RegisterPage, name: str) -> list[str]:
    model = page.table.model
    return [model.index(row, column(page, name)).data() for row in range(model.rowCount())]


def at(page: RegisterPage, row: int, name: str):
    grid = page.table.edit_grid
    index = page.table.model.index(row, column(page, name))
    grid.setFocus()
    grid.setCurrentIndex(index)
    return index


def write(page: RegisterPage, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


def requirements(bench: Bench, *texts: str) -> list[int]:
    return [bench.write("requirement", "", {"statement": text}).id for text in texts]


def test_cells_are_words_with_icons(bench: Bench) -> None:
    (first,) = requirements(bench, "It books")
    register_edits.set_cells(bench.ws, [first], {"priority": "must", "owner": bench.elena, "due": "2020-01-01"})
    stating.follow(bench.ws, first, "in-work")
    page = opened(bench)
    assert [shown(page, n)[0] for n in ("number", "statement", "priority", "follow", "owner", "due")] == [
        "REQ-001", "It books", "Must", "in work", "Elena Ruiz", "1 Jan 2020",
    ]  # fmt: skip
    cells = page.table.model.row(0).cells
    assert cells[column(page, "follow")].icon == "doing" and cells[column(page, "due")].icon == "clock"
    assert words(page.chips).split("\n") == ["All 1", "Still open 1", "Late 1", "Mine"]


def test_a_cell_is_edited_in_place_and_tab_goes_on(bench: Bench) -> None:
    first, second = requirements(bench, "It books", "It pays")
    page = opened(bench)
    at(page, 0, "statement")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_F2)
    write(page, "It books by telephone", Qt.Key.Key_Tab)
    assert page.table.edit_grid.is_editing  # the next cell
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    bench.settle()
    assert records.page(bench.ws, first).revision.content.fields["statement"] == "It books by telephone"
    assert shown(page, "statement") == ["It books by telephone", "It pays"]
    at(page, 1, "due")
    QTest.keyClicks(page.table.edit_grid, "2")
    write(page, "026-05-01")
    bench.settle()
    assert records.page(bench.ws, second).record.due == "2026-05-01"


def test_what_cannot_be_understood_is_not_taken(bench: Bench) -> None:
    (first,) = requirements(bench, "It books")
    page = opened(bench)
    at(page, 0, "due")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    write(page, "soon")
    assert page.table.edit_grid.is_editing and editor.property("problem")
    assert "is not a date" in editor.accessibleDescription()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    bench.settle()
    assert records.page(bench.ws, first).record.due == ""


def test_choices_are_taken_at_once(bench: Bench) -> None:
    (first,) = requirements(bench, "It books")
    page = opened(bench)
    index = at(page, 0, "follow")
    page.table.edit_grid.begin(index)
    combo = page.table.edit_grid.indexWidget(index) or QApplication.focusWidget()
    combo.setCurrentIndex(combo.findData("agreed"))
    combo.activated.emit(combo.currentIndex())
    bench.settle()
    assert records.page(bench.ws, first).follow == "agreed" and shown(page, "follow") == ["agreed"]


def test_a_refused_edit_is_said_and_the_old_value_stands(bench: Bench) -> None:
    (first,) = requirements(bench, "It books")
    page = opened(bench)
    page.table.edit_model.put(page.table.model.index(0, column(page, "title")), "x" * 400)
    bench.settle()
    assert "longer than" in words(bench.window)
    assert records.page(bench.ws, first).record.title == "It books"
    assert shown(page, "title") == ["It books"]


def test_links_are_picked_from_what_the_field_may_name(bench: Bench) -> None:
    top, inner = requirements(bench, "Booking", "By telephone")
    bench.write("risk", "", {"statement": "The telephone fails"})
    page = opened(bench)
    page.table.edit_grid.begin(at(page, 1, "parent"))
    bench.settle()
    from vse_app.ui.views.register_links import LinkPopup

    popup = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LinkPopup))
    labels = [popup.picker.list.item(n).text() for n in range(popup.picker.list.count())]
    assert labels == ["REQ-001  Booking"]  # not itself, and no risk
    popup.picker.list.item(0).setCheckState(Qt.CheckState.Checked)
    popup.close()
    bench.settle()
    assert records.page(bench.ws, inner).revision.content.fields["parent"] == [str(top)]
    source = page.table.edit_model.register
    assert source.is_tree and [source.depth(n) for n in range(2)] == [0, 1]


def test_links_that_changed_are_marked_where_the_change_counts(bench: Bench) -> None:
    (first,) = requirements(bench, "It books")
    meeting = bench.write("meeting-record", "Kick-off", {"purpose": "Begin"})
    bench.write("test-case", "Book twice", {"expected": "refused", "verifies": [str(first)]})
    bench.write("action", "Call Ana", {"raised-by": [str(meeting.id)]})
    records.revise(bench.ws, first, fields={"statement": "It books twice"})
    records.revise(bench.ws, meeting.id, fields={"purpose": "Begin again"})
    page = opened(bench, "test-case")
    cell = page.table.model.row(0).cells[column(page, "verifies")]
    assert (cell.text, cell.icon) == ("REQ-001", "stale") and "Changed since" in cell.tip
    bench.view.retarget(Target("register", kind="action"))
    bench.settle()
    page = bench.view.page
    cell = page.table.model.row(0).cells[column(page, "raised-by")]
    assert (cell.text, cell.icon) == ("MR-001", "")


def test_the_tree_folds(bench: Bench) -> None:
    (top,) = requirements(bench, "Booking")
    register_edits.quick_add(bench.ws, bench.project, "requirement", "by telephone", above=top)
    requirements(bench, "Looks")
    page = opened(bench)
    assert shown(page, "statement") == ["Booking", "by telephone", "Looks"]
    at(page, 0, "statement")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert shown(page, "statement") == ["Booking", "Looks"]
    page._fold.click()
    bench.settle()
    assert shown(page, "statement") == ["Booking", "by telephone", "Looks"]


def test_write_and_press_enter_adds_an_entry(bench: Bench) -> None:
    page = opened(bench, text="add")
    assert "nothing here yet" in words(page.table)
    QTest.keyClicks(page.quick, "It books")
    QTest.keyClick(page.quick, Qt.Key.Key_Return)
    bench.settle()
    assert shown(page, "statement") == ["It books"] and page.quick.text() == ""
    at(page, 0, "statement")
    QTest.keyClicks(page.quick, "by telephone")
    QTest.keyClick(page.quick, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert [page.table.edit_model.register.depth(n) for n in range(2)] == [0, 1]


def test_a_new_entry_is_seen_although_the_filter_would_leave_it_out(bench: Bench) -> None:
    requirements(bench, "It books", "It pays")
    page = opened(bench)
    page.show_query(Query(text="books"))
    bench.settle()
    assert shown(page, "statement") == ["It books"]
    page.quick.written.emit("Other", False)
    bench.settle()
    assert shown(page, "statement") == ["It books", "Other"]


def test_filters_are_typed_and_can_be_kept_under_a_name(bench: Bench) -> None:
    ids = requirements(bench, "One", "Two", "Three")
    register_edits.set_cells(bench.ws, ids[:2], {"priority": "must", "owner": bench.marco})
    register_edits.set_cells(bench.ws, ids[1:2], {"due": "2026-05-01"})
    page = opened(bench)
    filters = page.table.column_filters
    page.table._by_column.setChecked(True)
    filters._typed["priority"]._on_ticked("must", True)
    bench.settle()
    assert shown(page, "statement") == ["One", "Two"] and "Priority: Must" in words(page.chips)
    filters._typed["due"]._lines[0].setText("2026-04-01")
    filters._typed["due"]._lines[0].editingFinished.emit()
    bench.settle()
    assert shown(page, "statement") == ["Two"]
    page._keep_filter("May")
    bench.settle()
    assert "May" in words(page.chips)
    page.show_query(Query())
    bench.settle()
    assert len(shown(page, "statement")) == 3
    next(chip for chip in page.chips.findChildren(Chip) if chip.text() == "May").click()
    bench.settle()
    assert shown(page, "statement") == ["Two"]


def test_sorting_counts_choices_in_their_order(bench: Bench) -> None:
    ids = requirements(bench, "One", "Two", "Three")
    for record, priority in zip(ids, ("later", "must", "should"), strict=True):
        register_edits.set_cells(bench.ws, [record], {"priority": priority})
    page = opened(bench)
    page.table._on_sorted(column(page, "priority"), Qt.SortOrder.AscendingOrder)
    bench.settle()
    assert shown(page, "priority") == ["Must", "Should", "Not this time"]


def test_chosen_rows_change_together(bench: Bench) -> None:
    ids = requirements(bench, "One", "Two", "Three")
    page = opened(bench)
    for row in (0, 2):
        page.table.grid.selectionModel().select(page.table.model.index(row, 0), WITH_ROWS)
    assert "2 rows chosen" in words(page.bar)
    page.bar.change_button.click()
    panel = page._slot._panel
    panel.choice.setCurrentIndex(panel.choice.findData("follow"))
    panel._show_editor()
    panel.confirm_button.click()
    assert "Choose a state first." in words(panel)
    panel._editor.set_value("agreed")
    panel.confirm_button.click()
    bench.settle()
    assert [records.page(bench.ws, i).follow for i in ids] == ["agreed", "proposed", "agreed"]


def test_chosen_rows_are_taken_out_and_brought_back(bench: Bench) -> None:
    ids = requirements(bench, "One", "Two")
    page = opened(bench)
    at(page, 0, "statement")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_Delete)
    panel = page._slot._panel
    assert not panel.confirm_button.isEnabled()
    panel.line.setText("twice the same")
    panel.confirm_button.click()
    bench.settle()
    assert shown(page, "statement") == ["Two"] and bench.deleted == ["1 row was taken out."]
    page.show_query(Query(filters={"withdrawn": "yes"}))
    bench.settle()
    assert shown(page, "statement") == ["One"]
    at(page, 0, "statement")
    page.bar.restore_button.click()
    bench.settle()
    assert not records.page(bench.ws, ids[0]).record.withdrawn


def test_enter_on_the_number_and_ctrl_enter_open_the_entry(bench: Bench) -> None:
    first, second = requirements(bench, "One", "Two")
    page = opened(bench)
    at(page, 0, "number")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_Return)
    at(page, 1, "statement")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bench.gone == [Target("record", record=first), Target("record", record=second)]


def test_presets_and_other_registers_keep_their_places(bench: Bench) -> None:
    ids = requirements(bench, "One", "Two")
    stating.follow(bench.ws, ids[0], "done")
    page = opened(bench, text="open")
    assert shown(page, "statement") == ["Two"]
    bench.view.retarget(Target("register", kind="risk"))
    bench.settle()
    assert bench.view.page is not page
    bench.view.retarget(Target("register", kind="requirement"))
    bench.settle()
    assert bench.view.page is page and shown(page, "statement") == ["Two"]
    bench.view.retarget(Target("register", kind="requirement", text="one"))
    bench.settle()
    assert shown(page, "statement") == ["One"]


def test_print_takes_what_is_seen(bench: Bench) -> None:
    requirements(bench, "One", "Two")
    page = opened(bench)
    page.show_query(Query(text="one"))
    bench.settle()
    page.print_button.click()
    target = bench.gone[-1]
    query, columns = seen(target.text)
    assert target.view == "register-print" and query.text == "one" and columns[:2] == ["number", "statement"]
    assert seen("nonsense") == (Query(), [])


def test_export_has_ids_and_all_columns(bench: Bench, tmp_path: Path) -> None:
    requirements(bench, "=1+1", "Two")
    page = opened(bench)
    page.show_query(Query(text="two"))
    bench.settle()
    page.table.export_to(tmp_path / "r.csv")
    bench.settle()
    lines = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Number,Requirement") and len(lines) == 2 and lines[1].startswith("REQ-002,Two")


def test_one_pasted_value_goes_into_the_cell(bench: Bench) -> None:
    (first,) = requirements(bench, "One")
    page = opened(bench)
    at(page, 0, "statement")
    QGuiApplication.clipboard().setText("Pasted")
    QTest.keyClick(page.table.edit_grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    bench.settle()
    assert records.page(bench.ws, first).revision.content.fields["statement"] == "Pasted"


def test_every_register_opens(bench: Bench) -> None:
    view = bench.open(RegisterView, Target("register", kind="requirement"))
    for product in registers.model_of(bench.ws, bench.project).registers:
        view.retarget(Target("register", kind=product.id))
        bench.settle()
        assert view.page.table.model.columnCount() > 4
        view.page.table._by_column.setChecked(True)
