"""The pack's registers: every entry with all it says, a row each."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.fed_rows import follow_word, said_in
from vse_app.evidence.reports.record_blocks import file_text
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import Product
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Heading, PageBreak, Paragraph, Table


def entries(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every register that is no work product of the model and has entries."""
    filled = [kind for kind in data.view.model.kinds if data.of_kind.get(kind.id)]
    if not filled:
        return
    yield PageBreak()
    yield Heading(1, tr("Registers"))
    yield Paragraph(
        tr("What is kept entry by entry beside the work products. Those that are a work product stand among them.")
    )
    for kind in filled:
        some = data.of_kind[kind.id]
        yield Heading(2, f"{data.word('products', kind.id, 'many')} ({len(some)})", anchor=data.anchor(some[0]))
        yield Table(
            (Column(tr("Entry"), 1.1), Column(tr("What it says"), 6), Column(tr("State"), 1.4), Column(tr("Dates"), 2)),
            tuple(_row(data, tr, kind, record) for record in some),
        )


def _row(data: PackData, tr: Translator, kind: Product, record: Record) -> tuple[str, ...]:
    states = data.states(record)
    ordered = tuple(dict.fromkeys(e.state for e in data.events(record) if e.state in states and e.stamp))
    said = [_follow(data, tr, record), wording.state_names(data.view.model, data.language, ordered) if ordered else ""]
    if record.owner:
        said.append(wording.who(data.people, [record.owner]))
    if record.due:
        said.append(tr("due {date}", date=day(tr, record.due)))
    label = data.revisions[record.id].label
    entry = f"{record.number}\u00a0v{record.revision}" + (f"\n({label})" if label else "")
    return entry, "\n".join(_said(data, tr, kind, record)), "\n".join(s for s in said if s), _dates(data, tr, record)


def _follow(data: PackData, tr: Translator, record: Record) -> str:
    """Where the entry stands, since when and by whom; as it began when nobody said anything."""
    steps = [e for e in data.events(record) if not e.stamp and not e.withdrawn and e.state == record.follow]
    if not steps:
        return follow_word(data, record)
    return f"{follow_word(data, record)}, {day(tr, steps[-1].happened)}, {wording.who(data.people, [steps[-1].person])}"


def _said(data: PackData, tr: Translator, kind: Product, record: Record) -> Iterator[str]:
    """The title, then each filled field with its label; short ones together in a line."""
    if record.title:
        yield record.title
    revision, held = data.revisions[record.id], list[str]()
    content = revision.content
    for definition in (*kind.fields, *kind.earlier):
        text = said_in(data, tr, record, definition.id)
        if not text or text == record.title:
            continue
        label = data.view.model.field_word(data.language, kind.id, (definition.id,))
        if definition.kind in ("long-text", "table"):
            yield from _line(held)
            yield f"{label}: {text}"
        else:
            held.append(f"{label}: {text}")
    held += [f"{tr('File and SHA-256')}: {file_text(tr, file)}" for file in content.files]
    held += [f"{tr('Kept elsewhere (not captured)')}: {content.link}"] if content.link else []
    held += [f"{tr('Version note')}: {revision.note}"] if revision.note else []
    if record.task:
        label = wording.task_label(data.view, data.language, record.task, record.iteration)
        held.append(f"{tr('Made in task')}: {label}")
    yield from _line(held)


def _line(held: list[str]) -> Iterator[str]:
    if held:
        yield " · ".join(held)
        held.clear()


def _dates(data: PackData, tr: Translator, record: Record) -> str:
    """When it happened and was captured, by whom, and the beginning of the stamp."""
    happened, captured = day(tr, record.happened), day(tr, record.captured)
    days = captured if happened == captured else f"{happened} / {captured}"
    source = tr("source dated {date}", date=day(tr, record.source_dated)) if record.source_dated else ""
    by = wording.who(data.people, [record.author])
    return "\n".join(part for part in (days, source, by, f"{record.stamp[:8]} {record.stamp[8:16]}") if part)
