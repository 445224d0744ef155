"""Reading a register for its page, off the GUI thread: words, counts, the order of the rows, and those in sight."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from vse_app.services import register_words, registers
from vse_app.services.register_words import Names
from vse_app.services.registers import Condition, Overview
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context
from vse_app.ui.tables import Query, Rows
from vse_app.ui.tables_source import BLOCK
from vse_app.ui.views.register_source import Order, RegisterSource, arranged


class Found(NamedTuple):
    """What was read of a register. `order` None: the rows come as they stand, or stay as they were (`kept`).

    `ready` are blocks of rows by the place of their first one.
    """

    names: Names
    total: int
    order: Order | None = None
    overview: Overview | None = None
    withdrawn: int = 0
    kept: bool = False
    ready: Mapping[int, Rows] = {}

    def source(self, ws: Workspace, project: int) -> RegisterSource:
        """What the table gets its rows from."""
        return RegisterSource(
            ws, project, self.names, total=self.total, order=self.order, writable=ws.writable, ready=self.ready
        )


class Wanted(NamedTuple):
    """What is to be read: the query, what is folded, the rows in sight; `kept` is the order that is to stay."""

    kind: str
    query: Query
    folded: Collection[int] = ()
    near: tuple[int, ...] = (0,)
    kept: Order | None = None
    keep: bool = False


def read_first(ctx: Context, kind: str) -> Found:
    """Enough to show the first rows."""
    ws, project = ctx.ws, ctx.project
    names = register_words.names(ws, project, kind, ctx.language)
    found = Found(names, registers.count(ws, project, names.product.id))
    return found._replace(ready={0: found.source(ws, project).block(Query(), 0, BLOCK, None)})


def read_all(ctx: Context, wanted: Wanted) -> Found:
    """Everything about the rows of a query; a kept order is not worked out anew."""
    ws, project, kind = ctx.ws, ctx.project, wanted.kind
    names = register_words.names(ws, project, kind, ctx.language)
    order = wanted.kept if wanted.keep else arranged(ws, project, names, wanted.query, wanted.folded)
    overview = registers.tally(ws, project, kind)
    withdrawn = len(registers.ordered(ws, project, kind, conditions=[Condition("withdrawn")]))
    found = Found(names, overview.total, order, overview, withdrawn, wanted.keep)
    if order is None:
        return found
    source = found.source(ws, project)
    blocks = {near // BLOCK * BLOCK for near in wanted.near}
    return found._replace(ready={first: source.block(order.query, first, BLOCK, None) for first in blocks})
