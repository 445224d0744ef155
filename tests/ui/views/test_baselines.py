"""Configuration in the window: baselines taken, looked into, compared; deliveries; safety copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.ui.views.record_support import Bench, words
from vse_app.services import baselines, delivering, records, safety
from vse_app.services.baselines import Draft
from vse_app.ui.context import Target
from vse_app.ui.views.backups import BackupsView
from vse_app.ui.views.baselines import BaselinesView
from vse_app.ui.views.deliver import DeliverView


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def specification(bench: Bench) -> int:
    return bench.write("requirements-specification", "RS", {"introduction": "One"}).id


def take(bench: Bench, name: str = "Agreed") -> int:
    own = {"requirements-specification", "requirement"}
    now = frozenset(i for i, m in baselines.now(bench.ws, 1).items() if m.kind in own)
    return baselines.take(bench.ws, 1, Draft(name, bench.ws.today(), "kinds", tuple(own), now)).value.id


def page(bench: Bench, record: int = 0, text: str = "", kind: str = ""):
    return bench.open(BaselinesView, Target("baselines", record=record, text=text, kind=kind)).page


def test_the_home_tells_the_strategy_and_offers_the_first_baseline(bench: Bench) -> None:
    found = page(bench)
    assert "There is no plan yet" in words(found) and "No baseline was taken yet" in words(found)
    found.new_button.click()
    assert bench.gone[-1] == Target("baselines", text="new")


def test_the_strategy_comes_from_the_plan_with_what_it_does_not_say(bench: Bench) -> None:
    plan = bench.write("project-plan", "Plan", {"version-place": "git on the server"}).id
    found = page(bench)
    assert "git on the server" in words(found) and "does not say yet: Who may do what" in words(found)
    link = next(b for b in found.findChildren(type(found.new_button)) if b.text() == "Fill it in the plan")
    link.click()
    assert bench.gone[-1] == Target("record", record=plan)


def test_what_is_newer_is_named(bench: Bench, specification: int) -> None:
    taken = take(bench)
    assert "Everything is as its newest baseline has it." in words(page(bench))
    records.revise(bench.ws, specification, fields={"introduction": "Two"})
    bench.view.refresh()
    bench.settle()
    found = bench.view.page
    assert "RS" in words(found._newer)
    cells = [getattr(c, "text", c) for c in next(found.table.model.rows()).cells]
    assert cells[0] == "BL-001" and cells[5:] == ["1", "1", "1"]
    found.table.select(taken)
    found.open_button.click()
    assert bench.gone[-1] == Target("baselines", record=taken)


def test_a_new_one_warns_of_what_is_not_approved_and_gives_the_state(bench: Bench, specification: int) -> None:
    found = page(bench, text="new")
    assert not found.take_button.isEnabled() and "Not in it, because not approved yet:" in words(found)
    records.set_state(bench.ws, specification, "validated", person=bench.carmen, role="CUS")
    bench.view.refresh()
    bench.settle()
    assert "Everything in it is approved." in words(found) and "Give 1 of them the state" in words(found)
    found.form.editor("name").show_value("Agreed")
    found._show_ready()
    found.take_button.click()
    bench.settle()
    assert bench.gone[-1].view == "baselines" and bench.gone[-1].record
    assert "baselined" in records.page(bench.ws, specification).states


def test_kinds_and_single_records_can_be_chosen(bench: Bench, specification: int) -> None:
    found = page(bench, text="new")
    found.scope._buttons["kinds"].click()
    bench.settle()
    assert "1 record is not approved" in words(found) and found.draft().records == {specification}
    found.kinds["requirements-specification"].box.click()
    bench.settle()
    assert not found.draft().records and "cannot be taken" in words(found)
    found.scope._buttons["chosen"].click()
    found.table.select(specification)
    bench.settle()
    assert found.draft().records == {specification} and found.draft().scope == "chosen"


def test_one_shows_its_contents_and_feeds_the_configuration(bench: Bench, specification: int) -> None:
    taken = take(bench)
    records.revise(bench.ws, specification, fields={"introduction": "Two"})
    found = page(bench, taken)
    cells = [getattr(c, "text", c) for c in next(found.table.model.rows()).cells]
    assert cells[0] == "RS" and cells[4] == "not approved" and cells[5] == "newer: v2"
    assert "1 record was not approved" in words(found) and "There is none yet." in words(found)
    found.feed_button.click()
    bench.settle()
    assert "SWC can be brought to this baseline" in words(found)
    for button, wanted in (
        (found.compare_button, Target("baselines", record=taken, text="compare", kind="0")),
        (found.deliver_button, Target("deliver", record=taken)),
    ):
        button.click()
        assert bench.gone[-1] == wanted


def test_two_are_compared_field_by_field(bench: Bench, specification: int, monkeypatch, tmp_path: Path) -> None:
    first = take(bench, "One")
    records.revise(bench.ws, specification, fields={"introduction": "Two"})
    row = bench.write("requirement", "", {"statement": "It rings"}).id
    second = take(bench, "Two")
    found = page(bench, first, "compare", str(second))
    assert "1 changed, 1 added, 0 removed, 0 the same." in words(found)
    assert {r.id for r in found.table.model.rows()} == {specification, row}
    bench.settle()
    assert "- One" in found.fields.toPlainText().replace("−", "-") and "+ Two" in found.fields.toPlainText()
    found.table.select(row)
    assert not found.fields.isVisible()
    found.after.setCurrentIndex(0)
    found._on_combo()
    assert bench.gone[-1] == Target("baselines", record=first, text="compare", kind="0")
    target = tmp_path / "compare.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    found.save_button.click()
    bench.settle()
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_document_whose_rows_changed_says_so(bench: Bench, specification: int) -> None:
    row = bench.write("requirement", "", {"statement": "It rings"}).id
    first = take(bench)
    records.revise(bench.ws, row, fields={"statement": "It rings twice"})
    found = page(bench, first, "compare", "0")
    found.table.select(specification)
    bench.settle()
    assert "Its own text is the same" in words(found)


def test_without_a_baseline_there_is_nothing_to_compare(bench: Bench) -> None:
    assert "nothing to compare" in words(page(bench, text="compare"))


def test_what_is_no_baseline_leads_back(bench: Bench, specification: int) -> None:
    view = bench.open(BaselinesView, Target("baselines", record=specification))
    bench.settle()
    assert view.target == Target("baselines")


def test_a_delivery_is_put_together_recorded_written_and_verified(
    bench: Bench, specification: int, tmp_path: Path
) -> None:
    taken = take(bench)
    body = bench.open(DeliverView, Target("deliver", record=taken)).page
    assert not body.record_button.isEnabled() and "1 record of it was not approved." in words(body)
    (tmp_path / "app.py").write_text("print()")
    (tmp_path / "notes.txt").write_text("notes")
    body.add([tmp_path / "app.py", tmp_path / "notes.txt", tmp_path / "gone"])
    bench.settle()
    assert "gone: cannot be read" in words(body)
    body._on_tick("notes.txt", False)
    body.form.editor("receiver").show_value("Clinic")
    body._show_ready()
    assert [item.name for item in body.draft().items] == ["app.py"]
    body.record_button.click()
    bench.settle()
    made = delivering.deliveries(bench.ws, 1)[0]
    assert made.number == "DLV-001" and "DLV-001" in words(body)
    body.write(body.draft(), tmp_path / "kit")
    bench.settle()
    assert "written and read back" in words(body) and (tmp_path / "kit" / "app.py").is_file()
    body.verify(made.id, tmp_path / "kit")
    bench.settle()
    assert "exactly what was delivered" in words(body)
    (tmp_path / "kit" / "app.py").write_text("print(1)")
    body.verify(made.id, tmp_path / "kit")
    bench.settle()
    assert "app.py: other content" in words(body)
    listed = bench.write("software-configuration", "1.0", {"version": "1.0"}).id
    body._on_handed(made.id)
    bench.settle()
    assert records.page(bench.ws, made.id).follow == "delivered" and "Write it into SWC" in words(body)
    body._on_list(bench.view.page._found.unlisted[made.id])
    bench.settle()
    assert records.page(bench.ws, listed).revision.content.fields["delivered-on"] == bench.ws.today()
    assert "Write it into SWC" not in words(body)


def test_choosing_another_baseline_reads_its_files(bench: Bench, specification: int) -> None:
    taken = take(bench)
    view = bench.open(DeliverView, Target("deliver"))
    assert view.page.draft().baseline == 0
    view.page.baseline.setCurrentIndex(view.page.baseline.findData(str(taken)))
    view.page._on_chosen()
    bench.settle()
    assert view.page.draft().baseline == taken


def test_a_safety_copy_is_made_recorded_and_brought_back(bench: Bench, tmp_path: Path) -> None:
    body = bench.open(BackupsView, Target("backups")).page
    assert "No safety copy was made yet." in words(body)
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "a.txt").write_text("a")
    body.copy_folder(tmp_path / "repo", tmp_path / "copy.zip")
    bench.settle()
    bench.settle()
    made = safety.copies(bench.ws, 1)[0]
    assert "The copy was made and read back" in words(body) and "never brought back" in words(body)
    body.rehearse(made.id, tmp_path / "copy.zip")
    bench.settle()
    bench.settle()
    assert "It came back whole" in words(body) and "it worked" in words(body)
    (tmp_path / "copy.zip").write_bytes(b"x")
    body.rehearse(made.id, tmp_path / "copy.zip")
    bench.settle()
    bench.settle()
    assert "did not come back" in words(body) and "it failed" in words(body)
    body.copy_company(tmp_path / "company.vse")
    bench.settle()
    bench.settle()
    assert len(safety.copies(bench.ws, 1)) == 2


def test_what_could_not_be_copied_stays_to_be_read(bench: Bench, tmp_path: Path) -> None:
    body = bench.open(BackupsView, Target("backups")).page
    body.copy_folder(tmp_path / "gone", tmp_path / "copy.zip")
    bench.settle()
    bench.settle()
    assert "What could not be made" in words(body) and "gone" in words(body.failed_card)
    assert safety.copies(bench.ws, 1) == () and len(safety.failures(bench.ws, 1)) == 1
