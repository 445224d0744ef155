"""Everything one sees of an assessment, read together: live while it runs, frozen once completed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from vse_app.model.assessment import (
    Assessment,
    Sheets,
    mapping,
    read_assessment,
    read_evidence,
    read_interview,
    read_item,
    unknown_letters,
)
from vse_app.model.assessment_proposal import Proposal, read_proposal
from vse_app.model.assessment_results import Progress, Results, progress, results
from vse_app.model.assessment_rules import Desk, Issue, issues
from vse_app.model.assessment_scope import Subject, subjects, unknown_processes
from vse_app.model.errors import Invalid
from vse_app.model.improvement import Observation, read_observation
from vse_app.model.process import ProcessModel
from vse_app.model.project import Company, plain
from vse_app.services import assessing, assessment_facts, assessments, company, projects
from vse_app.services.assessments import EVIDENCE, FROZEN, INTERVIEW, ITEM, OBSERVATION
from vse_app.services.workspace import Done, Workspace
from vse_app.store import audit, queries
from vse_app.store.change import Change

Raw = Mapping[str, Any]
NOTHING: Final = Proposal("", "nothing")


@dataclass(frozen=True)
class Sheet:
    """An assessment with all that belongs to it. `desk` is what the rules look at; it is None once it is frozen.

    `people` are names by id, `codes` the projects looked at (id → code and title), `dated` the moment (UTC) of its last
    change: same data, same report. `notes` are the private notes of whoever is at work; no report is handed this value.
    """

    own: Assessment
    model: ProcessModel
    framework: ProcessModel
    subjects: tuple[Subject, ...]
    sheets: Sheets
    observations: tuple[Observation, ...]
    proposals: Mapping[str, Proposal]
    people: Mapping[str, str]
    codes: Mapping[int, tuple[str, str]]
    company: Company
    dated: str
    desk: Desk | None = None
    notes: Mapping[str, str] | None = None

    @property
    def models(self) -> tuple[ProcessModel, ProcessModel]:
        """The assessed model and the measurement framework."""
        return self.model, self.framework

    @cached_property
    def by_key(self) -> Mapping[str, Subject]:
        """Subjects by key."""
        return {subject.key: subject for subject in self.subjects}

    @cached_property
    def results(self) -> Results:
        """What it comes to so far."""
        return results(self.own, self.subjects, self.sheets.items)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What has to be looked at; a frozen assessment is past that."""
        return issues(self.desk) if self.desk is not None else ()

    def progress(self, process: str = "") -> Progress:
        """How far the rating has come."""
        return progress(self.own, self.subjects, self.sheets.items, process)

    def proposal(self, key: str) -> Proposal:
        """What the program proposes for an item."""
        return self.proposals.get(key, NOTHING)

    def subjects_of(self, process: str) -> tuple[Subject, ...]:
        """The subjects of a process."""
        return tuple(subject for subject in self.subjects if subject.process == process)


def sheet(ws: Workspace, assessment_id: int) -> Sheet:
    """One assessment; raises Invalid when there is none, CannotOpen when its kept model is damaged."""
    own = assessments.assessment(ws, assessment_id)
    if own.is_closed:
        with ws.reading() as connection:
            frozen = queries.document(connection, FROZEN, str(own.id))
        if mapping(frozen):
            return thaw(ws, mapping(frozen))
    return _live(ws, own)


def _live(ws: Workspace, own: Assessment) -> Sheet:
    raw, dated = _stored(ws, own)
    model, framework = assessments.model_of(ws, own), assessments.framework_of(ws, own)
    found = subjects(own, model, framework)
    sheets = _sheets(own, raw)
    given = assessment_facts.sources(ws, own)
    proposals = assessment_facts.from_sources(own, found, given, sheets.items)
    keys = {subject.key for subject in found}
    with ws.reading() as connection:
        seen = {e.record for e in sheets.evidence if e.record}
        records = {number: queries.record(connection, number) for number in seen}
    desk = Desk(
        own, model, found, sheets, proposals, records, _players(ws, own), ws.today(), unknown_processes(own, model),
        strangers=tuple(k for k, i in sheets.items.items() if k not in keys and (i.ratings or i.decision)),
        odd_letters={k: odd for k, data in raw["items"].items() if (odd := unknown_letters(data, own.scale))},
    )  # fmt: skip
    return Sheet(
        own, model, framework, found, sheets, _observations(raw), proposals, _people(ws), _codes(ws, own),
        company.company(ws), dated, desk, assessing.notes(ws, own.id),
    )  # fmt: skip


def _stored(ws: Workspace, own: Assessment) -> tuple[dict[str, Any], str]:
    """Items, evidence, interviews and observations as stored, and the moment of the last change of the file."""
    with ws.reading() as connection:
        found: dict[str, Any] = {
            name: queries.documents_under(connection, kind, f"{own.id}/")
            for name, kind in (
                ("items", ITEM),
                ("evidence", EVIDENCE),
                ("interviews", INTERVIEW),
                ("observations", OBSERVATION),
            )
        }
        dated = audit.last_moment(connection)
    return {name: _dicts(value) for name, value in found.items()}, dated


def _dicts(value: Any) -> dict[str, Raw]:
    return {key: said for key, data in mapping(value).items() if (said := mapping(data))}


def _sheets(own: Assessment, raw: Mapping[str, Any]) -> Sheets:
    return Sheets(
        {key: read_item(key, data, own.scale) for key, data in _dicts(raw.get("items")).items()},
        tuple(read_evidence(data) for data in _dicts(raw.get("evidence")).values()),
        tuple(read_interview(data) for data in _dicts(raw.get("interviews")).values()),
    )


def _observations(raw: Mapping[str, Any]) -> tuple[Observation, ...]:
    return tuple(read_observation(data) for data in _dicts(raw.get("observations")).values())


def _people(ws: Workspace) -> dict[str, str]:
    return {person.id: person.name for person in company.people(ws)}


def _codes(ws: Workspace, own: Assessment) -> dict[int, tuple[str, str]]:
    return {p.id: (p.code, p.title) for p in projects.projects(ws) if p.id in own.projects}


def _players(ws: Workspace, own: Assessment) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for project in projects.projects(ws):
        if project.id in own.projects:
            for role, people in project.assignments.items():
                for person in people:
                    found.setdefault(person, []).append(role)
    return {person: tuple(dict.fromkeys(roles)) for person, roles in found.items()}


def freeze(ws: Workspace, own: Assessment, sheet_now: Sheet) -> dict[str, Any]:
    """Everything the reports of an assessment are made from, as plain values. Private notes are not among them."""
    raw, _ = _stored(ws, own)
    proposals = {
        key: p.plain() for key, p in sheet_now.proposals.items() if p.facts or p.letter or p.why != NOTHING.why
    }
    return {
        "assessment": plain(own),
        **raw,
        "proposals": proposals,
        "people": dict(sheet_now.people),
        "codes": {str(n): {"code": code, "title": title} for n, (code, title) in sheet_now.codes.items()},
        "company": plain(sheet_now.company),
        "dated": own.closed,
    }


def thaw(ws: Workspace, frozen: Raw) -> Sheet:
    """A completed assessment as it was frozen, whatever has changed around it since."""
    own = read_assessment(mapping(frozen.get("assessment")))
    model, framework = assessments.model_of(ws, own), assessments.framework_of(ws, own)
    proposals = {key: read_proposal(data) for key, data in _dicts(frozen.get("proposals")).items()}
    codes = mapping(frozen.get("codes"))
    return Sheet(
        own, model, framework, subjects(own, model, framework), _sheets(own, frozen), _observations(frozen), proposals,
        {key: str(name) for key, name in mapping(frozen.get("people")).items()},
        {int(n): (str(mapping(c).get("code", "")), str(mapping(c).get("title", ""))) for n, c in codes.items()},
        _company(mapping(frozen.get("company"))), str(frozen.get("dated", "")), notes={},
    )  # fmt: skip


def _company(data: Raw) -> Company:
    known = Company.__dataclass_fields__.keys()
    values: dict[str, Any] = {"name": "", **{name: value for name, value in data.items() if name in known}}
    return Company(**values)


def close(ws: Workspace, assessment_id: int, *, member: str, lessons: str = "") -> Done[Assessment]:
    """Complete an assessment: it is frozen as it is, with everything its reports need. This cannot be undone.

    Raises Invalid while there is nothing in scope, nothing is rated, or no assessor says so.
    """
    own = assessments.opened(ws, assessment_id)
    assessments.check_text(lessons)
    if own.member(member) is None:
        raise Invalid("Choose somebody of the team.")
    seen = _live(ws, own)
    if not seen.progress().assessed:
        raise Invalid("Nothing is rated yet.", hint="Rate something first, or leave the assessment open.")
    closed = dataclasses.replace(own, closed=ws.moment(), closed_by=member, lessons=lessons.strip() or own.lessons)
    frozen = freeze(ws, closed, seen)

    def work(change: Change) -> Assessment:
        change.put(assessments.KIND, str(own.id), plain(closed))
        change.put(FROZEN, str(own.id), frozen)
        return closed

    return ws.write("assessment.close", work)
