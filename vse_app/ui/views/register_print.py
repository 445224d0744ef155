"""A register on paper: the rows and columns that were on show, as pages, PDF or to the printer.

Target: `kind` is the kind of record, `text` what was seen (`seen_text`); "" prints all of it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from vse_app.i18n import LANGUAGES
from vse_app.services import attaching, company, register_words
from vse_app.services.register_words import Names
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Heading, Muted, flow
from vse_app.ui.preview import Make, Preview
from vse_app.ui.tables import Query
from vse_app.ui.view import View
from vse_app.ui.views.register_source import arranged, filter_words
from vse_app.ui.views.report_desk import Order, ReportDesk, ReportSplit
from vse_app.ui.views.settings_fields import Labelled, Options
from vse_app.ui.views.settings_logo import paper_options

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered


def seen_text(query: Query, shown: Sequence[str]) -> str:
    """What was on show, as the text of a target."""
    said = {"text": query.text, "filters": dict(query.filters), "sort": query.sort, "down": query.descending}
    return json.dumps(said | {"columns": list(shown)}, ensure_ascii=False)


def seen(text: str) -> tuple[Query, list[str]]:
    """The query and the columns of `seen_text`; everything for what is none."""
    try:
        said: Any = json.loads(text)
    except ValueError:
        said = {}
    if not isinstance(said, dict):
        said = {}
    query = Query(
        str(said.get("sort") or ""),
        bool(said.get("down")),
        dict(said.get("filters") or {}),
        str(said.get("text") or ""),
    )
    return query, [str(name) for name in said.get("columns") or ()]


class RegisterPrintView(View):
    """The choices at the left, the pages at the right."""

    topics = frozenset({"company", "record", "revision", "event", "links", "person"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self._names: Names | None = None
        self.language = Options(tr("Language"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.language.set_value(ctx.language)
        self.paper = Options(tr("Paper size"), [(key, name, "") for key, name, _ in paper_options(tr)])
        for choice in (self.language, self.paper):
            choice.chosen.connect(lambda _key: self._preview())
        self.preview = Preview(ctx.runner, tr)
        self.desk = ReportDesk(ctx, self.preview, order=self._order, folder=lambda: ctx.ws.path.parent)
        self.what = Muted("")
        back = Button(tr("Back to the register"), "back", kind="quiet", on_click=self._on_back)
        options = flow(Labelled(tr("Language"), self.language), Labelled(tr("Paper size"), self.paper), spacing=24)
        why = Muted(tr("The rows and columns that were on show are printed, in their order."))
        parts = (Heading(tr("Print a register")), self.what, why, options, self.desk, self.desk.result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ReportSplit(self.preview, flow(back), *parts))
        self.setFocusProxy(self.desk.export_button)

    def refresh(self) -> None:
        ctx, kind = self.ctx, self.target.kind

        def job() -> tuple[Names, str]:
            return register_words.names(ctx.ws, ctx.project, kind, ctx.language), company.company(ctx.ws).paper

        ctx.runner.latest((id(self), "what"), job, self._show, owner=self)

    def leave(self) -> None:
        self.preview.close_pages()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._names is not None and self.preview.pages is None:
            self._preview()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preview.cancel()

    def make(self) -> Make:
        """How what was seen becomes a PDF, with the choices as they are now."""
        ctx, target = self.ctx, self.target
        language, paper = self.language.value() or ctx.language, self.paper.value() or "A4"
        query, shown = seen(target.text)

        def make(path: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            from vse_app.services import publishing, register_print

            names = register_words.names(ctx.ws, ctx.project, target.kind, language)
            ids = arranged(ctx.ws, ctx.project, names, query).ids
            said = filter_words(names, query)
            report = register_print.report(ctx.ws, ctx.project, names, ids=ids, columns=shown, said=said,
                                           cancelled=cancelled)  # fmt: skip
            style = dataclasses.replace(report.style, paper=paper)  # type: ignore[arg-type]
            report = dataclasses.replace(report, style=style)
            return publishing.render(report, path, progress=progress, cancelled=cancelled)

        return make

    def _show(self, found: tuple[Names, str]) -> None:
        is_first = self._names is None
        self._names, paper = found
        if is_first:
            self.paper.set_value(paper)
        said = filter_words(self._names, seen(self.target.text)[0])
        self.what.setText(f"{self._names.title}. {said}" if said else self._names.title)
        self.desk.result.hide()
        if self.isVisible():
            self._preview()

    def _preview(self) -> None:
        if self._names is not None:
            self.preview.show_report(self.make())

    def _order(self) -> Order | None:
        names = self._names
        return Order(attaching.safe_name(f"{names.title}.pdf"), self.make()) if names is not None else None

    def _on_back(self) -> None:
        self.ctx.go(Target("register", kind=self.target.kind))
