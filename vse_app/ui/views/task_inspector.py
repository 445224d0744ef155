"""Beside the task: an example of it done, the evidence made in it, and what happened with it."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from vse_app.model import wording
from vse_app.services import records, sample, task_page
from vse_app.services.task_page import TaskPage
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Caption, Disclosure, LinkButton, Muted, Plain, ScrollPage, SectionTitle
from vse_app.ui.views.boxes import clear, stack
from vse_app.ui.views.record_fields import specs
from vse_app.ui.views.record_words import moment_text, size_text


class Inspector(QTabWidget):
    """Three tabs; nothing in them changes anything."""

    def __init__(self, ctx: Context, found: TaskPage) -> None:
        super().__init__()
        self._ctx = ctx
        self._evidence, self._history = ScrollPage(margin=16), ScrollPage(margin=16)
        self._shapes: dict[str, object] = {}
        tr = ctx.tr
        self.setDocumentMode(True)
        self.setAccessibleName(tr("Example, evidence and history"))
        self.addTab(self._example(found), tr("Example"))
        self.addTab(self._evidence, tr("Evidence"))
        self.addTab(self._history, tr("History"))

    def show_page(self, found: TaskPage) -> None:
        """Bring evidence and history up to date."""
        pages = [page for output in found.outputs for page in output.pages]
        shape = [(p.record, p.revision.content.files) for p in pages]
        if self._shapes.get("evidence") != shape:
            self._shapes["evidence"] = shape
            clear(self._evidence.column)
            for page in pages:
                self._evidence.column.addWidget(self._record(page))
            if not pages:
                text = self._ctx.tr("Nothing yet. What you write or attach in this task appears here with its dates.")
                self._evidence.column.addWidget(Muted(text))
        lines = task_page.timeline(self._ctx.tr, self._ctx.language, found)
        if self._shapes.get("history") != lines:
            self._shapes["history"] = lines
            clear(self._history.column)
            for moment, text in lines:
                self._history.column.addWidget(
                    stack(Caption(moment_text(self._ctx.tr, moment)), Plain(text), spacing=0)
                )
            if not lines:
                self._history.column.addWidget(Muted(self._ctx.tr("Nothing has happened with this task yet.")))

    def _example(self, found: TaskPage) -> QWidget:
        tr, language, model = self._ctx.tr, self._ctx.language, found.view.model
        page = ScrollPage(margin=16)
        text = model.word(language, "tasks", found.step.task.id, "example")
        if text:
            page.column.addWidget(stack(SectionTitle(tr("How the example company did it")), Plain(text), spacing=4))
        for output in found.outputs:
            shown = sample.example_fields(model.id, output.product.id, language)
            fields = task_page.shown_fields(output.product, output.use.part)
            blocks = [
                stack(Caption(field.label), Plain(field.example.replace("\t", " · ")), spacing=0)
                for field in specs(model, language, output.product, fields=fields, examples=shown)
                if field.example
            ]
            if blocks:
                name = wording.product_name(model, language, output.product.id)
                page.column.addWidget(Disclosure(tr("See example: {name}", name=name), stack(*blocks)))
        if not text and page.column.count() == 0:
            page.column.addWidget(Muted(tr("There is no example for this task.")))
        return page

    def _record(self, page: records.Page) -> QWidget:
        tr, record = self._ctx.tr, page.record
        link = LinkButton(
            f"{record.number} {record.title}".strip(),
            "open",
            on_click=lambda: self._ctx.go(Target("record", record=record.id)),
        )
        parts: list[QWidget] = [link]
        parts += [Plain(f"{f.name} · {size_text(f.size)}") for f in page.revision.content.files]
        if page.revision.content.link:
            parts.append(Plain(page.revision.content.link))
        dates = [tr("happened {date}", date=wording.date_text(tr, record.happened))]
        if record.source_dated:
            dates.append(tr("dated {date} at its source", date=wording.date_text(tr, record.source_dated)))
        dates.append(tr("captured {date}", date=wording.date_text(tr, record.captured)))
        parts.append(Caption(" · ".join(dates)))
        return stack(*parts, spacing=2)
