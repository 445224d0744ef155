"""Tests on screen: how the cases stand, a run by keyboard that survives, a correction, the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.views.assessment_desk import texts
from vse_app.model.records import Content
from vse_app.model.testing import Selection
from vse_app.services import records, testing
from vse_app.ui.context import Target
from vse_app.ui.parts import Button
from vse_app.ui.views.tests import RunsView

from .setup_desk import Desk, firm

STEPS = [{"step": 1, "action": "Push", "expected": "It moves"}, {"step": 2, "action": "Wait", "expected": "It stops"}]


def make(ws: Any, title: str, **fields: Any) -> int:
    return records.create(ws, 1, "test-case", content=Content(title, {"expected": "It floats"} | fields)).value.id


@pytest.fixture
def empty(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def desk(empty: Desk) -> Desk:
    make(empty.context.ws, "Launch", level="system", steps=STEPS)
    make(empty.context.ws, "Anchor", level="unit")
    return empty


@pytest.fixture
def view(desk: Desk) -> RunsView:
    return desk.show(RunsView(desk.context, Target("tests")))


def begin(desk: Desk, view: RunsView) -> None:
    view.overview.start.version.setText("1.0")
    view.overview.start.button.click()
    desk.settle()


def key(widget: Any, of: Qt.Key) -> None:
    QTest.keyClick(widget, of)


def test_without_cases_it_says_what_to_do(empty) -> None:
    view = empty.show(RunsView(empty.context, Target("tests")))
    assert "No test cases yet" in texts(view)


def test_the_numbers_say_what_they_count(view) -> None:
    said = texts(view)
    assert "0 of 2 cases passed when they were run last" in said and "2 not run" in said
    assert "2 cases are chosen." in said
    view.overview.start.choice._buttons["level"].click()
    assert "One case is chosen." in texts(view)


def test_a_run_needs_a_version(desk, view) -> None:
    view.overview.start.button.click()
    desk.settle()
    assert "Say which version is tested." in texts(view) and view.pane is None


def test_a_case_is_run_by_keyboard_and_kept_at_once(desk, view) -> None:
    begin(desk, view)
    rows = view.pane.card.rows.rows
    assert [row.line.text for row in rows] == ["Push", "Wait"]
    key(rows[0], Qt.Key.Key_P)
    assert desk.window.focusWidget() is rows[1]
    key(rows[1], Qt.Key.Key_F)
    QTest.keyClicks(rows[1].note, "It drifts")
    key(rows[1].note, Qt.Key.Key_Return)
    desk.settle()
    kept = testing.tests(desk.context.ws, 1).run
    assert kept.answers[1].result == "failed" and kept.answers[1].steps[1].actual == "It drifts"
    assert desk.window.focusWidget() is view.pane.card.actual  # what happened is asked for
    view.pane.card.result.chips[2].click()  # a person decides otherwise
    desk.settle()
    assert testing.tests(desk.context.ws, 1).run.answers[1].result == "blocked"


def test_a_run_comes_back_after_a_crash_and_is_recorded_together(desk, view) -> None:
    begin(desk, view)
    for row in view.pane.card.rows.rows:
        key(row, Qt.Key.Key_P)
    desk.settle()
    again = desk.show(RunsView(desk.context, Target("tests")))
    assert again.pane is not None and again.pane.at == 2  # the first one without a result
    assert "1 of 2 cases have a result" in texts(again)
    key(again.pane.card.rows.rows[0], Qt.Key.Key_F)
    again.pane.card.actual.setPlainText("It sank")
    again.pane.finish_button.click()
    desk.settle()
    assert again.pane is None
    said = texts(again)
    assert "1 of 2 cases passed" in said and "Failed, and nobody mends it yet · 1" in said
    next(b for b in again.findChildren(Button) if b.text() == "Raise a correction").click()
    desk.settle()
    correction = records.page(desk.context.ws, desk.went[-1].record)
    assert correction.revision.content.fields["problem"].endswith("It sank")


def test_the_run_can_be_thrown_away(desk, view) -> None:
    begin(desk, view)
    view.pane.throw_button.click()
    ask = view.pane._ask.layout().itemAt(0).widget()
    ask.confirm_button.click()
    desk.settle()
    assert view.pane is None and view.overview is not None


def test_the_cases_are_gone_through_in_any_order(desk, view) -> None:
    begin(desk, view)
    view.pane.on.click()
    desk.settle()
    assert view.pane.at == 2 and not view.pane.on.isEnabled()
    key(view.pane.card, Qt.Key.Key_PageDown)
    assert desk.window.focusWidget() is not None
    view.pane.back.click()
    desk.settle()
    assert view.pane.at == 1


def test_the_report_is_written_by_a_person(desk, view) -> None:
    ws = desk.context.ws
    testing.start(ws, 1, Selection(), version="1.0")
    testing.answer(ws, 1, 1, testing.Answer("passed"))
    testing.finish(ws, 1)
    again = desk.show(RunsView(desk.context, Target("tests")))
    button = next(b for b in again.findChildren(Button) if b.text() == "Write it into the report")
    button.click()
    desk.settle()
    page = records.page(ws, desk.went[-1].record)
    assert page.record.kind == "test-report" and "1 passed" in page.revision.content.fields["summary"]
