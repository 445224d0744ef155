"""People and roles in the settings: a table of everybody, and an editor for the one who is chosen."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from vse_app.model.errors import UserError
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.services import company, offers, setup
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Muted, Title, flow
from vse_app.ui.tables import Cell, ColumnSpec, Empty, ListSource, Row, Table
from vse_app.ui.views.interview_people import PersonForm, role_words
from vse_app.ui.views.settings_fields import Remarks, Saver
from vse_app.ui.views.settings_section import Section

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data


class PeopleSection(Section):
    """The people. Nobody is deleted, because the history names them; who has left is marked as such."""

    writes = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._model: ProcessModel | None = None
        self._people: dict[str, Person] = {}
        self.editor: PersonCard | None = None
        columns = (
            ColumnSpec("name", tr("Name"), 220),
            ColumnSpec("roles", tr("Can play"), 330),
            ColumnSpec("side", tr("Belongs to"), 130),
            ColumnSpec("email", tr("E-mail"), 200),
            ColumnSpec("here", tr("State"), 110),
        )
        self._source = ListSource(columns)
        empty = Empty(
            tr("Nobody is here yet"), tr("Add yourself first: what you write will carry your name."), icon="people"
        )
        self.table = Table(self._source, tr=tr, table_id="people", name=tr("People"), empty=empty)
        self.table.setMinimumHeight(theme.current().px(380))
        self.table.selected.connect(self._on_selected)
        self.remarks = Remarks()
        self.add_own = Button(tr("Add somebody"), "add", on_click=lambda: self._on_add("vse"))
        self.add_customer = Button(tr("Add somebody of the customer"), "add", on_click=lambda: self._on_add("customer"))
        self.add(self.table, flow(self.add_own, self.add_customer), self.remarks)

    def show_data(self, data: Data) -> None:
        tr, language = self.ctx.tr, self.ctx.language
        if self._model is None:
            self._model = data.model or offers.default_model()
            self.add(role_words(tr, self._model, language))
        model = self._model
        self._people = {p.id: p for p in data.people}
        rows: list[Row] = []
        for p in data.people:
            roles = ", ".join(model.word(language, "roles", role, "name") for role in p.roles)
            side = tr("customer") if p.side == "customer" else tr("us")
            here = Cell(tr("here"), "done", "good") if p.active else Cell(tr("no longer here"), "skipped", "muted")
            rows.append(Row(p.id, (p.name, roles, side, p.email, here)))
        self._source.set_rows(rows)
        self.table.refresh()
        self.remarks.show_remarks(setup.people_remarks(tr, data.people, model, language))
        if self.editor is not None and not self.editor.saver.pending and self.editor.person_id in self._people:
            self.editor.show_person(self._people[self.editor.person_id])

    def leave(self) -> None:
        if self.editor is not None:
            self.editor.saver.now()

    def _on_selected(self, ids: list[str]) -> None:
        person = self._people.get(ids[0]) if ids else None
        if person is not None and (self.editor is None or self.editor.person_id != person.id):
            self._edit(person)

    def _on_add(self, side: str) -> None:
        self._edit(Person("", "", side=side))
        assert self.editor is not None
        self.editor.form.name.setFocus()

    def _edit(self, person: Person) -> None:
        if self._model is None:
            return
        self.leave()
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = PersonCard(self, self._model, person)
        self.column.insertWidget(2, self.editor)


class PersonCard(Card):
    """One person: everything about them, saved as it is typed; somebody new once there is a name."""

    def __init__(self, section: PeopleSection, model: ProcessModel, person: Person) -> None:
        tr = section.ctx.tr
        title = Title()
        super().__init__(title)
        self._section, self._person, self._title = section, person, title
        self._being_added = False
        self.form = PersonForm(tr, model, section.ctx.language, person.side)
        self.saver = Saver(self, self._save)
        self.form.edited.connect(self.saver.later)
        self.form.name.editingFinished.connect(self.saver.now)
        self.active_button = Button("", on_click=self._on_active)
        self.me_button = Button(tr("This is me: I am working now"), "person", kind="quiet", on_click=self._on_me)
        self.note = Muted(tr("Nobody is deleted: what they did stays with their name."))
        for widget in (self.form, flow(self.active_button, self.me_button), self.note):
            self.column.addWidget(widget)
        self.show_person(person)

    @property
    def person_id(self) -> str:
        """Who it is; "" for somebody new."""
        return self._person.id

    def show_person(self, person: Person) -> None:
        """Show the person as stored."""
        tr = self._section.ctx.tr
        self._person = person
        self.form.show_person(person)
        self._title.setText(person.name or tr("Somebody new"))
        self.active_button.set_text(tr("No longer here") if person.active else tr("Here again"))
        for widget in (self.active_button, self.note):
            widget.setVisible(bool(person.id))
        self.me_button.setVisible(bool(person.id) and person.side == "vse" and person.active)

    def _save(self, *, active: bool | None = None) -> None:
        ws = self._section.ctx.ws
        person = dataclasses.replace(self.form.person(), id=self._person.id, active=self._person.active)
        if active is not None:
            person = dataclasses.replace(person, active=active)
        if (not person.id and not person.name) or person == self._person:
            return
        if self._being_added:  # its id is not known yet; a second one must not be made
            self.saver.later()
            return
        self._being_added = not person.id
        self.form.name_field.set_problem("")
        self._section.ctx.do(lambda: company.save_person(ws, person), then=self._on_saved, failed=self._on_failed)

    def _on_saved(self, person: Person) -> None:
        self._being_added = False
        if not self.saver.pending:
            self.show_person(person)
        else:
            self._person = person

    def _on_failed(self, error: UserError) -> None:
        self._being_added = False
        self.form.name_field.set_problem(error.say(self._section.ctx.tr))

    def _on_active(self) -> None:
        self._save(active=not self._person.active)

    def _on_me(self) -> None:
        self._section.ctx.go(Target("actor", text=self._person.id))
