"""Runs of test cases: which cases are chosen, what each step gave, and the latest result of every case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

RESULTS: Final = ("passed", "failed", "blocked", "pending")
"""What a result can be, as the register has it."""
NEVER: Final = ""
"""In place of a result: the case was never run."""
CHOICES: Final = ("all", "level", "not-run", "failed")
"""How the cases of a run are chosen: every one, those of a level, those without a result on this version, those whose
latest result is not "passed"."""


class Result(NamedTuple):
    """One result of a case: the record, what it was, on which version, when (ISO date)."""

    record: int
    result: str
    version: str
    happened: str


class Case(NamedTuple):
    """A test case with its latest result (None: never run) and the version it was last run on."""

    record: int
    number: str
    title: str
    level: str
    latest: Result | None
    versions: frozenset[str] = frozenset()

    @property
    def result(self) -> str:
        """Its latest result, `NEVER` without any."""
        return self.latest.result if self.latest else NEVER


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases a run takes: one of `CHOICES`, with a level or a version where it needs one."""

    choice: str = "all"
    level: str = ""
    version: str = ""


def newest(results: Iterable[tuple[int, Result]]) -> tuple[dict[int, Result], dict[int, set[str]]]:
    """(case → its latest result, case → the versions it was run on), of pairs (case, result)."""
    latest: dict[int, Result] = {}
    versions: dict[int, set[str]] = {}
    for case, result in results:
        before = latest.get(case)
        if before is None or (result.happened, result.record) > (before.happened, before.record):
            latest[case] = result
        if result.result in ("passed", "failed"):
            versions.setdefault(case, set()).add(result.version)
    return latest, versions


def chosen(cases: Iterable[Case], selection: Selection) -> tuple[Case, ...]:
    """The cases of a run, in their order."""
    match selection.choice:
        case "level":
            return tuple(c for c in cases if c.level == selection.level)
        case "not-run":
            return tuple(c for c in cases if selection.version not in c.versions)
        case "failed":
            return tuple(c for c in cases if c.result not in ("passed", NEVER))
        case _:
            return tuple(cases)


class Tally(NamedTuple):
    """How many cases there are (of a level), by latest result; `NEVER` for those without one."""

    level: str
    total: int
    by_result: Mapping[str, int]


def tallies(cases: Sequence[Case]) -> tuple[Tally, ...]:
    """All cases together (level ""), then each level that has cases, in the order in which it appears."""
    levels = dict.fromkeys(c.level for c in cases)
    parts = [("", cases), *((level, [c for c in cases if c.level == level]) for level in levels if level)]
    return tuple(
        Tally(level, len(some), {r: sum(c.result == r for c in some) for r in (*RESULTS, NEVER)})
        for level, some in parts
    )


class StepAnswer(NamedTuple):
    """What a step gave: one of "passed", "failed", "blocked" or "", and what was seen."""

    result: str = ""
    actual: str = ""


class Answer(NamedTuple):
    """What a case gave in a run: its result (as decided), what happened, its steps, and the seconds it took."""

    result: str = ""
    actual: str = ""
    steps: tuple[StepAnswer, ...] = ()
    seconds: int = 0

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "result": self.result,
            "actual": self.actual,
            "steps": [list(s) for s in self.steps],
            "seconds": self.seconds,
        }


def answer_of(said: Mapping[str, Any]) -> Answer:
    """An answer as it was stored."""
    steps = cast("Sequence[Sequence[str]]", said.get("steps", ()))
    return Answer(
        said.get("result", ""), said.get("actual", ""), tuple(StepAnswer(*s) for s in steps), said.get("seconds", 0)
    )


def proposed(steps: Sequence[StepAnswer]) -> str:
    """The result that the steps speak for; "" while one of them is open."""
    results = [step.result for step in steps]
    for worst in ("failed", "blocked"):
        if worst in results:
            return worst
    return "passed" if results and all(r == "passed" for r in results) else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: the version tested, the cases in their order, and the answers so far (case → answer)."""

    version: str
    started: str
    tester: str
    cases: tuple[int, ...]
    answers: Mapping[int, Answer]
    environment: int = 0

    @property
    def answered(self) -> tuple[int, ...]:
        """Cases with a result."""
        return tuple(case for case in self.cases if case in self.answers and self.answers[case].result)

    def count(self, result: str) -> int:
        """How many cases have a result."""
        return sum(answer.result == result for answer in self.answers.values())

    def plain(self) -> dict[str, Any]:
        """As it is stored, without its answers: each of them is kept on its own."""
        return {
            "version": self.version, "started": self.started, "tester": self.tester, "cases": list(self.cases),
            "environment": self.environment,
        }  # fmt: skip
