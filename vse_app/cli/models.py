"""The commands about process models: what they hold, and how far one reaches another."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from vse_app import content
from vse_app.cli.answering import answer, path_of
from vse_app.cli.pages import models_text, page_text
from vse_app.i18n import Translator
from vse_app.model.browsing import Address
from vse_app.model.errors import BadProfile
from vse_app.services import covering, library, library_pages


def run_library(arguments: argparse.Namespace, tr: Translator) -> int:
    """Models and their elements."""
    with _own_models(arguments.models):
        return _library(arguments, tr)


def _own_models(folder: str) -> AbstractContextManager[None]:
    """The folder of the user's models for this call; raises BadProfile when there is none of that name."""
    if not folder:
        return nullcontext()
    path = path_of(folder)
    if not path.is_dir():
        raise BadProfile("There is no such folder.", place=folder, hint="Give a folder with models, or one model.")
    return content.using_own_root(path.absolute())


def _library(arguments: argparse.Namespace, tr: Translator) -> int:
    wanted, _, element = arguments.element.partition(":")
    if not wanted:
        value: Any = {"models": library.models(tr.language)}
        problems = [error.say(tr) for error in content.problems()]
        if problems:
            value["problems"] = problems
        answer(arguments, value, lambda: "\n".join((models_text(tr, value["models"]), *problems)))
        return 1 if problems and arguments.models else 0
    model = covering.model(content.find(wanted).ref)
    value = library.element(model, element, tr.language) if element else library.tree(model, tr.language)
    answer(arguments, value, lambda: _library_text(Address(model.ref, element), tr))
    return 0


def _library_text(where: Address, tr: Translator) -> str:
    tree = None if where.element else library_pages.tree(where.model, tr.language)
    return page_text(tr, library_pages.page(where, tr.language), tree)


def run_coverage(arguments: argparse.Namespace, tr: Translator) -> int:
    """How far one model reaches another."""
    with _own_models(arguments.models):
        return _coverage(arguments, tr)


def _coverage(arguments: argparse.Namespace, tr: Translator) -> int:
    found, models = covering.between(arguments.source, arguments.target)
    value = covering.plain(found, models[found.target], tr.language)
    answer(arguments, value, lambda: "\n".join(_coverage_lines(value, tr)))
    return 0


def _coverage_lines(value: dict[str, Any], tr: Translator) -> list[str]:
    ends = {"source": value["from"], "target": value["to"]}
    if not value["ways"]:
        return [tr("No mapping leads from {source} to {target}.", **ends)]
    totals = value["totals"]
    said = tr("{full} in full, {partial} in part, {none} not at all, of {outcomes}", **totals)
    lines = [f"{ends['source']} → {ends['target']}: {said}"]
    for outcome in value["outcomes"]:
        sources = ", ".join(s["element"].partition(":")[2] for s in outcome["sources"])
        mark = {"full": "●", "partial": "◐", "none": "○"}[outcome["coverage"]]
        lines.append(f"{mark} {outcome['id']}  {outcome['title']}" + (f"  ← {sources}" if sources else ""))
    return lines
