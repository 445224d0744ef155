"""The first page: a band of colour across the paper with the title in it, and a few large figures."""

from __future__ import annotations

from dataclasses import dataclass

from vse_app.evidence.drawing import Page
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.layout import Lines, Place, baseline
from vse_app.evidence.lines import wrap
from vse_app.evidence.look import HAIRLINE, MARGIN_SIDE, Colour, Look, Style
from vse_app.model.report import Cover, Figures

AIR_ABOVE = 84.0
PAD = 46.0
BETWEEN = 12.0
"""Points above the band, between its edges and the text, and between its texts."""
COLUMN_GAP = 14.0
MOST_LINES = 6
"""Lines that one text of the band may take; what is longer ends in an ellipsis (the table below has it in full)."""


@dataclass(slots=True)
class Band:
    """Texts below each other on a ground that runs from edge to edge of the paper."""

    texts: list[Lines]
    ground: Colour
    across: float
    gap: float = 0.0
    keep: bool = False
    wide: bool = False

    def least(self, at: Place) -> float:
        """All of it."""
        inside = sum(len(t.lines) * t.style.leading for t in self.texts) + BETWEEN * (len(self.texts) - 1)
        return AIR_ABOVE + 2 * PAD + inside

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """All of it."""
        return None, self.least(at)

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw the ground, then the texts."""
        height = self.least(at) - AIR_ABOVE
        top -= AIR_ABOVE
        page.ground(0, top - height, self.across, height, colour=self.ground)
        y = top - PAD
        for text in self.texts:
            page.column(text.x, y - baseline(text.style), text.lines, text.style)
            y -= len(text.lines) * text.style.leading + BETWEEN


@dataclass(slots=True)
class FigureRow:
    """Large figures side by side, the meaning of each below it."""

    items: list[tuple[Lines, Lines]]
    gap: float = 0.0
    keep: bool = False
    wide: bool = False

    def least(self, at: Place) -> float:
        """All of it."""
        return max(sum(len(t.lines) * t.style.leading for t in item) for item in self.items) + 12

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """All of it."""
        return None, self.least(at)

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw a rule over each figure, the figure and its meaning."""
        for figure, meaning in self.items:
            page.rules(figure.x, figure.x + figure.width, (top,), thick=0.8, colour=HAIRLINE)
            page.column(figure.x, top - 8 - baseline(figure.style), figure.lines, figure.style)
            below = top - 12 - len(figure.lines) * figure.style.leading
            page.column(meaning.x, below - baseline(meaning.style), meaning.lines, meaning.style)


def band(block: Cover, look: Look, fonts: Fonts) -> Band:
    """Lay out a `Cover`."""
    said = ((block.above, look.cover[0]), (block.title, look.cover[1]), (block.subtitle, look.cover[2]))
    texts = [_lines(text, style, fonts, x=MARGIN_SIDE, width=look.width) for text, style in said if text]
    for text in texts:
        if len(text.lines) > MOST_LINES:
            text.lines = [*text.lines[: MOST_LINES - 1], text.lines[MOST_LINES - 1] + "…"]
    return Band(texts, look.accent_text, look.paper[0])


def figures(block: Figures, look: Look, fonts: Fonts) -> FigureRow:
    """Lay out `Figures` in columns of one width."""
    count = max(len(block.items), 1)
    width = (look.width - COLUMN_GAP * (count - 1)) / count
    row: list[tuple[Lines, Lines]] = []
    for number, (figure, meaning) in enumerate(block.items):
        x = MARGIN_SIDE + number * (width + COLUMN_GAP)
        row.append(
            (
                _lines(figure, look.figure, fonts, x=x, width=width),
                _lines(meaning, look.small, fonts, x=x, width=width),
            )
        )
    return FigureRow(row)


def _lines(text: str, style: Style, fonts: Fonts, *, x: float, width: float) -> Lines:
    face = fonts.faces[style.weight]
    return Lines(wrap(fonts.clean_line(text), width * 1000 / style.size, face), style, x, width)
