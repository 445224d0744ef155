"""What happened to a declaration or a judgement, as a sentence of the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.project import Person
from vse_app.model.tailoring import Declaration, declaration_from

Said = Mapping[str, Any]


def judgement(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    """Who judged what, or that it is to be judged anew."""
    element = after.get("element") or before.get("element", "")
    if not after:
        return tr("{element}: the judgement was taken away.", element=element)
    if not after.get("verdict"):
        return tr("{element}: evidence or note changed; to be judged.", element=element)
    who = wording.who(people, [after.get("person", "")])
    if after["verdict"] == "achieved":
        return tr("{element}: judged as achieved by {person}.", element=element, person=who)
    return tr("{element}: judged as not achieved yet by {person}.", element=element, person=who)


def changes(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    """What became different in a declaration: deletions and the statement in full, the rest by name."""
    return " ".join(_changes(tr, declaration_from(before), declaration_from(after), people))


def _changes(tr: Translator, old: Declaration, new: Declaration, people: Mapping[str, Person]) -> Iterator[str]:
    for gone in new.deletions:
        if gone not in old.deletions:
            who = wording.who(people, [gone.decider])
            yield tr("{element} is left out, decided by {person}: {reason}", element=gone.element, person=who,
                     reason=gone.reason)  # fmt: skip
    back = [d.element for d in old.deletions if d not in new.deletions]
    if back:
        yield tr("No longer left out: {list}.", list=", ".join(back))
    if new.seal != old.seal and new.stated_by:
        who = wording.who(people, [new.stated_by])
        yield tr("{person} states it, on {date}.", person=who, date=wording.date_text(tr, new.stated))
    elif new.seal != old.seal:
        yield tr("The statement was taken back.")
    if new.processes != old.processes:
        yield tr("Declared processes: {list}.", list=", ".join(new.processes) or "–")
    named = [tr(_NAMES[name]) for name in _NAMES if getattr(old, name) != getattr(new, name)]
    if named:
        yield tr("Changed: {what}", what=", ".join(named))


_NAMES: Final[dict[str, str]] = {
    "title": "Name of the declaration",
    "about": "What it is about",
    "kind": "Kind of claim",
    "by": "What the claim rests on",
    "circumstances": "Circumstances",
    "properties": "Critical properties, and the life cycle their standards ask for",
    "inputs": "Whose input was sought",
    "decider": "Decided by",
    "decided": "Decided on",
    "decision": "How it was decided",
    "extensions": "Extensions",
    "parties": "Parties",
}
"""Field → its name on the screen."""
