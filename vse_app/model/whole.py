"""A whole project as the X-ray reads it: heads, states and links, and the few fields that rules ask for.

Nothing here is a row of the database, and no version's content is kept; so a project with 100,000 records and 200,000
links fits, and every rule goes over it a fixed number of times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from vse_app.model.elements import Product
from vse_app.model.path import Facts, Step, closed
from vse_app.model.process import ProcessModel
from vse_app.model.records import Event, Record
from vse_app.model.requirement_quality import Hint


class Tie(NamedTuple):
    """A link: the field of its source it stands in, and the fingerprints of its ends that it kept."""

    id: int
    source: int
    field: str
    target: int
    seen_target: str
    seen_source: str


class Frozen(NamedTuple):
    """A baseline: what it is called, which stamp of which record it holds, and which nobody had approved then."""

    record: int
    name: str
    stamps: Mapping[int, str]
    unapproved: frozenset[int] = frozenset()


@dataclass
class Whole:
    """The records of a project that were not withdrawn, with their events and links.

    `said` holds fields (by their id in this model) of the kinds that rules read; `other_ids` the id in another tool.
    `hints` are those about how a requirement is written, `hint_words` what their rules are called, by language.

    When not `complete` there are only the records the path speaks of, and rules that need all of them keep silent.
    """

    model: ProcessModel
    today: str
    records: Sequence[Record]
    events: Sequence[Event] = ()
    ties: Sequence[Tie] = ()
    said: Mapping[int, Mapping[str, Any]] = field(default_factory=dict[int, Mapping[str, Any]])
    other_ids: Mapping[int, str] = field(default_factory=dict[int, str])
    baselines: Sequence[Frozen] = ()
    justified: frozenset[tuple[int, str]] = frozenset()
    hints: Mapping[int, Sequence[Hint]] = field(default_factory=dict[int, Sequence[Hint]])
    hint_words: Mapping[str, Any] = field(default_factory=dict[str, Any])
    complete: bool = True

    @cached_property
    def by_id(self) -> Mapping[int, Record]:
        """Records by id."""
        return {record.id: record for record in self.records}

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Record]]:
        """Records by kind."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def events_of(self) -> Mapping[int, Sequence[Event]]:
        """States given to each record, oldest first; those taken back are left out."""
        found: dict[int, list[Event]] = {}
        for event in self.events:
            if not event.withdrawn and event.stamp:
                found.setdefault(event.record, []).append(event)
        return found

    @cached_property
    def out_of(self) -> Mapping[int, Sequence[Tie]]:
        """Links by their source, of those whose both ends are there."""
        known = self.by_id
        found: dict[int, list[Tie]] = {}
        for tie in self.ties:
            if tie.source in known and tie.target in known:
                found.setdefault(tie.source, []).append(tie)
        return found

    def rows(self, register: str) -> Sequence[Record]:
        """The entries of a register, whatever this model calls its kind."""
        product = self.model.register(register)
        return self.by_kind.get(product.id, ()) if product else ()

    def field(self, register: str, name: str) -> str:
        """The id of a register's field in this model, "" where there is none."""
        product = self.model.register(register)
        own = product.own(name) if product else None
        return own.id if own else ""

    def is_ended(self, record: Record) -> bool:
        """Whether nothing is left to do with an entry."""
        return self.model.product_of(record.kind).is_ended(record.follow)


@dataclass(frozen=True)
class Sight:
    """What the rules look at: the path with its facts, and the project as a whole."""

    facts: Facts
    steps: Sequence[Step]
    whole: Whole

    @cached_property
    def is_closed(self) -> bool:
        """Whether the project was closed."""
        return closed(self.facts)

    def makers(self, product: Product) -> Iterator[Step]:
        """The steps that give a work product."""
        return (s for s in self.steps if any(u.product == product.id for u in s.task.outputs))


def of_path(facts: Facts, steps: Sequence[Step]) -> Sight:
    """What can be seen without reading the registers: the records that the path speaks of."""
    live = [record for record in facts.records if not record.withdrawn]
    return Sight(facts, steps, Whole(facts.model, facts.today, live, facts.events, complete=False))
