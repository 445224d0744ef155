"""Changed lines as text: a minus and a stroke for what was taken out, a plus for what was put in, tinted as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from vse_app.i18n import Translator
from vse_app.ui import theme

Lines = Sequence[tuple[str, str, str]]


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
        for field, sign, text in lines:
            if field != shown:
                self._write(cursor, label(field), _heading(), None, first=first)
                shown, first = field, False
            self._write(cursor, f"{_SIGNS[sign]} {text}", *_formats(look, sign), first=False)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        rows = min(max(self.document().blockCount() + 1, 4), 24)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * rows + look.px(20))

    def _write(
        self, cursor: QTextCursor, text: str, words: QTextCharFormat, block: QTextBlockFormat | None, *, first: bool
    ) -> None:
        if not first:
            cursor.insertBlock(block or QTextBlockFormat())
        elif block is not None:
            cursor.setBlockFormat(block)
        cursor.insertText(text, words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_lines", ()):
            self.show_lines(self._lines, self._label)


def _heading() -> QTextCharFormat:
    words = QTextCharFormat()
    words.setFontWeight(QFont.Weight.Bold)
    return words


def _formats(look: theme.Theme, sign: str) -> tuple[QTextCharFormat, QTextBlockFormat]:
    words, block = QTextCharFormat(), QTextBlockFormat()
    if sign == "-":
        words.setFontStrikeOut(True)
        words.setForeground(look.colour("bad"))
        words.setBackground(look.colour("bad-soft"))
    elif sign == "+":
        words.setForeground(look.colour("good"))
        words.setBackground(look.colour("good-soft"))
    else:
        words.setForeground(look.colour("muted"))
    return words, block


_SIGNS = {"-": "−", "+": "+", " ": " "}
