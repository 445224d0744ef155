"""Results on screen: three charts, what if, what was seen and is done about it, round by round, and the end of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.views.assessment_desk import ANA, KEY, SECOND, assessed, complete, item, opened, saw, texts
from vse_app.model.improvement import Action, Observation
from vse_app.services import assessing, assessment_sheet, assessments, improving, publishing
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.parts import Button, Confirm
from vse_app.ui.views.boxes import TickLine

from .setup_desk import Desk


@pytest.fixture
def ws(tmp_path: Path):
    with assessed(tmp_path) as found:
        saw(found)
        yield found


@pytest.fixture
def desk(qtbot, ws: Workspace, tmp_path: Path):
    found = Desk(ws, project=1, folder=tmp_path)
    yield found
    found.close()


def rate_all(ws: Workspace, letter: str = "F", number: int = 1, *, reason: str = "Seen") -> None:
    for subject in assessment_sheet.sheet(ws, number).subjects:
        if subject.counted:
            assessing.rate(ws, number, subject.key, letter, member="m1", reason=reason)


def links(widget, text: str) -> list[Button]:
    return [b for b in widget.findChildren(Button) if b.text() == text and b.isVisible()]


def filled(panel: Confirm, **values: str) -> None:
    from vse_app.ui.forms import Form

    panel.findChildren(Form)[0].set_values(values)
    panel.confirmed.emit()


def test_the_level_cannot_be_told_while_something_is_not_rated(desk, ws) -> None:
    pane = opened(desk, "results").pane
    assert pane.level.text() == "Level of the organisation: cannot be told yet"
    rate_all(ws)
    pane = opened(desk, "results").pane
    assert pane.level.text() == "Level of the organisation: 1"
    assert pane.charts["bars"].scene is not None and pane.charts["bars"].isVisible()


def test_the_three_charts_say_what_they_show(desk, ws, qtbot) -> None:
    rate_all(ws)
    pane = opened(desk, "results").pane
    for name in ("heat", "bars"):
        pane.show_chart(name)
        desk.settle()
        chart = pane.charts[name]
        assert chart.isVisible() and chart.accessibleDescription()
        image = chart.grab().toImage()
        found = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(found) > 3, "something is drawn"
    assert not pane._choices["radar"].isVisible(), "two processes make no radar"


def test_what_if_is_live_and_stores_nothing(desk, ws) -> None:
    assessing.rate(ws, 1, KEY, "F", member="m1")
    assessing.rate(ws, 1, SECOND, "P", member="m1", reason="Only one plan was there")
    rate_all(ws, "F")
    assessing.rate(ws, 1, SECOND, "P", member="m1", reason="Only one plan was there")
    view = opened(desk, "results")
    pane = view.pane
    ticks = {t.box.text() or texts(t): t for t in pane._lines.findChildren(TickLine)}
    name = next(text for text in ticks if text.startswith("OPE.2"))
    assert not pane._would.isVisible()
    ticks[name].box.click()
    assert pane._would.isVisible() and "Organisation: 1" in pane._would.label.text()
    assert pane.other.level == 1
    ticks[name].box.click()
    assert not pane._would.isVisible()
    pane.tick("OPE.9/PA 1.1", True)
    assert pane.other is None, "what was not offered cannot be asked"
    assert item(ws, SECOND).letter == "P"


def test_what_was_seen_becomes_an_action_with_its_effect(desk, ws, qtbot) -> None:
    pane = opened(desk, "results").pane
    improve = pane.improve
    improve.add_seen.click()
    filled(improve._panel, kind="weakness", process="OPE.1", text="Plans are <u>late</u>")
    desk.settle()
    assert "Plans are <u>late</u>" in texts(improve._seen)
    links(improve._seen, "Do something about it")[0].click()
    filled(improve._panel, text="Plan on Mondays", owner="ana-ruiz", due="2026-02-01", effect="No plan is late")
    desk.settle()
    action = improving.actions(ws, 1)[0]
    assert (action.owner, action.due, action.effect, action.process) == (
        "ana-ruiz", "2026-02-01", "No plan is late", "OPE.1",
    )  # fmt: skip
    assert "late" in texts(improve._plan) and "Ana Ruiz" in texts(improve._plan)
    links(improve._plan, "Done")[0].click()
    desk.settle()
    assert improving.actions(ws, 1)[0].done == "2026-03-01"
    links(improve._plan, "Look at its effect")[0].click()
    filled(improve._panel, worked="yes", seen="All plans came in time", checked="2026-03-01")
    desk.settle()
    assert improving.actions(ws, 1)[0].worked == "yes"
    assert "All plans came in time" in texts(improve._plan)
    links(improve._plan, "Remove")[0].click()
    desk.settle()
    assert improving.actions(ws, 1) == ()


def test_an_action_is_opened_from_elsewhere(desk, ws) -> None:
    action = improving.save(ws, Action(0, 1, "Plan on Mondays")).value
    pane = opened(desk, "results", f"action-{action.id}").pane
    assert pane.improve._panel is not None
    pane.show_place("action-99")
    pane.improve._panel.cancelled.emit()
    assert pane.improve._panel is None


def test_two_rounds_with_the_reason_of_each_change(desk, ws) -> None:
    rate_all(ws, "F")
    assessing.rate(ws, 1, SECOND, "P", member="m1", reason="Only one plan")
    complete(ws)
    assessments.next_round(ws, 1)
    saw(ws, number=2)
    rate_all(ws, "F", 2, reason="All plans are there now")
    view = opened(desk, "results", number=2)
    pane = view.pane
    assert pane.rounds.isVisible() and pane.rounds.trend.isVisible()
    said = texts(pane.rounds)
    assert "P → F" in said and "All plans are there now" in said
    pane.rounds.before.setCurrentIndex(1)
    desk.settle()
    assert "Nothing changed between these two." in texts(pane.rounds)
    view.retarget(Target("assessment", record=1, text="results"))
    desk.settle()
    assert view.page.own.id == 1 and "completed" in texts(view.head)


def test_reports_open_with_the_assessment_they_are_of(desk, ws) -> None:
    pane = opened(desk, "report").pane
    assert tuple(pane.buttons) == publishing.ASSESSMENT_REPORTS
    for report, button in pane.buttons.items():
        button.click()
        assert desk.went[-1] == Target("reports", kind=report, record=1)


def test_completing_asks_says_what_is_open_and_is_final(desk, ws, qtbot) -> None:
    improving.observe(ws, 1, Observation(0, "weakness", "OPE.1", "Late"))
    view = opened(desk, "close")
    pane = view.pane
    pane.button.click()
    pane._panel.confirmed.emit()
    desk.settle()
    assert not assessments.assessment(ws, 1).is_closed, "where nothing is rated there is nothing to complete"
    assert "Nothing is rated yet." in texts(desk.window)
    assessing.rate(ws, 1, KEY, "F", member="m1")
    view.refresh()
    desk.settle()
    assert "not rated" in texts(pane._card)
    pane.lessons.setPlainText("Ask fewer questions")
    pane.button.click()
    assert "cannot be undone" in texts(pane._panel)
    pane._panel.cancelled.emit()
    desk.settle()
    assert not assessments.assessment(ws, 1).is_closed
    pane.button.click()
    pane._panel.confirmed.emit()
    desk.settle()
    found = assessments.assessment(ws, 1)
    assert found.is_closed and found.lessons == "Ask fewer questions"
    assert not pane.button.isVisible() and pane.again.isVisible() and pane.lessons.isReadOnly()
    assert ANA.name in pane._said.text()
    qtbot.mouseClick(pane.again, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.went[-1] == Target("assessment", record=2, text="plan")


def test_actions_go_on_after_the_end(desk, ws) -> None:
    improving.save(ws, Action(0, 1, "Plan on Mondays"))
    complete(ws)
    pane = opened(desk, "results").pane
    assert not pane.improve.add_seen.isVisible()
    links(pane.improve._plan, "Done")[0].click()
    desk.settle()
    assert improving.actions(ws, 1)[0].done


def test_met_or_not_met_has_no_levels(qtbot, tmp_path) -> None:
    with assessed(tmp_path, "iso29110-basic") as ws:
        desk = Desk(ws, project=1, folder=tmp_path)
        pane = opened(desk, "results").pane
        assert pane.level.text() == "Cannot be told yet"
        first = next(iter(view_key for view_key in pane.page.sheet.by_key))
        saw(ws, first)
        assessing.rate(ws, 1, first, "not-met", member="m1", reason="It is not there")
        pane = opened(desk, "results").pane
        assert "Not met or not rated" in texts(pane._whys)
        desk.close()


def test_only_the_chosen_chart_shows(desk: Desk) -> None:
    pane = opened(desk, "results").pane
    for chosen in ("heat", "bars"):
        pane.show_chart(chosen)
        pane.redraw()
        assert [name for name, chart in pane.charts.items() if not chart.isHidden()] == [chosen]


def test_what_was_ticked_becomes_an_action_with_the_ratings_expected_of_it(desk: Desk, ws: Workspace) -> None:
    rate_all(ws, "P")
    pane = opened(desk, "results").pane
    key, letter = pane._offers()[0]
    assert pane.make.isHidden()
    pane.tick(key, True)
    assert not pane.make.isHidden()
    pane.make.click()
    pane.improve._panel.confirm_button.click()
    desk.settle()
    (made,) = improving.actions(ws)
    assert dict(made.expected) == {key: letter}
    assert made.text.startswith("Mend: OPE.1")
