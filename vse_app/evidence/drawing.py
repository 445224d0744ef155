"""Ink on paper: the only place that talks to reportlab's canvas. Lengths are points, y runs upwards from the foot."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from vse_app.evidence.fonts import Fonts
from vse_app.evidence.look import Colour, Style
from vse_app.evidence.pictures import Pixels
from vse_app.model.report import Report

Bookmark = tuple[str, str, int, float]
"""Name of the target, title in the outline or "" for none, level from 0, y of its top."""

Segment = tuple[float, float, float, float]
"""A straight stroke: x and y of its beginning and its end."""


class Page:
    """What is drawn on one page: grounds and rules first, then all text as one text object, then pictures."""

    def __init__(self, document: Document, paper: tuple[float, float]) -> None:
        self._document, self.paper = document, paper
        self._doc = document.doc
        self._faces = document.fonts.faces
        self._under: list[str] = []
        self._text: list[str] = []
        self._style: Style | None = None
        self.pictures: list[tuple[Pixels, float, float, float, float]] = []
        self.links: list[tuple[str, tuple[float, float, float, float]]] = []
        self.bookmarks: list[Bookmark] = []

    def text(self, x: float, y: float, line: str, style: Style) -> None:
        """Write one cleaned line with its baseline at y."""
        self.column(x, y, (line,), style)

    def column(self, x: float, y: float, lines: Sequence[str], style: Style) -> None:
        """Write lines below each other, the first baseline at y."""
        face = self._faces[style.weight]
        if style is not self._style:
            self._style = style
            colour = " ".join(f"{part:.3f}" for part in style.colour)
            self._text.append(f"{face.home(self._doc)} {style.size:g} Tf {colour} rg {colour} RG")
        write, doc, size = face.write, self._doc, style.size
        for line in lines:
            if line:
                # A no-break space has done its work once the lines are settled; a plain one can be searched for.
                line = line.replace("\u00a0", " ")
                self._text.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {write(line, doc=doc, size=size)}")
            y -= style.leading

    def text_right(self, right: float, y: float, line: str, style: Style) -> None:
        """Write one cleaned line that ends at `right`."""
        width = self._faces[style.weight].width(line) * style.size / 1000
        self.column(right - width, y, (line,), style)

    def ground(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        """Fill a rectangle whose lower left corner is (x, y)."""
        red, green, blue = colour
        self._under.append(f"{red:.3f} {green:.3f} {blue:.3f} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rules(self, x: float, right: float, heights: Sequence[float], *, thick: float, colour: Colour) -> None:
        """Draw horizontal rules at each of `heights`."""
        red, green, blue = colour
        self._under.append(f"{red:.3f} {green:.3f} {blue:.3f} RG {thick:g} w")
        self._under.extend(f"{x:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y in heights)
        self._under.append("S")

    def frame(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        """Draw the thin edge of a rectangle whose lower left corner is (x, y)."""
        red, green, blue = colour
        box = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S"
        self._under.append(f"{red:.3f} {green:.3f} {blue:.3f} RG 0.5 w {box}")

    def strokes(self, segments: Sequence[Segment], *, thick: float, colour: Colour) -> None:
        """Draw straight strokes, each from one point to another."""
        red, green, blue = colour
        self._under.append(f"{red:.3f} {green:.3f} {blue:.3f} RG {thick:g} w")
        self._under.extend(f"{ax:.2f} {ay:.2f} m {bx:.2f} {by:.2f} l" for ax, ay, bx, by in segments)
        self._under.append("S")

    def dots(self, x: float, right: float, y: float, *, colour: Colour) -> None:
        """Draw a dotted leader."""
        if right > x:
            red, green, blue = colour
            self._under.append(
                f"q {red:.3f} {green:.3f} {blue:.3f} RG 0.8 w 1 J [0 3.2] 0 d "
                f"{x:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q"
            )

    def draw(self, operators: Sequence[str]) -> None:
        """Draw with PDF operators, under all text of the page; they leave the graphics state as they found it."""
        self._under += ["q", *operators, "Q"]

    def code(self) -> str:
        """The page as PDF operators."""
        return "\n".join([*self._under, "BT", *self._text, "ET"])


class Document:
    """A PDF in the making."""

    def __init__(self, report: Report, fonts: Fonts, paper: tuple[float, float]) -> None:
        canvas_class = _prepared_reportlab(fonts)
        self.fonts = fonts
        self._canvas: Any = canvas_class(
            io.BytesIO(),
            pagesize=paper,
            pageCompression=1,
            invariant=1,
            initialFontName=_BASE_FONT,
            lang=fonts.clean_line(report.language),
        )
        # No public way leads to it: `fonts` writes the glyph codes of this document itself.
        self.doc: Any = self._canvas._doc  # noqa: SLF001
        self._canvas.setTitle(fonts.clean_line(report.title))
        self._canvas.setSubject(fonts.clean_line(report.subtitle))
        self._canvas.setAuthor(fonts.clean_line(report.author))
        self._canvas.setCreator("vse-app")
        dated = _pdf_date(report.dated)

        def date_of_report(*_clock: int) -> str:
            return dated

        self._canvas.setDateFormatter(date_of_report)

    def add(self, page: Page) -> None:
        """Finish a page."""
        canvas = self._canvas
        canvas.setPageSize(page.paper)
        canvas.addLiteral(page.code())
        for picture, x, y, width, height in page.pictures:
            canvas.drawImage(picture.reader, x, y, width, height)
        for target, box in page.links:
            canvas.linkRect("", target, Rect=box, relative=0, thickness=0)
        for name, title, level, top in page.bookmarks:
            canvas.bookmarkPage(name, fit="XYZ", left=0, top=top)
            if title:
                canvas.addOutlineEntry(title, name, level=level, closed=level > 0)
        canvas.showPage()

    def data(self) -> bytes:
        """The finished file. To be asked once."""
        self._canvas.showOutline()
        found: bytes = self._canvas.getpdfdata()
        return found


_BASE_FONT = "NotoSans-Regular"


def _prepared_reportlab(fonts: Fonts) -> Any:
    """reportlab's canvas class, once the library is told to fetch nothing and to embed our font from the start."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    settings: Any = rl_config
    registry: Any = pdfmetrics
    settings.trustedHosts, settings.trustedSchemes, settings.toColorCanUse = None, [], None
    settings.useA85 = 0  # a quarter smaller; every reader since 1996 takes binary streams
    settings.invariant = 1  # leaves out the comments that name Python classes
    registry.registerFont(fonts.faces["regular"].chain[0].ttf)
    return Canvas


def _pdf_date(dated: str) -> str:
    """An ISO 8601 time, UTC, as PDF writes it; what is no such time becomes the first second of 2000."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?", dated)
    parts = [part or "00" for part in found.groups()] if found else ["2000", "01", "01", "00", "00", "00"]
    return "D:" + "".join(parts) + "+00'00'"
