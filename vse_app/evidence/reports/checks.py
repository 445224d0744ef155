"""Verification and validation on paper: each check with its version, who took part, how it ended and what was found."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.plain import plain_report
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.checking import OUTCOMES, STATES, Check, check_of
from vse_app.model.elements import Product
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Cover, Heading, Paragraph, Report, Table


def build(data: PackData, tr: Translator) -> Report:
    """The whole of it."""
    project, title = data.view.project, tr("Verification and validation")
    cover = Cover(data.company.name, title, f"{project.code}  {project.title}")
    return plain_report(data, tr, "checks", title, (cover, *_blocks(data, tr, 2)))


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The same as a chapter of the pack; nothing where nobody checked anything."""
    if any(_checks(data, register) for register in STATES):
        yield Heading(1, tr("Verification and validation"))
        yield from _blocks(data, tr, 2)


def _blocks(data: PackData, tr: Translator, level: int) -> Iterator[Block]:
    yield Paragraph(
        tr("One line for each check of one version. What was found is closed by a later check that looks at it again."),
        "note",
    )
    for register in STATES:
        kind = data.view.model.register(register)
        if kind is None:
            continue
        found = _checks(data, register)
        yield Heading(
            level, data.view.model.word(data.language, "products", kind.id, "many") or data.word("products", kind.id)
        )
        yield Table(
            (Column(tr("Check"), 1), Column(tr("What was checked"), 3), Column(tr("Day"), 1.2),
             Column(tr("Who took part"), 2.4), Column(tr("Lines"), 1.6), Column(tr("Outcome"), 1.6)),
            tuple(_row(data, tr, kind, record, check) for record, check in found),
            tuple(f"r{record.id}" for record, _ in found), empty=tr("None is recorded."),
        )  # fmt: skip
    yield Heading(level, tr("What was found"))
    rows = [
        row
        for register in STATES
        for record, check in _checks(data, register)
        for row in _defects(data, tr, record, check)
    ]
    yield Table(
        (Column(tr("Check"), 1), Column(tr("Finding"), 4), Column(tr("Who mends it"), 2), Column(tr("Due"), 1.2),
         Column(tr("State"), 1)),
        tuple(rows), empty=tr("Nothing that had to be mended."),
    )  # fmt: skip


def _checks(data: PackData, register: str) -> list[tuple[Record, Check]]:
    kind = data.view.model.register(register)
    mine = [r for r in data.records if kind and r.kind == kind.id]
    return [(r, check_of(kind, register, data.revisions[r.id].content.fields)) for r in mine] if kind else []


def _row(data: PackData, tr: Translator, kind: Product, record: Record, check: Check) -> tuple[str, ...]:
    subject, outcome = data.by_id.get(check.subject), kind.own("outcome")
    what = "–"
    if subject is not None:
        version = data.version_at(subject, record.captured).no
        what = f"{subject.number} {subject.title}, " + tr("version {n}", n=version)
    counts = [sum(item.result == result for item in check.items) for result in ("passed", "failed")]
    said = tr("{passed} of {total} passed", passed=counts[0], total=len(check.items)) if check.items else "–"
    word = "–"
    if outcome is not None and check.outcome:
        choice = outcome.choices[OUTCOMES.index(check.outcome)]
        word = data.view.model.choice_word(data.language, kind.id, (outcome.id,), choice)
    names = ", ".join(name for name, _role in check.participants if name) or "–"
    return record.number, what, day(tr, record.happened), names, said, word


def _defects(data: PackData, tr: Translator, record: Record, check: Check) -> Iterator[tuple[str, ...]]:
    for defect in check.defects:
        person = wording.who(data.people, [defect.owner]) if defect.owner else "–"
        state = tr("mended") if defect.closed else tr("open")
        yield record.number, defect.text, person, day(tr, defect.due) or "–", state
