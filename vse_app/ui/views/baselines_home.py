"""All baselines: how versions are kept, what is newer than its baseline, and the table of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from vse_app.i18n import Translator
from vse_app.model.wording import date_text, who
from vse_app.services.baseline_page import Line, Overview, Strategy
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Heading, LinkButton, Muted, Plain, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.tables import Cell, ColumnSpec, Empty, ListSource, Row, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.settings_fields import IconLine

MOST = 6
"""Newer records named; the compare has them all."""


class HomePage(ScrollPage):
    """The strategy, what has moved on, and the baselines as a table."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, tr = ctx, ctx.tr
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strategy, self._newer = Card(spacing=6), Card(spacing=6)
        self._source = ListSource(_columns(tr))
        text = tr("A baseline names the versions that belong together on a day. Nothing is copied, and nothing can "
                  "change what it holds.")  # fmt: skip
        empty = Empty(tr("No baseline was taken yet"), text, tr("Take a baseline"), icon="baseline")
        self.table = Table(
            self._source, tr=tr, table_id="baselines", name=tr("Baselines"), empty=empty, export=to_file(ctx)
        )
        self.table.setMinimumHeight(theme.current().px(280))
        self.table.opened.connect(lambda record: ctx.go(Target("baselines", record=record)))
        self.table.empty_clicked.connect(self._on_new)
        self.table.selected.connect(self._on_selected)
        self.new_button = Button(tr("Take a baseline"), "baseline", kind="primary", on_click=self._on_new)
        self.open_button = Button(tr("Open"), "open", on_click=self._on_open)
        self.compare_button = Button(tr("Compare"), "compare", on_click=self._on_compare)
        self.deliver_button = Button(tr("Deliver"), "deliver", on_click=self._on_deliver)
        self.backup_button = Button(tr("Safety copies"), "backup", on_click=lambda: ctx.go(Target("backups")))
        self.new_button.setEnabled(ctx.ws.writable)
        tools = flow(self.new_button, self.open_button, self.compare_button, self.deliver_button, self.backup_button)
        for widget in (
            Heading(tr("Configuration")),
            Muted(text),
            self._strategy,
            self._newer,
            SectionTitle(tr("Baselines")),
            tools,
            self.table,
        ):
            self.column.addWidget(widget)
        self.setFocusProxy(self.new_button)
        self._on_selected([])

    def show_data(self, found: Overview) -> None:
        """Show what was read."""
        self._show_strategy(found.strategy)
        self._show_newer(found)
        self._source.set_rows([self._row(found, line) for line in found.lines])
        self.table.refresh()
        self.compare_button.setEnabled(any(line.holds >= 0 for line in found.lines))

    def _show_strategy(self, found: Strategy) -> None:
        tr, ctx, column = self._ctx.tr, self._ctx, self._strategy.column
        clear(column)
        column.addWidget(Title(tr("How versions are kept")))
        for label, text in found.said:
            column.addWidget(pile(Muted(label), Plain(text), spacing=0))
        if not found.product:
            column.addWidget(Muted(tr("The plan of this model has no part for it. Write it where your team looks.")))
            return
        if found.missing:
            said = tr("The plan does not say yet: {fields}", fields=", ".join(found.missing))
            column.addWidget(IconLine("warning", "warn", said))
        plan = found.plan
        if plan is None:
            column.addWidget(Muted(tr("There is no plan yet; the strategy is a part of it.")))
            go = LinkButton(tr("Go to the work products"), "right", on_click=lambda: ctx.go(Target("products")))
        else:
            words = tr("Fill it in the plan") if found.missing else tr("Change it in the plan")
            go = LinkButton(words, "right", on_click=lambda: ctx.go(Target("record", record=plan.id)))
        column.addWidget(flow(go))

    def _show_newer(self, found: Overview) -> None:
        tr, ctx, column = self._ctx.tr, self._ctx, self._newer.column
        clear(column)
        self._newer.setVisible(bool(found.lines))
        column.addWidget(Title(tr("Newer than their baseline")))
        if not found.newer:
            column.addWidget(IconLine("done", "good", tr("Everything is as its newest baseline has it.")))
            return
        column.addWidget(Muted(tr("These went on since. That is work in progress, until the next baseline is taken.")))
        links: list[QWidget] = []
        for item in found.newer[:MOST]:
            target = Target("record", record=item.after.record, text="versions")
            title = found.titles.get(item.after.record, "")
            said = f"{item.after.number} {title}".strip()
            links.append(LinkButton(said, "stale", on_click=lambda target=target: ctx.go(target)))
        column.addWidget(flow(*links, spacing=12))
        rest = len(found.newer) - MOST
        if rest > 0:
            column.addWidget(Muted(tr("and {count} more", count=rest)))
        column.addWidget(flow(LinkButton(tr("Compare with now"), "compare", on_click=self._on_compare_now)))

    def _row(self, found: Overview, line: Line) -> Row:
        tr, head = self._ctx.tr, line.head
        wanting = Cell(str(line.wanting), "warning", "warn", key=line.wanting) if line.wanting else Cell("", key=0)
        newer = Cell(str(line.newer), "stale", "warn", key=line.newer) if line.newer else Cell("", key=0)
        unreadable = Cell(tr("no list"), "error", "bad", tr("Written by hand: it names no versions."), key=-1)
        return Row(
            head.id,
            (
                head.number,
                head.title or "–",
                line.version,
                date_text(tr, head.happened),
                who(found.people, [head.author]),
                Cell(str(line.holds), key=line.holds) if line.holds >= 0 else unreadable,
                wanting,
                newer,
            ),
        )

    def _on_selected(self, ids: list[int]) -> None:
        self.open_button.setEnabled(bool(ids))

    def _on_new(self) -> None:
        if self._ctx.ws.writable:
            self._ctx.go(Target("baselines", text="new"))

    def _on_open(self) -> None:
        chosen = self.table.current_id()
        if chosen is not None:
            self._ctx.go(Target("baselines", record=chosen))

    def _on_compare(self) -> None:
        """Two chosen rows with each other, one with now."""
        ids = sorted(self.table.selected_ids(2))
        first = ids[0] if ids else 0
        other = ids[1] if len(ids) > 1 else 0
        self._ctx.go(Target("baselines", record=first, text="compare", kind=str(other)))

    def _on_compare_now(self) -> None:
        self._ctx.go(Target("baselines", text="compare", kind="0"))

    def _on_deliver(self) -> None:
        self._ctx.go(Target("deliver", record=self.table.current_id() or 0))


def _columns(tr: Translator) -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec("number", tr("Number"), 84),
        ColumnSpec("name", tr("Name"), 220),
        ColumnSpec("version", tr("Version label"), 144),
        ColumnSpec("on", tr("Taken on"), 108, "date"),
        ColumnSpec("by", tr("By"), 120),
        ColumnSpec("holds", tr("Records"), 80, "number"),
        ColumnSpec("wanting", tr("Not approved"), 106, "number"),
        ColumnSpec("newer", tr("Newer now"), 94, "number"),
    )
