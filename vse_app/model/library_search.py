"""Search through every model: ids, other names, titles and texts, without accents and case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from vse_app.model import browsing
from vse_app.model.browsing import Address, Catalogue, Entry
from vse_app.model.process import ProcessModel
from vse_app.model.search import fold, words

MOST: Final = 200
"""Hits that are listed; a search that finds more wants another word."""
_AROUND: Final = 60
"""Characters of a text shown on each side of the word that was found."""
_SECTIONS: Final[Mapping[str, str]] = {
    browsing.GROUP: "groups",
    browsing.PROCESS: "processes",
    browsing.OUTCOME: "objectives",
    browsing.ACTIVITY: "activities",
    browsing.TASK: "tasks",
    browsing.INDICATOR: "indicators",
    browsing.PRODUCT: "products",
    browsing.ROLE: "roles",
    browsing.TOPIC: "topics",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """An element that was found; `model` is the short title of its model, `text` the place where the words stand."""

    to: Address
    model: str
    kind: str
    id: str
    title: str
    text: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Card:
    """An element as the search sees it, all folded: `name` is ids and other names, `text` everything it says."""

    place: int
    entry: Entry | None
    name: str
    title: str
    text: str


class Index:
    """All elements of some models, folded once for one language; official names in every language are found too."""

    def __init__(self, catalogues: Iterable[Catalogue], language: str) -> None:
        self._catalogues, self._language = tuple(catalogues), language
        self._cards = [card for place in range(len(self._catalogues)) for card in self._cards_of(place)]

    def search(self, text: str) -> Found:
        """Elements that hold every word, as the beginning of a word of theirs; the best first."""
        wanted = words(text)
        if not wanted:
            return Found((), 0)
        typed = fold(text).strip()
        ranked = [(rank, card) for card in self._cards if (rank := _rank(card, wanted, typed)) is not None]
        ranked.sort(key=lambda pair: pair[0])
        return Found(tuple(self._hit(card, wanted) for _, card in ranked[:MOST]), len(ranked))

    def _cards_of(self, place: int) -> Iterator[_Card]:
        found = self._catalogues[place]
        model, language = found.model, self._language
        about = " ".join(model.about(language, key) for key in ("short", "purpose", "for_whom", "status"))
        title = fold(f"{model.about(language)} {model.standard}")
        yield _Card(place, None, fold(f"{model.id} {model.edition}"), title, _spaced(fold(about)))
        for entry in found:
            name = " ".join((entry.id, *getattr(entry.item, "aliases", ()), *_official(model, entry)))
            title = browsing.title(model, entry, language)
            yield _Card(
                place, entry, fold(name), fold(title), _spaced(fold(f"{title} {_texts(model, entry, language)}"))
            )

    def _hit(self, card: _Card, wanted: list[str]) -> Hit:
        found, entry, language = self._catalogues[card.place], card.entry, self._language
        model = found.model
        short = model.about(language, "short")
        if entry is None:
            return Hit(Address(model.ref), short, "", "", model.about(language), "", recalled=False)
        said = _snippet(_texts(model, entry, language), wanted)
        title = browsing.title(model, entry, language)
        return Hit(Address(model.ref, entry.key), short, entry.kind, entry.shown_id, title, said, entry.is_recalled)


def _rank(card: _Card, wanted: list[str], typed: str) -> tuple[int, int, int] | None:
    """How well a card fits, smallest best; None when a word is missing."""
    name, title = f" {card.name}", f" {card.title}"
    text = f" {card.name} {card.text}"
    if not all(f" {word}" in text or f".{word}" in text or f"-{word}" in text for word in wanted):
        return None
    kinds = (browsing.GROUP, browsing.PROCESS, browsing.ACTIVITY, browsing.TASK)
    depth = 0 if card.entry is None else kinds.index(card.entry.kind) + 1 if card.entry.kind in kinds else 9
    if f" {typed} " in f"{name} ":
        return (0, depth, card.place)
    if all(f" {word}" in title for word in wanted):
        return (1 if card.title.startswith(typed) else 2, depth, card.place)
    if f" {typed}" in name:
        return (3, depth, card.place)
    return (4, depth, card.place)


def _spaced(text: str) -> str:
    """A folded text with nothing but spaces between its words."""
    return " ".join(words(text))


def _official(model: ProcessModel, entry: Entry) -> Iterator[str]:
    """Names and official names in every language of the model."""
    section = _SECTIONS.get(entry.kind)
    for tongue in model.words.values():
        said = tongue.get(section, {}).get(entry.id, {})
        yield from (said[key] for key in ("official_name", "everyday", "name") if key in said)


def _texts(model: ProcessModel, entry: Entry, language: str) -> str:
    """Everything that is said about an element beside its title."""
    section = _SECTIONS.get(entry.kind)
    for tongue in (language, "en"):
        said = model.words.get(tongue, {}).get(section, {}).get(entry.id)
        if said:
            return " ".join(_strings({key: value for key, value in said.items() if key not in ("name", "title")}))
    return ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    inside = cast("Mapping[str, Any]", value).values() if isinstance(value, Mapping) else cast("Sequence[Any]", value)
    for each in inside:
        yield from _strings(each)


def _snippet(text: str, wanted: list[str]) -> str:
    """The words around the first one that was found; the beginning of the text when none of them stands in it."""
    folded = fold(text)
    if len(folded) != len(text):  # an accent was two characters: places would not agree
        folded = "".join(fold(char)[:1] or " " for char in text)
    places = [place for word in wanted if (place := folded.find(word)) >= 0]
    start = max(min(places, default=0) - _AROUND, 0)
    end = start + 2 * _AROUND
    cut = text[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2]
    if end < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return cut
