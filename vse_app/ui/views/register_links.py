"""Picking the records that a link names: those named are ticked, others are sought by number or title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from vse_app.model.elements import FieldDef
from vse_app.services import registers
from vse_app.services.registers import Linkable
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, row, tip
from vse_app.ui.tables_tools import FilterLine
from vse_app.ui.views.register_cells import Linked

_ID = Qt.ItemDataRole.UserRole
MOST = 60
"""Records listed at once; the words sought find the others."""


class LinkPicker(QWidget):
    """A list to tick, and a line to seek in. `single` lets one record be named at most; `without` is never offered."""

    changed = Signal()
    done = Signal()

    def __init__(
        self, ctx: Context, definition: FieldDef, chosen: Sequence[Linked], *, single: bool = False, without: int = 0
    ) -> None:
        super().__init__()
        self.tr_ = ctx.tr
        self._ctx, self._definition, self._single, self._without = ctx, definition, single, without
        self._chosen = {one.id: one.label for one in chosen}
        tr, look = ctx.tr, theme.current()
        self.filter_line = FilterLine(tr("Number or words"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What to link to"))
        self.list.setMinimumHeight(look.px(150))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._note = Caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        for widget in (self.filter_line, self.list, self._note):
            column.addWidget(widget)
        self.setFocusProxy(self.filter_line)
        self.filter_line.settled.connect(self._seek)
        self.filter_line.left_down.connect(self._on_left_down)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.itemActivated.connect(self._on_activated)
        self._seek()

    def value(self) -> list[str]:
        """Ids of the records named."""
        return list(self._chosen)

    def _seek(self) -> None:
        ctx, text, kinds = self._ctx, self.filter_line.text().strip(), self._definition.to
        job = lambda: registers.linkable(ctx.ws, ctx.project, kinds, text, limit=MOST)  # noqa: E731
        ctx.runner.latest((id(self), "targets"), job, self._show, owner=self)

    def _show(self, found: list[Linkable]) -> None:
        offered = {str(one.id): f"{one.number}  {one.title}".strip() for one in found if one.id != self._without}
        shown = offered if self.filter_line.text().strip() else self._chosen | offered
        self.list.blockSignals(True)
        self.list.clear()
        for key, label in shown.items():
            item = QListWidgetItem(label)
            item.setToolTip(tip(label))
            item.setData(_ID, key)
            item.setCheckState(Qt.CheckState.Checked if key in self._chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        tr = self._ctx.tr
        more = tr("These are the first {count}. Write some words to find others.", count=MOST)
        self._note.setText(more if len(found) == MOST else "" if shown else tr("Nothing is found."))
        self._note.setVisible(bool(self._note.text()))

    def _on_left_down(self) -> None:
        if self.list.count() == 1:
            self._on_activated(self.list.item(0))
        else:
            self.list.setFocus()

    def _on_activated(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        if self._single and not ticked:
            self.done.emit()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        key = item.data(_ID)
        if item.checkState() == Qt.CheckState.Checked:
            if self._single:
                self._chosen.clear()
            self._chosen[key] = item.text()
        else:
            self._chosen.pop(key, None)
        if self._single:
            self.list.blockSignals(True)
            for other in (self.list.item(n) for n in range(self.list.count())):
                is_one = other.data(_ID) in self._chosen
                other.setCheckState(Qt.CheckState.Checked if is_one else Qt.CheckState.Unchecked)
            self.list.blockSignals(False)
        self.changed.emit()


class LinkPopup(QFrame):
    """The picker under a cell. Closing it takes what is ticked; Esc does not."""

    picked = Signal(list)

    def __init__(self, picker: LinkPicker, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "raised")
        self._before = picker.value()
        self._gives_up = False
        self.picker = picker
        look, tr = theme.current(), picker.tr_
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(10)] * 4)
        column.addWidget(Caption(title))
        column.addWidget(picker)
        column.addLayout(row(Button(tr("Use these"), "check", kind="primary", on_click=self.close)))
        self.resize(look.px(420), look.px(360))
        picker.done.connect(self.close)

    def open_at(self, place: QPoint) -> None:
        """Float there, within the screen, with the keyboard in the line to seek in."""
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = place.y() if place.y() + self.height() <= screen.bottom() else screen.bottom() - self.height()
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.picker.filter_line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._gives_up = True
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: object) -> None:
        if not self._gives_up and self.picker.value() != self._before:
            self.picked.emit(self.picker.value())
        super().closeEvent(event)  # type: ignore[arg-type]
