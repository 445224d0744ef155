"""One rung or finer step in detail: unit by unit with what reaches it, and what would lift it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model import ladder_words as words
from vse_app.model.ladder import Picture, Stand, Unit
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Card, Heading, LinkButton, Muted, Plain, SectionTitle, flow
from vse_app.ui.tables import Cell, ColumnSpec, Empty, Layouts, ListSource, Row, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.views.boxes import clear, put
from vse_app.ui.views.chips import Chips
from vse_app.ui.views.ladder_stairs import LOOKS
from vse_app.ui.views.settings_fields import IconLine
from vse_app.ui.views.whole_page import WholePage

ALL: Final = "all"
MOST_LINKS: Final = 12
"""Tasks and sources that are listed below the table; the table's tooltip has all of them."""


class DetailPage(QWidget):
    """`kind` is the id of a rung or of a finer step; `back` asks for the whole ladder."""

    back = Signal()

    def __init__(self, ctx: Context, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", "page")
        self._ctx, self.kind, tr = ctx, kind, ctx.tr
        self._picture: Picture | None = None
        self._units: Sequence[Unit] = ()
        self._filter = ALL
        self.title, self.about, self.counted = Heading(""), Plain(""), Muted("")
        self.claim = IconLine("info", "info", "")
        self.table = self._new_table()
        self.table.opened.connect(self._on_opened)
        self.table.selected.connect(self._on_selected)
        self.chips = self._new_chips(tr)
        self.panel = Card(spacing=6)
        self.panel.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out(tr)

    @staticmethod
    def knows(picture: Picture, kind: str) -> bool:
        """Whether there is a rung or a step of that id."""
        return picture.stand(kind) is not None or any(step.step.id == kind for step in picture.steps)

    def show_picture(self, picture: Picture) -> None:
        """Show the rung or step as it stands now."""
        self._picture = picture
        stand, units = self._found(picture)
        self._show_head(picture, stand, units)
        self._units = units
        for name, chip in zip(self._words, self.chips.chips, strict=True):
            count = len(units) if name == ALL else sum(unit.standing == name for unit in units)
            chip.set_text(f"{self._words[name]} · {count}")
        self._show_rows()

    def _found(self, picture: Picture) -> tuple[Stand, Sequence[Unit]]:
        """The rung and its units; of a step only those of the processes it adds."""
        stand = picture.stand(self.kind)
        if stand is not None:
            return stand, stand.units
        top = picture.top
        assert top is not None  # there are steps only where there is what they lead up to
        step = next(s for s in picture.steps if s.step.id == self.kind)
        return top, step.units

    def _show_head(self, picture: Picture, stand: Stand, units: Sequence[Unit]) -> None:
        tr, ladder = self._ctx.tr, picture.ladder
        if stand.rung.id == self.kind:
            self.title.setText(words.rung_name(tr, picture, stand))
            self.about.setText(ladder.word(tr.language, "rungs", self.kind, "about"))
            self.claim.label.setText(ladder.word(tr.language, "rungs", self.kind, "claim"))
            said = words.count_text(tr, stand)
            self.counted.setText(
                f"{words.source_text(tr, tr.language, picture)} {words.begun(said)}. {self._hours(stand)}"
            )
            return
        number, step = next((n, s) for n, s in enumerate(picture.steps) if s.step.id == self.kind)
        name = ladder.word(tr.language, "steps", self.kind)
        self.title.setText(tr("Step {n}: {name}", n=number, name=name))
        self.about.setText(ladder.word(tr.language, "steps", self.kind, "how"))
        self.claim.label.setText(words.steps_note(tr))
        said = words.begun(words.step_text(tr, step))
        self.counted.setText(f"{words.source_text(tr, tr.language, picture)} {said}.")

    def _hours(self, stand: Stand) -> str:
        return f"{self._ctx.tr('Hours for what is open')}: {words.hours_text(self._ctx.tr, stand)}."

    def _new_chips(self, tr: Translator) -> Chips:
        self._words = {ALL: tr("All")} | {str(s): words.standing_name(tr, s) for s in words.ORDER}
        found = Chips(list(self._words.values()))
        found.show_chosen(0)
        found.chosen.connect(lambda place: self._choose(list(self._words)[place]))
        return found

    def _choose(self, name: str) -> None:
        self._filter = name
        self._show_rows()

    def _new_table(self) -> Table:
        ctx, tr = self._ctx, self._ctx.tr
        empty = Empty(tr("Nothing to list"), tr("Nothing stands so, or the program does not know what this asks for."))
        table = Table(
            ListSource(_columns(tr)),
            tr=tr,
            table_id="ladder-detail",
            name=tr("What it asks for"),
            empty=empty,
            layouts=Layouts(
                lambda key: ctx.preferences.get(f"table:{key}"), lambda key, v: ctx.preferences.set(f"table:{key}", v)
            ),
            export=to_file(ctx),
        )
        table.said.connect(ctx.messages.say)
        return table

    def _lay_out(self, tr: Translator) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.px(20)] * 4)
        column.setSpacing(look.px(10))
        back = LinkButton(tr("The whole ladder"), "back", on_click=self.back.emit)
        for widget in (flow(back), self.title, self.about, self.claim, self.counted, self.chips):
            column.addWidget(widget)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        below = WholePage(split)
        below.hold(self.panel)
        below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        below.setMinimumHeight(look.px(150))
        split.addWidget(below)
        split.setSizes([look.px(420), look.px(190)])
        split.setStretchFactor(0, 1)
        self.table.grid.setMinimumHeight(look.px(180))
        column.addWidget(split, 1)
        self._show_unit(None)

    def _show_rows(self) -> None:
        picture = self._picture
        assert picture is not None
        stand, _units = self._found(picture)
        shown = [unit for unit in self._units if self._filter in (ALL, unit.standing)]
        tr = self._ctx.tr
        self.table.set_source(ListSource(_columns(tr), [_row(tr, picture, stand, unit) for unit in shown]))
        self._on_selected(self.table.selected_ids(1))

    def _on_selected(self, ids: list[str]) -> None:
        wanted = ids[0] if ids else ""
        self._show_unit(next((unit for unit in self._units if unit.element == wanted), None))

    def _show_unit(self, unit: Unit | None) -> None:
        """Below the table: the chosen row in full, with a way to each task that would lift it."""
        column, tr = self.panel.column, self._ctx.tr
        clear(column)
        picture = self._picture
        if unit is None or picture is None:
            put(column, Muted(tr("Choose a row to see where it comes from and what would lift it.")))
            return
        stand, _units = self._found(picture)
        icon, tone = LOOKS[unit.standing]
        put(column, SectionTitle(f"{unit.element}  {words.unit_name(stand, tr.language, unit)}"))
        put(column, IconLine(icon, tone, words.standing_name(tr, unit.standing)))
        for text in _sources(tr, picture, unit):
            put(column, Plain(text))
        lift = words.lift_text(tr, tr.language, picture, stand, unit)
        if lift:
            put(column, IconLine("up", "accent", lift))
        assert stand.model is not None  # only a rung with a model has units
        there = Target("library", kind=stand.model.ref, text=unit.element)
        library = LinkButton(tr("Read it in the library"), "library", on_click=lambda: self._ctx.go(there))
        put(column, flow(*self._task_links(picture, unit), library))

    def _task_links(self, picture: Picture, unit: Unit) -> list[QWidget]:
        """Tasks of the project that is open, as links; of another project, or of none, there are only words."""
        if picture.project is None or picture.project.id != self._ctx.project:
            return []
        title = lambda task: picture.source.word(self._ctx.language, "tasks", task, "title")  # noqa: E731
        return [
            LinkButton(f"{task}  {title(task)}", "right", on_click=lambda task=task: self._open_task(task))
            for task in unit.lifts[:MOST_LINKS]
        ]

    def _on_opened(self, element: str) -> None:
        """Enter: to the first task that would lift the row, if it is one of the project that is open."""
        picture = self._picture
        unit = next((unit for unit in self._units if unit.element == element), None)
        if unit is not None and picture is not None and self._task_links(picture, unit):
            self._open_task(unit.lifts[0])

    def _open_task(self, task: str) -> None:
        picture = self._picture
        assert picture is not None
        iterated = any(a.id in picture.source.iterated for a in picture.source.activities() if _has(a.tasks, task))
        self._ctx.go(Target("task", task=task, iteration=1 if iterated else 0))


def _has(tasks: Sequence[object], task_id: str) -> bool:
    return any(getattr(task, "id", "") == task_id for task in tasks)


def _sources(tr: Translator, picture: Picture, unit: Unit) -> list[str]:
    """What reaches a unit, each way of doing so in a line of its own."""
    if not unit.origins:
        return [tr("No mapping speaks of it.")] if not unit.mapped else []
    by_way: dict[str, list[str]] = {}
    for origin in unit.origins:
        how = words.how_text(tr, picture, origin)
        by_way.setdefault(how, []).append(origin.element.partition(":")[2])
    return [tr("From {list}: {how}", list=", ".join(ids), how=how) for how, ids in by_way.items()]


def _columns(tr: Translator) -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec("element", tr("Number"), 116),
        ColumnSpec("title", tr("What it asks for"), 290),
        ColumnSpec("standing", tr("Standing"), 150),
        ColumnSpec("origin", tr("From what is there"), 200),
        ColumnSpec("lift", tr("What would lift it"), 220),
        ColumnSpec("process", tr("Process"), 80, hidden=True),
    )


def _row(tr: Translator, picture: Picture, stand: Stand, unit: Unit) -> Row:
    icon, tone = LOOKS[unit.standing]
    title, origin = words.unit_name(stand, tr.language, unit), words.origin_text(tr, picture, unit)
    lift = words.lift_text(tr, tr.language, picture, stand, unit)
    return Row(
        unit.element,
        (
            unit.element,
            Cell(title, tip=title),
            Cell(words.standing_name(tr, unit.standing), icon, tone),
            Cell(origin, tip=origin),
            Cell(lift, tip=lift),
            unit.process,
        ),
    )
