"""Reports: gathered in one read, built as blocks, written as PDF."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vse_app.i18n import translator
from vse_app.model.errors import Invalid, StorageFailed
from vse_app.model.records import Event
from vse_app.model.report import HouseStyle, Report
from vse_app.services import company, path, records
from vse_app.services.workspace import Workspace
from vse_app.store import audit, queries

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered
    from vse_app.evidence.reports.data import PackData

Progress = Callable[[float], None]
REPORTS = ("evidence-pack",)
"""Ids of the reports, stable for ever; `evidence.reports.REPORTS` builds them."""


def house_style(ws: Workspace) -> HouseStyle:
    """The company's house style with its logo."""
    own = company.company(ws)
    return HouseStyle(own.paper, own.accent, own.header, own.footer, own.marking, company.logo(ws))  # type: ignore[arg-type]


def gather(ws: Workspace, project_id: int, language: str) -> PackData:
    """Everything a report about a project is made from, on the day of the last change: same data, same report."""
    from vse_app.evidence.reports.data import PackData

    with ws.reading() as connection:
        last_day = audit.last_moment(connection)[:10]
    view = path.view_on(ws, project_id, last_day or ws.today())
    with ws.reading() as connection:
        revisions = queries.current_revisions(connection, project_id)
        versions = queries.version_heads(connection, project_id)
        links: dict[tuple[int, str], tuple[int, ...]] = {}
        for link in queries.project_links(connection, project_id):
            key = (link.source, link.type)
            links[key] = (*links.get(key, ()), link.target)
        head, dated = audit.last(connection)[1], audit.last_moment(connection)
        everything = queries.records_of(connection, project_id)
        events: dict[int, list[Event]] = {}
        for event in queries.events_of(connection, project_id):
            events.setdefault(event.record, []).append(event)
    return PackData(view, company.company(ws), house_style(ws), revisions, versions, links, dated, head, language,
                    everything=everything, events_of=events)  # fmt: skip


def build(ws: Workspace, project_id: int, report_id: str, language: str) -> Report:
    """One report as blocks; raises Invalid for an unknown id."""
    from vse_app.evidence.reports import REPORTS as BUILDERS

    if report_id not in BUILDERS:
        known = ", ".join(BUILDERS)
        raise Invalid("There is no report {id}.", hint="Reports: {known}.", id=report_id, known=known)
    return BUILDERS[report_id](gather(ws, project_id, language), translator(language))


def record_report(ws: Workspace, record_id: int, language: str) -> Report:
    """One work product on its own."""
    from vse_app.evidence.reports import record as single

    found = records.page(ws, record_id)
    data = gather(ws, found.record.project, language)
    data = dataclasses.replace(data, revisions={**data.revisions, record_id: found.revision})  # also a withdrawn one
    return single.build(data, translator(language), found.record)


def export(
    ws: Workspace,
    project_id: int,
    report_id: str,
    target: Path,
    *,
    language: str,
    progress: Progress = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Build a report and write it as PDF; raises Cancelled or StorageFailed and then leaves no file."""
    return render(build(ws, project_id, report_id, language), target, progress=progress, cancelled=cancelled)


def _check_target(target: Path) -> None:
    """A mistyped name must not cost anybody a company file or a document."""
    try:
        if not os.path.lexists(target):
            return
        with target.open("rb") as stream:
            is_pdf = stream.read(5) == b"%PDF-"
    except (OSError, ValueError):
        is_pdf = False
    if not is_pdf:
        raise StorageFailed(
            "There is already something with this name, and it is not a PDF.",
            hint="Choose another name.",
            place=str(target),
        )


def render(
    report: Report,
    target: Path,
    *,
    progress: Progress = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Write blocks as PDF; raises StorageFailed when that would overwrite something that is not a PDF."""
    from vse_app.evidence import pdf

    _check_target(target)
    return pdf.render(report, target, progress=progress, cancelled=cancelled)
