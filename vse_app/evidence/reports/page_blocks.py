"""The page of an element as blocks: texts as paragraphs, facts as pairs, elements as small tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from vse_app.model.browsing import PROCESS, TOPIC
from vse_app.model.element_page import Page
from vse_app.model.library_words import joined, marked
from vse_app.model.page_parts import Line, Section
from vse_app.model.report import Block, Bullets, Column, Heading, KeyValues, Paragraph, Table

_PAIRS = ("facts", "names", "provenance")
"""Sections whose lines are a term and what it is."""
_FIRST = ("purpose", "what", "text")
"""Sections that say what an element is: they need no title where it has just been named."""
_TABLES = ("outcomes", "activities", "indicators", "fields", "items", "topics")
"""Sections that stay tables or lists among many other pages."""
_UNTITLED = ("items", "topics")
_BY_ID = ("tasks", "made", "used")
"""Sections whose elements are named by their ids alone there; they stand in full elsewhere in the document."""
_SHORT = 60
_INDENT = "\u00a0" * 4


def page_blocks(page: Page, *, level: int = 2) -> Iterator[Block]:
    """Every section of a page under headings of a level."""
    for section in page.sections:
        yield from section_blocks(section, level=level)


def section_blocks(section: Section, *, level: int) -> Iterator[Block]:
    """One section."""
    title = f"{section.title} · {section.hint}" if section.hint and level < 4 else section.title
    if level < 4:
        yield Heading(level, title)
    elif section.name != "facts":
        yield Paragraph(title, "lead")
    if section.is_text:
        yield from (Paragraph(line.text) for line in section.lines)
    elif section.name in _PAIRS:
        yield KeyValues(tuple((line.label or section.title, line.text) for line in section.lines))
    else:
        for above, lines in groupby(section.lines, key=lambda line: line.above):
            if above:
                yield Heading(4, above)
            yield _lines(list(lines))


def _lines(lines: Sequence[Line]) -> Block:
    """Lines with an id as a table, others as bullets."""
    if all(line.note for line in lines) and not any(line.label for line in lines):
        return Table((Column("", 4), Column("", 6)), tuple((marked(x.text, x.recalled), x.note) for x in lines))
    if any(line.label for line in lines):
        return Table(
            (Column("", 1.4), Column("", 9)),
            tuple((_INDENT * line.depth + line.label, _text(line)) for line in lines),
            tuple(str(line.to) if line.to else "" for line in lines),
        )
    return Bullets(tuple(_text(line) for line in lines))


def _text(line: Line) -> str:
    text = marked(line.text, line.recalled)
    return "\n".join(part for part in (text, line.note) if part) if line.label else joined((text, line.note))


def compact_blocks(page: Page) -> Iterator[Block]:
    """A page among many others: its text first, tables for what has many lines, the rest as pairs."""
    pairs: list[tuple[str, str]] = []
    tables: list[Block] = []
    origin = ""
    by_id = _BY_ID if page.kind == PROCESS else (*_BY_ID, "outcomes")
    for section in page.sections:
        if section.name in _FIRST:
            yield from (Paragraph(line.text) for line in section.lines)
        elif section.name in by_id:
            pairs.append((section.title, ", ".join(_noted(line.label or line.text, line) for line in section.lines)))
        elif section.name in _TABLES:
            head = [] if section.name in _UNTITLED else [Paragraph(section.title, "lead")]
            tables += [*head, _lines(section.lines)]
        elif section.name == "provenance":
            origin = joined((origin, *(f"{line.label}: {line.text.partition(':')[0]}" for line in section.lines)))
        elif section.name in _PAIRS and page.kind == TOPIC:
            origin = joined(line.text for line in section.lines)
        elif section.name in _PAIRS:
            pairs += [(line.label, line.text) for line in section.lines]
        else:
            pairs.append((section.title, _run(section)))
    if pairs:
        yield KeyValues(tuple(pairs))
    yield from tables
    if origin:
        yield Paragraph(origin, "small")


def _run(section: Section) -> str:
    """All lines of a section as one text."""
    said: list[str] = []
    for above, lines in groupby(section.lines, key=lambda line: line.above):
        texts = [_noted(f"{line.label}  {marked(line.text, line.recalled)}".strip(), line) for line in lines]
        apart = any(len(text) > _SHORT for text in texts)
        dash = "– " if apart and len(texts) > 1 else ""
        said.append((f"{above}: " if above else "") + ("\n" if apart else "; ").join(f"{dash}{t}" for t in texts))
    return "\n".join(said)


def _noted(text: str, line: Line) -> str:
    return f"{text} ({line.note})" if line.note else text
