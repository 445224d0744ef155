"""Objective by objective: which activities serve it, how far they are, who confirmed their tasks and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import span
from vse_app.evidence.reports.tasks import activity_anchor, activity_name, evidence_of
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.claims import by_objective
from vse_app.model.elements import RECALLED, Objective
from vse_app.model.path import SETTLED, Status, Step
from vse_app.model.report import Block, Column, Heading, KeyValues, PageBreak, Paragraph, Table


def objectives(data: PackData, tr: Translator) -> Iterator[Block]:
    """The activities with how far they are, then each objective with the activities that serve it."""
    view = data.view
    yield PageBreak()
    yield Heading(1, tr("Objective by objective"))
    yield Paragraph(
        tr("An objective is reached through the activities that serve it. How far each activity is, who confirmed its "
           "tasks and with which work products stands once, in this table; task by task from the page named in it.")
    )  # fmt: skip
    groups = _groups(view.steps)
    yield Table(
        (
            Column(tr("Activity"), 3),
            Column(tr("Settled"), 1),
            Column(tr("Confirmed between"), 1.4),
            Column(tr("Confirmed by"), 2.6),
            Column(tr("Evidence"), 2.8),
        ),
        tuple(_activity_row(data, tr, steps) for steps in groups),
        tuple(activity_anchor(steps[0]) for steps in groups),
        page_title=tr("Page"),
    )
    for objective in view.model.objectives():
        yield from _objective(data, tr, objective)


def _objective(data: PackData, tr: Translator, objective: Objective) -> Iterator[Block]:
    serving = by_objective(data.view.facts, data.view.steps, objective)
    done = sum(s.status in SETTLED for s in serving)
    recalled = " °" if objective.provenance == RECALLED else ""
    title = data.word("objectives", objective.id, "title")
    yield Heading(2, f"{objective.id}  {title}{recalled}")
    activities = "; ".join(activity_name(data, tr, steps[0]) for steps in _groups(serving))
    settled = tr("{n} of {total} tasks settled", n=done, total=len(serving))
    yield KeyValues(
        (
            (tr("What should be true"), data.word("objectives", objective.id, "text") or title),
            (tr("Served by"), f"{activities} · {settled}"),
        )
    )


def _groups(steps: Sequence[Step]) -> list[list[Step]]:
    """Steps by activity and iteration."""
    return [list(group) for _, group in groupby(steps, lambda s: (s.task.activity, s.iteration))]


def _activity_row(data: PackData, tr: Translator, steps: list[Step]) -> tuple[str, ...]:
    settled = tr("{n} of {total}", n=sum(s.status in SETTLED for s in steps), total=len(steps))
    left_out = sum(s.status is Status.NOT_APPLICABLE for s in steps)
    if left_out:
        settled += ", " + tr("{count} not applicable", count=left_out)
    said = sorted((c.happened, c.person) for s in steps for c in s.confirmations)
    between = span(tr, said[0][0], said[-1][0]) if said else "–"
    people = wording.who(data.people, dict.fromkeys(person for _, person in said))
    found = {r.id: r for s in steps for r in evidence_of(data, s)}
    by_kind = Counter(found[r.id].number.partition("-")[0] for r in data.records if r.id in found)
    evidence = ", ".join(f"{kind}\u00a0×\u00a0{count}" if count > 1 else kind for kind, count in by_kind.items())
    return activity_name(data, tr, steps[0]), settled, between, people or "–", evidence or "–"
