"""The ladder on screen: every rung a button that says where it stands, a table, a page in detail, and a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from tests.services.task_shop import perform
from vse_app.model.errors import BadProfile
from vse_app.model.ladder import Standing
from vse_app.services import ladder, records, which, why_not
from vse_app.ui.context import Target
from vse_app.ui.parts import LinkButton
from vse_app.ui.views.ladder import LadderView
from vse_app.ui.views.ladder_detail import DetailPage
from vse_app.ui.views.ladder_page import LadderPage
from vse_app.ui.views.ladder_stairs import StairButton, StairData

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def bare(qtbot, tmp_path: Path) -> Iterator[Desk]:
    found = Desk(folder=tmp_path)
    yield found
    found.close()


def shown(desk: Desk, **where: str) -> LadderView:
    return desk.show(LadderView(desk.context, Target("ladder", **where)))


def page(view: LadderView) -> LadderPage:
    assert view.page is not None
    return view.page


def detail(view: LadderView) -> DetailPage:
    assert view.detail is not None
    return view.detail


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def stair(view: LadderView, key: str) -> StairButton:
    return next(button for button in page(view).stairs.steps if button.data.key == key)


def test_every_rung_is_a_button_that_says_where_it_stands(desk: Desk) -> None:
    view = shown(desk)
    assert [b.data.key for b in page(view).stairs.steps] == [
        "full",
        "advanced",
        "intermediate",
        "basic",
        "entry",
        "moprosoft",
    ]
    assert stair(view, "basic").accessibleName() == "Basic, new, 0 of 61 in full (mandatory tasks)"
    found = QAccessible.queryAccessibleInterface(stair(view, "basic"))
    assert found.role() == QAccessible.Role.Button
    assert len(page(view).steps.steps) == 9
    assert page(view).choice.currentData() == "project:1"
    assert "What the records of BOAT Boats reach today" in texts(page(view))


def test_the_table_has_a_row_for_each_rung_with_hours(desk: Desk) -> None:
    table = page(shown(desk)).table
    rows = {row.id: row.cells for row in table.model.rows()}
    assert list(rows) == [rung.id for rung in ladder.ladder().rungs]
    assert rows["full"][6].text == "not known" and " h" in rows["basic"][6].text
    assert table.grid.verticalScrollBar().maximum() == 0


def test_work_makes_it_rise_while_the_page_is_open(desk: Desk) -> None:
    view = shown(desk)
    perform_as_ana(desk)
    view.refresh()
    desk.settle()
    assert "1 of 61 in full" in stair(view, "basic").accessibleName()


def perform_as_ana(desk: Desk) -> None:
    perform(desk.context.ws, "PM.1.1")


def test_arrows_move_enter_opens_and_tab_reaches_one_rung(desk: Desk, qtbot) -> None:
    view = shown(desk)
    steps = page(view).stairs.steps
    strong = [b.data.key for b in steps if b.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert strong == ["moprosoft"]
    steps[-1].setFocus()
    qtbot.keyClick(steps[-1], Qt.Key.Key_Up)
    assert steps[-2].hasFocus()
    qtbot.keyClick(steps[-2], Qt.Key.Key_Down)
    qtbot.keyClick(steps[-1], Qt.Key.Key_Down)
    assert steps[-1].hasFocus(), "it stops at the end"
    qtbot.keyClick(steps[-2], Qt.Key.Key_Return)
    assert desk.went == [Target("ladder", kind="entry", text="project:1")]


def test_a_rung_in_detail_says_unit_by_unit_what_would_lift_it(desk: Desk) -> None:
    view = shown(desk, kind="full")
    found = detail(view)
    assert view.stack.currentWidget().isAncestorOf(found)
    assert found.title.text() == "12207:2008" and "only after" in found.claim.label.text()
    assert len(list(found.table.model.rows())) == 235
    assert found.table.select("6.3.1.a")
    desk.settle()
    said = texts(found.panel)
    assert "6.3.1.a" in said and "Finish PM.1.1" in said
    link = next(b for b in found.panel.findChildren(LinkButton) if b.text().startswith("PM.1.1 "))
    link.click()
    assert desk.went[-1] == Target("task", task="PM.1.1")
    next(b for b in found.panel.findChildren(LinkButton) if "library" in b.text()).click()
    assert desk.went[-1] == Target("library", kind="iso12207@2008", text="6.3.1.a")
    found.table.opened.emit("7.1.3.a")
    assert desk.went[-1] == Target("task", task="SI.3.1", iteration=1)
    found.back.emit()
    assert desk.went[-1] == Target("ladder", text="project:1")


def test_the_filter_shows_only_what_stands_so(desk: Desk) -> None:
    found = detail(shown(desk, kind="intermediate"))
    names = [chip.text() for chip in found.chips.chips]
    assert names[0].startswith("All · ") and names[-1].startswith("not known · ")
    found.chips.chips[-1].click()
    assert {row.cells[2].text for row in found.table.model.rows()} == {"not known"}
    found.chips.chips[1].click()
    assert found.table.model.rowCount() == 0
    assert "Nothing stands so" in texts(found.table)


def test_a_finer_step_in_detail_has_only_its_processes(desk: Desk) -> None:
    view = shown(desk, kind="step-1")
    found = detail(view)
    assert found.title.text() == "Step 1: Basic"
    assert {row.cells[5] for row in found.table.model.rows()} == {"7.1.3", "7.1.4", "7.1.5"}
    view.retarget(Target("ladder", kind="step-2", text="project:1"))
    assert detail(view).title.text() == "Step 2: Basic, closed"
    view.retarget(Target("ladder", kind="no-such-rung", text="project:1"))
    assert view.stack.currentWidget() is page(view)


def test_another_measure_is_another_place(desk: Desk) -> None:
    view = shown(desk)
    choice = page(view).choice
    key = f"model:{ladder.ladder().default}"
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())
    assert desk.went == [Target("ladder", text=key)]
    view.retarget(desk.went[0])
    desk.settle()
    assert stair(view, "basic").data.standing is Standing.FULL
    assert "What all of Basic reaches" in texts(page(view))
    assert page(view).save.isVisible() and not page(view).pages.isVisible()


def test_what_is_measured_no_more_gives_the_usual_page(desk: Desk) -> None:
    assert page(shown(desk, text="project:77")).choice.currentData() == "project:1"


def test_it_is_written_as_pdf(desk: Desk, tmp_path: Path) -> None:
    shown(desk).save_to(tmp_path / "ladder.pdf")
    desk.settle()
    assert (tmp_path / "ladder.pdf").read_bytes().startswith(b"%PDF-")
    assert desk.context.messages.notes[-1].text == "ladder.pdf was written."


def test_the_two_helpers_are_named_with_what_they_said(desk: Desk) -> None:
    ws = desk.context.ws
    which.save(ws, {"content": "software", "side": "supplier", "size": "few", "demand": "nothing", "stage": "one"})
    why_not.give_points(ws, "not-required", 3)
    found = page(shown(desk))
    assert found.which.text() == "ISO/IEC 29110 Basic"
    assert found.why.text() == "What holds most: Not required"


def test_without_a_file_a_profile_is_shown_and_nothing_can_be_saved(bare: Desk) -> None:
    view = shown(bare)
    assert page(view).choice.currentText() == "All of Basic"
    assert not page(view).save.isVisible()
    assert detail(shown(bare, kind="basic")).chips.chips[1].text().endswith("61")


def test_a_company_without_a_project_sees_its_profile(qtbot, tmp_path: Path) -> None:
    from vse_app.services.workspace import Workspace

    with Workspace.create(tmp_path / "new.vse") as ws:
        found = Desk(ws, folder=tmp_path)
        assert page(shown(found)).choice.currentText() == "All of Basic"
        found.close()


def test_what_cannot_be_read_is_said_in_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BadProfile("A list is expected here.", place="mine/x.yaml:3")

    monkeypatch.setattr(ladder, "picture", fail)
    view = shown(desk)
    assert "mine/x.yaml:3" in view.waiting.text() and view.stack.currentWidget() is view.waiting


def test_narrow_rows_get_taller_and_never_cut_their_words(qtbot) -> None:
    data = StairData("x", "Intermediate (provisional)", "reached in part", "0 of 12 in full, 9 in part (activities)",
                     Standing.PART, (0.1, 0.2, 0.3), rise=4, note="A note that goes on for a while. " * 4)  # fmt: skip
    button = StairButton(data)
    qtbot.addWidget(button)
    heights = [button.heightForWidth(width) for width in (1000, 700, 400, 250)]
    assert heights == sorted(heights) and heights[0] < heights[-1]
    button.resize(400, button.heightForWidth(400))
    image = button.grab().toImage()
    assert len({image.pixel(x, y) for x in range(0, 400, 3) for y in range(0, image.height(), 3)}) > 6


def test_a_withdrawn_record_takes_its_step_back(desk: Desk) -> None:
    perform_as_ana(desk)
    view = shown(desk)
    assert "1 of 61 in full" in stair(view, "basic").accessibleName()
    desk.do(lambda: records.withdraw(desk.context.ws, 1, "wrong"))
    desk.settle()
    assert "0 of 61 in full, 1 in part" in stair(view, "basic").accessibleName()
