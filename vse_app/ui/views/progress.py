"""The progress report: filled from facts. You look, add, and confirm; before that nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.process import ProcessModel
from vse_app.model.progress_page import Deviation, Facts, Filled, filled
from vse_app.model.records import Record
from vse_app.model.steering import written
from vse_app.model.wording import date_text
from vse_app.services import company, correcting, desk_drafts, progress, steering
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.view import View
from vse_app.ui.views.boxes import Sides, TickLine, pile, stack
from vse_app.ui.views.record_fields import RecordChoices, RecordForm
from vse_app.ui.views.settings_fields import IconLine, Saver
from vse_app.ui.views.steering_parts import page_head, refill, tell_not_kept

EARLIER = 12


class Shown(NamedTuple):
    """What the page shows."""

    facts: Facts
    filled: Filled
    model: ProcessModel
    draft: Mapping[str, Any]
    people: list[tuple[str, str]]
    under_way: dict[int, Record]


class ProgressView(View):
    """One report being made, and those there are."""

    topics = frozenset({"record", "revision", "event", "links", "person", "project", "confirmation"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.shown: Shown | None = None
        self.form: RecordForm | None = None
        self._edited: dict[str, Any] = {}
        self.ticked: set[str] = set()
        self._began = False
        self._choices = RecordChoices()
        self._saver = Saver(self, self._keep)
        self.confirm_button = Button(tr("I confirm this report"), "done", kind="primary", on_click=self.confirm)
        self.again = Button(tr("Fill it in again from the facts"), "restore", on_click=self._fill_again)
        self.print_button = Button(tr("Print"), "print", on_click=lambda: ctx.go(Target("reports", kind="progress")))
        self._gaps, self._differs, self._earlier, self._place = (pile(spacing=6) for _ in range(4))
        self._is_own = Caption("")
        self.body = ScrollPage(spacing=16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        why = tr(
            "The program has filled this in from what is in the project. Look at every figure, add what it "
            "cannot know, and confirm. Nothing is stored as a report before you do."
        )
        hint = Muted(tr("Tick those for which a correction should be opened when you confirm."))
        self._cards: list[QWidget] = [
            Card(SectionTitle(tr("Periods without a report")), self._gaps),
            Card(SectionTitle(tr("What differs from the plan")), hint, self._differs),
            stack(SectionTitle(tr("The report")), self._is_own, self._place),
            Card(flow(self.confirm_button, self.again)),
            Card(SectionTitle(tr("Earlier reports")), self._earlier),
        ]
        self.body.column.addWidget(page_head(ctx, tr("Progress report"), why, self.print_button))
        for card in self._cards:
            self.body.column.addWidget(card)
        self.setFocusProxy(self.print_button)

    def refresh(self) -> None:
        ws, project, tr = self.ctx.ws, self.ctx.project, self.ctx.tr
        if project:
            self.ctx.runner.latest((id(self), "facts"), lambda: _read(ws, project, tr), self._show, owner=self)

    def leave(self) -> None:
        if self.form is not None:
            self.form.flush()
        self._saver.now()

    def values(self) -> dict[str, Any]:
        """The report as it stands on the page, under the fields of the project's own kind."""
        assert self.shown is not None
        product = self.shown.model.register("progress")
        assert product is not None
        return {**written(product, self.shown.filled.values), **self._edited}

    def confirm(self) -> None:
        """Store the report as confirmed by whoever is at work, with the corrections that were ticked."""
        if self.shown is None or self.form is None:
            return
        self.form.flush()
        self._saver.now()
        ws, project, tr, values = self.ctx.ws, self.ctx.project, self.ctx.tr, self.values()
        raised = [one for one in self.shown.filled.deviations if one.key in self.ticked]
        day = str(values.get("reported-on") or self.shown.facts.today.isoformat())
        title = tr("Progress until {date}", date=date_text(tr, day))

        def then(record: Any) -> None:
            said = tr("{number} is stored as you confirmed it.", number=record.number)
            self.ctx.messages.say("good", said, tr("Open it"), lambda: self.ctx.go(Target("record", record=record.id)))
            self._edited.clear()
            self.ticked.clear()

        self.ctx.do(lambda: progress.confirm(ws, project, title, values, corrections=raised), then, owner=self)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        tr, facts = self.ctx.tr, shown.facts
        for card in self._cards:
            card.setVisible(facts.kept)
        if not facts.kept:
            tell_not_kept(self.body, self.ctx, tr("Progress reports"))
            return
        if not self._began:
            self._began = True
            said = shown.draft.get("fields")
            self._edited = dict(said) if isinstance(said, dict) else {}
            self.ticked = set(shown.draft.get("ticked", ()))
        self._choices.set(shown.people, [])
        if self.form is None:
            product = shown.model.register("progress")
            assert product is not None
            self.form = RecordForm(shown.model, self.ctx.language, product, tr=tr, choices=self._choices, examples={})
            self.form.edited.connect(self._on_edited)
            refill(self._place, [self.form])
        self.form.set_values(self.values())
        writable = self.ctx.ws.writable
        self.form.set_read_only(not writable)
        self.confirm_button.setEnabled(writable)
        self._say_own()
        self._show_gaps()
        self._show_differences(shown.filled.deviations)
        self._show_earlier()

    def _on_edited(self, field: str, value: object) -> None:
        self._edited[field] = value
        self._say_own()
        self._saver.later()

    def _say_own(self) -> None:
        """Which fields a person wrote; the others follow the facts."""
        tr = self.ctx.tr
        count = len(self._edited)
        text = (
            tr("{n|One field is|# fields are} yours and no longer follow the facts.", n=count)
            if count
            else tr("Everything here follows from the facts so far.")
        )
        self._is_own.setText(text)
        self.again.setVisible(bool(count))

    def _fill_again(self) -> None:
        self._edited.clear()
        self._saver.later()
        if self.shown is not None:
            self._show(self.shown)

    def _keep(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        said = {"fields": dict(self._edited), "ticked": sorted(self.ticked)} if self._edited or self.ticked else None
        if ws.writable:
            self.ctx.do(
                lambda: desk_drafts.keep(ws, project, progress.DESK, said), owner=self, undoable=False, typed=True
            )

    def _show_gaps(self) -> None:
        assert self.shown is not None
        tr, facts = self.ctx.tr, self.shown.facts
        rows: list[QWidget] = []
        for window in facts.missing()[-8:]:
            start, end = (date_text(tr, day.isoformat()) for day in window)
            rows.append(IconLine("warning", "warn", tr("{start} to {end}", start=start, end=end)))
        more = len(facts.missing()) - len(rows)
        if more > 0:
            rows.insert(0, Muted(tr("Earlier ones: {n}", n=more)))
        hint = Muted(tr("One report every {n|day|# days} is expected here.", n=facts.period))
        refill(self._gaps, [hint, *rows] if rows else [hint, IconLine("done", "good", tr("None is missing."))])

    def _show_differences(self, deviations: tuple[Deviation, ...]) -> None:
        tr = self.ctx.tr
        rows: list[QWidget] = [
            TickLine(self._said(one), ticked=one.key in self.ticked, on_tick=partial(self._tick, one.key))
            for one in deviations
        ]
        refill(self._differs, rows or [Muted(tr("Nothing differs from the plan, as far as noted."))])

    def _said(self, one: Deviation) -> str:
        """A deviation, with the correction that is open about it."""
        known = self.shown.under_way.get(one.record) if self.shown is not None and one.record else None
        return f"{one.text} ({self.ctx.tr('{number} is open', number=known.number)})" if known else one.text

    def _tick(self, key: str, on: bool) -> None:
        self.ticked.add(key) if on else self.ticked.discard(key)
        self._saver.later()

    def _show_earlier(self) -> None:
        assert self.shown is not None
        tr = self.ctx.tr
        rows: list[QWidget] = []
        for row in reversed(self.shown.facts.reports[-EARLIER:]):
            day = date_text(tr, row.text("reported-on") or row.record.happened)
            text = f"{row.record.number} · {day} · {row.record.title}"
            link = LinkButton(tr("Open it"), on_click=partial(self.ctx.go, Target("record", record=row.record.id)))
            link.setAccessibleDescription(text)
            rows.append(Sides(Plain(text), link, least=420))
        refill(self._earlier, rows or [Muted(tr("There is none yet."))])


def _read(ws: Workspace, project: int, tr: Translator) -> Shown:
    facts = progress.facts(ws, project, tr)
    people = [(p.id, p.name) for p in company.people(ws) if p.active]
    draft = desk_drafts.read(ws, project, progress.DESK)
    known = correcting.under_way(ws, project)
    return Shown(facts, filled(tr, facts), steering.model_of(ws, project), draft, people, known)
