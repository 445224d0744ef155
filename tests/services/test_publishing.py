"""Reports: the same data give the same bytes anywhere, nothing that is no PDF is overwritten, stopping leaves no file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.fixtures import plan
from vse_app.model.errors import Cancelled, Invalid, StorageFailed
from vse_app.model.records import Content
from vse_app.services import company, publishing, records
from vse_app.services.records import Dates
from vse_app.services.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
EXPORT = """
import sys
from pathlib import Path
from vse_app.services import publishing
from vse_app.services.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), writable=False) as ws:
    publishing.export(ws, 2, "evidence-pack", Path(sys.argv[2]), language=sys.argv[3])
"""


def text_of(file: Path) -> str:
    """The text of a PDF, without white space."""
    document = pypdfium2.PdfDocument(file)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(found.split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_data_give_the_same_bytes_in_another_time_zone_and_hash_order(
    sample_files: Callable[[str], Path], tmp_path: Path, language: str
) -> None:
    found = []
    for zone, seed in (("UTC", "1"), ("Pacific/Kiritimati", "77")):
        target = tmp_path / f"{seed}.pdf"
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        command = [sys.executable, "-c", EXPORT, str(sample_files("en")), str(target), language]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        found.append(target.read_bytes())
    assert found[0] == found[1]
    assert found[0].startswith(b"%PDF-")


def test_any_change_changes_the_stamp_of_the_report(ws: Workspace) -> None:
    records.create(ws, 1, "plan", content=plan())
    first = publishing.build(ws, 1, "evidence-pack", "en").stamp()
    assert publishing.build(ws, 1, "evidence-pack", "en").stamp() == first
    assert publishing.build(ws, 1, "evidence-pack", "es").stamp() != first
    records.set_head(ws, 1, owner="ben")
    assert publishing.build(ws, 1, "evidence-pack", "en").stamp() != first


def test_one_record_on_its_own(ws: Workspace, tmp_path: Path) -> None:
    records.create(ws, 1, "plan", content=plan("Plan ไทย <b>x</b> </para>", limits="R&D"))
    records.create(ws, 1, "report", content=Content("not in here", {"limits": "x"}))
    report = publishing.record_report(ws, 1, "en")
    publishing.render(report, tmp_path / "one.pdf")
    text = text_of(tmp_path / "one.pdf")
    assert "<b>x</b></para>" in text
    assert "R&D" in text
    assert "notinhere" not in text
    with pytest.raises(Invalid, match="There is no such record."):
        publishing.record_report(ws, 99, "en")


def test_unknown_reports_and_projects(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="There is no report evidence. Reports: evidence-pack"):
        publishing.export(ws, 1, "evidence", tmp_path / "x.pdf", language="en")
    with pytest.raises(Invalid, match="There is no such project."):
        publishing.export(ws, 9, "evidence-pack", tmp_path / "x.pdf", language="en")
    assert not (tmp_path / "x.pdf").exists()


def test_every_report_that_is_offered_can_be_built() -> None:
    from vse_app.evidence.reports import REPORTS

    assert tuple(REPORTS) == publishing.REPORTS


@pytest.mark.parametrize("before", [b"", b"PK\x03\x04 a document", b"SQLite format 3\0", b"%PD", b" %PDF-1.4"])
def test_what_is_no_pdf_is_never_overwritten(ws: Workspace, tmp_path: Path, before: bytes) -> None:
    target = tmp_path / "precious.docx"
    target.write_bytes(before)
    with pytest.raises(
        StorageFailed, match="precious.docx: There is already something with this name, and it is not a PDF"
    ):
        publishing.export(ws, 1, "evidence-pack", target, language="en")
    assert target.read_bytes() == before


def test_neither_is_the_company_file_a_folder_or_a_link_to_nowhere(ws: Workspace, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(tmp_path / "nowhere.pdf")
    for target in (ws.path, tmp_path, link):
        with pytest.raises(StorageFailed, match="it is not a PDF"):
            publishing.export(ws, 1, "evidence-pack", target, language="en")
    assert not (tmp_path / "nowhere.pdf").exists()
    assert company.company(ws).name == "Acme"


def test_an_earlier_pdf_is_replaced(ws: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "pack.pdf"
    publishing.export(ws, 1, "evidence-pack", target, language="en")
    before = target.read_bytes()
    company.edit_company(ws, name="Renamed")
    publishing.export(ws, 1, "evidence-pack", target, language="en")
    assert target.read_bytes() != before
    assert "Renamed" in text_of(target)


def test_stopping_leaves_the_old_file_and_no_new_one(ws: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "pack.pdf"
    for existing in (False, True):
        if existing:
            publishing.export(ws, 1, "evidence-pack", target, language="en")
        before = target.read_bytes() if existing else None
        with pytest.raises(Cancelled):
            publishing.export(ws, 1, "evidence-pack", target, language="en", cancelled=lambda: True)
        assert (target.read_bytes() if target.exists() else None) == before
        assert [p.name for p in tmp_path.iterdir() if "pack" in p.name] == (["pack.pdf"] if existing else [])


def test_where_it_cannot_be_written(ws: Workspace, tmp_path: Path) -> None:
    for target in (tmp_path / "no" / "x.pdf", Path("/proc/x.pdf"), tmp_path / ("x" * 300)):
        with pytest.raises(StorageFailed):
            publishing.export(ws, 1, "evidence-pack", target, language="en")


def test_the_house_style_is_the_companys(ws: Workspace, tmp_path: Path) -> None:
    company.edit_company(ws, paper="Letter", accent="#112233", header="H", footer="F", marking="M")
    style = publishing.house_style(ws)
    assert (style.paper, style.accent, style.header, style.footer, style.marking) == (
        "Letter",
        "#112233",
        "H",
        "F",
        "M",
    )
    assert style.logo == b""


def finding_rows_of(ws: Workspace, language: str = "en") -> list[str]:
    report = publishing.build(ws, 1, "evidence-pack", language)
    at = next(
        n for n, b in enumerate(report.blocks) if getattr(b, "text", "") in ("Open findings", "Hallazgos abiertos")
    )
    return [text for _severity, text in report.blocks[at + 1].rows]


def test_a_few_late_records_have_a_line_each_and_many_share_one_that_names_them_all(ws: Workspace) -> None:
    made = [
        records.create(
            ws, 1, "report", content=Content(f"Report {n}", {"limits": "x"}), dates=Dates(f"2025-0{n}-01")
        ).value.number
        for n in range(1, 4)
    ]
    assert sum("captured" in text for text in finding_rows_of(ws)) == 3
    made += [
        records.create(
            ws, 1, "report", content=Content(f"Report {n}", {"limits": "x"}), dates=Dates(f"2025-0{n}-01")
        ).value.number
        for n in range(4, 9)
    ]
    for language in ("en", "es"):
        (folded,) = [text for text in finding_rows_of(ws, language) if "captur" in text]
        assert folded.startswith("8 ")
        days = [int(part) for part in re.findall(r"\u00a0\((\d+)\)", folded)]
        assert all(f"{number}\u00a0(" in folded for number in made)
        assert len(days) == 8 and days == sorted(days, reverse=True)


def test_findings_that_ask_for_something_keep_a_line_each(ws: Workspace) -> None:
    for n in range(6):
        made = records.create(ws, 1, "report", content=Content(f"Report {n}", {"limits": "x"})).value
        records.set_head(ws, made.id, due="2020-01-01")
    assert sum("was due on" in text for text in finding_rows_of(ws)) == 6
