"""A model with the registers beside it: nothing twice, words whole, links to what is there."""

from __future__ import annotations

import pytest

from tests.fixtures import MODEL
from vse_app import content
from vse_app.model.process import ProcessModel
from vse_app.model.registers import with_registers


@pytest.fixture(scope="module", params=["iso29110-basic", "iso29110-entry", "moprosoft", "iso12207@2008"])
def model(request: pytest.FixtureRequest) -> ProcessModel:
    return with_registers(content.model(request.param), content.load("registers"))


def test_nothing_is_there_twice(model: ProcessModel) -> None:
    ids = [p.id for p in (*model.products, *model.kinds)]
    assert len(ids) == len(set(ids))
    assert len(model.registers) == 23
    assert {r.register for r in model.registers} == {
        p["id"] for p in content.load("registers")["structure"]["products"]
    }
    for product in model.registers:
        names = [f.id for f in product.fields]
        assert len(names) == len(set(names))
        assert model.product(product.id) is product and model.register(product.register) is product


def test_every_mention_leads_somewhere(model: ProcessModel) -> None:
    ids = {p.id for p in (*model.products, *model.kinds)}
    for product in model.registers:
        assert product.group in model.register_groups
        assert set(product.columns) <= {f.id for f in product.fields}
        assert all(product.field(name) for name in product.head.values())
        assert set(product.ends) <= set(product.follow_up)
        for part in product.part_of:
            fed = model.product(part.product).field(part.field)
            assert fed is not None
            assert fed.rows_of == product.id if part.counts else product.id in dict(fed.tied_cells).values()
            assert not part.link or product.field(part.link)
        for field in product.fields:
            assert set(field.to) <= ids
            assert not field.link or model.link_type(field.link)


def test_every_register_has_words_in_both_languages(model: ProcessModel) -> None:
    for language in ("en", "es"):
        for product in model.registers:
            assert model.word(language, "products", product.id, "many")
            assert model.word(language, "products", product.id, "purpose")
            for state in (*product.states, *product.follow_up):
                assert model.words[language]["states"][state]["name"]
            for field in product.fields:
                said = model.words[language]["products"][product.id]["fields"][field.id]
                assert said["label"] and set(said.get("choices", ())) >= set(field.choices)


def test_a_work_product_keeps_what_is_its_own() -> None:
    basic = content.model("iso29110-basic")
    merged = with_registers(basic, content.load("registers"))
    for product in basic.products:
        now = merged.product(product.id)
        assert (now.abbr, now.states, now.versioning, now.form) == (
            product.abbr, product.states, product.versioning, product.form,
        )  # fmt: skip
        assert [f.id for f in now.fields[: len(product.fields)]] == [f.id for f in product.fields]
        assert not any(f.required for f in now.fields[len(product.fields) :])
    change = merged.register("change")
    assert change is not None and change.id == "change-request"
    affected = change.own("affects")
    assert affected is not None and (affected.id, affected.link) == ("documents-affected", "affects")
    assert merged.word("en", "products", "change-request") == "Change Request"
    assert merged.word("en", "products", "change-request", "many") == "Change requests"


def test_a_product_of_the_same_name_is_the_register() -> None:
    """The small model has a product "change": the register of changes is that one."""
    merged = with_registers(MODEL, content.load("registers"))
    change = merged.register("change")
    assert change is not None and (change.id, change.abbr, change.states) == ("change", "C", ("filed", "judged"))
    assert "change" not in {kind.id for kind in merged.kinds}


def test_what_an_entry_ends_in() -> None:
    merged = with_registers(MODEL, content.load("registers"))
    requirement, design = merged.product("requirement"), merged.product("design-element")
    assert requirement.is_ended("done") and requirement.is_ended("dropped") and not requirement.is_ended("agreed")
    assert not design.is_ended("")
