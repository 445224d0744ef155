"""Progress on paper: what the facts say today, periods without a report, and the reports that people confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.record_blocks import content_blocks
from vse_app.evidence.reports.steering_frame import chapter, document, nobody, nothing, steering_of
from vse_app.i18n import Translator
from vse_app.model.progress_page import filled, results
from vse_app.model.report import Block, Bullets, Column, Heading, Paragraph, Report, Table

IN_FULL = 3
"""So many of the newest are printed in full in their own document; the pack has all among the work products."""


def build(data: PackData, tr: Translator) -> Report:
    """Progress as a document."""
    return document(data, tr, "progress", tr("Progress"), [*overview(data, tr), *_full(data, tr)])


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The overview in the evidence pack."""
    if data.steering is not None and data.steering.progress.kept:
        yield from chapter(tr("Progress"), overview(data, tr))


def overview(data: PackData, tr: Translator) -> Iterator[Block]:
    """What the facts say, what is missing, and a table of the reports."""
    facts = steering_of(data).progress
    yield Heading(2, tr("What the facts say on {date}", date=day(tr, facts.today.isoformat())))
    yield Paragraph(tr("Worked out from the registers; nobody confirmed this part."), "note")
    lines = tuple(results(tr, facts))
    yield Bullets(lines) if lines else nothing(tr("Nothing is noted yet."))
    deviations = filled(tr, facts).deviations
    yield Heading(3, tr("What differs from the plan"))
    if deviations:
        yield Bullets(tuple(one.text for one in deviations))
    else:
        yield nothing(tr("Nothing differs from the plan, as far as noted."))
    yield Heading(2, tr("Periods without a report"))
    yield Paragraph(tr("One report every {n|day|# days} is expected here.", n=facts.period))
    gaps = tuple(
        tr("{start} to {end}", start=day(tr, w.start.isoformat()), end=day(tr, w.end.isoformat()))
        for w in facts.missing()
    )
    yield Bullets(gaps) if gaps else nothing(tr("None is missing."))
    yield Heading(2, tr("Confirmed reports"))
    yield Table(
        (Column(tr("Report"), 1), Column(tr("As of"), 1.2), Column(tr("Written by"), 1.5), Column(tr("Captured"), 1.2),
         Column(tr("Hours planned"), 0.9, "right"), Column(tr("Hours noted"), 0.9, "right"),
         Column(tr("Expected end"), 1.2)),
        tuple(
            (row.record.number, day(tr, row.text("reported-on") or row.record.happened) or "–",
             nobody(data, tr, row.record.author), day(tr, row.record.captured),
             _number(row.number("effort-planned")), _number(row.number("effort-actual")),
             day(tr, row.text("finish-expected")) or "–")
            for row in facts.reports
        ),
        empty=tr("There is none yet."),
    )  # fmt: skip


def _full(data: PackData, tr: Translator) -> Iterator[Block]:
    for row in reversed(steering_of(data).progress.reports[-IN_FULL:]):
        yield Heading(2, f"{row.record.number}  {row.record.title}".strip())
        yield from content_blocks(data, tr, row.record, data.revisions[row.record.id].content)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
