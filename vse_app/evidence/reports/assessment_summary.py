"""One page for a customer: how capable, over what, seen by whom. No names of employees but the lead, no findings."""

from __future__ import annotations

from typing import Final

from vse_app.evidence.reports.assessment_data import AssessmentData, facts, report, round_title
from vse_app.evidence.reports.assessment_results import figures, legend, text_width
from vse_app.i18n import Translator
from vse_app.model.assessment_words import role_name
from vse_app.model.report import Block, Drawing, Heading, Paragraph, Report

TALLEST: Final = 180.0
"""Height of the chart in points, so that everything stays on one page."""


def build(data: AssessmentData, tr: Translator) -> Report:
    """The page."""
    title = tr("Capability at a glance")
    blocks: list[Block] = [
        Heading(0, title),
        Paragraph(round_title(tr, data.own)),
        *facts(data, tr),
        *figures(data, tr),
    ]
    if data.results.processes:
        chart = Drawing(data.pictured(tr).bars(text_width(data), TALLEST), legend(data, tr), TALLEST)
        blocks.append(chart)
    said: list[str] = []
    lead = next(iter(data.own.assessors), None)
    if lead is not None:
        said.append(tr("Assessed by {name} ({role}).", name=lead.name, role=role_name(tr, lead.role)))
        said.append(lead.competence)
    if data.company.name:
        said.append(tr("Ask {company} for the detailed findings; each rating can be followed to what it rests on.",
                       company=data.company.name))  # fmt: skip
    blocks.append(Paragraph(" ".join(part for part in said if part), "small"))
    return report(data, tr, "assessment-summary", title, blocks)
