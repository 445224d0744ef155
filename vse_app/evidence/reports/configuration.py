"""Configuration on paper: how versions are kept, baselines with contents, deliveries with hashes, safety copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from vse_app.evidence.reports.change_data import BaselineSheet, ConfigurationData, KeptSheet
from vse_app.evidence.reports.dates import dates_text, day
from vse_app.evidence.reports.traceability import moment, paper
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.baseline import Member
from vse_app.model.elements import Product
from vse_app.model.report import Block, Column, Cover, Field, Figures, Heading, KeyValues, Paragraph, Report, Table

WHOLE: Final = 3000
"""Versions of a baseline that are listed one by one in a paper about all of them; the file of the baseline has all."""


def build(data: ConfigurationData, tr: Translator) -> Report:
    """The configuration of a project."""
    project = data.papers.project
    subtitle, title = f"{project.code}  {project.title}", tr("Configuration")
    blocks: list[Block] = [
        Cover(data.papers.company.name, title, subtitle),
        Figures((
            (str(len(data.baselines)), tr("baselines")), (str(len(data.newer)), tr("newer than their baseline")),
            (str(len(data.deliveries)), tr("deliveries")), (str(len(data.copies)), tr("safety copies")),
        )),
        Paragraph(tr("State of the data: {moment}", moment=moment(data.papers)), "small"),
        *sections(data, tr, level=1),
    ]  # fmt: skip
    return paper(data.papers, tr, blocks, name="configuration", title=title, subtitle=subtitle)


def build_baseline(data: ConfigurationData, tr: Translator) -> Report:
    """One baseline with everything it holds: the only one in the data."""
    project, title = data.papers.project, tr("Baseline")
    subtitle = f"{project.code}  {project.title}"
    if data.baselines:
        title = f"{data.baselines[0].record.number}  {data.baselines[0].record.title}"
    blocks: list[Block] = [
        Cover(data.papers.company.name, title, subtitle),
        Paragraph(tr("State of the data: {moment}", moment=moment(data.papers)), "small"),
        *(block for sheet in data.baselines for block in _baseline(data, tr, sheet, 1, most=100_000)),
    ]
    if not data.baselines:
        blocks.append(Paragraph(tr("No baseline was taken yet.")))
    return paper(data.papers, tr, blocks, name="baseline", title=title, subtitle=subtitle)


def sections(data: ConfigurationData, tr: Translator, *, level: int) -> Iterator[Block]:
    """Strategy, baselines, what is newer, deliveries, copies."""
    yield Heading(level, tr("How versions are kept"), in_contents=level == 1)
    if data.strategy:
        yield KeyValues(tuple(data.strategy))
    if data.unsaid:
        yield Paragraph(tr("The plan does not say yet: {fields}", fields=", ".join(data.unsaid)), "warning")
    elif not data.strategy:
        yield Paragraph(tr("The plan of this model has no part for it."), "note")
    yield Heading(level, tr("Baselines"), in_contents=level == 1)
    yield from _overview(data, tr)
    yield from _newer(data, tr)
    for sheet in data.baselines:
        yield from _baseline(data, tr, sheet, level + 1, most=WHOLE)
    yield Heading(level, tr("Deliveries"), in_contents=level == 1)
    if not data.deliveries:
        yield Paragraph(tr("Nothing was delivered yet."))
    for kept in data.deliveries:
        yield from _delivery(data, tr, kept, level + 1)
    yield Heading(level, tr("Safety copies"), in_contents=level == 1)
    yield from _copies(data, tr)


def _overview(data: ConfigurationData, tr: Translator) -> Iterator[Block]:
    rows = [
        (s.record.number, s.record.title or "–", str(s.content.fields.get("version", "")),
         day(tr, s.record.happened), wording.who(data.papers.people, [s.author]),
         str(len(s.held)) if s.held is not None else tr("no list"), str(len(s.wanting) or ""), str(len(s.newer) or ""))
        for s in data.baselines
    ]  # fmt: skip
    yield Table(
        (Column(tr("Number"), 0.1), Column(tr("Name"), 3), Column(tr("Version label"), 1.2),
         Column(tr("Taken on"), 0.1),
         Column(tr("By"), 1.4), Column(tr("Records"), 0.1, "right"), Column(tr("Not approved"), 0.9, "right"),
         Column(tr("Newer now"), 0.8, "right")),
        tuple(rows), tuple(f"baseline-{s.record.id}" for s in data.baselines),
        empty=tr("No baseline was taken yet."),
    )  # fmt: skip


def _newer(data: ConfigurationData, tr: Translator) -> Iterator[Block]:
    if not data.newer:
        return
    names = {s.record.id: s.record.number for s in data.baselines}
    yield Paragraph(tr("Newer than the newest baseline that holds them"), "lead")
    yield Table(
        (Column(tr("Number"), 0.1), Column(tr("Title"), 4), Column(tr("Baseline"), 1), Column(tr("There"), 0.6),
         Column(tr("Now"), 0.6)),
        tuple(
            (now.number, data.titles.get(now.record, ""), names.get(baseline, ""), f"v{before.revision}",
             f"v{now.revision}")
            for before, now, baseline in data.newer
        ),
    )  # fmt: skip


def _baseline(
    data: ConfigurationData, tr: Translator, sheet: BaselineSheet, level: int, *, most: int
) -> Iterator[Block]:
    record, fields = sheet.record, sheet.content.fields
    yield Heading(level, f"{record.number}  {record.title}", anchor=f"baseline-{record.id}", in_contents=level == 1)
    head = [
        (tr("Taken by"), wording.who(data.papers.people, [sheet.author])),
        (tr("Dates"), dates_text(tr, record.happened, record.source_dated, record.captured)),
        (tr("Version label"), str(fields.get("version", ""))),
        (tr("What for"), str(fields.get("purpose", ""))),
        (tr("Stamp (SHA-256)"), record.stamp),
    ]
    yield KeyValues(tuple(pair for pair in head if pair[1]), keep=True)
    if sheet.held is None:
        yield Paragraph(tr("Written by hand: it names no versions."), "warning")
        return
    if sheet.wanting:
        names = ", ".join(member.number for member in sheet.wanting[:40])
        count = tr("{n|1 record was|# records were} not approved when it was taken.", n=len(sheet.wanting))
        yield Paragraph(f"{count} {names}", "warning")
    held = list(sheet.held.values())
    yield Table(
        (Column(tr("Number"), 0.1), Column(tr("Title"), 3), Column(tr("Work product"), 1.8), Column(tr("Version"), 0.1),
         Column(tr("States then"), 1.5), Column(tr("Now"), 0.9), Column(tr("SHA-256, first 16"), 0.1)),
        tuple(_member(data, tr, member, sheet) for member in held[:most]),
    )  # fmt: skip
    if len(held) > most:
        yield Paragraph(
            tr("and {count} more; the file of the baseline lists them all", count=len(held) - most), "small"
        )


def _member(data: ConfigurationData, tr: Translator, member: Member, sheet: BaselineSheet) -> tuple[str, ...]:
    model, language = data.papers.model, data.papers.language
    states = wording.state_names(model, language, member.states)
    return (
        member.number,
        data.titles.get(member.record, ""),
        wording.product_name(model, language, member.kind),
        f"v{member.revision}",
        states or "–",
        tr("newer") if member.record in set(sheet.newer) else tr("the same"),
        f"{member.stamp[:8]} {member.stamp[8:16]}",
    )


def _delivery(data: ConfigurationData, tr: Translator, kept: KeptSheet, level: int) -> Iterator[Block]:
    assert data.delivery is not None
    record, product = kept.record, data.delivery
    version = _said(product, kept, "version") or record.title
    yield Heading(level, f"{record.number}  {version}", in_contents=False)
    follow = record.follow or next(iter(product.follow_up), "")
    state = data.papers.model.word(data.papers.language, "states", follow)
    dates = dates_text(tr, record.happened, record.source_dated, record.captured)
    told = _filled(data, tr, product, kept, ("receiver", "how", "receipt"))
    yield KeyValues((*told, (tr("State"), state), (tr("Dates"), dates)), keep=True)
    for label, text in _filled(data, tr, product, kept, ("news", "known-problems")):
        yield Field(label, text)
    table = product.own("items")
    rows: list[dict[str, Any]] = kept.content.fields.get(table.id, []) if table else []
    yield Table(
        (Column(tr("File"), 2.4), Column(tr("Version"), 1), Column("SHA-256", 4)),
        tuple((str(r.get("item", "")), str(r.get("version", "")), str(r.get("sha256", "")) or "–") for r in rows),
        empty=tr("It lists no files."),
    )  # fmt: skip


def _copies(data: ConfigurationData, tr: Translator) -> Iterator[Block]:
    product = data.backup
    rows: list[tuple[str, ...]] = []
    for kept in data.copies if product else ():
        assert product is not None
        result = _said(product, kept, "restore-result")
        field = product.own("restore-result")
        model, language = data.papers.model, data.papers.language
        word = model.choice_word(language, product.id, (field.id,), result) if field and result else "–"
        tested = _said(product, kept, "restore-tested-on")
        words = [_said(product, kept, name) for name in ("copied", "holds", "note")]
        rows.append((
            kept.record.number, day(tr, kept.record.happened), "\n".join(w for w in words if w),
            "\n".join(w for w in (_said(product, kept, "where"), _said(product, kept, "sha256")) if w),
            f"{word}\n{day(tr, tested)}".strip(),
        ))  # fmt: skip
    yield Table(
        (Column(tr("Number"), 0.1), Column(tr("Made on"), 0.1), Column(tr("What was copied"), 3),
         Column(tr("Where, and SHA-256"), 3), Column(tr("Brought back"), 1.2)),
        tuple(rows), empty=tr("No safety copy was made yet."),
    )  # fmt: skip
    if data.failures:
        yield Paragraph(tr("What could not be made"), "lead")
        yield Table(
            (Column(tr("When"), 0.1), Column(tr("By"), 1.2), Column(tr("What"), 2.4), Column(tr("Reason"), 4)),
            tuple(
                (at.replace("T", " ").replace("Z", " UTC"), wording.who(data.papers.people, [person]),
                 f"{copied} → {where}", reason)
                for at, person, copied, where, reason in data.failures
            ),
        )  # fmt: skip


def _said(product: Product, kept: KeptSheet, name: str) -> str:
    field = product.own(name)
    value = kept.content.fields.get(field.id) if field else None
    return "" if value is None else str(value)


def _filled(
    data: ConfigurationData, tr: Translator, product: Product, kept: KeptSheet, names: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for name in names:
        field, text = product.own(name), _said(product, kept, name)
        if field and text:
            yield data.papers.model.field_word(data.papers.language, product.id, (field.id,)), text
