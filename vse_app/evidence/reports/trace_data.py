"""What the reports about traceability are made from: plain values, gathered by `services.trace_reports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vse_app.model.process import ProcessModel
from vse_app.model.project import Company, Person, Project
from vse_app.model.report import HouseStyle
from vse_app.model.thread import Thread
from vse_app.model.trace import Edge, Graph, Row
from vse_app.model.trace_survey import Survey


@dataclass(frozen=True)
class Papers:
    """Whose paper it is, about which project, as of when. `dated` is the moment (UTC) of the last change."""

    company: Company
    style: HouseStyle
    project: Project
    model: ProcessModel
    people: Mapping[str, Person]
    dated: str
    language: str


@dataclass(frozen=True)
class TraceData:
    """All requirements of a project traced: rows in the order of the matrix, those that count, suspect links."""

    papers: Papers
    graph: Graph
    rows: Sequence[Row]
    survey: Survey
    hinted: int
    justified: int

    @cached_property
    def by_id(self) -> Mapping[int, Row]:
        """Requirement → its row."""
        return {row.id: row for row in self.rows}

    @property
    def suspects(self) -> Sequence[Edge]:
        """Every link that asks for a look, once."""
        return tuple({edge.id: edge for row in self.rows for edge in row.suspects}.values())


@dataclass(frozen=True)
class ThreadData:
    """The thread of one requirement."""

    papers: Papers
    thread: Thread
