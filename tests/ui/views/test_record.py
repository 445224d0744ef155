"""The page of a record: writing, autosave, states, versions, files, links, withdrawing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.views.record_support import Bench, drop, words
from vse_app.services import attaching, history, records
from vse_app.ui.context import Target
from vse_app.ui.views import record_attach, record_draft
from vse_app.ui.views.record import RecordBody, RecordView
from vse_app.ui.views.record_preview import Picture

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj trailer<</Root 1 0 R>>"


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


def open_record(bench: Bench, record: int, tab: str = "") -> RecordBody:
    return bench.open(RecordView, Target("record", record=record, text=tab)).body


def plan(bench: Bench, **fields: str) -> int:
    return bench.write("project-plan", "The plan", fields or {"product-description": "An app"}).id


def content_of(bench: Bench, record: int):
    return records.page(bench.ws, record).revision.content


def test_head_shows_what_it_is_and_all_three_dates(bench: Bench) -> None:
    record = bench.write("project-plan", "The plan", {"product-description": "An app"}, happened="2026-01-02")
    body = open_record(bench, record.id)
    said = words(body.header)
    for expected in ("PP · Project Plan", "version 1", "Written here", "Happened", "Source date", "Captured"):
        assert expected in said
    assert "written later" in said
    assert body.header.editors["happened"].value() == "2026-01-02"


def test_typing_is_saved_by_itself(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_draft, "SAVE_MS", 30)
    record = plan(bench)
    body = open_record(bench, record)
    area = body.tabs["content"].form.editor("product-description").area
    area.setFocus()
    QTest.keyClicks(area, "Very good. ")
    QTest.keyClicks(body.header.title, "!")
    bench.qtbot.waitUntil(lambda: "Very" in content_of(bench, record).fields["product-description"], timeout=5000)
    bench.settle()
    content = content_of(bench, record)
    assert content.fields["product-description"] == "Very good. An app" and content.title == "The plan!"
    assert area.hasFocus() and area.textCursor().position() == len("Very good. ")
    assert body.header.save_state.text() == "Saved"


def test_leaving_hands_over_what_was_typed(bench: Bench) -> None:
    record = plan(bench)
    body = open_record(bench, record)
    QTest.keyClicks(body.tabs["content"].form.editor("product-description").area, "Just typed. ")
    bench.view.leave()
    bench.settle()
    assert content_of(bench, record).fields["product-description"].startswith("Just typed. ")


def test_change_from_elsewhere_does_not_overwrite_typing(bench: Bench) -> None:
    record = plan(bench)
    body = open_record(bench, record)
    area = body.tabs["content"].form.editor("product-description").area
    area.setFocus()
    QTest.keyClicks(area, "Mine. ")
    records.revise(bench.ws, record, fields={"general-requirements": "From elsewhere"})
    bench.view.refresh()
    bench.settle()
    assert area.toPlainText().startswith("Mine. ")
    assert body.tabs["content"].form.editor("general-requirements").value() == "From elsewhere"
    body.flush()
    bench.settle()
    fields = content_of(bench, record).fields
    assert fields["product-description"].startswith("Mine. ") and fields["general-requirements"] == "From elsewhere"


def test_one_bad_value_does_not_take_the_others_with_it(bench: Bench) -> None:
    record = plan(bench)
    body = open_record(bench, record)
    body.draft.put("field", "A sentence", "general-requirements")
    body.draft.put("field", "not a date", "starts-on")
    body.draft.flush()
    bench.settle()
    assert content_of(bench, record).fields["general-requirements"] == "A sentence"
    assert "not a date" in words(body.tabs["content"])
    assert body.header.save_state.text().startswith("Not saved")


def test_leaving_with_a_bad_value_still_saves_the_good_ones(bench: Bench) -> None:
    first, second = plan(bench), bench.write("meeting-record", "Kick-off", {"purpose": "Begin"}).id
    body = open_record(bench, first)
    body.draft.put("field", "not a date", "starts-on")
    body.draft.put("title", "A better title")
    bench.view.retarget(Target("record", record=second))
    bench.settle()
    assert content_of(bench, first).title == "A better title"


def test_needed_fields_are_named_until_they_say_something(bench: Bench) -> None:
    body = open_record(bench, plan(bench))
    form = body.tabs["content"].form
    label = form.editor("general-requirements").spec.label
    assert label in words(form._needed)
    form.editor("general-requirements").area.setFocus()
    QTest.keyClicks(form.editor("general-requirements").area, "Words")
    form.flush()
    assert label not in words(form._needed)


def test_giving_a_state_proposes_a_player_and_is_recorded(bench: Bench) -> None:
    record = plan(bench)
    body = open_record(bench, record, "states")
    tab = body.tabs["states"]
    tab.buttons["accepted"].click()
    panel = tab.panel
    assert (panel.person.currentData(), panel.role.currentData()) == (bench.carmen, "CUS")
    panel.note.setText("By e-mail")
    panel.confirm_button.click()
    bench.settle()
    event = records.page(bench.ws, record).events[0]
    assert (event.state, event.person, event.role, event.note) == ("accepted", bench.carmen, "CUS", "By e-mail")
    assert tab.panel is None
    assert "accepted" in words(body.header) and "Carmen Solís as Customer" in words(tab)
    assert not tab.buttons["accepted"].isEnabled()


def test_keyboard_goes_on_to_the_next_state_after_one_was_given(bench: Bench) -> None:
    tab = open_record(bench, plan(bench), "states").tabs["states"]
    for state in tab.buttons:
        tab.buttons[state].click()
        tab.panel.confirm_button.setFocus()
        tab.panel.confirm_button.click()
        bench.settle()
        assert not tab.buttons[state].isEnabled()
        free = [button for button in tab.buttons.values() if button.isEnabled()]
        assert QApplication.focusWidget() is (free[0] if free else tab._lines[0].take_back), state


def test_keyboard_goes_to_the_state_that_was_taken_back(bench: Bench) -> None:
    record = plan(bench)
    records.set_state(bench.ws, record, "verified", person=bench.marco, role="TL")
    records.set_state(bench.ws, record, "accepted", person=bench.carmen, role="CUS")
    tab = open_record(bench, record, "states").tabs["states"]
    line = tab._lines[0]
    line.take_back.click()
    QTest.keyClicks(line.reason, "Signed the wrong one")
    line._ask.confirm_button.setFocus()
    line._ask.confirm_button.click()
    bench.settle()
    assert QApplication.focusWidget() is tab.buttons["accepted"]


def test_a_question_about_taking_back_stays_open_while_the_page_is_read_again(bench: Bench) -> None:
    record = plan(bench)
    records.set_state(bench.ws, record, "accepted", person=bench.carmen, role="CUS")
    tab = open_record(bench, record, "states").tabs["states"]
    line = tab._lines[0]
    line.take_back.click()
    QTest.keyClicks(line.reason, "Signed")
    bench.view.refresh()
    bench.settle()
    QTest.keyClicks(QApplication.focusWidget(), " the wrong one")
    assert line.reason.text() == "Signed the wrong one"


def test_same_person_is_said_before_it_is_recorded(bench: Bench) -> None:
    body = open_record(bench, plan(bench), "states")
    tab = body.tabs["states"]
    tab.buttons["verified"].click()
    panel = tab.panel
    panel.person.setCurrentIndex(panel.person.findData(bench.elena))
    assert panel.same.isVisibleTo(panel) and "same person" in panel.same.text()
    assert panel.role.currentData() == "PM"
    panel.person.setCurrentIndex(panel.person.findData(bench.marco))
    assert not panel.same.isVisibleTo(panel)
    panel.person.setCurrentIndex(0)
    assert not panel.confirm_button.isEnabled()


def test_empty_record_cannot_be_given_a_state(bench: Bench) -> None:
    body = open_record(bench, bench.write("project-plan", "The plan").id, "states")
    assert not any(button.isEnabled() for button in body.tabs["states"].buttons.values())
    assert "still empty" in words(body.tabs["states"])


def test_stale_approval_is_said_plainly(bench: Bench) -> None:
    record = plan(bench)
    records.set_state(bench.ws, record, "accepted", person=bench.carmen, role="CUS", happened="2026-02-13")
    records.revise(bench.ws, record, fields={"product-description": "Another app"})
    body = open_record(bench, record)
    expected = "Accepted on v1 by Carmen Solís, 13 Feb 2026; changed since: v2 is not accepted."
    assert expected in words(body.header)


def test_taking_a_state_back_needs_a_reason(bench: Bench) -> None:
    record = plan(bench)
    records.set_state(bench.ws, record, "accepted", person=bench.carmen, role="CUS")
    body = open_record(bench, record, "states")
    line = body.tabs["states"]._event_lines.itemAt(0).widget()
    line.take_back.click()
    assert not line._ask.confirm_button.isEnabled()
    line.reason.setText("Signed the wrong one")
    line._ask.confirm_button.click()
    bench.settle()
    assert records.page(bench.ws, record).events[0].withdrawn == "Signed the wrong one"
    assert "Taken back: Signed the wrong one" in words(body.tabs["states"])


def test_versions_are_folded_compared_and_brought_back(bench: Bench) -> None:
    record = plan(bench)
    for text in ("Second", "Third", "Fourth"):
        records.revise(bench.ws, record, fields={"product-description": text})
    records.set_state(bench.ws, record, "verified", person=bench.marco, role="TL")
    records.revise(bench.ws, record, title="The plan, again")
    body = open_record(bench, record, "versions")
    tab = body.tabs["versions"]
    assert "3 earlier edits within the hour" in words(tab)
    assert [list(line._boxes) for line in tab.lines] == [[5], [4]]
    tab.lines[1]._unfold.click()
    assert list(tab.lines[1]._boxes) == [4, 3, 2, 1]
    tab.lines[1]._boxes[1].click()
    tab.lines[1]._boxes[4].click()
    text = tab.difference.area.toPlainText()
    assert "− An app" in text and "+ Fourth" in text
    tab.lines[1]._on_restore(records.page(bench.ws, record).revisions[1])
    tab.lines[1]._ask.confirm_button.click()
    bench.settle()
    assert content_of(bench, record).fields["product-description"] == "Second"


def test_files_are_attached_seen_and_removed(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("<b>All</b> went well")
    (tmp_path / "run_me.sh").write_text("rm -rf /\n")
    record = plan(bench)
    body = open_record(bench, record)
    drop(body, tmp_path / "notes.txt", tmp_path / "run_me.sh")
    bench.settle()
    rows = body.tabs["content"].files._own_rows()
    assert [row.ref.name for row in rows] == ["notes.txt", "run_me.sh"]
    assert rows[0].open.isEnabled() and not rows[1].open.isVisibleTo(body)
    assert ".sh files" in rows[1].why.text()
    rows[0].look.click()
    bench.settle()
    from PySide6.QtWidgets import QPlainTextEdit

    assert rows[0].findChild(QPlainTextEdit).toPlainText() == "<b>All</b> went well"
    rows[1].remove.click()
    bench.settle()
    assert [f.name for f in content_of(bench, record).files] == ["notes.txt"]
    assert bench.deleted == ["run_me.sh was removed from this version."]
    assert body.tabs["content"].files._own_rows()[0] is rows[0]


def test_pictures_and_pdf_pages_are_shown_and_damaged_ones_said(bench: Bench, tmp_path: Path) -> None:
    picture = QImage(1800, 900, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    picture.save(str(tmp_path / "photo.png"))
    (tmp_path / "plan.pdf").write_bytes(PDF)
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    record = plan(bench)
    for name in ("photo.png", "plan.pdf", "broken.png"):
        attaching.attach(bench.ws, record, tmp_path / name)
    rows = open_record(bench, record).tabs["content"].files._own_rows()
    for row in rows:
        row.look.click()
    bench.settle()
    photo, page = (row.findChild(Picture) for row in rows[:2])
    assert photo._image.width() == 900 and photo.heightForWidth(450) == 225
    assert page._image.width() == 900 and page._image.height() == 450
    assert "The file is intact" in words(rows[2])
    rows[0].look.click()
    assert not photo.isVisible()


def test_large_file_is_taken_in_with_progress(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_attach, "LARGE", 10)
    titles: list[str] = []
    bench.runner.started.connect(lambda job: titles.append(job.title))
    (tmp_path / "video.bin").write_bytes(b"0123456789")
    record = plan(bench)
    body = open_record(bench, record)
    drop(body, tmp_path / "video.bin")
    bench.settle()
    assert titles == ["Taking in video.bin"]
    assert [row.ref.name for row in body.tabs["content"].files._own_rows()] == ["video.bin"]


def test_copy_and_pdf_are_saved_where_the_person_says(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("All went well")
    record = plan(bench)
    attaching.attach(bench.ws, record, tmp_path / "notes.txt")
    body = open_record(bench, record)
    answers = iter((str(tmp_path / "copy.txt"), str(tmp_path / "plan")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(answers), ""))
    body.tabs["content"].files._own_rows()[0].save.click()
    bench.settle()
    assert (tmp_path / "copy.txt").read_text() == "All went well"
    body.open_tab("print")
    bench.settle()
    body.tabs["print"].save.click()
    bench.settle()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")
    body.tabs["print"].preview.close_pages()
    bench.settle()


def test_open_hands_a_read_only_copy_to_the_desktop(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    (tmp_path / "notes.txt").write_text("All went well")
    record = plan(bench)
    attaching.attach(bench.ws, record, tmp_path / "notes.txt")
    body = open_record(bench, record)
    body.tabs["content"].files._own_rows()[0].open.click()
    bench.settle()
    (path,) = (Path(name) for name in opened)
    assert path.read_text() == "All went well" and path.stat().st_mode & 0o777 == 0o444


def test_address_is_shown_whole_before_it_is_opened(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    record = plan(bench)
    records.revise(bench.ws, record, link="https://example.org/plan")
    panel = open_record(bench, record).tabs["content"].link
    panel.open.click()
    assert opened == [] and "https://example.org/plan" in words(panel._ask)
    panel._ask.confirm_button.click()
    assert opened == ["https://example.org/plan"]
    panel.line.setText("file:///etc/passwd")
    panel.open.click()
    assert len(opened) == 1 and "https://" in panel._problem.text()


def test_suspect_link_is_shown_and_cleared(bench: Bench) -> None:
    target = plan(bench)
    source = bench.write("verification-results", "The plan was checked", {"subject": [str(target)]}).id
    records.revise(bench.ws, target, fields={"product-description": "Changed"})
    body = open_record(bench, source, "links")
    tab = body.tabs["links"]
    assert "PP The plan" in words(tab) and "changed since: look again" in words(tab)
    assert "1 to look at" in body.bar.tabText(3)
    button = next(b for b in tab.findChildren(type(body.withdraw)) if b.text() == "Looked again: still right")
    button.click()
    bench.settle()
    assert "changed since" not in words(tab)


def test_tasks_it_serves_lead_to_their_pages(bench: Bench) -> None:
    tab = open_record(bench, plan(bench), "links").tabs["links"]
    button = next(b for b in tab.findChildren(type(tab).__mro__[1]) if getattr(b, "text", str)().startswith("PM.1."))
    button.click()
    assert bench.gone[0].view == "task" and bench.gone[0].task.startswith("PM.1.")


def test_withdrawing_asks_for_a_reason_and_can_be_taken_back(bench: Bench) -> None:
    record = plan(bench)
    body = open_record(bench, record)
    body.withdraw.click()
    assert not body._ask.confirm_button.isEnabled()
    from vse_app.ui.forms_values import Line

    QTest.keyClicks(body._ask.findChild(Line), "Written twice")
    body._ask.confirm_button.click()
    bench.settle()
    assert records.page(bench.ws, record).record.withdrawn == "Written twice"
    assert "Withdrawn: Written twice" in words(body) and body.header.title.isReadOnly()
    body.back.click()
    bench.settle()
    assert not records.page(bench.ws, record).record.withdrawn and not body.header.title.isReadOnly()


def test_owner_and_due_belong_to_the_record_not_to_the_version(bench: Bench) -> None:
    record = plan(bench)
    body = open_record(bench, record)
    combo = body.header.editors["owner"].combo
    combo.setCurrentIndex(combo.findData(bench.marco))
    combo.activated.emit(combo.currentIndex())
    line = body.header.editors["due"].line
    line.setFocus()
    QTest.keyClicks(line, "2026-12-24")
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()
    head = records.page(bench.ws, record).record
    assert (head.owner, head.due, head.revision) == (bench.marco, "2026-12-24", 1)


def test_history_tab_tells_what_happened(bench: Bench) -> None:
    record = plan(bench)
    records.revise(bench.ws, record, title="The plan, again")
    tab = open_record(bench, record, "history").tabs["history"]
    said = words(tab)
    assert "PP was created." in said and "Version 2 of “The plan, again” was written." in said


def test_print_tab_shows_pages(bench: Bench) -> None:
    tab = open_record(bench, plan(bench), "print").tabs["print"]
    bench.settle()
    assert tab.preview.pages is not None
    tab.preview.close_pages()
    bench.settle()


def test_looking_writes_nothing(bench: Bench) -> None:
    record = plan(bench)
    before = history.count(bench.ws)
    body = open_record(bench, record)
    for tab in ("states", "versions", "links", "history", "content"):
        body.open_tab(tab)
    body.header.editors["happened"].line.setFocus()
    body.header.title.setFocus()
    bench.view.leave()
    bench.settle()
    assert history.count(bench.ws) == before


def test_unknown_record_is_said(bench: Bench) -> None:
    view = bench.open(RecordView, Target("record", record=4711))
    assert "There is no such record." in words(view)


def test_another_record_in_the_same_view_keeps_what_was_typed(bench: Bench) -> None:
    first, second = plan(bench), bench.write("meeting-record", "Kick-off", {"purpose": "Begin"}).id
    body = open_record(bench, first)
    QTest.keyClicks(body.header.title, "?")
    bench.view.retarget(Target("record", record=second))
    bench.settle()
    assert content_of(bench, first).title == "The plan?"
    assert bench.view.body.header.title.text() == "Kick-off"


def test_read_only_file_offers_nothing_to_change(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    record = plan(bench)
    monkeypatch.setattr(type(bench.ws), "writable", property(lambda _ws: False))
    body = open_record(bench, record)
    assert body.header.title.isReadOnly() and not body.withdraw.isVisible()
    assert body.tabs["content"].form.editor("product-description").area.isReadOnly()
    assert "reading only" in words(body)
    body.open_tab("states")
    assert not any(button.isEnabled() for button in body.tabs["states"].buttons.values())
