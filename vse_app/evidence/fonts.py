"""The embedded typefaces: which font has which character, how wide words are, and how a line is written in PDF.

Noto Sans comes first, Noto Sans Thai and DejaVu Sans help out character by character. Words with combining marks or
right-to-left letters are shaped (see `shaping`). One `Fonts` serves one document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from vse_app import paths
from vse_app.evidence.look import Weight
from vse_app.evidence.shaping import Segment, Shaper, in_sight_order, literal, right_to_left

CHAINS: dict[Weight, tuple[str, ...]] = {
    "regular": ("NotoSans-Regular", "NotoSansThai-Regular", "DejaVuSans"),
    "bold": ("NotoSans-Bold", "NotoSansThai-Regular", "DejaVuSans"),
    "italic": ("NotoSans-Italic", "NotoSansThai-Regular", "DejaVuSans"),
}
REMEMBERED_WORDS = 100_000
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories without a visible shape: controls, bidi and other format characters, lone surrogates."""

_plain = re.compile(r"[ -'*-\[\]-~]*").fullmatch
"""ASCII without brackets and backslash: such a line stands in a PDF string as it is."""


class Font:
    """One embedded font file. `covers` is what it could print before shaping borrowed private code points."""

    def __init__(self, name: str) -> None:
        from reportlab.pdfbase.ttfonts import TTFont

        self.ttf: Any = TTFont(name, str(paths.resources() / "fonts" / f"{name}.ttf"))
        # Characters beyond the basic plane are left out: reportlab writes their ToUnicode entries wrong, so nobody
        # could search or copy them.
        self.covers: frozenset[str] = frozenset(chr(code) for code in self.ttf.face.charToGlyph if code <= 0xFFFF)
        self.shaper = Shaper(self.ttf)

    def widths(self) -> dict[str, float]:
        """Width of each character in thousandths of the type size."""
        found: dict[int, float] = self.ttf.face.charWidths
        return {char: found[ord(char)] for char in self.covers}


class Face:
    """One weight with its fallbacks. Widths are in thousandths of the type size."""

    def __init__(self, chain: tuple[Font, ...], weight: Weight) -> None:
        self.chain = chain
        self.weight: Weight = weight
        self.chars: dict[str, float] = {}
        for font in reversed(chain):
            self.chars.update(font.widths())
        self.complex = _complex_pattern(self.chars)
        self.words = _WordWidths(self)
        self._encoded: dict[str, tuple[Segment, ...]] = {}

    def width(self, text: str) -> float:
        """Width of a line of cleaned text."""
        if text.isascii():
            return sum(map(self.chars.__getitem__, text))
        return sum(map(self.words.__getitem__, text.split(" "))) + self.chars[" "] * text.count(" ")

    def word_width(self, word: str) -> float:
        """Width of one word, computed afresh."""
        if word.isascii() or not self.complex.search(word):
            return sum(map(self.chars.__getitem__, word))
        return sum(
            font.shaper.width(run) if self.complex.search(run) else sum(map(self.chars.__getitem__, run))
            for font, run in self.runs(word)
        )

    def runs(self, text: str) -> list[tuple[Font, str]]:
        """Split text into stretches of one font; a combining mark stays with its letter where the font allows."""
        found: list[tuple[Font, str]] = []
        held, begin = self._font_of(text[0]), 0
        for position, char in enumerate(text):
            is_mark = unicodedata.category(char)[0] == "M"
            font = held if is_mark and char in held.covers else self._font_of(char)
            if font is not held:
                found.append((held, text[begin:position]))
                held, begin = font, position
        found.append((held, text[begin:]))
        return found

    def _font_of(self, char: str) -> Font:
        return next((font for font in self.chain if char in font.covers), self.chain[-1])

    def write(self, line: str, *, doc: Any, size: float) -> str:
        """PDF operators that show a cleaned line; the current font must be this face's first font at `size`."""
        if _plain(line):
            return f"({line}) Tj"
        home = self.home(doc)
        out: list[str] = []
        here, pending = home, ""
        for segment in self._segments(line, doc):
            if segment.resource == here and segment.is_plain:
                pending += segment.text
                continue
            if pending:
                out.append(f"({pending}) Tj")
                pending = ""
            if segment.resource != here:
                here = segment.resource
                out.append(f"{here} {size:g} Tf")
            if segment.is_plain:
                pending = segment.text
            else:
                out.append(segment.operators(size))
        if pending:
            out.append(f"({pending}) Tj")
        if here != home:
            out.append(f"{home} {size:g} Tf")
        return " ".join(out)

    def home(self, doc: Any) -> str:
        """Name of this face's first font among the document's resources."""
        name: str = self.chain[0].ttf.getSubsetInternalName(0, doc)
        return name

    def _segments(self, line: str, doc: Any) -> Iterable[Segment]:
        space = Segment(self.home(doc), text=" ")
        words = line.split(" ")
        if right_to_left(line):
            words = in_sight_order(words)
        for number, word in enumerate(words):
            if number:
                yield space
            if word:
                found = self._encoded.get(word)
                if found is None:
                    if len(self._encoded) > REMEMBERED_WORDS:
                        self._encoded.clear()
                    found = self._encoded[word] = tuple(self._encode(word, doc))
                yield from found

    def _encode(self, word: str, doc: Any) -> Iterable[Segment]:
        for font, run in self.runs(word):
            # There is no bold Thai or symbol font aboard: a thin outline gives their letters the weight.
            extra = "bold" if self.weight == "bold" and font is not self.chain[0] else ""
            if self.complex.search(run):
                yield from font.shaper.segments(run, doc=doc, extra=extra)
                continue
            for subset, codes in font.ttf.splitString(run, doc):
                yield Segment(font.ttf.getSubsetInternalName(subset, doc), text=literal(codes), extra=extra)


class _WordWidths(dict[str, float]):
    """Widths of words, computed when first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, word: str) -> float:
        if len(self) > REMEMBERED_WORDS:
            self.clear()
        width = self[word] = self._face.word_width(word)
        return width


class Fonts:
    """All faces of one document, and the list of characters that none of them has."""

    def __init__(self) -> None:
        files = {name: Font(name) for name in dict.fromkeys(sum(CHAINS.values(), ()))}
        self.faces: dict[Weight, Face] = {
            weight: Face(tuple(files[name] for name in chain), weight) for weight, chain in CHAINS.items()
        }
        common = set(self.faces["regular"].chars)
        for face in self.faces.values():
            common &= set(face.chars)
        shown = {c for c in common if unicodedata.category(c) not in UNSEEN and unicodedata.category(c) != "Cn"}
        self._foreign = re.compile(f"[^\n{_ranges(shown)}]")
        self._missing: dict[str, None] = {}

    def clean(self, text: str) -> str:
        """Text in which everything can be seen: unprintable characters become their code point, `[U+202E]`.

        Line ends become "\\n", tabs four spaces; characters without a glyph are also remembered in `missing`.
        """
        if text.isascii() and text.isprintable():
            return text
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return self._foreign.sub(self._name, text.replace("\t", "    "))

    def clean_line(self, text: str) -> str:
        """The same on one line: line ends become spaces."""
        return self.clean(text).replace("\n", " ")

    @property
    def missing(self) -> tuple[str, ...]:
        """Visible characters that no font has, as "U+4E00", in order of code point."""
        return tuple(f"U+{ord(char):04X}" for char in sorted(self._missing))

    def _name(self, match: re.Match[str]) -> str:
        char = match[0]
        if unicodedata.category(char) not in UNSEEN:
            self._missing[char] = None
        return f"[U+{ord(char):04X}]"


def _complex_pattern(chars: Iterable[str]) -> re.Pattern[str]:
    """Characters that need shaping: combining marks and right-to-left letters."""
    wanted = {c for c in chars if unicodedata.category(c)[0] == "M" or unicodedata.bidirectional(c) in ("R", "AL")}
    return re.compile(f"[{_ranges(wanted)}]")


def _ranges(chars: Iterable[str]) -> str:
    """The inside of a regular expression's character class."""
    points = sorted(map(ord, chars))
    spans: list[list[int]] = []
    for point in points:
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in spans)
