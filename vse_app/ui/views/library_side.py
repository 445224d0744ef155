"""The side of the library: a search over everything, the models by kind, and the tree of the one that is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vse_app.model import library_words
from vse_app.model.browsing import Address
from vse_app.model.library_map import Node
from vse_app.model.library_search import Found, Hit
from vse_app.services.library_pages import Shelf
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, Muted, Plain, row
from vse_app.ui.tables_tools import FilterLine
from vse_app.ui.views.library_rows import Row, RowList
from vse_app.ui.views.library_tree import ModelTree


class Side(QWidget):
    """What there is to choose from. `opened` carries an address, `left` asks for the list of all models."""

    opened = Signal(object)
    searched = Signal(str)
    """What is sought now; "" for nothing."""
    left = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        tr, look = ctx.tr, theme.current()
        self._ctx = ctx
        self._address: Address | None = None
        self._tree_of = ""
        self.search = FilterLine(tr("Search all models"))
        self.models = RowList(tr("Models"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.models)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(12), look.px(6), look.px(12))
        column.setSpacing(look.px(8))
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
        self.search.settled.connect(self._on_typed)
        self.search.left_down.connect(self._on_down)
        self.models.opened.connect(self.opened)

    @cached_property
    def opened_model(self) -> OpenedModel:
        """The tree of the model that is open, built when the first one is."""
        made = OpenedModel(self._ctx)
        made.back.clicked.connect(self.left)
        made.tree.opened.connect(lambda key: self.opened.emit(Address(self._tree_of, key)))
        self._stack.addWidget(made)
        return made

    @cached_property
    def found(self) -> FoundList:
        """What a search found, built with the first search."""
        made = FoundList(self._ctx)
        made.results.opened.connect(self.opened)
        self._stack.addWidget(made)
        return made

    def show_shelves(self, shelves: Sequence[Shelf]) -> None:
        """List the models under their kinds."""
        self.models.show_rows(self._model_rows(shelves))
        self.models.choose(Address(self._address.model) if self._address else None)

    def show_tree(self, ref: str, title: str, root: Node) -> None:
        """Show the tree of the model that was opened."""
        self._tree_of = ref
        self.opened_model.title.setText(title)
        self.opened_model.tree.show_tree(root)

    def show_place(self, where: Address | None) -> None:
        """Mark what is open; None is the list of all models."""
        self._address = where
        self.models.choose(Address(where.model) if where else None)
        if where is not None:
            self.opened_model.tree.choose(where.element)
        if not self.search.text().strip():
            self._show_chosen()

    def _model_rows(self, shelves: Sequence[Shelf]) -> Iterator[Row]:
        tr = self._ctx.tr
        for shelf in shelves:
            yield Row(library_words.model_kind(tr, shelf.kind))
            for info in shelf.models:
                own = tr("your own") if info.own else ""
                title = info.title(tr.language)
                yield Row(info.short(tr.language), title, Address(info.ref), own)

    def _show_chosen(self) -> None:
        self._stack.setCurrentWidget(self.models if self._address is None else self.opened_model)

    def _on_typed(self) -> None:
        text = self.search.text().strip()
        self.searched.emit(text)
        if text:
            self._stack.setCurrentWidget(self.found)
        else:
            self._show_chosen()

    def _on_down(self) -> None:
        here = self._stack.currentWidget()
        if isinstance(here, OpenedModel):
            here.tree.setFocus()
        elif isinstance(here, FoundList):
            here.results.enter()
        else:
            self.models.enter()


class OpenedModel(QWidget):
    """The model that is open: the way back to all of them, its title, its tree."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.back = Button(ctx.tr("All models"), "back", kind="quiet")
        self.title = Plain("")
        self.title.setProperty("part", "field")
        self.tree = ModelTree(ctx.tr)
        column = _column(self)
        column.addLayout(row(self.back))
        column.addWidget(self.title)
        column.addWidget(self.tree, 1)


class FoundList(QWidget):
    """What was found, the best first, and how much there is."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._tr = ctx.tr
        self.count = Caption("")
        self.nothing = Muted(ctx.tr("Nothing found. Try fewer or other words."))
        self.results = RowList(ctx.tr("Found"))
        self.nothing.hide()
        column = _column(self)
        for widget in (self.count, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.results, 1)
        column.addStretch(0)

    def show_found(self, found: Found) -> None:
        """List what a search found."""
        tr, shown = self._tr, len(found.hits)
        self.results.show_rows(self._row(hit) for hit in found.hits)
        if shown < found.total:
            said = tr("The best {shown} of {total}; another word narrows it down.", shown=shown, total=found.total)
        else:
            said = tr("Found: {count}", count=found.total)
        self.count.setText(said)
        self.nothing.setVisible(not shown)
        self.count.setVisible(bool(shown))
        self.results.setVisible(bool(shown))

    def _row(self, hit: Hit) -> Row:
        title = library_words.marked(f"{hit.id}  {hit.title}".strip(), hit.recalled)
        kind = library_words.kind_word(self._tr, hit.kind)
        return Row(title, library_words.joined((hit.model, kind, hit.text)), hit.to)


def _column(box: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(6))
    return column
