"""The papers about changes and configuration, and their chapters in the evidence pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.services.shop_of_registers import basic, basic_file, make
from vse_app.i18n import translator
from vse_app.model.errors import UserError
from vse_app.model.records import Content
from vse_app.model.report import Field, Heading, KeyValues, Paragraph, Table
from vse_app.services import baselines, changing, delivering, publishing, records, safety
from vse_app.services.baselines import Draft
from vse_app.services.changing import Decision
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]
TR = translator("en")


@pytest.fixture
def told(basic: Workspace, tmp_path: Path) -> dict[str, int]:
    """A project in which everything happened once."""
    found: dict[str, int] = {}
    plan = {"version-place": "git on the server"}
    records.create(basic, 1, "project-plan", content=Content("Plan", plan))
    found["rs"] = records.create(
        basic, 1, "requirements-specification", content=Content("RS", {"introduction": "Before"})
    ).value.id
    found["row"] = make(basic, "requirement", statement="It prints").id
    held = frozenset({found["rs"], found["row"]})
    kinds = ("requirements-specification", "requirement")
    found["baseline"] = baselines.take(basic, 1, Draft("Agreed", "2026-01-05", "kinds", kinds, held, "v1")).value.id
    fields = {"reason": "Asked twice", "requested-by": "Cleo", "documents-affected": [str(i) for i in sorted(held)]}
    found["change"] = records.create(basic, 1, "change-request", content=Content("Colour", fields)).value.id
    changing.decide(basic, found["change"], Decision("accepted", "cleo", "CUS", "2026-01-06", "Worth it"))
    records.revise(basic, found["rs"], fields={"introduction": "After"})
    changing.leave_untouched(basic, found["change"], found["row"], person="ana", reason="Says it already")
    found["refused"] = records.create(basic, 1, "change-request", content=Content("Sing", {"reason": "Fun"})).value.id
    changing.decide(basic, found["refused"], Decision("refused", "ana", "PM", "2026-01-06", "Too dear"))
    found["open"] = records.create(basic, 1, "change-request", content=Content("Later", {"reason": "?"})).value.id
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "a.txt").write_text("a")
    found["copy"] = safety.copy_folder(basic, 1, tmp_path / "repo", tmp_path / "copy.zip", tr=TR).value.id
    with pytest.raises(UserError):
        safety.copy_folder(basic, 1, tmp_path / "gone", tmp_path / "other.zip", tr=TR)
    items, _left = delivering.from_disk([tmp_path / "repo" / "a.txt"], "v1")
    delivering.deliver(basic, 1, delivering.Draft("1.0", "Clinic", "2026-01-07", items, news="Colour"))
    return found


def words(blocks: Any) -> str:
    """Everything that is printed, a line for each piece."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                lines.append(block.text)
            case Field():
                lines += [block.label, block.text]
            case KeyValues():
                lines += [f"{label}: {text}" for label, text in block.rows]
            case Table():
                lines += [" | ".join(row) for row in block.rows] or [block.empty]
            case _:
                pass
    return "\n".join(lines)


def said(ws: Workspace, report: str, **more: Any) -> str:
    return words(publishing.build(ws, 1, report, "en", **more).blocks)


def test_changes_tell_who_decided_what_they_opened_and_what_they_did(basic: Workspace, told: dict[str, int]) -> None:
    text = said(basic, "changes")
    for wanted in (
        "CR-001  Colour", "Asked twice", "Decision: Accepted · Cleo, Customer", "Worth it",
        "RS | RS | Requirements Specification | new version v2", "not touched after all: Says it already (Ana",
        "1 changed, 0 added, 0 removed, 1 the same", "changed, named | RS",
        "Decision: Refused · Ana", "Too dear", "Nothing was decided on it yet.",
    ):  # fmt: skip
        assert wanted in text, wanted
    one = said(basic, "changes", record=told["refused"])
    assert "Sing" in one and "Colour" not in one


def test_configuration_tells_baselines_deliveries_copies_and_failures(basic: Workspace, told: dict[str, int]) -> None:
    text = said(basic, "configuration")
    sha = next(iter(delivering.listed(basic, delivering.deliveries(basic, 1)[0].id).values()))
    for wanted in (
        "git on the server", "The plan does not say yet: Who may do what", "BL-001 | Agreed | v1",
        "2 records were not approved when it was taken.", "RS | RS | BL-001 | v1 | v2", "DLV-001  1.0", "Clinic",
        f"a.txt | v1 | {sha}", "BKP-001", "Not tried", "What could not be made", "The folder cannot be read",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_a_baseline_and_a_comparison_stand_alone(basic: Workspace, told: dict[str, int], tmp_path: Path) -> None:
    assert "REQ-001 | It prints | Requirement | v1" in said(basic, "baseline")
    text = said(basic, "baseline-compare", record=told["baseline"])
    assert "Introduction | − | Before" in text and " | + | After" in text and "Nothing was added." in text
    done = publishing.export(basic, 1, "baseline-compare", tmp_path / "c.pdf", language="es")
    assert done.pages >= 1
    second = baselines.take(
        basic, 1, Draft("Wide", "2026-01-08", "kinds", ("requirement",), frozenset({told["row"]}))
    ).value.id
    report = publishing.compare_report(basic, 1, told["baseline"], second, "en")
    assert "only in one of them because they were taken over different kinds" in words(report.blocks)


def test_the_pack_has_both_chapters(basic: Workspace, told: dict[str, int]) -> None:
    text = said(basic, "evidence-pack")
    for wanted in ("\nChanges\n", "\nConfiguration\n", "Says it already", "It prints | Requirement | v1", "BKP-001"):
        assert wanted in text, wanted


def test_with_nothing_they_say_so(basic: Workspace) -> None:
    assert "No change was asked for yet." in said(basic, "changes")
    assert "No baseline was taken yet." in said(basic, "configuration")
    assert "No baseline was taken yet." in said(basic, "baseline")
    assert "nothing to compare" in said(basic, "baseline-compare")


def test_what_was_said_by_the_field_only_and_closed_while_owing_is_printed(basic: Workspace) -> None:
    fields = {"reason": "x", "decision": "accepted"}
    records.create(basic, 1, "change-request", content=Content("Only said", fields))
    rs = records.create(basic, 1, "requirements-specification", content=Content("RS", {"introduction": "x"})).value.id
    owing = records.create(
        basic, 1, "change-request", content=Content("Owing", {"reason": "x", "documents-affected": [str(rs)]})
    ).value.id
    changing.decide(basic, owing, Decision("accepted", "ana", "PM", "2026-01-06"))
    records.follow(basic, owing, "closed")
    text = said(basic, "changes")
    assert "nobody gave the acceptance as a state" in text and "It was closed although" in text
    assert "owes a new version since" in text and "Same person: who decided also wrote it." in text
    assert "does not play a role that the profile lets decide" in text
