"""Baselines: taken, frozen whatever is written later, compared with each other and with now."""

from __future__ import annotations

import pytest

from tests.services.shop_of_registers import basic, basic_file, head, make
from vse_app.model import baseline as frozen
from vse_app.model.errors import Invalid
from vse_app.model.records import Content
from vse_app.services import baselines, path, projects, records
from vse_app.services.baselines import Draft
from vse_app.services.undo import undo
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]


def model(ws: Workspace):
    return projects.model_of(ws, projects.project(ws, 1))


def specification(ws: Workspace, text: str = "One") -> int:
    return records.create(ws, 1, "requirements-specification", content=Content("RS", {"introduction": text})).value.id


def take(ws: Workspace, *ids: int, name: str = "Agreed", **more) -> int:
    chosen = frozenset(ids) or frozenset(baselines.now(ws, 1))
    draft = Draft(name, "2026-01-05", "chosen", more.pop("kinds", ()), chosen, **more)
    return baselines.take(ws, 1, draft).value.id


def test_a_baseline_names_stamps_and_stays_frozen(basic: Workspace) -> None:
    one = specification(basic)
    taken = take(basic, one)
    assert head(basic, records.page(basic, taken).record).number == "BL-001"
    held = baselines.members(basic, taken)
    assert held[one].stamp == records.page(basic, one).record.stamp
    records.revise(basic, one, fields={"introduction": "Two"})
    records.revise(basic, taken, title="Another name", files=())
    assert baselines.members(basic, taken) == held
    assert [n.after.revision for n in baselines.newer(basic, 1)] == [2]


def test_compare_tells_what_was_added_removed_and_changed(basic: Workspace) -> None:
    one, gone = specification(basic), make(basic, "requirement", statement="It prints").id
    first = take(basic, one, gone)
    records.revise(basic, one, fields={"introduction": "Two"})
    records.withdraw(basic, gone, "not wanted")
    new = make(basic, "requirement", statement="It also sings").id
    make(basic, "risk", statement="If it rains, we get wet")
    now = baselines.compare(basic, 1, first)
    assert [m.record for m in now.added] == [new]
    assert [m.record for m in now.removed] == [gone]
    assert [c.after.record for c in now.changed] == [one]
    second = take(basic, one, new, name="Later")
    assert baselines.compare(basic, 1, first, second) == now
    assert baselines.compare(basic, 1, second).is_empty
    with pytest.raises(Invalid, match="two different"):
        baselines.compare(basic, 1, second, second)


def test_kinds_that_only_one_was_taken_over_are_no_difference(basic: Workspace) -> None:
    one, row = specification(basic), make(basic, "requirement", statement="It prints").id
    wide, narrow = take(basic, one, row), take(basic, one, name="Narrow")
    found = baselines.compare(basic, 1, wide, narrow)
    assert found.is_empty and found.outside == 1 and found.same == 1
    assert baselines.compare(basic, 1, narrow, wide).outside == 1


def test_a_changed_row_changes_the_document(basic: Workspace) -> None:
    one, row = specification(basic), make(basic, "requirement", statement="It prints")
    taken = take(basic, one, row.id)
    records.revise(basic, row.id, fields={"statement": "It prints in colour"})
    assert {n.before.record for n in baselines.newer(basic, 1)} == {one, row.id}
    records.revise(basic, row.id, fields={"statement": "It prints"})
    assert baselines.compare(basic, 1, taken).is_empty


def test_taking_one_gives_the_state_and_is_undone_as_a_whole(basic: Workspace) -> None:
    one = specification(basic)
    records.set_state(basic, one, "validated", person="cleo", role="CUS")
    done = baselines.take(
        basic, 1, Draft("A", "2026-01-05", "approved", (), frozenset({one}), freeze=frozenset({one}), role="TL")
    )
    assert records.page(basic, one).states == {"validated", "baselined"}
    assert baselines.members(basic, done.value.id)[one].states == ("validated", "baselined")
    assert baselines.unapproved(basic, 1) == {}
    undo(basic, done.changes.number)
    assert records.page(basic, one).states == {"validated"}
    assert baselines.heads(basic, 1) == () and baselines.newest(basic, 1) is None


def test_what_is_not_approved_is_named(basic: Workspace) -> None:
    one, row = specification(basic), make(basic, "requirement", statement="It prints").id
    taken = take(basic, one, row)
    assert {m.record for m in baselines.unapproved(basic, 1)[taken]} == {one, row}
    records.set_state(basic, one, "validated", person="cleo", role="CUS")
    good = take(basic, one, row, name="Good")
    assert list(baselines.unapproved(basic, 1)) == [taken], good


def test_a_baseline_needs_a_name_and_something_in_it(basic: Workspace) -> None:
    empty = make(basic, "software-design", "").id
    with pytest.raises(Invalid, match="needs a name"):
        take(basic, specification(basic), name=" ")
    with pytest.raises(Invalid, match="at least one record"):
        take(basic, empty)


def test_another_record_of_the_kind_is_no_baseline(basic: Workspace) -> None:
    by_hand = records.create(basic, 1, "baseline", content=Content("By hand", {"taken-on": "2026-01-05"})).value
    assert baselines.members_of(basic, 1) == {} and baselines.newer(basic, 1) == ()
    with pytest.raises(Invalid, match="no list of versions"):
        baselines.members(basic, by_hand.id)


def test_the_usual_kinds_are_documents_and_their_rows(basic: Workspace) -> None:
    found = frozen.usual_kinds(model(basic))
    assert {"requirements-specification", "requirement", "software-design", "project-plan"} <= set(found)
    assert not {"software-configuration", "baseline", "backup", "meeting-record"} & set(found)
    assert frozen.container(model(basic)) == "software-configuration"
    assert frozen.asked(model(basic), "requirements-specification") == {"validated"}
    assert frozen.asked(model(basic), "test-report") == frozenset()


def test_lists_are_read_as_they_were_written() -> None:
    held = frozen.Frozen({3: frozen.Member(3, 'A,"1', "plan", 2, "ab", ("x", "y"))}, ("plan",))
    assert frozen.read(frozen.write(held)) == held
    for bad in (b"", b"a,b\nc\n", b"kinds\nrecord\n", b"\xff", frozen.write(held) + b"1,2\n"):
        with pytest.raises(Invalid, match="cannot be read"):
            frozen.read(bad)


def test_the_x_ray_speaks_of_baselines(basic: Workspace) -> None:
    one = specification(basic)
    taken = take(basic, one)
    records.revise(basic, one, fields={"introduction": "Two"})
    found = {(f.rule, f.record) for f in path.view(basic, 1).findings if "baseline" in f.rule}
    assert found == {("unapproved-in-baseline", one), ("draft-over-baseline", one)}
    records.withdraw(basic, taken, "a mistake")
    assert not [f for f in path.view(basic, 1).findings if "baseline" in f.rule]
