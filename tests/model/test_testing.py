"""Runs of tests: the latest result, the choice of cases, what the steps speak for."""

from __future__ import annotations

import pytest

from vse_app.i18n import translator
from vse_app.model.test_words import result_word
from vse_app.model.testing import (
    NEVER,
    RESULTS,
    Answer,
    Case,
    Result,
    Run,
    Selection,
    StepAnswer,
    answer_of,
    chosen,
    newest,
    proposed,
    tallies,
)

OLD, NEW = Result(10, "failed", "1.0", "2026-05-01"), Result(11, "passed", "1.1", "2026-05-02")
CASES = (
    Case(1, "T-1", "a", "unit", NEW, frozenset({"1.0", "1.1"})),
    Case(2, "T-2", "b", "system", OLD, frozenset({"1.0"})),
    Case(3, "T-3", "c", "", None),
)


def test_the_newest_is_by_day_and_then_by_record() -> None:
    same_day = Result(12, "blocked", "1.1", "2026-05-02")
    latest, versions = newest([(1, NEW), (1, OLD), (2, same_day), (2, NEW)])
    assert latest == {1: NEW, 2: same_day}
    assert versions == {1: {"1.0", "1.1"}, 2: {"1.1"}}  # what could not be run was not run on that version


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), [1, 2, 3]),
        (Selection("level", "unit"), [1]),
        (Selection("not-run", version="1.1"), [2, 3]),
        (Selection("not-run", version="2.0"), [1, 2, 3]),
        (Selection("failed"), [2]),
    ],
)
def test_cases_are_chosen(selection: Selection, expected: list[int]) -> None:
    assert [c.record for c in chosen(CASES, selection)] == expected


def test_tallies_say_what_they_count() -> None:
    whole, *levels = tallies(CASES)
    assert (whole.level, whole.total, whole.by_result["passed"], whole.by_result[NEVER]) == ("", 3, 1, 1)
    assert [(t.level, t.total) for t in levels] == [("unit", 1), ("system", 1)]
    assert tallies(())[0].total == 0


@pytest.mark.parametrize(
    ("steps", "result"),
    [((), ""), (("passed", ""), ""), (("passed", "passed"), "passed"), (("passed", "failed", ""), "failed"),
     (("blocked", "failed"), "failed"), (("passed", "blocked"), "blocked")],
)  # fmt: skip
def test_the_steps_speak_for_a_result(steps: tuple[str, ...], result: str) -> None:
    assert proposed([StepAnswer(s) for s in steps]) == result


def test_an_answer_comes_back_as_it_was_kept() -> None:
    answer = Answer("failed", "It beeped twice", (StepAnswer("passed"), StepAnswer("failed", "twice")), 12)
    assert answer_of(answer.plain()) == answer
    assert answer_of({}) == Answer()


def test_a_run_counts_what_has_a_result() -> None:
    run = Run("1.0", "2026-05-01", "ana", (1, 2, 3), {1: Answer("passed"), 2: Answer("", "half"), 9: Answer("failed")})
    assert run.answered == (1,)
    assert (run.count("passed"), run.count("failed")) == (1, 1)
    assert run.plain()["cases"] == [1, 2, 3]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_result_has_its_word(language: str) -> None:
    words = [result_word(translator(language), result) for result in (*RESULTS, NEVER)]
    assert len(set(words)) == len(words)
