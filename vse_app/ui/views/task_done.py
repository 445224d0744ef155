"""The inline panels that finish a task: Done with the states it records, not applicable, open again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.elements import Use
from vse_app.services import task_page
from vse_app.services.path import Given
from vse_app.services.task_page import StateLine, TaskPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import Choices, FieldSpec, Form
from vse_app.ui.parts import Confirm, IconLabel, LinkButton, Muted, Plain, SectionTitle, flow
from vse_app.ui.views.boxes import Columns, TickLine, beside, clear, stack


class Answer(NamedTuple):
    """What the person said in the Done panel."""

    person: str
    role: str
    happened: str
    note: str
    states: tuple[Given, ...]


class DonePanel(Confirm):
    """Who did it, when, which states are recorded by whom, and what is still missing, each with a way on."""

    answered = Signal(object)
    write_asked = Signal(str)
    attach_asked = Signal(str)

    def __init__(self, ctx: Context, found: TaskPage, choices: Choices) -> None:
        body = QWidget()
        tr = ctx.tr
        super().__init__(
            tr("You confirm that this was done"), "", confirm=tr("Confirm"), cancel=tr("Not yet"), body=body
        )
        self._ctx, self._found = ctx, found
        self._unticked: dict[tuple[int, str], bool] = {}
        self._lines: list[tuple[StateLine, TickLine]] = []
        self._missing, self._states = QVBoxLayout(), QVBoxLayout()
        self._build_forms(choices)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        column.addLayout(self._missing)
        column.addWidget(Columns((self._who, self._when), least=280, most=2))
        column.addLayout(self._states)
        if self._giver is not None:
            column.addWidget(self._giver)
        self.confirmed.connect(self._on_confirmed)
        self.show_page(found)

    def _build_forms(self, choices: Choices) -> None:
        tr, found, task = self._ctx.tr, self._found, self._found.step.task
        people = _people(self._ctx, found, task.roles)
        roles = tuple((r, found.view.model.word(self._ctx.language, "roles", r, "name")) for r in task.roles)
        who = (
            FieldSpec("person", "choice", tr("Who did it"), required=True, choices=people),
            FieldSpec("role", "choice", tr("In the role of"), choices=roles),
        )
        when = (
            FieldSpec("happened", "date", tr("When it happened"), required=True),
            FieldSpec("note", "text", tr("Note, if you like")),
        )
        self._who = Form(who, tr=tr, choices=choices, values={"person": found.person, "role": found.role})
        self._when = Form(when, tr=tr, choices=choices, values={"happened": found.view.facts.today})
        self._giver: Form | None = None
        if task.approved_by and any(use.states for use in task.outputs):
            role = found.view.model.word(self._ctx.language, "roles", task.approved_by, "name")
            person, _role = task_page.giver(found.view, found.step, self._ctx.ws.actor)
            field = FieldSpec(
                "giver",
                "choice",
                tr("Who says so, as {role}", role=role),
                tr("The states above are recorded in this person's name. Ask first."),
                choices=_people(self._ctx, found, (task.approved_by,)),
            )
            self._giver = Form((field,), tr=tr, choices=choices, values={"giver": person})
            self._giver.edited.connect(lambda _field, _value: self._show_states())
        self._who.edited.connect(self._on_who)
        self._when.edited.connect(lambda _field, _value: self._judge())

    def show_page(self, found: TaskPage) -> None:
        """Bring what is missing and the states up to date; what was filled in stays."""
        self._found = found
        self._show_states()
        self._show_missing()
        self._judge()

    def _on_who(self, field: str, value: object) -> None:
        if field == "person":
            _, role = task_page.default_player(self._found.view, self._found.step, str(value))
            if role:
                self._who.set_values({"person": value, "role": role})
        self._show_states()
        self._judge()

    def _speaker(self) -> tuple[str, str]:
        """Who gives the states, in which role."""
        if self._giver is not None:
            return str(self._giver.values()["giver"] or ""), self._found.step.task.approved_by
        values = self._who.values()
        return str(values["person"] or ""), str(values["role"] or "")

    def _show_states(self) -> None:
        tr, view = self._ctx.tr, self._found.view
        person, role = self._speaker()
        found = task_page.states_to_give(view, self._found.step, person=person, role=role)
        clear(self._states)
        self._lines = []
        if self._giver is not None:
            self._giver.setVisible(bool(found))
        if found:
            self._states.addWidget(SectionTitle(tr("This will be recorded too")))
        for line in found:
            ticked = self._unticked.get((line.record, line.state), line.chosen) and bool(person)
            tick = TickLine(self._sentence(line), ticked=ticked, on_tick=self._remember(line))
            tick.box.setEnabled(bool(person))
            self._states.addWidget(tick)
            self._lines.append((line, tick))
            if line.same_person:
                warning = Plain(
                    tr("The same person wrote and checks it: allowed, and it will be printed."), tone="warn"
                )
                self._states.addWidget(beside(IconLabel("warning", "warn"), warning))
            elif line.given_before:
                self._states.addWidget(
                    Muted(tr("This was to be so before the task began; tick it only if it is true."))
                )

    def _remember(self, line: StateLine) -> Callable[[bool], None]:
        def remember(on: bool) -> None:
            self._unticked[line.record, line.state] = on
            self._show_missing()
            self._judge()

        return remember

    def _sentence(self, line: StateLine) -> str:
        tr, language, view = self._ctx.tr, self._ctx.language, self._found.view
        product = wording.product_name(view.model, language, line.product)
        values = {
            "product": f"{product} ({line.number})" if line.number else product,
            "n": line.revision,
            "state": view.model.word(language, "states", line.state, "name"),
        }
        if not line.person:
            return tr("{product}, version {n} → {state}. Nobody is named who could say so.", **values)
        who, role = wording.who(view.people, [line.person]), view.model.word(language, "roles", line.role, "name")
        return tr("{product}, version {n} → {state}, by {person} as {role}", person=who, role=role, **values)

    def _show_missing(self) -> None:
        tr, language, view, step = self._ctx.tr, self._ctx.language, self._found.view, self._found.step
        clear(self._missing)
        owed = {use.product for use in step.task.outputs}
        late = False
        for item in self._found.inputs:
            if item.need.met or (item.need.why == "bring" and item.product.id in owed):
                continue
            late = True
            name = wording.use_text(view.model, language, item.need)
            text = tr(
                "Missing before you began: {what}: {how}.",
                what=name,
                how=wording.need_text(tr, language, view, item.need),
            )
            ways = [self._link(item.maker)] if item.maker else []
            self._missing.addWidget(beside(IconLabel("warning", "warn"), Plain(text), *ways))
        if step.waits_for:
            self._missing.addWidget(
                beside(IconLabel("warning", "warn"), Plain(wording.waiting_text(tr, language, view, step)))
            )
        for output in self._absent():
            self._missing.addWidget(self._absent_line(output.use))
        if self._missing.count():
            first = tr("You can put it in place first, or confirm anyway.")
            then = tr("It will be printed as done out of order.") if late else tr("It will be printed as missing.")
            self._missing.addWidget(Muted(f"{first} {then}"))

    def _absent(self) -> tuple[task_page.Output, ...]:
        spoken = {line.product for line, tick in self._lines if tick.box.isChecked()}
        return task_page.absent_outputs(self._found, spoken)

    def _absent_line(self, use: Use) -> QWidget:
        tr, language, model = self._ctx.tr, self._ctx.language, self._found.view.model
        name = wording.product_name(model, language, use.product)
        if use.part:
            name += ": " + model.word(language, "parts", use.part, "name")
        write = LinkButton(tr("Write here"), "edit", on_click=lambda: self.write_asked.emit(use.product))
        attach = LinkButton(tr("Attach a file"), "attach", on_click=lambda: self.attach_asked.emit(use.product))
        for button in (write, attach):
            button.setAccessibleDescription(name)
        text = Plain(tr("This task owes {what}, and it is not there.", what=name))
        return stack(beside(IconLabel("error", "bad"), text), flow(write, attach), spacing=2)

    def _link(self, key: task_page.Key) -> LinkButton:
        place = Target("task", task=key[0], iteration=key[1])
        return LinkButton(self._ctx.tr("Go to {task}", task=key[0]), "forward", on_click=lambda: self._ctx.go(place))

    def _judge(self) -> None:
        """Whether it can be confirmed, and what the button says."""
        self.set_ready(bool(self._who.values()["person"]) and not self._when.problems() and self._has_date())
        anyway = self._missing.count() > 0
        self.confirm_button.set_text(self._ctx.tr("Confirm anyway") if anyway else self._ctx.tr("Confirm"))

    def _has_date(self) -> bool:
        return bool(self._when.values()["happened"])

    def _on_confirmed(self) -> None:
        for form in (self._who, self._when, *([self._giver] if self._giver else [])):
            form.flush()
        self._judge()
        if not self.confirm_button.isEnabled():
            return
        who, when = self._who.values(), self._when.values()
        states = tuple(
            Given(line.record, line.state, line.person, line.role)
            for line, tick in self._lines
            if tick.box.isChecked() and line.person
        )
        note = str(when["note"] or "")
        self.answered.emit(Answer(who["person"], str(who["role"] or ""), when["happened"], note, states))


class ReasonPanel(Confirm):
    """A reason, and where somebody answers for it also who: for "not applicable" and for opening again."""

    answered = Signal(str, str)
    """Person (or "") and reason."""

    def __init__(self, ctx: Context, found: TaskPage, choices: Choices, *, opening: bool) -> None:
        tr = ctx.tr
        fields = [FieldSpec("reason", "text", tr("Why"), tr("It is kept and printed."), required=not opening)]
        values: dict[str, object] = {}
        if not opening:
            people = _people(ctx, found, found.step.task.roles)
            fields.append(FieldSpec("person", "choice", tr("Who says so"), required=True, choices=people))
            values["person"] = found.person
        self.form = Form(fields, tr=tr, choices=choices, values=values)
        self._needed = not opening
        title = tr("Open this task again") if opening else tr("This task does not apply here")
        text = (
            tr("The confirmation is taken back; it stays in the history. States that were given stay.")
            if opening
            else tr("The profile leaves this open. Say why, in one sentence an outsider understands.")
        )
        confirm = tr("Open again") if opening else tr("Not applicable")
        super().__init__(title, text, confirm=confirm, cancel=tr("Cancel"), body=self.form)
        self.confirmed.connect(self._on_confirmed)
        self.form.edited.connect(lambda _field, _value: self._judge())
        for area in self.form.findChildren(QPlainTextEdit):  # at once, not when the typing pauses
            area.textChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        values = self.form.values()
        self.set_ready(not self._needed or bool(str(values["reason"] or "").strip() and values["person"]))

    def _on_confirmed(self) -> None:
        self.form.flush()
        values = self.form.values()
        if self.confirm_button.isEnabled():
            self.answered.emit(str(values.get("person") or ""), str(values["reason"] or "").strip())


def _people(ctx: Context, found: TaskPage, roles: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((p.id, p.name) for p in task_page.candidates(found.view, roles))
