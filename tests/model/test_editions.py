"""Editions against each other: every element has one fate, the table goes before the ids, and backwards it works too."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.two_editions import first, second, words
from vse_app import content
from vse_app.model.building import build
from vse_app.model.editions import KINDS, Comparison, Difference, compare, element_ids
from vse_app.model.elements import Use
from vse_app.model.process import ProcessModel


def model(structure: dict[str, Any]) -> ProcessModel:
    return build({"structure": structure, "words": {"en": words(structure)}})


ONE, TWO = model(first()), model(second())


def ids_of(found: ProcessModel, kind: str) -> list[str]:
    items = {
        "process": found.processes, "outcome": found.objectives(), "activity": found.activities(),
        "task": found.tasks(), "product": found.products, "role": found.roles,
    }[kind]  # fmt: skip
    return [item.id for item in items]


@pytest.mark.parametrize("ends", [("iso12207@2008", "iso12207@2017"), ("iso15288@2002", "iso15288@2008"), ("", "")])
def test_every_element_of_both_editions_has_a_fate(ends: tuple[str, str]) -> None:
    old, new = (content.model(ref) for ref in ends) if ends[0] else (ONE, TWO)
    for one, other in ((old, new), (new, old)):
        found = compare(one, other)
        assert found.by_table
        for kind in KINDS:
            before = {name for fate in found.of(kind) for name in fate.before}
            after = [name for fate in found.of(kind) for name in fate.after]
            assert before == set(ids_of(one, kind)), kind
            assert set(after) == set(ids_of(other, kind)), kind


def test_a_number_that_means_something_else_is_not_the_same() -> None:
    found = compare(content.model("iso12207@2008"), content.model("iso12207@2017"))
    assert found.successors("process", "6.4.1") == ("6.4.2",)
    assert "6.4.2" not in found.successors("process", "6.4.2")
    assert found.sources("process", "6.2.6") == ("6.2.4", "7.3.1", "7.3.2", "7.3.3")


def test_fates_of_each_sort() -> None:
    found = compare(ONE, TWO)
    what = {(f.kind, f.what): (f.before, f.after) for f in found.fates if f.kind in ("task", "product")}
    assert what["task", "renamed"] == (("WORK.3.1",), ("WORK.3.9",))
    assert what["task", "split"] == (("WORK.2.2",), ("WORK.2.6", "WORK.2.7"))
    assert what["task", "merged"] == (("WORK.2.3", "WORK.2.4"), ("WORK.2.8",))
    assert what["task", "gone"] == (("WORK.1.3",), ())
    assert what["product", "split"] == (("log",), ("log", "diary"))
    assert what["product", "new"] == ((), ("budget",))
    assert [f.what for f in found.of("process")] == ["same"]


def differences(found: Comparison, task: str) -> dict[str, Difference]:
    return {d.about: d for change in found.tasks if change.after == task for d in change.differences}


def test_what_tasks_ask_for_differently() -> None:
    found = compare(ONE, TWO)
    checked = differences(found, "WORK.1.2")
    assert (checked["roles"].before, checked["roles"].after) == (("DEV",), ("TESTER",))
    assert checked["outputs"].after == (Use("plan", states=("checked", "agreed")),)
    assert differences(found, "WORK.1.1") == {"minutes": Difference("minutes", ("20",), ("40",))}
    assert differences(found, "WORK.1.4")["optional"].after == ("False",)
    assert differences(found, "WORK.3.9") == {}, "a role and a product under their new names are no difference"
    assert differences(found, "WORK.2.6") == {}, "a part of a task is not compared"


def test_without_a_table_the_ids_decide() -> None:
    other = copy.deepcopy(second())
    del other["changes"]
    found = compare(ONE, model(other))
    assert not found.by_table
    assert found.successors("task", "WORK.3.1") == () and found.successors("product", "log") == ("log",)
    assert not compare(ONE, ONE).by_table and {f.what for f in compare(ONE, ONE).fates} == {"same"}
    assert compare(ONE, ONE).tasks == ()


def test_backwards_a_split_is_a_merger() -> None:
    found = compare(TWO, ONE)
    assert found.successors("task", "WORK.2.6") == ("WORK.2.2",) and found.of("task", "split")
    assert next(f.what for f in found.of("task") if f.after == ("WORK.2.2",)) == "merged"


def test_every_id_of_a_table_can_be_looked_up() -> None:
    for ref in ("iso12207@2017", "iso15288@2008"):
        found = content.model(ref)
        before = content.model(f"{found.id}@{found.changes_from}")
        assert {name for change in found.changes for name in change.before} <= element_ids(before)
