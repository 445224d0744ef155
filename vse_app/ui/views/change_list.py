"""The changes of a project: a table, and the button that begins another one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from vse_app.model import wording
from vse_app.model.elements import Product
from vse_app.model.records import Content, Record
from vse_app.services import change_list, records
from vse_app.services.change_list import Changes, Line
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Heading, Muted, ScrollPage, flow
from vse_app.ui.tables import Cell, ColumnSpec, Empty, ListSource, Row, Table
from vse_app.ui.tables_export import to_file

ICONS = {
    "new": ("edit", "muted"), "initiated": ("ready", "accent"), "evaluated": ("doing", "info"),
    "decided": ("skipped", "muted"), "accepted": ("doing", "accent"), "closed": ("done", "good"),
}  # fmt: skip


class ChangesPage(ScrollPage):
    """Every change with where it stands; a double click opens it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, tr = ctx, ctx.tr
        self._found: Changes | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        columns = (
            ColumnSpec("number", tr("Number"), 84),
            ColumnSpec("title", tr("Title"), 260),
            ColumnSpec("stage", tr("Where it stands"), 150),
            ColumnSpec("by", tr("Asked for by"), 130),
            ColumnSpec("on", tr("Asked for on"), 112, "date"),
            ColumnSpec("decision", tr("Decision"), 110),
            ColumnSpec("owes", tr("Still owed"), 96, "number"),
        )
        self._source = ListSource(columns)
        text = tr(
            "Somebody wants something other than what was agreed. Write it down, look at what it touches, and let "
            "those decide who may."
        )
        empty = Empty(tr("No change was asked for yet"), text, tr("New change request"), icon="edit")
        self.table = Table(
            self._source, tr=tr, table_id="changes", name=tr("Changes"), empty=empty, export=to_file(ctx)
        )
        self.table.setMinimumHeight(theme.current().px(380))
        self.table.opened.connect(lambda change: ctx.go(Target("change", record=change)))
        self.table.empty_clicked.connect(self._on_new)
        self.new_button = Button(tr("New change request"), "add", kind="primary", on_click=self._on_new)
        self.open_button = Button(tr("Open"), "open", on_click=self._on_open)
        self.print_button = Button(tr("Print all"), "print", on_click=lambda: ctx.go(Target("reports", kind="changes")))
        self.table.selected.connect(lambda ids: self.open_button.setEnabled(bool(ids)))
        self.open_button.setEnabled(False)
        self.new_button.setEnabled(ctx.ws.writable)
        for widget in (
            Heading(tr("Changes")),
            Muted(text),
            flow(self.new_button, self.open_button, self.print_button),
            self.table,
        ):
            self.column.addWidget(widget)
        self.setFocusProxy(self.new_button)

    def show_changes(self, found: Changes) -> None:
        """Show what was read."""
        self._found = found
        product = found.product
        if product is not None:
            self._source.set_rows([self._row(product, line) for line in found.lines])
        self.new_button.setEnabled(self._ctx.ws.writable and product is not None)
        self.table.refresh()

    def _row(self, product: Product, line: Line) -> Row:
        tr, language = self._ctx.tr, self._ctx.language
        stage = change_list.stage(product, line)
        owing = len(line.accepted.owing) if line.accepted and not line.accepted.closed else 0
        decision = product.own("decision")
        choice = str(line.content.fields.get(decision.id, "")) if decision else ""
        assert self._found is not None
        said = self._found.model.choice_word(language, product.id, (decision.id,), choice) if decision else ""

        def field(name: str) -> str:
            found = product.own(name)
            return str(line.content.fields.get(found.id, "") or "") if found else ""

        return Row(
            line.head.id,
            (
                line.head.number,
                line.head.title or "–",
                Cell(change_list.stage_words(tr)[stage], *ICONS[stage]),
                field("requested-by"),
                wording.date_text(tr, field("requested-on")),
                said if choice else "",
                Cell(str(owing), "stale", "warn", key=owing) if owing else Cell("", key=0),
            ),
        )

    def _on_open(self) -> None:
        chosen = self.table.current_id()
        if chosen is not None:
            self._ctx.go(Target("change", record=chosen))

    def _on_new(self) -> None:
        ctx = self._ctx
        if self._found is None or self._found.product is None or not ctx.ws.writable:
            return
        product, ws, project, today = self._found.product, ctx.ws, ctx.project, ctx.ws.today()
        asked, decision = product.own("requested-on"), product.own("decision")
        fields = {asked.id: today} if asked else {}
        if decision:
            fields[decision.id] = decision.choices[0]

        def made(record: Record) -> None:
            ctx.go(Target("change", record=record.id))

        ctx.do(lambda: records.create(ws, project, product.id, content=Content("", fields)), then=made, owner=self)
