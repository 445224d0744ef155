"""The registers of a project: how full each is, its columns, its entries a window at a time, what a filter leaves."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vse_app.model.elements import FieldDef, Product
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record, holding, stale
from vse_app.services import projects
from vse_app.services.workspace import Workspace
from vse_app.store import entries, queries
from vse_app.store.entries import Condition, Linkable, Named, Outline, Sorting

__all__ = [
    "Column",
    "Condition",
    "Entry",
    "Linkable",
    "Named",
    "Outline",
    "Overview",
    "Sorting",
    "columns",
    "entries_of",
    "ordered",
    "overview",
]


class Overview(NamedTuple):
    """A register of a project: how many entries it has, how many are open (-1: it has no follow-up), how many late."""

    product: Product
    total: int
    open: int
    late: int


def overview(ws: Workspace, project_id: int) -> tuple[Overview, ...]:
    """All registers of a project in the order in which they are listed; one statement."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    with ws.reading() as connection:
        tallies = entries.tallies(connection, project_id, ws.today())
    return tuple(_overview(product, [t for t in tallies if t.kind == product.id]) for product in model.registers)


def _overview(product: Product, tallies: Sequence[entries.Tally]) -> Overview:
    going = [t for t in tallies if not product.is_ended(t.follow)]
    is_followed = bool(product.follow_up)
    return Overview(
        product,
        sum(t.total for t in tallies),
        sum(t.total for t in going) if is_followed else -1,
        sum(t.late for t in going) if is_followed else 0,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register. `id` is that of the head's column, or of the field.

    `kind` is that of a field, or number, follow, states, revision, moment of the head; `field` None for the head's own.
    """

    id: str
    kind: str
    field: FieldDef | None = None
    editable: bool = True
    shown: bool = True

    @property
    def in_content(self) -> bool:
        """Whether its value stands in the content."""
        return self.field is not None


def columns(product: Product) -> tuple[Column, ...]:
    """Number, name, fields, follow-up, states, owner, due and dates of a register, in the order in which they stand.

    A field that says the same as the head is left out; but where a long text gives the title, the text stands first.
    """
    titled = product.field(product.head.get("title", ""))
    by_text = titled is not None and titled.kind == "long-text"
    said = {name for key, name in product.head.items() if key in ("owner", "due", "happened")}
    said |= {titled.id} if titled else set[str]()
    found = [Column("number", "number", editable=False)]
    if titled and by_text:
        found.append(Column(titled.id, titled.kind, titled))
    found.append(Column("title", "text", shown=not by_text))
    rest = [f for f in product.fields if f.id not in said]
    first = [f for name in product.columns for f in rest if f.id == name]
    rest = [*first, *(f for f in rest if f not in first)]
    found += [Column(_named(f), f.kind, f, not f.product_of, f in first) for f in rest]
    if product.follow_up:
        found.append(Column("follow", "follow"))
    if product.states:
        found.append(Column("states", "states", editable=False))
    dated = product.versioning == "dated"
    found += [
        Column("owner", "person", shown=bool(product.follow_up) or "owner" in product.head),
        Column("due", "date", shown=bool(product.follow_up)),
        Column("happened", "date", editable="happened" in product.head, shown=dated),
        Column("captured", "moment", editable=False, shown=False),
        Column("author", "person", editable=False, shown=False),
        Column("revision", "revision", editable=False, shown=False),
    ]
    return tuple(found)


def _named(field: FieldDef) -> str:
    """A field called like a column of the head gets a name of its own."""
    return f"field.{field.id}" if field.id in _OF_HEAD else field.id


_OF_HEAD = frozenset(
    {"number", "title", "follow", "states", "owner", "due", "happened", "captured", "author", "revision"}
)


class Entry(NamedTuple):
    """One entry with what a table shows of it."""

    record: Record
    content: Content
    states: tuple[str, ...]
    stale: bool
    links: Mapping[str, Sequence[Named]]


def entries_of(ws: Workspace, heads: Sequence[Record]) -> list[Entry]:
    """Entries with their content, states and links; three statements, however many there are."""
    if not heads:
        return []
    with ws.reading() as connection:
        said = entries.said(connection, heads)
        linked = entries.linked(connection, heads)
        events = queries.events_of_records(connection, [head.id for head in heads])
    by_entry: dict[int, dict[str, list[Named]]] = {}
    for (entry, field), named in linked.items():
        by_entry.setdefault(entry, {})[field] = named
    found: list[Entry] = []
    for head in heads:
        own = events.get(head.id, [])
        states = holding(own, head.stamp)
        given = tuple(dict.fromkeys(e.state for e in own if e.state in states and e.stamp))
        content = said.get(head.id, Content("", {}))
        found.append(Entry(head, content, given, bool(stale(own, head.stamp)) and not given, by_entry.get(head.id, {})))
    return found


def window(
    ws: Workspace,
    project_id: int,
    kind: str,
    *,
    offset: int = 0,
    limit: int = 256,
    after: tuple[str, int] | None = None,
) -> list[Entry]:
    """Entries of a whole register in its own order; see `store.entries.window`."""
    with ws.reading() as connection:
        heads = entries.window(connection, project_id, kind, offset=offset, limit=limit, after=after)
    return entries_of(ws, heads)


def by_ids(ws: Workspace, ids: Sequence[int]) -> list[Entry]:
    """Entries in the order of their ids as given."""
    with ws.reading() as connection:
        heads = entries.by_id(connection, ids)
    return entries_of(ws, heads)


def ordered(
    ws: Workspace,
    project_id: int,
    kind: str,
    *,
    conditions: Sequence[Condition] = (),
    text: str = "",
    sorting: Sorting | None = None,
) -> array[int]:
    """Ids of the entries that meet the conditions and hold the words, in order; slow for a long register."""
    with ws.reading() as connection:
        return entries.ordered(
            connection, project_id, kind, conditions=conditions, text=text, sorting=sorting or Sorting()
        )


def outline(ws: Workspace, project_id: int, kind: str) -> Outline:
    """A whole register in its own order, with how deep in its tree each entry stands."""
    with ws.reading() as connection:
        return entries.outline(connection, project_id, kind)


def linkable(
    ws: Workspace, project_id: int, kinds: Sequence[str], text: str = "", *, limit: int = 60
) -> list[Linkable]:
    """Records that a link may lead to and whose number or title has the words of `text`; `kinds` () stands for all."""
    with ws.reading() as connection:
        return entries.linkable(connection, project_id, kinds, text, limit)


def numbers(ws: Workspace, ids: Sequence[int]) -> dict[int, str]:
    """Numbers of records, by id."""
    with ws.reading() as connection:
        return {head.id: head.number for head in entries.by_id(connection, ids)}


def tally(ws: Workspace, project_id: int, kind: str) -> Overview:
    """How full one register is."""
    product = model_of(ws, project_id).product(kind)
    with ws.reading() as connection:
        return _overview(product, entries.tallies(connection, project_id, ws.today(), kind))


def count(ws: Workspace, project_id: int, kind: str) -> int:
    """How many entries a register has."""
    with ws.reading() as connection:
        return entries.count(connection, project_id, kind)


def going(product: Product) -> tuple[str, ...]:
    """The stored states of a follow-up in which something is left to do ("" is its beginning)."""
    left = tuple(state for state in product.follow_up if state not in product.ends)
    return ("", *left) if product.follow_up and product.follow_up[0] not in product.ends else left


def stored(product: Product, follow: str) -> tuple[str, ...]:
    """How a state of the follow-up stands in the head: the first is also told by nothing."""
    return ("", follow) if product.follow_up[:1] == (follow,) else (follow,)


def model_of(ws: Workspace, project_id: int) -> ProcessModel:
    """The model of a project with its registers."""
    return projects.model_of(ws, projects.project(ws, project_id))
