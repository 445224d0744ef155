"""Company, people and projects: what is kept, what is refused and in which words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import RAW, TEAM
from vse_app.model.errors import Invalid
from vse_app.model.project import Iteration, Person, Project
from vse_app.services import backup, company, projects
from vse_app.services.workspace import Workspace, now

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def test_before_the_interview_the_company_has_no_name(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "new.vse") as fresh:
        assert company.company(fresh).name == ""
        assert company.people(fresh) == ()
        assert fresh.actor == ""
        assert company.logo(fresh) == b""


def test_the_company_keeps_what_was_said(ws: Workspace) -> None:
    said: dict[str, Any] = {"name": "Ñandú <b>", "country": "Perú", "it_staff": 7, "why": "a\nb", "paper": "Letter",
                            "accent": "#aabbcc", "header": "H", "footer": "F", "marking": "Draft"}  # fmt: skip
    company.edit_company(ws, **said)
    found = dataclasses.asdict(company.company(ws))
    assert {key: found[key] for key in said} == said
    assert found["language"] == "en"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "A name is needed."),
        ({"name": "x" * 301}, "The name is longer than 300 characters."),
        ({"it_staff": -1}, "between 0 and 100,000"),
        ({"it_staff": 100_001}, "between 0 and 100,000"),
        ({"paper": "A3"}, "A4 or Letter"),
        ({"accent": "red"}, "A colour is written like #1F5FA8."),
        ({"accent": "#1F5FA8 "}, "A colour is written"),
    ],
)
def test_a_company_that_cannot_be(ws: Workspace, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        company.edit_company(ws, **values)
    assert company.company(ws).name == "Acme"


def test_a_logo_comes_and_goes(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(PNG)
    company.set_logo(ws, file)
    assert company.logo(ws) == PNG
    company.set_logo(ws, None)
    assert company.logo(ws) == b""
    assert backup.check(ws) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "The logo must be a PNG or JPEG file of at most 5 MB."),
        (PNG + bytes(5 * 1024 * 1024), "at most 5 MB"),
        (b"", "PNG or JPEG"),
        (None, "PNG or JPEG"),
    ],
)
def test_what_is_no_logo(ws: Workspace, tmp_path: Path, data: bytes | None, said: str) -> None:
    file = tmp_path / "logo.png"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(Invalid, match=said):
        company.set_logo(ws, file)
    assert company.company(ws).logo == ""


def test_people_get_short_ids_that_stay(ws: Workspace) -> None:
    made = company.save_people(
        ws, (Person("", "Elena Ruiz"), Person("", "ELENA  ruiz"), Person("", "ไทย"), Person("", "!?"))
    )
    assert [p.id for p in made.value] == ["elena-ruiz", "elena-ruiz-2", "ไทย", "person"]
    renamed = company.save_person(ws, dataclasses.replace(made.value[0], name="Elena Sol", active=False))
    assert renamed.value.id == "elena-ruiz"
    found = {p.id: p for p in company.people(ws)}
    assert (found["elena-ruiz"].name, found["elena-ruiz"].active) == ("Elena Sol", False)
    assert company.save_person(ws, Person("", "Ana López")).value.id == "ana-lópez"


@pytest.mark.parametrize("name", ["", "  ", "x" * 301])
def test_a_person_needs_a_name(ws: Workspace, name: str) -> None:
    with pytest.raises(Invalid):
        company.save_person(ws, Person("", name))
    with pytest.raises(Invalid):
        company.save_people(ws, (Person("", "Fine"), Person("", name)))
    assert "Fine" not in {p.name for p in company.people(ws)}


def test_who_works_is_remembered(ws: Workspace) -> None:
    company.set_actor(ws, "ben")
    with Workspace.open(ws.path) as second:
        assert second.actor == "ben"
        assert company.set_actor(second, "cleo").number == 0  # reading only: for this window alone
    ws.close()
    with Workspace.open(ws.path) as again:
        assert again.actor == "ben"


def draft(**values: Any) -> Project:
    """A project as somebody may ask for it."""
    return dataclasses.replace(Project(id=0, code="P2", title="Second", model=""), **values)


def test_a_project_keeps_its_model_as_it_was(ws: Workspace) -> None:
    raw = {"structure": RAW["structure"] | {"edition": "2"}, "words": RAW["words"]}
    second = projects.create_project(ws, draft(), raw).value
    assert projects.model_of(ws, second).edition == "2"
    assert projects.model_of(ws, projects.project(ws, 1)).edition == "1"
    third = projects.create_project(ws, draft(code="P3"), raw).value
    assert third.model == second.model
    with ws.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM models").scalar() == 3  # two editions, the registers
    ws.close()
    with Workspace.open(ws.path) as again:
        assert projects.model_of(again, projects.project(again, 2)).raw == raw


def test_a_project_keeps_everything_said(ws: Workspace) -> None:
    said = draft(
        customer="C", statement="S\n2", life_cycle="agile", start="2026-01-01", end="2026-12-31", archived=True,
        iterations=(Iteration("a", "2026-01-01", "2026-02-01"), Iteration()), assignments=TEAM, entry_conditions=("agreed",),
    )  # fmt: skip
    made = projects.create_project(ws, said, RAW).value
    assert projects.project(ws, made.id) == made
    assert dataclasses.replace(made, id=0, model="", registers="") == said
    assert [p.code for p in projects.projects(ws)] == ["P1", "P2"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": " "}, "A title is needed."),
        ({"title": "x" * 301}, "The title is longer than 300 characters."),
        ({"code": ""}, "A code is needed."),
        ({"code": "x" * 301}, "The code is longer than 300 characters."),
        ({"code": "p1"}, "The code p1 is taken. Choose another code."),
        ({"life_cycle": "chaos"}, "Unknown life cycle chaos."),
        ({"iterations": ()}, "between 1 and 60 iterations"),
        ({"iterations": (Iteration(),) * 61}, "between 1 and 60 iterations"),
        ({"start": "1 May"}, "1 May is not a date. Write it as year-month-day."),
        ({"start": "2026-W13-2"}, "is not a date"),
        ({"start": "20260501"}, "is not a date"),
        ({"start": "2026-05-02", "end": "2026-05-01"}, "The end 2026-05-01 is before the start 2026-05-02."),
        ({"iterations": (Iteration("", "2026-05-02", "2026-05-01"),)}, "is before the start"),
    ],
)
def test_a_project_that_cannot_be(ws: Workspace, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        projects.create_project(ws, draft(**values), RAW)
    assert len(projects.projects(ws)) == 1
    if values.get("code") != "p1":
        with pytest.raises(Invalid, match=said):
            projects.edit_project(ws, 1, **values)


def test_editing_a_project_keeps_the_rest(ws: Workspace) -> None:
    before = projects.project(ws, 1)
    projects.edit_project(ws, 1, title="New title", code="p1")
    assert projects.project(ws, 1) == dataclasses.replace(before, title="New title", code="p1")


def test_a_project_by_code_or_number(ws: Workspace) -> None:
    assert projects.by_code(ws, "p1").id == 1
    assert projects.by_code(ws, "1").code == "P1"
    with pytest.raises(Invalid, match="There is no project P9. Projects here: P1."):
        projects.by_code(ws, "P9")
    with pytest.raises(Invalid, match="There is no such project."):
        projects.project(ws, 9)


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [
        ("Citas", set(), "CITAS"),
        ("Stock counting", set(), "STOCK"),
        ("Stock counting for shops", set(), "SCFS"),
        ("", set(), "PROJECT"),
        ("!!!", set(), "PROJECT"),
        ("Extraordinarily long", set(), "EXTRAORDIN"),
        ("Citas", {"citas", "CITAS2"}, "CITAS3"),
    ],
)
def test_a_suggested_code(title: str, taken: set[str], code: str) -> None:
    assert projects.suggested_code(title, taken) == code


def test_today_is_the_date_where_the_person_is(ws: Workspace) -> None:
    assert ws.today() == "2026-03-02"
    ws.clock = now
    assert ws.today() == dt.datetime.now().astimezone().date().isoformat()
    assert ws.moment().endswith("Z")
