"""An assessment of a small company on the desk, with as few processes as the test needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from vse_app.model.assessment import Member, Target
from vse_app.services import assessing, assessment_sheet, assessments
from vse_app.services.assessment_sheet import sheet
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target as Place
from vse_app.ui.views.assessment import AssessmentView

from .setup_desk import Desk, firm

ANA, BEN = Member("m1", "Ana Ruiz", "EC", "ana-ruiz"), Member("m2", "Ben", "EE")
SPONSOR = Member("m9", "Olga", "PRO")
KEY, SECOND = "OPE.1/PA 1.1", "OPE.2/PA 1.1"


def assessed(folder: Path, model: str = "moprosoft", **values: Any) -> Workspace:
    """A company with one running assessment."""
    ws = firm(folder / "acme.vse")
    own = assessments.start(ws, title="Spring", use="U3", model=model, projects_seen=(1,)).value
    small = {"scope": (Target("OPE.1", 2), Target("OPE.2", 1)), "team": (ANA,)} if model == "moprosoft" else {}
    assessments.edit(ws, own.id, **{**small, **values})
    return ws


def opened(desk: Desk, step: str, place: str = "", number: int = 1) -> AssessmentView:
    """The page of an assessment at a step."""
    return desk.show(AssessmentView(desk.context, Place("assessment", record=number, text=step, kind=place)))


def item(ws: Workspace, key: str = KEY, number: int = 1):
    """An item as it is stored; None while nothing is said of it."""
    return assessing.sheets(ws, assessments.assessment(ws, number)).items.get(key)


def saw(ws: Workspace, *keys: str, number: int = 1) -> None:
    """Something was seen for these items, or for all."""
    every = keys or tuple(s.key for s in sheet(ws, number).subjects)
    assessing.add_seen(ws, number, every, "Saw it done", member="m1", happened="2026-03-01")


def complete(ws: Workspace, number: int = 1) -> None:
    """Complete it with one item rated, which is the least there has to be."""
    key = next(s.key for s in sheet(ws, number).subjects if s.counted)
    assessing.rate(ws, number, key, "F", member="m1", reason="Seen")
    assessment_sheet.close(ws, number, member="m1")


def counts(view: AssessmentView) -> tuple[str, str]:
    """What the two bars say."""
    return view.head.assessed._caption.text(), view.head.achieved._caption.text()


def texts(widget: QWidget) -> str:
    """Every word on show."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())
