"""The map of the path: every task a tile that can be reached, read and opened without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.services.task_shop import perform, shop
from tests.ui.views.task_stage import Stage
from vse_app.model.project import Iteration
from vse_app.services import path, projects
from vse_app.services.workspace import Workspace
from vse_app.ui import piecewise
from vse_app.ui.context import Target
from vse_app.ui.parts import Button
from vse_app.ui.views.path import PathView
from vse_app.ui.views.path_map import PathMap


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


def open_path(qtbot: QtBot, ws: Workspace, folder: Path, target: Target) -> tuple[Stage, PathView]:
    stage = Stage(ws, folder)
    view = PathView(stage.ctx, target)
    stage.show_view(qtbot, view)
    return stage, view


def the_map(view: PathView) -> PathMap:
    assert view.map is not None
    return view.map


def test_every_task_is_a_tile_that_says_where_it_stands(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.1.1")
    _, view = open_path(qtbot, ws, tmp_path, Target("path"))
    tiles = the_map(view).tiles
    assert set(tiles) == {s.key for s in path.view(ws, 1).steps}
    assert tiles["PM.1.1", 0].accessibleName() == "PM.1.1 Review the Statement of Work, done"
    assert tiles["PM.1.14", 0].accessibleName().endswith(", waiting")
    assert "Project Plan" in tiles["PM.1.14", 0].accessibleDescription()
    assert tiles["SI.2.5", 1].accessibleName().endswith(", optional")
    assert "Project Plan" in tiles["PM.1.14", 0].toolTip()


def test_screen_readers_meet_buttons(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    _, view = open_path(qtbot, ws, tmp_path, Target("path"))
    found = QAccessible.queryAccessibleInterface(the_map(view).tiles["PM.1.1", 0])
    assert found.role() == QAccessible.Role.Button


def test_arrows_move_and_enter_opens(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    stage, view = open_path(qtbot, ws, tmp_path, Target("path", task="PM.1.1"))
    tiles = the_map(view).tiles
    qtbot.waitUntil(tiles["PM.1.1", 0].hasFocus)
    qtbot.keyClick(tiles["PM.1.1", 0], Qt.Key.Key_Down)
    assert tiles["PM.1.2", 0].hasFocus()
    assert view.said.text().startswith("PM.1.2")
    qtbot.keyClick(tiles["PM.1.2", 0], Qt.Key.Key_Right)
    assert tiles["PM.1.10", 0].hasFocus()
    qtbot.keyClick(tiles["PM.1.10", 0], Qt.Key.Key_Left)
    qtbot.keyClick(tiles["PM.1.2", 0], Qt.Key.Key_Return)
    assert stage.went == [Target("task", task="PM.1.2", iteration=0)]
    qtbot.keyClick(tiles["PM.1.2", 0], Qt.Key.Key_Home)
    assert tiles["PM.1.1", 0].hasFocus()


def test_tab_reaches_one_tile_only(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    _, view = open_path(qtbot, ws, tmp_path, Target("path", task="PM.1.3"))
    qtbot.waitUntil(the_map(view).tiles["PM.1.3", 0].hasFocus)
    strong = [k for k, t in the_map(view).tiles.items() if t.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert strong == [("PM.1.3", 0)]


def test_the_mouse_is_told_why_a_task_waits(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    _, view = open_path(qtbot, ws, tmp_path, Target("path"))
    at = QPointF(3, 3)
    QApplication.sendEvent(the_map(view).tiles["PM.1.14", 0], QEnterEvent(at, at, at))
    assert "Project Plan" in view.why.text()
    QApplication.sendEvent(the_map(view).tiles["PM.1.14", 0], QEvent(QEvent.Type.Leave))


def test_filters_let_the_others_step_back(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    _, view = open_path(qtbot, ws, tmp_path, Target("path", kind="blocked"))
    tiles = the_map(view).tiles
    assert view.chips["blocked"].isChecked()
    assert tiles["PM.1.1", 0].dim
    assert not tiles["PM.1.14", 0].dim
    view.chips["mine"].click()
    assert not tiles["PM.1.1", 0].dim
    assert tiles["SI.4.3", 1].dim
    view.retarget(Target("path", kind="all"))
    assert not any(t.dim for t in tiles.values())


def test_a_change_is_shown_in_place(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    stage, view = open_path(qtbot, ws, tmp_path, Target("path"))
    before = the_map(view)
    perform(ws, "PM.1.1")
    view.refresh()
    stage.settle()
    assert the_map(view) is before
    assert before.tiles["PM.1.1", 0].accessibleName().endswith(", done")
    assert view.chips["done"].text() == "Settled · 1"


def test_confirmed_without_its_output_is_not_plain_green(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    path.confirm(ws, 1, "PM.1.1", 0, person="elena", role="PM", happened="2026-03-09")
    _, view = open_path(qtbot, ws, tmp_path, Target("path"))
    assert the_map(view).tiles["PM.1.1", 0].data.word == "done, gaps"
    assert "Not in place: Statement of Work" in the_map(view).tiles["PM.1.1", 0].accessibleDescription()


def test_of_twelve_iterations_the_one_under_way_is_unfolded(qtbot: QtBot, tmp_path: Path) -> None:
    rounds = [Iteration(f"Round {n}", "2026-03-01", "2026-03-31") for n in range(1, 13)]
    with shop(tmp_path / "many.vse", iterations=rounds) as ws:
        _, view = open_path(qtbot, ws, tmp_path, Target("path"))
        found = the_map(view)
        assert ("SI.2.1", 1) in found.tiles
        assert ("SI.2.1", 2) not in found.tiles
        unfold = [b for b in view.findChildren(Button) if b.accessibleName().startswith("Unfold")]
        assert len(unfold) == 11
        unfold[0].click()
        assert ("SI.2.1", 2) in found.tiles
        found.focus(("SI.2.1", 5))
        assert found.tiles["SI.2.1", 5].hasFocus()


def test_the_map_is_saved_as_a_picture(
    qtbot: QtBot, ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, view = open_path(qtbot, ws, tmp_path, Target("path"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "map"), ""))
    next(b for b in view.findChildren(Button) if b.text() == "Save as picture").click()
    assert (tmp_path / "map.png").stat().st_size > 1000
    assert stage.messages.notes[-1].text == "The picture was saved: map.png"


def test_without_a_project_it_says_what_it_is_for(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    stage = Stage(ws, tmp_path, project=0)
    view = PathView(stage.ctx, Target("path"))
    stage.show_view(qtbot, view)
    next(b for b in view.findChildren(Button) if b.text() == "New project").click()
    assert stage.went == [Target("new-project")]


def test_many_iterations_come_in_order_after_what_comes_before_them(
    qtbot: QtBot, ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piecewise, "SLICE_SECONDS", 0.0)
    projects.edit_project(ws, 1, iterations=tuple(Iteration(f"Part {n}") for n in range(1, 41)))
    _, view = open_path(qtbot, ws, tmp_path, Target("path", kind="done"))
    boxes = the_map(view)._rounds
    qtbot.waitUntil(lambda: len(boxes) == 40, timeout=5000)
    qtbot.wait(50)
    places = [box.mapTo(view.map, QPoint(0, 0)).x() for box in boxes]
    assert [box.number for box in boxes] == list(range(1, 41)) and places == sorted(places)
    first = view.map.tiles["SI.1.1", 0]
    assert first.mapTo(view.map, QPoint(0, 0)).x() < places[0]
    boxes[-1].unfold(True)
    assert view.map.tiles["SI.2.1", 40].dim, "the filter holds for what is unfolded as well"


def test_a_late_iteration_can_be_gone_to_at_once(
    qtbot: QtBot, ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piecewise, "SLICE_SECONDS", 0.0)
    projects.edit_project(ws, 1, iterations=tuple(Iteration(f"Part {n}") for n in range(1, 41)))
    _, view = open_path(qtbot, ws, tmp_path, Target("path", task="SI.2.1", iteration=40))
    qtbot.waitUntil(lambda: ("SI.2.1", 40) in the_map(view).tiles, timeout=5000)
    assert len(the_map(view)._rounds) == 40
