"""Where a finding is put right: a place of the window, in plain values that any layer can carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from vse_app.model.findings import Finding
from vse_app.model.process import ProcessModel


class Place(NamedTuple):
    """A screen and what it is to show."""

    view: str
    record: int = 0
    task: str = ""
    iteration: int = 0
    kind: str = ""
    text: str = ""


def place(model: ProcessModel, finding: Finding) -> Place:
    """Where a finding is put right."""
    if finding.rule in _PLACES:
        return _PLACES[finding.rule](model, finding)
    if finding.record:
        return Place("record", record=finding.record)
    if finding.task:
        return Place("task", task=finding.task, iteration=finding.iteration)
    if "role" in finding.values:
        return Place("settings", text="project")
    return Place("products", kind=str(finding.values.get("product", "")))


def _at(view: str, text: str = "") -> Callable[[ProcessModel, Finding], Place]:
    return lambda _model, finding: Place(view, record=finding.record, text=text)


_PLACES: Final[dict[str, Callable[[ProcessModel, Finding], Place]]] = {
    "suspect-link": _at("record", "links"),
    "stale-approval": _at("record", "states"),
    "approved-before-written": _at("record", "states"),
    "approved-before-verified": _at("check"),
    "unmended-check": _at("check"),
    "unanswered-change": _at("change"),
    "owed-to-change": lambda _model, finding: Place("change", record=int(finding.values["other"])),
    "closed-owing": _at("change"),
    "uncovered-requirement": _at("thread"),
    "draft-over-baseline": lambda _model, _finding: Place("baselines"),
    "failed-test": lambda _model, finding: Place("tests", record=finding.record, text="failed"),
    "status-missing": lambda _model, _finding: Place("progress"),
    "no-backup": lambda _model, _finding: Place("backups"),
    "all-by-one": lambda _model, _finding: Place("settings", text="project"),
}
"""Rules whose findings are put right elsewhere than on the page of their record."""
