"""Work products and entries of registers: write, revise, attach, withdraw, compare versions.

The verbs on states are in `stating`, those on links in `linking`; they can be called from here as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from vse_app.model import fields as model_fields
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Event, FileRef, Record, Revision, number_for, stale
from vse_app.services import checks, heads, linking, projects
from vse_app.services.checks import check_date, check_person
from vse_app.services.company import MAX_NAME
from vse_app.services.linking import clear_suspect
from vse_app.services.projects import product_of
from vse_app.services.stating import add_event, follow, set_state, withdraw_state
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.change import Change
from vse_app.store.queries import Link

__all__ = [
    "Dates",
    "Drafted",
    "Link",
    "Page",
    "add",
    "add_event",
    "check_date",
    "check_person",
    "check_place",
    "clear_suspect",
    "create",
    "drafted",
    "follow",
    "page",
    "product_of",
    "restore",
    "revise",
    "set_head",
    "set_state",
    "withdraw",
    "withdraw_state",
]


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

    @property
    def follow(self) -> str:
        """Where the entry stands in its follow-up: the first state of it while nobody said anything; "" without one."""
        return self.record.follow or next(iter(self.product.follow_up), "")


def page(ws: Workspace, record_id: int) -> Page:
    """One record with all its versions; raises Invalid when there is none."""
    with ws.reading() as connection:
        record = checks.existing(queries.record(connection, record_id))
        revisions = tuple(queries.revisions_of(connection, record_id))
        events = tuple(queries.events_of_record(connection, record_id))
        links = tuple(queries.links_of(connection, record_id))
    product = model_fields.widened(product_of(ws, record), revisions[-1].content.fields)
    return Page(record, product, revisions[-1], revisions, events, stale(events, record.stamp), links)


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
    owner: str = "",
    due: str = "",
) -> Done[Record]:
    """Write a new record. Raises Invalid for a second one of a kind that has only one, or for a bad field."""
    made = drafted(
        ws, project_id, kind, content=content, task=task, iteration=iteration, dates=dates, owner=owner, due=due
    )
    return ws.write("record.create", lambda change: add(change, made, label=label, note=note))


class Drafted(NamedTuple):
    """A record that can be written: checked, without a number and an id yet."""

    head: Record
    product: Product
    content: Content


def drafted(
    ws: Workspace,
    project_id: int,
    kind: str,
    *,
    content: Content,
    task: str = "",
    iteration: int = 0,
    dates: Dates | None = None,
    owner: str = "",
    due: str = "",
) -> Drafted:
    """A new record, checked; `add` writes it inside a change that is open. Raises Invalid."""
    product = _asked_for(projects.model_of(ws, projects.project(ws, project_id)), kind)
    content = checked(product, content)
    told = heads.told(product, content.fields)
    said = Dates((dates or Dates()).happened or told.happened, (dates or Dates()).source_dated)
    blank = Record(
        id=0, project=project_id, kind=kind, number="", task=task, iteration=iteration, owner=owner or told.owner,
        due=due or told.due, withdrawn="", revision=0, title="", stamp="", form="", filled=False, parts=(), author="",
        happened="", source_dated="", captured="",
    )  # fmt: skip
    if blank.due:
        checks.check_date(blank.due)
    return Drafted(versioned(ws, blank, product, content, _dates(ws, said)), product, content)


def add(change: Change, made: Drafted, *, label: str = "", note: str = "") -> Record:
    """Write a new record in a change that is open; raises Invalid for a second one of a kind that has only one."""
    head, product, content = made
    if not product.many:
        check_single(change, head.project, product.id)
    record = head._replace(number=next_number(change, product, head.project))
    record = record._replace(id=change.add_record(record, content, label=label, note=note))
    linking.keep_links(change, record, product, content)
    return record


def _asked_for(model: ProcessModel, kind: str) -> Product:
    if not model.is_asked_for(kind):
        raise Invalid(
            "The edition of this project does not ask for {product}.",
            hint="Choose one of its work products.",
            product=model.word("en", "products", kind),
        )
    return model.product(kind)


def versioned(
    ws: Workspace, record: Record, product: Product, content: Content, dates: Dates, *, author: str = ""
) -> Record:
    """The head a record has with its next version."""
    stamp, core = content.fingerprints()
    return record._replace(
        revision=record.revision + 1, title=content.title, stamp=stamp, form=content.form,
        filled=content.has_content, parts=model_fields.parts_filled(product, content.fields),
        author=author or ws.actor, happened=dates.happened, source_dated=dates.source_dated, captured=ws.moment(),
        core=core,
    )  # fmt: skip


def next_number(change: Change, product: Product, project_id: int) -> str:
    """The number of the next record of a kind; one that was ever given is never given again."""
    count = queries.count_of(change.connection, project_id, product.id)
    many = product.many or count > 0
    number = number_for(product.abbr, count, many)
    while not queries.is_number_free(change.connection, project_id, number):
        count += 1
        number = number_for(product.abbr, count, True)
    return number


def check_single(change: Change, project_id: int, kind: str, but: int = 0) -> None:
    """Raise Invalid when the project has one of a kind already; `but` is a record that does not count."""
    for other in queries.records_of(change.connection, project_id, kind=kind):
        if other.id != but and not other.withdrawn:
            raise Invalid(
                "There is already one {number} in this project.", hint="Open it and edit it.", number=other.number
            )


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
    return ws.write(
        "record.revise",
        lambda change: add_version(
            ws, change, record_id, title=title, fields=fields, files=files, link=link, dates=dates, label=label,
            note=note,
        ),
    )  # fmt: skip


def add_version(
    ws: Workspace,
    change: Change,
    record_id: int,
    *,
    title: str | None = None,
    fields: Mapping[str, Any] | None = None,
    files: Sequence[FileRef] | None = None,
    link: str | None = None,
    dates: Dates | None = None,
    label: str | None = None,
    note: str = "",
) -> Record:
    """As `revise`, inside a change that is already open."""
    record = checks.existing(queries.record(change.connection, record_id))
    old = queries.revision(change.connection, record_id, record.revision)
    assert old is not None
    was = old.content
    content = Content(
        title=was.title if title is None else title,
        fields=dict(was.fields) | dict(fields or {}),
        files=was.files if files is None else tuple(files),
        link=was.link if link is None else link,
    )
    product = product_of(ws, record)
    content = checked(product, content, was)
    return _write_version(ws, change, record, old, content, product=product, dates=dates, label=label, note=note)


def restore(ws: Workspace, record_id: int, no: int) -> Done[Record]:
    """Make an earlier version the current content again, as a new version."""

    def work(change: Change) -> Record:
        record = checks.existing(queries.record(change.connection, record_id))
        wanted = queries.revision(change.connection, record_id, no)
        old = queries.revision(change.connection, record_id, record.revision)
        if wanted is None or old is None:
            raise Invalid("There is no version {no}.", no=no)
        product = model_fields.widened(product_of(ws, record), wanted.content.fields)
        return _write_version(
            ws, change, record, old, wanted.content, product=product, label=wanted.label, note=f"v{no} ↶"
        )

    return ws.write("record.revise", work)


def _write_version(
    ws: Workspace,
    change: Change,
    record: Record,
    old: Revision,
    content: Content,
    *,
    product: Product,
    dates: Dates | None = None,
    label: str | None = None,
    note: str = "",
) -> Record:
    said = dates or Dates()
    told = heads.told(product, content.fields)
    said = Dates(said.happened or told.happened, said.source_dated)
    is_same = content.stamp() == old.stamp
    same_dates = said.happened in ("", old.happened) and said.source_dated in ("", old.source_dated)
    if is_same and same_dates and label in (None, old.label):
        return record
    dated = Dates(said.happened or ws.today(), said.source_dated)
    if is_same:
        dated = Dates(said.happened or old.happened, said.source_dated or old.source_dated)
    _check_dates(dated)
    new = versioned(ws, record, product, content, dated)
    before = heads.told(product, old.content.fields)
    head = {name: value for name in ("owner", "due") if (value := getattr(told, name)) != getattr(before, name)}
    kept_label = label if label is not None else old.label if is_same else ""
    change.add_revision(new, content, label=kept_label, note=note)
    linking.keep_links(change, new, product, content)
    if head:
        change.set_head(record.id, record.project, **head)
    return new._replace(**head)


def set_head(ws: Workspace, record_id: int, **values: Any) -> Done[None]:
    """Change a record's `owner` (person id), `due` (ISO date) or its place in the path (`task`, `iteration`).

    Where a field says the same (a due date of its own), the field is changed, and the head follows.
    """
    unknown = set(values) - {"owner", "due", "task", "iteration"}
    if unknown:
        raise Invalid("{name} cannot be changed here.", name=sorted(unknown)[0])
    if values.get("due"):
        checks.check_date(values["due"])
    with ws.reading() as connection:
        record = checks.existing(queries.record(connection, record_id))
    head = product_of(ws, record).head
    fields = {head[name]: values.pop(name) for name in ("owner", "due") if name in values and name in head}
    if fields and not values:
        return Done(None, revise(ws, record_id, fields=fields).changes)
    if fields:
        revise(ws, record_id, fields=fields)
    return ws.write("record.head", lambda change: change.set_head(record_id, record.project, **values))


def withdraw(ws: Workspace, record_id: int, reason: str) -> Done[None]:
    """Take a record out of the project; it stays in the history and can be brought back with an empty reason."""
    with ws.reading() as connection:
        record = checks.existing(queries.record(connection, record_id))

    def work(change: Change) -> None:
        if record.withdrawn and not reason:
            check_place(ws, change, record)
        change.set_head(record_id, record.project, withdrawn=reason)

    return ws.write("record.withdraw", work)


def check_place(ws: Workspace, change: Change, record: Record) -> None:
    """Raise Invalid when bringing a record back would make two of a kind that has only one."""
    if not product_of(ws, record).many:
        check_single(change, record.project, record.kind, but=record.id)


def checked(product: Product, content: Content, was: Content | None = None, *, is_clean: bool = False) -> Content:
    """The content as it is stored, title and fields in step; raises Invalid. `was` is the content before.

    `is_clean` says that the fields are those of the product and have their stored form already.
    """
    product = model_fields.widened(product, was.fields) if was else product
    title, fields = heads.titled(product, content, was)
    if len(title) > MAX_NAME:
        raise Invalid("The title is longer than {limit} characters.", limit=MAX_NAME)
    if len(content.link) > 2000:
        raise Invalid("The address is longer than {limit} characters.", limit=2000)
    if is_clean:
        return Content(
            title, {f.id: fields[f.id] for f in product.fields if f.id in fields}, content.files, content.link
        )
    return replace(content, title=title, fields=model_fields.clean_all(product, fields))


def _dates(ws: Workspace, dates: Dates) -> Dates:
    found = Dates(dates.happened or ws.today(), dates.source_dated)
    _check_dates(found)
    return found


def _check_dates(dates: Dates) -> None:
    checks.check_date(dates.happened)
    if dates.source_dated:
        checks.check_date(dates.source_dated)
