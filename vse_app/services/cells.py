"""A register as the cells of a spreadsheet, and back. What one writes the other reads: nothing is lost on the way.

Choices, states and people are written as words and read as words of any language or as ids; links are numbers of
records; the rows of a table stand one a line, their cells parted by " | ".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model.elements import FieldDef, Product
from vse_app.model.fields import MAX_NUMBER, is_filled
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.typed import date_from, number_from, same_text
from vse_app.services.registers import Column, Entry

PART: Final = " | "
"""Between the cells of a table's row."""
LONGEST: Final = 200_000
"""Characters of a cell that are taken."""


class CellProblem(Exception):
    """Why a cell cannot be taken: a sentence for the translator and what it names."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text, self.values = text, values

    def say(self, tr: Translator) -> str:
        """The reason in the user's language."""
        return tr(self.text, **self.values)


@dataclass
class Words:
    """What ids are called in a project, both ways. `language` is the one written; all are read."""

    model: ProcessModel
    product: Product
    language: str
    people: Mapping[str, Person]
    day_first: bool | None = None
    _known: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict[tuple[str, ...], dict[str, str]])

    def choice(self, path: tuple[str, ...], choice: str) -> str:
        """A choice in words."""
        return self.model.choice_word(self.language, self.product.id, path, choice)

    def choices(self, path: tuple[str, ...], definition: FieldDef) -> Mapping[str, str]:
        """Words of any language, and ids, → the choice."""
        if path not in self._known:
            self._known[path] = _spoken(
                definition.choices,
                lambda tongue, c: self.model.choice_word(tongue, self.product.id, path, c),
                self.model,
            )
        return self._known[path]

    def states(self) -> Mapping[str, str]:
        """Words of any language, and ids, → the state of the follow-up."""
        if () not in self._known:
            self._known[()] = _spoken(
                self.product.follow_up, lambda tongue, s: self.model.word(tongue, "states", s), self.model
            )
        return self._known[()]

    def person(self, said: str) -> str:
        """The id of a person by name, e-mail or id; raises CellProblem for nobody and for two of a name."""
        wanted = same_text(said)
        found = [
            p.id for p in self.people.values() if wanted in (same_text(p.id), same_text(p.name), same_text(p.email))
        ]
        if not found:
            raise CellProblem("There is nobody called {name}.", name=said)
        if len(found) > 1:
            raise CellProblem("There are two people called {name}.", name=said)
        return found[0]


def _spoken(ids: Iterable[str], word: Callable[[str, str], str], model: ProcessModel) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in ids:
        for said in (*(word(tongue, one) for tongue in model.words), one):
            found.setdefault(same_text(said), one)
    return found


def text_of(words: Words, column: Column, entry: Entry) -> str | int | float:
    """The value of a column as a cell; numbers stay numbers."""
    record = entry.record
    match column.id:
        case "follow":
            state = record.follow or next(iter(words.product.follow_up), "")
            return words.model.word(words.language, "states", state) if state else ""
        case "states":
            return ", ".join(words.model.word(words.language, "states", state) for state in entry.states)
        case "owner" | "author":
            return _person(words, getattr(record, column.id))
        case _ if column.field is None:
            return str(getattr(record, column.id))
        case _:
            return _cell(words, (column.field.id,), column.field, entry)


def _cell(words: Words, path: tuple[str, ...], definition: FieldDef, entry: Entry) -> str | int | float:
    value = entry.content.fields.get(definition.id)
    if definition.kind == "link":
        return ", ".join(named.number for named in entry.links.get(definition.id, ()))
    if definition.kind == "table" and is_filled(value):
        rows: Sequence[Mapping[str, Any]] = value or ()
        return "\n".join(
            PART.join(_escaped(str(_plain(words, (*path, c.id), c, row.get(c.id)))) for c in definition.columns)
            for row in rows
        )
    return _plain(words, path, definition, value)


def _plain(words: Words, path: tuple[str, ...], definition: FieldDef, value: Any) -> str | int | float:
    if not is_filled(value):
        return ""
    if definition.kind == "choice":
        return words.choice(path, str(value))
    if definition.kind == "person":
        return _person(words, str(value))
    return value if definition.kind == "number" else str(value)


def _person(words: Words, person: str) -> str:
    return words.people[person].name if person in words.people else person


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r\n", "\n").replace("\n", "\\n").strip()


def _unescaped(line: str) -> list[str]:
    """The cells of a row as `_escaped` wrote them."""
    cells, cell, place = list[str](), "", 0
    while place < len(line):
        char = line[place]
        if char == "\\" and place + 1 < len(line):
            place += 1
            cell += "\n" if line[place] == "n" else line[place]
        elif char == "|":
            cells.append(cell.strip())
            cell = ""
        else:
            cell += char
        place += 1
    return [*cells, cell.strip()]


def value_of(words: Words, column: Column, cell: str) -> Any:
    """The value that a cell says, "" or [] when it is empty; links stay texts. Raises CellProblem."""
    if not cell.strip():
        return [] if column.kind in ("link", "table") else ""
    if len(cell) > LONGEST:
        raise CellProblem("The text is longer than {limit} characters.", limit=LONGEST)
    if column.id == "follow":
        return _one_of(words.states(), cell)
    if column.field is None:
        return _typed(words, (column.id,), FieldDef(column.id, column.kind), cell)
    return _typed(words, (column.field.id,), column.field, cell)


def _typed(words: Words, path: tuple[str, ...], definition: FieldDef, cell: str) -> Any:
    match definition.kind:
        case "date":
            return _date(words, cell)
        case "number":
            return _number(definition, cell)
        case "choice":
            return _one_of(words.choices(path, definition), cell)
        case "person":
            return words.person(cell)
        case "link":
            return [part for part in re.split(r"[,;\s]+", cell.strip()) if part]
        case "table":
            return [_row(words, path, definition, line) for line in cell.splitlines() if line.strip()]
        case _:
            return cell.replace("\r\n", "\n").strip()


def _row(words: Words, path: tuple[str, ...], definition: FieldDef, line: str) -> dict[str, Any]:
    cells = _unescaped(line)
    if len(cells) > len(definition.columns):
        raise CellProblem(
            "A line has {count} parts, but {most} are known here.", count=len(cells), most=len(definition.columns)
        )
    pairs = zip(definition.columns, cells, strict=False)
    return {c.id: _typed(words, (*path, c.id), c, cell) for c, cell in pairs if cell.strip()}


def _one_of(known: Mapping[str, str], cell: str) -> str:
    found = known.get(same_text(cell))
    if found is None:
        raise CellProblem("{value} is none of the choices.", value=cell.strip()[:60])
    return found


def _number(definition: FieldDef, cell: str) -> int | float:
    plain = cell.strip()
    if definition.unit and plain.casefold().endswith(definition.unit.casefold()):
        plain = plain[: -len(definition.unit)]
    number = number_from(plain)
    if number is None:
        raise CellProblem("{value} is not a number.", value=cell.strip()[:60])
    if not -MAX_NUMBER < number < MAX_NUMBER:
        raise CellProblem("{value} is too large.", value=cell.strip()[:60])
    return int(number) if float(number).is_integer() else number


def _date(words: Words, cell: str) -> str:
    found = date_from(cell, day_first=words.day_first)
    if not found.iso:
        raise CellProblem(_DATES[found.problem], value=cell.strip()[:60])
    return found.iso


_DATES: Final = {
    "wrong": "{value} is not a date.",
    "ambiguous": "{value} can be read in two ways: say whether the day or the month comes first.",
    "calendar": "{value} has a year of another calendar; write it as a year of ours.",
}
