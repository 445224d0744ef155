"""Reading the registers a project is steered by, and writing entries of them inside one change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Event, Record
from vse_app.model.steering import Row, Sheet, sheet, written
from vse_app.services import checks, linking, projects, records
from vse_app.services.records import Drafted
from vse_app.services.workspace import Workspace
from vse_app.store import bulk, queries
from vse_app.store.change import Change


def model_of(ws: Workspace, project_id: int) -> ProcessModel:
    """The model of a project with its registers."""
    return projects.model_of(ws, projects.project(ws, project_id))


def read(ws: Workspace, project_id: int, register: str) -> Sheet:
    """One register, whole; empty where the project does not keep it."""
    return read_all(ws, project_id, (register,))[register]


def read_all(ws: Workspace, project_id: int, names: Iterable[str]) -> dict[str, Sheet]:
    """Some registers, whole, in one read: three statements each."""
    model = model_of(ws, project_id)
    found: dict[str, Sheet] = {}
    with ws.reading() as connection:
        for name in names:
            product = model.register(name)
            if product is None:
                found[name] = Sheet()
                continue
            heads = queries.records_of(connection, project_id, kind=product.id)
            contents = dict(bulk.contents_of(connection, project_id, product.id))
            events: dict[int, list[Event]] = {}
            for event in queries.events_of(connection, project_id, kinds=[product.id]):
                events.setdefault(event.record, []).append(event)
            found[name] = sheet(product, heads, contents, events)
    return found


def drafted(
    ws: Workspace,
    project_id: int,
    register: str,
    values: Mapping[str, Any],
    *,
    title: str = "",
    owner: str = "",
    due: str = "",
    task: str = "",
) -> Drafted:
    """A new entry of a register from values under the register's own ids; `records.add` writes it. Raises Invalid."""
    product = model_of(ws, project_id).register(register)
    if product is None:
        raise Invalid("This project does not keep the register {name}.", name=register)
    fields = written(product, values)
    for key, value in (("owner", owner), ("due", due)):
        if value and key in product.head:
            fields[product.head[key]] = value
    content = Content(title, fields)
    return records.drafted(ws, project_id, product.id, content=content, task=task, owner=owner, due=due)


def revise_in(ws: Workspace, change: Change, record_id: int, values: Mapping[str, Any]) -> Record:
    """Write the next version of an entry in a change that is open; values under the register's own ids."""
    record = checks.existing(queries.record(change.connection, record_id))
    old = queries.revision(change.connection, record_id, record.revision)
    assert old is not None
    product = projects.product_of(ws, record)
    was = old.content
    fields = dict(was.fields) | written(product, values)
    content = records.checked(product, Content(was.title, fields, was.files, was.link), was)
    if content.stamp() == old.stamp:
        return record
    new = records.versioned(ws, record, product, content, records.Dates(record.happened))
    change.add_revision(new, content)
    linking.keep_links(change, new, product, content)
    return new


def by_id(rows: Iterable[Row]) -> dict[int, Row]:
    """Entries by the ids of their records."""
    return {row.record.id: row for row in rows}
