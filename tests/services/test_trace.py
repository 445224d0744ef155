"""Traceability in a company file: read, counted, holes let stand, links looked at again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import traced
from tests.cases import CASES
from tests.fixtures import PEOPLE, Clock
from tests.services.shop_of_registers import basic, basic_file
from vse_app import content
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.project import Project
from vse_app.model.records import Record, row_counts
from vse_app.model.trace_words import hint_text
from vse_app.services import (
    company,
    headings,
    hinting,
    history,
    importing,
    projects,
    records,
    sheets,
    trace,
    undo,
)
from vse_app.services.workspace import Workspace
from vse_app.store import queries

__all__ = ["basic", "basic_file"]

Shop = dict[str, Record]


@pytest.fixture
def shop(basic: Workspace) -> Shop:
    return traced.small(basic)


def row_states(ws: Workspace, record: Record) -> list[str]:
    found = trace.traced(ws, 1, (record.id,))
    return [cell.state for cell in found.rows[0].cells.values()]


def test_every_case_has_its_state(basic: Workspace, shop: Shop) -> None:
    assert row_states(basic, shop["full"]) == ["linked", "linked", "linked", "passed"]
    assert row_states(basic, shop["bare"]) == ["hole"] * 4
    assert row_states(basic, shop["failed"]) == ["empty", "hole", "linked", "failed"]
    assert row_states(basic, shop["untested"]) == ["hole", "hole", "linked", "pending"]
    assert row_states(basic, shop["group"]) == ["linked", "parts", "parts", "parts"]
    assert row_states(basic, shop["part"]) == ["whole", "hole", "hole", "hole"]


def test_window_and_whole_say_the_same(basic: Workspace, shop: Shop) -> None:
    found, last = trace.window(basic, 1)
    graph, order, _numbers = trace.whole(basic, 1)
    assert [row.id for row in found.rows] == order
    for row in found.rows:
        whole = graph.row(row.id)
        assert {c: (cell.state, [i.id for i in cell.items]) for c, cell in row.cells.items()} == {
            c: (cell.state, [i.id for i in cell.items]) for c, cell in whole.cells.items()
        }
    second, _ = trace.window(basic, 1, limit=2, offset=0, after=last)
    assert second.rows == () and last is not None
    assert trace.count(basic, 1) == len(order)


@pytest.mark.parametrize("seed", range(6))
def test_a_few_rows_say_the_same_as_all_whatever_is_linked(basic: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    links = [(chance.randrange(16), chance.randrange(16)) for _ in range(40)]
    kinds = ["requirement"] * 4 + ["design-element"] * 4 + ["component"] * 4 + ["test-case"] * 4
    made: list[Record] = []
    field = {"design-element": "satisfies", "component": "implements", "test-case": "verifies", "requirement": "parent"}
    for number, kind in enumerate(kinds):
        ends = [made[b] for a, b in links if a == number and b < number]
        allowed = {
            "requirement": {"requirement"}, "design-element": {"requirement"},
            "component": {"requirement", "design-element"}, "test-case": {"requirement", "design-element", "component"},
        }[kind]  # fmt: skip
        ends = [end for end in ends if end.kind in allowed][: 1 if kind == "requirement" else 9]
        said = {"requirement": {"statement": "S"}, "component": {"where": "w"}, "design-element": {"purpose": "p"}}
        fields = said.get(kind, {"expected": "e"}) if number % 3 else {}
        fields = fields if kind != "requirement" else {"statement": "S"}
        made.append(traced.add(basic, 1, kind, f"R{number}", **fields, **{field[kind]: traced.ids(*ends)}))
    graph, order, _numbers = trace.whole(basic, 1)
    assert len(order) == 4
    for record in order:
        one = trace.traced(basic, 1, (record,)).rows[0]
        whole = graph.row(record)
        assert {c: (x.state, {i.id for i in x.items}) for c, x in one.cells.items()} == {
            c: (x.state, {i.id for i in x.items}) for c, x in whole.cells.items()
        }


def test_numbers_count_and_are_kept_until_something_changes(basic: Workspace, shop: Shop) -> None:
    found = trace.numbers(basic, 1)
    assert (found.survey.total, found.survey.holes("design"), found.survey.holes("test")) == (5, 3, 2)
    assert found.hinted == {shop["bare"].id}
    assert found.survey.loose["test"] == (shop["loose-test"].id,)
    assert trace.numbers(basic, 1) is found
    records.revise(basic, shop["bare"].id, fields={"statement": "The agenda opens within 2 seconds.", "check": "Try"})
    assert trace.numbers(basic, 1).hinted == frozenset()


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("holes", ["bare", "failed", "untested", "part"]),
        ("hole:test", ["bare", "part"]),
        ("passed", ["full"]),
        ("failed", ["failed"]),
        ("waiting", ["untested"]),
        ("suspect", []),
        ("justified", []),
        ("hints", ["bare"]),
        ("", ["full", "bare", "failed", "untested", "part"]),
    ],
)
def test_every_number_is_a_filter(basic: Workspace, shop: Shop, only: str, names: list[str]) -> None:
    assert set(trace.chosen(trace.numbers(basic, 1), only)) == {shop[name].id for name in names}


def test_priority_and_text_narrow_the_matrix(basic: Workspace, shop: Shop) -> None:
    assert trace.matching(basic, 1, priority="should") == [shop["bare"].id]
    assert trace.matching(basic, 1, text="children") == [shop["untested"].id]
    records.revise(basic, shop["part"].id, fields={"priority": ""})
    assert trace.matching(basic, 1, priority=trace.NOTHING) == [shop["part"].id]


def test_withdrawn_records_are_gone_from_the_trace(basic: Workspace, shop: Shop) -> None:
    records.withdraw(basic, shop["design"].id, "Not needed")
    assert row_states(basic, shop["full"])[:2] == ["hole", "hole"]
    records.withdraw(basic, shop["full"].id, "Not needed")
    assert trace.traced(basic, 1, (shop["full"].id,)).rows == ()


def test_a_hole_is_let_stand_with_reason_person_and_day(basic: Workspace, shop: Shop) -> None:
    trace.justify(basic, shop["bare"].id, ("design", "test"), "  It is bought.  ")
    found = trace.traced(basic, 1, (shop["bare"].id,)).rows[0]
    given = found.cells["design"].justified
    assert given is not None and (given.reason, given.person, given.happened) == ("It is bought.", "ana", basic.today())
    assert [cell.state for cell in found.cells.values()] == ["justified", "hole", "justified", "justified"]
    assert trace.numbers(basic, 1).justified == {shop["bare"].id}
    records.revise(basic, shop["bare"].id, fields={"statement": "It is something else now."})
    assert row_states(basic, shop["bare"])[0] == "outdated"
    trace.unjustify(basic, shop["bare"].id, "design")
    assert row_states(basic, shop["bare"])[0] == "hole"


def test_letting_a_hole_stand_can_be_undone(basic: Workspace, shop: Shop) -> None:
    done = trace.justify(basic, shop["bare"].id, ("design",), "Bought")
    assert row_states(basic, shop["bare"])[0] == "justified"
    undo.undo(basic, done.changes.number)
    assert row_states(basic, shop["bare"])[0] == "hole"


def test_justifying_is_refused_without_reason_for_others_and_elsewhere(basic: Workspace, shop: Shop) -> None:
    with pytest.raises(Invalid, match="reason"):
        trace.justify(basic, shop["bare"].id, ("design",), "  ")
    with pytest.raises(Invalid, match="column"):
        trace.justify(basic, shop["bare"].id, ("colour",), "Why")
    with pytest.raises(Invalid, match="no requirement"):
        trace.justify(basic, shop["design"].id, ("design",), "Why")
    company.set_actor(basic, "")
    with pytest.raises(Invalid):
        trace.justify(basic, shop["bare"].id, ("design",), "Why")


def test_the_history_tells_who_let_a_hole_stand(basic: Workspace, shop: Shop) -> None:
    trace.justify(basic, shop["bare"].id, ("design",), "Bought")
    trace.unjustify(basic, shop["bare"].id, "design")
    people = {p.id: p for p in company.people(basic)}
    lines = [x for x in history.block(basic, project=1, limit=10) if x.entity == "trace-justified"]
    said = [history.sentence(translator("en"), line, people) for line in lines]
    assert said[0] == "REQ-002, Design: the reason for the hole was taken back."
    assert said[1].startswith("REQ-002, Design: left open by ") and said[1].endswith(": Bought")


def test_a_change_asks_for_a_look_at_both_ends_and_a_person_clears_it(basic: Workspace, shop: Shop) -> None:
    full, design = shop["full"], shop["design"]
    records.revise(basic, full.id, fields={"statement": "A patient books two times."})
    records.revise(basic, design.id, fields={"purpose": "Keeps all times"})
    row = trace.traced(basic, 1, (full.id,)).rows[0]
    found = trace.suspicions(basic, 1, row.suspects)
    ends = {(s.source.id, s.target.id): [c.end for c in s.changed] for s in found}
    assert ends[design.id, full.id] == ["target", "source"]
    assert ends[shop["test"].id, full.id] == ["target"] and ends[shop["component"].id, design.id] == ["target"]
    first = next(s for s in found if s.source.id == design.id)
    target = first.changed[0]
    assert (target.known, target.last.no) == (1, 2)
    assert ("statement", "-", "A patient books one free time with one doctor.") in target.lines
    assert ("statement", "+", "A patient books two times.") in target.lines
    assert not any(field == "title" for field, _sign, _text in target.lines)
    trace.still_fits(basic, row.suspects, person="cleo")
    assert trace.traced(basic, 1, (full.id,)).rows[0].suspects == ()
    with basic.reading() as connection:
        assert {x.looked_by for x in queries.links_of(connection, design.id) if x.looked_on} == {"cleo"}


def test_what_a_link_knew_may_be_gone_and_links_may_be_too(basic: Workspace, shop: Shop) -> None:
    edges = trace.traced(basic, 1, (shop["full"].id,)).graph.edges
    records.revise(basic, shop["design"].id, fields={"satisfies": []})
    assert trace.suspicions(basic, 1, [e for e in edges if e.source == shop["design"].id]) == ()


def test_a_project_without_registers_says_so(basic: Workspace) -> None:
    with basic.reading() as connection:
        said: dict[str, Any] = queries.document(connection, "project", "1") or {}
    basic.write("project", lambda change: change.put("project", "1", said | {"registers": ""}))
    assert trace.chain(basic, 1) is None
    with pytest.raises(Invalid, match="one by one"):
        trace.numbers(basic, 1)


def test_the_traceability_record_draws_its_rows_from_the_links(basic: Workspace, shop: Shop) -> None:
    record = traced.add(basic, 1, "traceability-record", "Trace", scope="All")
    head = records.page(basic, record.id).record
    assert row_counts(head.rows) == {"rows": 6} and head.filled
    records.set_state(basic, record.id, "verified", person="ana", role="PM")
    assert "verified" in records.page(basic, record.id).states
    records.revise(basic, shop["untested-test"].id, fields={"verifies": traced.ids(shop["bare"])})
    page = records.page(basic, record.id)
    assert "verified" not in page.states and page.record.revision == 1
    records.revise(basic, shop["untested-test"].id, fields={"verifies": traced.ids(shop["untested"])})
    assert "verified" in records.page(basic, record.id).states
    records.withdraw(basic, record.id, "By mistake")
    records.withdraw(basic, record.id, "")
    assert "verified" in records.page(basic, record.id).states


def test_designs_alone_make_no_row_of_the_traceability_record(basic: Workspace) -> None:
    record = traced.add(basic, 1, "traceability-record", "")
    traced.add(basic, 1, "design-element", "Alone", purpose="p")
    head = records.page(basic, record.id).record
    assert row_counts(head.rows) == {"rows": 0} and not head.filled
    traced.requirement(basic, 1, "One.")
    head = records.page(basic, record.id).record
    assert row_counts(head.rows) == {"rows": 1} and head.filled


@pytest.mark.skipif(not CASES.is_dir(), reason="the foreign lists are not here")
@pytest.mark.parametrize(
    ("name", "count", "rule"),
    [
        ("nasa__CF/docs__cf_FunctionalRequirements.csv", 106, "no-actor"),
        (
            "AleksandarMitrevski__se-requirements-classification/1-exploratory-analysis__data__nfr.csv",
            625,
            "unclear-word",
        ),
    ],
)
def test_real_requirement_lists_have_a_matrix_and_hints(basic: Workspace, name: str, count: int, rule: str) -> None:
    sheet = sheets.read(CASES / "requirements" / name)
    product = trace.model_of(basic, 1).product("requirement")
    reading = headings.suggested(trace.model_of(basic, 1), product, sheet)
    importing.apply(basic, 1, importing.plan(basic, 1, "requirement", sheet, reading))
    assert trace.numbers(basic, 1).survey.total == count
    found, _last = trace.window(basic, 1, limit=count)
    assert len(found.rows) == count
    hints = [hint for some in found.hints.values() for hint in some]
    assert any(hint.rule == rule for hint in hints)
    assert all(hint_text(hinting.guide(), language, hint) for hint in hints for language in ("en", "es"))


@pytest.fixture
def moprosoft(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "m.vse", clock=Clock()) as ws:
        company.edit_company(ws, name="Acme")
        company.save_people(ws, PEOPLE)
        company.set_actor(ws, "ana")
        projects.create_project(ws, Project(0, "P", "T", ""), content.load("moprosoft"))
        yield ws


def test_another_model_is_traced_the_same_way(moprosoft: Workspace) -> None:
    shop = traced.small(moprosoft)
    assert row_states(moprosoft, shop["full"]) == ["linked", "linked", "linked", "passed"]
    record = traced.add(moprosoft, 1, "RR", "Rastreo")
    assert row_counts(records.page(moprosoft, record.id).record.rows) == {"rows": 6}
