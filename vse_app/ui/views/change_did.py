"""What an accepted change did: the baseline before it side by side with the one after it, or with what is now."""

from __future__ import annotations

from vse_app.model.wording import date_text
from vse_app.services.change_page import ChangePage, Did
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Muted, Plain, Title, flow
from vse_app.ui.tables import ListSource, Table
from vse_app.ui.views.baseline_rows import Speech, difference_columns, difference_rows, outside_text
from vse_app.ui.views.boxes import clear, pile


class DidCard(Card):
    """5: the compare of two baselines, with what the change named marked."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=10, margin=20)
        self._ctx, tr = ctx, ctx.tr
        self._shown: object = None
        self._head = pile(spacing=4)
        self._source = ListSource(difference_columns(tr))
        self.table = Table(self._source, tr=tr, table_id="change-did", name=tr("What changed"))
        self.table.setMinimumHeight(theme.current().px(260))
        self.table.opened.connect(lambda record: ctx.go(Target("record", record=int(record), text="versions")))
        self.column.addWidget(Title(tr("5  What it did")))
        self.column.addWidget(self._head)
        self.column.addWidget(self.table)

    def show_page(self, found: ChangePage) -> None:
        """Show the difference."""
        did, tr = found.did, self._ctx.tr
        if (did, found.accepted) == self._shown:
            return
        self._shown = (did, found.accepted)
        column = self._head.layout()
        assert column is not None
        clear(column)
        self.table.setVisible(did is not None)
        ctx = self._ctx
        if did is None:
            column.addWidget(Muted(tr("There is no baseline from before it was accepted, so nothing can be compared.")))
            take = Target("baselines", text="new")
            column.addWidget(flow(Button(tr("Take a baseline"), "baseline", on_click=lambda: ctx.go(take))))
            return
        column.addWidget(Plain(self._sentence(did)))
        if did.difference.outside:
            column.addWidget(Muted(outside_text(tr, did.difference)))
        named = {item.record.id for item in found.accepted.affected} if found.accepted else set[int]()
        rows = difference_rows(Speech(tr, ctx.language, found.found.model), did.difference, did.titles, named)
        self._source.set_rows(rows)
        self.table.refresh()
        after = did.after.id if did.after else 0
        target = Target("baselines", record=did.before.id, text="compare", kind=str(after))
        buttons = [Button(tr("See it field by field"), "compare", on_click=lambda: ctx.go(target))]
        if did.after is None:
            take = Target("baselines", text="new")
            buttons.append(Button(tr("Take a baseline now"), "baseline", on_click=lambda: ctx.go(take)))
        column.addWidget(flow(*buttons))

    def _sentence(self, did: Did) -> str:
        tr, found = self._ctx.tr, did.difference
        before = f"{did.before.number} {did.before.title} ({date_text(tr, did.before.happened)})"
        after = tr("now")
        if did.after is not None:
            after = f"{did.after.number} {did.after.title} ({date_text(tr, did.after.happened)})"
        return tr(
            "From {before} to {after}: {changed} changed, {added} added, {removed} removed, {same} the same.",
            before=before, after=after, changed=len(found.changed), added=len(found.added),
            removed=len(found.removed), same=found.same,
        )  # fmt: skip
