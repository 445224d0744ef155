"""Text as it was written: one line that may wrap, or many. Nothing is rendered, normalised or cut."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from vse_app.i18n import Translator
from vse_app.ui.forms_editor import Choices, Editor, FieldSpec
from vse_app.ui.parts import LinkButton, Plain, row

HELD_LENGTH = 1_000_000
"""Text longer than this many characters is kept whole but shown only in part: editing it would freeze the window."""
HELD_LINE = 200_000
"""So is text with a single line longer than this."""
SHOWN_LENGTH = 20_000
PARAGRAPH = "\u2029"


class TextEditor(Editor):
    """A line of text; a long one wraps. Enter goes on to the next field."""

    takes_example = True
    lines: ClassVar[tuple[int, int]] = (1, 4)

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self._kept = ""
        self._is_kept = True
        self._held: str | None = None
        self._read_only = False
        self.area = TextArea(*self.lines)
        self.place(self.area)
        self._warning = Plain("", tone="warn")
        self._let_go = LinkButton(tr("Remove this text"), "close", on_click=self._on_let_go)
        self._notice = (self._warning, self._let_go)
        line = row(*self._notice)
        line.setStretch(0, 1000)
        self.column.addLayout(line)
        self._show_notice("")
        self.area.textChanged.connect(self._on_changed)
        self.area.pasted.connect(self._on_pasted)
        self.area.left.connect(self.flush)

    def value(self) -> str:
        if self._held is not None:
            return self._held
        return self._kept if self._is_kept else self.area.text()

    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        self._hold(text) if _is_huge(text) else self._show(text)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.area.setReadOnly(read_only or self._held is not None)
        self._let_go.setVisible(self._held is not None and not read_only)
        self.area.show_held(self.area.isReadOnly())

    def start_from(self, example: str) -> None:
        if self._held is None and not self._read_only:
            self.area.append_text(example)
            self.flush()

    def _show(self, text: str) -> None:
        self._held = None
        self._show_notice("")
        self.area.show_text(text)
        self._kept, self._is_kept = text, True
        self.set_read_only(self._read_only)

    def _hold(self, text: str) -> None:
        """Keep a text that is too long for the screen; show how it begins."""
        self._held = text
        self.area.show_text(text[:SHOWN_LENGTH])
        tr = self.tr_
        size = f"{len(text.encode('utf-8', 'surrogatepass')) / 1e6:,.1f}"
        said = tr("This text has {size} MB. It is kept whole, but only its beginning is shown.", size=size)
        self._show_notice(said)
        self.set_read_only(self._read_only)

    def _show_notice(self, text: str) -> None:
        self._warning.setText(text)
        for widget in self._notice:
            widget.setVisible(bool(text))

    def _on_changed(self) -> None:
        if not self.area.is_showing:
            self._is_kept = False
            self.typed()

    def _on_pasted(self, text: str) -> None:
        if self.lines[0] == 1:
            text = " ".join(text.splitlines())
        if _is_huge(text) or len(text) + self.area.document().characterCount() > HELD_LENGTH:
            self._hold(self.area.text_with(text))
            self.flush()
        else:
            self.area.textCursor().insertText(text)
            self.area.ensureCursorVisible()

    def _on_let_go(self) -> None:
        self._show("")
        self._is_kept = False
        self.flush()
        self.area.setFocus()


class LongTextEditor(TextEditor):
    """Several paragraphs; grows with its text, then scrolls. Tab goes on to the next field."""

    lines = (3, 14)


class TextArea(QPlainTextEdit):
    """A plain text field as tall as its text, within limits."""

    left = Signal()
    pasted = Signal(str)

    def __init__(self, fewest: int, most: int) -> None:
        super().__init__()
        self._fewest, self._most = fewest, most
        self.is_showing = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        if most < 10:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def text(self) -> str:
        """The text with plain line ends. Unlike `toPlainText`, keeps no-break spaces and line separators."""
        return self.document().toRawText().replace(PARAGRAPH, "\n")

    def text_with(self, pasted: str) -> str:
        """The text as it would be with `pasted` put in for what is selected."""
        text, cursor = self.text(), self.textCursor()
        start, end = (_in_python(text, place) for place in (cursor.selectionStart(), cursor.selectionEnd()))
        return text[:start] + pasted + text[end:]

    def show_text(self, text: str) -> None:
        """Show other text; not an edit, cannot be undone."""
        self.is_showing = True
        self.setPlainText(text)
        self.is_showing = False

    def append_text(self, text: str) -> None:
        """Put text at the end as one step that can be undone."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(("\n\n" if self.document().characterCount() > 1 else "") + text)
        self.setTextCursor(cursor)
        self.setFocus()

    def show_held(self, held: bool) -> None:
        """Look like a field that can only be read."""
        if bool(self.property("held")) != held:
            self.setProperty("held", held)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def _height(self) -> int:
        """Tall enough for the first lines; line by line, since some scripts stand taller than others."""
        line = self.fontMetrics().lineSpacing()
        block, height, lines = self.document().begin(), 0.0, 0
        while block.isValid() and lines < self._most:
            height += self.blockBoundingRect(block).height()
            lines += max(block.lineCount(), 1)
            block = block.next()
        inside = min(max(height, self._fewest * line), (self._most + 0.5) * line)
        margins = self.document().documentMargin() * (2 if lines > 1 or self._fewest > 1 else 1)
        return round(inside + margins) + self.height() - self.viewport().height()

    def _on_size(self) -> None:
        self.updateGeometry()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.pasted.emit(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: dropped files belong to the page around the field."""
        return source.hasText() and not source.hasUrls()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._fewest == 1 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self.updateGeometry)


def _is_huge(text: str) -> bool:
    if len(text) > HELD_LENGTH:
        return True
    return len(text) > HELD_LINE and max(map(len, text.split("\n"))) > HELD_LINE


def _in_python(text: str, place: int) -> int:
    """A place counted as Qt does, in UTF-16 units, as a place in the string."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "surrogatepass"))
