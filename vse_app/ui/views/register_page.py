"""A register on show: its table, what narrows it, what is written into it, and what is done with chosen rows."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.model.records import Record
from vse_app.services import register_edits
from vse_app.services.register_words import Names
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Heading, Muted
from vse_app.ui.tables import Empty, Layouts, Query
from vse_app.ui.views.boxes import Sides
from vse_app.ui.views.register_deeds import Deeds
from vse_app.ui.views.register_filters import Saved, ready_made
from vse_app.ui.views.register_grid import RegisterTable
from vse_app.ui.views.register_links import LinkPicker, LinkPopup
from vse_app.ui.views.register_panels import LinePanel, Slot
from vse_app.ui.views.register_read import Found, Wanted, read_all
from vse_app.ui.views.register_source import Order
from vse_app.ui.views.register_tools import ChosenBar, Counts, FilterChips, QuickLine

NARROW: Final = 700
"""Below this width (at 100 %) the sentence about the register gives way."""
LOW: Final = 620
"""Below this height too."""


class RegisterPage(QWidget):
    """The page of one register. What came from a spreadsheet (text, or files) is told, for the import to take."""

    came = Signal(object)
    """A pasted text, a list of paths, or None: choose a file."""

    def __init__(self, ctx: Context, found: Found, query: Query) -> None:
        super().__init__()
        self.setProperty("part", "page")
        self._ctx, self._names = ctx, found.names
        self.kind = found.names.product.id
        self._asked = query
        self._counts = Counts(total=found.total)
        self._folded: set[int] = set()
        self._keep = self._is_reading = False
        self._newest = 0
        self._held: Found | None = None
        register = found.names.product.register or self.kind
        self._saved = Saved(ctx, register)
        tr = ctx.tr
        self._slot = Slot(self._focus_table)
        self.deeds = Deeds(ctx, found.names, lambda: self.table, self._slot, self)
        self.table = self._new_table(found, register)
        self.chips = FilterChips(ctx, found.names, self._saved)
        self.quick = QuickLine(found.names)
        self.bar = ChosenBar(
            ctx, on_open=self._open_chosen, on_change=self.deeds.ask_change, on_withdraw=self.deeds.ask_withdraw,
            on_restore=self.deeds.restore,
        )  # fmt: skip
        self.import_button = Button(tr("Import"), "import", on_click=lambda: self.came.emit(None))
        self.print_button = Button(tr("Print"), "print", on_click=self._on_print)
        self._purpose = Muted(found.names.model.word(ctx.language, "products", self.kind, "purpose"))
        self._fold = Button(tr("Fold all"), "fold", kind="icon", on_click=self._on_fold_all)
        self._lay_out()
        self._connect()
        self._show_around()
        self.read()

    @property
    def names(self) -> Names:
        """The words of the register."""
        return self._names

    @property
    def query(self) -> Query:
        """What is asked for."""
        return self._asked

    def read(self, *, keep: bool = False) -> None:
        """Read again. After an edit in this page the rows stay where they are."""
        ctx, table = self._ctx, self.table
        is_same = self._asked == table.query
        near = (table.grid.rowAt(0), table.grid.rowAt(table.grid.viewport().height() - 1)) if is_same else ()
        wanted = Wanted(
            self.kind, self._asked, frozenset(self._folded), tuple(row for row in near if row >= 0) or (0,),
            table.edit_model.register.order if keep else None, keep,
        )  # fmt: skip
        ctx.runner.latest((id(self), "rows"), lambda: read_all(ctx, wanted), self._on_read, owner=self)
        self._is_reading = not keep

    def refresh(self) -> None:
        """Something was changed, here or elsewhere."""
        keep, self._keep = self._keep and not self._is_reading, False
        self.read(keep=keep)

    def show_query(self, query: Query) -> None:
        """Ask for other rows; the filters follow."""
        query = replace(query, sort=self._asked.sort, descending=self._asked.descending)
        filters = self.table.column_filters
        self.table.filter_line.blockSignals(True)
        self.table.filter_line.setText(query.text)
        self.table.filter_line.blockSignals(False)
        filters.show_filters(query.filters)  # type: ignore[attr-defined]
        self._on_asked(query)

    def preset(self, text: str) -> None:
        """What a target asks for: "add", "import", a ready filter ("open", "late", "mine"), or words to seek."""
        ready = ready_made(self._names)
        if text == "add":
            self.quick.setFocus()
        elif text == "import":
            self.came.emit(None)
        elif text:
            self.show_query(ready.get(text, Query(text="" if text in ("open", "late", "mine") else text)))

    def shown_columns(self) -> list[str]:
        """Ids of the columns on show, from left to right."""
        return [self._names.columns[place].id for place in self.table.grid.shown_columns()]

    def paste(self) -> None:
        """What the clipboard holds: one value goes into the cell, a table goes the way of an import."""
        text, grid = QGuiApplication.clipboard().text(), self.table.edit_grid
        if not text.strip() or not self._ctx.ws.writable:
            return
        index = grid.currentIndex()
        if "\t" in text or "\n" in text.strip() or not index.isValid():
            self.came.emit(text)
            return
        grid.begin(index)
        editor = grid.viewport().focusWidget()
        if grid.is_editing and isinstance(editor, (QLineEdit, QPlainTextEdit)):
            editor.paste()

    def leave(self) -> None:
        """Hand over the cell that is being written in."""
        grid = self.table.edit_grid
        if grid.is_editing:
            grid.setFocus()

    def _focus_table(self) -> None:
        self.table.grid.setFocus()

    def _new_table(self, found: Found, register: str) -> RegisterTable:
        ctx, tr, names = self._ctx, self._ctx.tr, found.names
        word = names.model.word
        tip = word(ctx.language, "products", self.kind, "tip")
        table = RegisterTable(
            found.source(ctx.ws, ctx.project),
            tr=tr,
            table_id=f"register:{register}",
            name=names.title,
            empty=Empty(
                tr("{register}: nothing here yet", register=names.title), tip,
                tr("Write the first one") if ctx.ws.writable else "", "registers",
            ),
            layouts=Layouts(
                lambda key: _unsorted(ctx.preferences.get(f"table:{key}")),
                lambda key, value: ctx.preferences.set(f"table:{key}", value),
            ),
            export=self.deeds.export,
            accept_files=ctx.ws.writable,
        )  # fmt: skip
        table.grid.setMinimumHeight(theme.current().px(110))
        return table

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(12))
        column.setSpacing(look.px(8))
        head = Sides(Heading(self._names.title), self.import_button, self.print_button, least=420)
        self.table.tools.insertWidget(0, self._fold)
        self._fold.hide()
        for widget in (head, self._purpose, self.chips):
            column.addWidget(widget)
        column.addLayout(self._slot)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        column.addWidget(self.quick)
        self.quick.setVisible(self._ctx.ws.writable and self._names.product.many)
        self.import_button.setVisible(self._ctx.ws.writable and self._names.product.many)
        self.setFocusProxy(self.table.grid)

    def _connect(self) -> None:
        table, grid = self.table, self.table.edit_grid
        table.asked.connect(self._on_asked)
        table.opened.connect(self._open)
        table.empty_clicked.connect(self.quick.setFocus)
        table.said.connect(self._ctx.messages.say)
        table.files_dropped.connect(self.came.emit)
        table.selected.connect(lambda _ids: self._show_chosen())
        table.edit_model.edited.connect(self._on_edited)
        grid.picking.connect(self._on_picking)
        grid.pasted.connect(self.paste)
        grid.withdrawing.connect(self.deeds.ask_withdraw)
        grid.folding.connect(self._on_fold)
        grid.ended.connect(self._show_held)
        self.chips.chosen.connect(self.show_query)
        self.chips.naming.connect(self._ask_name)
        self.quick.written.connect(self._on_written)
        self.quick.pasted.connect(self.came.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.current()
        self._purpose.setHidden(self.width() < look.px(NARROW) or self.height() < look.px(LOW))

    def _on_asked(self, query: Query) -> None:
        self._asked = query
        self._slot.close_panel(quietly=True)
        self.read()

    def _on_read(self, found: Found) -> None:
        if not found.kept:
            self._is_reading = False
        if self.table.edit_grid.is_editing and not found.kept:
            self._held = found
            return
        self._show(found)

    def _show_held(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._show(held)

    def _show(self, found: Found) -> None:
        ctx, table = self._ctx, self.table
        self._names = found.names
        if found.overview is not None:
            one = found.overview
            self._counts = Counts(total=one.total, going=one.open, late=one.late, withdrawn=found.withdrawn)
        if found.order is not None and self._newest:
            found = found._replace(order=_with(found.order, self._newest), ready={})
        source = found.source(ctx.ws, ctx.project)
        if found.kept and not self._newest:
            table.edit_model.source = source
            table.edit_model.reread()
        else:
            table.show_rows(source, found.order.query if found.order is not None else table.query)
        if self._newest:
            table.go_to(self._newest, near=max(table.model.rowCount() - 1, 0))
            self._newest = 0
        self._fold.setVisible(source.is_tree)
        self._show_around()

    def _show_around(self) -> None:
        self.chips.show_query(self._asked, self._counts)
        self._show_chosen()
        tr = self._ctx.tr
        self._fold.set_text(tr("Unfold all") if self._folded else tr("Fold all"))

    def _show_chosen(self) -> None:
        withdrawn = "withdrawn" in self._asked.filters
        self.bar.show_chosen(self.table.chosen_count(), withdrawn=withdrawn)

    def _open(self, record: int) -> None:
        self._ctx.go(Target("record", record=record))

    def _open_chosen(self) -> None:
        ids = self.table.selected_ids(1)
        if ids:
            self._open(ids[0])

    def _on_edited(self, record: int, column: str, value: object) -> None:
        ctx = self._ctx
        moves = column == self._tree_column()
        ctx.do(
            lambda: register_edits.set_cell(ctx.ws, record, column, value),
            then=lambda _done: self._on_saved(keep=not moves),
            failed=self._on_refused,
            owner=self,
            typed=True,
        )

    def _tree_column(self) -> str:
        tree = self._names.product.tree
        return (
            next((c.id for c in self._names.columns if c.field is not None and c.field.id == tree), "") if tree else ""
        )

    def _on_saved(self, *, keep: bool) -> None:
        self._keep = keep

    def _on_refused(self, error: UserError) -> None:
        self._ctx.messages.say("bad", error.say(self._ctx.tr))
        self.table.edit_model.reread()

    def _on_picking(self, index: QModelIndex) -> None:
        names, model, grid = self._names, self.table.edit_model, self.table.edit_grid
        column = names.columns[index.column()]
        assert column.field is not None
        record = model.row(index.row()).id
        single = column.field.id == names.product.tree
        picker = LinkPicker(self._ctx, column.field, model.value(index) or (), single=single, without=record)
        popup = LinkPopup(picker, names.labels[column.id], self)
        popup.picked.connect(lambda ids: self._on_edited(record, column.id, ids))
        popup.open_at(grid.viewport().mapToGlobal(grid.visualRect(index).bottomLeft()))

    def _on_written(self, text: str, below: bool) -> None:
        ctx, kind = self._ctx, self.kind
        above = self.table.current_id() if below and self._names.product.tree else 0
        self.quick.clear()
        ctx.do(
            lambda: register_edits.quick_add(ctx.ws, ctx.project, kind, text, above=above or 0),
            then=self._on_added,
            failed=lambda error: self._give_back(text, error),
            owner=self,
        )

    def _on_added(self, record: Record) -> None:
        self._newest = record.id
        self._keep = False

    def _give_back(self, text: str, error: UserError) -> None:
        if not self.quick.text():
            self.quick.setText(text)
        self._ctx.messages.say("bad", error.say(self._ctx.tr))

    def _on_print(self) -> None:
        self.deeds.show_print(self._asked, self.shown_columns())

    def _ask_name(self) -> None:
        tr, text = self._ctx.tr, self._ctx.tr("It stands beside the others from now on, on this computer.")
        panel = LinePanel(self._ctx, tr("Keep this filter"), text, tr("Name"), tr("Keep it"))
        panel.answered.connect(self._keep_filter)
        self._slot.ask(panel)

    def _keep_filter(self, name: str) -> None:
        self._saved.keep(name, self._asked)
        self._slot.close_panel()
        self._show_around()

    def _on_fold(self, row: int) -> None:
        source = self.table.edit_model.register
        state, order = source.fold_state(row), source.order
        if state and order is not None:
            self._folded ^= {order.ids[row]}
            self.read()

    def _on_fold_all(self) -> None:
        order = self.table.edit_model.register.order
        self._folded = set() if self._folded or order is None else set(order.parents)
        self.read()


def _with(order: Order, record: int) -> Order:
    """An order in which a new entry is seen, also where the filter would leave it out."""
    if record in order.ids:
        return order
    return replace(order, ids=order.ids + array("q", (record,)), depths=order.depths and order.depths + bytes(1))


def _unsorted(state: dict[str, Any] | None) -> dict[str, Any] | None:
    """The remembered layout; the order of the rows is the register's own when it is opened."""
    return {key: value for key, value in state.items() if key != "sort"} if state else state
