"""The snapshot of a project that moved: the new edition, and what the project needs of the earlier ones.

The structure is that of the new edition. Beside it, under `earlier`, stand work products nobody asks for any more,
fields that were filled before, and the moves. Words of what is gone stay, so that it can still be named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from vse_app.model.editions import Comparison
from vse_app.model.moves import Move, stay
from vse_app.model.process import Raw

Used = Mapping[str, Collection[str]]
"""Kind of record → the fields in which one of its versions says something."""

_TEXT: Final = ("text", "long-text")
_READS_AS_TEXT: Final = (*_TEXT, "date", "choice", "person")
_SECTIONS: Final = (
    "roles entry_conditions groups topic_kinds topics indicators processes objectives activities tasks states parts "
    "loops conditions document_types versioning forms provenance products"
).split()
"""Sections of the words that go by id."""


@dataclass(frozen=True)
class Kept:
    """A field as the project keeps it: `why` is earlier (not asked for), kind, choices or columns (as they were)."""

    product: str
    field: str
    why: str
    raw: Raw


def carried(found: Comparison, kinds: Mapping[str, str], used: Used, move: Move, base: str) -> Raw:
    """The snapshot. `kinds`: earlier kind of record → kind of now; `base`: hash of the new edition as it is."""
    old, new = found.old.raw, found.new.raw
    fields: dict[str, dict[str, Raw]] = {}
    for kept in kept_fields(found, kinds, used):
        fields.setdefault(kept.product, {})[kept.field] = kept.raw
    before: Raw = old.get("earlier", {})
    return {
        "structure": new["structure"],
        "words": _words(found, kinds),
        "earlier": {
            "base": base,
            "fields": fields,
            "products": list(_products(found, kinds)),
            "moves": [*before.get("moves", ()), move.plain()],
        },
    }


def kept_fields(found: Comparison, kinds: Mapping[str, str], used: Used) -> Iterator[Kept]:
    """The fields of the new edition's work products that what was written before needs, or needs as they were."""
    for product in found.new.raw["structure"].get("products", ()):
        own = {f["id"]: f for f in product["fields"]}
        told: set[str] = set()
        for kind in (k for k, now in kinds.items() if now == product["id"]):
            for name, field in _fields_of(found.old.raw, kind).items():
                if name in told:
                    continue
                told.add(name)
                if name not in own:
                    yield Kept(product["id"], name, "earlier", _without(field, "required", "part"))
                elif name in used.get(kind, ()):
                    yield from _reconciled(product["id"], field, own[name])


def _reconciled(product: str, old: Raw, new: Raw) -> Iterator[Kept]:
    """A field whose values the new edition could not hold stays wide enough for them."""
    name = new["id"]
    if old["kind"] != new["kind"]:
        if not (new["kind"] in _TEXT and old["kind"] in _READS_AS_TEXT):
            yield Kept(product, name, "kind", dict(old) | _only(new, "required", "part"))
    elif gone := [c for c in old.get("choices", ()) if c not in new.get("choices", ())]:
        yield Kept(product, name, "choices", dict(new) | {"choices": [*new.get("choices", ()), *gone]})
    elif new["kind"] == "table":
        columns = list(_columns(old["columns"], new["columns"]))
        if columns != new["columns"]:
            yield Kept(product, name, "columns", dict(new) | {"columns": columns})


def _columns(old: Iterable[Raw], new: Iterable[Raw]) -> Iterator[Raw]:
    before = {c["id"]: c for c in old}
    for column in new:
        was = before.pop(column["id"], None)
        wider = [kept.raw for kept in _reconciled("", was, column)] if was is not None else []
        yield wider[0] if wider else column
    yield from (_without(column, "required") for column in before.values())


def _fields_of(raw: Raw, kind: str) -> dict[str, Raw]:
    """All fields a project has for a kind, those of still earlier editions included."""
    earlier: Raw = raw.get("earlier", {})
    products = [*raw["structure"].get("products", ()), *earlier.get("products", ())]
    own: list[list[Raw]] = [p["fields"] for p in products if p["id"] == kind]
    return {f["id"]: f for fields in own[:1] for f in fields} | dict(earlier.get("fields", {}).get(kind, {}))


def _products(found: Comparison, kinds: Mapping[str, str]) -> Iterator[Raw]:
    """Work products that records may still be of, though the new edition does not know them."""
    old: Raw = found.old.raw
    asked = {p.id for p in found.new.products}
    for product in (*old["structure"].get("products", ()), *old.get("earlier", {}).get("products", ())):
        name = kinds.get(product["id"], product["id"])
        if name not in asked:
            yield dict(product) | {"id": name, "fields": list(_fields_of(old, product["id"]).values())}


def kept_kind(found: Comparison, kind: str) -> str:
    """The kind of records that nobody asks for any more."""
    return stay(kind, {p.id for p in found.new.products}, found.old.edition)


def _words(found: Comparison, kinds: Mapping[str, str]) -> dict[str, Any]:
    old, new = found.old.raw["words"], found.new.raw["words"]
    return {language: _in_language(old.get(language, {}), new.get(language, {}), kinds) for language in {**new, **old}}


def _in_language(old: Raw, new: Raw, kinds: Mapping[str, str]) -> dict[str, Any]:
    merged: dict[str, Any] = dict(new)
    for section in _SECTIONS:
        both = {**old.get(section, {}), **new.get(section, {})}
        if both:
            merged[section] = both
    products: dict[str, Any] = dict(merged.get("products", {}))
    for kind, now in kinds.items():
        before = old.get("products", {}).get(kind)
        if before is not None:
            products[now] = _deep(before, products[now]) if now in new.get("products", {}) else before
    if products:
        merged["products"] = products
    return merged


def _deep(old: Any, new: Any) -> Any:
    """What the new says, and what only the old says."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        one, other = cast("Mapping[str, Any]", old), cast("Mapping[str, Any]", new)
        return {**one, **{key: _deep(one[key], value) if key in one else value for key, value in other.items()}}
    return new


def _only(raw: Raw, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key in keys}


def _without(raw: Raw, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key not in keys}
