"""Plan, progress, risks, measures, meetings on paper: what was entered is printed, what is missing is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.shop_of_registers import basic, basic_file, make
from vse_app.i18n import translator
from vse_app.model.agreements import Agreed
from vse_app.model.report import Bullets, Drawing, Heading, KeyValues, Paragraph, Report, Table
from vse_app.services import measuring, meetings, planning, progress, projects, publishing, risking
from vse_app.services.meetings import Minutes
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]
TR = translator("en")
REPORTS = ("plan", "progress", "risks", "measures", "meetings")


def words(report: Report) -> str:
    """Everything a report says."""
    return "\n".join(_words(block) for block in report.blocks)


def _words(block: object) -> str:
    match block:
        case Heading() | Paragraph():
            return block.text
        case Bullets():
            return "\n".join(block.items)
        case KeyValues():
            return "\n".join(f"{name}: {text}" for name, text in block.rows)
        case Table():
            rows = [tuple(column.title for column in block.columns), *block.rows]
            return "\n".join(" | ".join(row) for row in rows) + (block.empty if not block.rows else "")
        case Drawing():
            return f"{block.scene.said} {block.caption}"
        case _:
            return ""


@pytest.fixture
def full(basic: Workspace) -> Iterator[Workspace]:
    projects.edit_project(basic, 1, start="2026-02-02", end="2026-03-20")
    one = planning.add(basic, 1, "Design").value
    two = planning.add(basic, 1, "Build", after=one.id).value
    for task, days in ((one, 5), (two, 10)):
        planning.set_cell(basic, task.id, "days", days)
        planning.set_cell(basic, task.id, "effort", days * 8)
    planning.note_work(basic, 1, one.id, {"hours": 50, "day": "2026-02-06"}, follow="done")
    make(basic, "risk", statement="If it rains, we stay in", probability="high", consequence="high")
    measuring.take_up(basic, 1, "effort-deviation", TR)
    own = make(basic, "measure", "Calls", need="Fewer?", base_measures="calls", indicator="line", decision_rule="talk")
    measuring.enter(basic, 1, own.id, 7, note="a holiday")
    agreed = (Agreed("Send the price", "ana", "2026-02-20"), Agreed("Think"))
    meetings.save(
        basic, 1, Minutes("Kick off", "2026-02-10", present=("ana",), achieved="All of it", agreements=agreed), TR
    )
    progress.confirm(basic, 1, "First", {"reported-on": "2026-02-16", "results": "Half of it"})
    yield basic


def test_each_says_what_is_in_its_register(full: Workspace) -> None:
    said = {name: words(publishing.build(full, 1, name, "en")) for name in REPORTS}
    assert "CPI | EV / AC = 40 / 50 = 0.80" in said["plan"]
    assert "WRK-002 Build was to be finished" in said["plan"]
    assert "worked out" in said["plan"]
    assert "Half of it" in said["progress"]
    assert "nobody confirmed this part" in said["progress"]
    assert "If it rains, we stay in" in said["risks"]
    assert "not treated yet, although at or over the threshold" in said["risks"]
    assert "Nobody chose a threshold" in said["risks"]
    assert "The limit is crossed" in said["measures"]
    assert "a holiday" in said["measures"]
    assert "Send the price | Ana López | 20\u00a0Feb\u00a02026" in said["meetings"]
    assert "Think | nobody yet | no day yet" in said["meetings"]
    assert "All of it" in said["meetings"]


def test_the_pack_has_them_as_chapters(full: Workspace) -> None:
    blocks = publishing.build(full, 1, "evidence-pack", "en").blocks
    chapters = [b.text for b in blocks if isinstance(b, Heading) and b.level == 1]
    assert [c for c in chapters if c in ("Plan and earned value", "Progress", "Risks", "Meetings and agreements", "Measures")] == [
        "Plan and earned value", "Progress", "Risks", "Meetings and agreements", "Measures",
    ]  # fmt: skip
    assert sum(isinstance(b, Drawing) for b in blocks) >= 4


def test_an_empty_project_says_so_and_has_no_empty_chapters(basic: Workspace) -> None:
    said = {name: words(publishing.build(basic, 1, name, "en")) for name in REPORTS}
    assert "There are no planned tasks yet." in said["plan"]
    assert "There are no risks yet." in said["risks"]
    assert "No measure is in use yet." in said["measures"]
    assert "There are no minutes yet." in said["meetings"]
    assert "There is none yet." in said["progress"]
    chapters = [b.text for b in publishing.build(basic, 1, "evidence-pack", "en").blocks if isinstance(b, Heading)]
    assert "Risks" not in chapters and "Plan and earned value" not in chapters


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_becomes_a_pdf(full: Workspace, tmp_path: Path, language: str) -> None:
    risking.set_threshold(full, 1, 4)
    for name in REPORTS:
        target = tmp_path / f"{name}-{language}.pdf"
        publishing.export(full, 1, name, target, language=language)
        assert target.read_bytes().startswith(b"%PDF-")
