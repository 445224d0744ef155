"""A table into a register: matched by id, shown before it is written, all or nothing, one undo; twice is nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cases import CASES
from tests.services.shop_of_registers import basic, basic_file, head, make
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.records import Content
from vse_app.services import (
    company,
    entering,
    exporting,
    headings,
    importing,
    projects,
    records,
    register_edits,
    registers,
    sheets,
    undo,
)
from vse_app.services.headings import Reading
from vse_app.services.importing import Plan
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]
TR = translator("en")


def planned(ws: Workspace, text: str, kind: str = "requirement", **more: Any) -> Plan:
    sheet = sheets.from_text(text, "pasted")
    return importing.plan(ws, 1, kind, sheet, reading(ws, sheet, kind, **more))


def reading(ws: Workspace, sheet: sheets.Sheet, kind: str = "requirement", **more: Any) -> Reading:
    model = registers.model_of(ws, 1)
    found = headings.suggested(model, model.product(kind), sheet)
    return Reading(found.heading, found.columns, more.get("day_first"), more.get("clears", found.clears))


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return tuple(plan.count(status) for status in ("new", "changed", "same", "refused"))  # type: ignore[return-value, arg-type]


def said(ws: Workspace, record: int) -> dict[str, Any]:
    return dict(records.page(ws, record).revision.content.fields)


def reasons(plan: Plan) -> list[tuple[int, int, str]]:
    return [(line.row, p.column, p.say(TR)) for line in plan.lines for p in line.problems]


LIST = """ID,Requirement,Priority,Kind,Part of,How it is checked
FR-1,It books,Must,Function,,Try it
FR-2,It books twice,should,functionality,FR-1,
FR-3,It pays,Could,Restricción,FR-4,"Two
lines"
FR-4,Money,,,,
"""


def test_a_foreign_list_becomes_entries(basic: Workspace) -> None:
    plan = planned(basic, LIST)
    assert counts(plan) == (4, 0, 0, 0)
    done = importing.apply(basic, 1, plan)
    first, second, third, fourth = done.value.new
    assert [head(basic, make_id(i)).number for i in done.value.new] == ["REQ-001", "REQ-002", "REQ-003", "REQ-004"]
    assert said(basic, first) == {
        "statement": "It books", "priority": "must", "sort": "functionality", "check": "Try it", "other-id": "FR-1",
    }  # fmt: skip
    assert said(basic, second)["parent"] == [str(first)] and said(basic, third)["parent"] == [str(fourth)]
    assert said(basic, third)["sort"] == "constraint"
    places = {i: head(basic, make_id(i)).place for i in done.value.new}
    assert places[third].startswith(places[fourth] + ".") and places[second].startswith(places[first] + ".")
    assert counts(planned(basic, LIST)) == (0, 0, 4, 0)
    undo.undo(basic, done.changes.number)
    assert registers.count(basic, 1, "requirement") == 0
    assert counts(planned(basic, LIST)) == (4, 0, 0, 0)


def make_id(record: int) -> Any:
    return type("Id", (), {"id": record})


def test_a_second_time_only_what_changed_changes(basic: Workspace) -> None:
    importing.apply(basic, 1, planned(basic, LIST))
    plan = planned(
        basic,
        LIST.replace("It pays", "It pays by card").replace("FR-2,It books twice,should", "FR-2,It books twice,must"),
    )
    assert counts(plan) == (0, 2, 2, 0)
    assert [(line.number, [tuple(d) for d in line.differences]) for line in plan.lines if line.differences] == [
        ("REQ-002", [("priority", "should", "must")]),
        ("REQ-003", [("statement", "It pays", "It pays by card")]),
    ]
    done = importing.apply(basic, 1, plan)
    assert len(done.value.changed) == 2 and records.page(basic, done.value.changed[0]).record.revision == 2
    undo.undo(basic, done.changes.number)
    assert said(basic, done.value.changed[1])["statement"] == "It pays"


def test_without_ids_the_same_row_is_the_same_entry(basic: Workspace) -> None:
    text = "Requirement\tPriority\nOne\tMust\nTwo\t\nOne\tMust\n"
    assert counts(planned(basic, text)) == (3, 0, 0, 0)
    importing.apply(basic, 1, planned(basic, text))
    assert counts(planned(basic, text)) == (0, 0, 3, 0)
    assert counts(planned(basic, text + "One\tMust\n")) == (1, 0, 3, 0)


def test_every_problem_is_named_with_row_and_column(basic: Workspace) -> None:
    make(basic, "requirement", statement="x")
    text = (
        "ID,Requirement,Priority,Part of,\n"
        "REQ-001,x,Urgent,,\n"
        "A,y,,NOPE,\n"
        "A,z,,,\n"
        "B,w,,,over\n"
        "C,v,,A,\n"
        "D,u,,E,\n"
        "E,t,,D,\n"
    )
    plan = planned(basic, text)
    assert reasons(plan) == [
        (2, 2, "Urgent is none of the choices."),
        (3, 3, "There is no NOPE here."),
        (4, -1, "The same id stands in row 3 already."),
        (6, -1, "It names row 3, which cannot be taken."),
        (7, -1, "An entry cannot be part of itself."),
        (8, -1, "An entry cannot be part of itself."),
    ]
    assert counts(plan) == (1, 0, 0, 6)
    with pytest.raises(Invalid, match="6 rows cannot be taken; nothing was changed"):
        importing.apply(basic, 1, plan)
    assert registers.count(basic, 1, "requirement") == 1
    done = importing.apply(basic, 1, plan, without_refused=True)
    assert [said(basic, i)["statement"] for i in done.value.new] == ["w"]


def test_ragged_rows_shift_nothing(basic: Workspace) -> None:
    plan = planned(basic, "ID,Requirement\nR1,a\nR2,b,extra\n,,\nR3,c\n")
    assert reasons(plan) == [(3, 2, "There is no heading above this cell.")]
    assert [line.title for line in plan.lines] == ["a", "", "c"]


@pytest.mark.parametrize(
    ("cell", "iso", "reason"),
    [
        ("2026-03-31", "2026-03-31", ""),
        ("31.03.2026", "2026-03-31", ""),
        ("31/03/2026", "2026-03-31", ""),
        ("03/31/26", "2026-03-31", ""),
        ("31 mar 2026", "2026-03-31", ""),
        ("Mar 31, 2026", "2026-03-31", ""),
        ("31 de marzo de 2026", "2026-03-31", ""),
        ("2026-03-31 12:30", "2026-03-31", ""),
        ("2026-03-31T00:00:00Z", "2026-03-31", ""),
        ("03/04/2026", "", "can be read in two ways"),
        ("2026-02-30", "", "is not a date"),
        ("soon", "", "is not a date"),
        ("31/03/2569", "", "a year of another calendar"),
    ],
)
def test_dates_are_understood_or_refused(basic: Workspace, cell: str, iso: str, reason: str) -> None:
    plan = planned(basic, f"Title;Due\nCall;{cell}\n", "action")
    if reason:
        assert reason in reasons(plan)[0][2] and reasons(plan)[0][:2] == (2, 1)
    else:
        done = importing.apply(basic, 1, plan)
        assert head(basic, make_id(done.value.new[0])).due == iso


def test_the_order_of_day_and_month_can_be_said(basic: Workspace) -> None:
    for day_first, iso in ((True, "2026-04-03"), (False, "2026-03-04")):
        plan = planned(basic, f"Title,Due\nCall {iso},03/04/2026\n", "action", day_first=day_first)
        done = importing.apply(basic, 1, plan)
        assert head(basic, make_id(done.value.new[0])).due == iso


def test_people_and_follow_up(basic: Workspace) -> None:
    plan = planned(basic, "Title,Owner,Status\nCall,BEN ไทย,Done\nWrite,cleo,\nAsk,Nobody,open\n", "action")
    assert reasons(plan) == [(4, 1, "There is nobody called Nobody.")]
    done = importing.apply(basic, 1, plan, without_refused=True)
    first = records.page(basic, done.value.new[0])
    assert (first.record.owner, first.follow, first.events[0].person) == ("ben", "done", "ana")
    assert records.page(basic, done.value.new[1]).follow == "open"
    people = (*company.people(basic), *(type(company.people(basic)[0])(f"x{n}", "Twin") for n in range(2)))
    company.save_people(basic, people)
    assert reasons(planned(basic, "Title,Owner\nCall,twin\n", "action")) == [
        (2, 1, "There are two people called twin.")
    ]


def test_numbers_are_only_ours_to_give(basic: Workspace) -> None:
    plan = planned(basic, "Number,Purpose\nMR-009,Start\n", "meeting-record")
    assert reasons(plan) == [(2, -1, "There is no MR-009 here, and numbers are given by the program.")]


def test_columns_nobody_knows(basic: Workspace) -> None:
    with pytest.raises(Invalid, match="No column is known"):
        planned(basic, "Foo,Bar\n1,2\n")
    sheet = sheets.from_text("ID,Label,Label,Requirement\n1,a,b,c\n", "x")
    found = reading(basic, sheet)
    assert importing.plan(basic, 1, "requirement", sheet, found).left_out == ("Label", "Label")
    twice = Reading(1, {1: "source", 2: "source"})
    with pytest.raises(Invalid, match="Two columns say source"):
        importing.plan(basic, 1, "requirement", sheet, twice)
    assert found.remembered(sheet) == {"id": "number", "label": "", "requirement": "statement"}
    model = registers.model_of(basic, 1)
    again = headings.suggested(model, model.product("requirement"), sheet, {"label": "source"})
    assert again.columns == {0: "number", 1: "source", 3: "statement"}


def test_an_empty_cell_empties_only_where_the_list_is_ours(basic: Workspace) -> None:
    made = make(basic, "requirement", statement="x", priority="must", other_id="A")
    assert counts(planned(basic, "ID,Requirement,Priority\nA,x,\n")) == (0, 0, 1, 0)
    plan = planned(basic, "Number,Requirement,Priority\nREQ-001,x,\n")
    assert counts(plan) == (0, 1, 0, 0)
    importing.apply(basic, 1, plan)
    assert "priority" not in said(basic, made.id)


def test_headings_below_a_banner_and_no_headings_at_all(basic: Workspace) -> None:
    sheet = sheets.from_text("Requirements of the clinic;;\n;;\nID;Requirement;Priority\n1;It books;Must\n", "x")
    assert reading(basic, sheet).heading == 3
    bare = sheets.from_text("It books\tMust\nIt pays\tCould\n", "x")
    model = registers.model_of(basic, 1)
    columns = headings.in_order(model.product("requirement"), bare.width, shown=("statement", "priority", "check"))
    plan = importing.plan(basic, 1, "requirement", bare, Reading(0, columns))
    assert [line.title for line in plan.lines] == ["It books", "It pays"]


def test_what_changed_meanwhile_is_not_written_over(basic: Workspace) -> None:
    made = make(basic, "requirement", statement="x", other_id="A")
    plan = planned(basic, "ID,Requirement\nA,y\n")
    records.revise(basic, made.id, fields={"statement": "z"})
    with pytest.raises(Invalid, match="REQ-001 was changed meanwhile. Look at the difference again"):
        importing.apply(basic, 1, plan)
    assert said(basic, made.id)["statement"] == "z"


def everything(ws: Workspace) -> None:
    """One entry of each kind with every field filled, some of them awkward."""
    model = projects.model_of(ws, projects.project(ws, 1))
    made: dict[str, int] = {}
    for product in model.registers:
        fields: dict[str, Any] = {}
        for f in product.fields:
            value = _value(f, made)
            if value and not f.product_of:
                fields[f.id] = value
        record = records.create(ws, 1, product.id, content=Content("=Title | ñ \\ 'x'", fields)).value
        made[product.id] = record.id
        records.set_head(ws, record.id, owner="ben")
        if product.follow_up:
            records.follow(ws, record.id, product.follow_up[-1])


def _value(f: Any, made: dict[str, int]) -> Any:
    match f.kind:
        case "text" | "long-text":
            return "'=1+1 | a\\b" + ("\nsecond line" if f.kind == "long-text" else "")
        case "date":
            return "2026-02-28"
        case "number":
            return -2.5
        case "choice":
            return f.choices[-1]
        case "person":
            return "cleo"
        case "link":
            return [str(record) for kind, record in made.items() if not f.to or kind in f.to][:2]
        case _:
            return [{c.id: _value(c, made) for c in f.columns}, {f.columns[0].id: _value(f.columns[0], made)}]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_register_goes_out_and_comes_back_as_it_was(
    basic: Workspace, tmp_path: Path, ending: str, language: str
) -> None:
    everything(basic)
    for product in registers.model_of(basic, 1).registers:
        file = tmp_path / f"{product.id}{ending}"
        assert exporting.write(basic, 1, product.id, file, language=language) == 1
        sheet = sheets.read(file)
        found = reading(basic, sheet, product.id)
        editable = {c.id for c in registers.columns(product) if c.editable} | {"number"}
        assert set(found.columns.values()) == editable, product.id
        plan = importing.plan(basic, 1, product.id, sheet, found)
        assert counts(plan) == (0, 0, 1, 0), (product.id, reasons(plan), plan.lines)


def test_what_leaves_for_a_spreadsheet_is_never_a_formula(basic: Workspace, tmp_path: Path) -> None:
    make(basic, "requirement", statement="=HYPERLINK(1)", source="@x")
    exporting.write(basic, 1, "requirement", tmp_path / "r.xlsx", language="en")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}
    exporting.write(basic, 1, "requirement", tmp_path / "r.csv", language="en")
    assert "'=HYPERLINK" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_text_too_long_for_a_workbook_is_not_cut(basic: Workspace, tmp_path: Path) -> None:
    make(basic, "requirement", statement="y" * 40_000)
    with pytest.raises(Invalid, match="REQ-001 holds a text that is too long for a workbook"):
        exporting.write(basic, 1, "requirement", tmp_path / "r.xlsx", language="en")
    assert not list(tmp_path.glob("r.xlsx*"))
    assert exporting.write(basic, 1, "requirement", tmp_path / "r.csv", language="en") == 1


def test_only_what_a_filter_left_goes_out(basic: Workspace, tmp_path: Path) -> None:
    ids = [make(basic, "risk", statement=f"risk {n}").id for n in range(3)]
    assert exporting.write(basic, 1, "risk", tmp_path / "r.csv", language="en", ids=[ids[2], ids[0]]) == 2
    rows = sheets.read(tmp_path / "r.csv").rows
    assert [cells[0] for _n, cells in rows[1:]] == ["RSK-003", "RSK-001"]


@pytest.mark.skipif(not CASES.is_dir(), reason="the foreign lists are not here")
def test_real_requirement_lists_come_in_and_the_second_time_change_nothing(basic: Workspace) -> None:
    wanted = {
        "docs__cf_FunctionalRequirements.csv": 106,
        "docs__fm_FunctionalRequirements.csv": 47,
        "5.0__docs_en__OWASP_Application_Security_Verification_Standard_5.0.0_en.csv": 345,
        "1-exploratory-analysis__data__nfr.csv": 625,
        "docs__requirements.xlsx": 5,
    }
    for file in sorted((CASES / "requirements").rglob("*.*")):
        if file.name not in wanted or "smachkour" in str(file):
            continue
        sheet = sheets.read(file)
        found = reading(basic, sheet)
        plan = importing.plan(basic, 1, "requirement", sheet, found)
        taken = plan.count("new") + plan.count("same")
        assert taken + plan.count("refused") == len(found.rows(sheet)) == wanted[file.name]
        importing.apply(basic, 1, plan, without_refused=True)
        again = importing.plan(basic, 1, "requirement", sheet, found)
        assert (again.count("new"), again.count("changed")) == (0, 0), file.name
        assert importing.apply(basic, 1, again, without_refused=True).changes.number == 0


def test_one_value_for_many_rows(basic: Workspace) -> None:
    ids = [make(basic, "risk", statement=f"risk {n}").id for n in range(3)]
    done = register_edits.set_cells(
        basic, ids[:2], {"category": "people", "owner": "ben", "due": "2026-05-01", "follow": "closed"}
    )
    for record in ids[:2]:
        page = records.page(basic, record)
        assert (page.record.owner, page.record.due, page.follow) == ("ben", "2026-05-01", "closed")
        assert page.revision.content.fields["category"] == "people"
    assert records.page(basic, ids[2]).record.revision == 1
    undo.undo(basic, done.changes.number)
    page = records.page(basic, ids[0])
    assert (page.record.owner, page.record.due, page.follow) == ("", "", "open")
    assert "category" not in page.revision.content.fields
    for values, says in (
        ({"number": "X"}, "number cannot be changed here"),
        ({"due": "soon"}, "soon is not a date"),
        ({"category": "nothing"}, "nothing is not one of the choices"),
    ):
        with pytest.raises(Invalid, match=says):
            register_edits.set_cells(basic, ids, values)
    with pytest.raises(Invalid, match="Choose the rows first"):
        register_edits.set_cells(basic, [], {"due": ""})
    other = make(basic, "lesson", lesson="x")
    with pytest.raises(Invalid, match="Rows of one register"):
        register_edits.set_cells(basic, [ids[0], other.id], {"owner": ""})


def test_the_name_of_a_row_is_its_text_or_its_title(basic: Workspace) -> None:
    risk = register_edits.quick_add(basic, 1, "risk", " If it rains ").value
    assert said(basic, risk.id) == {"statement": "If it rains"} and risk.title == "If it rains"
    change = register_edits.quick_add(basic, 1, "change-request", "Reminders").value
    assert said(basic, change.id) == {"title": "Reminders"}
    below = register_edits.quick_add(basic, 1, "requirement", "below", above=register_edits.quick_add(
        basic, 1, "requirement", "top").value.id).value  # fmt: skip
    assert head(basic, below).place.count(".") == 1
    register_edits.set_cell(basic, change.id, "title", "Text messages")
    assert said(basic, change.id)["title"] == "Text messages"
    register_edits.set_cell(basic, risk.id, "title", "Rain")
    assert head(basic, risk).title == "Rain"
    with pytest.raises(Invalid, match="Write a few words"):
        register_edits.quick_add(basic, 1, "risk", "  ")


def test_nothing_of_a_change_stays_when_one_row_cannot_be(basic: Workspace) -> None:
    good = entering.Edit(Content("", {"statement": "x"}))
    bad = entering.Edit(Content("", {"statement": "y", "parent": ["99999"]}))
    with pytest.raises(Invalid, match="leads nowhere"):
        entering.enter(basic, 1, "requirement", [good, bad], verb="record.import")
    circle = [entering.Edit(Content("", {"statement": "y", "parent": [f"@{1 - n}"]})) for n in range(2)]
    with pytest.raises(Invalid, match="cannot be part of itself"):
        entering.enter(basic, 1, "requirement", circle, verb="record.import")
    assert registers.count(basic, 1, "requirement") == 0
