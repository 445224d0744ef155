"""The part of a model that a project can run: some of its processes, with the products and roles they use.

Ids and words stay what they are, so that coverage, mappings and the library mean the same elements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from vse_app.model.building import build
from vse_app.model.process import Raw

Item = Mapping[str, Any]


def is_runnable(raw: Raw) -> bool:
    """Whether a project can work under the model."""
    return bool(build(raw).working)


def restricted(raw: Raw) -> Raw:
    """The model with its working processes alone; the very same when those are all, or when it has none."""
    structure = raw["structure"]
    working = set(build(raw).working)
    processes: list[Item] = [p for p in structure.get("processes", ()) if p["id"] in working]
    if len(processes) in (0, len(structure["processes"])):
        return raw
    kept = _Kept(
        processes=frozenset(working),
        roles=_roles(structure, processes),
        products=frozenset(_products(processes)),
        activities=frozenset(a["id"] for p in processes for a in p.get("activities", ())),
        tasks=frozenset(t["id"] for p in processes for a in p.get("activities", ()) for t in a.get("tasks", ())),
    )
    trimmed = _structure(structure, processes, kept)
    return {"structure": trimmed, "words": {k: _words(trimmed, w) for k, w in raw["words"].items()}}


@dataclass(frozen=True)
class _Kept:
    """The ids that stay."""

    processes: frozenset[str]
    roles: frozenset[str]
    products: frozenset[str]
    activities: frozenset[str]
    tasks: frozenset[str]

    @property
    def partners(self) -> frozenset[str]:
        """Whom a product may come from or go to."""
        return self.processes | self.roles


def _tasks(processes: Iterable[Item]) -> Iterator[Item]:
    return (t for p in processes for a in p.get("activities", ()) for t in a.get("tasks", ()))


def _products(processes: list[Item]) -> Iterator[str]:
    """What the tasks take in, give out or may raise, and what the processes exchange, keep and check."""
    for task in _tasks(processes):
        yield from (use["product"] for side in ("inputs", "outputs") for use in task.get(side, ()))
        yield from (task[key] for key in ("may_raise",) if key in task)
    for process in processes:
        yield from (e["product"] for side in ("inputs", "outputs") for e in process.get(side, ()))
        yield from process.get("internal", ())
        yield from (name for check in process.get("checks", ()) for name in check.get("products", ()))


def _roles(structure: Item, processes: list[Item]) -> frozenset[str]:
    """Who does, approves or checks something, who answers for a process, and the members of groups among them."""
    found: set[str] = set()
    for item in (*_tasks(processes), *processes, *(c for p in processes for c in p.get("checks", ()))):
        found |= set(item.get("roles", ()))
        found |= {item[key] for key in ("approved_by", "responsible", "authority") if key in item}
    members = {role["id"]: set(role.get("group_of", ())) for role in structure.get("roles", ())}
    while more := {name for role in found for name in members.get(role, ())} - found:
        found |= more
    return frozenset(found)


def _structure(structure: Item, processes: list[Item], kept: _Kept) -> dict[str, Any]:
    found = dict(structure)
    found["processes"] = [_process(p, kept) for p in processes]
    found["roles"] = [r for r in structure.get("roles", ()) if r["id"] in kept.roles]
    found["products"] = [
        _only(p, "from", kept.partners) for p in structure.get("products", ()) if p["id"] in kept.products
    ]
    groups = {p.get("group") for p in processes}
    found["groups"] = [g for g in structure.get("groups", ()) if g["id"] in groups]
    found["topics"] = []
    for section in ("iterated", "continuous"):
        found[section] = [name for name in structure.get(section, ()) if name in kept.activities]
    found["loops"] = [loop for loop in structure.get("loops", ()) if set(loop["tasks"]) <= kept.tasks | kept.activities]
    found["gates"] = list(_gates(structure, kept))
    elements = _addressed(found)
    found["relations"] = [
        r for r in structure.get("relations", ()) if r["from"] in elements and (r["to"] in elements or ":" in r["to"])
    ]
    if "changes" in structure:
        found["changes"] = _changes(structure["changes"], elements | kept.roles | kept.products)
    return {key: value for key, value in found.items() if value or key not in _MAY_GO}


_MAY_GO: Final = ("groups", "topics", "iterated", "continuous", "loops", "gates", "relations")


def _process(process: Item, kept: _Kept) -> dict[str, Any]:
    found = _only(process, "related", kept.processes)
    if found.get("parent") not in kept.processes:
        found.pop("parent", None)
    for side in ("inputs", "outputs"):
        if side in found:
            found[side] = [_only(e, "with", kept.partners) for e in found[side]]
    if "activities" in found:
        found["activities"] = [_activity(a, kept) for a in found["activities"]]
    return found


def _activity(activity: Item, kept: _Kept) -> dict[str, Any]:
    tasks = [{k: v for k, v in t.items() if k != "depends_on" or v in kept.tasks} for t in activity.get("tasks", ())]
    return dict(activity) | ({"tasks": tasks} if tasks else {})


def _only(item: Item, key: str, ids: frozenset[str]) -> dict[str, Any]:
    """The item with only these ids under a key; without the key when none is left."""
    found = dict(item)
    if key in found:
        found[key] = [name for name in found[key] if name in ids]
        if not found[key]:
            del found[key]
    return found


def _gates(structure: Item, kept: _Kept) -> Iterator[dict[str, Any]]:
    for gate in structure.get("gates", ()):
        left = _only(_only(gate, "unlocks", kept.tasks), "reached_by", kept.tasks)
        if gate["product"] in kept.products and "unlocks" in left and "reached_by" in left:
            yield left


def _addressed(structure: Item) -> frozenset[str]:
    found = {g["id"] for g in structure["groups"]}
    for process in structure["processes"]:
        found.add(process["id"])
        for section in ("objectives", "activities", "indicators", "checks"):
            found |= {item["id"] for item in process.get(section, ())}
    return frozenset(found | {t["id"] for t in _tasks(structure["processes"])})


def _changes(changes: Item, known: frozenset[str]) -> dict[str, Any]:
    found = dict(changes)
    for kind in ("renamed", "split", "merged"):
        if kind in found:
            found[kind] = [c for c in found[kind] if set(c["to"]) <= known]
    return found


def _words(structure: Item, words: Item) -> dict[str, Any]:
    """Only the words of what is left, where every word belongs to an id."""
    processes: list[Item] = structure["processes"]
    products: list[Item] = structure["products"]
    ids: Mapping[str, Callable[[], Iterable[str]]] = {
        "roles": lambda: (r["id"] for r in structure["roles"]),
        "groups": lambda: (g["id"] for g in structure.get("groups", ())),
        "topics": lambda: (),
        "topic_kinds": lambda: (),
        "processes": lambda: (p["id"] for p in processes),
        "loops": lambda: (loop["id"] for loop in structure.get("loops", ())),
        "products": lambda: (p["id"] for p in products),
        "indicators": lambda: (i["id"] for p in processes for i in p.get("indicators", ())),
        "objectives": lambda: (o["id"] for p in processes for o in p.get("objectives", ())),
        "activities": lambda: (a["id"] for p in processes for a in p.get("activities", ())),
        "tasks": lambda: (t["id"] for t in _tasks(processes)),
        "states": lambda: (s for p in products for key in ("states", "follow_up") for s in p.get(key, ())),
        "parts": lambda: (part for p in products for part in p.get("parts", ())),
    }
    found: dict[str, Any] = {}
    for section, value in words.items():
        if section in ids:
            known = set(ids[section]())
            value = {k: v for k, v in cast("dict[str, Any]", value).items() if k in known}
        found[section] = value
    return found
