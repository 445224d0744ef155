"""A model with the registers beside it: kinds of record of its own, or fields added to its work products.

Facts are kept once. Where the model has a work product that is the same thing, the register is that work product; where
it asks for the same facts inside a document, the register's rows are shown and counted as that field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from vse_app.model.building import product
from vse_app.model.elements import FieldDef, LinkType, PartOf, Product
from vse_app.model.process import ProcessModel, Raw

_FILLED_IN = ("states", "versioning", "forms", "document_types", "provenance", "link_types")
"""Sections of words that the registers add to where the model has none of its own."""


def with_registers(model: ProcessModel, raw: Raw) -> ProcessModel:
    """Return the model with the registers of `raw` (the checked raw form of a model of kind "registers")."""
    structure = raw["structure"]
    places = [_Place(model, kind) for kind in structure["products"]]
    names = {place.kind.id: place.id for place in places}
    made = {place.id: _targets(place.made(), names) for place in places}
    whole = {p.id: made.get(p.id, p) for p in model.products} | made
    for place in places:
        _give_rows(model.id, place, names, whole)
    groups = [group["id"] for group in structure.get("groups", ())]
    ordered = sorted((whole[place.id] for place in places), key=lambda p: groups.index(p.group))
    own = {p.id for p in model.products}
    return replace(
        model,
        products=tuple(whole[p.id] for p in model.products),
        kinds=tuple(p for p in ordered if p.id not in own),
        earlier_products=tuple(p for p in model.earlier_products if p.id not in made),
        registers=tuple(ordered),
        register_groups=tuple(groups),
        link_types=tuple(LinkType(t["id"], t["watch"], t["provenance"]) for t in structure.get("link_types", ())),
        words=_words(model, raw["words"], {place.kind.id: place for place in places}),
    )


class _Place:
    """Where a kind of record stands in a model: on its own, or as one of its work products."""

    def __init__(self, model: ProcessModel, raw: Raw) -> None:
        self.raw, self.kind = raw, product(raw)
        own = {p.id: p for p in (*model.earlier_products, *model.products)}
        stands: list[Raw] = [s for s in raw.get("stands_for", ()) if s.get("model", model.id) == model.id]
        nothing: Raw = {}
        self._stand: Raw = next((s for s in stands if s["product"] in own), nothing)
        self.own = own.get(self._stand.get("product", self.kind.id))
        same: Mapping[str, str] = self._stand.get("same", {})
        self.same: Mapping[str, str] = {mine: theirs for mine, theirs in same.items() if self._has(theirs)}

    @property
    def id(self) -> str:
        """The kind its records have in this model."""
        return self.own.id if self.own else self.kind.id

    def named(self, field: str) -> str:
        """The id under which a field of the register is found here."""
        return self.same.get(field, field)

    def made(self) -> Product:
        """The kind as it is in this model."""
        kind = self.kind
        if self.own is None:
            return replace(kind, register=kind.id)
        typed = {self.named(f.id): f for f in kind.fields if f.kind == "link"}
        fields = [_typed(f, typed.get(f.id)) for f in self.own.fields]
        head = {key: self.named(name) for key, name in kind.head.items()} | dict(self._stand.get("head", {}))
        return replace(
            self.own,
            fields=(*fields, *(replace(f, required=False) for f in self.added())),
            register=kind.id,
            group=kind.group,
            follow_up=kind.follow_up,
            ends=kind.ends,
            tree=self.named(kind.tree),
            head=head,
            columns=tuple(self.named(name) for name in kind.columns),
            same=self.same,
        )

    def added(self) -> Iterator[FieldDef]:
        """The register's fields that the work product does not have."""
        return (f for f in self.kind.fields if f.id not in self.same and not self._has(f.id))

    def _has(self, field: str) -> bool:
        return self.own is not None and self.own.field(field) is not None


def _typed(own: FieldDef, register: FieldDef | None) -> FieldDef:
    """The work product's link with the type and the targets that the register knows of it."""
    return replace(own, link=register.link, to=register.to) if own.kind == "link" and register else own


def _targets(made: Product, names: Mapping[str, str]) -> Product:
    """Links lead to the kinds as they are called in this model."""
    return replace(made, fields=tuple(replace(f, to=tuple(names.get(k, k) for k in f.to)) for f in made.fields))


def _give_rows(model: str, place: _Place, names: Mapping[str, str], whole: dict[str, Product]) -> None:
    """Tell the documents which of their fields the rows of a register are, and the register where it counts."""
    for part in place.raw.get("part_of", ()):
        parent = whole.get(names.get(part["product"], part["product"]))
        field = parent.own(part["field"]) if parent else None
        if part.get("model", model) != model or parent is None or field is None or field.kind != "table":
            continue
        known = {column.id for column in field.columns}
        cells = tuple((c, place.named(name)) for c, name in part["columns"].items() if c in known)
        if field.rows_of:
            fed = replace(field, tied_cells=(*field.tied_cells, *((column, place.id) for column, _name in cells)))
        else:
            fed = replace(field, rows_of=place.id, row_cells=cells)
        whole[parent.id] = replace(parent, fields=tuple(fed if f.id == field.id else f for f in parent.fields))
        found = PartOf(parent.id, field.id, place.named(part.get("link", "")), counts=not field.rows_of)
        whole[place.id] = replace(whole[place.id], part_of=(*whole[place.id].part_of, found))


def _words(model: ProcessModel, register: Mapping[str, Any], places: Mapping[str, _Place]) -> Mapping[str, Any]:
    found: dict[str, Any] = {language: dict(words) for language, words in model.words.items()}
    for language, words in register.items():
        mine: dict[str, Any] = found.setdefault(language, {})
        for section in _FILLED_IN:
            mine[section] = {**words.get(section, {}), **mine.get(section, {})}
        mine["register_groups"] = words.get("groups", {})
        products: dict[str, Any] = dict(mine.get("products", {}))
        for name, said in words["products"].items():
            products[places[name].id] = _product_words(places[name], said, products.get(places[name].id))
        mine["products"] = products
    return found


def _product_words(place: _Place, register: Mapping[str, Any], own: Any) -> Mapping[str, Any]:
    """The model's own words first; from the register those of added fields, and what the model says nothing of."""
    if place.own is None or own is None:
        return register
    said = cast("Mapping[str, Any]", own)
    added = {f.id: register["fields"][f.id] for f in place.added() if f.id in register["fields"]}
    fields = {**added, **said.get("fields", {})}
    return {**{k: v for k, v in register.items() if k in ("many", "purpose", "tip")}, **said, "fields": fields}
