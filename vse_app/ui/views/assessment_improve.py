"""Strengths and weaknesses, and the improvement plan: who does what until when, and whether it had the effect."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.assessment_words import process_name
from vse_app.model.improvement import OBSERVATIONS, Action, Observation
from vse_app.model.improvement_words import observation_word, state_word
from vse_app.model.wording import date_text
from vse_app.services import improving
from vse_app.services.assessment_page import Page
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Badge, Button, Caption, Card, Confirm, LinkButton, Muted, Plain, SectionTitle, flow
from vse_app.ui.views.assessment_pane import Persons
from vse_app.ui.views.boxes import beside, clear, pile

ICONS = {"strength": ("done", "good"), "weakness": ("warning", "warn"), "opportunity": ("up", "info")}
TONES = {"open": "info", "late": "bad", "done": "good", "check": "warn", "worked": "good", "failed": "bad"}


class ImprovePart(QWidget):
    """Two cards. `changed` carries the verb to run."""

    changed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._page: Page | None = None
        self._shown: object = None
        self._panel: Confirm | None = None
        tr = ctx.tr
        self._seen, self._plan = pile(spacing=6), pile(spacing=8)
        self._seen_place, self._plan_place = pile(spacing=0), pile(spacing=0)
        self.add_seen = Button(tr("Write down what you saw"), "add", on_click=lambda: self._ask_seen(None))
        self.add_action = Button(tr("New action"), "add", on_click=lambda: self._ask_action(None))
        self.print = Button(tr("Print the plan"), "print", kind="quiet", on_click=self._print)
        seen = Card(SectionTitle(tr("Strengths and weaknesses")), self._seen, self._seen_place, flow(self.add_seen))
        hint = Muted(tr("Actions stay open after the assessment is completed; what is due stands on Today."))
        plan = Card(
            SectionTitle(tr("Improvement plan")), hint, self._plan, self._plan_place, flow(self.add_action, self.print)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(18))
        column.addWidget(seen)
        column.addWidget(plan)

    def show_page(self, page: Page) -> None:
        """Show what was seen and what is done about it."""
        self._page = page
        state = (page.sheet.observations, page.actions, page.can_change, page.writable, page.people)
        if state == self._shown:
            return
        self._shown = state
        tr = self._ctx.tr
        self.add_seen.setVisible(page.can_change)
        self.add_action.setVisible(page.writable)
        self.print.setVisible(bool(page.actions))
        self._fill(
            self._seen, [self._seen_line(o) for o in page.sheet.observations], tr("Nothing was written down yet.")
        )
        self._fill(self._plan, [self._action_card(a) for a in page.actions], tr("There are no actions yet."))

    def plan(self, expected: Mapping[str, str], text: str) -> None:
        """Ask for an action that is to bring these items to these letters."""
        page = self._here
        processes = {key.partition("/")[0] for key in expected}
        process = next(iter(processes)) if len(processes) == 1 else ""
        self._ask_action(None, draft=Action(0, page.own.id, text, 0, process, expected=dict(expected)))

    def show_place(self, place: str) -> None:
        """Open the action of `action-N`."""
        found = next((a for a in self._here.actions if f"action-{a.id}" == place), None)
        if found is not None:
            self._ask_action(found)

    @property
    def _here(self) -> Page:
        assert self._page is not None
        return self._page

    def _fill(self, box: QWidget, rows: list[QWidget], empty: str) -> None:
        layout = box.layout()
        assert layout is not None
        clear(layout)
        for row in rows or [Muted(empty)]:
            layout.addWidget(row)

    def _seen_line(self, found: Observation) -> QWidget:
        page, tr = self._here, self._ctx.tr
        icon, tone = ICONS[found.kind]
        name = process_name(page.sheet.model, self._ctx.language, found.process) + ": " if found.process else ""
        words = Plain(name + found.text)
        badge = Badge(observation_word(tr, found.kind), icon, tone)
        buttons: list[QWidget] = []
        if page.writable and found.kind != "strength":
            act = LinkButton(tr("Do something about it"), on_click=partial(self._ask_action, None, found))
            act.setAccessibleDescription(found.text)
            buttons.append(act)
        if page.can_change:
            edit = LinkButton(tr("Edit"), "edit", on_click=partial(self._ask_seen, found))
            edit.setAccessibleDescription(found.text)
            buttons.append(edit)
        return beside(badge, words, *buttons)

    def _action_card(self, action: Action) -> QWidget:
        page, tr = self._here, self._ctx.tr
        state = action.state(page.today)
        owner = page.sheet.people.get(action.owner) or next((p.name for p in page.people if p.id == action.owner), "")
        due = tr("due on {date}", date=date_text(tr, action.due)) if action.due else tr("no date yet")
        about = " · ".join(part for part in (owner or tr("nobody yet"), due, action.process) if part)
        card = Card(part="sunken", spacing=4, margin=12)
        card.column.addWidget(flow(Badge(state_word(tr, state), "", TONES[state])))
        card.column.addWidget(Plain(action.text))
        card.column.addWidget(Caption(about))
        if action.effect:
            card.column.addWidget(Muted(tr("Expected effect: {text}", text=action.effect)))
        if action.seen:
            card.column.addWidget(Muted(tr("What was seen: {text}", text=action.seen)))
        if page.writable:
            card.column.addWidget(flow(*self._action_buttons(action, state), spacing=4))
        return card

    def _action_buttons(self, action: Action, state: str) -> list[QWidget]:
        tr, ws, today = self._ctx.tr, self._ctx.ws, self._here.today
        found: list[QWidget] = []
        if state in ("open", "late"):
            done = Button(
                tr("Done"), "check", on_click=lambda: self._tell(lambda: improving.edit(ws, action.id, done=today))
            )
            done.setAccessibleName(tr("Done: {action}", action=action.text[:80]))
            found.append(done)
        elif state in ("done", "check") and not action.dropped:
            found.append(Button(tr("Look at its effect"), "verify", on_click=partial(self._ask_effect, action)))
        edit = LinkButton(tr("Edit"), "edit", on_click=partial(self._ask_action, action))
        edit.setAccessibleDescription(action.text)
        drop = LinkButton(tr("Remove"), "close", on_click=lambda: self._tell(lambda: improving.remove(ws, action.id)))
        return [*found, edit, drop]

    def _ask_seen(self, old: Observation | None) -> None:
        tr, page, language = self._ctx.tr, self._here, self._ctx.language
        kinds = tuple((k, observation_word(tr, k)) for k in OBSERVATIONS)
        processes = tuple((p, process_name(page.sheet.model, language, p)) for p in page.sheet.results.processes)
        fields = (
            FieldSpec("kind", "choice", tr("What it is"), choices=kinds),
            FieldSpec("process", "choice", tr("Process"), choices=processes),
            FieldSpec("text", "long-text", tr("What you saw"), required=True),
        )
        values = {
            "kind": old.kind if old else "weakness",
            "process": old.process if old else "",
            "text": old.text if old else "",
        }
        form = Form(fields, tr=tr, choices=Persons(list), values=values)

        def keep() -> None:
            said = form.values()
            draft = Observation(
                old.id if old else 0,
                str(said["kind"] or "weakness"),
                str(said["process"] or ""),
                str(said["text"] or ""),
            )
            ws, number = self._ctx.ws, page.own.id
            self._tell(lambda: improving.observe(ws, number, draft))

        self._open(self._seen_place, tr("What you saw"), form, keep)

    def _ask_action(self, old: Action | None, about: Observation | None = None, *, draft: Action | None = None) -> None:
        tr, page = self._ctx.tr, self._here
        fields = (
            FieldSpec("text", "long-text", tr("What is to be done"), required=True),
            FieldSpec("owner", "person", tr("Who sees to it")),
            FieldSpec("due", "date", tr("Until when")),
            FieldSpec(
                "effect", "text", tr("What should be better then"), tr("So that you can look later whether it is.")
            ),
            FieldSpec("check_due", "date", tr("When to look at the effect")),
            FieldSpec("dropped", "text", tr("Dropped, because"), tr("Only if you decide not to do it.")),
        )
        draft = old or draft or Action(0, page.own.id, "", about.id if about else 0, about.process if about else "")
        if about is not None and old is None:
            draft = dataclasses.replace(draft, text=tr("Mend: {text}", text=about.text))
        form = Form(
            fields[: 6 if old else 5], tr=tr, choices=Persons(lambda: [(p.id, p.name) for p in page.people]),
            values={name: getattr(draft, name) for name in ("text", "owner", "due", "effect", "check_due", "dropped")},
        )  # fmt: skip

        def keep() -> None:
            said = {name: str(value or "") for name, value in form.values().items()}
            new, ws = dataclasses.replace(draft, **said), self._ctx.ws
            self._tell(lambda: improving.save(ws, new))

        self._open(self._plan_place, tr("Action"), form, keep)

    def _ask_effect(self, action: Action) -> None:
        tr, page, ws = self._ctx.tr, self._here, self._ctx.ws
        answers = (("yes", tr("Yes, it had the effect")), ("no", tr("No, not yet")))
        fields = (
            FieldSpec("worked", "choice", tr("Is it better now?"), action.effect, choices=answers),
            FieldSpec("seen", "long-text", tr("What you saw")),
            FieldSpec("checked", "date", tr("When")),
        )
        values = {"worked": action.worked, "seen": action.seen, "checked": page.today}
        form = Form(fields, tr=tr, choices=Persons(list), values=values)

        def keep() -> None:
            said = {name: str(value or "") for name, value in form.values().items()}
            self._tell(lambda: improving.edit(ws, action.id, **said))

        self._open(self._plan_place, tr("Look at its effect"), form, keep)

    def _open(self, place: QWidget, title: str, form: Form, keep: Callable[[], object]) -> None:
        self._close()
        tr = self._ctx.tr
        self._panel = panel = Confirm(title, "", confirm=tr("Keep"), cancel=tr("Cancel"), body=form)
        panel.cancelled.connect(self._close)

        def on_keep() -> None:
            keep()
            self._close()

        panel.confirmed.connect(on_keep)
        layout = place.layout()
        assert layout is not None
        layout.addWidget(panel)
        panel.show()
        panel.take_focus()

    def _close(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    def _tell(self, verb: Callable[[], Any]) -> None:
        self.changed.emit(verb)

    def _print(self) -> None:
        self._ctx.go(Target("reports", kind="improvement-plan", record=self._here.own.id))
