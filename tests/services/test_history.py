"""The history: every line as a sentence, filtered, and led back to its record or task."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from tests.fixtures import PEOPLE, plan
from tests.services.test_undo import VERBS, furnished
from vse_app.i18n import translator
from vse_app.model.records import Content
from vse_app.services import backup, company, history, path, projects, records, undo, verbs, whereabouts
from vse_app.services.history_words import _KEYS, key_word
from vse_app.services.workspace import Workspace
from vse_app.store.histories import Line

__all__ = ["furnished"]
TR = translator("en")
NAMES = {p.id: p for p in PEOPLE}


def said(ws: Workspace, number: int = 0) -> list[str]:
    """The newest lines as sentences, newest first; only of one change when a number is given."""
    lines = [x for x in history.block(ws) if not number or x.change == number]
    return [history.sentence(TR, line, NAMES) for line in lines]


def test_every_kind_of_entry_has_its_sentence(ws: Workspace) -> None:
    assert "A project “First” was added." in said(ws)
    assert "A person “Cleo” was added." in said(ws)
    assert "From here on Ana López is working." in said(ws)
    company.edit_company(ws, why="x" * 80, header="H")
    assert said(ws)[0] == f"The company “Acme”: Header: – → H; What you want from this: – → {'x' * 60}…"
    company.edit_company(ws, why="", header="", footer="a", marking="b", country="c")
    assert said(ws)[0].endswith("; …")
    record = records.create(ws, 1, "plan", content=plan()).value
    assert said(ws)[:2] == ["Version 1 of “The plan” was written.", "P was created."]
    records.set_head(ws, record.id, owner="ben", due="2026-04-01")
    assert said(ws)[0] == "Changed: Due: – → 1 Apr 2026; Owner: – → Ben ไทย"
    event = records.set_state(ws, record.id, "checked", person="ben", role="DEV", happened="2026-03-01").value
    assert said(ws)[0] == "Version 1 became “checked” by Ben ไทย as DEV, on 1 Mar 2026."
    done = records.withdraw_state(ws, event, 1, "too early")
    assert said(ws)[0] == "A state was taken back: too early"
    undo.undo(ws, done.changes.number)
    assert said(ws)[0] == "It counts again."
    records.withdraw(ws, record.id, "wrong")
    assert said(ws)[0] == "The record was withdrawn: wrong"
    records.withdraw(ws, record.id, "")
    assert said(ws)[0] == "The record was brought back."
    records.create(ws, 1, "change", content=Content("C", {"based-on": ["1"]}))
    assert said(ws)[0] == "Links were changed."


def test_what_changed_is_said_in_the_words_and_names_of_the_screens(ws: Workspace, tmp_path: Path) -> None:
    project = projects.projects(ws)[0]
    projects.edit_project(ws, project.id, assignments={**project.assignments, "LEAD": ("ben",)}, end="2026-12-24")
    spoken = translator("es")
    (line,) = history.block(ws, limit=1)
    said_es = history.sentence(spoken, line, NAMES)
    assert (
        "Fin planeado: – → 24 dic 2026" in said_es and "Quién tiene cada rol" in said_es and "LEAD: Ben ไทย" in said_es
    )
    assert not {"assignments", "2026-12-24", "ben]"} & set(said_es.replace(":", " ").split())
    company.save_person(ws, dataclasses.replace(NAMES["ben"], active=False))
    assert said(ws)[0] == "A person “Ben ไทย”: Still here: yes → no"
    backup.backup(ws, tmp_path / "copy.vse")
    assert said(ws)[0] == "A backup was made: copy.vse"


@pytest.mark.parametrize("key", _KEYS)
def test_every_name_of_a_value_has_its_spanish(key: str) -> None:
    assert key_word(translator("es"), key) != key


def test_every_kind_of_mark_and_confirmation_has_its_sentence(ws: Workspace) -> None:
    path.confirm(ws, 1, "MAN.1.1", 0, person="ana", role="LEAD", happened="2026-03-01")
    assert said(ws)[0] == "MAN.1.1 was confirmed by Ana López as LEAD, on 1 Mar 2026."
    path.reopen(ws, 1, "MAN.1.1", 0, reason="not yet")
    assert said(ws)[0] == "A confirmation was taken back: not yet"
    path.not_applicable(ws, 1, "MAN.2.2", 0, person="ana", reason="none", happened="2026-03-01")
    assert said(ws)[0] == "MAN.2.2: marked not applicable (none)"
    path.later(ws, 1, "MAN.1.1", 0, until="")
    assert said(ws)[0] == "MAN.1.1: put off"
    path.reopen(ws, 1, "MAN.1.1", 0, reason="")
    assert said(ws)[0] == "MAN.1.1: notes or ticks changed"


def test_what_is_removed_says_so_and_what_is_unknown_is_something(ws: Workspace) -> None:
    done = company.save_person(ws, company.Person("", "New"))
    undo.undo(ws, done.changes.number)
    assert said(ws)[0] == "A person “New” was removed."
    odd = Line(1, 1, "", "", "", "odd", "", 0, "", '"text"')
    assert history.sentence(TR, odd, {}) == "Something was added."


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_leaves_sentences_a_name_and_places(furnished: Workspace, name: str) -> None:
    done = VERBS[name](furnished)
    lines = [x for x in history.block(furnished) if x.change == done.changes.number]
    places = whereabouts.places(furnished, lines)
    assert lines
    for line in lines:
        sentence = history.sentence(TR, line, NAMES)
        assert sentence
        assert "{" not in sentence
        if line.entity in ("record", "revision", "links", "event"):
            assert records.page(furnished, places[line.seq].record).record.number == places[line.seq].number
        elif line.entity in ("mark", "confirmation") and (line.after or line.before) and not line.before:
            assert places[line.seq].task.startswith(("MAN.", "DO."))
    verb = verbs.verb_of(furnished, done.changes.number)
    assert verbs.verb_name(TR, verb) not in ("", "last change"), verb


def test_a_verb_of_nothing_is_nothing(ws: Workspace) -> None:
    assert verbs.verb_of(ws, 0) == ""
    assert verbs.verb_of(ws, 999) == ""
    assert verbs.verb_name(TR, "") == "last change"


def test_filters(ws: Workspace) -> None:
    records.create(ws, 1, "plan", content=plan("100% of_it"))
    company.set_actor(ws, "ben")
    records.revise(ws, 1, title="other")
    assert history.count(ws) == len(history.block(ws))
    assert {x.entity for x in history.block(ws, entity="record")} == {"record"}
    assert {x.person for x in history.block(ws, person="ben")} == {"ben"}
    assert history.count(ws, person="ben") == len(history.block(ws, person="ben")) == 2
    assert [x.entity for x in history.block(ws, text="100%")] == ["revision"]
    assert history.count(ws, text="100% of_it") == 1
    assert history.count(ws, text="' OR 1=1") == 0
    assert history.count(ws, text=" ") == history.count(ws)
    assert [x.seq for x in history.block(ws, offset=2, limit=2)] == [x.seq for x in history.block(ws)][2:4]
    assert {x.project for x in history.block(ws, project=1)} == {0, 1}


def test_another_projects_lines_are_left_out(ws: Workspace) -> None:
    from tests.fixtures import RAW
    from vse_app.model.project import Project

    projects.create_project(ws, Project(0, "P2", "Second", ""), RAW)
    records.create(ws, 2, "plan", content=plan())
    assert 2 not in {x.project for x in history.block(ws, project=1)}
    assert 2 in {x.project for x in history.block(ws, project=2)}


def test_the_history_of_a_record_and_of_a_task_is_all_of_theirs_and_only_theirs(furnished: Workspace) -> None:
    own = history.of_record(furnished, 1)
    assert [x.entity for x in own] == ["event", "revision", "revision", "record"]
    assert [x.entity for x in history.of_record(furnished, 2)] == ["links", "revision", "record"]
    path.tick(furnished, 1, "MAN.1.2", 0, ticks=[0])
    path.tick(furnished, 1, "MAN.1.1", 0, ticks=[0])
    path.reopen(furnished, 1, "MAN.1.2", 0, reason="x")
    assert [x.entity for x in history.of_task(furnished, 1, "MAN.1.2", 0)] == ["confirmation", "mark", "confirmation"]
    assert history.of_task(furnished, 1, "DO.1.1", 0) == []


def test_a_record_whose_number_begins_another_does_not_get_its_links(ws: Workspace) -> None:
    for _ in range(12):
        records.create(ws, 1, "change", content=Content("C", {"limits": "x"}))
    records.revise(ws, 11, fields={"based-on": ["2"]})
    assert [x.entity for x in history.of_record(ws, 1)] == ["revision", "record"]


@pytest.mark.parametrize("name", VERBS)
def test_a_change_can_be_undone_until_something_it_touched_was_touched_again(furnished: Workspace, name: str) -> None:
    done = VERBS[name](furnished)
    number = done.changes.number
    assert whereabouts.can_undo(furnished, number) == (name != "add person")
    undo.undo(furnished, number)
    assert not whereabouts.can_undo(furnished, number)
    assert not whereabouts.can_undo(furnished, 9999)


def test_a_backup_cannot_be_undone(ws: Workspace, tmp_path: Path) -> None:
    backup.backup(ws, tmp_path / "copy.vse")
    assert not whereabouts.can_undo(ws, history.block(ws)[0].change)
    assert said(ws)[0] == "A backup was made: copy.vse"


def test_the_history_of_the_example_company_is_all_words(sample_file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(sample_file, tmp_path / "c.vse"))
    with Workspace.open(copy, writable=False) as ws:
        names = {p.id: p for p in company.people(ws)}
        lines = history.block(ws, limit=10_000)
        assert len(lines) == history.count(ws) > 500
        assert all(history.sentence(TR, line, names) for line in lines)
        whereabouts.places(ws, lines)


def test_a_private_note_is_told_to_nobody_though_undo_still_knows_it(ws):
    from vse_app.services import undo
    from vse_app.store import queries

    ws.write("assessment.note", lambda change: change.put("assessment-note", "1/ana/X", {"text": "a turnip"}))
    ws.write("assessment.note", lambda change: change.put("assessment-note", "1/ana/X", {"text": "a beet"}))
    lines = [line for line in history.block(ws, limit=10) if line.entity == "assessment-note"]
    assert len(lines) == 2
    assert not any(word in f"{line.before}{line.after}" for line in lines for word in ("turnip", "beet"))
    undo.undo(ws, lines[0].change)
    with ws.reading() as connection:
        assert queries.document(connection, "assessment-note", "1/ana/X") == {"text": "a turnip"}
