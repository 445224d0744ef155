"""Measures: what you want to know, the number that tells, its picture, and what you do when it crosses its limit."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import measure_charts
from vse_app.model.measure_page import Measure, MeasurePage
from vse_app.model.measure_words import (
    decision_text,
    lacking_text,
    limits_text,
    starter_name,
    starter_values,
    title_of,
    value_text,
)
from vse_app.model.records import Record
from vse_app.model.typed import number_from
from vse_app.services import correcting, measuring
from vse_app.services.workspace import Workspace
from vse_app.ui.charts import ChartView
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, LinkButton, Muted, Plain, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.view import View
from vse_app.ui.views.boxes import Columns, Sides, clear, pile, stack
from vse_app.ui.views.settings_fields import IconLine, Labelled, line
from vse_app.ui.views.steering_parts import DayLine, correction_link, not_kept, page_head, refill


class MeasuresView(View):
    """A card for each measure in use, and starters to choose from."""

    topics = frozenset({"record", "revision", "event", "links", "measure-starter"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.page: MeasurePage | None = None
        self.under_way: dict[int, Record] = {}
        self.cards: dict[int, MeasureCard] = {}
        self._wanted = target.record
        self._building: Piecewise | None = None
        self.print_button = Button(tr("Print"), "print", on_click=lambda: ctx.go(Target("reports", kind="measures")))
        self.own = line("", tr("What do you want to know? Then Enter"))
        self.own.setAccessibleName(tr("A measure of your own"))
        self.own.returnPressed.connect(self._add_own)
        self.takers: dict[str, Button] = {}
        self._offers, self._list = pile(spacing=8), pile(spacing=16)
        self.body = ScrollPage(spacing=16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        why = tr(
            "A few numbers, each because a decision hangs on it. Three are enough to begin with. What the "
            "program works out from the project is said to be so; you record the values you want to keep."
        )
        self._start = Card(
            SectionTitle(tr("Take one into use")), self._offers, Labelled(tr("A measure of your own"), self.own)
        )
        for part in (page_head(ctx, tr("Measures"), why, self.print_button), self._list, self._start):
            self.body.column.addWidget(part)
        self.setFocusProxy(self.print_button)

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        if project:
            self.ctx.runner.latest((id(self), "measures"), lambda: _read(ws, project), self._show, owner=self)

    def retarget(self, target: Target) -> None:
        self._wanted = target.record
        super().retarget(target)

    def _show(self, shown: tuple[MeasurePage, dict[int, Record]]) -> None:
        tr = self.ctx.tr
        page, self.under_way = shown
        if self._building is not None and not self._building.is_done:
            self._building.stop()
        self.page = page
        self._start.setVisible(page.kept and self.ctx.ws.writable)
        if not page.kept:
            refill(self._list, [not_kept(self.ctx, tr("Measures"))])
            return
        typed = {i: card.typed() for i, card in self.cards.items()}
        self.cards.clear()
        layout = self._list.layout()
        assert layout is not None
        clear(layout)
        if not page.in_use:
            layout.addWidget(Muted(tr("No measure is in use yet. Take one of those below.")))
        self._show_offers(page)
        self._building = Piecewise(self._list, (self._add_card(m, typed) for m in page.in_use))

    def _add_card(self, measure: Measure, typed: dict[int, tuple[str, str]]) -> None:
        card = self.cards[measure.id] = MeasureCard(self.ctx, self, measure)
        card.take_typed(typed.get(measure.id))
        layout = self._list.layout()
        assert layout is not None
        layout.addWidget(card)
        if self._wanted in (measure.id, *(value.record for value in measure.values if value.record)):
            self._wanted = 0
            card.value.setFocus()

    def _show_offers(self, page: MeasurePage) -> None:
        tr = self.ctx.tr
        rows: list[QWidget] = []
        self.takers.clear()
        for starter in page.offered:
            values = starter_values(tr, starter)
            name = starter_name(tr, starter)
            take = self.takers[starter] = Button(tr("Take it"), "add", on_click=partial(self._take, starter))
            take.setAccessibleName(tr("Take it: {name}", name=name))
            words = stack(Plain(f"{name}: {values['need']}"), Caption(values["decision-rule"]), spacing=2)
            rows.append(Sides(words, take, least=480))
        hint = Muted(
            tr(
                "These are worked out from the project where they can be. Words, "
                "target and limit are suggestions that you can change."
            )
        )
        refill(self._offers, [hint, *rows] if rows else [Muted(tr("All starters are in use."))])

    def _take(self, starter: str) -> None:
        ws, project, tr = self.ctx.ws, self.ctx.project, self.ctx.tr
        self.ctx.do(lambda: measuring.take_up(ws, project, starter, tr), owner=self)

    def _add_own(self) -> None:
        from vse_app.services import register_edits, steering

        ws, project, text = self.ctx.ws, self.ctx.project, self.own.text().strip()
        if not text:
            return

        def then(record: object) -> None:
            self.own.clear()
            self.ctx.go(Target("record", record=getattr(record, "id", 0)))

        product = steering.model_of(ws, project).register("measure")
        if product is not None:
            self.ctx.do(lambda: register_edits.quick_add(ws, project, product.id, text), then, owner=self)


class MeasureCard(Card):
    """One measure from the need to the decision."""

    def __init__(self, ctx: Context, view: MeasuresView, measure: Measure) -> None:
        super().__init__(spacing=10)
        self.ctx, self._view, self.measure = ctx, view, measure
        tr = ctx.tr
        self.setAccessibleName(title_of(measure))
        self.chart = ChartView(title_of(measure))
        self.value = line("", measure.row.text("unit"))
        self.day = DayLine(ctx, tr("Day"), tr("today"), way="back")
        if view.page is not None:
            self.day.set_today(view.page.today)
        add = self.column.addWidget
        add(Title(title_of(measure)))
        add(Muted(measure.row.text("need")))
        add(self._how())
        add(self.chart)
        self.chart.show_chart(lambda width: measure_charts.chart(tr, measure, width))
        add(Plain(" · ".join(part for part in (value_text(tr, measure), limits_text(tr, measure)) if part)))
        if measure.lacks:
            add(IconLine("info", "info", lacking_text(tr, measure.lacks)))
        decision = decision_text(tr, measure)
        if decision:
            icon = (
                ("warning", "warn")
                if measure.crossed
                else ("done", "good")
                if measure.limit is not None
                else ("info", "info")
            )
            add(IconLine(*icon, decision))
        if ctx.ws.writable:
            add(self._entering())
        add(flow(*self._buttons()))

    def typed(self) -> tuple[str, str]:
        """What stands in the lines for a new value."""
        return self.value.text(), self.day.line.text()

    def take_typed(self, said: tuple[str, str] | None) -> None:
        """Show what was typed before the page was built anew."""
        if said is not None:
            self.value.setText(said[0])
            self.day.set_text(said[1])

    def _how(self) -> QWidget:
        """The chain of 15939 in short: what is counted, how, what is looked at, what is decided."""
        tr, row = self.ctx.tr, self.measure.row
        pairs = (
            (tr("Counted"), row.text("base-measures").replace("\n", "; ")),
            (tr("Formula"), row.text("formula")),
            (tr("Looked at"), row.text("indicator")),
            (tr("Decision"), row.text("decision-rule")),
        )
        blocks = [_topped(Caption(name), Plain(text)) for name, text in pairs if text]
        return Columns(blocks, least=240, most=2) if blocks else QWidget()

    def _entering(self) -> QWidget:
        tr = self.ctx.tr
        self.value.returnPressed.connect(self._enter)
        self.day.line.returnPressed.connect(self._enter)
        enter = Button(tr("Enter the value"), "add", on_click=self._enter)
        records = [Button(tr("Record today's value as worked out"), "done", on_click=self._record)]
        if not self._can_record():
            records.clear()
        return stack(
            Columns((Labelled(tr("Value"), self.value), Labelled(tr("Measured on"), self.day)), least=180, most=2),
            flow(enter, *records),
        )

    def _can_record(self) -> bool:
        now = self.measure.now
        return bool(self.measure.starter) and now is not None and not now.record

    def _buttons(self) -> list[QWidget]:
        tr, ctx, measure = self.ctx.tr, self.ctx, self.measure
        found: list[QWidget] = [
            LinkButton(
                tr("Change words, target and limit"), on_click=lambda: ctx.go(Target("record", record=measure.id))
            )
        ]
        if measure.crossed and ctx.ws.writable:
            text = f"{title_of(measure)}: {value_text(tr, measure)}. {decision_text(tr, measure)}"
            found.append(correction_link(ctx, self._view, text, measure.id, self._view.under_way))
        for button in found:
            button.setAccessibleDescription(title_of(measure))
        return found

    def _enter(self) -> None:
        ws, project, tr = self.ctx.ws, self.ctx.project, self.ctx.tr
        number = number_from(self.value.text())
        if number is None or self.day.is_wrong:
            text = self.value.text() if number is None else self.day.line.text()
            self.ctx.messages.say("bad", tr("“{text}” is not understood.", text=text.strip()[:40]))
            return
        day, measure = self.day.day, self.measure.id
        self.value.clear()
        self.day.line.clear()
        self.ctx.do(lambda: measuring.enter(ws, project, measure, number, day=day), owner=self._view)

    def _record(self) -> None:
        ws, project, tr, measure = self.ctx.ws, self.ctx.project, self.ctx.tr, self.measure.id
        self.ctx.do(lambda: measuring.record_now(ws, project, measure, tr), owner=self._view)


def _read(ws: Workspace, project: int) -> tuple[MeasurePage, dict[int, Record]]:
    return measuring.read(ws, project), correcting.under_way(ws, project)


def _topped(*widgets: QWidget) -> QWidget:
    """Widgets at the top of the room they get, so that neighbours begin at one height."""
    box = pile(*widgets, spacing=0)
    layout = box.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addStretch(1)
    return box
