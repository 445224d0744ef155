"""The level rule over the whole space of profiles, against an oracle that is written quite differently."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter

import pytest

from vse_app.model import capability
from vse_app.model.capability import ATTRIBUTES, ENOUGH, HIGHEST, LEVEL_OF, level, rate, rate_all
from vse_app.model.errors import Invalid
from vse_app.model.rating_scale import COARSE

ORACLE = re.compile("(F{7}[LF]{2})|(F{5}[LF]{2})|(F{3}[LF]{2})|(F[LF]{2})|([LF])|([NP])")
"""Levels 5 down to 0 as one pattern over the nine letters; "." is not rated, and no match is undetermined."""


def oracle(word: str) -> int | None:
    found = ORACLE.match(word)
    return 6 - found.lastindex if found else None


def test_every_profile_there_is():
    spoken = {None: ".", "N": "N", "P": "P", "L": "L", "F": "F"}
    words = map("".join, itertools.product(spoken.values(), repeat=9))
    counted, wrong = Counter(), []
    for row, word in zip(itertools.product(spoken, repeat=9), words, strict=True):
        found = level(row)
        counted[found] += 1
        if found != oracle(word):
            wrong.append((row, found))
    assert wrong == []
    # The same, counted by hand: free attributes above, and at each level all but those that reach it.
    assert counted == {
        None: 5**8,
        0: 2 * 5**8,
        1: 5**8 + 21 * 5**6,
        2: 3 * 5**6 + 21 * 5**4,
        3: 3 * 5**4 + 21 * 5**2,
        4: 3 * 5**2 + 21,
        5: 4,
    }
    assert counted.total() == 1_953_125


def rows(count: int, letters=(None, *COARSE)):
    """Profiles by chance, more often high than a fair die would give."""
    chance = random.Random(29110)
    for _ in range(count):
        high = chance.randrange(10)
        yield tuple("F" if i < high else chance.choice(letters) for i in range(9))


def named(row):
    return dict(zip(ATTRIBUTES, row, strict=True))


def test_the_finer_letters_count_as_the_letters_they_refine():
    for row in rows(20_000):
        assert level(row) == level(tuple(COARSE.get(letter) for letter in row))


def test_raising_one_rating_never_lowers_a_level():
    order = (None, *COARSE)
    for row in rows(20_000):
        for i, letter in enumerate(row):
            higher = order[min(order.index(letter) + 1, len(order) - 1)]
            raised = level((*row[:i], higher, *row[i + 1 :]))
            assert level(row) is None or raised >= level(row)


def test_an_unrated_attribute_is_worth_no_more_than_a_rated_one_and_never_makes_a_level():
    for row in rows(20_000):
        as_n = level(tuple(letter or "N" for letter in row))
        assert level(row) == (None if row[0] is None else as_n)


def test_lifting_what_blocks_gives_the_next_level_and_nothing_less_does():
    for row in rows(5_000):
        found = rate(named(row))
        assert found.level == level(row)
        assert bool(found.blocks) == (found.level != HIGHEST)
        lifted = named(row) | {b.attribute: b.needs[0] for b in found.blocks}
        assert not found.blocks or rate(lifted).level >= found.next_level
        for block in found.blocks:
            assert block.rating not in block.needs
            all_but_one = lifted | {block.attribute: row[ATTRIBUTES.index(block.attribute)]}
            assert (rate(all_but_one).level or 0) == (found.level or 0)


@pytest.mark.parametrize(
    ("ratings", "expected", "standing", "blocks"),
    [
        ({}, None, "not-assessed", {"PA 1.1": (None, "LF")}),
        ({"PA 2.1": "F", "PA 2.2": "F"}, None, "not-assessed", {"PA 1.1": (None, "LF")}),
        ({"PA 1.1": "N"}, 0, "not-reached", {"PA 1.1": ("N", "LF")}),
        ({"PA 1.1": "P", "PA 2.1": "F", "PA 2.2": "F"}, 0, "not-reached", {"PA 1.1": ("P", "LF")}),
        ({"PA 1.1": "F"}, 1, "not-assessed", {"PA 2.1": (None, "LF"), "PA 2.2": (None, "LF")}),
        (
            {"PA 1.1": "L"},
            1,
            "not-assessed",
            {"PA 1.1": ("L", "F"), "PA 2.1": (None, "LF"), "PA 2.2": (None, "LF")},
        ),
        ({"PA 1.1": "F", "PA 2.1": "L"}, 1, "undetermined", {"PA 2.2": (None, "LF")}),
        ({"PA 1.1": "F", "PA 2.1": "P+"}, 1, "not-reached", {"PA 2.1": ("P+", "LF"), "PA 2.2": (None, "LF")}),
        ({"PA 1.1": "F", "PA 2.1": "F", "PA 2.2": "L-", "PA 3.1": "L", "PA 3.2": "P"}, 2, "not-reached",
         {"PA 2.2": ("L-", "F"), "PA 3.2": ("P", "LF")}),
        (dict.fromkeys(ATTRIBUTES, "F"), 5, "highest", {}),
        (dict.fromkeys(ATTRIBUTES, "F") | {"PA 5.1": "L", "PA 5.2": "L+"}, 5, "highest", {}),
    ],
)  # fmt: skip
def test_what_holds_the_next_level_back(ratings, expected, standing, blocks):
    found = rate(ratings)
    assert found.level == expected
    assert found.standing == standing
    assert {b.attribute: (b.rating, "".join(b.needs)) for b in found.blocks} == blocks
    assert found.ratings == {name: letter for name, letter in ratings.items() if letter}
    assert found.next_level == (None if expected == HIGHEST else (expected or 0) + 1)


def test_the_order_in_which_ratings_are_written_does_not_matter():
    ratings = {"PA 2.2": "L", "PA 1.1": "F", "PA 2.1": None}
    assert rate(ratings) == rate({"PA 1.1": "F", "PA 2.2": "L"})
    assert list(rate(ratings).ratings) == ["PA 1.1", "PA 2.2"]


def test_the_organisation_has_the_level_every_process_has():
    pool = [rate(named(row)) for row in rows(400)]
    chance = random.Random(15504)
    for _ in range(2_000):
        profile = capability.Profile({str(i): p for i, p in enumerate(chance.choices(pool, k=chance.randint(1, 9)))})
        levels = [p.level for p in profile.processes.values()]
        assert profile.level == (None if None in levels else min(levels))
        assert profile.incomplete == tuple(n for n, p in profile.processes.items() if p.level is None)
        if profile.level in (None, HIGHEST):
            assert profile.held_by == ()
        else:
            assert {profile.processes[n].level for n in profile.held_by} == {profile.level}


def test_one_process_that_is_not_rated_leaves_the_organisation_undetermined_even_at_zero():
    profile = rate_all({"A": {"PA 1.1": "N"}, "B": {}, "C": {"PA 1.1": "F"}})
    assert (profile.level, profile.incomplete, profile.held_by) == (None, ("B",), ())


def test_a_scope_without_processes_has_no_level():
    assert rate_all({}).level is None


def test_a_process_of_which_only_level_one_was_looked_at_still_counts():
    assert rate_all({"A": {"PA 1.1": "L"}, "B": dict.fromkeys(ATTRIBUTES, "F")}).level == 1


def test_unknown_input_is_refused_with_its_place():
    with pytest.raises(Invalid, match=r"MAN\.3: There is no process attribute PA 3\.3\."):
        rate_all({"MAN.3": {"PA 3.3": "F"}})
    with pytest.raises(Invalid, match=r'MAN\.3 PA 1\.1: "X" is no rating\.'):
        rate_all({"MAN.3": {"PA 1.1": "X"}})
    with pytest.raises(ValueError, match="9 ratings"):
        level(("F",))


def test_the_names_are_those_of_the_framework():
    assert Counter(LEVEL_OF.values()) == {1: 1, 2: 2, 3: 2, 4: 2, 5: 2}
    assert {"L-", "L", "L+", "F"} == ENOUGH
