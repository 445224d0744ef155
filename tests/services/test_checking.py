"""Verification and validation as records: the version, the state, what is left open, the company's own list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import PEOPLE, Clock
from tests.services.shop_of_registers import basic, basic_file, head, make  # noqa: F401
from vse_app import content as models
from vse_app.model.checking import Check, Defect, Item
from vse_app.model.errors import Invalid
from vse_app.model.project import Project
from vse_app.model.records import Content, Record
from vse_app.services import checking, company, path, projects, records
from vse_app.services.checking import CheckPage, StateGiven
from vse_app.services.workspace import Workspace

ITEMS = (Item("Is it whole?", "passed"), Item("Is it clear?", "passed"))


def spec(ws: Workspace) -> Record:
    return make(ws, "requirements-specification", "Spec", introduction="What it is for")


def check(page: CheckPage, **values: object) -> Check:
    said: dict[str, object] = {
        "register": page.register, "subject": page.found.record.id, "held_on": "2026-03-02", "items": ITEMS,
        "outcome": "passed", "repeats": page.repeats.record.id if page.repeats else 0,
    }  # fmt: skip
    return Check(**(said | values))  # type: ignore[arg-type]


def test_a_passed_check_gives_the_version_its_state_in_the_same_change(basic: Workspace) -> None:  # noqa: F811
    subject = spec(basic)
    page = checking.page(basic, subject.id, "verification", "en")
    assert (page.state, page.is_own, page.repeats) == ("verified", False, None)
    made = checking.record(basic, page, check(page), StateGiven("ana", "PM"))
    assert made.value.number == "VER-001"
    assert head(basic, made.value).follow == "closed"
    (event,) = records.page(basic, subject.id).events
    assert (event.state, event.person, event.stamp, event.note) == ("verified", "ana", subject.stamp, "VER-001")
    again = checking.page(basic, subject.id, "verification", "en")
    assert [e.record.number for e in again.earlier] == ["VER-001"]
    assert [e.person for e in again.given()] == ["ana"]
    assert [f.rule for f in path.view(basic, 1).findings if f.record == subject.id] == ["same-person", "role-not-held"][
        :1
    ]


def test_what_was_found_stays_open_until_a_later_check_passed(basic: Workspace) -> None:  # noqa: F811
    subject = spec(basic)
    page = checking.page(basic, subject.id, "verification", "en")
    items = (ITEMS[0], Item("Is it clear?", "failed", "Two words"))
    found = check(page, items=items, defects=(Defect("Two words", "ana", "2026-03-09"),), outcome="again")
    with pytest.raises(Invalid):
        checking.record(basic, page, found, StateGiven("ana", "PM"))
    first = checking.record(basic, page, found).value
    assert head(basic, first).follow == ""  # findings are open
    assert [f.record for f in path.view(basic, 1).findings if f.rule == "unmended-check"] == [first.id]
    again = checking.page(basic, first.id, "", "en")
    assert again.repeats is not None and again.repeats.record.id == first.id
    assert again.lines == ("Is it clear?", "Two words") and again.found.record.id == subject.id
    second = checking.record(
        basic, again, check(again, items=(Item("Two words", "passed"),)), StateGiven("ana", "PM")
    ).value
    assert (head(basic, first).follow, head(basic, second).follow) == ("closed", "closed")
    assert not [f for f in path.view(basic, 1).findings if f.rule == "unmended-check"]


def test_it_is_filed_under_the_task_that_asks_for_it(basic: Workspace) -> None:  # noqa: F811
    subject = spec(basic)
    page = checking.page(basic, subject.id, "verification", "en")
    assert page.step == ("SI.2.3", 1)
    made = checking.record(basic, page, check(page), StateGiven("ana", "AN"), step=page.step).value
    assert (made.task, made.iteration) == page.step
    step = path.view(basic, 1).step(*page.step)
    assert all(need.met for need in step.outputs if need.use.product in (made.kind, subject.kind))
    assert checking.page(basic, subject.id, "validation", "en", step=("SI.2.4", 1)).step == ("SI.2.4", 1)


def test_the_customer_validates(basic: Workspace) -> None:  # noqa: F811
    subject = spec(basic)
    page = checking.page(basic, subject.id, "validation", "en")
    said = check(page, participants=(("Cleo", "Customer"),))
    made = checking.record(basic, page, said, StateGiven("cleo", "CUS")).value
    assert made.number == "VAL-001"
    assert [(e.state, e.person) for e in records.page(basic, subject.id).events] == [("validated", "cleo")]


def test_an_older_version_is_not_said_to_have_passed(basic: Workspace) -> None:  # noqa: F811
    subject = spec(basic)
    page = checking.page(basic, subject.id, "verification", "en")
    records.revise(basic, subject.id, fields={"introduction": "Something else"})
    with pytest.raises(Invalid, match="changed meanwhile"):
        checking.record(basic, page, check(page))


@pytest.mark.parametrize("wrong", [{"outcome": ""}, {"items": ()}, {"held_on": "soon"}])
def test_a_check_is_decided_dated_and_looked_at_something(basic: Workspace, wrong: dict[str, object]) -> None:  # noqa: F811
    page = checking.page(basic, spec(basic).id, "verification", "en")
    with pytest.raises(Invalid):
        checking.record(basic, page, check(page, **wrong))


def test_the_companys_own_lines_come_back_for_every_record_of_the_kind(basic: Workspace) -> None:  # noqa: F811
    page = checking.page(basic, spec(basic).id, "verification", "en")
    checking.keep_lines(basic, page, ["Ours", " ", "And ours "])
    own = checking.page(basic, page.found.record.id, "verification", "en")
    assert (own.lines, own.is_own) == (("Ours", "And ours"), True)
    assert not checking.page(basic, page.found.record.id, "validation", "en").is_own
    checking.keep_lines(basic, own, ())
    assert checking.page(basic, page.found.record.id, "verification", "en").lines == page.lines


def test_notes_are_kept_until_the_check_is_recorded(basic: Workspace) -> None:  # noqa: F811
    page = checking.page(basic, spec(basic).id, "verification", "en")
    checking.keep_draft(basic, page, {"place": "Colima"})
    noted = checking.page(basic, page.found.record.id, "verification", "en")
    assert noted.draft == {"place": "Colima"}
    checking.record(basic, noted, check(noted))
    assert checking.page(basic, page.found.record.id, "verification", "en").draft == {}


def test_a_check_itself_is_not_checked(basic: Workspace) -> None:  # noqa: F811
    lone = make(basic, "verification-results", "Lone", held_on="2026-03-02")
    with pytest.raises(Invalid, match="does not say what was checked"):
        checking.page(basic, lone.id, "", "en")


def test_it_works_where_the_records_of_checks_have_other_names(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "mo.vse", clock=Clock()) as ws:
        company.edit_company(ws, name="Acme")
        company.save_people(ws, PEOPLE)
        company.set_actor(ws, "ana")
        draft = Project(0, "P", "T", "", assignments={"RAPE": ("ana",)})
        project = projects.create_project(ws, draft, models.load("moprosoft")).value
        product = next(p for p in projects.model_of(ws, project).products if "verified" in p.states and p.fields)
        text = next(f.id for f in product.fields if f.kind in ("text", "long-text"))
        subject = records.create(ws, project.id, product.id, content=Content("Spec", {text: "What it is for"})).value
        page = checking.page(ws, subject.id, "verification", "es")
        assert page.product.id == "RV" and page.lines
        made = checking.record(
            ws, page, check(page, defects=(Defect("A typo", closed=True),)), StateGiven("ana", "RAPE")
        )
        fields = records.page(ws, made.value.id).revision.content.fields
        assert (fields["decision"], fields["checklist"][0]["result"]) == ("approved", "met")
        assert records.page(ws, subject.id).states == {"verified"}
        assert checking.page(ws, subject.id, "verification", "es").earlier[0].check.outcome == "passed"
