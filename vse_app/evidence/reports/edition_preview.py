"""What a move to another edition would change, on paper, so that it can be talked over before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.move_rows import GROUPS, Row
from vse_app.model.move_words import MoveWords, by_ids_alone
from vse_app.model.process import ProcessModel
from vse_app.model.project import Company, Project
from vse_app.model.report import Block, Column, Cover, Figures, Heading, HouseStyle, KeyValues, Paragraph, Report, Table


@dataclass(frozen=True)
class EditionData:
    """A project, the edition it works under, the one it might move to, and the rows of the move."""

    company: Company
    style: HouseStyle
    project: Project
    source: ProcessModel
    target: ProcessModel
    rows: tuple[Row, ...]
    minutes: int
    words: MoveWords
    is_next: bool
    dated: str


def build(data: EditionData, tr: Translator) -> Report:
    """The report; it certifies nothing and changes nothing."""
    project = data.project
    return Report(
        id="edition-preview",
        title=tr("Preview of a move"),
        subtitle=f"{project.code}  {project.title}",
        language=tr.language,
        running=f"{data.company.name} · {project.code} · {data.source.ref} → {data.target.ref}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(_blocks(data, tr)),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def _blocks(data: EditionData, tr: Translator) -> Iterator[Block]:
    project = data.project
    counts = {group: sum(row.group == group for row in data.rows) for group in GROUPS}
    yield Cover(data.company.name, tr("Preview of a move"), f"{project.code}  {project.title}")
    time = wording.minutes_text(tr, data.minutes) if data.minutes else "–"
    yield Figures(((str(counts["owed"]), f"{data.words.group('owed')}, {time}"),
                   (str(counts["becomes"]), data.words.group("becomes")),
                   (str(counts["gone"]), data.words.group("gone"))))  # fmt: skip
    yield KeyValues(
        (
            (tr("Project"), f"{project.code}  {project.title}"),
            (tr("Works under"), f"{data.source.about(tr.language)} ({data.source.ref})"),
            (tr("Would work under"), f"{data.target.about(tr.language)} ({data.target.ref})"),
            (tr("State of the data"), data.dated.replace("T", " ").replace("Z", " UTC")),
        )
    )
    yield Paragraph(
        tr("Nothing has been changed. A move can be undone, and nothing that was written is lost by it: what is no "
           "longer asked for stays in the project and in its evidence pack."), "note")  # fmt: skip
    if not data.is_next:
        yield Paragraph(by_ids_alone(tr, data.source, data.target), "warning")
    for group in GROUPS:
        own = [row for row in data.rows if row.group == group]
        if own:
            yield Heading(1, data.words.group(group))
            yield _table(data, tr, own, timed=group == "owed")


def _table(data: EditionData, tr: Translator, rows: list[Row], *, timed: bool) -> Table:
    words = data.words
    columns = (Column(tr("Kind"), 1.6), Column(tr("What"), 4), Column(tr("What becomes of it"), 6))
    times = (Column(tr("Minutes"), 1, "right"),) if timed else ()
    return Table(
        (*columns, *times),
        tuple(
            (words.kind(r.kind), words.label(r), words.text(r), *((str(r.minutes or ""),) if timed else ()))
            for r in rows
        ),
    )
