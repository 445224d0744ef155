"""Two models side by side: rows of a mapping align, what no row names is said, names alike are only hints."""

from __future__ import annotations

from tests import tower
from vse_app.model.comparing import FILTERS, Comparison, compare
from vse_app.model.mapping import MappingTable, Row

FIRST, SECOND, MAP = (
    tower.tower(), tower.made(tower.SECOND, tower.SECOND_WORDS), tower.made(tower.MAP, tower.MAP_WORDS),
)  # fmt: skip
TABLE = MappingTable(
    "tower@1", "map@1",
    (
        Row("1.1", "wall", "superset", "high", "inferred"),
        Row("1.1", "door", "intersects", "low", "inferred"),
        Row("2.1", "door", "equal", "medium", "read"),
        Row("gone", "door", "equal", "medium", "read"),
        Row("2.1", "gone", "equal", "medium", "read"),
    ),
    about={"en": "Walls."},
)  # fmt: skip


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [(p.left.key if p.left else "", p.type, p.right.key if p.right else "") for p in found.pairs]


def test_rows_align_in_the_order_of_the_left_model() -> None:
    found = compare(FIRST, MAP, (TABLE,), "en")
    assert told(found) == [
        ("2.1", "equal", "door"),
        ("1.1", "superset", "wall"),
        ("1.1", "intersects", "door"),
        ("1.2", "", ""),
        ("1.3", "", ""),
        ("2.2", "", ""),
        ("", "", "dig"),
    ]
    assert found.has_mapping and found.about == ({"en": "Walls."},)
    assert (found.left, found.right, found.kinds) == ("tower@1", "map@1", ("process", "topic"))
    counts = {
        which: found.count(which) for which in ("all", "mapped", "same", "differing", "unmapped", "left", "right")
    }
    assert counts == {"all": 7, "mapped": 3, "same": 1, "differing": 2, "unmapped": 4, "left": 3, "right": 1}
    assert [len(found.chosen(which)) for which in FILTERS] == [7, 2, 4]


def test_it_reads_the_same_from_the_other_side() -> None:
    found = compare(MAP, FIRST, (TABLE,), "en")
    assert told(found)[:3] == [("wall", "subset", "1.1"), ("door", "intersects", "1.1"), ("door", "equal", "2.1")]
    assert found.left_out["outcome"] == 2 and "topic" in found.left_out


def test_names_alike_are_hints_on_both_sides_and_map_nothing() -> None:
    found = compare(FIRST, MAP, (), "en")
    assert not found.has_mapping and found.count("mapped") == 0 and found.about == ()
    hints = [(p.left and p.left.key, p.right and p.right.key, p.hint.key) for p in found.pairs if p.hint]
    assert hints == [("1.2", None, "dig"), (None, "dig", "1.2")]
    assert found.count("hints") == 1


def test_an_edition_says_what_became_of_the_elements_of_the_one_before() -> None:
    found = compare(FIRST, SECOND, (), "en")
    rows = told(found)
    for row in (
        ("2.1", "renamed", "3.1"), ("1.2", "merged", "1.4"), ("1.3", "merged", "1.4"), ("1.1", "same", "1.1"),
        ("1.1.a", "same", "1.1.a"), ("1.1.b", "same-number", "1.1.b"), ("1", "same", "1"), ("history", "same", "history"),
        ("2.2", "", ""), ("", "", "2.2"), ("", "", "1.4.a"), ("figures", "", ""), ("", "", "figures"),
    ):  # fmt: skip
        assert row in rows
    assert not any(p.confidence for p in found.pairs)


def test_from_the_newer_edition_it_reads_backwards() -> None:
    found = compare(SECOND, FIRST, (), "en")
    assert {("3.1", "renamed", "2.1"), ("1.4", "merged", "1.2"), ("1.1", "same", "1.1")} <= set(told(found))


def test_where_a_mapping_speaks_the_edition_adds_only_what_it_leaves_out() -> None:
    table = MappingTable("tower@1", "tower@2", (Row("1.1", "1.1", "subset", "high", "read"),
                                                Row("2.1", "3.1", "equal", "high", "read")))  # fmt: skip
    rows = told(compare(FIRST, SECOND, (table,), "en"))
    assert ("1.1", "subset", "1.1") in rows and ("1.1", "same", "1.1") not in rows
    assert ("2.1", "equal", "3.1") in rows and ("2.1", "renamed", "3.1") not in rows
    assert ("1.2", "merged", "1.4") in rows
    assert not any("1.1.a" in row for row in rows), "outcomes are not what this mapping is about"


def test_a_model_beside_itself_has_nothing_written_between() -> None:
    found = compare(FIRST, FIRST, (TABLE,), "en")
    assert not found.has_mapping and found.count("hints") == 5
