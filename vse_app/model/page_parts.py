"""What pages about process models are made of: lines in sections, and how the words of an element become lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vse_app.i18n import Translator
from vse_app.model import browsing
from vse_app.model.browsing import Address, Catalogue, Entry
from vse_app.model.process import ProcessModel


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `label` is an id or a term before the text, `to` where it leads, `note` lesser words after it.

    Lines that follow each other with the same `above` stand under one small heading; `depth` indents.
    """

    text: str
    label: str = ""
    to: Address | None = None
    note: str = ""
    above: str = ""
    recalled: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. `name` is stable; `hint` says the title in everyday words; `is_text` is running text."""

    name: str
    title: str
    lines: tuple[Line, ...]
    hint: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An element that this one has a relation to; `outgoing` when the relation starts here.

    `model` is the short title of the model it stands in, "" when that is the same one.
    """

    line: Line
    kind: str
    outgoing: bool
    provenance: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """An element of another model: its line, and the short title of that model."""

    line: Line
    model: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """An element of another model that a mapping sets against this one; `model` is the short title of that model."""

    to: Address
    model: str
    id: str
    title: str
    type: str
    confidence: str
    provenance: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """A model's words in one language, as lines."""

    tr: Translator
    catalogue: Catalogue

    @property
    def model(self) -> ProcessModel:
        """The model."""
        return self.catalogue.model

    def word(self, section: str, element: str, key: str) -> Any:
        """A word of the model in the language."""
        return self.model.word(self.tr.language, section, element, key)

    def line(self, entry: Entry, *, note: str = "", above: str = "", depth: int = 0) -> Line:
        """An element as a line that leads to its page."""
        return Line(
            browsing.title(self.model, entry, self.tr.language),
            label=entry.shown_id,
            to=Address(self.model.ref, entry.key),
            note=note,
            above=above,
            recalled=entry.is_recalled,
            depth=depth,
        )

    def lines(self, kind: str, names: Iterable[str], *, above: str = "") -> tuple[Line, ...]:
        """Elements of one kind by their ids."""
        return tuple(self.line(self.catalogue.named(kind, name), above=above) for name in names)


def text_section(name: str, title: str, text: str) -> Section:
    """Running text under a title; empty when there is no text."""
    return Section(name, title, (Line(text),) if text else (), is_text=True)
