"""Beside the task: an example of it done, the evidence made in it, and what happened with it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.services import records, sample, task_page
from vse_app.services.task_page import Output, TaskPage
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec
from vse_app.ui.parts import Caption, Disclosure, LinkButton, Muted, Plain, ScrollPage, SectionTitle
from vse_app.ui.views.boxes import clear, stack
from vse_app.ui.views.record_fields import specs
from vse_app.ui.views.record_words import moment_text, size_text


class Inspector(QTabWidget):
    """Three tabs; nothing in them changes anything. They are filled after the page has been painted, when shown."""

    def __init__(self, ctx: Context, found: TaskPage) -> None:
        super().__init__()
        self._ctx, self._found = ctx, found
        self._shapes: dict[str, object] = {}
        self._is_filled = False
        tr = ctx.tr
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)  # Qt's own line knows no dark theme
        self.setAccessibleName(tr("Example, evidence and history"))
        self._example, self._evidence, self._history = (ScrollPage(margin=16) for _ in range(3))
        self.addTab(self._example, tr("Example"))
        self.addTab(self._evidence, tr("Evidence"))
        self.addTab(self._history, tr("History"))

    def show_page(self, found: TaskPage) -> None:
        """Bring evidence and history up to date."""
        self._found = found
        if self._is_filled:
            self._show_evidence()
            self._show_history()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_filled:
            QTimer.singleShot(0, self, self._fill)

    def _fill(self) -> None:
        if not self._is_filled:
            self._is_filled = True
            self._show_example()
            self.show_page(self._found)

    def _show_evidence(self) -> None:
        pages = [page for output in self._found.outputs for page in output.pages]
        shape = [(p.record, p.revision.content.files) for p in pages]
        if self._shapes.get("evidence") == shape:
            return
        self._shapes["evidence"] = shape
        clear(self._evidence.column)
        for page in pages:
            self._evidence.column.addWidget(self._record(page))
        if not pages:
            text = self._ctx.tr("Nothing yet. What you write or attach in this task appears here with its dates.")
            self._evidence.column.addWidget(Muted(text))

    def _show_history(self) -> None:
        tr = self._ctx.tr
        lines = task_page.timeline(tr, self._ctx.language, self._found)
        if self._shapes.get("history") == lines:
            return
        self._shapes["history"] = lines
        clear(self._history.column)
        for moment, text in lines:
            self._history.column.addWidget(stack(Caption(moment_text(tr, moment)), Plain(text), spacing=0))
        if not lines:
            self._history.column.addWidget(Muted(tr("Nothing has happened with this task yet.")))

    def _show_example(self) -> None:
        tr, found, column = self._ctx.tr, self._found, self._example.column
        text = found.view.model.word(self._ctx.language, "tasks", found.step.task.id, "example")
        if text:
            column.addWidget(stack(SectionTitle(tr("How the example company did it")), Plain(text), spacing=4))
        shown = 0
        for output in found.outputs:
            fields = [field for field in self._example_fields(output) if field.example]
            if fields and not shown:
                column.addWidget(SectionTitle(tr("What it wrote")))
            shown += bool(fields)
            if fields:
                column.addWidget(self._example_record(output, fields))
        if not column.count():
            column.addWidget(Muted(tr("There is no example for this task.")))

    def _example_fields(self, output: Output) -> list[FieldSpec]:
        model, language = self._found.view.model, self._ctx.language
        shown = sample.example_fields(model.id, output.product.id, language)
        fields = task_page.shown_fields(output.product, output.use.part)
        return specs(model, language, output.product, fields=fields, examples=shown)

    def _example_record(self, output: Output, fields: list[FieldSpec]) -> Disclosure:
        """What the example company wrote, built when somebody wants to see it."""
        name = wording.product_name(self._found.view.model, self._ctx.language, output.product.id)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)

        def fill(opened: bool) -> None:
            if opened and not column.count():
                for field in fields:
                    column.addWidget(stack(Caption(field.label), Plain(field.example.replace("\t", " · ")), spacing=0))

        found = Disclosure(name, body)
        found.toggled.connect(fill)
        return found

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
