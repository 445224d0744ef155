"""Pages about process models as text for a terminal: titles, wrapped lines, and the mark of what was recalled."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model import library_words
from vse_app.model.element_page import Page
from vse_app.model.library_map import Node
from vse_app.model.page_parts import Line, Section

WIDEST: Final = 100
"""Longer lines are hard to read, however wide the terminal is."""
_COUNTED: Final = {
    "processes": "Processes",
    "outcomes": "Outcomes",
    "activities": "Activities",
    "tasks": "Tasks",
    "products": "Work products",
    "roles": "Roles",
}


def models_text(tr: Translator, models: list[dict[str, Any]]) -> str:
    """Every model under its kind, with what it holds."""
    lines: list[str] = []
    for kind in library_words.MODEL_KINDS:
        found = [model for model in models if model["kind"] == kind]
        if found:
            lines += ["", library_words.model_kind(tr, kind)]
        for model in found:
            counted = {tr(_COUNTED[name]): count for name, count in model["counts"].items() if count}
            counts = [f"{name} {count}".replace(" ", "\u00a0") for name, count in counted.items()]
            own = tr("your own") if model["own"] else ""
            lines += _wrapped(f"{model['id']}@{model['edition']}  {model['title']}", 2)
            lines += _wrapped(library_words.joined((own, *counts)), 6)
    return "\n".join(lines[1:])


def page_text(tr: Translator, page: Page, tree: Node | None = None) -> str:
    """The page of an element or of a model, and the tree of the model below it."""
    title = library_words.marked(f"{page.id}  {page.title}".strip(), page.recalled)
    above = (line.text for line in page.line)
    lines = [*_wrapped(title, 0), *_wrapped(library_words.joined(_head(tr, page, above)), 0)]
    for section in page.sections:
        lines += ["", *_section(section)]
    if tree is not None and tree.below:
        lines += ["", tr("All elements"), *(line for node in tree.below for line in _branch(node, 1))]
    if any(library_words.MARK in line for line in lines):
        lines += ["", *_wrapped(library_words.recalled_note(tr), 0)]
    if page.note and page.kind:
        lines += ["", *_wrapped(page.note, 0, hang=0)]
    return "\n".join(lines)


def _head(tr: Translator, page: Page, above: Iterator[str]) -> tuple[str, ...]:
    return (library_words.kind_word(tr, page.kind), *above, *page.marks)


def _section(section: Section) -> Iterator[str]:
    yield f"{section.title} – {section.hint}" if section.hint else section.title
    for above, lines in groupby(section.lines, key=lambda line: line.above):
        if above:
            yield from _wrapped(above, 2)
        for line in lines:
            yield from _line(line, 4 if above else 2, hang=0 if section.is_text else 2)


def _line(line: Line, indent: int, *, hang: int) -> Iterator[str]:
    indent += 2 * line.depth
    said = library_words.marked(line.text, line.recalled)
    yield from _wrapped(f"{line.label}  {said}" if line.label else said, indent, hang=hang)
    if line.note:
        yield from _wrapped(line.note, indent + 4, hang=0)


def _branch(node: Node, depth: int) -> Iterator[str]:
    title = library_words.marked(f"{node.id}  {node.title}".strip(), node.recalled)
    yield from _wrapped(title, 2 * depth)
    for below in node.below:
        yield from _branch(below, depth + 1)


def _wrapped(text: str, indent: int, *, hang: int = 2) -> list[str]:
    """A text on lines that fit the terminal; further lines stand under the first, `hang` deeper."""
    width = max(min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST), 40)
    first, rest = " " * indent, " " * (indent + hang)
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
