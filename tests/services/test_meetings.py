"""Minutes: agreements become dated actions in one change, open things come back, nothing old is written in."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.services.shop_of_registers import basic, basic_file, head, make
from vse_app.i18n import translator
from vse_app.model.agreements import Agreed, read_lines
from vse_app.model.errors import Invalid
from vse_app.services import actions, desk_drafts, meetings, records, registers, steering, today, undo
from vse_app.services.meetings import Minutes
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]

TR = translator("en")


def minutes(**values: object) -> Minutes:
    said = {"purpose": "Progress", "held_on": "2026-03-02", "present": ("ana",), **values}
    return Minutes(**said)  # type: ignore[arg-type]


def test_agreements_become_actions_of_the_meeting(basic: Workspace) -> None:
    lines = ["Send the price / Ana / friday", "Ask the bank / Pedro / some day"]
    agreed = tuple(read_lines(lines, [("ana", "Ana")], dt.date(2026, 3, 2)))
    done = meetings.save(basic, 1, minutes(agreements=agreed, achieved="Half of it"), TR)
    sheet = steering.read(basic, 1, "action")
    first, second = sheet.rows
    assert (first.record.title, first.record.owner, first.record.due) == ("Send the price", "ana", "2026-03-06")
    assert first.links("raised-by") == (done.value.id,)
    assert second.text("details") == "Who: Pedro\nWhen: some day"
    page = records.page(basic, done.value.id)
    assert page.revision.content.fields["attendees"] == [{"name": "Ana López", "role": "Project Manager"}]
    assert json.loads(head(basic, done.value).rows)["agreements"][0] == 2  # they are the minutes' own table
    undo.undo(basic, done.changes.number)
    assert steering.read(basic, 1, "action").rows == ()


def test_what_is_open_comes_back_until_it_is_settled(basic: Workspace) -> None:
    meetings.save(
        basic,
        1,
        minutes(questions=("Who pays? / ana", "Which server?"), agreements=(Agreed("Call", "ana", "2026-03-03"),)),
        TR,
    )
    desk = meetings.read(basic, 1, "en")
    assert [(q.text, q.owner) for q in desk.questions] == [("Who pays?", "ana"), ("Which server?", "")]
    call = desk.actions[0].record
    later = minutes(held_on="2026-03-09", settled=("Who pays?",), done=(call.id,))
    second = meetings.save(basic, 1, later, TR).value
    desk = meetings.read(basic, 1, "en")
    assert [(q.text, q.meeting) for q in desk.questions] == [("Which server?", second.number)]
    assert desk.actions == ()
    closed = steering.read(basic, 1, "action").rows[0]
    assert (closed.follow, closed.text("done-on"), closed.text("result")) == ("done", "2026-03-09", second.number)
    assert records.page(basic, second.id).revision.content.fields["earlier-minutes"]


def test_minutes_need_a_purpose_and_somebody(basic: Workspace) -> None:
    with pytest.raises(Invalid):
        meetings.save(basic, 1, minutes(purpose=" "), TR)
    with pytest.raises(Invalid):
        meetings.save(basic, 1, minutes(present=()), TR)
    assert steering.read(basic, 1, "meeting").rows == ()


def test_a_draft_is_kept_and_gone_with_the_minutes(basic: Workspace) -> None:
    desk_drafts.keep(basic, 1, "meeting", {"purpose": "P"})
    assert meetings.read(basic, 1, "en").draft == {"purpose": "P"}
    meetings.save(basic, 1, minutes(), TR)
    assert meetings.read(basic, 1, "en").draft == {}


def test_own_actions_stand_on_today_until_they_are_closed(basic: Workspace) -> None:
    made = make(basic, "action", "Send it")
    records.set_head(basic, made.id, owner="ana", due="2026-01-01")
    other = make(basic, "risk", statement="If it rains")
    records.set_head(basic, other.id, owner="ana", due="2199-01-01")
    assert [r.id for r in actions.mine(basic, 1, "ana")] == [made.id]
    found = today.today(basic, 1, TR, "en")["mine"]
    assert [(x["record"], x["late"], x["closes"]) for x in found] == [(made.id, True, True)]
    actions.close(basic, made.id)
    assert today.today(basic, 1, TR, "en")["mine"] == []
    assert registers.by_ids(basic, [made.id])[0].content.fields["done-on"] == basic.today()
    assert actions.mine(basic, 1, "") == []
