"""Saving one report as PDF from a page that does not preview it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from vse_app.services import attaching
from vse_app.ui.context import Context
from vse_app.ui.preview import Make
from vse_app.ui.views.report_desk import FOLDER


def save_pdf(ctx: Context, owner: QWidget, title: str, make: Make) -> None:
    """Ask for a name and write the PDF in the background; the message bar tells how it went."""
    tr = ctx.tr
    folder = Path(ctx.preferences.get(FOLDER) or ctx.ws.path.parent)
    first = str(folder / attaching.safe_name(f"{title.strip()}.pdf"))
    name, _ = QFileDialog.getSaveFileName(owner, tr("Save as PDF"), first, f"{tr('PDF document')} (*.pdf)")
    if not name:
        return
    path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
    ctx.preferences.set(FOLDER, str(path.parent))
    ctx.runner.long(
        lambda progress, cancelled: make(path, lambda part: progress(round(100 * part), 100, ""), cancelled),
        lambda _done: ctx.messages.say("good", tr("{name} was written.", name=path.name)),
        title=tr("Writing {name}", name=path.name),
        writes=False,
    )
