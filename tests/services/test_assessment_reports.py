"""Reports of an assessment: nothing private, every rating followed to evidence, the same bytes again when frozen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from vse_app.i18n import translator
from vse_app.model.assessment_words import rating_text
from vse_app.model.errors import Invalid
from vse_app.model.report import Drawing, Heading, KeyValues, Table
from vse_app.services import (
    assessing,
    assessment_reports,
    assessment_sheet,
    assessments,
    company,
    improving,
    projects,
    publishing,
    records,
)
from vse_app.services.workspace import Workspace

SECRET = "ZQXPRIVATE"
FROZEN, RUNNING = 1, 2
KEPT = tuple(r for r in publishing.ASSESSMENT_REPORTS if r not in assessment_reports.LIVING)


@pytest.fixture
def ceiba(sample_file: Path):
    with Workspace.open(sample_file) as ws:
        yield ws


def text_of(path: Path) -> str:
    found = pypdfium2.PdfDocument(path)
    pages = "\n".join(page.get_textpage().get_text_range() for page in found)
    found.close()
    return pages


def written(ws: Workspace, report: str, target: Path, language: str = "en", number: int = 0) -> Path:
    project = projects.projects(ws)[0].id
    publishing.export(ws, project, report, target, language=language, assessment=number)
    return target


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("report", [*publishing.ASSESSMENT_REPORTS, *publishing.REPORTS])
def test_private_notes_are_in_no_report(ceiba, tmp_path, report, language) -> None:
    for subject in assessment_sheet.sheet(ceiba, RUNNING).subjects[:60]:
        assessing.write_note(ceiba, RUNNING, subject.key, f"{SECRET} {subject.key}")
    assert len(assessing.notes(ceiba, RUNNING)) == 60
    found = written(ceiba, report, tmp_path / "out.pdf", language, RUNNING)
    assert SECRET not in text_of(found).replace("\n", "")
    assert SECRET.encode() not in found.read_bytes()
    assert SECRET not in repr(publishing.build(ceiba, 1, report, language, assessment=RUNNING))


@pytest.mark.parametrize("number", [FROZEN, RUNNING])
def test_every_rating_can_be_followed_to_what_it_rests_on(ceiba, number) -> None:
    sheet = assessment_sheet.sheet(ceiba, number)
    blocks = publishing.build(ceiba, 1, "assessment-findings", "en", assessment=number).blocks
    anchors = {b.anchor for b in blocks if isinstance(b, Heading) and b.anchor}
    starts = {b.anchor: at for at, b in enumerate(blocks) if isinstance(b, Heading) and b.anchor.startswith("item-")}
    rated = [item for item in sheet.sheets.items.values() if item.letter]
    assert len(rated) > 5
    for item in rated:
        at = starts[f"item-{item.key}"]
        heading, values, basis = blocks[at : at + 3]
        assert rating_text(translator("en"), item.letter) in heading.text
        assert isinstance(values, KeyValues)
        assert isinstance(basis, Table)
        told = dict(values.rows)
        facts = [row for row in basis.rows if not row[0].startswith("E")]
        links = [row for row in basis.rows if row[0].startswith("E")]
        assert facts or links or told.get("Reason"), item.key
        assert len(links) == len(sheet.sheets.evidence_of(item.key))
        assert {link for link in basis.links if link} <= anchors, "each leads to its entry in the list of evidence"
    for evidence in sheet.sheets.evidence:
        assert f"e{evidence.id}" in anchors


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("report", KEPT)
def test_a_completed_assessment_prints_the_same_bytes_whatever_has_changed(ceiba, tmp_path, report, language) -> None:
    before = written(ceiba, report, tmp_path / "before.pdf", language, FROZEN).read_bytes()
    company.edit_company(ceiba, name="Another name", accent="#AA0000", marking="", header="New", paper="Letter")
    company.save_person(
        ceiba, next(p for p in company.people(ceiba) if p.id == "lucia").__class__("lucia", "Somebody else")
    )
    record = assessment_sheet.sheet(ceiba, FROZEN).sheets.evidence[-1].record
    records.revise(ceiba, record, title="Changed since")
    projects.edit_project(ceiba, 1, title="Renamed")
    improving.edit(ceiba, 1, done="2026-10-01")
    ceiba.proposals.clear()
    after = written(ceiba, report, tmp_path / "after.pdf", language, FROZEN).read_bytes()
    assert after == before
    assert written(ceiba, report, tmp_path / "again.pdf", language, FROZEN).read_bytes() == before


def test_with_one_process_unrated_no_level_of_the_organisation_is_shown(ceiba, tmp_path) -> None:
    for report in ("assessment-results", "assessment-summary"):
        blocks = publishing.build(ceiba, 1, report, "en", assessment=RUNNING).blocks
        figures = next(b for b in blocks if type(b).__name__ == "Figures")
        assert figures.items[0][0] == "?"
        said = text_of(written(ceiba, report, tmp_path / f"{report}.pdf", "en", RUNNING))
        assert "cannot be told while a process in scope is not rated" in " ".join(said.split())
    done = publishing.build(ceiba, 1, "assessment-results", "en", assessment=FROZEN).blocks
    assert next(b for b in done if type(b).__name__ == "Figures").items[0][0] == "0"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_summary_for_a_customer_is_one_page_without_findings(ceiba, tmp_path, language) -> None:
    for number in (FROZEN, RUNNING):
        path = written(ceiba, "assessment-summary", tmp_path / f"{number}.pdf", language, number)
        assert len(pypdfium2.PdfDocument(path)) == 1
        text = text_of(path)
        for observation in assessment_sheet.sheet(ceiba, number).observations:
            assert observation.text[:30] not in text
        assert "Marco" not in text, "no employee but the lead"


def test_charts_are_drawn_as_vectors_and_carry_their_letters(ceiba, tmp_path) -> None:
    path = written(ceiba, "assessment-results", tmp_path / "out.pdf", "en", FROZEN)
    blocks = publishing.build(ceiba, 1, "assessment-results", "en", assessment=FROZEN).blocks
    assert sum(isinstance(b, Drawing) for b in blocks) == 3
    document = pypdfium2.PdfDocument(path)
    kinds = [o.type for page in list(document)[1:] for o in page.get_objects()]
    document.close()
    assert kinds.count(2) > 100, "paths"
    assert "OPE.2 Software Development" in text_of(path).replace("\n", " ")


def test_the_trend_is_printed_from_the_second_round_on(ceiba) -> None:
    first = publishing.build(ceiba, 1, "assessment-results", "en", assessment=FROZEN).blocks
    second = publishing.build(ceiba, 1, "assessment-results", "en", assessment=RUNNING).blocks
    assert "Round by round" not in [b.text for b in first if isinstance(b, Heading)]
    assert "Round by round" in [b.text for b in second if isinstance(b, Heading)]


def test_reports_of_a_29110_profile(ceiba, tmp_path) -> None:
    own = assessments.start(ceiba, title="Basic", use="U3", model="iso29110-basic", projects_seen=(1,)).value
    sheet = assessment_sheet.sheet(ceiba, own.id)
    for subject in sheet.subjects:
        proposal = sheet.proposal(subject.key)
        assessing.rate(
            ceiba, own.id, subject.key, proposal.letter or "met", member="m1", reason="Seen", proposal=proposal
        )
    for report in publishing.ASSESSMENT_REPORTS:
        for language in ("en", "es"):
            assert text_of(written(ceiba, report, tmp_path / "out.pdf", language, own.id))
    assert assessment_sheet.sheet(ceiba, own.id).results.level == 1


def test_an_assessment_of_43_processes_prints_whole(ceiba, tmp_path) -> None:
    from vse_app.model.assessment import Target

    own = assessments.start(ceiba, title="All", use="U2", model="iso12207@2008", projects_seen=(1,)).value
    every = tuple(
        Target(p, 1) for p, _ in next(c for c in assessments.choices("en") if c.ref == "iso12207@2008").processes
    )
    assessments.edit(ceiba, own.id, scope=every)
    text = text_of(written(ceiba, "assessment-results", tmp_path / "out.pdf", "en", own.id))
    assert all(target.process in text for target in every)
    assert text_of(written(ceiba, "interview-cards", tmp_path / "cards.pdf", "es", own.id))


def test_without_a_number_the_newest_is_printed_and_without_any_it_is_said(ceiba, ws) -> None:
    assert publishing.build(ceiba, 1, "assessment-plan", "en").subtitle.endswith("round 2")
    with pytest.raises(Invalid, match="no assessment yet"):
        publishing.build(ws, 1, "assessment-plan", "en")
    with pytest.raises(Invalid, match="no report"):
        publishing.build(ws, 1, "assessment-horoscope", "en")


def test_careful_words_stand_on_every_report(ceiba) -> None:
    for report in publishing.ASSESSMENT_REPORTS:
        text = repr(publishing.build(ceiba, 1, report, "en", assessment=FROZEN).blocks)
        assert "no certificate and no official level" in text
        assert "conforms" not in text


def test_names_of_three_hundred_characters_and_markup_print(ceiba, tmp_path) -> None:
    name = ("<b>Ñandú & co</b> " * 30)[:300]
    company.edit_company(ceiba, name=name)
    own = assessments.start(ceiba, title=name, use="U3", model="moprosoft", projects_seen=(1,)).value
    assessing.add_seen(ceiba, own.id, ["OPE.1/PA 1.1"], name * 5, member="m1", happened="2026-11-20")
    assessing.rate(ceiba, own.id, "OPE.1/PA 1.1", "L", member="m1", reason=name)
    for report in publishing.ASSESSMENT_REPORTS:
        assert "<b>" in text_of(written(ceiba, report, tmp_path / "out.pdf", "es", own.id))


def test_the_readiness_check_prints(ceiba, tmp_path) -> None:
    for language in ("en", "es"):
        target = tmp_path / f"{language}.pdf"
        publishing.export(ceiba, 2, "readiness-check", target, language=language)
        text = text_of(target)
        assert "PM.1.1" in text
        assert "SI.2.3" in text
    shutil.copy(target, tmp_path / "keep.pdf")
