"""Tests on paper: how the cases stand, the latest result of each, and what failed with its corrections."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.plain import plain_report
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import Product
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Cover, Heading, Paragraph, Report, Table
from vse_app.model.test_words import result_word
from vse_app.model.testing import NEVER, RESULTS, Case, Result, newest, tallies


def build(data: PackData, tr: Translator) -> Report:
    """The whole of it."""
    project = data.view.project
    cover = Cover(data.company.name, tr("Tests"), f"{project.code}  {project.title}")
    return plain_report(data, tr, "tests", tr("Tests"), (cover, *_blocks(data, tr)))


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The same as a chapter of the pack; nothing where no test case is kept."""
    if _cases(data):
        yield Heading(1, tr("Tests"))
        yield from _blocks(data, tr)


def _blocks(data: PackData, tr: Translator) -> Iterator[Block]:
    cases = _cases(data)
    yield Paragraph(
        tr(
            "Counted is the latest result of each test case, by the day it was run. A case without any result counts "
            "as not run."
        ),
        "note",
    )
    titles = [tr("Level"), tr("Cases"), *(result_word(tr, r) for r in (*RESULTS, NEVER))]
    rows = [
        (_level(data, tr, t.level), str(t.total), *(str(t.by_result[r]) for r in (*RESULTS, NEVER)))
        for t in tallies(cases)
    ]
    columns = (Column(titles[0], 2), *(Column(title, 1, "right") for title in titles[1:]))
    yield Table(columns, tuple(rows), empty=tr("No test case is kept."), keep=True)
    yield Heading(2, tr("Latest result of each case"))
    yield _results(data, tr, cases)
    yield Heading(2, tr("What failed last"))
    failed = [case for case in cases if case.result == "failed"]
    yield Table(
        (Column(tr("Test case"), 3), Column(tr("What really happened"), 4), Column(tr("Corrections"), 2)),
        tuple(_failure(data, tr, case) for case in failed), empty=tr("None."),
    )  # fmt: skip


def _results(data: PackData, tr: Translator, cases: list[Case]) -> Table:
    rows = [
        (
            f"{case.number} {case.title}", _named(data, case.record, "test-case", "verifies"),
            result_word(tr, case.result), case.latest.version if case.latest else "",
            day(tr, case.latest.happened) if case.latest else "", _tester(data, case.latest),
        )
        for case in cases
    ]  # fmt: skip
    return Table(
        (Column(tr("Test case"), 3.5), Column(tr("Verifies"), 2), Column(tr("Result"), 1.3),
         Column(tr("Version tested"), 1.2), Column(tr("Run on"), 1.2), Column(tr("Run by"), 1.5)),
        tuple(rows), tuple(f"r{case.record}" for case in cases), empty=tr("No test case is kept."),
    )  # fmt: skip


def _kind(data: PackData, register: str) -> Product | None:
    return data.view.model.register(register)


def _rows(data: PackData, register: str) -> list[Record]:
    kind = _kind(data, register)
    return [r for r in data.records if kind and r.kind == kind.id]


def _said(data: PackData, record: int, register: str, name: str) -> str:
    kind = _kind(data, register)
    field = kind.own(name) if kind else None
    return str(data.revisions[record].content.fields.get(field.id) or "") if field else ""


def _targets(data: PackData, record: int, register: str, name: str) -> tuple[int, ...]:
    kind = _kind(data, register)
    field = kind.own(name) if kind else None
    return data.links.get((record, f"field:{field.id}"), ()) if field else ()


def _cases(data: PackData) -> list[Case]:
    runs = [
        (case, Result(run.id, _said(data, run.id, "test-result", "result") or "pending",
                      _said(data, run.id, "test-result", "tested-version"), run.happened))
        for run in _rows(data, "test-result")
        for case in _targets(data, run.id, "test-result", "test")
    ]  # fmt: skip
    latest, versions = newest(runs)
    return [
        Case(c.id, c.number, c.title, _said(data, c.id, "test-case", "level"), latest.get(c.id),
             frozenset(versions.get(c.id, ())))
        for c in _rows(data, "test-case")
    ]  # fmt: skip


def _level(data: PackData, tr: Translator, level: str) -> str:
    kind = _kind(data, "test-case")
    field = kind.own("level") if kind else None
    if not level or kind is None or field is None:
        return tr("All cases")
    return data.view.model.choice_word(data.language, kind.id, (field.id,), level)


def _named(data: PackData, record: int, register: str, name: str) -> str:
    heads = (data.by_id.get(i) for i in _targets(data, record, register, name))
    return ", ".join(head.number for head in heads if head)


def _tester(data: PackData, result: Result | None) -> str:
    person = _said(data, result.record, "test-result", "tester") if result else ""
    return wording.who(data.people, [person]) if person else ""


def _failure(data: PackData, tr: Translator, case: Case) -> tuple[str, str, str]:
    assert case.latest is not None
    run = case.latest.record
    found = set(_targets(data, run, "test-result", "found"))
    for name in ("mends", "raised-by"):
        found |= {c.id for c in _rows(data, "correction") if run in _targets(data, c.id, "correction", name)}
    numbers = ", ".join(data.by_id[i].number for i in sorted(found) if i in data.by_id)
    return (
        f"{case.number} {case.title}",
        _said(data, run, "test-result", "actual") or "–",
        numbers or tr("no correction is linked"),
    )
