"""The statement of conformance on paper: everything that was declared is on it, in careful words, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.test_conformance import PLAN, judge_all, own_models, shop
from tests.services.test_publishing import text_of
from vse_app.evidence.reports import REPORTS
from vse_app.model.errors import Invalid
from vse_app.model.report import Table
from vse_app.model.tailoring import Evidence
from vse_app.services import conformance, projects, publishing, records
from vse_app.services.workspace import Workspace

__all__ = ["own_models", "shop"]


def words(report: object) -> str:
    return repr(report)


def test_the_report_is_registered() -> None:
    assert "conformance" in publishing.REPORTS
    assert "conformance" in REPORTS


def test_without_declarations_it_says_whether_the_profile_is_met(ws: Workspace, tmp_path: Path) -> None:
    report = publishing.build(ws, 1, "conformance", "en")
    said = words(report)
    assert "cannot state yet for the project P1 First that A small standard is met" in said
    assert "The profile allows no tailoring" in said
    assert "Declared processes" not in said
    tables = [block for block in report.blocks if isinstance(block, Table)]
    assert any("MAN.1.1" in row[0] for row in tables[0].rows)
    publishing.render(report, tmp_path / "c.pdf")
    assert "cannotstateyet" in text_of(tmp_path / "c.pdf")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_example_prints_met_and_its_declaration(
    sample_files: Callable[[str], Path], tmp_path: Path, language: str
) -> None:
    with Workspace.open(sample_files(language), writable=False) as ws:
        publishing.export(ws, 1, "conformance", tmp_path / "c.pdf", language=language)
        found = conformance.stated(ws, 1)
        assert (found.assessment.claim, found.is_stated) == ("tailored", True)
        assert found.assessment.count("achieved") == 15
    text = text_of(tmp_path / "c.pdf")
    wanted = ("ISO/IEC12207:2008", "6.3.1.d", "7.1.2.d", "ElenaRuiz", "MarcoDávila", "ClínicaSanRafael", "PM.1.14")
    for word in (*wanted, "SOW", "iso12207@2008", "15"):
        assert word in text, word
    assert "certif" not in text.casefold()
    assert "ClínicaSanRafaelbothbuys" not in text


def fill(ws: Workspace) -> None:
    """Every kind of thing a declaration can hold, each with a word of its own."""
    conformance.edit(
        ws, 1, title="qz1title <b>", about="qz2about", properties="qz3properties", decision="qz4decision",
        circumstances={"risk": "qz5risk", "budget": ""}, inputs=[("qz6who", "qz7said", "2026-03-01")], decider="ana",
        decided="2026-02-27", extensions=[("outcome", "qz8extension", "A", "qz9because"), ("", "qz10loose", "", "")],
        parties=[("qz11contract", "qz12acme", "supplier"), ("qz11contract", "qz12acme", "acquirer"),
                 ("qz13other", "qz14cleo", "friend")],
    )  # fmt: skip
    conformance.delete(ws, 1, "A.b", reason="qz15reason </para>", decider="ben", date="2026-02-28")
    conformance.judge(ws, 1, "A.a", "achieved", person="ana", note="qz16note", evidence=[PLAN])
    conformance.judge(ws, 1, "B.a", "not-yet", person="ben", note="qz17later")


def test_nothing_that_was_declared_is_missing_on_paper(shop: Workspace, tmp_path: Path) -> None:
    fill(shop)
    for target, report in (("one", publishing.statement_report(shop, 1, "en")),
                           ("all", publishing.build(shop, 1, "conformance", "en"))):  # fmt: skip
        publishing.render(report, tmp_path / f"{target}.pdf")
        text = text_of(tmp_path / f"{target}.pdf")
        with shop.reading() as connection:
            stored = json.dumps([row.data for row in connection.exec_driver_sql("SELECT data FROM documents")])
        wanted = {word.split('"')[0].split(" ")[0].rstrip("\\") for word in stored.split("qz")[1:]}
        for word in wanted:
            assert f"qz{word}" in text, word
        assert "qz12acmebothbuysanddeliversinqz11contract" in text
        assert "</para>" in text
        assert "doesnotstateconformance" in text
        assert "Extension" in text
        assert "certif" not in text.casefold()


def test_a_long_name_and_markup_do_no_harm(shop: Workspace, tmp_path: Path) -> None:
    conformance.edit(shop, 1, title="W" * 300, about="<b>&amp;</para> ไทย \U0001f600", processes=("A", "B", "C"))
    report = publishing.statement_report(shop, 1, "es")
    done = publishing.render(report, tmp_path / "c.pdf")
    text = text_of(tmp_path / "c.pdf")
    assert "<b>&amp;</para>" in text
    assert text.count("W") >= 300
    assert text.count("N") > 300  # the process with a name of 300 characters
    assert done.pages < 12


def test_evidence_that_changed_and_deletions_that_do_not_count_are_told(shop: Workspace) -> None:
    fill(shop)
    records.revise(shop, 1, fields={"limits": "other"})
    records.create(shop, 1, "report", content=records.Content("gone soon", {"limits": "x"}))
    conformance.judge(shop, 1, "B.a", "achieved", person="ana", evidence=[Evidence("record", 1, 2)])
    records.withdraw(shop, 2, "wrong")
    said = words(publishing.statement_report(shop, 1, "en"))
    assert "The plan (changed since)" in said
    assert "(taken back since)" in said
    assert "it has to be judged again" in said
    shop.write("test", lambda change: change.put("declaration", "1", _with_deletion(shop), project=1))
    said = words(publishing.statement_report(shop, 1, "en"))
    assert "(does not count)" in said


def _with_deletion(ws: Workspace) -> object:
    from vse_app.model.project import plain

    found = conformance.stated(ws, 1).declaration
    return plain(found) | {"deletions": [["GONE", "", "", ""]]}


def test_a_full_claim_prints_no_tailoring(shop: Workspace) -> None:
    made = conformance.declare(shop, "own", project=1, kind="full", processes=("A", "B")).value
    judge_all(shop, made.id)
    conformance.state(shop, made.id, person="ana", date="2026-03-05")
    said = words(publishing.statement_report(shop, made.id, "en"))
    assert "Acme states full conformance to Our standard" in said
    assert "Nothing stands in the way of this claim." in said
    for absent in ("How the tailoring came about", "Deletions", "Extensions", "Parties"):
        assert absent not in said
    with pytest.raises(Invalid, match="There is no such declaration"):
        publishing.statement_report(shop, 99, "en")


def test_a_declaration_of_the_whole_company_needs_no_project(shop: Workspace, tmp_path: Path) -> None:
    made = conformance.declare(shop, "own", processes=()).value
    report = publishing.statement_report(shop, made.id, "en")
    assert "for the whole company" in words(report)
    assert "No process is declared." in words(report)
    assert projects.projects(shop)
    publishing.render(report, tmp_path / "c.pdf")


def test_the_same_data_give_the_same_stamp_and_a_change_another(shop: Workspace) -> None:
    first = publishing.build(shop, 1, "conformance", "en").stamp()
    assert publishing.build(shop, 1, "conformance", "en").stamp() == first
    conformance.judge(shop, 1, "A.a", "not-yet", person="ben")
    assert publishing.build(shop, 1, "conformance", "en").stamp() != first
