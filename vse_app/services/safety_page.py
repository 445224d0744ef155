"""What the page of safety copies shows: the copies with their outcome, what failed, and where the repository is."""

from __future__ import annotations

from dataclasses import dataclass

from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record
from vse_app.services import baselines, projects, records, safety
from vse_app.services.safety import Failure
from vse_app.services.workspace import Workspace
from vse_app.store import queries


@dataclass(frozen=True)
class Copy:
    """A safety copy with what its record says, under the names of the register."""

    head: Record
    copied: str
    where: str
    size: int
    sha256: str
    holds: str
    tested: str
    result: str
    note: str


@dataclass(frozen=True)
class SafetyPage:
    """Copies newest first. `repository` is where the project's repository is, as its work product says."""

    model: ProcessModel
    kind: str
    copies: tuple[Copy, ...]
    failures: tuple[Failure, ...]
    repository: str
    task: str


def read(ws: Workspace, project_id: int) -> SafetyPage:
    """The safety copies of a project."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    product = safety.product_of(model)
    heads = safety.copies(ws, project_id)
    with ws.reading() as connection:
        said = {r.record: r.content for r in queries.revisions_at(connection, {h.id: h.revision for h in heads})}

    def text(content: Content, name: str) -> str:
        field = product.own(name) if product else None
        return str(content.fields.get(field.id, "") or "") if field else ""

    def copy(head: Record) -> Copy:
        content = said[head.id]
        return Copy(
            head=head,
            copied=text(content, "copied"),
            where=text(content, "where"),
            size=int(float(text(content, "size") or 0)),
            sha256=text(content, "sha256"),
            holds=text(content, "holds"),
            tested=text(content, "restore-tested-on"),
            result=text(content, "restore-result"),
            note=text(content, "note"),
        )

    task = next((t.id for t in model.tasks() for u in t.outputs if product and u.product == product.id), "")
    return SafetyPage(
        model=model,
        kind=product.id if product else "",
        copies=tuple(copy(head) for head in reversed(heads)),
        failures=tuple(reversed(safety.failures(ws, project_id))),
        repository=_repository(ws, project_id, model),
        task=task,
    )


def _repository(ws: Workspace, project_id: int, model: ProcessModel) -> str:
    """What the work product of the form "store" says about where it is."""
    stores = [p for p in model.products if p.form == "store" and p.field("location")]
    for product in stores:
        for record in baselines.of_kind(ws, project_id, product.id):
            if not record.withdrawn:
                return str(records.page(ws, record.id).revision.content.fields.get("location", "") or "")
    return ""
