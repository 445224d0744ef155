"""Actions: where they stand on a day, and whether somebody still has to do something."""

from __future__ import annotations

import pytest

from vse_app.i18n import translator
from vse_app.model.improvement import Action, Observation, is_pending, read_action, read_observation
from vse_app.model.improvement_words import observation_word, pending_text, state_word
from vse_app.model.project import plain

TODAY = "2026-11-28"


@pytest.mark.parametrize(
    ("values", "state", "pending"),
    [
        ({}, "open", True),
        ({"due": "2026-12-01"}, "open", True),
        ({"due": "2026-11-27"}, "late", True),
        ({"due": "2026-11-27", "done": "2026-11-20"}, "done", False),
        ({"done": "2026-11-20", "check_due": "2026-12-20"}, "done", False),
        ({"done": "2026-11-20", "check_due": TODAY}, "check", True),
        ({"done": "2026-11-20", "checked": TODAY, "worked": "yes"}, "worked", False),
        ({"done": "2026-11-20", "checked": TODAY, "worked": "no"}, "failed", False),
        ({"due": "2026-11-27", "dropped": "No longer needed"}, "done", False),
    ],
)
def test_where_an_action_stands(values, state, pending):
    action = Action(1, 1, "Do it", **values)
    assert action.state(TODAY) == state
    assert is_pending(action, TODAY) is pending
    assert read_action(plain(action)) == action
    for language in ("en", "es"):
        assert state_word(translator(language), state)


def test_what_cannot_be_understood_is_left_out():
    assert read_action({"id": "x", "expected": {"k": 1, "m": "L"}, "due": None}).expected == {"m": "L"}
    assert read_observation({"kind": "rumour", "id": True}).kind == "opportunity"
    found = Observation(2, "weakness", "MAN", "Nobody owns it", "MAN/PA 1.1")
    assert read_observation(plain(found)) == found
    assert observation_word(translator("en"), "weakness") == "Weakness"
    assert observation_word(translator("en"), "rumour") == "rumour"


def test_what_waits_is_said_in_one_line():
    tr = translator("en")
    assert (
        pending_text(tr, Action(1, 1, "Do it", due="2026-11-27"), TODAY, "Ana")
        == "Do it: was due on 27 Nov 2026 (Ana)."
    )
    assert (
        pending_text(tr, Action(1, 1, "Do it", due="2026-12-27"), TODAY, "")
        == "Do it: due on 27 Dec 2026 (nobody yet)."
    )
    assert pending_text(tr, Action(1, 1, "Do it"), TODAY, "Ana") == "Do it: no date yet (Ana)."
    done = Action(1, 1, "Do it", done="2026-11-01", check_due="2026-11-20")
    assert pending_text(tr, done, TODAY, "Ana") == "Do it: done; look at its effect now (Ana)."
