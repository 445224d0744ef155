"""The reports about traceability: the matrix of a project and the thread of one requirement, gathered in one read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.report import Report
from vse_app.services import assessment_reports, company, projects, thread, trace
from vse_app.services.workspace import Workspace
from vse_app.store import audit

if TYPE_CHECKING:
    from vse_app.evidence.reports.trace_data import Papers, TraceData

RECORD_REPORTS = ("thread",)
"""Ids of the reports about one record, stable for ever."""


def gather(ws: Workspace, project_id: int, language: str) -> TraceData:
    """The matrix of a project; raises Invalid where its model has no requirements one by one."""
    from vse_app.evidence.reports.trace_data import TraceData

    found = trace.whole(ws, project_id)
    rows = [found.graph.row(record) for record in found.order]
    numbers = found.numbers
    paper = papers(ws, project_id, language)
    return TraceData(paper, found.graph, rows, numbers.survey, len(numbers.hinted), len(numbers.justified))


def gather_if_any(ws: Workspace, project_id: int, language: str) -> TraceData | None:
    """As `gather`; None where there is no requirement to trace."""
    if trace.chain(ws, project_id) is None or not trace.count(ws, project_id):
        return None
    return gather(ws, project_id, language)


def build(ws: Workspace, project_id: int, report_id: str, language: str, record: int) -> Report:
    """A report about one record; raises Invalid when none is named."""
    from vse_app.evidence.reports import thread as printed
    from vse_app.evidence.reports.trace_data import ThreadData

    if not record:
        raise Invalid("Say of which requirement.", hint="Use --record with its number.")
    assert report_id in RECORD_REPORTS
    found = thread.pull(ws, record)
    return printed.build(ThreadData(papers(ws, project_id, language), found), translator(language))


def papers(ws: Workspace, project_id: int, language: str) -> Papers:
    """Whose paper it is, about which project, as of when."""
    from vse_app.evidence.reports.trace_data import Papers

    firm = company.company(ws)
    project = projects.project(ws, project_id)
    with ws.reading() as connection:
        dated = audit.last_moment(connection)
    people = {person.id: person for person in company.people(ws)}
    style = assessment_reports.style_of(ws, firm)
    return Papers(firm, style, project, projects.model_of(ws, project), people, dated, language)
