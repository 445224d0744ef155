"""A register in words for people: the cells of its table on the screen and on paper, and who stands behind the ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from vse_app.i18n import Translator, translator
from vse_app.model.elements import FieldDef, Product
from vse_app.model.fields import is_filled
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.wording import date_text, state_names, value_text
from vse_app.services import company, headings, registers
from vse_app.services.registers import Column, Entry
from vse_app.services.workspace import Workspace


@dataclass(frozen=True)
class Names:
    """What turns a register's ids into words. `labels` are the names of its columns by id; `today` is an ISO date."""

    tr: Translator
    model: ProcessModel
    product: Product
    columns: tuple[Column, ...]
    labels: Mapping[str, str]
    people: Mapping[str, Person]
    today: str
    actor: str = ""

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.tr.language

    @property
    def title(self) -> str:
        """What the register is called."""
        said = self.model.word(self.language, "products", self.product.id, "many")
        return said or self.model.word(self.language, "products", self.product.id)

    @property
    def one(self) -> str:
        """What one of its entries is called."""
        return self.model.word(self.language, "products", self.product.id)

    def column(self, name: str) -> Column | None:
        """A column by its id."""
        return next((c for c in self.columns if c.id == name), None)

    def state(self, state: str) -> str:
        """A state of the follow-up, or of a version, in words."""
        return self.model.word(self.language, "states", state)

    def person(self, person: str) -> str:
        """A person's name; what is no person's id is shown as it is."""
        return self.people[person].name if person in self.people else person


def names(ws: Workspace, project_id: int, kind: str, language: str) -> Names:
    """The words of a register of a project, by kind or by the register's id; KeyError when its model knows neither."""
    model = registers.model_of(ws, project_id)
    product = model.register(kind) or model.product(kind)
    found = registers.columns(product)
    people = {p.id: p for p in company.people(ws)}
    said = headings.labels(model, product, language)
    return Names(translator(language), model, product, found, said, people, ws.today(), ws.actor)


def follow_of(words: Names, entry: Entry) -> str:
    """Where an entry stands in its follow-up: the first state while nobody said anything; "" without one."""
    return entry.record.follow or next(iter(words.product.follow_up), "")


def text(words: Names, column: Column, entry: Entry) -> str:
    """The value of a column as a person reads it."""
    record = entry.record
    match column.id:
        case "follow":
            return words.state(state) if (state := follow_of(words, entry)) else ""
        case "states":
            if entry.stale:
                return words.tr("changed since approval")
            return state_names(words.model, words.language, entry.states)
        case "owner" | "author":
            return words.person(getattr(record, column.id))
        case "due" | "happened" | "captured":
            return date_text(words.tr, getattr(record, column.id))
        case "revision":
            return f"v{record.revision}"
        case _ if column.field is None:
            return str(getattr(record, column.id))
        case _:
            return _said(words, column.field, entry)


def _said(words: Names, definition: FieldDef, entry: Entry) -> str:
    if definition.kind == "link":
        return ", ".join(named.number for named in entry.links.get(definition.id, ()))
    value: Any = entry.content.fields.get(definition.id)
    if definition.kind in ("text", "long-text"):
        return str(value or "")
    return value_text(words.model, words.language, words.product.id, (definition.id,), value, people=words.people)


def value(words: Names, column: Column, entry: Entry) -> Any:
    """The value of a column as it is stored; ids of records for links."""
    if column.id == "follow":
        return follow_of(words, entry)
    if column.field is None:
        return getattr(entry.record, column.id, "")
    if column.kind == "link":
        return tuple(str(named.id) for named in entry.links.get(column.field.id, ()))
    return entry.content.fields.get(column.field.id, "")


def value_words(words: Names, column: Column, value: Any, named: Mapping[str, str]) -> str:
    """A value as a person reads it; `named` are the numbers of records by id."""
    if not is_filled(value):
        return ""
    if column.id == "follow":
        return words.state(str(value))
    if column.kind == "link":
        return ", ".join(named.get(str(item), str(item)) for item in value)
    if column.field is None:
        said = {"owner": words.person, "due": partial(date_text, words.tr), "happened": partial(date_text, words.tr)}
        return said.get(column.id, str)(value)
    return value_text(words.model, words.language, words.product.id, (column.field.id,), value, people=words.people)


def is_late(words: Names, entry: Entry) -> bool:
    """Whether it was due before today and something is left to do; where there is no follow-up, nothing is late."""
    product, due = words.product, entry.record.due
    return bool(due) and due < words.today and bool(product.follow_up) and not product.is_ended(follow_of(words, entry))
