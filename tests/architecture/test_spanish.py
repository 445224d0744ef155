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
        return set(re.findall(r"\{([a-z_]+)[|}]", text))

    assert {en: es for en, es in TABLE.items() if names(en) != names(es)} == {}


def test_the_table_has_nothing_left_over():
    known = sentences()
    source = "\n".join(f.read_text(encoding="utf-8") for f in files())
    begins = {en: (json.dumps(en, ensure_ascii=False)[1:-1][:40], en[:40]) for en in TABLE if en not in known}
    left = [en for en, forms in begins.items() if not any(form in source for form in forms)]
    assert left == []


NEVER_ONE = (
    "A line has {count} parts",
    "According to the records in this document,",
    "Backup: {days} days ago",
    "Captured {days} days after",
    "Dates: “happened” is",
    "Lists and mappings may be",
    "Only the first {count} rows",
    "Taking in {n} files",
    "The first {shown} of {count} pages",
    "This list has {count} lines",
    "Which work product are these",
    "written {days} days later",
    "{cause} {n} tasks wait",
    "{count} tasks wait for it; the first is",
    "{n} confirmed tasks still lack",
    "{n} things shown openly",
    "{n} times somebody gave",
    "{n} work products are only",
    "{n} work products were captured",
    "{record} was captured {days} days",
)
"""How sentences begin that are only said of several: the program says something else of one, or nothing."""
COUNTS = "n|count|days|pages|files|tasks|done|ready|blocked|not_applicable|open|na|shown|roles|processes"


def test_a_number_before_a_plural_has_a_word_for_one():
    """Nobody reads `1 days` without a smile: `{days|1 day|# days}` says it right."""
    plural = re.compile(rf"\{{({COUNTS})\}} (?!is\b|las\b|los\b|más\b)[a-záéíóúñ]+s\b")
    spoken = [says for en, es in TABLE.items() if not en.startswith(NEVER_ONE) for says in (en, es)]
    assert [says for says in spoken if plural.search(says)] == []
