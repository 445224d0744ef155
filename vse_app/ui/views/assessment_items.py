"""The list of what is to be rated in a process: where each stands, its letter, and the keys that rate it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vse_app.model.assessment import Status
from vse_app.ui import icons, theme
from vse_app.ui.parts import tip

KEY: Final = Qt.ItemDataRole.UserRole
ENTRY: Final = Qt.ItemDataRole.UserRole + 1
_ICONS: Final[Mapping[Status, tuple[str, str]]] = {
    "todo": ("ready", "muted"),
    "doing": ("doing", "info"),
    "done": ("done", "good"),
}
_TONES: Final = {"N": "bad", "P": "warn", "L": "info", "F": "good", "met": "good", "not-met": "bad", "na": "muted"}
DIGITS: Final = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_0: 0}


class Entry(NamedTuple):
    """One line: the item's key, its title, whether it is a part of the attribute above it, and how it stands."""

    key: str
    title: str
    part: bool
    status: Status
    letter: str
    shown: str
    said: str


class ItemList(QListWidget):
    """`moved` carries the key of the item chosen, `pressed_digit` a number from 0 to 4."""

    moved = Signal(str)
    pressed_digit = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_moved)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the one that was chosen stays so. Lines that stay are only brought up to date."""
        keys = [self.item(row).data(KEY) for row in range(self.count())]
        if keys != [entry.key for entry in entries]:
            chosen = self.chosen()
            self.blockSignals(True)
            self.clear()
            for entry in entries:
                self.addItem(QListWidgetItem())
                self.item(self.count() - 1).setData(KEY, entry.key)
            row = next((n for n, entry in enumerate(entries) if entry.key == chosen), 0)
            self.setCurrentRow(row if entries else -1)
            self.blockSignals(False)
        for row, entry in enumerate(entries):
            self._fill(self.item(row), entry)

    def show_entry(self, entry: Entry) -> None:
        """Bring one line up to date."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == entry.key:
                self._fill(self.item(row), entry)

    def chosen(self) -> str:
        """Key of the line chosen, or ""."""
        item = self.currentItem()
        return str(item.data(KEY)) if item is not None else ""

    def choose(self, key: str) -> bool:
        """Choose a line by key; False when it is not there."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return True
        return False

    def step(self, by: int) -> None:
        """Go up (-1) or down (+1)."""
        self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits rate; everything else moves as in any list."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = DIGITS.get(Qt.Key(event.key())) if plain else None
        if digit is None:
            super().keyPressEvent(event)
        else:
            self.pressed_digit.emit(digit)

    def _fill(self, item: QListWidgetItem, entry: Entry) -> None:
        if item.data(ENTRY) != entry:
            item.setData(ENTRY, entry)
            item.setToolTip(tip(entry.title))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.said}")

    def _on_moved(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.moved.emit(str(item.data(KEY)))


class _Delegate(QStyledItemDelegate):
    """Paints a line: status icon, title, letter."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, max(theme.current().px(30), option.fontMetrics.height() + theme.current().px(10)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY)
        look = theme.current()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[operator]
            painter.fillRect(option.rect, look.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[operator]
            painter.fillRect(option.rect, look.colour("hover"))
        if isinstance(entry, Entry):
            self._line(painter, option, entry, look)
        painter.restore()

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, look: theme.Theme) -> None:
        gap, side = look.px(8), round(option.fontMetrics.height() * 0.95)
        box = QRect(option.rect)
        left = box.left() + gap + (look.px(14) if entry.part else 0)
        icon, meaning = _ICONS[entry.status]
        icons.icon(icon, meaning).paint(painter, QRect(left, box.center().y() - side // 2, side, side))
        font = option.font
        font.setBold(True)
        painter.setFont(font)
        wide = max(painter.fontMetrics().horizontalAdvance(entry.shown), look.px(18)) if entry.shown else 0
        letter = QRect(box.right() - gap - wide, box.top(), wide, box.height())
        painter.setPen(look.colour(_TONES.get(entry.letter, "muted")))
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, entry.shown)
        font.setBold(not entry.part)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        start = left + side + gap
        room = QRect(start, box.top(), max(letter.left() - gap - start, 10), box.height())
        text = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
