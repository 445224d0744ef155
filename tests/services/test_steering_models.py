"""The pages for keeping course under other models: kinds are found by their register, fields by what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures import PEOPLE, Clock
from vse_app import content as models
from vse_app.i18n import translator
from vse_app.model.agreements import Agreed
from vse_app.model.progress_page import filled
from vse_app.model.project import Project
from vse_app.model.steering import written
from vse_app.services import (
    company,
    correcting,
    measuring,
    meetings,
    planning,
    progress,
    projects,
    publishing,
    risking,
    steering,
)
from vse_app.services.meetings import Minutes
from vse_app.services.workspace import Workspace

TR = translator("es")


@pytest.fixture(params=["iso29110-entry", "moprosoft"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "acme.vse", clock=Clock()) as found:
        company.edit_company(found, name="Acme")
        company.save_people(found, PEOPLE)
        company.set_actor(found, "ana")
        raw = models.load(request.param)
        role = raw["structure"]["roles"][0]["id"]
        draft = Project(0, "P", "T", "", start="2026-02-02", end="2026-04-30", assignments={role: ("ana",)})
        projects.create_project(found, draft, raw)
        yield found


def test_a_project_is_run_under_it(ws: Workspace, tmp_path: Path) -> None:
    agreed = (Agreed("Enviar precios", "ana", "2026-02-20"),)
    minutes = Minutes(
        "Avance", "2026-02-10", present=("ana",), achieved="Todo", agreements=agreed, questions=("¿Quién?",)
    )
    meeting = meetings.save(ws, 1, minutes, TR).value
    held = meetings.read(ws, 1, "es").held[0]
    assert (held.text("achieved"), held.table("attendees")[0]["name"]) == ("Todo", "Ana López")
    assert steering.read(ws, 1, "action").rows[0].links("raised-by") == (meeting.id,)
    task = planning.add(ws, 1, "Construir").value
    planning.set_cell(ws, task.id, "effort", 8)
    planning.note_work(ws, 1, task.id, {"hours": 9, "share-done": 100}, follow="done")
    earned = planning.read(ws, 1).earned
    assert earned is not None and earned.ac == 9
    risk = risking.add(ws, 1, "Si llueve").value
    risking.review(ws, risk.id, {"probability": "high", "consequence": "high"})
    measuring.take_up(ws, 1, "effort-deviation", TR)
    facts = progress.facts(ws, 1, TR)
    product = steering.model_of(ws, 1).register("progress")
    assert product is not None
    fields = written(product, filled(TR, facts).values)
    report = progress.confirm(ws, 1, "Avance", fields, corrections=filled(TR, facts).deviations[:1]).value
    assert progress.facts(ws, 1, TR).reports[0].text("results") or product.own("results") is None
    assert report.id in correcting.under_way(ws, 1)
    for name in ("plan", "progress", "risks", "measures", "meetings"):
        publishing.export(ws, 1, name, tmp_path / f"{name}.pdf", language="es")
