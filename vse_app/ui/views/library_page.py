"""The page of an element or of a model: its sections as cards, its relations drawn, everything one click away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from vse_app.model import library_words
from vse_app.model.browsing import Address
from vse_app.model.element_page import Page
from vse_app.model.library_map import Box
from vse_app.model.page_parts import Line, Section
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    Heading,
    LinkButton,
    Muted,
    Plain,
    ScrollPage,
    SectionTitle,
    flow,
)
from vse_app.ui.views.boxes import Columns, stack
from vse_app.ui.views.library_graph import RelationGraph
from vse_app.ui.views.library_lines import LineList
from vse_app.ui.views.library_map import ModelMap
from vse_app.ui.views.settings_fields import IconLine

AT_ONCE = 4
"""Sections made in one go; the others follow when the window has drawn these."""
_PAIRS = ("facts", "names", "provenance")
_FIRST = ("purpose", "for_whom", "status", "provisional")
"""Sections of a model that stand above its map."""


class LibraryPage(ScrollPage):
    """A page. It is built from the top, a few sections at a time; `finished` when all of it is there."""

    opened = Signal(object)
    finished = Signal()

    def __init__(self, ctx: Context, page: Page, boxes: Sequence[Box] = ()) -> None:
        super().__init__(margin=20, spacing=12)
        self._ctx, self.page = ctx, page
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(library_words.marked(f"{page.id} {page.title}".strip(), page.recalled))
        self._parts = self._model_parts(boxes) if not page.kind else self._element_parts()
        self.is_finished = False
        self._go_on()

    def _go_on(self) -> None:
        for _ in range(AT_ONCE):
            part = next(self._parts, None)
            if part is None:
                self.is_finished = True
                self.finished.emit()
                return
            self.column.addWidget(part)
        QTimer.singleShot(0, self, self._go_on)

    def _element_parts(self) -> Iterator[QWidget]:
        page = self.page
        yield self._way(page.line)
        yield from self._head()
        for section in page.sections:
            if section.name == "relations":
                yield self._relations(section)
            elif section.name == "provenance":
                yield self._card(section, Muted(page.note) if page.note else None)
            else:
                yield self._card(section)

    def _model_parts(self, boxes: Sequence[Box]) -> Iterator[QWidget]:
        tr, page = self._ctx.tr, self.page
        yield from self._head()
        about = [_about(section) for section in page.sections if section.name in _FIRST]
        half = (len(about) + 1) // 2
        if about:
            halves = [about[:half], about[half:]] if half < len(about) else [about]
            yield Card(Columns([_top(*part) for part in halves], least=300, most=2))
        if boxes:
            yield SectionTitle(tr("Map"))
            drawn = ModelMap(tr, boxes)
            drawn.opened.connect(lambda key: self.opened.emit(Address(page.address.model, key)))
            yield drawn
        for section in page.sections:
            if section.name not in _FIRST:
                yield self._card(section)

    def _way(self, line: Sequence[Line]) -> QWidget:
        """The elements above, each one click away."""
        parts: list[QWidget] = []
        for place, above in enumerate(line):
            if place:
                parts.append(Caption("›", wrap=False))
            text = f"{above.label} {above.text}".strip()
            parts.append(LinkButton(text, on_click=lambda to=above.to: self.opened.emit(to)))
        return flow(*parts, spacing=4)

    def _head(self) -> Iterator[QWidget]:
        tr, page = self._ctx.tr, self.page
        yield Heading(library_words.marked(f"{page.id}  {page.title}".strip(), page.recalled))
        badges: list[QWidget] = [Badge(library_words.kind_word(tr, page.kind))]
        badges += [Badge(word, tone="warn") for word in page.marks]
        if page.recalled:
            badges.append(Badge(tr("° recalled, not checked"), tone="info"))
        where = page.address
        go: Callable[[Target], None] = self._ctx.go
        badges.append(
            Button(
                tr("Print …"),
                "print",
                on_click=lambda: go(Target("library-print", kind=where.model, text=where.element)),
            )
        )
        if not page.kind:
            ask = Target("library-compare", kind=where.model)
            badges.append(Button(tr("Compare with another model"), "compare", on_click=lambda: go(ask)))
        yield flow(*badges)

    def _card(self, section: Section, *more: QWidget | None) -> Card:
        card = Card(SectionTitle(section.title), spacing=4, margin=14)
        if section.hint:
            card.column.addWidget(Caption(section.hint))
        if section.is_text:
            for line in section.lines:
                card.column.addWidget(Plain(line.text))
        elif section.name in _PAIRS:
            card.column.addWidget(self._pairs(section))
        else:
            card.column.addWidget(self._list(section))
        for widget in more:
            if widget is not None:
                card.column.addWidget(widget)
        return card

    def _relations(self, section: Section) -> Card:
        """The drawing, and the same as a list beside it."""
        page = self.page
        own = Line(page.title, label=page.id, to=page.address, recalled=page.recalled)
        graph = RelationGraph(self._ctx.tr, own, page.neighbours)
        graph.opened.connect(self.opened)
        both = Columns([_top(graph), _top(self._list(section))], least=graph.least(), most=2)
        return Card(SectionTitle(section.title), Caption(section.hint), both, spacing=4, margin=14)

    def _list(self, section: Section) -> LineList:
        lines = LineList(section.title, section.lines)
        lines.opened.connect(self.opened)
        lines.reached.connect(lambda place: self._show(lines, place))
        return lines

    def _pairs(self, section: Section) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        look = theme.current()
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(4))
        for place, line in enumerate(section.lines):
            grid.addWidget(Muted(line.label), place, 0, Qt.AlignmentFlag.AlignTop)
            value: QWidget = Plain(library_words.marked(line.text, line.recalled))
            if line.to is not None:
                text = library_words.marked(line.text, line.recalled)
                value = LinkButton(text, on_click=lambda to=line.to: self.opened.emit(to))
            grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        return box

    def _show(self, lines: LineList, place: QRect) -> None:
        """Keep the line that the keyboard is on in sight."""
        inside = self.widget()
        if inside is None:
            return
        middle = lines.viewport().mapTo(inside, QPoint(place.left(), place.center().y()))
        self.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + theme.current().px(24))


def _top(*widgets: QWidget) -> QWidget:
    """Widgets under each other, at the top of however much room there is."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(8))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box


def _about(section: Section) -> QWidget:
    """What a model says about itself: a title and its text."""
    warns = section.name == "provisional"
    lines = [IconLine("warning", "warn", line.text) if warns else Plain(line.text) for line in section.lines]
    return stack(SectionTitle(section.title), *lines, spacing=4)
