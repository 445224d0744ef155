"""The table: windowed rows, sorting, filtering, remembering, copying, opening; at a million rows too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from vse_app.i18n import translator
from vse_app.ui import theme
from vse_app.ui.tables import Anchor, Cell, ColumnSpec, Empty, Layouts, ListSource, Query, Row, Rows, Table
from vse_app.ui.tables_export import from_tab_separated, tab_separated
from vse_app.ui.tables_grid import shared
from vse_app.ui.tables_model import BLOCK, KEPT, WindowModel

COLUMNS = (
    ColumnSpec("code", "Code", 90),
    ColumnSpec("title", "Title", 300),
    ColumnSpec("hours", "Hours", 80, "number"),
    ColumnSpec("note", "Note", 100, hidden=True),
)


def rows(count: int) -> list[Row]:
    return [
        Row(n, (f"CR-{n}", f"Título <b>{n}</b>", Cell(str(n * 3), "done", "good", key=n * 3), f"note {n}"))
        for n in range(1, count + 1)
    ]


class Endless:
    """A source of a great many rows that counts what it is asked."""

    def __init__(self, total: int) -> None:
        self.total, self.asked = total, []

    def columns(self) -> tuple[ColumnSpec, ...]:
        return COLUMNS

    def count(self, query: Query) -> int:
        return self.total

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        self.asked.append((offset, anchor))
        found = [Row(n, (f"CR-{n}", "title", "1", "")) for n in range(offset, min(offset + limit, self.total))]
        return Rows(found, last=found[-1].id if found else None)


@pytest.fixture
def make(qtbot):
    def made(source=None, **options) -> Table:
        table = Table(source or ListSource(COLUMNS, rows(67)), tr=translator("en"), **options)
        qtbot.addWidget(table)
        table.resize(900, 500)
        with qtbot.waitExposed(table):
            table.show()
        table.activateWindow()
        return table

    return made


def first_column(table: Table) -> list[str]:
    return [row.cells[0] for row in table.model.rows()]


def test_the_model_keeps_the_rules_of_item_models(qtmodeltester) -> None:
    model = WindowModel(ListSource(COLUMNS, rows(600)), Query())
    qtmodeltester.check(model)
    model.show(Query(text="5"))
    qtmodeltester.check(model)


def test_only_blocks_in_sight_are_read_and_few_are_kept() -> None:
    source = Endless(1_000_000)
    model = WindowModel(source, Query())
    assert source.asked == []
    for number in range(0, 100 * BLOCK, BLOCK):
        assert model.data(model.index(number, 0)) == f"CR-{number}"
    assert len(source.asked) == 100
    assert len(model._blocks) == KEPT


def test_blocks_are_continued_from_the_nearest_key_known() -> None:
    source = Endless(1_000_000)
    model = WindowModel(source, Query())
    for number in (0, BLOCK, 500_000, 500_000 + BLOCK):
        model.row(number)
    start = 500_000 // BLOCK * BLOCK
    assert source.asked == [
        (0, None),
        (BLOCK, Anchor(BLOCK, BLOCK - 1)),
        (start, Anchor(2 * BLOCK, 2 * BLOCK - 1)),
        (start + BLOCK, Anchor(start + BLOCK, start + BLOCK - 1)),
    ]


def test_rows_that_vanished_since_the_count_are_blank() -> None:
    source = Endless(300)
    model = WindowModel(source, Query())
    source.total = 10
    assert model.data(model.index(200, 0)) is None
    assert model.row(200).id is None


def test_a_million_rows_show_at_once_and_count(make) -> None:
    source = Endless(1_000_000)
    table = make(source)
    assert table._count.text() == "Rows: 1,000,000"
    assert len(source.asked) <= 2


def test_sorting_goes_by_key_and_as_people_count(make) -> None:
    table = make()
    header = table.grid.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert first_column(table)[:11] == [f"CR-{n}" for n in range(1, 12)]
    header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    assert first_column(table)[0] == "CR-67"
    assert table.query == Query(sort="hours", descending=True)


def test_a_column_that_cannot_be_sorted_keeps_the_order(make) -> None:
    columns = (COLUMNS[0], replace(COLUMNS[1], sortable=False), *COLUMNS[2:])
    table = make(ListSource(columns, rows(5)), query=Query(sort="code"))
    table.grid.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert table.query.sort == "code"
    assert table.grid.horizontalHeader().sortIndicatorSection() == 0


def test_filtering_ignores_case_and_accents_and_tells_the_count(make, qtbot) -> None:
    table = make()
    table.filter_line.setText("TITULO <b>6")
    qtbot.waitUntil(lambda: table._count.text() == "9 of 67")
    table._by_column.setChecked(True)
    table.column_filters._lines["code"].setText("67")
    qtbot.waitUntil(lambda: table._count.text() == "1 of 67")
    table.filter_line.setText("no such thing")
    qtbot.waitUntil(lambda: table._stack.currentWidget() is table._nothing)
    table.clear_filters()
    assert table._count.text() == "Rows: 67"
    assert table._stack.currentWidget() is table.grid


def test_an_empty_table_says_what_it_is_for(make, qtbot) -> None:
    table = make(ListSource(COLUMNS), empty=Empty("No changes yet", "A change keeps <b>…", "Add a change"))
    assert table._stack.currentWidget() is table._empty
    with qtbot.waitSignal(table.empty_clicked):
        qtbot.mouseClick(table._empty.button, Qt.MouseButton.LeftButton)


def test_enter_and_double_click_open_the_row(make, qtbot) -> None:
    table = make()
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.select(3)
    QTest.keyClick(table.grid, Qt.Key.Key_Return)
    place = table.grid.visualRect(table.model.index(4, 1)).center()
    qtbot.mouseClick(table.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [3, 5]


def test_keys_lead_from_the_filter_to_the_rows_and_back(make, qtbot) -> None:
    table = make()
    table.filter_line.setFocus()
    QTest.keyClick(table.filter_line, Qt.Key.Key_Down)
    assert table.grid.hasFocus()
    assert table.current_id() == 1
    QTest.keyClick(table.grid, Qt.Key.Key_6)
    assert table.filter_line.hasFocus()
    assert table.filter_line.text() == "6"
    QTest.keyClick(table.filter_line, Qt.Key.Key_Escape)
    assert table.filter_line.text() == ""
    QTest.keyClick(table.filter_line, Qt.Key.Key_Down)
    QTest.keyClick(table.grid, Qt.Key.Key_Tab)
    assert not table.grid.hasFocus()


def test_copies_hold_titles_and_only_columns_on_show(make, qapp) -> None:
    table = make()
    table.grid.setFocus()
    table.grid.selectRow(1)
    QTest.keyClick(table.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "Code\tTitle\tHours\nCR-2\tTítulo <b>2</b>\t6\n"
    assert "<td>Título &lt;b&gt;2&lt;/b&gt;</td>" in qapp.clipboard().mimeData().html()
    table.copy_all()
    assert len(qapp.clipboard().text().splitlines()) == 68


def test_a_copy_has_a_limit_and_says_so(make, qtbot) -> None:
    table = make(Endless(60_000))
    with qtbot.waitSignal(table.said) as said:
        table.copy_all()
    assert said.args == ["warn", "Only the first 50000 rows were copied. Export the table to get all."]


def test_tab_separated_text_survives_the_round_trip() -> None:
    cells = [["plain", 'a "quoted" word', '"starts'], ["two\nlines", "tab\there", ""], ["", "", "end"]]
    assert from_tab_separated(tab_separated(cells)) == cells
    assert from_tab_separated("a\tb\r\nc\td\r\n") == [["a", "b"], ["c", "d"]]
    assert from_tab_separated('say "hi"\tx') == [['say "hi"', "x"]]


def test_export_gets_the_shown_columns_in_their_order_and_all_rows(make, tmp_path: Path) -> None:
    got = []
    table = make(export=lambda path, columns, cells: got.append((path, [c.id for c in columns], list(cells))))
    header = table.grid.horizontalHeader()
    header.moveSection(0, 1)
    table.export_to(tmp_path / "x.csv")
    path, columns, cells = got[0]
    assert (path.name, columns, len(cells)) == ("x.csv", ["title", "code", "hours"], 67)
    assert cells[0] == ("Título <b>1</b>", "CR-1", "3")


def test_the_layout_is_remembered_in_pixels_at_100_per_cent(make, qtbot, qapp) -> None:
    stored: dict[str, dict] = {}
    layouts = Layouts(stored.get, stored.__setitem__)
    table = make(table_id="changes", layouts=layouts)
    header = table.grid.horizontalHeader()
    header.resizeSection(0, 200)
    header.moveSection(0, 1)
    table._on_column_toggled(3, True)
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: "changes" in stored)
    assert stored["changes"]["order"] == ["title", "code", "hours", "note"]
    assert stored["changes"]["sort"] == ["title", True]
    theme.apply(qapp, "light", 200)
    again = make(table_id="changes", layouts=layouts)
    assert again.grid.shown_columns() == [1, 0, 2, 3]
    assert again.grid.horizontalHeader().sectionSize(0) == 400
    assert again.query == Query(sort="title", descending=True)
    again.reset_layout()
    assert again.grid.shown_columns() == [0, 1, 2]


def test_a_layout_of_another_version_does_no_harm(make) -> None:
    state = {
        "widths": {"gone": 5},
        "order": ["gone", "note"],
        "hidden": ["code", "title", "hours", "note"],
        "sort": ["gone", True],
    }
    table = make(table_id="x", layouts=Layouts(lambda _: state, lambda *_: None))
    assert table.grid.shown_columns() == [0]
    assert table.model.rowCount() == 67


def test_refresh_keeps_the_row_and_the_place(make) -> None:
    source = ListSource(COLUMNS, rows(600))
    table = make(source)
    table.select(300, near=300)
    bar = table.grid.verticalScrollBar()
    place = bar.value()
    assert place > 0
    source.set_rows([Row(0, ("CR-0", "new", "", "")), *rows(600)])
    table.refresh()
    assert table.current_id() == 300
    assert table.grid.currentIndex().row() == 300
    assert bar.value() == place


def test_the_last_column_on_show_cannot_be_hidden(make) -> None:
    table = make()
    menu = table._columns_menu
    menu.show_for(table.model.specs, table.grid.shown_columns(), table._on_column_toggled)
    boxes = [action.defaultWidget() for action in menu.actions() if hasattr(action, "defaultWidget")]
    boxes[0].setChecked(False)
    boxes[1].setChecked(False)
    assert table.grid.shown_columns() == [2]
    assert not boxes[2].isEnabled()


def test_dropped_files_are_offered(make, qtbot, tmp_path: Path) -> None:
    table = make(accept_files=True)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl("https://example.org/b.pdf")])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(table.files_dropped) as dropped:
        table.dropEvent(event)
    assert dropped.args == [[tmp_path / "a.pdf"]]


def test_tips_and_cells_never_render_markup(make) -> None:
    table = make()
    index = table.model.index(0, 1)
    assert index.data() == "Título <b>1</b>"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "<qt>Título &lt;b&gt;1&lt;/b&gt;</qt>"


def test_colours_and_icons_of_cells_follow_the_theme(make, qapp) -> None:
    table = make()
    index = table.model.index(0, 2)
    for scheme in ("dark", "light"):
        theme.apply(qapp, scheme)
        assert index.data(Qt.ItemDataRole.ForegroundRole).color() == theme.current().colour("good")
        assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_selected_rows_are_told(make) -> None:
    table = make()
    told: list[list[int]] = []
    table.selected.connect(told.append)
    table.grid.selectAll()
    assert told[-1] == list(range(1, 68))
    assert table.selected_ids(3) == [1, 2, 3]


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (1000, [100, 350, 100, 350, 100]),  # all of them, with what is left over shared
        (660, [100, 180, 100, 180, 100]),  # all, a little tighter
        (580, [100, 190, 100, 190, 100]),  # the first four fill the view, the fifth is not cut by its edge
        (150, [100, 200, 100, 200, 100]),  # not even two: as wide as they wish to be
    ],
)
def test_the_columns_in_sight_fill_the_view(room: int, expected: list[int]) -> None:
    assert shared([100, 200, 100, 200, 100], [False, True, False, True, False], room) == expected


def test_columns_fit_until_somebody_chooses_their_widths(qtbot) -> None:
    stored: list[dict] = []
    rows = [Row(n, ("A-1", "A long title", "Somebody")) for n in range(3)]
    columns = (ColumnSpec("no", "No", 80), ColumnSpec("title", "Title", 300), ColumnSpec("who", "Who", 160))
    layouts = Layouts(lambda _id: None, lambda _id, state: stored.append(state))
    table = Table(ListSource(columns, rows), tr=translator("en"), table_id="x", layouts=layouts)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    header, grid = table.grid.horizontalHeader(), table.grid
    assert header.length() == grid.viewport().width() and header.sectionSize(0) == theme.current().px(80)
    table.resize(700, 300)
    assert header.length() == grid.viewport().width()
    qtbot.wait(450)
    assert stored == [], "what fits by itself is not remembered"
    header.resizeSection(1, 333)
    qtbot.waitUntil(lambda: bool(stored), timeout=2000)
    table.resize(900, 300)
    assert header.sectionSize(1) == 333 and stored[-1]["widths"]["title"] == round(33300 / theme.current().text_scale)
    table.reset_layout()
    assert header.length() == grid.viewport().width()
