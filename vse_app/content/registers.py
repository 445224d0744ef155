"""Whether kinds of record hang together: typed links, trees, heads from fields, work products they stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from vse_app.content.folder import Keys, Tree
from vse_app.content.ids import ROOT, Item, check_known, check_subset, members, once
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile
from vse_app.model.process import Raw

HEAD_KINDS: Final = {
    "title": ("text", "long-text"),
    "owner": ("person",),
    "due": ("date",),
    "happened": ("date",),
    "other-id": ("text",),
}
"""What a record's head can take from a field, and the kinds of field that can give it."""
OF_HEAD: Final = ("number", "title", "owner", "due", "follow")
"""What a column of a document can show of a row's head."""


def check_registers(tree: Tree, structure: Raw) -> None:
    """Raise BadProfile for the first typed link, tree, head, column or place in a document that leads nowhere."""
    types = once(tree, members(structure, ROOT, "link_types"))
    groups = {group["id"] for group in structure.get("groups", ())}
    products = {product["id"] for product in structure.get("products", ())}
    for at, product in members(structure, ROOT, "products"):
        fields = {field["id"]: field for field in product["fields"]}
        if "group" in product:
            check_known(tree, (*at, "group"), product["group"], groups, "group")
        check_subset(tree, (*at, "ends"), product.get("ends", ()), product.get("follow_up", ()))
        _names(tree, (*at, "columns"), product.get("columns", ()), fields)
        for place, field in members(product, at, "fields"):
            _link(tree, place, field, types, products)
            _names(tree, (*place, "product_of"), field.get("product_of", ()), fields)
        _tree(tree, at, product, fields)
        _head(tree, (*at, "head"), product.get("head", {}), fields)
        _places(tree, at, product, fields)


def _names(tree: Tree, at: Keys, names: Collection[str], fields: Collection[str]) -> None:
    for index, name in enumerate(names):
        check_field(tree, (*at, index), name, fields)


def check_field(tree: Tree, at: Keys, name: str, fields: Collection[str]) -> None:
    """Raise BadProfile unless the name is one of the fields."""
    if name not in fields:
        raise BadProfile(
            'There is no field "{name}" here.', place=tree.place(at), name=name, **suggestion(name, fields)
        )


def _link(tree: Tree, at: Keys, field: Item, types: Collection[str], products: Collection[str]) -> None:
    if field["kind"] != "link" and ("link" in field or "to" in field):
        raise BadProfile(
            "Only links have a type and targets.", place=tree.place(at), hint="Remove the keys link and to."
        )
    if "product_of" in field and field["kind"] != "number":
        raise BadProfile("Only a number can be worked out from others.", place=tree.place((*at, "product_of")))
    if "link" in field and field["link"] not in types:
        raise BadProfile(
            'There is no type of link "{name}" in this model.',
            place=tree.place((*at, "link")),
            name=field["link"],
            **suggestion(field["link"], types),
        )
    for index, name in enumerate(field.get("to", ())):
        check_known(tree, (*at, "to", index), name, products, "product")


def _tree(tree: Tree, at: Keys, product: Item, fields: dict[str, Item]) -> None:
    if "tree" not in product:
        return
    check_field(tree, (*at, "tree"), product["tree"], fields)
    if list(fields[product["tree"]].get("to", ())) != [product["id"]]:
        raise BadProfile(
            "The field that makes the tree must link to the same kind of record, and to no other.",
            place=tree.place((*at, "tree")),
        )


def _head(tree: Tree, at: Keys, head: Item, fields: dict[str, Item]) -> None:
    for key, name in head.items():
        check_field(tree, (*at, key), name, fields)
        if fields[name]["kind"] not in HEAD_KINDS[key]:
            raise BadProfile(
                'A field of kind "{kind}" cannot give the {key}.',
                place=tree.place((*at, key)),
                kind=fields[name]["kind"],
                key=key,
            )


def _places(tree: Tree, at: Keys, product: Item, fields: dict[str, Item]) -> None:
    """What is in another model is not ours to know: only this side of `stands_for` and `part_of` is looked at."""
    for place, stand in members(product, at, "stands_for"):
        for name in stand.get("same", {}):
            check_field(tree, (*place, "same", name), name, fields)
    for place, part in members(product, at, "part_of"):
        for column, name in part["columns"].items():
            check_field(tree, (*place, "columns", column), name, set(fields) | set(OF_HEAD))
        for name in _linked(part):
            check_field(tree, (*place, "link"), name, {n for n, f in fields.items() if f["kind"] == "link"})


def _linked(part: Item) -> Iterator[str]:
    if "link" in part:
        yield part["link"]
