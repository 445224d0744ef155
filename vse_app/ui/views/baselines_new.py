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
from vse_app.services.baseline_page import Beginning
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
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fields = (
            FieldSpec("name", "text", tr("Name"), tr("What it is: Requirements agreed, Release 1.1."), required=True),
            FieldSpec("taken_on", "date", tr("Taken on"), required=True),
            FieldSpec("version", "text", tr("Version label"), tr("The tag in the repository, if there is one.")),
            FieldSpec("purpose", "long-text", tr("What for")),
        )
        self.form = Form(fields, tr=tr, choices=NoChoices())
        self.form.edited.connect(lambda _name, _value: self._on_changed())
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
        self.role = Combo()
        self.take_button = Button(tr("Take the baseline"), "baseline", kind="primary", on_click=self._on_take)
        self._lay_out()
        self.setFocusProxy(self.form)

    def show_data(self, found: Beginning) -> None:
        """Offer the kinds and records; what was typed and chosen already stays."""
        first, self._found = self._found is None, found
        if first:
            self.form.set_values({"taken_on": found.today})
            word = found.model.word
            self.role.fill([(r, word(self._ctx.language, "roles", r)) for r in found.roles], found.giver, "–")
            self._offer_kinds(found)
        self._source.set_rows([self._row(found, record) for record in found.now])
        self.table.refresh()
        self._on_changed()

    def draft(self) -> Draft | None:
        """The baseline as it would be taken; None before there is anything to choose from."""
        found, values = self._found, self.form.values()
        if found is None:
            return None
        scope, kinds = self.scope.value(), self._kinds()
        chosen = found.chosen(scope, kinds, frozenset(self.table.selected_ids(100_000)))
        given = found.freezable(chosen) if self.freeze.box.isChecked() else frozenset[int]()
        return Draft(
            name=str(values.get("name") or ""),
            taken_on=str(values.get("taken_on") or ""),
            scope=scope,
            kinds=kinds if scope != "chosen" else (),
            records=chosen,
            version=str(values.get("version") or ""),
            purpose=str(values.get("purpose") or ""),
            freeze=given,
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
        found, draft, tr = self._found, self.draft(), self._ctx.tr
        if found is None or draft is None:
            return
        self._kinds_box.setVisible(draft.scope == "kinds")
        self._picking.setVisible(draft.scope == "chosen")
        column = self._summary.column
        clear(column)
        members = [found.now[i] for i in draft.records]
        wanting = frozen.unapproved(found.model, members)
        column.addWidget(Caption(tr("{n|1 record|# records} in it", n=len(members))))
        if not members:
            column.addWidget(IconLine("info", "info", tr("Nothing is in it like this, so it cannot be taken.")))
        elif wanting:
            said = tr("{n|1 record is|# records are} not approved and would be in it:", n=len(wanting))
            column.addWidget(IconLine("warning", "warn", said))
            column.addWidget(Muted(self._names(found, [m.record for m in wanting])))
        else:
            column.addWidget(IconLine("done", "good", tr("Everything in it is approved.")))
        left = self._left_out(found, draft)
        if left:
            said = tr("Not in it, because not approved yet:")
            column.addWidget(IconLine("info", "info", said))
            column.addWidget(Muted(self._names(found, left)))
        freezable = found.freezable(draft.records)
        self._freeze.setVisible(bool(freezable))
        name = state_names(found.model, self._ctx.language, (frozen.FROZEN,))
        self.freeze.words.setText(
            tr("Give {n|1 of them|# of them} the state “{state}” with it", n=len(freezable), state=name)
        )
        ready = bool(members) and bool(draft.name.strip()) and self._ctx.ws.writable
        self.take_button.setEnabled(ready)

    def _left_out(self, found: Beginning, draft: Draft) -> list[int]:
        if draft.scope != "approved":
            return []
        usual = {k for k in found.usual if not found.model.product_of(k).part_of}
        return [i for i, m in found.now.items() if m.kind in usual and i not in draft.records]

    def _names(self, found: Beginning, some: Sequence[int]) -> str:
        said = [f"{found.now[i].number} {found.titles.get(i, '')}".strip() for i in some[:MOST]]
        rest = len(some) - MOST
        return ", ".join([*said, *([self._ctx.tr("and {count} more", count=rest)] if rest > 0 else [])])

    def _row(self, found: Beginning, record: int) -> Row:
        member, language = found.now[record], self._ctx.language
        said = state_names(found.model, language, member.states)
        return Row(
            record,
            (
                member.number,
                found.titles.get(record, ""),
                product_name(found.model, language, member.kind),
                f"v{member.revision}",
                Cell(said, "done", "good") if record in found.approved else said,
            ),
        )

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
