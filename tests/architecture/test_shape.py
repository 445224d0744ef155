"""Small files, small functions, honest names: the limits of the house."""

from __future__ import annotations

import ast
import subprocess

import pytest

from tests.architecture.sources import PACKAGE, ROOT, files, functions, shown, tree

FILE_LINES, FUNCTION_LINES, PARAMETERS, WINDOW_METHODS = 400, 40, 5, 15
OUTER_EDGES = {"vse_app/ui/runner.py", "vse_app/ui/crash.py", "vse_app/cli/selftest.py"}
DOCUMENTED = ("model", "store", "services", "evidence", "content", "cli")


def test_files_are_small():
    assert [shown(f) for f in files() if len(f.read_text(encoding="utf-8").splitlines()) > FILE_LINES] == []


def test_functions_are_small():
    long = [
        f"{shown(file)}:{f.lineno} {f.name}"
        for file in files()
        for f in functions(file)
        if body_lines(f) > FUNCTION_LINES
    ]
    assert long == []


def body_lines(function) -> int:
    """Lines of a function without its docstring."""
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return function.end_lineno - first.lineno + 1


def test_few_positional_parameters():
    crowded = []
    for file in files():
        for function in functions(file):
            names = [a.arg for a in function.args.posonlyargs + function.args.args if a.arg not in ("self", "cls")]
            if len(names) > PARAMETERS:
                crowded.append(f"{shown(file)}:{function.lineno} {function.name}")
    assert crowded == []


def test_the_window_stays_small():
    window = next(n for n in tree(PACKAGE / "ui" / "window.py").body if isinstance(n, ast.ClassDef))
    assert sum(isinstance(n, ast.FunctionDef) for n in window.body) <= WINDOW_METHODS


def test_no_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "base"}
    assert [shown(f) for f in files() if f.stem in empty] == []


def test_only_the_outer_edges_catch_everything():
    caught = []
    for file in files():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ExceptHandler) and shown(file) not in OUTER_EDGES:
                names = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
                if any(n is None or (isinstance(n, ast.Name) and n.id == "Exception") for n in names):
                    caught.append(f"{shown(file)}:{node.lineno}")
    assert caught == []


def test_nobody_spins_the_event_loop_by_hand():
    assert [shown(f) for f in files() if "processEvents" in f.read_text(encoding="utf-8")] == []


def test_public_names_are_explained():
    silent = []
    for file in files():
        if file.relative_to(PACKAGE).parts[0] not in DOCUMENTED or "migrations" in file.parts:
            continue
        for node in tree(file).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                members = node.body if isinstance(node, ast.ClassDef) else []
                public = [m for m in members if isinstance(m, ast.FunctionDef) and not m.name.startswith("_")]
                silent += [f"{shown(file)} {n.name}" for n in (node, *public) if not ast.get_docstring(n)]
    assert silent == []


@pytest.mark.parametrize("words", [("/work/", "/root/"), ("pypi.org", "files.pythonhosted", "registry.npmjs")])
def test_nothing_of_this_machine_is_kept(words):
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = []
    for name in listed.stdout.splitlines():
        file = ROOT / name
        if file.suffix in (".py", ".md", ".yaml", ".toml", ".json", ".txt", ".sh", "") and file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            if file.name != "test_shape.py":
                found += [f"{name}: {word}" for word in words if word in text]
    assert found == []
