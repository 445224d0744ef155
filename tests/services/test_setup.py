"""The steps of setting up, without a window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from vse_app import content
from vse_app.i18n import translator
from vse_app.model.building import build
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.project import Iteration, Person, Project
from vse_app.services import company, projects, records, setup
from vse_app.services.setup import Answers
from vse_app.services.workspace import Workspace
from vse_app.store import queries

TR = translator("en")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(scope="module")
def raw() -> dict:
    return dict(content.load("iso29110-basic"))


@pytest.fixture(scope="module")
def model(raw: dict) -> ProcessModel:
    return build(raw)


@pytest.fixture
def ws(tmp_path: Path):
    with Workspace.create(tmp_path / "firm.vse", clock=lambda: dt.datetime(2026, 3, 1, tzinfo=dt.UTC)) as opened:
        company.edit_company(opened, name="Acme")
        yield opened


def kinds(remarks: tuple[setup.Remark, ...]) -> list[str]:
    return [remark.kind for remark in remarks]


def everybody(model: ProcessModel, person: str) -> dict[str, tuple[str, ...]]:
    return {role.id: (person,) for role in setup.single_roles(model)}


def test_only_the_name_and_the_place_stop_the_interview(model: ProcessModel, tmp_path: Path) -> None:
    empty = Answers()
    stopping = [s for s in setup.INTERVIEW if "problem" in kinds(setup.remarks(TR, s, empty, model))]
    assert stopping == ["name", "file"]
    answered = replace(empty, name="Acme", target=str(tmp_path / "acme.vse"))
    assert not [s for s in setup.INTERVIEW if "problem" in kinds(setup.remarks(TR, s, answered, model))]


@pytest.mark.parametrize(("count", "kind"), [(0, []), (1, ["good"]), (24, ["good"]), (25, ["good"]), (26, ["note"])])
def test_more_than_25_people_is_said_not_forbidden(count: int, kind: list[str]) -> None:
    assert kinds(setup.staff_remarks(TR, count)) == kind


def test_the_place_of_the_file_must_be_free_and_in_a_folder(tmp_path: Path) -> None:
    taken = tmp_path / "taken.vse"
    taken.touch()
    for target in (taken, tmp_path / "nowhere" / "x.vse", Path("relative.vse")):
        assert kinds(setup.remarks(TR, "file", Answers(target=str(target)))) == ["problem"]


def test_a_role_nobody_can_play_is_named(model: ProcessModel) -> None:
    ana = Person("", "Ana", roles=("PM",))
    said = setup.people_remarks(TR, [ana], model, "en")
    assert kinds(said) == ["note"]
    assert "Analyst" in said[0].text and "Project Manager" not in said[0].text
    full = replace(ana, roles=tuple(r.id for r in setup.single_roles(model)))
    assert kinds(setup.people_remarks(TR, [full], model, "en")) == ["good"]
    assert kinds(setup.people_remarks(TR, [replace(full, active=False)], model, "en")) == ["note"]
    assert kinds(setup.people_remarks(TR, [replace(full, name=" ")], model, "en"))[0] == "problem"


def test_somebody_alone_checks_their_own_work_and_two_people_do_not(model: ProcessModel) -> None:
    alone = everybody(model, "ana") | {"CUS": ("clara",)}
    tasks = {task.id for task in setup.self_checks(model, alone)}
    assert "SI.2.3" in tasks and "SI.2.4" not in tasks
    assert kinds(setup.assignment_remarks(TR, model, "en", alone)) == ["note"]
    two = dict.fromkeys(alone, ("ana", "beto")) | {"CUS": ("clara",)}
    assert not setup.self_checks(model, two)
    assert kinds(setup.assignment_remarks(TR, model, "en", two)) == ["good"]
    assert kinds(setup.assignment_remarks(TR, model, "en", {})) == ["note"]


def test_people_are_proposed_for_the_roles_they_can_play(model: ProcessModel) -> None:
    people = [
        Person("a", "A", roles=("PM", "TL")),
        Person("b", "B", roles=("TL",)),
        Person("c", "C", roles=("TL",), active=False),
    ]
    assert setup.suggested_assignments(model, people) == {"PM": ("a",), "TL": ("a", "b")}


@pytest.mark.parametrize(
    ("country", "paper"), [("México", "Letter"), (" canada ", "Letter"), ("España", "A4"), ("", "A4")]
)
def test_the_country_suggests_the_paper(country: str, paper: str) -> None:
    assert setup.suggested_paper(country) == paper


def test_a_file_name_is_suggested_that_is_free(tmp_path: Path) -> None:
    first = setup.suggested_file("Año/Uno: S.A.", tmp_path)
    assert first.parent == tmp_path and first.suffix == ".vse"
    first.touch()
    assert setup.suggested_file("Año/Uno: S.A.", tmp_path) != first
    assert setup.suggested_file("  ", tmp_path).name == "company.vse"


def test_the_company_file_holds_every_answer(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    answers = Answers(
        name=" Acme ", country="Perú", language="es", it_staff=6, why=("asked", "time"), why_text="And peace.",
        people=(Person("", "Clara", side="customer", roles=("CUS",)), Person("", "Ana", roles=("PM",))),
        logo=str(logo), paper="Letter", target=str(tmp_path / "acme.vse"),
    )  # fmt: skip
    path = setup.create_company(TR, answers)
    with Workspace.open(path) as ws:
        own = company.company(ws)
        assert (own.name, own.country, own.language, own.it_staff, own.paper) == ("Acme", "Perú", "es", 6, "Letter")
        assert own.why.splitlines() == [setup.reasons(TR)["asked"], setup.reasons(TR)["time"], "And peace."]
        assert company.logo(ws) == PNG
        assert [p.name for p in company.people(ws)] == ["Clara", "Ana"]
        assert ws.actor == "ana"


def test_a_bad_logo_or_a_taken_name_leaves_nothing_behind(tmp_path: Path) -> None:
    text = tmp_path / "logo.png"
    text.write_text("no picture")
    target = tmp_path / "acme.vse"
    with pytest.raises(Invalid):
        setup.create_company(TR, Answers(name="A", logo=str(text), target=str(target)))
    with pytest.raises(Invalid):
        setup.create_company(TR, Answers(name="  ", target=str(target)))
    assert not list(tmp_path.glob("acme*"))
    target.write_text("mine")
    with pytest.raises(Invalid):
        setup.create_company(TR, Answers(name="A", target=str(target)))
    assert target.read_text() == "mine"


def test_the_time_is_divided_evenly_without_gaps() -> None:
    found = setup.spread("2026-01-01", "2026-01-31", [Iteration("x"), Iteration(), Iteration()])
    assert found[0].name == "x" and found[0].start == "2026-01-01" and found[-1].end == "2026-01-31"
    for earlier, later in pairwise(found):
        assert dt.date.fromisoformat(later.start) - dt.date.fromisoformat(earlier.end) == dt.timedelta(days=1)
    same = (Iteration(), Iteration())
    assert setup.spread("", "2026-01-31", same) == same
    assert setup.spread("2026-01-01", "2026-01-01", same) == same


def test_iterations_are_added_and_taken_off_at_the_end() -> None:
    assert setup.with_count([Iteration("a")], 3) == (Iteration("a"), Iteration(), Iteration())
    assert setup.with_count([Iteration("a"), Iteration("b")], 0) == (Iteration("a"),)
    assert len(setup.with_count([], 1000)) == 60


def first_record(ws: Workspace, project: int):
    with ws.reading() as connection:
        return queries.records_of(connection, project)


def test_the_statement_of_work_becomes_the_first_record(ws: Workspace, raw: dict, tmp_path: Path) -> None:
    draft = Project(0, "B", "Boats", "", statement="A booking site.")
    started = setup.start_project(ws, draft, raw).value
    (found,) = first_record(ws, started.project.id)
    assert found.kind == setup.first_product(projects.model_of(ws, started.project)) == "statement-of-work"
    assert "A booking site." in records.page(ws, found.id).revision.content.fields.values()

    file = tmp_path / "order.txt"
    file.write_text("We order a site.")
    started = setup.start_project(ws, replace(draft, code="C"), raw, statement_file=file).value
    (found,) = first_record(ws, started.project.id)
    assert found.form == "file" and started.problem is None


def test_a_file_that_is_gone_does_not_cost_the_project(ws: Workspace, raw: dict, tmp_path: Path) -> None:
    draft = Project(0, "B", "Boats", "")
    done = setup.start_project(ws, draft, raw, statement_file=tmp_path / "gone.txt")
    assert isinstance(done.value.problem, Invalid)
    assert [p.title for p in projects.projects(ws)] == ["Boats"]
    assert not first_record(ws, done.value.project.id)
    with pytest.raises(Invalid):
        setup.start_project(ws, draft, raw)


def test_drafts_survive_as_plain_values() -> None:
    answers = Answers(name="A", why=("asked",), people=(Person("", "Ana", roles=("PM",)),))
    assert setup.answers_from(setup.to_plain(answers)) == answers
    project = Project(
        0, "B", "Boats", "", iterations=(Iteration("x"),), assignments={"PM": ("ana",)}, entry_conditions=("a",)
    )
    assert setup.project_from(setup.to_plain(project)) == project


@pytest.mark.parametrize("rubbish", [None, 3, "x", {"people": [1]}, {"people": [{"no": 1}]}, {"iterations": 3}])
def test_a_damaged_draft_is_an_empty_one(rubbish: object) -> None:
    assert setup.answers_from(rubbish) == Answers()
    assert setup.project_from(rubbish).title == ""
