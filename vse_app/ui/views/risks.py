"""Risks: the matrix, what has to be treated, the exposure over time, and one sitting to look at all of them."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import risk_charts
from vse_app.model.records import Record
from vse_app.model.risk_page import Risk, RiskPage
from vse_app.model.wording import date_text
from vse_app.services import company, correcting, risking
from vse_app.services.workspace import Workspace
from vse_app.ui.charts import ChartView
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    Confirm,
    LinkButton,
    Muted,
    Plain,
    ScrollPage,
    SectionTitle,
    flow,
)
from vse_app.ui.view import View
from vse_app.ui.views.assessment_pane import Persons
from vse_app.ui.views.boxes import Sides, pile, stack
from vse_app.ui.views.risks_review import Sitting
from vse_app.ui.views.settings_fields import Labelled, line
from vse_app.ui.views.steering_parts import correction_link, page_head, refill, tell_not_kept

SHOWN = 20


class Shown(NamedTuple):
    """What the page shows."""

    page: RiskPage
    people: list[tuple[str, str]]
    under_way: dict[int, Record]


class RisksView(View):
    """All risks of the project on one page."""

    topics = frozenset({"record", "revision", "event", "risk-threshold", "person"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.shown: Shown | None = None
        self.panel: Confirm | None = None
        self.form: Form | None = None
        self._values: dict[str, Any] = {}
        self.matrix, self.history = ChartView(tr("Risk matrix")), ChartView(tr("Exposure over time"))
        self.review = Button(tr("Look at all of them now"), "check", kind="primary", on_click=self._begin)
        self.print_button = Button(tr("Print"), "print", on_click=lambda: ctx.go(Target("reports", kind="risks")))
        self.threshold = Combo()
        self.threshold.activated.connect(lambda _n: self._set_threshold())
        self.sitting = Sitting(ctx)
        self.sitting.seen.connect(self._seen)
        self.sitting.ended.connect(self._end)
        self.sitting.hide()
        self._over, self._others, self._seen_line = pile(spacing=10), pile(spacing=6), Muted("")
        self._panel_place = pile(spacing=0)
        self._no_history = Muted(tr("There is no history yet: it grows with every review."))
        self.new = line("", tr("If … happens, then … follows; then Enter"))
        self.new.setAccessibleName(tr("New risk"))
        self.new.returnPressed.connect(self._add)
        self.body = ScrollPage(spacing=16)
        self._cards = self._built()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        why = tr(
            "What may happen and would hurt: how likely, how much, and what is done about it. Exposure is "
            "probability × consequence, each from 1 to 5."
        )
        self.body.column.addWidget(page_head(ctx, tr("Risk review"), why))
        for card in self._cards:
            self.body.column.addWidget(card)
        self.setFocusProxy(self.review)

    def _built(self) -> list[QWidget]:
        tr = self.ctx.tr
        threshold = Labelled(tr("Something has to be done from an exposure of"), self.threshold, width=240)
        return [
            stack(self._seen_line, flow(self.review, self.print_button), self.sitting, spacing=8),
            Card(SectionTitle(tr("Matrix")), self.matrix, threshold),
            Card(SectionTitle(tr("At or over the threshold")), self._over, self._panel_place),
            Card(SectionTitle(tr("Exposure over time")), self.history, self._no_history),
            Card(SectionTitle(tr("The others")), self._others, Labelled(tr("New risk"), self.new)),
        ]

    def _add(self) -> None:
        ws, project, text = self.ctx.ws, self.ctx.project, self.new.text().strip()
        if text:
            self.ctx.do(lambda: risking.add(ws, project, text), lambda _record: self.new.clear(), owner=self)

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        if project:
            self.ctx.runner.latest((id(self), "risks"), lambda: _read(ws, project), self._show, owner=self)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        page, tr = shown.page, self.ctx.tr
        for card in self._cards:
            card.setVisible(page.kept)
        if not page.kept:
            tell_not_kept(self.body, self.ctx, tr("Risks"))
            return
        self.matrix.show_chart(lambda width: risk_charts.matrix(tr, page, width))
        self.history.show_chart(lambda width: risk_charts.history(tr, page, width))
        self._no_history.setVisible(risk_charts.history(tr, page, 400) is None)
        own = "" if page.said else " " + tr("(our suggestion)")
        options = [
            (str(n), str(n) + (own if n == page.threshold else ""))
            for n in sorted({a * b for a in range(1, 6) for b in range(1, 6)})
        ]
        self.threshold.fill(options, f"{page.threshold:g}", tr("Not chosen"))
        self.threshold.setEnabled(self.ctx.ws.writable)
        self.new.setReadOnly(not self.ctx.ws.writable)
        self.review.setEnabled(self.ctx.ws.writable and bool(page.open))
        self._say_reviewed(page)
        self._show_over(page)
        self._show_others(page)

    def _say_reviewed(self, page: RiskPage) -> None:
        tr = self.ctx.tr
        days = [risk.reviewed for risk in page.open if risk.reviewed]
        if not page.risks:
            text = tr("There are no risks yet. Write down the three that worry you most, at the end of this page.")
        elif not page.to_review:
            text = tr("All open risks were looked at in the last two weeks.")
        else:
            text = tr("{n|One risk was|# risks were} not looked at for two weeks.", n=len(page.to_review))
            if days:
                text += " " + tr("The last look was on {date}.", date=date_text(tr, max(days).isoformat()))
        self._seen_line.setText(text)

    def _show_over(self, page: RiskPage) -> None:
        tr = self.ctx.tr
        rows = [self._risk(risk) for risk in page.over[:SHOWN]]
        refill(self._over, rows or [Muted(tr("None. What is under the threshold is only watched."))])

    def _risk(self, risk: Risk) -> QWidget:
        tr, shown = self.ctx.tr, self.shown
        assert shown is not None
        names = dict(shown.people)
        lacks = {
            "treatment": tr("what is done"),
            "plan": tr("how"),
            "owner": tr("who"),
            "accepted-by": tr("who agreed to live with it"),
        }
        text = f"{risk.row.record.number}  {risk.row.text('statement') or risk.row.record.title}"
        treatments = {
            "avoid": tr("Avoid it"),
            "reduce": tr("Reduce it"),
            "share": tr("Let others carry it"),
            "accept": tr("Live with it"),
        }
        said = [
            tr("exposure {n}", n=risk.exposure),
            treatments.get(risk.row.text("treatment"), ""),
            names.get(risk.row.record.owner, ""),
            risk.row.text("plan"),
        ]
        badge = (
            Badge(tr("missing: {what}", what=", ".join(lacks[name] for name in risk.lacks)), "warning", "warn")
            if risk.lacks
            else Badge(tr("treated"), "done", "good")
        )
        buttons: list[QWidget] = []
        if self.ctx.ws.writable:
            buttons.append(LinkButton(tr("Treat it"), on_click=partial(self.treat, risk)))
            buttons.append(correction_link(self.ctx, self, text, risk.id, shown.under_way))
        buttons.append(LinkButton(tr("Open it"), on_click=partial(self.ctx.go, Target("record", record=risk.id))))
        for button in buttons:
            button.setAccessibleDescription(text)
        words = stack(Plain(text), Caption(" · ".join(part for part in said if part)), spacing=2)
        return stack(words, flow(badge, *buttons), spacing=4)

    def _show_others(self, page: RiskPage) -> None:
        tr = self.ctx.tr
        rows: list[QWidget] = []
        over = {risk.id for risk in page.over}
        for risk in [r for r in page.risks if r.id not in over][:SHOWN]:
            exposure = tr("not judged yet") if risk.exposure is None else tr("exposure {n}", n=risk.exposure)
            state = tr("closed") if risk.row.ended else exposure
            text = f"{risk.row.record.number}  {risk.row.text('statement') or risk.row.record.title} · {state}"
            link = LinkButton(tr("Open it"), on_click=partial(self.ctx.go, Target("record", record=risk.id)))
            link.setAccessibleDescription(text)
            rows.append(Sides(Plain(text), link, least=420))
        refill(self._others, rows or [Muted(tr("There are none."))])

    def treat(self, risk: Risk) -> None:
        """Ask what is done about a risk."""
        tr, shown = self.ctx.tr, self.shown
        assert shown is not None
        self._close_panel()
        people = Persons(lambda: shown.people)
        choices = (
            ("avoid", tr("Avoid it: do it another way, so that it cannot happen")),
            ("reduce", tr("Reduce it: make it less likely or less bad")),
            ("share", tr("Share it: let somebody else carry part of it")),
            ("accept", tr("Accept it: live with it, knowingly")),
        )
        fields = (
            FieldSpec("treatment", "choice", tr("What do you want to do?"), required=True, choices=choices),
            FieldSpec("plan", "long-text", tr("How, in one or two sentences")),
            FieldSpec("owner", "person", tr("Who sees to it")),
            FieldSpec("accepted-by", "person", tr("Who agreed to live with it"), tr("Only when you accept it.")),
            FieldSpec("sign", "text", tr("How you would notice that it begins")),
        )
        self._values = {name: risk.row.text(name) for name in ("treatment", "plan", "accepted-by", "sign")}
        self._values["owner"] = risk.row.record.owner
        self.form = Form(fields, tr=tr, choices=people, values=self._values)
        self.form.edited.connect(self._on_edited)
        self.panel = Confirm(f"{risk.row.record.number}: " + tr("what is done about it"), risk.row.text("statement"),
                             confirm=tr("That is what we do"), cancel=tr("Not now"), body=self.form)  # fmt: skip
        self.panel.confirmed.connect(partial(self._treated, risk.id))
        self.panel.cancelled.connect(self._close_panel)
        refill(self._panel_place, [self.panel])
        self.panel.take_focus()

    def _on_edited(self, field: str, value: object) -> None:
        self._values[field] = value

    def _treated(self, risk: int) -> None:
        assert self.form is not None
        self.form.flush()
        ws, values = self.ctx.ws, dict(self._values)
        owner = str(values.pop("owner", "") or "")
        self.ctx.do(lambda: risking.treat(ws, risk, values, owner=owner), lambda _none: self._close_panel(), owner=self)

    def _close_panel(self) -> None:
        self.panel = self.form = None
        refill(self._panel_place, [])

    def _begin(self) -> None:
        if self.shown is not None and self.shown.page.open:
            self.sitting.show()
            self.sitting.begin(self.shown.page)

    def _seen(self, risk: int, values: dict[str, str]) -> None:
        ws = self.ctx.ws
        self.ctx.do(lambda: risking.review(ws, risk, values), owner=self)

    def _end(self) -> None:
        self.sitting.hide()
        self.review.setFocus()

    def _set_threshold(self) -> None:
        ws, project, chosen = self.ctx.ws, self.ctx.project, str(self.threshold.currentData() or "")
        if chosen:
            self.ctx.do(lambda: risking.set_threshold(ws, project, int(chosen)), owner=self)


def _read(ws: Workspace, project: int) -> Shown:
    people = [(p.id, p.name) for p in company.people(ws) if p.active]
    return Shown(risking.read(ws, project), people, correcting.under_way(ws, project))
