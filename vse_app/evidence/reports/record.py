"""One work product on its own, as it stands."""

from __future__ import annotations

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.record_blocks import record_blocks
from vse_app.i18n import Translator
from vse_app.model.records import Record
from vse_app.model.report import Block, Heading, Paragraph, Report


def build(data: PackData, tr: Translator, record: Record) -> Report:
    """The report of one record."""
    project = data.view.project
    title = data.word("products", record.kind)
    blocks: list[Block] = [
        Heading(0, title),
        Paragraph(f"{data.company.name} · {project.code}  {project.title}", "lead"),
    ]
    blocks += record_blocks(data, tr, record)
    return Report(
        id="record",
        title=title,
        subtitle=f"{record.number}  {record.title}",
        language=data.language,
        running=f"{data.company.name} · {project.code} · {record.number} v{record.revision}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )
