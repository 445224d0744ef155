"""Reports of an assessment: gathered from what is stored, or from the frozen copy once it is completed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vse_app.i18n import translator
from vse_app.model.assessment import Assessment
from vse_app.model.assessment_cards import Card, cards
from vse_app.model.assessment_results import Results
from vse_app.model.errors import Invalid
from vse_app.model.project import Company
from vse_app.model.report import HouseStyle, Report
from vse_app.services import assessment_facts, assessment_sheet, assessments, company, improving
from vse_app.services.assessment_sheet import Sheet
from vse_app.services.workspace import Workspace
from vse_app.store import audit

if TYPE_CHECKING:
    from vse_app.evidence.reports.assessment_data import AssessmentData

LIVING: Final = ("improvement-plan", "interview-cards")
"""Reports that go on after an assessment is completed: actions get done, and the next talk is prepared."""


def style_of(ws: Workspace, own: Company) -> HouseStyle:
    """A house style with its logo."""
    logo = company.logo_at(ws, own.logo)
    return HouseStyle(own.paper, own.accent, own.header, own.footer, own.marking, logo)  # type: ignore[arg-type]


def newest(ws: Workspace) -> int:
    """The newest assessment; raises Invalid when there is none."""
    found = assessments.assessments(ws)
    if not found:
        raise Invalid("There is no assessment yet.", hint="Start one on the page Assessment.")
    return found[-1].id


def build(ws: Workspace, assessment_id: int, report_id: str, language: str) -> Report:
    """One report of an assessment (0: the newest) as blocks; raises Invalid when there is none."""
    from vse_app.evidence.reports import ASSESSMENT_REPORTS

    found = assessment_id or newest(ws)
    return ASSESSMENT_REPORTS[report_id](gather(ws, found, language, report_id), translator(language))


def gather(ws: Workspace, assessment_id: int, language: str, report_id: str = "") -> AssessmentData:
    """Everything a report of an assessment is made from. Of a completed one nothing newer gets in."""
    from vse_app.evidence.reports.assessment_data import AssessmentData

    seen = assessment_sheet.sheet(ws, assessment_id)
    living = report_id in LIVING or not seen.own.is_closed
    with ws.reading() as connection:
        dated = audit.last_moment(connection) if living else seen.dated
    own_company = company.company(ws) if living else seen.company
    return AssessmentData(
        own=seen.own, model=seen.model, framework=seen.framework, subjects=seen.subjects, sheets=seen.sheets,
        observations=seen.observations, proposals=seen.proposals, codes=seen.codes, company=own_company,
        people={p.id: p.name for p in company.people(ws)} if living else seen.people,
        style=style_of(ws, own_company), dated=dated, language=language,
        actions=improving.actions(ws, assessment_id) if report_id == "improvement-plan" else (),
        today=dated[:10],
        cards=cards_of(ws, seen) if report_id == "interview-cards" else (),
        rounds=earlier(ws, seen.own, language),
    )  # fmt: skip


def cards_of(ws: Workspace, seen: Sheet) -> tuple[Card, ...]:
    """The role cards of an assessment, from its model and the projects as they are now."""
    return cards(seen.own, seen.model, seen.subjects, assessment_facts.sources(ws, seen.own))


def earlier(ws: Workspace, own: Assessment, language: str) -> tuple[tuple[str, Results], ...]:
    """The rounds before this one, oldest first, each with its name and results."""
    tr = translator(language)
    known = {a.id: a for a in assessments.assessments(ws)}
    chain: list[Assessment] = []
    here = known.get(own.previous)
    while here is not None and here not in chain:
        chain.insert(0, here)
        here = known.get(here.previous)
    return tuple((tr("Round {n}", n=a.round), assessment_sheet.sheet(ws, a.id).results) for a in chain)
