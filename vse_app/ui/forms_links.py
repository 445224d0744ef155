"""Links: the records that a field names, each with a way to open and to remove it, and a list to add from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.forms_editor import Choices, Editor, FieldSpec
from vse_app.ui.parts import Button, Caption, FlowLayout, LinkButton
from vse_app.ui.tables_source import folded
from vse_app.ui.tables_tools import FilterLine

MOST_SHOWN = 200
"""Targets listed at once; the filter finds the others."""


class LinkEditor(Editor):
    """A list of ids of linked records, in the order in which they were added."""

    open_requested = Signal(str)

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self._ids: list[str] = []
        self._read_only = False
        self._box = QWidget()
        self._flow = FlowLayout(self._box, spacing=6)
        self._picker: Picker | None = None
        self._add = Button(tr("Add a link"), "link", on_click=self._on_add)
        self._flow.addWidget(self._add)
        self.place(self._add, beside=self._box)

    def value(self) -> list[str]:
        return list(self._ids)

    def show_value(self, value: object) -> None:
        self._ids = [str(link) for link in value] if isinstance(value, list | tuple) else []
        self._rebuild()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._rebuild()

    def add(self, link: str) -> None:
        """Add a link as the user would."""
        if link not in self._ids:
            self._ids.append(link)
            self._rebuild()
            self.flush()

    def remove(self, link: str) -> None:
        """Remove a link as the user would."""
        self._ids.remove(link)
        self._rebuild()
        self.flush()
        self._add.setFocus()

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._add:
                widget.deleteLater()
        labels = dict(self.choices.targets()) if self._ids else {}
        for link in self._ids:
            self._flow.addWidget(self._chip(link, labels.get(link, link)))
        self._add.setVisible(not self._read_only)
        self._flow.addWidget(self._add)
        self.updateGeometry()

    def _chip(self, link: str, label: str) -> QFrame:
        chip = QFrame()
        chip.setProperty("part", "chip")
        line = QHBoxLayout(chip)
        margin = theme.current().px(3)
        line.setContentsMargins(margin, 0, margin, 0)
        line.setSpacing(0)
        line.addWidget(LinkButton(label, on_click=lambda: self.open_requested.emit(link)))
        if not self._read_only:
            name = self.tr_("Remove the link to {label}", label=label)
            line.addWidget(Button(name, "close", kind="icon", on_click=lambda: self.remove(link)))
        return chip

    def _on_add(self) -> None:
        offered = [(link, label) for link, label in self.choices.targets() if link not in self._ids]
        self._picker = Picker(offered, self.tr_, self)
        self._picker.picked.connect(self.add)
        self._picker.open_at(self._add)


class Picker(QFrame):
    """A list with a filter line that floats under a button until something is picked or Esc is pressed."""

    picked = Signal(str)

    def __init__(self, options: list[tuple[str, str]], tr: Translator, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "raised")
        self._tr = tr
        self._options = [(link, label, folded(label)) for link, label in options]
        self.filter_line = FilterLine(tr("Filter"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What to link to"))
        self._more = Caption("")
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(8)] * 4)
        column.setSpacing(look.px(6))
        for widget in (self.filter_line, self.list, self._more):
            column.addWidget(widget)
        self.resize(look.px(380), look.px(320))
        self.filter_line.settled.connect(self._show)
        self.filter_line.left_down.connect(self._on_left_down)
        self.list.itemActivated.connect(self._on_picked)
        self.list.itemClicked.connect(self._on_picked)
        self._show()

    def open_at(self, button: QWidget) -> None:
        """Float under a button, with the keyboard in the filter line."""
        self.move(button.mapToGlobal(button.rect().bottomLeft()))
        self.show()
        self.filter_line.setFocus()

    def _show(self) -> None:
        wanted, tr = folded(self.filter_line.text()), self._tr
        found = [(link, label) for link, label, plain in self._options if wanted in plain]
        self.list.clear()
        for link, label in found[:MOST_SHOWN]:
            item = QListWidgetItem(label)
            item.setData(Qt.ItemDataRole.UserRole, link)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        left_out = len(found) - MOST_SHOWN
        self._more.setText(tr("{count} more: type to find {count|it|them}", count=left_out) if left_out > 0 else "")
        self._more.setVisible(left_out > 0)

    def _on_left_down(self) -> None:
        if self.list.count() == 1:
            self._on_picked(self.list.item(0))
        else:
            self.list.setFocus()

    def _on_picked(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(Qt.ItemDataRole.UserRole))
        self.close()
