"""Stamps and states: what changes an approval and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fixtures import event, record
from vse_app.model.records import Content, FileRef, approved_stamps, holding, number_for, stale

BASE = Content("Title", {"aim": "x", "steps": [{"a": "1", "b": 2}]}, (FileRef("aa", "a.pdf", 3, "2026-01-01"),), "")


@pytest.mark.parametrize(
    "changed",
    [
        replace(BASE, title="Title "),
        replace(BASE, fields={"aim": "X", "steps": [{"a": "1", "b": 2}]}),
        replace(BASE, fields={"aim": "x"}),
        replace(BASE, fields={"aim": "x", "steps": [{"a": "1", "b": 2.5}]}),
        replace(BASE, fields={"aim": "x", "steps": [{"a": "1", "b": "2"}]}),
        replace(BASE, fields={**BASE.fields, "more": "y"}),
        replace(BASE, files=()),
        replace(BASE, files=(FileRef("bb", "a.pdf", 3, "2026-01-01"),)),
        replace(BASE, files=(FileRef("aa", "b.pdf", 3, "2026-01-01"),)),
        replace(BASE, files=(*BASE.files, FileRef("cc", "c", 1))),
        replace(BASE, link="https://example.org"),
        replace(BASE, title="\ud800"),
    ],
)
def test_any_change_of_content_changes_the_stamp(changed: Content) -> None:
    assert changed.stamp() != BASE.stamp()


@pytest.mark.parametrize(
    "same",
    [
        replace(BASE, files=(FileRef("aa", "a.pdf", 3, "2020-12-31"),)),
        replace(BASE, fields={"steps": [{"b": 2, "a": "1"}], "aim": "x"}),
    ],
)
def test_dates_and_the_order_of_keys_do_not(same: Content) -> None:
    assert same.stamp() == BASE.stamp()


def test_a_stamp_is_a_sha256_that_stays_the_same_in_every_release() -> None:
    assert Content("T", {"aim": "ไทย"}).stamp() == "9072104e3367cb43a4f6025d273711dc103efdb248578e15f8f977148fce110f"


def test_the_order_of_files_matters() -> None:
    files = (FileRef("aa", "a", 1), FileRef("bb", "b", 1))
    assert Content("", {}, files).stamp() != Content("", {}, files[::-1]).stamp()


@pytest.mark.parametrize(
    ("content", "form", "says_something"),
    [
        (Content("only a title", {}), "form", False),
        (Content("", {"aim": "x"}), "form", True),
        (Content("", {}, (FileRef("a", "n", 0),)), "file", False),
        (Content("", {"aim": "x"}, (FileRef("a", "n", 1),)), "file", True),
        (Content("", {}, (), "https://x"), "link", True),
        (Content("", {"aim": "x"}, (), "https://x"), "form", True),
    ],
)
def test_form_and_whether_it_says_anything(content: Content, form: str, says_something: bool) -> None:
    assert (content.form, content.has_content) == (form, says_something)


def test_states_hold_on_the_version_they_were_given_to() -> None:
    plan = record(1, "plan")
    events = [
        event(1, plan, "checked"),
        event(2, plan, "agreed", stamp="older"),
        event(3, plan, "seen", withdrawn="oops"),
    ]
    assert holding(events, plan.stamp) == {"checked"}
    assert holding(events, "older") == {"agreed"}
    assert approved_stamps(events) == {plan.stamp: {"checked"}, "older": {"agreed"}}


def test_stale_is_the_newest_of_each_state_that_no_longer_holds() -> None:
    plan = record(1, "plan")
    first, second = event(1, plan, "agreed", stamp="v1"), event(2, plan, "agreed", stamp="v2")
    here = event(3, plan, "checked")
    older = event(4, plan, "checked", stamp="v1")
    assert stale([second, first], plan.stamp) == (second,)
    assert stale([here, older], plan.stamp) == ()
    assert stale([replace_withdrawn(second)], plan.stamp) == ()


def replace_withdrawn(of):  # type: ignore[no-untyped-def]
    """The event, taken back."""
    return of._replace(withdrawn="x")


def test_numbers() -> None:
    assert number_for("CR", 0, True) == "CR-001"
    assert number_for("CR", 999, True) == "CR-1000"
    assert number_for("PP", 0, False) == "PP"
