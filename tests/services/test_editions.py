"""Moving a project to another edition: the preview says what then happens, nothing is lost, and undo brings it back."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures import Clock
from tests.services.editions_shop import DAY, confirm, facts, furnish, work, write
from tests.two_editions import first, second, words, write_both
from tests.two_editions import write as write_model
from vse_app.i18n import translator
from vse_app.model.errors import Invalid, UserError
from vse_app.model.path import Status
from vse_app.model.records import Content
from vse_app.services import backup, editions, history, library, path, publishing, records, undo, whereabouts
from vse_app.services.editions import Preview
from vse_app.services.workspace import Workspace

TR = translator("en")


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_both(tmp_path / "models")
    monkeypatch.setenv("VSE_APP_MODELS", str(root))
    return root


@pytest.fixture
def ws(models: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "shop.vse", clock=Clock()) as opened:
        furnish(opened)
        yield opened


def told(found: Preview, group: str) -> dict[str, str]:
    return {found.words.label(r): found.words.text(r) for r in found.rows if r.group == group and r.kind != "mark"}


def test_the_other_edition_is_offered_and_the_one_that_is_not_here_is_named(ws: Workspace) -> None:
    found = editions.editions(ws, 1, "en")
    assert [(o.ref, o.own, o.same) for o in found.others] == [("shop@2", True, False)]
    assert found.newer == "Our way 3"


def test_the_same_edition_with_other_content_is_offered(ws: Workspace, models: Path) -> None:
    changed = first()
    changed["processes"][0]["activities"][0]["tasks"][0]["minutes"] = 99
    write_model(models / "shop-1", changed)
    assert [(o.ref, o.same) for o in editions.editions(ws, 1, "en").others] == [("shop@1", True), ("shop@2", False)]
    editions.move(ws, 1, "shop@1")
    assert [o.ref for o in editions.editions(ws, 1, "en").others] == ["shop@2"]
    assert path.view(ws, 1).model.task("WORK.1.1").minutes == 99


def test_a_broken_edition_is_not_offered(ws: Workspace, models: Path) -> None:
    (models / "shop-2" / "en.yaml").write_text("language: en\n", "utf-8")
    assert editions.editions(ws, 1, "en").others == ()
    with pytest.raises(UserError):
        editions.preview(ws, 1, "shop@2", TR)


def test_only_editions_of_the_same_model_can_be_moved_to(ws: Workspace) -> None:
    with pytest.raises(Invalid, match="own model"):
        editions.preview(ws, 1, "iso29110-basic", TR)


def test_the_preview_of_an_empty_project_owes_only_what_is_new(ws: Workspace) -> None:
    found = editions.preview(ws, 1, "shop@2", TR)
    owed = [r for r in found.rows if r.group == "owed" and r.kind == "task"]
    assert [(r.code, r.after) for r in owed] == [
        ("task-new", ("WORK.1.6",)), ("task-again", ("WORK.1.4",)), ("task-optional", ("WORK.3.2",)),
    ] or {(r.code, r.after) for r in owed} == {
        ("task-new", ("WORK.1.6",)), ("task-again", ("WORK.1.4",)), ("task-optional", ("WORK.3.2",)),
    }  # fmt: skip
    assert found.minutes == 50 + 20


def test_what_becomes_of_everything(ws: Workspace) -> None:
    work(ws)
    found = editions.preview(ws, 1, "shop@2", TR)
    owed, becomes, gone = told(found, "owed"), told(found, "becomes"), told(found, "gone")
    assert owed["WORK.1.4 Do WORK.1.4"].startswith("Was not applicable.")
    assert owed["WORK.1.6 Do WORK.1.6"] == "New."
    assert owed["WORK.1.2 Do WORK.1.2"] == "Was settled; this edition asks for more: The plan (checked, agreed)."
    assert owed["The budget"] == "New. Given by: WORK.1.6."
    assert owed["The plan: Its risk"] == "Is needed now. Records that do not say it yet: 1."
    assert owed["The tester"] == "New. Nobody plays it yet."
    assert owed["There is time."] == "New condition for starting; not ticked yet."
    assert becomes["WORK.2.2 Do WORK.2.2 (1)"].endswith("for each part: WORK.2.6 Do WORK.2.6, WORK.2.7 Do WORK.2.7.")
    assert becomes["WORK.2.4 Do WORK.2.4 (1)"].startswith("Merged. Its confirmation counts for WORK.2.8")
    assert "which nobody confirmed: it does not count yet" in becomes["WORK.2.3 Do WORK.2.3 (2)"]
    assert becomes["The issue"] == "Goes on as The ticket. Records: 1."
    assert becomes["The report-a"] == "Goes on as The report. Records: 1."
    assert becomes["The lead"] == "Goes on as The head, played by Ana."
    assert becomes["The plan: Its cost"].startswith("Is of another kind")
    assert becomes["The plan: Its size"].startswith("Choices")
    assert becomes["The plan: Its steps"].startswith("Columns")
    assert "Now gives: The plan (checked, agreed)." in becomes["WORK.1.2 Do WORK.1.2"]
    assert gone["WORK.1.3 Do WORK.1.3"].endswith("in the pack: 1.")
    assert gone["The notes"].endswith("“no longer asked for”: 1.")
    assert gone["The report-b"].startswith("Merged into The report")
    assert gone["The plan: Its secret"].endswith("with it: 1.")
    assert gone["The ticket: closed"].endswith("records: 1.")
    assert gone["The scribe"] == "This edition does not have the role. Still named with the earlier edition: Cy."
    assert gone["There is room."] == "Not asked for any more."
    stays = [found.words.text(r) for r in found.rows if r.group == "stays"]
    assert stays == [
        "Confirmations that stay as they are: 4.",
        "Records that stay as they are: 2.",
        "Assignments that stay as they are: 2.",
    ]


def test_the_path_after_the_move_is_the_one_foretold(ws: Workspace) -> None:
    work(ws)
    found = editions.preview(ws, 1, "shop@2", TR)
    editions.move(ws, 1, "shop@2")
    view = path.view(ws, 1)
    assert {s.key: s.status for s in view.steps} == {k: s.status for k, s in found.plan.after.steps.items()}
    assert {i.step.key: i.met for i in view.claim.items} == {k: i.met for k, i in found.plan.after.items.items()}
    done = {s.key for s in view.steps if s.status is Status.DONE}
    assert done == {("WORK.1.1", 0), ("WORK.1.2", 0), ("WORK.1.5", 0), ("WORK.2.1", 1), ("WORK.2.6", 1),
                    ("WORK.2.7", 1), ("WORK.2.8", 1)}  # fmt: skip
    assert view.step("WORK.2.8", 1).confirmations[0].earlier == "shop@1:WORK.2.3"


def test_nothing_that_was_written_is_lost(ws: Workspace) -> None:
    made = work(ws)
    before = {i: records.page(ws, i).revision for i in made.values()}
    editions.move(ws, 1, "shop@2")
    assert {i: records.page(ws, i).revision for i in made.values()} == before
    kinds = {name: records.page(ws, i).record.kind for name, i in made.items()}
    assert kinds == {"plan": "plan", "notes": "notes", "thing": "thing", "issue": "ticket", "a": "report",
                     "b": "report-b", "log": "log"}  # fmt: skip
    plan = records.page(ws, made["plan"]).product
    assert [f.id for f in plan.earlier] == ["secret"]
    assert plan.field("cost").kind == "number" and "large" in plan.field("size").choices
    model = path.view(ws, 1).model
    assert model.field_word("en", "plan", ("secret",)) == "Its secret"
    assert model.word("en", "products", "notes") == "The notes"
    assert path.view(ws, 1).project.assignments == {"HEAD": ("ana",), "DEV": ("ben", "ana"), "SCRIBE": ("cy",)}


def test_notes_and_ticks_go_along(ws: Workspace) -> None:
    work(ws)
    editions.move(ws, 1, "shop@2")
    marks = {(m.task, m.iteration): m for m in path.view(ws, 1).facts.marks}
    assert marks["WORK.1.1", 0].ticks == (0,)
    assert marks["WORK.1.1", 0].note == "✓ It has an aim (1)"
    assert marks["WORK.2.6", 1].note == "Rang twice"
    assert marks["WORK.2.3", 1].note == "Shiny"
    assert marks["WORK.1.3", 0].note == "Took long"
    assert marks["WORK.1.4", 0].status == "" and "No time" in marks["WORK.1.4", 0].note


def test_what_is_kept_can_be_edited(ws: Workspace) -> None:
    made = work(ws)
    editions.move(ws, 1, "shop@2")
    records.revise(ws, made["plan"], fields={"risk": "Rain"})
    fields = records.page(ws, made["plan"]).revision.content.fields
    assert (fields["secret"], fields["cost"], fields["size"], fields["risk"]) == ("hush", 12, "large", "Rain")
    assert fields["steps"] == [{"what": "open", "when": DAY}]
    records.revise(ws, made["notes"], fields={"text": "Said again"})
    records.revise(ws, made["b"], title="Still here")
    with pytest.raises(Invalid, match="does not ask for"):
        records.create(ws, 1, "notes", content=Content("No", {}))


def test_a_number_that_a_record_had_before_is_not_given_again(ws: Workspace) -> None:
    made = work(ws)
    assert records.page(ws, made["notes"]).record.number == "NO-001"
    editions.move(ws, 1, "shop@2")
    budget = write(ws, "budget", "Money", text="Enough")
    assert records.page(ws, budget).record.number == "NO"
    ticket = write(ws, "ticket", "Again", text="Jams")
    assert records.page(ws, ticket).record.number == "IS-002"


def test_undo_brings_back_the_same_bytes(ws: Workspace) -> None:
    work(ws)
    before, at = facts(ws), whereabouts.can_undo
    done = editions.move(ws, 1, "shop@2")
    assert facts(ws) != before
    assert at(ws, done.changes.number)
    back = undo.undo(ws, done.changes.number)
    assert facts(ws) == before
    undo.undo(ws, back.changes.number)
    assert path.view(ws, 1).model.ref == "shop@2"
    assert backup.check(ws) == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done_the_preview_is_right_and_undo_is_exact(ws: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    made = work(ws) if seed % 2 else {}
    for step in path.view(ws, 1).steps:
        task, iteration = step.key
        role = step.task.roles[0]
        person = chance.choice(("ana", "ben", "cy"))
        match chance.randrange(5):
            case 0:
                path.confirm(ws, 1, task, iteration, person=person, role=role, happened=DAY, note=f"{task} done")
            case 1:
                path.write_note(ws, 1, task, iteration, note=f"{task} noted")
            case 2:
                path.later(ws, 1, task, iteration, until="2027-01-01")
            case 3 if path.view(ws, 1).step(task, iteration).confirmations:
                path.reopen(ws, 1, task, iteration, reason="again")
            case _:
                pass
    for kind in chance.sample(("notes", "issue", "log", "thing"), 2):
        if kind != "thing" or not made:
            write(ws, kind, f"More {kind}", text=f"Said of {kind}")
    before, found = facts(ws), editions.preview(ws, 1, "shop@2", TR)
    done = editions.move(ws, 1, "shop@2")
    view = path.view(ws, 1)
    assert {s.key: s.status for s in view.steps} == {k: s.status for k, s in found.plan.after.steps.items()}
    said = {c.note for c in view.facts.confirmations} | {line for m in view.facts.marks for line in m.note.split("\n")}
    earlier = json.loads(before)
    assert {c["note"] for c in earlier[4]} | {m["note"] for m in earlier[3]} <= said | {""}
    undo.undo(ws, done.changes.number)
    assert facts(ws) == before
    assert backup.check(ws) == []


def test_work_goes_on_after_the_move_and_back_in_the_first_edition(ws: Workspace) -> None:
    work(ws)
    done = editions.move(ws, 1, "shop@2")
    ticket = write(ws, "budget", "Money", text="Enough")
    path.confirm(ws, 1, "WORK.1.6", 0, person="ana", role="HEAD", happened=DAY)
    undo.undo(ws, done.changes.number)
    view = path.view(ws, 1)
    assert view.model.ref == "shop@1"
    assert records.page(ws, ticket).record.kind == "budget"
    publishing.build(ws, 1, "evidence-pack", "en")


def test_moving_on_and_back_by_another_move(ws: Workspace) -> None:
    made = work(ws)
    editions.move(ws, 1, "shop@2")
    confirm(ws, "WORK.2.8", 2)
    editions.move(ws, 1, "shop@1")
    view = path.view(ws, 1)
    assert records.page(ws, made["issue"]).record.kind == "issue"
    assert records.page(ws, made["notes"]).product.fields[0].id == "text"
    assert view.model.is_asked_for("notes")
    assert view.step("WORK.3.1", 0).status is not Status.DONE
    both = {k: view.step(k, 2).status for k in ("WORK.2.3", "WORK.2.4")}
    assert set(both.values()) == {Status.DONE}
    assert view.project.assignments["LEAD"] == ("ana",)
    publishing.build(ws, 1, "evidence-pack", "en")


def test_iterations_come_and_go(ws: Workspace, models: Path) -> None:
    straight = second() | {"edition": "3", "iterated": [], "changes": {"from": "1"}}
    write_model(models / "shop-3", straight)
    work(ws)
    confirm(ws, "WORK.2.1", 2)
    path.write_note(ws, 1, "WORK.2.1", 2, note="Second round")
    editions.move(ws, 1, "shop@3")
    view = path.view(ws, 1)
    assert [c.iteration for c in view.step("WORK.2.1", 0).confirmations] == [0, 0], "both rounds were confirmed"
    assert {(m.task, m.iteration): m.note for m in view.facts.marks}["WORK.2.1@1", 2] == "Second round"
    again = first() | {"edition": "4", "newer_edition": "Our way 3"}
    write_model(models / "shop-4", again)
    assert not editions.preview(ws, 1, "shop@4", TR).is_next
    assert editions.editions(ws, 1, "en").newer == ""
    editions.move(ws, 1, "shop@4")
    view = path.view(ws, 1)
    assert view.step("WORK.2.1", 1).status is Status.DONE and view.step("WORK.2.1", 2).status is not Status.DONE
    assert editions.editions(ws, 1, "en").newer == "", "edition 3 is here"


def test_every_kind_of_row_has_its_words(ws: Workspace) -> None:
    work(ws)
    found = editions.preview(ws, 1, "shop@2", translator("es"))
    said = [(found.words.group(r.group), found.words.kind(r.kind), found.words.label(r), found.words.text(r))
            for r in found.rows]  # fmt: skip
    assert all(all(cells) for cells in said)
    assert {r.kind for r in found.rows} == {"task", "product", "field", "state", "mark", "role", "condition"}
    assert "Ya no se pide" in {cells[0] for cells in said}
    report = publishing.edition_report(ws, found, translator("es"))
    printed = {row for block in report.blocks for row in getattr(block, "rows", ())}
    assert len(printed) >= len(found.rows) and report.id == "edition-preview"


def test_what_tasks_ask_for_is_said_in_words(ws: Workspace, models: Path) -> None:
    other = first() | {"edition": "5", "changes": {"from": "1"}}
    tasks = other["processes"][0]["activities"][0]["tasks"]
    tasks[0] |= {"optional": True, "approved_by": "DEV", "roles": ["LEAD", "SCRIBE"]}
    tasks[1] |= {"inputs": [{"product": "plan", "part": "main"}, {"product": "notes"}], "outputs": []}
    other["products"][0] |= {"parts": ["main"]}
    other["products"][0]["fields"][0] = {**other["products"][0]["fields"][0], "part": "main"}
    write_model(models / "shop-5", other, words(other) | {"parts": {"main": {"name": "Main part"}}})
    becomes = told(editions.preview(ws, 1, "shop@5", TR), "becomes")
    assert becomes["WORK.1.1 Do WORK.1.1"] == (
        "Now also by: The scribe. Now approved by: The dev. It may be left out now."
    )
    assert becomes["WORK.1.2 Do WORK.1.2"] == (
        "Now takes in: The plan: Main part, The notes. No longer takes in: The plan. "
        "No longer gives: The plan (checked)."
    )


def test_the_history_tells_of_the_move(ws: Workspace) -> None:
    done = editions.move(ws, 1, "shop@2")
    lines = [line for line in history.block(ws, project=1) if line.entity == "move"]
    assert [history.sentence(TR, line, {}) for line in lines] == ["The project moved from shop@1 to shop@2."]
    undo.undo(ws, done.changes.number)
    newest = next(line for line in history.block(ws, project=1) if line.entity == "move")
    assert history.sentence(TR, newest, {}) == "The move to shop@2 was taken back."


def test_the_library_has_both_editions(models: Path) -> None:
    shops = [m for m in library.models("en") if m["id"] == "shop"]
    assert [(m["edition"], m["own"]) for m in shops] == [("1", True), ("2", True)]
