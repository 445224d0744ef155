"""Coverage: full apart from partial, through one mapping or several, never more than the mappings say."""

from __future__ import annotations

from typing import Any

import pytest

from vse_app.model.building import build
from vse_app.model.coverage import Coverage, Reach, coverage, needed
from vse_app.model.mapping import MappingTable, Row, routes

OWN = {"id": "own"}


def task(name: str, *, optional: bool = False) -> dict[str, Any]:
    return {"id": name, "provenance": OWN, "optional": optional}


def model(ref: str, *processes: dict[str, Any]):
    name, _, edition = ref.partition("@")
    structure = {"id": name, "edition": edition, "kind": "reference", "standard": ref, "processes": list(processes)}
    return build({"structure": structure, "words": {"en": {}}})


def process(name: str, outcomes: tuple[str, ...] = (), activities: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    objectives = [{"id": f"{name}.{o}", "provenance": "own"} for o in outcomes]
    return {"id": name, "provenance": OWN, "objectives": objectives, "activities": list(activities)}


def activity(name: str, objectives: tuple[str, ...], *tasks: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "objectives": list(objectives), "provenance": OWN, "tasks": list(tasks)}


SMALL = model(
    "small@1",
    process("S", ("a", "b"), (
        activity("S1", ("S.a",), task("S1.1"), task("S1.2"), task("S1.3", optional=True)),
        activity("S2", ("S.a", "S.b"), task("S2.1")),
    )),
)  # fmt: skip
LARGE = model("large@1", process("L", ("a", "b", "c")), process("M", ("a", "b")), process("N"))
LATER = model("later@1", process("X", ("a", "b")), process("Y", ("a",)))
MODELS = {m.ref: m for m in (SMALL, LARGE, LATER)}


def row(source: str, target: str, kind: str, confidence: str = "high", *, joint: bool = False) -> Row:
    return Row(source, target, kind, confidence, "own", joint)


def table(source: str, target: str, *rows: Row, through: tuple[str, ...] = ()) -> MappingTable:
    return MappingTable(source, target, rows, through)


def reached(found: Coverage) -> dict[str, str]:
    return {unit.element: unit.reach.word for unit in found.units}


UP = table("small@1", "large@1", row("S.a", "L.a", "superset"), row("S.b", "L.b", "intersects"))


def test_full_partial_and_none_are_kept_apart() -> None:
    found = coverage(MODELS, [UP], ("small@1", "large@1"))
    assert reached(found) == {"L.a": "full", "L.b": "partial", "L.c": "none", "M.a": "none", "M.b": "none", "N": "none"}
    assert (found.count(Reach.FULL), found.count(Reach.PARTIAL), found.count(Reach.NONE)) == (1, 1, 4)
    assert found.touched == ("L",)
    assert found.units[0].origins[0].element == "small@1:S.a"


@pytest.mark.parametrize(
    ("kind", "confidence", "reach"),
    [
        ("equal", "high", "full"),
        ("superset", "medium", "full"),
        ("equal", "low", "partial"),
        ("subset", "high", "partial"),
        ("intersects", "high", "partial"),
    ],
)
def test_only_a_row_that_covers_the_whole_and_is_sure_counts_in_full(kind: str, confidence: str, reach: str) -> None:
    found = coverage(MODELS, [table("small@1", "large@1", row("S.a", "L.a", kind, confidence))], ("small@1", "large@1"))
    assert reached(found)["L.a"] == reach


def test_a_table_read_backwards_turns_its_rows_round() -> None:
    found = coverage(MODELS, [UP], ("large@1", "small@1"))
    assert reached(found) == {"S.a": "partial", "S.b": "partial"}
    whole = table("small@1", "large@1", row("S.a", "L.a", "subset"))
    assert reached(coverage(MODELS, [whole], ("large@1", "small@1")))["S.a"] == "full"


def test_what_is_done_lifts_activities_objectives_and_processes() -> None:
    done = {"S1.1": Reach.FULL, "S1.2": Reach.FULL}
    found = coverage(MODELS, [UP], ("small@1", "large@1"), done)
    assert reached(found)["L.a"] == "partial", "S.a needs S2 as well"
    found = coverage(MODELS, [UP], ("small@1", "large@1"), done | {"S2.1": Reach.FULL})
    assert reached(found)["L.a"] == "full", "the optional task is not asked for"
    assert reached(coverage(MODELS, [UP], ("small@1", "large@1"), {"S2.1": Reach.PARTIAL}))["L.a"] == "partial"
    assert set(reached(coverage(MODELS, [UP], ("small@1", "large@1"), {})).values()) == {"none"}


def test_joint_rows_cover_together_or_not_at_all() -> None:
    both = table("small@1", "large@1", row("S1", "L.a", "subset", joint=True), row("S2", "L.a", "subset", joint=True))
    assert reached(coverage(MODELS, [both], ("small@1", "large@1")))["L.a"] == "full"
    only = coverage(MODELS, [both], ("small@1", "large@1"), {"S1.1": Reach.FULL, "S1.2": Reach.FULL})
    assert reached(only)["L.a"] == "partial"


def test_what_stands_together_read_backwards_covers_together_there() -> None:
    rows = (Row("S.a", x, "superset", "medium", "own", joint_back=True) for x in ("L.a", "L.b"))
    back = table("small@1", "large@1", *rows)
    assert reached(coverage(MODELS, [back], ("small@1", "large@1")))["L.a"] == "full", "forwards each row is its own"
    assert reached(coverage(MODELS, [back], ("large@1", "small@1")))["S.a"] == "full"
    half = coverage(MODELS, [back], ("large@1", "small@1"), {"L.a": Reach.FULL})
    assert reached(half)["S.a"] == "partial"
    assert back.rows[0].reversed().reversed() == back.rows[0]


def test_a_row_between_processes_says_little_of_their_outcomes() -> None:
    equal = table("small@1", "large@1", row("S", "M", "equal"))
    assert [reached(coverage(MODELS, [equal], ("small@1", "large@1")))[o] for o in ("M.a", "M.b")] == ["partial"] * 2
    shared = coverage(MODELS, [table("small@1", "large@1", row("S", "M", "intersects"))], ("small@1", "large@1"))
    assert reached(shared)["M.a"] == "none" and shared.touched == ("M",)


def test_a_chain_goes_through_the_pivot_and_says_so() -> None:
    further = table("large@1", "later@1", row("L.a", "X.a", "equal"), row("L.b", "X.b", "equal"))
    found = coverage(MODELS, [UP, further], ("small@1", "later@1"))
    assert reached(found) == {"X.a": "full", "X.b": "partial", "Y.a": "none"}
    assert found.ways == (("small@1", "large@1", "later@1"),)
    assert found.units[0].origins[0].via == ("large@1",)
    assert needed([UP, further], "small@1", "later@1") == {"small@1", "large@1", "later@1"}


def test_a_direct_table_may_send_through_a_pivot_as_well() -> None:
    further = table("large@1", "later@1", row("L.a", "X.a", "equal"))
    direct = table("small@1", "later@1", row("S", "Y", "equal"), through=("large@1",))
    found = coverage(MODELS, [UP, further, direct], ("small@1", "later@1"))
    assert reached(found) == {"X.a": "full", "X.b": "none", "Y.a": "partial"}
    plain = table("small@1", "later@1", row("S", "Y", "equal"))
    assert reached(coverage(MODELS, [UP, further, plain], ("small@1", "later@1")))["X.a"] == "none"


def test_no_mapping_is_said_openly() -> None:
    found = coverage(MODELS, [], ("small@1", "large@1"))
    assert found.ways == () and found.count(Reach.NONE) == len(found.units) == 6
    assert routes([UP], "small@1", "later@1") == ()


def test_a_model_reaches_itself() -> None:
    assert set(reached(coverage(MODELS, [], ("small@1", "small@1"))).values()) == {"full"}
    found = coverage(MODELS, [], ("small@1", "small@1"), {"S1.1": Reach.FULL}, by="tasks")
    assert reached(found) == {"S1.1": "full", "S1.2": "none", "S2.1": "none"}
    assert found.processes(Reach.FULL) == ()
