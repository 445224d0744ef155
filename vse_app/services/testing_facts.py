"""What the runs of tests say, read lightly: the newest result of each test case, however long the registers are."""

from __future__ import annotations

from collections.abc import Sequence

from vse_app.services import steering
from vse_app.services.workspace import Workspace
from vse_app.store import queries, timelines
from vse_app.store.timelines import Ran

SLICE = 500


def runs(ws: Workspace, project_id: int) -> list[Ran]:
    """Every run of a project, oldest first."""
    product = steering.model_of(ws, project_id).register("test-result")
    if product is None:
        return []
    fields = [product.own(name) for name in ("test", "run-on", "result")]
    if any(definition is None for definition in fields):
        return []
    case, day, result = (definition.id for definition in fields if definition is not None)
    with ws.reading() as connection:
        return timelines.runs_of_kind(connection, project_id, product.id, (case, day, result))


def cases(ws: Workspace, project_id: int) -> list[int]:
    """Ids of the test cases of a project."""
    product = steering.model_of(ws, project_id).register("test-case")
    if product is None:
        return []
    with ws.reading() as connection:
        return timelines.ids_of_kind(connection, project_id, product.id)


def newest(ws: Workspace, project_id: int) -> dict[int, str]:
    """Test case → result of its newest run, "" for none."""
    found = dict.fromkeys(cases(ws, project_id), "")
    for ran in runs(ws, project_id):
        if ran.case in found:
            found[ran.case] = ran.result
    return found


def names(ws: Workspace, ids: Sequence[int]) -> dict[int, str]:
    """Records in a sentence: number and title."""
    found: dict[int, str] = {}
    with ws.reading() as connection:
        for start in range(0, len(ids), SLICE):
            for record in queries.heads(connection, ids[start : start + SLICE]).values():
                found[record.id] = f"{record.number} “{record.title}”" if record.title else record.number
    return {record: found[record] for record in ids if record in found}
