"""Where the rows of a table come from: columns, cells, queries, the protocol of a source, and a list as source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, NamedTuple, Protocol

BLOCK: Final = 256
"""Rows read at once."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: `title` in the user's words, `width` in pixels at 100 %, `kind` "text", "number" or "date"."""

    id: str
    title: str
    width: int = 140
    kind: str = "text"
    sortable: bool = True
    hidden: bool = False
    filterable: bool = True


class Cell(NamedTuple):
    """A cell that is more than text. `tone` is a meaning of the theme; `key` is what a `ListSource` sorts by."""

    text: str
    icon: str = ""
    tone: str = ""
    tip: str = ""
    key: Any = None


class Row(NamedTuple):
    """One row: its id, and a `Cell` or plain text for each column of the source."""

    id: Any
    cells: Sequence[Cell | str]


class Anchor(NamedTuple):
    """Where to go on reading: the rows from `offset` on are those that sort after `key`."""

    offset: int
    key: Any


class Rows(NamedTuple):
    """A block of rows. `last` is the sort key of its last row, or None if the source does not read by key."""

    rows: Sequence[Row]
    last: Any = None


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows, in which order: `text` is sought in all columns, `filters` each in its own."""

    sort: str = ""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    text: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.text or self.filters)


class Source(Protocol):
    """Where a table gets its rows. Called on the GUI thread for blocks, on any thread by an export."""

    def columns(self) -> tuple[ColumnSpec, ...]:
        """All columns, in their first order."""
        ...

    def count(self, query: Query) -> int:
        """How many rows the query has."""
        ...

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        """Up to `limit` rows from `offset` on. `anchor` is the nearest known place at or before `offset`."""
        ...


class ListSource:
    """Rows that are all in memory: fit for some thousands."""

    def __init__(self, columns: Sequence[ColumnSpec], rows: Sequence[Row] = ()) -> None:
        self._columns, self._rows = tuple(columns), tuple(rows)
        self._found: tuple[Query, list[Row]] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the table shows them after its `refresh`."""
        self._rows, self._found = tuple(rows), None

    def columns(self) -> tuple[ColumnSpec, ...]:
        return self._columns

    def count(self, query: Query) -> int:
        return len(self._matching(query)) if query.is_filtered else len(self._rows)

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        return Rows(self._matching(query)[offset : offset + limit])

    def _matching(self, query: Query) -> list[Row]:
        if self._found is None or self._found[0] != query:
            places = {column.id: place for place, column in enumerate(self._columns)}
            rows = [row for row in self._rows if _matches(row, query, places)]
            if query.sort in places:
                place = places[query.sort]
                rows.sort(key=lambda row: _sort_key(row.cells[place]), reverse=query.descending)
            self._found = (query, rows)
        return self._found[1]


def all_rows(source: Source, query: Query, first: int, last: int) -> Iterator[Row]:
    """The rows of a query from `first` to before `last`, block by block."""
    anchor: Anchor | None = None
    while first < last:
        answer = source.block(query, first, min(BLOCK, last - first), anchor)
        if not answer.rows:
            return
        yield from answer.rows
        first += len(answer.rows)
        anchor = Anchor(first, answer.last) if answer.last is not None else None


def cell_text(cell: Cell | str) -> str:
    """The words of a cell."""
    return cell if isinstance(cell, str) else cell.text


def _matches(row: Row, query: Query, places: Mapping[str, int]) -> bool:
    wanted = folded(query.text)
    if wanted and not any(wanted in folded(cell_text(cell)) for cell in row.cells):
        return False
    return all(
        folded(text) in folded(cell_text(row.cells[places[name]]))
        for name, text in query.filters.items()
        if name in places
    )


def folded(text: str) -> str:
    """Text without case and accents, for seeking."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _sort_key(cell: Cell | str) -> tuple[Any, ...]:
    """Order of cells: by `key` where there is one, else as people count ("RSK-9" before "RSK-10"); empty ones last."""
    key = None if isinstance(cell, str) else cell.key
    if key is not None:
        return (0, key)
    text = folded(cell_text(cell))
    parts = tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if digits else (1, 0, part) for digits, part in _runs(text)
    )
    return (1, parts) if text else (2, ())


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    for digits, run in groupby(text, key=str.isdecimal):
        yield digits, "".join(run)
