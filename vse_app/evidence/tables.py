"""Tables of plain text, any number of rows: measured once, split by bisection, header repeated on every page."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from vse_app.evidence.drawing import Page
from vse_app.evidence.fonts import Face, Fonts
from vse_app.evidence.layout import START, Mark, Place, baseline
from vse_app.evidence.lines import wrap
from vse_app.evidence.look import HAIRLINE, HEADER_TINT, Colour, Look, Style
from vse_app.model.report import KeyValues, Table

Cell = tuple[str, ...]
"""The lines of one cell."""

PAD_SIDE = 5.0
PAD_TOP = 3.0
PAD_PAIRS = 2.2
"""Space above and below a line in a cell, and in a pair of label and value."""
WHOLE = 100.0
WHOLE_PAIRS = 150.0
"""A table, or pairs, no taller than this are not torn apart."""
REMEMBERED_CELLS = 5_000
ROWS_BETWEEN_TICKS = 500
ROWS_LOOKED_AT = 60
WORD_LIMIT = 16
WIDEST_WORD = 0.3
WIDE_COLUMNS = 8
"""A table of so many columns goes on lying pages when standing ones would break most of its cells."""
WIDE_ROWS = 6
WIDE_LINES = 1.5
"""Of fewer rows, or with fewer lines a row than this, it is read well enough where it stands."""


@dataclass(slots=True)
class Track:
    """One column: where it stands, how its cells look, and cells already broken into lines."""

    x: float
    width: float
    style: Style
    face: Face
    clean: Callable[[str], str]
    is_right: bool = False
    _seen: dict[str, Cell] = field(default_factory=dict[str, Cell])

    def fit(self, text: str) -> Cell:
        """The cell's lines."""
        found = self._seen.get(text)
        if found is None:
            clean = self.clean(text)
            room = (self.width - 2 * PAD_SIDE) * 1000 / self.style.size
            if "\n" not in clean and len(clean) < 200 and self.face.width(clean) <= room:
                found = (clean,)
            else:
                found = tuple(wrap(clean, room, self.face))
            if len(self._seen) < REMEMBERED_CELLS:
                self._seen[text] = found
        return found

    def write(self, page: Page, y: float, lines: Cell, style: Style) -> None:
        """Write a cell's lines, the first baseline at y."""
        if not self.is_right:
            page.column(self.x + PAD_SIDE, y, lines, style)
            return
        for number, line in enumerate(lines):
            page.text_right(self.x + self.width - PAD_SIDE, y - number * style.leading, line, style)


@dataclass(slots=True)
class Grid:
    """Rows of cells ready to be poured into pages. `ends` holds the sum of the row heights up to each
    row, `left` is where the rules begin, `pad` the space above and below the lines of a cell. `targets` says
    where a row's first cell leads; `shows_pages` writes the page of the target into the last column."""

    tracks: list[Track]
    rows: list[tuple[Cell, ...]]
    ends: array[float]
    leading: float
    head: tuple[Cell, ...] = ()
    head_style: Style | None = None
    accent: Colour = HAIRLINE
    targets: Mapping[int, Mark] = field(default_factory=dict[int, Mark])
    shows_pages: bool = False
    pad: float = PAD_TOP
    link_style: Style | None = None
    left: float = 0.0
    tall: float = 400.0
    gap: float = 9.0
    keep: bool = False
    wide: bool = False

    def least(self, at: Place) -> float:
        """A small table as a whole; of others the header and two rows, or four lines of a very tall row."""
        whole = WHOLE if self.head else WHOLE_PAIRS
        if at == START and self.ends and self.ends[-1] <= whole:
            return self.head_height() + self.ends[-1]
        height = self._rest_height(at)
        if height > self.tall:
            height = min(height, 4 * self.leading + 2 * self.pad)
        elif at == START and height + self.row_height(1) <= WHOLE:
            height += self.row_height(1)
        return self.head_height() + height

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """Whole rows while they fit; a row taller than a page is cut between lines."""
        room -= self.head_height() - 0.01
        row, skipped = at
        used = 0.0
        if skipped:
            rest = self._rest_height(at)
            if rest > room:
                return self._cut(at, room, used)
            row, used = row + 1, rest
        before = self.ends[row - 1] if row else 0.0
        until = bisect_right(self.ends, before + room - used)
        if until > row:
            used += self.ends[until - 1] - before
            if until == len(self.rows) - 1 and until - row > 2 and self.row_height(until) <= self.tall:
                used -= self.row_height(until - 1)  # the last row never stands alone
                until -= 1
            row = until
        if row == len(self.rows):
            return None, used + self.head_height()
        is_tall = self.row_height(row) > self.tall
        if (is_tall and room - used > 4 * self.leading + 2 * self.pad) or (fresh and (row, 0) == at):
            return self._cut((row, 0), room - used, used)
        return (row, 0), used + self.head_height()

    def _cut(self, at: Place, room: float, used: float) -> tuple[Place, float]:
        """Take as many lines of a row as fit."""
        row, skipped = at
        deepest = max(map(len, self.rows[row]))
        count = min(max(int((room - 2 * self.pad) / self.leading), 1), deepest - skipped - 1)
        height = count * self.leading + 2 * self.pad
        return (row, skipped + max(count, 1)), used + height + self.head_height()

    def row_height(self, row: int) -> float:
        """Height of a whole row; 0 when there is none."""
        return self._rest_height((row, 0))

    def _rest_height(self, at: Place) -> float:
        """Height of what is left of the row at `at`."""
        row, skipped = at
        if row >= len(self.rows):
            return 0.0
        return self.ends[row] - (self.ends[row - 1] if row else 0.0) - skipped * self.leading

    def head_height(self) -> float:
        """Height of the repeated header row."""
        if not self.head or not self.head_style:
            return 0.0
        return max(map(len, self.head)) * self.head_style.leading + 2 * PAD_TOP + 1

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw the header and the rows between two places."""
        left, right = self.left, self.tracks[-1].x + self.tracks[-1].width
        top = self._paint_head(page, top, left, right)
        if not self.head:
            page.rules(left, right, (top,), thick=0.4, colour=HAIRLINE)
        last_row, last_line = until or (len(self.rows), 0)
        rules: list[float] = []
        row, skipped = at
        while (row, skipped) < (last_row, last_line):
            stop = last_line if row == last_row else None
            top = self._paint_row(page, top, row, slice(skipped, stop))
            rules.append(top)
            row, skipped = row + 1, 0
        page.rules(left, right, rules, thick=0.4, colour=HAIRLINE)

    def _paint_head(self, page: Page, top: float, left: float, right: float) -> float:
        """Draw the header row; return the y of its lower edge."""
        height = self.head_height()
        if self.head and self.head_style:
            page.ground(left, top - height, right - left, height, colour=HEADER_TINT)
            page.rules(left, right, (top - height,), thick=0.9, colour=self.accent)
            first = top - PAD_TOP - baseline(self.head_style)
            for track, cell in zip(self.tracks, self.head, strict=True):
                track.write(page, first, cell, self.head_style)
        return top - height

    def _paint_row(self, page: Page, top: float, row: int, part: slice) -> float:
        """Draw some lines of a row; return the y of its lower edge."""
        cells = self.rows[row]
        deepest = 0
        target = self.targets.get(row)
        for number, (track, cell) in enumerate(zip(self.tracks, cells, strict=True)):
            lines = cell[part]
            deepest = max(deepest, len(lines))
            is_link = target and number == 0 and self.link_style
            style = self.link_style if is_link and self.link_style else track.style
            track.write(page, top - self.pad - baseline(track.style), lines, style)
        bottom = top - deepest * self.leading - 2 * self.pad
        if target:
            first = self.tracks[0]
            page.links.append((target.name, (first.x, bottom, first.x + first.width, top)))
            if self.shows_pages:
                track = self.tracks[-1]
                track.write(page, top - self.pad - baseline(track.style), (str(target.page),), track.style)
        return bottom


def register(table: Table, look: Look, fonts: Fonts, *, x: float, tick: Callable[[], None]) -> Grid:
    """Lay out a `Table`: its columns share the width by weight. ValueError when a row has too few or many cells."""
    has_head = any(column.title for column in table.columns)
    start = x if has_head else x - PAD_SIDE  # without a ground behind the header, text begins at the margin
    edges = [start, *(start + edge for edge in accumulate(_widths(table, look, fonts)))]
    face = fonts.faces[look.cell.weight]
    tracks = [
        Track(edges[n], edges[n + 1] - edges[n], look.cell, face, fonts.clean, column.align == "right")
        for n, column in enumerate(table.columns)
    ]
    heads = tuple(
        Track(t.x, t.width, look.cell_head, fonts.faces["bold"], fonts.clean).fit(column.title)
        for t, column in zip(tracks, table.columns, strict=True)
    )
    grid = _grid(tracks, table.rows, left=x, tick=tick)
    if has_head:
        grid.head, grid.head_style = heads, look.cell_head
    grid.accent, grid.link_style = look.accent, look.cell_link
    return grid


def is_cramped(table: Table, look: Look, fonts: Fonts) -> bool:
    """Whether a table is so narrow on this paper that it reads better on a page that lies."""
    rows = table.rows[:ROWS_LOOKED_AT]
    if len(table.columns) < WIDE_COLUMNS or len(rows) < WIDE_ROWS:
        return False
    face = fonts.faces[look.cell.weight]
    tracks = [Track(0, width, look.cell, face, fonts.clean) for width in _widths(table, look, fonts)]
    lines = sum(max(len(track.fit(text)) for track, text in zip(tracks, row, strict=True)) for row in rows)
    return lines >= WIDE_LINES * len(rows)


def _widths(table: Table, look: Look, fonts: Fonts) -> list[float]:
    """Column widths by weight, but none narrower than its longest word and, while others need the room, none wider
    than its widest cell (heading and first rows are looked at)."""
    sample = table.rows[:ROWS_LOOKED_AT]
    least: list[float] = []
    most: list[float] = []
    face, size = fonts.faces[look.cell.weight], look.cell.size
    for n, column in enumerate(table.columns):
        title = fonts.clean(column.title)
        cells = [fonts.clean(row[n]) for row in sample if n < len(row)]
        words = [_longest_word(title, fonts.faces["bold"], look.cell_head.size)]
        words += [_longest_word(cell, face, size) for cell in cells]
        lines = [fonts.faces["bold"].width(title.replace("\n", " ")) * look.cell_head.size / 1000]
        lines += [face.width(line) * size / 1000 for cell in cells for line in cell[:400].split("\n")]
        least.append(min(max(words) + 2 * PAD_SIDE + 0.5, look.width * WIDEST_WORD))
        most.append(max(*lines) + 2 * PAD_SIDE + 0.5 if len(lines) > 1 else lines[0] + 2 * PAD_SIDE + 0.5)
    if sum(least) >= look.width:
        return [width * look.width / sum(least) for width in least]
    weights = [max(column.weight, 0.01) for column in table.columns]
    return _shared(look.width, least, most, weights=weights)


def _shared(width: float, least: list[float], most: list[float], *, weights: list[float]) -> list[float]:
    """Share `width` by weight between the bounds of each column; when all have enough, the rest goes by weight."""
    found = list(least)
    open_columns = {n for n in range(len(least)) if most[n] > least[n]}
    while open_columns and width - sum(found) > 0.01:
        spare, total = width - sum(found), sum(weights[n] for n in open_columns)
        for n in list(open_columns):
            found[n] = min(found[n] + spare * weights[n] / total, most[n])
            if found[n] >= most[n]:
                open_columns.discard(n)
    rest = width - sum(found)
    return [have + rest * weight / sum(weights) for have, weight in zip(found, weights, strict=True)]


def _longest_word(text: str, face: Face, size: float) -> float:
    """Width of the longest word in points; only words that a reader would take in as one."""
    return max(
        (face.width(word) * size / 1000 for word in text.replace("\n", " ").split(" ") if len(word) <= WORD_LIMIT),
        default=0.0,
    )


def pairs(block: KeyValues, look: Look, fonts: Fonts, *, x: float, tick: Callable[[], None]) -> Grid:
    """Lay out `KeyValues`: labels in grey, values beside them."""
    split = look.width * 0.28
    regular = fonts.faces["regular"]
    tracks = [
        Track(x - PAD_SIDE, split, look.term, regular, fonts.clean),
        Track(x - PAD_SIDE + split, look.width - split + PAD_SIDE, look.value, regular, fonts.clean),
    ]
    grid = _grid(tracks, block.rows, left=x, tick=tick, pad=PAD_PAIRS)
    grid.keep = block.keep
    return grid


def _grid(
    tracks: list[Track],
    rows: Sequence[tuple[str, ...]],
    *,
    left: float,
    tick: Callable[[], None],
    pad: float = PAD_TOP,
) -> Grid:
    """Break all cells into lines and sum up the heights."""
    leading = max(track.style.leading for track in tracks)
    fits = [track.fit for track in tracks]
    laid: list[tuple[Cell, ...]] = []
    ends = array("d")
    end = 0.0
    for number, row in enumerate(rows):
        if number % ROWS_BETWEEN_TICKS == 0:
            tick()
        cells = tuple([fit(text) for fit, text in zip(fits, row, strict=True)])
        end += max(map(len, cells)) * leading + 2 * pad
        ends.append(end)
        laid.append(cells)
    return Grid(tracks, laid, ends, leading, left=left, pad=pad)
