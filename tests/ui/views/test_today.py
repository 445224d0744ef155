"""Today, as somebody sees it who opens the program in the morning."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.services.task_shop import perform, shop
from tests.ui.views.task_stage import Stage
from vse_app.i18n import translator
from vse_app.model.path import Status
from vse_app.services import company, path, projects
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.parts import Button, Disclosure
from vse_app.ui.views import today_cards
from vse_app.ui.views.today import TodayView


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


def open_today(qtbot: QtBot, ws: Workspace, tmp_path: Path, project: int = 1) -> tuple[Stage, TodayView]:
    stage = Stage(ws, tmp_path, project=project)
    view = TodayView(stage.ctx, Target("today"))
    stage.show_view(qtbot, view)
    return stage, view


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_enter_on_start_opens_the_next_step(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    stage, view = open_today(qtbot, ws, tmp_path)
    start = view.page.steps[0].start
    qtbot.waitUntil(start.hasFocus)
    qtbot.keyClick(start, Qt.Key.Key_Space)
    assert stage.went == [Target("task", task="PM.1.1", iteration=0)]
    assert "Bring in the Statement of Work" in words(view)
    assert "Hello Elena. Today is 9 Mar 2026." in words(view)


def test_later_needs_no_dialog_and_takes_the_card_away(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.1.1")
    stage, view = open_today(qtbot, ws, tmp_path)
    card = view.page.steps[0]
    task = path.view(ws, 1).next[0].step.task.id
    assert not card.choices["week"].isVisible()
    card.later.click()
    assert card.choices["tomorrow"].hasFocus()
    card.choices["week"].click()
    stage.settle()
    step = path.view(ws, 1).step(task, 0)
    assert (step.status, step.mark.until) == (Status.LATER, "2026-03-16")
    assert all(task not in c.start.accessibleName().split() for c in view.page.steps)


def test_the_numbers_say_what_they_count(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.1.1")
    path.confirm(ws, 1, "PM.1.2", 0, person="elena", role="PM", happened="2026-03-09")
    _, view = open_today(qtbot, ws, tmp_path)
    total = len(path.view(ws, 1).steps)
    assert f"Confirmed by a role-holder: 2 of {total} tasks" in words(view)
    assert f"Confirmed and with all outputs in place: 1 of {total} tasks" in words(view)
    assert "One confirmed task still lacks an output or a state." in words(view)
    assert "certif" not in words(view)


def test_a_finding_leads_to_its_place(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    path.confirm(ws, 1, "PM.1.1", 0, person="elena", role="PM", happened="2026-03-09")
    stage, view = open_today(qtbot, ws, tmp_path)
    fix = next(b for b in view.findChildren(Button) if b.text() == "Open the task")
    assert "is confirmed, but" in fix.accessibleDescription()
    assert "Look at · 1" in words(view)
    fix.click()
    assert stage.went[-1] == Target("task", task="PM.1.1", iteration=0)


def test_open_facts_are_counted_and_folded(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    perform(ws, "PM.1.1")
    _, view = open_today(qtbot, ws, tmp_path)
    fold = next(d for d in view.findChildren(Disclosure))
    assert not fold.body.isVisible()
    fold.open()
    assert "Elena Ruiz wrote it and gave it the state" in words(fold.body)


def test_what_waits_leads_to_the_path(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    stage, view = open_today(qtbot, ws, tmp_path)
    more = next(b for b in view.findChildren(Button) if b.text().startswith("Show all"))
    more.click()
    assert stage.went[-1] == Target("path", kind="blocked")


def test_without_a_project_there_is_one_button(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    stage, view = open_today(qtbot, ws, tmp_path, project=0)
    buttons = [b for b in view.findChildren(Button) if b.isVisible()]
    assert [b.text() for b in buttons] == ["New project"]
    buttons[0].click()
    assert stage.went == [Target("new-project")]


@pytest.mark.parametrize(("state", "title"), [("done", "Every task is settled"), ("closed", "This project is closed")])
def test_when_all_is_done_it_says_what_to_do_next(qtbot: QtBot, state: str, title: str) -> None:
    went: list[Target] = []
    page = today_cards.TodayPage(translator("en"), {"state": state, "project": "P"}, go=went.append)
    qtbot.addWidget(page)
    page.show()
    assert title in words(page)
    next(b for b in page.findChildren(Button) if b.text() == "Print the evidence").click()
    assert went == [Target("reports", kind="evidence-pack")]


def test_stored_text_is_never_markup(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    projects.edit_project(ws, 1, title="<b>Bold</b> & <img src=x>")
    company.edit_company(ws, name="<i>Shop</i>")
    _, view = open_today(qtbot, ws, tmp_path)
    assert "<b>Bold</b> & <img src=x>" in words(view)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in view.findChildren(QLabel))


def test_nothing_can_be_put_off_in_a_file_that_is_only_read(qtbot: QtBot, ws: Workspace, tmp_path: Path) -> None:
    ws.close()
    with Workspace.open(tmp_path / "shop.vse", writable=False, clock=ws.clock) as reading:
        _, view = open_today(qtbot, reading, tmp_path)
        assert "Later" not in [b.text() for b in view.findChildren(Button)]


def test_the_first_paint_opens_tasks(qtbot: QtBot) -> None:
    went: list[tuple[str, int]] = []
    card = {"element": "SI.2.3", "iteration": 2, "title": "Check", "why": "Now", "minutes": 30, "who": "", "role": "PM"}
    page = today_cards.cards(translator("en"), {"project": "P", "next": [card]}, lambda *key: went.append(key))
    qtbot.addWidget(page)
    page.show()
    next(b for b in page.findChildren(Button) if b.text() == "Start").click()
    assert went == [("SI.2.3", 2)]
    assert "Nobody plays PM yet" in words(page)


def test_the_first_paint_imports_nothing_heavy() -> None:
    code = (
        "import sys, vse_app.ui.views.today_cards\n"
        "heavy = [m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'yaml', 'reportlab', 'alembic')]\n"
        "heavy += [m for m in sys.modules if m.startswith('vse_app.services')]\n"
        "print(heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "capitals"), [("Dr. Carmen Solís", "CS"), ("Elena", "E"), ("", ""), ("A. B.", "AB")])
def test_initials_leave_titles_out(name: str, capitals: str) -> None:
    assert today_cards.initials(name) == capitals
