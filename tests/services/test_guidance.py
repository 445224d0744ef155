"""Which standard? and Why don't we use standards?: kept in the company file, undoable, and printed with the ladder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures import Clock
from tests.services.test_publishing import text_of
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.report import Bars, Stairs, Table
from vse_app.services import history, ladder, publishing, sample, undo, verbs, which, why_not
from vse_app.services.workspace import Workspace

ANSWERS = {"content": "software", "side": "supplier", "size": "few", "demand": "nothing", "stage": "one"}


def test_answers_are_kept_one_by_one_and_lead_somewhere_when_all_are_there(ws: Workspace) -> None:
    assert which.answered(ws).answers == {} and which.decision(ws) is None
    for question, chosen in ANSWERS.items():
        assert which.decision(ws) is None
        which.answer(ws, question, chosen)
    found = which.answered(ws)
    assert (found.answers, found.answered, found.person) == (ANSWERS, "2026-03-02", "ana")
    decision = which.decision(ws)
    assert decision is not None and decision.result.id == "basic"


@pytest.mark.parametrize(("question", "chosen"), [("size", "huge"), ("colour", "red")])
def test_what_was_not_asked_cannot_be_answered(ws: Workspace, question: str, chosen: str) -> None:
    with pytest.raises(Invalid, match="There is no such answer"):
        which.answer(ws, question, chosen)


def test_an_answer_can_be_undone(ws: Workspace) -> None:
    which.answer(ws, "size", "few")
    done = which.answer(ws, "size", "many")
    undo.undo(ws, done.changes.number)
    assert which.answered(ws).answers == {"size": "few"}
    assert verbs.verb_name(translator("en"), which.KIND) == "answer about the standard"
    which.save(ws, {"size": "gone"})
    assert which.answered(ws).answers == {}


def test_points_begin_a_round_and_a_new_one_leaves_the_old(ws: Workspace, clock: Clock) -> None:
    assert why_not.rounds(ws) == ()
    why_not.give_points(ws, "not-required", 3)
    why_not.write_note(ws, "Nobody asks.")
    assert why_not.begin_again(ws).value.number == 2
    assert why_not.begin_again(ws).value.number == 2, "an empty round is used instead of a further one"
    clock.at += dt.timedelta(days=40)
    done = why_not.give_points(ws, "not-required", 1)
    first, second = why_not.rounds(ws)
    assert (first.points, first.note, first.begun) == ({"not-required": 3}, "Nobody asks.", "2026-03-02")
    assert (second.points, second.begun, second.changed) == ({"not-required": 1}, "2026-03-02", "2026-04-11")
    undo.undo(ws, done.changes.number)
    assert why_not.rounds(ws)[-1].points == {}


@pytest.mark.parametrize(
    ("reason", "points"), [("not-required", 4), ("not-required", -1), ("nobody", 1), ("pairing", 1)]
)
def test_points_that_cannot_be_are_refused(ws: Workspace, reason: str, points: int) -> None:
    with pytest.raises(Invalid, match="There is no such answer"):
        why_not.give_points(ws, reason, points)


def test_a_note_has_an_end(ws: Workspace) -> None:
    with pytest.raises(Invalid, match="longer than 4000"):
        why_not.write_note(ws, "x" * 4001)


def test_the_history_tells_of_both_in_words(ws: Workspace) -> None:
    which.answer(ws, "size", "few")
    why_not.give_points(ws, "other", 0)
    for language, words in (("en", ("Which standard?", "use standards")), ("es", ("Qué norma", "usamos normas"))):
        said = [history.sentence(translator(language), line, {}) for line in history.block(ws, limit=2)]
        assert words[1] in said[0] and words[0] in said[1]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_report_prints_ladder_answers_and_every_round(
    sample_files: Callable[[str], Path], tmp_path: Path, language: str
) -> None:
    with Workspace.open(sample_files(language), writable=False) as ws:
        report = publishing.build(ws, 2, "ladder", language)
        publishing.render(report, tmp_path / "l.pdf")
        rounds, people = why_not.rounds(ws), ("Elena Ruiz", "Marco Dávila")
    text = text_of(tmp_path / "l.pdf")
    for said in (*(r.note for r in rounds), *people, "12207:2008", "MoProSoft", "CONTEO"):
        assert "".join(said.split()) in text, said
    assert sum(isinstance(block, Stairs) for block in report.blocks) == 2
    bars = next(block for block in report.blocks if isinstance(block, Bars))
    assert len(bars.series) == 3
    assert [values[0] for _, values in bars.rows] == [28, 24, 15, 14, 10, 9]
    assert report.stamp() == publishing_again(sample_files(language), language)


def publishing_again(file: Path, language: str) -> str:
    with Workspace.open(file, writable=False) as ws:
        return publishing.build(ws, 2, "ladder", language).stamp()


def test_without_answers_the_report_has_no_such_chapters(ws: Workspace) -> None:
    report = publishing.build(ws, 1, "ladder", "en")
    headings = [block.text for block in report.blocks if hasattr(block, "in_contents")]
    assert "Which standard?" not in headings and "Why don't we use standards?" not in headings
    which.answer(ws, "size", "few")
    why_not.write_note(ws, "Only words.")
    headings = [block.text for block in publishing.build(ws, 1, "ladder", "en").blocks if hasattr(block, "in_contents")]
    assert {"Which standard?", "Why don't we use standards?"} <= set(headings)


def test_the_ladder_of_a_model_is_printed_too(ws: Workspace) -> None:
    report = publishing.ladder_report(ws, f"model:{sample.MODEL}@2011", "en")
    assert report.subtitle == "Basic"
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert len(table.rows) == len(ladder.ladder().rungs)


def test_many_rounds_are_all_printed(ws: Workspace, tmp_path: Path) -> None:
    for number in range(7):
        why_not.begin_again(ws)
        why_not.give_points(ws, "other", number % 4)
        why_not.write_note(ws, f"round{number}said")
    publishing.render(publishing.build(ws, 1, "ladder", "en"), tmp_path / "l.pdf")
    text = text_of(tmp_path / "l.pdf")
    assert all(f"round{number}said" in text for number in range(7))
