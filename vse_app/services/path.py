"""Where a project stands, and the verbs of a task: tick, confirm, later, not applicable, open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vse_app.model import claims, moves, next_steps
from vse_app.model import path as model_path
from vse_app.model.errors import Invalid
from vse_app.model.path import Facts, Step
from vse_app.model.project import Mark, plain
from vse_app.model.view import View
from vse_app.services import company, projects, records, reopening, xray_data
from vse_app.services.workspace import Done, Workspace
from vse_app.store import audit, queries
from vse_app.store.change import Change


def view(ws: Workspace, project_id: int) -> View:
    """The project's view, from memory when nothing has changed since; a handful of statements otherwise."""
    today = ws.today()
    with ws.reading() as connection:
        version = (audit.last(connection)[0], today)
    cached: View | None = ws.views.get(project_id)
    if not cached or cached.version != version:
        cached = ws.views[project_id] = view_on(ws, project_id, today)
    return cached


def view_on(
    ws: Workspace, project_id: int, today: str, *, complete: bool = False, tell: xray_data.Tell | None = None
) -> View:
    """The project's view as it is on a day (ISO); with `complete` the findings are of all records, however many.

    Its facts hold the records of the model's work products, and entries of other registers that are overdue: what the
    path speaks of, however long the registers are.
    """
    with ws.reading() as connection:
        version = (audit.last(connection)[0], today)
    facts = facts_on(ws, project_id, today)
    steps = model_path.steps(facts)
    seen = xray_data.look(ws, facts, steps, complete=complete, tell=tell)
    return View(
        facts,
        steps,
        next_steps.next_steps(facts, steps),
        seen.findings,
        claims.claim(facts, steps),
        {p.id: p for p in company.people(ws)},
        version,
        seen.muted,
        seen.mentioned,
        seen.looked,
    )


def _step(ws: Workspace, project_id: int, task: str, iteration: int) -> Step:
    """One step as it is now, from memory when nothing has changed since; findings are not looked for.

    Raises Invalid when there is none.
    """
    today = ws.today()
    with ws.reading() as connection:
        version = (audit.last(connection)[0], today)
    cached: View | None = ws.views.get(project_id)
    if cached and cached.version == version:
        return cached.step(task, iteration)
    return model_path.step_of(model_path.steps(facts_on(ws, project_id, today)), task, iteration)


def facts_on(ws: Workspace, project_id: int, today: str) -> Facts:
    """Everything the view is computed from; what was said under an earlier edition in terms of the present one."""
    project = projects.project(ws, project_id)
    model = projects.model_of(ws, project)
    kinds = [product.id for product in (*model.products, *model.earlier_products)] or [""]
    with ws.reading() as connection:
        late = queries.overdue(connection, project_id, today, but=kinds)
        changes = reopening.accepted(connection, model, project_id)
        return Facts(
            model=model,
            project=project,
            records=[*queries.records_of(connection, project_id, kinds=kinds), *late],
            events=moves.events_now(model, queries.events_of(connection, project_id, kinds=kinds)),
            marks=sorted(_mark(m) for m in queries.all_documents(connection, "mark", project=project_id).values()),
            confirmations=moves.confirmations_now(model, queries.confirmations_of(connection, project_id)),
            today=today,
            changes=changes,
        )


@dataclass(frozen=True, slots=True)
class Given:
    """A state to record together with a confirmation."""

    record: int
    state: str
    person: str
    role: str


def confirm(
    ws: Workspace,
    project_id: int,
    task: str,
    iteration: int,
    *,
    person: str,
    role: str,
    happened: str,
    note: str = "",
    states: Sequence[Given] = (),
) -> Done[int]:
    """A role-holder says the task was performed; the states given are recorded in the same change.

    What is still missing is written into the confirmation as `gaps` ("done out of order"); it is not forbidden.
    """
    step = _step(ws, project_id, task, iteration)
    records.check_date(happened)
    records.check_person(ws, person)
    gaps = "; ".join(gap_code(need) for need in step.inputs if not need.met)

    def work(change: Change) -> int:
        for given in states:
            records.add_event(ws, change, given.record, given.state, person=given.person, role=given.role,
                              task=task, iteration=iteration, happened=happened)  # fmt: skip
        if step.mark.status:
            put_mark(change, project_id, step.mark._replace(status="", reason="", until=""))
        values = {
            "project": project_id,
            "task": task,
            "iteration": iteration,
            "person": person,
            "role": role,
            "happened": happened,
            "captured": ws.moment(),
            "note": note,
            "gaps": gaps,
            "withdrawn": "",
        }
        return change.append("confirmation", values, project=project_id)

    return ws.write("task.confirm", work)


def gap_code(need: model_path.Need) -> str:
    """A missing input as stored text: `project-plan (accepted)`."""
    return need.use.product + (f" ({', '.join(need.missing)})" if need.missing else "")


def reopen(ws: Workspace, project_id: int, task: str, iteration: int, *, reason: str) -> Done[None]:
    """Take back the newest confirmation, or the "later" or "not applicable" mark; the reason stays in the history."""
    step = _step(ws, project_id, task, iteration)

    def work(change: Change) -> None:
        if step.mark.status:
            put_mark(change, project_id, step.mark._replace(status="", reason="", until=""))
        elif step.confirmations:
            change.withdraw("confirmation", step.confirmations[-1].id, reason or "opened again", project=project_id)

    return ws.write("task.reopen", work)


def tick(ws: Workspace, project_id: int, task: str, iteration: int, *, ticks: Sequence[int]) -> Done[None]:
    """Remember which lines of the checklist are ticked."""
    mark = _step(ws, project_id, task, iteration).mark._replace(ticks=tuple(sorted(set(ticks))))
    return ws.write("task.tick", lambda change: put_mark(change, project_id, mark))


def write_note(ws: Workspace, project_id: int, task: str, iteration: int, *, note: str) -> Done[None]:
    """Keep a note with the task; it is printed with its evidence."""
    mark = _step(ws, project_id, task, iteration).mark._replace(note=note)
    return ws.write("task.note", lambda change: put_mark(change, project_id, mark))


def later(ws: Workspace, project_id: int, task: str, iteration: int, *, until: str) -> Done[None]:
    """Do not propose the task before a date ("" = until somebody opens it)."""
    if until:
        records.check_date(until)
    mark = _step(ws, project_id, task, iteration).mark._replace(status="later", until=until, person=ws.actor)
    return ws.write("task.later", lambda change: put_mark(change, project_id, mark))


def not_applicable(
    ws: Workspace, project_id: int, task: str, iteration: int, *, person: str, reason: str, happened: str
) -> Done[None]:
    """Say that a task does not apply, and why; raises Invalid where the profile does not allow it."""
    step = _step(ws, project_id, task, iteration)
    if not step.task.may_be_skipped:
        raise Invalid("The profile does not allow leaving out task {task}.", hint="Use “Later” instead.", task=task)
    if not reason.strip():
        raise Invalid("A reason is needed; it is printed.")
    records.check_person(ws, person)
    records.check_date(happened)
    mark = step.mark._replace(
        status="na", reason=reason, person=person, happened=happened, captured=ws.moment(), until=""
    )
    return ws.write("task.not-applicable", lambda change: put_mark(change, project_id, mark))


def put_mark(change: Change, project_id: int, mark: Mark) -> None:
    """Keep what was said of a task; nothing is kept of a mark that says nothing."""
    key = f"{project_id}/{mark.task}/{mark.iteration}"
    empty = Mark(mark.task, mark.iteration)
    change.put("mark", key, None if mark == empty else plain(mark._asdict()), project=project_id)


def _mark(data: dict[str, Any]) -> Mark:
    values: dict[str, Any] = data | {"ticks": tuple(data["ticks"])}
    return Mark(**values)
