"""A record as blocks: its head with three dates, every field in full, its files and the states of its version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.process import FieldDef
from vse_app.model.records import Content, Event, Record
from vse_app.model.report import Block, Column, Field, Heading, KeyValues, Paragraph, Table
from vse_app.model.rules import LATE_DAYS, days_between

_WEIGHTS = {"text": 3.0, "long-text": 4.0, "person": 1.6, "date": 1.5, "number": 1.0, "choice": 1.2}


def record_blocks(data: PackData, tr: Translator, record: Record) -> Iterator[Block]:
    """The record under a heading of level 2, in full."""
    revision = data.revisions[record.id]
    yield Heading(2, f"{record.number}  {record.title or data.word('products', record.kind)}", anchor=f"r{record.id}")
    yield KeyValues(tuple(_head(data, tr, record)))
    yield from content_blocks(data, tr, record, revision.content)
    events = [e for e in data.events(record) if not e.withdrawn]
    if events:
        yield states_table(data, tr, record, events)


def _head(data: PackData, tr: Translator, record: Record) -> Iterator[tuple[str, str]]:
    revision = data.revisions[record.id]
    version = f"v{record.revision}" + (f"  ({revision.label})" if revision.label else "")
    yield tr("Work product"), data.word("products", record.kind)
    yield tr("Version"), version
    yield tr("Written by"), wording.who(data.people, [record.author]) or "–"
    yield tr("Three dates"), dates_text(tr, record.happened, record.source_dated, record.captured)
    if record.task:
        yield tr("Made in task"), wording.task_label(data.view, data.language, record.task, record.iteration)
    if record.owner:
        yield tr("Owner"), wording.who(data.people, [record.owner])
    if record.due:
        yield tr("Due"), wording.date_text(tr, record.due)
    if revision.note:
        yield tr("Version note"), revision.note
    yield tr("Stamp"), record.stamp


def dates_text(tr: Translator, happened: str, source_dated: str, captured: str) -> str:
    """The three dates in one line; "written later" where capture came long after."""
    parts = [tr("happened {date}", date=wording.date_text(tr, happened) or "–")]
    if source_dated:
        parts.append(tr("source dated {date}", date=wording.date_text(tr, source_dated)))
    parts.append(tr("captured {date}", date=wording.date_text(tr, captured)))
    late = days_between(happened, captured)
    if late > LATE_DAYS:
        parts.append(tr("written {days} days later", days=late))
    return " · ".join(parts)


def content_blocks(data: PackData, tr: Translator, record: Record, content: Content) -> Iterator[Block]:
    """Every filled field, then files, then the address."""
    model = data.view.model
    for definition in model.product(record.kind).fields:
        value = content.fields.get(definition.id)
        if value in (None, "", []):
            continue
        label = model.field_word(data.language, record.kind, (definition.id,))
        if definition.kind == "table":
            yield Paragraph(label, "lead")
            yield _field_table(data, record, definition, value)
        elif definition.kind == "link":
            yield Field(label, _links_text(data, record, definition))
        else:
            people = data.people
            yield Field(
                label, wording.value_text(model, data.language, record.kind, (definition.id,), value, people=people)
            )
    if content.files:
        yield Paragraph(tr("Files"), "lead")
        yield Table(
            (
                Column(tr("Name"), 3),
                Column(tr("Bytes"), 1, "right"),
                Column(tr("Source dated"), 1.2),
                Column("SHA-256", 5),
            ),
            tuple((f.name, f"{f.size}", wording.date_text(tr, f.source_dated), f.sha256) for f in content.files),
        )
    if content.link:
        yield Field(tr("Kept elsewhere (not captured)"), content.link)


def _links_text(data: PackData, record: Record, definition: FieldDef) -> str:
    targets = data.links.get((record.id, f"field:{definition.id}"), ())
    found = (data.view.record(target) for target in targets)
    return "\n".join(f"{r.number}  {r.title}  (v{r.revision})" for r in found if r)


def _field_table(data: PackData, record: Record, definition: FieldDef, rows: list[dict[str, Any]]) -> Table:
    model, language = data.view.model, data.language

    def cell(row: dict[str, Any], column: FieldDef) -> str:
        return wording.value_text(
            model, language, record.kind, (definition.id, column.id), row.get(column.id), people=data.people
        )

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
            Column(tr("By"), 2),
            Column(tr("Role"), 1.5),
            Column(tr("Happened"), 1.1),
            Column(tr("Captured"), 1.1),
            Column(tr("Version"), 1.0),
            Column(tr("Remark"), 3),
        ),
        tuple(event_row(data, tr, record, event) for event in events),
    )


def event_row(data: PackData, tr: Translator, record: Record, event: Event) -> tuple[str, ...]:
    """One state as table cells."""
    return (
        data.word("states", event.state),
        wording.who(data.people, [event.person]),
        data.word("roles", event.role) if event.role else "",
        wording.date_text(tr, event.happened),
        wording.date_text(tr, event.captured),
        f"v{event.revision}",
        remark(data, tr, record, event),
    )


def remark(data: PackData, tr: Translator, record: Record, event: Event) -> str:
    """Same person, stale, withdrawn, late, and the note that was given."""
    said: list[str] = []
    if event.withdrawn:
        said.append(tr("taken back: {reason}", reason=event.withdrawn))
    elif event.stamp != record.stamp:
        said.append(tr("of an earlier version"))
    elif event.person == record.author:
        said.append(tr("same person wrote it"))
    if days_between(event.happened, event.captured) > LATE_DAYS:
        said.append(tr("written {days} days later", days=days_between(event.happened, event.captured)))
    return "; ".join([*said, event.note] if event.note else said)
