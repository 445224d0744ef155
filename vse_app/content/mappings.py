"""Mappings between models: one YAML file each, checked against both models, kept compiled like the models."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from vse_app.content import caching
from vse_app.content.anatomy import ADDRESSED
from vse_app.content.folder import Keys, Tree, unreadable
from vse_app.content.ids import ROOT, check_known, members
from vse_app.content.library import available, load
from vse_app.content.reading import MAX_BYTES, Node, read
from vse_app.content.remembering import Remembered
from vse_app.content.roots import FOLDER, roots
from vse_app.content.shape import shaped
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile
from vse_app.model.mapping import MappingTable, Row
from vse_app.model.process import Raw

SCHEMA: Final = "mapping.schema.json"
_AT: Final[Keys] = ("mapping",)


def mappings() -> tuple[MappingTable, ...]:
    """Every mapping that comes with the program, and the user's own. Raises BadProfile for the first thing wrong."""
    return _all()


def mapping_files() -> tuple[Path, ...]:
    """The files of all mappings: the program's, then those in the folder `mappings` beside the user's models."""
    return tuple(file for root in roots() for file in sorted((root / FOLDER).glob("*.yaml")))


_all: Final = Remembered(lambda: tuple(_kept(file) for file in mapping_files()))


def load_mapping(file: Path) -> MappingTable:
    """Read and check one mapping file; raises BadProfile with file, line and key."""
    return _table(_checked(file, _bytes(file)))


def _kept(file: Path) -> MappingTable:
    data = _bytes(file)
    name = f"{file.parent.parent.name}-{FOLDER}-{file.stem}"
    key = caching.key({file.name: data}, SCHEMA)
    raw = caching.fetch(name, key, {"from": str, "to": str, "rows": list})
    if raw is None:
        raw = _checked(file, data)
        caching.keep(name, key, raw)
    return _table(raw)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(file, error) from None


def _checked(file: Path, data: bytes) -> Raw:
    node = read(data, f"{file.parent.name}/{file.name}")
    tree = Tree(Node({"mapping": node}, node.file, 1))
    raw = shaped(tree, SCHEMA)["mapping"]
    known = {end: _elements(tree, end, raw[end]) for end in ("from", "to")}
    for index, _ in enumerate(raw.get("through", ())):
        _model(tree, (*_AT, "through", index), raw["through"][index])
    seen: dict[tuple[str, str], int] = {}
    for at, row in members(raw, _AT, "rows"):
        for end in ("from", "to"):
            check_known(tree, (*at, end), row[end], known[end], "element")
        pair = (row["from"], row["to"])
        if pair in seen:
            raise BadProfile(
                "These two are mapped already, in line {line}.",
                place=tree.place(at),
                hint="Keep one of them.",
                line=tree.node((*_AT, "rows", seen[pair])).line,
            )
        seen[pair] = len(seen)
    return raw


def _elements(tree: Tree, end: str, ref: str) -> frozenset[str]:
    """Every id of a model that a row may name: its elements, products and topics."""
    structure = load(_model(tree, (*_AT, end), ref))["structure"]
    found = {item["id"] for names in ADDRESSED for _, item in members(structure, ROOT, *names)}
    return frozenset(found | {product["id"] for product in structure.get("products", ())})


def _model(tree: Tree, at: Keys, ref: str) -> str:
    refs = {info.ref for info in available()}
    if ref not in refs:
        raise BadProfile('There is no process model "{name}".', place=tree.place(at), name=ref, **suggestion(ref, refs))
    return ref


def _table(raw: Raw) -> MappingTable:
    rows: list[dict[str, Any]] = raw["rows"]
    return MappingTable(
        source=raw["from"],
        target=raw["to"],
        rows=tuple(
            Row(
                source=r["from"],
                target=r["to"],
                type=r["type"],
                confidence=r["confidence"],
                provenance=r.get("provenance", raw["provenance"]),
                joint=r.get("joint", False),
            )
            for r in rows
        ),
        through=tuple(raw.get("through", ())),
        about=raw["about"],
    )
