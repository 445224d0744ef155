"""How far a claim may go: pure arithmetic over a declaration, its judgements, and what has changed since.

Only what a named person judged counts; the program's own proposals never do. Full conformance may be claimed when every
outcome of every declared process is judged achieved, with evidence that is still what it was; tailored conformance when
all that remain are. For a profile that allows no tailoring see `claims`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vse_app.model.process import ProcessModel
from vse_app.model.project import Confirmation, Person, Project
from vse_app.model.records import Record
from vse_app.model.tailoring import (
    Declaration,
    Deletion,
    Evidence,
    Judgement,
    Place,
    Unit,
    basis,
    places,
    remaining,
    requirements,
)

FULL, TAILORED, NOT_YET = "full", "tailored", "not yet"
"""The claims that may come out."""


class Lack(NamedTuple):
    """Something that stands in the way of the claim: a code, the element it is about, and a detail."""

    code: str
    element: str = ""
    detail: str = ""


class Warn(NamedTuple):
    """Something that does not stand in the way but has to be said."""

    code: str
    element: str = ""
    detail: str = ""


class Judged(NamedTuple):
    """A unit with its judgement. `state` is "achieved", "not-yet", "stale" or "open"; `changed` says what moved."""

    unit: Unit
    judgement: Judgement | None
    state: str
    changed: tuple[tuple[Evidence, str], ...] = ()


@dataclass(frozen=True)
class Standing:
    """What the evidence is now. `project` 0 takes evidence from every project, another number only from that one."""

    project: int = 0
    records: Mapping[int, Record] = field(default_factory=dict[int, Record])
    confirmed: Mapping[tuple[int, int], Confirmation] = field(default_factory=dict[tuple[int, int], Confirmation])

    def change(self, evidence: Evidence) -> str:
        """What happened to evidence since it was named: "" (nothing), "changed", "withdrawn" or "gone"."""
        if self.project not in (0, evidence.project):
            return "gone"
        if evidence.kind == "task":
            said = self.confirmed.get((evidence.project, evidence.id))
            return "gone" if said is None else "withdrawn" if said.withdrawn else ""
        record = self.records.get(evidence.id)
        if record is None or record.project != evidence.project:
            return "gone"
        return "withdrawn" if record.withdrawn else "changed" if record.stamp != evidence.stamp else ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was judged, which deletions count, what stands in the way, and what has to be said beside the claim."""

    kind: str
    judged: tuple[Judged, ...]
    deletions: tuple[Deletion, ...]
    lacks: tuple[Lack, ...]
    warnings: tuple[Warn, ...]

    @property
    def claim(self) -> str:
        """The claim that may be made: "full", "tailored" or "not yet"."""
        return NOT_YET if self.lacks else self.kind

    def count(self, state: str) -> int:
        """How many units are in a state."""
        return sum(item.state == state for item in self.judged)


@dataclass(frozen=True)
class Stated:
    """A declaration with all it takes to show and print it.

    `projects` and `models` are those the evidence comes from, by project id; `people` everybody by id.
    """

    declaration: Declaration
    model: ProcessModel
    judgements: Mapping[str, Judgement]
    standing: Standing
    assessment: Assessment
    people: Mapping[str, Person]
    projects: Mapping[int, Project]
    models: Mapping[int, ProcessModel]

    @property
    def project(self) -> Project | None:
        """The project it speaks of; None for the whole company."""
        return self.projects.get(self.declaration.project)

    @property
    def is_stated(self) -> bool:
        """Whether a person states this claim as it stands: the program itself never does."""
        made = {warn.code for warn in self.assessment.warnings}
        return self.assessment.claim != NOT_YET and not made & {"nobody-states", "stated-before"}


def assess(
    declaration: Declaration, model: ProcessModel, judgements: Mapping[str, Judgement], standing: Standing
) -> Assessment:
    """Judge the claim as it stands now."""
    refused = list(refusals(declaration, model))
    wrong = {lack.element for lack in refused}
    counted = {d.element: d for d in reversed(declaration.deletions) if d.element not in wrong}
    kept = tuple(d for d in dict.fromkeys(declaration.deletions) if counted.get(d.element) == d)
    deleted = frozenset(counted) if declaration.kind == TAILORED else frozenset[str]()
    judged = tuple(judge(unit, judgements.get(unit.element), standing)
                   for unit in remaining(model, declaration, deleted))  # fmt: skip
    lacks = (*_of_model(declaration, model), *refused, *_emptied(declaration, model, judged), *_of_units(judged))
    found = (*warnings(declaration, model), *_statement(declaration, judgements))
    return Assessment(declaration.kind, judged, kept, lacks, found)


def judge(unit: Unit, said: Judgement | None, standing: Standing) -> Judged:
    """A unit with what was said of it, and whether the evidence is still what it was."""
    if said is None or not said.verdict or not said.person:
        return Judged(unit, said, "open")
    changed = tuple((item, why) for item in said.evidence if (why := standing.change(item)))
    if said.verdict != "achieved":
        return Judged(unit, said, said.verdict, changed)
    return Judged(unit, said, "stale" if changed or not said.evidence else "achieved", changed)


def refusals(declaration: Declaration, model: ProcessModel) -> Iterator[Lack]:
    """Deletions that do not count, and why."""
    own, every = places(model, declaration.processes), places(model)
    processes = {p.id for p in model.processes}
    for deletion in dict.fromkeys(declaration.deletions):
        if declaration.kind != TAILORED:
            yield Lack("deletion-in-full", deletion.element)
        elif deletion.element in processes:
            yield Lack("deletion-of-process", deletion.element)
        elif deletion.element not in every:
            yield Lack("deletion-unknown", deletion.element)
        elif deletion.element not in own:
            yield Lack("deletion-undeclared", deletion.element)
        elif not deletion.reason.strip() or not deletion.decider:
            yield Lack("deletion-unreasoned", deletion.element)


def empties(model: ProcessModel, declaration: Declaration, place: Place) -> bool:
    """Whether deleting one more element leaves nothing of its process to be shown."""
    gone = frozenset({d.element for d in declaration.deletions} | {place.element})
    left = remaining(model, declaration, gone)
    return all(unit.process != place.process for unit in left)


def _of_model(declaration: Declaration, model: ProcessModel) -> Iterator[Lack]:
    if model.provisional:
        yield Lack("provisional", detail=model.standard)
    if declaration.kind not in model.claims:
        yield Lack("kind", detail=declaration.kind)
    elif declaration.kind == FULL and not set(basis(declaration)) <= set(model.full_by):
        yield Lack("basis", detail=", ".join(basis(declaration)))
    if not declaration.processes:
        yield Lack("no-process")
    known = {p.id for p in model.processes}
    yield from (Lack("unknown-process", process) for process in declaration.processes if process not in known)


def _emptied(declaration: Declaration, model: ProcessModel, judged: tuple[Judged, ...]) -> Iterator[Lack]:
    """Processes of which nothing is left to judge, and those a claim by tasks cannot be shown of."""
    left = {item.unit.process for item in judged}
    for process in model.processes:
        if process.id not in declaration.processes:
            continue
        if "tasks" in basis(declaration) and not requirements(model, process.id, ("tasks",)):
            yield Lack("unlisted", process.id)
        elif process.id not in left:
            yield Lack("emptied", process.id)


def _of_units(judged: tuple[Judged, ...]) -> Iterator[Lack]:
    for item in judged:
        if item.state == "stale" and not item.changed:
            yield Lack("no-evidence", item.unit.element)
        elif item.state != "achieved":
            yield Lack(item.state, item.unit.element)


def warnings(declaration: Declaration, model: ProcessModel) -> Iterator[Warn]:
    """What has to be said: parties on both sides, steps of tailoring that were not recorded, a newer edition."""
    yield from both_sides(declaration)
    if declaration.kind == TAILORED:
        if not declaration.deletions and FULL in model.claims:
            yield Warn("nothing-deleted")
        if not declaration.circumstances:
            yield Warn("circumstances")
        if not declaration.inputs:
            yield Warn("inputs")
        if not (declaration.decider and declaration.decided):
            yield Warn("decision")
    twice = [d.element for d in declaration.deletions]
    yield from (Warn("deleted-twice", name) for name in dict.fromkeys(twice) if twice.count(name) > 1)
    if model.newer_edition:
        yield Warn("newer-edition", detail=model.newer_edition)


def _statement(declaration: Declaration, judgements: Mapping[str, Judgement]) -> Iterator[Warn]:
    """Whether somebody stated the claim, and whether it is still what was stated."""
    if not declaration.stated_by:
        yield Warn("nobody-states")
    elif declaration.seal != declaration.stamp(judgements):
        yield Warn("stated-before", detail=declaration.stated)


def both_sides(declaration: Declaration) -> Iterator[Warn]:
    """Parties that do both Acquisition and Supply under one agreement (5.1.4 advises against it)."""
    roles: dict[tuple[str, str], set[str]] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for part in declaration.parties:
        agreement, party = " ".join(part.agreement.split()), " ".join(part.party.split())
        if party:
            key = agreement.casefold(), party.casefold()
            names.setdefault(key, (agreement, party))
            roles.setdefault(key, set()).add(part.role)
    for key, found in roles.items():
        if {"acquirer", "supplier"} <= found:
            yield Warn("both-sides", *names[key])
