"""The Basic profile as shipped: it loads, has what the standard's structure has, and agrees with itself."""

from __future__ import annotations

import json

import pytest

from vse_app import content, paths
from vse_app.model.process import ProcessModel, Raw


@pytest.fixture(scope="module")
def raw() -> Raw:
    return content.load_folder(paths.profiles() / "iso29110-basic")


@pytest.fixture(scope="module")
def basic(raw: Raw) -> ProcessModel:
    from vse_app.model.building import build

    return build(raw)


def test_basic_profile_has_the_counts_of_the_standard(raw: Raw, basic: ProcessModel) -> None:
    assert content.counts(raw) == {
        "processes": 2,
        "outcomes": 14,
        "activities": 10,
        "tasks": 67,
        "products": 22,
        "roles": 7,
    }
    by_process = [t.process for t in basic.tasks()]
    assert (by_process.count("PM"), by_process.count("SI")) == (26, 41)
    assert sum(t.optional for t in basic.tasks()) == 6


def test_gates_say_what_the_tasks_say(basic: ProcessModel) -> None:
    for gate in basic.gates:
        states = set(gate["states"])
        for name in gate["unlocks"]:
            inputs = basic.task(name).inputs
            assert any(u.product == gate["product"] and set(u.states) == states for u in inputs), (name, gate)
        for name in gate["reached_by"]:
            outputs = basic.task(name).outputs
            assert any(u.product == gate["product"] and set(u.states) >= states for u in outputs), (name, gate)


def test_every_input_that_asks_for_states_has_a_gate(basic: ProcessModel) -> None:
    asked = {(t.id, u.product, frozenset(u.states)) for t in basic.tasks() for u in t.inputs if u.states}
    gated = {(name, g["product"], frozenset(g["states"])) for g in basic.gates for name in g["unlocks"]}
    assert asked == gated


def test_content_is_typed_only_where_the_schema_asks(raw: Raw) -> None:
    structure = raw["structure"]
    assert structure["edition"] == "2011" and structure["as_of"] == "2026-11-23"
    assert [p["no"] for p in structure["products"]] == list(range(1, 23))
    assert {t.get("optional") for t in structure["processes"][1]["activities"][4]["tasks"]} == {None, True}
    assert json.loads(json.dumps(raw)) == raw


def test_words_are_there_in_both_languages(basic: ProcessModel) -> None:
    assert list(basic.words) == ["en", "es"]
    for task in basic.tasks():
        english, spanish = (basic.word(language, "tasks", task.id, "title") for language in ("en", "es"))
        assert english and spanish and english != spanish


def test_library_lists_the_basic_profile_without_reading_it_whole() -> None:
    info = next(i for i in content.available() if i.id == "iso29110-basic")
    assert (info.edition, info.kind, info.ref) == ("2011", "profile", "iso29110-basic@2011")
    assert info.standard == "ISO/IEC TR 29110-5-1-2:2011"
    assert set(info.titles) == {"en", "es"}
    assert info.folder.name == "iso29110-basic"


def test_schema_is_valid() -> None:
    from jsonschema import Draft202012Validator

    from vse_app.content.shape import schema_bytes

    Draft202012Validator.check_schema(json.loads(schema_bytes()))
