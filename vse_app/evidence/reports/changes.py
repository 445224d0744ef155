"""Changes on paper: what was asked for, what it would mean, who decided, what it opened again, and what it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vse_app.evidence.reports.change_data import ChangesData, ChangeSheet, Did
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.traceability import moment, paper
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.change_control import Affected
from vse_app.model.records import Event
from vse_app.model.report import Block, Column, Cover, Field, Figures, Heading, KeyValues, Paragraph, Report, Table

MOST: Final = 200
"""Compared records listed under one change; the report of the two baselines has them all."""


def build(data: ChangesData, tr: Translator) -> Report:
    """The changes of a project, or the one that was asked for."""
    project = data.papers.project
    subtitle = f"{project.code}  {project.title}"
    title = tr("Changes")
    if len(data.sheets) == 1:
        title = f"{data.sheets[0].record.number}  {data.sheets[0].record.title}".strip()
    blocks: list[Block] = [
        Cover(data.papers.company.name, title, subtitle),
        *([_figures(data, tr)] if len(data.sheets) > 1 else []),
        Paragraph(tr("State of the data: {moment}", moment=moment(data.papers)), "small"),
        *changes(data, tr, level=1),
    ]
    return paper(data.papers, tr, blocks, name="changes", title=title, subtitle=subtitle)


def _figures(data: ChangesData, tr: Translator) -> Figures:
    accepted = [sheet for sheet in data.sheets if sheet.accepted]
    owing = sum(len(sheet.accepted.owing) for sheet in accepted if sheet.accepted and not sheet.accepted.closed)
    open_ = sum(not sheet.choice and not sheet.accepted and sheet.stage != "closed" for sheet in data.sheets)
    return Figures((
        (str(len(data.sheets)), tr("changes asked for")), (str(len(accepted)), tr("accepted")),
        (str(open_), tr("not decided yet")), (str(owing), tr("new versions still owed")),
    ))  # fmt: skip


def changes(data: ChangesData, tr: Translator, *, level: int) -> Iterator[Block]:
    """An overview, then each change in full."""
    if not data.sheets:
        yield Paragraph(tr("No change was asked for yet."))
        return
    if len(data.sheets) > 1:
        yield Table(
            (Column(tr("Number"), 0.1), Column(tr("Title"), 4), Column(tr("Asked for by"), 1.6),
             Column(tr("Asked for on"), 0.1), Column(tr("Where it stands"), 1.4), Column(tr("Decided by"), 1.8)),
            tuple(_overview(data, tr, sheet) for sheet in data.sheets),
            tuple(f"change-{sheet.record.id}" for sheet in data.sheets),
        )  # fmt: skip
    for sheet in data.sheets:
        yield from _sheet(data, tr, sheet, level)


def _overview(data: ChangesData, tr: Translator, sheet: ChangeSheet) -> tuple[str, ...]:
    return (
        sheet.record.number,
        sheet.record.title or "–",
        _text(data, sheet, "requested-by") or "–",
        day(tr, _text(data, sheet, "requested-on")) or "–",
        data.words[sheet.stage],
        _text(data, sheet, "decided-by") or "–",
    )


def _sheet(data: ChangesData, tr: Translator, sheet: ChangeSheet, level: int) -> Iterator[Block]:
    record = sheet.record
    title = f"{record.number}  {record.title}".strip()
    yield Heading(level, title, anchor=f"change-{record.id}", in_contents=level == 1)
    yield KeyValues(tuple((label, text) for label, text in _head(data, tr, sheet) if text), keep=True)
    for name in ("reason", "technical-impact"):
        text = _text(data, sheet, name)
        if text:
            yield Field(_label(data, name), text)
    yield from _decision(data, tr, sheet)
    if sheet.accepted:
        yield from _affected(data, tr, sheet)
    if sheet.did:
        yield from _did(data, tr, sheet, sheet.did)


def _head(data: ChangesData, tr: Translator, sheet: ChangeSheet) -> Iterator[tuple[str, str]]:
    yield tr("Where it stands"), data.words[sheet.stage]
    for name in ("type", "requested-by", "requested-on", "criticality", "needed-by"):
        yield _label(data, name), _text(data, sheet, name, tr)
    for name in ("schedule-impact", "cost-impact", "extra-effort"):
        yield _label(data, name), _text(data, sheet, name, tr)
    for state, event in zip(data.stages, sheet.given, strict=True):
        if state:
            name = data.papers.model.word(data.papers.language, "states", state)
            yield name[:1].upper() + name[1:], _event(data, tr, event) if event else tr("not yet")


def _event(data: ChangesData, tr: Translator, event: Event) -> str:
    role = data.papers.model.word(data.papers.language, "roles", event.role) if event.role else ""
    person = wording.who(data.papers.people, [event.person])
    who = f"{person}, {role}" if role else person
    said = [who, day(tr, event.happened), f"v{event.revision}"]
    if event.captured[:10] != event.happened:
        said.append(tr("captured {date}", date=day(tr, event.captured)))
    return " · ".join(said)


def _decision(data: ChangesData, tr: Translator, sheet: ChangeSheet) -> Iterator[Block]:
    if not sheet.choice and not sheet.accepted:
        yield Paragraph(tr("Nothing was decided on it yet."), "note")
        return
    field = data.product.own("decision")
    model, language = data.papers.model, data.papers.language
    word = model.choice_word(language, data.product.id, (field.id,), sheet.choice) if field and sheet.choice else ""
    on = day(tr, _text(data, sheet, "decided-on"))
    said = [part for part in (word, _text(data, sheet, "decided-by"), on) if part]
    if said:
        yield Paragraph(f"{_label(data, 'decision')}: " + " · ".join(said), "lead")
    note = _text(data, sheet, "decision-note")
    if note:
        yield Field(_label(data, "decision-note"), note)
    event = sheet.given[2]
    if sheet.is_yes and event is None:
        yield Paragraph(
            tr("The field says so, but nobody gave the acceptance as a state. Nothing is opened again for it."),
            "warning",
        )
    if event and event.person == sheet.asked_by:
        yield Paragraph(tr("Same person: who decided also wrote it."), "note")
    if event and not sheet.may_decide:
        yield Paragraph(tr("Who decided does not play a role that the profile lets decide."), "warning")


def _affected(data: ChangesData, tr: Translator, sheet: ChangeSheet) -> Iterator[Block]:
    assert sheet.accepted is not None
    yield Paragraph(tr("What it affects, and what became of it"), "lead")
    yield Table(
        (Column(tr("Number"), 0.1), Column(tr("Title"), 3), Column(tr("Work product"), 1.8),
         Column(tr("What became of it"), 3.6)),
        tuple(
            (item.record.number, item.record.title or "–",
             wording.product_name(data.papers.model, data.papers.language, item.record.kind),
             _became(data, tr, item))
            for item in sheet.accepted.affected
        ),
        empty=tr("It names nothing that it affects, so nothing was opened again."),
    )  # fmt: skip
    if sheet.again:
        labels = (
            wording.task_label(data.view, data.papers.language, step.task.id, step.iteration) for step in sheet.again
        )
        yield Field(tr("To be done again"), "\n".join(labels))
    if sheet.accepted.closed and sheet.accepted.owing:
        yield Paragraph(tr("It was closed although something was still owed. That is shown as it is."), "warning")


def _became(data: ChangesData, tr: Translator, item: Affected) -> str:
    if item.record.withdrawn:
        return tr("withdrawn: {reason}", reason=item.record.withdrawn)
    if item.untouched:
        by = wording.who(data.papers.people, [item.by])
        return tr(
            "not touched after all: {reason} ({person}, {date})", reason=item.untouched, person=by,
            date=day(tr, item.on),
        )  # fmt: skip
    if item.owes:
        return tr("owes a new version since {date}", date=day(tr, item.at))
    return tr("new version v{no} of {date}", no=item.record.revision, date=day(tr, item.record.captured))


def _did(data: ChangesData, tr: Translator, sheet: ChangeSheet, did: Did) -> Iterator[Block]:
    found = did.difference
    named = {item.record.id for item in sheet.accepted.affected} if sheet.accepted else set[int]()
    yield Paragraph(tr("What it did"), "lead")
    after = f"{did.after.number} {did.after.title}" if did.after else tr("now")
    yield Paragraph(
        tr(
            "From {before} to {after}: {changed} changed, {added} added, {removed} removed, {same} the same.",
            before=f"{did.before.number} {did.before.title}", after=after, changed=len(found.changed),
            added=len(found.added), removed=len(found.removed), same=found.same,
        )
    )  # fmt: skip
    rows = [(tr("changed"), c.after, f"v{c.before.revision} → v{c.after.revision}") for c in found.changed]
    rows += [(tr("added"), m, f"v{m.revision}") for m in found.added]
    rows += [(tr("removed"), m, f"v{m.revision}") for m in found.removed]
    rows.sort(key=lambda row: row[1].record not in named)
    yield Table(
        (Column(tr("What"), 1.2), Column(tr("Number"), 0.1), Column(tr("Title"), 4), Column(tr("Version"), 0.1)),
        tuple(
            (tr("{what}, named", what=what) if m.record in named else what, m.number,
             data.titles.get(m.record, ""), version)
            for what, m, version in rows[:MOST]
        ),
        empty=tr("Nothing is different."),
    )  # fmt: skip
    if len(rows) > MOST:
        yield Paragraph(tr("and {count} more", count=len(rows) - MOST), "small")


def _label(data: ChangesData, name: str) -> str:
    field = data.product.own(name)
    return data.papers.model.field_word(data.papers.language, data.product.id, (field.id,)) if field else name


def _text(data: ChangesData, sheet: ChangeSheet, name: str, tr: Translator | None = None) -> str:
    field = data.product.own(name)
    value = sheet.content.fields.get(field.id) if field else None
    if field is None or value in (None, "", []):
        return ""
    if field.kind == "date":
        return day(tr, str(value)) if tr else str(value)
    text = wording.value_text(
        data.papers.model, data.papers.language, data.product.id, (field.id,), value, people=data.papers.people
    )
    return text or str(value)
