"""Collecting and validating on screen: cards to ask from, evidence that serves many, what does not fit together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.views.assessment_desk import ANA, KEY, SECOND, assessed, complete, opened, saw, texts
from vse_app.model.records import Content
from vse_app.services import assessing, assessments, projects, records
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.parts import Button, LinkButton

from .setup_desk import Desk


@pytest.fixture
def ws(tmp_path: Path):
    with assessed(tmp_path) as found:
        yield found


@pytest.fixture
def desk(qtbot, ws: Workspace, tmp_path: Path):
    found = Desk(ws, project=1, folder=tmp_path)
    yield found
    found.close()


@pytest.fixture
def view(desk: Desk):
    return opened(desk, "collect")


def evidence(ws: Workspace):
    return assessing.sheets(ws, assessments.assessment(ws, 1)).evidence


def links(widget, text: str) -> list[Button]:
    return [b for b in widget.findChildren(Button) if b.text() == text and b.isVisible()]


def test_an_interview_becomes_evidence_for_what_was_asked(desk, ws, view, qtbot) -> None:
    pane = view.pane
    assert view.page.cards
    qtbot.mouseClick(links(pane._cards, "Ask")[0], Qt.MouseButton.LeftButton)
    talk = pane.talk
    assert talk.answers and all(box.accessibleName() for box in talk.answers)
    qtbot.mouseClick(talk.keep, Qt.MouseButton.LeftButton)
    desk.settle()
    assert pane.talk is talk, "nobody was named: what was typed stays"
    talk._who.edited.emit("person", "ana-ruiz")
    talk._who.set_values({"name": "Ana Ruiz", "person": "ana-ruiz"})
    talk.answers[0].setPlainText("Showed me the plan")
    qtbot.mouseClick(talk.keep, Qt.MouseButton.LeftButton)
    desk.settle()
    assert pane.talk is None
    kept = assessing.sheets(ws, assessments.assessment(ws, 1)).interviews
    assert [a.said for a in kept[0].answers] == ["Showed me the plan"]
    assert evidence(ws)[0].interview == kept[0].id
    assert "asked" in texts(pane._cards)
    opens = next(b for b in pane._cards.findChildren(LinkButton) if "Ana Ruiz" in b.text())
    qtbot.mouseClick(opens, Qt.MouseButton.LeftButton)
    assert pane.talk.answers[0].toPlainText() == "Showed me the plan"
    pane.talk.closed.emit()
    assert pane.talk is None


def test_evidence_of_a_process_serves_all_its_items(desk, ws, view, qtbot) -> None:
    pane = view.pane
    assert "Nothing is linked to this process yet." in texts(pane.evidence)
    before = pane._gaps.text()
    assert before
    qtbot.mouseClick(pane.add.seen, Qt.MouseButton.LeftButton)
    pane.add._text.setPlainText("<script>Saw it</script>")
    pane.add._panel.confirmed.emit()
    desk.settle()
    assert len(evidence(ws)[0].items) > 1
    assert "<script>Saw it</script>" in texts(pane.evidence)
    assert f"Serves {len(evidence(ws)[0].items)} items" in texts(pane.evidence)
    assert pane._gaps.text() != before
    pane.process.setCurrentIndex(1)
    desk.settle()
    assert "Nothing is linked to this process yet." in texts(pane.evidence)


def test_evidence_is_explained_and_taken_out(desk, ws, view, qtbot, tmp_path) -> None:
    pane = view.pane
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"x")
    pane.add.take_file(file)
    desk.settle()
    assert "By itself it shows nothing" in texts(pane.evidence)
    qtbot.mouseClick(links(pane.evidence, "What it shows")[0], Qt.MouseButton.LeftButton)
    from vse_app.ui.parts import Confirm

    panel = pane.evidence.findChildren(Confirm)[0]
    from PySide6.QtWidgets import QPlainTextEdit

    panel.findChildren(QPlainTextEdit)[0].setPlainText("The signed plan")
    panel.confirmed.emit()
    desk.settle()
    assert evidence(ws)[0].said == "The signed plan"
    qtbot.mouseClick(links(pane.evidence, "Take out")[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert evidence(ws) == ()


def test_a_work_product_that_changes_is_stale_until_looked_at_again(desk, ws, view, qtbot) -> None:
    pane = view.pane
    kind = next(p.id for p in projects.model_of(ws, projects.project(ws, 1)).products)
    record = records.create(ws, 1, kind, content=Content("Boats", {})).value
    pane.add._on_record(str(record.id))
    desk.settle()
    assert evidence(ws)[0].record == record.id
    qtbot.mouseClick(links(pane.evidence, "Open")[0], Qt.MouseButton.LeftButton)
    assert desk.went[-1] == Target("record", record=record.id)
    records.revise(ws, record.id, title="More boats")
    view.refresh()
    desk.settle()
    assert "changed since: v2" in texts(pane.evidence)
    qtbot.mouseClick(links(pane.evidence, "I looked again")[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert "changed since" not in texts(pane.evidence)
    records.withdraw(ws, record.id, "A mistake")
    view.refresh()
    desk.settle()
    assert "withdrawn since" in texts(pane.evidence)
    assert not links(pane.evidence, "I looked again"), "what is gone cannot be looked at again"


def test_the_cards_are_printed(desk, ws, view, qtbot) -> None:
    qtbot.mouseClick(view.pane.print_cards, Qt.MouseButton.LeftButton)
    assert desk.went[-1] == Target("reports", kind="interview-cards", record=1)


def test_where_nothing_is_in_scope_there_is_nothing_to_ask(desk, ws, view) -> None:
    assessments.edit(ws, 1, scope=())
    view.refresh()
    desk.settle()
    assert not view.pane.print_cards.isEnabled()
    assert "Choose processes in the plan" in texts(view.pane._cards)


def test_every_issue_leads_to_where_it_is_mended(desk, ws) -> None:
    assessments.edit(ws, 1, team=(ANA,))
    assessing.rate(ws, 1, KEY, "F", member="m1", reason="Seen")
    view = opened(desk, "validate")
    pane = view.pane
    assert pane.issues
    places = set()
    for issue, widget in pane.issues:
        if isinstance(widget, LinkButton):
            before = len(desk.went)
            widget.click()
            assert len(desk.went) == before + 1, issue
            places.add(desk.went[-1].text)
            assert desk.went[-1].view == "assessment" and desk.went[-1].record == 1
    assert {"plan", "rate"} <= places


def test_going_to_a_piece_of_evidence_opens_its_process(desk, ws) -> None:
    saw(ws, SECOND)
    number = evidence(ws)[0].id
    pane = opened(desk, "collect", f"evidence-{number}").pane
    assert pane.process.currentData() == "OPE.2"
    pane.show_place("evidence-999")
    pane.show_place("<b>")
    assert pane.process.currentData() == "OPE.2"


def test_a_completed_assessment_has_nothing_to_add(desk, ws, view) -> None:
    saw(ws)
    complete(ws)
    view.refresh()
    desk.settle()
    assert not view.pane.add.isVisible()
    assert not links(view.pane._cards, "Ask")
    assert not links(view.pane.evidence, "Take out")
    checked = opened(desk, "validate")
    assert "it stays as it was seen then" in texts(checked.pane)
