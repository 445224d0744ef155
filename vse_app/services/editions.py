"""Other editions of a project's model: which there are, what a move means, and the move, one change to be undone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vse_app import content
from vse_app.i18n import Translator, translator
from vse_app.model import move_rows, wording, working
from vse_app.model.building import build
from vse_app.model.errors import BadProfile, Invalid
from vse_app.model.fields import is_filled
from vse_app.model.move_rows import Row
from vse_app.model.move_words import MoveWords
from vse_app.model.moves import Key
from vse_app.model.moving import MovePlan, Said, Target, plan
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import Mark, Project, plain
from vse_app.services import company, path, projects
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, snapshots
from vse_app.store.change import Change


class Edition(NamedTuple):
    """An edition the project could move to. `same` says it is the present one with another content than was kept."""

    ref: str
    edition: str
    title: str
    own: bool
    same: bool


@dataclass(frozen=True)
class Editions:
    """The project's edition, those it could move to, and `newer`: one that exists and is not in the program."""

    project: Project
    model: ProcessModel
    others: tuple[Edition, ...]
    newer: str


@dataclass(frozen=True)
class Preview:
    """A move worked out: its rows, and the minutes that are newly owed. `version` is the state of the file it is of."""

    plan: MovePlan
    target: ProcessModel
    rows: tuple[Row, ...]
    minutes: int
    words: MoveWords
    is_next: bool

    @property
    def kept(self) -> ProcessModel:
        """The model as the project would keep it."""
        return self.plan.after.facts.model


def editions(ws: Workspace, project_id: int, language: str) -> Editions:
    """What a project could move to: editions of its model that can be run, the present one with other content too."""
    project = projects.project(ws, project_id)
    model = projects.model_of(ws, project)
    others = tuple(
        Edition(found.ref, found.edition, found.about(language), own, found.edition == model.edition)
        for found, own in _others(project, model)
    )
    is_here = {other.edition for other in others} & set(re.split("[^A-Za-z0-9.]+", model.newer_edition))
    newer = "" if is_here else model.newer_edition
    return Editions(project, model, others, newer)


def _others(project: Project, model: ProcessModel) -> Iterator[tuple[ProcessModel, bool]]:
    present = model.raw.get("earlier", {}).get("base", project.model)
    for info in content.available():
        if info.id != model.id:
            continue
        try:
            raw = working.restricted(content.load(info.ref))
        except BadProfile:
            continue  # told among the problems of the user's models
        if working.is_runnable(raw) and projects.snapshot(raw)[0] != present:
            yield build(raw), info.own


def preview(ws: Workspace, project_id: int, ref: str, tr: Translator) -> Preview:
    """Work out a move; raises Invalid for what is no edition of the project's model, BadProfile for a broken one."""
    raw = working.restricted(content.load(ref))
    found, filled, _said = _planned(ws, project_id, raw)
    rows = move_rows.rows(found, filled)
    people = {p.id: p for p in company.people(ws)}
    model = found.after.facts.model
    step = found.comparison.by_table or found.comparison.old.edition == found.comparison.new.edition
    return Preview(found, build(raw), rows, move_rows.minutes(rows), MoveWords(tr, model, people), step)


def move(ws: Workspace, project_id: int, ref: str) -> Done[Project]:
    """Move a project to another edition, as one change that can be undone. Nothing that was said is written anew."""
    raw = working.restricted(content.load(ref))
    found, _filled, language = _planned(ws, project_id, raw)
    model_hash, text = projects.snapshot(found.raw)
    new = dataclasses.replace(found.project, model=model_hash)
    note = {"from": found.move.source, "to": found.move.target, "happened": ws.today(), "person": ws.actor}

    def work(change: Change) -> Project:
        snapshots.keep(change.connection, model_hash, found.move.target, text)
        change.put("project", str(project_id), plain(new))
        for record, place in found.places.items():
            change.set_head(record, project_id, **place._asdict())
        for key, mark in _marks(found, translator(language)).items():
            path.put_mark(change, project_id, mark or Mark(*key))
        count = len(queries.all_documents(change.connection, "move", project=project_id)) + 1
        change.put("move", f"{project_id}/{count}", note, project=project_id)
        return new

    return ws.write("project.move", work)


def _planned(ws: Workspace, project_id: int, raw: Raw) -> tuple[MovePlan, dict[tuple[str, str], int], str]:
    project = projects.project(ws, project_id)
    if projects.model_of(ws, project).id != raw["structure"]["id"]:
        raise Invalid("A project can only move to another edition of its own model.")
    if not working.is_runnable(raw):
        raise Invalid("A project cannot run this edition: it has no tasks.")
    facts = path.facts_on(ws, project_id, ws.today())
    language = company.company(ws).language
    used: dict[str, set[str]] = {}
    filled: dict[tuple[str, str], int] = {}
    with ws.reading() as connection:
        said = Said(queries.events_of(connection, project_id), queries.confirmations_of(connection, project_id))
        for kind, current, written in queries.contents_of(connection, project_id):
            for field in (name for name, value in written.fields.items() if is_filled(value)):
                used.setdefault(kind, set()).add(field)
                filled[kind, field] = filled.get((kind, field), 0) + current
    target = Target(build(raw), projects.snapshot(raw)[0], language)
    return plan(facts, said, target, used), filled, language


def _marks(found: MovePlan, tr: Translator) -> dict[Key, Mark | None]:
    """The marks to keep; what a mark can no longer say stands in its note, in the language of the company's papers."""
    marks = dict(found.marks)
    before = {(m.task, m.iteration): m for m in found.before.facts.marks}
    sources = {t: source for source, targets in found.move.instances.items() for t in targets}
    for key in {*found.lost_ticks, *found.dropped_na}:
        mark = marks.get(key)
        old = before.get(sources.get(key, key))
        if mark is None or old is None:
            continue
        lines = [mark.note] if mark.note else []
        if key in found.dropped_na:
            values = {"edition": found.move.edition, "reason": old.reason, "date": wording.date_text(tr, old.happened)}
            lines.append(tr("Not applicable under edition {edition}, {date}: {reason}", **values))
        lines += [f"✓ {line} ({found.move.edition})" for line in found.lost_ticks.get(key, ())]
        marks[key] = mark._replace(note="\n".join(lines))
    return marks
