"""The progress report: filled from facts, kept as a draft while somebody edits, stored only when they confirm."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model.errors import Invalid
from vse_app.model.measure_page import MeasurePage
from vse_app.model.measure_words import limits_text, title_of, value_text
from vse_app.model.plan_page import day_of
from vse_app.model.process import ProcessModel
from vse_app.model.progress_page import USUAL, Deviation, Facts
from vse_app.model.records import Content, Record
from vse_app.services import (
    checks,
    desk_drafts,
    measuring,
    planning,
    projects,
    records,
    risking,
    steering,
    testing_facts,
)
from vse_app.services.workspace import Done, Workspace
from vse_app.store import entries, queries
from vse_app.store.change import Change

DESK: Final = "progress"
SHEETS: Final = ("action", "change")
UNSOUND: Final = ("failed", "blocked")


def facts(
    ws: Workspace, project_id: int, tr: Translator, *, today: str = "", measures: MeasurePage | None = None
) -> Facts:
    """What a report of a day is filled from; `measures` when they were read already."""
    project = projects.project(ws, project_id)
    model = projects.model_of(ws, project)
    sheets = steering.read_all(ws, project_id, (*SHEETS, "progress"))
    reports = sheets.pop("progress")
    found = Facts(
        plan=planning.read(ws, project_id, today=today),
        risks=risking.read(ws, project_id, today=today),
        sheets=sheets,
        reports=tuple(sorted(reports.rows, key=lambda row: (row.text("reported-on"), row.record.id))),
        period=period(model),
        project_start=day_of(project.start),
        project_end=day_of(project.end),
        kept=reports.product is not None,
        requirements=_requirements(ws, project_id, model),
        tests=(tests := testing_facts.newest(ws, project_id)),
        named=testing_facts.names(ws, [case for case, result in tests.items() if result in UNSOUND]),
    )
    crossed = (measures or measuring.read(ws, project_id, today=today, plan=found.plan)).crossed
    extra = tuple(
        Deviation(f"measure-{m.id}", f"{title_of(m)}: {value_text(tr, m)}. {limits_text(tr, m)}.", m.id)
        for m in crossed
    )
    return _with_path(ws, project_id, tr, model, dataclasses.replace(found, extra=extra))


def _requirements(ws: Workspace, project_id: int, model: ProcessModel) -> dict[str, int]:
    """How many requirements stand where; counted by the database, however many there are."""
    product = model.register("requirement")
    if product is None:
        return {}
    first = next(iter(product.follow_up), "")
    found: dict[str, int] = {}
    with ws.reading() as connection:
        for tally in entries.tallies(connection, project_id, ws.today()):
            if tally.kind == product.id:
                found[tally.follow or first] = found.get(tally.follow or first, 0) + tally.total
    return found


def _with_path(ws: Workspace, project_id: int, tr: Translator, model: ProcessModel, found: Facts) -> Facts:
    """With the tasks of the path that were confirmed in the period."""
    with ws.reading() as connection:
        said = queries.confirmations_of(connection, project_id)
    since, until = found.since.isoformat(), found.today.isoformat()
    tasks = [c.task for c in said if not c.withdrawn and since <= c.happened <= until]
    names = tuple(dict.fromkeys(f"{t} {model.word(tr.language, 'tasks', t, 'title')}" for t in tasks))
    return dataclasses.replace(found, confirmed=names)


def period(model: ProcessModel) -> int:
    """Days between reports, as the model repeats the task that makes them."""
    product = model.register("progress")
    if product is None:
        return USUAL
    days = [t.repeat_days for t in model.tasks() if t.repeat_days and any(u.product == product.id for u in t.outputs)]
    return min(days, default=USUAL)


def task_of(model: ProcessModel) -> str:
    """The task of the path that makes progress reports; "" for none."""
    product = model.register("progress")
    wanted = product.id if product else ""
    return next((t.id for t in model.tasks() if any(u.product == wanted and not u.states for u in t.outputs)), "")


def confirm(
    ws: Workspace,
    project_id: int,
    title: str,
    fields: Mapping[str, Any],
    *,
    corrections: Sequence[Deviation] = (),
) -> Done[Record]:
    """A person confirms a report as it stands on the page; ticked deviations become corrections raised by it.

    `fields` are those of the project's own kind of record. Raises Invalid.
    """
    checks.check_person(ws, ws.actor)
    model = steering.model_of(ws, project_id)
    product = model.register("progress")
    if product is None:
        raise Invalid("This project does not keep the register {name}.", name="progress")
    day = str(fields.get("reported-on") or "")
    checks.check_date(day)
    made = records.drafted(ws, project_id, product.id, content=Content(title, dict(fields)), task=task_of(model))

    def work(change: Change) -> Record:
        record = records.add(change, made)
        for one in corrections:
            raised = [str(record.id), *([str(one.record)] if one.record else [])]
            values = {"problem": one.text, "opened-on": ws.today(), "raised-by": raised}
            records.add(change, steering.drafted(ws, project_id, "correction", values))
        desk_drafts.drop_in(change, project_id, DESK)
        return record

    return ws.write("progress.confirm", work)
