"""Reading registers: how full each is, a window of entries with what they say, and the order of a filtered one.

An unfiltered register is read by its own index, from a known row on. Anything else is first put in order (`ordered`):
the ids of all entries that match, which the window may then read slices of.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, exists, false, func, literal, or_, select

from vse_app.model.records import Content, Record
from vse_app.model.search import query as search_query
from vse_app.store import contents, queries
from vse_app.store.growing import PLACE_MARK
from vse_app.store.tables import events, links, records, revisions

HEAD = frozenset({"number", "title", "owner", "due", "happened", "source_dated", "captured", "author", "form", "task"})
"""Columns of a head that can be sought and sorted by."""


class Tally(NamedTuple):
    """How many entries of a kind stand somewhere in their follow-up, and how many of them are past their due date."""

    kind: str
    follow: str
    total: int
    late: int


class Condition(NamedTuple):
    """What an entry must be. `kind` says how `name` is read; `values` are ids (any of them), `text` is contained.

    head: a column of the head; field: a field of the content; link: number or title of what a link field names;
    state: a state that holds; follow: where it stands in its follow-up ("" is the beginning); late: due before `text`;
    withdrawn: taken out; below: in the tree below the place `text`. head-range and field-range: `values` are the first
    and the last date, "" for none; what has no date is not in it.
    """

    kind: str
    name: str = ""
    values: tuple[str, ...] = ()
    text: str = ""


class Sorting(NamedTuple):
    """By what a register is sorted: kind "head", "field" or "link" with a name; `choices` gives choices their order."""

    kind: str = ""
    name: str = ""
    descending: bool = False
    choices: tuple[str, ...] = ()


def tallies(connection: Connection, project: int, today: str, kind: str = "") -> list[Tally]:
    """How full the registers of a project are, or one of them: one statement, whatever their length."""
    late = func.sum(case(((records.c.due != "") & (records.c.due < today), 1), else_=0))
    wanted = (
        select(records.c.kind, records.c.follow, func.count(), late)
        .where(records.c.project == project, records.c.withdrawn == "")
        .group_by(records.c.kind, records.c.follow)
    )
    if kind:
        wanted = wanted.where(records.c.kind == kind)
    return [Tally(kind, follow, total, int(passed or 0)) for kind, follow, total, passed in connection.execute(wanted)]


def count(connection: Connection, project: int, kind: str) -> int:
    """How many entries a register has that were not withdrawn."""
    wanted = select(func.count()).where(records.c.project == project, records.c.withdrawn == "", records.c.kind == kind)
    return connection.execute(wanted).scalar() or 0


def ordered(
    connection: Connection,
    project: int,
    kind: str,
    *,
    conditions: Sequence[Condition] = (),
    text: str = "",
    sorting: Sorting = Sorting(),  # noqa: B008 - a tuple
) -> array[int]:
    """The ids of the entries that meet all conditions and hold the words of `text`, in order."""
    wanted = select(records.c.id).where(records.c.project == project, records.c.kind == kind)
    if not any(c.kind == "withdrawn" for c in conditions):
        wanted = wanted.where(records.c.withdrawn == "")
    needs_content = sorting.kind == "field" or any(c.kind in ("field", "field-range") for c in conditions)
    if needs_content:
        wanted = wanted.join(revisions, (revisions.c.record == records.c.id) & (revisions.c.no == records.c.revision))
    for condition in conditions:
        wanted = wanted.where(_meets(condition))
    if text.strip():
        expression = search_query(text)
        found = queries.search_ids(expression) if expression else None
        wanted = wanted.where(records.c.id.in_(found) if found is not None else false())
    return array("q", connection.execute(_sorted(wanted, sorting)).scalars())


def window(
    connection: Connection, project: int, kind: str, *, offset: int, limit: int, after: tuple[str, int] | None
) -> list[Record]:
    """Entries of a whole register in its own order (its tree, then their age), from `offset` on.

    `after` is (place, id) of the entry before the first one wanted, where it is known; `offset` then counts from there.
    """
    wanted = select(records).where(records.c.project == project, records.c.kind == kind, records.c.withdrawn == "")
    if after is not None:
        place, record = after
        wanted = wanted.where(records.c.place >= place, or_(records.c.place > place, records.c.id > record))
    wanted = wanted.order_by(records.c.place, records.c.id).offset(offset).limit(limit)
    return queries.records_from(connection, wanted)


class Outline(NamedTuple):
    """The entries of a register in its own order: their ids, and how deep in its tree each stands (0: at the top)."""

    ids: array[int]
    depths: bytes


def outline(connection: Connection, project: int, kind: str) -> Outline:
    """A whole register in its own order."""
    place = records.c.place
    depth = func.length(place) - func.length(func.replace(place, PLACE_MARK, ""))
    wanted = select(records.c.id, depth).where(
        records.c.project == project, records.c.kind == kind, records.c.withdrawn == ""
    )
    found = connection.execute(wanted.order_by(place, records.c.id)).all()
    return Outline(array("q", (row[0] for row in found)), bytes(row[1] for row in found))


class Linkable(NamedTuple):
    """A record that a link may lead to."""

    id: int
    kind: str
    number: str
    title: str


def linkable(connection: Connection, project: int, kinds: Collection[str], text: str, limit: int) -> list[Linkable]:
    """Records whose number or title contains a text, of some kinds (none: of any)."""
    columns = (records.c.id, records.c.kind, records.c.number, records.c.title)
    wanted = select(*columns).where(records.c.project == project, records.c.withdrawn == "")
    if kinds:
        wanted = wanted.where(records.c.kind.in_(kinds))
    for word in text.split():
        wanted = wanted.where(
            or_(records.c.number.icontains(word, autoescape=True), records.c.title.icontains(word, autoescape=True))
        )
    found = connection.execute(wanted.order_by(records.c.kind, records.c.id).limit(limit))
    return [Linkable(*row) for row in found]


def by_id(connection: Connection, ids: Sequence[int]) -> list[Record]:
    """Heads in the order of their ids as given."""
    found = queries.heads(connection, ids)
    return [found[i] for i in ids if i in found]


def said(connection: Connection, heads: Sequence[Record]) -> dict[int, Content]:
    """What the entries say now, by id; one statement."""
    ids = [head.id for head in heads]
    wanted = (
        select(revisions.c.record, revisions.c.content)
        .join(records, (records.c.id == revisions.c.record) & (records.c.revision == revisions.c.no))
        .where(records.c.id.in_(ids))
    )
    return {record: contents.loads(body) for record, body in connection.execute(wanted)}


class Named(NamedTuple):
    """A record as a link shows it; `suspect` says that it changed since the link was made or looked at again."""

    id: int
    number: str
    title: str
    suspect: bool


def linked(connection: Connection, heads: Sequence[Record]) -> dict[tuple[int, str], list[Named]]:
    """(entry, field) → what its links name; one statement."""
    ids = [head.id for head in heads]
    wanted = (
        select(links.c.source, links.c.type, links.c.stamp, records.c.id, records.c.number, records.c.title,
               records.c.stamp.label("now"), records.c.core)
        .join(records, records.c.id == links.c.target)
        .where(links.c.source.in_(ids), links.c.type.startswith("field:"))
        .order_by(links.c.id)
    )  # fmt: skip
    found: dict[tuple[int, str], list[Named]] = {}
    for row in connection.execute(wanted):
        changed = bool(row.stamp) and row.stamp not in (row.now, row.core)
        key = (row.source, row.type.removeprefix("field:"))
        found.setdefault(key, []).append(Named(row.id, row.number, row.title, changed))
    return found


def _meets(condition: Condition) -> ColumnElement[bool]:
    name, values, text = condition.name, condition.values, condition.text
    match condition.kind:
        case "head" if name in HEAD:
            column: ColumnElement[Any] = records.c[name]
            return column.in_(values) if values else column.icontains(text, autoescape=True)
        case "field":
            value = _field(name)
            return value.in_(values) if values else value.icontains(text, autoescape=True)
        case "link":
            target = records.alias("target")
            named = or_(
                target.c.number.icontains(text, autoescape=True), target.c.title.icontains(text, autoescape=True)
            )
            own = (links.c.source == records.c.id, links.c.type == f"field:{name}", links.c.target == target.c.id)
            return exists(select(literal(1)).select_from(links.join(target, own[2])).where(*own[:2], named))
        case "state":
            live = (events.c.record == records.c.id, events.c.stamp == records.c.stamp, events.c.withdrawn == "")
            return exists(select(events.c.id).where(*live, events.c.state.in_(values)))
        case "follow":
            return records.c.follow.in_(values)
        case "late":
            return (records.c.due != "") & (records.c.due < text)
        case "head-range" if name in HEAD:
            return _between(records.c[name], *values)
        case "field-range":
            return _between(_field(name), *values)
        case "withdrawn":
            return records.c.withdrawn != ""
        case "below":
            return records.c.place.startswith(text, autoescape=True)
        case _:
            return false()


def _between(value: ColumnElement[Any], first: str, last: str) -> ColumnElement[bool]:
    return (value != "") & (value >= first) & (value <= (last or "\U0010ffff"))


def _field(name: str) -> ColumnElement[Any]:
    """The value of a field in a version's content; names of fields are ids of letters, digits, dots and hyphens."""
    return func.coalesce(func.json_extract(revisions.c.content, f'$.fields."{name}"'), "")


def _sorted(wanted: Select[Any], sorting: Sorting) -> Select[Any]:
    if sorting.kind == "head" and sorting.name == "number":
        value: ColumnElement[Any] = func.length(records.c.number) * 100_000_000 + records.c.id
    elif sorting.kind == "head" and sorting.name in HEAD:
        value = records.c[sorting.name]
    elif sorting.kind == "head" and sorting.name == "follow" and sorting.choices:
        value = _in_order(records.c.follow, sorting.choices)
    elif sorting.kind == "field":
        value = _field(sorting.name)
        value = _in_order(value, sorting.choices) if sorting.choices else value
    elif sorting.kind == "link":
        target = records.alias("target")
        own = (links.c.source == records.c.id, links.c.type == f"field:{sorting.name}")
        named = select(func.min(target.c.number)).select_from(links.join(target, links.c.target == target.c.id))
        value = named.where(*own).scalar_subquery()
    else:
        return wanted.order_by(records.c.place, records.c.id)
    order = value.desc() if sorting.descending else value.asc()
    return wanted.order_by(order, records.c.id.desc() if sorting.descending else records.c.id)


def _in_order(value: ColumnElement[Any], choices: Collection[str]) -> ColumnElement[Any]:
    ranks: Mapping[str, int] = {choice: rank for rank, choice in enumerate(choices)}
    return case(ranks, value=value, else_=len(ranks))
