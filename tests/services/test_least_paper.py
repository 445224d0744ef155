"""Least paper of a project: kept in the file, undone like anything else, refused with the reason, printed as it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.views.setup_desk import firm
from vse_app.model.errors import Invalid
from vse_app.model.records import Content
from vse_app.model.report import Heading, Paragraph, Table
from vse_app.services import history, least_paper, path, publishing, records, undo
from vse_app.services.workspace import Workspace


@pytest.fixture
def shop(tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        yield ws


def headings(report, level: int) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == level]


def test_until_somebody_says_otherwise_each_is_on_its_own(shop: Workspace):
    page = least_paper.page(shop, 1)
    assert not page.is_chosen and not page.is_least
    assert page.kept == page.each
    assert len(page.kept.asks) == 22


def test_the_smallest_set_is_taken_and_undone(shop: Workspace):
    least_paper.take_smallest(shop, 1)
    page = least_paper.page(shop, 1)
    assert page.is_chosen and page.is_least and page.kept.papers == page.least.papers
    assert page.paper_of("project-plan") == ("statement-of-work", "project-plan")
    undo.undo(shop, newest(shop))
    assert not least_paper.page(shop, 1).is_chosen


def newest(ws: Workspace) -> int:
    return history.block(ws, project=1, limit=1)[0].change


def test_what_cannot_be_is_refused_and_nothing_is_written(shop: Workspace):
    with pytest.raises(Invalid, match="Plan del Proyecto|Project Plan"):
        least_paper.put_together(shop, 1, "project-plan", "meeting-record")
    with pytest.raises(Invalid, match="26 things"):
        least_paper.leave_out(shop, 1, "project-plan")
    with pytest.raises(Invalid, match="no such work product"):
        least_paper.put_apart(shop, 1, "no-such-thing")
    assert not least_paper.page(shop, 1).is_chosen


def test_putting_together_and_apart(shop: Workspace):
    least_paper.put_together(shop, 1, "project-plan", "requirements-specification")
    least_paper.put_together(shop, 1, "requirements-specification", "software-design")
    paper = least_paper.page(shop, 1).paper_of("project-plan")
    assert set(paper) == {"project-plan", "requirements-specification", "software-design"}
    least_paper.put_apart(shop, 1, "software-design")
    assert least_paper.page(shop, 1).paper_of("software-design") == ("software-design",)
    line = history.block(shop, project=1, limit=1)[0]
    from vse_app.i18n import translator

    model = path.view(shop, 1).model
    said = history.sentence(translator("en"), line, {}, model)
    assert said.startswith("How the work products are kept was changed. Together now: Project Plan + Requirements")
    assert said.endswith("Apart again: Software Design.")
    assert "project-plan" in history.sentence(translator("en"), line, {}), "ids where there is no model to name them"


def test_what_tasks_leave_out_with_a_reason_is_not_asked_for(shop: Workspace):
    making = {"product-operation-guide"}
    for step in path.view(shop, 1).steps:
        if making & {use.product for use in step.task.outputs} and step.task.may_be_skipped:
            path.not_applicable(
                shop,
                1,
                step.task.id,
                step.iteration,
                person="ana-ruiz",
                reason="No server of ours",
                happened="2026-03-01",
            )
    asked = {ask.product for ask in least_paper.page(shop, 1).kept.asks}
    assert "product-operation-guide" not in asked and len(asked) == 21


def test_merged_products_print_as_chapters_of_one_document(shop: Workspace):
    least_paper.take_smallest(shop, 1)
    for kind, title in (("statement-of-work", "Agreed with the harbour"), ("project-plan", "Our plan")):
        records.create(shop, 1, kind, content=Content(title, {}))
    one = publishing.build(shop, 1, "kept-papers", "en", part="project-plan")
    assert one.title == "Agreement and plan"
    assert headings(one, 1) == ["Agreement and plan"]
    assert headings(one, 2) == ["Statement of Work", "Project Plan"]
    assert any("Our plan" in text for text in headings(one, 3))
    everything = publishing.build(shop, 1, "kept-papers", "en")
    assert len(headings(everything, 1)) == 13
    assert headings(everything, 1)[0] == "Agreement and plan"


def test_the_overview_and_the_pack_say_the_same(shop: Workspace):
    least_paper.take_smallest(shop, 1)
    for report_id in ("least-paper", "evidence-pack"):
        report = publishing.build(shop, 1, report_id, "en")
        said = " ".join(b.text for b in report.blocks if isinstance(b, Paragraph))
        assert "Basic asks for 22 work products. You keep 5 documents and 3 registers." in said
        assert "not measured" in said, "whose estimate it is stands beside the number"
        cells = [row for b in report.blocks if isinstance(b, Table) for row in b.rows]
        assert any(row[0] == "Agreement and plan" and "Statement of Work" in row for row in cells)


def test_the_page_of_a_record_says_what_it_is_kept_in(shop: Workspace):
    from vse_app.services import record_page

    made = records.create(shop, 1, "project-plan", content=Content("Our plan", {})).value
    assert record_page.read(shop, made.id).kept is None
    least_paper.take_smallest(shop, 1)
    kept = record_page.read(shop, made.id).kept
    assert kept is not None and ("statement-of-work", "project-plan") in kept.papers
