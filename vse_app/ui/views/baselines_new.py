"""A new baseline: its name, which records, what is not approved among them, and whether they get the state with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from vse_app.model import baseline as frozen
from vse_app.model.errors import UserError
from vse_app.model.records import Record
from vse_app.model.wording import product_name, state_names
from vse_app.services import baselines
from vse_app.services.baseline_page import Beginning, Counted
from vse_app.services.baselines import Draft
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, Heading, LinkButton, Muted, ScrollPage, SectionTitle, flow
from vse_app.ui.tables import Cell, ColumnSpec, ListSource, Row, Table
from vse_app.ui.views.boxes import Columns, TickLine, clear, pile
from vse_app.ui.views.settings_fields import IconLine, Labelled, Options

MOST = 8
"""Names in a warning; the rest is counted."""
MOST_PICKED = 100_000
"""Rows that can be chosen one by one."""


class NoChoices:
    """For forms that name neither people nor records."""

    def people(self) -> list[tuple[str, str]]:
        return []

    def targets(self) -> list[tuple[str, str]]:
        return []


class NewPage(ScrollPage):
    """Nothing is written before the button at the end is pressed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, tr = ctx, ctx.tr
        self._found: Beginning | None = None
        self._counted: Counted | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fields = (
            FieldSpec("name", "text", tr("Name"), tr("What it is: Requirements agreed, Release 1.1."), required=True),
            FieldSpec("taken_on", "date", tr("Taken on"), required=True),
            FieldSpec("version", "text", tr("Version label"), tr("The tag in the repository, if there is one.")),
            FieldSpec("purpose", "long-text", tr("What for")),
        )
        self.form = Form(fields, tr=tr, choices=NoChoices())
        self.form.edited.connect(lambda _name, _value: self._show_ready())
        self.scope = Options(tr("Which records"), [
            ("approved", tr("What is approved now"),
             tr("Documents that have the states the profile asks for, with the rows that are part of them.")),
            ("kinds", tr("All of some kinds"), tr("Also what is not approved yet; it is marked.")),
            ("chosen", tr("Records chosen one by one"), ""),
        ])  # fmt: skip
        self.scope.set_value("approved")
        self.scope.chosen.connect(lambda _key: self._on_changed())
        self._kinds_box, self.kinds = pile(spacing=4), dict[str, TickLine]()
        self._source = ListSource((
            ColumnSpec("number", tr("Number"), 90), ColumnSpec("title", tr("Title"), 300),
            ColumnSpec("kind", tr("Work product"), 180), ColumnSpec("version", tr("Version"), 74, "number"),
            ColumnSpec("states", tr("States"), 190),
        ))  # fmt: skip
        self.table = Table(self._source, tr=tr, table_id="baseline-new", name=tr("Records to choose from"))
        self.table.setMinimumHeight(theme.current().px(260))
        self.table.selected.connect(lambda _ids: self._on_changed())
        self._picking = pile(Muted(tr("Choose the rows: with Ctrl or Shift several, with Ctrl+A all.")), self.table)
        self._summary, self._freeze = Card(spacing=6), Card(spacing=6)
        self.freeze = TickLine("", ticked=True)
        self.role, self.because = Combo(), Combo()
        self._because = Labelled(tr("Because of which change"), self.because, width=520)
        self.take_button = Button(tr("Take the baseline"), "baseline", kind="primary", on_click=self._on_take)
        self._lay_out()
        self.setFocusProxy(self.form)

    def show_data(self, shown: tuple[Beginning, list[Row]]) -> None:
        """Offer the kinds and records; what was typed and chosen already stays."""
        found, rows = shown
        first, self._found = self._found is None, found
        tr, word = self._ctx.tr, found.model.word
        if first:
            self.form.set_values({"taken_on": found.today})
            self.role.fill([(r, word(self._ctx.language, "roles", r)) for r in found.roles], found.giver, "–")
            changes = [(str(c.id), f"{c.number} {c.title}".strip()) for c in found.changes]
            self.because.fill(changes, changes[-1][0] if changes else "", tr("Of no change"))
            self._because.setVisible(bool(changes))
            self._offer_kinds(found)
        self._source.set_rows(rows)
        self.table.refresh()
        self._on_changed()

    def draft(self) -> Draft | None:
        """The baseline as it would be taken; None before there is anything to choose from."""
        counted, values = self._counted, self.form.values()
        if self._found is None or counted is None:
            return None
        scope, because = self.scope.value(), self.because.currentData()
        return Draft(
            name=str(values.get("name") or ""),
            taken_on=str(values.get("taken_on") or ""),
            scope=scope,
            kinds=self._kinds() if scope != "chosen" else (),
            records=counted.chosen,
            version=str(values.get("version") or ""),
            purpose=str(values.get("purpose") or ""),
            raised_by=(int(because),) if because else (),
            freeze=counted.freezable if self.freeze.box.isChecked() else frozenset[int](),
            role=str(self.role.currentData() or ""),
        )

    def _lay_out(self) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        back = LinkButton(tr("All baselines"), "back", on_click=lambda: ctx.go(Target("baselines")))
        self._freeze.column.addWidget(self.freeze)
        self._freeze.column.addWidget(Labelled(tr("In the role"), self.role))
        for widget in (
            back,
            Heading(tr("Take a baseline")),
            self.form,
            self._because,
            SectionTitle(tr("Which records")),
            self.scope,
            self._kinds_box,
            self._picking,
            self._summary,
            self._freeze,
            flow(self.take_button),
        ):
            self.column.addWidget(widget)

    def _offer_kinds(self, found: Beginning) -> None:
        column = self._kinds_box.layout()
        assert column is not None
        clear(column)
        counts: dict[str, int] = {}
        for member in found.now.values():
            counts[member.kind] = counts.get(member.kind, 0) + 1
        ordered = [k for k in (*found.usual, *(k for k in counts if k not in found.usual)) if k in counts]
        for kind in ordered:
            name = product_name(found.model, self._ctx.language, kind)
            line = TickLine(
                f"{name} ({counts[kind]})", ticked=kind in found.usual, on_tick=lambda _on: self._on_changed()
            )
            self.kinds[kind] = line
        if self.kinds:
            column.addWidget(Columns(list(self.kinds.values()), least=230, most=3))

    def _kinds(self) -> tuple[str, ...]:
        found = self._found
        assert found is not None
        if self.scope.value() == "approved":
            return found.usual
        return tuple(kind for kind, line in self.kinds.items() if line.box.isChecked())

    def _on_changed(self) -> None:
        """Another choice: count anew, away from the window; nothing can be taken meanwhile."""
        found, scope = self._found, self.scope.value()
        if found is None:
            return
        self._kinds_box.setVisible(scope == "kinds")
        self._picking.setVisible(scope == "chosen")
        kinds, picked = self._kinds(), frozenset[int]()
        if scope == "chosen":
            picked = frozenset(self.table.selected_ids(MOST_PICKED))
        self._counted = None
        self._show_ready()
        self._ctx.runner.latest(
            (id(self), "count"), lambda: found.counted(scope, kinds, picked), self._show_counted, owner=self
        )

    def _show_counted(self, counted: Counted) -> None:
        found, tr, column = self._found, self._ctx.tr, self._summary.column
        assert found is not None
        self._counted = counted
        clear(column)
        column.addWidget(Caption(tr("{n|1 record|# records} in it", n=len(counted.chosen))))
        if not counted.chosen:
            column.addWidget(IconLine("info", "info", tr("Nothing is in it like this, so it cannot be taken.")))
        elif counted.wanting:
            said = tr("{n|1 record is|# records are} not approved and would be in it:", n=len(counted.wanting))
            column.addWidget(IconLine("warning", "warn", said))
            column.addWidget(Muted(self._names(found, counted.wanting)))
        else:
            column.addWidget(IconLine("done", "good", tr("Everything in it is approved.")))
        if counted.left:
            said = tr("Not in it, because not approved yet:")
            column.addWidget(IconLine("info", "info", said))
            column.addWidget(Muted(self._names(found, counted.left)))
        self._freeze.setVisible(bool(counted.freezable))
        name = state_names(found.model, self._ctx.language, (frozen.FROZEN,))
        text = tr("Give {n|1 of them|# of them} the state “{state}” with it", n=len(counted.freezable), state=name)
        self.freeze.words.setText(text)
        self._show_ready()

    def _show_ready(self) -> None:
        name = str(self.form.values().get("name") or "").strip()
        some = self._counted is not None and bool(self._counted.chosen)
        self.take_button.setEnabled(some and bool(name) and self._ctx.ws.writable)

    def _names(self, found: Beginning, some: Sequence[int]) -> str:
        said = [f"{found.now[i].number} {found.titles.get(i, '')}".strip() for i in some[:MOST]]
        rest = len(some) - MOST
        return ", ".join([*said, *([self._ctx.tr("and {count} more", count=rest)] if rest > 0 else [])])

    def _on_take(self) -> None:
        self.form.flush()
        ctx, draft = self._ctx, self.draft()
        if draft is None:
            return
        ws, project = ctx.ws, ctx.project
        self.take_button.setEnabled(False)

        def made(record: Record) -> None:
            ctx.messages.say("good", ctx.tr("{number} was taken.", number=record.number))
            ctx.go(Target("baselines", record=record.id))

        def failed(error: UserError) -> None:
            self.take_button.setEnabled(True)
            ctx.messages.say("bad", error.say(ctx.tr))

        verb: Any = lambda: baselines.take(ws, project, draft)  # noqa: E731
        ctx.do(verb, then=made, failed=failed, owner=self)


def rows(found: Beginning, language: str) -> list[Row]:
    """Every record as a row to choose; built away from the window."""
    kinds = {m.kind for m in found.now.values()}
    names = {kind: product_name(found.model, language, kind) for kind in kinds}

    def row(record: int) -> Row:
        member = found.now[record]
        said = state_names(found.model, language, member.states)
        states = Cell(said, "done", "good") if said and record in found.approved else said
        title = found.titles.get(record, "")
        return Row(record, (member.number, title, names[member.kind], f"v{member.revision}", states))

    return [row(record) for record in found.now]
