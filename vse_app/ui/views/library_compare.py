"""Two models side by side: choose both, see what is aligned, what differs and what nobody mapped; open or print it.

Target: `kind` and `text` are the two models, `task` the filter; without them the choices of the last time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QComboBox, QVBoxLayout, QWidget

from vse_app.content import ModelInfo
from vse_app.i18n import Translator
from vse_app.model import library_words
from vse_app.model.browsing import Address
from vse_app.model.comparing import FILTERS, Comparison, Pair, Side
from vse_app.model.errors import UserError
from vse_app.services import library_pages
from vse_app.ui import icons, theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, Heading, Muted, Plain, flow
from vse_app.ui.tables import Cell, ColumnSpec, Empty, Layouts, ListSource, Row, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.view import View
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.settings_fields import IconLine, Labelled
from vse_app.ui.views.whole_page import WholePage

CHOICES = "library:compared"
_TONES = {"equal": "good", "same": "good", "renamed": "good", "": "warn"}
_ICONS = {"equal": "done", "same": "done", "renamed": "done", "": "optional"}


class Compared(NamedTuple):
    """What was read: the models there are, and the comparison of the two chosen (None until two are)."""

    models: Sequence[ModelInfo]
    found: Comparison | None


class CompareView(View):
    """The choices and counts above, the rows in the middle, the two ends of the chosen row below."""

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._which = FILTERS[0]
        self.found: Comparison | None = None
        self._titles: dict[str, str] = {}
        self.page = ComparePage(ctx)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        whole = WholePage(self)
        whole.hold(self.page)
        column.addWidget(whole)
        self.setFocusProxy(self.page.left)
        for box in (self.page.left, self.page.right):
            box.activated.connect(lambda _place: self._on_chosen())
        self.page.swap.clicked.connect(self._on_swapped)
        self.page.print_button.clicked.connect(self._on_print)
        for which, chip in self.page.chips.items():
            chip.clicked.connect(lambda _on=False, which=which: self._filter(which))

    def refresh(self) -> None:
        ctx, (left, right) = self.ctx, self._ends()
        self._filter(self.target.task if self.target.task in FILTERS else self._which)
        job = lambda: _read(left, right, ctx.language)  # noqa: E731
        ctx.runner.latest((id(self), "compare"), job, self._show, failed=self._refuse, owner=self)

    def _ends(self) -> tuple[str, str]:
        """The two models to compare: those asked for, with the last ones where nothing was asked."""
        kept = self.ctx.preferences.get(CHOICES)
        last = kept if isinstance(kept, list) and len(kept) == 2 else ["", ""]
        left = self.target.kind or str(last[0])
        right = self.target.text or (str(last[1]) if str(last[1]) != left else "")
        return left, right

    def _show(self, compared: Compared) -> None:
        self.found = compared.found
        self._titles = {info.ref: info.short(self.ctx.language) for info in compared.models}
        ends = (self.found.left, self.found.right) if self.found else ("", "")
        self.page.offer(compared.models, ends)
        if self.found is not None:
            self.ctx.preferences.set(CHOICES, list(ends))
        self.page.show_found(self.found, (self._titles.get(ends[0], ""), self._titles.get(ends[1], "")))
        self._filter(self._which)

    def _refuse(self, error: UserError) -> None:
        self.page.problem.setText(error.say(self.ctx.tr))
        self.page.problem.show()

    def _on_chosen(self) -> None:
        left, right = self.page.left.currentData(), self.page.right.currentData()
        if left and right:
            self.ctx.go(Target("library-compare", kind=left, text=right, task=self._which))

    def _on_swapped(self) -> None:
        if self.found is not None:
            ask = Target("library-compare", kind=self.found.right, text=self.found.left, task=self._which)
            self.ctx.go(ask)

    def _filter(self, which: str) -> None:
        self._which = which
        self.page.show_filter(which)
        if self.found is not None:
            self.page.show_pairs(self.found, self.found.chosen(which))

    def _on_print(self) -> None:
        if self.found is not None:
            ask = Target("library-print", kind=self.found.left, text=self.found.right, task=self._which)
            self.ctx.go(ask)


class ComparePage(QWidget):
    """The widgets of the comparison."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        tr = ctx.tr
        self._ctx = ctx
        self._pairs: dict[int, Pair] = {}
        self._ends = ("", "")
        self.left, self.right = QComboBox(), QComboBox()
        self.swap = Button(tr("Swap the two"), "compare", kind="quiet")
        self.print_button = Button(tr("Print …"), "print")
        self.problem = Plain(tone="bad")
        self.problem.hide()
        self.said = QVBoxLayout()
        self.said.setSpacing(theme.current().px(4))
        self.chips = {which: Button("", kind="chip") for which in FILTERS}
        group = QButtonGroup(self)
        for chip in self.chips.values():
            chip.setCheckable(True)
            chip.toggled.connect(lambda on, chip=chip: chip.setIcon(icons.icon("check", "accent") if on else QIcon()))
            group.addButton(chip)
        self.table = self._make_table(("", ""))
        self.detail = Card(spacing=6, margin=10)
        self.detail.hide()
        self._lay_out()

    def offer(self, models: Sequence[ModelInfo], ends: tuple[str, str]) -> None:
        """Fill the two choices, by kind."""
        tr = self._ctx.tr
        order = list(library_words.MODEL_KINDS)
        ranked = sorted(models, key=lambda info: (order.index(info.kind), info.id, info.edition))
        for box, end in ((self.left, ends[0]), (self.right, ends[1])):
            box.clear()
            box.addItem(tr("Choose a model"), "")
            for info in ranked:
                box.addItem(info.short(tr.language), info.ref)
                box.setItemData(box.count() - 1, info.title(tr.language), int(Qt.ItemDataRole.ToolTipRole))
            box.setCurrentIndex(max(box.findData(end), 0))

    def show_found(self, found: Comparison | None, titles: tuple[str, str]) -> None:
        """Say in figures and words what there is to compare."""
        tr = self._ctx.tr
        self.problem.hide()
        clear(self.said)
        for widget in (self.swap, self.print_button, *self.chips.values(), self.table):
            widget.setVisible(found is not None)
        self.detail.hide()
        if found is None:
            self.said.addWidget(Muted(tr("Choose two models; two editions of one standard will do.")))
            return
        for line in _figures(tr, found, titles):
            self.said.addWidget(line)
        words = {"all": tr("All"), "differing": tr("Only differences"), "unmapped": tr("Only what is not mapped")}
        for which, chip in self.chips.items():
            chip.set_text(f"{words[which]} · {found.count(which)}")
        if titles != self._ends:
            self._ends = titles
            fresh = self._make_table(titles)
            self._column.replaceWidget(self.table, fresh)
            self.table.deleteLater()
            self.table = fresh

    def show_filter(self, which: str) -> None:
        """Mark the filter in use."""
        self.chips[which].setChecked(True)

    def show_pairs(self, found: Comparison, pairs: Sequence[Pair]) -> None:
        """List these pairs."""
        self._models = (found.left, found.right)
        self._pairs = dict(enumerate(pairs))
        source = self.table.model.source
        assert isinstance(source, ListSource)
        source.set_rows([_row(self._ctx.tr, number, pair) for number, pair in self._pairs.items()])
        self.table.refresh()
        self.detail.hide()

    def _make_table(self, titles: tuple[str, str]) -> Table:
        ctx, tr = self._ctx, self._ctx.tr
        columns = (
            ColumnSpec("left", titles[0], 290),
            ColumnSpec("relation", tr("How they relate"), 190),
            ColumnSpec("right", titles[1], 290),
            ColumnSpec("sure", tr("How sure"), 120),
            ColumnSpec("origin", tr("Where this comes from"), 140),
        )
        table = Table(
            ListSource(columns),
            tr=tr,
            table_id="library-compare",
            name=tr("Comparison"),
            empty=Empty(tr("No such rows"), tr("Choose another filter above."), icon="compare"),
            layouts=Layouts(
                lambda key: ctx.preferences.get(f"table:{key}"), lambda key, v: ctx.preferences.set(f"table:{key}", v)
            ),
            export=to_file(ctx),
        )
        table.setMinimumHeight(theme.current().px(260))
        table.selected.connect(self._on_selected)
        table.opened.connect(self._on_opened)
        table.said.connect(ctx.messages.say)
        return table

    def _lay_out(self) -> None:
        tr, look = self._ctx.tr, theme.current()
        for box in (self.left, self.right):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[look.px(20)] * 4)
        self._column.setSpacing(look.px(10))
        choices = flow(Labelled(tr("First model"), self.left), Labelled(tr("Second model"), self.right), self.swap,
                       self.print_button, spacing=16)  # fmt: skip
        for widget in (Heading(tr("Two models side by side")), choices, self.problem):
            self._column.addWidget(widget)
        self._column.addLayout(self.said)
        self._column.addWidget(flow(*self.chips.values()))
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.detail)

    def _on_selected(self, numbers: list[int]) -> None:
        if len(numbers) == 1 and numbers[0] in self._pairs:
            self._show_detail(self._pairs[numbers[0]])

    def _on_opened(self, number: int) -> None:
        """Enter goes to what is there, the left one first."""
        pair = self._pairs[number]
        place = 0 if pair.left is not None else 1
        side = (pair.left, pair.right)[place]
        if side is not None:
            self._open(place, side)

    def _open(self, place: int, side: Side) -> None:
        where = Address(self._models[place], side.key)
        self._ctx.go(Target("library", kind=where.model, text=where.element))

    def _show_detail(self, pair: Pair) -> None:
        """Both ends in full, each with the button that opens it."""
        tr = self._ctx.tr
        clear(self.detail.column)
        for place, side in enumerate((pair.left, pair.right)):
            if side is not None:
                open_it = lambda place=place, side=side: self._open(place, side)  # noqa: E731
                text = tr("Open {element}", element=f"{self._ends[place]}: {_words(side)}")
                self.detail.column.addWidget(flow(Button(text, "right", kind="link", on_click=open_it)))
        if pair.hint is not None:
            place = 1 if pair.left is not None else 0
            self.detail.column.addWidget(Caption(tr("Only a hint: {model} has something of the same name, not mapped.",
                                                    model=self._ends[place])))  # fmt: skip
            hint = pair.hint
            text = tr("Open {element}", element=f"{self._ends[place]}: {_words(hint)}")
            open_hint = lambda: self._open(place, hint)  # noqa: E731
            self.detail.column.addWidget(flow(Button(text, "right", kind="link", on_click=open_hint)))
        self.detail.show()


def _figures(tr: Translator, found: Comparison, titles: tuple[str, str]) -> list[QWidget]:
    counts = {
        "same": tr("{count|1 row says the same|# rows say the same}", count=found.count("same")),
        "differing": tr("{count|1 row differs|# rows differ}", count=found.count("differing")),
        "left": tr("{count} only in {model}", count=found.count("left"), model=titles[0]),
        "right": tr("{count} only in {model}", count=found.count("right"), model=titles[1]),
    }
    lines: list[QWidget] = [Plain(library_words.joined(counts.values()))]
    if not found.has_mapping:
        lines.insert(0, IconLine("warning", "warn", library_words.no_mapping(tr)))
    lines += [Muted(about.get(tr.language) or about.get("en", "")) for about in found.about]
    if found.count("hints"):
        lines.append(
            Caption(tr("Hints, names that look alike: {count}. They prove nothing.", count=found.count("hints")))
        )
    if found.left_out:
        lines.append(Caption(library_words.left_out(tr, found.left_out)))
    return lines


def _row(tr: Translator, number: int, pair: Pair) -> Row:
    hint = tr("same name: {element}", element=_words(pair.hint)) if pair.hint else "–"
    relation = Cell(
        library_words.compared_word(tr, pair.type), _ICONS.get(pair.type, "link"), _TONES.get(pair.type, "")
    )
    return Row(
        number,
        (
            _words(pair.left) if pair.left else Cell(hint, tone="muted"),
            relation,
            _words(pair.right) if pair.right else Cell(hint, tone="muted"),
            library_words.confidence_word(tr, pair.confidence) if pair.confidence else "",
            library_words.provenance_word(tr, pair.provenance) if pair.provenance else "",
        ),
    )


def _words(side: Side) -> str:
    return library_words.marked(f"{side.id}  {side.title}".strip(), side.recalled)


def _read(left: str, right: str, language: str) -> Compared:
    models = library_pages.sound()
    known = {name for info in models for name in (info.id, info.ref)}
    if left in known and right in known:
        return Compared(models, library_pages.comparison(left, right, language))
    return Compared(models, None)
