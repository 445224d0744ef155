"""What the library shows before a model is open: what is in it, how to read it, and the folder of one's own models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from vse_app import content
from vse_app.model import library_words
from vse_app.model.errors import BadProfile, StorageFailed
from vse_app.services.library_pages import Shelf
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Heading, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.settings_fields import IconLine


class Own(NamedTuple):
    """The folder of the user's own models, and what is wrong with them."""

    folder: Path | None
    problems: Sequence[BadProfile]


def own_models() -> Own:
    """Where the user's models are and what is wrong with them; reads them all, so not on the GUI thread."""
    return Own(content.own_root(), content.problems())


class LibraryHome(ScrollPage):
    """The page. `changed` when another folder was chosen."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(margin=20, spacing=12)
        tr = ctx.tr
        self._ctx = ctx
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Library"))
        self.column.addWidget(Heading(tr("Library")))
        text = tr(
            "Every process model this program knows, in our own words: what the profiles are made of, and the bigger "
            "standards behind them. Choose one at the side, or search all of them at once."
        )
        self.column.addWidget(Plain(text))
        compare = Button(tr("Compare two models"), "compare", on_click=lambda: ctx.go(Target("library-compare")))
        self.column.addWidget(flow(compare))
        self._kinds = Plain("")
        self._own = Card(spacing=8)
        self.column.addWidget(Card(self._kinds))
        self.column.addWidget(Muted(library_words.recalled_note(tr)))
        self.column.addWidget(self._own)
        self._own.hide()

    def show_shelves(self, shelves: Sequence[Shelf]) -> None:
        """Say what kinds of model there are."""
        tr = self._ctx.tr
        self._kinds.setText(
            "\n".join(
                f"{library_words.model_kind(tr, shelf.kind)} ({len(shelf.models)}): "
                f"{library_words.model_kind_hint(tr, shelf.kind)}"
                for shelf in shelves
            )
        )

    def show_own(self, own: Own) -> None:
        """Say where one's own models are, and what is wrong with them."""
        tr = self._ctx.tr
        clear(self._own.column)
        add = self._own.column.addWidget
        add(SectionTitle(tr("Your own models")))
        text = tr(
            "A folder of yours with models is checked and listed here. How to write one is told in docs/content.md, "
            "beside the program's sources."
        )
        add(Muted(text))
        if own.folder is not None:
            add(Plain(str(own.folder)))
        for problem in own.problems:
            add(IconLine("error", "bad", problem.say(tr)))
        self.choose = Button(tr("Choose a folder …"), "open", on_click=self._on_choose)
        buttons = [self.choose]
        if own.folder is not None:
            self.forget = Button(tr("Use none"), kind="quiet", on_click=lambda: self._use(None))
            buttons.append(self.forget)
        add(flow(*buttons))
        self._own.show()

    def _on_choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._ctx.tr("Folder of your models"))
        if name:
            self._use(Path(name))

    def _use(self, folder: Path | None) -> None:
        try:
            content.choose_own_root(folder)
        except OSError as error:
            refused = StorageFailed(
                "This cannot be written ({reason}).", place=str(folder or ""), reason=error.strerror
            )
            self._ctx.messages.say("bad", refused.say(self._ctx.tr))
        self.changed.emit()
