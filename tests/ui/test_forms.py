"""Forms: nothing that is typed or pasted is lost, changed or rendered; every kind of field can be used by keyboard."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from vse_app.i18n import translator
from vse_app.ui.forms import EDITORS, FieldSpec, Form
from vse_app.ui.forms_links import Picker
from vse_app.ui.forms_text import SHOWN_LENGTH, TextArea
from vse_app.ui.forms_values import parse_date, parse_number, show_date, show_number
from vse_app.ui.parts import Plain

COLUMNS = (
    FieldSpec("action", "text", "Action"),
    FieldSpec("owner", "person", "Owner"),
    FieldSpec("due", "date", "Due"),
    FieldSpec("hours", "number", "Hours"),
    FieldSpec("state", "choice", "State", choices=(("open", "Open"), ("done", "Done"))),
)
FIELDS = (
    FieldSpec("title", "text", "Title", "A few <b>words</b>.", required=True),
    FieldSpec("why", "long-text", "Why", example="An example <i>text</i>."),
    FieldSpec("on", "date", "On"),
    FieldSpec("effort", "number", "Effort", unit="hours"),
    FieldSpec("level", "choice", "Level", choices=(("low", "Low"), ("high", "High"))),
    FieldSpec("who", "person", "Who"),
    FieldSpec("docs", "link", "Documents"),
    FieldSpec("actions", "table", "Actions", columns=COLUMNS, example="Write\tMaría\t2026-12-01\t4\tOpen"),
)
VALUES = {
    "title": "Labels",
    "why": "Because.\nReally.",
    "on": "2026-11-23",
    "effort": 12.5,
    "level": "high",
    "who": "p1",
    "docs": ["r1", "gone"],
    "actions": [{"action": "Write", "owner": "p1", "due": "2026-12-01", "hours": 4, "state": "open"}],
}
STRANGE = (
    "no\u00a0break",
    "line\u2028separator",
    "\u202eright to left\u202c\u200f",
    "nul\x00 bell\x07 escape\x1b",
    "tab\there\x0b\x0c",
    "ภาษาไทย العربية 漢字 e\u0301 👩\u200d👩\u200d👧",
    "<b>&amp;</b> [link](x) \ufffc",
    "  spaces at both ends  ",
)


class People:
    def people(self) -> list[tuple[str, str]]:
        return [("p1", "María"), ("p2", "Somchai <b>")]

    def targets(self) -> list[tuple[str, str]]:
        return [(f"r{number}", f"REQ-{number} título") for number in range(1, 301)]


@pytest.fixture
def form(qtbot):
    made = Form(FIELDS, tr=translator("en"), choices=People(), values=VALUES)
    qtbot.addWidget(made)
    made.resize(800, 1200)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def paste(area: TextArea, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    area.insertFromMimeData(data)


def test_every_kind_shows_and_gives_back_its_value(form) -> None:
    assert {field.kind for field in FIELDS} == set(EDITORS)
    assert form.values() == VALUES


def test_empty_values_are_empty(form) -> None:
    form.set_values({})
    assert form.values() == {
        "title": "", "why": "", "on": "", "effort": None, "level": "", "who": "", "docs": [], "actions": []
    }  # fmt: skip


def test_values_without_a_field_are_kept(form) -> None:
    form.set_values({**VALUES, "older": {"x": 1}})
    assert form.values()["older"] == {"x": 1}


def test_setting_values_is_no_edit(form) -> None:
    edits: list[tuple] = []
    form.edited.connect(lambda *edit: edits.append(edit))
    form.set_values({**VALUES, "title": "Other", "level": "low", "actions": [], "docs": []})
    form.flush()
    assert edits == []


@pytest.mark.parametrize("field", ["title", "why"])
@pytest.mark.parametrize("text", STRANGE)
def test_text_comes_back_as_it_went_in(form, field: str, text: str) -> None:
    form.set_values({field: text})
    assert form.values()[field] == text
    area = form.editor(field).area
    area.moveCursor(area.textCursor().MoveOperation.End)
    QTest.keyClick(area, Qt.Key.Key_X)
    assert form.values()[field] == text + "x"


@pytest.mark.parametrize("text", ["windows\r\nline", "paragraph\u2029sign", "old\rmac", "\ufdd0"])
def test_text_that_qt_would_normalise_is_kept_until_it_is_edited(form, text: str) -> None:
    form.set_values({"why": text})
    form.flush()
    assert form.values()["why"] == text


def test_typing_is_reported_when_it_pauses_and_when_the_field_is_left(form, qtbot) -> None:
    edits: list[tuple] = []
    form.edited.connect(lambda *edit: edits.append(edit))
    area = form.editor("title").area
    area.setFocus()
    QTest.keyClicks(area, "ab")
    assert edits == []
    qtbot.waitUntil(lambda: len(edits) == 1, timeout=2000)
    QTest.keyClick(area, Qt.Key.Key_C)
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert edits == [("title", "abLabels"), ("title", "abcLabels")]


def test_values_that_arrive_while_typing_do_not_undo_it(form) -> None:
    area = form.editor("why").area
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Z)
    form.set_values({**VALUES, "why": "stored meanwhile"})
    assert form.values()["why"] == "zBecause.\nReally."


def test_values_that_are_shown_already_keep_cursor_and_undo(form) -> None:
    area = form.editor("why").area
    QTest.keyClick(area, Qt.Key.Key_Z)
    form.flush()
    form.set_values({**VALUES, "why": "zBecause.\nReally."})
    assert area.textCursor().position() == 1
    area.undo()
    assert form.values()["why"] == "Because.\nReally."


def test_enter_leaves_a_line_and_tab_leaves_a_long_text(form) -> None:
    title, why = form.editor("title").area, form.editor("why").area
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert not title.hasFocus()
    assert form.values()["title"] == "Labels"
    why.setFocus()
    QTest.keyClick(why, Qt.Key.Key_Tab)
    assert not why.hasFocus()
    assert form.values()["why"] == "Because.\nReally."


def test_a_pasted_line_break_becomes_a_space_in_a_line(form) -> None:
    area = form.editor("title").area
    area.selectAll()
    paste(area, "one\ntwo")
    assert form.values()["title"] == "one two"


def test_long_text_grows_up_to_a_limit(form, qtbot) -> None:
    area = form.editor("why").area
    low = area.height()
    form.set_values({"why": "line\n" * 9})
    qtbot.waitUntil(lambda: area.height() > low)
    assert area.verticalScrollBar().maximum() == 0
    form.set_values({"why": "line\n" * 60})
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.height() < 16 * area.fontMetrics().lineSpacing()


@pytest.mark.parametrize("text", ["x" * 10_000_000, "line of text\n" * 800_000])
def test_ten_megabytes_are_kept_whole_and_do_not_hang(form, text: str) -> None:
    editor = form.editor("why")
    start = time.perf_counter()
    paste(editor.area, text)
    assert time.perf_counter() - start < 2
    assert form.values()["why"] == text + VALUES["why"]
    assert "It is kept whole" in editor._warning.text()
    assert len(editor.area.toPlainText()) == SHOWN_LENGTH
    assert editor.area.isReadOnly()
    editor._on_let_go()
    assert form.values()["why"] == ""
    assert not editor.area.isReadOnly()


def test_nothing_is_rendered(form) -> None:
    for label in form.findChildren(Plain):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert all(area.toPlainText() == area.document().toPlainText() for area in form.findChildren(QPlainTextEdit))


def test_labels_hints_and_problems_reach_screen_readers(form) -> None:
    area = form.editor("title").area
    assert area.accessibleName() == "Title"
    assert area.accessibleDescription() == "A few <b>words</b>."
    form.set_problems({"title": "Give it a title."})
    assert area.accessibleDescription() == "Give it a title."
    assert form.editor("title")._problem.isVisible()
    form.set_problems({})
    assert not form.editor("title")._problem.isVisible()


def test_the_example_is_shown_and_taken_as_a_start(form) -> None:
    block = form._blocks["why"]
    block._see.setChecked(True)
    assert "An example <i>text</i>." in [label.text() for label in block._example.findChildren(Plain)]
    block._take.click()
    assert form.values()["why"] == "Because.\nReally.\n\nAn example <i>text</i>."
    assert block._example.isHidden()
    form.editor("why").area.undo()
    assert form.values()["why"] == "Because.\nReally."


def test_a_read_only_form_changes_nothing(form) -> None:
    form.set_read_only(True)
    QTest.keyClick(form.editor("title").area, Qt.Key.Key_X)
    assert not form.editor("level").combo.isEnabled()
    assert form.editor("actions").model.rowCount() == 1
    assert form._blocks["why"]._take.isHidden()
    assert form.values() == VALUES


@pytest.mark.parametrize(
    ("locale", "text", "iso"),
    [
        ("en_GB", "2026-11-23", "2026-11-23"),
        ("en_GB", "2026/1/2", "2026-01-02"),
        ("en_GB", "1/2/26", "2026-02-01"),
        ("en_US", "1/2/2026", "2026-01-02"),
        ("es_MX", "23.11.2026", "2026-11-23"),
        ("de_DE", "3-4-2026", "2026-04-03"),
        ("en_GB", "31/2/2026", None),
        ("en_GB", "soon", None),
        ("en_GB", "", None),
        ("en_GB", "23 November 2026", None),
        ("en_GB", "99999999999/1/1", None),
        ("en_GB", "1/1/٢٠٢٦", None),
    ],
)
def test_dates_are_understood(locale: str, text: str, iso: str | None) -> None:
    assert parse_date(text, QLocale(locale)) == iso


@pytest.mark.parametrize("locale", ["en_GB", "en_US", "es_MX", "de_DE", "th_TH", "ja_JP", "C"])
def test_a_date_shown_is_understood_again(locale: str) -> None:
    assert parse_date(show_date("2026-03-04", QLocale(locale)), QLocale(locale)) == "2026-03-04"


@pytest.mark.parametrize(
    ("locale", "text", "number"),
    [
        ("en_GB", "12", 12),
        ("en_GB", "12.5", 12.5),
        ("en_GB", "12,5", 12.5),
        ("en_GB", "1,234", 1234),
        ("de_DE", "1,234", 1.234),
        ("de_DE", "1.234", 1234),
        ("de_DE", "1.234,5", 1234.5),
        ("en_GB", "1,234,567.8", 1234567.8),
        ("en_GB", "1 234", 1234),
        ("en_GB", "−5", -5),
        ("en_GB", ".5", 0.5),
        ("en_GB", "5.", 5),
        ("en_GB", "", None),
        ("en_GB", "-", None),
        ("en_GB", "2h", None),
        ("en_GB", "1e5", None),
        ("en_GB", "nan", None),
        ("en_GB", "²", None),
        ("en_GB", "9" * 5000, None),
    ],
)
def test_numbers_are_understood(locale: str, text: str, number: float | None) -> None:
    assert parse_number(text, QLocale(locale)) == number


@pytest.mark.parametrize("number", [0, 7, -7, 12.5, 0.1, 1e-9, 123456789.123, 10**30])
def test_a_number_shown_is_understood_again(number: float) -> None:
    for name in ("en_GB", "de_DE"):
        assert parse_number(show_number(number, QLocale(name)), QLocale(name)) == number


def test_zero_is_a_number_and_not_nothing(form) -> None:
    form.set_values({"effort": 0})
    assert form.values()["effort"] == 0


def test_a_date_that_is_none_is_kept_as_typed_and_said(form) -> None:
    editor = form.editor("on")
    editor.line.setFocus()
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "soon")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert form.values()["on"] == "soon"
    assert form.problems() == {"on": '"soon" is not a date. Write it like 23/11/2026.'}
    assert editor._problem.isVisible()
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "1/2/26")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert (form.values()["on"], editor.line.text()) == ("2026-02-01", "01/02/2026")
    assert form.problems() == {}


def test_the_calendar_sets_the_date(form, qtbot) -> None:
    from PySide6.QtCore import QDate

    editor = form.editor("on")
    editor._on_calendar()
    with qtbot.waitSignal(form.edited) as edited:
        editor._on_day(QDate(2026, 12, 24))
    assert edited.args == ["on", "2026-12-24"]


def test_the_wheel_never_changes_a_choice(form, qapp) -> None:
    combo = form.editor("level").combo
    combo.setFocus()
    where = QPointF(5, 5)
    event = QWheelEvent(
        where, where, QPoint(0, 0), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(combo, event)
    assert form.values()["level"] == "high"


def test_a_choice_is_made_by_keyboard_and_reported_at_once(form, qtbot) -> None:
    combo = form.editor("level").combo
    combo.setFocus()
    with qtbot.waitSignal(form.edited) as edited:
        QTest.keyClick(combo, Qt.Key.Key_Up)
    assert edited.args == ["level", "low"]


def test_an_id_that_is_no_choice_any_more_is_kept(form) -> None:
    form.set_values({"level": "extreme", "who": "left-the-company"})
    assert (form.values()["level"], form.values()["who"]) == ("extreme", "left-the-company")


def test_links_are_added_opened_and_removed(form, qtbot) -> None:
    editor = form.editor("docs")
    picker = Picker(People().targets(), translator("en"), editor)
    qtbot.addWidget(picker)
    assert picker.list.count() == 200
    assert picker._more.text() == "100 more: type to find them"
    picker.picked.connect(editor.add)
    picker.filter_line.setText("TITULO")
    picker._show()
    picker.filter_line.setText("req-250")
    with qtbot.waitSignal(form.edited) as edited:
        QTest.keyClick(picker.filter_line, Qt.Key.Key_Return)
    assert edited.args == ["docs", ["r1", "gone", "r250"]]
    editor.remove("gone")
    assert form.values()["docs"] == ["r1", "r250"]
    with qtbot.waitSignal(form.link_opened) as opened:
        editor._flow.itemAt(0).widget().findChildren(type(editor._add))[0].click()
    assert opened.args == ["r1"]


def test_the_rows_model_keeps_the_rules_of_item_models(form, qtmodeltester) -> None:
    qtmodeltester.check(form.editor("actions").model)


def test_a_row_is_typed_with_tab_from_cell_to_cell(form) -> None:
    grid, model = form.editor("actions").grid, form.editor("actions").model
    form.editor("actions")._on_add()
    for text in ("Test it", None, "24/12/2026", "1,5"):
        cell = grid.viewport().findChildren(QLineEdit)
        if text is not None:
            QTest.keyClicks(grid.indexWidget(grid.currentIndex()) or cell[-1], text)
        QTest.keyClick(grid.focusWidget() or grid, Qt.Key.Key_Tab)
    assert form.values()["actions"][1] == {"action": "Test it", "due": "2026-12-24", "hours": 1.5}
    assert model.rowCount() == 3


def test_tab_leaves_the_table_from_its_empty_row(form) -> None:
    grid = form.editor("actions").grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 4))
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert (grid.currentIndex().row(), grid.hasFocus()) == (1, True)
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert not grid.hasFocus()


def test_rows_are_pasted_from_a_spreadsheet(form, qapp) -> None:
    grid = form.editor("actions").grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(1, 0))
    qapp.clipboard().setText(
        'Plan\tmaría\t1/12/2026\t1,234.5\tDONE\r\n"Two\nlines"\tnobody\tsoon\tmany\topen\textra\r\n'
    )
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.values()["actions"][1:] == [
        {"action": "Plan", "owner": "p1", "due": "2026-12-01", "hours": 1234.5, "state": "done"},
        {"action": "Two\nlines", "owner": "nobody", "due": "soon", "hours": "many", "state": "open"},
    ]
    assert form.problems()["actions"] == "Row 3, Owner: this cannot be understood."


def test_delete_empties_cells_then_removes_rows(form) -> None:
    grid = form.editor("actions").grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert form.values()["actions"][0]["action"] == ""
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert form.values()["actions"] == []


def test_rows_move_and_keep_keys_without_a_column(form) -> None:
    first, second = {"action": "One", "kept": 1}, {"action": "Two"}
    form.set_values({"actions": [first, second]})
    grid = form.editor("actions").grid
    grid.setCurrentIndex(grid.model().index(0, 0))
    grid.move_row(1)
    assert form.values()["actions"] == [second, first]
    grid.move_row(1)
    assert form.values()["actions"] == [second, first]


def test_a_cell_that_is_opened_and_left_does_not_change(form) -> None:
    long = "x" * 50_000 + "\nsecond line"
    form.set_values({"actions": [{"action": long}]})
    grid = form.editor("actions").grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid.viewport().findChildren(QLineEdit)[-1], Qt.Key.Key_Return)
    assert form.values()["actions"][0]["action"] == long


def test_the_example_of_a_table_becomes_rows(form) -> None:
    form.set_values({})
    form._blocks["actions"]._take.click()
    assert form.values()["actions"] == VALUES["actions"]
