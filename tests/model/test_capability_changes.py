"""What if, two rounds, several assessors."""

from __future__ import annotations

import pytest

from vse_app.model.capability import rate_all
from vse_app.model.capability_changes import Change, compare, differences, what_if
from vse_app.model.errors import Invalid

NOW = {
    "PM": {"PA 1.1": "F", "PA 2.1": "P", "PA 2.2": "L"},
    "SI": {"PA 1.1": "L", "PA 2.1": "L"},
}


def test_what_if_answers_with_before_and_after_and_leaves_the_ratings_alone():
    answer = what_if(NOW, {"PM": {"PA 2.1": "L"}, "SI": {"PA 1.1": "F", "PA 2.2": "F"}})
    assert (answer.before.level, answer.after.level) == (1, 2)
    assert answer.levels == {"PM": (1, 2), "SI": (1, 2)}
    assert answer.changes == (
        Change("PM", "PA 2.1", "P", "L"),
        Change("SI", "PA 1.1", "L", "F"),
        Change("SI", "PA 2.2", None, "F"),
    )
    assert [c.direction for c in answer.changes] == ["up", "up", "rated"]
    assert NOW["PM"]["PA 2.1"] == "P"
    assert (answer.added, answer.removed) == ((), ())


def test_what_if_can_take_a_rating_back_and_the_organisation_is_then_undetermined():
    answer = what_if(NOW, {"SI": {"PA 1.1": None}})
    assert (answer.before.level, answer.after.level) == (1, None)
    assert answer.levels == {"SI": (1, None)}
    assert [c.direction for c in answer.changes] == ["unrated"]


def test_what_if_nothing_changes():
    answer = what_if(NOW, {})
    assert (answer.before, answer.changes, answer.levels) == (answer.after, (), {})


def test_what_if_knows_only_what_was_rated():
    with pytest.raises(Invalid, match="MK is not among the processes rated"):
        what_if(NOW, {"MK": {"PA 1.1": "F"}})
    with pytest.raises(Invalid, match=r'PM PA 1\.1: "Z" is no rating'):
        what_if(NOW, {"PM": {"PA 1.1": "Z"}})


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("N", "P-", "up"),
        ("P-", "P+", "up"),
        ("P+", "L-", "up"),
        ("L-", "P+", "down"),
        ("F", "L+", "down"),
        ("P", "L-", "up"),
        ("P", "P+", "refined"),
        ("L+", "L", "refined"),
        (None, "N", "rated"),
        ("F", None, "unrated"),
    ],
)
def test_which_way_a_rating_went(before, after, direction):
    assert Change("A", "PA 1.1", before, after).direction == direction


def test_two_rounds_tell_processes_that_came_and_went():
    later = {"SI": {"PA 1.1": "P+"}, "GN": {"PA 1.1": "F"}}
    found = compare(rate_all(NOW), rate_all(later))
    assert (found.added, found.removed) == (("GN",), ("PM",))
    assert found.levels == {"SI": (1, 0)}
    assert [(c.attribute, c.direction) for c in found.changes] == [("PA 1.1", "down"), ("PA 2.1", "unrated")]


def test_assessors_differences_are_listed_and_never_averaged():
    found = differences(
        {
            "Ana": {"PM": {"PA 1.1": "F", "PA 2.1": "L"}, "SI": {"PA 1.1": "F"}},
            "Luis": {"PM": {"PA 1.1": "F", "PA 2.1": "P"}, "SI": {}},
            "Eva": {"PM": {"PA 1.1": "F", "PA 2.1": "L", "PA 2.2": None}},
        }
    )
    assert [(d.process, d.attribute, d.given) for d in found] == [
        ("PM", "PA 2.1", {"Ana": "L", "Luis": "P", "Eva": "L"}),
        ("SI", "PA 1.1", {"Ana": "F", "Luis": None, "Eva": None}),
    ]


def test_one_assessor_or_none_differs_from_nobody():
    assert differences({"Ana": NOW}) == ()
    assert differences({}) == ()
    assert differences({"Ana": NOW, "Luis": NOW}) == ()
