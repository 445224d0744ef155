"""Role cards for interviews: questions from the practices of a role, and from the company's own records.

An assessor asks people in their roles, not the executives, and asks for things that are there: “Show me CR-004: who
gave it the state “evaluated”?” Odd things are asked about first. The same data give the same card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vse_app.model.assessment import Assessment
from vse_app.model.assessment_facts import Fact, Said, Source, step_facts, words
from vse_app.model.assessment_scope import Subject
from vse_app.model.elements import Process
from vse_app.model.process import ProcessModel
from vse_app.model.records import Record, stale
from vse_app.model.view import View

MOST_RECORDS, MOST_PRACTICES = 7, 7
"""At most so many questions of each sort: an interview takes half an hour."""

_ODD: Final[Mapping[str, str]] = {
    "stale-approval": "ask-changed",
    "same-person": "ask-alone",
    "written-later": "ask-later",
    "unconfirmed": "ask-unconfirmed",
    "left-out": "ask-left-out",
    "late-again": "ask-late",
    "overdue-again": "ask-late",
    "incomplete": "ask-incomplete",
    "missed": "ask-missed",
}
"""Fact → the question it leads to."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its sentence by `code` with `values`, the items it helps to rate, and the record it is about."""

    code: str
    values: Mapping[str, Said] = field(default_factory=dict[str, Said])
    items: tuple[str, ...] = ()
    record: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What to ask somebody in a role, or about a process where the model names no roles. `processes` are in scope."""

    role: str
    process: str
    processes: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        """The role, or the process."""
        return self.role or self.process


def cards(
    assessment: Assessment, model: ProcessModel, subjects: Sequence[Subject], sources: Mapping[str, Sequence[Source]]
) -> tuple[Card, ...]:
    """One card for each role with work in scope, in the order of the model; by process where it names no roles."""
    scope = [p for p in model.processes if assessment.target(p.id)]
    own = {s.element: s for s in subjects if s.kind in ("practice", "task")}
    roles_of = {t.id: t.roles for p in scope for a in p.activities for t in a.tasks}
    found: list[Card] = []
    for role in model.roles:
        if role.group_of:
            continue
        mine = [own[task] for task, roles in roles_of.items() if role.id in roles and task in own]
        leads = [p for p in scope if role.id in (p.responsible, p.authority)]
        if mine or leads:
            found.append(_card(role.id, mine, leads, model, sources))
    asked = {process for card in found for process in card.processes}
    found += [_process_card(p, subjects, sources, model) for p in scope if p.id not in asked]
    return tuple(found)


def _card(
    role: str,
    mine: Sequence[Subject],
    leads: Sequence[Process],
    model: ProcessModel,
    sources: Mapping[str, Sequence[Source]],
) -> Card:
    processes = dict.fromkeys([*(p.id for p in leads), *(s.process for s in mine)])
    asked = [
        *(_aim(p, model) for p in leads),
        *_about_records(mine, sources),
        *_about_practices(mine, sources, model),
        Question("ask-help"),
    ]
    return Card(role, "", tuple(processes), tuple(asked))


def _process_card(
    process: Process, subjects: Sequence[Subject], sources: Mapping[str, Sequence[Source]], model: ProcessModel
) -> Card:
    mine = [s for s in subjects if s.process == process.id and s.kind == "outcome"]
    asked = [
        _aim(process, model),
        *_about_records(mine, sources),
        *(
            Question("ask-outcome", {"outcome": words(model, "objectives", s.element, "title")}, (s.key,))
            for s in mine[:MOST_PRACTICES]
        ),
        Question("ask-help"),
    ]
    return Card("", process.id, (process.id,), tuple(asked))


def _aim(process: Process, model: ProcessModel) -> Question:
    said: dict[str, Said] = {"process": words(model, "processes", process.id)}
    return Question("ask-aim", said, (f"{process.id}/PA 1.1",))


def _about_records(mine: Sequence[Subject], sources: Mapping[str, Sequence[Source]]) -> list[Question]:
    """Odd things first, then one record of each kind with the state it was given last."""
    odd: dict[tuple[str, int, int, str], Question] = {}
    plain: dict[tuple[int, str], Question] = {}
    for subject in mine:
        for source in sources.get(subject.key, ()):
            for fact in step_facts(source):
                question = _odd(fact, subject)
                if question is not None:
                    odd.setdefault((question.code, fact.project, fact.record, fact.task), question)
            for record in _touched(source):
                event = next(
                    iter(reversed([e for e in source.view.facts.events_of.get(record.id, ()) if not e.withdrawn])), None
                )
                if event is not None:
                    values = _of_record(source.view, record) | {
                        "state": words(source.view.model, "states", event.state)
                    }
                    plain.setdefault(
                        (record.project, record.kind), Question("ask-state", values, (subject.key,), record.id)
                    )
    several = _spread(list(odd.values()))
    return [*several, *plain.values()][:MOST_RECORDS]


def _spread(questions: Sequence[Question]) -> list[Question]:
    """One of each sort before the second of any."""
    by_code: dict[str, list[Question]] = {}
    for question in questions:
        by_code.setdefault(question.code, []).append(question)
    rows = max((len(group) for group in by_code.values()), default=0)
    return [group[number] for number in range(min(rows, 2)) for group in by_code.values() if number < len(group)]


def _odd(fact: Fact, subject: Subject) -> Question | None:
    code = _ODD.get(fact.code)
    if code is None:
        return None
    values = dict(fact.values)
    if fact.task:
        values["task"] = fact.task
    return Question(code, values, (subject.key,), fact.record)


def _touched(source: Source) -> Iterator[Record]:
    ids = dict.fromkeys(r for s in source.steps if s.confirmations for need in s.outputs for r in need.records)
    for number in ids:
        record = source.view.record(number)
        if (
            record is not None
            and record.filled
            and not stale(source.view.facts.events_of.get(number, ()), record.stamp)
        ):
            yield record


def _of_record(view: View, record: Record) -> dict[str, Said]:
    return {
        "project": view.project.code,
        "record": f"{record.number} {record.title}".strip(),
        "version": record.revision,
    }


def _about_practices(
    mine: Sequence[Subject], sources: Mapping[str, Sequence[Source]], model: ProcessModel
) -> list[Question]:
    """Practices the projects say nothing about come first: there an answer is worth most."""
    ordered = sorted(mine, key=lambda s: (bool(sources.get(s.key)), s.level))
    found: list[Question] = []
    for subject in _each_process(ordered):
        task = model.task(subject.element)
        values: dict[str, Said] = {"task": task.id, "title": words(model, "tasks", task.id, "title")}
        products = tuple(dict.fromkeys(use.product for use in task.outputs))
        if products:
            values["product"] = words(model, "products", products[:1])
        found.append(Question("ask-practice-product" if products else "ask-practice", values, (subject.key,)))
    return found[:MOST_PRACTICES]


def _each_process(ordered: Iterable[Subject]) -> list[Subject]:
    """The processes in turn, so that none is left out of a short card."""
    queues: dict[str, list[Subject]] = {}
    for subject in ordered:
        queues.setdefault(subject.process, []).append(subject)
    found: list[Subject] = []
    while any(queues.values()):
        found += [queue.pop(0) for queue in queues.values() if queue]
    return found
