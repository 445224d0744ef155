"""The head of a task's page: what it is, where it stands, who does it; and its guidance: what, why, how."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vse_app.model import wording
from vse_app.model.elements import RECALLED
from vse_app.model.path import Status
from vse_app.model.project import players
from vse_app.services.task_page import TaskPage
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Avatar,
    Badge,
    Caption,
    Disclosure,
    Heading,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    SectionTitle,
    StateBadge,
    flow,
)
from vse_app.ui.views.boxes import beside, stack
from vse_app.ui.views.today_cards import initials

STATE_OF = {Status.NOT_APPLICABLE: "skipped"}
"""Status → state of `parts.STATES` where the names differ."""


def head(ctx: Context, found: TaskPage) -> QWidget:
    """Breadcrumb, title, badges and the people."""
    model, task, word = found.view.model, found.step.task, found.view.model.word
    crumbs = (
        word(ctx.language, "processes", task.process, "name"),
        f"{task.activity} {word(ctx.language, 'activities', task.activity, 'name')}",
        task.id,
    )
    title = Heading(word(ctx.language, "tasks", task.id, "title"))
    parts: list[QWidget] = [Caption("  ›  ".join(crumbs)), title, flow(*_badges(ctx, found)), people(ctx, found)]
    said = standing(ctx, found)
    if said:
        parts.append(Muted(said))
    if RECALLED in task.provenance.values():
        parts.append(_recalled(ctx, model.word(ctx.language, "provenance", RECALLED, "means")))
    return stack(*parts, spacing=6)


def _badges(ctx: Context, found: TaskPage) -> list[QWidget]:
    tr, step, task = ctx.tr, found.step, found.step.task
    badges: list[QWidget] = []
    if step.status is Status.DONE and not step.complete:
        badges.append(StateBadge("stale", tr("done, but an output is not in place")))
    else:
        state = STATE_OF.get(step.status, str(step.status))
        badges.append(StateBadge(state, wording.status_name(tr, step.status)))
    if step.again:
        badges.append(Badge(tr("to be done again"), "stale", "warn"))
    if step.iteration and len(found.view.project.iterations) > 1:
        name = found.view.project.iterations[step.iteration - 1].name
        number = tr("iteration {n}", n=step.iteration)
        badges.append(Badge(f"{number}: {name}" if name else number, "iteration"))
    badges.append(Badge(wording.minutes_text(tr, task.minutes), "clock"))
    if task.optional:
        badges.append(Badge(tr("optional"), "optional"))
    elif task.condition:
        badges.append(Badge(tr("only if needed"), "optional"))
    if task.repeat_days:
        badges.append(Badge(tr("every {n|day|# days}", n=task.repeat_days), "iteration"))
    return badges


def people(ctx: Context, found: TaskPage) -> QWidget:
    """The roles of the task with those who play them; a role that nobody plays is said, with the way to mend it."""
    tr, view, boxes = ctx.tr, found.view, list[QWidget]()
    missing = False
    for role in found.step.task.roles:
        ids = players(view.project, role, view.facts.groups)
        name = view.model.word(ctx.language, "roles", role, "name")
        who = wording.who(view.people, ids)
        if ids:
            faces = who.partition(",")[0]
            boxes.append(beside(Avatar(initials(faces), who), Caption(f"{who} · {name}", wrap=False)))
        else:
            missing = True
            boxes.append(beside(IconLabel("person", "warn"), Caption(tr("Nobody plays {role}", role=name), wrap=False)))
    if missing:
        go = LinkButton(tr("Choose somebody"), on_click=lambda: ctx.go(Target("settings", text="project")))
        boxes.append(go)
    return flow(*boxes, spacing=14)


def standing(ctx: Context, found: TaskPage) -> str:
    """Why the task stands where it does, in a sentence; "" where the badge says it all."""
    tr, step, view = ctx.tr, found.step, found.view
    if step.again:
        said = [wording.again_text(tr, reason.number, reason.on) for reason in step.again]
        if step.confirmations:
            last = step.confirmations[-1]
            who, day = wording.who(view.people, [last.person]), wording.date_text(tr, last.happened)
            said.append(tr("{person} confirmed it before, on {date}; that stays.", person=who, date=day))
        if step.status is Status.BLOCKED:
            said.append(wording.waiting_text(tr, ctx.language, view, step))
        return " ".join(part for part in said if part)
    match step.status:
        case Status.DONE:
            last = step.confirmations[-1]
            who, day = wording.who(view.people, [last.person]), wording.date_text(tr, last.happened)
            text = tr("{person} confirmed it as done on {date}.", person=who, date=day)
            if step.due_again:
                text += " " + tr("It comes round again on {date}.", date=wording.date_text(tr, step.due_again))
            return text
        case Status.NOT_APPLICABLE:
            who = wording.who(view.people, [step.mark.person]) if step.mark.person else tr("somebody")
            return tr("{person} said that it does not apply: {reason}", person=who, reason=step.mark.reason)
        case Status.LATER if step.mark.until:
            return tr("Put off until {date}.", date=wording.date_text(tr, step.mark.until))
        case Status.BLOCKED:
            return wording.waiting_text(tr, ctx.language, view, step)
        case _:
            return ""


def guidance(ctx: Context, found: TaskPage) -> QWidget:
    """What, why and how, each under its own small title."""
    tr, word, task = ctx.tr, found.view.model.word, found.step.task.id
    titles = (("what", tr("What")), ("why", tr("Why it matters to you")), ("how", tr("How to do it in a small team")))
    parts: list[QWidget] = []
    for key, title in titles:
        text = word(ctx.language, "tasks", task, key)
        if text:
            parts.append(stack(SectionTitle(title), Plain(text), spacing=2))
    return stack(*parts, spacing=14)


def _recalled(ctx: Context, means: str) -> QWidget:
    tr = ctx.tr
    return Disclosure(tr("Recalled, not checked against a bought copy"), Muted(means))
