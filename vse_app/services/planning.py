"""The plan: read with everything around it, edited cell by cell, computed dates taken over, work noted on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from vse_app.model import plan_page
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.plan_page import Agreed, Plan, day_of
from vse_app.model.process import ProcessModel
from vse_app.model.records import Event, Record
from vse_app.model.steering import said, written
from vse_app.services import checks, entering, projects, records, register_edits, steering
from vse_app.services.entering import Edit, Entered
from vse_app.services.stating import add_follow
from vse_app.services.workspace import Done, Workspace
from vse_app.store import bulk, queries, timelines
from vse_app.store.change import Change

TASK: Final = "planned-task"
DONE: Final = "work-done"
BINDING: Final = ("accepted", "validated", "verified")
"""States that make a plan document the one to compare with, the strongest first."""
CELLS: Final = {"start": "planned-start", "end": "planned-end", "days": "days", "effort": "effort", "after": "after"}


def read(ws: Workspace, project_id: int, *, today: str = "") -> Plan:
    """The plan of a project on a day."""
    project = projects.project(ws, project_id)
    model = projects.model_of(ws, project)
    sheets = steering.read_all(ws, project_id, (TASK, DONE))
    product = sheets[TASK].product
    accepted, before, document = ("", dict[int, Agreed](), 0)
    first = day_of(project.start)
    if product is not None:
        accepted, document, starts = _accepted(ws, project_id, model, product)
        first = first or day_of(starts)
        before = _before(ws, project_id, product, accepted) if accepted else {}
    return plan_page.plan(
        sheets[TASK], sheets[DONE], first=first, today=dt.date.fromisoformat(today or ws.today()), accepted=accepted,
        before=before, document=document,
    )  # fmt: skip


def _accepted(ws: Workspace, project_id: int, model: ProcessModel, product: Product) -> tuple[str, int, str]:
    """The moment the plan document was accepted last, its record, and the day it says the project starts."""
    for part in product.part_of:
        with ws.reading() as connection:
            heads = [r for r in queries.records_of(connection, project_id, kind=part.product) if not r.withdrawn]
            events = queries.events_of(connection, project_id, kinds=[part.product])
            contents = dict(bulk.contents_of(connection, project_id, part.product))
        if heads:
            starts = contents[heads[0].id].fields.get("starts-on", "")
            return _moment(model, part.product, events), heads[0].id, str(starts or "")
    return "", 0, ""


def _moment(model: ProcessModel, kind: str, events: Sequence[Event]) -> str:
    states = model.product_of(kind).states
    for state in BINDING:
        if state in states:
            given = [e.captured for e in events if e.state == state and not e.withdrawn]
            return max(given, default="")
    return ""


def _before(ws: Workspace, project_id: int, product: Product, moment: str) -> dict[int, Agreed]:
    """What each task said at a moment."""
    found: dict[int, Agreed] = {}
    with ws.reading() as connection:
        for then in timelines.versions_of_kind(connection, project_id, product.id):
            if then.captured <= moment:
                values = said(product, then.content)
                effort = values.get("effort")
                found[then.record] = Agreed(
                    day_of(str(values.get("planned-start") or "")), day_of(str(values.get("planned-end") or "")),
                    float(effort) if isinstance(effort, (int, float)) else None,
                )  # fmt: skip
    return found


def add(ws: Workspace, project_id: int, title: str, *, after: int = 0, parent: int = 0) -> Done[Record]:
    """A new task from a few words, after another or inside a larger one."""
    if not title.strip():
        raise Invalid("Write a few words first.")
    values: dict[str, Any] = {"after": [str(after)] if after else [], "parent": [str(parent)] if parent else []}
    made = steering.drafted(ws, project_id, TASK, values, title=title.strip())
    return ws.write("record.create", lambda change: records.add(change, made))


def set_cell(ws: Workspace, record_id: int, cell: str, value: Any) -> Done[Entered]:
    """Change one thing of a task: title, start, end, days, effort, owner, or ids of what it starts after."""
    with ws.reading() as connection:
        record = checks.existing(queries.record(connection, record_id))
    product = projects.product_of(ws, record)
    if cell in ("title", "owner"):
        return register_edits.set_cell(ws, record_id, cell, value)
    definition = product.own(CELLS.get(cell, cell))
    if definition is None:
        raise Invalid("{name} cannot be changed here.", name=cell)
    if definition.id == product.head.get("due"):
        return register_edits.set_cell(ws, record_id, "due", value)
    return register_edits.set_cell(ws, record_id, definition.id, value)


def take_over(ws: Workspace, project_id: int, ids: Sequence[int] = ()) -> Done[Entered]:
    """A person takes over the dates that were worked out (of some tasks; none: of all), in one change."""
    found = read(ws, project_id)
    wanted = [i for i in found.computed if not ids or i in ids]
    product = steering.model_of(ws, project_id).register(TASK)
    if product is None or not wanted:
        raise Invalid("There are no worked out dates to take over.")
    with ws.reading() as connection:
        heads = queries.heads(connection, wanted)
        versions = {i: queries.revision(connection, i, head.revision) for i, head in heads.items()}
    edits: list[Edit] = []
    for task in wanted:
        version, placed = versions[task], found.schedule.placed[task]
        assert version is not None
        values = written(product, {"planned-start": placed.start.isoformat(), "planned-end": placed.end.isoformat()})
        was = version.content
        content = records.checked(product, type(was)(was.title, {**was.fields, **values}, was.files, was.link), was)
        edits.append(Edit(content, heads[task]))
    return entering.enter(ws, project_id, product.id, edits, verb="plan.dates")


def note_work(ws: Workspace, project_id: int, task: int, said: Mapping[str, Any], *, follow: str = "") -> Done[Record]:
    """Note work on a task: day, hours, share done, and with `follow` where it now stands. Raises Invalid."""
    share = said.get("share-done")
    if isinstance(share, (int, float)) and not 0 <= share <= 100:
        raise Invalid("How far it is goes from 0 to 100.")
    hours = said.get("hours")
    if isinstance(hours, (int, float)) and hours < 0:
        raise Invalid("Hours cannot be below 0.")
    day = str(said.get("day") or ws.today())
    checks.check_date(day)
    values = {"person": ws.actor, **said, "day": day, "task": [str(task)]}
    made = steering.drafted(ws, project_id, DONE, values)

    def work(change: Change) -> Record:
        record = records.add(change, made)
        head = checks.existing(queries.record(change.connection, task))
        state = follow or ("doing" if head.follow in ("", "to-do") else "")
        if state:
            add_follow(ws, change, task, state, person=ws.actor, happened=day, note="")
        return record

    return ws.write("plan.work", work)
