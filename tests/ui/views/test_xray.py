"""The X-ray on screen: groups with their fixes, filters, setting aside, and long projects."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from tests.ui.views.assessment_desk import texts
from vse_app.model.records import Content
from vse_app.services import path, records, xray, xray_data
from vse_app.ui.context import Target
from vse_app.ui.parts import LinkButton
from vse_app.ui.views.record import RecordView
from vse_app.ui.views.xray import XrayView
from vse_app.ui.views.xray_aside import AsidePanel

from .setup_desk import Desk, firm


def make(ws: Any, kind: str, title: str = "", **fields: Any) -> int:
    said = {name.replace("_", "-"): value for name, value in fields.items()}
    return records.create(ws, 1, kind, content=Content(title, said)).value.id


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        for number in range(6):
            make(ws, "requirement", statement=f"The boat does thing {number}.", check="Look", priority="must")
        make(ws, "design-element", "Hull", purpose="It floats")
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk) -> XrayView:
    return desk.show(XrayView(desk.context, Target("xray")))


def rules(view: XrayView) -> list[str]:
    return [card._group.rule for card in view.cards]


def card(view: XrayView, rule: str) -> Any:
    return next(c for c in view.cards if c._group.rule == rule)


def press(widget: Any, words: str) -> None:
    next(b for b in widget.findChildren(LinkButton) if b.text() == words and not b.isHidden()).click()


def test_findings_stand_by_rule_with_what_mends_them(desk, view) -> None:
    assert rules(view) == ["uncovered-requirement", "orphan"]
    said = texts(card(view, "uncovered-requirement"))
    assert "A requirement that nothing takes up" in said and "REQ-001 The boat does thing 0" in said
    assert "REQ-005" not in said  # the rest is folded
    press(card(view, "uncovered-requirement"), "See its thread")
    assert desk.went[-1] == Target("thread", record=1)
    press(card(view, "uncovered-requirement"), "Show 2 more")
    assert "REQ-006" in texts(card(view, "uncovered-requirement"))


def test_filters_words_and_a_rule_somebody_came_for(desk, view) -> None:
    view.chips.chips[1].click()  # must be mended
    assert rules(view) == [] and "Nothing of this kind" in texts(view)
    view.chips.chips[0].click()
    view.search.setFocus()
    QTest.keyClicks(view.search, "hull")
    desk.window.window().repaint()
    view._rest.timeout.emit()
    assert rules(view) == ["orphan"]
    view.retarget(Target("xray", kind="uncovered-requirement"))
    desk.settle()
    assert rules(view) == ["uncovered-requirement"] and "REQ-006" in texts(view)
    view.every.click()
    desk.settle()
    assert len(rules(view)) == 2


def test_one_is_set_aside_with_a_reason_and_counted_again(desk, view) -> None:
    press(card(view, "orphan"), "Set aside …")
    (panel,) = view.findChildren(AsidePanel)
    assert not panel.confirm_button.isEnabled()
    panel.reason.setPlainText("The hull is bought")
    panel.confirm_button.click()
    desk.settle()
    assert rules(view) == ["uncovered-requirement"]
    assert "The hull is bought (Ana Ruiz, 1 Mar 2026)" in texts(view)
    press(view._cards, "Count it again")
    desk.settle()
    assert rules(view) == ["uncovered-requirement", "orphan"]


def test_all_of_a_rule_are_set_aside_together_until_a_day(desk, view) -> None:
    press(card(view, "uncovered-requirement"), "Set all of these aside …")
    (panel,) = view.findChildren(AsidePanel)
    panel.reason.setPlainText("Later")
    panel.until.set_value("2020-01-01")
    panel.confirm_button.click()
    desk.settle()
    assert "This day has passed already." in texts(panel)
    panel.until.set_value("2026-04-01")
    panel.confirm_button.click()
    desk.settle()
    assert rules(view) == ["orphan"]
    assert "A requirement that nothing takes up: 6" in texts(view) and "until 1 Apr 2026" in texts(view)


def test_nothing_is_lost_by_cancelling(desk, view) -> None:
    press(card(view, "orphan"), "Set aside …")
    view.findChildren(AsidePanel)[0].cancelled.emit()
    desk.settle()
    assert len(rules(view)) == 2 and not path.view(desk.context.ws, 1).muted


def test_a_long_project_is_looked_through_at_once_and_again_on_request(desk, monkeypatch) -> None:
    monkeypatch.setattr(xray_data, "SMALL", 3)
    view = desk.show(XrayView(desk.context, Target("xray")))
    assert "uncovered-requirement" in rules(view)  # it began by itself
    make(desk.context.ws, "risk", statement="Rain")
    desk.context.ws.views.clear()
    view.refresh()
    desk.settle()
    assert "one change came after that" in texts(view) and not view.again.isHidden()
    looking = xray.run

    def slow(*args: Any, **values: Any) -> Any:
        while not values["cancelled"]():  # so that it is stopped while it looks, however quick it is
            time.sleep(0.001)
        return looking(*args, **values)

    monkeypatch.setattr(xray, "run", slow)
    view.again.click()
    view._job.cancel()
    desk.settle()
    assert "Stopped" in texts(desk.window) and view.again.isEnabled()


def test_a_record_says_what_is_found_about_it(desk) -> None:
    view = desk.show(RecordView(desk.context, Target("record", record=1)))
    desk.settle()
    assert "no design element or component takes it up" in texts(view.body.findings)
    press(view.body.findings, "See its thread")
    assert desk.went[-1].view == "thread"


def test_a_failed_test_raises_its_correction_at_once(desk, view) -> None:
    ws = desk.context.ws
    case = make(ws, "test-case", "Float", expected="It floats", verifies=["1"])
    run = make(
        ws,
        "test-result",
        "Run",
        test=[str(case)],
        result="failed",
        tested_version="1",
        run_on="2026-03-01",
        actual="No",
    )
    view.refresh()
    desk.settle()
    press(card(view, "failed-test"), "Raise a correction")
    desk.settle()
    assert records.page(ws, desk.went[-1].record).revision.content.fields["raised-by"] == [str(run)]
    assert "failed-test" not in {f.rule for f in path.view(ws, 1).findings}


def test_it_can_be_printed(desk, view) -> None:
    view.print_button.click()
    assert desk.went[-1] == Target("reports", kind="xray")
