"""What the page of an assessment needs beside the assessment itself, read together with it."""

from __future__ import annotations

from dataclasses import dataclass

from vse_app.model import wording
from vse_app.model.assessment import Assessment
from vse_app.model.assessment_cards import Card
from vse_app.model.assessment_results import Progress, Results, RoundChange, compare_rounds
from vse_app.model.improvement import Action
from vse_app.model.project import Person, Project
from vse_app.services import assessment_reports, assessment_sheet, assessments, company, improving, path, projects
from vse_app.services.assessment_sheet import Sheet
from vse_app.services.workspace import Workspace


@dataclass(frozen=True)
class Page:
    """Everything the page shows. `rounds` are all rounds of this line, oldest first; `member` rates on this page."""

    sheet: Sheet
    cards: tuple[Card, ...]
    actions: tuple[Action, ...]
    rounds: tuple[Assessment, ...]
    earlier: tuple[tuple[str, Results], ...]
    projects: tuple[Project, ...]
    people: tuple[Person, ...]
    member: str
    today: str
    writable: bool

    @property
    def own(self) -> Assessment:
        """The assessment."""
        return self.sheet.own

    @property
    def can_change(self) -> bool:
        """Whether anything may still be changed here."""
        return self.writable and not self.own.is_closed


def page(ws: Workspace, assessment_id: int, language: str) -> Page:
    """The page of one assessment; raises Invalid when there is none."""
    seen = assessment_sheet.sheet(ws, assessment_id)
    return Page(
        seen,
        assessment_reports.cards_of(ws, seen),
        improving.actions(ws, assessment_id),
        line_of(ws, seen.own),
        assessment_reports.earlier(ws, seen.own, language),
        projects.projects(ws),
        company.people(ws),
        rating_member(ws, seen.own),
        ws.today(),
        ws.writable,
    )


def rating_member(ws: Workspace, own: Assessment) -> str:
    """The assessor who is at work: the one whose person that is, else the first of the team; "" without any."""
    assessors = own.assessors
    mine = next((m.id for m in assessors if m.person and m.person == ws.actor), "")
    return mine or next((m.id for m in assessors), "")


def line_of(ws: Workspace, own: Assessment) -> tuple[Assessment, ...]:
    """All rounds that hang together with this one, oldest first."""
    every = assessments.assessments(ws)
    known = {a.id: a for a in every}
    first = own
    seen = {own.id}
    while first.previous in known and first.previous not in seen:
        first = known[first.previous]
        seen.add(first.id)
    line, ids = [first], {first.id}
    for other in every:
        if other.previous in ids and other.id not in ids:
            line.append(other)
            ids.add(other.id)
    return tuple(line)


def compare(ws: Workspace, before: int, after: int) -> tuple[Sheet, Sheet, RoundChange]:
    """Two rounds side by side: what changed, and why."""
    old, new = assessment_sheet.sheet(ws, before), assessment_sheet.sheet(ws, after)
    change = compare_rounds((old.results, old.sheets.items), (new.results, new.sheets.items), new.subjects)
    return old, new, change


@dataclass(frozen=True)
class Brief:
    """An assessment in the list of all."""

    own: Assessment
    progress: Progress
    level: int | None
    title: str
    newest: bool


def briefs(ws: Workspace, language: str) -> tuple[Brief, ...]:
    """All assessments, newest first, with how far each has come."""
    found: list[Brief] = []
    every = assessments.assessments(ws)
    followed = {a.previous for a in every}
    for own in reversed(every):
        seen = assessment_sheet.sheet(ws, own.id)
        title = seen.model.about(language, "short") or seen.model.standard
        found.append(Brief(own, seen.progress(), seen.results.level, title, own.id not in followed))
    return tuple(found)


def record_options(ws: Workspace, own: Assessment) -> list[tuple[str, str]]:
    """(id, label) of every record of the projects looked at that can be evidence."""
    found: list[tuple[str, str]] = []
    for project in own.projects:
        view = path.view(ws, project)
        found += [
            (str(r.id), f"{view.project.code} {r.number} {r.title}".strip())
            for r in view.facts.records
            if not r.withdrawn and r.filled
        ]
    return found


def task_options(ws: Workspace, own: Assessment, language: str) -> list[tuple[str, str]]:
    """(project/task/iteration, label) of every confirmed task of the projects looked at."""
    found: list[tuple[str, str]] = []
    for project in own.projects:
        view = path.view(ws, project)
        found += [
            (
                f"{project}/{s.task.id}/{s.iteration}",
                f"{view.project.code} {wording.task_label(view, language, s.task.id, s.iteration)}",
            )
            for s in view.steps
            if s.confirmations
        ]
    return found
