"""The kinds of record that ship: whole, worded, standing for what the models have; mistakes in them are told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vse_app import content, paths
from vse_app.model.errors import BadProfile
from vse_app.model.process import Raw

KINDS = {
    "requirement", "design-element", "component", "test-case", "test-result", "verification", "validation", "risk",
    "change", "correction", "meeting", "action", "progress", "measure", "data-point", "environment", "delivery",
    "acceptance", "backup", "lesson", "planned-task", "work-done", "baseline",
}  # fmt: skip


@pytest.fixture(scope="module")
def raw() -> Raw:
    return content.load_folder(paths.profiles() / "registers")


def test_every_register_is_there_and_speaks_both_languages(raw: Raw) -> None:
    assert {p["id"] for p in raw["structure"]["products"]} == KINDS
    for language in ("en", "es"):
        words = raw["words"][language]
        assert all({"name", "many", "purpose", "tip"} <= set(words["products"][kind]) for kind in KINDS)
        assert set(words["groups"]) == {p["group"] for p in raw["structure"]["products"]}


def test_abbreviations_are_nobody_elses(raw: Raw) -> None:
    """Numbers tell kinds apart, so no register has the abbreviation of another work product."""
    for info in content.available():
        if info.kind != "profile" and info.id != "moprosoft":
            continue
        model = content.model(info.ref)
        own = {p.abbr: p.id for p in model.products}
        for kind in raw["structure"]["products"]:
            stood = {s["product"] for s in kind.get("stands_for", ())}
            assert own.get(kind["abbr"], "") in stood | {""}, (info.ref, kind["id"])


def test_what_registers_stand_for_and_are_part_of_exists(raw: Raw) -> None:
    models = {info.id: content.model(info.ref) for info in content.available()}
    kinds = {p["id"]: {f["id"] for f in p["fields"]} for p in raw["structure"]["products"]}
    for kind in raw["structure"]["products"]:
        for place in (*kind.get("stands_for", ()), *kind.get("part_of", ())):
            looked = [models[place["model"]]] if "model" in place else models.values()
            found = [p for model in looked for p in model.products if p.id == place["product"]]
            if place["product"] in kinds:
                assert place["field"] in kinds[place["product"]]
                continue
            assert found, (kind["id"], place)
            for product in found:
                fields = {f.id: f for f in product.fields}
                names = [*place.get("same", {}).values(), *place.get("head", {}).values()]
                assert set(place.get("same", {})) <= kinds[kind["id"]]
                if "field" in place:
                    assert fields[place["field"]].kind == "table"
            if "model" in place:
                assert all(name in fields for name in names), (kind["id"], place)
                columns = {c.id for c in fields[place["field"]].columns} if "field" in place else set()
                assert set(place.get("columns", ())) <= columns, (kind["id"], place)


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("ends: [done, dropped]", "ends: [done, droped]", "products[requirement].ends#2", "not among the states beside"),
        ("group: build", "group: bild", "products[requirement].group", 'no group "bild"'),
        ("tree: parent", "tree: parents", "products[requirement].tree", 'no field "parents"'),
        ("tree: parent", "tree: check", "products[requirement].tree", "must link to the same kind"),
        ("head: {title: statement", "head: {title: statment", "products[requirement].head.title", 'no field "statment"'),
        ("head: {title: statement", "head: {title: priority", "products[requirement].head.title", "cannot give the title"),
        ("link: part-of, to: [requirement]", "link: part-off, to: [requirement]", "link", 'no type of link "part-off"'),
        ("link: part-of, to: [requirement]", "link: part-of, to: [requirment]", "to#1", 'no product "requirment"'),
        ("{id: source, kind: text", "{id: source, kind: text, link: part-of", "fields[source]", "Only links have a type"),
        ("columns: [sort, priority, check]", "columns: [sort, prio]", "products[requirement].columns#2", 'no field "prio"'),
        ("kind: number, product_of: [prob", "kind: text, product_of: [prob", "product_of", "Only a number can be"),
        ("product_of: [probability, con", "product_of: [probabilty, con", "product_of#1", 'no field "probabilty"'),
        ("{id: number, requirement: statement", "{id: numbr, requirement: statement", "columns.id", 'no field "numbr"'),
        ("field: agreements, link: raised-by", "field: agreements, link: details", "part_of#1.link", 'no field "details"'),
        ("same: {technical-impact: impact, af", "same: {technical: impact, af", "same.technical", 'no field "technical"'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str, says: str) -> None:
    folder = Path(shutil.copytree(paths.profiles() / "registers", tmp_path / "registers"))
    file = folder / "products.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadProfile) as caught:
        content.load_folder(folder)
    assert says in str(caught.value)
    assert place in str(caught.value) and "registers/products.yaml:" in str(caught.value)
