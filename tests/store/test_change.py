"""One change: one transaction with its history, as a chain; what cannot be stored is refused with a sentence."""

from __future__ import annotations

import json

import pytest

from tests.fixtures import plan
from vse_app.model.errors import Invalid
from vse_app.model.records import Content
from vse_app.services import path, records
from vse_app.services.workspace import Workspace
from vse_app.store import audit, queries


def entries(ws: Workspace, change: int) -> list[audit.Entry]:
    """What a change wrote into the history."""
    with ws.reading() as connection:
        return queries.entries_of_change(connection, change)


def test_a_change_is_one_step_of_the_history_with_its_author_and_moment(ws: Workspace) -> None:
    done = records.create(ws, 1, "plan", content=plan())
    found = entries(ws, done.changes.number)
    assert [(e.entity, e.key, e.verb, e.person, e.project) for e in found] == [
        ("record", "1", "record.create", "ana", 1),
        ("revision", "1", "record.create", "ana", 1),
    ]
    assert done.changes.topics == {"record", "revision"}
    assert len({e.at for e in found}) == 1
    assert found[1].previous == found[0].hash
    assert json.loads(found[1].after)["title"] == "The plan"


def test_nothing_changed_is_no_change(ws: Workspace) -> None:
    path.tick(ws, 1, "MAN.1.1", 0, ticks=[1])
    done = path.tick(ws, 1, "MAN.1.1", 0, ticks=[1, 1])
    assert (done.changes.number, done.changes.topics) == (0, frozenset())


def test_an_empty_mark_is_removed(ws: Workspace) -> None:
    path.tick(ws, 1, "MAN.1.1", 0, ticks=[1])
    path.tick(ws, 1, "MAN.1.1", 0, ticks=[])
    with ws.reading() as connection:
        assert queries.all_documents(connection, "mark", project=1) == {}


def test_numbers_of_changes_and_entries_never_repeat(ws: Workspace) -> None:
    numbers = [records.create(ws, 1, "change", content=Content("c", {"limits": "x"})).changes.number for _ in range(5)]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    with ws.reading() as connection:
        seqs = [row[0] for row in connection.exec_driver_sql("SELECT seq FROM audit ORDER BY seq")]
        assert seqs == list(range(1, len(seqs) + 1))
        assert audit.broken(connection) == 0
        assert audit.last(connection)[2] == numbers[-1]


def test_a_failed_verb_writes_no_history(ws: Workspace) -> None:
    with ws.reading() as connection:
        before = audit.last(connection)

    def work(change) -> None:  # type: ignore[no-untyped-def]
        change.put("person", "x", {"a": 1})
        raise Invalid("no")

    with pytest.raises(Invalid):
        ws.write("test", work)
    with ws.reading() as connection:
        assert audit.last(connection) == before
        assert queries.document(connection, "person", "x") is None


def test_half_a_character_is_refused_everywhere_it_could_not_be_stored(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    broken = "half \ud83d"
    said = r"This text holds a broken character: half \\ud83d"
    for attempt in (
        lambda: records.create(ws, 1, "report", content=Content(broken, {"limits": "x"})),
        lambda: records.revise(ws, record.id, title=broken),
        lambda: records.revise(ws, record.id, fields={"aim": "y"}, note=broken),
        lambda: records.revise(ws, record.id, fields={"aim": "z"}, label=broken),
        lambda: records.withdraw(ws, record.id, broken),
        lambda: records.set_head(ws, record.id, owner=broken),
        lambda: records.set_state(ws, record.id, "checked", person="ben", role="DEV", note=broken),
        lambda: path.confirm(ws, 1, "MAN.1.1", 0, person="ana", role="LEAD", happened="2026-03-01", note=broken),
    ):
        with pytest.raises(Invalid, match=said):
            attempt()
    event = records.set_state(ws, record.id, "checked", person="ben", role="DEV").value
    with pytest.raises(Invalid, match=said):
        records.withdraw_state(ws, event, 1, broken)
    assert records.page(ws, record.id).record.revision == 1


def test_in_fields_even_half_a_character_comes_back(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan(limits="half \ud83d")).value
    assert records.page(ws, record.id).revision.content.fields["limits"] == "half \ud83d"


def test_the_first_break_of_the_chain_is_found() -> None:
    first = audit.Entry(1, 1, "at", "p", "v", "e", "k", 0, "", "1", "", "")
    first = first._replace(hash=audit.entry_hash(first))
    for name in audit.Entry._fields[:-1]:
        value = getattr(first, name)
        other = first._replace(**{name: value + 1 if isinstance(value, int) else value + "x"})
        assert audit.entry_hash(other) != first.hash
    assert audit.dumps(None) == ""
    assert audit.dumps({"b": 1, "a": "ü"}) == '{"a":"\\u00fc","b":1}'
