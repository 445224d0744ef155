"""Projects: each keeps a snapshot of the model it works under, so an update never silently changes what it owes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

from vse_app.model import working
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import LIFE_CYCLES, MAX_ITERATIONS, Iteration, Project, plain
from vse_app.model.records import Record
from vse_app.services import kinds
from vse_app.services.company import MAX_NAME
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, snapshots
from vse_app.store.change import Change


def projects(ws: Workspace) -> tuple[Project, ...]:
    """All projects, oldest first, archived ones included."""
    with ws.reading() as connection:
        found = queries.all_documents(connection, "project")
    return tuple(_project(data) for data in found.values())


def project(ws: Workspace, project_id: int) -> Project:
    """One project; raises Invalid when there is none."""
    with ws.reading() as connection:
        data = queries.document(connection, "project", str(project_id))
    if data is None:
        raise Invalid("There is no such project.")
    return _project(data)


def by_code(ws: Workspace, code: str) -> Project:
    """The project with a code (or id); raises Invalid that lists those there are."""
    found = projects(ws)
    for item in found:
        if code.casefold() in (item.code.casefold(), str(item.id)):
            return item
    raise Invalid(
        "There is no project {code}.", hint="Projects here: {codes}.", code=code, codes=", ".join(p.code for p in found)
    )


def create_project(ws: Workspace, draft: Project, raw: Raw) -> Done[Project]:
    """Start a project under a model, with the registers of this program. Raises Invalid.

    `draft.id`, `draft.model` and `draft.registers` are filled in. Of a model that can be run in part only (MoProSoft),
    the project keeps that part.
    """
    check(ws, draft)
    raw, registers = working.restricted(raw), kinds.shipped()

    def work(change: Change) -> Project:
        number = snapshots.ever_made(change.connection, "project") + 1
        kept = {"model": keep_model(change, raw), "registers": keep_model(change, registers)}
        new = dataclasses.replace(draft, id=number, **kept)
        change.put("project", str(number), plain(new))
        return new

    return ws.write("project.create", work)


def keep_model(change: Change, raw: Raw) -> str:
    """Keep a model as it is now in the company file; the address (hash) of the snapshot."""
    address, text = snapshot(raw)
    structure = raw["structure"]
    snapshots.keep(change.connection, address, f"{structure['id']}@{structure['edition']}", text)
    return address


def snapshot(raw: Raw) -> tuple[str, str]:
    """A model as it is kept with a project: the hash it is named by, and its text."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest(), text


def edit_project(ws: Workspace, project_id: int, **values: Any) -> Done[Project]:
    """Change anything that was said when the project was set up."""
    new = dataclasses.replace(project(ws, project_id), **values)
    check(ws, new)
    done = ws.write("project", lambda change: change.put("project", str(project_id), plain(new)))
    return Done(new, done.changes)


def model_of(ws: Workspace, item: Project) -> ProcessModel:
    """The model edition the project works under, with its registers."""
    return ws.model(item.model, item.registers)


def product_of(ws: Workspace, record: Record) -> Product:
    """The work product, or other kind of record, that a record is one of."""
    return model_of(ws, project(ws, record.project)).product_of(record.kind)


def check(ws: Workspace, draft: Project) -> None:
    """Raise Invalid, naming the field, when a project cannot be as drafted."""
    if not draft.title.strip():
        raise Invalid("A title is needed.")
    if len(draft.title) > MAX_NAME:
        raise Invalid("The title is longer than {limit} characters.", limit=MAX_NAME)
    if not draft.code.strip():
        raise Invalid("A code is needed.")
    if len(draft.code) > MAX_NAME:
        raise Invalid("The code is longer than {limit} characters.", limit=MAX_NAME)
    if any(p.code.casefold() == draft.code.casefold() and p.id != draft.id for p in projects(ws)):
        raise Invalid("The code {code} is taken.", hint="Choose another code.", code=draft.code)
    if draft.life_cycle not in LIFE_CYCLES:
        raise Invalid("Unknown life cycle {value}.", value=draft.life_cycle)
    if not 1 <= len(draft.iterations) <= MAX_ITERATIONS:
        raise Invalid("A project has between 1 and {limit} iterations.", limit=MAX_ITERATIONS)
    _check_dates(draft.start, draft.end)
    for iteration in draft.iterations:
        _check_dates(iteration.start, iteration.end)


def _check_dates(start: str, end: str) -> None:
    for value in (start, end):
        try:
            right = not value or dt.date.fromisoformat(value).isoformat() == value
        except (TypeError, ValueError):
            right = False
        if not right:
            raise Invalid("{value} is not a date.", hint="Write it as year-month-day.", value=value)
    if start and end and end < start:
        raise Invalid("The end {end} is before the start {start}.", start=start, end=end)


def suggested_code(title: str, taken: set[str]) -> str:
    """A short code from a title: its first word, or initials, in capitals."""
    words = [w for w in "".join(c if c.isalnum() else " " for c in title).split() if w]
    base = (
        (words[0] if len(words) == 1 else "".join(w[0] for w in words[:5]) if len(words) > 2 else words[0])
        if words
        else ""
    )
    base = base.upper()[:10] or "PROJECT"
    code, count = base, 1
    while code.casefold() in {t.casefold() for t in taken}:
        count += 1
        code = f"{base}{count}"
    return code


def _project(data: dict[str, Any]) -> Project:
    values: dict[str, Any] = data | {
        "iterations": tuple(Iteration(**i) for i in data["iterations"]),
        "assignments": {role: tuple(ids) for role, ids in data["assignments"].items()},
        "entry_conditions": tuple(data["entry_conditions"]),
    }
    return Project(**values)
