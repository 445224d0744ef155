"""Registers in a project: kept with it, numbered, in trees, linked, followed up, counted in their documents."""

from __future__ import annotations

import copy
import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import Clock
from tests.services.shop_of_registers import basic, basic_file, head, make
from vse_app.model.errors import Invalid
from vse_app.model.project import plain
from vse_app.model.records import Content, Record
from vse_app.services import backup, kinds, linking, path, projects, record_page, records, undo
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]
OLD = Path(__file__).resolve().parents[1] / "files" / "v1.vse"


def test_a_file_from_before_gets_the_registers_and_loses_nothing(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "old.vse"))
    with Workspace.open(old, clock=Clock()) as ws:
        assert backup.check(ws) == []
        project = projects.project(ws, 1)
        assert project.registers and len(projects.model_of(ws, project).registers) == 23
        page = records.page(ws, 1)
        assert page.revision.content.fields["aim"] == "Changed\nin two lines"
        assert page.states == {"checked"}
        assert not linking.suspect_ends(
            projects.model_of(ws, project), records.page(ws, 2).links[0], {r.id: r for r in (page.record, _head(ws, 2))}
        )
        make(ws, "risk", statement="If it breaks, it is gone")
        assert backup.check(ws) == []
    with Workspace.open(old, clock=Clock()) as again:
        assert projects.project(again, 1) == project


def _keeps(path: Path, change_kinds) -> None:
    """Let the project keep other registers than those of this program."""
    raw = copy.deepcopy(dict(kinds.shipped()))
    change_kinds(raw["structure"]["products"])
    with Workspace.open(path, clock=Clock()) as ws:
        project = projects.project(ws, 1)

        def work(change) -> None:
            kept = projects.keep_model(change, raw)
            change.put("project", "1", plain(dataclasses.replace(project, registers=kept)))

        ws.write("project", work)


def test_a_project_gets_a_register_that_came_after_it_began(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "old.vse"))
    _keeps(old, lambda products: products.pop())
    with Workspace.open(old, clock=Clock()) as ws:
        assert len(projects.model_of(ws, projects.project(ws, 1)).registers) == 23
        assert backup.check(ws) == []


def test_a_project_that_keeps_more_than_this_program_knows_stays_as_it_is(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "old.vse"))
    _keeps(old, lambda products: products[0]["fields"].append({"id": "colour", "kind": "text", "provenance": "own"}))
    with Workspace.open(old, clock=Clock()) as ws:
        assert projects.model_of(ws, projects.project(ws, 1)).product("requirement").field("colour")


def _head(ws: Workspace, record: int) -> Record:
    return records.page(ws, record).record


def test_numbers_are_given_and_never_again(basic: Workspace) -> None:
    first, second = make(basic, "risk", statement="one"), make(basic, "risk", statement="two")
    assert (first.number, second.number) == ("RSK-001", "RSK-002")
    records.withdraw(basic, second.id, "wrong")
    assert make(basic, "risk", statement="three").number == "RSK-003"
    assert make(basic, "requirement", statement="x").number == "REQ-001"


def test_the_head_follows_its_fields_and_they_follow_it(basic: Workspace) -> None:
    change = make(basic, "change-request", title="Reminders", requested_on="2026-02-20", needed_by="2026-03-20")
    assert (change.title, change.due, change.happened) == ("Reminders", "2026-03-20", "2026-02-20")
    assert records.page(basic, change.id).revision.content.fields["title"] == "Reminders"
    records.revise(basic, change.id, title="Reminders by text")
    assert records.page(basic, change.id).revision.content.fields["title"] == "Reminders by text"
    records.revise(basic, change.id, fields={"title": "Texts", "needed-by": "2026-04-01"})
    assert (head(basic, change).title, head(basic, change).due) == ("Texts", "2026-04-01")
    records.set_head(basic, change.id, due="2026-05-01")
    assert records.page(basic, change.id).revision.content.fields["needed-by"] == "2026-05-01"
    assert head(basic, change).due == "2026-05-01"
    risk = make(basic, "risk", statement="If the server fails, nobody can book.\nMore of it")
    assert risk.title == "If the server fails, nobody can book."
    records.revise(basic, risk.id, fields={"statement": "If the line fails, nobody can book."})
    assert head(basic, risk).title == "If the line fails, nobody can book."
    records.revise(basic, risk.id, title="The line")
    records.revise(basic, risk.id, fields={"statement": "Something else"})
    assert head(basic, risk).title == "The line"
    assert make(basic, "risk", statement="word " * 60).title.endswith("word …")


def test_exposure_is_worked_out(basic: Workspace) -> None:
    risk = make(basic, "risk", statement="x", probability="high", consequence="very-high", exposure=3)
    assert records.page(basic, risk.id).revision.content.fields["exposure"] == 20
    records.revise(basic, risk.id, fields={"probability": ""})
    assert "exposure" not in records.page(basic, risk.id).revision.content.fields


def test_a_tree_sorts_each_entry_below_its_own(basic: Workspace) -> None:
    top, other = make(basic, "requirement", statement="top"), make(basic, "requirement", statement="other")
    below = make(basic, "requirement", statement="below", parent=[str(top.id)])
    deep = make(basic, "requirement", statement="deep", parent=[str(below.id)])
    ordered = sorted((top, other, below, deep), key=lambda r: head(basic, r).place)
    assert [r.id for r in ordered] == [top.id, below.id, deep.id, other.id]
    moved = records.revise(basic, below.id, fields={"parent": [str(other.id)]})
    assert head(basic, deep).place.startswith(head(basic, other).place + ".")
    with pytest.raises(Invalid, match="An entry cannot be part of itself"):
        records.revise(basic, other.id, fields={"parent": [str(deep.id)]})
    with pytest.raises(Invalid, match="An entry cannot be part of itself"):
        records.revise(basic, other.id, fields={"parent": [str(other.id)]})
    with pytest.raises(Invalid, match="cannot be part of two entries"):
        records.revise(basic, deep.id, fields={"parent": [str(top.id), str(other.id)]})
    undo.undo(basic, moved.changes.number)
    assert head(basic, deep).place.startswith(head(basic, top).place + ".")


def test_a_typed_link_leads_only_where_it_may(basic: Workspace) -> None:
    requirement, risk = make(basic, "requirement", statement="x"), make(basic, "risk", statement="y")
    with pytest.raises(Invalid, match="RSK-001 cannot be named in verifies"):
        make(basic, "test-case", "T", expected="z", verifies=[str(risk.id)])
    test = make(basic, "test-case", "T", expected="z", verifies=[str(requirement.id)])
    link = records.page(basic, test.id).links[0]
    model = projects.model_of(basic, projects.project(basic, 1))
    assert linking.type_of(model, test.kind, link) == "verifies"


def suspects(ws: Workspace, record: Record) -> list[tuple[str, tuple[str, ...]]]:
    found = record_page.read(ws, record.id)
    return [(linking.field_of(link), found.suspect_ends(link)) for link in found.page.links if found.suspect_ends(link)]


def test_a_change_at_either_end_makes_a_link_suspect(basic: Workspace) -> None:
    requirement = make(basic, "requirement", statement="It books")
    test = make(basic, "test-case", "T", expected="booked", verifies=[str(requirement.id)])
    assert suspects(basic, test) == suspects(basic, requirement) == []
    records.revise(basic, requirement.id, fields={"statement": "It books and pays"})
    assert suspects(basic, test) == [("verifies", ("target",))]
    link = records.page(basic, test.id).links[0]
    records.clear_suspect(basic, link, person="ben")
    seen = records.page(basic, test.id).links[0]
    assert (seen.looked_by, seen.looked_on) == ("ben", "2026-03-02")
    assert suspects(basic, test) == []
    records.revise(basic, test.id, fields={"expected": "paid"})
    assert suspects(basic, requirement) == [("verifies", ("source",))]
    undone = records.revise(basic, test.id, fields={"expected": "booked"})
    assert suspects(basic, requirement) == []
    undo.undo(basic, undone.changes.number)
    assert suspects(basic, requirement) == [("verifies", ("source",))]
    with pytest.raises(Invalid, match="Say who does this"):
        records.clear_suspect(basic, link, person="nobody")


def test_one_more_link_disturbs_no_other(basic: Workspace) -> None:
    one, two = make(basic, "requirement", statement="1"), make(basic, "requirement", statement="2")
    design = make(basic, "design-element", "D", purpose="p", satisfies=[str(one.id)])
    component = make(basic, "component", "C", where="src", implements=[str(design.id)])
    records.revise(basic, design.id, fields={"satisfies": [str(one.id), str(two.id)]})
    assert suspects(basic, design) == suspects(basic, component) == []


def test_where_it_came_from_is_not_watched(basic: Workspace) -> None:
    meeting = make(basic, "meeting-record", purpose="Start", held_on="2026-03-01", achieved="much")
    action = make(basic, "action", "Call them", raised_by=[str(meeting.id)])
    records.revise(basic, meeting.id, fields={"achieved": "little"})
    assert suspects(basic, action) == []


def test_an_entry_is_followed_up(basic: Workspace) -> None:
    risk = make(basic, "risk", statement="x")
    assert records.page(basic, risk.id).follow == "open"
    event = records.follow(basic, risk.id, "in-treatment", person="ben", note="called the supplier").value
    records.revise(basic, risk.id, fields={"statement": "changed"})
    page = records.page(basic, risk.id)
    assert (page.follow, page.states, page.stale) == ("in-treatment", frozenset(), ())
    assert (page.events[0].person, page.events[0].note, page.events[0].stamp) == ("ben", "called the supplier", "")
    assert records.follow(basic, risk.id, "in-treatment").changes.number == 0
    records.withdraw_state(basic, event, 1, "was somebody else's risk")
    assert records.page(basic, risk.id).follow == "open"
    with pytest.raises(Invalid, match="risk has no state done"):
        records.follow(basic, risk.id, "done")
    closed = records.follow(basic, risk.id, "closed")
    undo.undo(basic, closed.changes.number)
    assert records.page(basic, risk.id).follow == "open"


def test_an_entry_is_overdue_until_it_is_ended(basic: Workspace) -> None:
    made = records.create(basic, 1, "action", content=Content("Call", {}), due="2026-02-01", owner="ben").value
    late = [f.record for f in path.view(basic, 1).findings if f.rule == "overdue-record"]
    assert late == [made.id]
    records.follow(basic, made.id, "done")
    assert [f for f in path.view(basic, 1).findings if f.rule == "overdue-record"] == []


def specification(ws: Workspace, **fields: Any) -> Record:
    return make(ws, "requirements-specification", "Spec", introduction="What it is", **fields)


def test_rows_count_as_the_field_of_their_document(basic: Workspace) -> None:
    plan = make(basic, "project-plan", "Plan", product_description="x")
    assert "identification-of-project-risks" not in head(basic, plan).parts
    risk = make(basic, "risk", statement="x")
    assert "identification-of-project-risks" in head(basic, plan).parts
    records.withdraw(basic, risk.id, "wrong")
    assert "identification-of-project-risks" not in head(basic, plan).parts
    records.withdraw(basic, risk.id, "")
    assert "identification-of-project-risks" in head(basic, plan).parts


def test_an_approval_covers_the_rows_it_saw(basic: Workspace) -> None:
    row = make(basic, "requirement", statement="It books")
    spec = specification(basic)
    records.set_state(basic, spec.id, "verified", person="ben", role="AN")
    assert records.page(basic, spec.id).states == {"verified"}
    changed = records.revise(basic, row.id, fields={"statement": "It pays"})
    page = records.page(basic, spec.id)
    assert page.states == frozenset() and [e.state for e in page.stale] == ["verified"]
    undo.undo(basic, changed.changes.number)
    assert records.page(basic, spec.id).states == {"verified"}
    new = make(basic, "requirement", statement="more")
    assert records.page(basic, spec.id).states == frozenset()
    records.withdraw(basic, new.id, "no")
    assert records.page(basic, spec.id).states == {"verified"}
    records.follow(basic, row.id, "agreed")
    assert records.page(basic, spec.id).states == {"verified"}
    records.revise(basic, spec.id, fields={"introduction": "other"})
    assert records.page(basic, spec.id).states == frozenset()
    records.revise(basic, spec.id, fields={"introduction": "What it is"})
    assert records.page(basic, spec.id).states == {"verified"}


def test_a_document_that_comes_back_counts_what_is_there_then(basic: Workspace) -> None:
    spec = specification(basic)
    records.withdraw(basic, spec.id, "not yet")
    make(basic, "requirement", statement="made meanwhile")
    records.withdraw(basic, spec.id, "")
    assert '"requirements":[1,' in head(basic, spec).rows
    assert specification_count(basic, spec) == 1
    make(basic, "requirement", statement="one more")
    assert specification_count(basic, spec) == 2


def specification_count(ws: Workspace, spec: Record) -> int:
    from vse_app.model.records import row_counts

    return row_counts(head(ws, spec).rows).get("requirements", 0)


def test_actions_count_in_the_meeting_that_raised_them(basic: Workspace) -> None:
    one = make(basic, "meeting-record", purpose="One", held_on="2026-03-01", achieved="x")
    two = make(basic, "meeting-record", purpose="Two", held_on="2026-03-02", achieved="y")
    action = make(basic, "action", "Call", raised_by=[str(one.id)])
    assert '"agreements":[1,' in head(basic, one).rows and not head(basic, two).rows
    records.revise(basic, action.id, fields={"raised-by": [str(two.id)]})
    assert '"agreements":[1,' in head(basic, two).rows and not head(basic, one).rows
    assert head(basic, one).stamp == records.page(basic, one.id).revision.stamp
    moved = records.revise(basic, action.id, fields={"raised-by": []})
    undo.undo(basic, moved.changes.number)
    assert '"agreements":[1,' in head(basic, two).rows
