"""The register: what there is of each product, finding, opening, making and dropping."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtTest import QTest

from tests.ui.views.record_support import Bench, drop, words
from vse_app.i18n import translator
from vse_app.services import records, register, spreadsheet
from vse_app.ui.context import Target
from vse_app.ui.tables import Query
from vse_app.ui.views.products import ProductsView
from vse_app.ui.views.products_list import groups


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


def shown(page, column: int) -> list[str]:
    model = page.table.model
    return [model.index(n, column).data() for n in range(model.rowCount())]


def test_rows_carry_states_and_dates_in_words(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"}, happened="2026-01-02")
    records.set_state(bench.ws, plan.id, "verified", person=bench.marco, role="TL")
    page = bench.open(ProductsView, Target("products")).page
    assert shown(page, 1) == ["The plan"]
    assert shown(page, 2) == ["Project Plan"]
    assert shown(page, 4) == ["verified"]
    assert shown(page, 9) == ["Written here"]
    assert shown(page, 5) == ["2 Jan 2026"]
    cells = page.table.model.row(0).cells
    assert cells[6].icon == "clock"  # captured long after it happened
    records.revise(bench.ws, plan.id, fields={"product-description": "Another app"})
    bench.view.refresh()
    bench.settle()
    assert shown(page, 4) == ["changed since approval"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_names_of_products_are_never_cut(bench: Bench, language: str) -> None:
    bench.ctx = dataclasses.replace(bench.ctx, language=language, tr=translator(language))
    tree = bench.open(ProductsView, Target("products")).page.list
    lines = 0
    for item in (tree.topLevelItem(n) for n in range(tree.topLevelItemCount())):
        for column in range(tree.columnCount()):
            width = tree.columnWidth(tree.columnCount() - 1 if column else 0)
            if item.isFirstColumnSpanned():
                width = tree.viewport().width()
            taken = (tree.iconSize().width() + 4 if not item.icon(column).isNull() else 0) + 2 * 8 + 6
            room = QRect(0, 0, width - taken, 10_000)
            needed = tree.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text(column))
            assert needed.width() <= room.width() and needed.height() <= tree.visualItemRect(item).height(), item.text(
                0
            )
            lines = max(lines, needed.height() // tree.fontMetrics().height())
    assert lines > 1, "at this width a name needs two lines, or the test shows nothing"


def test_list_says_what_is_there_and_what_is_not(bench: Bench) -> None:
    bench.write("meeting-record", "Kick-off", {"purpose": "Begin"})
    bench.write("meeting-record", "Second", {"purpose": "Go on"})
    bench.write("project-plan", "")
    page = bench.open(ProductsView, Target("products")).page
    lines = dict(page.list.lines())
    assert lines["meeting-record"] == "Meeting Record (2)"
    assert lines["project-plan"] == "Project Plan (empty)"
    assert lines["change-request"] == "Change Request (not yet)"
    assert lines["product-operation-guide"].endswith("(optional)")
    assert lines[""] == "All work products (3)"


def test_every_product_stands_under_one_process(bench: Bench) -> None:
    page = bench.open(ProductsView, Target("products")).page
    model = page._names.model
    listed = [p.id for _process, products in groups(model) for p in products]
    assert sorted(listed) == sorted(p.id for p in model.products)


def test_choosing_a_product_shows_its_records_only(bench: Bench) -> None:
    bench.write("meeting-record", "Kick-off", {"purpose": "Begin"})
    bench.write("project-plan", "The plan", {"product-description": "An app"})
    page = bench.open(ProductsView, Target("products", kind="meeting-record")).page
    assert shown(page, 1) == ["Kick-off"]
    page.list.setCurrentItem(page.list._items["project-plan"])
    assert shown(page, 1) == ["The plan"]
    assert "Open it" in words(page)


def test_enter_opens_the_record(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    page = bench.open(ProductsView, Target("products")).page
    page.table.select(plan.id)
    QTest.keyClick(page.table.grid, Qt.Key.Key_Return)
    assert bench.gone == [Target("record", record=plan.id)]


def test_empty_product_explains_itself_and_begins_a_record(bench: Bench) -> None:
    page = bench.open(ProductsView, Target("products", kind="meeting-record")).page
    said = words(page)
    assert page._names.model.word("en", "products", "meeting-record", "purpose") in said
    assert "Write it" in said
    page._on_new()
    bench.settle()
    made = register.block(bench.ws, bench.project)[0].record
    assert made.kind == "meeting-record"
    assert bench.gone == [Target("record", record=made.id)]


def test_only_record_of_a_product_is_opened_not_made_again(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    page = bench.open(ProductsView, Target("products", kind="project-plan")).page
    page._on_new()
    bench.settle()
    assert bench.gone == [Target("record", record=plan.id)]
    assert register.count(bench.ws, bench.project) == 1


def test_files_dropped_on_the_table_ask_which_product(bench: Bench, tmp_path: Path) -> None:
    minutes = [tmp_path / "minutes 1.txt", tmp_path / "minutes 2.txt"]
    for path in minutes:
        path.write_text(f"We agreed on {path.name}")
    page = bench.open(ProductsView, Target("products")).page
    drop(page.table, *minutes)
    panel = page._panel
    assert panel is not None and "minutes 2.txt" in words(panel)
    assert register.count(bench.ws, bench.project) == 0
    choice = panel.findChild(type(page.choice).__mro__[1])
    choice.setCurrentIndex(choice.findData("meeting-record"))
    panel.confirm_button.click()
    bench.settle()
    rows = register.block(bench.ws, bench.project)
    assert [(r.record.kind, r.record.title, r.record.form) for r in rows] == [
        ("meeting-record", "minutes 1", "file"),
        ("meeting-record", "minutes 2", "file"),
    ]
    assert page._panel is None


def test_files_dropped_on_a_single_product_join_its_one_record(bench: Bench, tmp_path: Path) -> None:
    for name in ("plan.txt", "schedule.txt"):
        (tmp_path / name).write_text(name)
    page = bench.open(ProductsView, Target("products")).page
    item = page.list._items["project-plan"]
    page.list.scrollToItem(item)
    at = QPointF(page.list.visualItemRect(item).center())
    drop(page.list, tmp_path / "plan.txt", tmp_path / "schedule.txt", at=at)
    bench.settle()
    row = register.block(bench.ws, bench.project)
    assert len(row) == 1 and row[0].record.kind == "project-plan"
    files = records.page(bench.ws, row[0].record.id).revision.content.files
    assert [f.name for f in files] == ["plan.txt", "schedule.txt"]


def test_withdrawn_records_are_shown_only_when_asked_for(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    records.withdraw(bench.ws, plan.id, "made by mistake")
    page = bench.open(ProductsView, Target("products")).page
    assert shown(page, 1) == []
    page._withdrawn.click()
    assert shown(page, 1) == ["The plan"]
    assert shown(page, 4) == ["withdrawn"]


def test_column_filter_speaks_words_not_ids(bench: Bench) -> None:
    bench.write("meeting-record", "Kick-off", {"purpose": "Begin"})
    bench.write("project-plan", "The plan", {"product-description": "An app"})
    page = bench.open(ProductsView, Target("products")).page
    source = page.table.model.source
    assert source.count(Query(filters={"kind": "Meeting"})) == 1
    assert source.count(Query(filters={"kind": "no such thing"})) == 0
    assert source.count(Query(filters={"title": "plan"})) == 1


def test_export_writes_what_is_on_show(bench: Bench, tmp_path: Path) -> None:
    bench.write("meeting-record", "=1+1", {"purpose": "Begin"})
    page = bench.open(ProductsView, Target("products")).page
    page.table.export_to(tmp_path / "out.csv")
    bench.settle()
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("Number,Title,Work product")
    assert spreadsheet.safe("=1+1") in text


def test_narrow_window_puts_a_choice_in_place_of_the_list(bench: Bench) -> None:
    bench.write("meeting-record", "Kick-off", {"purpose": "Begin"})
    page = bench.open(ProductsView, Target("products")).page
    assert page.list.isVisible() and not page.choice.isVisible()
    bench.window.resize(620, 700)
    bench.settle()
    assert page.choice.isVisible() and not page.list.isVisible()
    page._on_choice(page.choice.findData("project-plan"))
    assert page.list.kind == "project-plan"


def test_deep_rows_are_read_by_key_and_in_order(bench: Bench) -> None:
    for n in range(700):
        bench.write("meeting-record", f"Meeting {n:03}", {"purpose": "x"})
    page = bench.open(ProductsView, Target("products")).page
    model = page.table.model
    model.show(Query(sort="title"))
    titles = [row.cells[1] for row in model.rows()]
    assert titles == sorted(titles) and len(titles) == 700
    model.show(Query(sort="title", descending=True))
    assert [model.row(n).cells[1] for n in (0, 300, 699)] == ["Meeting 699", "Meeting 399", "Meeting 000"]
