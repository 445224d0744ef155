"""A deviation, a crossed limit or a risk becomes a correction with one click, linked to where it was seen."""

from __future__ import annotations

from vse_app.model.errors import Invalid
from vse_app.model.records import Record
from vse_app.services import records, steering
from vse_app.services.workspace import Done, Workspace


def raise_correction(
    ws: Workspace, project_id: int, problem: str, *, raised_by: int = 0, owner: str = "", cause: str = ""
) -> Done[Record]:
    """Open a correction about a problem; `raised_by` is the record in which it was seen (0: none). Raises Invalid."""
    if not problem.strip():
        raise Invalid("Write what the problem is.")
    values = {
        "problem": problem.strip(),
        "cause": cause,
        "opened-on": ws.today(),
        "raised-by": [str(raised_by)] if raised_by else [],
    }
    made = steering.drafted(ws, project_id, "correction", values, owner=owner)
    return ws.write("record.create", lambda change: records.add(change, made))


def under_way(ws: Workspace, project_id: int) -> dict[int, Record]:
    """Record → an open correction that was raised by it, so that nobody opens a second one."""
    found: dict[int, Record] = {}
    for row in steering.read(ws, project_id, "correction").open:
        found |= dict.fromkeys(row.links("raised-by"), row.record)
    return found
