"""Ready for an audit: stage 1 and stage 2 of one project on screen, each gap with the way to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.views.assessment_desk import texts
from vse_app.model.records import Content
from vse_app.services import path, projects, records
from vse_app.ui.context import Target
from vse_app.ui.parts import LinkButton
from vse_app.ui.views.readiness import ReadinessView

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk) -> ReadinessView:
    return desk.show(ReadinessView(desk.context, Target("readiness")))


def test_both_stages_are_walked(desk, view) -> None:
    check = view.found[1]
    assert check.documents and check.requirements
    said = texts(view)
    assert "Stage 1: the documents" in said and "Stage 2: from requirement to evidence" in said
    assert "It promises nothing about the audit" in said


def test_what_is_done_moves_the_check(desk, view) -> None:
    assert "Ana Ruiz" not in texts(view._second)
    before = view.found[1]
    ws = desk.context.ws
    desk.do(lambda: path.confirm(ws, 1, "PM.1.1", 0, person="ana-ruiz", role="PM", happened="2026-03-01"))
    desk.settle()
    assert view.found[1] != before
    assert "Ana Ruiz" in texts(view._second)


def test_every_way_leads_somewhere(desk, view) -> None:
    ws = desk.context.ws
    kind = next(p.id for p in projects.model_of(ws, projects.project(ws, 1)).products)
    desk.do(lambda: records.create(ws, 1, kind, content=Content("Boats", {})))
    desk.settle()
    for button in [b for b in view.findChildren(LinkButton) if b.text() == "Open" and b.isVisible()]:
        before = len(desk.went)
        button.click()
        assert len(desk.went) == before + 1
        assert desk.went[-1].view in ("record", "task", "products")


def test_it_is_printed(desk, view) -> None:
    view.print_button.click()
    assert desk.went[-1] == Target("reports", kind="readiness-check")
