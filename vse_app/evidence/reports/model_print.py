"""A process model on paper: one element, a whole model, or two models side by side. These reports know no project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from vse_app.evidence.reports.page_blocks import compact_blocks, page_blocks, section_blocks
from vse_app.i18n import Translator
from vse_app.model import library_words
from vse_app.model.comparing import Comparison, Pair, Side
from vse_app.model.element_page import Page
from vse_app.model.page_parts import Line
from vse_app.model.report import (
    Block,
    Column,
    Contents,
    Cover,
    Figures,
    Heading,
    HouseStyle,
    PageBreak,
    Paragraph,
    Report,
    Table,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report about models is printed on: the house style, whose paper it is, and the day of the content."""

    style: HouseStyle
    company: str
    dated: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An element of a model under a heading of its own, `level` as in `Heading`; 0 under the heading of its part."""

    level: int
    page: Page


@dataclass(frozen=True, slots=True)
class WholeModel:
    """A model to print: its page, its elements in order under the titles of their part, and all its relations.

    A relation is (from, kind in words, to, where it comes from).
    """

    about: Page
    standard: str
    parts: Sequence[tuple[str, Sequence[Chapter]]]
    relations: Sequence[tuple[str, str, str, str]]
    origins: Sequence[Line]


def element(tr: Translator, page: Page, standard: str, paper: Paper) -> Report:
    """One element on its own, with what other models have for it."""
    title = f"{page.id}  {page.title}".strip()
    kind = library_words.kind_word(tr, page.kind)
    above = " · ".join(line.text for line in page.line)
    blocks: list[Block] = [
        Heading(0, library_words.marked(title, page.recalled)),
        Paragraph(library_words.joined((kind, above, *page.marks)), "lead"),
        *page_blocks(page),
        *_note(tr, page.note),
    ]
    return _report(tr, "library-element", (title, standard), blocks, paper)


def model(tr: Translator, whole: WholeModel, paper: Paper) -> Report:
    """A whole model: what it is, every element, the relations, and where all of it comes from."""
    about = whole.about
    blocks: list[Block] = [Cover(whole.standard, about.title, library_words.joined(about.marks))]
    blocks += [block for section in about.sections if section.name != "provenance"
               for block in section_blocks(section, level=4)]  # fmt: skip
    if len([chapter for _, chapters in whole.parts for chapter in chapters]) > 1:
        blocks += [Contents(tr("Contents")), PageBreak()]
    for title, chapters in whole.parts:
        blocks.append(Heading(1, title))
        for chapter in chapters:
            blocks += _chapter(chapter)
    if whole.relations:
        blocks += [Heading(1, tr("Relations")), _relations(tr, whole)]
    blocks += [Heading(1, tr("Where this comes from")), *_note(tr, about.note)]
    blocks += [Paragraph(f"{line.label}: {line.text}" if line.label else line.text) for line in whole.origins]
    return _report(tr, "library-model", (about.title, whole.standard), blocks, paper)


def comparison(
    tr: Translator, found: Comparison, titles: tuple[str, str], pairs: Sequence[Pair], paper: Paper
) -> Report:
    """Two models side by side; `pairs` are those to print, the figures are of all of them."""
    title = tr("Two models side by side")
    blocks: list[Block] = [
        Cover(title, f"{titles[0]} ↔ {titles[1]}", f"{found.left} · {found.right}"),
        Figures(tuple((str(found.count(which)), words) for which, words in _counts(tr, titles))),
        *(Paragraph(about.get(tr.language, about.get("en", ""))) for about in found.about),
    ]
    if not found.has_mapping:
        blocks.append(Paragraph(library_words.no_mapping(tr), "warning"))
    if found.left_out:
        blocks.append(Paragraph(library_words.left_out(tr, found.left_out), "small"))
    if len(pairs) < len(found.pairs):
        said = tr("Only some rows are printed: {count} of {total}.", count=len(pairs), total=len(found.pairs))
        blocks.append(Paragraph(said, "note"))
    for mapped, group in groupby(pairs, key=lambda pair: pair.left is not None):
        heading = tr("Row by row") if mapped else tr("Only in {model}", model=titles[1])
        rows = tuple(_pair(tr, pair) for pair in group)
        blocks += [Heading(2, heading), _pairs_table(tr, titles, rows)]
    blocks.append(Paragraph(library_words.recalled_note(tr), "small"))
    return _report(tr, "library-comparison", (title, f"{titles[0]} ↔ {titles[1]}"), blocks, paper)


def _counts(tr: Translator, titles: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        ("same", tr("rows that say the same")),
        ("differing", tr("rows that differ")),
        ("left", tr("only in {model}", model=titles[0])),
        ("right", tr("only in {model}", model=titles[1])),
    )


def _pairs_table(tr: Translator, titles: tuple[str, str], rows: Sequence[tuple[str, ...]]) -> Table:
    columns = (Column(titles[0], 4), Column("", 1.8), Column(titles[1], 4), Column(tr("How sure"), 2))
    return Table(columns, rows)


def _pair(tr: Translator, pair: Pair) -> tuple[str, ...]:
    sure = (
        library_words.confidence_word(tr, pair.confidence) if pair.confidence else "",
        library_words.provenance_word(tr, pair.provenance) if pair.provenance else "",
    )
    hint = tr("same name, not mapped: {element}", element=_side(pair.hint)) if pair.hint else "–"
    return (
        _side(pair.left) if pair.left else hint,
        library_words.compared_word(tr, pair.type),
        _side(pair.right) if pair.right else hint,
        library_words.joined(sure),
    )


def _side(side: Side | None) -> str:
    return library_words.marked(f"{side.id}  {side.title}".strip(), side.recalled) if side else "–"


def _chapter(chapter: Chapter) -> Iterator[Block]:
    page = chapter.page
    if chapter.level:
        title = library_words.marked(f"{page.id}  {page.title}".strip(), page.recalled)
        yield Heading(chapter.level, title, anchor=str(page.address))
    if page.marks:
        yield Paragraph(library_words.joined(page.marks), "small")
    yield from compact_blocks(page)


def _relations(tr: Translator, whole: WholeModel) -> Table:
    columns = (Column(tr("From"), 4), Column("", 2), Column(tr("To"), 4), Column(tr("Where this comes from"), 2))
    return Table(columns, tuple(whole.relations))


def _note(tr: Translator, note: str) -> Iterator[Block]:
    if note:
        yield Paragraph(note, "note")
    yield Paragraph(library_words.recalled_note(tr), "small")


def _report(tr: Translator, report_id: str, names: tuple[str, str], blocks: Sequence[Block], paper: Paper) -> Report:
    title, subtitle = names
    return Report(
        id=report_id,
        title=title,
        subtitle=subtitle,
        language=tr.language,
        running=library_words.joined((paper.company, subtitle)),
        page_of=tr("Page {page} of {pages}"),
        dated=paper.dated,
        blocks=tuple(blocks),
        style=paper.style,
        author=paper.company,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )
