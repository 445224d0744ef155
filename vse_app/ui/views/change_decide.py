"""The decision on a change: what was decided, by whom, in which role, on which day, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.wording import date_text
from vse_app.services import change_page, changing
from vse_app.services.change_page import ChangePage
from vse_app.services.changing import Decision
from vse_app.services.record_page import roles_for
from vse_app.ui.context import Context
from vse_app.ui.forms import EDITORS, FieldSpec
from vse_app.ui.forms_values import Combo, Line
from vse_app.ui.parts import Button, Card, Confirm, Muted, Plain, Title, flow
from vse_app.ui.views.boxes import clear, pile, put
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import IconLine, Labelled, Options


class DecisionCard(Card):
    """3: accepted or refused, by the right people. `flush` saves what is typed before something is decided on it."""

    def __init__(self, ctx: Context, choices: RecordChoices, flush: Callable[[], None]) -> None:
        super().__init__(spacing=10, margin=20)
        tr = ctx.tr
        self._ctx, self._choices, self._flush = ctx, choices, flush
        self._found: ChangePage | None = None
        self._said = pile(spacing=4)
        self.decide_button = Button(tr("Decide …"), "approve", kind="primary", on_click=self._on_decide)
        self.again_button = Button(tr("Decide again …"), "undo", kind="quiet", on_click=self._on_decide)
        self._slot = QVBoxLayout()
        self.panel: DecisionPanel | None = None
        for widget in (Title(tr("3  Decision")), self._said, flow(self.decide_button, self.again_button)):
            self.column.addWidget(widget)
        self.column.addLayout(self._slot)

    def show_page(self, found: ChangePage) -> None:
        """Show what was decided, or who may decide; an open question closes when the version under it changed."""
        before, self._found = self._found, found
        if before is not None and before.found.record.stamp != found.found.record.stamp:
            self._close()
        tr, column = self._ctx.tr, self._said.layout()
        assert column is not None
        clear(column)
        model, language = found.found.model, self._ctx.language
        roles = change_page.deciding_roles(model, found.found.product)
        names = ", ".join(model.word(language, "roles", role) for role in roles)
        if found.decision:
            self._show_decision(found, column.addWidget)
        elif roles:
            column.addWidget(Plain(tr("{profile} lets this role decide: {roles}", profile=model.standard, roles=names)))
        if not found.decision and found.given[1] is None and found.stages.evaluated:
            column.addWidget(IconLine("info", "info", tr("It is not evaluated yet. It can be decided all the same.")))
        self.decide_button.setVisible(not found.decision)
        self.again_button.setVisible(bool(found.decision))
        can = self._ctx.ws.writable and not found.found.record.withdrawn
        self.decide_button.setEnabled(can and not found.is_closed)
        self.again_button.setEnabled(can and (not found.is_closed or found.accepted is None))

    def _show_decision(self, found: ChangePage, add: Callable[[QWidget], object]) -> None:
        tr, product, language = self._ctx.tr, found.found.product, self._ctx.language
        field = product.own("decision")
        assert field is not None
        word = found.found.model.choice_word(language, product.id, (field.id,), found.decision)
        is_yes = found.decision == changing.yes(product)
        icon, tone = ("done", "good") if is_yes else ("skipped", "muted")
        day = date_text(tr, found.said("decided-on"))
        by = found.said("decided-by")
        add(IconLine(icon, tone, " · ".join(part for part in (word, by, day) if part)))
        note = found.said("decision-note")
        if note:
            add(Plain(note))
        event = found.given[2]
        if is_yes and event is None:
            text = tr("The field says so, but nobody gave the acceptance as a state. Nothing is opened again for it.")
            add(IconLine("warning", "warn", text))
        if event is not None and event.person == self._author(found, event.revision):
            add(Muted(tr("Same person: who decided also wrote it.")))
        if event is not None and not _may(found, event.person, event.role):
            text = tr("Who decided does not play a role that the profile lets decide.")
            add(IconLine("warning", "warn", text))

    def _author(self, found: ChangePage, revision: int) -> str:
        """Who wrote the version before the decision was entered, which is a version itself."""
        wrote = [r.author for r in found.found.page.revisions if r.no < revision]
        return wrote[-1] if wrote else found.found.record.author

    def _on_decide(self) -> None:
        assert self._found is not None
        self._flush()
        self._close()
        self.panel = DecisionPanel(self._ctx, self._found, self._choices)
        self.panel.confirmed.connect(self._on_confirmed)
        self.panel.cancelled.connect(self._on_cancelled)
        put(self._slot, self.panel)
        self.panel.take_focus()

    def _on_confirmed(self) -> None:
        panel, ctx = self.panel, self._ctx
        assert panel is not None and self._found is not None
        change, said = self._found.found.record.id, panel.decision()
        ctx.do(
            lambda: changing.decide(ctx.ws, change, said),
            then=lambda _record: self._close(),
            failed=lambda error: panel.say_problem(error.say(ctx.tr)),
            owner=panel,
        )

    def _on_cancelled(self) -> None:
        self._close()
        (self.again_button if self.again_button.isVisible() else self.decide_button).setFocus()

    def _close(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None


class DecisionPanel(Confirm):
    """The question itself: the choices, person, role, day and reason."""

    def __init__(self, ctx: Context, found: ChangePage, choices: RecordChoices) -> None:
        tr = ctx.tr
        self._ctx, self._found = ctx, found
        page = found.found
        field = page.product.own("decision")
        word = page.model.choice_word
        assert field is not None
        names = [(c, word(ctx.language, page.product.id, (field.id,), c), "") for c in changing.choices(page.product)]
        self.choice = Options(tr("Decision"), names)
        self.person, self.role, self.note = Combo(), Combo(), Line()
        self.date = EDITORS["date"](FieldSpec("happened", "date", tr("Date")), tr=tr, choices=choices)
        self.same, self._problem = Plain("", tone="warn"), Plain("", tone="bad")
        self._problem.hide()
        text = tr(
            "What is accepted opens the tasks and work products it affects again. What is refused needs a reason."
        )
        super().__init__(
            tr("What was decided on {number}?", number=page.record.number), text, confirm=tr("Record it"),
            cancel=tr("Cancel"), body=self._body(),
        )  # fmt: skip
        person, role = change_page.decider(page)
        people = sorted(page.people.values(), key=lambda p: (not p.active, p.name))
        self.person.fill([(p.id, p.name) for p in people], person, tr("Not chosen"))
        self._fill_roles(role)
        self.date.set_value(page.today)
        self.choice.chosen.connect(lambda _key: self._on_changed())
        self.person.currentIndexChanged.connect(lambda _index: self._on_person())
        self.role.currentIndexChanged.connect(lambda _index: self._on_changed())
        self.note.textChanged.connect(lambda _text: self._on_changed())
        self._on_changed()

    def decision(self) -> Decision:
        """What was said."""
        return Decision(
            self.choice.value(), self.person.currentData() or "", self.role.currentData() or "",
            str(self.date.value() or ""), self.note.text().strip(),
        )  # fmt: skip

    def say_problem(self, text: str) -> None:
        """Say why it could not be recorded."""
        self._problem.setText(text)
        self._problem.show()

    def _body(self) -> QWidget:
        tr = self._ctx.tr
        pairs = ((tr("Person"), self.person), (tr("Role"), self.role), (tr("Date"), self.date))
        return pile(
            self.choice,
            flow(*(Labelled(name, widget) for name, widget in pairs), spacing=14),
            Labelled(tr("Why it was decided so"), self.note),
            self.same,
            self._problem,
            spacing=10,
        )

    def _fill_roles(self, chosen: str) -> None:
        page = self._found.found
        first = change_page.deciding_roles(page.model, page.product)
        roles = list(dict.fromkeys((*first, *roles_for(page, self.person.currentData() or "", self._found.stages[2]))))
        options = [(role, page.model.word(self._ctx.language, "roles", role)) for role in roles]
        self.role.blockSignals(True)
        self.role.fill(options, chosen or (roles[0] if roles else ""), self._ctx.tr("Not chosen"))
        self.role.blockSignals(False)

    def _on_person(self) -> None:
        self._fill_roles("")
        self._on_changed()

    def _on_changed(self) -> None:
        tr, said, page = self._ctx.tr, self.decision(), self._found.found
        is_yes = said.choice == changing.yes(page.product)
        self.set_ready(bool(said.choice and said.person and said.role and (is_yes or said.note)))
        remarks: list[str] = []
        if said.person and said.person == page.record.author:
            remarks.append(tr("Who decides also wrote this version. That is allowed, and printed as “same person”."))
        if said.person and said.role and not _may(self._found, said.person, said.role):
            remarks.append(tr("This person does not play a role that the profile lets decide. It is printed."))
        self.same.setText("\n".join(remarks))
        self.same.setVisible(bool(remarks))


def _may(found: ChangePage, person: str, role: str) -> bool:
    page = found.found
    return change_page.may_decide(page.model, page.project, page.product, (person, role))
