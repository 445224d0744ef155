"""What the reports are made from: plain values, gathered by `services.publishing` in one read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vse_app.evidence.reports.change_data import ChangesData, ConfigurationData
from vse_app.evidence.reports.trace_data import TraceData
from vse_app.model.conformance import Stated
from vse_app.model.least_paper import Kept
from vse_app.model.project import Company, Person
from vse_app.model.readiness import Trace
from vse_app.model.records import Event, Record, Revision, VersionHead, holding
from vse_app.model.report import HouseStyle
from vse_app.model.steering_pages import Steering
from vse_app.model.view import View


@dataclass(frozen=True)
class PackData:
    """A project with all its contents. `dated` is the moment (UTC) of the last change: same data, same bytes.

    The view speaks of the path; `everything` is every record of the project, registers and withdrawn ones included, and
    `events_of` the states of each.
    """

    view: View
    company: Company
    style: HouseStyle
    revisions: Mapping[int, Revision]
    versions: Mapping[int, Sequence[VersionHead]]
    links: Mapping[tuple[int, str], tuple[int, ...]]
    dated: str
    head: str
    language: str
    provenance_note: str = ""
    everything: Sequence[Record] = ()
    events_of: Mapping[int, Sequence[Event]] = field(default_factory=dict[int, Sequence[Event]])
    clock: tuple[tuple[str, str, str], ...] = ()
    """Where the computer's clock went back: moment before and after (UTC), person."""
    declarations: tuple[Stated, ...] = ()
    moves: Sequence[Mapping[str, str]] = ()
    traces: Mapping[int, Trace] = field(default_factory=dict[int, Trace])
    traced: TraceData | None = None
    """The requirements traced, where the project keeps them one by one."""
    changed: ChangesData | None = None
    """The change requests with what they affect and what was decided."""
    configured: ConfigurationData | None = None
    """Baselines with contents, deliveries, safety copies."""
    kept: Kept | None = None
    """How the work products are kept together."""
    part: str = ""
    """Of a report in parts, the one that is wanted; "" for all."""
    steering: Steering | None = None
    """Plan, progress, risks, measures and meetings."""

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody by id."""
        return self.view.people

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Records that were not withdrawn, in the order of the profile's products, then by age."""
        model = self.view.model
        order = {product.id: index for index, product in enumerate((*model.products, *model.kinds))}
        live = [r for r in self.everything if not r.withdrawn]
        return tuple(sorted(live, key=lambda r: (order.get(r.kind, 999), r.id)))

    @cached_property
    def by_id(self) -> Mapping[int, Record]:
        """Every record by id."""
        return {record.id: record for record in self.everything}

    @cached_property
    def of_kind(self) -> Mapping[str, tuple[Record, ...]]:
        """Records that were not withdrawn by kind, those of a tree below the one they belong to."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return {kind: tuple(sorted(some, key=lambda r: r.place or f"{r.id:08x}")) for kind, some in found.items()}

    @cached_property
    def linked_from(self) -> Mapping[tuple[int, str, str], list[Record]]:
        """For a record, a kind and a type of link: the records of that kind that link to it, in their order."""
        found: dict[tuple[int, str, str], list[Record]] = {}
        for record in self.records:
            for definition in self.view.model.product_of(record.kind).fields:
                type_ = f"field:{definition.id}"
                for target in self.links.get((record.id, type_), ()) if definition.kind == "link" else ():
                    found.setdefault((target, record.kind, type_), []).append(record)
        return found

    @cached_property
    def products(self) -> tuple[Record, ...]:
        """Records of the model's own work products; those of other registers are in `reports.entries`."""
        return tuple(record for record in self.records if not self.is_entry(record))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(kind.id for kind in self.view.model.kinds)

    def is_entry(self, record: Record) -> bool:
        """Whether a record is an entry of a register that is no work product of the model."""
        return record.kind in self._kinds

    def anchor(self, record: Record) -> str:
        """Where a record is printed: a work product on its own, an entry in its register."""
        return f"k-{record.kind}" if self.is_entry(record) else f"r{record.id}"

    def events(self, record: Record) -> Sequence[Event]:
        """Events of a record, oldest first."""
        return self.events_of.get(record.id, ())

    def states(self, record: Record) -> frozenset[str]:
        """States that hold on the current version of a record."""
        return holding(self.events(record), record.stamp)

    def version_at(self, record: Record, moment: str) -> VersionHead:
        """The version that was current at a moment (UTC); the first one before there was any."""
        heads = self.versions[record.id]
        return next((head for head in reversed(heads) if head.captured <= moment), heads[0])

    def author_of(self, record: Record, version: int) -> str:
        """Id of the person who wrote a version of a record; "" when there is no such version."""
        return next((head.author for head in self.versions[record.id] if head.no == version), "")

    def word(self, section: str, element: str, key: str = "name") -> str:
        """A word of the model in the report's language."""
        return str(self.view.model.word(self.language, section, element, key))


@dataclass(frozen=True)
class StatementData:
    """Declarations to be printed, and whose they are. `dated` and `head` as in `PackData`."""

    company: Company
    style: HouseStyle
    declarations: tuple[Stated, ...]
    dated: str
    head: str
    language: str
