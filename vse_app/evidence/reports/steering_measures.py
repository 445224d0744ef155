"""Measures on paper: from the need to the decision, with the picture and every value."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.steering_frame import chapter, document, nothing, steering_of, text_width
from vse_app.i18n import Translator
from vse_app.model import measure_charts
from vse_app.model.measure_page import Measure
from vse_app.model.measure_words import decision_text, lacking_text, limits_text, title_of, value_text
from vse_app.model.plan_words import figure
from vse_app.model.report import Block, Column, Drawing, Heading, KeyValues, Paragraph, Report, Table


def build(data: PackData, tr: Translator) -> Report:
    """The measures as a document."""
    return document(data, tr, "measures", tr("Measures"), blocks(data, tr))


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The same in the evidence pack; nothing where there are none."""
    if data.steering is not None and data.steering.measures.measures:
        yield from chapter(tr("Measures"), blocks(data, tr))


def blocks(data: PackData, tr: Translator) -> Iterator[Block]:
    """Measure by measure."""
    page = steering_of(data).measures
    if not page.measures:
        yield nothing(tr("No measure is in use yet."))
    for measure in page.measures:
        yield from _measure(data, tr, measure)


def _measure(data: PackData, tr: Translator, measure: Measure) -> Iterator[Block]:
    row = measure.row
    ended = f" ({data.word('states', row.follow)})" if row.ended else ""
    yield Heading(2, title_of(measure) + ended)
    pairs = (
        (tr("What we want to know"), row.text("need")),
        (tr("Counted"), row.text("base-measures").replace("\n", "; ")),
        (tr("How"), row.text("method")),
        (tr("Formula"), row.text("formula")),
        (tr("Looked at"), row.text("indicator")),
        (tr("Decision"), row.text("decision-rule")),
        (tr("Now"), ", ".join(part for part in (value_text(tr, measure), limits_text(tr, measure)) if part)),
    )
    yield KeyValues(tuple((name, text) for name, text in pairs if text), keep=True)
    scene = measure_charts.chart(tr, measure, text_width(data))
    if scene is not None:
        yield Drawing(scene)
    for text in (lacking_text(tr, measure.lacks), decision_text(tr, measure)):
        if text:
            yield Paragraph(text)
    entered = [value for value in measure.values if value.record]
    if entered:
        yield Table(
            (Column(tr("Measured on"), 1), Column(tr("Value"), 1, "right"), Column(tr("Note"), 6)),
            tuple((day(tr, v.day.isoformat()), figure(v.value), v.note or "–") for v in entered),
        )
