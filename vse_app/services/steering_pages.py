"""What the reports about steering are made from, read once."""

from __future__ import annotations

from vse_app.i18n import translator
from vse_app.model.steering_pages import Steering
from vse_app.services import measuring, meetings, progress, steering
from vse_app.services.workspace import Workspace


def read(ws: Workspace, project_id: int, language: str, *, today: str = "") -> Steering:
    """Plan, progress, risks, measures and meetings of a project on a day."""
    measures = measuring.read(ws, project_id, today=today)
    facts = progress.facts(ws, project_id, translator(language), today=today, measures=measures)
    sheets = steering.read_all(ws, project_id, ("meeting", "action"))
    held = sorted(sheets["meeting"].rows, key=lambda row: (row.record.happened, row.record.id), reverse=True)
    return Steering(
        plan=facts.plan,
        progress=facts,
        risks=facts.risks,
        measures=measures,
        held=tuple(held),
        actions=sheets["action"].rows,
        agreed=meetings.agreed_in(sheets["action"]),
    )
