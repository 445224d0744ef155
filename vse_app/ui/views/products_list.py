"""The profile's work products by process, each with what there is of it; files can be dropped on one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel
from vse_app.model.wording import product_name
from vse_app.services.whereabouts import Shelf
from vse_app.ui import icons, theme
from vse_app.ui.parts import tip
from vse_app.ui.sources import Names

_KIND = Qt.ItemDataRole.UserRole
LINE_HEIGHT = 30
"""Of a name on one line, in pixels at 100 %; a longer name takes two."""
SIDE = 8
"""Between the words and the edges of the list."""


def groups(model: ProcessModel) -> list[tuple[str, list[Product]]]:
    """Products by the first process that makes them, in the model's order; "" for those that come from outside."""
    maker: dict[str, str] = {}
    for task in model.tasks():
        for use in task.outputs:
            maker.setdefault(use.product, task.process)
    found: dict[str, list[Product]] = {process.id: [] for process in model.processes} | {"": []}
    for product in model.products:
        found[maker.get(product.id, "")].append(product)
    return [(process, products) for process, products in found.items() if products]


class ProductList(QTreeWidget):
    """All, then each process with its products: name, and how many there are or that nothing is there yet."""

    chosen = Signal(str)
    """A product's id, or "" for all."""
    files_dropped = Signal(str, list)

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setStyleSheet(f"QTreeWidget::item {{ padding: 0 {theme.current().px(SIDE)}px; }}")
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setItemDelegate(Wrapping(self))
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(*[theme.current().px(16)] * 2))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setAccessibleName(names.tr("Work products"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._earlier: QTreeWidgetItem | None = None
        self._fill()
        self.currentItemChanged.connect(self._on_current)
        self.header().sectionResized.connect(lambda *_sizes: self.scheduleDelayedItemsLayout())

    @property
    def kind(self) -> str:
        """The product chosen, "" for all."""
        item = self.currentItem()
        return item.data(0, _KIND) or "" if item is not None else ""

    def choose(self, kind: str) -> None:
        """Make a product the chosen one without telling anybody."""
        item = self._items.get(kind, self._items[""])
        self.blockSignals(True)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.scrollToItem(item)

    def show_shelves(self, shelves: Mapping[str, Shelf]) -> None:
        """Say of each product what there is of it."""
        tr = self._names.tr
        for product in self._names.model.products:
            shelf = shelves.get(product.id, Shelf())
            if shelf.filled:
                mark, tone, word = "done", "good", f"{shelf.total:,}"
            elif shelf.total:
                mark, tone, word = "doing", "info", tr("empty")
            elif product.optional:
                mark, tone, word = "optional", "muted", tr("optional")
            else:
                mark, tone, word = "blocked", "muted", tr("not yet")
            item = self._items[product.id]
            item.setIcon(0, icons.icon(mark, tone))
            item.setText(1, word)
            name = product_name(self._names.model, self._names.language, product.id)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}: {word}")
        for kind in (name for name in shelves if not self._names.model.is_asked_for(name)):
            if kind not in self._items:
                self._add_earlier(kind)
            self._items[kind].setText(1, f"{shelves[kind].total:,}")
        self._items[""].setText(1, f"{sum(s.total for s in shelves.values()):,}")

    def lines(self) -> list[tuple[str, str]]:
        """(product id, "" for all; name and what there is of it), in the order of the list."""
        return [(kind, f"{item.text(0)} ({item.text(1)})") for kind, item in self._items.items()]

    def _fill(self) -> None:
        names = self._names
        everything = self._add("", names.tr("All work products"))
        everything.setIcon(0, icons.icon("products", "text"))
        for process, products in groups(names.model):
            title = names.model.word(names.language, "processes", process) if process else ""
            self._heading(title or names.tr("From outside"))
            for product in products:
                name = product_name(names.model, names.language, product.id)
                item = self._add(product.id, name)
                item.setToolTip(
                    0, tip(f"{name}\n{names.model.word(names.language, 'products', product.id, 'purpose')}")
                )

    def _add_earlier(self, kind: str) -> None:
        """A work product of an earlier edition that still has records, under a heading of its own."""
        names = self._names
        if self._earlier is None:
            self._earlier = self._heading(names.tr("No longer asked for"))
        name = product_name(names.model, names.language, kind.partition("@")[0])
        item = self._add(kind, name)
        item.setIcon(0, icons.icon("history", "muted"))
        item.setToolTip(0, tip(name))

    def _heading(self, text: str) -> QTreeWidgetItem:
        heading = QTreeWidgetItem([text])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setForeground(0, theme.current().colour("muted"))
        font = self.font()
        font.setBold(True)
        heading.setFont(0, font)
        heading.setSizeHint(0, QSize(0, theme.current().px(36)))
        self.addTopLevelItem(heading)
        heading.setFirstColumnSpanned(True)
        return heading

    def _add(self, kind: str, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, ""])
        item.setData(0, _KIND, kind)
        item.setForeground(1, theme.current().colour("muted"))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addTopLevelItem(item)
        self._items[kind] = item
        return item

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _KIND) is not None:
            self.chosen.emit(item.data(0, _KIND))

    def _product_at(self, event: QDropEvent) -> str:
        item = self.itemAt(event.position().toPoint())
        return (item.data(0, _KIND) or "") if item is not None else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        kind = self._product_at(event)
        self.blockSignals(True)
        self.clearSelection()
        if kind:
            self._items[kind].setSelected(True)
        self.blockSignals(False)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._reselect()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        kind = self._product_at(event)
        self._reselect()
        event.acceptProposedAction()
        self.files_dropped.emit(kind, paths)

    def _reselect(self) -> None:
        self.blockSignals(True)
        self.clearSelection()
        item = self.currentItem()
        if item is not None:
            item.setSelected(True)
        self.blockSignals(False)


class Wrapping(QStyledItemDelegate):
    """Names on as many lines as they need: half a name is no name. Qt's own tree would ask for one line."""

    def __init__(self, tree: ProductList) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        given = index.data(Qt.ItemDataRole.SizeHintRole)
        if isinstance(given, QSize):
            return given
        look, tree = theme.current(), self._tree
        taken = tree.iconSize().width() + look.px(2 * SIDE + 12) if index.column() == 0 else look.px(2 * SIDE + 10)
        room = QRect(0, 0, max(tree.columnWidth(index.column()) - taken, 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        needed = tree.fontMetrics().boundingRect(room, int(flags), str(index.data()))
        return QSize(needed.width() + taken, max(needed.height() + look.px(SIDE), look.px(LINE_HEIGHT)))
