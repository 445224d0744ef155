"""Change control in the window: written, looked at through links, decided, worked off, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.ui.views.record_support import Bench, words
from vse_app.services import baselines, changing, records
from vse_app.services.baselines import Draft
from vse_app.services.changing import Decision
from vse_app.ui.context import Target
from vse_app.ui.views.change import ChangeView
from vse_app.ui.views.change_body import ChangeBody
from vse_app.ui.views.change_list import ChangesPage


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def specification(bench: Bench) -> int:
    return bench.write("requirements-specification", "RS", {"introduction": "One"}).id


def request(bench: Bench, *affected: int, title: str = "Reminders") -> int:
    fields = {"reason": "Asked", "decision": "pending", "documents-affected": [str(i) for i in affected]}
    return bench.write("change-request", title, fields).id


def body(bench: Bench, change: int) -> ChangeBody:
    found = bench.open(ChangeView, Target("change", record=change)).page
    assert isinstance(found, ChangeBody)
    return found


def accept(bench: Bench, change: int) -> None:
    changing.decide(bench.ws, change, Decision("accepted", bench.carmen, "CUS", bench.ws.today()))


def test_without_any_the_list_offers_the_first_one(bench: Bench) -> None:
    page = bench.open(ChangeView, Target("change")).page
    assert isinstance(page, ChangesPage) and "No change was asked for yet" in words(page)
    page.new_button.click()
    bench.settle()
    assert bench.gone[-1].view == "change" and bench.gone[-1].record
    assert records.page(bench.ws, bench.gone[-1].record).revision.content.fields["decision"] == "pending"


def test_the_list_says_where_each_stands_and_opens_it(bench: Bench, specification: int) -> None:
    new, accepted = request(bench, title="New"), request(bench, specification, title="Accepted")
    refused = request(bench, title="Refused")
    accept(bench, accepted)
    changing.decide(bench.ws, refused, Decision("refused", bench.carmen, "CUS", bench.ws.today(), "No"))
    page = bench.open(ChangeView, Target("change")).page
    cells = {row.id: [getattr(c, "text", c) for c in row.cells] for row in page.table.model.rows()}
    assert cells[new][2] == "being written" and cells[accepted][2] == "accepted, in work"
    assert cells[refused][2] == "closed" and cells[accepted][6] == "1" and cells[refused][5] == "Refused"
    page.table.select(accepted)
    page.open_button.click()
    assert bench.gone[-1] == Target("change", record=accepted)


def test_what_is_typed_is_saved_as_a_version_of_the_request(bench: Bench) -> None:
    change = request(bench)
    page = body(bench, change)
    editor = page.request.form.editor("reason")
    editor.show_value("Because the clinic asked twice")
    editor.edited.emit()
    page.flush()
    bench.settle()
    assert records.page(bench.ws, change).revision.content.fields["reason"] == "Because the clinic asked twice"


def test_a_tick_on_what_was_found_becomes_a_link(bench: Bench, specification: int) -> None:
    row = bench.write("requirement", "", {"statement": "It rings"}).id
    change = request(bench, row)
    page = body(bench, change)
    assert set(page.evaluation.ticks) == {row, specification}
    assert "is a row of RS" in words(page.evaluation)
    page.evaluation.ticks[specification].box.click()
    page.flush()
    bench.settle()
    assert {link.target for link in records.page(bench.ws, change).links} == {row, specification}
    page.evaluation.ticks[specification].box.click()
    page.flush()
    bench.settle()
    assert {link.target for link in records.page(bench.ws, change).links} == {row}


def test_handing_in_and_evaluating_are_states(bench: Bench) -> None:
    change = request(bench)
    page = body(bench, change)
    for card in (page.request, page.evaluation):
        card.state_button.click()
        assert card.panel is not None
        card.panel.confirm_button.click()
        bench.settle()
        assert card.panel is None and not card.state_button.isEnabled()
        assert "Elena Ruiz" in card.given.text() or "Marco" in card.given.text()
    assert records.page(bench.ws, change).states == {"initiated", "evaluated"}
    page.request.ask_state("initiated")
    page.request.panel.cancelled.emit()
    assert page.request.panel is None


def test_the_customer_decides_and_it_says_what_it_opened(bench: Bench, specification: int) -> None:
    change = request(bench, specification)
    page = body(bench, change)
    assert "lets this role decide: Customer" in words(page.decision) and not page.owed.isVisible()
    page.decision.decide_button.click()
    panel = page.decision.panel
    assert panel.person.currentData() == bench.carmen and panel.role.currentData() == "CUS"
    assert not panel.confirm_button.isEnabled()
    panel.choice._buttons["refused"].click()
    assert not panel.confirm_button.isEnabled(), "a refusal needs a reason"
    panel.choice._buttons["accepted"].click()
    panel.person.setCurrentIndex(panel.person.findData(bench.elena))
    assert "does not play a role" in panel.same.text() and "same person" in panel.same.text()
    panel.person.setCurrentIndex(panel.person.findData(bench.carmen))
    assert panel.role.currentData() == "CUS" and not panel.same.isVisible()
    panel.confirm_button.click()
    bench.settle()
    assert records.page(bench.ws, change).states == {"accepted"}
    assert "Accepted · Carmen Solís, Customer" in words(page.decision)
    assert "owes a new version" in words(page.owed) and not page.owed.close_button.isEnabled()


def test_not_touched_after_all_needs_a_reason_and_lets_it_be_closed(bench: Bench, specification: int) -> None:
    change = request(bench, specification)
    accept(bench, change)
    page = body(bench, change)
    item = changing.accepted_one(bench.ws, change).affected[0]
    page.owed._on_untouched(item)
    assert not page.owed.ask.confirm_button.isEnabled()
    page.owed.ask._first.setText("Nothing in it speaks of it")
    page.owed.ask.confirm_button.click()
    bench.settle()
    assert "not touched after all" in words(page.owed) and "Elena Ruiz" in words(page.owed)
    page.owed.close_button.click()
    bench.settle()
    assert "It is closed." in words(page.owed) and records.page(bench.ws, change).follow == "closed"
    page.owed.reopen_button.click()
    bench.settle()
    assert records.page(bench.ws, change).follow == "in-work"


def test_a_new_version_settles_it_and_the_compare_shows_it(bench: Bench, specification: int) -> None:
    change = request(bench, specification)
    baselines.take(bench.ws, 1, Draft("Before", bench.ws.today(), "chosen", (), frozenset({specification})))
    accept(bench, change)
    records.revise(bench.ws, specification, fields={"introduction": "Two"})
    page = body(bench, change)
    assert "new version v2" in words(page.owed) and page.owed.close_button.isEnabled()
    assert "1 changed, 0 added" in words(page.did)
    assert [row.id for row in page.did.table.model.rows()] == [specification]


def test_without_a_baseline_from_before_it_offers_to_take_one(bench: Bench, specification: int) -> None:
    change = request(bench, specification)
    accept(bench, change)
    assert "no baseline from before" in words(body(bench, change).did)


def test_it_is_saved_as_pdf(bench: Bench, specification: int, monkeypatch, tmp_path: Path) -> None:
    change = request(bench, specification)
    accept(bench, change)
    page = body(bench, change)
    target = tmp_path / "change.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page._on_print()
    bench.settle()
    assert target.read_bytes().startswith(b"%PDF-")


def test_what_is_no_change_leads_back_to_the_list(bench: Bench, specification: int) -> None:
    view = bench.open(ChangeView, Target("change", record=specification))
    bench.settle()
    assert view.target == Target("change") and isinstance(view.page, ChangesPage)


def test_moprosofts_request_has_the_same_page(bench: Bench) -> None:
    """Other fields, other states, other decisions: the page finds them by what they are."""
    from vse_app.content import library
    from vse_app.model.project import Project
    from vse_app.model.records import Content
    from vse_app.services import projects

    draft = Project(0, "MOP", "Mop", "", assignments={"RAPE": (bench.elena,)})
    project = projects.create_project(bench.ws, draft, library.load("moprosoft")).value.id
    one = records.create(bench.ws, project, "SC_", content=Content("Reminders", {"reason": "Asked"})).value.id
    page = body(bench, one)
    assert not page.request.state_button.isVisible() and page.evaluation.state_button.isVisible()
    page.decision.decide_button.click()
    assert list(page.decision.panel.choice._buttons) == ["approved", "next-cycle", "rejected"]
    assert page.decision.panel.role.currentData() == "RAPE"
    page.decision.panel.choice._buttons["approved"].click()
    page.decision.panel.confirm_button.click()
    bench.settle()
    assert records.page(bench.ws, one).states == {"approved"} and "names nothing that it affects" in words(page.owed)
