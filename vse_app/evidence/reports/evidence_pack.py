"""The evidence pack: a project so that an assessor can follow every line back to a dated fact.

The sections stand in `_SECTIONS` in their order. Everything a person filled in is printed somewhere in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vse_app.evidence.reports import back, earlier, front, objectives, registers, tasks
from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model.report import Block, Report

Section = Callable[[PackData, Translator], Iterator[Block]]


def build(data: PackData, tr: Translator) -> Report:
    """The whole pack of one project."""
    project = data.view.project
    blocks = [block for section in _SECTIONS for block in section(data, tr)]
    return Report(
        id="evidence-pack",
        title=tr("Evidence pack"),
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


_SECTIONS: tuple[Section, ...] = (
    front.cover,
    front.claim,
    front.reading,
    front.company,
    front.team,
    objectives.objectives,
    tasks.tasks,
    registers.register,
    registers.tables,
    registers.contents,
    registers.approvals,
    registers.deviations,
    registers.findings,
    registers.files,
    earlier.earlier,
    back.glossary,
    back.provenance,
)
