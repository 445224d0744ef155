"""What the reports about changes and configuration are made from; gathered by `services.change_reports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vse_app.evidence.reports.trace_data import Papers
from vse_app.model.baseline import Difference, Member, Members
from vse_app.model.change_control import Accepted, Stages
from vse_app.model.elements import Product
from vse_app.model.path import Step
from vse_app.model.records import Content, Event, Record
from vse_app.model.view import View


@dataclass(frozen=True)
class Did:
    """From which baseline to which (None: to now), and what became of the records."""

    before: Record
    after: Record | None
    difference: Difference


@dataclass(frozen=True)
class ChangeSheet:
    """A change with all that is known of it; `given` are the events of its stages, `choice` what was decided.

    `asked_by` is the person who wrote the version that was decided on; `may_decide` that the role was a right one.
    """

    record: Record
    content: Content
    stage: str
    choice: str
    is_yes: bool
    given: tuple[Event | None, Event | None, Event | None]
    accepted: Accepted | None
    again: Sequence[Step]
    did: Did | None
    asked_by: str
    may_decide: bool


@dataclass(frozen=True)
class ChangesData:
    """The changes of a project, oldest first. `words` are the stages in words, `titles` those of compared records."""

    papers: Papers
    view: View
    product: Product
    stages: Stages
    sheets: Sequence[ChangeSheet]
    titles: Mapping[int, str]
    words: Mapping[str, str]


@dataclass(frozen=True)
class BaselineSheet:
    """A baseline with what it holds; `wanting` was not approved when it was taken, `newer` went on since.

    `held` is None where the record names no versions.
    """

    record: Record
    content: Content
    author: str
    held: Members | None
    wanting: Sequence[Member]
    newer: Sequence[int] = ()


@dataclass(frozen=True)
class KeptSheet:
    """An entry of the registers of deliveries and safety copies."""

    record: Record
    content: Content


@dataclass(frozen=True)
class ConfigurationData:
    """How a project keeps its versions: strategy, baselines, deliveries, copies, and copies that could not be made."""

    papers: Papers
    strategy: Sequence[tuple[str, str]]
    unsaid: Sequence[str]
    has_strategy: bool
    baselines: Sequence[BaselineSheet]
    newer: Sequence[tuple[Member, Member, int]]
    titles: Mapping[int, str]
    delivery: Product | None
    deliveries: Sequence[KeptSheet]
    backup: Product | None
    copies: Sequence[KeptSheet]
    failures: Sequence[tuple[str, str, str, str, str]] = ()
    events: Mapping[int, Sequence[Event]] = field(default_factory=dict[int, Sequence[Event]])


@dataclass(frozen=True)
class CompareData:
    """Two baselines side by side, or one with now (`after` None), with the changed lines of each record by field.

    `before` is None where there is no baseline at all.
    """

    papers: Papers
    before: Record | None
    after: Record | None
    difference: Difference | None
    lines: Mapping[int, Sequence[tuple[str, str, str]]]
    titles: Mapping[int, str]
    cut: int = 0
