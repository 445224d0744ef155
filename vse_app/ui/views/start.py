"""Start: what one sees without a company file. New, open, example, restore, recent; refusals are said in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from vse_app.model.errors import UserError
from vse_app.ui.context import Context, Target
from vse_app.ui.view import View
from vse_app.ui.views.start_page import FORGET, OPEN, RESTORE, StartPage

ENDING = ".vse"


class StartView(View):
    """The start page. A target with `kind` (a file) and `text` (lines) shows why that file could not be opened."""

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._missing: dict[str, bool] = {}
        self.setAcceptDrops(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page = self._build()
        self._column.addWidget(self.page)

    def refresh(self) -> None:
        """Look which recent files are still there; not on the GUI thread, since a dead network drive takes its time."""
        recent = self.ctx.preferences.recent()
        self._show({path: gone for path, gone in self._missing.items() if path in recent})
        self.ctx.runner.latest(
            (id(self), "recent"), lambda: {path: not Path(path).is_file() for path in recent}, self._show, owner=self
        )

    def _show(self, missing: dict[str, bool]) -> None:
        shown = list(self.page.recent), self._missing, self.target
        if shown == (self.ctx.preferences.recent(), missing, self._built_for):
            return
        self._missing = missing
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        old, self.page = self.page, self._build()
        self._column.replaceWidget(old, self.page)
        self.page.show()
        if had_focus:
            self.page.new.button.setFocus()
        old.hide()
        old.deleteLater()

    def _build(self) -> StartPage:
        ctx, target = self.ctx, self.target
        self._built_for = target
        page = StartPage(
            ctx.tr, ctx.preferences, self._on_go, missing=self._missing, problem=(target.kind, target.text)
        )
        self.setFocusProxy(page.new.button)
        return page

    def _on_go(self, target: Target) -> None:
        if target.view == OPEN:
            self._choose_file()
        elif target.view == RESTORE:
            self._choose_backup()
        elif target.view == FORGET:
            self.ctx.preferences.forget_recent(target.text)
            self.refresh()
        else:
            self.ctx.go(target)

    def _choose_file(self) -> None:
        tr = self.ctx.tr
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a company file"), self._folder(), self._filter())
        if name:
            self.ctx.go(Target("open", text=name))

    def _choose_backup(self) -> None:
        tr = self.ctx.tr
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose the backup"), self._folder(), self._filter())
        if not name:
            return
        source = Path(name)
        proposed = source.with_name(f"{source.stem} ({tr('restored')}){ENDING}")
        wanted, _ = QFileDialog.getSaveFileName(self, tr("Save the restored file as"), str(proposed), self._filter())
        if wanted:
            self._restore(source, Path(wanted if wanted.endswith(ENDING) else wanted + ENDING))

    def _restore(self, source: Path, target: Path) -> None:
        def work(_progress: object, _cancelled: object) -> Path:
            from vse_app.services.backup import restore

            return restore(source, target)

        def opened(path: Path) -> None:
            self.ctx.go(Target("open", text=str(path)))

        title = self.ctx.tr("Restoring {name}", name=source.name)
        self.ctx.runner.long(work, opened, title=title, failed=lambda error: self._refused(source, error), owner=self)

    def _refused(self, path: Path, error: UserError) -> None:
        tr = self.ctx.tr
        lines = [tr(error.message, **error.values), tr(error.hint, **error.values) if error.hint else ""]
        self.ctx.go(Target("start", kind=str(path), text="\n".join(line for line in lines if line)))

    def _folder(self) -> str:
        recent = self.ctx.preferences.recent()
        return str(Path(recent[0]).parent) if recent else str(Path.home())

    def _filter(self) -> str:
        tr = self.ctx.tr
        return f"{tr('Company files')} (*{ENDING});;{tr('All files')} (*)"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path:
            event.acceptProposedAction()
            self.ctx.go(Target("open", text=path))


def _dropped(event: QDropEvent) -> str:
    """The company file that is being dropped; "" when it is anything else."""
    names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return names[0] if len(names) == 1 and names[0].lower().endswith(ENDING) else ""
