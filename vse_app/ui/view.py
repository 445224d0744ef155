"""What a screen is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vse_app.ui.context import Context, Target


class View(QWidget):
    """A screen. It builds itself once, shows what `refresh` reads, and refreshes when its topics are touched.

    `topics` are the entities of `Changes` it shows (company, person, project, record, revision, event, confirmation,
    mark, links, setting). `retarget` is called when the window opens it again for another record or task; `leave` when
    the person goes elsewhere or the program closes: unsaved typing is handed over there, never lost.
    """

    topics: frozenset[str] = frozenset()

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__()
        self.ctx = ctx
        self.target = target

    def refresh(self) -> None:
        """Read again and show."""

    def retarget(self, target: Target) -> None:
        """Show something else in the same screen."""
        self.target = target
        self.refresh()

    def leave(self) -> None:
        """Hand over what was typed and not saved yet."""
