"""The pages that keep a project on course: what is typed arrives, what is computed is said, nothing is stored unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QTableWidgetItem, QWidget

from tests.ui.views.assessment_desk import texts
from vse_app.model.agreements import Agreed
from vse_app.services import desk_drafts, measuring, meetings, planning, projects, risking, steering
from vse_app.services.meetings import Minutes
from vse_app.ui.context import Target
from vse_app.ui.views.measures import MeasuresView
from vse_app.ui.views.meeting import MeetingView
from vse_app.ui.views.plan import PlanView
from vse_app.ui.views.progress import ProgressView
from vse_app.ui.views.risks import RisksView

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path) -> Iterator[Desk]:
    with firm(tmp_path / "acme.vse") as ws:
        projects.edit_project(ws, 1, start="2026-02-02", end="2026-04-30")
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


def rows(desk: Desk, register: str) -> Any:
    return steering.read(desk.context.ws, 1, register).rows


def cell(view: PlanView, row: int, column: int) -> QTableWidgetItem:
    found = view.grid.item(row, column)
    assert found is not None
    return found


def button(around: QWidget, text: str) -> QAbstractButton:
    return next(b for b in around.findChildren(QAbstractButton) if b.text() == text and b.isVisibleTo(around))


class TestMeeting:
    @pytest.fixture
    def view(self, desk: Desk) -> MeetingView:
        return desk.show(MeetingView(desk.context, Target("meeting")))

    def test_minutes_are_written_with_the_keyboard(self, desk: Desk, view: MeetingView, qtbot: Any) -> None:
        qtbot.keyClicks(view.purpose, "Progress")
        line = view.agreements.rows[0].line
        line.setFocus()
        qtbot.keyClicks(line, "Send the price / ana")
        qtbot.keyClick(line, Qt.Key.Key_Tab)  # completes the name
        assert line.text() == "Send the price / Ana Ruiz / "
        qtbot.keyClicks(line, "friday")
        assert "Ana Ruiz · Fri 6 Mar 2026" in view.agreements.rows[0].said.text()
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert len(view.agreements.rows) == 2
        qtbot.keyClicks(view.agreements.rows[1].line, "Think")
        view.finish()
        desk.settle()
        first, second = rows(desk, "action")
        assert (first.record.title, first.record.owner, first.record.due) == (
            "Send the price",
            "ana-ruiz",
            "2026-03-06",
        )
        assert (second.record.title, second.record.owner) == ("Think", "")
        assert rows(desk, "meeting")[0].table("attendees")[0]["name"] == "Ana Ruiz"
        assert (view.purpose.text(), view.agreements.texts()) == ("", [])

    def test_what_is_half_written_waits(self, desk: Desk, view: MeetingView, qtbot: Any) -> None:
        qtbot.keyClicks(view.purpose, "Half")
        view.leave()
        desk.settle()
        assert desk_drafts.read(desk.context.ws, 1, "meeting")["purpose"] == "Half"
        again = MeetingView(desk.context, Target("meeting"))
        assert desk.show(again).purpose.text() == "Half"

    def test_open_things_can_be_closed_at_the_table(self, desk: Desk, view: MeetingView) -> None:
        ws = desk.context.ws
        minutes = Minutes("P", "2026-02-20", present=("ana-ruiz",), questions=("Who pays?",),
                          agreements=(Agreed("Call", "ana-ruiz", "2026-02-25"),))  # fmt: skip
        desk.do(lambda: meetings.save(ws, 1, minutes, desk.context.tr))
        desk.settle()
        assert "Call · Ana Ruiz · 25 Feb 2026 · past its day (ACT-001)" in texts(view)
        for box in view._back.findChildren(QCheckBox):
            box.click()
        view._templates["week"].click()
        view.finish()
        desk.settle()
        assert rows(desk, "action")[0].ended
        assert meetings.read(ws, 1, "en").questions == ()
        assert "no agreements" in texts(view._held)

    def test_a_day_that_is_none_is_said(self, desk: Desk, view: MeetingView, qtbot: Any) -> None:
        qtbot.keyClicks(view.purpose, "P")
        qtbot.keyClicks(view.held.line, "some day")
        view.finish()
        desk.settle()
        assert rows(desk, "meeting") == ()
        qtbot.keyClick(view.agreements.rows[0].line, Qt.Key.Key_Backspace)
        assert len(view.agreements.rows) == 1


class TestPlan:
    @pytest.fixture
    def view(self, desk: Desk, qtbot: Any) -> PlanView:
        view = desk.show(PlanView(desk.context, Target("plan")))
        for title in ("Design", "Build"):
            qtbot.keyClicks(view.new, title)
            qtbot.keyClick(view.new, Qt.Key.Key_Return)
            desk.settle()
        return view

    def test_cells_are_typed_and_dates_worked_out(self, desk: Desk, view: PlanView) -> None:
        cell(view, 0, 3).setText("5")
        desk.settle()
        view.grid.setCurrentCell(1, 0)
        view.panel.after.setText("1")
        view.panel.after.editingFinished.emit()
        desk.settle()
        first, second = (row.record.id for row in rows(desk, "planned-task"))
        plan = planning.read(desk.context.ws, 1)
        assert plan.schedule.placed[second].start == dt.date(2026, 2, 9)
        assert view.gantt.scene is not None and "2 tasks" in view.gantt.scene.said
        cell(view, 1, 1).setText("16/2")
        desk.settle()
        assert rows(desk, "planned-task")[1].text("planned-start") == "2026-02-16"
        cell(view, 1, 1).setText("nonsense")
        desk.settle()
        assert cell(view, 1, 1).text() == "16 Feb 2026"
        assert plan.schedule.by_id[first].days == 5

    def test_work_is_noted_and_value_earned(self, desk: Desk, view: PlanView) -> None:
        assert "Cannot be computed: no effort entered for WRK-001, WRK-002." in texts(view)
        for row in (0, 1):
            cell(view, row, 4).setText("8")
            desk.settle()
        view.grid.setCurrentCell(0, 0)
        view.panel.hours.setText("10")
        view.panel.share.setText("100 %")
        view.panel.done.click()
        desk.settle()
        assert "CPI = EV / AC = 8 / 10 = 0.80" in texts(view)
        assert rows(desk, "planned-task")[0].follow == "done"
        assert "WRK-002 Build was to be finished" in texts(view._late)
        view.chips["open"].click()
        assert [view.grid.task_at(row) for row in range(view.grid.rowCount())] == [
            rows(desk, "planned-task")[1].record.id
        ]
        view.chips["all"].click()
        view.panel.note.click()  # nothing was written: refused
        view.take_over.click()
        desk.settle()
        assert rows(desk, "planned-task")[0].text("planned-start") == "2026-02-02"
        assert not view.take_over.isVisible()

    def test_a_late_task_becomes_a_correction(self, desk: Desk, view: PlanView) -> None:
        cell(view, 0, 2).setText("2026-02-10")
        desk.settle()
        button(view._late, "Raise a correction").click()
        desk.settle()
        (raised,) = rows(desk, "correction")[0].links("raised-by")
        assert raised in {row.record.id for row in rows(desk, "planned-task")}
        view.refresh()
        desk.settle()
        button(view._late, "COR-001 is open").click()  # no second one: it leads to the first
        assert desk.went[-1].view == "record"

    def test_what_makes_no_sense_is_refused(self, desk: Desk, view: PlanView) -> None:
        view.grid.setCurrentCell(0, 0)
        view.panel.after.setText("99")
        view.panel.after.editingFinished.emit()
        view.panel.hours.setText("many")
        view.panel.note.click()
        desk.settle()
        assert rows(desk, "work-done") == ()
        assert rows(desk, "planned-task")[0].links("after") == ()


class TestProgress:
    @pytest.fixture
    def view(self, desk: Desk) -> ProgressView:
        task = planning.add(desk.context.ws, 1, "Design").value
        planning.set_cell(desk.context.ws, task.id, "end", "2026-02-20")
        return desk.show(ProgressView(desk.context, Target("progress")))

    def test_nothing_is_stored_before_somebody_confirms(self, desk: Desk, view: ProgressView) -> None:
        assert "2 Feb 2026 to 15 Feb 2026" in texts(view)
        assert rows(desk, "progress") == ()
        assert view.form is not None
        assert view.form.editor("reported-on").value() == "2026-03-01"
        view._on_edited("results", "My own words")
        view.leave()
        desk.settle()
        assert desk_drafts.read(desk.context.ws, 1, "progress")["fields"] == {"results": "My own words"}
        assert "One field is yours" in texts(view)
        view._tick("late-1", True)
        view.ticked = {one.key for one in view.shown.filled.deviations[:1]}  # type: ignore[union-attr]
        view.confirm()
        desk.settle()
        stored = rows(desk, "progress")[0]
        assert (stored.text("results"), stored.text("reported-on")) == ("My own words", "2026-03-01")
        assert stored.record.id in rows(desk, "correction")[0].links("raised-by")
        assert desk_drafts.read(desk.context.ws, 1, "progress") == {}

    def test_it_follows_the_facts_again_when_asked(self, desk: Desk, view: ProgressView) -> None:
        view._on_edited("results", "x")
        view.again.click()
        desk.settle()
        assert "WRK-001" in str(view.values()["deviations"])
        assert view.values()["results"] != "x"


class TestRisks:
    @pytest.fixture
    def view(self, desk: Desk, qtbot: Any) -> RisksView:
        view = desk.show(RisksView(desk.context, Target("risks")))
        for text in ("If it rains, we stay in.", "If it burns, we run."):
            qtbot.keyClicks(view.new, text)
            qtbot.keyClick(view.new, Qt.Key.Key_Return)
            desk.settle()
        return view

    def test_all_are_looked_at_in_one_sitting_with_the_keyboard(self, desk: Desk, view: RisksView, qtbot: Any) -> None:
        view.review.click()
        for key in "p5c4n":
            qtbot.keyClick(view.sitting, key)
        for key in "12n":
            qtbot.keyClick(view.sitting, key)
        desk.settle()
        found = risking.read(desk.context.ws, 1)
        assert sorted(risk.exposure or 0 for risk in found.risks) == [2, 20]
        assert all(risk.reviewed for risk in found.risks)
        assert view.sitting.isHidden()
        assert "All open risks were looked at" in texts(view)
        assert view.matrix.scene is not None and "1 at or over the threshold of 10" in view.matrix.scene.said

    def test_a_risk_over_the_threshold_is_treated(self, desk: Desk, view: RisksView) -> None:
        risk = rows(desk, "risk")[0].record.id
        desk.do(lambda: risking.review(desk.context.ws, risk, {"probability": "high", "consequence": "high"}))
        desk.settle()
        assert "missing: what is done, how, who" in texts(view)
        assert view.shown is not None
        view.treat(view.shown.page.over[0])
        assert view.panel is not None
        for field, value in (("treatment", "reduce"), ("plan", "Buy umbrellas"), ("owner", "ana-ruiz")):
            view._on_edited(field, value)
        view.panel.confirm_button.click()
        desk.settle()
        assert view.panel is None
        assert rows(desk, "risk")[0].follow == "in-treatment"
        assert "treated" in texts(view)

    def test_the_threshold_is_chosen(self, desk: Desk, view: RisksView) -> None:
        view.threshold.setCurrentIndex(view.threshold.findData("4"))
        view._set_threshold()
        desk.settle()
        assert risking.read(desk.context.ws, 1).threshold == 4


class TestMeasures:
    def test_a_starter_is_taken_and_values_are_entered(self, desk: Desk, qtbot: Any) -> None:
        view = desk.show(MeasuresView(desk.context, Target("measures")))
        view.takers["open-corrections"].click()
        desk.settle()
        card = next(iter(view.cards.values()))
        assert "It cannot be worked out: there are no corrections yet." in texts(view)
        qtbot.keyClicks(card.value, "7")
        qtbot.keyClick(card.value, Qt.Key.Key_Return)
        desk.settle()
        found = measuring.read(desk.context.ws, 1)
        assert [value.value for value in found.measures[0].values] == [7]
        assert "The limit is crossed" in texts(view)
        card = next(iter(view.cards.values()))
        assert card.chart.scene is not None
        card.value.setText("many")
        card._enter()
        desk.settle()
        assert len(rows(desk, "data-point")) == 1

    def test_a_measure_of_ones_own_is_written_on_its_page(self, desk: Desk, qtbot: Any) -> None:
        view = desk.show(MeasuresView(desk.context, Target("measures")))
        qtbot.keyClicks(view.own, "Do calls get fewer?")
        qtbot.keyClick(view.own, Qt.Key.Key_Return)
        desk.settle()
        assert desk.went[-1].view == "record"
