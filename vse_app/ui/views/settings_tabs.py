"""Tab goes where the eye goes, also when parts of a screen are added or taken away later.

Qt puts what is added later at the end of the whole window's order; this puts it back where it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


class TabOrder:
    """Keeps the order of the keyboard inside one widget the same as that of its layouts."""

    def __init__(self, root: QWidget) -> None:
        self._root = root
        self._last: list[QWidget] = []

    def keep(self) -> None:
        """Put the order right if something came or went."""
        found = list(_focusable(self._root))
        if found == self._last:
            return
        self._last = found
        for before, after in pairwise(found):
            QWidget.setTabOrder(before, after)


def _focusable(widget: QWidget) -> Iterator[QWidget]:
    """Everything Tab can reach, as laid out."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if inner is not None:
        yield from _focusable(inner)
    elif isinstance(widget, QSplitter):
        panes = (widget.widget(index) for index in range(widget.count()))
        yield from (found for pane in panes if pane is not None for found in _focusable(pane))
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield from _focusable(widget)
        elif inner is not None:
            yield from _in_layout(inner)
