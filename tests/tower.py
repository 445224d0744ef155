"""A made-up reference model in two editions, and a guide, with one of everything the library shows.

Nothing in it stands in a standard. `write` puts them into a folder as a user's own models, with a mapping.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vse_app.model.browsing import Catalogue
from vse_app.model.building import build

Words = dict[str, Any]
_READ = {"id": "read"}


def _task(task_id: str, **more: Any) -> dict[str, Any]:
    return {"id": task_id, "provenance": dict(_READ), **more}


_FIELDS = [
    {"id": "aim", "kind": "long-text", "required": True, "part": "scope", "provenance": "own"},
    {
        "id": "steps",
        "kind": "table",
        "columns": [{"id": "step", "kind": "text"}, {"id": "day", "kind": "date"}],
        "provenance": "own",
    },
]
_LAY: dict[str, Any] = {
    "id": "1.1",
    "aliases": ["BASE"],
    "group": "1",
    "roles": ["mason", "1.1", "helper"],
    "responsible": "1.1",
    "authority": "owner",
    "related": ["2.1"],
    "provenance": {"id": "read", "purpose": "memory"},
    "inputs": [
        {"product": "plan", "with": ["2.1", "owner"], "provenance": "read"},
        {"product": "stone", "provenance": "read"},
    ],
    "outputs": [{"product": "report", "with": ["1.2"], "provenance": "read"}],
    "internal": ["stone"],
    "objectives": [
        {"id": "1.1.a", "provenance": "memory"},
        {
            "id": "1.1.b",
            "provenance": "read",
            "base": [
                {"model": "map", "edition": "1", "element": "wall", "uncertain": True},
                {"model": "nowhere", "edition": "9", "element": "x"},
            ],
        },
    ],
    "indicators": [{"id": "1.1.I1", "objectives": ["1.1.a"], "provenance": "own"}],
    "activities": [
        {
            "id": "1.1.1",
            "objectives": ["1.1.a"],
            "provenance": {"id": "read", "name": "memory"},
            "tasks": [
                _task(
                    "1.1.1.1",
                    roles=["mason"],
                    approved_by="owner",
                    obligation="shall",
                    level=2,
                    minutes=90,
                    outputs=[{"product": "plan", "part": "scope", "states": ["checked"], "when": "produced"}],
                ),
                _task(
                    "1.1.1.2",
                    roles=["helper"],
                    inputs=[
                        {"product": "plan", "states": ["checked"]},
                        {"product": "stone", "when": "exists"},
                    ],
                    outputs=[{"product": "report", "when": "needed"}],
                    optional=True,
                    condition="needed",
                    depends_on="1.1.1.1",
                    may_raise="report",
                    repeat_days=7,
                    obligation="may",
                ),
                _task("1.1.1.3", condition="required", obligation="should"),
            ],
        },
        {"id": "1.1.2", "task_count": 4, "provenance": dict(_READ)},
    ],
    "checks": [
        {
            "id": "1.1.V1",
            "kind": "verification",
            "task": "1.1.1.2",
            "products": ["plan", "report"],
            "roles": ["helper"],
            "provenance": "read",
        },
        {"id": "1.1.V2", "kind": "validation", "provenance": "memory"},
    ],
}
STRUCTURE: dict[str, Any] = {
    "id": "tower",
    "edition": "1",
    "kind": "reference",
    "standard": "TOWER 1",
    "newer_edition": "TOWER 2",
    "as_of": "2026-11-28",
    "working": ["1.1"],
    "provenance_kinds": ["read", "memory", "inferred", "own"],
    "entry_conditions": [{"id": "a", "provenance": "read"}],
    "groups": [
        {"id": "1", "aliases": ["FIRST"], "provenance": "read"},
        {"id": "later", "provenance": "own"},
    ],
    "roles": [
        {"id": "1.1", "provenance": "read"},
        {"id": "mason", "provenance": "read"},
        {"id": "helper", "provenance": "memory", "group_of": ["mason"]},
        {"id": "owner", "provenance": "read", "side": "customer"},
    ],
    "processes": [
        _LAY,
        {"id": "1.2", "group": "1", "parent": "1.1", "conditional": True, "provenance": {"id": "read"}},
        {"id": "1.3", "group": "1", "conditional": True, "provenance": {"id": "read"}},
        {
            "id": "2.1",
            "provenance": {"id": "own"},
            "activities": [{"id": "2.1.1", "provenance": dict(_READ), "tasks": [_task("2.1.1.1")]}],
        },
        {"id": "2.2", "group": "later", "provenance": {"id": "own"}},
    ],
    "products": [
        {
            "id": "plan",
            "no": 1,
            "abbr": "PL",
            "form": "document",
            "versioning": "evolving",
            "document_type": "plan",
            "states": ["checked"],
            "parts": ["scope"],
            "optional": True,
            "fields": _FIELDS,
            "provenance": {"name": "read", "fields": "own"},
        },
        {
            "id": "report",
            "no": 2,
            "abbr": "RE",
            "form": "document",
            "versioning": "dated",
            "fields": [{"id": "text", "kind": "text", "provenance": "own"}],
            "provenance": {"name": "read"},
        },
        {
            "id": "stone",
            "no": 3,
            "abbr": "ST",
            "form": "artefact",
            "versioning": "external",
            "fields": [{"id": "text", "kind": "text", "provenance": "own"}],
            "provenance": {"name": "memory"},
        },
    ],
    "topics": [
        {"id": "history", "kind": "past", "provenance": "inferred"},
        {"id": "figures", "kind": "number", "value": 12500, "provenance": "read"},
        {"id": "deep", "kind": "past", "parent": "history", "value": 3, "provenance": "memory"},
        {"id": "deeper", "kind": "past", "parent": "deep", "provenance": "memory"},
    ],
    "relations": [
        {"from": "1.3", "type": "is-part-of", "to": "1.1", "provenance": "read"},
        {"from": "1.1", "type": "is-part-of", "to": "1.3", "provenance": "memory"},
        {"from": "1.2", "type": "is-part-of", "to": "1.1", "provenance": "read"},
        {"from": "2.1", "type": "contributes-to", "to": "1.1", "provenance": "inferred"},
        {"from": "1.1", "type": "is-specialization-of", "to": "map@1:wall", "provenance": "read"},
        {"from": "1.1", "type": "corresponds-to", "to": "nowhere@9:x", "provenance": "own"},
        {"from": "history", "type": "corresponds-to", "to": "1.1.a", "provenance": "own"},
    ],
}
_PRODUCT = {"text": {"label": "Text"}}
WORDS: Words = {
    "language": "en",
    "model": {
        "title": "Building towers",
        "short": "Tower 1",
        "purpose": "How a tower is put up.",
        "for_whom": "For people who build.",
        "status": "Old.",
        "provenance_note": "Remembered by a mason.",
    },
    "provenance": {
        "read": {"name": "Read", "means": "It was read."},
        "memory": {"name": "Remembered"},
        "inferred": {"name": "Worked out", "means": "It follows."},
        "own": {"name": "Ours", "means": "We made it."},
    },
    "groups": {"1": {"name": "Ground", "purpose": "What carries all."}, "later": {"name": "Later on"}},
    "entry_conditions": {"a": {"text": "There is ground."}},
    "roles": {
        "1.1": {"name": "Chief", "does": "Leads the site.", "skills": "Knows stone."},
        "mason": {"name": "Mason", "official_name": "Maurer"},
        "helper": {"name": "Helper"},
        "owner": {"name": "Owner"},
    },
    "processes": {
        "1.1": {"name": "Lay the foundation", "official_name": "Fundament", "purpose": "To carry the tower."},
        "1.2": {"name": "Dig", "condition": "Only in soft ground."},
        "1.3": {"name": "Drain"},
        "2.1": {"name": "Look after it"},
        "2.2": {"name": "Pull it down"},
    },
    "objectives": {
        "1.1.a": {"title": "The ground carries.", "text": "Nothing sinks."},
        "1.1.b": {"title": "Everybody knows where the façade will stand."},
    },
    "indicators": {"1.1.I1": {"text": "Nothing sank in a year."}},
    "activities": {
        "1.1.1": {"name": "Plan it", "official_name": "Planung", "everyday": "Think first", "summary": "Say what to do."},
        "1.1.2": {"name": "Do it", "summary": "Lay stones."},
        "2.1.1": {"name": "Walk round"},
    },
    "tasks": {
        "1.1.1.1": {"title": "Draw", "what": "Draw a plan.", "why": "To see.", "how": "By hand.",
                    "checklist": ["Drawn", "Signed"], "example": "A square."},
        "1.1.1.2": {"title": "Compare", "what": "Compare plan and stone."},
        "1.1.1.3": {"title": "Store", "what": "Put it away."},
        "2.1.1.1": {"title": "Look", "what": "Look at it."},
    },
    "states": {"checked": {"name": "checked"}},
    "parts": {"scope": {"name": "Scope"}},
    "conditions": {"needed": "if needed", "required": "if required", "exists": "if there", "produced": "if made"},
    "document_types": {"plan": {"name": "Plan"}},
    "versioning": {"evolving": {"name": "It grows"}, "dated": {"name": "One a day"}, "external": {"name": "Outside"}},
    "forms": {"document": {"name": "Document"}, "artefact": {"name": "Thing"}},
    "products": {
        "plan": {
            "name": "Building plan", "purpose": "To agree.", "tip": "Keep it short.",
            "fields": {"aim": {"label": "Aim", "hint": "One line."},
                       "steps": {"label": "Steps", "columns": {"step": {"label": "Step"}, "day": {"label": "Day"}}}},
        },
        "report": {"name": "Report", "fields": _PRODUCT},
        "stone": {"name": "Stone", "fields": _PRODUCT},
    },
    "topic_kinds": {"past": {"name": "Past"}, "number": {"name": "Number"}},
    "topics": {
        "history": {"name": "How towers grew", "text": "Slowly, stone by stone.", "items": ["First wood", "Then stone"]},
        "figures": {"name": "Steps to the top"},
        "deep": {"name": "In old times", "text": "Nobody wrote it down."},
        "deeper": {"name": "In older times"},
    },
}  # fmt: skip
SPANISH: Words = json.loads(json.dumps(WORDS))
SPANISH["language"] = "es"
SPANISH["model"] |= {"title": "Construir torres", "short": "Torre 1"}
SPANISH["processes"]["1.1"] |= {"name": "Poner los cimientos", "purpose": "Que la torre se sostenga."}
SPANISH["objectives"]["1.1.b"]["title"] = "Todos saben dónde irá la fachada."

SECOND: dict[str, Any] = {
    "id": "tower",
    "edition": "2",
    "kind": "reference",
    "standard": "TOWER 2",
    "provisional": True,
    "changes": {
        "from": "1",
        "renamed": [{"from": ["2.1"], "to": ["3.1"]}],
        "merged": [{"from": ["1.2", "1.3"], "to": ["1.4"]}],
    },
    "groups": [{"id": "1", "provenance": "read"}],
    "processes": [
        {
            "id": "1.1",
            "group": "1",
            "provenance": {"id": "read"},
            "objectives": [{"id": "1.1.a", "provenance": "read"}, {"id": "1.1.b", "provenance": "read"}],
        },
        {"id": "1.4", "provenance": {"id": "read"}, "objectives": [{"id": "1.4.a", "provenance": "read"}]},
        {"id": "3.1", "provenance": {"id": "read"}},
        {"id": "2.2", "provenance": {"id": "read"}},
    ],
    "topics": [
        {"id": "history", "kind": "past", "provenance": "read"},
        {"id": "figures", "kind": "number", "provenance": "read"},
    ],
}
SECOND_WORDS: Words = {
    "language": "en",
    "model": {"title": "Towers again", "short": "Tower 2"},
    "groups": {"1": {"name": "Ground"}},
    "processes": {
        "1.1": {"name": "Lay the foundation"},
        "1.4": {"name": "Dig and drain"},
        "3.1": {"name": "Care"},
        "2.2": {"name": "Pull it down"},
    },
    "objectives": {
        "1.1.a": {"title": "The ground carries."},
        "1.1.b": {"title": "The front is marked."},
        "1.4.a": {"title": "It is dry."},
    },
    "topic_kinds": {"past": {"name": "Past"}, "number": {"name": "Number"}},
    "topics": {"history": {"name": "How towers grew"}, "figures": {"name": "Stairs"}},
}
MAP: dict[str, Any] = {
    "id": "map",
    "edition": "1",
    "kind": "guide",
    "standard": "MAP",
    "topics": [
        {"id": "wall", "kind": "part", "value": 4, "provenance": "read"},
        {"id": "door", "kind": "part", "parent": "wall", "provenance": "read"},
        {"id": "dig", "kind": "part", "provenance": "own"},
    ],
}
MAP_WORDS: Words = {
    "language": "en",
    "model": {"title": "Parts of a house"},
    "topic_kinds": {"part": {"name": "Part"}},
    "topics": {"wall": {"name": "Wall"}, "door": {"name": "Door"}, "dig": {"name": "Dig"}},
}
MAPPING: dict[str, Any] = {
    "from": "tower@1",
    "to": "map@1",
    "provenance": "inferred",
    "about": {"en": "Walls against foundations."},
    "rows": [
        {"from": "1.1", "to": "wall", "type": "superset", "confidence": "high"},
        {"from": "1.1", "to": "door", "type": "intersects", "confidence": "low", "joint": True},
        {"from": "2.1", "to": "door", "type": "equal", "confidence": "medium", "provenance": "read"},
    ],
}


def made(structure: Mapping[str, Any], *words: Words) -> Catalogue:
    """A model's catalogue without any files."""
    return Catalogue(build({"structure": structure, "words": {each["language"]: each for each in words}}))


def tower() -> Catalogue:
    """The first edition, in English and Spanish."""
    return made(STRUCTURE, WORDS, SPANISH)


def write(root: Path) -> Path:
    """All of them as a folder of one's own models."""
    models = ((STRUCTURE, (WORDS, SPANISH)), (SECOND, (SECOND_WORDS,)), (MAP, (MAP_WORDS,)))
    for structure, words in models:
        folder = root / f"{structure['id']}-{structure['edition']}"
        folder.mkdir(parents=True)
        _json(folder / "structure.yaml", structure)
        for each in words:
            _json(folder / f"{each['language']}.yaml", each)
    (root / "mappings").mkdir()
    _json(root / "mappings" / "tower--map.yaml", MAPPING)
    return root


def _json(file: Path, value: Any) -> None:
    """JSON is YAML, too."""
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
