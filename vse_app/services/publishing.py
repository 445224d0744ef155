"""Reports: gathered in one read, built as blocks, written as PDF."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vse_app.i18n import Translator, translator
from vse_app.model.errors import Invalid, StorageFailed
from vse_app.model.moves import events_now
from vse_app.model.records import Event
from vse_app.model.report import HouseStyle, Report
from vse_app.services import (
    assessment_reports,
    change_reports,
    company,
    conformance,
    ladder,
    least_paper,
    path,
    readiness,
    records,
    steering_pages,
    trace_reports,
    which,
    why_not,
)
from vse_app.services.workspace import Workspace
from vse_app.store import audit, histories, queries
from vse_app.store.change import CLOCK

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered
    from vse_app.evidence.reports.data import PackData
    from vse_app.evidence.reports.ladder import LadderData
    from vse_app.services.editions import Preview

Progress = Callable[[float], None]
MOST_CLOCK_NOTES = 1000
"""Notes about the clock that a report lists."""
REPORTS = (
    "evidence-pack", "conformance", "ladder", "readiness-check", "traceability", "checks", "tests", "xray",
    "least-paper", "kept-papers", *change_reports.REPORTS, "plan", "progress", "risks", "measures", "meetings",
)  # fmt: skip
"""Ids of the reports about a project, stable for ever; `evidence.reports.REPORTS` builds them."""
ASSESSMENT_REPORTS = (
    "assessment-plan", "interview-cards", "assessment-results", "assessment-findings", "assessment-summary",
    "improvement-plan",
)  # fmt: skip
"""Ids of the reports about an assessment, stable for ever; `evidence.reports.ASSESSMENT_REPORTS` builds them."""
RECORD_REPORTS = trace_reports.RECORD_REPORTS
"""Ids of the reports about one record, stable for ever."""


def house_style(ws: Workspace) -> HouseStyle:
    """The company's house style with its logo."""
    return assessment_reports.style_of(ws, company.company(ws))


PARTS = ("traced", "changed", "configured", "steering")
"""What is worked out besides for some reports: links, changes, configuration, plan with all that keeps course."""


def gather(ws: Workspace, project_id: int, language: str, *, parts: Collection[str] = PARTS) -> PackData:
    """Everything a report about a project is made from, on the day of the last change: same data, same report.

    Of `PARTS`, only those that the report prints need be worked out.
    """
    from vse_app.evidence.reports.data import PackData

    with ws.reading() as connection:
        last_day = audit.last_moment(connection)[:10]
    view = path.view_on(ws, project_id, last_day or ws.today(), complete=True)
    with ws.reading() as connection:
        revisions = queries.current_revisions(connection, project_id)
        versions = queries.version_heads(connection, project_id)
        links: dict[tuple[int, str], tuple[int, ...]] = {}
        for link in queries.project_links(connection, project_id):
            key = (link.source, link.type)
            links[key] = (*links.get(key, ()), link.target)
        head, dated = audit.last(connection)[1], audit.last_moment(connection)
        turned = histories.block(connection, histories.Wanted(entity=CLOCK), 0, MOST_CLOCK_NOTES)
        moves = tuple(queries.all_documents(connection, "move", project=project_id).values())
        everything = queries.records_of(connection, project_id)
        events: dict[int, list[Event]] = {}
        for event in events_now(view.model, queries.events_of(connection, project_id)):
            events.setdefault(event.record, []).append(event)
    clock = tuple((json.loads(x.before), json.loads(x.after), x.person) for x in reversed(turned))
    return PackData(
        view, company.company(ws), house_style(ws), revisions, versions, links, dated, head, language, clock=clock,
        declarations=conformance.all_stated(ws, project_id),
        moves=moves,
        traces=readiness.traces(ws, view),
        traced=trace_reports.gather_if_any(ws, project_id, language) if "traced" in parts else None,
        changed=change_reports.gather_changes(ws, project_id, language) if "changed" in parts else None,
        configured=change_reports.gather_configuration(ws, project_id, language) if "configured" in parts else None,
        everything=everything,
        events_of=events,
        kept=least_paper.of_view(ws, view).kept,
        steering=steering_pages.read(ws, project_id, language, today=last_day) if "steering" in parts else None,
    )  # fmt: skip


def gather_ladder(ws: Workspace, key: str, language: str) -> LadderData:
    """What the ladder is printed from; `key` is one of `ladder.choices`."""
    from vse_app.evidence.reports.ladder import LadderData

    with ws.reading() as connection:
        dated = audit.last_moment(connection)
    return LadderData(
        picture=ladder.picture(ws, key, today=dated[:10]),
        company=company.company(ws),
        people={person.id: person for person in company.people(ws)},
        style=house_style(ws),
        guide=which.guide(),
        answered=which.answered(ws),
        check=why_not.check(),
        rounds=why_not.rounds(ws),
        dated=dated,
        language=language,
    )


def ladder_report(ws: Workspace, key: str, language: str) -> Report:
    """The ladder as something measures it: a project, or the whole of a model."""
    from vse_app.evidence.reports import ladder as printed

    return printed.build(gather_ladder(ws, key, language), translator(language))


GATHERED: dict[str, Callable[[Workspace, int, str], Any]] = {
    "evidence-pack": gather,
    **dict.fromkeys(
        ("conformance", "readiness-check", "xray", "least-paper", "tests", "checks"), partial(gather, parts=())
    ),
    **dict.fromkeys(("plan", "progress", "risks", "measures", "meetings"), partial(gather, parts=("steering",))),
    "kept-papers": partial(gather, parts=("traced",)),
    "traceability": trace_reports.gather,
    "ladder": lambda ws, project_id, language: gather_ladder(ws, f"{ladder.PROJECT}:{project_id}", language),
}
"""Report id → what its builder is given, for a project."""


def build(
    ws: Workspace,
    project_id: int,
    report_id: str,
    language: str,
    *,
    assessment: int = 0,
    record: int = 0,
    part: str = "",
) -> Report:
    """One report as blocks; raises Invalid for an unknown id. Those about an assessment take the newest one (0).

    Those of `RECORD_REPORTS` need a `record`. `part` is the paper that is wanted of "kept-papers", named by one of its
    work products; "" for all of them.
    """
    from vse_app.evidence.reports import REPORTS as BUILDERS

    if report_id in change_reports.REPORTS:
        return change_reports.build(ws, project_id, report_id, language, record)
    if report_id in RECORD_REPORTS:
        return trace_reports.build(ws, project_id, report_id, language, record)
    if report_id in ASSESSMENT_REPORTS:
        return assessment_reports.build(ws, assessment, report_id, language)
    if report_id not in BUILDERS:
        known = ", ".join((*BUILDERS, *ASSESSMENT_REPORTS, *RECORD_REPORTS))
        raise Invalid("There is no report {id}.", hint="Reports: {known}.", id=report_id, known=known)
    data = GATHERED[report_id](ws, project_id, language)
    data = dataclasses.replace(data, part=part) if part else data
    return BUILDERS[report_id](data, translator(language))


def record_report(ws: Workspace, record_id: int, language: str) -> Report:
    """One work product on its own."""
    from vse_app.evidence.reports import record as single

    found = records.page(ws, record_id)
    data = gather(ws, found.record.project, language, parts=("traced",))
    data = dataclasses.replace(data, revisions={**data.revisions, record_id: found.revision})  # also a withdrawn one
    return single.build(data, translator(language), found.record)


def change_report(ws: Workspace, change_id: int, language: str) -> Report:
    """One change on its own."""
    project = records.page(ws, change_id).record.project
    return change_reports.build(ws, project, "changes", language, change_id)


def baseline_report(ws: Workspace, project_id: int, baseline: int, language: str) -> Report:
    """One baseline with everything it holds."""
    return change_reports.build(ws, project_id, "baseline", language, baseline)


def compare_report(ws: Workspace, project_id: int, before: int, after: int, language: str) -> Report:
    """Two baselines side by side; `after` 0 means now."""
    from vse_app.evidence.reports import baseline_compare

    data = change_reports.gather_compare(ws, project_id, language, before, after)
    return baseline_compare.build(data, translator(language))


def statement_report(ws: Workspace, declaration_id: int, language: str) -> Report:
    """One declaration on its own; raises Invalid when there is none."""
    from vse_app.evidence.reports import conformance as statements
    from vse_app.evidence.reports.data import StatementData

    found = conformance.stated(ws, declaration_id)
    with ws.reading() as connection:
        head, dated = audit.last(connection)[1], audit.last_moment(connection)
    data = StatementData(company.company(ws), house_style(ws), (found,), dated, head, language)
    return statements.statement(data, translator(language))


def edition_report(ws: Workspace, preview: Preview, tr: Translator) -> Report:
    """What a move to another edition would change."""
    from vse_app.evidence.reports import edition_preview

    with ws.reading() as connection:
        dated = audit.last_moment(connection)
    return edition_preview.build(
        edition_preview.EditionData(
            company=company.company(ws),
            style=house_style(ws),
            project=preview.plan.before.facts.project,
            source=preview.plan.comparison.old,
            target=preview.target,
            rows=preview.rows,
            minutes=preview.minutes,
            words=preview.words,
            is_next=preview.is_next,
            dated=dated,
        ),
        tr,
    )


def export(
    ws: Workspace,
    project_id: int,
    report_id: str,
    target: Path,
    *,
    language: str,
    assessment: int = 0,
    record: int = 0,
    progress: Progress = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Build a report and write it as PDF; raises Cancelled or StorageFailed and then leaves no file."""
    report = build(ws, project_id, report_id, language, assessment=assessment, record=record)
    return render(report, target, progress=progress, cancelled=cancelled)


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
