"""Two baselines side by side on paper, or one with now: what was added, removed and changed, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vse_app.evidence.reports.change_data import CompareData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.traceability import moment, paper
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.baseline import Changed, Member
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Cover, Figures, Heading, Paragraph, Report, Table


def build(data: CompareData, tr: Translator) -> Report:
    """The comparison."""
    project, title = data.papers.project, tr("Comparison of baselines")
    subtitle = f"{project.code}  {project.title}"
    blocks: list[Block] = [Cover(data.papers.company.name, title, subtitle), *_blocks(data, tr)]
    return paper(data.papers, tr, blocks, name="baseline-compare", title=title, subtitle=subtitle)


def _blocks(data: CompareData, tr: Translator) -> Iterator[Block]:
    found = data.difference
    if found is None or data.before is None:
        yield Paragraph(tr("No baseline was taken yet, so there is nothing to compare."))
        return
    yield Figures((
        (str(len(found.changed)), tr("changed")), (str(len(found.added)), tr("added")),
        (str(len(found.removed)), tr("removed")), (str(found.same), tr("the same")),
    ))  # fmt: skip
    after = _name(tr, data.after) if data.after else tr("now ({moment})", moment=moment(data.papers))
    yield Paragraph(tr("From {before} to {after}", before=_name(tr, data.before), after=after), "lead")
    yield Paragraph(tr("State of the data: {moment}", moment=moment(data.papers)), "small")
    if found.outside:
        yield Paragraph(
            tr(
                "{n|1 record stands|# records stand} only in one of them because they were taken over different kinds.",
                n=found.outside,
            ),
            "note",
        )
    yield Heading(1, tr("Changed"))
    if not found.changed:
        yield Paragraph(tr("Nothing was changed."))
    for change in found.changed:
        yield from _changed(data, tr, change)
    if data.cut:
        yield Paragraph(tr("and {count} more", count=data.cut), "small")
    for title, some, nothing in (
        (tr("Added"), found.added, tr("Nothing was added.")),
        (tr("Removed"), found.removed, tr("Nothing was removed.")),
    ):
        if some:
            yield Heading(1, title)
            yield _members(data, tr, some)
        else:
            yield Paragraph(nothing)


def _name(tr: Translator, record: Record) -> str:
    return f"{record.number} {record.title} ({day(tr, record.happened)})"


def _changed(data: CompareData, tr: Translator, change: Changed) -> Iterator[Block]:
    member, model, language = change.after, data.papers.model, data.papers.language
    title = f"{member.number}  {data.titles.get(member.record, '')}".strip()
    versions = f"v{change.before.revision} → v{member.revision}"
    if change.before.revision == member.revision:
        versions = tr("v{no}, rows of a register changed", no=member.revision)
    yield Heading(2, f"{title} ({versions})", in_contents=False)
    lines = data.lines.get(member.record, ())
    own = {"title": tr("Title"), "files": tr("Files"), "link": tr("Address")}
    rows = [
        (own.get(field) or model.field_word(language, member.kind, (field,)), {"-": "−", "+": "+"}.get(sign, ""), text)
        for field, sign, text in lines
        if sign.strip()
    ]
    shown: list[tuple[str, str, str]] = []
    for index, (label, sign, text) in enumerate(rows):
        shown.append(("" if index and rows[index - 1][0] == label else label, sign, text))
    if rows:
        yield Table((Column(tr("Field"), 1.6), Column("", 0.1), Column(tr("Line"), 6)), tuple(shown))
    else:
        yield Paragraph(tr("Its own text is the same: rows of a register that are part of it changed."), "note")


def _members(data: CompareData, tr: Translator, some: Sequence[Member]) -> Table:
    model, language = data.papers.model, data.papers.language
    return Table(
        (Column(tr("Number"), 0.1), Column(tr("Title"), 4), Column(tr("Work product"), 2), Column(tr("Version"), 0.1)),
        tuple(
            (m.number, data.titles.get(m.record, ""), wording.product_name(model, language, m.kind), f"v{m.revision}")
            for m in some
        ),
        empty=tr("None."),
    )  # fmt: skip
