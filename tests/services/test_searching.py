"""Search over records, fields, file names and attached text: what is found, and that nothing typed is an error."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cases import CASES
from tests.fixtures import plan
from tests.model.test_search import OWN
from vse_app.model.records import Content
from vse_app.services import attaching, records, register, searching, undo
from vse_app.services.workspace import Workspace

HOSTILE = CASES / "hostile" / "search" / "queries_dev.json"


def found(ws: Workspace, typed: str) -> list[int]:
    """Ids of the records found, best first."""
    return [hit.record for hit in searching.find(ws, typed)]


@pytest.fixture
def plan_id(ws: Workspace) -> int:
    """A plan full of words, and a report beside it."""
    fields = {"limits": "Límites", "steps": [{"step": "Étape <one>", "days": 17}], "starts": "2026-03-01"}
    record = records.create(ws, 1, "plan", content=plan("Plan of reminders", **fields)).value
    records.create(
        ws, 1, "report", content=Content("Minutes", {"limits": "a plan was seen"}, (), "https://example.org/x")
    )
    return record.id


@pytest.mark.parametrize("typed", ["reminders", "REMIND", "limites", "etape", "17", "one etape", "plan of rem", "done"])
def test_found_by_title_and_every_kind_of_field(ws: Workspace, plan_id: int, typed: str) -> None:
    assert found(ws, typed) == [plan_id]


def test_the_title_counts_more_than_the_text(ws: Workspace, plan_id: int) -> None:
    assert found(ws, "plan") == [plan_id, plan_id + 1]
    (hit, _) = searching.find(ws, "plan")
    assert (hit.title, hit.number, hit.kind, hit.project) == ("Plan of reminders", "P", "plan", 1)


def test_found_by_number_and_address(ws: Workspace, plan_id: int) -> None:
    assert found(ws, "R-001") == [plan_id + 1]
    assert found(ws, "example.org") == [plan_id + 1]


def test_found_by_the_name_and_the_text_of_a_file(ws: Workspace, plan_id: int, tmp_path: Path) -> None:
    note = tmp_path / "Acta reunión.md"
    note.write_text("Hablamos del almacén")
    attaching.attach(ws, plan_id, note)
    image = tmp_path / "photo.png"
    image.write_bytes(b"secretword")
    attaching.attach(ws, plan_id, image)
    broken = tmp_path / "odd.txt"
    broken.write_bytes(b"\xff\xfe\x00latin word")
    attaching.attach(ws, plan_id, broken)
    assert found(ws, "almacen") == [plan_id]
    assert found(ws, "acta reunion") == [plan_id]
    assert found(ws, "photo") == [plan_id]
    assert found(ws, "secretword") == []
    assert found(ws, "latin") == [plan_id]


def test_the_current_version_is_what_is_found(ws: Workspace, plan_id: int) -> None:
    done = records.revise(ws, plan_id, title="Plan of invoices")
    assert (found(ws, "reminders"), found(ws, "invoices")) == ([], [plan_id])
    undo.undo(ws, done.changes.number)
    assert (found(ws, "reminders"), found(ws, "invoices")) == ([plan_id], [])


def test_what_was_withdrawn_is_not_found_until_it_is_back(ws: Workspace, plan_id: int) -> None:
    records.withdraw(ws, plan_id, "no")
    assert found(ws, "reminders") == []
    records.withdraw(ws, plan_id, "")
    assert found(ws, "reminders") == [plan_id]


def test_no_more_than_asked_for(ws: Workspace) -> None:
    for _ in range(5):
        records.create(ws, 1, "report", content=Content("same", {"limits": "x"}))
    assert len(searching.find(ws, "same", limit=3)) == 3
    assert len(searching.find(ws, "same")) == 5


@pytest.mark.parametrize("typed", [*OWN, *(json.loads(HOSTILE.read_text()) if HOSTILE.exists() else [])])
def test_whatever_is_typed_there_is_an_answer_and_soon(ws: Workspace, plan_id: int, typed: str) -> None:
    started = time.perf_counter()
    searching.find(ws, typed)
    register.count(ws, 1, text=typed)
    register.block(ws, 1, filters={"title": typed[:50].encode("utf-8", "replace").decode()})
    assert time.perf_counter() - started < 1
    assert found(ws, "reminders") == [plan_id]
