"""The traceability matrix on paper: numbers and what they count, holes and the reasons for them, links to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.trace_data import Papers, TraceData
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.report import Block, Column, Cover, Figures, Heading, KeyValues, Paragraph, Report, Table
from vse_app.model.trace import Row
from vse_app.model.trace_words import (
    Number,
    TraceWords,
    column_name,
    counted,
    counts_what,
    loose_text,
    state_word,
)

LARGE: Final = frozenset({"", "holes", "passed"})
"""Numbers that stand on the first page as large figures."""


def build(data: TraceData, tr: Translator) -> Report:
    """The whole matrix of a project."""
    project = data.papers.project
    blocks = [
        Cover(data.papers.company.name, tr("Traceability"), f"{project.code}  {project.title}"),
        figures(data, tr),
        Paragraph(tr("State of the data: {moment}", moment=moment(data.papers)), "small"),
        *matrix(data, tr, level=1, without=LARGE),
    ]  # fmt: skip
    return paper(
        data.papers,
        tr,
        blocks,
        name="traceability",
        title=tr("Traceability"),
        subtitle=f"{project.code}  {project.title}",
    )


def paper(papers: Papers, tr: Translator, blocks: list[Block], *, name: str, title: str, subtitle: str) -> Report:
    """A report of these blocks in the company's house style."""
    return Report(
        id=name,
        title=title,
        subtitle=subtitle,
        language=papers.language,
        running=f"{papers.company.name} · {papers.project.code} · {papers.model.standard}",
        page_of=tr("Page {page} of {pages}"),
        dated=papers.dated,
        blocks=tuple(blocks),
        style=papers.style,
        author=papers.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def moment(papers: Papers) -> str:
    """The moment as of which a paper speaks."""
    return papers.dated.replace("T", " ").replace("Z", " UTC")


def figures(data: TraceData, tr: Translator) -> Figures:
    """The large figures: how many requirements, with a hole, passed."""
    return Figures(tuple((f"{n.total:,}", n.text) for n in _numbers(data, tr) if n.id in LARGE))


def _numbers(data: TraceData, tr: Translator) -> tuple[Number, ...]:
    return counted(tr, data.survey, hinted=data.hinted, justified=data.justified)


def matrix(data: TraceData, tr: Translator, *, level: int, without: Collection[str] = ()) -> Iterator[Block]:
    """Numbers (but those told already), matrix, justified holes, links to look at, and the way back.

    The evidence pack has them too.
    """
    yield Paragraph(counts_what(tr, data.survey), "note")
    yield KeyValues(
        tuple((number.text, f"{number.total:,}") for number in _numbers(data, tr) if number.id not in without)
    )
    yield Heading(level, tr("Matrix"), "trace-matrix")
    yield _table(data, tr)
    yield from _justified(data, tr, level)
    yield from _suspects(data, tr, level)
    yield from _loose(data, tr, level)


def _table(data: TraceData, tr: Translator) -> Table:
    words = _words(data, tr)
    columns = data.graph.chain.columns
    weights = {"design": 1.6, "component": 1.6, "test": 1.8, "result": 1.9}
    return Table(
        (
            Column(tr("Number"), 0.1),
            Column(tr("Requirement"), 4),
            *(Column(column_name(tr, column), weights[column]) for column in columns),
        ),
        [_row(data, words, row) for row in data.rows],
        empty=tr("There are no requirements yet."),
    )


def _row(data: TraceData, words: TraceWords, row: Row) -> tuple[str, ...]:
    node = data.graph.nodes[row.id]
    cells: list[str] = []
    for column, cell in row.cells.items():
        said = words.cell(data.graph, column, cell) or state_word(words.tr, cell.state)
        mark = words.mark(cell.state)
        cells.append(f"{mark} {said}" if mark else said)
    depth = len(node.above)
    return (node.number, "\u2003" * min(depth, 4) + (node.title or "–"), *cells)


def _justified(data: TraceData, tr: Translator, level: int) -> Iterator[Block]:
    given = [
        (row.id, column, cell)
        for row in data.rows
        for column, cell in row.cells.items()
        if cell.justified is not None and cell.justified.column == column
    ]
    if not given:
        return
    yield Heading(level, tr("Left open, with a reason"))
    rows: list[tuple[str, ...]] = []
    for record, column, cell in given:
        assert cell.justified is not None
        who = wording.who(data.papers.people, [cell.justified.person])
        outdated = state_word(tr, cell.state) if cell.state == "outdated" else ""
        rows.append((data.graph.nodes[record].number, column_name(tr, column), cell.justified.reason,
                     f"{who}, {day(tr, cell.justified.happened)}", outdated))  # fmt: skip
    yield Table(
        (Column(tr("Requirement"), 0.1), Column(tr("Column"), 1), Column(tr("Reason"), 5),
         Column(tr("By whom, when"), 2), Column(tr("Remark"), 1.6)),
        tuple(rows),
    )  # fmt: skip


def _suspects(data: TraceData, tr: Translator, level: int) -> Iterator[Block]:
    found = data.suspects
    if not found:
        return
    nodes = data.graph.nodes
    yield Heading(level, tr("Links to look at"))
    yield Paragraph(tr("An end of each of them changed since it was made or since somebody said that it still fits."))
    rows: list[tuple[str, ...]] = []
    for edge in found:
        ends = [nodes.get(edge.source), nodes.get(edge.target)]
        rows.append(tuple(f"{node.number} v{node.revision}  {node.title}" if node else "–" for node in ends))
    yield Table((Column(tr("From"), 1), Column(tr("To"), 1)), tuple(rows))


def _loose(data: TraceData, tr: Translator, level: int) -> Iterator[Block]:
    """The way back: what leads to no requirement."""
    said = loose_text(tr, data.survey)
    yield Heading(level, tr("The way back"))
    if not said:
        yield Paragraph(tr("Every design element, component, test and run leads somewhere."))
        return
    yield Paragraph(said)
    nodes = data.graph.nodes
    rows = [
        (column_name(tr, column), nodes[record].number, nodes[record].title)
        for column, ids in data.survey.loose.items()
        for record in ids
    ]
    yield Table((Column(tr("What"), 1), Column(tr("Number"), 0.1), Column(tr("Title"), 5)), tuple(rows))


def _words(data: TraceData, tr: Translator) -> TraceWords:
    papers = data.papers
    return TraceWords(tr, papers.model, papers.language, papers.people)
