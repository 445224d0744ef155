"""Undo and redo of every verb: afterwards everything that counts is as it was, and the history only grew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import plan
from vse_app.model.errors import Invalid
from vse_app.model.project import Person
from vse_app.model.records import Content
from vse_app.services import (
    attaching,
    backup,
    company,
    entering,
    linking,
    path,
    projects,
    records,
    register_edits,
    stating,
    undo,
)
from vse_app.services.workspace import Workspace
from vse_app.store import audit, queries


def state(ws: Workspace) -> dict[str, Any]:
    """Everything that counts: documents, live records with their content, states, links and confirmations."""
    with ws.reading() as connection:
        documents = {
            (row.kind, row.key): row.data
            for row in connection.exec_driver_sql("SELECT kind, key, data FROM documents WHERE kind != 'holder'")
        }
        live = [r for r in queries.records_of(connection, 1) if not r.withdrawn]
        current = queries.current_revisions(connection, 1)
        links = queries.project_links(connection, 1)
        confirmations = [c for c in queries.confirmations_of(connection, 1) if not c.withdrawn]
    found = path.view(ws, 1)
    return {
        "documents": documents,
        "records": [r._replace(revision=0, captured="") for r in live],
        "content": {r.id: (current[r.id].content, current[r.id].label, current[r.id].author) for r in live},
        "states": {r.id: found.facts.states(r) for r in live},
        "links": sorted(link[2:] for link in links),
        "confirmations": confirmations,
        "steps": [(s.key, s.status) for s in found.steps],
    }


def _file(ws: Workspace) -> Path:
    file = ws.path.with_name("file.txt")
    file.write_text("x")
    return file


def _event(ws: Workspace) -> int:
    return records.page(ws, 1).events[0].id


def _link(ws: Workspace) -> Any:
    return records.page(ws, 2).links[0]


Verb = Callable[[Workspace], Any]
VERBS: dict[str, Verb] = {
    "edit company": lambda ws: company.edit_company(ws, name="Other"),
    "edit person": lambda ws: company.save_person(ws, Person("ben", "Benjamin")),
    "add person": lambda ws: company.save_person(ws, Person("", "New one")),
    "edit project": lambda ws: projects.edit_project(ws, 1, title="Other", entry_conditions=()),
    "create": lambda ws: records.create(ws, 1, "report", content=Content("R", {"limits": "x"})),
    "create with links": lambda ws: records.create(ws, 1, "change", content=Content("C", {"based-on": ["1"]})),
    "create of a file": lambda ws: attaching.attach_new(ws, 1, "report", _file(ws)),
    "revise": lambda ws: records.revise(ws, 1, title="Other", fields={"aim": "other"}, label="9"),
    "revise links": lambda ws: records.revise(ws, 2, fields={"based-on": []}),
    "revise a date": lambda ws: records.revise(ws, 1, dates=records.Dates("2026-01-01")),
    "set cells": lambda ws: register_edits.set_cells(ws, [2], {"limits": "other", "owner": "ben", "follow": "closed"}),
    "enter": lambda ws: entering.enter(
        ws, 1, "change", [entering.Edit(Content("N", {"limits": "new"}))], verb="record.import"
    ),
    "quick add": lambda ws: register_edits.quick_add(ws, 1, "report", "A new one"),
    "restore": lambda ws: records.restore(ws, 3, 1),
    "attach": lambda ws: attaching.attach(ws, 1, _file(ws)),
    "set head": lambda ws: records.set_head(ws, 1, owner="ben", due="2026-12-31"),
    "withdraw": lambda ws: records.withdraw(ws, 1, "wrong"),
    "bring back": lambda ws: records.withdraw(ws, 4, ""),
    "withdraw many": lambda ws: register_edits.withdraw(ws, [2, 3], "twice the same"),
    "bring many back": lambda ws: register_edits.withdraw(ws, [4], ""),
    "state": lambda ws: records.set_state(ws, 1, "agreed", person="cleo", role="CUS"),
    "follow": lambda ws: records.follow(ws, 2, "in-work", note="begun"),
    "take state back": lambda ws: records.withdraw_state(ws, _event(ws), 1, "too early"),
    "clear suspect": lambda ws: records.clear_suspect(ws, _link(ws)),
    "clear suspects": lambda ws: linking.clear_all(ws, (_link(ws),), person="ben"),
    "tick": lambda ws: path.tick(ws, 1, "MAN.1.1", 0, ticks=[0, 1]),
    "note": lambda ws: path.write_note(ws, 1, "MAN.1.1", 0, note="remember"),
    "later": lambda ws: path.later(ws, 1, "MAN.1.1", 0, until="2026-05-01"),
    "not applicable": lambda ws: path.not_applicable(ws, 1, "MAN.2.2", 0, person="ana", reason="r", happened="2026-03-01"),
    "confirm": lambda ws: path.confirm(ws, 1, "MAN.1.1", 0, person="ana", role="LEAD", happened="2026-03-01"),
    "confirm with states": lambda ws: path.confirm(
        ws, 1, "MAN.1.3", 0, person="cleo", role="CUS", happened="2026-03-01",
        states=[path.Given(1, "agreed", "cleo", "CUS"), path.Given(1, "checked", "ben", "DEV")],
    ),
    "reopen": lambda ws: path.reopen(ws, 1, "MAN.1.2", 0, reason="not yet"),
}  # fmt: skip


@pytest.fixture
def furnished(ws: Workspace) -> Workspace:
    """A project in which there is something to undo of every kind."""
    records.create(ws, 1, "plan", content=plan())
    records.create(ws, 1, "change", content=Content("Change", {"based-on": ["1"], "limits": "x"}))
    records.create(ws, 1, "design", content=Content("Design", {"limits": "one"}))
    records.revise(ws, 3, fields={"limits": "two"})
    records.create(ws, 1, "finding", content=Content("Gone", {"limits": "x"}))
    records.withdraw(ws, 4, "wrong")
    records.revise(ws, 1, fields={"aim": "changed, so that the link is suspect"})
    records.set_state(ws, 1, "checked", person="ben", role="DEV")
    path.confirm(ws, 1, "MAN.1.2", 0, person="ben", role="DEV", happened="2026-03-01")
    return ws


@pytest.mark.parametrize("name", VERBS)
def test_undo_brings_back_what_was_and_redo_what_came(furnished: Workspace, name: str) -> None:
    before = state(furnished)
    done = VERBS[name](furnished)
    assert done.changes.number
    after = state(furnished)
    assert after != before
    undone = undo.undo(furnished, done.changes.number)
    assert state(furnished) == before
    redone = undo.undo(furnished, undone.changes.number)
    assert state(furnished) == after
    assert redone.value == "undo"
    undo.undo(furnished, redone.changes.number)
    assert state(furnished) == before
    assert backup.check(furnished) == []


def test_every_verb_that_changes_something_is_here() -> None:
    """Each public function of the verb modules that takes a workspace and returns what it did."""
    import inspect

    known = {company.edit_company, company.save_person, company.save_people, company.set_logo, projects.edit_project,
             projects.create_project, records.create, records.revise, records.restore, records.set_head,
             records.withdraw, records.set_state, records.withdraw_state, records.follow, records.clear_suspect,
             linking.clear_all, entering.enter, register_edits.quick_add, register_edits.set_cell,
             register_edits.set_cells, register_edits.withdraw, path.tick,
             path.write_note, path.later, path.not_applicable, path.confirm, path.reopen, attaching.attach,
             attaching.attach_new, attaching.remove}  # fmt: skip
    found = {
        thing
        for module in (company, projects, records, stating, linking, entering, register_edits, path, attaching)
        for name, thing in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and thing.__module__ == module.__name__
        and str(inspect.signature(thing).return_annotation).startswith("Done")
    }  # fmt: skip
    assert found == known


def test_undo_tells_what_it_undid_and_the_history_only_grows(furnished: Workspace) -> None:
    done = records.revise(furnished, 1, fields={"aim": "x"})
    with furnished.reading() as connection:
        before = audit.last(connection)[0]
    undone = undo.undo(furnished, done.changes.number)
    assert undone.value == "record.revise"
    with furnished.reading() as connection:
        assert audit.last(connection)[0] > before
        assert queries.entries_of_change(connection, done.changes.number)
    assert records.page(furnished, 1).revision.note == "v2 ↶"


def test_approvals_hold_again_when_the_content_they_saw_is_back(furnished: Workspace) -> None:
    done = records.revise(furnished, 1, fields={"aim": "x"})
    assert records.page(furnished, 1).states == set()
    undo.undo(furnished, done.changes.number)
    assert records.page(furnished, 1).states == {"checked"}


def test_undo_of_a_withdrawal_does_not_make_two_of_a_kind_that_has_one(furnished: Workspace) -> None:
    done = records.withdraw(furnished, 1, "wrong")
    records.create(furnished, 1, "plan", content=plan("Another"))
    with pytest.raises(Invalid, match="There is already one P-002 in this project"):
        undo.undo(furnished, done.changes.number)
    assert records.page(furnished, 1).record.withdrawn == "wrong"


@pytest.mark.parametrize("number", [0, 9999])
def test_there_may_be_nothing_to_undo(ws: Workspace, number: int) -> None:
    with pytest.raises(Invalid, match="There is nothing to undo."):
        undo.undo(ws, number)
