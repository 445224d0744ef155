"""Two small editions of one model in a user's folder: renamed, divided, merged, gone and new, of every kind."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

OWN = {"id": "own"}


def task(name: str, role: str, inputs: list[Any] = [], outputs: list[Any] = [], **more: Any) -> dict[str, Any]:  # noqa: B006
    return {
        "id": name, "roles": [role], "provenance": OWN, "minutes": 20,
        "inputs": [use(*u) if isinstance(u, tuple) else use(u) for u in inputs],
        "outputs": [use(*u) if isinstance(u, tuple) else use(u) for u in outputs],
    } | more  # fmt: skip


def use(product: str, *states: str) -> dict[str, Any]:
    return {"product": product} | ({"states": list(states)} if states else {})


def product(no: int, name: str, versioning: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": name, "no": no, "abbr": name[:2].upper(), "form": "document", "versioning": versioning,
        "provenance": {"name": "own"}, "fields": [f | {"provenance": "own"} for f in fields],
    } | more  # fmt: skip


TEXT = {"id": "text", "kind": "long-text", "required": True}
PLAN = (
    {"id": "aim", "kind": "long-text", "required": True},
    {"id": "size", "kind": "choice", "choices": ["small", "large"]},
    {"id": "cost", "kind": "number"},
    {"id": "secret", "kind": "text"},
    {"id": "steps", "kind": "table", "columns": [{"id": "what", "kind": "text"}, {"id": "when", "kind": "date"}]},
)


def first() -> dict[str, Any]:
    """Edition 1."""
    return {
        "id": "shop", "edition": "1", "kind": "profile", "standard": "Our way",
        "newer_edition": "Our way 3",
        "roles": [{"id": r, "provenance": "own"} for r in ("LEAD", "DEV", "SCRIBE")],
        "entry_conditions": [{"id": "money", "provenance": "own"}, {"id": "room", "provenance": "own"}],
        "processes": [{
            "id": "WORK", "provenance": OWN, "roles": ["LEAD", "DEV"],
            "objectives": [{"id": "WORK.O1", "provenance": "own"}],
            "activities": [
                {"id": "WORK.1", "provenance": OWN, "objectives": ["WORK.O1"], "tasks": [
                    task("WORK.1.1", "LEAD", [], ["plan"]),
                    task("WORK.1.2", "DEV", ["plan"], [("plan", "checked")]),
                    task("WORK.1.3", "SCRIBE", [], ["notes"]),
                    task("WORK.1.4", "DEV", optional=True),
                    task("WORK.1.5", "DEV", [], [("report-a"), ("report-b")]),
                ]},
                {"id": "WORK.2", "provenance": OWN, "tasks": [
                    task("WORK.2.1", "DEV", [("plan", "checked")], ["thing"]),
                    task("WORK.2.2", "DEV", ["thing"], [("thing", "tested")]),
                    task("WORK.2.3", "DEV", ["thing"]),
                    task("WORK.2.4", "DEV", ["thing"], ["issue"], minutes=15),
                ]},
                {"id": "WORK.3", "provenance": OWN, "tasks": [task("WORK.3.1", "LEAD", [], ["log"])]},
            ],
        }],
        "iterated": ["WORK.2"],
        "products": [
            product(1, "plan", "evolving", *PLAN, states=["checked"]),
            product(2, "notes", "numbered", TEXT),
            product(3, "thing", "evolving", TEXT, states=["tested"]),
            product(4, "issue", "numbered", TEXT, {"id": "about", "kind": "link"}, states=["closed"]),
            product(5, "report-a", "evolving", TEXT, abbr="RA"),
            product(6, "report-b", "evolving", TEXT, {"id": "extra", "kind": "text"}, abbr="RB"),
            product(7, "log", "dated", TEXT),
        ],
    }  # fmt: skip


def second() -> dict[str, Any]:
    """Edition 2, with its table of changes."""
    found = copy.deepcopy(first())
    found["edition"] = "2"
    del found["newer_edition"]
    found["changes"] = {
        "from": "1",
        "renamed": [
            {"from": ["WORK.3.1"], "to": ["WORK.3.9"]}, {"from": ["issue"], "to": ["ticket"]},
            {"from": ["LEAD"], "to": ["HEAD"]},
        ],
        "split": [{"from": ["WORK.2.2"], "to": ["WORK.2.6", "WORK.2.7"]}, {"from": ["log"], "to": ["log", "diary"]}],
        "merged": [
            {"from": ["WORK.2.3", "WORK.2.4"], "to": ["WORK.2.8"]},
            {"from": ["report-a", "report-b"], "to": ["report"]},
        ],
    }  # fmt: skip
    found["roles"] = [{"id": r, "provenance": "own"} for r in ("HEAD", "DEV", "TESTER")]
    found["entry_conditions"] = [{"id": "money", "provenance": "own"}, {"id": "time", "provenance": "own"}]
    work = found["processes"][0]
    work["roles"] = ["HEAD", "DEV", "TESTER"]
    work["activities"] = [
        {"id": "WORK.1", "provenance": OWN, "objectives": ["WORK.O1"], "tasks": [
            task("WORK.1.1", "HEAD", [], ["plan"], minutes=40),
            task("WORK.1.2", "TESTER", ["plan"], [("plan", "checked", "agreed")]),
            task("WORK.1.4", "DEV"),
            task("WORK.1.5", "DEV", [], ["report"]),
            task("WORK.1.6", "HEAD", [], ["budget"], minutes=50),
        ]},
        {"id": "WORK.2", "provenance": OWN, "tasks": [
            task("WORK.2.1", "DEV", [("plan", "checked")], ["thing"]),
            task("WORK.2.6", "DEV", ["thing"], [("thing", "tested")]),
            task("WORK.2.7", "TESTER", ["thing"]),
            task("WORK.2.8", "DEV", ["thing"], ["ticket"]),
        ]},
        {"id": "WORK.3", "provenance": OWN, "tasks": [
            task("WORK.3.9", "HEAD", [], ["log"]), task("WORK.3.2", "HEAD", [], ["diary"], optional=True),
        ]},
    ]  # fmt: skip
    plan = (
        {"id": "aim", "kind": "long-text", "required": True},
        {"id": "size", "kind": "choice", "choices": ["small", "huge"]},
        {"id": "cost", "kind": "choice", "choices": ["low", "high"]},
        {"id": "risk", "kind": "text", "required": True},
        {"id": "steps", "kind": "table", "columns": [{"id": "what", "kind": "text"}]},
    )
    found["products"] = [
        product(1, "plan", "evolving", *plan, states=["checked", "agreed"]),
        product(2, "budget", "evolving", TEXT, abbr="NO"),
        product(3, "thing", "evolving", TEXT, states=["tested"]),
        product(4, "ticket", "numbered", TEXT, {"id": "about", "kind": "link"}, abbr="IS"),
        product(5, "report", "evolving", TEXT, abbr="RE"),
        product(6, "log", "dated", TEXT),
        product(7, "diary", "dated", TEXT),
    ]
    return found


LISTS = {"WORK.1.1": ["It has an aim", "It has a size"]}


def words(structure: dict[str, Any], checklists: dict[str, list[str]] = LISTS) -> dict[str, Any]:
    """English words for everything a structure has."""
    processes = structure["processes"]
    activities = [a for p in processes for a in p["activities"]]
    states = {s for p in structure["products"] for s in p.get("states", ())}
    return {
        "language": "en",
        "model": {"title": "A small shop", "for_whom": "For those who try."},
        "roles": {r["id"]: {"name": f"The {r['id'].lower()}", "does": "Does it."} for r in structure["roles"]},
        "entry_conditions": {c["id"]: {"text": f"There is {c['id']}."} for c in structure["entry_conditions"]},
        "processes": {p["id"]: {"name": "Work"} for p in processes},
        "objectives": {o["id"]: {"title": "It works"} for p in processes for o in p["objectives"]},
        "activities": {a["id"]: {"name": f"Part {a['id']}"} for a in activities},
        "tasks": {
            t["id"]: {"title": f"Do {t['id']}", "what": "Do it."}
            | ({"checklist": checklists[t["id"]]} if t["id"] in checklists else {})
            for a in activities
            for t in a["tasks"]
        },
        "states": {s: {"name": s} for s in sorted(states)},
        "versioning": {v: {"name": v} for v in ("evolving", "dated", "numbered")},
        "forms": {"document": {"name": "Document"}},
        "products": {p["id"]: _product_words(p) for p in structure["products"]},
    }  # fmt: skip


def _product_words(p: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"The {p['id']}",
        "fields": {
            f["id"]: {"label": f"Its {f['id']}"}
            | ({"choices": {c: f"{c} one" for c in f["choices"]}} if "choices" in f else {})
            | ({"columns": {c["id"]: {"label": f"Col {c['id']}"} for c in f["columns"]}} if "columns" in f else {})
            for f in p["fields"]
        },
    }


def write(folder: Path, structure: dict[str, Any], said: dict[str, Any] | None = None) -> Path:
    """A model as a folder of YAML (JSON is YAML too)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in (("structure", structure), ("en", said or words(structure))):
        (folder / f"{name}.yaml").write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    return folder


def write_both(root: Path) -> Path:
    """The folder with both editions."""
    write(root / "shop-1", first())
    two = second()
    write(root / "shop-2", two, words(two, {"WORK.1.1": ["It has a size", "It has a risk"]}))
    return root
