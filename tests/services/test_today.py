"""Today as data: what comes next, what waits, what is late, and counts that say what they count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.task_shop import perform, perform_until, shop
from vse_app.i18n import translator
from vse_app.model.project import Iteration
from vse_app.services import path, projects, today
from vse_app.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


def read(ws: Workspace) -> today.Today:
    return today.today(ws, 1, translator("en"), "en")


def test_the_first_day_begins_with_what_comes_from_outside(ws: Workspace) -> None:
    found = read(ws)
    assert [(c["element"], c["who"], c["role"]) for c in found["next"]] == [("PM.1.1", "Elena Ruiz", "Project Manager")]
    assert found["next"][0]["why"].startswith("Bring in the Statement of Work")
    assert (found["company"], found["code"], found["actor"]) == ("Taller Norte", "CITAS", "Elena Ruiz")
    assert found["state"] == "open"


def test_it_is_plain_data(ws: Workspace) -> None:
    assert json.loads(json.dumps(read(ws))) == read(ws)


def test_steps_that_wait_for_one_product_are_one_line(ws: Workspace) -> None:
    plan = [line for line in read(ws)["waiting"] if line.startswith("Project Plan: does not exist yet.")]
    assert len(plan) == 1
    assert "tasks wait: PM.1.4" in plan[0]


def test_the_two_counts_differ_when_an_output_is_missing(ws: Workspace) -> None:
    path.confirm(ws, 1, "PM.1.1", 0, person="elena", role="PM", happened="2026-03-09")
    found = read(ws)
    assert (found["confirmed"]["done"], found["complete"]["done"]) == (1, 0)
    assert found["findings"]["error"] == 1
    assert found["look"][0]["task"] == "PM.1.1"
    assert found["look"][0]["fix"]


def test_what_does_not_apply_is_in_no_total(ws: Workspace) -> None:
    before = read(ws)["confirmed"]["total"]
    path.not_applicable(ws, 1, "PM.2.6", 0, person="elena", reason="nothing was lost", happened="2026-03-09")
    assert read(ws)["confirmed"]["total"] == before - 1


def test_a_repeated_task_that_is_overdue_is_late(ws: Workspace) -> None:
    perform(ws, "PM.2.1")
    path.reopen(ws, 1, "PM.2.1", 0, reason="again")
    path.confirm(ws, 1, "PM.2.1", 0, person="elena", role="PM", happened="2026-02-01")
    assert any("PM.2.1" in line and "days ago" in line for line in read(ws)["late"])


def test_end_dates_that_passed_are_late(tmp_path: Path) -> None:
    rounds = (Iteration("First", "2026-01-01", "2026-02-01"), Iteration("", "2026-02-02", "2026-06-01"))
    with shop(tmp_path / "late.vse", iterations=rounds, start="2026-01-01", end="2026-03-01") as ws:
        assert read(ws)["late"] == [
            "The project was to end on 1 Mar 2026 (8 days ago).",
            "First was to end on 1 Feb 2026 (36 days ago).",
        ]


def test_a_finished_project_is_closed(ws: Workspace) -> None:
    perform_until(ws, "nothing")
    for step in path.view(ws, 1).steps:
        if step.task.activity == "PM.4" or (step.task.activity in ("PM.2", "PM.3") and not step.task.may_be_skipped):
            perform(ws, *step.key)
    found = read(ws)
    assert found["state"] == "closed"


def test_before_closing_nothing_left_is_not_closed(ws: Workspace) -> None:
    view = path.view(ws, 1)
    assert today.state(view) == "open"


def test_a_role_without_a_person_leads_to_the_project(ws: Workspace) -> None:
    projects.edit_project(ws, 1, assignments={"PM": ("elena",)})
    assert {item["rule"] for item in read(ws)["look"]} == {"role-without-person"}
