"""Risks on paper: the matrix, every risk with its treatment, and how the exposure went."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.steering_frame import chapter, document, nobody, nothing, steering_of, text_width
from vse_app.i18n import Translator
from vse_app.model import risk_charts
from vse_app.model.report import Block, Column, Drawing, Heading, Paragraph, Report, Table
from vse_app.model.risk_page import Risk, RiskPage


def build(data: PackData, tr: Translator) -> Report:
    """The risks as a document."""
    return document(data, tr, "risks", tr("Risks"), blocks(data, tr))


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The same in the evidence pack; nothing where there are no risks."""
    if data.steering is not None and data.steering.risks.risks:
        yield from chapter(tr("Risks"), blocks(data, tr))


def blocks(data: PackData, tr: Translator) -> Iterator[Block]:
    """Matrix, table and history."""
    page = steering_of(data).risks
    if not page.risks:
        yield nothing(tr("There are no risks yet."))
        return
    width = text_width(data)
    scene = risk_charts.matrix(tr, page, width)
    yield Paragraph(scene.said, "lead")
    if not page.said:
        yield Paragraph(tr("Nobody chose a threshold for this project; the one used is our suggestion."), "note")
    yield Drawing(scene)
    yield Heading(2, tr("Risks and what is done about them"))
    yield _table(data, tr, page)
    history = risk_charts.history(tr, page, width)
    if history is not None:
        yield Heading(2, tr("Exposure over time"))
        how = tr("From the versions of the risks, by the day on which they were written.")
        yield Drawing(history, f"{history.said} {how}")


def _table(data: PackData, tr: Translator, page: RiskPage) -> Table:
    return Table(
        (Column(tr("Risk"), 5), Column(tr("P × C"), 1.1), Column(tr("Exposure"), 0.7, "right"),
         Column(tr("What is done"), 4),
         Column(tr("Owner"), 1.5), Column(tr("State"), 1.2), Column(tr("Looked at"), 1.2)),
        tuple(_row(data, tr, risk) for risk in page.risks),
    )  # fmt: skip


def _row(data: PackData, tr: Translator, risk: Risk) -> tuple[str, ...]:
    row = risk.row
    product = data.view.model.product_of(row.record.kind)
    treatment = row.text("treatment")
    word = data.view.model.choice_word(data.language, product.id, ("treatment",), treatment) if treatment else ""
    accepted = row.text("accepted-by")
    parts = [word, row.text("plan"), tr("agreed by {person}", person=nobody(data, tr, accepted)) if accepted else ""]
    if risk.lacks:
        parts.append(tr("not treated yet, although at or over the threshold"))
    pair = f"{risk.judged.probability or '–'}\u00a0×\u00a0{risk.judged.consequence or '–'}"
    exposure = "–" if risk.exposure is None else f"{risk.exposure}{' !' if risk.over else ''}"
    return (
        f"{row.record.number}  {row.text('statement') or row.record.title}",
        pair,
        exposure,
        "\n".join(part for part in parts if part) or "–",
        nobody(data, tr, row.record.owner),
        data.word("states", row.follow) if row.follow else "–",
        day(tr, risk.reviewed.isoformat()) if risk.reviewed else tr("never"),
    )
