"""Work products: what the profile asks for, what is there of it, and the register of all records."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vse_app.model.records import Content, Record
from vse_app.model.wording import product_name
from vse_app.services import company, projects, records, whereabouts
from vse_app.services.whereabouts import Shelf
from vse_app.ui import icons, theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Confirm, EmptyState, Heading, LinkButton, Muted, Plain, flow
from vse_app.ui.sources import Names, RecordSource
from vse_app.ui.tables import Empty, Layouts, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.view import View
from vse_app.ui.views import record_attach
from vse_app.ui.views.boxes import put
from vse_app.ui.views.products_list import ProductList
from vse_app.ui.views.whole_page import WholePage

NARROW: Final = 760
"""Below this width (at 100 %) the list of products gives way to a choice above the table."""


class _Data(NamedTuple):
    names: Names
    shelves: dict[str, Shelf]


class ProductsView(View):
    """The register. `target.kind` is the work product to show, "" for all."""

    topics = frozenset({"record", "revision", "event", "person", "project", "links"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._page: ProductsPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if not ctx.project:
            title, text = ctx.tr("There is no project yet"), ctx.tr("Work products belong to a project.")
            button = ctx.tr("New project")
            empty = EmptyState("products", title, text, button=button, on_click=lambda: ctx.go(Target("new-project")))
            self._column.addWidget(empty)

    @property
    def page(self) -> ProductsPage:
        """What is on show; only asked for when the first reading has come back."""
        assert self._page is not None
        return self._page

    def refresh(self) -> None:
        ctx = self.ctx
        if ctx.project:
            key = (id(self), "products")
            ctx.runner.latest(key, lambda: _read(ctx), self._show, owner=self)

    def retarget(self, target: Target) -> None:
        self.target = target
        if self._page is not None:
            self._page.choose(target.kind)
        self.refresh()

    def _show(self, data: _Data) -> None:
        if self._page is None:
            whole = WholePage(self)
            self._page = ProductsPage(self.ctx, data, whole.viewport())
            whole.hold(self._page)
            self._column.addWidget(whole)
            self.setFocusProxy(self._page.list)
            self._page.choose(self.target.kind)
        else:
            self._page.show_data(data)


def _read(ctx: Context) -> _Data:
    ws = ctx.ws
    model = projects.model_of(ws, projects.project(ws, ctx.project))
    people = {p.id: p for p in company.people(ws)}
    names = Names(ctx.tr, ctx.language, model, people, ws.today())
    return _Data(names, whereabouts.shelves(ws, ctx.project))


class ProductsPage(QWidget):
    """The list of products beside the table of what is there."""

    def __init__(self, ctx: Context, data: _Data, around: QWidget) -> None:
        super().__init__(around)
        self.setProperty("part", "page")
        self._ctx, self._names, self._shelves = ctx, data.names, data.shelves
        names = data.names
        self.list = ProductList(names)
        self.list.show_shelves(data.shelves)
        self.table = self._new_table()
        self._panel: Confirm | None = None
        self._empty: QWidget | None = None
        self._title = Heading(names.tr("Work products"))
        self._purpose = Muted("")
        self._new = Button("", "add", kind="primary", on_click=self._on_new)
        self._attach = Button(names.tr("Attach a file"), "attach", on_click=self._on_attach)
        self.choice = Combo()
        self.choice.setAccessibleName(names.tr("Work product"))
        self._withdrawn = QCheckBox(names.tr("Show withdrawn"))
        self._rest = QStackedWidget()
        self._lay_out()
        self.list.chosen.connect(self.choose)
        self.choice.activated.connect(self._on_choice)
        self.list.files_dropped.connect(self._on_dropped)
        self.table.files_dropped.connect(lambda paths: self._on_dropped(self.list.kind, paths))
        self.table.opened.connect(self._on_opened)
        self.table.empty_clicked.connect(self._on_new)
        self.table.said.connect(ctx.messages.say)
        self._withdrawn.toggled.connect(lambda _on: self._show_rows())

    def choose(self, kind: str) -> None:
        """Show the records of a work product, "" for all."""
        self._close_panel()
        self.list.choose(kind)
        self._fill_choice()
        self._show_rows()
        self._show_head()

    def show_data(self, data: _Data) -> None:
        """Show what has been read; the current row and the scrolled place stay."""
        self._names, self._shelves = data.names, data.shelves
        self.list.show_shelves(data.shelves)
        self._fill_choice()
        self._show_rows()
        self._show_head()

    def _new_table(self) -> Table:
        tr, ctx = self._names.tr, self._ctx
        title, text = tr("Nothing is here yet"), tr("Choose a work product on the left, or drop a file here.")
        return Table(
            self._source(),
            tr=tr,
            table_id="products",
            name=tr("Records"),
            empty=Empty(title, text),
            layouts=Layouts(
                lambda key: ctx.preferences.get(f"table:{key}"), lambda key, v: ctx.preferences.set(f"table:{key}", v)
            ),
            export=to_file(ctx),
            accept_files=ctx.ws.writable,
        )

    def _lay_out(self) -> None:
        look = theme.current()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        left, right = QWidget(split), QWidget(split)
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(look.px(16), look.px(20), look.px(20), look.px(20))
        self._right.setSpacing(look.px(10))
        tr, go = self._names.tr, self._ctx.go
        self._paper = LinkButton(tr("Least paper"), "compare", on_click=lambda: go(Target("least-paper")))
        self._head = flow(self.choice, self._new, self._attach, self._withdrawn, self._paper)
        for widget in (self._title, self._purpose, self._head):
            self._right.addWidget(widget)
        self._slot = QVBoxLayout()
        self._right.addLayout(self._slot)
        self._rest.addWidget(self.table)
        self.table.grid.setMinimumHeight(look.px(120))
        self._right.addWidget(self._rest, 1)
        around = QVBoxLayout(left)
        around.setContentsMargins(look.px(16), look.px(20), look.px(4), look.px(20))
        around.addWidget(self.list)
        self._left, self._main = left, right
        split.setChildrenCollapsible(False)
        self.list.setMinimumWidth(look.px(130))
        split.setSizes([look.px(330), look.px(860)])
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def minimumSizeHint(self) -> QSize:
        """The list is no reason to be wide: it can give way."""
        return self._main.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window or large text leaves no room for the list: a choice above the table takes its place."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.current().px(NARROW)
        self._left.setHidden(is_narrow)
        self.choice.setVisible(is_narrow)
        self._show_purpose()

    def _fill_choice(self) -> None:
        """The list once more, as one line."""
        self.choice.blockSignals(True)
        self.choice.clear()
        for kind, text in self.list.lines():
            self.choice.addItem(text, kind)
        self.choice.setCurrentIndex(self.choice.findData(self.list.kind))
        self.choice.blockSignals(False)

    def _on_choice(self, index: int) -> None:
        self.choose(self.choice.itemData(index) or "")

    def _show_rows(self) -> None:
        self.table.set_source(self._source(withdrawn=self._withdrawn.isChecked()))

    def _source(self, *, withdrawn: bool = False) -> RecordSource:
        kind = self.list.kind
        total = -1 if withdrawn else sum(shelf.total for name, shelf in self._shelves.items() if kind in ("", name))
        return RecordSource(self._ctx.ws, self._ctx.project, self._names, kind, withdrawn, total)

    def _show_head(self) -> None:
        names, kind = self._names, self.list.kind
        tr, word = names.tr, names.model.word
        for button in (self._new, self._attach):
            button.setVisible(bool(kind))
        self._paper.setVisible(not kind)
        self._head.show()
        if self._empty is not None:
            self._rest.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if not kind:
            self._title.setText(tr("Work products"))
            self._purpose.setText(
                tr("Everything your project has written, attached or linked, with its state and dates.")
            )
            self._show_purpose()
            return
        name = product_name(names.model, names.language, kind)
        product, shelf = names.model.product_of(kind), self._shelves.get(kind, Shelf())
        asked = names.model.is_asked_for(kind)
        self._title.setText(name)
        earlier = tr("This edition of your model does not ask for it any more. What is there stays and can be read.")
        self._purpose.setText(word(names.language, "products", kind, "purpose") if asked else earlier)
        is_empty = not shelf.total and not self._withdrawn.isChecked() and asked
        self._head.setVisible(not is_empty)
        single = shelf.total and not product.many
        self._new.set_text(tr("Open it") if single else tr("New {product}", product=name))
        self._new.setIcon(icons.icon("open" if single else "add", "accent-text"))
        self._new.setEnabled(bool(single) or self._ctx.ws.writable)
        self._attach.setEnabled(self._ctx.ws.writable)
        for button in (self._new, self._attach):
            button.setVisible(asked)
        self._title.setVisible(not is_empty)
        if is_empty:
            self._empty = self._empty_page(kind, name)
            self._rest.addWidget(self._empty)
            self._rest.setCurrentWidget(self._empty)
        self._show_purpose()

    def _show_purpose(self) -> None:
        """The sentence stands in the empty page as well; with little room the rows come first."""
        self._purpose.setHidden(self._empty is not None or self.width() < theme.current().px(NARROW))

    def _empty_page(self, kind: str, name: str) -> QWidget:
        """What the product is for, a tip, and the two ways to begin."""
        names, tr = self._names, self._names.tr
        word = names.model.word
        page = QWidget()
        column = QVBoxLayout(page)
        look = theme.current()
        column.setSpacing(look.px(12))
        column.addStretch(1)
        empty = EmptyState("products", name, word(names.language, "products", kind, "purpose"))
        column.addWidget(empty)
        advice = Plain(word(names.language, "products", kind, "tip"))
        advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        advice.setMaximumWidth(look.px(480))
        middle = QHBoxLayout()  # an alignment would give the words their own idea of width, and cut what wraps
        middle.addStretch(1)
        middle.addWidget(advice, 1000)
        middle.addStretch(1)
        column.addLayout(middle)
        write = Button(tr("Write it"), "edit", kind="primary", on_click=self._on_new)
        attach = Button(tr("Attach a file"), "attach", on_click=self._on_attach)
        for button in (write, attach):
            button.setEnabled(self._ctx.ws.writable)
        buttons = flow(write, attach)
        buttons.setSizePolicy(buttons.sizePolicy().Policy.Maximum, buttons.sizePolicy().Policy.Preferred)
        column.addWidget(buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        if not self._ctx.ws.writable:
            note = Muted(tr("This company file is open for reading only, so nothing can be added."))
            column.addWidget(note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        around = WholePage(self)
        page.setProperty("part", "page")
        around.hold(page)
        return around

    def _on_opened(self, record: int) -> None:
        self._ctx.go(Target("record", record=record))

    def _on_new(self) -> None:
        """Begin a record of the chosen product, or open the only one."""
        kind, ctx = self.list.kind, self._ctx
        shelf = self._shelves.get(kind, Shelf())
        if not kind:
            return
        product = self._names.model.product_of(kind)
        if shelf.total and not product.many:
            self._on_opened(shelf.first)
            return
        name = product_name(self._names.model, self._names.language, kind)
        content = Content("" if product.many else name, {})
        ctx.do(lambda: records.create(ctx.ws, ctx.project, kind, content=content), then=self._on_written)

    def _on_written(self, record: Record) -> None:
        self._on_opened(record.id)

    def _on_attach(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, self._names.tr("Attach files"))
        if paths:
            self._on_dropped(self.list.kind, [Path(p) for p in paths])

    def _on_dropped(self, kind: str, paths: list[Path]) -> None:
        if not self._ctx.ws.writable or not paths:
            return
        if kind:
            self._take(kind, paths)
        else:
            self._ask_product(paths)

    def _ask_product(self, paths: list[Path]) -> None:
        """A question above the table: which work product are these files?"""
        names, tr = self._names, self._names.tr
        choice = QComboBox()
        choice.setAccessibleName(tr("Work product"))
        for product in sorted(names.model.products, key=lambda p: product_name(names.model, names.language, p.id)):
            choice.addItem(product_name(names.model, names.language, product.id), product.id)
        text = "\n".join(path.name for path in paths[:6]) + ("\n…" if len(paths) > 6 else "")
        title = (
            tr("Which work product is this file?")
            if len(paths) == 1
            else tr("Which work product are these {n} files?", n=len(paths))
        )
        self._close_panel()
        self._panel = Confirm(title, text, confirm=tr("Attach"), cancel=tr("Cancel"), body=choice)
        self._panel.confirmed.connect(lambda: self._take(choice.currentData(), paths))
        self._panel.cancelled.connect(self._close_panel)
        put(self._slot, self._panel)
        self._panel.take_focus()

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._slot.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    def _take(self, kind: str, paths: list[Path]) -> None:
        self._close_panel()
        shelf, ctx, tr = self._shelves.get(kind, Shelf()), self._ctx, self._names.tr
        name = product_name(self._names.model, self._names.language, kind)
        if self._names.model.product_of(kind).many or (not shelf.total and len(paths) == 1):
            record_attach.to_product(ctx, kind, paths, lambda record: self._say_taken(name, record))
        elif shelf.total:
            record_attach.to_record(ctx, shelf.first, paths, lambda record: self._say_taken(name, record))
        else:
            # The first file makes the one record there may be; the others join it.
            first, others = paths[:1], paths[1:]
            record_attach.to_product(
                ctx,
                kind,
                first,
                lambda record: record_attach.to_record(ctx, record.id, others, lambda r: self._say_taken(name, r)),
            )
        if not self.list.kind:
            ctx.messages.say("info", tr("Taking it in as {product}.", product=name))

    def _say_taken(self, name: str, record: Record) -> None:
        tr = self._names.tr
        self._ctx.messages.say(
            "good",
            tr("Attached as {product}: {number}", product=name, number=record.number),
            tr("Open it"),
            lambda: self._on_opened(record.id),
        )
