"""The pack's registers: work products short and in full, approvals, deviations, findings, files."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports import xray
from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.folding import finding_rows
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
    yield Paragraph(tr("What is neither a file nor an address was written in the program and stands below in full."))
    rows: list[tuple[str, ...]] = []
    anchors: list[str] = []
    for record in data.products:
        states = data.states(record)
        ordered = tuple(dict.fromkeys(e.state for e in data.events(record) if e.state in states))
        held = {"form": "", "file": "\n" + tr("file"), "link": "\n" + tr("address")}[record.form]
        if not data.view.model.is_asked_for(record.kind):
            held += "\n" + tr("no longer asked for")
        rows.append((f"{record.number}\u00a0v{record.revision}{held}",
                     record.title or data.word("products", record.kind),
                     wording.state_names(data.view.model, data.language, ordered) or "–",
                     day(tr, record.happened) or "–", day(tr, record.source_dated) or "–",
                     day(tr, record.captured), f"{record.stamp[:8]} {record.stamp[8:16]}"))  # fmt: skip
        anchors.append(f"r{record.id}")
    yield Table(
        (Column(tr("Version"), 0.1), Column(tr("Title"), 6), Column(tr("States"), 1.5),
         Column(tr("Happened"), 0.1), Column(tr("Source dated"), 0.1), Column(tr("Captured"), 0.1),
         Column(tr("SHA-256, first 16"), 0.1)),
        tuple(rows), tuple(anchors), empty=tr("There are no work products yet."), page_title=tr("Page"),
    )  # fmt: skip


def contents(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every work product, in full."""
    yield PageBreak()
    yield Heading(1, tr("Work products in full"))
    asked = True
    for record in data.products:
        if asked and not data.view.model.is_asked_for(record.kind):
            asked = False
            yield Heading(1, tr("Work products no longer asked for"))
            yield Paragraph(tr("They were written under another edition. They stay; nobody has to go on with them."))
        yield from record_blocks(data, tr, record)


def approvals(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every state ever given, with same-person and stale remarks; where an entry stands is told in its register."""
    yield PageBreak()
    yield Heading(1, tr("Reviews and approvals"))
    yield Paragraph(
        tr("Each state is bound to the content it was given to; the remark says who checked their own work.")
    )
    rows: list[tuple[str, ...]] = []
    anchors: list[str] = []
    for record in (*data.records, *(r for r in data.everything if r.withdrawn)):
        told = [e for e in data.events(record) if e.stamp or e.note or e.withdrawn or not data.is_entry(record)]
        given = [event_row(data, tr, record, event) for event in told]
        rows += [(f"{record.number}\u00a0{version}", *cells, said) for *cells, version, said in given]
        anchors += [data.anchor(record)] * len(given)
    yield Table(
        (Column(tr("Version"), 1), Column(tr("State"), 1), Column(tr("By, as"), 6), Column(tr("Happened"), 1),
         Column(tr("Captured"), 1), Column(tr("Remark"), 3.5)),
        tuple(rows), tuple(anchors), empty=tr("No state was given yet."),
    )  # fmt: skip


def deviations(data: PackData, tr: Translator) -> Iterator[Block]:
    """Left out, out of order, put off, withdrawn: with reasons."""
    yield Heading(1, tr("Deviations, with reasons"))
    rows = [row for step in data.view.steps for row in _step_deviations(data, tr, step)]
    rows += [(f"{r.number} {r.title}", tr("withdrawn"), r.withdrawn, "") for r in data.everything if r.withdrawn]
    rows += [
        (wording.task_label(data.view, data.language, c.task, c.iteration), tr("confirmation taken back"),
         "; ".join(said for said in (c.withdrawn, c.note) if said), _signed(data, tr, c.person, c.happened))
        for c in data.view.facts.confirmations if c.withdrawn
    ]  # fmt: skip
    rows += [
        (
            tr("The computer's clock"),
            tr("went back"),
            f"{_utc(before)} → {_utc(after)}",
            wording.who(data.people, [who]),
        )
        for before, after, who in data.clock
    ]
    yield Table(
        (Column(tr("Where"), 3.5), Column(tr("What"), 1.5), Column(tr("Reason"), 4), Column(tr("By whom, when"), 2)),
        tuple(rows), empty=tr("None."),
    )  # fmt: skip


def findings(data: PackData, tr: Translator) -> Iterator[Block]:
    """What the rules found."""
    yield Heading(1, tr("Open findings"))
    yield Table(
        (Column(tr("Severity"), 1.3), Column(tr("Finding"), 7)),
        tuple(finding_rows(data, tr, [f for f in data.view.findings if f.rule not in SAID_IN_TASKS])),
        empty=tr("None."),
    )  # fmt: skip
    if data.view.muted:
        yield Heading(2, tr("Findings that were set aside"))
        yield from xray.muted(data, tr)


def files(data: PackData, tr: Translator) -> Iterator[Block]:
    """Files with size and SHA-256."""
    yield Heading(1, tr("List of files"))
    rows = [
        (f.name, f"{record.number} v{record.revision}", f"{f.size}", day(tr, f.source_dated) or "–", f.sha256)
        for record in data.records
        for f in data.revisions[record.id].content.files
    ]
    anchors = [data.anchor(record) for record in data.records for _ in data.revisions[record.id].content.files]
    yield Table(
        (Column(tr("Name"), 2), Column(tr("Record"), 1), Column(tr("Bytes"), 0.5, "right"),
         Column(tr("Source dated"), 1), Column("SHA-256", 6)),
        tuple(rows), tuple(anchors), empty=tr("No files are kept with this project."), page_title=tr("Page"),
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
        yield label, tr("put off"), day(tr, mark.until), wording.who(data.people, [mark.person])


def _utc(moment: str) -> str:
    return moment.replace("T", " ").replace("Z", " UTC")


def _signed(data: PackData, tr: Translator, person: str, date: str) -> str:
    return f"{wording.who(data.people, [person])}, {day(tr, date)}"
