"""Each kind of element of a model as a plain value with its words."""

from __future__ import annotations

from typing import Any

from vse_app.model.elements import (
    Activity,
    Check,
    Exchange,
    Group,
    Indicator,
    Objective,
    Process,
    Product,
    Relation,
    Role,
    Task,
    Topic,
    Use,
)
from vse_app.model.process import ProcessModel

Plain = dict[str, Any]
"""A value fit for JSON."""


def group(model: ProcessModel, item: Group, language: str) -> Plain:
    """A group of processes."""
    return {
        "id": item.id,
        "title": model.word(language, "groups", item.id),
        "aliases": list(item.aliases),
        "purpose": model.word(language, "groups", item.id, "purpose"),
        "processes": [p.id for p in model.processes if p.group == item.id],
        "provenance": item.provenance,
    }


def process(model: ProcessModel, item: Process, language: str) -> Plain:
    """A process with everything below it."""
    return {
        "id": item.id,
        "title": model.word(language, "processes", item.id),
        "official_name": model.word(language, "processes", item.id, "official_name"),
        "aliases": list(item.aliases),
        "group": item.group,
        "parent": item.parent,
        "conditional": item.conditional,
        "condition": model.word(language, "processes", item.id, "condition"),
        "purpose": model.word(language, "processes", item.id, "purpose"),
        "roles": list(item.roles),
        "responsible": item.responsible,
        "authority": item.authority,
        "related": list(item.related),
        "inputs": [_exchange(e) for e in item.inputs],
        "outputs": [_exchange(e) for e in item.outputs],
        "internal": list(item.internal),
        "outcomes": [objective(model, o, language) for o in item.objectives],
        "indicators": [indicator(model, i, language) for i in item.indicators],
        "activities": [activity(model, a, language) for a in item.activities],
        "checks": [check(model, c, language) for c in item.checks],
        "provenance": dict(item.provenance),
    }


def objective(model: ProcessModel, item: Objective, language: str) -> Plain:
    """An objective or outcome."""
    return {
        "id": item.id,
        "title": model.word(language, "objectives", item.id, "title"),
        "text": model.word(language, "objectives", item.id, "text"),
        "base": [f"{b['model']}@{b['edition']}:{b['element']}" for b in item.base],
        "provenance": item.provenance,
    }


def indicator(model: ProcessModel, item: Indicator, language: str) -> Plain:
    """An indicator of a process."""
    return {
        "id": item.id,
        "title": model.word(language, "indicators", item.id, "text"),
        "outcomes": list(item.objectives),
        "provenance": item.provenance,
    }


def check(model: ProcessModel, item: Check, language: str) -> Plain:
    """A verification or validation a process asks for."""
    names = [str(model.word(language, "products", name)) for name in item.products]
    return {
        "id": item.id,
        "title": ", ".join(names),
        "kind": item.kind,
        "task": item.task,
        "products": list(item.products),
        "roles": list(item.roles),
        "provenance": item.provenance,
    }


def activity(model: ProcessModel, item: Activity, language: str) -> Plain:
    """An activity with its tasks."""
    return {
        "id": item.id,
        "title": model.word(language, "activities", item.id),
        "official_name": model.word(language, "activities", item.id, "official_name"),
        "summary": model.word(language, "activities", item.id, "summary"),
        "outcomes": list(item.objectives),
        "task_count": item.task_count or len(item.tasks),
        "provenance": dict(item.provenance),
        "tasks": [task(model, t, language) for t in item.tasks],
    }


def task(model: ProcessModel, item: Task, language: str) -> Plain:
    """A task with its words, roles, inputs and outputs."""

    def words(key: str) -> Any:
        return model.word(language, "tasks", item.id, key)

    return {
        "id": item.id,
        "title": words("title"),
        "what": words("what"),
        "why": words("why"),
        "how": words("how"),
        "checklist": list(words("checklist") or ()),
        "example": words("example"),
        "roles": list(item.roles),
        "approved_by": item.approved_by,
        "inputs": [_use(u) for u in item.inputs],
        "outputs": [_use(u) for u in item.outputs],
        "obligation": item.obligation,
        "level": item.level,
        "optional": item.optional,
        "condition": item.condition,
        "minutes": item.minutes,
        "provenance": dict(item.provenance),
    }


def _use(use: Use) -> Plain:
    found: Plain = {"product": use.product}
    for key in ("part", "when"):
        if getattr(use, key):
            found[key] = getattr(use, key)
    for key in ("states", "skippable"):
        if getattr(use, key):
            found[key] = list(getattr(use, key))
    return found


def _exchange(item: Exchange) -> Plain:
    return {"product": item.product, "with": list(item.partners), "provenance": item.provenance}


def product(model: ProcessModel, item: Product, language: str) -> Plain:
    """A work product with its fields."""
    return {
        "id": item.id,
        "title": model.word(language, "products", item.id),
        "official_name": model.word(language, "products", item.id, "official_name"),
        "purpose": model.word(language, "products", item.id, "purpose"),
        "abbr": item.abbr,
        "form": item.form,
        "versioning": item.versioning,
        "document_type": item.document_type,
        "optional": item.optional,
        "states": list(item.states),
        "fields": [
            {
                "id": f.id,
                "title": model.field_word(language, item.id, (f.id,)),
                "kind": f.kind,
                "required": f.required,
            }
            for f in item.fields
        ],
        "provenance": dict(item.provenance),
    }


def role(model: ProcessModel, item: Role, language: str) -> Plain:
    """A role."""
    return {
        "id": item.id,
        "title": model.word(language, "roles", item.id),
        "official_name": model.word(language, "roles", item.id, "official_name"),
        "does": model.word(language, "roles", item.id, "does"),
        "skills": model.word(language, "roles", item.id, "skills"),
        "side": item.side,
        "group_of": list(item.group_of),
        "provenance": item.provenance,
    }


def topic(model: ProcessModel, item: Topic, language: str) -> Plain:
    """A topic with those below it."""
    return {
        "id": item.id,
        "title": model.word(language, "topics", item.id),
        "kind": model.word(language, "topic_kinds", item.kind),
        "text": model.word(language, "topics", item.id, "text"),
        "items": list(model.word(language, "topics", item.id, "items") or ()),
        "value": item.value,
        "topics": [topic(model, t, language) for t in model.topics if t.parent == item.id],
        "provenance": item.provenance,
    }


def relation(item: Relation) -> Plain:
    """A relation within a model."""
    return {"from": item.source, "type": item.type, "to": item.target, "provenance": item.provenance}
