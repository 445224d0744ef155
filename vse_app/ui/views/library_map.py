"""A model as a map: boxes with tiles, parts inside what they are part of. Arrows move, Enter opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from vse_app.i18n import Translator
from vse_app.model import browsing, library_words
from vse_app.model.library_map import Box, Tile
from vse_app.model.page_parts import Line
from vse_app.ui.parts import Card, FlowLayout, LinkButton, SectionTitle
from vse_app.ui.tiles import Roving
from vse_app.ui.views.library_graph import ElementTile

AT_ONCE = 24
"""Tiles made in one go; further boxes follow when the window has drawn these."""
_EDGES = {browsing.PROCESS: "accent", browsing.ACTIVITY: "info", browsing.TOPIC: "muted"}


class ModelMap(QWidget):
    """The boxes of a model."""

    opened = Signal(str)
    """The key of an element."""
    finished = Signal()

    def __init__(self, tr: Translator, boxes: Sequence[Box]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Map of the model"))
        self.tiles: list[ElementTile] = []
        self._roving = Roving(self)
        self._boxes = FlowLayout(self, spacing=10, top=True)
        self._waiting = iter(boxes)
        self._go_on()

    def _go_on(self) -> None:
        """Make boxes until there are enough tiles for one go."""
        first, enough = not self.tiles, len(self.tiles) + AT_ONCE
        for box in self._waiting:
            self._boxes.addWidget(self._box(box, 0))
            if len(self.tiles) >= enough:
                QTimer.singleShot(0, self, self._go_on)
                break
        else:
            self.finished.emit()
        if first and self.tiles:
            self._roving.choose(self.tiles[0])

    def _box(self, box: Box, depth: int) -> Card:
        card = Card(self._head(box), part="card" if depth % 2 == 0 else "sunken", margin=10, spacing=8)
        if box.tiles:
            inside = QWidget()
            line = FlowLayout(inside, spacing=6)
            for tile in self._made(box.tiles):
                line.addWidget(tile)
            card.column.addWidget(inside)
        if box.boxes:
            inside = QWidget()
            line = FlowLayout(inside, spacing=8, top=True)
            for nested in box.boxes:
                line.addWidget(self._box(nested, depth + 1))
            card.column.addWidget(inside)
        return card

    def _head(self, box: Box) -> QWidget:
        if box.head is None:
            return SectionTitle(box.title)
        head = box.head
        title = library_words.marked(f"{head.id}  {head.title}".strip(), head.recalled)
        button = LinkButton(title, on_click=lambda: self.opened.emit(head.key))
        button.setProperty("strong", True)
        return button

    def _made(self, tiles: Sequence[Tile]) -> Iterator[ElementTile]:
        for tile in tiles:
            line = Line(tile.title, label=tile.id, recalled=tile.recalled)
            made = ElementTile(line, note=tile.note, edge=_EDGES.get(tile.kind, "muted"))
            made.clicked.connect(lambda _checked=False, key=tile.key: self.opened.emit(key))
            self._roving.add(made)
            self.tiles.append(made)
            yield made
