"""Drawn figures in vectors: steps with how far each is reached, and bars of per cent side by side.

Nothing is told by colour alone: in full is solid, in part is hatched, not known is dotted, new is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vse_app.evidence.drawing import Page, Segment
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.layout import Place, baseline
from vse_app.evidence.lines import wrap
from vse_app.evidence.look import AMBER, GREEN, GREY, HEADER_TINT, MARGIN_SIDE, WHITE, Colour, Look, Style
from vse_app.model.report import Bars, Stair, Stairs

NAMES = 0.34
"""Share of the width for the names at the left."""
PAD = 7.0
INDENT = 11.0
"""How far each step stands further in than the one below it."""
BAR, THIN = 10.0, 7.0
"""Heights of a bar of `Stairs` and of `Bars`."""
KEY = 16.0
"""Width of a sample in the legend."""
APART = 12.0
VALUE = 34.0
"""Room for the figure at the end of a bar."""

Fill = Callable[[Page, float, float, float, float], None]
"""Draws a filled rectangle: x and y of its lower left corner, width, height."""


@dataclass(slots=True)
class Drawing:
    """A figure in one piece: parts below each other, each drawn from its top edge down."""

    parts: list[tuple[float, Callable[[Page, float], None]]]
    gap: float = 10.0
    keep: bool = False
    wide: bool = False

    def least(self, at: Place) -> float:
        """All of it."""
        return sum(height for height, _ in self.parts)

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """All of it."""
        return None, self.least(at)

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw the parts."""
        for height, draw in self.parts:
            draw(page, top)
            top -= height


def stairs(block: Stairs, look: Look, fonts: Fonts) -> Drawing:
    """Lay out `Stairs`."""
    fills: tuple[Fill, ...] = (_solid(GREEN), _hatched, _empty, _dotted)
    parts = [_legend(list(zip(block.legend, fills, strict=True)), look, fonts)]
    apart = False
    for step in block.steps:
        if step.beside and not apart:
            apart = True
            parts.append((APART, _dashes(look)))
        parts.append(_stair(step, look, fonts))
    return Drawing(parts)


def _stair(step: Stair, look: Look, fonts: Fonts) -> tuple[float, Callable[[Page, float], None]]:
    left = MARGIN_SIDE + step.rise * INDENT
    split, right = MARGIN_SIDE + look.width * NAMES, MARGIN_SIDE + look.width
    name = _wrapped(step.name, look.cell_head, fonts, split - left - 2 * PAD)
    line = " · ".join(part for part in (step.said, step.counted) if part)
    said = _wrapped(line, look.small, fonts, right - split - PAD)
    bar = BAR + 3 if step.shares else 0.0
    height = max(len(name) * look.cell_head.leading, bar + len(said) * look.small.leading) + 2 * PAD

    def draw(page: Page, top: float) -> None:
        page.ground(left, top - height, right - left, height, colour=HEADER_TINT)
        page.ground(left, top - height, 2.2, height, colour=look.accent)
        page.rules(left, right, (top,), thick=0.8, colour=WHITE)
        page.column(left + PAD + 2, top - PAD - baseline(look.cell_head), name, look.cell_head)
        if step.shares:
            _share_bar(page, (split, top - PAD - BAR, right - split - PAD), step.shares)
        page.column(split, top - PAD - bar - baseline(look.small), said, look.small)

    return height, draw


def _share_bar(page: Page, box: tuple[float, float, float], shares: tuple[float, float, float]) -> None:
    x, y, width = box
    _empty(page, x, y, width, BAR)
    full, part, unknown = (share * width for share in shares)
    for start, length, fill in (
        (x, full, _solid(GREEN)),
        (x + full, part, _hatched),
        (x + width - unknown, unknown, _dotted),
    ):
        if length > 0.2:
            fill(page, start, y, length, BAR)
    page.frame(x, y, width, BAR, colour=GREY)


def bars(block: Bars, look: Look, fonts: Fonts) -> Drawing:
    """Lay out `Bars`; the longest of them fills the width."""
    fills = (_grey, _solid(look.accent), _hatched)[: len(block.series)]
    most = max((value or 0 for _, values in block.rows for value in values), default=0)
    parts = [_legend(list(zip(block.series, fills, strict=True)), look, fonts)]
    return Drawing(parts + [_bar_row(row, (most or 1, fills), look, fonts) for row in block.rows])


def _bar_row(
    row: tuple[str, tuple[int | None, ...]], scale: tuple[int, tuple[Fill, ...]], look: Look, fonts: Fonts
) -> tuple[float, Callable[[Page, float], None]]:
    label, values = row
    most, fills = scale
    split, right = MARGIN_SIDE + look.width * NAMES, MARGIN_SIDE + look.width
    name = _wrapped(label, look.cell_head, fonts, split - MARGIN_SIDE - PAD)
    pitch = THIN + 4
    height = max(len(name) * look.cell_head.leading, len(values) * pitch) + PAD

    def draw(page: Page, top: float) -> None:
        page.column(MARGIN_SIDE, top - baseline(look.cell_head), name, look.cell_head)
        for number, (value, fill) in enumerate(zip(values, fills, strict=True)):
            y = top - number * pitch - THIN - 1.5
            length = (value or 0) / most * (right - split - VALUE)
            if length:
                fill(page, split, y, length, THIN)
            said = "–" if value is None else f"{value} %"
            page.text(split + length + 4, y + 0.8, said, look.small)

    return height, draw


def _legend(entries: list[tuple[str, Fill]], look: Look, fonts: Fonts) -> tuple[float, Callable[[Page, float], None]]:
    """What each filling means, in as many lines as needed."""
    style, right = look.small, MARGIN_SIDE + look.width
    placed: list[tuple[float, int, str, Fill]] = []
    x, line = MARGIN_SIDE, 0
    for text, fill in entries:
        text = fonts.clean_line(text)
        wide = KEY + 5 + fonts.faces[style.weight].width(text) * style.size / 1000 + 16
        if x + wide - 16 > right and x > MARGIN_SIDE:
            x, line = MARGIN_SIDE, line + 1
        placed.append((x, line, text, fill))
        x += wide
    pitch = style.leading + 3

    def draw(page: Page, top: float) -> None:
        for left, number, text, fill in placed:
            y = top - number * pitch - baseline(style)
            fill(page, left, y - 0.6, KEY, THIN)
            page.frame(left, y - 0.6, KEY, THIN, colour=GREY)
            page.text(left + KEY + 5, y, text, style)

    return (line + 1) * pitch + 5, draw


def _dashes(look: Look) -> Callable[[Page, float], None]:
    def draw(page: Page, top: float) -> None:
        page.dots(MARGIN_SIDE, MARGIN_SIDE + look.width, top - APART / 2, colour=GREY)

    return draw


def _wrapped(text: str, style: Style, fonts: Fonts, width: float) -> list[str]:
    face = fonts.faces[style.weight]
    return list(wrap(fonts.clean_line(text), max(width, 40) * 1000 / style.size, face))


def _solid(colour: Colour) -> Fill:
    def fill(page: Page, x: float, y: float, width: float, height: float) -> None:
        page.ground(x, y, width, height, colour=colour)

    return fill


def _empty(page: Page, x: float, y: float, width: float, height: float) -> None:
    page.ground(x, y, width, height, colour=WHITE)


def _grey(page: Page, x: float, y: float, width: float, height: float) -> None:
    page.ground(x, y, width, height, colour=(0.72, 0.72, 0.73))


def _hatched(page: Page, x: float, y: float, width: float, height: float) -> None:
    page.ground(x, y, width, height, colour=(0.996, 0.964, 0.886))
    page.strokes(list(_slanted((x, y, width, height))), thick=0.9, colour=AMBER)


def _slanted(box: tuple[float, float, float, float]) -> Iterator[Segment]:
    """Strokes at 45 degrees every 3.4 points, cut at the edges of a box."""
    x, y, width, height = box
    start = -height
    while start < width:
        low, high = max(start, 0.0), min(start + height, width)
        if high > low:
            yield x + low, y + low - start, x + high, y + high - start
        start += 3.4


def _dotted(page: Page, x: float, y: float, width: float, height: float) -> None:
    page.ground(x, y, width, height, colour=(0.93, 0.93, 0.93))
    step = 3.0
    across = [x + step / 2 + step * n for n in range(int(width / step))]
    down = [y + step / 2 + step * n for n in range(int(height / step))]
    page.strokes([(px, py, px + 0.9, py) for px in across for py in down], thick=0.9, colour=GREY)
