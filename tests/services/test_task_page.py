"""What a Done would record, who is proposed for it, and where missing things come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.task_shop import perform, perform_until, shop
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.project import Iteration
from vse_app.model.records import Content
from vse_app.services import company, path, records, task_page
from vse_app.services.workspace import Workspace

WORK = Content("Work", {"scope-in": "A web page"})


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


def lines(ws: Workspace, task: str, iteration: int = 0) -> list[tuple[str, str, bool]]:
    """Product, state and whether it is proposed, of what Done would record."""
    view = path.view(ws, 1)
    step = view.step(task, iteration)
    person, role = task_page.giver(view, step, ws.actor)
    return [(n.product, n.state, n.chosen) for n in task_page.states_to_give(view, step, person=person, role=role)]


def test_the_person_at_work_is_proposed_in_a_role_of_the_task(ws: Workspace) -> None:
    view = path.view(ws, 1)
    step = view.step("PM.1.1", 0)
    assert task_page.default_player(view, step, "elena") == ("elena", "PM")
    assert task_page.default_player(view, step, "marco") == ("marco", "TL")
    assert task_page.default_player(view, step, "carmen") == ("elena", "PM")


def test_who_has_to_approve_is_proposed_for_the_states(ws: Workspace) -> None:
    view = path.view(ws, 1)
    assert task_page.giver(view, view.step("PM.1.14", 0), "elena") == ("carmen", "CUS")


def test_a_role_nobody_plays_is_proposed_without_a_name(tmp_path: Path) -> None:
    with shop(tmp_path / "empty.vse") as ws:
        from vse_app.services import projects

        projects.edit_project(ws, 1, assignments={})
        view = path.view(ws, 1)
        assert task_page.default_player(view, view.step("PM.1.1", 0), "elena") == ("", "PM")


def test_states_are_proposed_for_the_current_version(ws: Workspace) -> None:
    assert lines(ws, "PM.1.1") == []
    records.create(ws, 1, "statement-of-work", content=WORK, task="PM.1.1")
    assert lines(ws, "PM.1.1") == [("statement-of-work", "reviewed", True)]
    perform(ws, "PM.1.1")
    assert lines(ws, "PM.1.1") == []


def test_the_same_person_who_wrote_it_is_said(ws: Workspace) -> None:
    records.create(ws, 1, "statement-of-work", content=WORK, task="PM.1.1")
    view = path.view(ws, 1)
    step = view.step("PM.1.1", 0)
    assert task_page.states_to_give(view, step, person="elena", role="PM")[0].same_person
    assert not task_page.states_to_give(view, step, person="marco", role="TL")[0].same_person


def test_an_empty_record_gets_no_state(ws: Workspace) -> None:
    records.create(ws, 1, "statement-of-work", content=Content("Work", {}), task="PM.1.1")
    assert lines(ws, "PM.1.1") == []


def test_of_many_records_the_newest_is_proposed_when_none_was_made_here(ws: Workspace) -> None:
    for title in ("January", "February"):
        records.create(ws, 1, "progress-status-record", content=Content(title, {}, link="https://x"), task="PM.2.1")
    found = lines(ws, "PM.3.1")
    assert found == [("progress-status-record", "evaluated", True), ("progress-status-record", "evaluated", False)]


def test_records_made_in_the_task_go_before_others(ws: Workspace) -> None:
    records.create(ws, 1, "meeting-record", content=Content("Elsewhere", {}, link="https://x"))
    records.create(ws, 1, "meeting-record", content=Content("Here", {}, link="https://x"), task="PM.2.3")
    view = path.view(ws, 1)
    step = view.step("PM.2.3", 0)
    found = task_page.states_to_give(view, step, person="elena", role="PM")
    assert [(n.number, n.chosen) for n in found] == [("MR-002", True)]


def test_a_check_that_had_to_be_there_before_is_offered_not_proposed(ws: Workspace) -> None:
    perform_until(ws, "SI.3.8")
    design = path.view(ws, 1).facts.records_of["software-design"][0]
    records.revise(ws, design.id, title="Changed after it was verified")
    found = {(product, state): chosen for product, state, chosen in lines(ws, "SI.3.8", 1)}
    assert found["software-design", "verified"] is False
    assert found["software-design", "baselined"] is True


def test_what_is_missing_leads_to_the_task_that_gives_it(ws: Workspace) -> None:
    found = task_page.page(ws, 1, "PM.1.14", 0)
    assert [i.maker for i in found.inputs] == [("PM.1.13", 0)]
    assert task_page.page(ws, 1, "PM.1.1", 0).inputs[0].maker is None


def test_the_maker_of_the_same_iteration_is_named(tmp_path: Path) -> None:
    with shop(tmp_path / "two.vse", iterations=(Iteration("One"), Iteration("Two"))) as ws:
        assert task_page.page(ws, 1, "SI.2.4", 2).inputs[0].maker == ("SI.2.3", 2)


def test_neighbours_follow_the_path(ws: Workspace) -> None:
    view = path.view(ws, 1)
    assert task_page.neighbours(view, ("PM.1.1", 0)) == (None, ("PM.1.2", 0))
    assert task_page.neighbours(view, view.steps[-1].key)[1] is None


def test_an_unknown_task_is_refused(ws: Workspace) -> None:
    with pytest.raises(Invalid):
        task_page.page(ws, 1, "XX.1", 0)


def test_owed_outputs_that_are_absent_are_named(ws: Workspace) -> None:
    found = task_page.page(ws, 1, "PM.1.14", 0)
    assert [o.product.id for o in task_page.absent_outputs(found, set())] == ["meeting-record", "project-plan"]
    assert [o.product.id for o in task_page.absent_outputs(found, {"project-plan"})] == ["meeting-record"]


def test_conditional_outputs_are_never_owed(ws: Workspace) -> None:
    found = task_page.page(ws, 1, "PM.2.2", 0)
    assert not any(o.owed for o in found.outputs)
    assert task_page.absent_outputs(found, set()) == ()


def test_only_the_fields_of_the_part_are_shown(ws: Workspace) -> None:
    found = task_page.page(ws, 1, "PM.1.3", 0).outputs[0]
    shown = task_page.shown_fields(found.product, found.use.part)
    assert shown
    assert len(shown) < len(found.product.fields)
    assert task_page.shown_fields(found.product, "") == found.product.fields


def test_records_of_many_are_titled_by_what_they_say(ws: Workspace) -> None:
    model = path.view(ws, 1).model
    change, plan = model.product("change-request"), model.product("project-plan")
    assert task_page.title_for(model, "en", change, {"title": "Reminders\nby text"}) == "Reminders"
    assert task_page.title_for(model, "en", change, {}) == "Change Request"
    assert task_page.title_for(model, "en", plan, {"scope": "x"}) == "Project Plan"


def test_records_elsewhere_can_be_used(ws: Workspace) -> None:
    made = records.create(ws, 1, "meeting-record", content=Content("Kick-off", {}, link="https://x")).value
    found = task_page.page(ws, 1, "PM.1.14", 0).outputs[0]
    assert [r.id for r in found.elsewhere] == [made.id]
    records.set_head(ws, made.id, task="PM.1.14", iteration=0)
    found = task_page.page(ws, 1, "PM.1.14", 0).outputs[0]
    assert [p.record.id for p in found.pages] == [made.id]


def test_candidates_put_the_players_first(ws: Workspace) -> None:
    view = path.view(ws, 1)
    assert [p.id for p in task_page.candidates(view, ("AN", "CUS"))][:2] == ["ana", "carmen"]
    assert len(task_page.candidates(view, ("AN",))) == len(company.people(ws))


def test_the_timeline_tells_what_happened_in_the_task(ws: Workspace) -> None:
    perform(ws, "PM.1.1")
    path.confirm(ws, 1, "PM.1.14", 0, person="elena", role="PM", happened="2026-03-08")
    told = "\n".join(text for _, text in task_page.timeline(translator("en"), "en", task_page.page(ws, 1, "PM.1.1", 0)))
    assert "Elena Ruiz (Project Manager) confirmed it as done on 9 Mar 2026." in told
    assert "reviewed, by Elena Ruiz" in told
    assert "v1 written by Elena Ruiz" in told
    path.reopen(ws, 1, "PM.1.14", 0, reason="too early")
    told = task_page.timeline(translator("en"), "en", task_page.page(ws, 1, "PM.1.14", 0))[0][1]
    assert "Missing then: Project Plan (verified)." in told
    assert "too early" in told
