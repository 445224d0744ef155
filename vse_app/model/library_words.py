"""Words about process models: kinds of elements, relations, mappings, obligations, where a fact comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from vse_app.i18n import Translator
from vse_app.model.browsing import Entry
from vse_app.model.elements import RECALLED
from vse_app.model.process import ProcessModel

MARK: Final = "°"
"""Stands after what was recalled and not checked against a bought copy, on screen and in print."""

_MODEL_KINDS: Final = {
    "profile": "Profiles",
    "reference": "Reference models",
    "measurement": "Measuring processes",
    "guide": "Guides and supporting standards",
    "registers": "Kinds of record",
}
MODEL_KINDS: Final = tuple(_MODEL_KINDS)
"""Kinds of model, in the order in which they are listed."""
_KIND_HINTS: Final = {
    "profile": "Ways of working made for small shops: a project can follow one.",
    "reference": "Catalogues of processes to look things up in.",
    "measurement": "How capable a process is, and how that is found out.",
    "guide": "What a small shop takes from other standards.",
    "registers": "What the registers of a project hold: requirements, risks, tests, meetings and the like.",
}
_KINDS: Final = {
    "": "Model",
    "group": "Group of processes",
    "process": "Process",
    "outcome": "Outcome",
    "activity": "Activity",
    "task": "Task",
    "indicator": "Indicator",
    "check": "Check",
    "product": "Work product",
    "role": "Role",
    "topic": "Topic",
}
_PLURALS: Final = {
    "group": "Groups",
    "process": "Processes",
    "outcome": "Outcomes",
    "activity": "Activities",
    "task": "Tasks",
    "indicator": "Indicators",
    "check": "Verifications and validations",
    "product": "Work products",
    "role": "Roles",
    "topic": "Topics",
}
_CHECKS: Final = {"verification": "Verification", "validation": "Validation"}
_OBLIGATIONS: Final = {
    "shall": "shall: it has to be done",
    "should": "should: it is recommended",
    "may": "may: it is allowed",
}
_OUTGOING: Final = {
    "is-part-of": "Part of",
    "is-specialization-of": "A special form of",
    "contributes-to": "Contributes to",
    "corresponds-to": "Corresponds to",
    "related": "Works together with",
}
_INCOMING: Final = {
    "is-part-of": "Its parts",
    "is-specialization-of": "Its special forms",
    "contributes-to": "Helped by",
    "corresponds-to": "Corresponds to",
    "related": "Works together with",
}
RELATIONS: Final = tuple(_OUTGOING)
"""Kinds of relation within a model, in the order in which they are shown."""
_MAPPED: Final = {
    "equal": "both say the same",
    "subset": "this is a part of it",
    "superset": "this covers it, and more",
    "intersects": "the two share something",
}
_COMPARED: Final = {
    "equal": "the same",
    "subset": "part of",
    "superset": "covers, and more",
    "intersects": "shares something with",
    "same": "the same element",
    "same-number": "same number, other words",
    "renamed": "renamed",
    "split": "split up",
    "merged": "merged",
    "": "not mapped",
}
_CONFIDENCES: Final = {"high": "quite sure", "medium": "fairly sure", "low": "a guess"}
_PROVENANCES: Final = {
    "read": "read in a source",
    RECALLED: "recalled, not checked",
    "inferred": "worked out by us",
    "own": "our own",
}
_PARTS: Final = {
    "": "the element",
    "id": "the element",
    "name": "the name",
    "purpose": "the purpose",
    "text": "the text",
    "roles": "the roles",
    "products": "inputs and outputs",
    "objectives": "which outcomes it serves",
    "states": "the states",
    "fields": "the fields",
    "level": "the level",
    "task_count": "the number of tasks",
    "document_type": "the type of document",
}


def model_kind(tr: Translator, kind: str) -> str:
    """The heading over the models of a kind."""
    return tr(_MODEL_KINDS[kind])


def model_kind_hint(tr: Translator, kind: str) -> str:
    """What models of a kind are for, in one sentence."""
    return tr(_KIND_HINTS[kind])


def kind_word(tr: Translator, kind: str) -> str:
    """What an element is, in one or two words; "" is the model itself."""
    return tr(_KINDS[kind])


def kinds_word(tr: Translator, kind: str) -> str:
    """The same of many."""
    return tr(_PLURALS[kind])


def check_word(tr: Translator, kind: str) -> str:
    """Verification or validation."""
    return tr(_CHECKS[kind])


def obligation_word(tr: Translator, obligation: str) -> str:
    """How binding a task is: the word of the standard, and what it means."""
    return tr(_OBLIGATIONS[obligation])


def relation_word(tr: Translator, kind: str, *, outgoing: bool) -> str:
    """A relation within a model as a heading, seen from the element it goes out from or comes in to."""
    return tr(_OUTGOING[kind]) if outgoing else tr(_INCOMING[kind])


def mapped_word(tr: Translator, kind: str) -> str:
    """A row of a mapping, as the page of its left side says it."""
    return tr(_MAPPED[kind])


def compared_word(tr: Translator, kind: str) -> str:
    """What stands between the two sides of a comparison; "" is no mapping at all."""
    return tr(_COMPARED[kind])


def confidence_word(tr: Translator, confidence: str) -> str:
    """How sure a row of a mapping is."""
    return tr(_CONFIDENCES[confidence])


def provenance_word(tr: Translator, kind: str) -> str:
    """Where a fact comes from."""
    return tr(_PROVENANCES[kind])


def provenance_name(tr: Translator, model: ProcessModel, kind: str) -> str:
    """Where a fact comes from, as the model itself calls it, with what it means."""
    words = {key: str(model.word(tr.language, "provenance", kind, key)) for key in ("name", "means")}
    name = words["name"] if words["name"] != kind else provenance_word(tr, kind)
    return f"{name}: {words['means']}" if words["means"] else name


def provenance_lines(tr: Translator, entry: Entry) -> list[tuple[str, str]]:
    """What comes from where, as (part, provenance): one line where all parts come from the same place."""
    said: Mapping[str, str] = entry.provenance
    if len(set(said.values())) == 1:
        return [(tr(_PARTS[""]), next(iter(said.values())))]
    return [(tr(_PARTS[part]), kind) for part, kind in said.items()]


def marked(text: str, recalled: bool) -> str:
    """A text with the mark of what was recalled."""
    return f"{text}\u00a0{MARK}" if recalled else text


def joined(parts: Iterable[str]) -> str:
    """What there is of the parts, with dots between them."""
    return " · ".join(part for part in parts if part)


def recalled_note(tr: Translator) -> str:
    """What the mark means."""
    return tr("° marks what was recalled and not checked against a bought copy of the standard.")


def no_mapping(tr: Translator) -> str:
    """What is said where nobody wrote a mapping between two models."""
    return tr(
        "Nobody has written a mapping between these two. What is shown beside each other only has the same name, "
        "which proves nothing."
    )


def left_out(tr: Translator, counts: Mapping[str, int]) -> str:
    """Which elements are not compared, because no row speaks of their kind."""
    said = ", ".join(f"{kinds_word(tr, kind)} {count}" for kind, count in counts.items())
    return tr("Not compared, because no row speaks of them: {counts}.", counts=said)
