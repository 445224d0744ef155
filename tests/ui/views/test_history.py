"""The history: who changed what, from what to what; filters, undo, and the check of the chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.views.record_support import Bench, words
from vse_app.services import records, whereabouts
from vse_app.ui.context import Target
from vse_app.ui.views.history import HistoryPage, HistoryView


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


def open_history(bench: Bench) -> HistoryPage:
    return bench.open(HistoryView, Target("history")).page


def shown(page: HistoryPage, column: int) -> list[str]:
    model = page.table.model
    return [model.index(n, column).data() for n in range(model.rowCount())]


def choose(bench: Bench, page: HistoryPage, text: str) -> None:
    page.table.grid.selectRow(shown(page, 2).index(text))
    bench.settle()


def test_lines_are_sentences_newest_first(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    records.set_state(bench.ws, plan.id, "verified", person=bench.marco, role="TL")
    page = open_history(bench)
    what, where, who = shown(page, 2), shown(page, 3), shown(page, 1)
    assert "verified" in what[0] and "Version 1 of “The plan” was written." in what
    assert where[0] == "PP" and who[0] == "Elena Ruiz"


def test_filters_by_person_kind_and_text(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    bench.ws.actor = bench.marco
    records.revise(bench.ws, plan.id, title="Marco's plan")
    page = open_history(bench)
    page.person.setCurrentIndex(page.person.findData(bench.marco))
    assert shown(page, 2) == ["Version 2 of “Marco's plan” was written."]
    page.person.setCurrentIndex(0)
    page.kind.setCurrentIndex(page.kind.findData("project"))
    assert shown(page, 4) == ["Project"]
    page.kind.setCurrentIndex(0)
    page.table.filter_line.setText("Marco's")
    page.table.filter_line.settled.emit()
    assert shown(page, 2) == ["Version 2 of “Marco's plan” was written."]


def test_a_version_shows_old_and_new_text(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    records.revise(bench.ws, plan.id, fields={"product-description": "A <b>better</b> app"})
    page = open_history(bench)
    page.table.grid.selectRow(0)
    bench.settle()
    text = page.detail._difference.toPlainText()
    assert "− An app" in text and "+ A <b>better</b> app" in text
    page.detail.open.click()
    assert bench.gone == [Target("record", record=plan.id)]


def test_values_before_and_after_are_shown(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan")
    records.set_head(bench.ws, plan.id, due="2026-12-24")
    page = open_history(bench)
    page.table.grid.selectRow(0)
    bench.settle()
    assert "Due" in words(page.detail) and "24 Dec 2026" in words(page.detail)


def test_undo_brings_back_what_was_there(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    records.revise(bench.ws, plan.id, title="Oops")
    page = open_history(bench)
    page.table.grid.selectRow(0)
    bench.settle()
    assert page.detail.undo.isVisibleTo(page)
    page.detail.undo.click()
    bench.settle()
    assert records.page(bench.ws, plan.id).record.title == "The plan"
    assert len(records.page(bench.ws, plan.id).revisions) == 3


def test_undo_is_offered_only_while_nothing_came_after(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    first = records.revise(bench.ws, plan.id, title="Second").changes.number
    last = records.revise(bench.ws, plan.id, title="Third").changes.number
    assert not whereabouts.can_undo(bench.ws, first)
    assert whereabouts.can_undo(bench.ws, last)
    assert not whereabouts.can_undo(bench.ws, 1)  # the people: somebody may stand on records
    assert not whereabouts.can_undo(bench.ws, 4711)


def test_check_says_that_all_is_whole(bench: Bench) -> None:
    bench.write("project-plan", "The plan", {"product-description": "An app"})
    page = open_history(bench)
    page.check.click()
    bench.settle()
    assert page.result.text.startswith("Whole: ")
    assert page.check.isEnabled()


def test_check_names_what_was_changed_outside(bench: Bench) -> None:
    plan = bench.write("project-plan", "The plan", {"product-description": "An app"})
    connection = sqlite3.connect(bench.ws.path)
    connection.execute("DROP TRIGGER revisions_keep")
    connection.execute(
        "UPDATE revisions SET content = replace(content, 'An app', 'No app') WHERE record = ?", (plan.id,)
    )
    connection.commit()
    connection.close()
    page = open_history(bench)
    page.check.click()
    bench.settle()
    assert "does not have its stamp any more" in page.result.text


def test_export_writes_the_lines(bench: Bench, tmp_path: Path) -> None:
    page = open_history(bench)
    page.table.export_to(tmp_path / "history.csv")
    bench.settle()
    assert "Elena Ruiz" in (tmp_path / "history.csv").read_text(encoding="utf-8-sig")
