"""What guides a shop through the models: the ladder, “which standard?”, “why not?”, least paper. One file each.

They are data like the models, with a schema of their own beside them in `profiles/`, and are kept compiled like them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from vse_app import paths
from vse_app.content import caching
from vse_app.content.folder import Tree
from vse_app.content.ids import ROOT, check_known, members, once
from vse_app.content.library import available, load
from vse_app.content.reading import Node, read
from vse_app.content.shape import shaped
from vse_app.content.wording import check_alike, match_words
from vse_app.model.process import Raw


def guidance(name: str) -> Raw:
    """A file by its name in `CHECKS`, as `{"structure": …, "words": {language: …}}`; raises BadProfile."""
    data = (paths.profiles() / f"{name}.yaml").read_bytes()
    return _kept(name, caching.key({name: data}, _schema(name)), data)


@cache
def _kept(name: str, key: str, data: bytes) -> Raw:
    raw = caching.fetch(f"guidance-{name}", key, {"structure": dict, "words": dict})
    if raw is None:
        raw = checked(name, data)
        caching.keep(f"guidance-{name}", key, raw)
    return raw


def checked(name: str, data: bytes) -> Raw:
    """A file's bytes, read and checked against the schema of its name; raises BadProfile with line and key."""
    root = read(data, f"{name}.yaml")
    assert isinstance(root.value, dict)  # read() gives nothing else
    words = root.value.get("words", Node({}, root.file, root.line))
    structure = Node({key: node for key, node in root.value.items() if key != "words"}, root.file, root.line)
    tree = Tree(Node({"structure": structure, "words": words}, root.file, root.line))
    raw = shaped(tree, _schema(name))
    for section, ids in CHECKS[name](tree, raw["structure"]).items():
        for language, said in raw["words"].items():
            for key in section:
                said = said[key]
            match_words(tree, ("words", language, *section), said, ids)
    check_alike(tree, raw["words"])
    return raw


def _schema(name: str) -> str:
    return f"{name}.schema.json"


Sections = Mapping[tuple[str, ...], list[str]]
"""Where words stand, below the language, and the ids that have them there."""


def _ladder(tree: Tree, structure: Raw) -> Sections:
    """The default and the steps' rungs exist; returns the ids that need words, by section."""
    rungs = once(tree, members(structure, ROOT, "rungs"))
    models = once(tree, members(structure, ROOT, "rungs"), "model")
    once(tree, members(structure, ROOT, "steps"))
    _known(tree, (*ROOT, "default"), structure["default"], models)
    for at, step in members(structure, ROOT, "steps"):
        if "rung" in step:
            _known(tree, (*at, "rung"), step["rung"], rungs)
    return _ids(structure, "rungs", "steps")


def _which(tree: Tree, structure: Raw) -> Sections:
    """Every condition asks for an answer there is, every rule ends in a result there is."""
    for section in ("questions", "results", "rules", "notes"):
        once(tree, members(structure, ROOT, section))
    answers: dict[str, list[str]] = {q["id"]: q["answers"] for q in structure["questions"]}
    results = {result["id"] for result in structure["results"]}
    for section in ("rules", "notes"):
        for at, item in members(structure, ROOT, section):
            for question, allowed in item["when"].items():
                _known(tree, (*at, "when", question), question, answers)
                for index, answer in enumerate(allowed):
                    _known(tree, (*at, "when", question, index), answer, answers[question])
            if "result" in item:
                _known(tree, (*at, "result"), item["result"], results)
    return _ids(structure, "questions", "results", "rules", "notes") | {
        ("answers",): list(answers),
        **{("answers", question): known for question, known in answers.items()},
    }


def _why_not(tree: Tree, structure: Raw) -> Sections:
    once(tree, members(structure, ROOT, "links"), "reason")
    return {("scale",): structure["scale"]}


def _requirement_words(tree: Tree, structure: Raw) -> Sections:
    return {("rules",): structure["rules"]}


def _least_paper(tree: Tree, structure: Raw) -> Sections:
    """Every work product and register that is named exists in one of the models it is about."""
    shelf = {info.ref for info in available()}
    products: set[str] = set()
    for at, ref in enumerate(structure["models"]):
        _known(tree, (*ROOT, "models", at), ref, shelf)
        products |= {p["id"] for p in load(ref)["structure"].get("products", ())}
    registers = {p["id"] for p in load("registers")["structure"]["products"]}
    for section in ("drafts", "merges"):
        once(tree, members(structure, ROOT, section))
        for at, item in members(structure, ROOT, section):
            for key, known in (("products", products), ("registers", registers)):
                for index, name in enumerate(item.get(key, ())):
                    _known(tree, (*at, key, index), name, known)
    for at, item in members(structure, ROOT, "costs"):
        for key, known in (("product", products), ("register", registers)):
            if key in item:
                _known(tree, (*at, key), item[key], known)
    return _ids(structure, "drafts", "merges")


def _ids(structure: Raw, *sections: str) -> dict[tuple[str, ...], list[str]]:
    return {(section,): [item["id"] for item in structure[section]] for section in sections}


def _known(tree: Tree, at: tuple[str | int, ...], name: str, known: Any) -> None:
    check_known(tree, at, name, known, "element")


CHECKS: Final[Mapping[str, Callable[[Tree, Raw], Sections]]] = {
    "ladder": _ladder,
    "which": _which,
    "why-not": _why_not,
    "requirement-words": _requirement_words,
    "least-paper": _least_paper,
}
"""File name in `profiles/` without its ending → the check of its ids."""
