"""The bar at the top: which project, search, back and forward, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.parts_text import Button, Caption, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class TopBar(QFrame):
    """`asked` carries the name of an errand: "projects", "palette", "back", "forward", "undo" or "redo"."""

    asked = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.setProperty("part", "header")
        self._tr = tr
        self.project = Button("", "project", kind="quiet", on_click=lambda: self.asked.emit("projects"))
        self.company = Caption("", wrap=False)
        self.search = Button(tr("Search or do…"), "search", on_click=lambda: self.asked.emit("palette"))
        self.search.setToolTip(tip(tr("Find anything, or type what you want to do (Ctrl+K)")))
        self.back = self._icon(tr("Back (Alt+Left)"), "back")
        self.forward = self._icon(tr("Forward (Alt+Right)"), "forward")
        self.undo = self._icon("", "undo")
        self.redo = self._icon("", "redo")
        look = theme.current()
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(8), look.px(6), look.px(12), look.px(6))
        line.setSpacing(look.px(4))
        for widget in (self.back, self.forward, self.project, self.company):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.search, self.undo, self.redo):
            line.addWidget(widget)
        self.company.setMinimumWidth(1)
        self._title = ""
        self.show_place("", "")
        self.show_ways(back=False, forward=False)
        self.show_undo("", "")

    def show_place(self, project: str, company: str) -> None:
        """The current project and company; no project and no company on the start page."""
        self._title = project or self._tr("Choose a project")
        self.project.setToolTip(tip(self._tr("Projects of {company}", company=company)))
        self.project.setAccessibleName(self._tr("Project: {title}", title=project or "–"))
        self.company.setText(company)
        self.project.setVisible(bool(company))
        self._fit()

    def show_ways(self, *, back: bool, forward: bool) -> None:
        """Whether there is somewhere to go back or forward to."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_undo(self, undo: str, redo: str) -> None:
        """What would be undone and redone, in words; "" for nothing."""
        tr = self._tr
        self.undo.setEnabled(bool(undo))
        self.undo.set_text(tr("Undo: {what} (Ctrl+Z)", what=undo) if undo else tr("Nothing to undo"))
        self.redo.setEnabled(bool(redo))
        self.redo.set_text(tr("Redo: {what} (Ctrl+Shift+Z)", what=redo) if redo else tr("Nothing to redo"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words without room are left out or shortened: first the company, then those of search, then the title."""
        px = theme.current().px
        self.company.setVisible(bool(self.company.text()) and self.width() >= px(620))
        words = self._tr("Search or do…") if self.width() >= px(480) else ""
        self.search.setText(words)
        others = (self.back, self.forward, self.search, self.undo, self.redo)
        taken = sum(widget.sizeHint().width() + px(4) for widget in others) + px(90)
        if not self.company.isHidden():
            taken += self.company.sizeHint().width()
        shown = shortened(self.project, self._title, max(self.width() - taken, px(60)))
        self.project.setText(shown.replace("&", "&&"))

    def _icon(self, words: str, name: str) -> Button:
        return Button(words, name, kind="icon", on_click=lambda: self.asked.emit(name))


def shortened(widget: QWidget, text: str, width: int) -> str:
    """The text, or as much of it as fits into a width, with an ellipsis."""
    metrics = widget.fontMetrics()
    if metrics.horizontalAdvance(text) <= width:
        return text
    while text and metrics.horizontalAdvance(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"
