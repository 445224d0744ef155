"""What Today shows, as plain data: next steps, what waits, what is late, what to look at, and two honest counts.

The window paints it before the company file is open (from the copy kept beside it), the command line prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.finding_places import place
from vse_app.model.improvement_words import pending_text
from vse_app.model.next_steps import NextStep
from vse_app.model.path import SETTLED, Status, Step, closed
from vse_app.model.records import Record
from vse_app.model.rules import Finding, days_between
from vse_app.model.view import View
from vse_app.services import actions, company, improving, path
from vse_app.services.workspace import Workspace

LATE_RULES = ("overdue-again", "overdue-record", "overdue-agreement")
FOLD_FROM = 4
"""From so many findings of one rule on, they share a line that leads to the X-ray."""
NAMED = 6
"""Records that such a line names."""


class NextCard(TypedDict):
    """A step to take now; `time`, `who` and `role` are words, `minutes` an estimate of attention."""

    element: str
    iteration: int
    title: str
    why: str
    minutes: int
    time: str
    who: str
    role: str


class Progress(TypedDict):
    """So many of so many task instances of the project."""

    done: int
    total: int


class Look(TypedDict):
    """A finding in words, with the place that its fix button opens (`fix` "" where it is only shown openly).

    `count` findings of one rule may share it.
    """

    rule: str
    severity: str
    text: str
    fix: str
    view: str
    record: int
    task: str
    iteration: int
    kind: str
    place: str
    count: int


class Improve(TypedDict):
    """An action of an improvement plan that waits: in words, with the assessment it belongs to."""

    text: str
    assessment: int
    action: int
    late: bool


class Mine(TypedDict):
    """Something the person at work promised or owns: in words, due (ISO) or "", and whether one click closes it."""

    text: str
    record: int
    due: str
    late: bool
    closes: bool


class Today(TypedDict):
    """Everything on the page. `state` is "open", "done" (nothing left to do) or "closed"; `date` is ISO.

    `confirmed` counts tasks a role-holder confirmed, `complete` those whose outputs are also all in place; tasks that
    were declared not applicable are in neither total.
    """

    company: str
    actor: str
    project: str
    code: str
    model: str
    date: str
    state: str
    counts: dict[str, int]
    confirmed: Progress
    complete: Progress
    next: list[NextCard]
    waiting: list[str]
    late: list[str]
    findings: dict[str, int]
    look: list[Look]
    improve: list[Improve]
    muted: int
    looked: str
    mine: list[Mine]


def today(ws: Workspace, project_id: int, tr: Translator, language: str) -> Today:
    """The page of a project today; raises Invalid when there is no such project."""
    view = path.view(ws, project_id)
    owed = [s for s in view.steps if s.status is not Status.NOT_APPLICABLE]
    mine = _mine(ws, tr, view)
    own = {item["record"] for item in mine}
    late_findings = [f for f in view.findings if f.rule in LATE_RULES and f.record not in own]
    look = [f for f in view.findings if f.rule not in LATE_RULES]
    return Today(
        company=company.company(ws).name,
        actor=wording.who(view.people, [ws.actor]) if ws.actor else "",
        project=view.project.title,
        code=view.project.code,
        model=view.model.ref,
        date=view.facts.today,
        state=state(view),
        counts=view.counts(),
        confirmed=Progress(done=sum(s.status is Status.DONE for s in owed), total=len(owed)),
        complete=Progress(done=sum(s.complete for s in owed), total=len(owed)),
        next=_next(tr, language, view),
        waiting=list(waiting(tr, language, view)),
        late=[
            *(wording.finding_text(tr, language, view, f) for f in late_findings),
            *_passed_dates(tr, view),
        ],
        findings={s: sum(f.severity == s for f in view.findings) for s in ("error", "warning", "info")},
        look=_looks(tr, language, view, look),
        improve=_improve(ws, tr, view),
        muted=len(view.muted),
        looked=wording.looked_text(tr, view.looked) if view.looked else "",
        mine=mine,
    )


def _mine(ws: Workspace, tr: Translator, view: View) -> list[Mine]:
    """What the person at work has to do beside the tasks of the path, the most pressing first."""
    day = view.facts.today
    return [
        Mine(
            text=_owed_text(tr, day, record),
            record=record.id,
            due=record.due,
            late=bool(record.due) and record.due < day,
            closes=bool(actions.closes_as(view.model, record.kind)),
        )
        for record in actions.mine(ws, view.project.id, ws.actor)
    ]


def _owed_text(tr: Translator, day: str, record: Record) -> str:
    what = f"{record.title} ({record.number})" if record.title else record.number
    if not record.due:
        return tr("{what}: no date yet", what=what)
    days = days_between(record.due, day)
    if days > 0:
        return tr("{what}: was due {days|yesterday|# days ago}", what=what, days=days)
    if not days:
        return tr("{what}: due today", what=what)
    return tr("{what}: due on {date}", what=what, date=wording.date_text(tr, record.due))


def _improve(ws: Workspace, tr: Translator, view: View) -> list[Improve]:
    """Improvement actions that somebody has to do or whose effect is to be looked at, the most pressing first."""
    day = view.facts.today
    return [
        Improve(
            text=pending_text(tr, action, day, wording.who(view.people, [action.owner]) if action.owner else ""),
            assessment=action.assessment,
            action=action.id,
            late=action.state(day) != "open",
        )
        for action in improving.pending(ws)
    ]


def state(view: View) -> str:
    """Whether there is something left to do ("open"), nothing ("done"), or the project was closed ("closed")."""
    if closed(view.facts) and not any(s.status in (Status.READY, Status.DOING) for s in view.steps if _owed(s)):
        return "closed"
    return "done" if all(s.status in SETTLED for s in view.steps if _owed(s)) else "open"


def _owed(step: Step) -> bool:
    return not step.task.may_be_skipped


def waiting(tr: Translator, language: str, view: View) -> Iterator[str]:
    """Blocked steps, grouped by what they wait for, the biggest group first."""
    groups: dict[str, list[str]] = {}
    for step in view.steps:
        if step.status is Status.BLOCKED:
            groups.setdefault(_cause(tr, language, view, step), []).append(step.task.id)
    for cause, tasks in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        names = list(dict.fromkeys(tasks))
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        if len(tasks) == 1:
            yield tr("{cause} One task waits: {tasks}", cause=cause, tasks=shown)
        else:
            yield tr("{cause} {n} tasks wait: {tasks}", cause=cause, n=len(tasks), tasks=shown)


def _cause(tr: Translator, language: str, view: View, step: Step) -> str:
    """What a step waits for, as a sentence; the same for every step that waits for the same product."""
    need = next((n for n in step.inputs if n.blocks), None)
    if step.waits_for or need is None:
        return wording.waiting_text(tr, language, view, step)
    product = wording.product_name(view.model, language, need.use.product)
    return f"{product}: {wording.need_text(tr, language, view, need)}."


def _next(tr: Translator, language: str, view: View) -> list[NextCard]:
    return [
        _card(tr, language, view, n.step, why=_why(tr, language, view, n), who=n.who, role=n.role) for n in view.next
    ]


def _why(tr: Translator, language: str, view: View, item: NextStep) -> str:
    """Why a step comes now; what has to be brought in from outside is said first."""
    said = wording.why(tr, view, item, language)
    for need in item.step.inputs:
        if need.why == "bring":
            name = wording.product_name(view.model, language, need.use.product)
            return tr("Bring in the {product}: attach the file you have, or write it here.", product=name) + " " + said
    return said


def _card(
    tr: Translator, language: str, view: View, step: Step, *, why: str, who: tuple[str, ...], role: str
) -> NextCard:
    return NextCard(
        element=step.task.id,
        iteration=step.iteration,
        title=view.model.word(language, "tasks", step.task.id, "title"),
        why=why,
        minutes=step.task.minutes,
        time=wording.minutes_text(tr, step.task.minutes),
        who=wording.who(view.people, who),
        role=view.model.word(language, "roles", role, "name") if role else "",
    )


def _looks(tr: Translator, language: str, view: View, findings: Sequence[Finding]) -> list[Look]:
    """A line for each finding; many of one rule share one."""
    alike: dict[str, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(finding.rule, []).append(finding)
    found: list[Look] = []
    for some in alike.values():
        if len(some) < FOLD_FROM:
            found += [_look(tr, language, view, finding) for finding in some]
        else:
            found.append(_together(tr, view, some))
    return found


def _look(tr: Translator, language: str, view: View, finding: Finding) -> Look:
    where = place(view.model, finding)
    return Look(
        rule=finding.rule, severity=finding.severity, text=wording.finding_text(tr, language, view, finding),
        fix=wording.finding_fix(tr, finding), view=where.view, record=where.record, task=where.task,
        iteration=where.iteration, kind=where.kind, place=where.text, count=1,
    )  # fmt: skip


def _together(tr: Translator, view: View, some: Sequence[Finding]) -> Look:
    first = some[0]
    heads = (view.record(finding.record) for finding in some[:NAMED])
    named = ", ".join(dict.fromkeys(head.number for head in heads if head))
    title = wording.rule_title(tr, first.rule)
    more = " …" if len(some) > NAMED else ""
    text = f"{title}: {len(some)} ({named}{more})" if named else f"{title}: {len(some)}"
    return Look(
        rule=first.rule, severity=first.severity, text=text, fix=tr("Show them"), view="xray", record=0, task="",
        iteration=0, kind=first.rule, place="", count=len(some),
    )  # fmt: skip


def _passed_dates(tr: Translator, view: View) -> Iterator[str]:
    """End dates of the project and of iterations that have passed while their tasks are open."""
    today = view.facts.today
    project = view.project
    days = days_between(project.end, today)
    if days > 0 and state(view) == "open":
        yield tr(
            "The project was to end on {date} ({days|1 day|# days} ago).",
            date=wording.date_text(tr, project.end),
            days=days,
        )
    for number, iteration in enumerate(project.iterations, 1):
        days = days_between(iteration.end, today)
        steps = (s for s in view.steps if s.iteration == number and _owed(s))
        if days > 0 and any(s.status not in SETTLED for s in steps):
            name = iteration.name or tr("Iteration {n}", n=number)
            date = wording.date_text(tr, iteration.end)
            yield tr(
                "{iteration} was to end on {date} ({days|1 day|# days} ago).", iteration=name, date=date, days=days
            )
