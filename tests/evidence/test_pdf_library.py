"""The library on paper: an element, a whole model, two models, with provenance, in the language asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tower
from tests.evidence.pdf_reading import Pdf, squeezed
from vse_app import content
from vse_app.model.browsing import Address
from vse_app.model.report import Heading, KeyValues, Paragraph, Report, Table
from vse_app.services import library_pages, library_print, publishing
from vse_app.services.workspace import Workspace

SHIPPED = [info.ref for info in content.available()]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up models as the user's own."""
    root = tower.write(tmp_path / "own")
    monkeypatch.setenv("VSE_APP_MODELS", str(root))
    return root


def printed(report: Report, tmp_path: Path) -> str:
    """All words on all pages, without white space."""
    target = tmp_path / "out.pdf"
    rendered = publishing.render(report, target)
    assert rendered.missing == ()
    pdf = Pdf(target)
    text = "".join(pdf.pages)
    pdf.close()
    return squeezed(text)


def headings(report: Report, level: int) -> list[str]:
    return [b.text.replace("\u00a0", " ") for b in report.blocks if isinstance(b, Heading) and b.level == level]


def test_an_element_is_printed_with_relations_mappings_and_provenance(tmp_path: Path) -> None:
    text = printed(library_print.report(None, Address("tower@1", "1.1"), "en"), tmp_path)
    for said in ("Lay the foundation", "To carry the tower.", "The ground carries.", "Responsible", "Chief", "Its parts",
                 "Wall", "this covers it, and more", "Remembered by a mason.", "It was read.", "° marks what was"):  # fmt: skip
        assert squeezed(said) in text, said


def test_it_is_printed_in_the_language_asked_for(tmp_path: Path) -> None:
    text = printed(library_print.report(None, Address("tower@1", "1.1"), "es"), tmp_path)
    assert all(squeezed(said) in text for said in ("Poner los cimientos", "Que la torre se sostenga.", "Propósito"))


def test_a_whole_model_has_every_element_its_relations_and_where_it_comes_from(tmp_path: Path) -> None:
    report = library_print.report(None, Address("tower@1"), "en")
    assert headings(report, 1) == [
        "Processes", "1  Ground", "Later on", "Work products", "Roles", "Topics", "Relations", "Where this comes from",
    ]  # fmt: skip
    assert headings(report, 2)[:2] == ["2.1  Look after it", "1.1  Lay the foundation °"]
    assert "1.1.1  Plan it °" in headings(report, 3) and "1.1.1.2  Compare" in headings(report, 4)
    text = printed(report, tmp_path)
    for entry in library_pages.catalogue("tower@1"):
        if entry.kind != "check":
            title = library_pages.page(Address("tower@1", entry.key), "en").title
            assert squeezed(title) in text, entry.key
    for said in (
        "What carries all.",
        "Drawn",
        "One line.",
        "Slowly, stone by stone.",
        "12\u202f500",
        "map@1: Wall",
        "nowhere@9:x",
    ):
        assert squeezed(said) in text, said


def test_what_has_a_heading_of_its_own_is_not_listed_twice() -> None:
    report = library_print.report(None, Address("tower@1"), "en")
    tables = [row for b in report.blocks if isinstance(b, Table) for row in b.rows]
    assert not any(row[0] == "1.1.1" for row in tables), "its tasks are told under its own heading"
    assert [row for row in tables if row[0].startswith("In old times")] == []
    pairs = [row for b in report.blocks if isinstance(b, KeyValues) for row in b.rows]
    assert ("Outcomes", "1.1.a (Nothing sinks.)") in pairs


def test_a_model_without_relations_has_no_chapter_for_them(tmp_path: Path) -> None:
    report = library_print.report(None, Address("map@1"), "en")
    assert headings(report, 1) == ["Topics", "Where this comes from"]
    assert headings(report, 2) == ["Wall", "Dig"] and "Door" in printed(report, tmp_path)


@pytest.mark.parametrize("ref", SHIPPED)
def test_every_shipped_model_can_be_printed(ref: str, tmp_path: Path) -> None:
    text = printed(library_print.report(None, Address(ref), "es"), tmp_path)
    assert squeezed("De dónde viene") in text


def test_a_comparison_prints_figures_rows_and_what_is_left_out(tmp_path: Path) -> None:
    text = printed(library_print.comparison(None, "tower@1", "map", "en"), tmp_path)
    for said in ("Tower 1 ↔ map@1", "Walls against foundations.", "covers, and more", "quite sure", "not mapped",
                 "Only in map@1", "same name, not mapped: Dig", "Not compared"):  # fmt: skip
        assert squeezed(said) in text, said
    assert "Onlysomerows" not in text


def test_a_filtered_comparison_says_so_and_one_without_mapping_warns(tmp_path: Path) -> None:
    text = printed(library_print.comparison(None, "tower@1", "map", "en", which="differing"), tmp_path)
    assert squeezed("Only some rows are printed: 2 of 7.") in text
    report = library_print.comparison(None, "tower@2", "map@1", "en")
    assert any(isinstance(b, Paragraph) and b.tone == "warning" for b in report.blocks)


def test_with_a_company_file_it_wears_the_house_style(tmp_path: Path) -> None:
    from vse_app.services import company

    with Workspace.create(tmp_path / "acme.vse") as ws:
        company.edit_company(ws, name="Acme", paper="Letter", marking="Draft")
        report = library_print.report(ws, Address("tower@1", "1.1"), "en")
        assert (report.style.paper, report.style.marking, report.author) == ("Letter", "Draft", "Acme")
        assert library_print.paper_of(ws) == "Letter" and library_print.paper_of(None) == "A4"


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        publishing.render(library_print.report(None, Address("tower@1"), "en"), tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_what_is_printed_has_a_name() -> None:
    assert library_print.title(Address("tower@1"), "en") == "Building towers"
    assert library_print.title(Address("tower@1", "BASE"), "es") == "Torre 1 1.1 Poner los cimientos"
    assert library_print.title(Address("tower@1", "map@1"), "en") == "Tower 1 – map@1"
