"""The requirement that is chosen in the matrix: what stands in each column, holes to justify, links to look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.trace import HOLES, Cell, Edge, Row
from vse_app.model.trace_chain import Chain
from vse_app.model.trace_words import ICONS, TraceWords, column_name, state_word
from vse_app.services import linking, trace
from vse_app.services.trace import Changed, Suspicion, Traced
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Line
from vse_app.ui.parts import (
    Button,
    Caption,
    Confirm,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    SectionTitle,
    Title,
    flow,
    row,
)
from vse_app.ui.views.boxes import Columns, clear, put
from vse_app.ui.views.hint_line import HintLine
from vse_app.ui.views.record_difference import DifferenceArea
from vse_app.ui.views.record_words import field_label

MOST = 12
"""Records of a cell that are listed."""


class _Read(NamedTuple):
    found: Traced
    suspicions: tuple[Suspicion, ...]


class TraceDetail(QWidget):
    """One requirement; filled when it has been read."""

    def __init__(self, ctx: Context, chain: Chain, words: TraceWords) -> None:
        super().__init__()
        self._ctx, self._chain, self._words = ctx, chain, words
        self._record = 0
        self._opening = ""
        self._ask: Confirm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[theme.current().px(4)] * 4)
        self._column.setSpacing(theme.current().px(10))
        self._slot = QVBoxLayout()
        self._column.addWidget(Muted(ctx.tr("Choose a requirement to see where it leads.")))
        self._column.addStretch(1)

    @property
    def record(self) -> int:
        """The requirement on show, 0 for none."""
        return self._record

    def set_words(self, words: TraceWords) -> None:
        """Words may have changed: people, the model."""
        self._words = words

    def show_record(self, record: int) -> None:
        """Show a requirement."""
        if record != self._record:
            self._ask = None
        self._record = record
        self.refresh()

    def open_cell(self, record: int, column: str) -> None:
        """Open what stands in a cell; with several records, or none, the requirement's own page or this detail."""
        self._opening = column
        self._record = record
        self.refresh()

    def refresh(self) -> None:
        """Read the requirement anew."""
        ctx, record = self._ctx, self._record
        if record:
            ctx.runner.latest((id(self), "detail"), lambda: _read(ctx, record), self._show, owner=self)

    def _show(self, read: _Read) -> None:
        if not read.found.rows or read.found.rows[0].id != self._record:
            return
        shown = read.found.rows[0]
        if self._opening:
            column, self._opening = self._opening, ""
            if self._open(read.found, shown, column):
                return
        if self._ask is not None:
            return  # somebody is writing a reason
        clear(self._column)
        self._slot = QVBoxLayout()
        for part in self._parts(read, shown):
            self._column.addWidget(part)
        self._column.addStretch(1)

    def _open(self, found: Traced, shown: Row, column: str) -> bool:
        """Go to the record of a cell; False when there is not exactly one."""
        cell = shown.cells.get(column)
        ids = {item.id for item in cell.items} if cell else {shown.id}
        if column in ("look", "hints") or len(ids) != 1:
            return False
        self._ctx.go(Target("record", record=ids.pop()))
        return True

    def _parts(self, read: _Read, shown: Row) -> list[QWidget]:
        tr, node = self._ctx.tr, read.found.node(shown.id)
        head = flow(
            Title(node.number),
            LinkButton(tr("Open"), "open", on_click=lambda: self._ctx.go(Target("record", record=node.id))),
            LinkButton(tr("Pull the thread"), "path", on_click=lambda: self._ctx.go(Target("thread", record=node.id))),
        )
        parts: list[QWidget] = [head, Plain(node.title or "–")]
        parts += [self._suspicion(found) for found in read.suspicions]
        if len(read.suspicions) > 1:
            parts.append(self._fits(shown.suspects, tr("All of them still fit")))
        slot = QWidget()
        slot.setLayout(self._slot)
        self._slot.setContentsMargins(0, 0, 0, 0)
        parts.append(slot)
        cells = [self._cell(read.found, shown, column, cell) for column, cell in shown.cells.items()]
        parts.append(Columns(cells, least=200, most=len(cells)))
        hints = read.found.hints.get(shown.id, ())
        if hints:
            parts.append(SectionTitle(tr("Hints")))
            parts += [HintLine(self._words.language, hint) for hint in hints]
        return parts

    def _cell(self, found: Traced, shown: Row, column: str, cell: Cell) -> QWidget:
        """A column: its state in words, the records it names, and what can be done about a hole."""
        tr, ctx = self._ctx.tr, self._ctx
        icon, tone = ICONS[cell.state]
        name = column_name(tr, column)
        state = state_word(tr, cell.state)
        if column == "result" and cell.items:
            state = self._words.result(found.graph, cell)
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.current().px(2))
        label = Plain(f"{name}: {state}")
        lines.addLayout(row(IconLabel(icon, tone), label, stretch_last=True))
        for item in cell.items[:MOST]:
            other = found.node(item.id)
            text = f"{self._words.item(found.graph, column, item)}  {other.title}".strip()
            if column == "result":
                text = self._words.run(found.graph, item)
            opens = LinkButton(text, on_click=partial(ctx.go, Target("record", record=item.id)))
            lines.addWidget(flow(opens))
        if len(cell.items) > MOST:
            lines.addWidget(Caption(tr("and {n} more", n=len(cell.items) - MOST)))
        if cell.justified is not None:
            who = wording.who(self._words.people, [cell.justified.person])
            day = wording.date_text(tr, cell.justified.happened)
            lines.addWidget(Muted(f"{cell.justified.reason} ({who}, {day})"))
        if ctx.ws.writable:
            if cell.state in HOLES:
                reason = Button(tr("Leave it open, with a reason"), kind="quiet")
                reason.setAccessibleName(tr("Leave it open, with a reason: {column}", column=name))
                reason.clicked.connect(lambda _on=False: self._on_justify(shown.id, column, name))
                lines.addWidget(flow(reason))
            elif cell.state == "justified":
                back = Button(tr("Take the reason back"), kind="quiet")
                back.clicked.connect(lambda _on=False: self._unjustify(shown.id, column))
                lines.addWidget(flow(back))
        return box

    def _suspicion(self, found: Suspicion) -> QWidget:
        """A link to look at: what changed at both ends, old and new, and then: it still fits."""
        tr = self._ctx.tr
        box = QWidget()
        box.setProperty("part", "confirm")
        lines = QVBoxLayout(box)
        margin = theme.current().px(10)
        lines.setContentsMargins(margin, margin, margin, margin)
        lines.setSpacing(theme.current().px(6))
        source = LinkButton(found.source.number, on_click=partial(self._go, found.source.id))
        target = LinkButton(found.target.number, on_click=partial(self._go, found.target.id))
        word = str(
            self._words.model.word(
                self._words.language, "link_types", linking.type_of(self._words.model, found.source.kind, found.link)
            )
        )
        lines.addWidget(flow(IconLabel("stale", "warn"), source, Caption(word, wrap=False), target))
        for changed in found.changed:
            lines.addWidget(Plain(self._changed_text(changed)))
            if changed.lines:
                area = DifferenceArea(tr)
                label = partial(field_label, tr, self._words.language, self._words.model, changed.product)
                area.show_lines(changed.lines, label)
                lines.addWidget(area)
        edge = Edge(found.link.id, found.link.source, found.link.target, "", True)
        lines.addWidget(self._fits((edge,), tr("It still fits")))
        return box

    def _changed_text(self, changed: Changed) -> str:
        tr, head = self._ctx.tr, changed.record
        who = wording.who(self._words.people, [changed.last.author]) or "–"
        day = wording.date_text(tr, changed.last.happened)
        values = {"number": head.number, "new": changed.last.no, "person": who, "date": day}
        if not changed.known:
            return tr("{number} is now v{new} ({person}, {date}); the version the link knew is not found.", **values)
        if not changed.lines:
            return tr("{number} has changed since v{old}: rows or links of it ({person}, {date}).",
                      old=changed.known, **values)  # fmt: skip
        return tr("{number} changed from v{old} to v{new} ({person}, {date}):", old=changed.known, **values)

    def _fits(self, edges: Sequence[Edge], text: str) -> QWidget:
        button = Button(text, "check", on_click=lambda: self._on_fits(edges))
        button.setEnabled(self._ctx.ws.writable)
        return flow(button)

    def _go(self, record: int) -> None:
        self._ctx.go(Target("record", record=record))

    def _on_fits(self, edges: Sequence[Edge]) -> None:
        ctx = self._ctx
        ctx.do(lambda: trace.still_fits(ctx.ws, edges))

    def _on_justify(self, record: int, column: str, name: str) -> None:
        """Ask for the reason, in the page."""
        tr, ctx = self._ctx.tr, self._ctx
        self._close()
        reason = Line()
        reason.setAccessibleName(tr("Reason"))
        reason.setPlaceholderText(tr("Why nothing is needed here"))
        title = tr("Leave {column} open?", column=name)
        text = tr("The hole is then no longer counted as one. Your reason is printed with your name and the day.")
        self._ask = Confirm(title, text, confirm=tr("Leave it open"), cancel=tr("Cancel"), body=reason)
        self._ask.set_ready(False)
        reason.textChanged.connect(lambda words: self._ask and self._ask.set_ready(bool(words.strip())))

        def confirmed() -> None:
            said = reason.text()
            self._close()
            ctx.do(lambda: trace.justify(ctx.ws, record, (column,), said))

        self._ask.confirmed.connect(confirmed)
        self._ask.cancelled.connect(self._close)
        put(self._slot, self._ask)
        reason.setFocus()

    def _unjustify(self, record: int, column: str) -> None:
        ctx = self._ctx
        ctx.do(lambda: trace.unjustify(ctx.ws, record, column))

    def _close(self) -> None:
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
            self._ask = None


def _read(ctx: Context, record: int) -> _Read:
    found = trace.traced(ctx.ws, ctx.project, (record,))
    edges = found.rows[0].suspects if found.rows else ()
    return _Read(found, trace.suspicions(ctx.ws, ctx.project, edges))
