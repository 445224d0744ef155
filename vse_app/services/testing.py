"""Tests: the latest result of every case, runs that survive a crash, corrections from failures, the test report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.records import Content, Record, Revision
from vse_app.model.testing import Answer, Case, Result, Run, Selection, answer_of, chosen, newest
from vse_app.services import checks, company, correcting, projects, records
from vse_app.services.workspace import Done, Workspace
from vse_app.store import entries, queries, wholes
from vse_app.store.change import Change
from vse_app.store.database import Connection

RUN: Final = "test-run"
"""Kind of the document with the run under way of a project; its key is the project."""
ANSWER: Final = "test-answer"
"""Kind of the documents with the answers of that run; their key is project and case."""


@dataclass(frozen=True)
class Tests:
    """The test cases of a project with their latest results, the run under way, and failures without a correction."""

    model: ProcessModel
    people: Mapping[str, Person]
    cases: tuple[Case, ...]
    run: Run | None
    open_failures: tuple[Result, ...]
    environments: tuple[tuple[int, str], ...]
    version: str
    report: Record | None
    today: str
    actor: str

    @property
    def test_kind(self) -> Product | None:
        """What test cases are in this model."""
        return self.model.register("test-case")

    @property
    def report_kind(self) -> Product | None:
        """The document that shows the results, in the models that have one."""
        return _report_kind(self.model)

    def case(self, record: int) -> Case | None:
        """A case by the id of its record."""
        return next((c for c in self.cases if c.record == record), None)


def _report_kind(model: ProcessModel) -> Product | None:
    runs = model.register("test-result")
    return model.product(runs.part_of[0].product) if runs and runs.part_of else None


class Sheet(NamedTuple):
    """A case as it is run: what it needs, what goes in, what should come out, its steps, and what it verifies."""

    record: Record
    revision: Revision
    needs: str
    input: str
    expected: str
    steps: tuple[tuple[str, str], ...]
    verifies: tuple[str, ...]


def tests(ws: Workspace, project_id: int) -> Tests:
    """The tests of a project; a handful of statements, however many there are."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    case_kind, run_kind = model.register("test-case"), model.register("test-result")
    if case_kind is None or run_kind is None:
        raise Invalid("This project keeps no test cases.")
    with ws.reading() as connection:
        heads = [r for r in queries.records_of(connection, project_id, kind=case_kind.id) if not r.withdrawn]
        levels = wholes.field(connection, project_id, case_kind.id, _id(case_kind, "level"))
        results = list(_results(connection, project_id, run_kind))
        run = _run(connection, project_id)
        places = _environments(connection, project_id, model)
        shown_in = _report_kind(model)
        reports = queries.records_of(connection, project_id, kind=shown_in.id) if shown_in else []
        mended = _mended(connection, project_id, model)
    latest, versions = newest(results)
    cases = tuple(
        Case(h.id, h.number, h.title, levels.get(h.id, ""), latest.get(h.id), frozenset(versions.get(h.id, ())))
        for h in heads
    )
    failures = tuple(r for c in cases if (r := c.latest) and r.result == "failed" and r.record not in mended)
    last = max((r for _, r in results), key=lambda r: (r.happened, r.record), default=None)
    people = {p.id: p for p in company.people(ws)}
    return Tests(
        model, people, cases, run, failures, places, last.version if last else "",
        next((r for r in reports if not r.withdrawn), None), ws.today(), ws.actor,
    )  # fmt: skip


def _id(product: Product, name: str) -> str:
    field = product.own(name)
    return field.id if field else name


def _results(connection: Connection, project: int, kind: Product) -> Iterator[tuple[int, Result]]:
    """(case, result) of every result that was not withdrawn."""
    said = wholes.field(connection, project, kind.id, _id(kind, "result"))
    version = wholes.field(connection, project, kind.id, _id(kind, "tested-version"))
    runs = {r.id: r for r in queries.records_of(connection, project, kind=kind.id) if not r.withdrawn}
    name = _id(kind, "test")
    for _link, source, field, target, *_ in wholes.ties(connection, project):
        if field == name and source in runs:
            happened = runs[source].happened
            yield target, Result(source, said.get(source, "pending"), version.get(source, ""), happened)


def _mended(connection: Connection, project: int, model: ProcessModel) -> set[int]:
    """Results that a correction is linked to."""
    corrections, runs = model.register("correction"), model.register("test-result")
    names = {_id(corrections, name) for name in ("mends", "raised-by")} if corrections else set[str]()
    found = _id(runs, "found") if runs else ""
    kinds = {r.id for r in queries.records_of(connection, project, kind=corrections.id)} if corrections else set[int]()
    mended: set[int] = set()
    for _link, source, field, target, *_ in wholes.ties(connection, project):
        if field == found:
            mended.add(source)
        elif field in names and source in kinds:
            mended.add(target)
    return mended


def _environments(connection: Connection, project: int, model: ProcessModel) -> tuple[tuple[int, str], ...]:
    kind = model.register("environment")
    heads = queries.records_of(connection, project, kind=kind.id) if kind else []
    return tuple((h.id, f"{h.number} {h.title}".strip()) for h in heads if not h.withdrawn)


def _run(connection: Connection, project: int) -> Run | None:
    said = queries.document(connection, RUN, str(project))
    if not said:
        return None
    answers = queries.documents_under(connection, ANSWER, f"{project}/")
    return Run(
        said["version"], said["started"], said["tester"], tuple(said["cases"]),
        {int(case): answer_of(answer) for case, answer in answers.items()}, said.get("environment", 0),
    )  # fmt: skip


def sheet(ws: Workspace, case: int) -> Sheet:
    """A case as it is run; raises Invalid when there is none."""
    page = records.page(ws, case)
    product, fields = page.product, page.revision.content.fields
    said = {name: fields.get(_id(product, name)) for name in ("needs", "input", "expected", "steps")}
    names = [c.id for f in product.fields if f.id == _id(product, "steps") for c in f.columns]
    ordered = [row for row in said["steps"] or () if any(row.get(n) for n in names[1:])]
    steps = tuple((str(row.get(names[1]) or ""), str(row.get(names[2]) or "")) for row in ordered)
    with ws.reading() as connection:
        linked = entries.linked(connection, [page.record])
    verifies = linked.get((case, _id(product, "verifies")), [])
    return Sheet(
        page.record, page.revision, str(said["needs"] or ""), str(said["input"] or ""), str(said["expected"] or ""),
        steps, tuple(f"{named.number} {named.title}".strip() for named in verifies),
    )  # fmt: skip


def start(ws: Workspace, project_id: int, selection: Selection, *, version: str, environment: int = 0) -> Done[Run]:
    """Begin a run of the chosen cases on a version; raises Invalid while another one is under way."""
    found = tests(ws, project_id)
    version = version.strip()
    if found.run is not None:
        raise Invalid("A run is under way.", hint="Finish it or throw it away first.")
    if not version:
        raise Invalid("Say which version is tested.", hint="A tag, a build or a commit.")
    checks.check_person(ws, ws.actor)
    cases = chosen(found.cases, Selection(selection.choice, selection.level, version))
    if not cases:
        raise Invalid("No test case is chosen.")
    run = Run(version, ws.today(), ws.actor, tuple(c.record for c in cases), {}, environment)

    def work(change: Change) -> Run:
        change.put(RUN, str(project_id), run.plain(), project=project_id)
        return run

    return ws.write("test.start", work)


def answer(ws: Workspace, project_id: int, case: int, said: Answer) -> Done[None]:
    """Keep what a case gave, at once; the records are made when the run is finished."""
    value = said.plain() if said != Answer() else None
    return ws.write("test.answer", lambda change: change.put(ANSWER, f"{project_id}/{case}", value, project=project_id))


def throw_away(ws: Workspace, project_id: int) -> Done[None]:
    """End the run without records."""

    def work(change: Change) -> None:
        _clear(change, project_id)

    return ws.write("test.throw-away", work)


def _clear(change: Change, project: int) -> None:
    for case in queries.documents_under(change.connection, ANSWER, f"{project}/"):
        change.put(ANSWER, f"{project}/{case}", None, project=project)
    change.put(RUN, str(project), None, project=project)


def finish(ws: Workspace, project_id: int) -> Done[tuple[Record, ...]]:
    """Make a dated record of each answered case, all in one change; what was not answered leaves none."""
    found = tests(ws, project_id)
    run, kind = found.run, found.model.register("test-result")
    if run is None or kind is None:
        raise Invalid("No run is under way.")
    if not run.answered:
        raise Invalid("No case has a result yet.", hint="Throw the run away, or go through its cases.")
    numbers = {c.record: c for c in found.cases}
    drafts = [
        records.drafted(ws, project_id, kind.id, content=_result_content(kind, run, case, numbers[case], ws.today()))
        for case in run.answered
        if case in numbers
    ]

    def work(change: Change) -> tuple[Record, ...]:
        made = tuple(records.add(change, draft) for draft in drafts)
        _clear(change, project_id)
        return made

    return ws.write("test.finish", work)


def _result_content(kind: Product, run: Run, case: int, head: Case, today: str) -> Content:
    said = run.answers[case]
    steps = kind.own("steps")
    rows = [
        {"step": n, "actual": step.actual, "result": step.result if step.result in ("passed", "failed") else "not-run"}
        for n, step in enumerate(said.steps, 1)
    ]
    fields: dict[str, Any] = {
        "test": [str(case)], "result": said.result, "tested-version": run.version, "run-on": today,
        "tester": run.tester, "actual": said.actual, "seconds": said.seconds or None,
        "environment": [str(run.environment)] if run.environment else [],
        "steps": [{k: v for k, v in row.items() if v != ""} for row in rows] if steps else [],
    }  # fmt: skip
    named = {_id(kind, name): value for name, value in fields.items() if value not in ("", None, []) and kind.own(name)}
    return Content(f"{head.number} {head.title}".strip()[:200], named)


def raise_correction(ws: Workspace, result: int) -> Done[Record]:
    """A correction for what a failed test showed, linked to it; raises Invalid when the result did not fail."""
    page = records.page(ws, result)
    model = projects.model_of(ws, projects.project(ws, page.record.project))
    runs, kind = page.product, model.register("correction")
    fields = page.revision.content.fields
    if kind is None or runs.register != "test-result" or fields.get(_id(runs, "result")) != "failed":
        raise Invalid("Only a failed test can raise a correction here.")
    actual = str(fields.get(_id(runs, "actual")) or "").strip()
    problem = f"{page.record.title}: {actual}" if actual else page.record.title
    return correcting.raise_correction(ws, page.record.project, problem, raised_by=result)


def write_report(ws: Workspace, project_id: int, summary: str) -> Done[Record]:
    """Bring the test report up to date: its rows are the results themselves; version, date and summary are filled in.

    It is a version like any other: a person reads it and confirms it.
    """
    found = tests(ws, project_id)
    product = found.report_kind
    if product is None:
        raise Invalid("This edition asks for no test report.")
    said = {"tested-version": found.version, "tested-on": ws.today(), "summary": summary}
    fields = {name: value for name, value in said.items() if product.field(name) and value}
    if found.report is not None:
        return records.revise(ws, found.report.id, fields=fields)
    title = found.model.word(company.company(ws).language or "en", "products", product.id)
    return records.create(ws, project_id, product.id, content=Content(title, fields))
