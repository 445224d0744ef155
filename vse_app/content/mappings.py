"""Mappings between models: one YAML file each, checked against both models, kept compiled like the models."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from vse_app import paths
from vse_app.content import caching
from vse_app.content.anatomy import ADDRESSED
from vse_app.content.folder import Keys, Tree, unreadable
from vse_app.content.ids import ROOT, check_known, members
from vse_app.content.library import available, load, stamp
from vse_app.content.reading import MAX_BYTES, Node, peek, read
from vse_app.content.remembering import Remembered
from vse_app.content.roots import FOLDER, own_root, roots
from vse_app.content.shape import shaped
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile
from vse_app.model.mapping import MappingTable, Row
from vse_app.model.process import Raw

SCHEMA: Final = "mapping.schema.json"
_AT: Final[Keys] = ("mapping",)


def mappings() -> tuple[MappingTable, ...]:
    """Every mapping that comes with the program, and the user's own.

    Raises BadProfile for the first thing wrong in one that ships; a broken one of the user's is left out and told by
    `content.problems`.
    """
    return _all()


def own_mappings() -> tuple[list[MappingTable], list[BadProfile]]:
    """The user's mappings that can be used, and what is wrong with the others."""
    root = own_root()
    tables: list[MappingTable] = []
    found: list[BadProfile] = []
    for file in _files(root) if root else ():
        try:
            tables.append(_kept(file, own=True))
        except BadProfile as error:
            found.append(error)
    return tables, found


def mapping_files() -> tuple[Path, ...]:
    """The files of all mappings: the program's, then those in the folder `mappings` beside the user's models."""
    return tuple(file for root in roots() for file in _files(root))


def _files(root: Path) -> list[Path]:
    return sorted(file for file in (root / FOLDER).glob("*.yaml") if not file.name.startswith("."))


_all: Final = Remembered(lambda: (*(_kept(file) for file in _files(paths.profiles())), *own_mappings()[0]))


def load_mapping(file: Path) -> MappingTable:
    """Read and check one mapping file; raises BadProfile with file, line and key."""
    return _table(_checked(file, _bytes(file)))


def _kept(file: Path, *, own: bool = False) -> MappingTable:
    """From the cache while the file stays the same; a user's also while the two models it names do."""
    data = _bytes(file)
    name = f"{'own' if own else 'shipped'}-{FOLDER}-{file.stem}"
    key = caching.key({file.name: data, **(_named(file, data) if own else {})}, SCHEMA)
    raw = caching.fetch(name, key, {"from": str, "to": str, "rows": list})
    if raw is None:
        raw = _checked(file, data)
        caching.keep(name, key, raw)
    return _table(raw)


def _named(file: Path, data: bytes) -> dict[str, bytes]:
    """What the models at both ends are now, for the key of the cache; nothing for one that cannot be found."""
    ends = peek(data, f"{file.parent.name}/{file.name}", frozenset({("from",), ("to",)}))
    known = {info.ref for info in available()}
    return {end: stamp(ref).encode() for (end,), ref in ends.items() if ref in known}


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
    try:
        structure = load(_model(tree, (*_AT, end), ref))["structure"]
    except BadProfile as error:
        if str(error.place).startswith(f"{tree.root.file}:"):
            raise
        raise BadProfile(
            "The model {name} cannot be used: something in it is wrong.",
            place=tree.place((*_AT, end)),
            hint="Mend the model first.",
            name=ref,
        ) from None
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
                joint_back=r.get("joint_back", False),
            )
            for r in rows
        ),
        through=tuple(raw.get("through", ())),
        about=raw["about"],
    )
