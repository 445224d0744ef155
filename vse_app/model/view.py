"""A project as screens and reports see it: facts, steps, findings and claim, computed together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vse_app.model.claims import Claim
from vse_app.model.next_steps import NextStep
from vse_app.model.path import Facts, Step, step_of
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person, Project
from vse_app.model.records import Record
from vse_app.model.rules import Finding, Muted


@dataclass(frozen=True, slots=True)
class Looked:
    """The last X-ray of a project too large for one after each change: its moment, and how many changes came after."""

    at: str = ""
    changes: int = 0


@dataclass(frozen=True)
class View:
    """Everything screens and reports ask about a project, computed once for each state of the file.

    `muted` are findings somebody set aside; `mentioned` the heads of records that findings name beside those of the
    path. `looked` is None where the findings are of this very state of the whole project.
    """

    facts: Facts
    steps: tuple[Step, ...]
    next: tuple[NextStep, ...]
    findings: tuple[Finding, ...]
    claim: Claim
    people: Mapping[str, Person]
    version: tuple[int, str]
    muted: tuple[Muted, ...] = ()
    mentioned: Mapping[int, Record] = field(default_factory=dict[int, Record])
    looked: Looked | None = None

    @property
    def project(self) -> Project:
        """The project."""
        return self.facts.project

    @property
    def model(self) -> ProcessModel:
        """The model it works under."""
        return self.facts.model

    def step(self, task: str, iteration: int) -> Step:
        """One step; raises Invalid when there is none."""
        return step_of(self.steps, task, iteration)

    def record(self, record_id: int) -> Record | None:
        """The head of a record, or None."""
        return self.facts.by_id.get(record_id) or self.mentioned.get(record_id)

    def counts(self) -> dict[str, int]:
        """How many steps stand where; begun and postponed ones count as ready."""
        found: dict[str, int] = dict.fromkeys(("done", "ready", "blocked", "not_applicable"), 0)
        names = {"doing": "ready", "later": "ready"}
        for step in self.steps:
            found[names.get(step.status, str(step.status))] += 1
        return found
