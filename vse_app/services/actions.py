"""What people promised: open actions and other entries that somebody owns, and closing them where they are seen."""

from __future__ import annotations

import datetime as dt
from typing import Final

from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel
from vse_app.model.records import Record
from vse_app.services import checks, projects, steering
from vse_app.services.registers import going
from vse_app.services.stating import add_follow
from vse_app.services.workspace import Done, Workspace
from vse_app.store import pressing, queries
from vse_app.store.change import Change

SOON_DAYS: Final = 14
"""Entries of other registers are called to mind so many days before they are due."""


def mine(ws: Workspace, project_id: int, person: str) -> list[Record]:
    """Open actions of a person, and entries of other registers that are due soon or were; the most pressing first."""
    if not person:
        return []
    model = projects.model_of(ws, projects.project(ws, project_id))
    wanted = {product.id: going(product) for product in model.registers if product.follow_up}
    action = model.register("action")
    until = (dt.date.fromisoformat(ws.today()) + dt.timedelta(days=SOON_DAYS)).isoformat()
    with ws.reading() as connection:
        return pressing.of_owner(
            connection, project_id, person, wanted, until=until, always=[action.id] if action else []
        )


def closes_as(model: ProcessModel, kind: str) -> str:
    """The state that means "done" for an entry that can be closed with one click; "" where that needs a closer look."""
    product = model.product_of(kind)
    return "done" if product.register in ("action", "planned-task") and "done" in product.ends else ""


def close(ws: Workspace, record_id: int, *, happened: str = "", result: str = "") -> Done[Record]:
    """Somebody says that what was promised is done; it can be undone. Raises Invalid."""
    day = happened or ws.today()
    checks.check_date(day)
    checks.check_person(ws, ws.actor)
    return ws.write("action.close", lambda change: close_in(ws, change, record_id, happened=day, result=result))


def close_in(ws: Workspace, change: Change, record_id: int, *, happened: str, result: str = "") -> Record:
    """As `close`, inside a change that is already open."""
    record = checks.existing(queries.record(change.connection, record_id))
    product = projects.product_of(ws, record)
    if product.register == "action":
        said = {"done-on": happened} | ({"result": result} if result else {})
        record = steering.revise_in(ws, change, record_id, said)
    add_follow(ws, change, record_id, _done(product), person=ws.actor, happened=happened, note=result)
    return record


def _done(product: Product) -> str:
    return "done" if "done" in product.follow_up else product.ends[0]
