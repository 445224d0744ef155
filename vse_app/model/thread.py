"""The thread of one requirement: from who asked for it to who accepted it, with dates and people, gaps told as gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vse_app.model.process import ProcessModel
from vse_app.model.project import Person, Project
from vse_app.model.records import Content, Event, Record, VersionHead
from vse_app.model.trace import COVERED, FAILED, HOLES, Graph, Justified, Row

THERE, MISSING, LOOK, OPEN = "there", "missing", "look", "open"
"""How a station stands: something is there; nothing is; something asks for a look; nothing has to be there."""


@dataclass(frozen=True)
class Entry:
    """A record at a station. `how` is the type of the link that ties it in, `over` the number of the record at the
    other end; `facts` are what only its kind says, by field: result, version, decision.

    `events` are its states, with those of earlier versions. An entry that is `older` looked at, or handed over, a
    version that has changed since; it stays what it was, so nobody has to look again, as at a `suspect` one.
    """

    record: Record
    how: str = ""
    over: str = ""
    events: Sequence[Event] = ()
    versions: Sequence[VersionHead] = ()
    suspect: bool = False
    older: bool = False
    facts: Mapping[str, str] = field(default_factory=dict[str, str])


class Stage(NamedTuple):
    """A station: how it stands, what is there, the state of the matrix's cell it comes from ("" for others).

    In their order: asked, requirement, the columns of the matrix, baseline, delivery, acceptance, change.
    """

    id: str
    standing: str
    entries: tuple[Entry, ...]
    cell: str = ""
    justified: Justified | None = None
    text: str = ""


@dataclass(frozen=True)
class Thread:
    """A requirement with its stations. `parts` are the requirements it consists of, `above` those it is part of."""

    project: Project
    model: ProcessModel
    people: Mapping[str, Person]
    record: Record
    content: Content
    stages: tuple[Stage, ...]
    parts: tuple[Record, ...] = ()
    above: tuple[Record, ...] = ()

    def stage(self, name: str) -> Stage:
        """A station by its id."""
        return next(stage for stage in self.stages if stage.id == name)

    @property
    def missing(self) -> tuple[str, ...]:
        """The stations at which something is missing."""
        return tuple(stage.id for stage in self.stages if stage.standing == MISSING)


def cell_stage(graph: Graph, row: Row, column: str, entries: tuple[Entry, ...]) -> Stage:
    """A station that is a column of the matrix."""
    cell = row.cells[column]
    if cell.state in HOLES or cell.state == FAILED:
        standing = MISSING
    elif any(entry.suspect for entry in entries) or (column == "result" and cell.state not in COVERED):
        standing = OPEN if cell.state in ("parts", "dropped", "justified") else LOOK
    else:
        standing = THERE if cell.state in COVERED else OPEN
    return Stage(column, standing, entries, cell.state, cell.justified)


def simple_stage(name: str, entries: tuple[Entry, ...], *, needed: bool = True, text: str = "") -> Stage:
    """A station at which something should be (`needed`) or may be."""
    if any(entry.suspect for entry in entries):
        return Stage(name, LOOK, entries, text=text)
    if entries or text:
        return Stage(name, THERE, entries, text=text)
    return Stage(name, MISSING if needed else OPEN, ())
