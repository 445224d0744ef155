"""A small company with one project in which nothing is done: for tests about the path, Today and tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from vse_app.model.elements import FieldDef
from vse_app.model.project import Iteration, Person, Project
from vse_app.model.records import Content
from vse_app.services import company, path, projects, records, task_page
from vse_app.services.path import Given
from vse_app.services.workspace import Workspace

TODAY = dt.datetime(2026, 3, 9, 10, tzinfo=dt.UTC)


@cache
def _profile() -> Any:
    from vse_app.content import library

    return library.load("iso29110-basic")


def shop(target: Path, *, iterations: Sequence[Iteration] = (Iteration(),), **project: Any) -> Workspace:
    """A company of three and their customer, with project 1 and nothing done; it is 9 March 2026."""
    ws = Workspace.create(target, clock=lambda: TODAY)
    company.edit_company(ws, name="Taller Norte")
    people = (
        Person("elena", "Elena Ruiz", roles=("PM",)),
        Person("marco", "Marco Díaz", roles=("TL", "DES")),
        Person("ana", "Ana Kim", roles=("AN", "PR")),
        Person("carmen", "Dr. Carmen Solís", side="customer", roles=("CUS",)),
    )
    company.save_people(ws, people)
    company.set_actor(ws, "elena")
    roles = {"PM": "elena", "TL": "marco", "DES": "marco", "AN": "ana", "PR": "ana", "CUS": "carmen"}
    draft = Project(
        0, "CITAS", "Appointments", "", iterations=tuple(iterations),
        assignments={role: (person,) for role, person in roles.items()}, **project,
    )  # fmt: skip
    projects.create_project(ws, draft, _profile())
    return ws


def perform(ws: Workspace, task: str, iteration: int = 0) -> None:
    """Do a task as its page would: write what it owes, confirm it with the states it proposes."""
    step = path.view(ws, 1).step(task, iteration)
    model = path.view(ws, 1).model
    for use in step.task.outputs:
        product = model.product(use.product)
        have = path.view(ws, 1).facts.records_of.get(product.id, ())
        fields = {f.id: value(f) for f in task_page.shown_fields(product, use.part) if f.kind != "link"}
        if use.when:
            continue
        if not have or (product.many and not use.states):
            records.create(ws, 1, product.id, content=Content(product.id, fields), task=task, iteration=iteration)
        elif not use.states:
            records.revise(ws, have[0].id, fields=fields)
    view = path.view(ws, 1)
    person, role = task_page.giver(view, step, ws.actor)
    lines = task_page.states_to_give(view, view.step(task, iteration), person=person, role=role)
    states = [Given(n.record, n.state, n.person, n.role) for n in lines if n.chosen]
    who, as_role = task_page.default_player(view, step, ws.actor)
    path.confirm(ws, 1, task, iteration, person=who, role=as_role, happened=ws.today(), states=states)


def perform_until(ws: Workspace, task: str) -> None:
    """Do every task before one, the optional and the continuous ones left out."""
    for step in path.view(ws, 1).steps:
        if step.task.id == task:
            return
        if step.task.activity not in ("PM.2", "PM.3", "PM.4") and not step.task.optional:
            perform(ws, *step.key)


def value(field: FieldDef) -> Any:
    """Something that fits a field."""
    match field.kind:
        case "date":
            return "2026-03-01"
        case "number":
            return 4
        case "choice":
            return field.choices[0]
        case "person":
            return "elena"
        case "table":
            return [{c.id: value(c) for c in field.columns}]
        case _:
            return f"Text of {field.id}"
