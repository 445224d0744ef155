"""What a project brought from earlier editions of its model and what nobody asks for any more: printed all the same."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import dates_text, day
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.project import Confirmation, Mark
from vse_app.model.report import Block, Column, Heading, PageBreak, Paragraph, Table


def earlier(data: PackData, tr: Translator) -> Iterator[Block]:
    """The moves, then confirmations, notes and roles that belong to no task or role of the present edition."""
    confirmed, noted, roles = _confirmations(data), _marks(data), _roles(data)
    if not (data.moves or confirmed or noted or roles):
        return
    yield PageBreak()
    yield Heading(1, tr("Earlier editions"))
    yield Paragraph(
        tr("The project worked under another edition before, or went back to one. What was said then stays as it was "
           "said; what the present edition has no place for stands here. Work products that nobody asks for any more "
           "stand in full among the others.")
    )  # fmt: skip
    if data.moves:
        rows = tuple((m["from"], m["to"], day(tr, m["happened"]), _who(data, m["person"])) for m in data.moves)
        yield Table((Column(tr("From"), 3), Column(tr("To"), 3), Column(tr("Date"), 1.4), Column(tr("By"), 2)), rows)
    if confirmed:
        yield Paragraph(tr("Confirmations of tasks that are no longer asked for"), "lead")
        columns = (Column(tr("Task"), 4), Column(tr("By, as"), 3), Column(tr("Dates"), 3), Column(tr("Remark"), 3))
        yield Table(columns, tuple(_confirmation_row(data, tr, c) for c in confirmed))
    if noted:
        yield Paragraph(tr("Notes of tasks that are no longer asked for"), "lead")
        yield Table((Column(tr("Task"), 4), Column(tr("What"), 7)), tuple(_mark_row(data, tr, m) for m in noted))
    if roles:
        yield Paragraph(tr("Roles that are no longer asked for"), "lead")
        yield Table((Column(tr("Role"), 3), Column(tr("Played by"), 6)), tuple(roles))


def _confirmations(data: PackData) -> list[Confirmation]:
    keys = {step.key for step in data.view.steps}
    return [c for c in data.view.facts.confirmations if (c.task, c.iteration) not in keys]


def _marks(data: PackData) -> list[Mark]:
    keys = {step.key for step in data.view.steps}
    return [m for m in data.view.facts.marks if (m.task, m.iteration) not in keys]


def _roles(data: PackData) -> list[tuple[str, str]]:
    model, assigned = data.view.model, data.view.project.assignments
    known = {role.id for role in model.roles}
    return [
        (data.word("roles", r.partition("@")[0]), _who(data, *ids)) for r, ids in assigned.items() if r not in known
    ]


def _confirmation_row(data: PackData, tr: Translator, item: Confirmation) -> tuple[str, ...]:
    said = [item.note] if item.note else []
    if item.gaps:
        said.append(tr("while missing: {gaps}", gaps=wording.gaps_text(data.view.model, data.language, item.gaps)))
    if item.withdrawn:
        said.append(tr("taken back: {reason}", reason=item.withdrawn))
    return (
        _task(data, item.task, item.iteration),
        tr("{person} as {role}", person=_who(data, item.person), role=data.word("roles", item.role)),
        dates_text(tr, item.happened, "", item.captured),
        "; ".join(said),
    )


def _mark_row(data: PackData, tr: Translator, mark: Mark) -> tuple[str, ...]:
    lines = data.view.model.word(data.language, "tasks", mark.task.partition("@")[0], "checklist") or ()
    said = [f"✓ {lines[i]}" for i in mark.ticks if i < len(lines)]
    if mark.status == "na":
        signed = f"{_who(data, mark.person)}, {day(tr, mark.happened)}"
        said.append(f"{tr('not applicable')}: {mark.reason} ({signed})")
    if mark.status == "later":
        said.append(f"{tr('put off')} {day(tr, mark.until)}")
    return _task(data, mark.task, mark.iteration), "\n".join([*said, mark.note] if mark.note else said)


def _task(data: PackData, task: str, iteration: int) -> str:
    return wording.task_label(data.view, data.language, task, iteration)


def _who(data: PackData, *people: str) -> str:
    return wording.who(data.people, people) or "–"
