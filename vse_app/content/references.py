"""Whether each id of a structure stands once, each mention of one meets it, and gates say what the tasks say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from vse_app.content.anatomy import check_shape_of_model
from vse_app.content.folder import Keys, Tree
from vse_app.content.ids import (
    ROOT,
    Ids,
    Item,
    check_known,
    check_part,
    check_product,
    check_role,
    check_roles,
    check_states,
    check_subset,
    check_task,
    listed,
    members,
    no_circle,
    once,
)
from vse_app.content.registers import check_registers
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile
from vse_app.model.process import Raw


def check_references(tree: Tree, structure: Raw) -> None:
    """Raise BadProfile for the first id that stands twice or is mentioned without existing."""
    ids = Ids(
        roles=once(tree, members(structure, ROOT, "roles")),
        processes=once(tree, members(structure, ROOT, "processes")),
        activities=once(tree, members(structure, ROOT, "processes", "activities")),
        tasks=once(tree, members(structure, ROOT, "processes", "activities", "tasks")),
        products={p["id"]: p for p in structure.get("products", ())},
    )
    once(tree, members(structure, ROOT, "processes", "objectives"))
    for section in ("entry_conditions", "loops", "products"):
        once(tree, members(structure, ROOT, section))
    for key in ("no", "abbr"):
        once(tree, members(structure, ROOT, "products"), key)
    _roles(tree, structure, ids)
    _processes(tree, structure, ids)
    for at, task in members(structure, ROOT, "processes", "activities", "tasks"):
        _task(tree, at, task, ids)
    no_circle(tree, members(structure, ROOT, "processes", "activities", "tasks"), "depends_on")
    for at, product in members(structure, ROOT, "products"):
        _product(tree, at, product, ids)
    check_shape_of_model(tree, structure, ids)
    check_registers(tree, structure)
    _order(tree, structure, ids)
    _provenance(tree, structure)


def _roles(tree: Tree, structure: Raw, ids: Ids) -> None:
    for at, role in members(structure, ROOT, "roles"):
        check_roles(tree, (*at, "group_of"), role.get("group_of", ()), ids)
    no_circle(tree, members(structure, ROOT, "roles"), "group_of")


def _processes(tree: Tree, structure: Raw, ids: Ids) -> None:
    for at, process in members(structure, ROOT, "processes"):
        check_roles(tree, (*at, "roles"), process.get("roles", ()), ids)
        objectives = {o["id"] for o in process.get("objectives", ())}
        for section in ("activities", "indicators"):
            for place, item in members(process, at, section):
                _objectives(tree, (*place, "objectives"), item.get("objectives", ()), objectives)


def _objectives(tree: Tree, at: Keys, names: Iterable[str], objectives: Collection[str]) -> None:
    for index, name in enumerate(names):
        if name not in objectives:
            raise BadProfile(
                'The process has no objective "{name}".',
                place=tree.place((*at, index)),
                name=name,
                **suggestion(name, objectives),
            )


def _task(tree: Tree, at: Keys, task: Item, ids: Ids) -> None:
    check_roles(tree, (*at, "roles"), task.get("roles", ()), ids)
    if "approved_by" in task:
        check_role(tree, (*at, "approved_by"), task["approved_by"], ids)
    if "depends_on" in task:
        check_task(tree, (*at, "depends_on"), task["depends_on"], ids.tasks)
    if "may_raise" in task:
        check_product(tree, (*at, "may_raise"), task["may_raise"], ids)
    for side in ("inputs", "outputs"):
        for place, use in members(task, at, side):
            _use(tree, place, use, ids)


def _use(tree: Tree, at: Keys, use: Item, ids: Ids) -> None:
    """What a task's input or output, or a gate, says about a product."""
    product = check_product(tree, (*at, "product"), use["product"], ids)
    if "part" in use:
        check_part(tree, (*at, "part"), use["part"], product)
    check_states(tree, (*at, "states"), use.get("states", ()), product)
    check_subset(tree, (*at, "skippable"), use.get("skippable", ()), use.get("states", ()))


def _product(tree: Tree, at: Keys, product: Item, ids: Ids) -> None:
    for index, name in enumerate(product.get("from", ())):
        check_known(tree, (*at, "from", index), name, ids.processes | ids.roles, "process or role")
    check_subset(tree, (*at, "conditional_states"), product.get("conditional_states", ()), product.get("states", ()))
    once(tree, members(product, at, "fields"))
    for place, field in members(product, at, "fields"):
        once(tree, members(field, place, "columns"))
        for part in listed(field.get("part", ())):
            check_part(tree, (*place, "part"), part, product)
        for inner, kind in ((place, field), *members(field, place, "columns")):
            _kind(tree, inner, kind)
    filled = {part for field in product["fields"] for part in listed(field.get("part", ()))}
    for index, part in enumerate(product.get("parts", ())):
        if part not in filled:
            raise BadProfile(
                'No field belongs to the part "{name}".',
                place=tree.place((*at, "parts", index)),
                hint="Say part: {name} at the fields that make it up, or remove the part.",
                name=part,
            )


def _kind(tree: Tree, at: Keys, field: Item) -> None:
    for kind, key in (("choice", "choices"), ("table", "columns")):
        if (field["kind"] == kind) != bool(field.get(key)):
            raise BadProfile(
                'A field of kind "{kind}" needs the key "{key}", and no other kind may have it.',
                place=tree.place(at),
                kind=kind,
                key=key,
            )
    if "unit" in field and field["kind"] != "number":
        raise BadProfile("Only numbers have a unit.", place=tree.place((*at, "unit")), hint="Remove the key.")


def _order(tree: Tree, structure: Raw, ids: Ids) -> None:
    for section in ("iterated", "continuous"):
        for index, name in enumerate(structure.get(section, ())):
            check_known(tree, (*ROOT, section, index), name, ids.activities, "activity")
    for at, loop in members(structure, ROOT, "loops"):
        for index, name in enumerate(loop["tasks"]):
            check_task(tree, (*at, "tasks", index), name, ids.tasks | ids.activities)
    tasks = {t["id"]: t for _, t in members(structure, ROOT, "processes", "activities", "tasks")}
    for at, gate in members(structure, ROOT, "gates"):
        _use(tree, at, gate, ids)
        _gate(tree, at, gate, tasks)


def _gate(tree: Tree, at: Keys, gate: Item, tasks: Mapping[str, Item]) -> None:
    """A gate says again, from the product's side, what the tasks say; the two must agree."""
    states = set(gate["states"])
    for index, name in enumerate(gate["unlocks"]):
        place = (*at, "unlocks", index)
        check_task(tree, place, name, tasks)
        uses = tasks[name].get("inputs", ())
        if not any(u["product"] == gate["product"] and set(u.get("states", ())) == states for u in uses):
            raise BadProfile(
                'Task {name} does not take in "{product}" in these states.',
                place=tree.place(place),
                hint="Correct the gate or the inputs of the task.",
                name=name,
                product=gate["product"],
            )
    for index, name in enumerate(gate["reached_by"]):
        place = (*at, "reached_by", index)
        check_task(tree, place, name, tasks)
        uses = tasks[name].get("outputs", ())
        if not any(u["product"] == gate["product"] and set(u.get("states", ())) >= states for u in uses):
            raise BadProfile(
                'Task {name} does not give out "{product}" in these states.',
                place=tree.place(place),
                hint="Correct the gate or the outputs of the task.",
                name=name,
                product=gate["product"],
            )


def _provenance(tree: Tree, structure: Raw) -> None:
    if "provenance_kinds" not in structure:
        return
    known = set(structure["provenance_kinds"])
    for at, kind in _provenances(structure, ROOT):
        if kind not in known:
            raise BadProfile(
                'The provenance "{name}" is not among the provenance_kinds of this model.',
                place=tree.place(at),
                name=kind,
                **suggestion(kind, known),
            )


def _provenances(value: Any, at: Keys, inside: bool = False) -> Iterator[tuple[Keys, str]]:
    """Every text at or under a key `provenance`, however deep."""
    if isinstance(value, str) and inside:
        yield at, value
    elif isinstance(value, dict):
        for key, child in cast("dict[str, Any]", value).items():
            yield from _provenances(child, (*at, key), inside or key == "provenance")
    elif isinstance(value, list):
        for index, child in enumerate(cast("list[Any]", value)):
            yield from _provenances(child, (*at, index), inside)
