"""What finished work suggests through mappings: full, partial or none with its sources, and never a judgement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.services.test_conformance import own_models
from vse_app.model.coverage import Reach
from vse_app.services import conformance, conformance_page, proposing
from vse_app.services.proposing import Proposals
from vse_app.services.workspace import Workspace
from vse_app.store import queries

__all__ = ["own_models"]

ROWS = [
    {"from": "PM.1.1", "to": "A.a", "type": "equal", "confidence": "high"},
    {"from": "PM.1.2", "to": "A.b", "type": "intersects", "confidence": "high"},
    {"from": "PM.4.2", "to": "B.a", "type": "equal", "confidence": "high"},
    {"from": "PM.4.2", "to": "C.1", "type": "equal", "confidence": "low"},
]


@pytest.fixture
def mapped(sample_file: Path, own_models: Callable[..., Path]) -> Workspace:
    """The example company, with a mapping from its profile to a small model of the user's own."""
    folder = own_models().parent / "mappings"
    folder.mkdir()
    table = {"from": "iso29110-basic@2011", "to": "own@1", "provenance": "own", "about": {"en": "Ours."}, "rows": ROWS}
    (folder / "basic--own.yaml").write_text(yaml.safe_dump(table), encoding="utf-8")
    with Workspace.open(sample_file) as ws:
        yield ws


def proposals(ws: Workspace, project: int) -> Proposals:
    made = conformance.declare(ws, "own", project=project, processes=("A", "B", "C")).value
    return proposing.proposals(ws, conformance.stated(ws, made.id))


def test_a_finished_project_reaches_what_its_tasks_are_mapped_to(mapped: Workspace) -> None:
    found = proposals(mapped, 1)
    assert [found.of(e).reach for e in ("A.a", "A.b", "B.a", "C.1", "C.2")] == [
        Reach.FULL, Reach.PARTIAL, Reach.FULL, Reach.PARTIAL, Reach.NONE,
    ]  # fmt: skip
    (source,) = found.of("A.a").sources
    assert (source.project, source.task, source.origin.confidence) == (1, "PM.1.1", "high")
    (evidence,) = source.evidence
    assert evidence.kind == "task"
    assert found.unmapped == ()
    assert found.problem is None


def test_a_project_under_way_reaches_less_and_the_company_what_any_of_them_does(mapped: Workspace) -> None:
    assert proposals(mapped, 2).of("B.a").reach is Reach.NONE  # not closed yet
    both = proposals(mapped, 0)
    assert both.of("B.a").reach is Reach.FULL
    assert {source.project for source in both.of("A.a").sources} == {1, 2}


def test_a_proposal_in_full_is_no_judgement(mapped: Workspace) -> None:
    made = conformance.declare(mapped, "own", project=1, processes=("A", "B")).value
    page = conformance_page.page(mapped, made.id, "es")
    assert page.proposals.of("A.a").reach is Reach.FULL
    assert {item.state for item in page.stated.assessment.judged} == {"open"}
    assert page.stated.assessment.claim == "not yet"


def test_where_no_mapping_leads_that_is_said(mapped: Workspace, own_models: Callable[..., Path]) -> None:
    (own_models().parent / "mappings" / "basic--own.yaml").unlink()
    found = proposals(mapped, 1)
    assert (dict(found.by_element), found.unmapped) == ({}, ("iso29110-basic@2011",))


def test_the_offered_evidence_has_work_products_with_content_and_confirmed_tasks(mapped: Workspace) -> None:
    made = conformance.declare(mapped, "own", processes=("A",)).value
    page = conformance_page.page(mapped, made.id, "en")
    labels = dict(page.targets)
    assert any(label.startswith("CITAS SOW ") for label in labels.values())
    assert any(label.startswith("CONTEO PM.1.1 ") for label in labels.values())
    one = conformance.declare(mapped, "own", project=1, processes=("A",)).value
    page = conformance_page.page(mapped, one.id, "en")
    assert {conformance_page.evidence_of(name).project for name, _ in page.targets} == {1}
    named = {conformance_page.evidence_of(name).id for name, _ in page.targets if name.startswith("record/")}
    with mapped.reading() as connection:
        assert named == {r.id for r in queries.records_of(connection, 1) if r.filled and not r.withdrawn}
    assert dict(page.persons)["elena"] == "Elena Ruiz"
