"""A report about a project around its blocks: what all of them say in the same way."""

from __future__ import annotations

from collections.abc import Iterable

from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model.report import Block, Report


def plain_report(data: PackData, tr: Translator, report_id: str, title: str, blocks: Iterable[Block]) -> Report:
    """The report with its running header, its date and the company's house style."""
    project = data.view.project
    return Report(
        id=report_id,
        title=title,
        subtitle=f"{project.code}  {project.title}",
        language=data.language,
        running=f"{data.company.name} · {project.code} · {data.view.model.standard}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )
