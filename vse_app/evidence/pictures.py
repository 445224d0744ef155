"""Pictures from outside: decoded defensively, scaled to what paper can show, or refused."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

PIXEL_LIMIT = 40_000_000
"""Largest picture that is decoded, in pixels."""
DOTS_PER_INCH = 220
"""Finer than this, a picture is made smaller: the eye would not see it, the file would grow."""

_DECODING_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What Pillow raises on damaged files, as its own fuzzing lists them."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture; `width` and `height` in pixels; `reader` is what reportlab draws."""

    width: int
    height: int
    reader: Any

    def height_at(self, width: float) -> float:
        """Height in points when printed `width` points wide."""
        return width * self.height / self.width


def decode(data: bytes, *, width: float) -> Pixels | None:
    """Decode PNG or JPEG bytes to be printed about `width` points wide; None when damaged, huge or another format."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > PIXEL_LIMIT:
                return None
            opened.draft("RGB", (2 * _dots(width), 2 * _dots(width)))
            picture = opened.convert("RGBA")
    except (*_DECODING_ERRORS, Image.DecompressionBombError):
        return None
    paper: Any = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    if paper.width > _dots(width):
        height = max(1, round(paper.height * _dots(width) / paper.width))
        paper = paper.resize((_dots(width), height), Image.Resampling.LANCZOS)
    return Pixels(paper.width, paper.height, ImageReader(paper))


def _dots(width: float) -> int:
    return max(1, round(width / 72 * DOTS_PER_INCH))
