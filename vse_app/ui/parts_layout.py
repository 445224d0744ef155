"""Where parts stand: cards, dividers, rows that wrap, and the scrolled page with its centred column."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

from vse_app.ui import theme


class Card(QFrame):
    """A rounded surface with a column of widgets. `part` is "card", "raised" or "sunken"."""

    def __init__(self, *widgets: QWidget, part: str = "card", spacing: int = 8, margin: int = 16) -> None:
        super().__init__()
        self.setProperty("part", part)
        look = theme.current()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[look.px(margin)] * 4)
        self.column.setSpacing(look.px(spacing))
        for widget in widgets:
            self.column.addWidget(widget)


class Divider(QFrame):
    """A thin line from side to side, or from top to bottom."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "divider")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class FlowLayout(QLayout):
    """Widgets side by side that wrap into further lines, like words; `top` lets those of a line begin at one height."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8, top: bool = False) -> None:
        super().__init__(parent)
        self._top = top
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.current().px(spacing))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # asked for dozens of times while a long page is laid out
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        gaps = self.spacing() * max(len(hints) - 1, 0)
        return self._with_margins(sum(h.width() for h in hints) + gaps, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        hints = [item.minimumSize() for item in self._items]
        return self._with_margins(
            max((h.width() for h in hints), default=0), max((h.height() for h in hints), default=0)
        )

    def _with_margins(self, width: int, height: int) -> QSize:
        edges = self.contentsMargins()
        return QSize(width + edges.left() + edges.right(), height + edges.top() + edges.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the items out in `rect` (or only pretend to) and return the height they need."""
        edges = self.contentsMargins()
        inside = rect.marginsRemoved(edges)
        y = inside.y()
        for line in self._lines(inside.width()):
            x, height = inside.x(), max(size.height() for _, size in line)
            for item, size in line:
                if move:
                    down = 0 if self._top else (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + down), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        used = max(y - self.spacing() - inside.y(), 0)
        return used + edges.top() + edges.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The visible items with their sizes, broken into lines no wider than `width`."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        free = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            most = max(width, item.minimumSize().width())
            if size.width() > most:
                high = item.heightForWidth(most) if item.hasHeightForWidth() else 0
                size = QSize(most, max(size.height(), high))
            if not lines or size.width() > free:
                lines.append([])
                free = width
            lines[-1].append((item, size))
            free -= size.width() + self.spacing()
        return lines


class ScrollPage(QScrollArea):
    """A page that scrolls up and down, its content in one centred column of readable width (1,040 px, in `app.qss`).

    Add widgets to `column`; they become children of `inside`.
    """

    def __init__(self, *, margin: int = 24, spacing: int = 16) -> None:
        super().__init__()
        self.setProperty("part", "page")
        self.setWidgetResizable(True)
        look = theme.current()
        inside = QWidget()
        inside.setProperty("part", "page")
        self.inside = middle = QWidget()
        middle.setProperty("part", "column")
        row = QHBoxLayout(inside)
        row.setContentsMargins(*[look.px(margin)] * 4)
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        outer = QVBoxLayout(middle)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(spacing))
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.setWidget(inside)
