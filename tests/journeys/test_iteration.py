"""A week of an iteration in the real window: minutes, Today, plan, risks, a measure, the report, undo; no spreadsheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from vse_app.services import measuring, planning, risking, steering
from vse_app.ui.context import Target


def rows(found: Any, register: str) -> Any:
    ctx = found.session.ctx
    return steering.read(ctx.ws, ctx.project, register).rows


def test_a_week_is_run_in_the_program(desk: Any, qtbot: Any) -> None:
    found = desk("en")
    ctx = found.session.ctx

    def view() -> Any:
        return found.session.stage.view

    # Monday: minutes with the keyboard, two agreements, one of them mine
    before = len(rows(found, "action"))
    found.go("meeting")
    qtbot.keyClicks(view().purpose, "Progress of the week")
    line = view().agreements.rows[0].line
    line.setFocus()
    qtbot.keyClicks(line, "Show the counting to Jorge / elena / today")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(view().agreements.rows[1].line, "Charge the telephones / tom / +2")
    view().finish()
    found.settle()
    mine, other = rows(found, "action")[before:]
    assert (mine.record.owner, mine.record.due, other.record.owner) == ("elena", ctx.ws.today(), "tomas")

    # they stand on Today until they are closed there; Undo opens them again
    found.go("today")
    assert mine.record.id in view().page.closers
    view().page.closers[mine.record.id].click()
    found.settle()
    assert mine.record.id not in view().page.closers
    found.session.go(Target("undo"))
    found.settle()
    assert mine.record.id in view().page.closers

    # the plan: a task after another, hours noted, nothing worked out is stored
    found.go("plan")
    qtbot.keyClicks(view().new, "Label the shelves")
    qtbot.keyClick(view().new, Qt.Key.Key_Return)
    found.settle()
    task = rows(found, "planned-task")[-1].record.id
    view()._go_to(task)
    found.settle()
    view().panel.hours.setText("3")
    view().panel.share.setText("50")
    view().panel.note.click()
    found.settle()
    work = planning.read(ctx.ws, ctx.project).schedule.by_id[task]
    assert (work.share, work.follow, work.start) == (50, "doing", None)

    # all risks in one sitting
    found.go("risks")
    view().review.click()
    for _ in range(len(view().sitting.risks)):
        qtbot.keyClick(view().sitting, "n")
    found.settle()
    assert risking.read(ctx.ws, ctx.project).to_review == ()

    # a measure, and a value of it
    found.go("measures")
    starter = next(iter(view().takers))
    view().takers[starter].click()
    found.settle()
    assert starter in {m.starter for m in measuring.read(ctx.ws, ctx.project).measures}

    # Friday: the report, filled, looked at, confirmed, with a correction for what differs
    reports, corrections = len(rows(found, "progress")), len(rows(found, "correction"))
    found.go("progress")
    assert len(rows(found, "progress")) == reports
    view()._tick(view().shown.filled.deviations[0].key, True)
    view().confirm()
    found.settle()
    assert len(rows(found, "progress")) == reports + 1
    assert len(rows(found, "correction")) == corrections + 1
    found.session.go(Target("undo"))
    found.settle()
    assert (len(rows(found, "progress")), len(rows(found, "correction"))) == (reports, corrections)
