"""The model built from its raw form, and its words with their fall-backs."""

from __future__ import annotations

import pytest

from tests.fixtures import MODEL, RAW
from vse_app.model.building import build


def test_reference_and_order() -> None:
    assert MODEL.ref == "small@1"
    assert [a.id for a in MODEL.activities()] == ["MAN.1", "MAN.2", "MAN.3", "DO.1", "DO.2", "DO.3"]
    assert [t.id for t in MODEL.tasks()][:3] == ["MAN.1.1", "MAN.1.2", "MAN.1.3"]
    assert [o.id for o in MODEL.objectives()] == ["MAN.O1", "DO.O1"]
    assert MODEL.raw is RAW


def test_elements_by_id() -> None:
    assert MODEL.task("DO.2.3").depends_on == "DO.2.2"
    assert MODEL.product("change").many
    assert not MODEL.product("plan").many
    assert MODEL.role("TEAM").group_of == ("LEAD", "DEV")
    assert MODEL.product("plan").field("hours").unit == "h"
    assert MODEL.product("plan").field("colour") is None


@pytest.mark.parametrize("ask", [MODEL.task, MODEL.product, MODEL.role])
def test_an_unknown_id_is_a_key_error(ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KeyError):
        ask("nothing")


def test_what_is_not_said_has_a_default() -> None:
    structure = {
        "id": "m", "edition": "1", "kind": "reference", "standard": "S",
        "processes": [{"id": "P", "activities": [{"id": "P.1", "tasks": [{"id": "P.1.1"}]}]}],
        "products": [{"id": "long-name", "fields": [{"id": "f", "kind": "text", "part": "one"}]}],
    }  # fmt: skip
    model = build({"structure": structure, "words": {}})
    task, product = model.task("P.1.1"), model.product("long-name")
    assert (task.minutes, task.repeat_days, task.roles, task.optional) == (30, 0, (), False)
    assert (product.abbr, product.versioning, product.form, product.many) == ("LON", "evolving", "document", False)
    assert product.fields[0].parts == ("one",)
    assert model.roles == ()
    assert model.iterated == ()


@pytest.mark.parametrize(
    ("task", "open_to_skipping"),
    [("MAN.1.1", False), ("MAN.2.2", True), ("DO.2.3", True), ("DO.2.2", False), ("DO.1.1", False)],
)
def test_what_may_be_skipped(task: str, open_to_skipping: bool) -> None:
    assert MODEL.task(task).may_be_skipped is open_to_skipping


def test_a_task_whose_every_output_only_arises_in_some_cases_may_be_skipped() -> None:
    task = {"id": "P.1.1", "outputs": [{"product": "p", "when": "needed"}]}
    structure = dict(RAW["structure"], processes=[{"id": "P", "activities": [{"id": "P.1", "tasks": [task]}]}])
    assert build({"structure": structure, "words": {}}).task("P.1.1").may_be_skipped


def test_words_fall_back_to_english_and_then_to_the_id() -> None:
    assert MODEL.word("es", "tasks", "MAN.1.1", "title") == "Escribir el plan"
    assert MODEL.word("es", "tasks", "MAN.1.2", "title") == "Check the plan"
    assert MODEL.word("es", "tasks", "MAN.1.3", "title") == "MAN.1.3"
    assert MODEL.word("en", "tasks", "MAN.1.3", "what") == ""
    assert MODEL.word("fr", "products", "plan") == "Plan"


def test_words_about_the_model() -> None:
    assert MODEL.about("es") == "Un proceso pequeño"
    assert MODEL.about("es", "short") == "Small"
    assert MODEL.about("en", "purpose") == ""
    assert build(RAW | {"words": {}}).about("en", "short") == "small@1"


def test_words_of_fields_and_columns() -> None:
    assert MODEL.field_word("es", "plan", ("aim",)) == "Meta"
    assert MODEL.field_word("es", "plan", ("steps", "status")) == "Status"
    assert MODEL.field_word("en", "plan", ("steps", "days")) == "days"
    assert MODEL.field_word("en", "plan", ("hours",)) == "hours"
    assert MODEL.field_word("en", "plan", ("aim",), "hint") == ""


def test_words_of_choices() -> None:
    assert MODEL.choice_word("es", "plan", ("size",), "small") == "Small one"
    assert MODEL.choice_word("en", "plan", ("size",), "large") == "large"
    assert MODEL.choice_word("en", "plan", ("steps", "status"), "open") == "Open"
