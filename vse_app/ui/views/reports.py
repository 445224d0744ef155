"""Reports: what can be printed, what an assessor would notice before, the pages themselves, PDF and printer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from vse_app.i18n import LANGUAGES
from vse_app.model.errors import Cancelled, UserError
from vse_app.services import assessments, attaching, company, path, publishing
from vse_app.services.assessments import TOPICS
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Heading, LinkButton, Muted, ProgressLine, ScrollPage, flow
from vse_app.ui.preview import Make, Preview
from vse_app.ui.preview_pages import PdfPages, prepare, print_pages
from vse_app.ui.runner import LongJob
from vse_app.ui.view import View
from vse_app.ui.views.reports_parts import Problems, Result, report_words
from vse_app.ui.views.settings_fields import Labelled, Options
from vse_app.ui.views.settings_logo import paper_options
from vse_app.ui.views.settings_tabs import TabOrder

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from vse_app.evidence.pdf import Rendered

FOLDER = "export_folder"
LEAST, MOST = 230, 400
"""Width of the left side until somebody moves the line between the two, in pixels at 100 %."""
NARROW = 640
"""Below this width (at 100 %) the pages stand under the options instead of beside them."""
PREVIEW_MS = 300
"""A new preview waits this long for the next change."""


class Data(NamedTuple):
    """What the screen shows beside the pages; `assessed` says that there is an assessment to report on."""

    view: path.View
    company: Any
    assessed: bool


class Written(NamedTuple):
    """A PDF that was exported."""

    path: Path
    rendered: Rendered


class ReportsView(View):
    """Choose a report at the left, see its pages at the right, then export or print."""

    topics = TOPICS | {
        "company", "person", "project", "record", "revision", "event", "confirmation", "mark", "links", "setting",
        "declaration", "judgement",
    }  # fmt: skip

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        words = report_words(tr)
        self._data: Data | None = None
        self._job: LongJob | None = None
        self._moved = False
        every = (*publishing.REPORTS, *publishing.ASSESSMENT_REPORTS)
        self.report = Options(tr("Report"), [(key, *words.get(key, (key, ""))) for key in every])
        self.report.set_value(target.kind or publishing.REPORTS[0])
        self._show_assessed(target.kind in publishing.ASSESSMENT_REPORTS)
        self.language = Options(tr("Language"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.paper = Options(tr("Paper size"), [(key, name, "") for key, name, _ in paper_options(tr)])
        for choice in (self.report, self.language, self.paper):
            choice.chosen.connect(lambda _key: self._preview())
        self.problems = Problems(ctx)
        self.result = Result(ctx)
        self.progress = ProgressLine()
        self.cancel_button = Button(tr("Cancel"), "close", kind="quiet", on_click=self._on_cancel)
        self.export_button = Button(tr("Export PDF …"), "export", kind="primary", on_click=self._on_export)
        self.all_button = Button(tr("Export all …"), "export", on_click=self._on_export_all)
        self.print_button = Button(tr("Print …"), "print", on_click=self._on_print)
        self.preview = Preview(ctx.runner, tr)
        ctx.runner.progressed.connect(self._on_progress)
        self._tabs = TabOrder(self)
        self._build()
        self._show_busy()

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        self.ctx.runner.latest((id(self), "data"), lambda: _read(ws, project), self._show, owner=self)

    def retarget(self, target: Target) -> None:
        if target.kind in (*publishing.REPORTS, *publishing.ASSESSMENT_REPORTS):
            self._show_assessed(target.kind in publishing.ASSESSMENT_REPORTS or self._has_assessed())
            self.report.set_value(target.kind)
        super().retarget(target)

    def leave(self) -> None:
        self.preview.close_pages()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._data is not None and self.preview.pages is None:
            self._preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look, before = theme.current(), self._splitter.orientation()
        is_narrow = self.width() < look.px(NARROW)
        self._splitter.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        self._moved = self._moved and before == self._splitter.orientation()
        if not self._moved:
            whole = self.height() if is_narrow else self.width()
            first = whole // 2 if is_narrow else min(look.px(MOST), whole * 42 // 100)
            self._splitter.setSizes([first, whole - first])

    def _on_moved(self) -> None:
        self._moved = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preview.cancel()

    def make(self, report_id: str = "") -> Make:
        """How the chosen report (or another one) becomes a PDF with the options as they are now."""
        ws, project, number = self.ctx.ws, self.ctx.project, self.target.record
        report_id = report_id or self.report.value()
        language, paper = self.language.value() or self.ctx.language, self.paper.value() or "A4"

        def make(target: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            report = publishing.build(ws, project, report_id, language, assessment=number)
            style = dataclasses.replace(report.style, paper=paper)  # type: ignore[arg-type]
            report = dataclasses.replace(report, style=style)
            return publishing.render(report, target, progress=progress, cancelled=cancelled)

        return make

    def _show(self, data: Data) -> None:
        if self._data is None:
            self.language.set_value(data.company.language)
            self.paper.set_value(data.company.paper)
        self._data = data
        self._show_assessed(data.assessed)
        self.problems.show_view(data.view)
        self._tabs.keep()
        if self.isVisible():
            self._preview()

    def _has_assessed(self) -> bool:
        return self._data is not None and self._data.assessed

    def _show_assessed(self, assessed: bool) -> None:
        """Offer the reports of an assessment where there is one."""
        for report in publishing.ASSESSMENT_REPORTS:
            self.report.show_option(report, assessed)
        if not assessed and self.report.value() in publishing.ASSESSMENT_REPORTS:
            self.report.set_value(publishing.REPORTS[0])

    def _offered(self) -> tuple[str, ...]:
        return (*publishing.REPORTS, *(publishing.ASSESSMENT_REPORTS if self._has_assessed() else ()))

    def _preview(self) -> None:
        self.problems.setVisible(self.report.value() in publishing.REPORTS)
        if self._data is not None:
            self.preview.show_report(self.make(), delay=PREVIEW_MS if self.preview.pages else 0)

    def _build(self) -> None:
        tr, look = self.ctx.tr, theme.current()
        left = ScrollPage(margin=20)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        options = flow(Labelled(tr("Language"), self.language), Labelled(tr("Paper size"), self.paper), spacing=24)
        why = Muted(tr("Everything on these pages comes from what you wrote and confirmed, with its dates."))
        export = Card(flow(self.export_button, self.print_button, self.all_button), self.progress, self.cancel_button)
        more = LinkButton(tr("Tailoring and conformance"), "right", on_click=lambda: self.ctx.go(Target("conformance")))
        for widget in (Heading(tr("Reports")), why, export, self.result, options, self.report, more, self.problems):
            left.column.addWidget(widget)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(look.px(12), look.px(12), look.px(12), look.px(12))
        column.addWidget(self.preview)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        left.setMinimumWidth(look.px(LEAST))
        splitter.splitterMoved.connect(self._on_moved)
        self._splitter = splitter
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _suggested(self, report_id: str) -> str:
        assert self._data is not None
        title = report_words(self.ctx.tr).get(report_id, (report_id, ""))[0]
        project = self._data.view.project
        return attaching.safe_name(f"{project.code} {title} {self.ctx.ws.today()}.pdf")

    def _on_export(self) -> None:
        if self._data is None or self._job is not None:
            return
        tr = self.ctx.tr
        folder = Path(self.ctx.preferences.get(FOLDER) or self.ctx.ws.path.parent)
        first = str(folder / self._suggested(self.report.value()))
        name, _ = QFileDialog.getSaveFileName(self, tr("Export PDF"), first, tr("PDF (*.pdf)"))
        if name:
            target = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
            self._export([(target, self.make())])

    def _on_export_all(self) -> None:
        if self._data is None or self._job is not None:
            return
        folder = str(self.ctx.preferences.get(FOLDER) or self.ctx.ws.path.parent)
        name = QFileDialog.getExistingDirectory(self, self.ctx.tr("Folder for the reports"), folder)
        if name:
            self._export([(Path(name) / self._suggested(key), self.make(key)) for key in self._offered()])

    def _export(self, orders: list[tuple[Path, Make]]) -> None:
        tr = self.ctx.tr
        self.ctx.preferences.set(FOLDER, str(orders[0][0].parent))

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
        self._job = self.ctx.runner.long(job, then, title=title, writes=False, failed=self._on_failed, owner=self)
        self._show_busy()

    def _on_print(self) -> None:
        pages = self.preview.pages
        if pages is None or self._job is not None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._suggested(self.report.value()).removesuffix(".pdf"))
        prepare(printer, pages)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(pages.sizes))
        if dialog.exec():
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the report as it is now, away from the GUI thread."""
        make, tr = self.make(), self.ctx.tr

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> int:
            pages = PdfPages.made(lambda target: make(target, lambda part: None, cancelled))
            try:
                return print_pages(printer, pages, progress, cancelled)
            finally:
                pages.close()

        def then(count: int) -> None:
            self._finished()
            self.ctx.messages.say("good", tr("Pages sent to the printer: {count}", count=count))

        self._job = self.ctx.runner.long(
            job, then, title=tr("Printing"), writes=False, failed=self._on_failed, owner=self
        )
        self._show_busy()

    def _on_failed(self, error: UserError) -> None:
        self._finished()
        if isinstance(error, Cancelled):
            self.ctx.messages.say("info", error.say(self.ctx.tr))
        else:
            self.result.show_problem(error.say(self.ctx.tr))

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


def _read(ws: Workspace, project: int) -> Data:
    return Data(path.view(ws, project), company.company(ws), bool(assessments.assessments(ws)))
