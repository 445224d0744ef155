"""Every sentence of the program has its Spanish, with the same placeholders."""

from __future__ import annotations

import ast
import json
import re

from tests.architecture.sources import ROOT, files, tree

TABLE = json.loads((ROOT / "resources" / "i18n" / "es.json").read_text(encoding="utf-8"))
ERRORS = {"Invalid", "BadProfile", "CannotOpen", "ReadOnly", "StorageFailed", "Cancelled", "UserError"}


def sentences() -> dict[str, str]:
    """English sentence → the file it stands in; literals, and the tables of sentences that are looked up."""
    found: dict[str, str] = {}
    for file in files():
        constants = {
            target.id: node.value
            for node in tree(file).body
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call):
                for part in _spoken(node):
                    for text in _texts(part, constants):
                        found.setdefault(text, file.name)
    return found


def _spoken(call: ast.Call) -> list[ast.expr]:
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
    if name in ("tr", "_tr", "tr_"):
        return call.args[:1]
    if name in ("Note", "CellProblem"):  # sentences that are said later
        return call.args[:1]
    if name == "Problem":
        return call.args[1:2]
    if name in ERRORS:
        return [*call.args[:1], *(k.value for k in call.keywords if k.arg == "hint")]
    return []


def _texts(node: ast.expr, constants: dict[str, ast.expr]) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text] if text else []
        case ast.IfExp():
            return _texts(node.body, constants) + _texts(node.orelse, constants)
        case ast.Subscript(value=ast.Dict() as table):
            return [t for value in table.values for t in _texts(value, constants)]
        case ast.Subscript() | ast.Call():
            names = [
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(constants.get(n.id), ast.Dict)
            ]
            values = [v for name in names for v in constants[name].values]  # type: ignore[attr-defined]
            return [t for v in values for t in (_texts(v, constants) if not isinstance(v, ast.Tuple) else _all(v))]
        case _:
            return []


def _all(node: ast.Tuple) -> list[str]:
    return [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str) and e.value]


def test_every_sentence_has_its_spanish():
    missing = {text: file for text, file in sentences().items() if text not in TABLE}
    assert missing == {}


def test_placeholders_are_the_same():
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{([a-z_]+)\}", text))

    assert {en: es for en, es in TABLE.items() if names(en) != names(es)} == {}


def test_the_table_has_nothing_left_over():
    known = sentences()
    source = "\n".join(f.read_text(encoding="utf-8") for f in files())
    left = [en for en in TABLE if en not in known and json.dumps(en, ensure_ascii=False)[1:-1][:40] not in source]
    assert left == []
