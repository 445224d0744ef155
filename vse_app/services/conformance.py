"""Declarations of conformance: made, tailored, judged and stated, and what may be claimed now.

A declaration keeps a snapshot of its model, as projects do. What the program proposes stands in `proposing`; here only
people's decisions and judgements are written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from vse_app import content
from vse_app.model.building import build
from vse_app.model.conformance import NOT_YET, Standing, Stated, assess, empties
from vse_app.model.errors import BadProfile, Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.project import Project, plain
from vse_app.model.tailoring import (
    VERDICTS,
    Declaration,
    Deletion,
    Evidence,
    Judgement,
    declaration_from,
    judgement_from,
    places,
    remaining,
)
from vse_app.services import company, covering, projects, records
from vse_app.services.declaring import checked, paragraph
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, snapshots
from vse_app.store.change import Change
from vse_app.store.database import Connection

DECLARATION, JUDGEMENT = "declaration", "judgement"
MOST_EVIDENCE = 100


class Choice(NamedTuple):
    """A model that can be declared: its edition, and the kinds of claim it knows."""

    model: ProcessModel
    own: bool


def choices() -> tuple[Choice, ...]:
    """The models a claim with declared processes can be made to. A broken one of the user's own is left out."""
    found: list[Choice] = []
    for info in content.available():
        try:
            model = covering.model(info.ref)
        except BadProfile:
            continue
        if model.claims:
            found.append(Choice(model, info.own))
    return tuple(found)


def check_tailorable(model: ProcessModel) -> None:
    """Raise Invalid, with the reason, for a model in which nothing may be left out."""
    if not model.claims:
        raise Invalid(
            "{standard} allows no tailoring: it is met as it stands, or it is not met.",
            hint="Its report on conformance says which, and what is missing.",
            standard=model.standard,
        )


def declare(
    ws: Workspace, model: str, *, project: int = 0, kind: str = "", processes: Sequence[str] = (), title: str = ""
) -> Done[Declaration]:
    """Begin a declaration under a model (id or `id@edition`), for a project or (0) the whole company.

    Raises Invalid for a model that allows no tailoring, BadProfile for one that is not there.
    """
    raw = content.load(model)
    built = build(raw)
    check_tailorable(built)
    if project:
        projects.project(ws, project)
    values = {"kind": kind or built.claims[0], "processes": tuple(processes), "title": title}
    draft = Declaration(0, "", built.ref, project, by=built.full_by[:1])
    draft = dataclasses.replace(draft, **checked(ws, built, draft, values))

    def work(change: Change) -> Declaration:
        address = projects.keep_model(change, raw)
        number = snapshots.ever_made(change.connection, DECLARATION) + 1
        new = dataclasses.replace(draft, id=number, model=address)
        change.put(DECLARATION, str(number), plain(new), project=project)
        return new

    return ws.write("declaration.create", work)


def edit(ws: Workspace, declaration_id: int, **values: Any) -> Done[Declaration]:
    """Change what was declared. With a process that is no longer declared go the deletions in it. Raises Invalid."""

    def work(old: Declaration, model: ProcessModel) -> Declaration:
        new = dataclasses.replace(old, **checked(ws, model, old, values))
        if "processes" in values:
            own = places(model, new.processes)
            known = places(model)
            kept = tuple(d for d in new.deletions if d.element in own or d.element not in known)
            new = dataclasses.replace(new, deletions=kept)
        return new

    return _change(ws, declaration_id, "declaration", work)


def delete(
    ws: Workspace, declaration_id: int, element: str, *, reason: str, decider: str, date: str = ""
) -> Done[Declaration]:
    """Leave out an outcome, activity or task of a declared process. Raises Invalid with the sentence why not."""
    date = date or ws.today()
    records.check_date(date)

    def work(old: Declaration, model: ProcessModel) -> Declaration:
        _check_deletion(old, model, element)
        if not reason.strip():
            raise Invalid("A deletion needs a reason; it is printed.")
        records.check_person(ws, decider)
        new = Deletion(element, paragraph(reason), decider, date)
        return dataclasses.replace(old, deletions=(*old.deletions, new))

    return _change(ws, declaration_id, "declaration.delete", work)


def _check_deletion(declaration: Declaration, model: ProcessModel, element: str) -> None:
    check_tailorable(model)
    place = places(model).get(element)
    if declaration.kind != "tailored":
        raise Invalid("A full claim allows no deletion.", hint="Choose a tailored claim first, or declare less.")
    if element in {p.id for p in model.processes}:
        raise Invalid("A whole process is not deleted.", hint="Do not declare it.", place=element)
    if place is None:
        raise Invalid("{model} has no outcome, activity or task {element}.", model=model.ref, element=element[:80])
    if place.process not in declaration.processes:
        raise Invalid("The process {process} is not declared.", hint="Declare it first.", process=place.process)
    if element in {d.element for d in declaration.deletions}:
        raise Invalid("It is deleted already.", place=element)
    if empties(model, declaration, place):
        raise Invalid(
            "Nothing would be left of the process {process}.", hint="Do not declare it instead.", process=place.process
        )


def take_back(ws: Workspace, declaration_id: int, element: str) -> Done[Declaration]:
    """Take a deletion back: the element is to be shown again."""

    def work(old: Declaration, _model: ProcessModel) -> Declaration:
        return dataclasses.replace(old, deletions=tuple(d for d in old.deletions if d.element != element))

    return _change(ws, declaration_id, "declaration.restore", work)


def remove(ws: Workspace, declaration_id: int) -> Done[None]:
    """Take a declaration away with its judgements; undo brings all of it back."""

    def work(change: Change) -> None:
        found = _existing(change.connection, declaration_id)
        for key in _judgements(change.connection, found):
            change.put(JUDGEMENT, key, None, project=found.project)
        change.put(DECLARATION, str(declaration_id), None, project=found.project)

    return ws.write("declaration.remove", work)


def judge(
    ws: Workspace,
    declaration_id: int,
    element: str,
    verdict: str,
    *,
    person: str,
    date: str = "",
    note: str = "",
    evidence: Iterable[Evidence] = (),
) -> Done[Judgement]:
    """A named person judges one outcome. Evidence is taken as it is now; "achieved" needs some. Raises Invalid."""
    if verdict not in VERDICTS:
        raise Invalid("A judgement is “achieved” or “not yet”.")
    records.check_person(ws, person)
    records.check_date(date or ws.today())
    said = Judgement(element, verdict, person, date or ws.today(), paragraph(note), captured=ws.moment())
    return _judged(ws, declaration_id, said, evidence)


def prepare(
    ws: Workspace, declaration_id: int, element: str, *, note: str = "", evidence: Iterable[Evidence] = ()
) -> Done[Judgement]:
    """Keep evidence and a note for a judgement that is still to come. A verdict given before no longer stands."""
    return _judged(ws, declaration_id, Judgement(element, note=paragraph(note)), evidence)


def _judged(ws: Workspace, declaration_id: int, said: Judgement, evidence: Iterable[Evidence]) -> Done[Judgement]:
    wanted = tuple({item.key: item for item in evidence}.values())
    if len(wanted) > MOST_EVIDENCE:
        raise Invalid("Name at most {limit} pieces of evidence.", limit=MOST_EVIDENCE)

    def work(change: Change) -> Judgement:
        found = _existing(change.connection, declaration_id)
        units = remaining(ws.model(found.model), found, frozenset(d.element for d in found.deletions))
        if said.element not in {unit.element for unit in units}:
            raise Invalid("{element} is not to be judged in this declaration.", element=said.element[:80])
        new = said._replace(evidence=tuple(_seen(change.connection, found, item) for item in wanted))
        if new.verdict == "achieved" and not new.evidence:
            raise Invalid("Name the evidence first.", hint="At least one work product or confirmed task.")
        empty = new == Judgement(said.element)
        change.put(JUDGEMENT, f"{declaration_id}/{said.element}", None if empty else plain(new._asdict()),
                   project=found.project)  # fmt: skip
        return new

    return ws.write("judgement" if said.verdict else "judgement.prepare", work)


def _seen(connection: Connection, declaration: Declaration, item: Evidence) -> Evidence:
    """Evidence with its stamp as it is now; raises Invalid for what cannot be evidence."""
    if declaration.project not in (0, item.project):
        raise Invalid("Evidence comes from the project that is declared.")
    if item.kind == "task":
        for said in queries.confirmations_of(connection, item.project):
            if said.id == item.id and not said.withdrawn:
                return item._replace(stamp="")
        raise Invalid("There is no such confirmed task.")
    record = queries.record(connection, item.id)
    if record is None or record.withdrawn or record.project != item.project:
        raise Invalid("There is no such record.")
    if not record.filled:
        raise Invalid("{number} is empty; it cannot be evidence.", hint="Write it first.", number=record.number)
    return item._replace(kind="record", stamp=record.stamp)


def state(ws: Workspace, declaration_id: int, *, person: str, date: str = "") -> Done[Declaration]:
    """A named person states the claim as it is now; a later change leaves the statement behind. Raises Invalid."""
    records.check_person(ws, person)
    records.check_date(date or ws.today())
    found = stated(ws, declaration_id)
    if found.assessment.claim == NOT_YET:
        raise Invalid("Nothing can be stated yet.", hint="See first what stands in the way.")
    seal = found.declaration.stamp(found.judgements)

    def work(old: Declaration, _model: ProcessModel) -> Declaration:
        return dataclasses.replace(old, stated_by=person, stated=date or ws.today(), seal=seal)

    return _change(ws, declaration_id, "declaration.state", work)


def unstate(ws: Workspace, declaration_id: int) -> Done[Declaration]:
    """Take the statement back; the declaration stays."""
    return _change(
        ws,
        declaration_id,
        "declaration.unstate",
        lambda old, _model: dataclasses.replace(old, stated_by="", stated="", seal=""),
    )


def _change(
    ws: Workspace, declaration_id: int, verb: str, work: Callable[[Declaration, ProcessModel], Declaration]
) -> Done[Declaration]:
    def write(change: Change) -> Declaration:
        old = _existing(change.connection, declaration_id)
        new = work(old, ws.model(old.model))
        change.put(DECLARATION, str(declaration_id), plain(new), project=old.project)
        return new

    return ws.write(verb, write)


def _existing(connection: Connection, declaration_id: int) -> Declaration:
    found = queries.document(connection, DECLARATION, str(declaration_id))
    if found is None:
        raise Invalid("There is no such declaration.")
    return declaration_from(found)


def _judgements(connection: Connection, declaration: Declaration) -> dict[str, Judgement]:
    """The judgements of a declaration by the key they are stored under."""
    every = queries.all_documents(connection, JUDGEMENT, project=declaration.project)
    own = f"{declaration.id}/"
    return {key: judgement_from(data) for key, data in every.items() if key.startswith(own)}


def stated(ws: Workspace, declaration_id: int) -> Stated:
    """A declaration with its judgements and what may be claimed now; raises Invalid when there is none."""
    with ws.reading() as connection:
        found = _existing(connection, declaration_id)
    return _read(ws, (found,))[0]


def all_stated(ws: Workspace, *chosen: int) -> tuple[Stated, ...]:
    """The declarations of some projects and those of the whole company, in the order they were begun."""
    with ws.reading() as connection:
        found: dict[str, Any] = {}
        for where in dict.fromkeys((0, *chosen)):
            found |= queries.all_documents(connection, DECLARATION, project=where)
    declarations = [declaration_from(data) for data in found.values()]
    return _read(ws, sorted(declarations, key=lambda d: d.id))


def _read(ws: Workspace, declarations: Sequence[Declaration]) -> tuple[Stated, ...]:
    every = {p.id: p for p in projects.projects(ws)}
    people = {p.id: p for p in company.people(ws)}
    found: list[Stated] = []
    for declaration in declarations:
        with ws.reading() as connection:
            judgements = {j.element: j for j in _judgements(connection, declaration).values()}
            standing = _standing(connection, declaration, judgements.values())
        model = ws.model(declaration.model)
        named = {declaration.project, *(e.project for j in judgements.values() for e in j.evidence)}
        involved: dict[int, Project] = {i: every[i] for i in sorted(named) if i in every}
        models = {i: projects.model_of(ws, p) for i, p in involved.items()}
        assessment = assess(declaration, model, judgements, standing)
        found.append(Stated(declaration, model, judgements, standing, assessment, people, involved, models))
    return tuple(found)


def _standing(connection: Connection, declaration: Declaration, judgements: Iterable[Judgement]) -> Standing:
    named = {item for said in judgements for item in said.evidence}
    heads = queries.heads(connection, sorted({item.id for item in named if item.kind == "record"})[:10_000])
    confirmed = {
        (project, said.id): said
        for project in sorted({item.project for item in named if item.kind == "task"})
        for said in queries.confirmations_of(connection, project)
    }
    return Standing(declaration.project, heads, confirmed)
