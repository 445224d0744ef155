"""The changes of a project side by side: where each stands, and what it still owes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vse_app.i18n import Translator
from vse_app.model import change_control
from vse_app.model.change_control import Accepted
from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Event, Record
from vse_app.services import changing, projects, reopening
from vse_app.services.workspace import Workspace
from vse_app.store import entries, queries


class Line(NamedTuple):
    """A change with what it says, its events, and its acceptance if there is one."""

    head: Record
    content: Content
    events: tuple[Event, ...]
    accepted: Accepted | None


class Changes(NamedTuple):
    """All changes of a project, newest first; `product` is None in a model without change requests."""

    model: ProcessModel
    product: Product | None
    lines: tuple[Line, ...]


def read(ws: Workspace, project_id: int) -> Changes:
    """The change requests of a project that were not withdrawn."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    product = changing.product_of(model)
    if product is None:
        return Changes(model, None, ())
    with ws.reading() as connection:
        heads = [r for r in queries.records_of(connection, project_id, kind=product.id) if not r.withdrawn]
        said = entries.said(connection, heads) if heads else {}
        events = queries.events_of_records(connection, [head.id for head in heads])
        accepted: Mapping[int, Accepted] = {
            item.record.id: item for item in reopening.accepted(connection, model, project_id)
        }
    lines = tuple(
        Line(h, said.get(h.id, Content("", {})), tuple(events.get(h.id, ())), accepted.get(h.id))
        for h in reversed(heads)
    )
    return Changes(model, product, lines)


def stage(product: Product, line: Line) -> str:
    """Where a change stands: new, initiated, evaluated, accepted, decided (against it, or put off), closed."""
    field = product.own("decision")
    choice = line.content.fields.get(field.id, "") if field else ""
    if product.is_ended(line.head.follow):
        return "closed"
    if line.accepted is not None:
        return "accepted"
    if choice in changing.choices(product) and choice != changing.yes(product):
        return "decided"
    stages = change_control.stages(product)
    for name, state in (("evaluated", stages.evaluated), ("initiated", stages.initiated)):
        if changing.stage_event(state, line.events):
            return name
    return "new"


def stage_words(tr: Translator) -> dict[str, str]:
    """The stages in words."""
    return {
        "new": tr("being written"),
        "initiated": tr("handed in"),
        "evaluated": tr("evaluated"),
        "decided": tr("decided"),
        "accepted": tr("accepted, in work"),
        "closed": tr("closed"),
    }
