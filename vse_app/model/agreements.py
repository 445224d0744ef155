"""Agreements as they are typed in a meeting, one a line: what / who / when.

Who and when may be missing or be in either order; what is not understood stays in sight and is never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vse_app.model.spoken_dates import day_from, plain

_APART = re.compile(r"\s+/\s*|\s*/\s+|\s*[;|\t]\s*")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A line as understood. `owner` is a person's id and `due` an ISO date, "" for none.

    `who` and `when` are what was typed there and could not be understood, "" where nothing is wrong.
    """

    what: str
    owner: str = ""
    due: str = ""
    who: str = ""
    when: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says what, who and when."""
        return bool(self.what and self.owner and self.due)


def parts_of(line: str) -> list[str]:
    """What stands between the slashes; a slash inside a word or a date divides nothing."""
    return [part.strip() for part in _APART.split(line.strip())]


def read_line(line: str, people: Iterable[tuple[str, str]], today: dt.date, *, day_first: bool = True) -> Agreed | None:
    """One line understood; None for an empty one. `people` are (id, name)."""
    parts = parts_of(line)
    what, rest = parts[0], [part for part in parts[1:] if part]
    if not what and not rest:
        return None
    owner = due = who = when = ""
    known = list(people)
    for place, part in enumerate(rest[:2]):
        day, person = day_from(part, today, day_first=day_first), named(part, known)
        if person and not owner and not (day and not place and len(rest) == 1):
            owner = person
        elif day is not None and not due:
            due = day.isoformat()
        elif place == 0 and not owner:
            who = part
        else:
            when = part
    return Agreed(" / ".join((what, *rest[2:])), owner, due, who, when)


def named(text: str, people: Iterable[tuple[str, str]]) -> str:
    """The id of the only person whose name, or one of its words, begins so; "" for nobody or several."""
    found = matches(text, people)
    exact = [one for one in found if plain(one[1]) == plain(text)]
    found = exact or found
    return found[0][0] if len(found) == 1 else ""


def matches(text: str, people: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """People whose name, or one of its words, begins with a text; nobody for none."""
    start = plain(text).lstrip("@")
    if not start:
        return []
    return [one for one in people if plain(one[1]).startswith(start) or _has_word(one[1], start)]


def _has_word(name: str, start: str) -> bool:
    return any(word.startswith(start) for word in plain(name).split())


def read_lines(
    lines: Sequence[str], people: Iterable[tuple[str, str]], today: dt.date, *, day_first: bool = True
) -> list[Agreed]:
    """Every line that says something."""
    known = list(people)
    return [found for line in lines if (found := read_line(line, known, today, day_first=day_first)) is not None]
