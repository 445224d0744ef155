"""A process model: one edition of one standard's processes, and its words in every language it has.

Nothing here knows a task, a product or a register by name. `building.build` makes it from checked raw data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vse_app.model.elements import (
    Activity,
    EditionChange,
    Group,
    LinkType,
    Objective,
    Process,
    Product,
    Relation,
    Role,
    Task,
    Topic,
    unknown_product,
)

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProcessModel:
    """One edition of one standard's processes, with words in every language it has."""

    id: str
    edition: str
    kind: str
    standard: str
    raw: Raw
    roles: tuple[Role, ...]
    processes: tuple[Process, ...]
    products: tuple[Product, ...]
    entry_conditions: tuple[str, ...]
    iterated: tuple[str, ...]
    continuous: tuple[str, ...]
    loops: tuple[Mapping[str, Any], ...]
    gates: tuple[Mapping[str, Any], ...]
    words: Mapping[str, Any] = field(repr=False)
    groups: tuple[Group, ...] = ()
    topics: tuple[Topic, ...] = ()
    relations: tuple[Relation, ...] = ()
    working: tuple[str, ...] = ()
    """The processes a project can run; empty when none can."""
    provisional: bool = False
    """Whether so little is known of it that no claim may rest on it."""
    tailoring: str = "none"
    """Whether elements may be deleted for a claim ("deletion") or not ("none")."""
    claims: tuple[str, ...] = ()
    """Kinds of claim about declared processes ("full", "tailored"); none where it is met whole or not at all."""
    full_by: tuple[str, ...] = ()
    """What a full claim can rest on: "outcomes", "tasks"."""
    newer_edition: str = ""
    changes_from: str = ""
    """The edition that `changes` starts from; "" when the model says nothing about an earlier one."""
    changes: tuple[EditionChange, ...] = ()
    kinds: tuple[Product, ...] = ()
    """Kinds of record beside the model's own work products; see `registers.with_registers`."""
    registers: tuple[Product, ...] = ()
    """Work products and other kinds that are kept as registers, in the order in which they are listed."""
    register_groups: tuple[str, ...] = ()
    link_types: tuple[LinkType, ...] = ()
    earlier_products: tuple[Product, ...] = ()
    """In a project's own snapshot: work products of editions it worked under before, no longer asked for."""
    moves: tuple[Raw, ...] = ()
    """In a project's own snapshot: how it came from earlier editions, oldest first (`model.moves`)."""

    @property
    def ref(self) -> str:
        """Edition-qualified id, for example `iso29110-basic@2011`."""
        return f"{self.id}@{self.edition}"

    def activities(self) -> Iterator[Activity]:
        """All activities in the model's order."""
        return (activity for process in self.processes for activity in process.activities)

    def tasks(self) -> Iterator[Task]:
        """All tasks in the model's order."""
        return (task for activity in self.activities() for task in activity.tasks)

    def objectives(self) -> Iterator[Objective]:
        """All objectives in the model's order."""
        return (objective for process in self.processes for objective in process.objectives)

    def process(self, process_id: str) -> Process:
        """Return a process; KeyError when there is none."""
        return _named(iter(self.processes), process_id)

    def task(self, task_id: str) -> Task:
        """Return a task; KeyError when there is none."""
        return _named(self.tasks(), task_id)

    def product(self, product_id: str) -> Product:
        """Return a work product or another kind of record; KeyError when there is none."""
        return _named(iter((*self.products, *self.kinds)), product_id)

    def register(self, register_id: str) -> Product | None:
        """Return what is kept in a register: a kind of its own, or the work product it stands for; None without."""
        return next((p for p in self.registers if p.register == register_id), None)

    def link_type(self, type_id: str) -> LinkType | None:
        """Return a type of link, or None."""
        return next((t for t in self.link_types if t.id == type_id), None)

    def product_of(self, kind: str) -> Product:
        """The work product that records of a kind are of: of this edition, of an earlier one, or an unknown one."""
        found = (p for p in (*self.products, *self.kinds, *self.earlier_products) if p.id == kind)
        return next(found, None) or unknown_product(kind)

    def is_asked_for(self, kind: str) -> bool:
        """Whether this edition knows the work product, or a register keeps records of this kind."""
        return any(p.id == kind for p in (*self.products, *self.kinds))

    def role(self, role_id: str) -> Role:
        """Return a role; KeyError when there is none."""
        return _named(iter(self.roles), role_id)

    def word(self, language: str, section: str, element: str, key: str = "name") -> Any:
        """Words of an element in a language; English where the language lacks them; the id as a last resort."""
        for tongue in (language, "en"):
            found = self.words.get(tongue, {}).get(section, {}).get(element, {}).get(key)
            if found:
                return found
        return element if key in ("name", "title") else ""

    def about(self, language: str, key: str = "title") -> str:
        """Words about the model itself: title, short, purpose, provenance_note; "" when there are none."""
        for tongue in (language, "en"):
            found = self.words.get(tongue, {}).get("model", {}).get(key)
            if found:
                return found
        return self.ref if key in ("title", "short") else ""

    def field_word(self, language: str, product: str, path: tuple[str, ...], key: str = "label") -> str:
        """Words of a field, or of a column of a table field (`path` of two)."""
        for tongue in (language, "en"):
            node: Any = (
                self.words.get(tongue, {}).get("products", {}).get(product, {}).get("fields", {}).get(path[0], {})
            )
            for step in path[1:]:
                node = node.get("columns", {}).get(step, {})
            if node.get(key):
                return node[key]
        return path[-1] if key == "label" else ""

    def choice_word(self, language: str, product: str, path: tuple[str, ...], choice: str) -> str:
        """Words of a choice of a field or column; the id where there are none."""
        for tongue in (language, "en"):
            node: Any = (
                self.words.get(tongue, {}).get("products", {}).get(product, {}).get("fields", {}).get(path[0], {})
            )
            for step in path[1:]:
                node = node.get("columns", {}).get(step, {})
            if choice in node.get("choices", {}):
                return node["choices"][choice]
        return choice


def _named(items: Iterator[Any], wanted: str) -> Any:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
