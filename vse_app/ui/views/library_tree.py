"""A model as a tree: every element under what it belongs to, ready for keyboard and screen reader."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from vse_app.i18n import Translator
from vse_app.model import browsing, library_words
from vse_app.model.library_map import HEADING, Node
from vse_app.ui import theme
from vse_app.ui.parts import tip

Index = QModelIndex | QPersistentModelIndex
UNFOLDED: Final = 60
"""Rows that may be unfolded when a model is opened."""
_BOLD: Final = (HEADING, browsing.GROUP)
_NOWHERE: Final = QModelIndex()


class TreeModel(QAbstractItemModel):
    """The nodes, numbered in the order of reading; the number is what an index carries."""

    def __init__(self, tr: Translator, root: Node, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._nodes: list[Node] = []
        self._above: list[int] = []
        self._rows: list[int] = []
        self._below: list[list[int]] = []
        self._number: dict[str, int] = {}
        self._add(root, -1, 0)

    def _add(self, node: Node, above: int, row: int) -> int:
        number = len(self._nodes)
        self._nodes.append(node)
        self._above.append(above)
        self._rows.append(row)
        self._below.append([])
        if node.key:
            self._number[node.key] = number
        self._below[number] = [self._add(below, number, place) for place, below in enumerate(node.below)]
        return number

    def node(self, index: Index) -> Node:
        """The node of an index."""
        return self._nodes[index.internalId()]

    def place_of(self, key: str) -> QModelIndex:
        """The index of an element; an invalid one when it is not in this model."""
        number = self._number.get(key, 0)
        return self.createIndex(self._rows[number], 0, number) if number else QModelIndex()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        below = self._below[parent.internalId() if parent.isValid() else 0]
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) and not column else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self._above[index.internalId()] if index.isValid() else 0
        return self.createIndex(self._rows[above], 0, above) if above > 0 else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self._below[parent.internalId() if parent.isValid() else 0])

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        node = self.node(index)
        text = library_words.marked(f"{node.id}  {node.title}".strip(), node.recalled)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{text} ({len(node.below)})" if node.kind == HEADING else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text if node.kind == HEADING else f"{library_words.kind_word(self._tr, node.kind)}: {text}"
        if role == Qt.ItemDataRole.FontRole and node.kind in _BOLD:
            font = QFont()
            font.setPixelSize(theme.current().px(theme.TEXT_PX))
            font.setBold(True)
            return font
        return None


class ModelTree(QTreeView):
    """The tree of a model. A click or Enter opens an element; on a heading it unfolds."""

    opened = Signal(str)
    """The key of an element."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.setAccessibleName(tr("Elements of the model"))
        self.setProperty("part", "elements")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.current().px(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.clicked.connect(self._open)

    def show_tree(self, root: Node) -> None:
        """Show a model; what is at the top is unfolded where that stays short enough to look over."""
        former = self.model()
        model = TreeModel(self._tr, root, self)
        self.setModel(model)
        if former is not None:
            former.deleteLater()
        self.scrollToTop()
        tops = [model.index(row, 0) for row in range(model.rowCount())]
        unfolded = [top for top in tops if model.node(top).kind != HEADING]
        if sum(model.rowCount(top) for top in unfolded) <= UNFOLDED:
            for top in unfolded:
                self.expand(top)

    def choose(self, key: str) -> None:
        """Mark an element and unfold the way to it."""
        model = self.model()
        place = model.place_of(key) if isinstance(model, TreeModel) and key else QModelIndex()
        if place.isValid():
            self.setCurrentIndex(place)
            self.scrollTo(place)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        model = self.model()
        assert isinstance(model, TreeModel)
        key = model.node(index).key
        if key:
            self.opened.emit(key)
        else:
            self.setExpanded(index, not self.isExpanded(index))
