"""Where the matrix gets its rows: a window of requirements at a time, each cell said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vse_app.model.trace import Cell as TraceCell
from vse_app.model.trace import Row as TraceRow
from vse_app.model.trace_chain import Chain
from vse_app.model.trace_words import ICONS, TraceWords, column_name, hint_text, state_word
from vse_app.services import hinting, trace
from vse_app.services.trace import Traced
from vse_app.services.workspace import Workspace
from vse_app.ui.tables import Anchor, Cell, ColumnSpec, Query, Row, Rows

FROZEN: Final = 2
"""Number and requirement stay in sight."""


@dataclass
class TraceSource:
    """The requirements of a project as a matrix. `wanted` are those a filter leaves (None: all), `order` theirs."""

    ws: Workspace
    project: int
    chain: Chain
    words: TraceWords
    wanted: Sequence[int] | None = None
    _found: dict[str, Sequence[int]] = field(default_factory=dict[str, Sequence[int]])

    def columns(self) -> tuple[ColumnSpec, ...]:
        tr = self.words.tr
        return (
            ColumnSpec("number", tr("Number"), 84, sortable=False, filterable=False),
            ColumnSpec("title", tr("Requirement"), 220, sortable=False, filterable=False),
            *([ColumnSpec("priority", tr("Priority"), 78, sortable=False, filterable=False)] if self._priority else []),
            *(ColumnSpec(c, column_name(tr, c), 150, sortable=False, filterable=False) for c in self.chain.columns),
            ColumnSpec("look", tr("To look at"), 92, sortable=False, filterable=False),
            ColumnSpec("hints", tr("Hints"), 66, sortable=False, filterable=False),
        )

    def count(self, query: Query) -> int:
        if self.wanted is None and not query.text:
            return trace.count(self.ws, self.project)
        return len(self._ids(query.text))

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        if self.wanted is None and not query.text:
            skip = offset - anchor.offset if anchor else offset
            found, last = trace.window(
                self.ws, self.project, offset=skip, limit=limit, after=anchor.key if anchor else None
            )
            return Rows(self.said(found), last)
        ids = self._ids(query.text)[offset : offset + limit]
        return Rows(self.said(trace.traced(self.ws, self.project, ids)))

    def said(self, found: Traced) -> list[Row]:
        """Traced requirements as rows."""
        return [self._row(found, row) for row in found.rows]

    def _ids(self, text: str) -> Sequence[int]:
        if not text:
            return self.wanted or ()
        if text not in self._found:
            among = None if self.wanted is None else frozenset(self.wanted)
            every = trace.matching(self.ws, self.project, text=text)
            self._found[text] = [record for record in every if among is None or record in among]
        return self._found[text]

    @property
    def _product(self) -> Any:
        return self.words.model.product(self.chain.kinds["requirement"])

    @property
    def _priority(self) -> Any:
        return self._product.own("priority")

    def _row(self, found: Traced, row: TraceRow) -> Row:
        node, tr = found.node(row.id), self.words.tr
        cells: list[Cell | str] = [node.number, "\u2003" * len(node.above) + (node.title or "–")]
        if self._priority:
            cells.append(self._choice(found.contents[row.id].fields, self._priority.id))
        cells += [self._cell(found, column, cell) for column, cell in row.cells.items()]
        count = len(row.suspects)
        cells.append(Cell(tr("{n|1 link|# links}", n=count), "stale", "warn") if count else "")
        hints = found.hints.get(row.id, ())
        tip = "\n".join(hint_text(hinting.guide(), self.words.language, hint) for hint in hints)
        cells.append(Cell(str(len(hints)), "info", "info", tip) if hints else "")
        return Row(row.id, cells)

    def _cell(self, found: Traced, column: str, cell: TraceCell) -> Cell:
        icon, tone = ICONS[cell.state]
        text = self.words.cell(found.graph, column, cell) or state_word(self.words.tr, cell.state)
        quiet = "" if tone == "good" else tone
        return Cell(text, icon, quiet or "text", self.words.tip(found.graph, column, cell))

    def _choice(self, fields: Mapping[str, Any], name: str) -> str:
        value = str(fields.get(name) or "")
        words = self.words
        return words.model.choice_word(words.language, self._product.id, (name,), value) if value else "–"
