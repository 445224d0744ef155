"""The registers a project is steered by, read alike for screens and reports: entries under the register's own fields.

In a model where a register is one of its work products, some fields have other ids there; what follows here knows only
the register's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from vse_app.model.elements import Product
from vse_app.model.records import Content, Event, Record, holding


class Row(NamedTuple):
    """An entry. `fields` are what it says under the register's ids, `follow` where it stands, `ended` at its end."""

    record: Record
    fields: Mapping[str, Any]
    follow: str
    ended: bool
    events: tuple[Event, ...] = ()

    def text(self, name: str) -> str:
        """A field as text; "" when it says nothing."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> float | None:
        """A number; None when nobody entered one (which is not 0)."""
        value = self.fields.get(name)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def links(self, name: str) -> tuple[int, ...]:
        """Ids of the records that a link field names."""
        value = self.fields.get(name)
        items = cast("list[Any]", value) if isinstance(value, list) else []
        return tuple(int(item) for item in items if isinstance(item, str) and item.isdecimal())

    def table(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        value = self.fields.get(name)
        items = cast("list[Any]", value) if isinstance(value, list) else []
        return [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]

    @property
    def states(self) -> frozenset[str]:
        """States that hold on its current version."""
        return holding(self.events, self.record.stamp)


@dataclass(frozen=True)
class Sheet:
    """A register of a project. `product` is None where the project has no such register; it then has no rows."""

    product: Product | None = None
    rows: tuple[Row, ...] = ()

    @property
    def open(self) -> tuple[Row, ...]:
        """Entries with something left to do."""
        return tuple(row for row in self.rows if not row.ended)

    @property
    def kind(self) -> str:
        """The kind its records have in this project; "" without one."""
        return self.product.id if self.product else ""


def sheet(
    product: Product | None,
    heads: Iterable[Record],
    contents: Mapping[int, Content],
    events: Mapping[int, Sequence[Event]],
) -> Sheet:
    """A register from what the file holds: heads of its entries, what they say, their states."""
    if product is None:
        return Sheet()
    return Sheet(
        product,
        tuple(
            row(product, head, contents[head.id], tuple(events.get(head.id, ())))
            for head in heads
            if head.kind == product.id and not head.withdrawn and head.id in contents
        ),
    )


def row(product: Product, head: Record, content: Content, events: tuple[Event, ...] = ()) -> Row:
    """One entry."""
    follow = head.follow or next(iter(product.follow_up), "")
    return Row(head, said(product, content), follow, product.is_ended(follow), events)


def said(product: Product, content: Content) -> dict[str, Any]:
    """What an entry says, under the register's own ids."""
    fields = content.fields
    return {**fields, **{mine: fields[theirs] for mine, theirs in product.same.items() if theirs in fields}}


def written(product: Product, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values under the register's ids as this kind stores them; what it has no field for is left out."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        definition = product.own(name)
        if definition is None or definition.rows_of:
            continue
        if definition.kind == "table":
            known = {column.id for column in definition.columns}
            rows = cast("list[dict[str, Any]]", value)
            value = [{key: cell for key, cell in item.items() if key in known} for item in rows]
        found[definition.id] = value
    return found
