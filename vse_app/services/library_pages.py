"""The library as a person browses it: models by kind, the tree and the map of one, and the page of every element."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from vse_app import content
from vse_app.content import ModelInfo
from vse_app.i18n import Translator, translator
from vse_app.model import browsing, library_map, library_search
from vse_app.model.browsing import Address, Catalogue
from vse_app.model.comparing import Comparison, compare
from vse_app.model.element_page import Around, Page, element_page, model_page
from vse_app.model.errors import Invalid
from vse_app.model.library_words import MODEL_KINDS
from vse_app.model.mapping import MappingTable, Row
from vse_app.model.page_parts import Foreign, Mapped, Writer
from vse_app.services.covering import model as kept


class Shelf(NamedTuple):
    """The models of one kind, in the order of their ids and editions."""

    kind: str
    models: tuple[ModelInfo, ...]


def shelves() -> tuple[Shelf, ...]:
    """Every model by its kind, cheaply: nothing is read but headers, and those only when they changed."""
    found = content.available()
    sorted_out = (Shelf(kind, tuple(info for info in found if info.kind == kind)) for kind in MODEL_KINDS)
    return tuple(shelf for shelf in sorted_out if shelf.models)


@lru_cache(maxsize=64)
def _catalogued(ref: str, _stamp: str) -> Catalogue:
    return Catalogue(kept(ref))


def catalogue(ref: str) -> Catalogue:
    """The elements of a model, by id (its latest edition) or `id@edition`; raises BadProfile."""
    found = content.find(ref).ref
    return _catalogued(found, content.stamp(found))


def address(wanted: str) -> Address:
    """What `MODEL[:ELEMENT]` names, by id or alias; raises BadProfile or Invalid, with a suggestion."""
    ref, _, element = wanted.partition(":")
    found = catalogue(ref)
    if not element:
        return Address(found.model.ref)
    entry = found.find(element)
    if entry is None:
        near = content.suggestion(element, (name for name in found.names() if " " not in name))
        raise Invalid("{model} has no element {id}.", model=found.model.ref, id=element, **near)
    return Address(found.model.ref, entry.key)


def page(where: Address, language: str) -> Page:
    """The page of a model or of an element; raises BadProfile or Invalid when there is none."""
    where = address(str(where))
    found, tr = catalogue(where.model), translator(language)
    if not where.element:
        return model_page(tr, found, Around(models=tuple(_mapped_models(where.model, language))))
    pointing = _pointing_here(where)
    outside = {*_outside(found, where.element), *(source for source, _, _ in pointing)}
    named = {there: line for there in outside if (line := foreign(there, tr)) is not None}
    return element_page(tr, found, where.element, Around(tuple(mapped(where, tr)), named, pointing))


def foreign(where: Address, tr: Translator) -> Foreign | None:
    """An element of another model as a line that leads there; None when nobody has that model or element."""
    if where.model not in {info.ref for info in content.available()}:
        return None
    there = catalogue(where.model)
    entry = there.find(where.element)
    return Foreign(Writer(tr, there).line(entry), there.model.about(tr.language, "short")) if entry else None


def mapped(where: Address, tr: Translator) -> Iterator[Mapped]:
    """What mappings of other models have for an element, with the names it has there."""
    for table, row in _rows(where):
        there = catalogue(table.target)
        entry = there.find(row.target)
        if entry is not None:
            yield Mapped(
                Address(table.target, entry.key),
                there.model.about(tr.language, "short"),
                entry.shown_id,
                browsing.title(there.model, entry, tr.language),
                row.type,
                row.confidence,
                row.provenance,
                row.joint,
            )


def tree(ref: str, language: str) -> library_map.Node:
    """A model as a tree."""
    return library_map.tree(translator(language), catalogue(ref))


def chart(ref: str, language: str) -> tuple[library_map.Box, ...]:
    """A model as a map: boxes of tiles."""
    return library_map.chart(translator(language), catalogue(ref))


def search(text: str, language: str) -> library_search.Found:
    """Elements whose ids, aliases, titles or texts hold every word; a broken model of the user's is left out."""
    indexes = _indexes()
    if language not in indexes:
        indexes[language] = library_search.Index([catalogue(info.ref) for info in sound()], language)
    return indexes[language].search(text)


_indexes: Final = content.Remembered(dict[str, library_search.Index])


def _rows(where: Address) -> Iterator[tuple[MappingTable, Row]]:
    for table in content.mappings():
        if where.model in (table.source, table.target):
            seen = table.seen_from(where.model)
            yield from ((seen, row) for row in seen.rows if row.source == where.element)


def _mapped_models(ref: str, language: str) -> Iterator[tuple[str, str, int]]:
    counted: dict[str, int] = {}
    for table in content.mappings():
        if ref in (table.source, table.target):
            other = table.seen_from(ref).target
            counted[other] = counted.get(other, 0) + len(table.rows)
    titles = {info.ref: info.short(language) for info in content.available()}
    yield from ((other, titles[other], count) for other, count in counted.items())


def _outside(found: Catalogue, key: str) -> Iterator[Address]:
    """Elements of other models that an element names: those an outcome is taken from, those it has a relation to."""
    for base in getattr(found[key].item, "base", ()):
        yield Address(f"{base['model']}@{base['edition']}", base["element"])
    for relation in found.model.relations:
        if relation.source == key and ":" in relation.target:
            yield Address.of(relation.target, found.model.ref)


def _pointing_here(where: Address) -> tuple[tuple[Address, str, str], ...]:
    """Relations of other models that end at an element."""
    return tuple((source, kind, provenance) for end, source, kind, provenance in _crossing() if end == where)


_crossing: Final = content.Remembered(
    lambda: tuple(
        (Address.of(relation.target, info.ref), Address(info.ref, relation.source), relation.type, relation.provenance)
        for info in sound()
        for relation in catalogue(info.ref).model.relations
        if ":" in relation.target
    )
)
"""Every relation from one model into another: its end, its beginning, its kind, where it comes from."""


def sound() -> tuple[ModelInfo, ...]:
    """The models that can be read: a broken one of the user's is left out, and told where problems are told."""
    return _sound()


def _readable() -> tuple[ModelInfo, ...]:
    broken = {str(error.place).partition("/")[0] for error in content.problems()}
    return tuple(info for info in content.available() if not info.own or info.folder.name not in broken)


_sound: Final = content.Remembered(_readable)


def comparison(left: str, right: str, language: str) -> Comparison:
    """Two models side by side, by id or edition; raises BadProfile for one that is not there."""
    return compare(catalogue(left), catalogue(right), content.mappings(), language)


def short(ref: str, language: str) -> str:
    """The title of a model in a few letters."""
    return content.find(ref).short(language)
