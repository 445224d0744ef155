"""What a record says: its files, its fields, an address. All three may stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.services.record_page import RecordPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Disclosure
from vse_app.ui.views.record_beside import FedRows, HintsCard, fed_fields, written
from vse_app.ui.views.record_draft import Draft
from vse_app.ui.views.record_fields import RecordChoices, RecordForm
from vse_app.ui.views.record_files import FilesPanel, LinkPanel


class ContentTab(QWidget):
    """The form, the files and the address; what is used stands first, the rest is folded away."""

    edited = Signal(str, object, str)
    """A change: "field" or "link", the value, and the field's id."""

    def __init__(self, ctx: Context, found: RecordPage, choices: RecordChoices, examples: Mapping[str, Any]) -> None:
        super().__init__()
        self._ctx = ctx
        self.files = FilesPanel(ctx, found.record.id)
        self.link = LinkPanel(ctx)
        self.form: RecordForm | None = None
        own = written(found)
        self.hints = HintsCard(ctx)
        if own.fields or own.earlier:
            self.form = RecordForm(found.model, ctx.language, own, tr=ctx.tr, choices=choices, examples=examples)
            self.form.edited.connect(lambda field, value: self.edited.emit("field", value, field))
            self.form.link_opened.connect(lambda target: ctx.go(Target("record", record=int(target))))
        self.link.edited.connect(lambda text: self.edited.emit("link", text, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        self._lay_out(column, found)

    def show_page(self, found: RecordPage, draft: Draft) -> None:
        """Show the current version; what is being typed stays."""
        content = found.page.revision.content
        self.hints.show_page(found)
        self.files.show_files(content.files)
        if not draft.holds("link"):
            self.link.show_link(content.link)
        if self.form is not None:
            fields = (*found.product.fields, *found.product.earlier)
            held = [f.id for f in fields if draft.holds("field", f.id)]
            self.form.set_values(content.fields, keep=held)

    def set_read_only(self, read_only: bool) -> None:
        """Whether everything can only be read."""
        self.files.set_read_only(read_only)
        self.link.set_read_only(read_only)
        if self.form is not None:
            self.form.set_read_only(read_only)

    def flush(self) -> None:
        """Report what is being typed now."""
        if self.form is not None:
            self.form.flush()

    def take(self, paths: list[Path]) -> None:
        """Attach dropped files."""
        self.files.take(paths)

    def _lay_out(self, column: QVBoxLayout, found: RecordPage) -> None:
        """Files first where there are files; the form first where it is the form that says something."""
        tr, content = self._ctx.tr, found.page.revision.content
        form = self.form
        if form is not None and (content.files or content.link) and not content.fields:
            column.addWidget(self.files)
            column.addWidget(Disclosure(tr("Write it here as well"), form))
        elif form is not None:
            if content.files:
                column.addWidget(self.files)
            for field in fed_fields(found):
                column.addWidget(FedRows(self._ctx, found, field))
            column.addWidget(self.hints)
            column.addWidget(form)
            if not content.files:
                column.addWidget(self.files)
        else:
            column.addWidget(self.files)
        column.addWidget(
            self.link
            if content.link or form is None
            else Disclosure(tr("It is kept elsewhere: note the address"), self.link)
        )
        column.addStretch(1)
