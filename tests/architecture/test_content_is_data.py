"""No Python file knows a task, a product or a field by name: they are data."""

from __future__ import annotations

import ast

from tests.architecture.sources import files, shown, tree
from vse_app import content

MAY_NAME_THE_MODEL = {"vse_app/services/sample.py"}


def test_no_python_file_knows_a_task_or_product():
    model = content.model("iso29110-basic")
    ids = {t.id for t in model.tasks()} | {o.id for o in model.objectives()} | {a.id for a in model.activities()}
    ids |= {p.id for p in model.products if "-" in p.id}
    known = []
    for file in files():
        docstrings = {id(d) for d in _docstrings(file)}
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Constant) and node.value in ids and id(node) not in docstrings:
                known.append(f"{shown(file)}:{node.lineno} {node.value}")
            if isinstance(node, ast.Constant) and node.value == model.id and shown(file) not in MAY_NAME_THE_MODEL:
                known.append(f"{shown(file)}:{node.lineno} {node.value}")
    assert known == []


def _docstrings(file):
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
