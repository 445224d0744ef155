"""Process models as plain values: what `library` prints and the window browses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from vse_app import content
from vse_app.content import ModelInfo
from vse_app.model.errors import BadProfile, Invalid
from vse_app.model.process import ProcessModel
from vse_app.services import library_parts as parts
from vse_app.services.covering import model as kept
from vse_app.services.library_parts import Plain


def models(language: str) -> list[Plain]:
    """Every model with its counts, in the order of ids and editions; raises BadProfile for a broken shipped one.

    A model of the user's own that is broken is left out: `content.problems` tells about it.
    """
    found: list[Plain] = []
    for info in content.available():
        try:
            found.append(outline(info, language))
        except BadProfile:
            if not info.own:
                raise
    return found


def outline(info: ModelInfo, language: str) -> Plain:
    """One model with its counts; an objective of 29110 counts as an outcome."""
    counts = content.counts(kept(info.ref).raw)
    return {
        "id": info.id,
        "title": info.title(language),
        "edition": info.edition,
        "kind": info.kind,
        "standard": info.standard,
        "own": info.own,
        "counts": counts,
    }


def tree(model: ProcessModel, language: str) -> Plain:
    """The whole model with ids."""
    return {
        "id": model.id,
        "title": model.about(language),
        "edition": model.edition,
        "kind": model.kind,
        "standard": model.standard,
        "newer_edition": model.newer_edition,
        "purpose": model.about(language, "purpose"),
        "for_whom": model.about(language, "for_whom"),
        "status": model.about(language, "status"),
        "provenance": model.about(language, "provenance_note"),
        "provisional": model.provisional,
        "counts": content.counts(model.raw),
        "groups": [parts.group(model, g, language) for g in model.groups],
        "processes": [parts.process(model, p, language) for p in model.processes],
        "products": [parts.product(model, p, language) for p in model.products],
        "roles": [parts.role(model, r, language) for r in model.roles],
        "topics": [parts.topic(model, t, language) for t in model.topics if not t.parent],
        "relations": [parts.relation(r) for r in model.relations],
    }


def element(model: ProcessModel, wanted: str, language: str) -> Plain:
    """One element by id or alias, with its relations and what other models have for it.

    Elements are groups, processes, outcomes, activities, tasks, topics, products, roles, indicators and checks. Where a
    role has the id of a process, `role ID` names the role. Raises Invalid with a suggestion.
    """
    found = _addressed(model, language)
    if wanted not in found:
        raise Invalid(
            "{model} has no element {id}.",
            model=model.ref,
            id=wanted,
            **content.suggestion(wanted, (name for name in found if not name.startswith("role "))),
        )
    value = found[wanted]()
    return {
        "model": model.ref,
        **value,
        "relations": [parts.relation(r) for r in model.relations if value["id"] in (r.source, r.target)],
        "mapped": mapped(model, value["id"]),
    }


def mapped(model: ProcessModel, element_id: str) -> list[Plain]:
    """The elements of other models that a mapping sets against this one."""
    rows = (
        (table.target, row)
        for table in (t.seen_from(model.ref) for t in content.mappings() if model.ref in (t.source, t.target))
        for row in table.rows
        if row.source == element_id
    )
    return [
        {
            "element": f"{other}:{row.target}",
            "type": row.type,
            "confidence": row.confidence,
            "provenance": row.provenance,
        }
        for other, row in rows
    ]


def _addressed(model: ProcessModel, language: str) -> dict[str, Callable[[], Plain]]:
    """Every id and alias, and what makes its plain value. What comes later takes an id that is used twice."""
    found: dict[str, Callable[[], Plain]] = {}

    def add(items: Iterable[Any], make: Callable[[ProcessModel, Any, str], Plain], prefix: str = "") -> None:
        for item in items:
            for name in (item.id, *getattr(item, "aliases", ())):
                found[prefix + name] = lambda item=item: make(model, item, language)

    add(model.roles, parts.role, "role ")
    for items, make in (
        (model.roles, parts.role),
        (model.products, parts.product),
        (model.topics, parts.topic),
        (model.groups, parts.group),
        (model.processes, parts.process),
        (model.objectives(), parts.objective),
        (model.activities(), parts.activity),
        (model.tasks(), parts.task),
        ((i for p in model.processes for i in p.indicators), parts.indicator),
        ((c for p in model.processes for c in p.checks), parts.check),
    ):
        add(items, make)
    return found
