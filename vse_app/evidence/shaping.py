"""Shaping: letters whose marks stack or whose forms join (Thai, Arabic, accents typed apart), through HarfBuzz.

The glyphs stand where the font says; the original characters go along as `ActualText`, so that searching and copying
in the PDF give back what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

_ESCAPES = {code: f"\\{chr(code)}" for code in b"()\\"}
_LITERAL = [
    _ESCAPES.get(code, chr(code) if 32 <= code < 127 else f"\\{code:03o}") for code in range(256)
]  # fmt: skip
right_to_left = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]").search
"""Finds the first letter or mark of a right-to-left script."""
BOLD_OUTLINE = 0.028
"""Width of the outline that makes letters bold, as a share of the type size."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in one font resource: plain (`text`, an escaped PDF string) or placed (`array`, a TJ array).

    `rise` is in thousandths of the type size; `said` is what was typed, if the glyphs do not tell (on the
    first of the segments that stand for it, up to the one that `closes`); `extra` is "bold" for an outline.
    """

    resource: str
    text: str = ""
    array: str = ""
    rise: float = 0.0
    extra: str = ""
    said: str = ""
    closes: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it may be joined with its plain neighbours."""
        return bool(self.text) and not (self.extra or self.said or self.closes)

    def operators(self, size: float) -> str:
        """The PDF operators that show it."""
        shown = f"({self.text}) Tj" if self.text else f"[{self.array}] TJ"
        if self.rise:
            shown = f"{self.rise * size / 1000:.3f} Ts {shown} 0 Ts"
        if self.extra:
            shown = f"2 Tr {BOLD_OUTLINE * size:.3f} w {shown} 0 Tr"
        if self.said:
            typed = self.said.encode("utf-16-be").hex().upper()
            shown = f"/Span <</ActualText <FEFF{typed}>>> BDC {shown}"
        return f"{shown} EMC" if self.closes else shown


@dataclass(frozen=True, slots=True)
class Glyph:
    """A placed glyph; lengths in thousandths of the type size. `code` is the code point that stands for the glyph."""

    code: int
    advance: float
    width: float
    shift: float
    rise: float


class Shaper:
    """Shapes runs of one font. Glyphs without a character of their own borrow a private code point in this document."""

    def __init__(self, ttf: Any) -> None:
        self._ttf = ttf
        self._private: dict[int, int] = {}
        self._next = 0xE000
        self._shaped: dict[str, tuple[Glyph, ...]] = {}

    def width(self, run: str) -> float:
        """Width of a run in thousandths of the type size."""
        return sum(glyph.advance for glyph in self.shape(run))

    def shape(self, run: str) -> tuple[Glyph, ...]:
        """The glyphs of a run, from left to right."""
        found = self._shaped.get(run)
        if found is None:
            if len(self._shaped) > 50_000:
                self._shaped.clear()
            found = self._shaped[run] = tuple(self._glyphs(run))
        return found

    def segments(self, run: str, *, doc: Any, extra: str) -> Iterable[Segment]:
        """The run as segments, wrapped in what was typed when the glyphs alone would not tell."""
        glyphs = self.shape(run)
        told = "".join(chr(glyph.code) for glyph in glyphs)
        parts: list[tuple[str, float, str]] = []
        for glyph in glyphs:
            ((subset, code),) = self._ttf.splitString(chr(glyph.code), doc)
            name = self._ttf.getSubsetInternalName(subset, doc)
            before, after = -glyph.shift, glyph.width - glyph.advance + glyph.shift
            array = f"{before:g} " * bool(before) + f"({literal(code)})" + f" {after:g}" * bool(after)
            parts.append((name, glyph.rise, array))
        grouped = [(key, " ".join(p[2] for p in same)) for key, same in groupby(parts, key=lambda p: p[:2])]
        # Readers turn right-to-left letters round by themselves; typed order inside ActualText would be turned twice.
        is_silent = told == run or right_to_left(run)
        for number, ((name, rise), array) in enumerate(grouped):
            said = run if not is_silent and number == 0 else ""
            closes = not is_silent and number == len(grouped) - 1
            yield Segment(name, array=array, rise=rise, extra=extra, said=said, closes=closes)

    def _glyphs(self, run: str) -> Iterable[Glyph]:
        import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]

        harfbuzz: Any = uharfbuzz
        face: Any = self._ttf.face
        buffer: Any = harfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        harfbuzz.shape(harfbuzz.Font(self._ttf.hbFace), buffer, {"kern": False, "liga": False})
        scale = 1000 / face.unitsPerEm
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            code = self._code(info.codepoint, typed=ord(run[info.cluster]), advance=place.x_advance * scale)
            width: float = face.charWidths[code]
            yield Glyph(code, place.x_advance * scale, width, place.x_offset * scale, place.y_offset * scale)

    def _code(self, glyph: int, *, typed: int, advance: float) -> int:
        """The code point under which the font file will hold a glyph: the typed one where it can be."""
        face: Any = self._ttf.face
        if face.charToGlyph.get(typed) == glyph:
            return typed
        named = [code for code in face.glyphToChar.get(glyph, ()) if 32 < code <= 0xFFFF]
        if named:
            return min(named)
        code = self._private.get(glyph)
        if code is None:
            while self._next in face.charToGlyph:
                self._next += 1
            code = self._private[glyph] = self._next
            face.charToGlyph[code] = glyph
            face.charWidths[code] = advance
        return code


def literal(codes: bytes) -> str:
    """The inside of a PDF literal string."""
    return "".join([_LITERAL[code] for code in codes])


def in_sight_order(words: list[str]) -> list[str]:
    """Words of a line from left to right: stretches of right-to-left words (and numbers among them) turned round.

    The lines themselves always begin at the left; this is less than the Unicode bidi algorithm, enough to be read.
    """
    found: list[str] = []
    turned: list[str] = []
    after: list[str] = []
    for word in [*words, "a"]:
        if right_to_left(word):
            turned += [*after, word]
            after = []
        elif turned and not any(map(str.isalpha, word)):
            after.append(word)
        else:
            found += [*reversed(turned), *after, word]
            turned, after = [], []
    return found[:-1]
