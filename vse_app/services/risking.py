"""Risks: read with their history, threshold chosen, judged and reviewed in one sitting, treated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from vse_app.model.errors import Invalid
from vse_app.model.plan_page import day_of
from vse_app.model.records import Record
from vse_app.model.risk_page import LEVELS, Judged, RiskPage, Versions, judged_of, page
from vse_app.model.steering import said
from vse_app.services import checks, projects, records, steering
from vse_app.services.stating import add_event, add_follow
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, timelines
from vse_app.store.change import Change

RISK: Final = "risk"
KIND: Final = "risk-threshold"


def read(ws: Workspace, project_id: int, *, today: str = "") -> RiskPage:
    """The risks of a project on a day."""
    sheet = steering.read(ws, project_id, RISK)
    versions: dict[int, list[Judged]] = {}
    with ws.reading() as connection:
        kept: dict[str, Any] = queries.document(connection, KIND, str(project_id)) or {}
        if sheet.product is not None:
            for then in timelines.versions_of_kind(connection, project_id, sheet.product.id):
                day = day_of(then.captured[:10]) or dt.date.min
                versions.setdefault(then.record, []).append(judged_of(day, said(sheet.product, then.content)))
    day = dt.date.fromisoformat(today or ws.today())
    return page(sheet, Versions(versions), today=day, threshold=kept.get("threshold"))


def add(ws: Workspace, project_id: int, statement: str) -> Done[Record]:
    """A new risk from a sentence. Raises Invalid."""
    if not statement.strip():
        raise Invalid("Write a few words first.")
    made = steering.drafted(ws, project_id, RISK, {"statement": statement.strip()})
    return ws.write("record.create", lambda change: records.add(change, made))


def set_threshold(ws: Workspace, project_id: int, threshold: int) -> Done[None]:
    """From which exposure on something has to be done in this project (1 to 25)."""
    if not 1 <= threshold <= len(LEVELS) ** 2:
        raise Invalid("The threshold is an exposure from 1 to 25.")
    return ws.write(
        "risk.threshold",
        lambda change: change.put(KIND, str(project_id), {"threshold": threshold}, project=project_id),
    )


def review(ws: Workspace, record_id: int, values: Mapping[str, Any], *, role: str = "", note: str = "") -> Done[None]:
    """Somebody looked at a risk today: what they changed (nothing too) and the state "reviewed", in one change."""
    checks.check_person(ws, ws.actor)
    role = role or _own_role(ws, record_id)

    def work(change: Change) -> None:
        steering.revise_in(ws, change, record_id, values)
        add_event(ws, change, record_id, "reviewed", person=ws.actor, role=role, happened=ws.today(), note=note)

    return ws.write("risk.review", work)


def _own_role(ws: Workspace, record_id: int) -> str:
    """A role that whoever is at work plays in the record's project; "" for none."""
    with ws.reading() as connection:
        record = checks.existing(queries.record(connection, record_id))
    assignments = projects.project(ws, record.project).assignments
    return next((role for role, people in assignments.items() if ws.actor in people), "")


def treat(ws: Workspace, record_id: int, values: Mapping[str, Any], *, owner: str = "") -> Done[None]:
    """What is done about a risk, by whom; it moves to "in treatment". Raises Invalid when something is missing."""
    treatment = values.get("treatment")
    if treatment not in ("avoid", "reduce", "share", "accept"):
        raise Invalid("Choose what you want to do about it.")
    if treatment == "accept" and not values.get("accepted-by"):
        raise Invalid("Say who agreed to live with it.")
    if treatment != "accept" and not str(values.get("plan") or "").strip():
        raise Invalid("Write what is done about it.")
    checks.check_person(ws, ws.actor)
    if owner:
        checks.check_person(ws, owner)

    def work(change: Change) -> None:
        record = steering.revise_in(ws, change, record_id, values)
        if owner and owner != record.owner:
            change.set_head(record_id, record.project, owner=owner)
        if record.follow in ("", "open"):
            add_follow(ws, change, record_id, "in-treatment", person=ws.actor, happened=ws.today(), note="")

    return ws.write("risk.treat", work)
