"""What the reports about steering share: the frame of a document, the width of a picture, an empty register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vse_app.evidence.look import look_for
from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.report import Block, Cover, Heading, KeyValues, PageBreak, Paragraph, Report
from vse_app.model.steering_pages import Steering


def steering_of(data: PackData) -> Steering:
    """The pages of the data; they are always gathered for these reports."""
    assert data.steering is not None
    return data.steering


def text_width(data: PackData) -> float:
    """Width of the text in points."""
    return look_for(data.style).width


def document(data: PackData, tr: Translator, report_id: str, title: str, blocks: Iterable[Block]) -> Report:
    """One page of steering as a document of its own."""
    project = data.view.project
    head: list[Block] = [
        Cover(data.company.name, title, f"{project.code}  {project.title}"),
        KeyValues(((tr("State of the data"), data.dated.replace("T", " ").replace("Z", " UTC")),)),
    ]
    return Report(
        id=report_id,
        title=title,
        subtitle=f"{project.code}  {project.title}",
        language=data.language,
        running=f"{data.company.name} · {project.code} · {data.view.model.standard}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=(*head, *blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def chapter(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks as a chapter of the evidence pack."""
    yield PageBreak()
    yield Heading(1, title)
    yield from blocks


def nobody(data: PackData, tr: Translator, person: str) -> str:
    """Somebody's name, or that there is nobody."""
    return wording.who(data.people, [person]) if person else tr("nobody yet")


def nothing(text: str) -> Paragraph:
    """That a register is empty."""
    return Paragraph(text, "note")
