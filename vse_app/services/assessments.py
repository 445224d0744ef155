"""Assessments: start one, plan it, sign its steps, go another round. Nothing of a completed one changes any more.

An assessment belongs to the company, not to a project. It keeps a snapshot of the model it was made under, so it can be
read and printed when that edition is not shipped any more.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from vse_app import content
from vse_app.model.assessment import (
    MAX_TEXT,
    SIGNED,
    STEPS,
    USES,
    Assessment,
    Member,
    Signature,
    Slot,
    Target,
    mapping,
    read_assessment,
)
from vse_app.model.assessment_scope import can_be_assessed, ratable, scale_of, suggested_scope
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import plain
from vse_app.services import company, covering, projects, records
from vse_app.services.company import MAX_NAME
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, snapshots
from vse_app.store.change import Change

KIND: Final = "assessment"
ITEM, EVIDENCE = "assessment-item", "assessment-evidence"
INTERVIEW, OBSERVATION = "assessment-interview", "assessment-observation"
NOTE: Final = "assessment-note"
"""Private notes. Nothing that prints, packs or exports reads this kind of document."""
FROZEN: Final = "assessment-frozen"
TOPICS: Final = frozenset({KIND, ITEM, EVIDENCE, INTERVIEW, OBSERVATION, NOTE, FROZEN, "improvement"})
"""What a view of an assessment shows."""
FRAMEWORK: Final = "iso15504-2"
"""The measurement framework of EvalProSoft."""
MOST: Final = 200
"""At most so many members of a team."""

T = TypeVar("T")


class Choice(NamedTuple):
    """A model that can be assessed."""

    ref: str
    title: str
    standard: str
    scale: str
    processes: tuple[tuple[str, str], ...]


def choices(language: str) -> tuple[Choice, ...]:
    """The models that can be assessed, those with practices or tasks first."""
    found: list[tuple[bool, Choice]] = []
    for info in content.available():
        if info.kind not in ("profile", "reference"):
            continue
        model = covering.model(info.ref)
        if can_be_assessed(model):
            names = tuple((p, str(model.word(language, "processes", p))) for p in ratable(model))
            choice = Choice(info.ref, info.title(language), info.standard, scale_of(model), names)
            found.append((not any(True for _ in model.tasks()), choice))
    return tuple(choice for _, choice in sorted(found, key=lambda pair: (pair[0], pair[1].ref)))


def assessments(ws: Workspace) -> tuple[Assessment, ...]:
    """All assessments, oldest first."""
    with ws.reading() as connection:
        found = queries.all_documents(connection, KIND)
    return tuple(read_assessment(said) for data in found.values() if (said := mapping(data)))


def assessment(ws: Workspace, assessment_id: int) -> Assessment:
    """One assessment; raises Invalid when there is none."""
    with ws.reading() as connection:
        data = mapping(queries.document(connection, KIND, str(assessment_id)))
    if not data:
        raise Invalid("There is no such assessment.")
    return read_assessment(data)


def model_of(ws: Workspace, own: Assessment) -> ProcessModel:
    """The model as it was when the assessment began."""
    return ws.model(own.model)


def framework_of(ws: Workspace, own: Assessment) -> ProcessModel:
    """The measurement framework as it was when the assessment began."""
    return ws.model(own.framework)


def start(
    ws: Workspace, *, title: str, use: str, model: str, projects_seen: Sequence[int] = (), language: str = "en"
) -> Done[Assessment]:
    """Begin an assessment under a model; its scope is all processes at level 1 where they are few. Raises Invalid."""
    raw, framework = content.load(model), content.load(FRAMEWORK)
    found = covering.model(content.find(model).ref)
    if not can_be_assessed(found):
        raise Invalid("Nothing can be assessed under {model}.", model=found.ref)
    own = company.company(ws)
    draft = Assessment(
        id=0, title=title.strip(), use=use, scale=scale_of(found), model=_hash(raw), model_ref=found.ref,
        framework=_hash(framework), unit=own.name, projects=tuple(projects_seen), scope=suggested_scope(found),
        team=_first_team(ws), created=ws.moment(),
    )  # fmt: skip
    check(ws, draft)

    def work(change: Change) -> Assessment:
        new = dataclasses.replace(draft, id=snapshots.ever_made(change.connection, KIND) + 1)
        for part in (raw, framework):
            structure = part["structure"]
            snapshots.keep(change.connection, _hash(part), f"{structure['id']}@{structure['edition']}", _dumps(part))
        change.put(KIND, str(new.id), plain(new))
        return new

    return ws.write("assessment.start", work)


def _first_team(ws: Workspace) -> tuple[Member, ...]:
    """Whoever is at work leads it, until somebody says otherwise."""
    person = next((p for p in company.people(ws) if p.id == ws.actor), None)
    return (Member("m1", person.name, "EC", person.id),) if person is not None else ()


def _dumps(raw: Raw) -> str:
    return json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _hash(raw: Raw) -> str:
    return hashlib.sha256(_dumps(raw).encode()).hexdigest()


def edit(ws: Workspace, assessment_id: int, **values: Any) -> Done[Assessment]:
    """Change anything of the plan; raises Invalid when a value cannot be, or when the assessment is completed."""
    unknown = set(values) - PLANNED
    if unknown:
        raise Invalid("{name} cannot be changed here.", name=sorted(unknown)[0])
    new = dataclasses.replace(opened(ws, assessment_id), **values)
    check(ws, new, frozenset(values))
    return _put(ws, "assessment.plan", new)


PLANNED: Final = frozenset(
    "title use unit purpose constraints confidentiality projects scope team schedule lessons".split()
)
"""What of an assessment can be edited."""


def completed() -> Invalid:
    """The refusal to change anything of a completed assessment."""
    return Invalid("This assessment is completed: nothing of it changes any more.", hint="Start a new round instead.")


def opened(ws: Workspace, assessment_id: int) -> Assessment:
    """An assessment that may still change; raises Invalid when it is completed."""
    own = assessment(ws, assessment_id)
    if own.is_closed:
        raise completed()
    return own


def frozen(ws: Workspace, places: Iterable[tuple[str, str]]) -> bool:
    """Whether any of these things, as (kind, key), belongs to an assessment that is completed."""
    numbers = {key.partition("/")[0] for kind, key in places if kind in TOPICS and kind != "improvement"}
    return any(own.is_closed for own in assessments(ws) if str(own.id) in numbers) if numbers else False


def sign(ws: Workspace, assessment_id: int, step: str, *, member: str, happened: str) -> Done[Assessment]:
    """A member says that a step is done, on a date. Signing again replaces who and when."""
    own = opened(ws, assessment_id)
    if step not in SIGNED:
        raise Invalid("There is no step {step} to be signed.", step=step)
    if own.member(member) is None:
        raise Invalid("Choose somebody of the team.")
    records.check_date(happened)
    kept = tuple(s for s in own.signatures if s.step != step)
    signed = (*kept, Signature(step, member, happened, ws.moment()))
    order = {name: number for number, name in enumerate(STEPS)}
    new = dataclasses.replace(own, signatures=tuple(sorted(signed, key=lambda s: order.get(s.step, 99))))
    return _put(ws, "assessment.sign", new)


def unsign(ws: Workspace, assessment_id: int, step: str) -> Done[Assessment]:
    """Take a signature back: the step goes on."""
    own = opened(ws, assessment_id)
    new = dataclasses.replace(own, signatures=tuple(s for s in own.signatures if s.step != step))
    return _put(ws, "assessment.sign", new)


def next_round(ws: Workspace, assessment_id: int) -> Done[Assessment]:
    """Begin the next round: plan and scope as before, the letters as a reminder only, everything to be done again.

    The model stays the one that is kept, so that the two rounds can be compared. Raises Invalid unless it is completed.
    """
    before = assessment(ws, assessment_id)
    if not before.is_closed:
        raise Invalid("Complete this round first; then its ratings can be compared with the next.")
    with ws.reading() as connection:
        items = queries.documents_under(connection, ITEM, f"{before.id}/")

    def work(change: Change) -> Assessment:
        new = dataclasses.replace(
            before, id=snapshots.ever_made(change.connection, KIND) + 1, round=before.round + 1, previous=before.id,
            schedule=(), signatures=(), created=ws.moment(), closed="", closed_by="", lessons="",
        )  # fmt: skip
        change.put(KIND, str(new.id), plain(new))
        for key, data in items.items():
            letter = mapping(mapping(data).get("decision")).get("letter")
            if letter:
                change.put(ITEM, f"{new.id}/{key}", {"previous": letter})
        return new

    return ws.write("assessment.round", work)


def check(ws: Workspace, draft: Assessment, changed: frozenset[str] = PLANNED) -> None:
    """Raise Invalid, naming what is wrong, when an assessment cannot be as drafted; stored parts are let be."""
    if not draft.title.strip():
        raise Invalid("A title is needed.")
    if len(draft.title) > MAX_NAME:
        raise Invalid("The title is longer than {limit} characters.", limit=MAX_NAME)
    if draft.use not in USES:
        raise Invalid("Say what the assessment is for.")
    for text in (draft.unit, draft.purpose, draft.constraints, draft.confidentiality, draft.lessons):
        check_text(text)
    known = {item.id for item in projects.projects(ws)} if "projects" in changed else set(draft.projects)
    if not known.issuperset(draft.projects):
        raise Invalid("There is no such project.")
    _check_team(draft.team)
    for slot in draft.schedule:
        _check_slot(slot)
    if draft.id and "scope" in changed:
        _check_scope(draft.scope, model_of(ws, draft), 1 if draft.scale == "met" else 5)


def check_text(text: str) -> None:
    """Raise Invalid for a text that is longer than the program takes."""
    if len(text) > MAX_TEXT:
        raise Invalid("This text is longer than {limit} characters.", limit=MAX_TEXT)


def _check_team(team: Sequence[Member]) -> None:
    if len(team) > MOST:
        raise Invalid("A team has at most {limit} members.", limit=MOST)
    if len({member.id for member in team}) < len(team):
        raise Invalid("Two members of the team have the same id.")
    for member in team:
        if not member.name.strip():
            raise Invalid("A name is needed.")
        if len(member.name) > MAX_NAME:
            raise Invalid("The name is longer than {limit} characters.", limit=MAX_NAME)
        check_text(member.competence)


def _check_slot(slot: Slot) -> None:
    for date in (slot.first, slot.last):
        if date:
            records.check_date(date)
    if slot.first and slot.last and slot.last < slot.first:
        raise Invalid("The end {end} is before the start {start}.", start=slot.first, end=slot.last)


def _check_scope(scope: Sequence[Target], model: ProcessModel, highest: int) -> None:
    known = {process.id for process in model.processes}
    if len({target.process for target in scope}) < len(scope):
        raise Invalid("A process stands in the scope twice.")
    for target in scope:
        if target.process not in known:
            raise Invalid("{model} has no process {process}.", model=model.ref, process=target.process)
        if not 1 <= target.level <= highest:
            raise Invalid(
                "The target of {process} must be from 1 to {highest}.", process=target.process, highest=highest
            )


def new_member_id(team: Sequence[Member]) -> str:
    """An id for the next member that none had before."""
    numbers = [int(m.id[1:]) for m in team if m.id[:1] == "m" and m.id[1:].isdigit()]
    return f"m{max(numbers, default=0) + 1}"


def _put(ws: Workspace, verb: str, new: Assessment) -> Done[Assessment]:
    def work(change: Change) -> Assessment:
        change.put(KIND, str(new.id), plain(new))
        return new

    return ws.write(verb, work)


def write(ws: Workspace, verb: str, assessment_id: int, work: Callable[[Change], T]) -> Done[T]:
    """A change of something that belongs to an assessment; raises Invalid when that is completed."""
    opened(ws, assessment_id)
    return ws.write(verb, work)
