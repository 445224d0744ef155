"""A clock that goes back: nothing is lost or reordered, and the history says openly that it happened."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.fixtures import Clock, plan
from vse_app.i18n import translator
from vse_app.model.records import Content
from vse_app.services import backup, history, publishing, records, undo, whereabouts
from vse_app.services.workspace import Workspace
from vse_app.store import histories


def notes(ws: Workspace) -> list[histories.Line]:
    """What the history says of the clock, newest first."""
    return history.block(ws, entity="clock")


def test_a_clock_that_goes_back_is_noted_once_before_what_was_written(ws: Workspace, clock: Clock) -> None:
    records.create(ws, 1, "plan", content=plan())
    before = ws.moment()
    clock.at -= dt.timedelta(days=2)
    made = records.create(ws, 1, "report", content=Content("Later, by a clock that says earlier", {"limits": "x"}))
    with ws.reading() as connection:
        lines = histories.of_change(connection, made.changes.number)
    assert [line.entity for line in lines] == ["clock", "record", "revision"]
    records.revise(ws, made.value.id, title="And once more")
    (note,) = notes(ws)
    assert before[:10] in note.before and made.value.captured[:10] in note.after
    said = history.sentence(translator("en"), note, {})
    assert "stood earlier" in said and "2026-03-02" in said and "2026-02-28" in said
    assert "Reloj" not in said and "anterior" in history.sentence(translator("es"), note, {})


def test_small_differences_between_two_computers_are_no_news(ws: Workspace, clock: Clock) -> None:
    records.create(ws, 1, "plan", content=plan())
    clock.at -= dt.timedelta(minutes=4)
    records.revise(ws, 1, title="A little earlier")
    assert notes(ws) == []


def test_reading_and_changing_nothing_notes_nothing(ws: Workspace, clock: Clock) -> None:
    made = records.create(ws, 1, "plan", content=plan()).value
    clock.at -= dt.timedelta(days=2)
    assert records.set_head(ws, made.id, owner=made.owner).changes.number == 0
    assert notes(ws) == []


def test_the_file_stays_whole_and_the_change_can_be_undone(ws: Workspace, clock: Clock) -> None:
    records.create(ws, 1, "plan", content=plan())
    clock.at -= dt.timedelta(days=2)
    number = records.revise(ws, 1, title="Written by a wrong clock").changes.number
    clock.at -= dt.timedelta(days=2)
    records.create(ws, 1, "report", content=Content("Another note", {"limits": "x"}))
    assert len(notes(ws)) == 2
    assert backup.check(ws) == []
    assert whereabouts.can_undo(ws, number)
    assert undo.undo(ws, number).value == "record.revise"
    assert records.page(ws, 1).record.title == "The plan"
    assert backup.check(ws) == []


def test_the_pack_says_so_among_the_deviations(ws: Workspace, clock: Clock, tmp_path: Path) -> None:
    records.create(ws, 1, "plan", content=plan())
    clock.at -= dt.timedelta(days=2)
    records.revise(ws, 1, title="Written by a wrong clock")
    report = publishing.build(ws, 1, "evidence-pack", "en")
    at = next(n for n, block in enumerate(report.blocks) if getattr(block, "text", "") == "Deviations, with reasons")
    rows = report.blocks[at + 1].rows
    assert any(row[:2] == ("The computer's clock", "went back") and "2026-02-28" in row[2] for row in rows)
