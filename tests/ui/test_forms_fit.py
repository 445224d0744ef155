"""Small tables: columns by what stands in them, rows as tall as their words, nothing stored for it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from vse_app.i18n import translator
from vse_app.ui import theme
from vse_app.ui.forms import FieldSpec, TableEditor
from vse_app.ui.forms_fit import column_widths

LONG = "The keeper enters the quantity of what lies on the shelf; repeated scans of the same article add up. "


@pytest.mark.parametrize(
    ("wishes", "least", "room", "expected"),
    [
        ([100, 400], [50, 50], 300, [75, 225]),  # in proportion to what each still wants
        ([100, 100], [50, 50], 400, [200, 200]),  # more than all want: nothing stays empty
        ([500, 60], [80, 80], 100, [80, 80]),  # not even the least goes in: it scrolls
        ([20, 90], [60, 60], 200, [80, 120]),
    ],
)
def test_room_is_shared_by_need(wishes: list[int], least: list[int], room: int, expected: list[int]) -> None:
    found = column_widths(wishes, least, room)
    assert found == pytest.approx(expected, abs=2)
    assert sum(found) == max(room, sum(least)) or sum(found) <= room


class Nobody:
    def people(self) -> list[tuple[str, str]]:
        return []

    def targets(self) -> list[tuple[str, str]]:
        return []


@pytest.fixture
def table(qtbot: Any) -> TableEditor:
    columns = (
        FieldSpec("no", "text", "Number"),
        FieldSpec("what", "text", "Requirement"),
        FieldSpec("must", "choice", "Priority", choices=(("m", "Indispensable"), ("s", "Important"))),
    )
    made = TableEditor(FieldSpec("t", "table", "Requirements", columns=columns), tr=translator("en"), choices=Nobody())
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.set_value([{"no": f"REQ-{n}", "what": LONG if n == 2 else "Short", "must": "m"} for n in range(1, 4)])
    made.show()
    qtbot.wait(20)
    return made


def test_long_words_get_the_room_and_their_row_is_taller(table: TableEditor) -> None:
    grid, line = table.grid, theme.current().px(32)
    sizes = [grid.columnWidth(n) for n in range(3)]
    assert sizes[1] > 2 * max(sizes[0], sizes[2]) and sum(sizes) <= grid.viewport().width()
    assert grid.rowHeight(0) == line < grid.rowHeight(1)
    assert grid.columnWidth(2) > grid.fontMetrics().horizontalAdvance("Indispensable")
    assert grid.height() >= sum(grid.rowHeight(n) for n in range(4))


def test_what_is_typed_makes_room_for_itself_when_the_cell_is_left(table: TableEditor, qtbot: Any) -> None:
    grid = table.grid
    before = grid.rowHeight(0)
    cell = grid.model().index(0, 1)
    grid.setFocus()
    grid.setCurrentIndex(cell)
    grid.edit(cell)
    editor = grid.findChild(QLineEdit)
    editor.setText(LONG * 2)
    editor.setModified(True)
    qtbot.wait(20)
    assert grid.rowHeight(0) == before, "nothing moves under the hand of who types"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.rowHeight(0) > before, timeout=2000)


def test_a_column_that_was_dragged_stays(table: TableEditor, qtbot: Any) -> None:
    table.grid.horizontalHeader().resizeSection(0, 222)
    table.resize(900, 400)
    qtbot.wait(20)
    assert table.grid.columnWidth(0) == 222


def test_a_long_table_keeps_rows_of_one_line(table: TableEditor, qtbot: Any) -> None:
    table.set_value([{"no": str(n), "what": LONG} for n in range(100)])
    qtbot.wait(20)
    assert {table.grid.rowHeight(n) for n in range(100)} == {theme.current().px(32)}
