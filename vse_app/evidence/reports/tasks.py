"""Objective by objective and task by task: who confirmed what, when, with which version and which approval."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.record_blocks import dates_text
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.claims import by_objective
from vse_app.model.path import Status, Step
from vse_app.model.process import RECALLED
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Heading, KeyValues, PageBreak, Paragraph, Table


def objectives(data: PackData, tr: Translator) -> Iterator[Block]:
    """Each objective with the tasks that serve it and how many of them are confirmed."""
    view = data.view
    yield PageBreak()
    yield Heading(1, tr("Objective by objective"))
    for objective in view.model.objectives():
        serving = by_objective(view.facts, view.steps, objective)
        done = sum(s.status in (Status.DONE, Status.NOT_APPLICABLE) for s in serving)
        recalled = " °" if objective.provenance == RECALLED else ""
        yield Heading(2, f"{objective.id}  {data.word('objectives', objective.id, 'title')}{recalled}")
        yield Paragraph(data.word("objectives", objective.id, "text"))
        yield Paragraph(
            tr("{done} of {count} tasks that serve it are settled.", done=done, count=len(serving)), "small"
        )
        yield Table(
            (
                Column(tr("Task"), 4),
                Column(tr("State"), 1.3),
                Column(tr("Confirmed by"), 2.4),
                Column(tr("Evidence"), 3),
            ),
            tuple(_objective_row(data, tr, step) for step in serving),
            tuple(_anchor(step) for step in serving),
        )


def _anchor(step: Step) -> str:
    return f"t{step.task.id}-{step.iteration}"


def _objective_row(data: PackData, tr: Translator, step: Step) -> tuple[str, ...]:
    last = step.confirmations[-1] if step.confirmations else None
    by = f"{wording.who(data.people, [last.person])}, {wording.date_text(tr, last.happened)}" if last else "–"
    if step.status is Status.NOT_APPLICABLE:
        by = step.mark.reason
    evidence = ", ".join(f"{r.number} v{r.revision}" for r in evidence_of(data, step)[:8]) or "–"
    label = wording.task_label(data.view, data.language, step.task.id, step.iteration)
    return label, wording.status_name(tr, step.status), by, evidence


def evidence_of(data: PackData, step: Step) -> list[Record]:
    """Records that serve the step's outputs, and those made or given a state in it."""
    found: dict[int, Record] = {}
    wanted = {record for need in step.outputs for record in need.records}
    for record in data.records:
        gave = any((e.task, e.iteration) == step.key for e in data.events(record))
        if record.id in wanted or gave or (record.task, record.iteration) == step.key:
            found[record.id] = record
    return list(found.values())


def tasks(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every task instance, activity by activity."""
    yield PageBreak()
    yield Heading(1, tr("Task by task"))
    yield Paragraph(tr("° marks what was recalled and not checked against a bought copy of the standard."), "small")
    activity = ("", -1)
    for step in data.view.steps:
        if (step.task.activity, step.iteration) != activity:
            activity = (step.task.activity, step.iteration)
            several = step.iteration and len(data.view.project.iterations) > 1
            suffix = " · " + tr("iteration {n}", n=step.iteration) if several else ""
            yield Heading(2, f"{step.task.activity}  {data.word('activities', step.task.activity)}{suffix}")
        yield from _task(data, tr, step)


def _task(data: PackData, tr: Translator, step: Step) -> Iterator[Block]:
    task = step.task
    recalled = " °" if RECALLED in task.provenance.values() else ""
    yield Heading(4, f"{task.id}  {data.word('tasks', task.id, 'title')}{recalled}", anchor=_anchor(step))
    yield KeyValues(tuple(_facts(data, tr, step)))
    ticked = _ticked(data, step)
    if ticked:
        yield Paragraph(ticked, "small")
    if step.mark.note:
        yield Paragraph(step.mark.note)
    evidence = evidence_of(data, step)
    if evidence:
        yield Table(
            (Column(tr("Evidence"), 3), Column(tr("Version"), 1.1), Column(tr("Written by"), 1.6),
             Column(tr("Three dates"), 3.4), Column(tr("States, by whom, when"), 4)),
            tuple(_evidence_row(data, tr, step, record) for record in evidence),
            tuple(f"r{record.id}" for record in evidence),
        )  # fmt: skip


def _ticked(data: PackData, step: Step) -> str:
    lines = data.view.model.word(data.language, "tasks", step.task.id, "checklist") or ()
    return "   ".join(f"✓ {lines[i]}" for i in step.mark.ticks if i < len(lines))


def _facts(data: PackData, tr: Translator, step: Step) -> Iterator[tuple[str, str]]:
    state = wording.status_name(tr, step.status)
    if step.task.optional:
        state += " · " + tr("optional")
    yield tr("State"), state
    yield tr("Roles"), ", ".join(data.word("roles", role) for role in step.task.roles)
    for item in step.confirmations:
        said = tr(
            "{person} as {role}", person=wording.who(data.people, [item.person]), role=data.word("roles", item.role)
        )
        note = f" · {item.note}" if item.note else ""
        gaps = wording.gaps_text(data.view.model, data.language, item.gaps)
        early = " · " + tr("while missing: {gaps}", gaps=gaps) if item.gaps else ""
        yield tr("Confirmed by"), f"{said} · {dates_text(tr, item.happened, '', item.captured)}{note}{early}"
    if step.status is Status.NOT_APPLICABLE:
        person = wording.who(data.people, [step.mark.person])
        yield tr("Not applicable"), f"{step.mark.reason} ({person}, {wording.date_text(tr, step.mark.happened)})"
    missing = [need for need in step.outputs if not need.met]
    if missing and step.status is not Status.NOT_APPLICABLE:
        model = data.view.model
        yield (
            tr("Still missing"),
            "; ".join(
                f"{wording.use_text(model, data.language, n)}: {wording.need_text(tr, data.language, data.view, n)}"
                for n in missing
            ),
        )


def _evidence_row(data: PackData, tr: Translator, step: Step, record: Record) -> tuple[str, ...]:
    """The version that was there when the task was confirmed, and what this task said of it."""
    events = [e for e in data.events(record) if not e.withdrawn]
    own = [e for e in events if (e.task, e.iteration) == step.key]
    last = step.confirmations[-1].captured if step.confirmations else "9999"
    head = data.version_at(record, max([last, *(e.captured for e in own)]) if step.confirmations else last)
    later = tr(" (now v{no})", no=record.revision) if head.no != record.revision else ""
    said = "; ".join(
        f"{data.word('states', e.state)} v{e.revision}: {wording.who(data.people, [e.person])}, "
        f"{wording.date_text(tr, e.happened)}"
        for e in own
    )
    return (
        f"{record.number}  {record.title}",
        f"v{head.no}{later}",
        wording.who(data.people, [head.author]),
        dates_text(tr, head.happened, head.source_dated, head.captured),
        said or "–",
    )
