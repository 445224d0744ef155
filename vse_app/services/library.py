"""Process models as plain values: what `library` prints and the window browses."""

from __future__ import annotations

from typing import Any

from vse_app import content
from vse_app.content import ModelInfo
from vse_app.model.elements import Activity, Product, Task, Use
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel


def outline(info: ModelInfo, language: str) -> dict[str, Any]:
    """One model with its counts; an objective of 29110 counts as an outcome."""
    title = info.titles.get(language) or info.titles.get("en") or info.id
    counts = content.counts(content.load(info.id))
    return {"id": info.id, "title": title, "edition": info.edition, "kind": info.kind, "counts": counts}


def tree(model: ProcessModel, language: str) -> dict[str, Any]:
    """The whole model with ids."""
    return {
        "id": model.id,
        "title": model.about(language),
        "edition": model.edition,
        "kind": model.kind,
        "standard": model.standard,
        "purpose": model.about(language, "purpose"),
        "provenance": model.about(language, "provenance_note"),
        "counts": content.counts(model.raw),
        "processes": [_process(model, p.id, language) for p in model.processes],
        "products": [_product(model, p, language) for p in model.products],
        "roles": [_role(model, r.id, language) for r in model.roles],
    }


def element(model: ProcessModel, wanted: str, language: str) -> dict[str, Any]:
    """One element by id: process, objective, activity, task, product or role; raises Invalid with a suggestion."""
    found: dict[str, Any] = {}
    for role in model.roles:
        found[f"role {role.id}"] = lambda r=role: _role(model, r.id, language)
        found[role.id] = found[f"role {role.id}"]
    for product in model.products:
        found[product.id] = lambda p=product: _product(model, p, language)
    for process in model.processes:
        found[process.id] = lambda p=process: _process(model, p.id, language)
        for objective in process.objectives:
            found[objective.id] = lambda o=objective: _objective(model, o.id, language)
        for activity in process.activities:
            found[activity.id] = lambda a=activity: _activity(model, a, language)
            for task in activity.tasks:
                found[task.id] = lambda t=task: _task(model, t, language)
    if wanted not in found:
        from vse_app.content.suggesting import suggestion

        raise Invalid("{model} has no element {id}.", model=model.ref, id=wanted, **suggestion(wanted, found))
    return {"model": model.ref} | found[wanted]()


def _process(model: ProcessModel, process_id: str, language: str) -> dict[str, Any]:
    process = next(p for p in model.processes if p.id == process_id)
    return {
        "id": process.id,
        "title": model.word(language, "processes", process.id),
        "purpose": model.word(language, "processes", process.id, "purpose"),
        "roles": list(process.roles),
        "outcomes": [_objective(model, o.id, language) for o in process.objectives],
        "activities": [_activity(model, a, language) for a in process.activities],
    }


def _objective(model: ProcessModel, objective_id: str, language: str) -> dict[str, Any]:
    objective = next(o for o in model.objectives() if o.id == objective_id)
    return {
        "id": objective.id,
        "title": model.word(language, "objectives", objective.id, "title"),
        "text": model.word(language, "objectives", objective.id, "text"),
        "base": [f"{b['model']}@{b['edition']}:{b['element']}" for b in objective.base],
        "provenance": objective.provenance,
    }


def _activity(model: ProcessModel, activity: Activity, language: str) -> dict[str, Any]:
    return {
        "id": activity.id,
        "title": model.word(language, "activities", activity.id),
        "summary": model.word(language, "activities", activity.id, "summary"),
        "outcomes": list(activity.objectives),
        "provenance": dict(activity.provenance),
        "tasks": [_task(model, t, language) for t in activity.tasks],
    }


def _task(model: ProcessModel, task: Task, language: str) -> dict[str, Any]:
    def words(key: str) -> Any:
        return model.word(language, "tasks", task.id, key)

    return {
        "id": task.id,
        "title": words("title"),
        "what": words("what"),
        "why": words("why"),
        "how": words("how"),
        "checklist": list(words("checklist") or ()),
        "example": words("example"),
        "roles": list(task.roles),
        "approved_by": task.approved_by,
        "inputs": [_use(u) for u in task.inputs],
        "outputs": [_use(u) for u in task.outputs],
        "optional": task.optional,
        "condition": task.condition,
        "minutes": task.minutes,
        "provenance": dict(task.provenance),
    }


def _use(use: Use) -> dict[str, Any]:
    found: dict[str, Any] = {"product": use.product}
    for key in ("part", "when"):
        if getattr(use, key):
            found[key] = getattr(use, key)
    for key in ("states", "skippable"):
        if getattr(use, key):
            found[key] = list(getattr(use, key))
    return found


def _product(model: ProcessModel, product: Product, language: str) -> dict[str, Any]:
    return {
        "id": product.id,
        "title": model.word(language, "products", product.id),
        "purpose": model.word(language, "products", product.id, "purpose"),
        "abbr": product.abbr,
        "form": product.form,
        "versioning": product.versioning,
        "document_type": product.document_type,
        "optional": product.optional,
        "states": list(product.states),
        "fields": [
            {
                "id": f.id,
                "title": model.field_word(language, product.id, (f.id,)),
                "kind": f.kind,
                "required": f.required,
            }
            for f in product.fields
        ],
        "provenance": dict(product.provenance),
    }


def _role(model: ProcessModel, role_id: str, language: str) -> dict[str, Any]:
    role = model.role(role_id)
    return {
        "id": role.id,
        "title": model.word(language, "roles", role.id),
        "does": model.word(language, "roles", role.id, "does"),
        "group_of": list(role.group_of),
        "provenance": role.provenance,
    }
