"""The readiness check on paper: stage 1 by document, stage 2 from each requirement to its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.readiness import Document, Gap, Readiness, Requirement, Standing, readiness
from vse_app.model.readiness_words import gap_fix, gap_text, standing_word, summary
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


def build(data: PackData, tr: Translator) -> Report:
    """The whole check of one project."""
    project = data.view.project
    found = readiness(data.view, data.traces)
    blocks = [
        *_head(data, tr, found), *_to_mend(data, tr, found), *_stage_one(data, tr, found), *_stage_two(data, tr, found)
    ]  # fmt: skip
    return Report(
        id="readiness-check",
        title=tr("Readiness check"),
        subtitle=f"{project.code}  {project.title}",
        language=data.language,
        running=f"{data.company.name} · {project.code} · {data.view.model.standard}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def _head(data: PackData, tr: Translator, found: Readiness) -> Iterator[Block]:
    project, model = data.view.project, data.view.model
    yield Cover(data.company.name, tr("Readiness check"), f"{project.code}  {project.title}")
    one, two = found.counts(1), found.counts(2)
    yield Figures(
        (
            (_share(tr, one), tr("work products that are due stand ready")),
            (_share(tr, two), tr("tasks that are due lead to evidence")),
            (wording.minutes_text(tr, found.minutes), tr("to mend what is missing")),
        )
    )
    yield KeyValues(
        (
            (tr("Profile"), f"{model.about(data.language)} ({model.standard})"),
            (tr("State of the data"), f"{data.dated.replace('T', ' ').replace('Z', ' UTC')}"),
        )
    )
    yield Paragraph(
        tr("You check yourselves here, the way an auditor walks. It promises nothing about the audit, and it certifies "
           "nobody. What is “not due yet” was not looked at."), "note",
    )  # fmt: skip


def _share(tr: Translator, counts: Mapping[Standing, int]) -> str:
    return tr("{n} of {total}", n=counts["ready"], total=counts["ready"] + counts["gap"])


def _to_mend(data: PackData, tr: Translator, found: Readiness) -> Iterator[Block]:
    """Everything missing in one list, each place once, the quickest first."""
    gaps = {
        (g.code, g.record, g.task, g.iteration, g.product): g
        for line in (*found.documents, *found.requirements)
        if line.standing == "gap"
        for g in line.gaps
        if g.minutes
    }
    yield Heading(1, tr("What is missing, and what mends it"))
    yield Table(
        (Column(tr("Missing"), 5), Column(tr("How to mend it"), 4)),
        tuple((gap_text(tr, data.language, data.view, g), gap_fix(tr, data.language, data.view, g))
              for g in sorted(gaps.values(), key=lambda g: g.minutes)),
        empty=tr("Nothing is missing that these rules can see."),
    )  # fmt: skip


def _stage_one(data: PackData, tr: Translator, found: Readiness) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, tr("Stage 1: the documents"))
    yield Paragraph(summary(tr, found, 1))
    yield Table(
        (Column(tr("Work product"), 4), Column(tr("Record"), 2), Column(tr("States"), 2.4), Column(tr("Captured"), 1.4),
         Column(tr("How it stands"), 4)),
        tuple(_document_row(data, tr, d) for d in found.documents),
    )  # fmt: skip


def _document_row(data: PackData, tr: Translator, line: Document) -> tuple[str, ...]:
    record = line.record
    number = f"{record.number} v{record.revision}" if record is not None else "–"
    if line.count > 1:
        number += "\n" + tr("{n} in all", n=line.count)
    return (
        data.word("products", line.product),
        number,
        wording.state_names(data.view.model, data.language, line.states) or "–",
        day(tr, record.captured) if record is not None else "–",
        _how(data, tr, line.standing, line.gaps),
    )


def _how(data: PackData, tr: Translator, standing: str, gaps: Sequence[Gap]) -> str:
    said = list(dict.fromkeys(gap_text(tr, data.language, data.view, gap) for gap in gaps))
    more = "\n".join(said[:4]) + ("\n…" if len(said) > 4 else "")
    if standing == "gap":
        return more
    return f"{standing_word(tr, standing)}\n{more}" if more else standing_word(tr, standing)


def _stage_two(data: PackData, tr: Translator, found: Readiness) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, tr("Stage 2: from requirement to evidence"))
    yield Paragraph(summary(tr, found, 2))
    activity = ("", -1)
    rows: list[tuple[str, ...]] = []
    for line in found.requirements:
        here = (line.step.task.activity, line.step.iteration)
        if here != activity and rows:
            yield from _walk(tr, rows)
            rows = []
        if here != activity:
            activity = here
            name = data.word("activities", here[0])
            several = here[1] and len(data.view.project.iterations) > 1
            yield Heading(2, f"{here[0]} {name}" + (f" ({here[1]})" if several else ""))
        rows.append(_walk_row(data, tr, line))
    yield from _walk(tr, rows)


def _walk(tr: Translator, rows: list[tuple[str, ...]]) -> Iterator[Block]:
    yield Table(
        (Column(tr("Requirement"), 3), Column(tr("Performed"), 2.2), Column(tr("Product, state, baseline, trace"), 3.4),
         Column(tr("Checked by"), 2.4), Column(tr("How it stands"), 3)),
        tuple(rows),
    )  # fmt: skip


def _walk_row(data: PackData, tr: Translator, line: Requirement) -> tuple[str, ...]:
    step = line.step
    performed = "–"
    if step.mark.status == "na":
        performed = tr("left out: {reason}", reason=step.mark.reason)
    elif step.confirmations:
        last = step.confirmations[-1]
        performed = f"{wording.who(data.people, [last.person])}\n{day(tr, last.happened)}"
    products = [_product(data, tr, line, record.id) for record in line.records[:5]]
    if len(line.records) > 5:
        products.append(tr("and {n} more", n=len(line.records) - 5))
    if line.trace.links:
        said = tr("{n|one link|# links}", n=line.trace.links)
        products.append(said + (" " + tr("({n} changed since)", n=line.trace.suspect) if line.trace.suspect else ""))
    checks = dict.fromkeys(
        f"{data.word('states', c.state)}: {wording.who(data.people, [c.person])}"
        + (" (" + tr("alone") + ")" if c.alone else "")
        for c in line.checks
    )
    return (
        f"{step.task.id} {data.word('tasks', step.task.id, 'title')}",
        performed,
        "\n".join(products) or "–",
        "\n".join(checks) or "–",
        _how(data, tr, line.standing, line.gaps),
    )


def _product(data: PackData, tr: Translator, line: Requirement, record_id: int) -> str:
    record = data.view.record(record_id)
    assert record is not None  # the check named only records of this project
    states = data.view.facts.states(record)
    ordered = [s for s in data.view.model.product(record.kind).states if s in states]
    said = wording.state_names(data.view.model, data.language, ordered)
    return f"{record.number} v{record.revision}" + (f": {said}" if said else "")
