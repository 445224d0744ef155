"""Least paper in print: what the model asks for, how it is kept together, what each paper holds, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.plain import plain_report
from vse_app.i18n import Translator
from vse_app.model import least_paper_words as words
from vse_app.model.least_paper import Kept, Paper, each_on_its_own, smallest
from vse_app.model.report import (
    Block,
    Column,
    Cover,
    Figures,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Table,
)

SORTS = ("document", "register", "drafted", "work")


def build(data: PackData, tr: Translator) -> Report:
    """What a project keeps, on two or three pages."""
    title = tr("Least paper")
    kept = data.kept
    blocks: list[Block] = [Cover(data.company.name, title, f"{data.view.project.code}  {data.view.project.title}")]
    if kept is not None:
        blocks += [*_head(data, tr, kept), *_compared(tr, kept), *_papers(data, tr, kept)]
    return plain_report(data, tr, "least-paper", title, blocks)


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The chapter of the evidence pack: where each work product is kept."""
    if data.kept is None:
        return
    yield PageBreak()
    yield Heading(1, tr("How the work products are kept"))
    yield Paragraph(f"{words.summary(tr, data.kept, data.view.model)} {words.covered(tr, data.kept)}")
    yield Paragraph(words.what_counts(tr), "small")
    yield _table(data, tr, data.kept)


def _head(data: PackData, tr: Translator, kept: Kept) -> Iterator[Block]:
    documents, registers, drafted = (str(len(kept.of(sort))) for sort in ("document", "register", "drafted"))
    yield Figures(((documents, tr("documents")), (registers, tr("registers")), (drafted, tr("drafted by the program"))))
    yield KeyValues(
        (
            (tr("Profile"), f"{data.view.model.about(data.language)} ({data.view.model.standard})"),
            (tr("Work products asked for"), str(len(kept.asks))),
            (tr("Content items held"), words.covered(tr, kept)),
            (tr("Upkeep"), words.minutes_text(tr, kept.total)),
        )
    )
    yield Paragraph(words.summary(tr, kept, data.view.model))
    yield Paragraph(words.what_counts(tr), "note")
    yield Paragraph(words.what_merging_means(tr))


def _compared(tr: Translator, kept: Kept) -> Iterator[Block]:
    yield Heading(2, tr("More and less than that"))
    ways = (
        (tr("each on its own, as the model lists them"), each_on_its_own(kept.asks, kept.rules)),
        (tr("as you keep it"), kept),
        (tr("as little as there can be"), smallest(kept.asks, kept.rules, kept.without)),
    )
    yield Table(
        (Column("", 3), Column(tr("Documents"), 1, "right"), Column(tr("Registers"), 1, "right"),
         Column(tr("Drafted"), 1, "right"), Column(tr("Upkeep"), 2, "right")),
        tuple((name, *(str(len(way.of(sort))) for sort in SORTS[:3]), words.minutes_text(tr, way.total))
              for name, way in ways),
    )  # fmt: skip


def _papers(data: PackData, tr: Translator, kept: Kept) -> Iterator[Block]:
    yield Heading(1, tr("What you keep, and what it holds"))
    yield _table(data, tr, kept)
    if kept.without:
        named = ", ".join(words.product_name(data.view.model, data.language, p) for p in sorted(kept.without))
        yield Paragraph(tr("Optional, and not kept: {list}", list=named))


def _table(data: PackData, tr: Translator, kept: Kept) -> Table:
    rows = [row for sort in SORTS for paper in kept.of(sort) for row in _rows(data, tr, kept, sort, paper)]
    return Table(
        (Column(tr("Kept as"), 2.2), Column(tr("Sort"), 1.3), Column(tr("Holds"), 3), Column(tr("Items"), 0.8, "right"),
         Column(tr("Minutes a week"), 1, "right")),
        tuple(rows),
    )  # fmt: skip


def _rows(data: PackData, tr: Translator, kept: Kept, sort: str, paper: Paper) -> Iterator[tuple[str, ...]]:
    """A line for each work product of a paper; the first one says what paper it is."""
    for number, product in enumerate(paper):
        ask = kept.by_product[product]
        name = words.product_name(data.view.model, data.language, product)
        drafted = words.how_drafted(tr, kept, product)
        first = number == 0
        yield (
            words.paper_name(tr, kept, data.view.model, paper) if first else "",
            words.sort_name(tr, sort) if first else "",
            f"{name} ({drafted})" if drafted else name,
            str(len(ask.items)),
            str(round(kept.minutes(paper))) if first and sort != "work" else "–" if first else "",
        )
