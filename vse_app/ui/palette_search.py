"""What the command palette finds: commands, tasks, records and people, accents and case aside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.search import fold
from vse_app.ui.commands import Command
from vse_app.ui.context import Target

if TYPE_CHECKING:
    from vse_app.services.workspace import Workspace

MOST_WORDS = 3
"""At most so many words of the glossary."""
EACH = 8
"""At most so many results of one group."""


class Found(NamedTuple):
    """One result: which group it belongs to, what it is called, a detail, where it leads."""

    group: str
    title: str
    detail: str
    icon: str
    target: Target
    project: int = 0


def among_commands(tr: Translator, possible: Iterable[Command], typed: str) -> list[Found]:
    """Commands that hold every word typed; all of them when nothing is typed."""
    group = tr("Commands")
    found = [Found(group, c.words, c.keys.split(" ")[0], c.icon, c.target) for c in possible]
    return _best(found, typed) if typed.strip() else found


def among_work(ws: Workspace, project: int, tr: Translator, typed: str) -> list[Found]:
    """Tasks, records and people that match. For a worker thread."""
    if not typed.strip():
        return []
    tasks = _tasks(ws, project, tr, typed) if project else []
    kinds = _kinds(ws, project, tr, typed) if project else []
    said = _glossary(ws, project, tr, typed) if project else []
    return [*kinds, *tasks, *_records(ws, project, tr, typed), *_people(ws, tr, typed), *said]


def _kinds(ws: Workspace, project: int, tr: Translator, typed: str) -> list[Found]:
    """Where records of a kind live: whoever types "risk" finds the register of risks though none is written yet."""
    from vse_app.services import projects
    from vse_app.ui.views import VIEWS

    model, language = projects.model_of(ws, projects.project(ws, project)), tr.language
    found: list[Found] = []
    for kind in (*model.products, *model.kinds):
        name = str(model.word(language, "products", kind.id))
        many = str(model.word(language, "products", kind.id, "many"))
        is_register = bool(kind.register) and "register" in VIEWS
        detail = tr("Register") if kind.register else tr("Work product")
        title = f"{many} ({name})" if many and fold(name) not in fold(many) else many or name
        target = Target("register" if is_register else "products", kind=kind.id)
        found.append(Found(tr("Places"), title, detail, "checklist" if kind.register else "products", target))
    return _best(found, typed)


def _glossary(ws: Workspace, project: int, tr: Translator, typed: str) -> list[Found]:
    """Words the glossary explains."""
    from vse_app.services import projects

    words = projects.model_of(ws, projects.project(ws, project)).words
    entries = words.get(tr.language, {}).get("glossary") or words.get("en", {}).get("glossary") or []
    target = Target("help", text="glossary")
    found = [Found(tr("Glossary"), str(entry["term"]), str(entry["means"]), "help", target) for entry in entries]
    return _best(found, typed)[:MOST_WORDS]


def _tasks(ws: Workspace, project: int, tr: Translator, typed: str) -> list[Found]:
    from vse_app.model import wording
    from vse_app.services import path

    view = path.view(ws, project)
    group, several = tr("Tasks"), len(view.project.iterations) > 1
    found: list[Found] = []
    for step in view.steps:
        title = f"{step.task.id}  {view.model.word(tr.language, 'tasks', step.task.id, 'title')}"
        if step.iteration and several:
            title = f"{title} ({step.iteration})"
        state = wording.status_name(tr, step.status)
        target = Target("task", task=step.task.id, iteration=step.iteration)
        found.append(Found(group, title, state, "checklist", target))
    return _best(found, typed)


def _records(ws: Workspace, project: int, tr: Translator, typed: str) -> list[Found]:
    from vse_app.model import wording
    from vse_app.services import projects, searching

    named = {p.id: p for p in projects.projects(ws)}
    found: list[Found] = []
    for hit in searching.find(ws, typed, limit=EACH):
        where = named[hit.project]
        kind = wording.product_name(projects.model_of(ws, where), tr.language, hit.kind)
        detail = kind if hit.project == project else f"{kind} · {where.code}"
        title = f"{hit.number}  {hit.title}".strip()
        found.append(
            Found(tr("Work products"), title, detail, "file", Target("record", record=hit.record), hit.project)
        )
    return found


def _people(ws: Workspace, tr: Translator, typed: str) -> list[Found]:
    from vse_app.services import company

    group, target = tr("People"), Target("settings", text="people")
    found = [Found(group, p.name, ", ".join(p.roles), "person", target) for p in company.people(ws)]
    return _best(found, typed)


def _best(found: list[Found], typed: str) -> list[Found]:
    """Those with every word typed in their title, titles that begin with it first, in their own order otherwise."""
    words = fold(typed).split()
    folded = [(fold(item.title), item) for item in found]
    kept = [(title, item) for title, item in folded if all(word in title for word in words)]
    whole = " ".join(words)
    kept.sort(key=lambda pair: (not pair[0].startswith(whole), f" {whole}" not in f" {pair[0]}"))
    return [item for _, item in kept[:EACH]]
