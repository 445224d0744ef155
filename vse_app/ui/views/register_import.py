"""A table comes into a register: how it is read, what it would change, and then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from vse_app.model.errors import Cancelled, UserError
from vse_app.services import headings, importing, sheets
from vse_app.services.entering import Entered
from vse_app.services.headings import Reading
from vse_app.services.importing import Status
from vse_app.services.register_words import Names
from vse_app.services.sheets import Sheet
from vse_app.ui import collecting, theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, EmptyState, Heading, Plain, flow
from vse_app.ui.runner import LongJob
from vse_app.ui.tables import Empty, Table
from vse_app.ui.views.boxes import Sides, clear, stack
from vse_app.ui.views.chips import Chips
from vse_app.ui.views.register_import_lines import NO_ROWS, STATUSES, LinesSource, Worked, status_word, worked
from vse_app.ui.views.register_import_reading import ReadingPanel
from vse_app.ui.views.whole_page import WholePage


class ImportPage(WholePage):
    """The whole import. `ended` when it was brought in or given up."""

    ended = Signal()

    def __init__(self, ctx: Context, names: Names, what: object, *, shown: Sequence[str] = ()) -> None:
        super().__init__(None)  # type: ignore[arg-type]
        self._ctx, self._names, self._shown = ctx, names, tuple(shown)
        self._what: Path | str | None = what if isinstance(what, str) else what[0] if isinstance(what, list) else None
        self._job: LongJob | None = None
        self.sheet: Sheet | None = None
        self.found: Worked | None = None
        self._planned_heading = -1
        self._statuses: list[Status] = []
        self.reading_panel: ReadingPanel | None = None
        self.table: Table | None = None
        tr, look = ctx.tr, theme.current()
        page = QWidget(self)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(12))
        self._column.setSpacing(look.px(8))
        self.file_button = Button(tr("Choose a file"), "open", on_click=self._on_choose)
        self.cancel_button = Button(tr("Cancel"), "back", kind="quiet", on_click=self._on_cancel)
        self._where = Caption("")
        title = tr("Import: {register}", register=names.title)
        self._column.addWidget(Sides(Heading(title), self.file_button, self.cancel_button, least=420))
        self._column.addWidget(self._where)
        self._said = Plain("")
        self._said.hide()
        self._column.addWidget(self._said)
        self._body = QVBoxLayout()
        self._body.setSpacing(look.px(8))
        self._column.addLayout(self._body, 1)
        self.without = QCheckBox(tr("Leave out the rows that cannot be taken"))
        self.without.toggled.connect(lambda _on: self._show_ready())
        self.apply_button = Button("", "check", kind="primary", on_click=self._on_apply)
        self._foot = flow(self.apply_button, self.without, spacing=16)
        self._foot.hide()
        self._column.addWidget(self._foot)
        self.hold(page)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.file_button)
        if self._what is None:
            self._show_nothing()
        else:
            self._read()

    @property
    def key(self) -> str:
        """Under which the columns chosen are remembered."""
        return f"import:{self._names.product.register or self._names.product.id}"

    def take(self, what: Path | str) -> None:
        """Another file, or another text."""
        self._what = what
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.take(paths[0])

    def _show_nothing(self) -> None:
        tr = self._ctx.tr
        clear(self._body)
        text = tr(
            "CSV, text with tabs, or an Excel workbook; drop it here, or paste rows with Ctrl+V in the table. "
            "Nothing is written before you have seen what would change."
        )
        empty = EmptyState("import", tr("Which table?"), text, button=tr("Choose a file"), on_click=self._on_choose)
        self._body.addWidget(empty)

    def _on_choose(self) -> None:
        tr = self._ctx.tr
        kinds = f"{tr('Tables')} (*.csv *.tsv *.txt *.xlsx *.xlsm);;{tr('All files')} (*)"
        name, _kind = QFileDialog.getOpenFileName(self, tr("Import a table"), "", kinds)
        if name:
            self.take(Path(name))

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._let_go()
        self.ended.emit()

    def _read(self) -> None:
        """Read the table, away from the GUI thread."""
        assert self._what is not None
        what, ctx, tr = self._what, self._ctx, self._ctx.tr
        more = self.reading_panel.chosen_sheet() if self.reading_panel is not None and self.sheet is not None else {}
        name = what.name if isinstance(what, Path) else tr("what was pasted")
        remembered = dict(ctx.preferences.get(self.key) or {})
        names, shown = self._names, self._shown

        def job(_progress: object, cancelled: Callable[[], bool]) -> tuple[Sheet, Reading]:
            if isinstance(what, Path):
                sheet = sheets.read(what, cancelled=cancelled, **more)
            else:
                sheet = sheets.from_text(what, name, delimiter=more.get("delimiter", ""))
            assert sheet.width >= 0  # worked out here, once
            return sheet, _suggested(names, sheet, remembered, shown, is_pasted=isinstance(what, str))

        self._begin(job, self._show_sheet, tr("Reading {name}", name=name))

    def _show_sheet(self, answer: tuple[Sheet, Reading]) -> None:
        self.sheet, reading = answer
        self._show_reading(reading)
        self._plan()

    def _show_reading(self, reading: Reading) -> None:
        assert self.sheet is not None
        clear(self._body)
        self.table = None
        self._said.hide()
        tr, sheet = self._ctx.tr, self.sheet
        self.file_button.set_text(tr("Another file"))
        self._where.setText(tr("{name}: {rows|1 row|# rows}", name=sheet.name, rows=f"{reading.count(sheet):,}"))
        self.reading_panel = panel = ReadingPanel(self._ctx, self._names, sheet, reading)
        panel.changed.connect(self._on_reading)
        panel.sheet_wanted.connect(self._read)
        self._body.addWidget(panel)
        self._differences = QVBoxLayout()
        self._body.addLayout(self._differences, 1)

    def _on_reading(self, reading: Reading) -> None:
        is_other = self._planned_heading != reading.heading
        if is_other:
            self._show_reading(reading)
        self._plan()

    def _plan(self) -> None:
        """Work out what would change, away from the GUI thread."""
        assert self.reading_panel is not None and self.sheet is not None
        ctx, names, sheet, reading = self._ctx, self._names, self.sheet, self.reading_panel.reading
        self._planned_heading = reading.heading
        self._let_go()
        self._show_ready()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Worked:
            plan = importing.plan(
                ctx.ws, ctx.project, names.product.id, sheet, reading,
                progress=lambda done, total: progress(done, total, ""), cancelled=cancelled,
            )  # fmt: skip
            return worked(plan, sheet, reading.columns)

        self._begin(job, self._show_plan, ctx.tr("Comparing with what is there"))

    def _begin(self, job: Callable[..., Any], then: Callable[[Any], object], title: str) -> None:
        """One piece of work at a time; the one before is stopped."""
        if self._job is not None:
            self._job.cancel()
        self._said.hide()
        made: list[LongJob] = []

        def mine(value: Any) -> None:
            if made and made[0] is self._job:
                self._job = None
                then(value)

        def failed(error: UserError) -> None:
            if made and made[0] is self._job:
                self._job = None
                self._on_failed(error)

        made.append(self._ctx.runner.long(job, mine, title=title, writes=False, failed=failed, owner=self))
        self._job = made[0]

    def _let_go(self) -> None:
        """Forget the plan, away from the GUI thread: a long one takes its time to be forgotten."""
        held = [self.found]
        self.found = None
        if self.table is not None:
            self.table.set_source(LinesSource(self._ctx.ws, self._names, NO_ROWS))
            self.table.hide()
        self._ctx.runner.read(held.clear, lambda _none: collecting.look_again())

    def _on_failed(self, error: UserError) -> None:
        self.found = None
        if self.table is not None:
            self.table.hide()
        self._said.setProperty("tone", "bad")
        self._said.setText(error.say(self._ctx.tr))
        self._said.style().polish(self._said)
        self._said.show()
        if self.sheet is None and not self._body.count():
            self._show_nothing()
        if isinstance(error, Cancelled):
            self._said.setText(self._ctx.tr("Stopped; nothing was changed."))
        self._show_ready()

    def _show_plan(self, found: Worked) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        self.found = found
        collecting.pass_over()
        clear(self._differences)
        self._statuses = [status for status in STATUSES if found.count(status)]
        words = [f"{status_word(tr, s).capitalize()} {found.count(s):,}" for s in self._statuses]
        self.chips = Chips([f"{tr('All')} {len(found.plan.lines):,}", *words])
        self.chips.show_chosen(0)
        self.chips.chosen.connect(self._on_chip)
        left = ", ".join(found.plan.left_out[:12])
        more = [Caption(tr("Not read: {headings}", headings=left))] if left else []
        self._differences.addWidget(stack(self.chips, *more, spacing=4))
        self.table = Table(
            self._source(""), tr=tr, table_id="import-lines", name=tr("What would change"),
            empty=Empty(tr("There is no row in this table"), "", "", "import"),
        )  # fmt: skip
        self.table.grid.setMinimumHeight(theme.current().px(150))
        self.table.said.connect(ctx.messages.say)
        self._differences.addWidget(self.table, 1)
        self._show_ready()
        if self.file_button.hasFocus():
            (self.apply_button if self.apply_button.isEnabled() else self.table.grid).setFocus()

    def _source(self, status: str) -> LinesSource:
        assert self.found is not None
        return LinesSource(self._ctx.ws, self._names, self.found, status)

    def _on_chip(self, place: int) -> None:
        self.chips.show_chosen(place)
        if self.table is not None:
            self.table.set_source(self._source(self._statuses[place - 1] if place else ""))

    def _show_ready(self) -> None:
        """Say on the button what would be done, and whether it can be."""
        tr, found = self._ctx.tr, self.found
        self._foot.setVisible(found is not None)
        if found is None:
            return
        new, changed, refused = (found.count(s) for s in ("new", "changed", "refused"))
        self.without.setVisible(bool(refused))
        if not new and not changed:
            same = found.count("same")
            self.apply_button.set_text(
                tr("Nothing to change: {count|the row stands|all # rows stand} here already", count=same)
                if same and not refused
                else tr("Nothing to bring in")
            )
        else:
            self.apply_button.set_text(
                tr("Bring in: {new} new, {changed} changed", new=f"{new:,}", changed=f"{changed:,}")
            )
        self.apply_button.setEnabled(bool(new or changed) and (not refused or self.without.isChecked()))

    def _on_apply(self) -> None:
        found, ctx, names = self.found, self._ctx, self._names
        if found is None or self._job is not None:
            return
        without = self.without.isChecked()
        self._remember()
        self.apply_button.setEnabled(False)

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Any:
            return importing.apply(
                ctx.ws, ctx.project, found.plan, without_refused=without,
                progress=lambda done, total: progress(done, total, ""), cancelled=cancelled,
            )  # fmt: skip

        ctx.runner.long(
            job,
            lambda done: ctx.do(lambda: done, then=self._on_applied),
            title=ctx.tr("Bringing in: {register}", register=names.title),
            failed=self._on_failed,
        )

    def _on_applied(self, entered: Entered) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        said = tr("Brought in: {new} new, {changed} changed", new=len(entered.new), changed=len(entered.changed))
        ctx.messages.say("good", said, tr("Undo"), lambda: ctx.go(Target("undo")))
        self._let_go()
        self.ended.emit()

    def _remember(self) -> None:
        """Next time a table with these headings is read the same way."""
        assert self.reading_panel is not None and self.sheet is not None
        known: dict[str, str] = dict(self._ctx.preferences.get(self.key) or {})
        chosen = self.reading_panel.reading.remembered(self.sheet) if self.reading_panel.reading.heading else {}
        self._ctx.preferences.set(self.key, known | chosen)


def _suggested(
    names: Names, sheet: Sheet, remembered: dict[str, str], shown: Sequence[str], *, is_pasted: bool
) -> Reading:
    """How a table seems to be meant. Pasted cells without headings are the columns on show, one after the other."""
    found = headings.suggested(names.model, names.product, sheet, remembered)
    known = {name for name in found.columns.values() if name}
    if is_pasted and len(known) < min(2, sheet.width):
        return Reading(0, headings.in_order(names.product, sheet.width, shown=shown))
    return replace(found, columns={place: name for place, name in found.columns.items() if name})
