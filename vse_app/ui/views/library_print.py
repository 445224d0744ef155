"""A model, an element or a comparison on paper: its pages, PDF and printer, with no dialog on the way.

Target: `kind` is a model and `text` an element of it, or the other model of a comparison (known by its "@"); `task`
is then the filter. Everything is printed in the language of the window unless another one is chosen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from vse_app.i18n import LANGUAGES
from vse_app.model.browsing import Address
from vse_app.model.comparing import FILTERS
from vse_app.services import library_print
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Heading, Muted, flow
from vse_app.ui.preview import Make, Preview
from vse_app.ui.view import View
from vse_app.ui.views.report_desk import Order, ReportDesk, ReportSplit
from vse_app.ui.views.settings_fields import Labelled, Options
from vse_app.ui.views.settings_logo import paper_options

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered


class LibraryPrintView(View):
    """The choices at the left, the pages at the right."""

    topics = frozenset({"company"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.language = Options(tr("Language"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.language.set_value(ctx.language)
        self.paper = Options(tr("Paper size"), [(key, name, "") for key, name, _ in paper_options(tr)])
        for choice in (self.language, self.paper):
            choice.chosen.connect(lambda _key: self._preview())
        self._chosen_paper = ""
        self.paper.chosen.connect(self._on_paper)
        self.preview = Preview(ctx.runner, tr)
        self.desk = ReportDesk(ctx, self.preview, order=self._order, folder=lambda: _folder(ctx))
        self.what = Muted("")
        back = Button(tr("Back to the library"), "back", kind="quiet", on_click=self._on_back)
        options = flow(Labelled(tr("Language"), self.language), Labelled(tr("Paper size"), self.paper), spacing=24)
        parts = (Heading(tr("Print from the library")), self.what, options, self.desk, self.desk.result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ReportSplit(self.preview, flow(back), *parts))
        self.setFocusProxy(self.desk.export_button)

    def refresh(self) -> None:
        ws, target = self.ctx.workspace, self.target
        read = self.ctx.runner.latest
        language = self.ctx.language
        job = lambda: (library_print.title(_address(target), language), library_print.paper_of(ws))  # noqa: E731
        read((id(self), "what"), job, self._show, failed=lambda error: self._refuse(error.say(self.ctx.tr)), owner=self)

    def leave(self) -> None:
        self.preview.close_pages()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.what.text() and self.preview.pages is None:
            self._preview()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preview.cancel()

    def make(self) -> Make:
        """How what is asked for becomes a PDF, with the choices as they are now."""
        ws, target = self.ctx.workspace, self.target
        language, paper = self.language.value() or self.ctx.language, self.paper.value() or "A4"

        def make(path: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            from vse_app.services import publishing

            where = _address(target)
            if "@" in where.element:
                which = target.task if target.task in FILTERS else FILTERS[0]
                report = library_print.comparison(ws, where.model, where.element, language, which=which)
            else:
                report = library_print.report(ws, where, language)
            style = dataclasses.replace(report.style, paper=paper)  # type: ignore[arg-type]
            return publishing.render(
                dataclasses.replace(report, style=style), path, progress=progress, cancelled=cancelled
            )

        return make

    def _show(self, found: tuple[str, str]) -> None:
        title, paper = found
        self.what.setText(title)
        self.paper.set_value(self._chosen_paper or paper)
        self.desk.result.hide()
        if self.isVisible():
            self._preview()

    def _refuse(self, text: str) -> None:
        self.what.setText("")
        self.preview.say(text)

    def _preview(self) -> None:
        if self.what.text():
            self.preview.show_report(self.make())

    def _order(self) -> Order | None:
        from vse_app.services import attaching

        text = self.what.text()
        return Order(attaching.safe_name(f"{text}.pdf"), self.make()) if text else None

    def _on_paper(self, key: str) -> None:
        self._chosen_paper = key

    def _on_back(self) -> None:
        target = self.target
        place = "library-compare" if "@" in target.text else "library"
        self.ctx.go(target._replace(view=place, task=target.task if place == "library-compare" else ""))


def _address(target: Target) -> Address:
    return Address(target.kind, target.text)


def _folder(ctx: Context) -> Path:
    """Where a PDF is saved the first time: beside the company file, else at home."""
    return ctx.workspace.path.parent if ctx.workspace is not None else Path.home()
