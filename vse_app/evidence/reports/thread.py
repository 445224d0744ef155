"""The thread of one requirement on paper."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.trace_data import ThreadData
from vse_app.evidence.reports.traceability import moment, paper
from vse_app.i18n import Translator
from vse_app.model.report import Block, Heading, KeyValues, Paragraph, Report
from vse_app.model.thread import LOOK, MISSING, Stage, Thread
from vse_app.model.thread_words import (
    entry_lines,
    entry_title,
    stage_name,
    stage_text,
    standing_word,
    summary,
    suspect_text,
)


def build(data: ThreadData, tr: Translator) -> Report:
    """One requirement from who asked for it to who accepted it."""
    thread, papers = data.thread, data.papers
    record = thread.record
    blocks = [
        Heading(0, tr("The thread of {number}", number=record.number)),
        *_head(thread, tr, moment(papers)),
        *(block for stage in thread.stages for block in _stage(thread, tr, stage)),
    ]  # fmt: skip
    title = tr("The thread of {number}", number=record.number)
    return paper(papers, tr, blocks, name="thread", title=title, subtitle=f"{papers.project.code}  {record.number}")


def _head(thread: Thread, tr: Translator, dated: str) -> Iterator[Block]:
    yield Paragraph(thread.record.title, "lead")
    pairs = [(tr("How it stands"), summary(tr, thread))]
    for related, words in ((thread.above, tr("Part of")), (thread.parts, tr("Consists of"))):
        if related:
            pairs.append((words, "\n".join(f"{r.number}  {r.title}".strip() for r in related)))
    pairs.append((tr("State of the data"), dated))
    yield KeyValues(tuple(pairs))


def _stage(thread: Thread, tr: Translator, stage: Stage) -> Iterator[Block]:
    marks = {MISSING: "✗ ", LOOK: "! "}
    standing = standing_word(tr, stage)
    yield Heading(2, f"{stage_name(tr, stage.id)}: {marks.get(stage.standing, '')}{standing}")
    said = stage_text(tr, thread, stage)
    if said:
        yield Paragraph(said, "warning" if stage.standing == MISSING else "note" if stage.standing == LOOK else "body")
    rows: list[tuple[str, str]] = []
    for entry in stage.entries:
        lines = list(entry_lines(tr, thread, entry))
        lines += [suspect_text(tr)] if entry.suspect else []
        rows.append((entry_title(thread, entry), "\n".join(lines)))
    if rows:
        yield KeyValues(tuple(rows))
