"""Breaking text into lines. Linear in the length of the text, whatever the text.

Words break at spaces; Thai and Lao, which write none, between clusters; a word that is longer than the line after a
punctuation mark, and where there is none, between any two characters (never before a combining mark).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator

from vse_app.evidence.fonts import Face

CHUNK = 60_000
"""Characters of one paragraph looked at together, so that a huge one needs no huge list of words."""
LONG_WORD = 1_000
"""Characters from which on a word surely breaks: it is not measured as a whole."""

_OPENING = r"(?:(?!\[U\+)[(\[{«“‘])*"
_CLOSING = r"[)\]}»”’.,:;!?%…]*"
_CODE_POINT = r"\[U\+[0-9A-F]{4,6}\]"
_LEADING = "[\u0e40-\u0e44\u0ec0-\u0ec4]"
_CONSONANT = "[\u0e01-\u0e2e\u0e81-\u0eae]"
_FOLLOWING = "[\u0e2f-\u0e3a\u0e45-\u0e4e\u0eaf-\u0ebd\u0ec6-\u0ece]"
_SILENCED = f"{_CONSONANT}[\u0e34\u0e38]?\u0e4c"
_CLUSTER = f"{_LEADING}*{_CONSONANT}{_FOLLOWING}*(?:{_SILENCED})*|{_LEADING}+|{_FOLLOWING}+|[\u0e00-\u0eff]"
_AFTER = r"/_.,:;@=&?|\\\-"
_OTHER = rf"(?:[^\u0e00-\u0eff{_AFTER}\[]|\[(?!U\+)){{1,200}}[{_AFTER}]{{0,50}}|[{_AFTER}]{{1,50}}"
_atoms = re.compile(f"{_OPENING}(?:{_CODE_POINT}|{_CLUSTER}){_CLOSING}|{_OTHER}|.", re.DOTALL).finditer
_breaks_inside = re.compile(r"[\u0e00-\u0eff]|\]\[U\+").search
"""Thai, Lao, and code points in a row: that is how scripts without a font (Chinese, say) come out."""


def _go_on() -> None:
    pass


def wrap(text: str, room: float, face: Face, *, tick: Callable[[], None] = _go_on) -> list[str]:
    """Break cleaned text into lines no wider than `room` thousandths of the type size; "\\n" ends a line.

    `tick` is called now and then and may raise to stop.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if len(lines) % 256 == 0 or len(paragraph) > CHUNK:
            tick()
        _wrap_paragraph(paragraph, room, face, lines=lines)
    return lines


def _wrap_paragraph(paragraph: str, room: float, face: Face, *, lines: list[str]) -> None:
    widths, space = face.words, face.chars[" "]
    held: list[str] = []
    used = -space
    is_first = True
    for chunk in _chunks(paragraph):
        for word in chunk.split(" "):
            width = widths[word] if len(word) < LONG_WORD else math.inf
            if used + space + width <= room:
                if word or held or is_first:  # spaces at a break vanish, spaces that indent stay
                    held.append(word)
                    used += space + width
                continue
            splits = width > room or _breaks_inside(word) is not None
            if held and any(held) and not (splits and _breaks_inside(word)):
                lines.append(" ".join(held).rstrip(" "))
                held, used = [], -space
            is_first = False
            if splits:
                start = " ".join([*held, ""])
                *full, last = _split(word, room, face, start=start)
                lines.extend(full)
                held, used = [last], face.width(last)
            else:
                held, used = [word], width
    lines.append(" ".join(held).rstrip(" "))


def _split(word: str, room: float, face: Face, *, start: str) -> list[str]:
    """The lines of a word that has to break, the first one beginning with `start`; the last one may go on."""
    found: list[str] = []
    line_start, used, begin = start, face.width(start), 0
    for end, width in _places(word, room, face):
        if used + width > room and (begin < end[0] or line_start.strip(" ")):
            found.append((line_start + word[begin : end[0]]).rstrip(" "))
            line_start, used, begin = "", 0.0, end[0]
        used += width
    found.append(line_start + word[begin:])
    return found


def _places(word: str, room: float, face: Face) -> Iterator[tuple[tuple[int, int], float]]:
    """Each unbreakable stretch of a word, as (start, end), with its width."""
    widths = face.words
    for match in _atoms(word):
        begin, end = match.span()
        if end - begin < LONG_WORD:
            width = widths[match[0]]
            if width <= room:
                yield (begin, end), width
                continue
        for position in range(begin, end):
            char = word[position]
            # A mark adds no place to break; it is counted with no width, its letter carries it.
            if position > begin and not char.isascii() and unicodedata.category(char)[0] == "M":
                continue
            yield (position, position + 1), face.chars[char]


def _chunks(paragraph: str) -> Iterator[str]:
    """The paragraph in pieces that begin after a space."""
    begin = 0
    while len(paragraph) - begin > CHUNK:
        end = paragraph.find(" ", begin + CHUNK)
        if end < 0:
            break
        yield paragraph[begin:end]
        begin = end + 1
    yield paragraph[begin:]
