"""Where the table of a register gets its rows: a window of the whole one, or slices of an order worked out before.

The order of a filtered, sorted or folded register is made by `arranged`, off the GUI thread; a block of it is cheap.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from vse_app.model.elements import Product
from vse_app.model.wording import date_text
from vse_app.services import register_words, registers
from vse_app.services.register_words import Names
from vse_app.services.registers import Column, Condition, Entry, Sorting
from vse_app.services.workspace import Workspace
from vse_app.ui.tables import Anchor, ColumnSpec, Query, Row, Rows
from vse_app.ui.tables_source import BLOCK
from vse_app.ui.views import register_cells

WIDTHS: Final = {
    "number": 88, "long-text": 160, "text": 150, "date": 108, "choice": 118, "person": 118, "link": 112, "follow": 118,
    "states": 128, "revision": 72, "moment": 112, "table": 150,
}  # fmt: skip
"""Widths of columns by their kind, in pixels at 100 %."""
FIRST, DUE = 250, 124
"""Width of the column with the title, and of that with the due date, which may have a mark."""
LATE, WITHDRAWN = "late", "withdrawn"
"""Filters that belong to no column."""
SPAN: Final = ".."
"""Between the two dates of a filter."""


@dataclass(frozen=True)
class Order:
    """The entries of a query in their order. `depths` are those of a tree, `parents` those with some below them.

    `folded` were asked to hide what is below them.
    """

    query: Query
    ids: array[int]
    depths: bytes = b""
    parents: Collection[int] = field(default_factory=frozenset[int])
    folded: Collection[int] = field(default_factory=frozenset[int])


class RegisterSource:
    """A register of a project. `total` is how many entries it has; `order` None means its own, read as it comes.

    `ready` are blocks read already, by the place of their first row.
    """

    def __init__(
        self,
        ws: Workspace,
        project: int,
        names: Names,
        *,
        total: int,
        order: Order | None = None,
        writable: bool = True,
        ready: Mapping[int, Rows] | None = None,
    ) -> None:
        self._ws, self._project = ws, project
        self.names, self.total, self.order, self.writable = names, total, order, writable
        self._ready = ready or {}
        self.main = main_column(names.product)

    def columns(self) -> tuple[ColumnSpec, ...]:
        names = self.names
        return tuple(_spec(names, column, is_main=column.id == self.main) for column in names.columns)

    def count(self, query: Query) -> int:
        order = self.order
        return len(order.ids) if order is not None and order.query == query else self.total

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        ws, names, order = self._ws, self.names, self.order
        ready = self._ready.get(offset) if limit == BLOCK and (order is None or order.query == query) else None
        if ready is not None:
            return ready
        if order is not None and order.query == query:
            found = registers.by_ids(ws, list(order.ids[offset : offset + limit]))
            return Rows(self._in_place(order.ids[offset : offset + limit], found))
        start, after = (offset - anchor.offset, anchor.key) if anchor else (offset, None)
        found = registers.window(ws, self._project, names.product.id, offset=start, limit=limit, after=after)
        last = (found[-1].record.place, found[-1].record.id) if found else None
        return Rows([register_cells.row(names, entry) for entry in found], last)

    def _in_place(self, ids: array[int], found: list[Entry]) -> list[Row]:
        """A row for every id, also for one that vanished meanwhile: the rows below must not move."""
        known = {entry.record.id: entry for entry in found}
        return [
            register_cells.row(self.names, known[i]) if i in known else Row(i, ("",) * len(self.names.columns))
            for i in ids
        ]

    def is_editable(self, place: int) -> bool:
        """Whether the cells of a column can be changed in the table."""
        column = self.names.columns[place]
        return self.writable and column.editable and column.kind != "table"

    @property
    def is_tree(self) -> bool:
        """Whether the rows stand as a tree."""
        return self.order is not None and bool(self.order.depths)

    def depth(self, row: int) -> int:
        """How deep a row stands in the tree."""
        order = self.order
        return order.depths[row] if order is not None and row < len(order.depths) else 0

    def fold_state(self, row: int) -> str:
        """ "open" or "folded" for a row that others stand below, else ""."""
        order = self.order
        if order is None or not order.depths or row >= len(order.ids) or order.ids[row] not in order.parents:
            return ""
        return "folded" if order.ids[row] in order.folded else "open"


def _spec(names: Names, column: Column, *, is_main: bool) -> ColumnSpec:
    kind = "number" if column.kind == "number" and column.field is not None else "text"
    kind = "date" if column.kind in ("date", "moment") else kind
    width = FIRST if is_main else DUE if column.id == "due" else WIDTHS.get(column.kind, 140)
    is_fixed = column.kind in ("states", "revision", "table")
    return ColumnSpec(
        column.id, names.labels[column.id], width, kind, sortable=not is_fixed, hidden=not column.shown,
        filterable=column.kind not in ("revision", "table", "moment") and column.id != "number",
    )  # fmt: skip


def main_column(product: Product) -> str:
    """The column that says what an entry is: that of its long text, else its title."""
    titled = product.field(product.head.get("title", ""))
    return titled.id if titled and titled.kind == "long-text" else "title"


def arranged(ws: Workspace, project: int, names: Names, query: Query, folded: Collection[int] = frozenset()) -> Order:
    """The order of a query; slow for a long register."""
    product = names.product
    if query.sort or query.is_filtered:
        ids = registers.ordered(
            ws, project, product.id, conditions=conditions(names, query), text=query.text, sorting=sorting(names, query)
        )
        return Order(query, ids)
    found = registers.outline(ws, project, product.id)
    if not product.tree or not any(found.depths):
        return Order(query, found.ids)
    return _folded(query, found, folded)


def _folded(query: Query, found: registers.Outline, folded: Collection[int]) -> Order:
    """The tree without what is below folded entries."""
    ids, depths = array("q"), bytearray()
    parents: set[int] = set()
    hidden_below = 255
    before: tuple[int, int] = (0, -1)
    for record, depth in zip(found.ids, found.depths, strict=True):
        if depth > before[1] >= 0:
            parents.add(before[0])
        before = (record, depth)
        if depth > hidden_below:
            continue
        hidden_below = depth if record in folded else 255
        ids.append(record)
        depths.append(depth)
    return Order(query, ids, bytes(depths), frozenset(parents), frozenset(folded))


def conditions(names: Names, query: Query) -> list[Condition]:
    """What an entry must be to meet the filters of a query: ids are joined by commas, dates by two dots."""
    found: list[Condition] = []
    for name, text in query.filters.items():
        column = names.column(name)
        if name == LATE:
            found.append(Condition("late", text=names.today))
        elif name == WITHDRAWN:
            found.append(Condition("withdrawn"))
        elif column is not None:
            found.append(_condition(names, column, text))
    return found


def _condition(names: Names, column: Column, text: str) -> Condition:
    ids = tuple(text.split(","))
    kind, name = ("field", column.field.id) if column.field else ("head", column.id)
    match column.kind:
        case "follow":
            return Condition("follow", values=tuple(s for one in ids for s in registers.stored(names.product, one)))
        case "states":
            return Condition("state", values=ids)
        case "choice" | "person":
            return Condition(kind, name, ids)
        case "date":
            first, _dots, last = text.partition(SPAN)
            return Condition(f"{kind}-range", name, (first, last))
        case "link":
            return Condition("link", name, text=text)
        case _:
            return Condition(kind, name, text=text)


def sorting(names: Names, query: Query) -> Sorting:
    """How a query is sorted; () for the register's own order."""
    column = names.column(query.sort)
    if column is None:
        return Sorting()
    if column.id == "follow":
        return Sorting("head", "follow", query.descending, ("", *names.product.follow_up))
    if column.field is None:
        return Sorting("head", column.id, query.descending)
    kind = "link" if column.kind == "link" else "field"
    return Sorting(kind, column.field.id, query.descending, column.field.choices)


def filter_words(names: Names, query: Query) -> str:
    """What a query leaves, in words: the text sought, then each filter; "" when nothing is filtered."""
    tr = names.tr
    said = [tr("Holds “{text}”", text=query.text)] if query.text else []
    for name, text in query.filters.items():
        column = names.column(name)
        if name == LATE:
            said.append(tr("Late"))
        elif name == WITHDRAWN:
            said.append(tr("Withdrawn"))
        elif column is not None:
            said.append(f"{names.labels[name]}: {_filter_value(names, column, text)}")
    return "; ".join(said)


def _filter_value(names: Names, column: Column, text: str) -> str:
    if column.kind == "date":
        first, _dots, last = text.partition(SPAN)
        return f"{date_text(names.tr, first) or '…'} – {date_text(names.tr, last) or '…'}"
    if column.kind in ("follow", "states"):
        return ", ".join(names.state(one) for one in text.split(","))
    if column.kind in ("choice", "person"):
        return ", ".join(register_words.value_words(names, column, one, {}) for one in text.split(","))
    return f"“{text}”"
