"""A record as blocks: its head with three dates, every field in full, its files and the states of its version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import dates_text, day
from vse_app.evidence.reports.fed_rows import fed_table
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import FieldDef
from vse_app.model.fields import widened
from vse_app.model.records import Content, Event, FileRef, Record
from vse_app.model.report import Block, Column, Field, Heading, KeyValues, Paragraph, Table
from vse_app.model.rules import LATE_DAYS, days_between

SHORT = 300
"""A value of up to so many characters stands beside its label; a longer one below it."""
_WEIGHTS = {"text": 3.0, "long-text": 4.0, "person": 1.6, "date": 1.5, "number": 1.0, "choice": 1.2}


def record_blocks(data: PackData, tr: Translator, record: Record, *, level: int = 2) -> Iterator[Block]:
    """The record under a heading, in full."""
    revision = data.revisions[record.id]
    title = record.title or data.word("products", record.kind)
    yield Heading(level, f"{record.number}  {title}", anchor=f"r{record.id}", in_contents=False)
    head = tuple(_head(data, tr, record))
    if revision.content.fields or record.rows:
        yield KeyValues(head)
        yield from content_blocks(data, tr, record, revision.content)
    else:
        yield KeyValues((*head, *_kept(tr, revision.content)))
    events = [e for e in data.events(record) if not e.withdrawn]
    if events:
        yield states_table(data, tr, record, events)


def _head(data: PackData, tr: Translator, record: Record) -> Iterator[tuple[str, str]]:
    revision = data.revisions[record.id]
    author = wording.who(data.people, [record.author]) or "–"
    by = tr("written by {person}", person=author)
    if not revision.content.fields:
        by = tr("brought in by {person}", person=author)
    label = f" ({revision.label})" if revision.label else ""
    yield tr("Work product"), data.word("products", record.kind)
    yield tr("Version"), f"v{record.revision}{label} · {by}"
    yield tr("Dates"), dates_text(tr, record.happened, record.source_dated, record.captured)
    if record.task:
        yield tr("Made in task"), wording.task_label(data.view, data.language, record.task, record.iteration)
    if record.owner:
        yield tr("Owner"), wording.who(data.people, [record.owner])
    if record.due:
        yield tr("Due"), day(tr, record.due)
    if revision.note:
        yield tr("Version note"), revision.note
    yield tr("Stamp (SHA-256)"), record.stamp


def content_blocks(data: PackData, tr: Translator, record: Record, content: Content) -> Iterator[Block]:
    """Every filled field, those of earlier editions after them, then files and address; short values with labels."""
    product = widened(data.view.model.product_of(record.kind), content.fields)
    yield from _fields(data, tr, record, content, product.fields)
    earlier = [f for f in product.earlier if content.fields.get(f.id) not in (None, "", [])]
    if earlier:
        yield Paragraph(tr("Fields of an earlier edition"), "lead")
        yield from _fields(data, tr, record, content, earlier)
    yield from _pairs(list(_kept(tr, content)))


def _fields(
    data: PackData, tr: Translator, record: Record, content: Content, definitions: Sequence[FieldDef]
) -> Iterator[Block]:
    short: list[tuple[str, str]] = []
    for definition in definitions:
        value = content.fields.get(definition.id)
        fed = fed_table(data, tr, record, definition) if definition.rows_of else None
        if (value in (None, "", []) or value == record.title) and fed is None:
            continue
        label = data.view.model.field_word(data.language, record.kind, (definition.id,))
        text = "" if definition.kind == "table" else _value_text(data, tr, record, definition, value)
        if definition.kind == "link" or (text and len(text) <= SHORT and "\n" not in text):
            short.append((label, text))
            continue
        yield from _pairs(short)
        if definition.kind == "table":
            yield Paragraph(label, "lead")
            if value:
                yield _field_table(data, tr, record, definition, value)
            if fed:
                yield fed
        else:
            yield Field(label, text)
    yield from _pairs(short)


def _kept(tr: Translator, content: Content) -> Iterator[tuple[str, str]]:
    """The files of a version, and the address of what is kept elsewhere."""
    for file in content.files:
        yield tr("File and SHA-256"), file_text(tr, file)
    if content.link:
        yield tr("Kept elsewhere (not captured)"), content.link


def _pairs(held: list[tuple[str, str]]) -> Iterator[Block]:
    """What was held back so far, as one block."""
    if held:
        yield KeyValues(tuple(held))
        held.clear()


def _value_text(data: PackData, tr: Translator, record: Record, definition: FieldDef, value: Any) -> str:
    if definition.kind == "link":
        return _links_text(data, tr, record, definition)
    if definition.kind == "date":
        return day(tr, str(value))
    path = (definition.id,)
    text = wording.value_text(data.view.model, data.language, record.kind, path, value, people=data.people)
    return text or str(value)


def file_text(tr: Translator, file: FileRef) -> str:
    """Name, size, date and fingerprint of a file."""
    said = [file.name, tr("{count|1 byte|# bytes}", count=file.size)]
    if file.source_dated:
        said.append(tr("source dated {date}", date=day(tr, file.source_dated)))
    return " · ".join(said) + f"\n{file.sha256}"


def _links_text(data: PackData, tr: Translator, record: Record, definition: FieldDef) -> str:
    targets = data.links.get((record.id, f"field:{definition.id}"), ())
    found = (data.by_id.get(target) for target in targets)
    return "\n".join(f"{r.number}  {r.title}{tr(' (now v{no})', no=r.revision)}" for r in found if r)


def _field_table(
    data: PackData, tr: Translator, record: Record, definition: FieldDef, rows: list[dict[str, Any]]
) -> Table:
    model, language = data.view.model, data.language

    def cell(row: dict[str, Any], column: FieldDef) -> str:
        if column.kind == "date":
            return day(tr, str(row.get(column.id) or ""))
        path = (definition.id, column.id)
        text = wording.value_text(model, language, record.kind, path, row.get(column.id), people=data.people)
        return text or str(row.get(column.id) or "")

    columns = tuple(
        Column(
            model.field_word(language, record.kind, (definition.id, column.id)),
            _WEIGHTS.get(column.kind, 2.0),
            "right" if column.kind == "number" else "left",
        )
        for column in definition.columns
    )
    return Table(columns, tuple(tuple(cell(row, column) for column in definition.columns) for row in rows))


def states_table(data: PackData, tr: Translator, record: Record, events: list[Event]) -> Table:
    """States with who, in which role, when, on which version, and whether they hold on the current one."""
    return Table(
        (
            Column(tr("State"), 1.2),
            Column(tr("By, as"), 2.6),
            Column(tr("Happened"), 1),
            Column(tr("Captured"), 1),
            Column(tr("Version"), 0.5),
            Column(tr("Remark"), 3),
        ),
        tuple(event_row(data, tr, record, event) for event in events),
    )


def event_row(data: PackData, tr: Translator, record: Record, event: Event) -> tuple[str, ...]:
    """One state as table cells."""
    person = wording.who(data.people, [event.person])
    return (
        data.word("states", event.state),
        f"{person}, {data.word('roles', event.role)}" if event.role else person,
        day(tr, event.happened),
        day(tr, event.captured),
        f"v{event.revision}",
        remark(data, tr, record, event),
    )


def remark(data: PackData, tr: Translator, record: Record, event: Event) -> str:
    """Same person, stale, withdrawn, late, and the note that was given."""
    said: list[str] = []
    if event.withdrawn:
        said.append(tr("taken back: {reason}", reason=event.withdrawn))
    elif event.stamp and event.stamp != record.stamp:
        said.append(tr("of an earlier version"))
    if event.stamp and event.person == data.author_of(record, event.revision):
        said.append(tr("same person wrote it"))
    if days_between(event.happened, event.captured) > LATE_DAYS:
        said.append(tr("written {days} days later", days=days_between(event.happened, event.captured)))
    return "; ".join([*said, event.note] if event.note else said)
