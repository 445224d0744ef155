"""What stands around the text: running header, footer, marking, logo; and the entries of the table of contents."""

from __future__ import annotations

from dataclasses import dataclass

from vse_app.evidence.drawing import Page
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.layout import Frame, Lines, Mark, Place, baseline
from vse_app.evidence.lines import wrap
from vse_app.evidence.look import (
    FURNITURE_EDGE,
    HAIRLINE,
    MARGIN_BOTTOM,
    MARGIN_FIRST,
    MARGIN_SIDE,
    MARGIN_TOP,
    MILLIMETRE,
    Look,
    Style,
)
from vse_app.evidence.pictures import Pixels, decode
from vse_app.model.report import Report

LOGO_FIRST = (55 * MILLIMETRE, 17 * MILLIMETRE)
LOGO_SMALL = (24 * MILLIMETRE, 7 * MILLIMETRE)
MOST_LINES = 3
"""Lines that a running text may take; what is longer than that ends in an ellipsis."""
NUMBER_ROOM = 34.0


class Furniture:
    """Header, footer, marking and logo of one document."""

    def __init__(self, report: Report, look: Look, fonts: Fonts) -> None:
        style = report.style
        self._look, self._fonts = look, fonts
        self._page_of = fonts.clean_line(report.page_of)
        self._marking = fonts.clean_line(style.marking)
        self.logo = decode(style.logo, width=LOGO_FIRST[0]) if style.logo else None
        self.is_logo_damaged = bool(style.logo) and self.logo is None
        self._logo_room = _fitted(self.logo, LOGO_SMALL)[0] + 8 if self.logo else 0.0
        left_room, right_room = look.width * 0.54 - self._logo_room, look.width * 0.43
        self._left = self._lines(style.header, left_room) + self._lines(report.running, left_room)
        self._right = [*self._lines(report.title, right_room), report.stamp()]
        self._footer = self._lines(style.footer, look.width * 0.72)

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of its pages."""
        return self._look.paper

    def frame(self) -> Frame:
        """The text area that this furniture leaves."""
        height, leading = self._look.paper[1], self._look.furniture.leading
        logo = _fitted(self.logo, LOGO_FIRST)[1] + 22 if self.logo else 0.0
        deep = max(len(self._left), len(self._right), 1) - 1
        return Frame(
            first_top=height - MARGIN_FIRST - logo,
            top=height - MARGIN_TOP - deep * leading,
            foot=MARGIN_BOTTOM + max(len(self._footer) - 2, 0) * leading,
        )

    def paint(self, page: Page, number: int, pages: int) -> None:
        """Draw what belongs on page `number` of `pages`."""
        if number == 1:
            self._paint_logo(page, LOGO_FIRST, self._look.paper[1] - MARGIN_FIRST)
        else:
            self._paint_header(page)
        if self._marking:
            self._paint_marking(page)
        self._paint_footer(page, number, pages)

    def _paint_header(self, page: Page) -> None:
        look, style = self._look, self._look.furniture
        top = look.paper[1] - FURNITURE_EDGE
        right = look.paper[0] - MARGIN_SIDE
        self._paint_logo(page, LOGO_SMALL, top + 9)
        page.column(MARGIN_SIDE + self._logo_room, top, self._left, style)
        for line_number, line in enumerate(self._right):
            page.text_right(right, top - line_number * style.leading, line, style)
        deep = max(len(self._left), len(self._right), 1) - 1
        page.rules(MARGIN_SIDE, right, (top - 12 - deep * style.leading,), thick=0.4, colour=HAIRLINE)

    def _paint_footer(self, page: Page, number: int, pages: int) -> None:
        look, style = self._look, self._look.furniture
        right = look.paper[0] - MARGIN_SIDE
        y = FURNITURE_EDGE + max(len(self._footer) - 1, 0) * style.leading
        page.rules(MARGIN_SIDE, right, (y + 14,), thick=0.4, colour=HAIRLINE)
        page.column(MARGIN_SIDE, y, self._footer, style)
        said = self._page_of.replace("{page}", str(number)).replace("{pages}", str(pages))
        page.text_right(right, y, said, style)

    def _paint_marking(self, page: Page) -> None:
        """The marking in the middle of the top edge, in a frame, so that it survives copying in black and white."""
        look, style = self._look, self._look.furniture_bold
        (line,) = self._lines(self._marking, look.width * 0.9, style)[:1]
        width = self._fonts.faces[style.weight].width(line) * style.size / 1000
        x, y = (look.paper[0] - width) / 2, look.paper[1] - FURNITURE_EDGE + 15
        for x_edge, y_edge, wide, high in (
            (x - 8, y - 4.5, width + 16, 0.6),
            (x - 8, y + 9.0, width + 16, 0.6),
            (x - 8, y - 4.5, 0.6, 13.5),
            (x + width + 8, y - 4.5, 0.6, 14.1),
        ):
            page.ground(x_edge, y_edge, wide, high, colour=style.colour)
        page.text(x, y, line, style)

    def _paint_logo(self, page: Page, limit: tuple[float, float], top: float) -> None:
        if self.logo:
            width, height = _fitted(self.logo, limit)
            page.pictures.append((self.logo, MARGIN_SIDE, top - height, width, height))

    def _lines(self, text: str, width: float, style: Style | None = None) -> list[str]:
        style = style or self._look.furniture
        clean = self._fonts.clean_line(text)
        if not clean:
            return []
        lines = wrap(clean, width * 1000 / style.size, self._fonts.faces[style.weight])
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
        return lines


def _fitted(pixels: Pixels | None, limit: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a picture that fills a limit without being distorted."""
    if pixels is None:
        return 0.0, 0.0
    scale = min(limit[0] / pixels.width, limit[1] / pixels.height)
    return pixels.width * scale, pixels.height * scale


@dataclass(slots=True)
class Entry:
    """One line of the table of contents: title, dotted leader, page number, all of it a link."""

    mark: Mark
    text: Lines
    fonts: Fonts
    right: float
    gap: float
    keep: bool = False
    wide: bool = False

    def least(self, at: Place) -> float:
        """All of it, unless it is absurdly long."""
        return min(len(self.text.lines) - at[1], 6) * self.text.style.leading

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """As the text breaks."""
        return self.text.fill(at, room, fresh=fresh)

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw the title, and with its last line the leader and the page number."""
        style = self.text.style
        self.text.paint(page, top, at, until)
        count = (until[1] if until else len(self.text.lines)) - at[1]
        foot = top - count * style.leading
        page.links.append((self.mark.name, (self.text.x, foot, self.right, top)))
        if until is None:
            y = foot + style.leading - baseline(style)
            face = self.fonts.faces[style.weight]
            number = str(self.mark.page)
            ended = self.text.x + face.width(self.text.lines[-1]) * style.size / 1000
            starts = self.right - face.width(number) * style.size / 1000
            page.text_right(self.right, y, number, style)
            page.dots(ended + 7, starts - 7, y + 0.5, colour=HAIRLINE)
