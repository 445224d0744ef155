"""Backups: make one, see when the last one was made, check the file, and bring a backup back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from vse_app.model import wording
from vse_app.model.errors import Cancelled, UserError
from vse_app.services import backup, setup
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Confirm, Muted, Plain, Title, flow
from vse_app.ui.views.settings_fields import IconLine
from vse_app.ui.views.settings_section import Section

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data

FOLDER = "backup_folder"
OLD_DAYS = 7
"""A backup older than this is pointed out."""


class BackupSection(Section):
    """Everything about copies of the company file. A backup can be made of a file that is open for reading only."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self.place = Plain(tr("Your company file: {path}", path=ctx.ws.path))
        self.last = Card()
        self.backup_button = Button(tr("Make a backup now …"), "backup", kind="primary", on_click=self._on_backup)
        self.check_button = Button(tr("Check this file"), "check", on_click=self._on_check)
        self.restore_button = Button(tr("Bring a backup back …"), "restore", on_click=self._on_restore)
        self.result = Card()
        self.result.hide()
        self.confirm: Confirm | None = None
        why = tr("A backup is a copy of the one file that holds everything. Keep it on another disk than this one.")
        whole = tr("Every hash in the file is computed again: records, history, and each kept file.")
        back = tr(
            "A backup comes back as a new file beside the others. Nothing is overwritten, and it is checked first."
        )
        self.add(
            Card(Title(tr("Keep a copy")), Muted(why), self.place, self.last, flow(self.backup_button)),
            Card(Title(tr("Is the file whole?")), Muted(whole), flow(self.check_button), self.result),
            Card(Title(tr("Bring a backup back")), Muted(back), flow(self.restore_button)),
        )
        self.last.setProperty("part", "sunken")
        self.result.setProperty("part", "sunken")

    def show_data(self, data: Data) -> None:
        tr, (at, name) = self.ctx.tr, data.last
        _clear(self.last)
        if not at:
            self.last.column.addWidget(
                IconLine("warning", "warn", tr("No backup has been made with this program yet."))
            )
            return
        said = tr("Last backup: {name}, {date}", name=name, date=wording.date_text(tr, at))
        age = (dt.date.fromisoformat(self.ctx.ws.today()) - dt.date.fromisoformat(at[:10])).days
        if age > OLD_DAYS:
            self.last.column.addWidget(IconLine("clock", "warn", f"{said} {tr('({days|1 day|# days} ago)', days=age)}"))
        else:
            self.last.column.addWidget(IconLine("done", "good", said))

    def _on_backup(self) -> None:
        ctx, tr = self.ctx, self.ctx.tr
        folder = Path(ctx.preferences.get(FOLDER) or ctx.ws.path.parent)
        first = setup.suggested_file(f"{ctx.ws.path.stem} {ctx.ws.today()}", folder)
        name, _ = QFileDialog.getSaveFileName(self, tr("Backup"), str(first), tr("Company file (*.vse)"))
        if not name:
            return
        target = Path(name if name.endswith(".vse") else f"{name}.vse")
        ctx.preferences.set(FOLDER, str(target.parent))
        self.backup_button.setEnabled(False)

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
            return backup.backup(ctx.ws, target, progress=_share(progress))

        ctx.runner.long(job, self._on_backed_up, title=tr("Making a backup"), failed=self._on_failed, owner=self)

    def _on_backed_up(self, path: Path) -> None:
        ctx, tr = self.ctx, self.ctx.tr
        self.backup_button.setEnabled(True)
        ctx.messages.say("good", tr("The backup was made and checked: {path}", path=path))
        if ctx.ws.writable:
            ws = ctx.ws
            ctx.runner.read(lambda: backup.last_backup(ws), self._show_last, owner=self)

    def _show_last(self, last: tuple[str, str]) -> None:
        _clear(self.last)
        tr, (at, name) = self.ctx.tr, last
        said = tr("Last backup: {name}, {date}", name=name, date=wording.date_text(tr, at))
        self.last.column.addWidget(IconLine("done", "good", said))

    def _on_check(self) -> None:
        ctx, tr = self.ctx, self.ctx.tr
        self.check_button.setEnabled(False)

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> list[backup.Problem]:
            return backup.check(ctx.ws, cancelled=cancelled)

        ctx.runner.long(
            job, self._on_checked, title=tr("Checking the file"), writes=False, failed=self._on_failed, owner=self
        )

    def _on_checked(self, problems: list[backup.Problem]) -> None:
        tr = self.ctx.tr
        self.check_button.setEnabled(True)
        _clear(self.result)
        self.result.show()
        if not problems:
            said = tr("The file is whole: database, history, versions and kept files have the hashes they should have.")
            self.result.column.addWidget(IconLine("done", "good", said))
            return
        for problem in problems[:20]:
            self.result.column.addWidget(IconLine("error", "bad", backup.problem_text(tr, problem)))
        if len(problems) > 20:
            self.result.column.addWidget(Muted(tr("and {count} more", count=len(problems) - 20)))
        self.result.column.addWidget(
            Plain(tr("Bring back the last backup that is whole, and keep this file as it is."))
        )

    def _on_restore(self) -> None:
        ctx, tr = self.ctx, self.ctx.tr
        folder = str(ctx.preferences.get(FOLDER) or ctx.ws.path.parent)
        name, _ = QFileDialog.getOpenFileName(self, tr("Backup"), folder, tr("Company file (*.vse)"))
        if not name:
            return
        source = Path(name)
        target = setup.suggested_file(f"{source.stem} {tr('restored')}", ctx.ws.path.parent)
        if self.confirm is not None:
            self.confirm.deleteLater()
        text = tr(
            "{source} is copied to {target}, checked, and opened. The file that is open now stays as it is.",
            source=source.name, target=target,
        )  # fmt: skip
        self.confirm = Confirm(tr("Bring this backup back?"), text, confirm=tr("Bring it back"), cancel=tr("Cancel"))
        self.confirm.confirmed.connect(lambda: self._restore(source, target))
        self.confirm.cancelled.connect(self._close_confirm)
        self.add(self.confirm)
        self.confirm.take_focus()

    def _restore(self, source: Path, target: Path) -> None:
        ctx, tr = self.ctx, self.ctx.tr
        self._close_confirm()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
            return backup.restore(source, target)

        def then(path: Path) -> None:
            ctx.preferences.add_recent(path)
            ctx.go(Target("open", text=str(path)))

        ctx.runner.long(
            job, then, title=tr("Bringing the backup back"), writes=False, failed=self._on_failed, owner=self
        )

    def _close_confirm(self) -> None:
        if self.confirm is not None:
            self.confirm.hide()
            self.confirm.deleteLater()
            self.confirm = None
            self.restore_button.setFocus()

    def _on_failed(self, error: UserError) -> None:
        for button in (self.backup_button, self.check_button):
            button.setEnabled(True)
        if not isinstance(error, Cancelled):
            self.ctx.messages.say("bad", error.say(self.ctx.tr))


def _share(progress: Callable[[int, int, str], None]) -> Callable[[float], None]:
    return lambda part: progress(round(100 * part), 100, "")


def _clear(card: Card) -> None:
    while item := card.column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
