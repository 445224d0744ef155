"""The matrix and the thread on screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests import traced
from tests.ui.views.record_support import Bench, words
from vse_app.i18n import translator
from vse_app.model.records import Record
from vse_app.model.trace_words import TraceWords
from vse_app.services import records, trace
from vse_app.ui.context import Target
from vse_app.ui.forms_values import Line
from vse_app.ui.parts import Button, Confirm
from vse_app.ui.tables import Query
from vse_app.ui.views.record import RecordView
from vse_app.ui.views.record_beside import FedRows, HintsCard
from vse_app.ui.views.record_difference import DifferenceArea
from vse_app.ui.views.reports import ReportsView
from vse_app.ui.views.thread import ThreadView
from vse_app.ui.views.trace import TraceView
from vse_app.ui.views.trace_source import TraceSource

Shop = dict[str, Record]


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    found = Bench(qtbot, tmp_path)
    yield found
    found.close()


@pytest.fixture
def shop(bench: Bench) -> Shop:
    return traced.small(bench.ws, bench.project)


def column(page, name: str) -> list[str]:
    place = [spec.id for spec in page.table.model.specs].index(name)
    model = page.table.model
    return [model.data(model.index(row, place), int(Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]


def button(widget, text: str) -> Button:
    return next(b for b in widget.findChildren(Button) if text in b.accessibleName() and not b.isHidden())


def test_rows_say_what_stands_in_each_cell(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace")).page
    assert column(page, "number") == [f"REQ-00{n}" for n in range(1, 7)]
    assert column(page, "design") == [
        "DE-001", "missing", "DE-003: says nothing yet", "missing", "DE-002", "DE-002 (through REQ-005)",
    ]  # fmt: skip
    assert column(page, "component")[4] == "see its parts"
    assert column(page, "result")[2] == "failed · 1.0 · 5 Mar 2026"
    assert column(page, "priority")[:2] == ["Must", "Should"]
    assert column(page, "hints")[1] == "2"


def test_numbers_are_filters(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace")).page
    assert page.chips["hole:test"].text() == "2 without test"
    page.chips["hole:test"].click()
    bench.settle()
    assert column(page, "number") == ["REQ-002", "REQ-006"] and page.only == "hole:test"
    assert page.detail.record == shop["bare"].id
    page.chips["hole:test"].click()
    bench.settle()
    assert len(column(page, "number")) == 6
    page.priority.setCurrentIndex(page.priority.findData("should"))
    page.priority.activated.emit(2)
    bench.settle()
    assert column(page, "number") == ["REQ-002"]
    assert "1 test that verifies nothing" in page.counts.text()


def test_a_long_project_is_counted_apart_and_again_when_it_changes_meanwhile(
    bench: Bench, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vse_app.ui.views.trace.AT_ONCE", 3)
    page = bench.open(TraceView, Target("trace")).page
    assert page.chips[""].text() == "5 requirements"
    page.count()
    traced.requirement(bench.ws, bench.project, "One more.")
    page.count()
    bench.settle()
    assert page.chips[""].text() == "6 requirements"


def test_words_narrow_the_rows(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace", kind="holes")).page
    bench.settle()
    assert column(page, "number") == ["REQ-002", "REQ-003", "REQ-004", "REQ-006"]
    page.table.filter_line.setText("children")
    page.table.filter_line.settled.emit()
    assert column(page, "number") == ["REQ-004"]


def test_a_cell_opens_what_stands_in_it(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace")).page
    names = [spec.id for spec in page.table.model.specs]
    for name, wanted in (("design", "design"), ("test", ""), ("result", "run"), ("number", "full"), ("title", "full")):
        bench.gone.clear()
        page.table.grid.chosen.emit(page.table.model.index(0, names.index(name)))
        bench.settle()
        assert bench.gone == ([Target("record", record=shop[wanted].id)] if wanted else []), name
    page.table.grid.chosen.emit(page.table.model.index(1, names.index("design")))
    bench.settle()
    assert page.detail.record == shop["bare"].id and "REQ-002" in words(page.detail)


def test_a_hole_is_let_stand_with_a_reason(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace", record=shop["bare"].id)).page
    bench.settle()
    button(page.detail, "Leave it open, with a reason: Design").click()
    ask = page.detail.findChild(Confirm)
    assert ask is not None and not ask.confirm_button.isEnabled()
    ask.findChild(Line).setText("It is bought.")
    assert ask.confirm_button.isEnabled()
    ask.confirm_button.click()
    bench.settle()
    page.count()
    page.detail.refresh()
    bench.settle()
    assert "It is bought. (Elena Ruiz" in words(page.detail)
    button(page.detail, "Take the reason back").click()
    bench.settle()
    page.detail.refresh()
    bench.settle()
    assert "It is bought." not in words(page.detail)


def test_asking_for_a_reason_can_be_left(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace", record=shop["bare"].id)).page
    bench.settle()
    button(page.detail, "Leave it open, with a reason: Test").click()
    page.detail.refresh()
    bench.settle()
    ask = page.detail.findChild(Confirm)
    assert ask is not None
    ask.cancelled.emit()
    bench.settle()
    assert page.detail.findChild(Confirm) is None


def test_what_changed_is_shown_before_one_says_that_it_fits(bench: Bench, shop: Shop) -> None:
    records.revise(bench.ws, shop["full"].id, fields={"statement": "A patient books two free times."})
    page = bench.open(TraceView, Target("trace", record=shop["full"].id)).page
    bench.settle()
    assert column(page, "look")[0] == "2 links"
    text = words(page.detail)
    assert "REQ-001 changed from v1 to v2" in text and "DE-001" in text
    assert page.detail.findChildren(DifferenceArea)
    button(page.detail, "All of them still fit").click()
    bench.settle()
    view = bench.view
    view.refresh()
    bench.settle()
    assert column(page, "look")[0] == ""


def test_frozen_columns_show_while_there_is_no_room_for_all(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace")).page
    assert not page.frozen.isVisible()
    bench.window.resize(720, 700)
    bench.settle()
    assert page.frozen.isVisible()
    grid = page.table.grid
    assert page.frozen.viewport().mapTo(grid, page.frozen.viewport().rect().topLeft()).y() == grid.viewport().y()
    shown = [c for c in range(page.table.model.columnCount()) if not page.frozen.isColumnHidden(c)]
    assert shown == [0, 1]
    page.frozen.repaint()


def test_thread_and_print_lead_on(bench: Bench, shop: Shop) -> None:
    page = bench.open(TraceView, Target("trace")).page
    button(page, "Pull the thread").click()
    button(page, "Print").click()
    assert bench.gone == [Target("thread", record=shop["full"].id), Target("reports", kind="traceability")]


def test_an_empty_project_says_what_to_do(bench: Bench) -> None:
    page = bench.open(TraceView, Target("trace")).page
    assert "No requirements yet" in words(page)
    page.table.empty_clicked.emit()
    assert bench.gone == [Target("register", kind="requirement")]


def test_the_matrix_is_exported_with_its_words(bench: Bench, shop: Shop, tmp_path: Path) -> None:
    records.revise(bench.ws, shop["bare"].id, fields={"statement": "=1+1 must be shown."})
    page = bench.open(TraceView, Target("trace")).page
    page.table.export_to(tmp_path / "m.csv")
    bench.settle()
    text = (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    assert "DE-002 (through REQ-005)" in text and "'=1+1 must be shown." in text


def test_reading_on_continues_where_the_window_ended(bench: Bench) -> None:
    traced.many(bench.ws, 600, bench.project)
    chain = trace.chain(bench.ws, bench.project)
    assert chain is not None
    said = TraceWords(translator("es"), trace.model_of(bench.ws, bench.project), "es", {})
    source = TraceSource(bench.ws, bench.project, chain, said)
    first = source.block(Query(), 0, 256, None)
    from vse_app.ui.tables import Anchor

    second = source.block(Query(), 256, 256, Anchor(256, first.last))
    far = source.block(Query(), 256, 256, None)
    assert [r.id for r in second.rows] == [r.id for r in far.rows] and source.count(Query()) == 600
    assert not {r.id for r in first.rows} & {r.id for r in second.rows}


def test_the_thread_is_one_page(bench: Bench, shop: Shop) -> None:
    view = bench.open(ThreadView, Target("thread", record=shop["part"].id))
    text = words(view)
    assert "REQ-006" in text and "Part of" in text and "No test verifies it." in text
    view.number.setText("req-003")
    view.number.returnPressed.emit()
    bench.settle()
    assert bench.gone[-1] == Target("thread", record=shop["failed"].id)
    view.retarget(bench.gone[-1])
    bench.settle()
    assert "failed last" in words(view)
    view.chance.click()
    bench.settle()
    assert bench.gone[-1].view == "thread" and bench.gone[-1].record not in (0, shop["failed"].id)
    view.print_button.click()
    button(view, "Traceability").click()
    assert bench.gone[-2:] == [
        Target("reports", kind="thread", record=shop["failed"].id), Target("trace", record=shop["failed"].id),
    ]  # fmt: skip


def test_a_number_that_is_not_there_is_said(bench: Bench, shop: Shop) -> None:
    view = bench.open(ThreadView, Target("thread"))
    assert "REQ-001" in words(view)
    view.number.setText("REQ-999")
    view.number.returnPressed.emit()
    bench.settle()
    assert not [t for t in bench.gone if t.view == "thread"]
    view.retarget(Target("thread", record=shop["design"].id))
    bench.settle()
    assert "is no requirement" in words(view)


def test_no_requirement_no_thread(bench: Bench) -> None:
    view = bench.open(ThreadView, Target("thread"))
    assert "No requirements yet" in words(view) and not view.print_button.isEnabled()


def test_the_record_page_has_hints_and_the_rows_that_fill_themselves(bench: Bench, shop: Shop) -> None:
    view = bench.open(RecordView, Target("record", record=shop["bare"].id))
    card = view.findChild(HintsCard)
    assert card.isVisible() and "“quickly”" in words(card)
    records.revise(bench.ws, shop["bare"].id, fields={"statement": "It opens in 2 seconds.", "check": "Try"})
    view.refresh()
    bench.settle()
    assert not card.isVisible()
    document = traced.add(bench.ws, bench.project, "traceability-record", "T", scope="All")
    view.retarget(Target("record", record=document.id))
    bench.settle()
    fed = view.findChild(FedRows)
    assert "6 rows stand here by themselves" in words(fed)
    button(fed, "Open the matrix").click()
    spec = traced.add(bench.ws, bench.project, "requirements-specification", "S")
    view.retarget(Target("record", record=spec.id))
    bench.settle()
    fed = next(f for f in view.findChildren(FedRows) if f.isVisible())
    assert "6 entries of the register Requirements" in words(fed)
    button(fed, "Open the register Requirements").click()
    assert bench.gone[-2:] == [Target("trace"), Target("register", kind="requirement")]


def test_the_report_of_a_thread_is_offered_once_one_was_asked_for(bench: Bench, shop: Shop) -> None:
    view = bench.open(ReportsView, Target("reports"))
    assert view.report.value() == "evidence-pack"
    view.retarget(Target("reports", kind="thread", record=shop["full"].id))
    bench.settle()
    assert view.report.value() == "thread"


def test_every_word_is_there_in_spanish(bench: Bench, shop: Shop) -> None:
    bench.ctx = dataclasses.replace(bench.ctx, language="es", tr=translator("es"))
    page = bench.open(TraceView, Target("trace", kind="holes")).page
    bench.settle()
    assert "Rastreo" in words(page) and "falta" in column(page, "design")
