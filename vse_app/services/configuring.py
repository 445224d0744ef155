"""The software configuration of a profile, fed from a baseline: proposed by the program, written when a person says so.

Which work product that is, the model says by its form; its fields are found by what they are called in all models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vse_app.model import baseline as frozen
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.records import Content, Record
from vse_app.model.wording import product_name
from vse_app.services import baselines, projects, records
from vse_app.services.workspace import Done, Workspace

VERSION_FIELDS = ("version", "cycle")
"""How the field with the version, or the cycle, of a configuration is called."""


class Proposal(NamedTuple):
    """The configuration as a baseline would have it: its record so far (None: none yet), its kind, its new fields."""

    record: Record | None
    product: Product
    fields: Mapping[str, Any]
    listed: int


def propose(ws: Workspace, project_id: int, baseline: int, language: str) -> Proposal | None:
    """What the list of the configuration would say; None where the model has no such work product.

    Documents are named one by one; the rows of a register only by how many they are, for they stand in a document.
    """
    model = projects.model_of(ws, projects.project(ws, project_id))
    kind = frozen.container(model)
    if not kind:
        return None
    product = model.product(kind)
    head, held = records.page(ws, baseline).record, baselines.members(ws, baseline)
    own = {p.id for p in model.products}
    whole = [m for m in held.values() if m.kind in own and not model.product(m.kind).many]
    titles = baselines.titles(ws, [m.record for m in whole])
    rows = [
        {"item": f"{m.number} {titles.get(m.record, '')}".strip(), "version": f"v{m.revision}", "where": head.number,
         "frozen-on": head.happened}
        for m in whole
    ]  # fmt: skip
    counted: dict[str, int] = {}
    for member in held.values():
        if member.kind not in {m.kind for m in whole}:
            counted[member.kind] = counted.get(member.kind, 0) + 1
    rows += [
        {"item": f"{product_name(model, language, k)}: {n}", "version": "", "where": head.number,
         "frozen-on": head.happened}
        for k, n in counted.items()
    ]  # fmt: skip
    fields = _fields(product, head, records.page(ws, baseline).revision.content.fields, rows)
    if product.field("products"):
        fields["products"] = [str(m.record) for m in whole]
    found = [r for r in baselines.of_kind(ws, project_id, kind) if not r.withdrawn]
    return Proposal(found[-1] if found else None, product, fields, len(rows))


def _fields(product: Product, head: Record, said: Mapping[str, Any], rows: list[dict[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    name = next((n for n in VERSION_FIELDS if product.field(n)), "")
    if name:
        found[name] = said.get("version") or head.title
    if product.field("frozen-on"):
        found["frozen-on"] = head.happened
    table = product.field("items")
    if table is not None:
        known = {column.id for column in table.columns}
        found[table.id] = [{key: value for key, value in row.items() if key in known and value} for row in rows]
    return found


def feed(ws: Workspace, project_id: int, proposal: Proposal) -> Done[Record]:
    """Write the list of the configuration as it was proposed: its first version, or its next one."""
    if not proposal.fields:
        raise Invalid("There is nothing to write into the configuration.")

    def work(change: Any) -> Record:
        if proposal.record is None:
            title = str(next((proposal.fields[n] for n in VERSION_FIELDS if n in proposal.fields), ""))
            content = Content(title, dict(proposal.fields))
            return records.add(change, records.drafted(ws, project_id, proposal.product.id, content=content))
        return records.add_version(ws, change, proposal.record.id, fields=proposal.fields)

    return ws.write("configuration.feed", work)


def handed_over(ws: Workspace, project_id: int, delivery: int) -> Proposal | None:
    """What the list of a configuration would say of a delivery; None where there is none, or it says so already."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    kind = frozen.container(model)
    found = [r for r in baselines.of_kind(ws, project_id, kind) if not r.withdrawn] if kind else []
    if not found:
        return None
    product, page = model.product(kind), records.page(ws, delivery)
    how = page.product.own("how")
    said = {
        "delivered-on": page.record.happened,
        "delivered-how": str(page.revision.content.fields.get(how.id, "")) if how else "",
    }
    fields = {name: value for name, value in said.items() if value and product.field(name)}
    now = records.page(ws, found[-1].id).revision.content.fields
    if all(now.get(name) == value for name, value in fields.items()):
        return None
    return Proposal(found[-1], product, fields, len(fields))
