"""The trace as a pure model: what covers what, which way, and what is a hole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from vse_app import content
from vse_app.i18n import translator
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.registers import with_registers
from vse_app.model.trace import Edge, Graph, Justified, Node
from vse_app.model.trace_chain import COLUMNS, Chain, chain_of
from vse_app.model.trace_survey import survey
from vse_app.model.trace_words import (
    TraceWords,
    column_name,
    counted,
    counts_what,
    is_open,
    loose_text,
    state_word,
)

KINDS = {1: "requirement", 2: "design-element", 3: "component", 4: "test-case", 5: "test-result"}


@cache
def model(name: str = "iso29110-basic") -> ProcessModel:
    return with_registers(content.model(name), content.load("registers"))


@cache
def chain() -> Chain:
    found = chain_of(model())
    assert found is not None
    return found


def node(id_: int, *above: int, **more: Any) -> Node:
    """A record whose kind is told by the hundreds of its id: 1xx requirements, 2xx designs, and so on."""
    kind = KINDS[id_ // 100]
    place = ".".join(f"{key:08x}" for key in (*above, id_))
    said = {"number": f"N{id_}", "title": f"T{id_}", "stamp": f"s{id_}", "core": f"c{id_}", "follow": "", "revision": 1}
    return Node(id=id_, kind=kind, place=place, **{**said, "happened": "2026-01-01", "says": True} | more)


def graph(nodes: Iterable[Node], *pairs: tuple[int, int], **more: Any) -> Graph:
    """Links go from the first to the second; suspect ones are named in `suspect`."""
    suspect = more.pop("suspect", ())
    edges = [
        Edge(n, source, target, COLUMNS[source // 100 - 2] if source >= 200 else "origin", (source, target) in suspect)
        for n, (source, target) in enumerate(pairs, 1)
    ]
    return Graph(chain(), {n.id: n for n in nodes}, edges, **more)


def states(found: Graph, record: int) -> list[str]:
    return [cell.state for cell in found.row(record).cells.values()]


def items(found: Graph, record: int, column: str) -> list[tuple[int, int, bool]]:
    return [(i.id, i.through, i.whole) for i in found.row(record).cells[column].items]


def passed(id_: int, day: str = "2026-01-01", result: str = "passed") -> Node:
    return node(id_, result=result, happened=day, version="1.0")


@pytest.mark.parametrize("name", ["iso29110-basic", "iso29110-entry", "moprosoft"])
def test_registers_and_link_types_make_the_chain_in_every_model(name: str) -> None:
    found = chain_of(model(name))
    assert found is not None and found.columns == COLUMNS
    assert found.upward == {
        "design": {"field:satisfies"}, "component": {"field:implements"}, "test": {"field:verifies"},
        "result": {"field:test"},
    }  # fmt: skip
    assert found.trees["design"] == "field:parent" and found.origins == {"field:comes-from"}
    assert found.watch["design-element", "field:satisfies"] == "both"
    assert found.watch["test-result", "field:test"] == "target"
    assert found.required["component"] == ("where",)
    assert found.said == {"statement": "statement", "result": "result", "version": "tested-version"}
    assert found.places["test-case"] == "test"


def test_a_model_without_requirements_has_no_chain_and_one_without_runs_a_shorter_one() -> None:
    assert chain_of(content.model("iso29110-basic")) is None
    raw = content.load("registers")
    few = [k for k in raw["structure"]["products"] if k["id"] in ("requirement", "design-element")]
    words = {
        language: {**said, "products": {k: v for k, v in said["products"].items() if k in ("requirement", "design-element")}}
        for language, said in raw["words"].items()
    }  # fmt: skip
    short = chain_of(
        with_registers(
            content.model("iso29110-basic"), {"structure": raw["structure"] | {"products": few}, "words": words}
        )
    )
    assert short is not None and short.columns == ("design",)
    found = Graph(short, {100: node(100)}, [])
    assert [c.state for c in found.row(100).cells.values()] == ["hole"]
    counts = counted(translator("en"), survey(found, [100]))
    assert [n.id for n in counts] == ["", "holes", "hole:design", "suspect", "justified", "hints"]


def test_a_whole_chain_is_linked_and_passed() -> None:
    found = graph(
        [node(100), node(200), node(300), node(400), passed(500)], (200, 100), (300, 200), (400, 100), (500, 400)
    )
    assert states(found, 100) == ["linked", "linked", "linked", "passed"]
    assert items(found, 100, "component") == [(300, 200, False)]
    assert items(found, 100, "result") == [(500, 400, False)]
    assert found.row(100).holes == () and found.row(100).suspects == ()


def test_nothing_is_a_hole_in_every_column() -> None:
    found = graph([node(100)])
    assert states(found, 100) == ["hole"] * 4
    assert found.row(100).holes == COLUMNS


def test_records_that_say_nothing_cover_nothing() -> None:
    empty = [node(n, says=False) for n in (200, 300, 400)]
    found = graph([node(100), *empty, passed(500)], (200, 100), (300, 100), (400, 100), (500, 400))
    assert states(found, 100) == ["empty", "empty", "empty", "hole"]
    silent = graph([node(100), node(400), passed(500)._replace(says=False)], (400, 100), (500, 400))
    assert states(silent, 100)[2:] == ["linked", "pending"]


def test_a_component_may_implement_a_requirement_directly() -> None:
    found = graph([node(100), node(300)], (300, 100))
    assert items(found, 100, "component") == [(300, 0, False)]


def test_what_is_said_of_a_whole_counts_for_its_parts_and_is_marked() -> None:
    nodes = [node(100), node(101, 100), node(200), node(300), node(400)]
    found = graph(nodes, (200, 100), (300, 100), (400, 100), groups=frozenset({100}))
    assert states(found, 101) == ["whole", "whole", "hole", "hole"]
    assert items(found, 101, "design") == [(200, 100, True)]
    assert states(found, 100) == ["linked", "linked", "linked", "pending"]


def test_what_is_said_of_the_part_itself_comes_before_its_whole() -> None:
    nodes = [node(100), node(101, 100), node(200), node(201), node(202, says=False)]
    own = graph(nodes, (200, 100), (201, 101))
    assert items(own, 101, "design") == [(201, 0, False)]
    silent = graph(nodes, (200, 100), (202, 101))
    assert items(silent, 101, "design") == [(202, 0, False), (200, 100, True)] and states(silent, 101)[0] == "whole"


def test_a_requirement_made_of_others_is_traced_through_them() -> None:
    found = graph([node(100), node(101, 100)], groups=frozenset({100}))
    assert states(found, 100) == ["parts"] * 4
    counts = survey(found, [100, 101])
    assert counts.order == [101] and counts.groups == {100} and counts.total == 1


def test_designs_are_built_by_what_builds_their_parts_or_their_whole() -> None:
    nodes = [node(100), node(200), node(201, 200), node(202, 200, 201), node(300), node(301)]
    down = graph(nodes, (200, 100), (300, 202), parts={200: [201], 201: [202]})
    assert items(down, 100, "component") == [(300, 202, False)]
    up = graph(nodes, (202, 100), (301, 200))
    assert items(up, 100, "component") == [(301, 200, True)]
    assert states(up, 100)[1] == "whole"


def test_tests_of_what_was_made_are_shown_but_do_not_count() -> None:
    found = graph(
        [node(100), node(200), node(300), node(400), passed(500)], (200, 100), (300, 200), (400, 300), (500, 400)
    )
    assert states(found, 100) == ["linked", "linked", "indirect", "hole"]
    assert items(found, 100, "test") == [(400, 300, False)]
    both = graph([node(100), node(200), node(400)], (200, 100), (400, 100), (400, 200))
    assert items(both, 100, "test") == [(400, 0, False)]


@pytest.mark.parametrize(
    ("results", "state"),
    [
        (["passed", "passed"], "passed"),
        (["passed", "failed"], "failed"),
        (["blocked", "passed"], "blocked"),
        (["pending", "passed"], "pending"),
        (["passed"], "pending"),
        (["strange", "passed"], "pending"),
        (["failed", "blocked"], "failed"),
    ],
)
def test_of_several_tests_the_worst_latest_result_counts(results: list[str], state: str) -> None:
    runs = [passed(500 + n, result=result) for n, result in enumerate(results)]
    links = [(400, 100), (401, 100), *((run.id, 400 + n) for n, run in enumerate(runs))]
    found = graph([node(100), node(400), node(401), *runs], *links)
    assert states(found, 100)[3] == state


def test_the_latest_run_counts_of_one_day_the_one_written_last() -> None:
    runs = [passed(500, "2026-01-05", "failed"), passed(501, "2026-01-02"), passed(502, "2026-01-05")]
    found = graph([node(100), node(400), *runs], (400, 100), (500, 400), (501, 400), (502, 400))
    assert found.latest(400)[0] == "passed" and items(found, 100, "result") == [(502, 400, False)]


def test_dropped_requirements_are_not_asked() -> None:
    found = graph([node(100, follow="dropped"), node(101, follow="done")])
    assert states(found, 100) == ["dropped"] * 4 and states(found, 101) == ["hole"] * 4
    assert survey(found, [100, 101]).dropped == {100}


def test_a_reason_closes_a_hole_until_the_requirement_changes() -> None:
    given = Justified(100, "design", "Bought", "ana", "2026-01-02", "c100")
    found = graph([node(100)], justified={(100, "design"): given})
    assert states(found, 100) == ["justified", "hole", "hole", "hole"] and found.row(100).holes == COLUMNS[1:]
    old = graph([node(100, core="other")], justified={(100, "design"): given})
    assert states(old, 100)[0] == "outdated" and "design" in old.row(100).holes
    by_stamp = graph([node(100)], justified={(100, "design"): given._replace(core="s100")})
    assert states(by_stamp, 100)[0] == "justified"
    without = graph([node(100, core="x")], justified={(100, "design"): given._replace(core="")})
    assert states(without, 100)[0] == "justified"


def test_nobody_waits_for_the_result_of_a_test_that_is_let_be_missing() -> None:
    given = Justified(100, "test", "Seen daily", "ana", "2026-01-02", "c100")
    found = graph([node(100)], justified={(100, "test"): given})
    assert states(found, 100) == ["hole", "hole", "justified", "justified"]


def test_suspect_links_on_the_way_are_told_once() -> None:
    nodes = [node(100), node(200), node(300), node(400)]
    pairs = [(200, 100), (300, 200), (400, 300), (100, 900)]
    found = graph(nodes, *pairs, suspect={(300, 200), (400, 300), (100, 900)})
    assert {(e.source, e.target) for e in found.row(100).suspects} == {(300, 200), (400, 300), (100, 900)}
    assert survey(found, [100]).suspect == {100}
    assert survey(graph(nodes, *pairs), [100]).suspect == frozenset()


def test_links_from_records_that_are_gone_are_no_links() -> None:
    assert states(graph([node(100)], (200, 100)), 100)[0] == "hole"


def test_a_survey_counts_what_the_rows_say() -> None:
    nodes = [node(100), node(101), node(102), node(200), node(400), passed(500, result="failed")]
    found = graph(nodes, (200, 100), (400, 101), (500, 400))
    counts = survey(found, [100, 101, 102])
    assert (counts.total, counts.holes("design"), counts.holes("test"), counts.count("result", "failed")) == (
        3,
        2,
        2,
        1,
    )
    assert counts.ids("result", ("failed",)) == [101] and counts.with_holes() == [100, 101, 102]
    assert counts.holes("none") == 0


def test_the_way_back_finds_what_leads_to_nothing() -> None:
    nodes = [node(100), node(200), node(201), node(202, 200), node(400), passed(500)]
    found = graph(nodes, (200, 100))
    upward = graph([*nodes, node(203, 201)], (203, 100))  # what consists of something that leads on does so too
    assert survey(upward, [100]).loose["design"] == (200, 202)
    assert survey(found, [100]).loose == {"design": (201,), "component": (), "test": (400,), "result": (500,)}
    said = loose_text(translator("en"), survey(found, [100]))
    assert said == "1 design element that satisfies nothing, 1 test that verifies nothing, 1 run of no test"
    assert loose_text(translator("en"), survey(graph([node(100)]), [100])) == ""


PEOPLE = {"ana": Person("ana", "Ana López")}


def words(language: str = "en") -> TraceWords:
    return TraceWords(translator(language), model(), language, PEOPLE)


def said(found: Graph, record: int) -> list[str]:
    return [words().cell(found, column, cell) for column, cell in found.row(record).cells.items()]


def test_cells_are_said_in_words() -> None:
    nodes = [node(100), node(101, 100), node(200), node(300), node(400), passed(500)]
    found = graph(nodes, (200, 100), (300, 200), (400, 100), (500, 400))
    assert said(found, 100) == ["N200", "N300", "N400", "passed · 1.0 · 1 Jan 2026"]
    assert said(found, 101) == ["N200 (through N100)", "N300 (through N200)", "missing", "missing"]
    assert words().run(found, found.row(100).cells["result"].items[0]) == "N400 → N500: passed · 1.0 · 1 Jan 2026"


def test_groups_dropped_ones_reasons_and_half_things_are_said_too() -> None:
    group = graph([node(100), node(101, 100), node(200)], (200, 100), groups=frozenset({100}))
    assert said(group, 100) == ["N200", "see its parts", "see its parts", "see its parts"]
    assert said(graph([node(100, follow="dropped")]), 100) == ["dropped"] * 4
    given = Justified(100, "test", "Seen daily", "ana", "2026-01-02", "c100")
    reason = graph([node(100)], justified={(100, "test"): given})
    assert said(reason, 100)[2:] == ["left open: Seen daily", "left open, with a reason"]
    assert words().tip(reason, "test", reason.row(100).cells["test"]).endswith("Seen daily (Ana López, 2 Jan 2026)")
    half = graph([node(100), node(200, says=False), node(300), node(400)], (200, 100), (300, 200), (400, 300))
    assert said(half, 100)[0] == "N200: says nothing yet" and said(half, 100)[2] == "only N400 (through N300)"
    assert "N200  T200" in words().tip(half, "design", half.row(100).cells["design"])


def test_results_of_several_tests_are_counted() -> None:
    nodes = [node(100), node(400), node(401), node(402)]
    runs = [passed(500), passed(501, result="failed")]
    two = graph([*nodes, *runs], (400, 100), (401, 100), (500, 400), (501, 401))
    assert said(two, 100)[3] == "1 failed, 1 passed"
    waiting = graph([*nodes, runs[0]], (400, 100), (401, 100), (500, 400))
    assert said(waiting, 100)[3] == "1 passed, not run yet"
    pending = graph(
        [*nodes, passed(500, result="pending"), passed(501)], (400, 100), (401, 100), (500, 400), (501, 401)
    )
    assert said(pending, 100)[3] == "1 pending, 1 passed"
    assert said(graph(nodes, (400, 100)), 100)[3] == "not run yet"


def test_numbers_say_what_they_count() -> None:
    nodes = [node(100), node(101, 100), node(102, follow="dropped"), node(400), passed(500)]
    found = survey(graph(nodes, (400, 101), (500, 400), groups=frozenset({100})), [100, 101, 102])
    numbers = {n.id: (n.total, n.tone) for n in counted(translator("en"), found, hinted=3, justified=2)}
    assert numbers[""][0] == 1 and numbers["passed"] == (1, "good") and numbers["hole:test"] == (0, "good")
    assert numbers["hole:design"] == (1, "bad") and numbers["hints"][0] == 3 and numbers["justified"][0] == 2
    said = counts_what(translator("en"), found)
    assert "One that consists of others is traced through them." in said and said.endswith("One was dropped.")
    assert "traced through" not in counts_what(translator("en"), survey(graph([node(100)]), [100]))


def test_signs_go_with_words_where_there_is_no_colour() -> None:
    assert words().mark("hole") == "✗" and words().mark("linked") == ""
    assert is_open("hole") and is_open("justified") and not is_open("linked")
    assert state_word(translator("es"), "hole") == "falta"
    assert column_name(translator("en"), "result") == "Latest result"
