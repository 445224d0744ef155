"""Reports: what can be printed, what an assessor would notice before, the pages themselves, PDF and printer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from vse_app.i18n import LANGUAGES
from vse_app.services import assessments, attaching, company, path, publishing
from vse_app.services.assessments import TOPICS
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Heading, LinkButton, Muted, flow
from vse_app.ui.preview import Make, Preview
from vse_app.ui.view import View
from vse_app.ui.views.report_desk import Order, ReportDesk, ReportSplit
from vse_app.ui.views.reports_parts import Problems, report_words
from vse_app.ui.views.settings_fields import Labelled, Options
from vse_app.ui.views.settings_logo import paper_options
from vse_app.ui.views.settings_tabs import TabOrder

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered

PREVIEW_MS = 300
"""A new preview waits this long for the next change."""

PARTED = "kept-papers"
"""The report of which one part alone can be wanted."""


class Data(NamedTuple):
    """What the screen shows beside the pages; `assessed` says that there is an assessment to report on."""

    view: path.View
    company: Any
    assessed: bool


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
        self._part = _part_of(target)
        every = (*publishing.REPORTS, *publishing.ASSESSMENT_REPORTS, *publishing.RECORD_REPORTS)
        self.report = Options(tr("Report"), [(key, *words.get(key, (key, ""))) for key in every])
        self.report.set_value(target.kind or publishing.REPORTS[0])
        self._record = 0
        self._show_record(target)
        self._show_assessed(target.kind in publishing.ASSESSMENT_REPORTS)
        self.language = Options(tr("Language"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.paper = Options(tr("Paper size"), [(key, name, "") for key, name, _ in paper_options(tr)])
        for choice in (self.report, self.language, self.paper):
            choice.chosen.connect(lambda _key: self._on_chosen())
        self.problems = Problems(ctx)
        self.preview = Preview(ctx.runner, tr)
        self.desk = ReportDesk(
            ctx, self.preview, order=self._order, orders=self._orders, folder=lambda: ctx.ws.path.parent
        )
        self._tabs = TabOrder(self)
        self._build()

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        self.ctx.runner.latest((id(self), "data"), lambda: _read(ws, project), self._show, owner=self)

    def retarget(self, target: Target) -> None:
        self._show_record(target)
        if target.kind in publishing.RECORD_REPORTS:
            self.report.set_value(target.kind)
        if target.kind in (*publishing.REPORTS, *publishing.ASSESSMENT_REPORTS):
            self._show_assessed(target.kind in publishing.ASSESSMENT_REPORTS or self._has_assessed())
            self.report.set_value(target.kind)
            self._part = _part_of(target)
        super().retarget(target)

    def leave(self) -> None:
        self.preview.close_pages()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._data is not None and self.preview.pages is None:
            self._preview()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preview.cancel()

    def make(self, report_id: str = "") -> Make:
        """How the chosen report (or another one) becomes a PDF with the options as they are now."""
        ws, project, record = self.ctx.ws, self.ctx.project, self._record
        report_id = report_id or self.report.value()
        number = 0 if self.target.kind in publishing.RECORD_REPORTS else self.target.record
        part = self._part if report_id == PARTED else ""
        language, paper = self.language.value() or self.ctx.language, self.paper.value() or "A4"

        def make(target: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            report = publishing.build(ws, project, report_id, language, assessment=number, record=record, part=part)
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

    def _on_chosen(self) -> None:
        self._part = ""  # whoever chooses a report by hand means all of it
        self._preview()

    def _show_assessed(self, assessed: bool) -> None:
        """Offer the reports of an assessment where there is one."""
        for report in publishing.ASSESSMENT_REPORTS:
            self.report.show_option(report, assessed)
        if not assessed and self.report.value() in publishing.ASSESSMENT_REPORTS:
            self.report.set_value(publishing.REPORTS[0])

    def _show_record(self, target: Target) -> None:
        """Offer the reports about one record where one was named."""
        if target.kind in publishing.RECORD_REPORTS:
            self._record = target.record
        for report in publishing.RECORD_REPORTS:
            self.report.show_option(report, bool(self._record))

    def _offered(self) -> tuple[str, ...]:
        return (*publishing.REPORTS, *(publishing.ASSESSMENT_REPORTS if self._has_assessed() else ()))

    def _preview(self) -> None:
        self.problems.setVisible(self.report.value() in publishing.REPORTS)
        if self._data is not None:
            self.preview.show_report(self.make(), delay=PREVIEW_MS if self.preview.pages else 0)

    def _build(self) -> None:
        tr = self.ctx.tr
        options = flow(Labelled(tr("Language"), self.language), Labelled(tr("Paper size"), self.paper), spacing=24)
        why = Muted(tr("Everything on these pages comes from what you wrote and confirmed, with its dates."))
        more = LinkButton(tr("Tailoring and conformance"), "right", on_click=lambda: self.ctx.go(Target("conformance")))
        parts = (self.desk, self.desk.result, options, self.report, more, self.problems)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ReportSplit(self.preview, Heading(tr("Reports")), why, *parts))

    def _order(self) -> Order | None:
        """The report on show."""
        return Order(self._suggested(self.report.value()), self.make()) if self._data is not None else None

    def _orders(self) -> list[Order]:
        """All reports."""
        return [Order(self._suggested(key), self.make(key)) for key in self._offered()]

    def _suggested(self, report_id: str) -> str:
        if self._data is None:
            return ""
        title = report_words(self.ctx.tr).get(report_id, (report_id, ""))[0]
        project = self._data.view.project
        return attaching.safe_name(f"{project.code} {title} {self.ctx.ws.today()}.pdf")


def _read(ws: Workspace, project: int) -> Data:
    return Data(path.view(ws, project), company.company(ws), bool(assessments.assessments(ws)))


def _part_of(target: Target) -> str:
    """The part that is asked for: a work product whose paper is wanted."""
    return target.text if target.kind == PARTED else ""
