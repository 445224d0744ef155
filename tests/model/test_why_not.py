"""Shares of points: whole per cent that add up, nothing out of nothing, and no answer is not zero."""

from __future__ import annotations

import pytest

from vse_app.model.building import build
from vse_app.model.why_not import Answer, heaviest, shares, why_not_from

SURVEY = build({
    "structure": {
        "id": "survey", "edition": "1", "kind": "guide", "standard": "S",
        "topics": [
            {"id": "a", "kind": "reason", "value": 60, "provenance": "own"},
            {"id": "b", "kind": "reason", "provenance": "own"},
            {"id": "c", "kind": "other", "value": 1, "provenance": "own"},
        ],
    },
    "words": {"en": {}},
})  # fmt: skip
CHECK = why_not_from(
    {"structure": {"kind": "reason", "scale": ["no", "yes"], "doubt": ["c"], "links": [{"reason": "a", "pages": ["today"]}]},
     "words": {"en": {"scale": {"no": {"name": "No"}, "yes": {"name": "Yes"}}}}},
    SURVEY,
)  # fmt: skip


def test_the_reasons_are_those_of_the_survey() -> None:
    assert [reason.id for reason in CHECK.reasons] == ["a", "b"]
    assert CHECK.per_cent() == {"a": 60, "b": 0}
    assert CHECK.links == {"a": ("today",)}
    assert (CHECK.scale_word("en", 1), CHECK.scale_word("es", 0)) == ("Yes", "No")


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ({}, {}),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        ({"a": 3, "b": 1}, {"a": 75, "b": 25}),
        ({"a": 2, "b": 0, "c": 1, "d": 2, "e": 0, "f": 1}, {"a": 33, "b": 0, "c": 17, "d": 33, "e": 0, "f": 17}),
    ],
)
def test_shares_add_up_to_a_hundred(points: dict[str, int], found: dict[str, int]) -> None:
    assert shares(points) == found
    assert Answer(1, "", "", "", points).shares == found
    assert sum(found.values()) in (0, 100)


def test_the_heaviest_reasons() -> None:
    assert heaviest({"a": 2, "b": 1, "c": 2}) == ("a", "c")
    assert heaviest({"a": 0}) == () and heaviest({}) == ()
