"""The kinds of record of a project: a copy of the registers of this program, kept with it as its model is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from vse_app.model import fields
from vse_app.model.elements import PartOf
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.records import Content
from vse_app.store import queries, snapshots
from vse_app.store.change import Change
from vse_app.store.database import Connection

if TYPE_CHECKING:
    from vse_app.services.workspace import Workspace

MODEL: Final = "registers"
"""The model that holds the kinds of record that come with the program."""


@cache
def shipped() -> Raw:
    """The registers that come with this program; raises BadProfile when they are damaged."""
    from vse_app import content

    return content.load(MODEL)


def adopt(ws: Workspace) -> None:
    """Give projects the kinds of record that came with this program after they began; nothing else of them changes.

    A project that keeps a kind or a field that the program no longer has stays with what it keeps.
    """
    from vse_app.model.project import plain
    from vse_app.services import projects

    raw = shipped()
    address = _address()
    theirs = set(_parts(raw))
    others = [project for project in projects.projects(ws) if project.registers != address]
    behind = [project for project in others if _parts_kept(ws, project.registers) <= theirs]
    if not behind:
        return

    def work(change: Change) -> None:
        kept = projects.keep_model(change, raw)
        for project in behind:
            change.put("project", str(project.id), plain(dataclasses.replace(project, registers=kept)))

    ws.write("project.registers", work)


@cache
def _address() -> str:
    """The hash under which the registers of this program are kept with a project."""
    from vse_app.services import projects

    return projects.snapshot(shipped())[0]


def _parts_kept(ws: Workspace, registers: str) -> set[tuple[str, ...]]:
    if not registers:
        return set()
    with ws.reading() as connection:
        return set(_parts(snapshots.fetch(connection, registers)))


def _parts(raw: Raw) -> Iterator[tuple[str, ...]]:
    """Each kind, each of its fields and each choice of a field."""
    for kind in raw["structure"]["products"]:
        yield (kind["id"],)
        for field in kind["fields"]:
            yield kind["id"], field["id"], field["kind"]
            for choice in field.get("choices", ()):
                yield kind["id"], field["id"], field["kind"], choice


class ModelRules:
    """What a project's model says of its records, for `store.belonging`; one for each change."""

    def __init__(self, ws: Workspace, connection: Connection) -> None:
        self._ws, self._connection = ws, connection
        self._models: dict[int, ProcessModel] = {}
        self._parts: dict[tuple[int, str], tuple[PartOf, ...]] = {}
        self._fed: dict[tuple[int, str], tuple[tuple[PartOf, str], ...]] = {}

    def part_of(self, project: int, kind: str) -> tuple[PartOf, ...]:
        """The documents that rows of a kind are part of."""
        key = (project, kind)
        if key not in self._parts:
            self._parts[key] = self._model(project).product_of(kind).part_of
        return self._parts[key]

    def fed_by(self, project: int, kind: str) -> tuple[tuple[PartOf, str], ...]:
        """For a kind of document: the fields fed by registers, each with the kind of its rows."""
        key = (project, kind)
        if key not in self._fed:
            registers = self._model(project).registers
            self._fed[key] = tuple((part, row.id) for row in registers for part in row.part_of if part.product == kind)
        return self._fed[key]

    def filled(self, project: int, kind: str, content: Content, counts: Mapping[str, int]) -> tuple[str, ...]:
        """The parts of a document that are filled, rows of registers counted."""
        return fields.parts_filled(self._model(project).product_of(kind), content.fields, counts)

    def _model(self, project: int) -> ProcessModel:
        if project not in self._models:
            said: dict[str, str] = queries.document(self._connection, "project", str(project)) or {}
            self._models[project] = self._ws.model(said["model"], said.get("registers", ""))
        return self._models[project]
