"""The history of the company file: who changed what, when, from what to what; and whether it is whole."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QSplitter, QVBoxLayout, QWidget

from vse_app.model.differences import difference
from vse_app.model.errors import UserError
from vse_app.model.records import Content
from vse_app.model.wording import who
from vse_app.services import backup, company, history, history_words, projects, records, undo, whereabouts
from vse_app.services.history import Line
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    Heading,
    IconLabel,
    Muted,
    Plain,
    ScrollPage,
    SectionTitle,
    flow,
    row,
)
from vse_app.ui.sources import HISTORY_KINDS, HistorySource, Names, kind_word
from vse_app.ui.tables import Empty, Layouts, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.view import View
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.record_difference import DifferenceArea
from vse_app.ui.views.record_words import field_label, moment_text
from vse_app.ui.views.whole_page import WholePage


class HistoryView(View):
    """The append-only log. Everything that changes anything adds a line, so every topic touches it."""

    topics = frozenset(
        {"company", "person", "project", "record", "revision", "event", "confirmation", "mark", "links", "setting",
         "trace-justified"}
    )  # fmt: skip

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page: HistoryPage | None = None

    @property
    def page(self) -> HistoryPage:
        """What is on show; only asked for when the first reading has come back."""
        assert self._page is not None
        return self._page

    def refresh(self) -> None:
        ctx = self.ctx
        ctx.runner.latest((id(self), "history"), lambda: _read(ctx), self._show, owner=self)

    def _show(self, names: Names) -> None:
        if self._page is None:
            whole = WholePage(self)
            self._page = HistoryPage(self.ctx, names, whole.viewport())
            whole.hold(self._page)
            self._column.addWidget(whole)
            self.setFocusProxy(self._page.table.grid)
        self._page.show_names(names)


def _read(ctx: Context) -> Names:
    ws = ctx.ws
    model: Any = projects.model_of(ws, projects.project(ws, ctx.project)) if ctx.project else None
    return Names(ctx.tr, ctx.language, model, {p.id: p for p in company.people(ws)}, ws.today())


class HistoryPage(QWidget):
    """Filters and the check above, the lines in the middle, what exactly changed below."""

    def __init__(self, ctx: Context, names: Names, around: QWidget) -> None:
        super().__init__(around)
        self.setProperty("part", "page")
        self._ctx, self._names = ctx, names
        tr = names.tr
        self.person, self.kind = QComboBox(), QComboBox()
        self.person.setAccessibleName(tr("Who"))
        self.kind.setAccessibleName(tr("Kind of change"))
        self._fill_filters()
        self.check = Button(tr("Check the history"), "verify", on_click=self._on_check)
        self.result = CheckResult()
        self.table = Table(
            self._source(),
            tr=tr,
            table_id="history",
            name=tr("History"),
            empty=Empty(
                tr("Nothing has happened yet"), tr("Every change leaves a line here by itself."), icon="history"
            ),
            layouts=Layouts(
                lambda key: ctx.preferences.get(f"table:{key}"), lambda key, v: ctx.preferences.set(f"table:{key}", v)
            ),
            export=to_file(ctx),
        )
        self.detail = LineDetail(ctx)
        self._lay_out()
        self.person.currentIndexChanged.connect(lambda _index: self._show_rows())
        self.kind.currentIndexChanged.connect(lambda _index: self._show_rows())
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self.table.said.connect(ctx.messages.say)

    def show_names(self, names: Names) -> None:
        """Read the lines anew; filters, selection and scrolled place stay."""
        self._names = names
        self._fill_filters()
        self._show_rows()
        if not self.table.grid.selectionModel().hasSelection() and self.table.model.rowCount():
            self.table.grid.selectRow(0)  # the newest, so that the page shows at once what a line tells

    def _lay_out(self) -> None:
        tr, look = self._names.tr, theme.current()
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(Heading(tr("History")))
        text = tr(
            "Every change, for ever: nothing in this list can be altered or removed without the check noticing it."
        )
        column.addWidget(Muted(text))
        column.addWidget(flow(self.person, self.kind, self.check))
        column.addWidget(self.result)
        below = ScrollPage(margin=0)
        below.column.addWidget(self.detail)
        below.setMinimumHeight(look.px(120))
        self.table.grid.setMinimumHeight(look.px(120))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([look.px(420), look.px(200)])
        split.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[look.px(20)] * 4)
        outer.setSpacing(look.px(10))
        outer.addWidget(head)
        outer.addWidget(split, 1)

    def _fill_filters(self) -> None:
        tr = self._names.tr
        people = [(p.id, p.name) for p in self._names.people.values()]
        _offer(self.person, [("", tr("Everybody")), *people])
        _offer(self.kind, [("", tr("Every kind of change")), *((k, kind_word(tr, k)) for k in HISTORY_KINDS)])

    def _source(self) -> HistorySource:
        ctx = self._ctx
        person, kind = self.person.currentData() or "", self.kind.currentData() or ""
        return HistorySource(ctx.ws, ctx.project, self._names, entity=kind, person=person)

    def _show_rows(self) -> None:
        self.table.set_source(self._source())

    def _on_selected(self, lines: list[Line]) -> None:
        if len(lines) == 1 and lines[0] is not None:
            self.detail.show_line(self._names, lines[0])

    def _on_opened(self, line: Line) -> None:
        self.detail.show_line(self._names, line)
        self.detail.setFocus()

    def _on_check(self) -> None:
        """Check every hash in the file, in the background."""
        ctx, tr = self._ctx, self._names.tr
        self.check.setEnabled(False)
        self.result.say("clock", "muted", [tr("Checking …")])
        ctx.runner.long(
            lambda _progress, cancelled: (backup.check(ctx.ws, cancelled=cancelled), cancelled()),
            self._on_checked,
            title=tr("Checking the file"),
            writes=False,
            failed=self._on_check_failed,
            owner=self,
        )

    def _on_checked(self, answer: tuple[list[Any], bool]) -> None:
        problems, was_stopped = answer
        tr = self._names.tr
        self.check.setEnabled(True)
        if problems:
            said = [backup.problem_text(tr, problem) for problem in problems[:20]]
            head = tr("Something is not as it was written. Restore the newest backup that passes this check.")
            self.result.say("error", "bad", [head, *said])
        elif was_stopped:
            self.result.say("info", "info", [tr("The check was stopped before its end; nothing can be said.")])
        else:
            count = history.count(self._ctx.ws)
            text = tr(
                "Whole: {n|the one entry is as it was written|# entries follow one from the other}, and every version "
                "and file still has its hash.",
                n=f"{count:,}",
            )
            self.result.say("done", "good", [text])

    def _on_check_failed(self, error: UserError) -> None:
        self.check.setEnabled(True)
        self.result.say("error", "bad", [error.say(self._names.tr)])


class CheckResult(QWidget):
    """The answer of the check, as an icon and sentences."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("info", "muted")
        self._text = Plain("")
        self.setLayout(row(self._icon, self._text, stretch_last=True))
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, icon: str, tone: str, sentences: list[str]) -> None:
        """Show an answer."""
        self._icon.set_icon(icon, tone)
        self._text.setText("\n".join(sentences))
        self.show()


class _Known(NamedTuple):
    line: Line
    can_undo: bool
    place: whereabouts.Place
    changed: tuple[tuple[str, str, str], ...] = ()
    """For a version: the changed lines, under the names of their fields."""


class LineDetail(Card):
    """One line of the history: the sentence, what was there before and after, and the way back."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=8, margin=16)
        self._ctx, tr = ctx, ctx.tr
        self._line: Line | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = SectionTitle(tr("Choose a line to see what changed"))
        self._caption = Caption("")
        self.undo = Button(tr("Undo this change"), "undo", on_click=self._on_undo)
        self.open = Button(tr("Open it"), "open", on_click=self._on_open)
        self._difference = DifferenceArea(tr)
        self._values = QWidget()
        self._grid = QGridLayout(self._values)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._place = whereabouts.Place()
        for widget in (self._title, self._caption, flow(self.open, self.undo), self._values, self._difference):
            self.column.addWidget(widget)
        for widget in (self.undo, self.open, self._values, self._difference):
            widget.hide()

    def show_line(self, names: Names, line: Line) -> None:
        """Show one line; what can be done with it follows when it is known."""
        self._line = line
        tr, ctx = names.tr, self._ctx
        self._title.setText(history.sentence(tr, line, names.people, names.model))
        name = who(names.people, [line.person]) if line.person else tr("nobody named")
        self._caption.setText(f"{moment_text(tr, line.at)} · {name} · {kind_word(tr, line.entity)} · #{line.seq}")
        self._difference.hide()
        old, new = (_values(names, line, side) for side in (line.before, line.after))
        self._fill(tr("Before"), tr("After"), old, new)
        ctx.runner.latest((id(self), "line"), lambda: _known(ctx, line), self._on_known, owner=self)

    def _on_known(self, known: _Known) -> None:
        if known.line != self._line:
            return
        self._place = known.place
        self.undo.setVisible(known.can_undo and self._ctx.ws.writable)
        self.open.setVisible(bool(known.place.record or known.place.task))
        if known.changed:
            self._values.hide()
            self._difference.show()
            self._difference.show_lines(known.changed, str)

    def _fill(self, before: str, after: str, old: dict[str, str], new: dict[str, str]) -> None:
        clear(self._grid)
        changed = [key for key in {**old, **new} if old.get(key, "") != new.get(key, "")]
        self._values.setVisible(bool(changed))
        for column, word in ((1, before), (2, after)):
            self._grid.addWidget(Caption(word), 0, column)
        for number, key in enumerate(changed, start=1):
            self._grid.addWidget(Caption(key, wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Plain(old.get(key, "") or "–"), number, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Plain(new.get(key, "") or "–"), number, 2, Qt.AlignmentFlag.AlignTop)

    def _on_undo(self) -> None:
        line, ctx = self._line, self._ctx
        if line is not None:
            self.undo.hide()
            ctx.do(lambda: undo.undo(ctx.ws, line.change), then=self._on_undone)

    def _on_undone(self, _verb: str) -> None:
        self._ctx.messages.say("good", self._ctx.tr("Undone. The undoing is a line of the history too."))

    def _on_open(self) -> None:
        place = self._place
        if place.record:
            self._ctx.go(Target("record", record=place.record))
        elif place.task:
            self._ctx.go(Target("task", task=place.task, iteration=place.iteration))


def _known(ctx: Context, line: Line) -> _Known:
    place = whereabouts.places(ctx.ws, [line]).get(line.seq, whereabouts.Place())
    known = _Known(line, whereabouts.can_undo(ctx.ws, line.change), place)
    if line.entity != "revision":
        return known
    return known._replace(changed=_changed(ctx, line))


def _changed(ctx: Context, line: Line) -> tuple[tuple[str, str, str], ...]:
    """What a version changed against the one before, line by line."""
    page = records.page(ctx.ws, int(line.key))
    model = projects.model_of(ctx.ws, projects.project(ctx.ws, line.project))
    by_no = {revision.no: revision.content for revision in page.revisions}
    newer = by_no[json.loads(line.after)["no"]]
    older = by_no[json.loads(line.before)["no"]] if line.before else Content("", {})
    found = difference(page.product, older, newer)
    return tuple((field_label(ctx.tr, ctx.language, model, page.product, f), sign, text) for f, sign, text in found)


def _values(names: Names, line: Line, text: str) -> dict[str, str]:
    """The values of one side in words, by their names; a value that is none of JSON's objects stands under no name."""
    found = json.loads(text) if text else {}
    if not isinstance(found, dict):
        key = "person" if line.key == "actor" else ""
        return {"": history_words.value_word(names.tr, key, found, names.people)}
    return {
        history_words.key_word(names.tr, key): history_words.value_word(names.tr, key, value, names.people, names.model)
        for key, value in found.items()
    }


def _offer(combo: QComboBox, options: list[tuple[str, str]]) -> None:
    """Fill a list without telling anybody; the choice stays."""
    chosen = combo.currentData() or ""
    combo.blockSignals(True)
    combo.clear()
    for value, word in options:
        combo.addItem(word, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(False)
