"""People and the roles each can play: one card a person. Used by the interview and, one at a time, by the settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.services import setup
from vse_app.ui import theme
from vse_app.ui.parts import Button, Card, Disclosure, Muted, Plain, SectionTitle, flow, row, tip
from vse_app.ui.views.settings_fields import Labelled, line, put_text


class PersonForm(QWidget):
    """Name, e-mail and roles of somebody, each in its own editor. `edited` on every change."""

    edited = Signal()

    def __init__(self, tr: Translator, model: ProcessModel, language: str, side: str) -> None:
        super().__init__()
        self._person = Person("", "", side=side)
        self.name, self.email = line(), line()
        self.name_field = Labelled(tr("Name"), self.name, width=320)
        self.boxes: dict[str, QCheckBox] = {}
        for role in setup.single_roles(model, side):
            box = self.boxes[role.id] = QCheckBox(model.word(language, "roles", role.id, "name").replace("&", "&&"))
            box.setToolTip(tip(model.word(language, "roles", role.id, "does")))
            box.setAccessibleDescription(model.word(language, "roles", role.id, "does"))
            box.toggled.connect(self._on_role)
        self.everything = QCheckBox(tr("Everything"))
        self.everything.setToolTip(tip(tr("One person may play every role; many small shops begin like this.")))
        if side != "vse" or len(self.boxes) < 2:
            self.everything.hide()
        self.everything.clicked.connect(self._on_everything)
        for editor in (self.name, self.email):
            editor.textEdited.connect(lambda _text: self.edited.emit())
        roles = QWidget()
        under = QVBoxLayout(roles)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(flow(*self.boxes.values(), self.everything, spacing=14))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        column.addWidget(flow(self.name_field, Labelled(tr("E-mail (optional)"), self.email, width=320), spacing=16))
        for editor in (self.name, self.email):
            editor.setMinimumWidth(theme.current().px(240))
        column.addWidget(Labelled(tr("Can play"), roles))

    def person(self) -> Person:
        """The person as it stands in the editors."""
        roles = tuple(role for role, box in self.boxes.items() if box.isChecked())
        kept = tuple(role for role in self._person.roles if role not in self.boxes)
        name, email = self.name.text().strip(), self.email.text().strip()
        return dataclasses.replace(self._person, name=name, email=email, roles=(*roles, *kept))

    def show_person(self, person: Person) -> None:
        """Show somebody; what is being typed is left alone when it is the same person."""
        same = person.id == self._person.id
        self._person = person
        for editor, text in ((self.name, person.name), (self.email, person.email)):
            if same:
                put_text(editor, text)
            else:
                editor.setText(text)
        for role, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(role in person.roles)
        self._match()

    def _on_role(self, _on: bool) -> None:
        self._match()
        self.edited.emit()

    def _on_everything(self, on: bool) -> None:
        for box in self.boxes.values():
            with QSignalBlocker(box):
                box.setChecked(on)
        self.edited.emit()

    def _match(self) -> None:
        self.everything.setChecked(bool(self.boxes) and all(box.isChecked() for box in self.boxes.values()))


class PeopleEditor(QWidget):
    """Cards of people of the company and of the customer, with a button to add each kind."""

    changed = Signal()

    def __init__(self, tr: Translator, model: ProcessModel, language: str) -> None:
        super().__init__()
        self._tr, self._model, self._language = tr, model, language
        self.cards: list[tuple[PersonForm, Card]] = []
        self._places = {side: QVBoxLayout() for side in ("vse", "customer")}
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        self.add_buttons = {
            "vse": Button(tr("Add somebody"), "add", on_click=lambda: self._on_add("vse")),
            "customer": Button(tr("Add somebody of the customer"), "add", on_click=lambda: self._on_add("customer")),
        }
        titles = {"vse": tr("Your people"), "customer": tr("People of your customers")}
        hints = {
            "vse": tr("Start with yourself: what you write will carry your name."),
            "customer": tr("Who says yes for the customer. You can add them when you know them."),
        }
        for side, place in self._places.items():
            place.setSpacing(look.px(10))
            column.addWidget(SectionTitle(titles[side]))
            column.addWidget(Muted(hints[side]))
            column.addLayout(place)
            column.addLayout(row(self.add_buttons[side]))
            column.addSpacing(look.px(8))

    def value(self) -> tuple[Person, ...]:
        """Everybody, in the order of the cards; cards nobody wrote in are left out."""
        people = (form.person() for form, _ in self.cards)
        return tuple(p for p in people if p.name or p.email or p.roles)

    def set_value(self, people: Sequence[Person]) -> None:
        """Show these people instead."""
        for form, card in list(self.cards):
            self._remove(form, card)
        for person in people:
            self._add(person)

    def _on_add(self, side: str) -> None:
        form = self._add(Person("", "", side=side))
        form.name.setFocus()
        self.changed.emit()

    def _add(self, person: Person) -> PersonForm:
        form = PersonForm(self._tr, self._model, self._language, person.side)
        form.show_person(person)
        form.edited.connect(self.changed)
        card = Card(form)
        card.column.addLayout(
            row(Button(self._tr("Remove"), "close", kind="quiet", on_click=self._remover(form, card)))
        )
        self.cards.append((form, card))
        self._places[person.side].addWidget(card)
        return form

    def _remover(self, form: PersonForm, card: Card) -> Callable[[], None]:
        def remove() -> None:
            self._remove(form, card)
            self.add_buttons["vse"].setFocus()
            self.changed.emit()

        return remove

    def _remove(self, form: PersonForm, card: Card) -> None:
        self.cards.remove((form, card))
        card.hide()
        card.deleteLater()


def role_words(tr: Translator, model: ProcessModel, language: str, *, opened: bool = False) -> Disclosure:
    """What each role does, in a line each."""
    card = Card(part="sunken", spacing=6)
    for role in setup.single_roles(model):
        name, does = (model.word(language, "roles", role.id, key) for key in ("name", "does"))
        card.column.addWidget(Plain(f"{name}: {does}"))
    return Disclosure(tr("What the roles mean"), card, opened=opened)
