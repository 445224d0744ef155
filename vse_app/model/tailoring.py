"""A declaration: which processes of which model somebody claims to meet, in full or tailored, and what is left out.

After ISO/IEC 12207:2008, clause 2 and Annex A: tailoring is the deletion of outcomes, activities or tasks, each with a
reason and a decider; it never adds or rewrites. What is done beyond the model is an extension and stands apart. A whole
process is left out by not declaring it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, TypeVar, cast

from vse_app.model.process import ProcessModel
from vse_app.model.project import plain

KINDS: Final = ("full", "tailored")
BASES: Final = ("outcomes", "tasks")
CIRCUMSTANCES: Final = (
    "environments", "risk", "novelty", "schedule", "properties", "technology", "budget", "enabling", "authority",
    "standards",
)  # fmt: skip
"""What A.2.3.1 asks to look at before anything is left out."""
PARTIES: Final = ("acquirer", "supplier", "implementer", "maintainer", "operator")
"""What a party can be in an agreement, named after the process it performs (5.1.4)."""
ELEMENTS: Final = ("outcome", "activity", "task")
"""What can be deleted, and what an extension can be."""
VERDICTS: Final = ("achieved", "not-yet")


class Deletion(NamedTuple):
    """An outcome, activity or task that is left out: why, by whose decision (person id) and when (ISO date)."""

    element: str
    reason: str
    decider: str
    date: str


class Extension(NamedTuple):
    """Something done beyond the model: a further outcome, activity or task of a declared process ("" = of none)."""

    kind: str
    text: str
    process: str = ""
    reason: str = ""


class Part(NamedTuple):
    """What a party is in an agreement; `role` is one of `PARTIES`."""

    agreement: str
    party: str
    role: str


class Input(NamedTuple):
    """Whose input was sought (A.2.3.3), what they said, and when (ISO date)."""

    who: str
    said: str = ""
    date: str = ""


class Evidence(NamedTuple):
    """What a judgement rests on: a record, or a confirmed task of a project.

    `kind` is "record" (`id` is the record's) or "task" (`id` is the confirmation's). `stamp` is what was seen then.
    """

    kind: str
    project: int
    id: int
    stamp: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        """What it names, whatever was seen of it."""
        return self.kind, self.project, self.id


class Judgement(NamedTuple):
    """What a named person says of one outcome. Without a verdict it is only prepared: evidence and note, not judged.

    `date` is the day of the judgement (ISO), `captured` the moment the program took it in (UTC).
    """

    element: str
    verdict: str = ""
    person: str = ""
    date: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    captured: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is claimed. `model` is the hash of the kept snapshot, `ref` its edition; `project` 0 is the whole company.

    `by` says what a full claim rests on; `circumstances` maps those considered to a note; people are person ids.
    `seal` is the stamp of what somebody stated, so that a later change leaves the statement behind by arithmetic.
    """

    id: int
    model: str
    ref: str
    project: int = 0
    title: str = ""
    about: str = ""
    kind: str = "full"
    by: tuple[str, ...] = ("outcomes",)
    processes: tuple[str, ...] = ()
    circumstances: Mapping[str, str] = field(default_factory=dict[str, str])
    properties: str = ""
    inputs: tuple[Input, ...] = ()
    decider: str = ""
    decided: str = ""
    decision: str = ""
    deletions: tuple[Deletion, ...] = ()
    extensions: tuple[Extension, ...] = ()
    parties: tuple[Part, ...] = ()
    stated_by: str = ""
    stated: str = ""
    seal: str = ""

    def stamp(self, judgements: Mapping[str, Judgement]) -> str:
        """SHA-256 over everything declared and judged of the declared processes; 64 hexadecimal digits."""
        bare = replace(self, id=0, title="", stated_by="", stated="", seal="")
        said = [judgements[name][:-1] for name in sorted(judgements) if judgements[name].verdict]
        text = json.dumps([plain(bare), plain(said)], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()


class Place(NamedTuple):
    """Where an element that can be deleted stands; `kind` is one of `ELEMENTS`, `activity` "" for outcomes."""

    element: str
    kind: str
    process: str
    activity: str = ""


class Unit(NamedTuple):
    """Something to be judged: an outcome, or an activity, task or whole process where there are no outcomes."""

    element: str
    kind: str
    process: str


def places(model: ProcessModel, processes: tuple[str, ...] | None = None) -> dict[str, Place]:
    """Everything in some processes (None = all) that can be deleted, by id, in the model's order."""
    found: dict[str, Place] = {}
    for process in model.processes:
        if processes is not None and process.id not in processes:
            continue
        own = [Place(o.id, "outcome", process.id) for o in process.objectives]
        for activity in process.activities:
            own.append(Place(activity.id, "activity", process.id, activity.id))
            own += [Place(t.id, "task", process.id, activity.id) for t in activity.tasks]
        for place in own:
            found.setdefault(place.element, place)
    return found


def requirements(model: ProcessModel, process: str, by: tuple[str, ...]) -> tuple[Unit, ...]:
    """What a claim has to show of a process before anything is deleted.

    Its outcomes; where it has none, its activities, else the process itself. By tasks: the tasks that are required, and
    the activities whose tasks the model does not list. Nothing when a claim by tasks finds neither.
    """
    item = model.process(process)
    found: dict[str, Unit] = {}
    if "tasks" in by:
        for activity in item.activities:
            tasks = [t for t in activity.tasks if not t.optional and t.obligation not in ("should", "may")]
            named = [Unit(t.id, "task", process) for t in tasks]
            for unit in named or ([] if activity.tasks else [Unit(activity.id, "activity", process)]):
                found[unit.element] = unit
    if "outcomes" in by or "tasks" not in by:
        outcomes = [Unit(o.id, "outcome", process) for o in item.objectives]
        activities = [Unit(a.id, "activity", process) for a in item.activities]
        for unit in outcomes or activities or [Unit(process, "process", process)]:
            found.setdefault(unit.element, unit)
    return tuple(found.values())


def basis(declaration: Declaration) -> tuple[str, ...]:
    """What the claim rests on: only a full claim can rest on tasks."""
    return declaration.by if declaration.kind == "full" and declaration.by else ("outcomes",)


def remaining(model: ProcessModel, declaration: Declaration, deleted: frozenset[str]) -> tuple[Unit, ...]:
    """What has to be judged once some elements are deleted; with an activity go its tasks."""
    known = {p.id for p in model.processes}
    where = places(model)
    found: list[Unit] = []
    for process in dict.fromkeys(p for p in declaration.processes if p in known):
        for unit in requirements(model, process, basis(declaration)):
            place = where.get(unit.element)
            if unit.element not in deleted and not (place and place.activity in deleted):
                found.append(unit)
    return tuple(found)


T = TypeVar("T", Deletion, Extension, Part, Input)


def declaration_from(stored: Any) -> Declaration:
    """A declaration from its stored form; what is no longer understood in it is left out, never an error."""
    data = _mapping(stored)
    known = _mapping(data.get("circumstances"))
    texts = ("model", "ref", "title", "about", "kind", "properties", "decider", "decision", "stated_by", "seal")
    return Declaration(
        **{name: _text(data.get(name)) for name in texts},
        decided=_date(data.get("decided")),
        stated=_date(data.get("stated")),
        id=_count(data.get("id")),
        project=_count(data.get("project")),
        by=tuple(name for name in _texts(data.get("by")) if name in BASES),
        processes=tuple(dict.fromkeys(_texts(data.get("processes")))),
        circumstances={name: _text(known[name]) for name in CIRCUMSTANCES if name in known},
        inputs=_rows(Input, data.get("inputs")),
        deletions=_rows(Deletion, data.get("deletions")),
        extensions=_rows(Extension, data.get("extensions")),
        parties=_rows(Part, data.get("parties")),
    )


def judgement_from(stored: Any) -> Judgement:
    """A judgement from its stored form; what is no longer understood in it is left out, never an error."""
    data = _mapping(stored)
    texts = {name: _text(data.get(name)) for name in ("element", "person", "note", "captured")}
    said = _text(data.get("verdict"))
    found: list[Evidence] = []
    for row in _list(data.get("evidence")):
        values = cast("list[Any]", row) if isinstance(row, list) else []
        if len(values) == 4 and values[0] in ("record", "task"):
            found.append(Evidence(values[0], _count(values[1]), _count(values[2]), _text(values[3])))
    verdict = said if said in VERDICTS else ""
    return Judgement(**texts, date=_date(data.get("date")), verdict=verdict, evidence=tuple(found))


def _rows(row: type[T], value: Any) -> tuple[T, ...]:
    fields: tuple[str, ...] = row._fields
    lists = (cast("list[Any]", item) for item in _list(value) if isinstance(item, list))
    padded = ((*item, *[""] * len(fields)) for item in lists if item)
    return tuple(
        row(*((_date if name == "date" else _text)(cell) for name, cell in zip(fields, item, strict=False)))
        for item in padded
    )


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in _list(value) if isinstance(item, str))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _date(value: Any) -> str:
    try:
        return value if dt.date.fromisoformat(value).isoformat() == value else ""
    except (TypeError, ValueError):
        return ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0
