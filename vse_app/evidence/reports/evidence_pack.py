"""The evidence pack: a project so that an assessor can follow every line back to a dated fact.

The sections stand in `_SECTIONS` in their order. Everything a person filled in is printed somewhere in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vse_app.evidence.reports import (
    back,
    changes,
    checks,
    configuration,
    earlier,
    entries,
    front,
    least_paper,
    objectives,
    registers,
    steering_measures,
    steering_meetings,
    steering_plan,
    steering_progress,
    steering_risks,
    tasks,
    tests,
    traceability,
)
from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model.report import Block, Heading, PageBreak, Report

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


def traces(data: PackData, tr: Translator) -> Iterator[Block]:
    """The traceability matrix, where requirements are kept one by one."""
    if data.traced is not None:
        yield PageBreak()
        yield Heading(1, tr("Traceability"))
        yield from traceability.matrix(data.traced, tr, level=2)


def changed(data: PackData, tr: Translator) -> Iterator[Block]:
    """The changes with what they affect and who decided, where any was asked for."""
    if data.changed is not None and data.changed.sheets:
        yield PageBreak()
        yield Heading(1, tr("Changes"))
        yield from changes.changes(data.changed, tr, level=2)


def configured(data: PackData, tr: Translator) -> Iterator[Block]:
    """Baselines with contents, deliveries with hashes, safety copies, where there are any."""
    found = data.configured
    if found is not None and (found.baselines or found.deliveries or found.copies or found.failures):
        yield PageBreak()
        yield Heading(1, tr("Configuration"))
        yield from configuration.sections(found, tr, level=2)


_SECTIONS: tuple[Section, ...] = (
    front.cover,
    front.claim,
    front.reading,
    front.company,
    front.team,
    objectives.objectives,
    tasks.tasks,
    steering_plan.section,
    steering_progress.section,
    steering_risks.section,
    steering_meetings.section,
    steering_measures.section,
    checks.section,
    tests.section,
    registers.register,
    registers.contents,
    traces,
    changed,
    configured,
    entries.entries,
    registers.approvals,
    registers.deviations,
    registers.findings,
    registers.files,
    least_paper.section,
    earlier.earlier,
    back.glossary,
    back.provenance,
)
