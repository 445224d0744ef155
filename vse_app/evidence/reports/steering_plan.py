"""The plan on paper: the picture in time, every task with planned and actual dates, what is late, earned value."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.steering_frame import chapter, document, nobody, nothing, steering_of, text_width
from vse_app.i18n import Translator
from vse_app.model import plan_charts
from vse_app.model.plan_page import Plan
from vse_app.model.plan_words import (
    accepted_text,
    cannot,
    doubts,
    figure,
    formulas,
    guesses,
    late_text,
    problems,
    summary,
)
from vse_app.model.report import Block, Bullets, Column, Drawing, Heading, Paragraph, Report, Table
from vse_app.model.schedule import Work


def build(data: PackData, tr: Translator) -> Report:
    """The whole plan as a document."""
    return document(data, tr, "plan", tr("Plan and earned value"), blocks(data, tr))


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The same in the evidence pack; nothing where there are no planned tasks."""
    if data.steering is not None and data.steering.plan.order:
        yield from chapter(tr("Plan and earned value"), blocks(data, tr))


def blocks(data: PackData, tr: Translator) -> Iterator[Block]:
    """Pictures and tables of the plan."""
    plan = steering_of(data).plan
    if not plan.order:
        yield nothing(tr("There are no planned tasks yet."))
        return
    yield Paragraph(summary(tr, plan), "lead")
    if problems(tr, plan):
        yield Bullets(tuple(problems(tr, plan)))
    for text in (guesses(tr, plan), accepted_text(tr, plan)):
        if text:
            yield Paragraph(text)
    width = text_width(data)
    for page in range(plan_charts.pages(plan.order)):
        scene = plan_charts.gantt(tr, plan, width, page=page)
        if scene is not None:
            yield Drawing(scene)
    yield Heading(2, tr("Tasks"))
    yield _table(data, tr, plan)
    yield Heading(2, tr("Late"))
    late = tuple(late_text(tr, work, what, days) for work, what, days in plan.late)
    yield Bullets(late) if late else nothing(tr("Nothing is late."))
    yield from _earned(tr, plan, width)


def _table(data: PackData, tr: Translator, plan: Plan) -> Table:
    rows = [(plan.schedule.by_id[task], depth) for task, depth in plan.order]
    return Table(
        (Column(tr("Task"), 5), Column(tr("Who"), 1.6), Column(tr("After"), 1.3), Column(tr("Planned"), 1.9),
         Column(tr("Done"), 1.9), Column(tr("Hours planned / noted"), 0.9, "right"),
         Column(tr("How far"), 0.7, "right")),
        tuple(_row(data, tr, plan, work, depth) for work, depth in rows),
    )  # fmt: skip


def _row(data: PackData, tr: Translator, plan: Plan, work: Work, depth: int) -> tuple[str, ...]:
    placed = plan.schedule.placed.get(work.id)
    planned = "–"
    if placed is not None:
        planned = f"{day(tr, placed.start.isoformat())}\n{day(tr, placed.end.isoformat())}"
        if placed.computed:
            planned += "\n" + tr("worked out")
    was = [d for d in (work.began, work.finished) if d is not None]
    hours = [log.hours for log in plan.logs if log.task == work.id and log.hours is not None]
    after = ", ".join(plan.schedule.by_id[i].number for i in work.after if i in plan.schedule.by_id)
    share = "100 %" if work.done else f"{figure(work.share)} %" if work.share is not None else "–"
    return (
        "\u00a0" * 3 * min(depth, 5) + f"{work.number}  {work.title}",
        nobody(data, tr, work.owner) if work.owner else "–",
        after or "–",
        planned,
        "\n".join(day(tr, d.isoformat()) for d in was) or "–",
        f"{figure(work.effort)} / {figure(sum(hours) if hours else None)}",
        tr("dropped") if work.dropped else share,
    )


def _earned(tr: Translator, plan: Plan, width: float) -> Iterator[Block]:
    yield Heading(2, tr("Earned value"))
    found = plan.earned
    if found is None:
        yield nothing(cannot(tr, plan))
        return
    columns = (Column("", 0.8), Column(tr("Formula with its numbers"), 3.5), Column(tr("What it says"), 4))
    yield Table(columns, tuple(formulas(tr, found)))
    if doubts(tr, plan, found):
        yield Bullets(tuple(doubts(tr, plan, found)))
    scene = plan_charts.curve_scene(tr, plan.curve, width, plan.today)
    if scene is not None:
        yield Drawing(scene, tr("PV is what was planned, EV what is done of it, AC what it took; hours."))
    if plan.in_money is not None:
        yield Heading(3, tr("The same in money"))
        yield Table(columns, tuple(formulas(tr, plan.in_money)))
