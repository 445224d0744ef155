"""What the page of a delivery needs: the baselines to deliver from with their files, and the deliveries so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record
from vse_app.services import baselines, company, configuring, delivering, projects
from vse_app.services.configuring import Proposal
from vse_app.services.delivering import Item
from vse_app.services.workspace import Workspace
from vse_app.store import queries


@dataclass(frozen=True)
class DeliverPage:
    """`baselines` newest first; `items` are the files of the chosen one (`baseline` 0: none is chosen).

    `unapproved` counts what the chosen baseline holds that was not approved.
    """

    model: ProcessModel
    baselines: tuple[Record, ...]
    baseline: int
    items: tuple[Item, ...]
    unapproved: int
    version: str
    customer: str
    code: str
    company: str
    today: str
    deliveries: tuple[tuple[Record, Content], ...]
    follow_words: Mapping[str, str]
    unlisted: Mapping[int, Proposal]
    """Delivery → what the list of the configuration does not say of it yet; only of the newest one handed over."""

    def named(self, record: int) -> Record | None:
        """A baseline by its id."""
        return next((head for head in self.baselines if head.id == record), None)


def _unlisted(ws: Workspace, project_id: int, made: Sequence[Record]) -> dict[int, Proposal]:
    handed = [head for head in made if head.follow and head.follow != "prepared"]
    if not handed:
        return {}
    newest = max(handed, key=lambda head: (head.happened, head.id))
    proposal = configuring.handed_over(ws, project_id, newest.id)
    return {newest.id: proposal} if proposal else {}


def read(ws: Workspace, project_id: int, baseline: int, language: str) -> DeliverPage:
    """What can be delivered of a baseline, and what was delivered."""
    project = projects.project(ws, project_id)
    model = projects.model_of(ws, project)
    known = baselines.members_of(ws, project_id)
    heads = tuple(h for h in reversed(baselines.heads(ws, project_id)) if h.id in known)
    chosen = next((h for h in heads if h.id == baseline), None)
    made = delivering.deliveries(ws, project_id)
    with ws.reading() as connection:
        wanted = {r.id: r.revision for r in (*made, *((chosen,) if chosen else ()))}
        said = {r.record: r.content for r in queries.revisions_at(connection, wanted)}
    product = delivering.product_of(model)
    return DeliverPage(
        model=model,
        baselines=heads,
        baseline=chosen.id if chosen else 0,
        items=delivering.offered(ws, chosen.id) if chosen else (),
        unapproved=len(baselines.unapproved(ws, project_id).get(chosen.id, ())) if chosen else 0,
        version=str(said[chosen.id].fields.get("version", "") or chosen.title) if chosen else "",
        customer=project.customer,
        code=f"{project.code} {project.title}",
        company=company.company(ws).name,
        today=ws.today(),
        deliveries=tuple((r, said[r.id]) for r in reversed(made)),
        unlisted=_unlisted(ws, project_id, made),
        follow_words={s: model.word(language, "states", s) for s in (product.follow_up if product else ())},
    )
