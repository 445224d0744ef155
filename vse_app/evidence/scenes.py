"""Scenes on paper: shapes drawn as vectors, scaled down when the text is narrower than they were made for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final, assert_never

from vse_app.evidence.drawing import Page
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.layout import Place
from vse_app.evidence.look import GREY, HAIRLINE, HEADER_TINT, TEXT, WHITE, Colour, Look, Style
from vse_app.model.scene import Area, Box, Meaning, Scene, Stroke, Words

_INKS: Final[dict[Meaning, Colour]] = {
    "text": TEXT,
    "muted": GREY,
    "grid": HAIRLINE,
    "ground": WHITE,
    "target": (0.15, 0.15, 0.16),
    "ghost": (0.62, 0.60, 0.66),
    "N": (0.957, 0.776, 0.761),
    "P": (0.973, 0.875, 0.671),
    "L": (0.749, 0.867, 0.918),
    "F": (0.702, 0.871, 0.745),
    "none": HEADER_TINT,
    "level0": (0.93, 0.93, 0.94),
    "level1": (0.86, 0.91, 0.97),
    "level2": (0.75, 0.85, 0.95),
    "level3": (0.63, 0.78, 0.92),
    "level4": (0.52, 0.71, 0.89),
    "level5": (0.42, 0.64, 0.86),
}


@dataclass(slots=True)
class SceneFlow:
    """A drawing that stays in one piece, at most as wide as the text and as tall as `tallest`."""

    scene: Scene
    look: Look
    fonts: Fonts
    x: float
    tallest: float
    gap: float = 8.0
    keep: bool = False
    wide: bool = False
    scale: float = field(init=False)
    """How much smaller than made it is drawn."""

    def __post_init__(self) -> None:
        wide, high = max(self.scene.width, 1.0), max(self.scene.height, 1.0)
        self.scale = min(1.0, self.look.width / wide, self.tallest / high)

    def least(self, at: Place) -> float:
        """All of it."""
        return self.scene.height * self.scale

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """All of it."""
        return None, self.least(at)

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw the shapes, then the words."""
        page.draw([code for shape in self.scene.shapes for code in self._code(shape, top)])
        styles: dict[tuple[float, bool, Meaning], Style] = {}
        for shape in self.scene.shapes:
            if isinstance(shape, Words):
                look = (shape.size, shape.bold, shape.ink)
                if look not in styles:
                    weight = "bold" if shape.bold else "regular"
                    styles[look] = Style(weight, shape.size * self.scale, shape.size, self._ink(shape.ink))
                self._words(page, shape, styles[look], top)

    def _ink(self, meaning: Meaning) -> Colour:
        if meaning == "accent":
            return self.look.accent
        if meaning == "soft":
            red, green, blue = (1 - 0.18 * (1 - part) for part in self.look.accent)
            return red, green, blue
        return _INKS[meaning]

    def _place(self, x: float, y: float, top: float) -> str:
        return f"{self.x + x * self.scale:.2f} {top - y * self.scale:.2f}"

    def _code(self, shape: Box | Stroke | Area | Words, top: float) -> Iterator[str]:
        match shape:
            case Box():
                size = f"{shape.width * self.scale:.2f} {shape.height * self.scale:.2f}"
                place = self._place(shape.x, shape.y + shape.height, top)
                yield f"{_rgb(self._ink(shape.fill))} rg {place} {size} re f"
                if shape.edge:
                    yield f"{_rgb(self._ink(shape.edge))} RG 0.5 w {place} {size} re S"
            case Area():
                yield f"{_rgb(self._ink(shape.fill))} rg {self._path(shape.points, top)} h f"
            case Stroke():
                dash = f"[{3 * self.scale:.1f} {2 * self.scale:.1f}] 0 d" if shape.dashed else "[] 0 d"
                end = "s" if shape.closed else "S"
                ink, thick = _rgb(self._ink(shape.ink)), shape.thick * self.scale
                yield f"{ink} RG {thick:.2f} w {dash} {self._path(shape.points, top)} {end}"
            case Words():
                pass
            case _:
                assert_never(shape)

    def _path(self, points: tuple[tuple[float, float], ...], top: float) -> str:
        first, *others = points
        return " ".join([f"{self._place(*first, top)} m", *(f"{self._place(*p, top)} l" for p in others)])

    def _words(self, page: Page, shape: Words, style: Style, top: float) -> None:
        face = self.fonts.faces[style.weight]
        line = self.fonts.clean_line(shape.text)
        width = face.width(line) * style.size / 1000
        if shape.room and width > shape.room * self.scale:
            line = _shortened(line, lambda text: face.width(text) * style.size / 1000 <= shape.room * self.scale)
            width = face.width(line) * style.size / 1000
        shift = {"left": 0.0, "middle": width / 2, "right": width}[shape.anchor]
        page.text(self.x + shape.x * self.scale - shift, top - shape.y * self.scale, line, style)


@cache
def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:.3f}" for part in colour)


def _shortened(line: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits with an ellipsis; found by halving, since names may be very long."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(line[:middle].rstrip() + "…") else (low, middle - 1)
    return line[:low].rstrip() + "…" if low else ""
