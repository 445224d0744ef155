"""Which standard? A few answers and a table that decides: the first rule whose conditions all hold gives the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vse_app.model.process import Raw

When = Mapping[str, tuple[str, ...]]
"""Question → the answers that let a condition hold."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its possible answers, in order; `company` is a field of the company shown beside it, or ""."""

    id: str
    answers: tuple[str, ...]
    company: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Where the answers lead: `rung` on the ladder, `model` and `element` in the library; "" where there is none."""

    id: str
    rung: str = ""
    model: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, and the result when they hold."""

    id: str
    when: When
    result: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Conditions, and something to say when they hold, whatever the result."""

    id: str
    when: When


@dataclass(frozen=True, slots=True)
class Decision:
    """A result with the rule that gave it and the remarks that belong to it."""

    result: Result
    rule: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """Questions, results and rules, and the words of all of them."""

    questions: tuple[Question, ...]
    results: Mapping[str, Result]
    rules: tuple[Rule, ...]
    notes: tuple[Remark, ...]
    words: Mapping[str, Any] = field(repr=False)

    def word(self, language: str, *path: str) -> str:
        """Words by section, id and key; English where the language has none, "" where nobody has."""
        for tongue in (language, "en"):
            node: Any = self.words.get(tongue, {})
            for step in path:
                node = node.get(step, {})
            if node:
                return node
        return ""

    def known(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers that the guide still has, in the order of the questions."""
        return {q.id: answers[q.id] for q in self.questions if answers.get(q.id) in q.answers}

    def decide(self, answers: Mapping[str, str]) -> Decision | None:
        """The result of the answers; None until every question is answered, or when no rule fits."""
        given = self.known(answers)
        if len(given) < len(self.questions):
            return None
        rule = next((rule for rule in self.rules if _holds(rule.when, given)), None)
        if rule is None:
            return None
        notes = tuple(note.id for note in self.notes if _holds(note.when, given))
        return Decision(self.results[rule.result], rule.id, notes)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a company answered, when (ISO date) and under whose name (person id)."""

    answers: Mapping[str, str]
    answered: str = ""
    person: str = ""


def guide_from(raw: Raw) -> Guide:
    """The guide from its checked file."""
    structure = raw["structure"]
    return Guide(
        questions=tuple(Question(q["id"], tuple(q["answers"]), q.get("company", "")) for q in structure["questions"]),
        results={r["id"]: Result(**r) for r in structure["results"]},
        rules=tuple(Rule(r["id"], _when(r), r["result"]) for r in structure["rules"]),
        notes=tuple(Remark(n["id"], _when(n)) for n in structure["notes"]),
        words=raw["words"],
    )


def _when(item: Mapping[str, Any]) -> When:
    return {question: tuple(allowed) for question, allowed in item["when"].items()}


def _holds(when: When, answers: Mapping[str, str]) -> bool:
    return all(answers[question] in allowed for question, allowed in when.items())
