"""The pack's registers: work products short and in full, approvals, deviations, findings, files."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.record_blocks import event_row, record_blocks
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.path import Status, Step
from vse_app.model.report import Block, Column, Heading, PageBreak, Paragraph, Table
from vse_app.model.rules import SAID_IN_TASKS


def register(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every work product with version, states, three dates and stamp."""
    yield PageBreak()
    yield Heading(1, tr("Register of work products"))
    rows: list[tuple[str, ...]] = []
    anchors: list[str] = []
    for record in data.records:
        states = data.view.facts.states(record)
        ordered = tuple(dict.fromkeys(e.state for e in data.events(record) if e.state in states))
        held = {"form": tr("written here"), "file": tr("file"), "link": tr("address")}[record.form]
        rows.append((record.number, record.title or data.word("products", record.kind), f"v{record.revision}",
                     wording.state_names(data.view.model, data.language, ordered) or "–", held,
                     wording.date_text(tr, record.happened), wording.date_text(tr, record.source_dated) or "–",
                     wording.date_text(tr, record.captured), record.stamp[:16]))  # fmt: skip
        anchors.append(f"r{record.id}")
    yield Table(
        (Column(tr("Number"), 1.1), Column(tr("Title"), 3.4), Column(tr("Version"), 1.0), Column(tr("States"), 1.8),
         Column(tr("Held as"), 1.1), Column(tr("Happened"), 1.2), Column(tr("Source dated"), 1.2),
         Column(tr("Captured"), 1.2), Column(tr("Stamp"), 1.7)),
        tuple(rows), tuple(anchors), empty=tr("There are no work products yet."),
    )  # fmt: skip


def contents(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every work product, in full."""
    yield PageBreak()
    yield Heading(1, tr("Work products in full"))
    for record in data.records:
        yield from record_blocks(data, tr, record)


def approvals(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every state ever given, with same-person and stale remarks."""
    yield PageBreak()
    yield Heading(1, tr("Reviews and approvals"))
    yield Paragraph(
        tr("Each state is bound to the content it was given to; the remark says who checked their own work.")
    )
    rows: list[tuple[str, ...]] = []
    for record in data.view.facts.records:
        rows += [(record.number, *event_row(data, tr, record, event)) for event in data.events(record)]
    yield Table(
        (Column(tr("Record"), 1.1), Column(tr("State"), 1.2), Column(tr("By"), 1.7), Column(tr("Role"), 1.5),
         Column(tr("Happened"), 1.2), Column(tr("Captured"), 1.2), Column(tr("Version"), 1.0),
         Column(tr("Remark"), 2.6)),
        tuple(rows), empty=tr("No state was given yet."),
    )  # fmt: skip


def deviations(data: PackData, tr: Translator) -> Iterator[Block]:
    """Left out, out of order, put off, withdrawn: with reasons."""
    yield Heading(1, tr("Deviations, with reasons"))
    rows = [row for step in data.view.steps for row in _step_deviations(data, tr, step)]
    rows += [
        (f"{r.number} {r.title}", tr("withdrawn"), r.withdrawn, "") for r in data.view.facts.records if r.withdrawn
    ]
    yield Table(
        (Column(tr("Where"), 3.5), Column(tr("What"), 1.5), Column(tr("Reason"), 4), Column(tr("By whom, when"), 2)),
        tuple(rows), empty=tr("None."),
    )  # fmt: skip


def findings(data: PackData, tr: Translator) -> Iterator[Block]:
    """What the rules found."""
    yield Heading(1, tr("Open findings"))
    yield Table(
        (Column(tr("Severity"), 1.5), Column(tr("Rule"), 1.8), Column(tr("Finding"), 7)),
        tuple(
            (wording.severity_name(tr, f.severity), f.rule, wording.finding_text(tr, data.language, data.view, f))
            for f in data.view.findings if f.rule not in SAID_IN_TASKS
        ),
        empty=tr("None."),
    )  # fmt: skip


def files(data: PackData, tr: Translator) -> Iterator[Block]:
    """Files with size and SHA-256."""
    yield Heading(1, tr("List of files"))
    rows = [
        (f.name, record.number, f"v{record.revision}", f"{f.size}", wording.date_text(tr, f.source_dated), f.sha256)
        for record in data.records
        for f in data.revisions[record.id].content.files
    ]
    yield Table(
        (Column(tr("Name"), 2.6), Column(tr("Record"), 1), Column(tr("Version"), 1.0), Column(tr("Bytes"), 1, "right"),
         Column(tr("Source dated"), 1.2), Column("SHA-256", 4.4)),
        tuple(rows), empty=tr("No files are kept with this project."),
    )  # fmt: skip


def _step_deviations(data: PackData, tr: Translator, step: Step) -> Iterator[tuple[str, ...]]:
    label = wording.task_label(data.view, data.language, step.task.id, step.iteration)
    mark = step.mark
    if step.status is Status.NOT_APPLICABLE:
        yield label, tr("not applicable"), mark.reason, _signed(data, tr, mark.person, mark.happened)
    for item in step.confirmations:
        if item.gaps:
            gaps = wording.gaps_text(data.view.model, data.language, item.gaps)
            yield label, tr("done out of order"), gaps, _signed(data, tr, item.person, item.happened)
    if mark.status == "later":
        yield label, tr("put off"), wording.date_text(tr, mark.until), wording.who(data.people, [mark.person])


def _signed(data: PackData, tr: Translator, person: str, date: str) -> str:
    return f"{wording.who(data.people, [person])}, {wording.date_text(tr, date)}"
