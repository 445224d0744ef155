"""A record on paper: the pages as they will be printed, and the PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from vse_app.services import attaching
from vse_app.services.record_page import RecordPage, label
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, flow
from vse_app.ui.preview import Preview

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered


class PrintTab(QWidget):
    """The preview, made anew when the record has changed, and the button that saves it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._found: RecordPage | None = None
        self._shown: tuple[int, str, int] | None = None
        self.preview = Preview(ctx.runner, ctx.tr)
        self.preview.setMinimumHeight(theme.current().px(560))
        self.save = Button(ctx.tr("Save as PDF"), "export", kind="primary", on_click=self._on_save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow(self.save))
        column.addWidget(self.preview, 1)

    def show_page(self, found: RecordPage) -> None:
        """Make the pages when they are not those of this version."""
        key = (
            found.record.id,
            f"{found.record.stamp}{found.record.owner}{found.record.withdrawn}",
            len(found.page.events),
        )
        self._found = found
        if key != self._shown:
            self._shown = key
            self.preview.show_report(self._make)

    def _make(self, path: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
        from vse_app.services import publishing

        assert self._found is not None
        report = publishing.record_report(self._ctx.ws, self._found.record.id, self._ctx.language)
        return publishing.render(report, path, progress=progress, cancelled=cancelled)

    def _on_save(self) -> None:
        assert self._found is not None
        tr, ctx = self._ctx.tr, self._ctx
        first = attaching.safe_name(f"{label(self._found.record)}.pdf")
        name, _kind = QFileDialog.getSaveFileName(self, tr("Save as PDF"), first, f"{tr('PDF document')} (*.pdf)")
        if not name:
            return
        path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
        ctx.runner.long(
            lambda progress, cancelled: self._make(path, lambda part: progress(round(100 * part), 100, ""), cancelled),
            lambda _done: ctx.messages.say("good", tr("{name} was written.", name=path.name)),
            title=tr("Writing {name}", name=path.name),
            writes=False,
        )
