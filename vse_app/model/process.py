"""A process model as data, in the form of ISO/IEC TR 24774: purpose, outcomes, activities, tasks, roles, products.

`build` turns the raw mapping (structure and words, already checked by `content` or read from a project's snapshot) into
immutable objects. Nothing here knows a task, a product or a register by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Raw = Mapping[str, Any]
Provenance = Mapping[str, str]

RECALLED = "memory"
"""Provenance of what was recalled and not checked against a bought copy; marked on screen and in print."""


@dataclass(frozen=True, slots=True)
class Use:
    """A product a task takes in or gives out, in the states asked for.

    `part` narrows it to the fields of that part; `skippable` states may be missing; `when` is "" (always), "exists" or
    "produced" (only if there is one) or "needed" (only when the case arises).
    """

    product: str
    part: str = ""
    states: tuple[str, ...] = ()
    skippable: tuple[str, ...] = ()
    when: str = ""

    @property
    def needed_states(self) -> frozenset[str]:
        """The states that must hold: those asked for without the skippable ones."""
        return frozenset(self.states) - frozenset(self.skippable)


@dataclass(frozen=True, slots=True)
class Task:
    """One task; `minutes` is our own estimate of typical attention it takes, `repeat_days` how often it comes again."""

    id: str
    activity: str
    process: str
    roles: tuple[str, ...]
    inputs: tuple[Use, ...]
    outputs: tuple[Use, ...]
    approved_by: str
    optional: bool
    condition: str
    depends_on: str
    may_raise: str
    minutes: int
    repeat_days: int
    provenance: Provenance

    @property
    def may_be_skipped(self) -> bool:
        """Whether "not applicable" is open: optional, conditional, or every output only arises in some cases."""
        return (
            self.optional
            or bool(self.condition)
            or bool(self.outputs and all(u.when == "needed" for u in self.outputs))
        )


@dataclass(frozen=True, slots=True)
class Activity:
    """A group of tasks that serve the same objectives."""

    id: str
    process: str
    objectives: tuple[str, ...]
    tasks: tuple[Task, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective (29110) or outcome (12207) of a process; `base` names elements of the base standard."""

    id: str
    process: str
    base: tuple[Mapping[str, Any], ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Process:
    """A process with its objectives and activities."""

    id: str
    roles: tuple[str, ...]
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of a work product. Kinds: text, long-text, date, number, choice, person, link, table."""

    id: str
    kind: str
    required: bool = False
    parts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    columns: tuple[FieldDef, ...] = ()
    unit: str = ""
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A work product. `versioning`: evolving and external have one record a project, dated and numbered have many."""

    id: str
    no: int
    abbr: str
    form: str
    versioning: str
    document_type: str
    origin: tuple[str, ...]
    optional: bool
    states: tuple[str, ...]
    parts: tuple[str, ...]
    fields: tuple[FieldDef, ...]
    provenance: Provenance

    @property
    def many(self) -> bool:
        """Whether a project keeps many records of it."""
        return self.versioning in ("dated", "numbered")

    def field(self, field_id: str) -> FieldDef | None:
        """Return the field with that id, or None."""
        return next((f for f in self.fields if f.id == field_id), None)


@dataclass(frozen=True, slots=True)
class Role:
    """A role; `group_of` names the roles it is made of, `side` is "customer" for those outside the company."""

    id: str
    side: str
    group_of: tuple[str, ...]
    provenance: str


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

    def task(self, task_id: str) -> Task:
        """Return a task; KeyError when there is none."""
        return _named(self.tasks(), task_id)

    def product(self, product_id: str) -> Product:
        """Return a product; KeyError when there is none."""
        return _named(iter(self.products), product_id)

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


def build(raw: Raw) -> ProcessModel:
    """Make the model from its checked raw form `{"structure": …, "words": {language: …}}`."""
    s = raw["structure"]
    return ProcessModel(
        id=s["id"],
        edition=s["edition"],
        kind=s["kind"],
        standard=s["standard"],
        raw=raw,
        roles=tuple(
            Role(r["id"], r.get("side", ""), tuple(r.get("group_of", ())), r.get("provenance", ""))
            for r in s.get("roles", ())
        ),
        processes=tuple(_process(p) for p in s["processes"]),
        products=tuple(_product(p) for p in s.get("products", ())),
        entry_conditions=tuple(e["id"] for e in s.get("entry_conditions", ())),
        iterated=tuple(s.get("iterated", ())),
        continuous=tuple(s.get("continuous", ())),
        loops=tuple(s.get("loops", ())),
        gates=tuple(s.get("gates", ())),
        words=raw["words"],
    )


def _process(p: Raw) -> Process:
    return Process(
        id=p["id"],
        roles=tuple(p.get("roles", ())),
        objectives=tuple(
            Objective(o["id"], p["id"], tuple(o.get("base", ())), o.get("provenance", ""))
            for o in p.get("objectives", ())
        ),
        activities=tuple(
            Activity(
                id=a["id"],
                process=p["id"],
                objectives=tuple(a.get("objectives", ())),
                tasks=tuple(_task(t, a["id"], p["id"]) for t in a.get("tasks", ())),
                provenance=a.get("provenance", {}),
            )
            for a in p.get("activities", ())
        ),
    )


def _task(t: Raw, activity: str, process: str) -> Task:
    return Task(
        id=t["id"],
        activity=activity,
        process=process,
        roles=tuple(t.get("roles", ())),
        inputs=tuple(_use(u) for u in t.get("inputs", ())),
        outputs=tuple(_use(u) for u in t.get("outputs", ())),
        approved_by=t.get("approved_by", ""),
        optional=t.get("optional", False),
        condition=t.get("condition", ""),
        depends_on=t.get("depends_on", ""),
        may_raise=t.get("may_raise", ""),
        minutes=t.get("minutes", 30),
        repeat_days=t.get("repeat_days", 0),
        provenance=t.get("provenance", {}),
    )


def _use(u: Raw) -> Use:
    return Use(
        product=u["product"],
        part=u.get("part", ""),
        states=tuple(u.get("states", ())),
        skippable=tuple(u.get("skippable", ())),
        when=u.get("when", ""),
    )


def _product(p: Raw) -> Product:
    return Product(
        id=p["id"],
        no=p.get("no", 0),
        abbr=p.get("abbr", p["id"][:3].upper()),
        form=p.get("form", "document"),
        versioning=p.get("versioning", "evolving"),
        document_type=p.get("document_type", ""),
        origin=tuple(p.get("from", ())),
        optional=p.get("optional", False),
        states=tuple(p.get("states", ())),
        parts=tuple(p.get("parts", ())),
        fields=tuple(_field(f) for f in p.get("fields", ())),
        provenance=p.get("provenance", {}),
    )


def _field(f: Raw) -> FieldDef:
    part = f.get("part", ())
    return FieldDef(
        id=f["id"],
        kind=f["kind"],
        required=f.get("required", False),
        parts=(part,) if isinstance(part, str) else tuple(part),
        choices=tuple(f.get("choices", ())),
        columns=tuple(_field(c) for c in f.get("columns", ())),
        unit=f.get("unit", ""),
        provenance=f.get("provenance", ""),
    )
