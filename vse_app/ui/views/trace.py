"""Traceability: every requirement over design, components and tests to its latest result, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.model.trace_chain import Chain
from vse_app.model.trace_words import TraceWords, counted, counts_what, loose_text
from vse_app.services import company, trace
from vse_app.services.trace import Numbers
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, EmptyState, FlowLayout, Heading, Muted, ScrollPage, flow
from vse_app.ui.tables import Empty, Layouts, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.tables_frozen import FrozenColumns
from vse_app.ui.view import View
from vse_app.ui.views.chips import Chip
from vse_app.ui.views.trace_detail import TraceDetail
from vse_app.ui.views.trace_source import FROZEN, TraceSource
from vse_app.ui.views.whole_page import WholePage

WIDE: Final = 1320
"""From this width on (at 100 %) the detail stands beside the matrix, not under it."""
AT_ONCE: Final = 5_000
"""Requirements that are counted in a moment."""
QUIET: Final = frozenset({"waiting", "suspect", "justified", "hints"})
"""Numbers that are not shown while they are 0."""


class _Read(NamedTuple):
    chain: Chain | None
    words: TraceWords


class TraceView(View):
    """The matrix of the project. `target.record` is the requirement shown at first, `target.kind` the filter."""

    topics = frozenset({"record", "revision", "event", "links", "person", "project", "trace-justified"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._page: TracePage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> TracePage:
        """What is on show; only asked for when the first reading has come back."""
        assert self._page is not None
        return self._page

    def refresh(self) -> None:
        ctx = self.ctx
        if ctx.project:
            ctx.runner.latest((id(self), "trace"), lambda: _read(ctx), self._show, owner=self)
            if self._page is not None:
                self._page.count()

    def retarget(self, target: Target) -> None:
        self.target = target
        self.refresh()
        if self._page is not None:
            self._page.aim(target)

    def _show(self, read: _Read) -> None:
        if read.chain is None:
            if self._column.count() == 0:
                self._column.addWidget(_nothing_to_trace(self.ctx))
            return
        if self._page is None:
            whole = WholePage(self)
            self._page = TracePage(self.ctx, read.chain, read.words, whole.viewport())
            whole.hold(self._page)
            self._column.addWidget(whole)
            self.setFocusProxy(self._page.table.grid)
            self._page.aim(self.target)
            self._page.count()
        else:
            self._page.show_words(read.words)


def _read(ctx: Context) -> _Read:
    ws = ctx.ws
    people = {p.id: p for p in company.people(ws)}
    model = trace.model_of(ws, ctx.project)
    return _Read(trace.chain(ws, ctx.project), TraceWords(ctx.tr, model, ctx.language, people))


def _nothing_to_trace(ctx: Context) -> QWidget:
    tr = ctx.tr
    return EmptyState(
        "path",
        tr("Nothing to trace here"),
        tr("This project was begun before requirements had a register of their own."),
        button=tr("Go to the work products"),
        on_click=lambda: ctx.go(Target("products")),
    )


class TracePage(QWidget):
    """Numbers that are filters, the matrix, and the requirement that is chosen in it."""

    def __init__(self, ctx: Context, chain: Chain, words: TraceWords, around: QWidget) -> None:
        super().__init__(around)
        self.setProperty("part", "page")
        self._ctx, self._chain, self._words = ctx, chain, words
        self._numbers: Numbers | None = None
        self._only = ""
        self._counting = self._again = False
        tr = ctx.tr
        self.chips: dict[str, Chip] = {}
        self._chip_box = QWidget()
        self._chip_line = FlowLayout(self._chip_box, spacing=6)
        self.counts = Caption("")
        self.priority = Combo()
        self.priority.setAccessibleName(tr("Priority"))
        self.table = Table(
            TraceSource(ctx.ws, ctx.project, chain, words),
            tr=tr,
            table_id="trace",
            name=tr("Traceability matrix"),
            empty=Empty(
                tr("No requirements yet"),
                tr("Write what the product must do, one entry each; here you see what becomes of it."),
                tr("Go to the requirements"),
                "path",
            ),
            layouts=Layouts(
                lambda key: ctx.preferences.get(f"table:{key}"), lambda key, v: ctx.preferences.set(f"table:{key}", v)
            ),
            export=to_file(ctx),
        )
        self.frozen = FrozenColumns(self.table.grid, FROZEN)
        self.detail = TraceDetail(ctx, chain, words)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._fill_priority()
        self._lay_out()
        self.table.selected.connect(self._on_selected)
        self.table.grid.chosen.connect(self._on_cell)
        self.table.empty_clicked.connect(lambda: ctx.go(Target("register", kind=chain.kinds["requirement"])))
        self.table.said.connect(ctx.messages.say)
        self.priority.activated.connect(lambda _index: self._filter())

    @property
    def only(self) -> str:
        """The filter chosen among the numbers, "" for none."""
        return self._only

    def show_words(self, words: TraceWords) -> None:
        """Read the rows anew; filter, selection and scrolled place stay."""
        self._words = words
        self.detail.set_words(words)
        self._filter()

    def aim(self, target: Target) -> None:
        """Show what a target asks for: a filter, a requirement."""
        if target.kind and target.kind != self._only:
            self._only = target.kind
            self._show_chosen()
            self._filter()
        if target.record:
            self.table.select(target.record)
            self.detail.show_record(target.record)
        elif not self.table.selected_ids() and self.table.model.rowCount():
            self.table.grid.selectRow(0)

    def count(self) -> None:
        """Count everything, away from the window; in a long project also away from what else is read for it."""
        ctx = self._ctx
        if trace.count(ctx.ws, ctx.project) <= AT_ONCE:
            ctx.runner.latest(
                (id(self), "numbers"),
                lambda: trace.numbers(ctx.ws, ctx.project),
                self._show_numbers,
                failed=self._on_failed,
                owner=self,
            )
        elif self._counting:
            self._again = True
        else:
            self._counting = True
            ctx.runner.long(
                lambda _progress, _cancelled: trace.numbers(ctx.ws, ctx.project),
                self._on_counted,
                title=ctx.tr("Counting what is traced"),
                writes=False,
                failed=self._on_failed,
                owner=self,
            )

    def _on_counted(self, numbers: Numbers) -> None:
        self._counting = False
        self._show_numbers(numbers)
        if self._again:
            self._again = False
            self.count()

    def choose(self, only: str) -> None:
        """Show only the requirements that a number counts; "" shows all."""
        self._only = "" if only == self._only else only
        self._show_chosen()
        self._filter()

    def _lay_out(self) -> None:
        tr, look = self._ctx.tr, theme.current()
        thread = Button(tr("Pull the thread"), "path", on_click=self._on_thread)
        printing = Button(tr("Print"), "print", on_click=lambda: self._ctx.go(Target("reports", kind="traceability")))
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addWidget(flow(Heading(tr("Traceability")), thread, printing, spacing=12))
        column.addWidget(
            Muted(tr("From each requirement to the result of its test, and back. Enter opens what stands in a cell."))
        )
        column.addWidget(self._chip_box)
        column.addWidget(self.counts)
        self.table.tools.addWidget(self.priority)
        below = ScrollPage(margin=0)
        below.column.addWidget(self.detail)
        below.setMinimumSize(look.px(260), look.px(150))
        self.table.grid.setMinimumHeight(look.px(150))
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(below)
        self._split.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[look.px(20)] * 4)
        outer.setSpacing(look.px(10))
        outer.addWidget(head)
        outer.addWidget(self._split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.current()
        is_wide = event.size().width() >= look.px(WIDE)
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self._split.orientation() != wanted or not event.oldSize().isValid():
            self._split.setOrientation(wanted)
            self._split.setSizes([look.px(980), look.px(340)] if is_wide else [look.px(340), look.px(220)])

    def _fill_priority(self) -> None:
        model, language = self._words.model, self._words.language
        product = model.product(self._chain.kinds["requirement"])
        field = product.own("priority")
        self.priority.addItem(self._ctx.tr("Every priority"), "")
        if field is None:
            self.priority.hide()
            return
        for choice in field.choices:
            self.priority.addItem(model.choice_word(language, product.id, (field.id,), choice), choice)
        self.priority.addItem(self._ctx.tr("No priority"), trace.NOTHING)

    def _show_numbers(self, numbers: Numbers) -> None:
        self._numbers = numbers
        tr, survey = self._ctx.tr, numbers.survey
        for number in counted(tr, survey, hinted=len(numbers.hinted), justified=len(numbers.justified)):
            chip = self.chips.get(number.id)
            if chip is None:
                chip = self.chips[number.id] = Chip("")
                chip.clicked.connect(lambda _on=False, only=number.id: self.choose(only))
                self._chip_line.addWidget(chip)
            chip.set_text(f"{number.total:,} {number.text}")
            chip.setVisible(bool(number.total) or number.id not in QUIET or number.id == self._only)
            chip.updateGeometry()
        self._chip_box.setVisible(bool(survey.order or survey.dropped))
        self._show_chosen()
        loose = loose_text(tr, survey)
        said = counts_what(tr, survey)
        self.counts.setText(f"{said} {tr('Looking back: {what}.', what=loose)}" if loose else said)
        if self._only:
            self._filter()

    def _show_chosen(self) -> None:
        for only, chip in self.chips.items():
            chip.setChecked(only == self._only)

    def _on_failed(self, error: UserError) -> None:
        self._counting = False
        self._ctx.messages.say("bad", error.say(self._ctx.tr))

    def _filter(self) -> None:
        """Put together what the number and the priority leave, away from the window."""
        ctx, only, numbers = self._ctx, self._only, self._numbers
        priority = self.priority.currentData() or ""
        if not priority and (not only or numbers is None):
            self._show_rows(None)
            return
        ctx.runner.latest(
            (id(self), "filter"),
            lambda: _left(ctx, numbers, only, priority),
            self._show_rows,
            failed=self._on_failed,
            owner=self,
        )

    def _show_rows(self, wanted: Sequence[int] | None) -> None:
        ctx = self._ctx
        self.table.set_source(TraceSource(ctx.ws, ctx.project, self._chain, self._words, wanted))
        self.frozen.place()
        if wanted is not None and self.detail.record not in wanted and self.table.model.rowCount():
            self.table.grid.selectRow(0)
        self.detail.refresh()

    def _on_selected(self, ids: list[int]) -> None:
        if len(ids) == 1 and ids[0]:
            self.detail.show_record(ids[0])

    def _on_cell(self, index: QModelIndex) -> None:
        """Open what stands in a cell: the one record there is, or the requirement."""
        column = self.table.model.specs[index.column()].id
        self.detail.open_cell(self.table.model.row(index.row()).id, column)

    def _on_thread(self) -> None:
        self._ctx.go(Target("thread", record=self.table.current_id() or 0))


def _left(ctx: Context, numbers: Numbers | None, only: str, priority: str) -> list[int]:
    """The requirements that a number counts, in the order of the matrix."""
    every = trace.matching(ctx.ws, ctx.project, priority=priority)
    if not only or numbers is None:
        return every
    among = frozenset(trace.chosen(numbers, only))
    return [record for record in every if record in among]
