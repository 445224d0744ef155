"""Minutes in two minutes: tick who was there, come back to what is open, type what was agreed, done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.wording import date_text
from vse_app.services import desk_drafts, meetings
from vse_app.services.meetings import Desk, Minutes
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, KeyHint, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.view import View
from vse_app.ui.views.boxes import Columns, TickLine, beside, pile, stack
from vse_app.ui.views.meeting_lines import AgreementLines
from vse_app.ui.views.settings_fields import Labelled, Saver, line, lines
from vse_app.ui.views.steering_parts import DayLine, page_head, refill, tell_not_kept

EMPTY: Mapping[str, Any] = {}


class MeetingView(View):
    """A table for one meeting. What is typed is kept as a draft until the minutes are written."""

    topics = frozenset({"record", "revision", "event", "person", "project"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.desk: Desk | None = None
        self._filled = False
        self._sort = "team"
        self._present: set[str] = set()
        self._done: set[int] = set()
        self._settled: set[str] = set()
        self._saver = Saver(self, self._keep)
        self.purpose, self.place, self.others = line(), line(), line("", tr("Names, with commas between"))
        self.held = DayLine(ctx, tr("Held on"), tr("today"), way="back")
        self.next = DayLine(ctx, tr("Next meeting"), tr("for example: +14"))
        self.achieved, self.decisions, self.questions = lines(rows=2), lines(rows=1), lines(rows=1)
        self.agreements = AgreementLines(ctx)
        self.write = Button(tr("Write the minutes"), "done", kind="primary", on_click=self.finish)
        self._who, self._back, self._held = pile(spacing=4), pile(spacing=4), pile(spacing=8)
        self._templates = {
            key: Button(name, kind="chip", on_click=partial(self._take_template, name, sort))
            for key, name, sort in meetings.templates(tr)
        }
        self.body = ScrollPage(spacing=16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self._build()
        self.setFocusProxy(self.purpose)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.finish)

    def _build(self) -> None:
        tr = self.ctx.tr
        why = tr(
            "Tick who is there, type one agreement a line. Each becomes an action with a person and a day, "
            "and stands on Today until it is closed. Everything can be done with the keyboard."
        )
        prints = Button(
            tr("Print the meetings"), "print", on_click=lambda: self.ctx.go(Target("reports", kind="meetings"))
        )
        self._everything = stack(
            Card(
                SectionTitle(tr("What it is about")), flow(*self._templates.values(), spacing=6),
                Labelled(tr("Purpose"), self.purpose),
                Columns((Labelled(tr("Held on"), self.held), Labelled(tr("Place"), self.place)), least=220, most=2),
            ),
            Card(SectionTitle(tr("Who is there")), self._who, Labelled(tr("Others"), self.others)),
            Card(SectionTitle(tr("To come back to")), self._back),
            Card(
                SectionTitle(tr("What came out of it")), Labelled(tr("Reached"), self.achieved),
                Labelled(tr("Decided"), self.decisions),
                Labelled(tr("Agreed"), self.agreements, tr("One a line: what / who / when. For example: send "
                    "the price list / Ana / friday")),
                Labelled(
                    tr("New open questions"), self.questions,
                    tr("One a line, with who finds out behind a slash; they come back next time."),
                ),
                Labelled(tr("Next meeting"), self.next, width=260),
                flow(self.write, KeyHint("Ctrl+Enter")),
            ),
            spacing=16,
        )  # fmt: skip
        self.body.column.addWidget(page_head(self.ctx, tr("Meeting"), why, prints))
        self.body.column.addWidget(self._everything)
        self.body.column.addWidget(Card(SectionTitle(tr("Earlier meetings")), self._held))
        for editor in (self.purpose, self.place, self.others, self.achieved, self.decisions, self.questions):
            self._saver.watch(editor)
        for widget in (self.held, self.next, self.agreements):
            widget.edited.connect(self._saver.later)

    def refresh(self) -> None:
        ws, project, language = self.ctx.ws, self.ctx.project, self.ctx.language
        if project:
            self.ctx.runner.latest(
                (id(self), "desk"), lambda: meetings.read(ws, project, language), self._show, owner=self
            )

    def leave(self) -> None:
        self._saver.now()

    def said(self) -> dict[str, Any]:
        """What is on the page now."""
        return {
            "purpose": self.purpose.text(), "sort": self._sort, "held": self.held.line.text(),
            "place": self.place.text(), "present": sorted(self._present), "others": self.others.text(),
            "achieved": self.achieved.toPlainText(), "decisions": self.decisions.toPlainText(),
            "agreements": self.agreements.texts(), "done": sorted(self._done), "settled": sorted(self._settled),
            "questions": self.questions.toPlainText(), "next": self.next.line.text(),
        }  # fmt: skip

    def finish(self) -> None:
        """Write the minutes, with an action for each agreement."""
        tr, desk = self.ctx.tr, self.desk
        if desk is None or not self.write.isEnabled():
            return
        if self.held.is_wrong or self.next.is_wrong:
            (self.held if self.held.is_wrong else self.next).line.setFocus()
            self.ctx.messages.say("bad", tr("A day is not understood."))
            return
        minutes = Minutes(
            purpose=self.purpose.text(), held_on=self.held.day or desk.today.isoformat(), sort=self._sort,
            place=self.place.text(), present=tuple(one.id for one in desk.people if one.id in self._present),
            others=self.others.text(), achieved=self.achieved.toPlainText(), decisions=self.decisions.toPlainText(),
            agreements=tuple(self.agreements.agreed()), done=tuple(sorted(self._done)),
            questions=tuple(t.strip() for t in self.questions.toPlainText().splitlines() if t.strip()),
            settled=tuple(q.text for q in desk.questions if q.text in self._settled), next_on=self.next.day,
        )  # fmt: skip
        self._saver.now()
        ws, project, count = self.ctx.ws, self.ctx.project, len(minutes.agreements)

        def then(record: Any) -> None:
            said = tr("{number} is written, with {n|one agreement|# agreements}.", number=record.number, n=count)
            self.ctx.messages.say("good", said, tr("Open it"), lambda: self.ctx.go(Target("record", record=record.id)))
            self._fill(EMPTY)

        self.ctx.do(lambda: meetings.save(ws, project, minutes, tr), then, owner=self)

    def _keep(self) -> None:
        ws, project, said = self.ctx.ws, self.ctx.project, self.said()
        if ws.writable:
            self.ctx.do(
                lambda: desk_drafts.keep(ws, project, meetings.DESK, said), owner=self, undoable=False, typed=True
            )

    def _show(self, desk: Desk) -> None:
        self.desk = desk
        if not desk.kept:
            self._everything.hide()
            tell_not_kept(self.body, self.ctx, self.ctx.tr("Meetings"))
            return
        if not self._filled:
            self._filled = True
            self._fill(desk.draft)
        else:
            self._fill_ticks()
        self.held.set_today(desk.today)
        self.next.set_today(desk.today)
        self.agreements.set_people(desk.names, desk.today)
        self.write.setEnabled(self.ctx.ws.writable)
        self._show_held()

    def _fill(self, said: Mapping[str, Any]) -> None:
        """Show a draft, or an empty table with the person at work ticked."""
        assert self.desk is not None
        self._sort = str(said.get("sort") or "team")
        own = [self.desk.actor] if self.desk.actor else []
        self._present = set(said.get("present", own))
        self._done, self._settled = set(said.get("done", ())), set(said.get("settled", ()))
        for name, editor in (("purpose", self.purpose), ("place", self.place), ("others", self.others)):
            editor.setText(str(said.get(name, "")))
        for name, area in (("achieved", self.achieved), ("decisions", self.decisions), ("questions", self.questions)):
            area.blockSignals(True)
            area.setPlainText(str(said.get(name, "")))
            area.blockSignals(False)
        self.held.set_text(str(said.get("held", "")))
        self.next.set_text(str(said.get("next", "")))
        self.agreements.set_texts([str(text) for text in said.get("agreements", ())])
        self._fill_ticks()

    def _fill_ticks(self) -> None:
        """Who can be ticked and what is open; rebuilt, ticks kept."""
        desk, tr = self.desk, self.ctx.tr
        assert desk is not None
        people = [
            TickLine(
                f"{one.name} · {one.role or tr('Customer')}" if one.role or one.is_customer else one.name,
                ticked=one.id in self._present, on_tick=partial(self._tick, self._present, one.id),
            )
            for one in desk.people
        ]  # fmt: skip
        names = dict(desk.names)
        open_: list[QWidget] = []
        for row in desk.actions:
            who = names.get(row.record.owner, row.record.owner) or tr("nobody yet")
            due = date_text(tr, row.record.due) or tr("no day yet")
            late = " · " + tr("past its day") if row.record.due and row.record.due < desk.today.isoformat() else ""
            text = tr("Done: {what}", what=f"{row.record.title} · {who} · {due}{late} ({row.record.number})")
            open_.append(
                TickLine(
                    text, ticked=row.record.id in self._done, on_tick=partial(self._tick, self._done, row.record.id)
                )
            )
        for one in desk.questions:
            text = tr("Settled: {what}", what=f"{one.text} ({one.meeting})")
            open_.append(
                TickLine(text, ticked=one.text in self._settled, on_tick=partial(self._tick, self._settled, one.text))
            )
        refill(
            self._who,
            [Columns(people, least=230, most=3)]
            if people
            else [Muted(tr("Nobody plays a role yet. Name them below."))],
        )
        hint = Caption(tr("Tick what is done; the rest stays open."))
        open_ += [
            Muted(tr("Open in the minutes {number} themselves: {what}", number=one.meeting, what=one.text))
            for one in desk.noted
        ]
        refill(self._back, [hint, *open_] if open_ else [Muted(tr("Nothing is open from earlier meetings."))])

    def _tick(self, chosen: set[Any], key: Any, on: bool) -> None:
        chosen.add(key) if on else chosen.discard(key)
        self._saver.later()

    def _take_template(self, name: str, sort: str) -> None:
        self.purpose.setText(name)
        self._sort = sort
        if sort == "customer" and self.desk is not None:
            self._present |= {one.id for one in self.desk.people if one.is_customer}
            self._fill_ticks()
        self._saver.later()
        QTimer.singleShot(0, self.purpose, self.purpose.setFocus)

    def _show_held(self) -> None:
        desk, tr = self.desk, self.ctx.tr
        assert desk is not None
        rows: list[QWidget] = []
        for row in desk.held:
            raised = desk.agreed.get(row.record.id, ())
            left = sum(not one.ended for one in raised)
            said = (
                tr("{n|one agreement|# agreements}, {open} open", n=len(raised), open=left)
                if raised
                else tr("no agreements")
            )
            text = f"{row.record.number} · {date_text(tr, row.record.happened)} · {row.record.title} · {said}"
            link = LinkButton(tr("Open it"), on_click=partial(self.ctx.go, Target("record", record=row.record.id)))
            link.setAccessibleDescription(text)
            rows.append(beside(Plain(text), QWidget(), link))
        refill(self._held, rows or [Muted(tr("There are no minutes yet."))])
