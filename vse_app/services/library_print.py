"""The library on paper: an element, a whole model, two models side by side, with no project or company file needed."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from vse_app import content
from vse_app.i18n import Translator, translator
from vse_app.model import browsing, library_words
from vse_app.model.browsing import Address, Catalogue, Entry
from vse_app.model.element_page import Around, element_page
from vse_app.model.page_parts import Line
from vse_app.model.report import HouseStyle, Report
from vse_app.services import library_pages

if TYPE_CHECKING:
    from vse_app.evidence.reports.model_print import Chapter, Paper
    from vse_app.services.workspace import Workspace


_LISTING = ("activities", "tasks", "topics")
"""Sections that list what stands below an element."""


def report(ws: Workspace | None, where: Address, language: str) -> Report:
    """An element or, without one, a whole model; in the company's house style when a company file is open."""
    from vse_app.evidence.reports import model_print

    tr, found = translator(language), library_pages.catalogue(where.model)
    paper = _paper(ws, found.model.raw["structure"].get("as_of", ""))
    standard = found.model.standard
    if where.element:
        return model_print.element(tr, library_pages.page(where, language), standard, paper)
    whole = model_print.WholeModel(
        about=library_pages.page(where, language),
        standard=standard,
        parts=tuple(_parts(tr, found)),
        relations=tuple(_relations(tr, found)),
        origins=_origins(tr, found),
    )
    return model_print.model(tr, whole, paper)


def comparison(ws: Workspace | None, left: str, right: str, language: str, *, which: str = "all") -> Report:
    """Two models side by side, all rows or those of a filter of `comparing.FILTERS`."""
    from vse_app.evidence.reports import model_print

    tr = translator(language)
    found = library_pages.comparison(left, right, language)
    infos = {info.ref: info for info in content.available()}
    titles = (infos[found.left].short(language), infos[found.right].short(language))
    dates = (library_pages.catalogue(ref).model.raw["structure"].get("as_of", "") for ref in (found.left, found.right))
    paper = _paper(ws, max(dates))
    return model_print.comparison(tr, found, titles, found.chosen(which), paper)


def title(where: Address, language: str) -> str:
    """What is printed, in a line: the model and the element, or the two models of a comparison."""
    shorts = {info.ref: info.short(language) for info in content.available()}
    if "@" in where.element:
        left, right = content.find(where.model).ref, content.find(where.element).ref
        return f"{shorts[left]} – {shorts[right]}"
    page = library_pages.page(where, language)
    name = f"{page.id} {page.title}".strip()
    return f"{shorts[page.address.model]} {name}" if where.element else page.title


def paper_of(ws: Workspace | None) -> str:
    """The paper of the house style; A4 without a company file."""
    if ws is None:
        return HouseStyle().paper
    from vse_app.services import company

    return company.company(ws).paper


def _paper(ws: Workspace | None, dated: str) -> Paper:
    from vse_app.evidence.reports.model_print import Paper

    if ws is None:
        return Paper(HouseStyle(), "", dated)
    from vse_app.services import company, publishing

    return Paper(publishing.house_style(ws), company.company(ws).name, dated)


def _parts(tr: Translator, found: Catalogue) -> Iterator[tuple[str, list[Chapter]]]:
    """The parts of a model: each group, the processes without one, work products, roles, topics."""
    alone = [entry for entry in found.below() if entry.kind == browsing.PROCESS]
    if alone:
        yield library_words.kinds_word(tr, browsing.PROCESS), [c for e in alone for c in _chapters(tr, found, e, 2)]
    for entry in found.below():
        if entry.kind == browsing.GROUP:
            chapters = [c for below in found.below(entry.key) for c in _chapters(tr, found, below, 2)]
            yield browsing.label(found.model, entry, tr.language), [_chapter(tr, found, entry, 0), *chapters]
    for kind in (browsing.PRODUCT, browsing.ROLE, browsing.TOPIC):
        entries = [entry for entry in found.below() if entry.kind == kind]
        if entries:
            yield library_words.kinds_word(tr, kind), [c for e in entries for c in _chapters(tr, found, e, 2)]


def _chapters(tr: Translator, found: Catalogue, entry: Entry, level: int) -> Iterator[Chapter]:
    """An element and those below it that have more to say than a line."""
    yield _chapter(tr, found, entry, level)
    for below in found.below(entry.key):
        if _has_chapter(found, below):
            yield from _chapters(tr, found, below, min(level + 1, 4))


def _has_chapter(found: Catalogue, entry: Entry) -> bool:
    """Whether there is more to say about an element than fits into a line under the one above it."""
    if entry.kind == browsing.TOPIC:
        return bool(found.below(entry.key) or found.model.word("en", "topics", entry.id, "items"))
    return entry.kind in (browsing.PROCESS, browsing.TASK) or _has_tasks(entry)


def _has_tasks(entry: Entry) -> bool:
    return entry.kind == browsing.ACTIVITY and bool(entry.item.tasks)


def _chapter(tr: Translator, found: Catalogue, entry: Entry, level: int) -> Chapter:
    """A page as it stands among the others: what has a heading of its own is not listed above it again."""
    from vse_app.evidence.reports.model_print import Chapter

    page = element_page(tr, found, entry.key, Around())
    told = {"relations", "mapped", "processes" if entry.kind == browsing.GROUP else ""}
    apart = {each.key for each in _below(found, entry) if _has_chapter(found, each)}
    sections = tuple(
        dataclasses.replace(section, lines=tuple(line for line in section.lines if not _leads_to(line, apart)))
        if section.name in _LISTING
        else section
        for section in page.sections
        if section.name not in told
    )
    return Chapter(level, dataclasses.replace(page, sections=tuple(section for section in sections if section.lines)))


def _below(found: Catalogue, entry: Entry) -> Iterator[Entry]:
    for below in found.below(entry.key):
        yield below
        yield from _below(found, below)


def _leads_to(line: Line, keys: Collection[str]) -> bool:
    return line.to is not None and line.to.element in keys


def _relations(tr: Translator, found: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    for relation in found.model.relations:
        where = Address.of(relation.target, found.model.ref)
        there = library_pages.foreign(where, tr)
        target = f"{there.line.label}  {there.line.text}".strip() if there else relation.target
        if there and where.model != found.model.ref:
            target = f"{there.model}: {target}"
        yield (
            browsing.label(found.model, found[relation.source], tr.language),
            library_words.relation_word(tr, relation.type, outgoing=True),
            target,
            library_words.provenance_word(tr, relation.provenance),
        )


def _origins(tr: Translator, found: Catalogue) -> tuple[Line, ...]:
    """How many elements come wholly or partly from where, and what that means."""
    counted: dict[str, int] = {}
    for entry in found:
        for kind in set(entry.provenance.values()):
            counted[kind] = counted.get(kind, 0) + 1
    return tuple(
        Line(library_words.provenance_name(tr, found.model, kind), label=tr("Elements: {count}", count=count))
        for kind, count in counted.items()
    )
