"""How a model hangs together above its tasks: groups, parts, relations, exchanges, checks, topics, edition changes."""

from __future__ import annotations

from itertools import chain
from typing import Final

from vse_app.content.folder import Keys, Tree
from vse_app.content.ids import (
    ROOT,
    Ids,
    Item,
    check_known,
    check_product,
    check_role,
    check_roles,
    check_task,
    members,
    no_circle,
    once,
)
from vse_app.model.errors import BadProfile
from vse_app.model.process import Raw

PROCESS: Final = ("processes",)
ADDRESSED: Final = (
    ("groups",),
    PROCESS,
    (*PROCESS, "objectives"),
    (*PROCESS, "activities"),
    (*PROCESS, "activities", "tasks"),
    (*PROCESS, "indicators"),
    (*PROCESS, "checks"),
    ("topics",),
)
"""Where the elements stand that `model:id` can name. They share one space of ids."""


_SIDES: Final = {"renamed": (False, False), "split": (False, True), "merged": (True, False)}
"""Kind of change → whether there are several before, and after."""


def check_shape_of_model(tree: Tree, structure: Raw, ids: Ids) -> None:
    """Raise BadProfile for the first id used twice, mentioned without existing, or that is part of itself."""
    addressed = once(tree, chain.from_iterable(members(structure, ROOT, *names) for names in ADDRESSED))
    groups = {group["id"] for group in structure.get("groups", ())}
    topics = {topic["id"] for topic in structure.get("topics", ())}
    for at, process in members(structure, ROOT, *PROCESS):
        _process(tree, at, process, ids)
        if "group" in process:
            check_known(tree, (*at, "group"), process["group"], groups, "group")
    no_circle(tree, members(structure, ROOT, *PROCESS), "parent")
    for at, topic in members(structure, ROOT, "topics"):
        if "parent" in topic:
            check_known(tree, (*at, "parent"), topic["parent"], topics, "topic")
    no_circle(tree, members(structure, ROOT, "topics"), "parent")
    for at, relation in members(structure, ROOT, "relations"):
        check_known(tree, (*at, "from"), relation["from"], addressed, "element")
        if ":" not in relation["to"]:  # what is in another model is not ours to know
            check_known(tree, (*at, "to"), relation["to"], addressed, "element")
    for index, name in enumerate(structure.get("working", ())):
        check_known(tree, (*ROOT, "working", index), name, ids.processes, "process")
    _changes(tree, structure, addressed | set(ids.products) | ids.roles)


def _process(tree: Tree, at: Keys, process: Item, ids: Ids) -> None:
    if "parent" in process:
        check_known(tree, (*at, "parent"), process["parent"], ids.processes, "process")
    for key in ("responsible", "authority"):
        if key in process:
            check_role(tree, (*at, key), process[key], ids)
    for index, name in enumerate(process.get("related", ())):
        check_known(tree, (*at, "related", index), name, ids.processes, "process")
    for index, name in enumerate(process.get("internal", ())):
        check_product(tree, (*at, "internal", index), name, ids)
    for side in ("inputs", "outputs"):
        for place, exchange in members(process, at, side):
            check_product(tree, (*place, "product"), exchange["product"], ids)
            for index, name in enumerate(exchange.get("with", ())):
                check_known(tree, (*place, "with", index), name, ids.processes | ids.roles, "process or role")
    for place, check in members(process, at, "checks"):
        _check(tree, place, check, ids)


def _check(tree: Tree, at: Keys, check: Item, ids: Ids) -> None:
    if "task" in check:
        check_task(tree, (*at, "task"), check["task"], ids.tasks)
    for index, name in enumerate(check.get("products", ())):
        check_product(tree, (*at, "products", index), name, ids)
    check_roles(tree, (*at, "roles"), check.get("roles", ()), ids)


def _changes(tree: Tree, structure: Raw, known: frozenset[str]) -> None:
    """What became of the elements of the edition before: the new ids exist here, the old ones are not ours to know."""
    changes = structure.get("changes", {})
    for kind, (before, after) in _SIDES.items():
        for at, change in members(changes, (*ROOT, "changes"), kind):
            if (len(change["from"]) > 1) != before or (len(change["to"]) > 1) != after:
                raise BadProfile(
                    "Renamed is one for one, split is one into several, merged is several into one.",
                    place=tree.place(at),
                    hint="Move it to the list where it belongs.",
                )
            for index, name in enumerate(change["to"]):
                check_known(tree, (*at, "to", index), name, known, "element")
