"""The questions of a new project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.services import company, projects, setup
from vse_app.services.setup import Remark
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, Card, Muted, Plain, flow
from vse_app.ui.views.interview_frame import Question
from vse_app.ui.views.project_cycle import CycleChoice, Dates, Iterations
from vse_app.ui.views.project_roles import RolesEditor
from vse_app.ui.views.settings_fields import Checks, Labelled, Options, line, lines

if TYPE_CHECKING:
    from vse_app.services.offers import Offer
    from vse_app.ui.views.new_project import Draft

FIRST_ITERATIONS = 3
"""How many iterations are proposed when the product is built in rounds."""


class WhatQuestion(Question):
    """Name, code and customer."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr, project = ctx.tr, draft.project
        super().__init__(
            tr("What are you going to make?"), tr("Give it a name people will recognise, and say for whom.")
        )
        self._ctx, self._draft = ctx, draft
        self.title_line, self.code = line(project.title), line(project.code)
        self.customer = line(project.customer)
        self.title_line.textEdited.connect(self._on_title)
        self.code.textEdited.connect(self._on_code)
        self.customer.textEdited.connect(lambda text: draft.put(customer=text))
        hint = tr("A short word for lists and file names. We suggest one.")
        self.add(
            Labelled(tr("Name of the project"), self.title_line, width=520),
            Labelled(tr("Code"), self.code, hint, width=180),
            Labelled(tr("Customer"), self.customer, tr("A company, a person, or your own company."), width=520),
        )

    def first(self) -> QWidget:
        return self.title_line

    def remarks(self) -> Sequence[Remark]:
        tr, project = self._ctx.tr, self._draft.project
        known = self._draft.known
        if not project.title.strip():
            return (Remark("problem", tr("Write the name of the project.")),)
        if not project.code.strip():
            return (Remark("problem", tr("Write a code for the project.")),)
        if known and project.code.strip().casefold() in {code.casefold() for code in known.codes}:
            return (Remark("problem", tr("Another project has this code. Choose another one.")),)
        return ()

    def _on_title(self, text: str) -> None:
        self._draft.put(title=text)
        if not self._draft.code_typed:
            known = self._draft.known
            code = projects.suggested_code(text, set(known.codes) if known else set()) if text.strip() else ""
            self.code.setText(code)
            self._draft.put(code=code)
        self.changed.emit()

    def _on_code(self, text: str) -> None:
        self._draft.code_typed = bool(text.strip())
        self._draft.put(code=text)
        self.changed.emit()


class StatementQuestion(Question):
    """What was agreed with the customer, typed or as a file."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr(
            "An order, an offer, an e-mail: the planning starts from it. Attach it, type it, or leave it for later."
        )
        super().__init__(tr("What was agreed with the customer?"), why)
        self._ctx, self._draft = ctx, draft
        self.text = lines(draft.project.statement, rows=7)
        self.text.textChanged.connect(lambda: draft.put(statement=self.text.toPlainText()))
        self.file = Plain()
        self.attach_button = Button(tr("Attach a file …"), "attach", on_click=self._on_attach)
        self.remove_button = Button(tr("Without the file"), "close", kind="quiet", on_click=lambda: self._take(""))
        self.add(flow(self.attach_button, self.remove_button), self.file)
        self.add(Labelled(tr("In a few sentences (optional)"), self.text))
        self._show_file()

    def first(self) -> QWidget:
        return self.attach_button

    def remarks(self) -> Sequence[Remark]:
        name = self._draft.statement_file
        if name and not Path(name).is_file():
            return (Remark("problem", self._ctx.tr("There is no such file any more. Choose another one.")),)
        return ()

    def _on_attach(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._ctx.tr("Statement of work"))
        if name:
            self._take(name)

    def _take(self, name: str) -> None:
        self._draft.statement_file = name
        self._show_file()
        self.changed.emit()

    def _show_file(self) -> None:
        name = self._draft.statement_file
        self.file.setText(self._ctx.tr("{name} will be the first work product.", name=Path(name).name) if name else "")
        self.file.setVisible(bool(name))
        self.remove_button.setVisible(bool(name))


class ModelQuestion(Question):
    """Which profile the project works under."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr(
            "The profile says which tasks and papers there are. The project keeps this edition, whatever comes later."
        )
        super().__init__(tr("Which profile will you follow?"), why)
        self._ctx, self._draft = ctx, draft
        self.choice: Options | None = None
        self.waiting = Muted(tr("The profiles are being read …"))
        self._shown: tuple[Offer, ...] | None = None
        self._short, self._note = Caption(""), Plain("")
        self.source = Card(self._short, self._note, part="sunken")
        self.source.hide()
        self.add(self.waiting)

    def entered(self) -> None:
        known = self._draft.known
        if known is None or self._shown == known.offers:
            return
        self._shown = known.offers
        self.waiting.hide()
        if self.choice is not None:
            self.choice.hide()
            self.choice.deleteLater()
        options = [(o.ref, model_word(o.model, self._ctx.language, "title"), self._facts(o)) for o in known.offers]
        self.choice = Options(self.title, options)
        self.choice.chosen.connect(self._on_chosen)
        offer = self._draft.offer
        if offer is not None:
            self.choice.set_value(offer.ref)
            self._draft.ref = offer.ref
        self.add(self.choice, self.source)
        self._show_source()

    def remarks(self) -> Sequence[Remark]:
        if self._draft.offer is None:
            return (Remark("problem", self._ctx.tr("The profiles are being read. Try again in a moment.")),)
        return ()

    def _facts(self, offer: Offer) -> str:
        """For whom it is, what it holds, and plainly what one should know before choosing it."""
        tr, language = self._ctx.tr, self._ctx.language
        counts = counts_text(tr, offer.counts)
        edition = tr("edition {edition}", edition=offer.model.edition)
        said = [model_word(offer.model, language, "for_whom") or model_word(offer.model, language, "purpose")]
        said += [f"{offer.model.standard}, {edition}", counts]
        if offer.is_part:
            names = ", ".join(f"{p.id} {offer.model.word(language, 'processes', p.id)}" for p in offer.model.processes)
            said.append(tr("A project runs these processes of it: {names}.", names=names))
        if offer.model.provisional:
            said.append(tr("Provisional: what it asks for is not known for sure. Nothing can be claimed with it."))
        if offer.info.own:
            said.append(tr("A model of your own, from {folder}.", folder=offer.info.folder.name))
        return "\n".join(text for text in said if text)

    def _show_source(self) -> None:
        """Where the content of the chosen model comes from."""
        offer, language = self._draft.offer, self._ctx.language
        note = model_word(offer.model, language, "provenance_note") if offer else ""
        self.source.setVisible(bool(note))
        if offer and note:
            self._short.setText(model_word(offer.model, language, "short"))
            self._note.setText(note)

    def _on_chosen(self, ref: str) -> None:
        if ref != self._draft.ref:
            self._draft.ref = ref
            self._draft.put(assignments={}, entry_conditions=())
            self._show_source()
        self.changed.emit()


class CycleQuestion(Question):
    """Dates, life cycle and iterations."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr, project = ctx.tr, draft.project
        super().__init__(
            tr("When, and in how many rounds?"), tr("Dates can stay open; everything here can be changed later.")
        )
        self._ctx, self._draft = ctx, draft
        self.dates = Dates(tr)
        self.dates.set_value(project.start, project.end)
        self.dates.edited.connect(self._on_edited)
        self.cycle = CycleChoice(tr)
        self.cycle.set_value(project.life_cycle)
        self.cycle.chosen.connect(self._on_cycle)
        self.iterations = Iterations(tr, removable=True)
        self.iterations.set_value(project.iterations)
        self.iterations.edited.connect(self._on_edited)
        self.spread_button = Button(tr("Divide the time evenly"), "calendar", on_click=self._on_spread)
        self.add(self.dates, self.cycle, self.iterations, flow(self.spread_button))
        self._show_iterations()

    def remarks(self) -> Sequence[Remark]:
        tr, project = self._ctx.tr, self._draft.project
        wrong = [*self.dates.problems(), *self.iterations.problems()]
        spans = [(project.start, project.end), *((i.start, i.end) for i in project.iterations)]
        if not wrong and any(start and end and end < start for start, end in spans):
            wrong = [tr("The end is before the start.")]
        return tuple(Remark("problem", text) for text in wrong[:1])

    def _on_cycle(self, cycle: str) -> None:
        found = self._draft.project.iterations
        if cycle == "waterfall":
            found = found[:1]
        elif len(found) == 1:
            found = setup.with_count(found, FIRST_ITERATIONS)
        self._draft.put(life_cycle=cycle, iterations=found)
        self.iterations.set_value(found)
        self._show_iterations()
        self.changed.emit()

    def _on_edited(self) -> None:
        start, end = self.dates.value()
        self._draft.put(start=start, end=end, iterations=self.iterations.value())
        self._show_iterations()
        self.changed.emit()

    def _on_spread(self) -> None:
        project = self._draft.project
        found = setup.spread(project.start, project.end, project.iterations)
        self._draft.put(iterations=found)
        self.iterations.set_value(found)
        self.changed.emit()

    def _show_iterations(self) -> None:
        project = self._draft.project
        rounds = project.life_cycle != "waterfall"
        self.iterations.setVisible(rounds)
        self.spread_button.setVisible(rounds and len(project.iterations) > 1 and bool(project.start and project.end))


class RolesQuestion(Question):
    """Who plays which role."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr("One person may play several roles. Nobody is locked out of anything; reports show who did what.")
        super().__init__(tr("Who plays which role?"), why)
        self._ctx, self._draft = ctx, draft
        self._shown = ""
        self.roles: RolesEditor | None = None
        self.name = line("", tr("Name"))
        self.name.setAccessibleName(tr("Name of somebody new"))
        self.name.setMinimumWidth(220)
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self.add(
            Labelled(
                tr("Somebody is missing?"),
                flow(
                    self.name,
                    Button(tr("Add to your people"), "add", on_click=lambda: self._on_add("vse")),
                    Button(tr("Add as customer"), "add", on_click=lambda: self._on_add("customer")),
                ),
            )
        )

    def entered(self) -> None:
        offer, known = self._draft.offer, self._draft.known
        if offer is None or known is None:
            return
        if self.roles is None or self._shown != offer.ref:
            if self.roles is not None:
                self.roles.deleteLater()
            self._shown = offer.ref
            self.roles = RolesEditor(self._ctx.tr, offer.model, self._ctx.language)
            self.roles.edited.connect(self._on_edited)
            self._place.addWidget(self.roles)
        if not self._draft.project.assignments:
            self._draft.put(assignments=setup.suggested_assignments(offer.model, known.people))
        self.roles.show_value(known.people, self._draft.project.assignments)

    def first(self) -> QWidget | None:
        return next(iter(self.roles.lines.values())).add_button if self.roles else self.name

    def _on_edited(self) -> None:
        assert self.roles is not None
        self._draft.put(assignments=self.roles.value())
        self.changed.emit()

    def _on_add(self, side: str) -> None:
        name = self.name.text().strip()
        if name:
            ctx = self._ctx
            self.name.clear()
            ctx.do(lambda: company.save_person(ctx.ws, Person("", name, side=side)))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class StartQuestion(Question):
    """What should be true before the work begins."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr("Tick what is true today. What is not yet true can be ticked later in Settings; it is shown openly.")
        super().__init__(tr("Is everything there to begin?"), why)
        self._ctx, self._draft = ctx, draft
        self.conditions: Checks | None = None
        self._shown = ""

    def entered(self) -> None:
        offer = self._draft.offer
        if offer is None or self._shown == offer.ref:
            return
        if self.conditions is not None:
            self.conditions.deleteLater()
        self._shown = offer.ref
        self.conditions = Checks(self.title, condition_options(offer.model, self._ctx.language))
        self.conditions.set_value(self._draft.project.entry_conditions)
        self.conditions.changed.connect(self._on_ticked)
        self.add(self.conditions)

    def remarks(self) -> Sequence[Remark]:
        tr, offer, project = self._ctx.tr, self._draft.offer, self._draft.project
        if offer is None:
            return ()
        left = len(offer.model.entry_conditions) - len(project.entry_conditions)
        if left > 0:
            text = tr(
                "{count|1 is|# are} open of {total}. You can begin all the same.",
                count=left,
                total=len(offer.model.entry_conditions),
            )
            return (Remark("note", text),)
        return (Remark("good", tr("Everything the profile asks for before the start is there.")),)

    def _on_ticked(self) -> None:
        assert self.conditions is not None
        self._draft.put(entry_conditions=self.conditions.value())
        self.changed.emit()


def counts_text(tr: Translator, counts: Mapping[str, int]) -> str:
    """How much of everything a model has."""
    return tr(
        "{processes|1 process|# processes}, {outcomes|1 objective|# objectives}, "
        "{activities|1 activity|# activities}, {tasks|1 task|# tasks}, "
        "{products|1 work product|# work products}, {roles|1 role|# roles}",
        **counts,
    )


def condition_options(model: ProcessModel, language: str) -> list[tuple[str, str, str]]:
    """The entry conditions of a model as options."""
    return [(c, model.word(language, "entry_conditions", c, "text"), "") for c in model.entry_conditions]


def model_word(model: ProcessModel, language: str, key: str) -> str:
    """A word about the model as a whole."""
    for tongue in (language, "en"):
        found = model.words.get(tongue, {}).get("model", {}).get(key)
        if found:
            return str(found)
    return ""
