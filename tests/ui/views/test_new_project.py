"""A new project: suggestions, remarks that forbid nothing, and the project that comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.two_editions import first
from tests.two_editions import write as write_model
from vse_app.model.project import Person
from vse_app.services import company, projects, setup
from vse_app.store import queries
from vse_app.ui.context import Target
from vse_app.ui.views.new_project import NewProjectView

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk) -> NewProjectView:
    return desk.show(NewProjectView(desk.context, Target("new-project")))


def step(view: NewProjectView, name: str):
    view.show_step(setup.NEW_PROJECT.index(name))
    return view.question


def test_a_code_is_suggested_until_one_is_typed(view: NewProjectView, qtbot) -> None:
    question = step(view, "what")
    qtbot.keyClicks(question.title_line, "Boat")
    assert question.code.text() == "BOAT2"
    question.code.clear()
    qtbot.keyClicks(question.code, "MINE")
    qtbot.keyClicks(question.title_line, " rental")
    assert question.code.text() == "MINE"
    question.code.clear()
    qtbot.keyClicks(question.code, "boat")
    view.next()
    assert view.at == 0 and [r.kind for r in view.remarks] == ["problem"]


def test_rounds_get_iterations_and_even_dates(view: NewProjectView, qtbot) -> None:
    question = step(view, "cycle")
    assert question.iterations.isHidden()
    question.cycle.chosen.emit("agile")
    qtbot.waitUntil(lambda: len(question.iterations.lines) == 3)  # lines are built bit by bit
    assert not question.iterations.isHidden()
    question.dates.set_value("2026-01-01", "2026-03-31")
    question._on_edited()
    question.spread_button.click()
    assert view.draft.project.iterations[-1].end == "2026-03-31"
    question.iterations.add_button.click()
    question.iterations.lines[0].remove_button.click()
    assert len(view.draft.project.iterations) == 3
    question.dates.set_value("2026-04-01", "2026-03-31")
    question._on_edited()
    view.next()
    assert [r.kind for r in view.remarks] == ["problem"]


def test_people_are_proposed_and_gaps_are_said(desk: Desk, view: NewProjectView, qtbot) -> None:
    question = step(view, "roles")
    assert view.draft.project.assignments["PM"] == ("ana-ruiz",)
    assert [r.kind for r in question.roles.remarks.shown] == ["note"]
    line = question.roles.lines["CUS"]
    line.chips[0].click()
    assert "CUS" not in view.draft.project.assignments
    assert any("Customer" in r.text for r in question.roles.remarks.shown)
    qtbot.keyClicks(question.name, "Beto")
    question._on_add("vse")
    desk.settle()
    assert [p.name for p in question.roles.lines["TL"].candidates()] == ["Beto", "Clara"]
    question.roles.lines["TL"].choose("beto")
    assert view.draft.project.assignments["TL"] == ("ana-ruiz", "beto")
    view.next()
    assert view.at == setup.NEW_PROJECT.index("start")


def test_the_project_is_created_with_everything(desk: Desk, view: NewProjectView, tmp_path: Path, monkeypatch) -> None:
    order = tmp_path / "order.txt"
    order.write_text("We order a site.")
    view.draft.put(title="Ferry", code="FERRY", customer="Harbour")
    question = step(view, "statement")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(order), ""))
    question.attach_button.click()
    assert "order.txt" in question.file.text()
    assert step(view, "model").choice.value() == "iso29110-basic@2011"
    step(view, "roles")
    question = step(view, "start")
    next(iter(question.conditions.boxes.values())).click()
    view.next()
    desk.settle()
    new = projects.projects(desk.context.ws)[-1]
    assert desk.went == [Target("project", record=new.id, kind="today")]
    assert (new.title, new.code, new.customer, new.entry_conditions) == ("Ferry", "FERRY", "Harbour", ("a",))
    with desk.context.ws.reading() as connection:
        (record,) = queries.records_of(connection, new.id)
    assert record.kind == "statement-of-work" and record.form == "file"


def test_leaving_keeps_the_draft_of_this_file(desk: Desk, view: NewProjectView, qtbot) -> None:
    qtbot.keyClicks(step(view, "what").title_line, "Ferry")
    view.leave()
    again = NewProjectView(desk.context, Target("new-project"))
    qtbot.addWidget(again)
    assert again.draft.project.title == "Ferry"


def test_somebody_added_elsewhere_can_be_chosen(desk: Desk, view: NewProjectView) -> None:
    step(view, "roles")
    desk.do(lambda: company.save_person(desk.context.ws, Person("", "Dora")))
    desk.settle()
    assert "Dora" in [p.name for p in view.question.roles.lines["PM"].candidates()]


def test_every_model_that_runs_is_offered_with_what_one_should_know(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_model(tmp_path / "mine" / "shop", first() | {"provisional": True})
    write_model(tmp_path / "mine" / "broken", first() | {"id": "broken", "kind": "proflie"})
    monkeypatch.setenv("VSE_APP_MODELS", str(tmp_path / "mine"))
    view = desk.show(NewProjectView(desk.context, Target("new-project")))
    question = step(view, "model")
    buttons = question.choice._buttons
    assert next(iter(buttons)) == "iso29110-basic@2011" and list(buttons)[-1] == "shop@1"
    assert "broken@1" not in buttons
    said = {ref: button.accessibleDescription() for ref, button in buttons.items()}
    assert "For those who try." in said["shop@1"] and "Provisional:" in said["shop@1"]
    assert "A model of your own" in said["shop@1"] and "edition 1" in said["shop@1"]
    for ref, text in said.items():
        assert ("A project runs these processes" in text) == (ref.startswith("moprosoft"))
    buttons["shop@1"].click()
    assert view.draft.ref == "shop@1" and question.source.isHidden()
    (tmp_path / "mine" / "shop" / "en.yaml").unlink()
    view.refresh()
    desk.settle()
    assert "shop@1" not in step(view, "model").choice._buttons
