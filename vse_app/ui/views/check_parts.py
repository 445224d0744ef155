"""Parts of a check: who took part, how it was done, what was found, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.checking import OUTCOMES, Check, Defect, Proposal
from vse_app.model.project import roles_of
from vse_app.services.checking import CheckPage, StateGiven
from vse_app.services.record_page import roles_for, suggested_giver
from vse_app.ui.context import Context
from vse_app.ui.forms import EDITORS
from vse_app.ui.forms_editor import Editor, FieldSpec
from vse_app.ui.forms_values import Combo, DateEditor, NumberEditor
from vse_app.ui.parts import Button, Card, Muted, Plain, SectionTitle, flow
from vse_app.ui.views.boxes import TickLine, stack
from vse_app.ui.views.record_fields import RecordChoices, specs
from vse_app.ui.views.settings_fields import Labelled, Options, line


class Circumstances(Card):
    """When, how, where and how long; and who took part."""

    edited = Signal()

    def __init__(self, ctx: Context, page: CheckPage, choices: RecordChoices) -> None:
        super().__init__(spacing=12)
        tr = ctx.tr
        self._tr, self._page = tr, page
        product, model = page.product, page.found.model
        way = product.own("way")
        self.date = DateEditor(FieldSpec("held-on", "date", tr("Held on")), tr=tr, choices=choices)
        self.hours = NumberEditor(FieldSpec("duration", "number", tr("How long"), unit="h"), tr=tr, choices=choices)
        self.way, self.place, self.others = Combo(), line(), line("", tr("Names, separated by commas"))
        options = [(c, model.choice_word(ctx.language, product.id, (way.id,), c)) for c in way.choices] if way else []
        self.way.fill(options, "", tr("Not chosen"))
        fields: list[QWidget] = [Labelled(tr("Held on"), self.date), Labelled(tr("How long"), self.hours)]
        if options:
            fields.append(Labelled(tr("How it was done"), self.way))
        fields.append(Labelled(tr("Place"), self.place))
        self.people = {p.id: TickLine(p.name) for p in _asked(page)}
        title = tr("Who took part") if page.register == "verification" else tr("Who took part, the customer too")
        self.column.addWidget(SectionTitle(tr("When and how")))
        self.column.addWidget(flow(*fields, spacing=16))
        self.column.addWidget(SectionTitle(title))
        self.column.addWidget(flow(*self.people.values(), spacing=18))
        self.column.addWidget(Labelled(tr("Others who took part"), self.others))
        for tick in self.people.values():
            tick.box.toggled.connect(lambda _on: self.edited.emit())
        for editor in (self.date, self.hours):
            editor.edited.connect(self.edited)
        self.way.activated.connect(lambda _place: self.edited.emit())
        for text in (self.place, self.others):
            text.textEdited.connect(lambda _text: self.edited.emit())

    def said(self) -> dict[str, Any]:
        """What is filled in, as plain values."""
        return {
            "held-on": str(self.date.value() or ""), "hours": self.hours.value(), "way": self.way.currentData() or "",
            "place": self.place.text().strip(), "others": self.others.text().strip(),
            "people": [key for key, tick in self.people.items() if tick.box.isChecked()],
        }  # fmt: skip

    def show_said(self, said: Mapping[str, Any]) -> None:
        """Show what was noted before."""
        self.date.set_value(said.get("held-on") or self._page.found.today)
        self.hours.set_value(said.get("hours"))
        self.way.setCurrentIndex(max(self.way.findData(said.get("way") or ""), 0))
        self.place.setText(said.get("place", ""))
        self.others.setText(said.get("others", ""))
        chosen = said.get("people", [self._page.found.actor])
        for key, tick in self.people.items():
            tick.show_ticked(key in chosen)

    def participants(self, language: str) -> tuple[tuple[str, str], ...]:
        """Name and roles of each who took part."""
        found, model = self._page.found, self._page.found.model
        groups = {role.id: role.group_of for role in model.roles if role.group_of}
        named: list[tuple[str, str]] = []
        for key, tick in self.people.items():
            if tick.box.isChecked():
                own = [r.id for r in model.roles if r.id in roles_of(found.project, key, groups) and not r.group_of]
                named.append((found.people[key].name, ", ".join(model.word(language, "roles", r) for r in own)))
        return (*named, *((name.strip(), "") for name in self.others.text().split(",") if name.strip()))


def _asked(page: CheckPage) -> list[Any]:
    """Those who may have taken part: people of the project first, for a validation the customer's before them."""
    found = page.found
    team = {person for people in found.project.assignments.values() for person in people}
    mine = [p for p in found.people.values() if p.active or p.id in team]
    first = "customer" if page.register == "validation" else "vse"
    return sorted(mine, key=lambda p: (p.id not in team, p.side != first, p.name))


class Findings(Card):
    """What was found: who mends it and by when."""

    edited = Signal()

    def __init__(self, ctx: Context, page: CheckPage, choices: RecordChoices) -> None:
        super().__init__()
        tr, product = ctx.tr, page.product
        table = product.own("defects")
        assert table is not None
        (spec,) = specs(page.found.model, ctx.language, product, fields=[table])
        self.editor: Editor = EDITORS["table"](spec, tr=tr, choices=choices)
        self._columns = {c.kind: c.id for c in reversed(table.columns)}
        self._open, self._closed = _ends(table.columns)
        self.column.addWidget(SectionTitle(tr("What was found")))
        self.column.addWidget(
            Muted(
                tr("One line for each thing that has to be mended. A check of the mended version looks at them again.")
            )
        )
        self.column.addWidget(self.editor)
        self.editor.edited.connect(self.edited)

    def defects(self) -> tuple[Defect, ...]:
        """The findings that say something."""
        names = self._columns
        rows: Sequence[Mapping[str, Any]] = self.editor.value()  # type: ignore[assignment]
        return tuple(
            Defect(str(row.get(names["text"]) or ""), str(row.get(names.get("person", "")) or ""),
                   str(row.get(names.get("date", "")) or ""), row.get(names.get("choice", "")) == self._closed)
            for row in rows
            if row.get(names["text"])
        )  # fmt: skip

    def add(self, text: str) -> None:
        """Note something that was found, unless it is there already."""
        rows: list[dict[str, Any]] = list(self.editor.value())  # type: ignore[call-overload]
        name = self._columns["text"]
        if all(row.get(name) != text for row in rows):
            self.editor.set_value([*rows, {name: text, self._columns.get("choice", ""): self._open}])
            self.edited.emit()


def _ends(columns: Sequence[Any]) -> tuple[str, str]:
    choices = next((c.choices for c in columns if c.kind == "choice"), ("", ""))
    return choices[0], choices[-1]


class Outcome(Card):
    """How it ended: proposed by the answers, decided by a person; and the state the version gets."""

    edited = Signal()

    def __init__(self, ctx: Context, page: CheckPage) -> None:
        super().__init__(spacing=10)
        tr = ctx.tr
        self._ctx, self._page = ctx, page
        outcome, product = page.product.own("outcome"), page.product
        words = [
            (key, page.found.model.choice_word(ctx.language, product.id, (outcome.id,), outcome.choices[n]), "")
            for n, key in enumerate(OUTCOMES)
            if outcome and n < len(outcome.choices)
        ]
        self.words = {key: word for key, word, _ in words}
        self.proposal = Muted("")
        self.options = Options(tr("How it ended"), words)
        self.gives = TickLine("", ticked=True, on_tick=lambda _on: self._on_edited())
        self.person, self.role = Combo(), Combo()
        self.same, self.problem = Plain("", tone="warn"), Plain("", tone="bad")
        self.record_button = Button(tr("Record the check"), "approve", kind="primary")
        self._who = flow(Labelled(tr("Given by"), self.person), Labelled(tr("In the role"), self.role), spacing=16)
        self._state = stack(self.gives, self._who, self.same)
        self.filed = TickLine(self._step_words(), ticked=True)
        title = SectionTitle(tr("How it ended"))
        ends = flow(self.record_button)
        for part in (title, self.proposal, self.options, self._state, self.filed, self.problem, ends):
            self.column.addWidget(part)
        self.problem.hide()
        self.filed.setVisible(bool(page.step[0]))
        self._fill()
        self.options.chosen.connect(lambda _key: self._on_edited())
        self.person.currentIndexChanged.connect(lambda _place: self._on_person())
        self._on_edited()

    def _fill(self) -> None:
        page, tr = self._page, self._ctx.tr
        found = page.found
        people = sorted(found.people.values(), key=lambda p: (not p.active, p.name))
        person, role = suggested_giver(found, page.state) if page.state else (found.actor, "")
        if page.register == "validation":
            team = {i for ids in found.project.assignments.values() for i in ids}
            customer = next((p.id for p in people if p.side == "customer" and p.id in team), "")
            person, role = (customer, "") if customer else (person, role)
        self.person.fill([(p.id, p.name) for p in people], person, tr("Not chosen"))
        self._fill_roles(role)

    def _fill_roles(self, chosen: str) -> None:
        found, page = self._page.found, self._page
        roles = roles_for(found, self.person.currentData() or "", page.state) if page.state else ()
        named = [(role, found.model.word(self._ctx.language, "roles", role)) for role in roles]
        self.role.fill(named, chosen or (roles[0] if roles else ""), self._ctx.tr("Not chosen"))

    def _on_person(self) -> None:
        self._fill_roles("")
        self._on_edited()

    def show_proposal(self, proposal: Proposal, check: Check) -> None:
        """What the answers speak for, with what was counted."""
        tr = self._ctx.tr
        counted = tr(
            "{passed} passed, {failed} failed, {pending} open.",
            passed=proposal.passed,
            failed=proposal.failed,
            pending=proposal.pending,
        )
        if proposal.outcome:
            counted += " " + tr("The answers speak for: {outcome}.", outcome=self.words.get(proposal.outcome, ""))
        elif proposal.pending:
            counted += " " + tr("Nothing is proposed while lines are open.")
        self.proposal.setText(counted + " " + tr("You decide."))
        self._show_state(check)

    def _on_edited(self) -> None:
        self.edited.emit()

    def _show_state(self, check: Check) -> None:
        page, tr = self._page, self._ctx.tr
        found = page.found
        can = bool(page.state) and check.may_give_state and not page.given()
        self._state.setVisible(can)
        word = found.model.word(self._ctx.language, "states", page.state) if page.state else ""
        self.gives.words.setText(
            tr("Give version {no} of {number} the state “{state}”", no=found.record.revision,
               number=found.record.number, state=word)
        )  # fmt: skip
        self._who.setVisible(self.gives.box.isChecked())
        person = self.person.currentData() or ""
        is_same = bool(person) and person == found.record.author and self.gives.box.isChecked()
        self.same.setVisible(is_same)
        self.same.setText(
            tr("{name} also wrote this version. That is allowed in a small team, and printed as “same person”.",
               name=wording.who(found.people, [person]))
        )  # fmt: skip

    def _step_words(self) -> str:
        task, iteration = self._page.step
        title = (
            self._page.found.model.word(self._ctx.language, "tasks", task.partition("@")[0], "title") if task else ""
        )
        named = f"{task} {title}" + (f" ({iteration})" if iteration else "")
        return self._ctx.tr("File it under the task {task}", task=named)

    def step(self) -> tuple[str, int]:
        """The task and iteration it is filed under; "" and 0 for none."""
        return self._page.step if self.filed.box.isChecked() else ("", 0)

    def state(self, check: Check) -> StateGiven | None:
        """The state to give, None for none."""
        wanted = bool(self._page.state) and check.may_give_state and not self._page.given()
        if not wanted or not self.gives.box.isChecked():
            return None
        return StateGiven(self.person.currentData() or "", self.role.currentData() or "")

    def show_problem(self, text: str) -> None:
        """Say why it could not be recorded."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def version_text(tr: Translator, page: CheckPage) -> str:
    """Which version is checked: its number and label, day, author, and the beginning of its stamp."""
    record, revision = page.found.record, page.found.page.revision
    label = f" ({revision.label})" if revision.label else ""
    return tr(
        "Version {no}{label} of {date} by {person}; its content has the stamp {stamp}.",
        no=record.revision, label=label, date=wording.date_text(tr, record.happened),
        person=wording.who(page.found.people, [record.author]), stamp=record.stamp[:12],
    )  # fmt: skip
