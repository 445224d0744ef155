"""The list of assessments and the first step: what is begun, planned and signed, and what is refused in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.views.assessment_desk import ANA, SPONSOR, assessed, complete, opened, saw, texts
from vse_app.model.assessment import Member, Slot
from vse_app.model.project import plain
from vse_app.services import assessments
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.assessment import AssessmentView
from vse_app.ui.views.assessment_plan import slots_from, team_from

from .setup_desk import Desk, firm


@pytest.fixture
def ws(tmp_path: Path):
    with assessed(tmp_path) as found:
        yield found


@pytest.fixture
def desk(qtbot, ws: Workspace, tmp_path: Path):
    found = Desk(ws, project=1, folder=tmp_path)
    yield found
    found.close()


def own(ws: Workspace, number: int = 1):
    return assessments.assessment(ws, number)


def test_the_first_assessment_is_begun_in_the_page(qtbot, tmp_path) -> None:
    with firm(tmp_path / "acme.vse") as ws:
        desk = Desk(ws, project=1, folder=tmp_path)
        view = desk.show(AssessmentView(desk.context, Target("assessment")))
        home = view.home
        assert "No assessment yet" in texts(home)
        assert not view.head.isVisible()
        qtbot.mouseClick(home.new_button, Qt.MouseButton.LeftButton)
        form = home._form
        form.confirmed.emit()
        desk.settle()
        assert form.problem.isVisible(), "without a title nothing is begun, and it is said where one looks"
        assert not assessments.assessments(ws)
        form.title.setText("Spring <b>2026</b> " + "x" * 120)
        assert form.projects.value() == ("1",)
        model = form.model.value()
        form.confirmed.emit()
        desk.settle()
        assert desk.went[-1] == Target("assessment", record=1, text="plan")
        assert own(ws).model_ref.startswith(model.partition("@")[0])
        view.refresh()
        desk.settle()
        assert "<b>2026</b>" in texts(home), "words are shown as they were typed"
        desk.close()


def test_a_form_that_is_being_filled_in_stays_when_something_changes(desk, ws, qtbot) -> None:
    view = desk.show(AssessmentView(desk.context, Target("assessment")))
    view.home.ask_new()
    form = view.home._form
    form.title.setText("Half typed")
    desk.do(lambda: assessments.edit(ws, 1, title="Renamed"))
    desk.settle()
    assert "Renamed" in texts(view.home)
    assert view.home._form is form and form.title.text() == "Half typed"
    form.cancelled.emit()
    assert view.home._form is None


def test_only_the_newest_completed_round_is_followed(desk, ws, qtbot) -> None:
    saw(ws)
    complete(ws)
    view = desk.show(AssessmentView(desk.context, Target("assessment")))
    again = [b for b in view.home.findChildren(type(view.home.new_button)) if b.text() == "Next round"]
    assert len(again) == 1
    qtbot.mouseClick(again[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.went[-1] == Target("assessment", record=2, text="plan")
    desk.settle()
    again = [b for b in view.home.findChildren(type(view.home.new_button)) if b.text() == "Next round"]
    assert not [b for b in again if b.isVisible()]


def test_what_is_typed_in_the_plan_is_kept(desk, ws) -> None:
    pane = opened(desk, "plan").pane
    form = pane._form
    form.edited.emit("purpose", "Are we ready?")
    form.edited.emit("team", [{"name": "Olga", "role": "PRO"}, {"id": "m1", "name": "Ana Ruiz", "role": "EC"}, {}])
    form.edited.emit("schedule", [{"step": "plan", "first": "2026-03-01", "last": "2026-03-02"}, {"first": "x"}])
    desk.settle()
    found = own(ws)
    assert found.purpose == "Are we ready?"
    assert [(m.name, m.role) for m in found.team] == [("Olga", "PRO"), ("Ana Ruiz", "EC")]
    assert found.team[1].id == "m1", "the one who rated stays the one who rated"
    assert found.schedule == (Slot("plan", "2026-03-01", "2026-03-02"),)


def test_a_title_that_is_too_long_or_missing_is_refused(desk, ws) -> None:
    pane = opened(desk, "plan").pane
    for title in ("", "x" * 301):
        pane._form.edited.emit("title", title)
        desk.settle()
    assert own(ws).title == "Spring"
    pane._form.edited.emit("title", "<i>" + "y" * 290)
    desk.settle()
    assert own(ws).title.startswith("<i>yyy")


def test_scope_and_levels_by_ticks(desk, ws, qtbot) -> None:
    view = opened(desk, "plan")
    scope = view.pane.scope
    assert [p for p, tick in scope.ticks.items() if tick.box.isChecked()] == ["OPE.1", "OPE.2"]
    scope.ticks["OPE.2"].box.click()
    desk.settle()
    assert [t.process for t in own(ws).scope] == ["OPE.1"]
    assert not scope.levels["OPE.2"].isEnabled()
    scope.levels["OPE.1"].setCurrentIndex(2)
    desk.settle()
    assert own(ws).target("OPE.1") == 3
    scope._tick_all(True)
    desk.settle()
    assert len(own(ws).scope) == len(scope.ticks) == 9
    scope._tick_all(False)
    desk.settle()
    assert own(ws).scope == ()
    assert view.page.sheet.results.level is None


def test_projects_to_look_at_by_ticks(desk, ws) -> None:
    pane = opened(desk, "plan").pane
    pane._projects.set_value([])
    pane._projects.changed.emit()
    desk.settle()
    assert own(ws).projects == ()


def test_a_step_is_signed_and_taken_back(desk, ws, qtbot) -> None:
    assessments.edit(ws, 1, team=(SPONSOR, ANA))
    view = opened(desk, "plan")
    sign = view.pane.sign
    qtbot.mouseClick(sign.button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert own(ws).signature("plan").member == SPONSOR.id, "the sponsor is proposed for the plan"
    assert "Olga" in texts(sign)
    assert "signed" in view.head.steps["plan"].accessibleName()
    again = next(b for b in sign.findChildren(type(view.head.back)) if b.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    desk.settle()
    assert own(ws).signature("plan") is None


def test_going_on_where_one_left(desk, ws) -> None:
    view = opened(desk, "")
    assert view.head.steps["plan"].isChecked()
    for step in ("plan", "collect"):
        assessments.sign(ws, 1, step, member="m1", happened="2026-03-01")
    desk.view = None
    view.hide()
    again = opened(desk, "")
    assert again.head.steps["validate"].isChecked()
    again.head.chosen.emit("rate")
    assert desk.went[-1] == Target("assessment", record=1, text="rate")
    again.head.home.emit()
    assert desk.went[-1] == Target("assessment")


def test_basic_has_one_level_and_no_choice_of_it(qtbot, tmp_path) -> None:
    with assessed(tmp_path, "iso29110-basic") as ws:
        desk = Desk(ws, project=1, folder=tmp_path)
        scope = opened(desk, "plan").pane.scope
        assert list(scope.ticks) == ["PM", "SI"]
        assert not any(level.isVisible() for level in scope.levels.values())
        desk.close()


def test_a_process_that_the_kept_model_does_not_have_is_shown_as_such(desk, ws) -> None:
    view = opened(desk, "plan")
    raw = {**plain(own(ws)), "scope": [{"process": "<b>GHOST</b>", "level": 2}, "rubbish", 7]}
    ws.write("test", lambda change: change.put("assessment", "1", raw))
    view.refresh()
    desk.settle()
    assert "<b>GHOST</b>" in view.pane.scope._unknown.text()
    assert not any(tick.box.isChecked() for tick in view.pane.scope.ticks.values())


def test_rows_of_the_team_keep_who_they_are() -> None:
    before = (Member("m1", "Ana", "EC"), Member("m2", "Ben", "EE"))
    rows = [
        {"id": "m2", "name": "Benjamin", "role": "EE"},
        {"id": "m2", "name": "Copy", "role": "EE"},
        {"name": "Ana", "role": "EC"},
        {"person": "carl", "role": ""},
        {"name": "  "},
        "rubbish",
    ]
    found = team_from(before, rows, {"carl": "Carl"})
    assert [(m.id, m.name, m.role) for m in found][::2] == [("m2", "Benjamin", "EE"), ("m1", "Ana", "EC")]
    assert len({m.id for m in found}) == 4
    assert found[3].name == "Carl" and found[3].role == "GP"
    assert team_from(before, "rubbish", {}) == ()
    assert slots_from([{"step": ""}, {"step": "rate"}, 3]) == (Slot("rate", "", ""),)
    assert slots_from(None) == ()
