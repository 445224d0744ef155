"""One change on one page: request, what it touches, decision, what is owed, what it did; each a card, in that order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.model.wording import date_text
from vse_app.services import change_list, publishing
from vse_app.services.change_page import ChangePage
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Badge, Button, Caption, FlowLayout, Heading, LinkButton, Muted, ScrollPage, flow
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.change_decide import DecisionCard
from vse_app.ui.views.change_did import DidCard
from vse_app.ui.views.change_owed import OwedCard
from vse_app.ui.views.change_request import EvaluationCard, RequestCard
from vse_app.ui.views.record_draft import Draft
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.saving import save_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from vse_app.evidence.pdf import Rendered

STEPS = ("initiated", "evaluated", "decided", "closed")


class ChangeBody(ScrollPage):
    """The page of one change. What is typed is saved as a version of the request, as on its own page."""

    def __init__(self, ctx: Context, found: ChangePage) -> None:
        super().__init__(spacing=14)
        tr = ctx.tr
        self.change, self._ctx, self._found = found.found.record.id, ctx, found
        self.draft = Draft(ctx, self.change)
        self._choices = RecordChoices()
        self._offer(found)
        self._title, self._line = Heading(), Caption("")
        self._steps = QWidget()
        self._flow = FlowLayout(self._steps, spacing=6)
        self.saved = Caption("")
        self.request = RequestCard(ctx, found, self._choices, self.draft)
        self.evaluation = EvaluationCard(ctx, found, self._choices, self.draft)
        self.decision = DecisionCard(ctx, self._choices, self.flush)
        self.owed = OwedCard(ctx, self._choices)
        self.did = DidCard(ctx)
        self.draft.state_changed.connect(lambda _state, text: self.saved.setText(text))
        self.draft.refused.connect(self._on_refused)
        self._lay_out()
        self.setFocusProxy(self.request.form)
        self._closed_note = Muted(tr("This company file is open for reading only, so nothing can be changed here."))
        if not ctx.ws.writable:
            self.column.insertWidget(1, self._closed_note)

    def show_page(self, found: ChangePage) -> None:
        """Show what was read; what is being typed stays."""
        self._found = found
        self._offer(found)
        record = found.found.record
        self._title.setText(f"{record.number}  {record.title}".strip())
        self._show_steps(found)
        for card in (self.request, self.evaluation, self.decision, self.owed, self.did):
            card.show_page(found)
        self.owed.setVisible(found.accepted is not None)
        self.did.setVisible(found.accepted is not None)

    def flush(self) -> None:
        """Hand over what is being typed."""
        self.request.form.flush()
        self.evaluation.form.flush()
        self.draft.flush()

    def _lay_out(self) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        back = LinkButton(tr("All changes"), "back", on_click=lambda: ctx.go(Target("change")))
        whole = LinkButton(
            tr("All fields, versions and files"),
            "right",
            on_click=lambda: ctx.go(Target("record", record=self.change)),
        )
        print_button = Button(tr("Save as PDF"), "export", on_click=self._on_print)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (flow(back, self.saved), self._title, self._steps, self._line, flow(print_button, whole)):
            column.addWidget(widget)
        for widget in (head, self.request, self.evaluation, self.decision, self.owed, self.did):
            self.column.addWidget(widget)

    def _show_steps(self, found: ChangePage) -> None:
        tr = self._ctx.tr
        clear(self._flow)
        initiated, evaluated, accepted = found.given
        closed = found.is_closed
        reached = {
            "initiated": initiated is not None or not found.stages.initiated,
            "evaluated": evaluated is not None,
            "decided": bool(found.decision) or accepted is not None,
            "closed": closed,
        }
        names = {
            "initiated": tr("Handed in"),
            "evaluated": tr("Evaluated"),
            "decided": tr("Decided"),
            "closed": tr("Closed"),
        }
        for step in STEPS:
            if step == "initiated" and not found.stages.initiated:
                continue
            icon, tone = ("done", "good") if reached[step] else ("optional", "plain")
            badge = Badge(names[step], icon, tone)
            badge.setAccessibleName(f"{names[step]}: {tr('done') if reached[step] else tr('not yet')}")
            self._flow.addWidget(badge)
        words = change_list.stage_words(tr)
        line = change_list.Line(
            found.found.record, found.found.page.revision.content, found.found.page.events, found.accepted
        )
        said = [words[change_list.stage(found.found.product, line)]]
        if accepted is not None:
            said.append(tr("accepted on {date}", date=date_text(tr, accepted.happened)))
        self._line.setText(" · ".join(said))

    def _offer(self, found: ChangePage) -> None:
        page = found.found
        people = [(p.id, p.name) for p in sorted(page.people.values(), key=lambda p: (not p.active, p.name))]
        self._choices.set(people, page.targets)

    def _on_refused(self, key: str, error: UserError) -> None:
        for form in (self.request.form, self.evaluation.form):
            if key in form.values():
                form.set_problems({key: error.say(self._ctx.tr)})
                return
        self._ctx.messages.say("bad", error.say(self._ctx.tr))

    def _on_print(self) -> None:
        self.flush()
        ws, change, language = self._ctx.ws, self.change, self._ctx.language

        def make(target: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            report: Any = publishing.change_report(ws, change, language)
            return publishing.render(report, target, progress=progress, cancelled=cancelled)

        record = self._found.found.record
        save_pdf(self._ctx, self, f"{self._found.found.project.code} {record.number} {record.title}", make)
