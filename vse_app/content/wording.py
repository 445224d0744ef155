"""Words against the structure: every id has words in every language, and no words are left over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from vse_app.content.folder import Keys, Tree
from vse_app.content.ids import ROOT, Item, members
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile
from vse_app.model.process import Raw

_BY_ID = ("roles", "entry_conditions", "groups", "topics", "link_types", "processes", "loops", "products")


def check_words(tree: Tree, raw: Raw) -> None:
    """Raise BadProfile for the first id without words, words without id, or languages that do not say the same."""
    structure: Raw = raw["structure"]
    declared = _declared(structure)
    for language, words in raw["words"].items():
        at: Keys = ("words", language)
        if words["language"] != language:
            raise BadProfile(
                'The language here is "{value}", but the name of the file says "{language}".',
                place=tree.place((*at, "language")),
                hint="Files whose name begins with two letters and a dot hold the words of that language.",
                value=words["language"],
                language=language,
            )
        for section, names in declared.items():
            match_words(tree, (*at, section), words.get(section, {}), names)
        for section, names in _used(structure).items():
            _all_worded(tree, (*at, section), words.get(section, {}), names)
        for product in structure.get("products", ()):
            _check_fields(tree, (*at, "products", product["id"], "fields"), words, product)
    check_alike(tree, raw["words"])


def _declared(structure: Raw) -> dict[str, list[str]]:
    """Ids by section of the words; exactly these have words."""
    products: list[Item] = list(structure.get("products", ()))
    return {
        **{section: [item["id"] for item in structure.get(section, ())] for section in _BY_ID},
        "indicators": [i["id"] for _, i in members(structure, ROOT, "processes", "indicators")],
        "objectives": [o["id"] for _, o in members(structure, ROOT, "processes", "objectives")],
        "activities": [a["id"] for _, a in members(structure, ROOT, "processes", "activities")],
        "tasks": [t["id"] for _, t in members(structure, ROOT, "processes", "activities", "tasks")],
        "states": list(dict.fromkeys(s for p in products for k in ("states", "follow_up") for s in p.get(k, ()))),
        "parts": list(dict.fromkeys(part for p in products for part in p.get("parts", ()))),
    }


def _used(structure: Raw) -> dict[str, list[str]]:
    """Values the program knows by name, as far as the model uses them; the others may have words too."""
    products: list[Item] = list(structure.get("products", ()))
    tasks = [t for _, t in members(structure, ROOT, "processes", "activities", "tasks")]
    uses = [use for t in tasks for side in ("inputs", "outputs") for use in t.get(side, ())]
    whens = [t.get("condition") for t in tasks] + [use.get("when") for use in uses]
    return {
        "topic_kinds": sorted({t["kind"] for t in structure.get("topics", ())}),
        "conditions": sorted({when for when in whens if when}),
        "document_types": sorted({p["document_type"] for p in products if "document_type" in p}),
        "versioning": sorted({p["versioning"] for p in products}),
        "forms": sorted({p["form"] for p in products}),
        "provenance": list(structure.get("provenance_kinds", ())),
    }


def _check_fields(tree: Tree, at: Keys, words: Mapping[str, Any], product: Item) -> None:
    fields = words["products"][product["id"]]["fields"]
    match_words(tree, at, fields, [f["id"] for f in product["fields"]])
    for field in product["fields"]:
        _check_parts_of_field(tree, (*at, field["id"]), fields[field["id"]], field)


def _check_parts_of_field(tree: Tree, at: Keys, words: Mapping[str, Any], field: Item) -> None:
    columns = words.get("columns", {})
    match_words(tree, (*at, "choices"), words.get("choices", {}), field.get("choices", ()))
    match_words(tree, (*at, "columns"), columns, [c["id"] for c in field.get("columns", ())])
    for column in field.get("columns", ()):
        place = (*at, "columns", column["id"], "choices")
        match_words(tree, place, columns[column["id"]].get("choices", {}), column.get("choices", ()))


def match_words(tree: Tree, at: Keys, words: Mapping[str, Any], names: Collection[str]) -> None:
    """Raise BadProfile unless exactly these ids have words in a section (`at` is words, language, section)."""
    _none_left(tree, at, words, names)
    _all_worded(tree, at, words, names)


def _all_worded(tree: Tree, at: Keys, words: Mapping[str, Any], names: Collection[str]) -> None:
    for name in names:
        if name not in words:
            raise BadProfile(
                '"{name}" has no words in the language "{language}".',
                place=tree.place((*at, name)),
                hint="Add it to {section}; every id has words in every language.",
                name=name,
                language=at[1],
                section=at[-1],
            )


def _none_left(tree: Tree, at: Keys, words: Mapping[str, Any], names: Collection[str]) -> None:
    for name in words:
        if name not in names:
            raise BadProfile(
                'There are words for "{name}", but the structure has no such id here.',
                place=tree.place((*at, name)),
                name=name,
                **suggestion(name, set(names) - set(words) or names),
            )


def check_alike(tree: Tree, words: Mapping[str, Any]) -> None:
    """Raise BadProfile unless an element has words for the same keys in each language as in the first."""
    first, *others = words
    for language in others:
        _compare(tree, (words[first], words[language]), ("words", language), first)


def _compare(tree: Tree, pair: tuple[Any, Any], at: Keys, first: str) -> None:
    if isinstance(pair[0], dict):
        one, other = cast("tuple[dict[str, Any], dict[str, Any]]", pair)
        for name in dict.fromkeys((*one, *other)):
            if name not in one or name not in other:
                here, there = (first, at[1]) if name in one else (at[1], first)
                raise BadProfile(
                    '"{name}" is there in the language "{here}" but not in "{there}".',
                    place=tree.place((at[0], there, *at[2:], name)),
                    hint="Say the same in both.",
                    name=name,
                    here=here,
                    there=there,
                )
            _compare(tree, (one[name], other[name]), (*at, name), first)
    elif isinstance(pair[0], list) and at[-1] != "also":
        counts = [len(items) for items in cast("tuple[list[Any], list[Any]]", pair)]
        if counts[0] != counts[1]:
            raise BadProfile(
                'This list has {count} lines, but {expected} in the language "{first}".',
                place=tree.place(at),
                hint="Say the same in both.",
                count=counts[1],
                expected=counts[0],
                first=first,
            )
