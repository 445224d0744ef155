"""The names and the values of what the history holds, in the words that the screens use for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from vse_app.i18n import Translator
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.wording import date_text, who

NOTHING: Final = "–"
LONGEST: Final = 60

_PEOPLE: Final = frozenset({"owner", "person", "author"})
_DATES: Final = frozenset({"due", "start", "end", "happened", "until", "source_dated"})
_MOMENTS: Final = frozenset({"captured", "at"})


def key_word(tr: Translator, key: str) -> str:
    """What a value is called; a key that is not known here stays as it is."""
    return tr(_KEYS[key]) if key in _KEYS else key


def value_word(
    tr: Translator, key: str, value: Any, people: Mapping[str, Person], model: ProcessModel | None = None
) -> str:
    """A value as a person reads it."""
    if value in (None, "", [], {}):
        return NOTHING
    if key in _PEOPLE:
        return who(people, [str(value)])
    if key in _DATES:
        return date_text(tr, str(value))
    if key in _MOMENTS:
        return f"{date_text(tr, str(value))} {str(value)[11:16]} UTC"
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if key == "logo":
        return tr("a picture")
    if key == "assignments" and isinstance(value, dict):
        given = cast("dict[str, list[str]]", value)
        return "; ".join(f"{_role(tr, model, role)}: {who(people, ids)}" for role, ids in given.items() if ids)
    if key == "roles" and isinstance(value, list):
        return ", ".join(_role(tr, model, str(role)) for role in cast("list[object]", value))
    if key == "iterations" and isinstance(value, list):
        items = cast("list[dict[str, Any]]", value)
        return ", ".join(str(item.get("name") or number) for number, item in enumerate(items, 1))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def short(text: str) -> str:
    """A value for a sentence: not its whole length."""
    return text[:LONGEST] + ("…" if len(text) > LONGEST else "")


def _role(tr: Translator, model: ProcessModel | None, role: str) -> str:
    return model.word(tr.language, "roles", role) if model else role


_KEYS: Final[dict[str, str]] = {
    "name": "Name",
    "country": "Country",
    "language": "Language",
    "it_staff": "People in software and IT",
    "why": "What you want from this",
    "logo": "Logo",
    "paper": "Paper size",
    "accent": "Colour",
    "header": "Header",
    "footer": "Footer",
    "marking": "Marking",
    "email": "E-mail",
    "side": "Belongs to",
    "roles": "Can play",
    "active": "Still here",
    "code": "Code",
    "title": "Title",
    "customer": "Customer",
    "statement": "What was agreed, in a few sentences",
    "life_cycle": "Life cycle",
    "start": "Starts",
    "end": "Planned end",
    "iterations": "Iterations",
    "assignments": "Who plays which role",
    "entry_conditions": "Before the start",
    "archived": "Put away",
    "owner": "Owner",
    "due": "Due",
    "task": "Task",
    "iteration": "Iteration",
    "number": "Number",
    "kind": "Work product",
    "happened": "Happened",
    "source_dated": "Source date",
    "captured": "Captured",
    "at": "When",
    "gaps": "Missing at that time",
    "label": "Version label",
    "person": "Person",
    "role": "Role",
    "state": "State",
    "status": "State",
    "reason": "Reason",
    "note": "Note",
    "ticks": "Checklist",
    "until": "Put off until",
    "withdrawn": "Withdrawn because",
}
"""Key → its name on the screens."""
