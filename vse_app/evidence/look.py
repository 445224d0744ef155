"""How printed pages look: type sizes, colours, paper and margins. All lengths are points (1/72 inch).

Change a size or a colour here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from vse_app.model.report import HouseStyle

Colour = tuple[float, float, float]
Weight = Literal["regular", "bold", "italic"]

PAPER_SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
MILLIMETRE = 72 / 25.4

MARGIN_SIDE = 22 * MILLIMETRE
MARGIN_TOP = 27 * MILLIMETRE
MARGIN_FIRST = 24 * MILLIMETRE
MARGIN_BOTTOM = 24 * MILLIMETRE
FURNITURE_EDGE = 13 * MILLIMETRE
"""Distance of the header's first baseline and of the footer's baseline from the paper's edge."""

WHITE: Colour = (1.0, 1.0, 1.0)
TEXT: Colour = (0.15, 0.15, 0.16)
GREY: Colour = (0.40, 0.40, 0.41)
HAIRLINE: Colour = (0.83, 0.81, 0.78)
HEADER_TINT: Colour = (0.960, 0.951, 0.936)
AMBER: Colour = (0.78, 0.50, 0.05)
GREEN: Colour = (0.26, 0.49, 0.25)


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of text: weight, size, distance between baselines, colour."""

    weight: Weight
    size: float
    leading: float
    colour: Colour = TEXT


@dataclass(frozen=True, slots=True)
class Box:
    """A tinted ground with a rule at its left; `pad` is the space between its edge and the text."""

    ground: Colour
    rule: Colour
    pad: float = 9.0


@dataclass(frozen=True, slots=True)
class Look:
    """Every style of one document, made from the company's house style."""

    paper: tuple[float, float]
    accent: Colour
    accent_text: Colour
    title: Style
    cover: tuple[Style, Style, Style]
    figure: Style
    headings: tuple[Style, Style, Style, Style]
    body: Style
    lead: Style
    small: Style
    label: Style
    term: Style
    value: Style
    cell: Style
    cell_link: Style
    cell_head: Style
    furniture: Style
    furniture_bold: Style
    contents: tuple[Style, Style, Style]
    boxes: dict[str, Box]

    @property
    def width(self) -> float:
        """Width of the text block."""
        return self.paper[0] - 2 * MARGIN_SIDE

    def turned(self) -> Look:
        """The same look on the same paper, lying."""
        return replace(self, paper=(self.paper[1], self.paper[0]))


def look_for(style: HouseStyle) -> Look:
    """Return the styles for a house style; an accent that is no #RRGGBB falls back to the product's blue."""
    accent = _colour(style.accent)
    ink = _legible(accent)
    return Look(
        paper=PAPER_SIZES[style.paper],
        accent=accent,
        accent_text=ink,
        title=Style("bold", 26, 32, TEXT),
        cover=(Style("bold", 11, 15, WHITE), Style("bold", 36, 44, WHITE), Style("regular", 16, 22, WHITE)),
        figure=Style("bold", 22, 28, TEXT),
        headings=(
            Style("bold", 17, 22, TEXT),
            Style("bold", 12.5, 17, ink),
            Style("bold", 10.5, 14.5, TEXT),
            Style("bold", 9.5, 13.5, GREY),
        ),
        body=Style("regular", 9.5, 14),
        lead=Style("regular", 12, 18, (0.27, 0.27, 0.28)),
        small=Style("regular", 8, 11.5, GREY),
        label=Style("bold", 8, 11.5, GREY),
        term=Style("regular", 9, 13, GREY),
        value=Style("regular", 9, 13),
        cell=Style("regular", 8, 11),
        cell_link=Style("regular", 8, 11, ink),
        cell_head=Style("bold", 7.5, 10.5),
        furniture=Style("regular", 7.5, 10, GREY),
        furniture_bold=Style("bold", 7.5, 10, TEXT),
        contents=(
            Style("bold", 9.5, 14),
            Style("regular", 9.5, 14),
            Style("regular", 8.5, 12.5, GREY),
        ),
        boxes={
            "note": Box(_mix(accent, 0.07), accent),
            "warning": Box((0.996, 0.964, 0.886), AMBER),
            "good": Box((0.933, 0.965, 0.925), GREEN),
        },
    )


def _colour(text: str) -> Colour:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        text = HouseStyle().accent
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _mix(colour: Colour, share: float) -> Colour:
    """`share` of the colour on white."""
    red, green, blue = (1 - share * (1 - part) for part in colour)
    return red, green, blue


def _legible(colour: Colour) -> Colour:
    """The colour, darkened until small text in it reads well on white (contrast of about 4.5 : 1)."""
    while _luminance(colour) > 0.18:
        red, green, blue = (part * 0.9 for part in colour)
        colour = (red, green, blue)
    return colour


def _luminance(colour: Colour) -> float:
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
