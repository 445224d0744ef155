"""The register: filtered and sorted by the database, a window at a time, with few statements."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event as sqlalchemy_event

from tests.fixtures import Clock, plan
from vse_app.model.records import Content
from vse_app.services import company, records, register, whereabouts
from vse_app.services.workspace import Workspace
from vse_app.store import registering


@pytest.fixture(scope="module")
def filled(acme: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Sixty records of several kinds, owners and dates, some approved, some stale, some withdrawn; only to be read."""
    copy = Path(shutil.copy(acme, tmp_path_factory.mktemp("register") / "filled.vse"))
    with Workspace.open(copy, clock=Clock()) as ws:
        yield _fill(ws)


def _fill(ws: Workspace) -> Workspace:
    chance = random.Random(7)
    records.create(ws, 1, "plan", content=plan())
    for number in range(59):
        company.set_actor(ws, chance.choice(["ana", "ben"]))
        kind = chance.choice(["report", "change", "finding"])
        title = chance.choice(["Äpfel", "apple", "Zebra 100%", "under_score", "ไทย", ""]) + f" {number % 7}"
        dates = records.Dates(f"2026-0{1 + number % 2}-{1 + number % 28:02d}")
        link = "https://x" if number % 9 == 0 else ""
        fields = {} if link else {"limits": f"word{number % 5} here"}
        made = records.create(ws, 1, kind, content=Content(title, fields, (), link), dates=dates).value
        records.set_head(ws, made.id, owner=chance.choice(["", "ana", "ben"]), due=chance.choice(["", "2026-04-01"]))
        state = {"report": "seen", "change": "filed", "finding": "closed"}[kind]
        if number % 3 == 0:
            records.set_state(ws, made.id, state, person="ben", role="DEV")
        if number % 6 == 0:
            records.revise(ws, made.id, title=title + " new")
        if number % 10 == 4:
            records.withdraw(ws, made.id, "no")
    return ws


def ids(rows: list[register.Row]) -> list[int]:
    return [row.record.id for row in rows]


def everything(ws: Workspace, **more: object) -> list[register.Row]:
    return register.block(ws, 1, limit=1000, **more)  # type: ignore[arg-type]


def test_without_filters_everything_that_was_not_withdrawn(filled: Workspace) -> None:
    rows = everything(filled)
    assert ids(rows) == sorted(ids(rows))
    assert len(rows) == register.count(filled, 1)
    assert not any(row.record.withdrawn for row in rows)
    gone = everything(filled, filters={"withdrawn": "yes"})
    assert all(row.record.withdrawn for row in gone)
    assert len(gone) == register.count(filled, 1, filters={"withdrawn": "yes"}) > 0
    assert len(rows) + len(gone) == 60
    assert register.count(filled, 2) == 0


@pytest.mark.parametrize(
    ("filters", "matches"),
    [
        ({"kind": "report"}, lambda r: r.record.kind == "report"),
        ({"kind": "report,plan"}, lambda r: r.record.kind in ("report", "plan")),
        ({"form": "link"}, lambda r: r.record.form == "link"),
        ({"owner": "ana"}, lambda r: r.record.owner == "ana"),
        ({"author": "ben,zoe"}, lambda r: r.record.author == "ben"),
        ({"task": ""}, lambda r: r.record.task == ""),
        ({"states": "seen"}, lambda r: "seen" in r.states),
        ({"stale": "yes"}, lambda r: r.stale),
        ({"title": "APP"}, lambda r: "app" in r.record.title.lower()),
        ({"title": "100%"}, lambda r: "100%" in r.record.title),
        ({"title": "r_s"}, lambda r: "r_s" in r.record.title),
        ({"number": "c-00"}, lambda r: r.record.number.startswith("C-00")),
        ({"happened": "2026-02"}, lambda r: r.record.happened.startswith("2026-02")),
        ({"kind": "report", "states": "seen", "owner": "ben"},
         lambda r: r.record.kind == "report" and "seen" in r.states and r.record.owner == "ben"),
        ({"title": ""}, lambda r: True),
        ({"nothing": "x"}, lambda r: True),
        ({"kind": "'; DROP TABLE records; --"}, lambda r: False),
    ],
)  # fmt: skip
def test_filters_leave_exactly_what_they_say(filled: Workspace, filters: dict[str, str], matches) -> None:  # type: ignore[no-untyped-def]
    expected = [row for row in everything(filled) if matches(row)]
    assert everything(filled, filters=filters) == expected
    assert register.count(filled, 1, filters=filters) == len(expected)


def test_the_states_and_staleness_of_a_row_are_those_of_its_page(filled: Workspace) -> None:
    for row in everything(filled):
        page = records.page(filled, row.record.id)
        assert set(row.states) == page.states
        assert row.stale == (bool(page.stale) and not page.states)
    assert any(row.stale for row in everything(filled))


@pytest.mark.parametrize("sort", registering.SORTABLE)
@pytest.mark.parametrize("descending", [False, True])
def test_sorted_both_ways_with_anchors_as_with_offsets(filled: Workspace, sort: str, descending: bool) -> None:
    rows = everything(filled, sort=sort, descending=descending)
    keys = [(getattr(row.record, sort), row.record.id) for row in rows]
    assert keys == sorted(keys, reverse=descending)
    assert everything(filled, sort=sort, descending=not descending) == rows[::-1]
    for at in (0, 5, 23, len(rows) - 1):
        anchor = (at, keys[at])
        for offset in (at, at + 3):
            found = register.block(filled, 1, sort=sort, descending=descending, offset=offset, limit=7, anchor=anchor)
            assert found == rows[offset : offset + 7]
    behind = register.block(filled, 1, sort=sort, descending=descending, offset=2, limit=3, anchor=(5, keys[5]))
    assert behind == rows[2:5]


def test_an_unknown_column_sorts_by_age(filled: Workspace) -> None:
    assert everything(filled, sort="id; DROP TABLE records") == everything(filled)


def test_found_by_words_of_its_content(filled: Workspace) -> None:
    found = everything(filled, text="word3")
    assert found
    assert all(records.page(filled, i).revision.content.fields["limits"] == "word3 here" for i in ids(found))
    assert register.count(filled, 1, text="word3") == len(found)
    assert register.count(filled, 1, text="word") == register.count(filled, 1, text="here")
    assert everything(filled, text='"…') == []
    assert len(everything(filled, text=" ")) == register.count(filled, 1)


@contextmanager
def counted(ws: Workspace) -> Iterator[list[str]]:
    """Statements that are sent to the database meanwhile."""
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    sqlalchemy_event.listen(ws.database.engine, "before_cursor_execute", note)
    yield seen
    sqlalchemy_event.remove(ws.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("limit", [1, 50])
def test_a_window_takes_two_statements_and_a_count_one(filled: Workspace, limit: int) -> None:
    with counted(filled) as seen:
        register.block(filled, 1, sort="title", filters={"states": "seen"}, text="word1", limit=limit)
    assert len(seen) == 2
    with counted(filled) as seen:
        register.count(filled, 1, filters={"stale": "yes"})
    assert len(seen) == 1


def test_a_page_of_a_record_takes_as_many_statements_with_many_versions_as_with_few(ws: Workspace) -> None:
    records.create(ws, 1, "plan", content=plan())
    records.page(ws, 1)  # the model is read once
    with counted(ws) as few:
        records.page(ws, 1)
    for number in range(10):
        records.revise(ws, 1, fields={"aim": f"{number}"})
    with counted(ws) as many:
        records.page(ws, 1)
    assert len(many) == len(few) <= 6


def test_shelves_count_what_there_is_of_each_product(filled: Workspace) -> None:
    rows = everything(filled)
    found = whereabouts.shelves(filled, 1)
    assert found["plan"] == (1, 1, 1)
    for kind in ("report", "change", "finding"):
        own = [row.record for row in rows if row.record.kind == kind]
        assert found[kind] == (len(own), sum(r.filled for r in own), min(r.id for r in own))
    assert "manual" not in found
