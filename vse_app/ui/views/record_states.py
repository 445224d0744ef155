"""States of a record: give the current version one, see who gave which, take one back."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.records import Event
from vse_app.model.rules import CHECKS
from vse_app.model.wording import date_text, who
from vse_app.services import records
from vse_app.services.record_page import RecordPage, roles_for, suggested_giver
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms import EDITORS, FieldSpec
from vse_app.ui.forms_values import Combo, Line
from vse_app.ui.parts import Badge, Button, Caption, Card, Confirm, Divider, LinkButton, Muted, Plain, Title, flow, row
from vse_app.ui.piecewise import together
from vse_app.ui.views.boxes import clear, put
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.record_words import moment_text, state_icon


class StatesTab(QWidget):
    """The states a version of this work product can get, and the dated history of those given."""

    def __init__(self, ctx: Context, choices: RecordChoices) -> None:
        super().__init__()
        self._ctx, self._choices = ctx, choices
        self._found: RecordPage | None = None
        self._done = ""
        self._lines: list[EventLine] = []
        self.panel: StatePanel | None = None
        self._slots: dict[str, QVBoxLayout] = {}
        self.buttons: dict[str, Button] = {}
        self._marks: dict[str, QVBoxLayout] = {}
        tr = ctx.tr
        self._give = Card(Title(tr("Give this version a state")), spacing=10, margin=20)
        self._given = Card(Title(tr("What was said of it")), spacing=10, margin=20)
        self._events = QWidget()
        self._event_lines = QVBoxLayout(self._events)
        self._event_lines.setContentsMargins(0, 0, 0, 0)
        self._given.column.addWidget(self._events)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        for card in (self._give, self._given):
            column.addWidget(card)
        column.addStretch(1)

    def show_page(self, found: RecordPage) -> None:
        """Show the states; an open question stays open unless the version has changed under it."""
        if self._found is None:
            self._fill_states(found)
        elif self._found.record.stamp != found.record.stamp or self._found.page.events != found.page.events:
            self._close()
        changed = self._shape() != self._shape(found)
        self._found = found
        for state, button in self.buttons.items():
            holds = state in found.page.states
            button.setEnabled(
                self._ctx.ws.writable and found.record.filled and not holds and not found.record.withdrawn
            )
            self._show_mark(state, holds)
        if changed:  # a question under one of the lines stays open as long as nothing was said anew
            self._show_events(found)
        self._hand_on(found)

    def _hand_on(self, found: RecordPage) -> None:
        """After a state was given the next one has the keyboard; after one was taken back, its own button."""
        done, self._done = self._done, ""
        if not done:
            return
        after = [*self.buttons][[*self.buttons].index(done) :] if done in self.buttons else []
        free = [state for state in (*after, *self.buttons) if self.buttons[state].isEnabled()]
        lines = [line.take_back for line in self._lines if line.take_back is not None]
        target = self.buttons[free[0]] if free else lines[0] if lines else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shape(self, found: RecordPage | None = None) -> object:
        """What the lines of the history show, of what is on show or of another reading."""
        found = found or self._found
        return (found.record.stamp, found.record.revision, found.page.events, found.people) if found else None

    def _fill_states(self, found: RecordPage) -> None:
        tr, language, model = self._ctx.tr, self._ctx.language, found.model
        if not found.product.states:
            self._give.column.addWidget(
                Muted(tr("The profile asks for no state of this work product. It counts as soon as it says something."))
            )
            return
        self._note = Muted(tr("It is still empty. Write it or attach a file first."))
        self._give.column.addWidget(self._note)
        for state in found.product.states:
            name = model.word(language, "states", state)
            button = Button(name, state_icon(state), on_click=partial(self._on_state, state))
            means = model.word(language, "states", state, "means")
            button.setAccessibleDescription(means)
            self.buttons[state] = button
            words = QVBoxLayout()
            words.setSpacing(theme.current().px(2))
            words.addWidget(Muted(means))
            mark = self._marks[state] = QVBoxLayout()
            words.addLayout(mark)
            button.setMinimumWidth(theme.current().px(150))
            line = QHBoxLayout()
            line.setSpacing(theme.current().px(14))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(words, 1)
            self._give.column.addLayout(line)
            slot = self._slots[state] = QVBoxLayout()
            self._give.column.addLayout(slot)

    def _show_mark(self, state: str, holds: bool) -> None:
        words = self._marks[state]
        clear(words)
        if holds:
            badge = Badge(self._ctx.tr("holds on this version"), "done", "good")
            words.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        self._note.setVisible(self._found is not None and not self._found.record.filled)

    def _on_state(self, state: str) -> None:
        assert self._found is not None
        self._close()
        self.panel = StatePanel(self._ctx, self._found, state, self._choices)
        self.panel.confirmed.connect(self._on_confirmed)
        self.panel.cancelled.connect(self._on_cancelled)
        put(self._slots[state], self.panel)
        self.panel.take_focus()

    def _on_confirmed(self) -> None:
        panel, ctx = self.panel, self._ctx
        assert panel is not None and self._found is not None
        record, given = self._found.record.id, panel.given()
        ctx.do(
            lambda: records.set_state(ctx.ws, record, panel.state, **given),
            then=self._on_given,
            failed=lambda error: panel.say_problem(error.say(ctx.tr)),
            owner=panel,
        )

    def _on_given(self, _event: int) -> None:
        if self.panel is not None:
            self._done = self.panel.state
        self._close()

    def _on_cancelled(self) -> None:
        state = self.panel.state if self.panel is not None else ""
        self._close()
        if state:
            self.buttons[state].setFocus()

    def _close(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _show_events(self, found: RecordPage) -> None:
        tr = self._ctx.tr
        clear(self._event_lines)
        self._lines = [EventLine(self._ctx, found, event) for event in reversed(found.page.events)]
        if not self._lines:
            self._event_lines.addWidget(Muted(tr("Nothing yet.")))
        with together(self._events):
            for number, line in enumerate(self._lines):
                if number:
                    self._event_lines.addWidget(Divider())
                self._event_lines.addWidget(line)
                line.taken_back.connect(self._on_taken_back)

    def _on_taken_back(self, state: str) -> None:
        self._done = state


class StatePanel(Confirm):
    """Who gives the state, in which role, when; with the line that says when it is the author themselves."""

    def __init__(self, ctx: Context, found: RecordPage, state: str, choices: RecordChoices) -> None:
        self.state, self._found, self._tr, self._language = state, found, ctx.tr, ctx.language
        tr = ctx.tr
        self.person, self.role, self.note = Combo(), Combo(), Line()
        self.date = EDITORS["date"](FieldSpec("happened", "date", tr("Date")), tr=tr, choices=choices)
        self.same = Plain("", tone="warn")
        self._problem = Plain("", tone="bad")
        self._problem.hide()
        name = found.model.word(ctx.language, "states", state)
        number = found.record.number
        title = tr("{number}, version {no}: {state}", number=number, no=found.record.revision, state=name)
        question = found.model.word(ctx.language, "states", state, "question")
        bound = tr("It counts for this version only. If the content changes, it has to be given again.")
        super().__init__(
            title, f"{question}\n{bound}".strip(), confirm=tr("Record it"), cancel=tr("Cancel"), body=self._body(tr)
        )
        people = sorted(found.people.values(), key=lambda p: (not p.active, p.name))
        person, role = suggested_giver(found, state)
        self.person.fill([(p.id, p.name) for p in people], person, tr("Not chosen"))
        self._fill_roles(role)
        self.date.set_value(found.today)
        self.person.currentIndexChanged.connect(lambda _index: self._on_person())
        self.role.currentIndexChanged.connect(lambda _index: self._show_ready())
        self._on_person(keep_role=True)

    def given(self) -> dict[str, Any]:
        """Person, role, date and note as `records.set_state` wants them."""
        return {
            "person": self.person.currentData() or "",
            "role": self.role.currentData() or "",
            "happened": str(self.date.value() or ""),
            "note": self.note.text().strip(),
        }

    def say_problem(self, text: str) -> None:
        """Say why it could not be recorded."""
        self._problem.setText(text)
        self._problem.show()

    def _body(self, tr: Translator) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        pairs = ((tr("Person"), self.person), (tr("Role"), self.role), (tr("Date"), self.date))
        column.addWidget(flow(*(_named(name, widget) for name, widget in pairs), spacing=14))
        self.note.setPlaceholderText(tr("For example what was checked, or where the proof is"))
        column.addWidget(_named(tr("Note (may be empty)"), self.note))
        column.addWidget(self.same)
        column.addWidget(self._problem)
        return body

    def _fill_roles(self, chosen: str) -> None:
        model = self._found.model
        roles = roles_for(self._found, self.person.currentData() or "", self.state)
        options = [(role, model.word(self._language, "roles", role)) for role in roles]
        self.role.blockSignals(True)
        self.role.fill(options, chosen or (roles[0] if roles else ""), self._tr("Not chosen"))
        self.role.blockSignals(False)

    def _on_person(self, *, keep_role: bool = False) -> None:
        if not keep_role:
            self._fill_roles("")
        person = self.person.currentData() or ""
        is_same = bool(person) and person == self._found.record.author and self.state in CHECKS
        self.same.setVisible(is_same)
        name = who(self._found.people, [person])
        self.same.setText(
            self._tr(
                "{name} also wrote this version. That is allowed in a small team, and printed as “same person”.",
                name=name,
            )
        )
        self._show_ready()

    def _show_ready(self) -> None:
        self.set_ready(bool(self.person.currentData()) and bool(self.role.currentData()))


class EventLine(QWidget):
    """One state that was given: when, what, by whom, on which version, and whether it still counts."""

    taken_back = Signal(str)
    """The state it gave does not count any more."""

    def __init__(self, ctx: Context, found: RecordPage, event: Event) -> None:
        super().__init__()
        self._ctx, self._event, self._project, tr = ctx, event, found.project.id, ctx.tr
        self._ask: Confirm | None = None
        self.take_back: LinkButton | None = None
        model, language = found.model, ctx.language
        name = model.word(language, "states", event.state)
        if event.withdrawn:
            badge = Badge(tr("taken back"), "close", "plain")
        elif event.stamp == found.record.stamp:
            badge = Badge(tr("holds"), "done", "good")
        else:
            badge = Badge(
                tr("changed since: v{new} is not {state}", new=found.record.revision, state=name), "stale", "warn"
            )
            if event.state in found.page.states:
                badge = Badge(tr("given again to a later version"), "info", "plain")
        role = model.word(language, "roles", event.role) if event.role else ""
        said = tr("v{no} · {person} as {role}", no=event.revision, person=who(found.people, [event.person]), role=role)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(4))
        self._column.addWidget(flow(Badge(name, state_icon(event.state), "accent"), badge))
        self._column.addWidget(Plain(f"{date_text(tr, event.happened)} · {said}"))
        if event.note:
            self._column.addWidget(Plain(event.note))
        if event.withdrawn:
            self._column.addWidget(Muted(tr("Taken back: {reason}", reason=event.withdrawn)))
        self._column.addWidget(Caption(tr("captured {moment}", moment=moment_text(tr, event.captured))))
        if not event.withdrawn and ctx.ws.writable:
            self.take_back = LinkButton(tr("Take back"), "undo", on_click=self._on_take_back)
            self._column.addLayout(row(self.take_back))

    def _on_take_back(self) -> None:
        if self._ask is not None:
            return
        tr = self._ctx.tr
        self.reason = Line()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("Why it does not count any more"))
        text = tr("The entry and your reason stay in the history and are printed.")
        self._ask = Confirm(
            tr("Take this state back?"), text, confirm=tr("Take back"), cancel=tr("Cancel"), body=self.reason
        )
        self._ask.set_ready(False)
        self.reason.textChanged.connect(lambda words: self._ask and self._ask.set_ready(bool(words.strip())))
        self._ask.confirmed.connect(self._on_confirmed)
        self._ask.cancelled.connect(self._close)
        put(self._column, self._ask)
        self.reason.setFocus()

    def _on_confirmed(self) -> None:
        ctx, event, project, reason = self._ctx, self._event.id, self._project, self.reason.text()
        ctx.do(lambda: records.withdraw_state(ctx.ws, event, project, reason), then=self._on_withdrawn)

    def _on_withdrawn(self, _value: object) -> None:
        self.taken_back.emit(self._event.state)

    def _close(self) -> None:
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
            self._ask = None
            if self.take_back is not None:
                self.take_back.setFocus()


def _named(name: str, widget: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(2))
    column.addWidget(Caption(name, wrap=False))
    column.addWidget(widget)
    widget.setAccessibleName(name)
    return box
