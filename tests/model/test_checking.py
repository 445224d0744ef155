"""A check: what its answers speak for, and what it says in the fields of each model."""

from __future__ import annotations

import pytest

from tests.model.test_rules_whole import basic
from vse_app.model import checking
from vse_app.model.checking import Check, Defect, Item, Proposal, check_of, fields_of, lines_for, proposal


@pytest.mark.parametrize(
    ("results", "defects", "outcome"),
    [
        ("", (), ""),
        ("pp-", (), ""),
        ("ppp", (), "passed"),
        ("ppp", (Defect("x"),), "after-mending"),
        ("ppp", (Defect("x", closed=True),), "passed"),
        ("ppppf", (), "after-mending"),
        ("pppf", (), "again"),
        ("f", (), "again"),
    ],
)
def test_the_answers_only_propose(results: str, defects: tuple[Defect, ...], outcome: str) -> None:
    words = {"p": "passed", "f": "failed", "-": ""}
    found = proposal([Item("?", words[r]) for r in results], defects)
    assert found == Proposal(outcome, results.count("p"), results.count("f"), results.count("-"))


@pytest.mark.parametrize("name", ["iso29110-basic", "iso29110-entry", "moprosoft"])
@pytest.mark.parametrize("register", ["verification", "validation"])
def test_a_check_comes_back_from_its_fields_in_every_model(name: str, register: str) -> None:
    model = basic(name)
    product = model.register(register)
    assert product is not None
    check = Check(
        register, 7, "2026-05-01",
        (Item("Is it whole?", "passed"), Item("Is it clear?", "failed", "Two words for one thing"), Item("Dates?")),
        (Defect("Two words", "ana", "2026-05-08"), Defect("A typo", closed=True)),
        (("Ana", "PM"), ("Cleo", "")), "after-mending", "", "Colima", 1.5, 3,
    )  # fmt: skip
    fields = fields_of(product, check)
    assert set(fields) <= {f.id for f in product.fields}
    for field in product.fields:
        for row in fields.get(field.id, ()) if field.kind == "table" else ():
            assert set(row) <= {c.id for c in field.columns}
    assert check_of(product, register, fields) == check


def test_what_a_record_does_not_say_is_empty() -> None:
    product = basic().register("verification")
    assert product is not None
    assert check_of(product, "verification", {}) == Check("verification", 0, "")


def test_a_state_needs_a_pass_with_nothing_left_open() -> None:
    def may(outcome: str, *defects: Defect) -> bool:
        return Check("verification", 1, "2026-05-01", defects=defects, outcome=outcome).may_give_state

    assert may("passed")
    assert may("after-mending", Defect("x", closed=True))
    assert not may("after-mending", Defect("x"))
    assert not may("again")
    assert not may("")


def test_the_proposed_lines_are_those_of_the_task_and_of_the_fields() -> None:
    model = basic()
    lines = lines_for(model, "en", "requirements-specification", "verification")
    assert "Someone other than the author read every requirement" in lines[0]
    assert any(line.startswith("Introduction: ") for line in lines)
    assert len(lines) == len(set(lines)) <= checking.MOST
    assert lines_for(model, "es", "requirements-specification", "verification") != lines


def test_a_follow_up_looks_at_what_failed_and_at_each_defect() -> None:
    check = Check(
        "verification",
        1,
        "2026-05-01",
        (Item("a", "passed"), Item("b", "failed"), Item("c")),
        (Defect("d"), Defect("b")),
    )
    assert checking.to_look_at_again(check) == (Item("b"), Item("c"), Item("d"))
