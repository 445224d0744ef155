"""Changed lines as text: a minus and a stroke for what was taken out, a plus for what was put in, tinted as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from vse_app.i18n import Translator
from vse_app.ui import theme

Lines = Sequence[tuple[str, str, str]]
CONTEXT: Final = 1
"""Unchanged lines shown before and after a change."""


class DifferenceArea(QPlainTextEdit):
    """Read-only text to select and copy; literal, never markup."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setProperty("held", True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("What changed"))
        self._lines: Lines = ()
        self._label: Callable[[str], str] = str

    def show_lines(self, lines: Lines, label: Callable[[str], str]) -> None:
        """Show (field, "-" or "+" or " ", line) with the fields' names as headings."""
        self._lines, self._label = lines, label
        look, cursor = theme.current(), QTextCursor(self.document())
        self.clear()
        cursor.beginEditBlock()
        shown = ""
        first = True
        for field, sign, text in _with_gaps(lines):
            if field != shown:
                self._new_line(cursor, first=first)
                cursor.insertText(label(field), _heading())
                shown, first = field, False
            self._new_line(cursor, first=False)
            words = _format(look, sign)
            struck = QTextCharFormat(words)
            struck.setFontStrikeOut(sign == "-")
            cursor.insertText(f"{_SIGNS[sign]} ", words)
            cursor.insertText(text, struck)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        rows = min(max(self.document().blockCount() + 1, 4), 24)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * rows + look.px(20))

    def _new_line(self, cursor: QTextCursor, *, first: bool) -> None:
        if not first:
            cursor.insertBlock()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_lines", ()):
            self.show_lines(self._lines, self._label)


def _heading() -> QTextCharFormat:
    words = QTextCharFormat()
    words.setFontWeight(QFont.Weight.Bold)
    return words


def _format(look: theme.Theme, sign: str) -> QTextCharFormat:
    words = QTextCharFormat()
    tone = {"-": "bad", "+": "good"}.get(sign, "")
    words.setForeground(look.colour(tone or "muted"))
    if tone:
        words.setBackground(look.colour(f"{tone}-soft"))
    return words


def _with_gaps(lines: Lines) -> Iterator[tuple[str, str, str]]:
    """The lines, with long runs of unchanged ones cut down to those beside a change."""
    for (field, is_same), run in groupby(lines, key=lambda line: (line[0], line[1] == " ")):
        found = list(run)
        if is_same and len(found) > 2 * CONTEXT + 1:
            yield from found[:CONTEXT]
            yield field, " ", "…"
            yield from found[-CONTEXT:]
        else:
            yield from found


_SIGNS = {"-": "−", "+": "+", " ": "\u2007"}
