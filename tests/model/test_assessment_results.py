"""What an assessment comes to: levels, progress in two counts, what if, rounds compared."""

from __future__ import annotations

import itertools

import pytest

from tests.assessing import all_subjects, assessment, decided
from vse_app.model.assessment_results import (
    Results,
    attribute_columns,
    compare_rounds,
    is_achieved,
    progress,
    results,
)
from vse_app.model.capability import ATTRIBUTES, level
from vse_app.model.rating_scale import COARSE

OWN = assessment(level=2)
SUBJECTS = all_subjects(OWN)
MET = assessment("met", 1)
TASKS = all_subjects(MET)


def rated(**letters: str) -> Results:
    """Results of some attributes of MAN, and DO at L."""
    keys = {f"MAN/PA {name[1]}.{name[2]}": letter for name, letter in letters.items()}
    return results(OWN, SUBJECTS, decided({**keys, "DO/PA 1.1": "L"}))


def test_levels_follow_the_rule():
    found = rated(a11="F", a21="L", a22="L")
    assert found.processes["MAN"].level == 2
    assert found.processes["MAN"].reaches_target is True
    assert found.level == 1
    assert found.held_by == ("DO",)
    assert found.profile.level == 1
    assert found.highest == 2
    assert attribute_columns(found) == ("PA 1.1", "PA 2.1", "PA 2.2")


def test_a_process_without_a_rating_leaves_the_organisation_without_a_level():
    found = results(OWN, SUBJECTS, decided({"MAN/PA 1.1": "F"}))
    assert found.processes["DO"].level is None
    assert found.processes["DO"].reaches_target is None
    assert found.incomplete == ("DO",)
    assert found.level is None
    assert found.held_by == ()
    assert results(OWN, (), {}).level is None


def test_outcomes_and_practices_alone_give_no_level():
    found = results(OWN, SUBJECTS, decided({"MAN/PA 1.1/MAN.O1": "F", "DO/PA 1.1/DO.O1": "F"}))
    assert found.incomplete == ("MAN", "DO")


def test_what_lacks_is_named_by_key():
    assert rated(a11="L", a21="L", a22="L").processes["MAN"].lacks == ("MAN/PA 1.1",)
    assert rated(a11="F", a21="P").processes["MAN"].lacks == ("MAN/PA 2.1", "MAN/PA 2.2")


@pytest.mark.parametrize("letters", list(itertools.product([None, "N", "P", "L", "F"], repeat=3)))
def test_every_profile_of_two_levels_is_as_the_rule_has_it(letters):
    given = {a: x for a, x in zip(ATTRIBUTES, letters, strict=False) if x}
    found = results(OWN, SUBJECTS, decided({f"MAN/{a}": x for a, x in given.items()}))
    row = [given.get(a) for a in ATTRIBUTES]
    assert found.processes["MAN"].level == level(row)


def test_a_profile_is_achieved_only_when_all_items_are_met():
    keys = [s.key for s in TASKS]
    everything = decided(dict.fromkeys(keys, "met"))
    assert results(MET, TASKS, everything).level == 1
    assert results(MET, TASKS, everything).held_by == ()
    one_less = results(MET, TASKS, {k: v for k, v in everything.items() if k != keys[0]})
    assert one_less.processes["MAN"].level is None, "an item nobody rated is no failure"
    assert one_less.level is None
    failed = results(MET, TASKS, everything | decided({keys[0]: "not-met"}))
    assert failed.level == 0
    assert failed.held_by == ("MAN",)
    assert failed.processes["MAN"].lacks == (keys[0],)
    assert (failed.processes["MAN"].not_met, failed.processes["DO"].met) == (1, len([k for k in keys if k[:2] == "DO"]))


def test_not_applicable_is_as_good_as_met_where_it_is_allowed():
    keys = [s.key for s in TASKS]
    found = results(MET, TASKS, decided({k: "na" if k.endswith("MAN.2.2") else "met" for k in keys}))
    assert found.level == 1


def test_what_if_changes_nothing_but_the_answer():
    items = decided({"MAN/PA 1.1": "F", "MAN/PA 2.1": "L", "MAN/PA 2.2": "P", "DO/PA 1.1": "P"})
    would = results(OWN, SUBJECTS, items, {"MAN/PA 2.2": "L", "DO/PA 1.1": "F"})
    assert (would.processes["MAN"].level, would.processes["DO"].level, would.level) == (2, 1, 1)
    assert results(OWN, SUBJECTS, items).level == 0
    assert results(OWN, SUBJECTS, items, {"DO/PA 1.1": ""}).level is None


def test_assessed_is_not_achieved():
    found = progress(
        OWN, SUBJECTS, decided({"MAN/PA 1.1": "L", "MAN/PA 2.1": "P", "DO/PA 1.1": "L", "DO/PA 1.1/DO.O1": "F"})
    )
    assert (found.total, found.assessed, found.achieved) == (6, 4, 2)
    assert progress(OWN, SUBJECTS, {}, "DO").total == 2


def test_below_the_target_only_full_will_do():
    below = next(s for s in SUBJECTS if s.key == "MAN/PA 1.1")
    at = next(s for s in SUBJECTS if s.key == "MAN/PA 2.1")
    assert [is_achieved(below, x, 2) for x in ("N", "P", "L", "F")] == [False, False, False, True]
    assert [is_achieved(at, x, 2) for x in ("N", "P", "L", "F")] == [False, False, True, True]
    assert is_achieved(TASKS[0], "met", 1)
    assert not is_achieved(TASKS[0], "not-met", 1)


def test_ratings_out_of_scope_count_for_nothing():
    items = decided({"DO/PA 1.1": "F", "DO/PA 2.1": "F", "DO/PA 2.2": "F", "GONE/PA 1.1": "F", "MAN/PA 1.1": "F"})
    found = results(OWN, SUBJECTS, items)
    assert set(found.processes) == {"MAN", "DO"}
    assert found.processes["DO"].level == 1
    assert progress(OWN, SUBJECTS, items).assessed == 2


def test_two_rounds_are_compared_with_the_reason_of_each_change():
    old_items = decided({"MAN/PA 1.1": "P", "MAN/PA 2.1": "L", "DO/PA 1.1": "L"})
    new_items = decided({"MAN/PA 1.1": "F", "DO/PA 1.1": "P"}, "We saw it")
    old, new = (results(OWN, SUBJECTS, items) for items in (old_items, new_items))
    change = compare_rounds((old, old_items), (new, new_items), SUBJECTS)
    assert [(c.key, c.before, c.after, c.direction, c.reason) for c in change.changes] == [
        ("MAN/PA 1.1", "P", "F", "up", "We saw it"),
        ("MAN/PA 2.1", "L", "", "unrated", ""),
        ("DO/PA 1.1", "L", "P", "down", "We saw it"),
    ]
    assert change.levels == {"MAN": (0, 1), "DO": (1, 0)}
    back = compare_rounds((new, new_items), (old, old_items), SUBJECTS)
    assert back.changes[1].direction == "rated"


def test_rounds_of_different_scope_say_what_came_and_went():
    small = assessment(scope=OWN.scope[:1])
    old = results(small, all_subjects(small), {})
    new = results(OWN, SUBJECTS, {})
    assert compare_rounds((old, {}), (new, {}), SUBJECTS).added == ("DO",)
    assert compare_rounds((new, {}), (old, {}), all_subjects(small)).removed == ("DO",)


def test_the_finer_letters_never_get_in():
    assert set(COARSE) > {"P-", "L+"}
    assert results(OWN, SUBJECTS, decided({"MAN/PA 1.1": "?"})).processes["MAN"].level is None
