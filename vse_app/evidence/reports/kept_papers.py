"""The papers themselves: documents whose chapters are work products, registers whose entries are of several kinds.

Every record is printed in full with its own versions, dates and states; what the program drafts is made here.
"""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports import traceability
from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.least_paper import SORTS
from vse_app.evidence.reports.plain import plain_report
from vse_app.evidence.reports.record_blocks import record_blocks
from vse_app.i18n import Translator
from vse_app.model import least_paper_words as words
from vse_app.model import wording
from vse_app.model.elements import FieldDef
from vse_app.model.least_paper import Kept, Paper
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Contents, Cover, Heading, PageBreak, Paragraph, Report, Table

BASELINED = "baselined"


def build(data: PackData, tr: Translator) -> Report:
    """All papers of a project, or with `data.part` (a work product) the one that holds it."""
    kept = data.kept
    papers = [
        paper for sort in SORTS for paper in (kept.of(sort) if kept else ()) if not data.part or data.part in paper
    ]
    title = tr("Documents and registers")
    if kept is not None and data.part and papers:
        title = words.paper_name(tr, kept, data.view.model, papers[0])
    project = data.view.project
    blocks: list[Block] = [
        Cover(data.company.name, title, f"{project.code}  {project.title}"),
    ]
    if any(len(paper) > 1 for paper in papers):
        blocks += _reading(tr)
    if len(papers) > 1 or any(len(paper) > 1 for paper in papers):
        blocks.append(Contents(tr("Contents")))
    for paper in papers:
        assert kept is not None
        blocks += _paper(data, tr, kept, paper)
    return plain_report(data, tr, "kept-papers", title, blocks)


def _reading(tr: Translator) -> Iterator[Block]:
    yield Paragraph(
        tr("Each chapter is a work product of its own, with its own versions, dates and approvals. They stand together "
           "so that there is less to look after."), "note",
    )  # fmt: skip


def _paper(data: PackData, tr: Translator, kept: Kept, paper: Paper) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, words.paper_name(tr, kept, data.view.model, paper))
    if kept.sort(paper) == "register":
        yield from _entries(data, tr, paper)
        return
    for product in paper:
        if len(paper) > 1:
            yield Heading(2, words.product_name(data.view.model, data.language, product))
        found = [record for record in data.records if record.kind == product]
        drafted = list(_drafted(data, tr, kept, product))
        fed = [field for field in data.view.model.product_of(product).fields if field.rows_of]
        for record in found:
            yield from record_blocks(data, tr, record, level=3 if len(paper) > 1 else 2)
        loose = [] if found else [row for field in fed for row in _rows(data, product, field)]
        yield from loose
        yield from drafted
        if not (found or drafted or loose):
            yield Paragraph(tr("Nothing is written of it yet."), "small")


def _entries(data: PackData, tr: Translator, paper: Paper) -> Iterator[Block]:
    """One list of the entries of all its kinds by day, then each in full."""
    found = [record for record in data.records if record.kind in paper]
    found.sort(key=lambda r: (r.happened or r.captured[:10], r.id))
    yield Table(
        (Column(tr("Number"), 1), Column(tr("Kind"), 1.8), Column(tr("Title"), 4), Column(tr("Happened"), 1.1),
         Column(tr("States"), 1.5)),
        tuple((r.number, data.word("products", r.kind), r.title, day(tr, r.happened) or "–", _states(data, r) or "–")
              for r in found),
        tuple(f"r{r.id}" for r in found), empty=tr("There are no entries yet."),
    )  # fmt: skip
    for record in found:
        yield from record_blocks(data, tr, record)


def _states(data: PackData, record: Record) -> str:
    held = data.states(record)
    ordered = tuple(dict.fromkeys(e.state for e in data.events(record) if e.state in held))
    return wording.state_names(data.view.model, data.language, ordered)


def _rows(data: PackData, product: str, field: FieldDef) -> Iterator[Block]:
    """The rows of a register that are part of a document nobody has begun; a begun one shows them itself."""
    rows = [record for record in data.records if record.kind == field.rows_of]
    if not rows:
        return
    model, language = data.view.model, data.language
    cells = dict(field.row_cells)
    columns = [column for column in field.columns if column.id in cells]
    yield Paragraph(model.field_word(language, product, (field.id,)), "lead")
    heads = [(model.field_word(language, product, (field.id, column.id)), cells[column.id]) for column in columns]
    yield Table(
        tuple(Column(head, 1 if cell == "number" else 3) for head, cell in heads),
        tuple(tuple(_cell(data, record, cells[column.id]) for column in columns) for record in rows),
        tuple(f"r{record.id}" for record in rows),
    )  # fmt: skip


def _cell(data: PackData, record: Record, name: str) -> str:
    if name in ("number", "title"):
        return str(getattr(record, name))
    if name == "owner":
        return wording.who(data.people, [record.owner]) if record.owner else ""
    targets = data.links.get((record.id, f"field:{name}"))
    if targets:
        return ", ".join(data.by_id[t].number for t in targets if t in data.by_id)
    value = data.revisions[record.id].content.fields.get(name)
    if value in (None, "", []):
        return ""
    path = (name,)
    text = wording.value_text(data.view.model, data.language, record.kind, path, value, people=data.people)
    return text or str(value)


def _drafted(data: PackData, tr: Translator, kept: Kept, product: str) -> Iterator[Block]:
    """What the program makes of what is there: it asserts nothing, it lists."""
    draft = kept.rules.draft(kept.by_product[product])
    if draft is None:
        return
    made: list[Block] = []
    if draft.id == "links":
        made = [_links(data, tr)] if data.traced is None else list(traceability.matrix(data.traced, tr, level=4))
    elif draft.id == "versions":
        made = [_versions(data, tr)]
    if made:
        yield Paragraph(words.how_drafted(tr, kept, product), "lead")
        yield from made


def _links(data: PackData, tr: Translator) -> Table:
    rows: list[tuple[str, ...]] = []
    anchors: list[str] = []
    for (source, kind), targets in sorted(data.links.items()):
        start = data.by_id.get(source)
        if start is None or start.withdrawn:
            continue
        said = data.view.model.field_word(data.language, start.kind, (kind.removeprefix("field:"),))
        for target in targets:
            end = data.by_id.get(target)
            if end is not None and not end.withdrawn:
                rows.append((f"{start.number}  {start.title}", said, f"{end.number}  {end.title}"))
                anchors.append(f"r{source}")
    return Table((Column(tr("From"), 3), Column(tr("Link"), 1.5), Column(tr("To"), 3)), tuple(rows), tuple(anchors),
                 empty=tr("There are no links yet."))  # fmt: skip


def _versions(data: PackData, tr: Translator) -> Table:
    found = [record for record in data.records if BASELINED in data.states(record)]
    return Table(
        (Column(tr("Number"), 1), Column(tr("Title"), 4), Column(tr("Version"), 0.8),
         Column(tr("SHA-256, first 16"), 1.6)),
        tuple((r.number, r.title or data.word("products", r.kind), f"v{r.revision}", r.stamp[:16]) for r in found),
        tuple(f"r{r.id}" for r in found), empty=tr("Nothing is frozen yet."),
    )  # fmt: skip
