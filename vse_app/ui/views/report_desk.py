"""A report on show: its pages beside its options, and what is done with it: write it as PDF, print it, stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from vse_app.model.errors import Cancelled, UserError
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Card, ProgressLine, ScrollPage, flow
from vse_app.ui.preview import Make, Preview
from vse_app.ui.preview_pages import PdfPages, prepare, print_pages
from vse_app.ui.runner import LongJob
from vse_app.ui.views.reports_parts import Result

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from vse_app.evidence.pdf import Rendered

FOLDER = "export_folder"
LEAST, MOST = 230, 400
"""Width of the left side until somebody moves the line between the two, in pixels at 100 %."""
NARROW = 640
"""Below this width (at 100 %) the pages stand under the options instead of beside them."""


class Order(NamedTuple):
    """A report to write: the name its file should have, and how it is made."""

    name: str
    make: Make


class Written(NamedTuple):
    """A PDF that was exported."""

    path: Path
    rendered: Rendered


class ReportSplit(QSplitter):
    """The options at the left, in a narrow column, and the pages at the right."""

    def __init__(self, preview: Preview, *widgets: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        look = theme.current()
        self._moved = False
        left = ScrollPage(margin=20)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.setMinimumWidth(look.px(LEAST))
        for widget in widgets:
            left.column.addWidget(widget)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(*[look.px(12)] * 4)
        column.addWidget(preview)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look, before = theme.current(), self.orientation()
        is_narrow = self.width() < look.px(NARROW)
        self.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        self._moved = self._moved and before == self.orientation()
        if not self._moved:
            whole = self.height() if is_narrow else self.width()
            first = whole // 2 if is_narrow else min(look.px(MOST), whole * 42 // 100)
            self.setSizes([first, whole - first])

    def _on_moved(self) -> None:
        self._moved = True


class ReportDesk(Card):
    """The buttons, and the progress while they work. What came of it is told in `result`, which stands elsewhere.

    `order` says what the report on show is; None while there is none. `orders` are those that "all" means.
    """

    def __init__(
        self,
        ctx: Context,
        preview: Preview,
        *,
        order: Callable[[], Order | None],
        folder: Callable[[], Path],
        orders: Callable[[], Sequence[Order]] = tuple,
    ) -> None:
        super().__init__()
        tr = ctx.tr
        self._ctx, self._preview, self._order, self._folder, self._orders = ctx, preview, order, folder, orders
        self._job: LongJob | None = None
        self.result = Result(ctx)
        self.progress = ProgressLine()
        self.cancel_button = Button(tr("Cancel"), "close", kind="quiet", on_click=self._on_cancel)
        self.export_button = Button(tr("Export PDF …"), "export", kind="primary", on_click=self._on_export)
        self.all_button = Button(tr("Export all …"), "export", on_click=self._on_export_all)
        self.print_button = Button(tr("Print …"), "print", on_click=self._on_print)
        if len(orders()) < 2:
            self.all_button.hide()  # never shown here: without a parent it would be a window of its own
        for widget in (flow(self.export_button, self.print_button, self.all_button), self.progress, self.cancel_button):
            self.column.addWidget(widget)
        ctx.runner.progressed.connect(self._on_progress)
        self._show_busy()

    def _start_folder(self) -> Path:
        return Path(self._ctx.preferences.get(FOLDER) or self._folder())

    def _on_export(self) -> None:
        order = self._order()
        if order is None or self._job is not None:
            return
        tr = self._ctx.tr
        first = str(self._start_folder() / order.name)
        name, _ = QFileDialog.getSaveFileName(self, tr("Export PDF"), first, tr("PDF (*.pdf)"))
        if name:
            self.export([(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"), order.make)])

    def _on_export_all(self) -> None:
        if self._job is not None:
            return
        tr = self._ctx.tr
        name = QFileDialog.getExistingDirectory(self, tr("Folder for the reports"), str(self._start_folder()))
        if name:
            self.export([(Path(name) / order.name, order.make) for order in self._orders()])

    def export(self, orders: list[tuple[Path, Make]]) -> None:
        """Write these reports, one after the other."""
        tr = self._ctx.tr
        self._ctx.preferences.set(FOLDER, str(orders[0][0].parent))

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> list[Written]:
            done: list[Written] = []
            for count, (target, make) in enumerate(orders):

                def share(part: float, count: int = count) -> None:
                    progress(round(100 * (count + part)), 100 * len(orders), "")

                done.append(Written(target, make(target, share, cancelled)))
            return done

        def then(done: list[Written]) -> None:
            self._finished()
            self.result.show_written([(item.path, item.rendered.pages, item.rendered.missing) for item in done])

        self.result.hide()
        title = tr("Writing {name}", name=orders[0][0].name)
        self._job = self._ctx.runner.long(job, then, title=title, writes=False, failed=self._on_failed, owner=self)
        self._show_busy()

    def _on_print(self) -> None:
        pages, order = self._preview.pages, self._order()
        if pages is None or order is None or self._job is not None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(order.name.removesuffix(".pdf"))
        prepare(printer, pages)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(pages.sizes))
        if dialog.exec():
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the report as it is now, away from the GUI thread."""
        order, tr = self._order(), self._ctx.tr
        assert order is not None

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> int:
            pages = PdfPages.made(lambda target: order.make(target, lambda part: None, cancelled))
            try:
                return print_pages(printer, pages, progress, cancelled)
            finally:
                pages.close()

        def then(count: int) -> None:
            self._finished()
            self._ctx.messages.say("good", tr("Pages sent to the printer: {count}", count=count))

        self._job = self._ctx.runner.long(
            job, then, title=tr("Printing"), writes=False, failed=self._on_failed, owner=self
        )
        self._show_busy()

    def _on_failed(self, error: UserError) -> None:
        self._finished()
        if isinstance(error, Cancelled):
            self._ctx.messages.say("info", error.say(self._ctx.tr))
        else:
            self.result.show_problem(error.say(self._ctx.tr))

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_progress(self, job: LongJob, done: int, total: int, _text: str) -> None:
        if job is self._job:
            self.progress.show_progress(done, total, job.title)

    def _finished(self) -> None:
        self._job = None
        self._show_busy()

    def _show_busy(self) -> None:
        busy = self._job is not None
        had_focus = self.cancel_button.hasFocus()
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        for button in (self.export_button, self.all_button, self.print_button):
            button.setEnabled(not busy)
        if self._job is not None:
            self.progress.show_progress(0, 1, self._job.title)
        elif had_focus:
            self.export_button.setFocus()
