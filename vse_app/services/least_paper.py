"""Least paper of a project: how its work products are kept together, what that costs, and changes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from vse_app import content
from vse_app.model import least_paper as paper
from vse_app.model.errors import Invalid
from vse_app.model.least_paper import Ask, Kept, Paper, Rules
from vse_app.model.least_paper_words import product_name
from vse_app.model.path import Status
from vse_app.model.process import ProcessModel
from vse_app.model.project import Project
from vse_app.model.view import View
from vse_app.services import path, projects
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.change import Change

KIND: Final = "paper"
"""The document that says how a project keeps things; without one, each work product is on its own."""


@dataclass(frozen=True)
class Page:
    """How a project keeps what it is asked for, beside the two ends: each on its own, and the fewest there can be."""

    view: View
    kept: Kept
    each: Kept
    least: Kept
    is_chosen: bool
    """Whether somebody said how things are kept."""

    @property
    def is_least(self) -> bool:
        """Whether what is kept is as little as can be."""
        kept, least = (sum(len(k.of(sort)) for sort in ("document", "register")) for k in (self.kept, self.least))
        return kept <= least

    def paper_of(self, product: str) -> Paper:
        """The paper that holds a work product; raises Invalid when none does."""
        for found in self.kept.papers:
            if product in found:
                return found
        raise Invalid("There is no such work product.")


def rules() -> Rules:
    """Merges, drafts and estimates; raises BadProfile when the file is damaged."""
    return paper.rules_from(content.guidance("least-paper"))


def page(ws: Workspace, project: int) -> Page:
    """Everything about a project's paper."""
    return of_view(ws, path.view(ws, project))


def of_view(ws: Workspace, view: View) -> Page:
    """The same of a view that is there already."""
    asks, known = _asks(ws, view), rules()
    with ws.reading() as connection:
        stored = queries.document(connection, KIND, str(view.project.id))
    kept = paper.read_kept(asks, known, stored)
    least = paper.smallest(asks, known, kept.without)
    return Page(view, kept, paper.each_on_its_own(asks, known), least, stored is not None)


def chosen(ws: Workspace, project: Project) -> Kept | None:
    """How a project keeps things, where somebody said so; quick, for it does not ask what tasks leave out."""
    with ws.reading() as connection:
        stored = queries.document(connection, KIND, str(project.id))
    if stored is None:
        return None
    return paper.read_kept(_asked(ws, project, projects.model_of(ws, project)), rules(), stored)


def _asks(ws: Workspace, view: View) -> tuple[Ask, ...]:
    """What the project's own snapshot of the model asks for, without what all its tasks leave out with a reason."""
    return _asked(ws, view.project, view.model, _left_out(view))


def _asked(
    ws: Workspace, project: Project, model: ProcessModel, left_out: frozenset[str] = frozenset()
) -> tuple[Ask, ...]:
    registers = {product.id: product.register for product in model.products if product.register}
    return paper.asked(ws.model(project.model), registers, left_out)


def _left_out(view: View) -> frozenset[str]:
    """Work products of which nothing is there and every task that makes them is marked as not applicable."""
    making: dict[str, set[Status]] = {}
    for step in view.steps:
        for use in step.task.outputs:
            if not use.when:  # the others only go on with it, if there is one
                making.setdefault(use.product, set()).add(step.status)
    there = {record.kind for record in view.facts.records if not record.withdrawn}
    none = {Status.NOT_APPLICABLE}
    return frozenset(product for product, found in making.items() if found == none and product not in there)


def put_together(ws: Workspace, project: int, product: str, other: str, *, language: str = "en") -> Done[Kept]:
    """Keep the papers of two work products as one; raises Invalid with the reason where that cannot be."""
    return _change(ws, project, (product, other), lambda kept: paper.together(kept, product, other), language)


def put_apart(ws: Workspace, project: int, product: str, *, language: str = "en") -> Done[Kept]:
    """Keep a work product on its own again."""
    return _change(ws, project, (product,), lambda kept: paper.apart(kept, product), language)


def leave_out(ws: Workspace, project: int, product: str, *, language: str = "en") -> Done[Kept]:
    """Keep an optional work product no longer; raises Invalid for one whose content the model asks for."""
    return _change(ws, project, (product,), lambda kept: paper.left_out(kept, product), language)


def take_smallest(ws: Workspace, project: int) -> Done[Kept]:
    """Keep as few as there can be."""
    return _put(ws, project, page(ws, project).least)


def take_each(ws: Workspace, project: int) -> Done[Kept]:
    """Keep each work product on its own, as the model lists them."""
    return _put(ws, project, page(ws, project).each)


def _change(
    ws: Workspace, project: int, products: tuple[str, ...], how: Callable[[Kept], Kept], language: str
) -> Done[Kept]:
    found = page(ws, project)
    if any(product not in found.kept.by_product for product in products):
        raise Invalid("There is no such work product.")
    new = how(found.kept)
    return _put(ws, project, paper.checked(new, lambda name: product_name(found.view.model, language, name)))


def _put(ws: Workspace, project: int, kept: Kept) -> Done[Kept]:
    value = {"papers": [list(p) for p in kept.papers], "without": sorted(kept.without)}

    def work(change: Change) -> Kept:
        change.put(KIND, str(project), value, project=project)
        return kept

    return ws.write(KIND, work)
