"""A small process model, made by hand, and companies to work in; imported by the conftest of each folder.

The model has one of everything the engine knows: gates by state, skippable states, conditional and optional tasks, an
order between tasks, parts of a product, a continuous activity, an iterated one, and a group role.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vse_app.model import path as model_path
from vse_app.model.building import build
from vse_app.model.path import Facts, Status, Step
from vse_app.model.process import ProcessModel
from vse_app.model.project import Confirmation, Iteration, Mark, Person, Project
from vse_app.model.records import Content, Event, Record
from vse_app.services import company, projects, sample
from vse_app.services.workspace import Workspace


def _use(product: str, **more: Any) -> dict[str, Any]:
    return {"product": product, **more}


def _task(task_id: str, role: str, **more: Any) -> dict[str, Any]:
    return {"id": task_id, "roles": [role], "minutes": 30, "provenance": {"id": "own"}, **more}


_FIELDS = [
    {"id": "aim", "kind": "long-text", "required": True, "part": "scope"},
    {"id": "limits", "kind": "text", "part": "scope"},
    {"id": "hours", "kind": "number", "unit": "h", "part": "cost"},
    {"id": "starts", "kind": "date", "part": "cost"},
    {"id": "size", "kind": "choice", "choices": ["small", "large"]},
    {"id": "owner", "kind": "person"},
    {"id": "based-on", "kind": "link"},
    {
        "id": "steps",
        "kind": "table",
        "columns": [
            {"id": "step", "kind": "text"},
            {"id": "days", "kind": "number"},
            {"id": "end", "kind": "date"},
            {"id": "who", "kind": "person"},
            {"id": "status", "kind": "choice", "choices": ["open", "done"]},
        ],
    },
]

_STRUCTURE: dict[str, Any] = {
    "id": "small",
    "edition": "1",
    "kind": "profile",
    "standard": "A small standard",
    "provenance_kinds": ["own"],
    "roles": [
        {"id": "LEAD", "provenance": "own"},
        {"id": "DEV", "provenance": "memory"},
        {"id": "CUS", "provenance": "own", "side": "customer"},
        {"id": "TEAM", "provenance": "own", "group_of": ["LEAD", "DEV"]},
    ],
    "entry_conditions": [{"id": "agreed"}, {"id": "staffed"}],
    "iterated": ["DO.2"],
    "continuous": ["MAN.2"],
    "processes": [
        {
            "id": "MAN",
            "roles": ["LEAD", "CUS"],
            "objectives": [{"id": "MAN.O1", "provenance": "memory", "base": []}],
            "activities": [
                {
                    "id": "MAN.1",
                    "objectives": ["MAN.O1"],
                    "tasks": [
                        _task("MAN.1.1", "LEAD", inputs=[_use("brief")], outputs=[_use("plan", part="scope")]),
                        _task(
                            "MAN.1.2",
                            "DEV",
                            inputs=[_use("plan", part="scope")],
                            outputs=[_use("plan", states=["checked"])],
                        ),
                        _task(
                            "MAN.1.3",
                            "CUS",
                            approved_by="CUS",
                            inputs=[_use("plan", states=["checked"])],
                            outputs=[_use("plan", states=["checked", "agreed"])],
                        ),
                    ],
                },
                {
                    "id": "MAN.2",
                    "objectives": [],
                    "tasks": [
                        _task(
                            "MAN.2.1",
                            "LEAD",
                            repeat_days=14,
                            inputs=[_use("plan", states=["checked", "agreed"], skippable=["agreed"])],
                            outputs=[_use("report")],
                        ),
                        _task(
                            "MAN.2.2",
                            "TEAM",
                            condition="a change is asked for",
                            inputs=[_use("change", states=["filed"], when="exists")],
                            outputs=[_use("change", states=["judged"], when="needed")],
                        ),
                    ],
                },
                {
                    "id": "MAN.3",
                    "objectives": [],
                    "tasks": [
                        _task("MAN.3.1", "LEAD", inputs=[_use("plan", states=["agreed"])], outputs=[_use("closing")])
                    ],
                },
            ],
        },
        {
            "id": "DO",
            "roles": ["DEV"],
            "objectives": [{"id": "DO.O1", "provenance": "own", "base": []}],
            "activities": [
                {
                    "id": "DO.1",
                    "objectives": ["DO.O1"],
                    "tasks": [_task("DO.1.1", "DEV", inputs=[_use("plan", states=["agreed"])], outputs=[])],
                },
                {
                    "id": "DO.2",
                    "objectives": ["DO.O1"],
                    "tasks": [
                        _task(
                            "DO.2.1",
                            "DEV",
                            inputs=[_use("plan", states=["agreed"])],
                            outputs=[_use("design", states=["built"])],
                        ),
                        _task(
                            "DO.2.2",
                            "LEAD",
                            minutes=120,
                            inputs=[_use("design", states=["built"])],
                            outputs=[_use("design", states=["tested"]), _use("finding", when="needed")],
                        ),
                        _task(
                            "DO.2.3",
                            "DEV",
                            optional=True,
                            depends_on="DO.2.2",
                            inputs=[_use("design", states=["built"], when="exists")],
                            outputs=[_use("manual")],
                        ),
                    ],
                },
                {
                    "id": "DO.3",
                    "objectives": [],
                    "tasks": [_task("DO.3.1", "DEV", inputs=[_use("design", states=["tested"])], outputs=[])],
                },
            ],
        },
    ],
    "products": [
        {"id": "brief", "no": 1, "abbr": "B", "versioning": "external", "states": [], "fields": [_FIELDS[0]]},
        {
            "id": "plan",
            "no": 2,
            "abbr": "P",
            "versioning": "evolving",
            "states": ["checked", "agreed"],
            "parts": ["scope", "cost", "spare"],
            "fields": _FIELDS,
        },
        {"id": "report", "no": 3, "abbr": "R", "versioning": "dated", "states": ["seen"], "fields": [_FIELDS[1]]},
        {"id": "change", "no": 4, "abbr": "C", "versioning": "numbered", "form": "register",
         "states": ["filed", "judged"], "fields": [_FIELDS[1], _FIELDS[6]]},
        {"id": "closing", "no": 5, "abbr": "E", "versioning": "evolving", "states": [], "fields": [_FIELDS[1]]},
        {"id": "design", "no": 6, "abbr": "D", "versioning": "evolving", "states": ["built", "tested"],
         "fields": [_FIELDS[1]]},
        {"id": "finding", "no": 7, "abbr": "F", "versioning": "numbered", "states": ["closed"], "fields": [_FIELDS[1]]},
        {"id": "manual", "no": 8, "abbr": "M", "versioning": "evolving", "optional": True, "states": [],
         "fields": [_FIELDS[1]]},
    ],
}  # fmt: skip

_WORDS: dict[str, Any] = {
    "en": {
        "model": {"title": "A small process", "short": "Small", "provenance_note": "We made it up."},
        "roles": {"LEAD": {"name": "Lead", "does": "Leads."}, "DEV": {"name": "Developer"}, "CUS": {"name": "Customer"},
                  "TEAM": {"name": "Team"}},
        "processes": {"MAN": {"name": "Manage"}},
        "activities": {"MAN.1": {"name": "Plan"}},
        "objectives": {"MAN.O1": {"title": "It is planned", "text": "There is a plan."}},
        "tasks": {"MAN.1.1": {"title": "Write the plan", "checklist": ["It has an aim", "It has limits"]},
                  "MAN.1.2": {"title": "Check the plan"}, "DO.2.1": {"title": "Build it"}},
        "states": {"checked": {"name": "checked"}, "agreed": {"name": "agreed upon"}},
        "parts": {"scope": {"name": "Scope"}},
        "entry_conditions": {"agreed": {"text": "There is an agreement."}},
        "products": {
            "plan": {
                "name": "Plan",
                "fields": {
                    "aim": {"label": "Aim"},
                    "size": {"label": "Size", "choices": {"small": "Small one"}},
                    "steps": {"label": "Steps", "columns": {"status": {"label": "Status", "choices": {"open": "Open"}}}},
                },
            },
            "brief": {"name": "Brief"},
        },
        "glossary": [{"term": "Plan", "means": "What you want to do."}],
        "provenance": {"own": {"name": "Ours", "means": "Made by us."}},
    },
    "es": {
        "model": {"title": "Un proceso pequeño"},
        "products": {"plan": {"name": "Plan de trabajo", "fields": {"aim": {"label": "Meta"}}}},
        "tasks": {"MAN.1.1": {"title": "Escribir el plan"}},
    },
}  # fmt: skip

RAW: dict[str, Any] = {"structure": _STRUCTURE, "words": _WORDS}
MODEL: ProcessModel = build(RAW)
TODAY = "2026-03-31"
TEAM = {"LEAD": ("ana",), "DEV": ("ben",), "CUS": ("cleo",)}
PEOPLE = (
    Person("ana", "Ana López", "ana@example.org", roles=("LEAD",)),
    Person("ben", "Ben ไทย", roles=("DEV",)),
    Person("cleo", "Cleo", side="customer", roles=("CUS",)),
)


def record(record_id: int, kind: str, **values: Any) -> Record:
    """The head of a record that says something, first version, made on 1 March."""
    base = Record(
        id=record_id, project=1, kind=kind, number=f"{kind}-{record_id}", task="", iteration=0, owner="", due="",
        withdrawn="", revision=1, title=f"title {record_id}", stamp=f"stamp{record_id}", form="form", filled=True,
        parts=("scope",), author="ana", happened="2026-03-01", source_dated="", captured="2026-03-01T09:00:00Z",
    )  # fmt: skip
    return base._replace(**values)


def event(event_id: int, of: Record, state: str, **values: Any) -> Event:
    """A state given to the current version of a record by Ben on 2 March."""
    base = Event(
        id=event_id, record=of.id, revision=of.revision, stamp=of.stamp, state=state, person="ben", role="DEV", task="",
        iteration=0, happened="2026-03-02", captured="2026-03-02T09:00:00Z", note="", withdrawn="",
    )  # fmt: skip
    return base._replace(**values)


def confirmed(task: str, iteration: int = 0, **values: Any) -> Confirmation:
    """A confirmation of a task by Ana on 3 March."""
    base = Confirmation(1, task, iteration, "ana", "LEAD", "2026-03-03", "2026-03-03T09:00:00Z", "", "", "")
    return base._replace(**values)


def facts(
    records: tuple[Record, ...] = (),
    events: tuple[Event, ...] = (),
    marks: tuple[Mark, ...] = (),
    confirmations: tuple[Confirmation, ...] = (),
    *,
    today: str = TODAY,
    model: ProcessModel = MODEL,
    **project: Any,
) -> Facts:
    """Facts of a project under the small model with everybody in their role."""
    values: dict[str, Any] = {"assignments": TEAM, "entry_conditions": ("agreed", "staffed")} | project
    return Facts(
        model=model,
        project=Project(id=1, code="P1", title="First", model="x", **values),
        records=records,
        events=events,
        marks=marks,
        confirmations=confirmations,
        today=today,
    )


def stand(found: Facts) -> dict[tuple[str, int], Step]:
    """Steps by task and iteration."""
    return {step.key: step for step in model_path.steps(found)}


def statuses(found: Facts, iteration: int = 0) -> dict[str, Status]:
    """Status of each task of an iteration (0: those outside)."""
    return {task: step.status for (task, turn), step in stand(found).items() if turn == iteration}


class Clock:
    """A clock that a test turns; it starts on 2 March 2026 at nine and goes on a minute at each reading."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(minutes=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    """The clock of the workspace `ws`."""
    return Clock()


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company of `ws`, made once; every test gets a copy of its own."""

    def make(path: Path) -> None:
        with Workspace.create(path, clock=Clock()) as opened:
            furnish(opened)

    return built(tmp_path_factory.getbasetemp(), "acme.vse", make)


@pytest.fixture
def ws(acme: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """A company with three people and a project (id 1) under the small model, Ana at work."""
    with Workspace.open(Path(shutil.copy(acme, tmp_path / "acme.vse")), clock=clock) as opened:
        yield opened


def furnish(ws: Workspace) -> None:
    """Company, people and the project under the small model."""
    company.edit_company(ws, name="Acme", country="Spain")
    company.save_people(ws, PEOPLE)
    company.set_actor(ws, "ana")
    draft = Project(id=0, code="P1", title="First", model="", assignments=TEAM, entry_conditions=("agreed", "staffed"),
                    iterations=(Iteration("One"), Iteration("Two")))  # fmt: skip
    projects.create_project(ws, draft, RAW)


def plan(title: str = "The plan", **fields: Any) -> Content:
    """A plan that says something."""
    return Content(title, {"aim": "To be done"} | fields)


def built(base: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A file below the folder of this test run, made by the first who asks for it, whichever folder's tests they are."""
    target = base / "made once" / name
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        make(target)
    return target


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The sample company in a language, built once; the answer is read-only by agreement: copy it to change it."""
    base = tmp_path_factory.getbasetemp()
    return lambda language: built(base, f"sample-{language}.vse", lambda path: sample.build(path, language).close())


@pytest.fixture
def sample_file(sample_files: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of the English sample company."""
    return Path(shutil.copy(sample_files("en"), tmp_path / "sample.vse"))


def with_product(raw: dict[str, Any], product: str, **values: Any) -> dict[str, Any]:
    """A copy of a raw model in which one product is different."""
    structure = dict(raw["structure"])
    structure["products"] = [p | values if p["id"] == product else p for p in structure["products"]]
    return {"structure": structure, "words": raw["words"]}


def without_iterations(found: Facts) -> Facts:
    """The same facts in a project of one pass."""
    found.project = replace(found.project, iterations=(Iteration(),))
    return found
