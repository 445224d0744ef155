"""The quiet line at the bottom: saved or not, who is working, how old the backup is, which profile."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts_text import Button, Caption, IconLabel, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

OLD_DAYS = 7
"""A backup older than this is marked."""
LOOKS: Final[dict[str, tuple[str, str]]] = {
    "saved": ("done", "good"),
    "waiting": ("edit", "info"),
    "saving": ("doing", "info"),
    "kept": ("warning", "bad"),
    "read-only": ("lock", "warn"),
}
"""How it stands with what was typed → (icon, tone)."""


class StatusLine(QFrame):
    """`asked` carries "people" (choose who is working) or "backup" (look after backups)."""

    asked = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.setProperty("part", "status")
        self.setAccessibleName(tr("Status"))
        self._tr = tr
        self._read_only = False
        self._icon = IconLabel("done", "good")
        self.saved = Caption("", wrap=False)
        self.actor = Button("", "person", kind="chip", on_click=lambda: self.asked.emit("people"))
        self.backup = Button("", "backup", kind="chip", on_click=lambda: self.asked.emit("backup"))
        self.edition = Caption("", wrap=False)
        look = theme.current()
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(12), look.px(4), look.px(12), look.px(4))
        line.setSpacing(look.px(8))
        for widget in (self._icon, self.saved, self.actor):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.edition, self.backup):
            line.addWidget(widget)
        self.show_file(opened=False)

    def show_file(self, *, opened: bool, read_only: bool = False) -> None:
        """Whether a company file is open, perhaps only for reading; without one the line is empty."""
        self._opened, self._read_only = opened, read_only
        for widget in (self._icon, self.actor, self.backup):
            widget.setVisible(opened)
        self._fit()
        self.show_saving("saved")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room, the profile and then the word for “saved” give way; their tooltips stay."""
        px = theme.current().px
        self.edition.setVisible(self._opened and self.width() >= px(680))
        self.saved.setVisible(self._opened and self.width() >= px(440))

    def show_saving(self, standing: str) -> None:
        """How it stands with what was typed, as `Writing.standing` says; of a file to read only, that it is one."""
        tr = self._tr
        words = {
            "saved": tr("Saved"),
            "waiting": tr("Not saved yet"),
            "saving": tr("Saving…"),
            "kept": tr("Could not be saved"),
            "read-only": tr("Read only"),
        }
        shown = "read-only" if self._read_only else standing
        self._icon.set_icon(*LOOKS[shown])
        self.saved.setText(words[shown])
        self._icon.setToolTip(tip(words[shown]))

    def show_actor(self, name: str) -> None:
        """Who is working now; "" when nobody said."""
        tr = self._tr
        self.actor.set_text(name or tr("Who is working?"))
        self.actor.setToolTip(tip(tr("The name that stands on what is written from here on")))
        self.actor.setAccessibleName(tr("Working now: {name}", name=name or tr("nobody chosen")))

    def show_edition(self, edition: str) -> None:
        """The edition of the profile the project works under."""
        self.edition.setText(edition)

    def show_backup(self, at: str, today: dt.date) -> None:
        """How old the newest backup is; `at` is its moment (UTC) or ""."""
        self.backup.set_text(backup_age(self._tr, at, today))
        old = not at or (today - dt.date.fromisoformat(at[:10])).days > OLD_DAYS
        self.backup.setProperty("tone", "warn" if old else "")


def backup_age(tr: Translator, at: str, today: dt.date) -> str:
    """The age of a backup in words."""
    if not at:
        return tr("No backup yet")
    days = (today - dt.date.fromisoformat(at[:10])).days
    if days < 1:
        return tr("Backup: today")
    return tr("Backup: yesterday") if days == 1 else tr("Backup: {days} days ago", days=days)
