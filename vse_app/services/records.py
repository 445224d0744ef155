"""Work products and other records: write, revise, attach, give states, withdraw, compare versions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vse_app.model import fields as model_fields
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Event, FileRef, Record, Revision, number_for, stale
from vse_app.services import company, projects
from vse_app.services.company import MAX_NAME
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.change import Change
from vse_app.store.queries import Link


@dataclass(frozen=True, slots=True)
class Dates:
    """When it happened (the person says) and the date its source carries; the program adds when it was captured."""

    happened: str = ""
    source_dated: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one record: its versions, events (which hold, which are stale), links and product."""

    record: Record
    product: Product
    revision: Revision
    revisions: tuple[Revision, ...]
    events: tuple[Event, ...]
    stale: tuple[Event, ...]
    links: tuple[Link, ...]

    @property
    def states(self) -> frozenset[str]:
        """States that hold on the current version."""
        return frozenset(e.state for e in self.events if e.stamp == self.record.stamp and not e.withdrawn)


def page(ws: Workspace, record_id: int) -> Page:
    """One record with all its versions; raises Invalid when there is none."""
    with ws.reading() as connection:
        record = _existing(queries.record(connection, record_id))
        revisions = tuple(queries.revisions_of(connection, record_id))
        events = tuple(queries.events_of_record(connection, record_id))
        links = tuple(queries.links_of(connection, record_id))
    product = model_fields.widened(product_of(ws, record), revisions[-1].content.fields)
    return Page(record, product, revisions[-1], revisions, events, stale(events, record.stamp), links)


def product_of(ws: Workspace, record: Record) -> Product:
    """The work product a record is one of."""
    return projects.model_of(ws, projects.project(ws, record.project)).product_of(record.kind)


def create(
    ws: Workspace,
    project_id: int,
    kind: str,
    *,
    content: Content,
    task: str = "",
    iteration: int = 0,
    dates: Dates | None = None,
    label: str = "",
    note: str = "",
) -> Done[Record]:
    """Write a new record. Raises Invalid for a second one of a kind that has only one, or for a bad field."""
    project = projects.project(ws, project_id)
    product = _asked_for(projects.model_of(ws, project), kind)
    content = _checked(product, content)
    dates = _dates(ws, dates)

    def work(change: Change) -> Record:
        count = queries.count_of(change.connection, project_id, kind)
        rivals = [] if product.many else queries.records_of(change.connection, project_id, kind=kind)
        live = [r for r in rivals if not r.withdrawn]
        if live:
            raise Invalid(
                "There is already one {number} in this project.", hint="Open it and edit it.", number=live[0].number
            )
        number = product.abbr if not count and not product.many else number_for(product.abbr, count, True)
        while not queries.is_number_free(change.connection, project_id, number):
            count += 1  # a record that was of another work product under an earlier edition
            number = number_for(product.abbr, count, True)
        record = Record(
            id=0, project=project_id, kind=kind, number=number, task=task, iteration=iteration, owner="", due="",
            withdrawn="", revision=1, title=content.title, stamp=content.stamp(), form=content.form,
            filled=content.has_content, parts=model_fields.parts_filled(product, content.fields), author=ws.actor,
            happened=dates.happened, source_dated=dates.source_dated, captured=ws.moment(),
        )  # fmt: skip
        record = record._replace(id=change.add_record(record, content, label=label, note=note))
        _link_fields(change, record, product, content)
        return record

    return ws.write("record.create", work)


def _asked_for(model: ProcessModel, kind: str) -> Product:
    if not model.is_asked_for(kind):
        raise Invalid(
            "The edition of this project does not ask for {product}.",
            hint="Choose one of its work products.",
            product=model.word("en", "products", kind),
        )
    return model.product(kind)


def revise(
    ws: Workspace,
    record_id: int,
    *,
    title: str | None = None,
    fields: Mapping[str, Any] | None = None,
    files: Sequence[FileRef] | None = None,
    link: str | None = None,
    dates: Dates | None = None,
    label: str | None = None,
    note: str = "",
) -> Done[Record]:
    """Write the next version. What is None stays; `fields` holds only those that change. No difference, no version."""
    with ws.reading() as connection:
        record = _existing(queries.record(connection, record_id))
        old = queries.revision(connection, record_id, record.revision)
    assert old is not None
    was = old.content
    product = model_fields.widened(product_of(ws, record), was.fields)
    content = Content(
        title=was.title if title is None else title,
        fields=dict(was.fields) | dict(fields or {}),
        files=was.files if files is None else tuple(files),
        link=was.link if link is None else link,
    )
    return _write_version(ws, record, product, old, _checked(product, content), dates=dates, label=label, note=note)


def restore(ws: Workspace, record_id: int, no: int) -> Done[Record]:
    """Make an earlier version the current content again, as a new version."""
    with ws.reading() as connection:
        record = _existing(queries.record(connection, record_id))
        wanted = queries.revision(connection, record_id, no)
        old = queries.revision(connection, record_id, record.revision)
    if wanted is None or old is None:
        raise Invalid("There is no version {no}.", no=no)
    product = model_fields.widened(product_of(ws, record), wanted.content.fields)
    return _write_version(ws, record, product, old, wanted.content, label=wanted.label, note=f"v{no} ↶")


def _write_version(
    ws: Workspace,
    record: Record,
    product: Product,
    old: Revision,
    content: Content,
    *,
    dates: Dates | None = None,
    label: str | None = None,
    note: str = "",
) -> Done[Record]:
    said = dates or Dates()
    same_dates = said.happened in ("", old.happened) and said.source_dated in ("", old.source_dated)
    if content.stamp() == old.stamp and same_dates and label in (None, old.label):
        return Done(record, ws.write("record.revise", lambda change: None).changes)
    dated = Dates(said.happened or ws.today(), said.source_dated)
    if content.stamp() == old.stamp:
        dated = Dates(said.happened or old.happened, said.source_dated or old.source_dated)
    _check_dates(dated)
    new = record._replace(
        revision=record.revision + 1, title=content.title, stamp=content.stamp(), form=content.form,
        filled=content.has_content, parts=model_fields.parts_filled(product, content.fields), author=ws.actor,
        happened=dated.happened, source_dated=dated.source_dated, captured=ws.moment(),
    )  # fmt: skip

    def work(change: Change) -> Record:
        kept_label = label if label is not None else old.label if content.stamp() == old.stamp else ""
        change.add_revision(new, content, label=kept_label, note=note)
        _link_fields(change, new, product, content)
        return new

    return ws.write("record.revise", work)


def set_head(ws: Workspace, record_id: int, **values: Any) -> Done[None]:
    """Change a record's `owner` (person id), `due` (ISO date) or its place in the path (`task`, `iteration`)."""
    unknown = set(values) - {"owner", "due", "task", "iteration"}
    if unknown:
        raise Invalid("{name} cannot be changed here.", name=sorted(unknown)[0])
    if values.get("due"):
        check_date(values["due"])
    with ws.reading() as connection:
        record = _existing(queries.record(connection, record_id))
    return ws.write("record.head", lambda change: change.set_head(record_id, record.project, **values))


def withdraw(ws: Workspace, record_id: int, reason: str) -> Done[None]:
    """Take a record out of the project; it stays in the history and can be brought back with an empty reason."""
    with ws.reading() as connection:
        record = _existing(queries.record(connection, record_id))

    def work(change: Change) -> None:
        if record.withdrawn and not reason:
            check_place(ws, change, record)
        change.set_head(record_id, record.project, withdrawn=reason)

    return ws.write("record.withdraw", work)


def check_place(ws: Workspace, change: Change, record: Record) -> None:
    """Raise Invalid when bringing a record back would make two of a kind that has only one."""
    if product_of(ws, record).many:
        return
    for other in queries.records_of(change.connection, record.project, kind=record.kind):
        if other.id != record.id and not other.withdrawn:
            raise Invalid(
                "There is already one {number} in this project.", hint="Open it and edit it.", number=other.number
            )


def set_state(
    ws: Workspace,
    record_id: int,
    state: str,
    *,
    person: str,
    role: str,
    task: str = "",
    iteration: int = 0,
    happened: str = "",
    note: str = "",
) -> Done[int]:
    """A person in a role gives the current version a state; it is bound to that content's stamp."""
    check_person(ws, person)
    happened = happened or ws.today()
    check_date(happened)
    return ws.write(
        "record.state",
        lambda change: add_event(
            ws, change, record_id, state, person=person, role=role, task=task, iteration=iteration,
            happened=happened, note=note,
        ),
    )  # fmt: skip


def add_event(
    ws: Workspace,
    change: Change,
    record_id: int,
    state: str,
    *,
    person: str,
    role: str,
    task: str = "",
    iteration: int = 0,
    happened: str,
    note: str = "",
) -> int:
    """As `set_state`, inside a change that is already open."""
    record = _existing(queries.record(change.connection, record_id))
    product = product_of(ws, record)
    if state not in product.states:
        raise Invalid("{product} has no state {state}.", product=product.id, state=state)
    if not record.filled:
        raise Invalid(
            "{number} is empty; nothing can be said of it yet.", hint="Write it or attach a file.", number=record.number
        )
    values = {
        "record": record_id,
        "revision": record.revision,
        "stamp": record.stamp,
        "state": state,
        "person": person,
        "role": role,
        "task": task,
        "iteration": iteration,
        "happened": happened,
        "captured": ws.moment(),
        "note": note,
        "withdrawn": "",
    }
    return change.append("event", values, project=record.project)


def withdraw_state(ws: Workspace, event_id: int, project_id: int, reason: str) -> Done[None]:
    """Take a state back; event and reason stay in the history."""
    if not reason.strip():
        raise Invalid("A reason is needed; it is printed.")
    return ws.write(
        "record.state-withdrawn", lambda change: change.withdraw("event", event_id, reason, project=project_id)
    )


def _checked(product: Product, content: Content) -> Content:
    if len(content.title) > MAX_NAME:
        raise Invalid("The title is longer than {limit} characters.", limit=MAX_NAME)
    if len(content.link) > 2000:
        raise Invalid("The address is longer than {limit} characters.", limit=2000)
    return replace(content, fields=model_fields.clean_all(product, content.fields))


def _link_fields(change: Change, record: Record, product: Product, content: Content) -> None:
    """Keep the links table in step with the link fields; a link keeps the stamp it was made with."""
    for definition in (*product.fields, *product.earlier):
        if definition.kind != "link":
            continue
        type_ = f"field:{definition.id}"
        before = {
            (link.target, link.element): link.stamp
            for link in queries.links_of(change.connection, record.id)
            if link.source == record.id and link.type == type_
        }
        wanted: dict[tuple[int, str], str] = {}
        for item in content.fields.get(definition.id, ()):
            target = queries.record(change.connection, int(item)) if _ID.fullmatch(item) else None
            if target is None or target.project != record.project:
                raise Invalid("The link {target} leads nowhere.", place=record.number, target=item)
            wanted[target.id, ""] = before.get((target.id, ""), target.stamp)
        if before or wanted:
            change.set_links(record, type_, wanted)


_ID = re.compile("[0-9]{1,15}")


def clear_suspect(ws: Workspace, link: Link) -> Done[None]:
    """Somebody looked at a changed target and says the link still holds."""
    with ws.reading() as connection:
        record = _existing(queries.record(connection, link.source))
        target = _existing(queries.record(connection, link.target))
        own = [x for x in queries.links_of(connection, link.source) if x.source == link.source and x.type == link.type]
    wanted = {(x.target, x.element): target.stamp if x.id == link.id else x.stamp for x in own}
    return ws.write("link.cleared", lambda change: change.set_links(record, link.type, wanted))


def _dates(ws: Workspace, dates: Dates | None) -> Dates:
    found = dates or Dates()
    found = Dates(found.happened or ws.today(), found.source_dated)
    _check_dates(found)
    return found


def _check_dates(dates: Dates) -> None:
    check_date(dates.happened)
    if dates.source_dated:
        check_date(dates.source_dated)


def check_date(value: str) -> None:
    """Raise Invalid unless the value is an ISO date written as year-month-day, the form that sorts by itself."""
    try:
        right = dt.date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        right = False
    if not right:
        raise Invalid("{value} is not a date.", hint="Write it as year-month-day.", value=value or "?")


def check_person(ws: Workspace, person: str) -> None:
    """Raise Invalid unless the id is somebody's."""
    if person not in {p.id for p in company.people(ws)}:
        raise Invalid("Say who does this.", hint="Choose a person; add people in Settings.")


def _existing(record: Record | None) -> Record:
    if record is None:
        raise Invalid("There is no such record.")
    return record
