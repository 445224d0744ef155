"""A project under the first of two editions, with something of everything in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vse_app import content
from vse_app.model.project import Iteration, Person, Project, plain
from vse_app.model.records import Content
from vse_app.services import company, path, projects, records
from vse_app.services.workspace import Workspace

PEOPLE = (Person("ana", "Ana"), Person("ben", "Ben"), Person("cy", "Cy"))
DAY = "2026-03-02"


def furnish(ws: Workspace) -> None:
    """Company, people, project 1 under shop@1."""
    company.edit_company(ws, name="Corner shop")
    company.save_people(ws, PEOPLE)
    company.set_actor(ws, "ana")
    roles = {"LEAD": ("ana",), "DEV": ("ben", "ana"), "SCRIBE": ("cy",)}
    draft = Project(0, "TILL", "Till", "", assignments=roles, iterations=(Iteration("One"), Iteration("Two")),
                    entry_conditions=("money", "room"))  # fmt: skip
    projects.create_project(ws, draft, content.load("shop@1"))


def work(ws: Workspace) -> dict[str, int]:
    """Some of the work done; record ids by what they are."""
    made = {
        "plan": write(ws, "plan", "The plan", aim="Sell", size="large", cost=12, secret="hush",
                      steps=[{"what": "open", "when": DAY}]),
        "notes": write(ws, "notes", "A note", text="Said"),
        "thing": write(ws, "thing", "The till", task="WORK.2.1", iteration=1, text="Rings"),
        "issue": write(ws, "issue", "It jams", task="WORK.2.4", iteration=1, text="Often"),
        "a": write(ws, "report-a", "Report A", text="Good"),
        "b": write(ws, "report-b", "Report B", text="Better", extra="More"),
        "log": write(ws, "log", "Day one", text="Opened"),
    }  # fmt: skip
    records.set_state(ws, made["plan"], "checked", person="ben", role="DEV", task="WORK.1.2")
    records.set_state(ws, made["thing"], "tested", person="ben", role="DEV", task="WORK.2.2", iteration=1)
    records.set_state(ws, made["issue"], "closed", person="ana", role="LEAD", task="WORK.2.4", iteration=1)
    for task in ("WORK.1.1", "WORK.1.2", "WORK.1.3", "WORK.1.5"):
        confirm(ws, task)
    for task in ("WORK.2.1", "WORK.2.2", "WORK.2.3", "WORK.2.4"):
        confirm(ws, task, 1)
    confirm(ws, "WORK.2.3", 2)
    path.tick(ws, 1, "WORK.1.1", 0, ticks=(0, 1))
    path.write_note(ws, 1, "WORK.2.2", 1, note="Rang twice")
    path.write_note(ws, 1, "WORK.2.3", 1, note="Shiny")
    path.write_note(ws, 1, "WORK.1.3", 0, note="Took long")
    path.not_applicable(ws, 1, "WORK.1.4", 0, person="ana", reason="No time", happened=DAY)
    return made


def write(ws: Workspace, kind: str, title: str, *, task: str = "", iteration: int = 0, **fields: Any) -> int:
    return records.create(ws, 1, kind, content=Content(title, fields), task=task, iteration=iteration).value.id


def confirm(ws: Workspace, task: str, iteration: int = 0) -> None:
    person, role = ("ana", "LEAD") if task != "WORK.1.3" else ("cy", "SCRIBE")
    path.confirm(ws, 1, task, iteration, person=person, role=role, happened=DAY)


def shop(root: Path, monkeypatch: Any) -> None:
    """Use a folder of models."""
    monkeypatch.setenv("VSE_APP_MODELS", str(root))


def facts(ws: Workspace) -> bytes:
    """Everything a project is computed from, as bytes."""
    found = path.facts_on(ws, 1, DAY)
    parts = (found.project, found.records, found.events, found.marks, found.confirmations)
    values = [plain(found.project), *([plain(i._asdict()) for i in part] for part in parts[1:])]
    return json.dumps(values, sort_keys=True).encode()
