"""Risks after 16085: exposure over time from the versions, threshold, treatment, one sitting that records the review."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.services.shop_of_registers import basic, basic_file, make
from vse_app.model.errors import Invalid
from vse_app.services import records, risking, steering, undo
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]


def risk(ws: Workspace, statement: str, probability: str = "", consequence: str = "", **more: Any) -> int:
    return make(ws, "risk", statement=statement, probability=probability, consequence=consequence, **more).id


def turn(ws: Workspace, days: int) -> None:
    ws.clock.at += dt.timedelta(days=days)  # type: ignore[attr-defined]


def test_the_gravest_stands_first_and_what_nobody_judged_has_no_exposure(basic: Workspace) -> None:
    low, high, none = risk(basic, "A", "low", "low"), risk(basic, "B", "high", "very-high"), risk(basic, "C", "low")
    found = risking.read(basic, 1)
    assert [r.id for r in found.risks] == [high, low, none]
    assert [r.exposure for r in found.risks] == [20, 4, None]
    assert [r.id for r in found.over] == [high]
    assert [r.id for r in found.unjudged] == [none]
    assert [r.id for r in found.cell(4, 5)] == [high]
    assert found.risks[0].lacks == ("treatment", "plan", "owner")
    assert len(found.to_review) == 3


def test_the_threshold_is_ours_until_somebody_chooses_one(basic: Workspace) -> None:
    risk(basic, "A", "low", "low"), risk(basic, "B", "low", "medium", threshold=3)
    assert (risking.read(basic, 1).threshold, risking.read(basic, 1).said) == (10, False)
    assert [r.row.text("statement") for r in risking.read(basic, 1).over] == ["B"]  # its own threshold
    risking.set_threshold(basic, 1, 4)
    found = risking.read(basic, 1)
    assert (found.threshold, found.said, len(found.over)) == (4, True, 2)
    with pytest.raises(Invalid):
        risking.set_threshold(basic, 1, 26)


def test_a_sitting_records_the_review_and_the_history_of_exposure(basic: Workspace) -> None:
    one, two = risk(basic, "A", "high", "high"), risk(basic, "B", "low", "low")
    turn(basic, 7)
    risking.review(basic, one, {"probability": "low"})
    risking.review(basic, two, {})
    found = risking.read(basic, 1)
    assert all(r.reviewed == found.today for r in found.risks)
    assert found.to_review == ()
    first = found.today - dt.timedelta(days=7)
    assert [(day, total, over) for day, total, over in found.total] == [(first, 20, 1), (found.today, 12, 0)]
    by_id = {r.id: r for r in found.risks}
    assert (by_id[one].change_since(first), by_id[two].change_since(first)) == ("lower", "same")
    assert by_id[two].change_since(first - dt.timedelta(days=1)) == "new"
    records.follow(basic, two, "closed")
    found = risking.read(basic, 1)
    assert found.total[-1][1] == 8
    assert {r.id: r.change_since(first) for r in found.risks}[two] == "gone"


def test_treating_says_what_who_and_who_agreed(basic: Workspace) -> None:
    one = risk(basic, "A", "high", "high")
    for bad in ({}, {"treatment": "reduce"}, {"treatment": "accept"}):
        with pytest.raises(Invalid):
            risking.treat(basic, one, bad)
    done = risking.treat(basic, one, {"treatment": "reduce", "plan": "Test early"}, owner="ana")
    row = steering.read(basic, 1, "risk").rows[0]
    assert (row.follow, row.record.owner, row.text("plan")) == ("in-treatment", "ana", "Test early")
    assert risking.read(basic, 1).risks[0].lacks == ()
    undo.undo(basic, done.changes.number)
    assert steering.read(basic, 1, "risk").rows[0].follow == "open"
    risking.treat(basic, one, {"treatment": "accept", "accepted-by": "cleo"})
    assert risking.read(basic, 1).risks[0].lacks == ("owner",)
    records.follow(basic, one, "happened")
    assert risking.read(basic, 1).risks[0].change_since(dt.date(2020, 1, 1)) == "happened"
