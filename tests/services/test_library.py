"""Process models as plain values: everything a model says is there, and nothing else can be asked for."""

from __future__ import annotations

import json

import pytest

from tests.fixtures import MODEL
from vse_app import content
from vse_app.model.errors import Invalid
from vse_app.services import library, sample


def test_the_outline_of_every_shipped_model_is_plain_and_counted() -> None:
    for info in content.available():
        found = library.outline(info, "es")
        assert found["id"] == info.id
        assert found["title"] == info.titles["es"]
        assert json.loads(json.dumps(found)) == found
        assert any(found["counts"].values()) or content.model(info.ref).topics


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_tree_names_every_element_once(language: str) -> None:
    model = content.model(sample.MODEL)
    found = library.tree(model, language)
    assert json.loads(json.dumps(found)) == found
    tasks = [t["id"] for p in found["processes"] for a in p["activities"] for t in a["tasks"]]
    assert tasks == [t.id for t in model.tasks()]
    assert [p["id"] for p in found["products"]] == [p.id for p in model.products]
    assert [r["id"] for r in found["roles"]] == [r.id for r in model.roles]
    assert [o["id"] for p in found["processes"] for o in p["outcomes"]] == [o.id for o in model.objectives()]


def test_every_element_of_the_tree_can_be_asked_for_by_its_id() -> None:
    model = content.model(sample.MODEL)
    ids = [t.id for t in model.tasks()] + [a.id for a in model.activities()] + [o.id for o in model.objectives()]
    ids += [p.id for p in model.processes] + [p.id for p in model.products]
    for wanted in ids:
        found = library.element(model, wanted, "en")
        assert (found["model"], found["id"]) == (model.ref, wanted)
        assert found["title"]
    for role in model.roles:
        assert library.element(model, f"role {role.id}", "en")["title"] == model.word("en", "roles", role.id)


def test_a_process_goes_before_a_role_of_the_same_name() -> None:
    model = content.model(sample.MODEL)
    shared = {p.id for p in model.processes} & {r.id for r in model.roles}
    for wanted in shared:
        assert "activities" in library.element(model, wanted, "en")
        assert "activities" not in library.element(model, f"role {wanted}", "en")


def test_uses_say_only_what_there_is_to_say() -> None:
    task = library.element(MODEL, "MAN.2.1", "en")
    assert task["inputs"] == [{"product": "plan", "states": ["checked", "agreed"], "skippable": ["agreed"]}]
    assert library.element(MODEL, "MAN.1.1", "en")["outputs"] == [{"product": "plan", "part": "scope"}]
    assert library.element(MODEL, "MAN.2.2", "en")["outputs"][0]["when"] == "needed"


@pytest.mark.parametrize(("wanted", "proposed"), [("MAN.1.11", "MAN.1.1"), ("plam", "plan")])
def test_an_unknown_element_is_refused_with_the_nearest_one(wanted: str, proposed: str) -> None:
    with pytest.raises(Invalid) as caught:
        library.element(MODEL, wanted, "en")
    assert f"small@1 has no element {wanted}." in str(caught.value)
    assert proposed in str(caught.value)
    with pytest.raises(Invalid, match="has no element zzzzzz"):
        library.element(MODEL, "zzzzzz", "en")
