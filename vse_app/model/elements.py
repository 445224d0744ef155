"""The elements of a process model, in the form of ISO/IEC TR 24774, and what the models we carry add to it.

Ids are those of the standard; words stand apart, by id and language. `provenance` says where each fact comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
    """One task; `minutes` is our own estimate of typical attention it takes, `repeat_days` how often it comes again.

    `obligation` is shall, should or may where the standard says so; `level` is the capability level a practice of
    MoProSoft belongs to, as far as that can be inferred (0: not said).
    """

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
    obligation: str = ""
    level: int = 0

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
    """A group of tasks that serve the same objectives.

    `task_count` is how many tasks the standard has here where the model does not list them (0: not said).
    """

    id: str
    process: str
    objectives: tuple[str, ...]
    tasks: tuple[Task, ...]
    provenance: Provenance
    task_count: int = 0


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective (29110) or outcome (12207) of a process; `base` names elements of the base standard."""

    id: str
    process: str
    base: tuple[Mapping[str, Any], ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """How a process sees whether it reaches its objectives (MoProSoft)."""

    id: str
    objectives: tuple[str, ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Check:
    """A verification or validation the process asks for: of which products, by which roles, after which task."""

    id: str
    kind: str
    task: str
    products: tuple[str, ...]
    roles: tuple[str, ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A product a process receives from, or gives to, processes or roles (`partners`)."""

    product: str
    partners: tuple[str, ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Process:
    """A process with its objectives (outcomes) and activities.

    `parent` is the process it is part of, `conditional` says that it applies only in some cases, `aliases` are other
    identifiers in use. `inputs`, `outputs`, `internal`, `indicators`, `checks` belong to MoProSoft's process pattern.
    """

    id: str
    roles: tuple[str, ...]
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]
    provenance: Provenance = field(default_factory=dict[str, str])
    group: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    conditional: bool = False
    responsible: str = ""
    authority: str = ""
    related: tuple[str, ...] = ()
    inputs: tuple[Exchange, ...] = ()
    outputs: tuple[Exchange, ...] = ()
    internal: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of a work product. Kinds: text, long-text, date, number, choice, person, link, table.

    A link may have a type (`link`, an id of the model's link types) and kinds it may lead to (`to`, empty: any). A
    number with `product_of` is worked out from the places of those choices. A table with `rows_of` shows the rows of
    that register: its columns take their cells from the row's fields as `row_cells` says. Where more registers are part
    of it, `tied_cells` names for their columns the kind whose records stand there: those that a row is traced to.
    """

    id: str
    kind: str
    required: bool = False
    parts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    columns: tuple[FieldDef, ...] = ()
    unit: str = ""
    provenance: str = ""
    link: str = ""
    to: tuple[str, ...] = ()
    product_of: tuple[str, ...] = ()
    rows_of: str = ""
    row_cells: tuple[tuple[str, str], ...] = ()
    tied_cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PartOf:
    """The document that a register's rows are part of: they count as its `field`.

    With `link`, a row belongs to the records that this field of it links to; without, to the one there is. A register
    that is not the first to be part of a field does not count there (`counts`), but what its entries say does.
    """

    product: str
    field: str
    link: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """A work product or another kind of record.

    `versioning`: evolving and external have one record a project, dated and numbered have many. `register` names the
    register that its records are the rows of, "" for none. The rest belongs to registers: `follow_up` the states an
    entry is worked off in, `ends` those with nothing left to do; `tree` the link to the row above; `head` the fields
    that a record's title, owner, due date, day and foreign id come from; `columns` shown first; `part_of` the documents
    its rows count in; `same` says under which id the register's own fields are found here, where that is another.

    `earlier` are fields that a project filled under an earlier edition and that this edition does not ask for.
    """

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
    earlier: tuple[FieldDef, ...] = ()
    register: str = ""
    group: str = ""
    follow_up: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    tree: str = ""
    head: Mapping[str, str] = field(default_factory=dict[str, str])
    columns: tuple[str, ...] = ()
    part_of: tuple[PartOf, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def many(self) -> bool:
        """Whether a project keeps many records of it."""
        return self.versioning in ("dated", "numbered")

    def field(self, field_id: str) -> FieldDef | None:
        """Return the field with that id, also one of an earlier edition, or None."""
        return next((f for f in (*self.fields, *self.earlier) if f.id == field_id), None)

    def own(self, register_field: str) -> FieldDef | None:
        """Return the field that says what a field of the register says, or None."""
        return self.field(self.same.get(register_field, register_field))

    def is_ended(self, follow: str) -> bool:
        """Whether an entry in this state of its follow-up has nothing left to do."""
        return bool(self.follow_up) and follow in self.ends


def unknown_product(product_id: str) -> Product:
    """A work product that no edition in reach knows: its records are shown with what they say, nothing is asked."""
    return Product(
        id=product_id, no=0, abbr=product_id[:3].upper(), form="document", versioning="numbered", document_type="",
        origin=(), optional=True, states=(), parts=(), fields=(), provenance={},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A role; `group_of` names the roles it is made of, `side` is "customer" for those outside the company."""

    id: str
    side: str
    group_of: tuple[str, ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Group:
    """Processes that belong together: a category of MoProSoft, a group of 12207."""

    id: str
    aliases: tuple[str, ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Anything else a model explains: a capability level, a document type, a life cycle stage. `kind` names its sort.

    `parent` hangs it under another topic; `value` is a number it carries (per cent, a count), None when it has none.
    """

    id: str
    kind: str
    parent: str
    value: int | None
    provenance: str


@dataclass(frozen=True, slots=True)
class Relation:
    """is-part-of, is-specialization-of, contributes-to or corresponds-to; `target` is an id, or `model@edition:id`."""

    source: str
    type: str
    target: str
    provenance: str


@dataclass(frozen=True, slots=True)
class LinkType:
    """What a typed link says. `watch`: a change of "both" ends makes it suspect, of the "target" only, or of "none"."""

    id: str
    watch: str
    provenance: str


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What an element of the edition before became: `kind` is renamed, split or merged."""

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
