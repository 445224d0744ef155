"""What happened to a hole of the traceability matrix, as a sentence of the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.project import Person
from vse_app.model.trace_words import column_name

Said = Mapping[str, Any]


def justified(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    """Who let a hole stand and why, or that the reason was taken back."""
    said = after or before
    number, column = said.get("number", ""), column_name(tr, said["column"])
    if not after:
        return tr("{number}, {column}: the reason for the hole was taken back.", number=number, column=column)
    who = wording.who(people, [after.get("person", "")])
    text = "{number}, {column}: left open by {person}: {reason}"
    return tr(text, number=number, column=column, person=who, reason=after.get("reason", ""))
