"""The page of the ladder: the staircase, the table, what could be declared, the finer steps, and two ways to begin."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from vse_app.i18n import Translator
from vse_app.model import ladder_words as words
from vse_app.model.ladder import Picture, Stand, StepStand
from vse_app.services.ladder import PROJECT, Choice
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    Heading,
    Muted,
    Plain,
    ScrollPage,
    SectionTitle,
    flow,
)
from vse_app.ui.tables import Cell, ColumnSpec, ListSource, Row, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.views.boxes import Columns, beside, put, stack
from vse_app.ui.views.ladder_stairs import LOOKS, Staircase, StairData, Swatch
from vse_app.ui.views.settings_fields import IconLine, Labelled


class Shown(NamedTuple):
    """What the page shows: what can be measured, what is, the picture, and what the two helpers say (or "")."""

    choices: list[Choice]
    key: str
    picture: Picture
    which: str
    why: str


class LadderPage(ScrollPage):
    """`chosen` has the key of something to measure, `opened` the id of a rung or step."""

    chosen = Signal(str)
    opened = Signal(str)
    save_asked = Signal()

    def __init__(self, ctx: Context, shown: Shown, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)  # before it is filled: a full page would be dressed a second time
        self._ctx, tr = ctx, ctx.tr
        self.choice = Combo()
        self.choice.activated.connect(lambda _index: self.chosen.emit(self.choice.currentData()))
        self.entrance: QWidget = self.choice
        self.save = Button(tr("Save as PDF"), "export", on_click=self.save_asked.emit)
        self.pages = Button(tr("See the pages"), "reports", kind="quiet", on_click=self._on_pages)
        self.source = Plain("")
        self.stairs = Staircase(tr("The ladder, the topmost rung first"), _rungs(tr, shown.picture))
        self.steps = Staircase(tr("The finer steps, the topmost first"), [])
        self._finer: Card | None = None
        self.table = self._new_table()
        self.declared = IconLine("info", "info", "")
        self.processes, self.caution = Muted(""), Caption(words.declare_note(tr))
        self.which, self.why = Muted(""), Muted("")
        for staircase in (self.stairs, self.steps):
            staircase.opened.connect(self.opened)
        self.table.opened.connect(self.opened.emit)
        self._lay_out(tr)
        self.show_shown(shown)
        QTimer.singleShot(0, self, self._lay_out_rest)

    def show_shown(self, shown: Shown) -> None:
        """Show what has been read; the place on the page stays."""
        tr, picture = self._ctx.tr, shown.picture
        self._fill_choice(shown)
        self.source.setText(words.source_text(tr, self._ctx.language, picture))
        self._shown = shown
        self.stairs.show_steps(_rungs(tr, picture))
        self.table.set_source(ListSource(_columns(tr), [_row(tr, picture, stand) for stand in picture.stands]))
        self._fit_table(len(picture.stands))
        self.declared.label.setText(words.declare_text(tr, picture))
        self._show_processes(picture)
        if self._finer is not None:
            self.steps.show_steps(_steps(tr, picture))
            self._finer.setVisible(bool(picture.steps))
        self.which.setText(shown.which or tr("Five questions lead to a profile, with the reasons."))
        self.why.setText(tr("What holds most: {reasons}", reasons=shown.why) if shown.why else tr(_WHY))
        here = self._ctx.workspace is not None
        self.save.setVisible(here)
        self.pages.setVisible(here and shown.key == f"{PROJECT}:{self._ctx.project}")

    def _lay_out(self, tr: Translator) -> None:
        hint = tr("A project is measured by its records; a profile shows what all of it would reach.")
        measured = Labelled(tr("Measured by"), self.choice, hint, width=420)
        head = stack(measured, flow(self.save, self.pages))
        picture = Card(self.source, _legend(tr), self.stairs, Caption(words.estimate_note(tr)), spacing=12)
        declared = Card(
            SectionTitle(tr("Processes of the full standard")), self.declared, self.processes, self.caution
        )  # fmt: skip
        for widget in (Heading(tr("The ladder")), head, picture, self.table, declared):
            self.column.addWidget(widget)

    def _lay_out_rest(self) -> None:
        """What stands further down comes a moment later, so that the window is never held up."""
        tr = self._ctx.tr
        self._finer = Card(
            SectionTitle(tr("The way up in smaller steps")), Muted(words.steps_note(tr)), self.steps, spacing=12
        )
        put(self.column, self._finer)
        put(self.column, self._helpers(tr))
        self.show_shown(self._shown)

    def _helpers(self, tr: Translator) -> QWidget:
        go = self._ctx.go
        which = Button(tr("Answer five questions"), "compass", on_click=lambda: go(Target("which-standard")))
        why = Button(tr("Two minutes for ourselves"), "help", on_click=lambda: go(Target("why-not")))
        cards = [
            Card(SectionTitle(tr("Which standard?")), self.which, flow(which)),
            Card(SectionTitle(tr("Why don't we use standards?")), self.why, flow(why)),
        ]
        return Columns(cards, least=320, most=2)

    def _new_table(self) -> Table:
        tr = self._ctx.tr
        table = Table(
            ListSource(_columns(tr)), tr=tr, table_id="ladder", name=tr("The rungs"), export=to_file(self._ctx)
        )
        table.said.connect(self._ctx.messages.say)
        return table

    def _fit_table(self, rows: int) -> None:
        """As tall as its rows: the page scrolls, not the table."""
        grid = self.table.grid
        row = grid.verticalHeader().defaultSectionSize()
        tall = grid.horizontalHeader().sizeHint().height() + rows * row + theme.current().px(22)
        grid.setFixedHeight(tall)

    def _fill_choice(self, shown: Shown) -> None:
        self.choice.blockSignals(True)
        self.choice.clear()
        for choice in shown.choices:
            title = choice.title if choice.key.startswith(PROJECT) else self._ctx.tr("All of {name}", name=choice.title)
            self.choice.addItem(title, choice.key)
        self.choice.setCurrentIndex(self.choice.findData(shown.key))
        self.choice.blockSignals(False)

    def _show_processes(self, picture: Picture) -> None:
        top = picture.top
        whole = top.whole_processes() if top is not None else ()
        named = [f"{p} {top.model.word(self._ctx.language, 'processes', p)}" for p in whole if top and top.model]
        self.processes.setText(" · ".join(named))
        self.processes.setVisible(bool(named))
        self.caution.setVisible(bool(named))

    def _on_pages(self) -> None:
        self._ctx.go(Target("reports", kind="ladder"))


_WHY = "Six reasons that others gave, and how much each of them holds for you."


def _legend(tr: Translator) -> QWidget:
    entries = [
        beside(Swatch(standing), Caption(words.standing_name(tr, standing), wrap=False)) for standing in words.ORDER
    ]
    return flow(*entries, spacing=18)


def _rungs(tr: Translator, picture: Picture) -> list[StairData]:
    """The rungs, the topmost first; those beside the ladder at the foot."""
    on_it = [stand for stand in picture.stands if not stand.rung.beside]
    found = [_stair(tr, picture, stand, rise) for rise, stand in enumerate(on_it)][::-1]
    return found + [_stair(tr, picture, stand, 0) for stand in picture.stands if stand.rung.beside]


def _stair(tr: Translator, picture: Picture, stand: Stand, rise: int) -> StairData:
    return StairData(
        key=stand.rung.id,
        name=words.rung_name(tr, picture, stand),
        said=words.standing_name(tr, stand.standing),
        counted=words.count_text(tr, stand),
        standing=stand.standing,
        shares=words.shares(stand),
        rise=rise,
        beside=stand.rung.beside,
    )


def _steps(tr: Translator, picture: Picture) -> list[StairData]:
    return [_step(tr, picture, number, stand) for number, stand in enumerate(picture.steps)][::-1]


def _step(tr: Translator, picture: Picture, number: int, stand: StepStand) -> StairData:
    total, standing, ladder = len(stand.units), words.step_standing(stand), picture.ladder
    return StairData(
        key=stand.step.id,
        name=f"{number}  {ladder.word(tr.language, 'steps', stand.step.id)}",
        said=words.standing_name(tr, standing) if total else "",
        counted=words.step_text(tr, stand),
        standing=standing,
        shares=words.step_shares(stand),
        rise=number,
        note=ladder.word(tr.language, "steps", stand.step.id, "how"),
    )


def _columns(tr: Translator) -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec("rung", tr("Rung"), 192),
        ColumnSpec("standing", tr("Standing"), 150),
        ColumnSpec("full", tr("In full"), 80, "number"),
        ColumnSpec("part", tr("In part"), 72, "number"),
        ColumnSpec("new", tr("New"), 60, "number"),
        ColumnSpec("unknown", tr("Not known"), 92, "number"),
        ColumnSpec("hours", tr("Hours for what is open"), 264),
        ColumnSpec("counted", tr("What is counted"), 124),
    )


def _row(tr: Translator, picture: Picture, stand: Stand) -> Row:
    icon, tone = LOOKS[stand.standing]
    counts = [
        Cell(str(stand.counts[standing]) if stand.units else "–", key=stand.counts[standing])
        for standing in words.ORDER
    ]
    hours = words.hours_text(tr, stand)
    counted = words.unit_word(tr, stand) if stand.units else words.count_text(tr, stand)
    return Row(
        stand.rung.id,
        (
            words.rung_name(tr, picture, stand),
            Cell(words.standing_name(tr, stand.standing), icon, tone),
            *counts,
            Cell(hours, tip=hours),
            Cell(counted, tip=counted),
        ),
    )
