"""The map of the path: the managing process as a frame, the building process as a lane with its iterations inside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.ui import icons, theme
from vse_app.ui.parts import Button, Caption, Card, FlowLayout, IconLabel, Plain, SectionTitle, row, tip
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.tiles import Roving, TileButton
from vse_app.ui.views.boxes import left
from vse_app.ui.views.path_data import Block, Key, Lane, MapData, Round
from vse_app.ui.views.path_tiles import Tile

ROWS: Final = 11
"""Tiles above each other before a block begins a second column."""
BAND: Final = 118
"""Width of the head of a band."""
FIRST_ROUNDS: Final = 8
"""Iterations built with the map; of a long project the others follow bit by bit."""
UNFOLDED: Final = 2
"""So many iterations are shown whole; of more, only the one under way."""
_TOP: Final = Qt.AlignmentFlag.AlignTop


class PathMap(QWidget):
    """All tiles of a project. Arrow keys move between tiles, Enter opens one."""

    opened = Signal(str, int)
    touched = Signal(object)

    def __init__(self, tr: Translator, data: MapData, parent: QWidget) -> None:
        super().__init__(parent)
        self.tiles: dict[Key, Tile] = {}
        self._tr, self._data, self._filter = tr, data, "all"
        self._blocks: dict[tuple[str, int], _Header] = {}
        self._rounds: list[_RoundBox] = []
        self._roving = Roving(self)
        self._growing: list[Piecewise] = []
        self.setAccessibleName(tr("Map of the path"))
        grid = QGridLayout(self)
        grid.setSpacing(theme.current().px(10))
        grid.setContentsMargins(0, 0, 0, 0)
        for number, part in enumerate(self._columns(data)):
            if isinstance(part, QWidget):
                grid.addWidget(part, 0, number, _TOP)
            else:
                grid.addLayout(part, 0, number)
        grid.setColumnStretch(grid.columnCount(), 1)
        self._roving.choose(next(iter(self.tiles.values()), None))

    def show_data(self, data: MapData) -> None:
        """Bring every tile and count up to date; the shape must be the one the map was built for."""
        self.finish()
        self._data = data
        for key, tile in self.tiles.items():
            tile.show_data(data.tiles[key])
        for lane in data.lanes:
            for box, newer in zip(self._rounds, lane.rounds, strict=False):
                box.show_round(newer)
            for block in (*lane.before, *lane.bands, *lane.after, *(b for r in lane.rounds for b in r.blocks)):
                header = self._blocks.get((block.id, block.keys[0][1] if block.keys else 0))
                if header is not None:
                    header.show_count(block)
        self.set_filter(self._filter)

    def set_filter(self, name: str) -> None:
        """Let the tiles that a filter leaves out step back."""
        self._filter = name
        for tile in self.tiles.values():
            tile.set_dim(name not in tile.data.filters)

    @property
    def entrance(self) -> TileButton | None:
        """The tile that the keyboard comes to first."""
        return self._roving.entrance

    def finish(self) -> None:
        """Build what is still to come."""
        for growing in self._growing:
            growing.finish()

    def focus(self, key: Key) -> None:
        """Put the keyboard on a task, unfolding its iteration."""
        self.finish()
        for box in self._rounds:
            if box.number == key[1]:
                box.unfold(True)
        tile = self.tiles.get(key)
        if tile is not None:
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self, data: MapData) -> Iterator[QWidget | QVBoxLayout]:
        """The managing process before and after the work, the work and what runs beside it in the middle."""
        frame = next((lane for lane in data.lanes if lane.bands), None)
        if frame is not None and frame.before:
            yield self._side(frame, frame.before)
            yield _arrow()
        middle = QVBoxLayout()
        middle.setSpacing(theme.current().px(14))
        if frame is not None:
            middle.addWidget(self._bands(frame))
        for lane in data.lanes:
            if lane is not frame:
                middle.addWidget(self._lane(lane))
        middle.addStretch(1)
        yield middle
        if frame is not None and frame.after:
            yield _arrow()
            yield self._side(frame, frame.after)

    def _side(self, lane: Lane, blocks: list[Block]) -> QWidget:
        title = _lane_title(lane) if blocks is lane.before else left(SectionTitle(lane.id))
        return _column(title, *(self._block(block) for block in blocks))

    def _bands(self, lane: Lane) -> QWidget:
        box = Card(margin=10, spacing=8)
        again = self._tr("runs beside the work, again and again")
        box.column.addLayout(row(IconLabel("iteration", "muted"), Caption(again, wrap=False)))
        for band in lane.bands:
            header = self._header(band)
            header.setFixedWidth(theme.current().px(BAND))
            tiles = QWidget()
            line = FlowLayout(tiles, spacing=6)
            for tile in self._tiles(band):
                line.addWidget(tile)
            holder = QHBoxLayout()
            holder.setSpacing(theme.current().px(8))
            holder.addWidget(header, 0, _TOP)
            holder.addWidget(tiles, 1)
            box.column.addLayout(holder)
        return box

    def _lane(self, lane: Lane) -> QWidget:
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(6))
        inside = QWidget()
        inside.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        for block in lane.before:
            _put_in_line(line, self._block(block), line.count() - 1)
        for found in lane.rounds[:FIRST_ROUNDS]:
            _put_in_line(line, self._round_box(lane, found), line.count() - 1)
        place = line.count() - 1
        for block in lane.after:
            _put_in_line(line, self._block(block), line.count() - 1)
        if lane.rounds[FIRST_ROUNDS:]:
            self._growing.append(Piecewise(inside, self._grown(line, lane, place)))
        return _column(_lane_title(lane), inside)

    def _grown(self, line: QHBoxLayout, lane: Lane, place: int) -> Iterator[None]:
        """The later iterations, each put before what comes after them all."""
        for found in lane.rounds[FIRST_ROUNDS:]:
            place = _put_in_line(line, self._round_box(lane, found), place)
            yield

    def _round_box(self, lane: Lane, found: Round) -> _RoundBox:
        is_first = found is lane.rounds[0]
        unfolded = len(lane.rounds) <= UNFOLDED or found.current or (not _any_current(lane) and is_first)
        box = _RoundBox(self._tr, found, self, unfolded=unfolded)
        self._rounds.append(box)
        return box

    def _block(self, block: Block) -> QWidget:
        """An activity as a card of tiles, in columns of equal length."""
        card = Card(margin=8, spacing=6)
        card.column.addWidget(self._header(block))
        grid = QGridLayout()
        grid.setSpacing(theme.current().px(5))
        tiles = self._tiles(block)
        rows = math.ceil(len(tiles) / math.ceil(len(tiles) / ROWS)) if tiles else 1
        for number, tile in enumerate(tiles):
            grid.addWidget(tile, number % rows, number // rows)
        card.column.addLayout(grid)
        return card

    def blocks_of(self, found: Round) -> QWidget:
        """The activities of an iteration side by side."""
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().px(6))
        for block in found.blocks:
            line.addWidget(self._block(block), 0, _TOP)
        box = QWidget()
        box.setLayout(line)
        return box

    def _header(self, block: Block) -> _Header:
        header = _Header(self._tr, block)
        self._blocks[block.id, block.keys[0][1] if block.keys else 0] = header
        return header

    def _tiles(self, block: Block) -> list[Tile]:
        made: list[Tile] = []
        for key in block.keys:
            tile = Tile(self._data.tiles[key], self._tr("optional"))
            tile.clicked.connect(lambda _checked=False, key=key: self.opened.emit(*key))
            tile.touched.connect(self.touched)
            tile.set_dim(self._filter not in tile.data.filters)
            self._roving.add(tile)
            self.tiles[key] = tile
            made.append(tile)
        return made


class _Header(QWidget):
    """The head of an activity: id and everyday name, how many of its tasks are settled."""

    def __init__(self, tr: Translator, block: Block) -> None:
        super().__init__()
        self._tr = tr
        name = Plain(f"{block.id}  {block.name}")
        name.setProperty("part", "field")
        name.setToolTip(tip(block.tip))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = Caption("", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(theme.current().px(3))
        column.addWidget(name)
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(6))
        line.addWidget(self._bar, 1)
        line.addWidget(self._count)
        column.addLayout(line)
        self.show_count(block)

    def show_count(self, block: Block) -> None:
        """How many are settled now."""
        total = len(block.keys)
        words = self._tr("{n} of {total}", n=block.settled, total=total)
        self._count.setText(words)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(block.settled)
        self._bar.setAccessibleName(f"{block.id} {block.name}: {words}")
        self._bar.setProperty("tone", "good" if total and block.settled == total else "")
        self._bar.style().polish(self._bar)


class _RoundBox(QFrame):
    """An iteration: its name and dates over its activities; folded, only its name and count. Built when first shown."""

    def __init__(self, tr: Translator, found: Round, owner: PathMap, *, unfolded: bool) -> None:
        super().__init__()
        self.number = found.number
        self._tr, self._round, self._owner = tr, found, owner
        self._body: QWidget | None = None
        self.setProperty("part", "sunken")
        self._title = Plain(found.name, wrap=False)
        self._title.setProperty("part", "field")
        self._dates, self._count = Caption(found.dates, wrap=False), Caption("", wrap=False)
        self._button = Button(tr("Fold"), "up", kind="quiet", on_click=lambda: self.unfold(not self.is_unfolded))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[theme.current().px(8)] * 4)
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(theme.current().px(10))
        self._column.addLayout(self._head)
        self.unfold(unfolded)
        self.show_round(found)
        if not found.name:
            self.setProperty("part", "")
            self._column.setContentsMargins(0, 0, 0, 0)
            for widget in (self._title, self._dates, self._count, self._button):
                widget.hide()

    @property
    def is_unfolded(self) -> bool:
        """Whether its activities are shown."""
        return self._body is not None and not self._body.isHidden()

    def unfold(self, unfolded: bool) -> None:
        """Show or hide the activities."""
        if unfolded and self._body is None:
            self._body = self._owner.blocks_of(self._round)
            self._column.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(unfolded)
        self._button.set_text(self._tr("Fold") if unfolded else self._tr("Unfold"))
        self._button.setIcon(icons.icon("up" if unfolded else "right"))
        self._button.setAccessibleName(f"{self._button.text()}: {self._round.name}")
        for place, widget in enumerate((self._title, self._dates, self._count, self._button)):
            self._head.addWidget(widget, 0 if unfolded else place, place if unfolded else 0)
        self._head.setColumnStretch(4, 1 if unfolded else 0)

    def show_round(self, found: Round) -> None:
        """Bring the count up to date."""
        self._round = found
        done, total = found.counts
        self._count.setText(self._tr("{n} of {total} settled", n=done, total=total))


def _lane_title(lane: Lane) -> QWidget:
    """The name of a process above its blocks."""
    return left(SectionTitle(lane.id), Plain(lane.name, wrap=False))


def _any_current(lane: Lane) -> bool:
    return any(r.current for r in lane.rounds)


def _put_in_line(line: QHBoxLayout, part: QWidget, place: int) -> int:
    """Put a part at a place in a line, with an arrow from the part before it; the place after it."""
    if place:
        line.insertWidget(place, _arrow(), 0, _TOP)
        place += 1
    line.insertWidget(place, part, 0, _TOP)
    return place + 1


def _arrow() -> QWidget:
    look = theme.current()
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, look.px(40), 0, 0)
    column.addWidget(IconLabel("forward", "muted", scale=1.1))
    column.addStretch(1)
    return box


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(6))
    for widget in widgets:
        column.addWidget(widget, 0)
    column.addStretch(1)
    return box
