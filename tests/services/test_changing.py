"""Change control: found through links, decided by people, settled record by record, closed when nothing is owed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures import PEOPLE, Clock, built
from tests.services.shop_of_registers import basic, basic_file, make
from vse_app import content as models
from vse_app.model import impact
from vse_app.model.errors import Invalid
from vse_app.model.impact import Edge
from vse_app.model.project import Project
from vse_app.model.records import Content
from vse_app.services import changing, company, projects, records
from vse_app.services.changing import Decision
from vse_app.services.undo import undo
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]


def request(ws: Workspace, *affected: int) -> int:
    fields = {"reason": "Asked", "documents-affected": [str(i) for i in affected]}
    return records.create(ws, 1, "change-request", content=Content("Reminders", fields)).value.id


def said(choice: str = "accepted", note: str = "") -> Decision:
    return Decision(choice, "cleo", "CUS", "2026-01-06", note)


def chain(ws: Workspace) -> dict[str, int]:
    found = {"rs": records.create(ws, 1, "requirements-specification", content=Content("RS", {"introduction": "x"}))}
    ids = {"rs": found["rs"].value.id}
    ids["req"] = make(ws, "requirement", statement="It prints").id
    ids["design"] = make(ws, "design-element", "Printer", purpose="Prints", satisfies=[str(ids["req"])]).id
    ids["component"] = make(ws, "component", "print.py", where="src", implements=[str(ids["design"])]).id
    ids["test"] = make(ws, "test-case", "Prints", expected="Paper", verifies=[str(ids["req"])]).id
    return ids


def test_what_it_could_touch_is_found_both_ways_with_the_way(basic: Workspace) -> None:
    ids = chain(basic)
    found = changing.find(basic, request(basic, ids["req"]))
    ways = {f.head.id: (f.way.distance, f.way.type, f.way.forward) for f in found.found}
    assert ways == {
        ids["req"]: (0, "", True),
        ids["rs"]: (1, "row", True),
        ids["design"]: (1, "satisfies", False),
        ids["test"]: (1, "verifies", False),
        ids["component"]: (2, "implements", False),
    }
    assert not found.more and next(f.via.id for f in found.found if f.head.id == ids["component"]) == ids["design"]
    assert changing.find(basic, request(basic), [ids["component"]]).found[0].head.id == ids["component"]


def test_a_list_of_everything_and_records_of_what_was_are_no_way(basic: Workspace) -> None:
    ids = chain(basic)
    listed = records.create(
        basic, 1, "software-configuration", content=Content("1.0", {"products": [str(ids["rs"]), str(ids["test"])]})
    ).value.id
    make(basic, "action", "Ask", **{"raised-by": [str(ids["rs"])]})
    found = {f.head.id for f in changing.find(basic, request(basic, ids["rs"])).found}
    assert found == {ids["rs"], listed}


def test_circles_end_and_too_many_are_said() -> None:
    ring = [Edge(n, n % 5 + 1, "x") for n in range(1, 6)]

    def around(ids):
        return [e for e in ring if e.source in ids or e.target in ids]

    found, more = impact.spread([1], around)
    assert sorted((t.record, t.distance) for t in found) == [(1, 0), (2, 1), (3, 2), (4, 2), (5, 1)] and not more
    many = [Edge(1, n, "x") for n in range(2, impact.MOST + 10)]
    found, more = impact.spread([1], lambda ids: many)
    assert len(found) == impact.MOST and more


def test_accepting_gives_the_state_and_refusing_closes(basic: Workspace) -> None:
    one = request(basic, chain(basic)["rs"])
    assert [r.id for r in changing.unanswered(basic, 1)] == [one]
    done = changing.decide(basic, one, said())
    page = records.page(basic, one)
    assert page.states == {"accepted"} and page.follow == "in-work"
    assert page.revision.content.fields["decision"] == "accepted"
    assert page.revision.content.fields["decided-by"] == "Cleo, Customer"
    assert changing.unanswered(basic, 1) == () and changing.last_accepted(basic, 1).record.id == one
    undo(basic, done.changes.number)
    assert records.page(basic, one).states == set() and records.page(basic, one).follow == "open"
    with pytest.raises(Invalid, match="reason"):
        changing.decide(basic, one, said("refused"))
    changing.decide(basic, one, said("refused", "Too dear"))
    assert records.page(basic, one).follow == "closed" and changing.all_accepted(basic, 1) == ()
    with pytest.raises(Invalid, match="what was decided"):
        changing.decide(basic, one, said("pending"))


def test_deciding_otherwise_takes_the_acceptance_back(basic: Workspace) -> None:
    one = request(basic, chain(basic)["rs"])
    changing.decide(basic, one, said())
    changing.decide(basic, one, said("refused", "Too dear after all"))
    assert changing.all_accepted(basic, 1) == () and records.page(basic, one).follow == "closed"
    changing.decide(basic, one, said())
    assert [a.record.id for a in changing.all_accepted(basic, 1)] == [one] and records.page(
        basic, one
    ).follow == "in-work"


def test_putting_it_off_answers_but_does_not_close(basic: Workspace) -> None:
    one = request(basic)
    changing.decide(basic, one, said("postponed", "Next year"))
    assert records.page(basic, one).follow == "open" and changing.unanswered(basic, 1) == ()


def test_it_can_be_closed_when_all_is_dealt_with(basic: Workspace) -> None:
    ids = chain(basic)
    one = request(basic, ids["rs"], ids["test"])
    with pytest.raises(Invalid, match="not accepted"):
        changing.leave_untouched(basic, one, ids["rs"], person="ana", reason="x")
    changing.decide(basic, one, said())
    with pytest.raises(Invalid, match="RS, TEST-001"):
        changing.close(basic, one, person="ana")
    records.revise(basic, ids["rs"], fields={"introduction": "y"})
    changing.leave_untouched(basic, one, ids["test"], person="ana", reason="Covers it already")
    accepted = changing.accepted_one(basic, one)
    assert [(a.owes, a.untouched, a.by) for a in accepted.affected] == [
        (False, "", ""),
        (False, "Covers it already", "ana"),
    ]
    changing.leave_untouched(basic, one, ids["test"], person="ana", reason="")
    assert [a.record.id for a in changing.accepted_one(basic, one).owing] == [ids["test"]]
    changing.leave_untouched(basic, one, ids["test"], person="ana", reason="Covers it already")
    changing.close(basic, one, person="ana")
    assert changing.accepted_one(basic, one).closed
    changing.reopen(basic, one, person="ana")
    assert records.page(basic, one).follow == "in-work"
    with pytest.raises(Invalid, match="does not name"):
        changing.leave_untouched(basic, one, one, person="ana", reason="x")
    with pytest.raises(Invalid, match="no change request"):
        changing.close(basic, ids["rs"], person="ana")


def test_ticks_become_links(basic: Workspace) -> None:
    ids, one = chain(basic), request(basic)
    changing.set_affected(basic, one, [ids["rs"], ids["test"], ids["rs"]])
    assert {link.target for link in records.page(basic, one).links} == {ids["rs"], ids["test"]}


@pytest.fixture(scope="session")
def moprosoft_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make_it(target: Path) -> None:
        with Workspace.create(target, clock=Clock()) as ws:
            company.save_people(ws, PEOPLE)
            company.set_actor(ws, "ana")
            projects.create_project(ws, Project(0, "P", "T", ""), models.load("moprosoft"))

    return built(tmp_path_factory.getbasetemp(), "moprosoft.vse", make_it)


@pytest.fixture
def moprosoft(moprosoft_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(Path(shutil.copy(moprosoft_file, tmp_path / "m.vse")), clock=Clock()) as ws:
        yield ws


def test_moprosofts_request_is_the_same_kind(moprosoft: Workspace) -> None:
    product = changing.product_of(projects.model_of(moprosoft, projects.project(moprosoft, 1)))
    assert product is not None and product.id == "SC_"
    one = records.create(moprosoft, 1, "SC_", content=Content("Reminders", {"reason": "Asked"})).value.id
    plan = records.create(moprosoft, 1, "ER", content=Content("ER", {})).value.id
    changing.set_affected(moprosoft, one, [plan])
    assert changing.choices(product) == ("approved", "next-cycle", "rejected") and changing.yes(product) == "approved"
    changing.decide(moprosoft, one, Decision("approved", "ana", "RAPE", "2026-01-06"))
    assert records.page(moprosoft, one).states == {"approved"}
    assert [a.record.id for a in changing.accepted_one(moprosoft, one).owing] == [plan]
