"""What the table of a register reads and does: the outline of a tree, ranges of dates, many rows at once, stopping."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import CASES
from tests.services.shop_of_registers import basic, basic_file, head, make
from vse_app.i18n import translator
from vse_app.model.errors import Cancelled, Invalid, UserError
from vse_app.services import (
    exporting,
    headings,
    importing,
    records,
    register_edits,
    register_print,
    register_words,
    registers,
    sheets,
    undo,
)
from vse_app.services.registers import Condition
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]


def test_the_outline_tells_how_deep_each_entry_stands(basic: Workspace) -> None:
    top = make(basic, "requirement", statement="Booking")
    other = make(basic, "requirement", statement="Looks")
    inner = register_edits.quick_add(basic, 1, "requirement", "by telephone", above=top.id).value
    deepest = register_edits.quick_add(basic, 1, "requirement", "at night", above=inner.id).value
    outline = registers.outline(basic, 1, "requirement")
    assert list(outline.ids) == [top.id, inner.id, deepest.id, other.id]
    assert list(outline.depths) == [0, 1, 2, 0]


def test_dates_are_sought_from_and_to(basic: Workspace) -> None:
    days = ("2026-01-10", "2026-02-10", "2026-03-10", "")
    ids = [
        make(basic, "change-request", f"c{n}", **({"needed_by": day} if day else {})).id for n, day in enumerate(days)
    ]

    def found(*span: str) -> list[int]:
        return list(registers.ordered(basic, 1, "change-request", conditions=[Condition("head-range", "due", span)]))

    assert found("2026-02-01", "2026-02-28") == [ids[1]]
    assert found("2026-02-10", "") == ids[1:3] and found("", "2026-02-10") == ids[:2]
    in_field = Condition("field-range", "needed-by", ("2026-03-01", ""))
    assert list(registers.ordered(basic, 1, "change-request", conditions=[in_field])) == [ids[2]]


def test_what_a_link_may_lead_to_is_sought_by_number_or_words(basic: Workspace) -> None:
    first = make(basic, "requirement", statement="The patient books by telephone")
    make(basic, "risk", statement="The telephone fails")
    assert [one.id for one in registers.linkable(basic, 1, ("requirement",), "telephone books")] == [first.id]
    assert [one.number for one in registers.linkable(basic, 1, (), "telephone")] == ["REQ-001", "RSK-001"]
    assert registers.linkable(basic, 1, ("requirement",), "100%") == []


def test_many_rows_change_in_one_step_that_can_be_stopped(basic: Workspace) -> None:
    ids = [make(basic, "risk", statement=f"risk {n}").id for n in range(3)]
    with pytest.raises(Cancelled):
        register_edits.set_cells(basic, ids, {"category": "people"}, cancelled=lambda: True)
    assert records.page(basic, ids[0]).record.revision == 1
    told: list[tuple[int, int]] = []
    register_edits.set_cells(basic, ids, {"category": "people"}, progress=lambda *at: told.append(at))
    assert told and all(done <= total for done, total in told)
    with pytest.raises(Invalid, match="Choose the rows"):
        register_edits.set_cells(basic, [], {"category": "people"})


def test_rows_are_taken_out_with_a_reason_and_come_back(basic: Workspace) -> None:
    ids = [make(basic, "risk", statement=f"risk {n}").id for n in range(3)]
    done = register_edits.withdraw(basic, ids[:2], "twice the same")
    assert done.value == 2 and registers.count(basic, 1, "risk") == 1
    assert head(basic, records.page(basic, ids[0]).record).withdrawn == "twice the same"
    assert list(registers.ordered(basic, 1, "risk", conditions=[Condition("withdrawn")])) == ids[:2]
    undo.undo(basic, done.changes.number)
    assert registers.count(basic, 1, "risk") == 3
    register_edits.withdraw(basic, ids, "no")
    register_edits.withdraw(basic, ids, "")
    assert registers.tally(basic, 1, "risk").total == 3


def test_an_import_that_is_stopped_writes_nothing(basic: Workspace) -> None:
    sheet = sheets.from_text("Requirement\nOne\nTwo\n", "x")
    product = registers.model_of(basic, 1).product("requirement")
    plan = importing.plan(
        basic, 1, "requirement", sheet, headings.suggested(registers.model_of(basic, 1), product, sheet)
    )
    with pytest.raises(Cancelled):
        importing.apply(basic, 1, plan, cancelled=lambda: True)
    assert registers.count(basic, 1, "requirement") == 0


def test_an_export_that_is_stopped_leaves_no_file(basic: Workspace, tmp_path: Path) -> None:
    make(basic, "risk", statement="r")
    with pytest.raises(Cancelled):
        exporting.write(basic, 1, "risk", tmp_path / "r.csv", language="en", cancelled=lambda: True)
    assert list(tmp_path.glob("r.*")) == []


def test_words_that_nobody_knows_can_be_left_out_without_their_rows(basic: Workspace) -> None:
    text = "ID,Requirement,Priority,Owner\nA,One,Highest,Tierra\nB,Two,must,\n"
    model = registers.model_of(basic, 1)
    sheet = sheets.from_text(text, "x")
    found = headings.suggested(model, model.product("requirement"), sheet)
    assert importing.plan(basic, 1, "requirement", sheet, found).count("refused") == 1
    loose = headings.Reading(found.heading, found.columns, leaves=True)
    plan = importing.plan(basic, 1, "requirement", sheet, loose)
    assert (plan.count("new"), plan.count("refused")) == (2, 0)
    tr = translator("en")
    assert [p.say(tr) for p in plan.lines[0].left] == [
        "Highest is none of the choices.", "There is nobody called Tierra.",
    ]  # fmt: skip
    importing.apply(basic, 1, plan)
    again = importing.plan(basic, 1, "requirement", sheet, loose)
    assert (again.count("same"), len(again.edits)) == (2, 0)


def test_a_register_is_printed_as_it_was_seen(basic: Workspace) -> None:
    first = make(basic, "requirement", statement="One", priority="must")
    make(basic, "requirement", statement="Two")
    names = register_words.names(basic, 1, "requirement", "es")
    report = register_print.report(
        basic, 1, names, ids=[first.id], columns=["number", "statement", "priority"], said="Prioridad: Debe"
    )
    table = report.blocks[-1]
    assert report.id == "register" and [c.title for c in table.columns] == ["Número", "Requisito", "Prioridad"]
    assert list(table.rows) == [("REQ-001", "One", "Debe")]
    assert "1 de 2 entradas. Prioridad: Debe" in report.blocks[1].text


@pytest.mark.skipif(not CASES.is_dir(), reason="the foreign lists are not here")
@pytest.mark.parametrize("kind", ["requirement", "risk", "correction-register", "change-request"])
def test_every_foreign_table_is_taken_or_its_problem_named(basic: Workspace, kind: str) -> None:
    model, tr = registers.model_of(basic, 1), translator("es")
    folders = ("requirements", "issues", "hostile/csv", "hostile/xlsx", "reqif", "hostile/reqif")
    for file in sorted(path for folder in folders for path in (CASES / folder).rglob("*.*") if path.is_file()):
        if file.stat().st_size > 150_000:
            continue
        try:
            sheet = sheets.read(file)
            found = headings.suggested(model, model.product(kind), sheet)
            plan = importing.plan(basic, 1, kind, sheet, found)
            importing.apply(basic, 1, plan, without_refused=True)
            again = importing.plan(basic, 1, kind, sheet, found)
        except UserError as error:
            assert error.say(tr)
            continue
        assert (again.count("new"), again.count("changed")) == (0, 0), file.name
        assert all(line.problems for line in plan.lines if line.status == "refused"), file.name
