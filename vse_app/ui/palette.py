"""The command palette (Ctrl+K): type to find or to do anything; an overlay that never takes over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vse_app.ui import icons, theme
from vse_app.ui.commands import commands, possible
from vse_app.ui.context import Target
from vse_app.ui.palette_search import Found, among_commands, among_work
from vse_app.ui.parts_text import Caption

if TYPE_CHECKING:
    from vse_app.ui.session import Session

WIDTH, ROWS = 640, 11
_FOUND = int(Qt.ItemDataRole.UserRole)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


def open_palette(session: Session, typed: str = "") -> Palette:
    """Show the palette over the window, or put the keyboard into the one that is open already."""
    there = session.frame.findChild(Palette)
    palette = there or Palette(session)
    palette.begin(typed)
    return palette


class Palette(QFrame):
    """A line to type in and what was found, grouped. Up and Down choose, Enter goes, Esc closes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.frame)
        self._session = session
        self._before: QWidget | None = None
        self.setProperty("part", "raised")
        tr = session.translator
        self.setAccessibleName(tr("Search or do…"))
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(tr("What are you looking for, or what do you want to do?"))
        self.typed.setAccessibleName(self.typed.placeholderText())
        self.typed.setClearButtonEnabled(True)
        self.results = QListWidget()
        self.results.setItemDelegate(_Lines(self.results))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setUniformItemSizes(False)
        self.results.setAccessibleName(tr("Found"))
        self.empty = Caption(tr("Nothing found. Try fewer or other words."))
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(12)] * 4)
        column.setSpacing(look.px(8))
        for widget in (self.typed, self.results, self.empty):
            column.addWidget(widget)
        self.typed.textChanged.connect(self._search)
        self.typed.installEventFilter(self)
        self.results.itemClicked.connect(self._take)
        session.frame.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def begin(self, typed: str) -> None:
        """Show it, with the keyboard in its line."""
        if not self.isVisible():
            self._before = self._session.frame.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.typed.setText(typed)
        self.typed.selectAll()
        self.typed.setFocus()
        self._search()

    def end(self, *, give_back: bool = True) -> None:
        """Close it; the keyboard goes back to where it was."""
        self.hide()
        if give_back and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        if event.type() == QEvent.Type.Resize and watched is not self.typed:
            self._place()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self.results.currentItem()
            if current is not None:
                self._take(current)
        elif key == Qt.Key.Key_Escape:
            self.end()
        else:
            return False
        return True

    def _search(self) -> None:
        """Commands at once; the rest when it has been read."""
        session, typed = self._session, self.typed.text()
        ws, project, tr = session.workspace, session.project, session.translator
        can = [c for c in commands(tr) if possible(c, has_file=ws is not None, has_project=bool(project))]
        own = among_commands(tr, (c for c in can if c.target.view != "palette"), typed)
        if ws is None or not typed.strip():
            self._show(own)
            return
        session.runner.latest(
            "palette", lambda: among_work(ws, project, tr, typed), lambda found: self._show([*found, *own]), owner=self
        )

    def _show(self, found: list[Found]) -> None:
        self.results.clear()
        group = ""
        for item in found:
            if item.group != group:
                group = item.group
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.results.addItem(heading)
            row = QListWidgetItem(icons.icon(item.icon, "muted"), item.title)
            row.setData(_FOUND, item)
            row.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{item.title}, {item.detail}, {item.group}")
            self.results.addItem(row)
        self.results.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.results.setCurrentRow(1 if found else -1)
        self._place()

    def _move(self, by: int) -> None:
        """To the next result in a direction, past headings, stopping at the ends."""
        rows = [row for row in range(self.results.count()) if self.results.item(row).data(_FOUND)]
        if rows:
            now = rows.index(self.results.currentRow()) if self.results.currentRow() in rows else 0
            self.results.setCurrentRow(rows[min(max(now + by, 0), len(rows) - 1)])

    def _take(self, row: QListWidgetItem) -> None:
        found = row.data(_FOUND)
        if not isinstance(found, Found):
            return
        session = self._session
        self.end(give_back=found.target.view in ("undo", "redo"))
        if found.project and found.project != session.project:
            session.go(Target("project", record=found.project))
        session.go(found.target)

    def _place(self) -> None:
        frame, look = self._session.frame, theme.current()
        width = min(look.px(WIDTH), frame.width() - look.px(32))
        most = min(look.px(36) * ROWS, frame.height() - look.px(140))
        wanted = sum(self.results.sizeHintForRow(row) for row in range(self.results.count())) + look.px(4)
        self.results.setFixedHeight(max(look.px(36), min(most, wanted)))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((frame.width() - width) // 2, look.px(56))

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self.typed and not self.isAncestorOf(new):
            self.end(give_back=False)


class _Lines(QStyledItemDelegate):
    """Draws a heading small and quiet, and a result with its detail at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look = theme.current()
        is_result = index.data(_FOUND) is not None
        return QSize(look.px(200), max(option.fontMetrics.height() + look.px(12 if is_result else 8), look.px(28)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, found = theme.current(), index.data(_FOUND)
        box: QRect = option.rect.adjusted(look.px(8), 0, -look.px(8), 0)  # type: ignore[attr-defined]
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.save()
        if not isinstance(found, Found):
            font = painter.font()
            font.setPixelSize(look.px(12))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(look.colour("muted"))
            painter.drawText(box, left, str(index.data()))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection"))
            painter.drawRoundedRect(option.rect, look.px(6), look.px(6))  # type: ignore[attr-defined]
        side = look.px(17)
        icons.icon(found.icon, "muted").paint(painter, box.left(), box.center().y() - side // 2, side, side)
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        words = box.adjusted(look.px(27), 0, 0, 0)
        most = words.width() * 2 // 5
        detail = metrics.elidedText(found.detail, Qt.TextElideMode.ElideRight, most)
        taken = metrics.horizontalAdvance(detail) + look.px(16)
        painter.setPen(look.colour("muted"))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), detail)
        painter.setPen(look.colour("text"))
        title = metrics.elidedText(found.title, Qt.TextElideMode.ElideRight, words.width() - taken)
        painter.drawText(words, left, title)
        painter.restore()
