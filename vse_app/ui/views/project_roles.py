"""Who plays which role in a project: role by role, people as chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.elements import Role
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.services import setup
from vse_app.ui import theme
from vse_app.ui.parts import Button, Card, FlowLayout, Muted, SectionTitle, tip
from vse_app.ui.views.settings_fields import Remarks


class RolesEditor(QWidget):
    """The roles of a model with the people who play each. `edited` when somebody was put in or taken out."""

    edited = Signal()

    def __init__(self, tr: Translator, model: ProcessModel, language: str) -> None:
        super().__init__()
        self._tr, self._model, self._language = tr, model, language
        self._people: dict[str, Person] = {}
        self.lines = {role.id: _RoleLine(tr, model, language, role) for role in setup.single_roles(model)}
        self.remarks = Remarks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for item in self.lines.values():
            item.edited.connect(self._on_edited)
            column.addWidget(item)
        column.addWidget(self.remarks)

    def value(self) -> dict[str, tuple[str, ...]]:
        """Role → people, roles without anybody left out; people who are unknown by now stay."""
        return {role: tuple(item.ids) for role, item in self.lines.items() if item.ids}

    def show_value(self, people: Sequence[Person], assignments: Mapping[str, Sequence[str]]) -> None:
        """Show who plays what, and offer everybody active."""
        self._people = {p.id: p for p in people}
        for role, item in self.lines.items():
            item.show_people(self._people, list(assignments.get(role, ())))
        self._remark()

    def _on_edited(self) -> None:
        self._remark()
        self.edited.emit()

    def _remark(self) -> None:
        self.remarks.show_remarks(setup.assignment_remarks(self._tr, self._model, self._language, self.value()))


class _RoleLine(Card):
    """One role: what it does, who plays it, and a button for somebody else."""

    edited = Signal()

    def __init__(self, tr: Translator, model: ProcessModel, language: str, role: Role) -> None:
        super().__init__(spacing=6, margin=12)
        self._tr, self._role = tr, role
        self._name = model.word(language, "roles", role.id, "name")
        self.ids: list[str] = []
        self._people: Mapping[str, Person] = {}
        self._shown: list[tuple[str, str]] = []
        self.chips: list[Button] = []
        self.add_button = Button(tr("Choose"), "add", kind="quiet")
        self.add_button.setAccessibleName(tr("Choose somebody for {role}", role=self._name))
        self.add_button.clicked.connect(lambda _on=False: self._on_choose())
        box = QWidget()
        self._flow = FlowLayout(box)
        self._flow.addWidget(self.add_button)
        words = QVBoxLayout()
        words.setSpacing(theme.current().px(2))
        words.addWidget(SectionTitle(self._name))
        words.addWidget(Muted(model.word(language, "roles", role.id, "does")))
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(16))
        line.addLayout(words, 3)
        line.addWidget(box, 2)
        self.column.addLayout(line)

    def show_people(self, people: Mapping[str, Person], ids: list[str]) -> None:
        self._people, self.ids = people, ids
        wanted = [(i, people[i].name if i in people else i) for i in ids]
        if wanted == self._shown:
            return
        self._shown = wanted
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self._flow.removeWidget(self.add_button)
        for person, name in wanted:
            chip = Button(name, "close", kind="chip", on_click=lambda person=person: self._on_remove(person))
            said = self._tr("{name} does not play {role}", name=name, role=self._name)
            chip.setAccessibleName(f"{name}. {self._tr('Remove')}")
            chip.setToolTip(tip(self._tr("Remove") + ": " + said))
            self.chips.append(chip)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.add_button)
        self.updateGeometry()

    def candidates(self) -> list[Person]:
        """Who may be chosen: those who can play the role first, then their side, then the others."""
        side = "customer" if self._role.side == "customer" else "vse"
        free = [p for p in self._people.values() if p.active and p.id not in self.ids]
        return sorted(free, key=lambda p: (self._role.id not in p.roles, p.side != side))

    def _on_choose(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for person in self.candidates():
            action = menu.addAction(person.name.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, person=person.id: self.choose(person))
        if menu.isEmpty():
            menu.addAction(self._tr("Nobody else is there. Add people first.")).setEnabled(False)
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def choose(self, person: str) -> None:
        """Let somebody play the role."""
        self.show_people(self._people, [*self.ids, person])
        self.edited.emit()

    def _on_remove(self, person: str) -> None:
        self.show_people(self._people, [i for i in self.ids if i != person])
        self.add_button.setFocus()
        self.edited.emit()
