"""The ids of a structure, and the sentences for one that stands twice or is mentioned without existing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vse_app.content.folder import Keys, Tree
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile

Item = Mapping[str, Any]
Found = Iterator[tuple[Keys, Item]]

ROOT: Keys = ("structure",)


def members(item: Item, at: Keys, *names: str) -> Found:
    """Items of a list with their places; further names go on into lists of those items."""
    for index, child in enumerate(item.get(names[0], ())):
        place = (*at, names[0], index)
        if len(names) == 1:
            yield place, child
        else:
            yield from members(child, place, *names[1:])


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a model by kind; products with what they hold."""

    roles: frozenset[str]
    processes: frozenset[str]
    activities: frozenset[str]
    tasks: frozenset[str]
    products: Mapping[str, Item]


def once(tree: Tree, items: Found, key: str = "id") -> frozenset[str]:
    """Return the ids; raise BadProfile for the second item with the same value under `key`."""
    seen: dict[object, Keys] = {}
    for at, item in items:
        if item[key] in seen:
            raise BadProfile(
                'The {key} "{name}" is used twice; the first is in {first}.',
                place=tree.place((*at, key)),
                hint="Give each one its own.",
                key=key,
                name=item[key],
                first=tree.place(seen[item[key]]),
            )
        seen[item[key]] = (*at, key)
    return frozenset(str(name) for name in seen)


def no_circle(tree: Tree, items: Found, key: str) -> None:
    """Raise BadProfile if an item reaches itself through the ids, known to exist, under `key`."""
    found = {item["id"]: (at, listed(item.get(key, ()))) for at, item in items}
    for start, (at, following) in found.items():
        seen: set[str] = set()
        todo = list(following)
        while todo:
            name = todo.pop()
            if name == start:
                raise BadProfile(
                    '"{name}" leads back to itself through {key}.',
                    place=tree.place((*at, key)),
                    hint="Take one of them out of the circle.",
                    name=start,
                    key=key,
                )
            if name not in seen:
                seen.add(name)
                todo.extend(found[name][1])


def listed(value: str | Iterable[str]) -> tuple[str, ...]:
    """One text or many, as many."""
    return (value,) if isinstance(value, str) else tuple(value)


UNKNOWN: Final = {
    "activity": 'There is no activity "{name}" in this model.',
    "element": 'There is no element "{name}" in this model.',
    "group": 'There is no group "{name}" in this model.',
    "process": 'There is no process "{name}" in this model.',
    "process or role": 'There is no process and no role "{name}" in this model.',
    "product": 'There is no product "{name}" in this model.',
    "role": 'There is no role "{name}" in this model.',
    "task": 'There is no task "{name}" in this model.',
    "topic": 'There is no topic "{name}" in this model.',
}


def check_known(tree: Tree, at: Keys, name: str, known: Collection[str], kind: str) -> None:
    """Raise BadProfile unless the name, of something of that kind (a key of UNKNOWN), is known."""
    if name not in known:
        raise BadProfile(UNKNOWN[kind], place=tree.place(at), name=name, **suggestion(name, known))


def check_role(tree: Tree, at: Keys, name: str, ids: Ids) -> None:
    """Raise BadProfile unless the model has the role."""
    check_known(tree, at, name, ids.roles, "role")


def check_roles(tree: Tree, at: Keys, names: Iterable[str], ids: Ids) -> None:
    """Raise BadProfile unless the model has all the roles."""
    for index, name in enumerate(names):
        check_role(tree, (*at, index), name, ids)


def check_product(tree: Tree, at: Keys, name: str, ids: Ids) -> Item:
    """Return the product; raise BadProfile unless the model has it."""
    check_known(tree, at, name, ids.products, "product")
    return ids.products[name]


def check_task(tree: Tree, at: Keys, name: str, known: Collection[str]) -> None:
    """Raise BadProfile unless the task is known."""
    check_known(tree, at, name, known, "task")


def check_part(tree: Tree, at: Keys, name: str, product: Item) -> None:
    """Raise BadProfile unless the product has the part."""
    parts = product.get("parts", ())
    if name not in parts:
        raise BadProfile(
            'The product "{product}" has no part "{name}".',
            place=tree.place(at),
            name=name,
            product=product["id"],
            **suggestion(name, parts),
        )


def check_states(tree: Tree, at: Keys, names: Iterable[str], product: Item) -> None:
    """Raise BadProfile unless the product has all the states."""
    states = product.get("states", ())
    for index, name in enumerate(names):
        if name not in states:
            raise BadProfile(
                'The product "{product}" has no state "{name}".',
                place=tree.place((*at, index)),
                name=name,
                product=product["id"],
                **suggestion(name, states),
            )


def check_subset(tree: Tree, at: Keys, names: Iterable[str], states: Iterable[str]) -> None:
    """Raise BadProfile unless the states that are special are among the states."""
    for index, name in enumerate(names):
        if name not in states:
            raise BadProfile(
                '"{name}" is not among the states beside it.',
                place=tree.place((*at, index)),
                name=name,
                **suggestion(name, states),
            )
