"""What the page of a record shows beside the record: links both ways, who may give a state, folded versions."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.fixtures import Clock, plan
from vse_app.model.records import Content
from vse_app.services import company, record_page, records
from vse_app.services.workspace import Workspace


@pytest.fixture
def pair(ws: Workspace) -> tuple[int, int]:
    """A plan, and a change that is based on it."""
    target = records.create(ws, 1, "plan", content=plan()).value
    source = records.create(ws, 1, "change", content=Content("Change", {"based-on": [str(target.id)]})).value
    return target.id, source.id


def test_links_are_shown_from_both_sides_and_suspect_when_the_target_changed(
    ws: Workspace, pair: tuple[int, int]
) -> None:
    target, source = pair
    records.revise(ws, target, fields={"aim": "other"})
    here, there = record_page.read(ws, source), record_page.read(ws, target)
    (out,), (back,) = here.links_out(), there.links_in()
    assert out == back
    assert here.links_in() == there.links_out() == ()
    assert here.is_suspect(out)
    assert there.is_suspect(back)
    assert here.heads[target].title == "The plan"
    records.clear_suspect(ws, out)
    assert not record_page.read(ws, source).is_suspect(record_page.read(ws, source).links_out()[0])


def test_targets_to_link_to_are_the_others_of_the_project_only_where_there_is_a_link_field(
    ws: Workspace, pair: tuple[int, int]
) -> None:
    target, source = pair
    assert record_page.read(ws, source).targets == ((str(target), "P The plan"),)
    report = records.create(ws, 1, "report", content=Content("R", {"limits": "x"})).value
    assert record_page.read(ws, report.id).targets == ()
    records.withdraw(ws, target, "no")
    assert (str(target), "P The plan") in record_page.read(ws, source).targets  # linked already, so still named


def test_the_one_at_work_gives_a_state_if_they_play_a_role_for_it(ws: Workspace, pair: tuple[int, int]) -> None:
    found = record_page.read(ws, pair[0])
    assert record_page.suggested_giver(found, "agreed") == ("cleo", "CUS")
    company.set_actor(ws, "ben")
    assert record_page.suggested_giver(record_page.read(ws, pair[0]), "checked") == ("ben", "DEV")
    assert record_page.roles_for(found, "ana", "agreed")[0] in ("LEAD", "TEAM")
    assert set(record_page.roles_for(found, "ana", "agreed")) == {"LEAD", "DEV", "CUS", "TEAM"}


def test_edits_by_one_person_within_an_hour_are_folded_and_approved_ones_stand_alone(
    ws: Workspace, clock: Clock
) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    for text in ("a", "b"):
        records.revise(ws, record.id, fields={"aim": text})
    records.set_state(ws, record.id, "checked", person="ben", role="DEV")
    records.revise(ws, record.id, fields={"aim": "c"})
    clock.at += dt.timedelta(hours=2)
    records.revise(ws, record.id, fields={"aim": "d"})
    company.set_actor(ws, "ben")
    records.revise(ws, record.id, fields={"aim": "e"})
    page = records.page(ws, record.id)
    folded = record_page.fold(page.revisions, page.events)
    assert [(v.newest.no, [r.no for r in v.folded]) for v in folded] == [(6, []), (5, []), (4, []), (3, [2, 1])]
