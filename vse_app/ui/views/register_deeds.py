"""What is done with the rows of a register: the same value for the chosen ones, taking them out, export, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject

from vse_app.services import register_edits
from vse_app.services.register_words import Names
from vse_app.ui.context import Context, Target
from vse_app.ui.tables import Query
from vse_app.ui.views.register_grid import RegisterTable
from vse_app.ui.views.register_panels import BulkPanel, LinePanel, Slot

MANY: Final = 200
"""Rows from which a change of chosen rows is shown as long work, which can be stopped."""


class Deeds(QObject):
    """Asks above the table (`slot`) and does; `table` is the one whose rows are meant."""

    def __init__(
        self, ctx: Context, names: Names, table: Callable[[], RegisterTable], slot: Slot, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._ctx, self._names, self._table, self._slot = ctx, names, table, slot

    @property
    def _kind(self) -> str:
        return self._names.product.id

    def ask_change(self) -> None:
        """Ask which value the chosen rows are to have."""
        ids = self._table().chosen_ids()
        if not ids or not self._ctx.ws.writable:
            return
        index = self._table().grid.currentIndex()
        column = self._names.columns[index.column()].id if index.isValid() else ""
        panel = BulkPanel(self._ctx, self._names, len(ids), column)
        panel.wanted.connect(lambda name, value: self.change(ids, name, value))
        self._slot.ask(panel)

    def ask_withdraw(self) -> None:
        """Ask why the chosen rows are to be taken out."""
        ids, tr = self._table().chosen_ids(), self._ctx.tr
        if not ids or not self._ctx.ws.writable:
            return
        panel = LinePanel(
            self._ctx,
            tr("Take out {count|1 row|# rows}", count=len(ids)),
            tr("What is taken out stays in the history, with the reason, and can be brought back."),
            tr("Reason"),
            tr("Take out"),
        )
        panel.answered.connect(lambda reason: self.withdraw(ids, reason))
        self._slot.ask(panel)

    def change(self, ids: list[int], column: str, value: Any) -> None:
        """Give entries the same value in a column, in one change."""
        ctx, tr = self._ctx, self._ctx.tr
        self._slot.close_panel()
        said = tr("{count|1 row was changed.|# rows were changed.}", count=len(ids))
        if len(ids) < MANY:
            ctx.do(
                lambda: register_edits.set_cells(ctx.ws, ids, {column: value}),
                then=lambda _done: ctx.messages.say("good", said),
                owner=self,
            )
            return
        ctx.runner.long(
            lambda progress, cancelled: register_edits.set_cells(
                ctx.ws, ids, {column: value}, progress=lambda d, t: progress(d, t, ""), cancelled=cancelled
            ),
            lambda done: ctx.do(lambda: done, then=lambda _done: ctx.messages.say("good", said)),
            title=tr("Changing {rows} rows", rows=f"{len(ids):,}"),
        )

    def withdraw(self, ids: list[int], reason: str) -> None:
        """Take entries out, in one change that can be undone from the message."""
        ctx, tr = self._ctx, self._ctx.tr
        self._slot.close_panel()
        said = tr("{count|1 row was taken out.|# rows were taken out.}", count=len(ids))
        ctx.do(lambda: register_edits.withdraw(ctx.ws, ids, reason), deleted=said)

    def restore(self) -> None:
        """Bring the chosen entries back."""
        ids, ctx = self._table().chosen_ids(), self._ctx
        if ids:
            ctx.do(lambda: register_edits.withdraw(ctx.ws, ids, ""))

    def export(self, path: Path, _columns: object, _rows: object) -> None:
        """Write the rows on show with all columns and their ids, so that they can be read back."""
        from vse_app.services import exporting

        ctx, kind, order = self._ctx, self._kind, self._table().edit_model.register.order
        ids = list(order.ids) if order is not None and order.query.is_filtered else ()
        ctx.runner.long(
            lambda progress, cancelled: exporting.write(
                ctx.ws, ctx.project, kind, path, language=ctx.language, ids=ids,
                progress=lambda d, t: progress(d, t, ""), cancelled=cancelled,
            ),
            lambda _count: ctx.messages.say("good", ctx.tr("The table was written to {name}.", name=path.name)),
            title=ctx.tr("Writing {name}", name=path.name),
            writes=False,
        )  # fmt: skip

    def show_print(self, query: Query, shown: list[str]) -> None:
        """Go to the pages of what is seen."""
        from vse_app.ui.views.register_print import seen_text

        self._ctx.go(Target("register-print", kind=self._kind, text=seen_text(query, shown)))
