"""How a small table uses its room: columns by what stands in them, rows as tall as their words, within limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

Words = Callable[[int, int], str]
"""The words of a cell by row and column."""

ROWS_LOOKED_AT: Final = 60
"""Rows whose words decide; a longer table keeps rows of one line."""
MOST_LINES: Final = 4
"""Lines of a cell on show; the whole is in the tip and in the editor."""
_LONGEST: Final = 2000
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


def column_widths(wishes: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Share `room` by wish, none below its least; when not even that goes in, each gets its least."""
    found = list(least)
    spare, open_columns = room - sum(least), {n for n in range(len(least)) if wishes[n] > least[n]}
    while spare > 0 and open_columns:
        total = sum(wishes[n] - found[n] for n in open_columns)
        if total <= spare:
            for n in open_columns:
                spare -= wishes[n] - found[n]
                found[n] = wishes[n]
            break
        for n in open_columns:
            found[n] += (wishes[n] - found[n]) * spare // total
        spare = 0
    if spare > 0:
        whole = sum(found)
        found = [width + spare * width // max(whole, 1) for width in found]
        found[-1] += room - sum(found)
    return found


def wish(words: Words, column: int, rows: int, metrics: QFontMetrics, *, most: int) -> int:
    """The width at which the longest cell of a column would stand on one line, at most `most`."""
    texts = (words(row, column)[:_LONGEST] for row in range(min(rows, ROWS_LOOKED_AT)))
    longest = max((metrics.horizontalAdvance(line) for text in texts for line in text.split("\n")), default=0)
    return min(longest, most)


def longest_word(words: Words, column: int, rows: int, metrics: QFontMetrics, *, most: int) -> int:
    """The width of the longest word of a column that is not wider than `most`."""
    texts = (words(row, column)[:_LONGEST] for row in range(min(rows, ROWS_LOOKED_AT)))
    widths = (metrics.horizontalAdvance(word) for text in texts for word in set(text.split()) if len(word) > 6)
    return max((width for width in widths if width <= most), default=0)


def row_height(words: Words, row: int, widths: Sequence[int], metrics: QFontMetrics, *, least: int) -> int:
    """How tall a row is at these widths of its words: up to `MOST_LINES` lines, never less than `least`."""
    line = metrics.lineSpacing()
    tallest = 0
    for column, width in enumerate(widths):
        text = words(row, column)[:_LONGEST]
        if metrics.horizontalAdvance(text) > width:
            room = QRect(0, 0, max(width, 1), line * (MOST_LINES + 1))
            tallest = max(tallest, metrics.boundingRect(room, _WRAPPED, text).height())
    return max(least, min(tallest, line * MOST_LINES) + least - line) if tallest > line else least
