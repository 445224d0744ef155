"""A register as a table: the rows and columns that somebody had before them, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vse_app.i18n import Translator
from vse_app.model.project import Company, Project
from vse_app.model.report import Block, Column, Heading, HouseStyle, Paragraph, Report, Table

NARROW: Final = frozenset({"number", "date", "moment", "revision", "follow", "states", "choice", "person", "link"})
"""Kinds of columns whose words are short."""


@dataclass(frozen=True)
class RegisterData:
    """A register as it is printed: `columns` are (label, kind of value), `rows` words of the same number.

    `said` tells what was left out by a filter, "" for nothing; `total` is how many entries there are in all.
    """

    company: Company
    style: HouseStyle
    project: Project
    title: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, ...]]
    anchors: Sequence[str]
    total: int
    said: str
    dated: str
    language: str


def counted(data: RegisterData, tr: Translator) -> str:
    """How many entries there are, and which of them are shown."""
    count = tr("{count|1 entry|# entries}", count=len(data.rows))
    if len(data.rows) != data.total:
        count = tr("{shown} of {count|1 entry|# entries}", shown=len(data.rows), count=data.total)
    return f"{count}. {data.said}" if data.said else count


def table(data: RegisterData, tr: Translator) -> Table:
    """The rows as a table."""
    columns = tuple(Column(label, 0.1 if kind in NARROW else 3 if kind == "long-text" else 1.6)
                    for label, kind in data.columns)  # fmt: skip
    return Table(columns, data.rows, data.anchors, empty=tr("There are no entries."))


def build(data: RegisterData, tr: Translator) -> Report:
    """The report of one register."""
    project = data.project
    # A lead stays with the table, also where that lies across the page.
    lead = f"{data.company.name} · {project.code}  {project.title}\n{counted(data, tr)}"
    blocks: tuple[Block, ...] = (Heading(0, data.title), Paragraph(lead, "lead"), table(data, tr))
    return Report(
        id="register",
        title=data.title,
        subtitle=f"{project.code}  {project.title}",
        language=data.language,
        running=f"{data.company.name} · {project.code} · {data.title}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=blocks,
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )
