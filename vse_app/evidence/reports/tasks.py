"""Task by task: who confirmed what, when, with which version and which approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import dates_text, day
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import RECALLED
from vse_app.model.path import Need, Status, Step
from vse_app.model.project import Confirmation
from vse_app.model.records import Record
from vse_app.model.report import Block, Column, Heading, KeyValues, PageBreak, Paragraph, Table


def task_anchor(step: Step) -> str:
    """Where a task in one iteration stands."""
    return f"t{step.task.id}-{step.iteration}"


def activity_anchor(step: Step) -> str:
    """Where the tasks of an activity begin."""
    return f"a{step.task.activity}-{step.iteration}"


def activity_name(data: PackData, tr: Translator, step: Step) -> str:
    """The activity of a step, with the iteration where a project has several."""
    several = step.iteration and len(data.view.project.iterations) > 1
    suffix = " · " + tr("iteration {n}", n=step.iteration) if several else ""
    return f"{step.task.activity}  {data.word('activities', step.task.activity)}{suffix}"


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
    yield Paragraph(
        tr("Below the confirmation stand the work products of the task: number and title, the version there was and "
           "who wrote it, its dates, and the states it was given in this task, by whom and when.")
    )  # fmt: skip
    activity = ("", -1)
    for step in data.view.steps:
        if (step.task.activity, step.iteration) != activity:
            activity = (step.task.activity, step.iteration)
            yield Heading(2, activity_name(data, tr, step), anchor=activity_anchor(step))
        yield from _task(data, tr, step)


def _task(data: PackData, tr: Translator, step: Step) -> Iterator[Block]:
    task = step.task
    recalled = " °" if RECALLED in task.provenance.values() else ""
    state = wording.status_name(tr, step.status) + (f", {tr('optional')}" if task.optional else "")
    title = data.word("tasks", task.id, "title")
    yield Heading(4, f"{task.id}  {title}{recalled} · {state}", anchor=task_anchor(step))
    evidence, ticked = evidence_of(data, step), _ticked(data, step)
    yield KeyValues(tuple(_facts(data, tr, step)), keep=bool(evidence or ticked))
    if evidence:
        yield Table(
            (Column("", 3), Column("", 2), Column("", 3), Column("", 4)),
            tuple(_evidence_row(data, tr, step, record) for record in evidence),
            tuple(data.anchor(record) for record in evidence),
            keep=bool(ticked),
        )
    if ticked:
        yield Paragraph(ticked, "small")


def _ticked(data: PackData, step: Step) -> str:
    lines = data.view.model.word(data.language, "tasks", step.task.id, "checklist") or ()
    return "   ".join(f"✓\u00a0{lines[i]}" for i in step.mark.ticks if i < len(lines))


def _facts(data: PackData, tr: Translator, step: Step) -> Iterator[tuple[str, str]]:
    yield tr("Roles"), ", ".join(data.word("roles", role) for role in step.task.roles)
    if step.confirmations:
        yield tr("Confirmed by"), "\n".join(_confirmation(data, tr, item) for item in step.confirmations)
    if step.status is Status.NOT_APPLICABLE:
        person = wording.who(data.people, [step.mark.person])
        yield tr("Not applicable"), f"{step.mark.reason} ({person}, {day(tr, step.mark.happened)})"
    if step.mark.note:
        yield tr("Note"), step.mark.note
    missing = [need for need in step.outputs if not need.met]
    if missing and step.status is not Status.NOT_APPLICABLE:
        yield tr("Still missing"), lacks(data, tr, missing)


def _confirmation(data: PackData, tr: Translator, item: Confirmation) -> str:
    person = wording.who(data.people, [item.person])
    said = [tr("{person} as {role}", person=person, role=data.word("roles", item.role)),
            dates_text(tr, item.happened, "", item.captured)]  # fmt: skip
    if item.earlier:
        said.append(tr("said as {element}", element=item.earlier))
    if item.note:
        said.append(item.note)
    if item.gaps:
        gaps = wording.gaps_text(data.view.model, data.language, item.gaps)
        said.append(tr("while missing: {gaps}", gaps=gaps))
    return " · ".join(said)


def lacks(data: PackData, tr: Translator, needs: Iterable[Need]) -> str:
    """Outputs that are missing, and what each of them lacks."""
    return wording.lacks(tr, data.language, data.view, needs)


def _evidence_row(data: PackData, tr: Translator, step: Step, record: Record) -> tuple[str, ...]:
    """The version that was there when the task was last confirmed, and the states this task gave."""
    events = [e for e in data.events(record) if not e.withdrawn]
    own = [e for e in events if (e.task, e.iteration) == step.key]
    last = step.confirmations[-1].captured if step.confirmations else "9999"
    head = data.version_at(record, last)
    later = tr(" (now v{no})", no=record.revision) if head.no != record.revision else ""
    said = "; ".join(
        f"{data.word('states', e.state)} v{e.revision}: {wording.who(data.people, [e.person])}, {day(tr, e.happened)}"
        for e in own
    )
    return (
        f"{record.number}  {record.title}",
        f"v{head.no}{later}, {wording.who(data.people, [head.author])}",
        dates_text(tr, head.happened, head.source_dated, head.captured),
        said or "–",
    )
