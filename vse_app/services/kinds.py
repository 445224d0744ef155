"""The kinds of record of a project: a copy of the registers of this program, kept with it as its model is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
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
    """Give the registers to projects that were made before there were any; nothing else of them changes."""
    from vse_app.model.project import plain
    from vse_app.services import projects

    without = [p for p in projects.projects(ws) if not p.registers]
    if not without:
        return
    raw = shipped()

    def work(change: Change) -> None:
        kept = projects.keep_model(change, raw)
        for project in without:
            change.put("project", str(project.id), plain(dataclasses.replace(project, registers=kept)))

    ws.write("project.registers", work)


def renew(ws: Workspace, project_id: int) -> None:
    """Give a project the kinds of record that came with this program after it began; nothing happens without any.

    Only what it does not have is new: the kinds it keeps already are those of the same registers, in the same edition.
    """
    from vse_app.model.project import plain
    from vse_app.services import projects

    project, raw = projects.project(ws, project_id), shipped()
    address, _text = projects.snapshot(raw)
    if project.registers == address:
        return
    with ws.reading() as connection:
        before = snapshots.fetch(connection, project.registers) if project.registers else raw
    mine = {p["id"] for p in before["structure"]["products"]}
    theirs = {p["id"] for p in raw["structure"]["products"]}
    same = before["structure"]["edition"] == raw["structure"]["edition"]
    if not same or (project.registers and not mine < theirs):
        return

    def work(change: Change) -> None:
        kept = projects.keep_model(change, raw)
        change.put("project", str(project_id), plain(dataclasses.replace(project, registers=kept)))

    ws.write("project.registers", work)


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
