"""The files of a record, and the address of something kept elsewhere: look, open, save a copy, remove."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from vse_app.model.errors import Invalid
from vse_app.model.records import FileRef
from vse_app.model.wording import date_text
from vse_app.services import attaching, opening
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, Card, Confirm, Divider, IconLabel, Muted, Plain, Title, flow, row, tip
from vse_app.ui.views import record_attach
from vse_app.ui.views.boxes import put
from vse_app.ui.views.record_preview import FilePreview, Shown, load
from vse_app.ui.views.record_words import size_text


class FilesPanel(Card):
    """The files of the current version. Drop more anywhere on the page."""

    def __init__(self, ctx: Context, record: int) -> None:
        super().__init__(spacing=10, margin=20)
        self._ctx, self._record, tr = ctx, record, ctx.tr
        self._files: tuple[FileRef, ...] | None = None
        self._rows_of: dict[FileRef, FileRow] = {}
        self._rows = QVBoxLayout()
        self._hint = Muted(tr("Drop files anywhere on this page. They are kept inside the company file, unchanged."))
        self._attach = Button(tr("Attach a file"), "attach", on_click=self._on_attach)
        line = row(Title(tr("Files")), stretch_last=True)
        line.addWidget(self._attach)
        self.column.addLayout(line)
        self.column.addWidget(self._hint)
        self.column.addLayout(self._rows)

    def show_files(self, files: tuple[FileRef, ...]) -> None:
        """Show the files of a version; rows that stay keep their open preview."""
        if files == self._files:
            return
        for ref in [ref for ref in self._rows_of if ref not in files]:
            gone = self._rows_of.pop(ref)
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, ref in enumerate(files):
            if ref not in self._rows_of:
                self._rows_of[ref] = FileRow(self._ctx, self._record, ref)
            self._rows.insertWidget(place, self._rows_of[ref])
        self._files = files

    def set_read_only(self, read_only: bool) -> None:
        """Whether nothing can be attached or removed."""
        self._attach.setVisible(not read_only)
        self._hint.setVisible(not read_only)
        for file_row in self._own_rows():
            file_row.remove.setVisible(not read_only)

    def take(self, paths: list[Path]) -> None:
        """Attach files to the record."""
        record_attach.to_record(self._ctx, self._record, paths)

    def _own_rows(self) -> list[FileRow]:
        return [self._rows_of[ref] for ref in self._files or ()]

    def _on_attach(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, self._ctx.tr("Attach files"))
        if names:
            self.take([Path(name) for name in names])


class FileRow(QWidget):
    """One file: its whole name, size, dates and hash, and what can be done with it."""

    def __init__(self, ctx: Context, record: int, ref: FileRef) -> None:
        super().__init__()
        self._ctx, self._record, self.ref, tr = ctx, record, ref, ctx.tr
        self._preview: QWidget | None = None
        self.look = Button(tr("Preview"), "search", on_click=self._on_look)
        self.look.setCheckable(True)
        self.open = Button(tr("Open"), "open", on_click=self._on_open)
        self.save = Button(tr("Save a copy"), "save-copy", on_click=self._on_save)
        self.remove = Button(tr("Remove {name}", name=ref.name), "close", kind="icon", on_click=self._on_remove)
        for button in (self.look, self.open, self.save):
            button.setAccessibleName(f"{button.text()} {ref.name}")
        self.why = Caption("")
        self.why.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(6))
        head = row(IconLabel("file", "muted"), Plain(attaching.shown_name(ref.name)), stretch_last=True)
        head.addWidget(self.remove)
        facts = [size_text(ref.size)]
        if ref.source_dated:
            facts.append(tr("source date {date}", date=date_text(tr, ref.source_dated)))
        facts.append(f"SHA-256 {ref.sha256[:12]}…")
        caption = Caption(" · ".join(facts))
        caption.setToolTip(tip(f"SHA-256 {ref.sha256}"))
        self._column.addWidget(Divider())
        self._column.addLayout(head)
        self._column.addWidget(caption)
        self._column.addWidget(flow(self.look, self.open, self.save, spacing=6))
        self._column.addWidget(self.why)
        self.remove.setVisible(ctx.ws.writable)
        # Only the content tells whether the file may be opened; until then it may not.
        self.open.setEnabled(False)
        ws = ctx.ws
        ctx.runner.read(
            lambda: opening.why_not(ref.name, attaching.head(ws, ref, opening.HEAD)), self._on_judged, owner=self
        )

    def _on_judged(self, refused: Invalid | None) -> None:
        self.open.setEnabled(refused is None)
        self.open.setVisible(refused is None)
        if refused is not None:
            self.why.setText(refused.say(self._ctx.tr))
            self.why.show()

    def _on_look(self) -> None:
        if self._preview is not None:
            self._preview.setVisible(self.look.isChecked())
            return
        ctx, ref, ws = self._ctx, self.ref, self._ctx.ws
        self.look.setEnabled(False)
        ctx.runner.long(
            lambda _progress, _cancelled: load(ws, ref),
            self._on_loaded,
            title=ctx.tr("Preparing the preview"),
            writes=False,
            owner=self,
        )

    def _on_loaded(self, shown: Shown) -> None:
        self.look.setEnabled(True)
        self.look.setChecked(True)
        self._preview = FilePreview(self._ctx.tr, shown)
        self._column.addWidget(self._preview)

    def _on_open(self) -> None:
        ws, ref = self._ctx.ws, self.ref
        self._ctx.runner.read(lambda: opening.open_copy(ws, ref), self._on_copied, failed=self._on_refused, owner=self)

    def _on_copied(self, path: Path) -> None:
        tr = self._ctx.tr
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._ctx.messages.say("info", tr("A read-only copy was opened. Changes to it are not kept here."))
        else:
            self._ctx.messages.say(
                "warn", tr("No program on this computer opens this kind of file. Save a copy instead.")
            )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, Invalid):
            self._on_judged(error)
        else:
            self._ctx.messages.say("bad", str(error))

    def _on_save(self) -> None:
        tr, ctx, ref = self._ctx.tr, self._ctx, self.ref
        name, _kind = QFileDialog.getSaveFileName(self, tr("Save a copy"), attaching.safe_name(ref.name))
        if name:
            ws = ctx.ws
            ctx.runner.long(
                lambda _progress, _cancelled: attaching.save_copy(ws, ref, Path(name)),
                lambda _none: ctx.messages.say("good", tr("The copy was written to {name}.", name=Path(name).name)),
                title=tr("Saving a copy"),
                writes=False,
            )

    def _on_remove(self) -> None:
        ctx, record, ref, tr = self._ctx, self._record, self.ref, self._ctx.tr
        removed = tr("{name} was removed from this version.", name=ref.name)
        ctx.do(lambda: attaching.remove(ctx.ws, record, ref), deleted=removed)


class LinkPanel(Card):
    """The address of something that is kept elsewhere. It is shown openly that nothing of it is kept here."""

    edited = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=10, margin=20)
        self._ctx, tr = ctx, ctx.tr
        self.line = QLineEdit()
        self.line.setMaxLength(2000)
        self.line.setPlaceholderText("https://")
        self.line.setAccessibleName(tr("Address"))
        self.open = Button(tr("Open"), "open", on_click=self._on_open)
        self._note = Muted(
            tr("Not captured: only the address is kept, not what stands there. If it matters, attach a copy.")
        )
        self._problem = Plain("", tone="bad")
        self._problem.hide()
        self._slot = QVBoxLayout()
        self._ask: Confirm | None = None
        self.column.addWidget(Title(tr("Kept elsewhere")))
        self.column.addWidget(self._note)
        line = row(self.line, stretch_last=True)
        line.addWidget(self.open)
        self.column.addLayout(line)
        self.column.addWidget(self._problem)
        self.column.addLayout(self._slot)
        self.line.textEdited.connect(self._on_edited)

    def show_link(self, link: str) -> None:
        """Show an address."""
        if self.line.text() != link:
            self.line.setText(link)
        self.open.setEnabled(bool(link.strip()))

    def set_read_only(self, read_only: bool) -> None:
        """Whether the address can only be read."""
        self.line.setReadOnly(read_only)

    def _on_edited(self, text: str) -> None:
        self._close()
        self._problem.hide()
        self.open.setEnabled(bool(text.strip()))
        self.edited.emit(text.strip())

    def _on_open(self) -> None:
        """Show the whole address and ask; only then a browser is asked to open it."""
        tr = self._ctx.tr
        try:
            address = opening.web_address(self.line.text())
        except Invalid as error:
            self._problem.setText(error.say(tr))
            self._problem.show()
            return
        self._close()
        url = QUrl(address)
        text = bytes(url.toEncoded().data()).decode("ascii", "replace")
        self._ask = Confirm(tr("Open this address in your browser?"), text, confirm=tr("Open"), cancel=tr("Cancel"))
        self._ask.confirmed.connect(partial(self._on_confirmed, url))
        self._ask.cancelled.connect(self._close)
        put(self._slot, self._ask)
        self._ask.take_focus()

    def _on_confirmed(self, url: QUrl) -> None:
        self._close()
        QDesktopServices.openUrl(url)

    def _close(self) -> None:
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
            self._ask = None
