"""Field kinds: what is accepted, in which form it is kept, what counts as filled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fixtures import MODEL
from vse_app.model import fields
from vse_app.model.elements import FieldDef
from vse_app.model.errors import Invalid

PLAN = MODEL.product("plan")


def of(kind: str) -> FieldDef:
    """A field of the plan of that kind."""
    return next(f for f in PLAN.fields if f.kind == kind)


@pytest.mark.parametrize("value", [None, "", " \n\t", [], [""], [[]], {}, {"a": ""}, [{"a": None}]])
def test_white_space_and_empty_rows_say_nothing(value: Any) -> None:
    assert not fields.is_filled(value)


@pytest.mark.parametrize("value", ["x", 0, 0.0, False, [0], {"a": 0}, ["", "x"]])
def test_zero_and_no_are_said(value: Any) -> None:
    assert fields.is_filled(value)


@pytest.mark.parametrize("kind", fields.KINDS)
def test_every_kind_takes_nothing_as_nothing(kind: str) -> None:
    definition = FieldDef("f", kind)
    assert fields.clean(definition, None) == ([] if kind in ("link", "table") else "")


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("text", " as typed ", " as typed "),
        ("text", "a\x00b\u202e<b>\ud800", "a\x00b\u202e<b>\ud800"),
        ("long-text", "two\nlines", "two\nlines"),
        ("person", "ana", "ana"),
        ("date", "2026-03-31", "2026-03-31"),
        ("date", "20260331", "2026-03-31"),
        ("date", "0001-01-01", "0001-01-01"),
        ("date", "2024-02-29", "2024-02-29"),
        ("number", "12", 12),
        ("number", 12.5, 12.5),
        ("number", "-0.5", -0.5),
        ("number", "1e3", 1000),
        ("number", 0, 0),
        ("choice", "small", "small"),
        ("link", "7", ["7"]),
        ("link", 7, ["7"]),
        ("link", ["7", "", 8], ["7", "8"]),
    ],
)
def test_accepted(kind: str, value: Any, kept: Any) -> None:
    cleaned = fields.clean(of(kind), value)
    assert cleaned == kept
    assert type(cleaned) is type(kept)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("text", 5, "Text is expected in field limits."),
        ("long-text", ["x"], "Text is expected in field aim."),
        ("date", "2026-02-30", "2026-02-30 is not a date, in field starts. Write it as year-month-day"),
        ("date", "31/03/2026", "31/03/2026 is not a date"),
        ("date", "2569", "2569 is not a date"),
        ("date", 2026, "2026 is not a date"),
        ("number", "12,5", "12,5 is not a number, in field hours."),
        ("number", "twelve", "twelve is not a number"),
        ("number", ["1"], "is not a number"),
        ("number", "nan", "The number in field hours is too large."),
        ("number", "1e999", "too large"),
        ("number", 10**400, "too large"),
        ("number", -(10**15), "too large"),
        ("choice", "medium", "medium is not one of the choices of field size. Choose one of: small, large."),
        ("choice", ["small"], "is not one of the choices"),
        ("link", {"a": "1"}, "A list of links is expected in field based-on."),
        ("link", 1.5, "A list of links is expected"),
        ("table", "text", "Rows are expected in field steps."),
        ("table", ["text"], "Rows are expected in field steps."),
        ("table", [{"step": "a", "colour": "red"}], "Unknown column colour in field steps."),
        ("table", [{"days": "many"}], "many is not a number, in field days."),
    ],
)
def test_refused_with_a_sentence_that_names_the_field(kind: str, value: Any, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        fields.clean(of(kind), value)
    assert said in str(caught.value)


def test_a_table_keeps_only_what_was_filled() -> None:
    rows = [{"step": "a", "days": "2", "end": ""}, {"step": " ", "days": ""}, {"days": 0}]
    assert fields.clean(of("table"), rows) == [{"step": "a", "days": 2}, {"days": 0}]


def test_all_fields_are_kept_in_the_order_of_the_product_and_empty_ones_left_out() -> None:
    cleaned = fields.clean_all(PLAN, {"hours": "2", "limits": " ", "aim": "x"})
    assert list(cleaned.items()) == [("aim", "x"), ("hours", 2)]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(Invalid, match="Unknown field colour in plan"):
        fields.clean_all(PLAN, {"colour": "red", "aim": "x"})


def test_a_part_is_filled_when_its_required_fields_are_or_any_where_none_is_required() -> None:
    assert fields.parts_filled(PLAN, {}) == ()
    assert fields.parts_filled(PLAN, {"limits": "x"}) == ()  # the aim is required
    assert fields.parts_filled(PLAN, {"aim": "x"}) == ("scope",)
    assert fields.parts_filled(PLAN, {"aim": "x", "starts": "2026-01-01"}) == ("scope", "cost")


def test_required_fields_that_say_nothing() -> None:
    assert fields.missing_required(PLAN, {"aim": " "}) == ("aim",)
    assert fields.missing_required(PLAN, {"aim": "x"}) == ()


def test_a_product_is_widened_by_what_it_knows_nothing_of() -> None:
    said = {"aim": "x", "rows": [{"a": "1"}, {"b": "2"}], "to": ["3"], "count": 4, "text": "five"}
    wide = fields.widened(PLAN, said)
    assert {f.id: f.kind for f in wide.earlier} == {
        "rows": "table", "to": "link", "count": "number", "text": "long-text",
    }  # fmt: skip
    assert [c.id for c in wide.earlier[0].columns] == ["a", "b"]
    assert fields.clean_all(wide, said)["count"] == 4
    assert fields.widened(PLAN, {"aim": "x"}) is PLAN
