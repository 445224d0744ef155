"""The task view: reads one task, shows its sheet, keeps it up to date, and takes files that are dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from vse_app.model.path import Status
from vse_app.services import path, sample, task_page
from vse_app.services.task_page import TaskPage
from vse_app.ui.context import Context, Target
from vse_app.ui.settling import Settling
from vse_app.ui.view import View
from vse_app.ui.views.boxes import put
from vse_app.ui.views.task_sheet import Sheet


class TaskView(View):
    """One task in one iteration. Everything saves itself."""

    topics = frozenset({"project", "person", "record", "revision", "event", "confirmation", "mark", "links", "setting"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.setAcceptDrops(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.sheet: Sheet | None = None
        self._seen: Sheet | None = None
        """The sheet on show: the one before `sheet` for as long as that is being dressed."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_done_keys)

    def refresh(self) -> None:
        """Read the task again."""
        ctx, target = self.ctx, self.target

        def read() -> TaskPage:
            found = task_page.page(ctx.ws, ctx.project, target.task, target.iteration)
            for output in found.outputs:  # read once from disk, here and not while the page is built
                sample.example_fields(found.view.model.id, output.product.id, ctx.language)
            return found

        ctx.runner.latest((id(self), "task"), read, self._show, owner=self)

    def retarget(self, target: Target) -> None:
        """Another task: what was typed in this one is saved first."""
        self.leave()
        super().retarget(target)

    def leave(self) -> None:
        """Save what was typed."""
        if self.sheet is not None:
            self.sheet.flush()

    def _show(self, found: TaskPage) -> None:
        if found.step.task.id != self.target.task:
            return
        self.target = self.target._replace(iteration=found.step.iteration)
        if self.sheet is None or self.sheet.key != found.step.key:
            self._replace(Sheet(self.ctx, found, self))
            self._take_up(found)
        else:
            self.sheet.show_page(found)

    def _replace(self, sheet: Sheet) -> None:
        """Another task's sheet; the one that is seen stays until the new one is dressed."""
        former, self.sheet = self.sheet, sheet
        if former is not None:
            former.flush()
            if former is not self._seen:  # it never came to be seen
                former.deleteLater()
        if self._seen is None or not self.isVisible():
            self._present(sheet)
        else:
            sheet.hide()
            self._column.addWidget(sheet)
            Settling(sheet, self.ctx.runner, lambda: self._present(sheet), longest=0)

    def _present(self, sheet: Sheet) -> None:
        if sheet is not self.sheet:
            return
        seen, self._seen = self._seen, sheet
        if seen is not None:
            seen.flush()
            seen.hide()
            seen.deleteLater()
        self.setFocusProxy(sheet.page)
        put(self._column, sheet)
        sheet.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up(self, found: TaskPage) -> None:
        """A task that was put off until somebody opens it is open again."""
        ctx, step = self.ctx, found.step
        if step.status is Status.LATER and not step.mark.until and ctx.ws.writable:
            ctx.do(lambda: path.reopen(ctx.ws, ctx.project, *step.key, reason=""))

    def _on_done_keys(self) -> None:
        if self.sheet is not None:
            self.sheet.press_done()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.ctx.ws.writable:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.sheet is not None:
            event.acceptProposedAction()
            self.sheet.take_files(paths, self.childAt(event.position().toPoint()))
