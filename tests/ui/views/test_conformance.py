"""Tailoring and conformance in the window: six steps, everything saved at once, and only people's judgements count."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit

from vse_app import paths
from vse_app.model.errors import Invalid
from vse_app.model.records import Content
from vse_app.model.tailoring import Evidence
from vse_app.services import conformance, path, records, undo
from vse_app.ui.commands import commands, possible
from vse_app.ui.context import Target
from vse_app.ui.views.conformance import ConformanceView
from vse_app.ui.views.conformance_list import OverviewPage
from vse_app.ui.views.conformance_new import NewPage
from vse_app.ui.views.conformance_wizard import STEPS, WizardPage

from .setup_desk import Desk, firm

ANA = "ana-ruiz"


@pytest.fixture(autouse=True)
def kept_models(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cache of checked models for all tests here: checking them anew takes longer than the tests."""
    folder, own = tmp_path_factory.getbasetemp() / "kept models", paths.user_folder
    monkeypatch.setattr(paths, "user_folder", lambda kind: folder if kind == "cache" else own(kind))


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def shop(desk: Desk):
    """A record with content, and a tailored declaration (1) of two processes."""
    ws = desk.context.ws
    records.create(ws, 1, "project-plan", content=Content("The plan", {"delivery-needs": "A server"}))
    conformance.declare(ws, "iso12207@2008", project=1, kind="tailored", processes=("6.3.1", "6.3.6"))
    return ws


def show(desk: Desk, record: int = 0, text: str = "") -> ConformanceView:
    return desk.show(ConformanceView(desk.context, Target("conformance", record=record, text=text)))


def follow(desk: Desk) -> None:
    """Go where the view wanted to go, as the stage does."""
    desk.view.leave()
    desk.view.retarget(desk.went[-1])
    desk.settle()


def said(widget) -> str:
    labels = [x.text() for x in widget.findChildren(QLabel) if x.isVisibleTo(widget)]
    return "\n".join([*labels, *(b.text() for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget))])


def step(desk: Desk, name: str):
    """A step of the declaration, opened."""
    view = desk.view if isinstance(desk.view, ConformanceView) else show(desk, 1, name)
    if view.page.current != name:
        view.retarget(Target("conformance", record=1, text=name))
        desk.settle()
    return view.page.step


def declared(ws):
    return conformance.stated(ws, 1).declaration


def test_the_palette_knows_it_wherever_a_file_is_open(desk: Desk) -> None:
    [command] = [c for c in commands(desk.context.tr) if c.target == Target("conformance")]
    assert possible(command, has_file=True, has_project=False)
    assert not possible(command, has_file=False, has_project=False)


def test_the_profile_is_met_or_not_and_nothing_is_declared_yet(desk: Desk) -> None:
    view = show(desk)
    assert isinstance(view.page, OverviewPage)
    assert "cannot state yet for the project BOAT Boats that ISO/IEC TR 29110-5-1-2:2011 is met" in said(view)
    assert "The profile allows no tailoring" in said(view)
    assert "Nothing is declared yet" in said(view)
    assert "5.1.5" in said(view)
    view.page.table.empty_clicked.emit()
    assert desk.went == [Target("conformance", text="new")]


def test_beginning_a_declaration(desk: Desk) -> None:
    view = show(desk, text="new")
    page = view.page
    assert isinstance(page, NewPage)
    assert "Your project works under ISO/IEC TR 29110-5-1-2:2011. It is no choice here" in said(page)
    assert page.models.value() == "iso12207@2008"
    assert page.scope.value() == "project"
    page.models.set_value("iso12207@1995")
    page.scope.set_value("company")
    view.refresh()
    desk.settle()
    assert (page.models.value(), page.scope.value()) == ("iso12207@1995", "company")  # a refresh changes no answer
    page.begin_button.click()
    desk.settle()
    assert desk.went == [Target("conformance", record=1, text="scope")]
    made = conformance.stated(desk.context.ws, 1)
    assert (made.declaration.ref, made.declaration.project, made.declaration.kind) == ("iso12207@1995", 0, "tailored")


def test_declarations_stand_side_by_side_and_open(desk: Desk, shop) -> None:
    conformance.declare(shop, "iso12207@2017", title="All of us")
    view = show(desk)
    table = view.page.table
    assert table.model.rowCount() == 2
    first = [table.model.index(0, column).data() for column in range(7)]
    assert first[1:] == ["ISO/IEC 12207:2008", "BOAT", "tailored", "2", "0 of 12", "not yet"]
    second = [table.model.index(1, column).data() for column in range(7)]
    assert second[:4] == ["All of us", "ISO/IEC/IEEE 12207:2017", "whole company", "full, by outcomes"]
    table.opened.emit(2)
    assert desk.went[-1] == Target("conformance", record=2)
    table.grid.setCurrentIndex(table.model.index(0, 0))
    desk.settle()
    button = next(b for b in view.page.findChildren(QAbstractButton) if b.text() == "Open")
    button.click()
    assert desk.went[-1] == Target("conformance", record=1)


def test_every_step_opens_and_next_leads_through_them(desk: Desk, shop) -> None:
    view = show(desk, 1, "scope")
    assert isinstance(view.page, WizardPage)
    seen = [view.page.current]
    for _ in range(len(STEPS) - 1):
        view.page.next_button.click()
        follow(desk)
        seen.append(view.page.current)
    assert seen == list(STEPS)
    assert view.page.next_button.text() == "All declarations"
    view.page.next_button.click()
    assert desk.went[-1] == Target("conformance")
    view.page.back_button.click()
    follow(desk)
    assert view.page.current == "judgements"
    view.page.chips["scope"].click()
    follow(desk)
    assert not view.page.back_button.isEnabled()
    assert view.target == Target("conformance", record=1, text="scope")


def test_one_comes_back_to_what_is_to_be_done_next(desk: Desk, shop) -> None:
    view = show(desk, 1)
    assert view.page.current == "judgements"
    conformance.edit(shop, 1, processes=())
    for declaration, wanted in (
        (conformance.declare(shop, "iso12207@2008", project=1).value.id, "scope"),
        (1, "scope"),
    ):
        view.retarget(Target("conformance", record=declaration))
        desk.settle()
        assert view.page.current == wanted
    conformance.edit(shop, 1, processes=("6.3.6",))
    for item in conformance.stated(shop, 1).assessment.judged:
        conformance.judge(shop, 1, item.unit.element, "achieved", person=ANA, evidence=[Evidence("record", 1, 1)])
    view.retarget(Target("conformance"))
    desk.settle()
    view.retarget(Target("conformance", record=1))
    desk.settle()
    assert view.page.current == "statement"


def test_a_name_and_the_kind_of_claim_are_saved_at_once(desk: Desk, shop, qtbot) -> None:
    page = step(desk, "scope")
    qtbot.keyClicks(page.title_line, "Ours <b>")
    page.about.setPlainText("The boat shop")
    page.leave()
    desk.settle()
    assert (declared(shop).title, declared(shop).about) == ("Ours <b>", "The boat shop")
    assert desk.view.page._title.text() == "Ours <b>"
    conformance.delete(shop, 1, "6.3.1.a", reason="not ours", decider=ANA)
    desk.view.refresh()
    desk.settle()
    page.kind._buttons["full:outcomes"].click()
    desk.settle()
    assert "A full claim allows no deletion." in said(page)
    assert page.kind.value() == "tailored"  # what was refused does not stay chosen
    conformance.take_back(shop, 1, "6.3.1.a")
    page.kind._buttons["full:outcomes"].click()
    desk.settle()
    assert (declared(shop).kind, declared(shop).by) == ("full", ("outcomes",))
    assert "A full claim allows no deletion." not in said(page)


def test_an_edition_with_two_ways_offers_them(desk: Desk) -> None:
    ws = desk.context.ws
    conformance.declare(ws, "iso12207@2017", project=1)
    page = step(desk, "scope")
    assert list(page.kind._buttons) == ["full:outcomes", "full:tasks", "full:outcomes:tasks", "tailored"]
    page.kind._buttons["full:outcomes:tasks"].click()
    desk.settle()
    assert declared(ws).by == ("outcomes", "tasks")
    assert "the program cannot support it" in said(page)


def test_removing_goes_back_to_the_list(desk: Desk, shop) -> None:
    page = step(desk, "scope")
    page.remove_button.click()
    desk.settle()
    assert desk.went[-1] == Target("conformance")
    with pytest.raises(Invalid):
        conformance.stated(shop, 1)
    assert isinstance(desk.view.page, OverviewPage)  # what is gone is not shown


def test_processes_are_ticked_and_taken_back_with_their_deletions(desk: Desk, shop, qtbot) -> None:
    page = step(desk, "processes")
    qtbot.waitUntil(lambda: len(page.boxes) == 43)
    assert [p for p, box in page.boxes.items() if box.isChecked()] == ["6.3.1", "6.3.6"]
    assert "Declared: 2 of 43" in said(page)
    page.boxes["7.1.2"].click()
    desk.settle()
    assert declared(shop).processes == ("6.3.1", "6.3.6", "7.1.2")
    conformance.delete(shop, 1, "6.3.1.a", reason="not ours", decider=ANA)
    desk.view.refresh()
    desk.settle()
    page.boxes["6.3.1"].click()
    desk.settle()
    assert (declared(shop).processes, declared(shop).deletions) == (("6.3.6", "7.1.2"), ())


def test_one_party_on_both_sides_is_told_in_its_place(desk: Desk, shop) -> None:
    page = step(desk, "processes")
    editor = page.parties.editor("parties")
    editor.model.put(0, 0, [["Contract", "Acme", "acquirer (buys)"], ["Contract", "Acme", "supplier (delivers)"]])
    desk.settle()
    assert [p.role for p in declared(shop).parties] == ["acquirer", "supplier"]
    assert "Acme both buys and delivers in Contract." in said(page)
    editor.model.put(2, 0, [["Contract", "Other", "no such part"]])
    desk.settle()
    assert len(declared(shop).parties) == 2  # not understood, so not saved, and still there to be mended
    assert "cannot be understood" in said(page)
    assert len(editor.value()) == 3
    desk.view.refresh()
    desk.settle()
    assert len(editor.value()) == 3


def test_circumstances_and_input(desk: Desk, shop, qtbot) -> None:
    page = step(desk, "circumstances")
    qtbot.keyClicks(page.notes["risk"], "low")
    assert page.ticks["risk"].box.isChecked()  # a note ticks its box
    page.ticks["budget"].box.click()
    page.leave()
    desk.settle()
    assert declared(shop).circumstances == {"risk": "low", "budget": ""}
    page.ticks["budget"].box.click()
    desk.settle()
    assert declared(shop).circumstances == {"risk": "low"}
    inputs = page.form.editor("inputs")
    inputs.model.put(0, 0, [["Clara", "fine", "2026-02-27"]])
    desk.settle()
    assert [tuple(i) for i in declared(shop).inputs] == [("Clara", "fine", "2026-02-27")]
    decider = page.form.editor("decider").combo
    decider.setCurrentIndex(decider.findData(ANA))
    decider.activated.emit(decider.currentIndex())
    desk.settle()
    assert declared(shop).decider == ANA
    date = page.form.editor("decided").line
    date.setText("some day")
    date.left.emit()
    desk.settle()
    assert declared(shop).decided == ""
    assert "is not a date" in said(page)
    assert date.text() == "some day"
    assert not page._unneeded.isVisibleTo(page)


def test_a_deletion_needs_its_reason_and_its_decider(desk: Desk, shop) -> None:
    page = step(desk, "deletions")
    assert "Nothing is left out yet." in said(page)
    assert "5.1.5" in said(page)
    page.delete_button.click()
    assert "Choose what is to be left out." in said(page)
    page.process.setCurrentIndex(page.process.findData("6.3.1"))
    page.process.activated.emit(page.process.currentIndex())
    assert page.element.findData("6.3.1.a") > 0
    page.element.setCurrentIndex(page.element.findData("6.3.1.a"))
    page.delete_button.click()
    desk.settle()
    assert "A deletion needs a reason" in said(page)
    assert declared(shop).deletions == ()
    page.form.set_values({"reason": "It is clear to all of us", "decider": ANA, "date": "2026-03-01"})
    page.delete_button.click()
    desk.settle()
    [gone] = declared(shop).deletions
    assert (gone.element, gone.reason, gone.decider) == ("6.3.1.a", "It is clear to all of us", ANA)
    assert "It is clear to all of us" in said(page._list)
    assert page.element.findData("6.3.1.a") < 0
    button = next(b for b in page._list.findChildren(QAbstractButton) if b.text() == "Take it back")
    assert "6.3.1.a" in button.accessibleName()
    button.click()
    desk.settle()
    assert declared(shop).deletions == ()


def test_a_deletion_begun_waits_until_one_comes_back(desk: Desk, shop) -> None:
    page = step(desk, "deletions")
    page.form.set_values({"reason": "half a reason", "decider": ANA, "date": "2026-03-01"})
    page.leave()
    again = type(page)(desk.context, 1)
    again.show_page(page._page)
    assert again.form.values()["reason"] == "half a reason"
    other = type(page)(desk.context, 2)
    other.show_page(page._page)
    assert not other.form.values()["reason"]
    for made in (again, other):
        made.deleteLater()


def test_a_full_claim_offers_no_deletion(desk: Desk, shop) -> None:
    conformance.edit(shop, 1, kind="full")
    page = step(desk, "deletions")
    assert "A full claim leaves nothing out." in said(page)
    assert not page.delete_button.isVisibleTo(page)
    page.extensions.editor("extensions").model.put(0, 0, [["We do more", "task", "6.3.1", "we like it"]])
    desk.settle()
    assert [tuple(e) for e in declared(shop).extensions] == [("task", "We do more", "6.3.1", "we like it")]


def test_judging_outcome_by_outcome(desk: Desk, shop, qtbot) -> None:
    page = step(desk, "judgements")
    assert page.table.model.rowCount() == 12
    card = page.card
    assert card.element == "6.3.1.a"
    assert "This is only a hint where to look" in said(card)
    card.achieved_button.click()
    desk.settle()
    assert "Name the evidence first." in said(card.bar)
    card.form.editor("evidence").add("record/1/1")
    desk.settle()
    prepared = conformance.stated(shop, 1).judgements["6.3.1.a"]
    assert (prepared.verdict, [e.id for e in prepared.evidence]) == ("", [1])
    card.achieved_button.click()
    desk.settle()
    judged = conformance.stated(shop, 1).judgements["6.3.1.a"]
    assert (judged.verdict, judged.person, judged.date) == ("achieved", ANA, "2026-03-01")
    assert "Judged by Ana Ruiz on 1 Mar 2026" in said(card)
    assert "Name the evidence first." not in said(card.bar)
    page.leave()
    desk.settle()
    assert conformance.stated(shop, 1).judgements["6.3.1.a"].verdict == "achieved"  # looking changes nothing
    card.next_button.click()
    desk.settle()
    assert page.card.element == "6.3.1.b"
    page.card.not_yet_button.click()
    desk.settle()
    assert conformance.stated(shop, 1).assessment.count("not-yet") == 1
    assert "Achieved: 1 · not yet: 1 · judge again: 0 · not judged: 10" in said(page)


def test_changed_evidence_is_named_and_a_new_note_asks_for_a_new_judgement(desk: Desk, shop) -> None:
    conformance.judge(shop, 1, "6.3.1.a", "achieved", person=ANA, evidence=[Evidence("record", 1, 1)])
    page = step(desk, "judgements")
    page.choose("6.3.1.a")
    desk.settle()
    assert "achieved" in said(page.card)
    records.revise(shop, 1, title="Another plan")
    desk.view.refresh()
    desk.settle()
    assert "Another plan: changed since" in said(page.card)
    assert page.table.model.index(0, 0).data() == "judge again"
    page.card.achieved_button.click()
    desk.settle()
    assert conformance.stated(shop, 1).assessment.count("achieved") == 1
    page.card.form.editor("evidence").remove("record/1/1")
    desk.settle()
    assert conformance.stated(shop, 1).judgements == {}


def test_proposed_tasks_can_be_taken_as_evidence_but_judge_nothing(desk: Desk, monkeypatch) -> None:
    from vse_app.model.coverage import Origin, Reach
    from vse_app.services import proposing
    from vse_app.services.proposing import Proposal, Proposals, Source

    ws = desk.context.ws
    conformance.declare(ws, "iso12207@2008", project=1, processes=("6.3.1",))
    task = path.confirm(ws, 1, "PM.1.1", 0, person=ANA, role="PM", happened="2026-02-28").value
    source = Source(1, "PM.1.1", Origin("iso29110-basic@2011:PM.1.1", "equal", "high"), (Evidence("task", 1, task),))
    found = Proposals({"6.3.1.a": Proposal(Reach.FULL, (source,) * 9)})
    monkeypatch.setattr(proposing, "proposals", lambda *_: found)
    page = step(desk, "judgements")
    assert page.table.model.index(0, 2).data() == "in full"
    assert "your finished work covers this: in full." in said(page.card)
    assert "and 1 more" in said(page.card)
    assert conformance.stated(ws, 1).assessment.count("open") == 6
    button = next(b for b in page.card.findChildren(QAbstractButton) if b.text() == "Take these tasks as evidence")
    button.click()
    desk.settle()
    said_of = conformance.stated(ws, 1).judgements["6.3.1.a"]
    assert (said_of.verdict, [e.kind for e in said_of.evidence]) == ("", ["task"])
    page.card.form.link_opened.emit(f"task/1/{task}")
    assert desk.went[-1] == Target("task", task="PM.1.1", iteration=0)
    page.card.form.link_opened.emit("record/1/1")
    assert desk.went[-1] == Target("record", record=1)
    page.card.form.link_opened.emit("nonsense")
    assert desk.went[-1] == Target("record", record=1)


def test_a_person_states_it_and_the_paper_stands_beside_it(desk: Desk, shop, qtbot, tmp_path, monkeypatch) -> None:
    conformance.edit(shop, 1, processes=("6.3.6",))
    page = step(desk, "statement")
    assert "does not state conformance to ISO/IEC 12207:2008 yet" in said(page)
    assert "Nobody has judged these yet: 6." in said(page)
    assert not page._stating.isVisibleTo(page)
    link = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Go there")
    link.click()
    assert desk.went[-1] == Target("conformance", record=1, text="judgements")
    for item in conformance.stated(shop, 1).assessment.judged:
        conformance.judge(shop, 1, item.unit.element, "achieved", person=ANA, evidence=[Evidence("record", 1, 1)])
    desk.view.refresh()
    desk.settle()
    assert "Acme may state tailored conformance" in said(page)
    page.state_button.click()
    desk.settle()
    assert conformance.stated(shop, 1).is_stated
    assert "Acme states tailored conformance" in said(page)
    assert "Stated by Ana Ruiz on 1 Mar 2026" in said(page)
    assert not page.state_button.isEnabled()
    qtbot.waitUntil(lambda: page.preview.pages is not None, timeout=20_000)
    target = tmp_path / "statement"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    page.save_button.click()
    desk.settle()
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: ("", ""))
    page.save_button.click()
    page.unstate_button.click()
    desk.settle()
    assert not conformance.stated(shop, 1).is_stated
    assert "Nobody states it yet" in said(page)


def test_undo_brings_a_judgement_back_into_the_open_page(desk: Desk, shop) -> None:
    page = step(desk, "judgements")
    change = conformance.judge(shop, 1, "6.3.1.a", "not-yet", person=ANA, note="hm").changes.number
    desk.view.refresh()
    desk.settle()
    assert "not yet" in said(page.card)
    desk.do(lambda: undo.undo(shop, change))
    desk.settle()
    assert "not judged" in said(page.card)


def test_no_processes_nothing_to_judge(desk: Desk, shop) -> None:
    conformance.edit(shop, 1, processes=())
    page = step(desk, "judgements")
    assert "There is nothing to judge yet" in said(page)
    assert page.card is None
    conformance.edit(shop, 1, processes=("6.3.1",))
    desk.view.refresh()
    desk.settle()
    assert page.card is not None
    conformance.edit(shop, 1, processes=())
    desk.view.refresh()
    desk.settle()
    assert page.card is None


def test_long_words_markup_and_a_narrow_window(desk: Desk, shop) -> None:
    conformance.edit(shop, 1, title="<b>" + "W" * 297, about="x" * 300)
    desk.window.resize(560, 480)
    for name in STEPS:
        page = step(desk, name)
        assert page.isVisible()
    assert "<b>WWW" in said(desk.view.page)
    assert desk.view.page.minimumSizeHint().width() <= 560
    assert not desk.view.page._extras[0].isVisible()  # a low window keeps its room for the step


def test_a_file_that_is_only_read_changes_nothing(qtbot, tmp_path: Path) -> None:
    from vse_app.services.workspace import Workspace

    with firm(tmp_path / "acme.vse") as ws:
        conformance.declare(ws, "iso12207@2008", project=1, processes=("6.3.1",))
    with Workspace.open(tmp_path / "acme.vse", writable=False) as ws:
        desk = Desk(ws, project=1, folder=tmp_path)
        view = show(desk)
        assert not view.page.new_button.isEnabled()
        view.retarget(Target("conformance", record=1, text="judgements"))
        desk.settle()
        for name in STEPS:
            view.retarget(Target("conformance", record=1, text=name))
            desk.settle()
            editors = view.page.step.findChildren(QLineEdit)
            assert all(not e.isEnabled() or e.accessibleName() == "Filter" for e in editors if e.isVisible())
        desk.close()


def test_the_keyboard_reaches_the_steps_and_the_buttons(desk: Desk, shop, qtbot) -> None:
    view = show(desk, 1, "scope")
    view.page.chips["processes"].setFocus()
    qtbot.keyClick(view.page.chips["processes"], Qt.Key.Key_Space)
    assert desk.went[-1] == Target("conformance", record=1, text="processes")
    qtbot.keyClick(view.page.next_button, Qt.Key.Key_Return)
    assert desk.went[-1].text == "processes"
    assert all(chip.accessibleName() for chip in view.page.chips.values())
