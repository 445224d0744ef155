"""The plan in words: what is late and why, earned value as formulas with their numbers, what cannot be computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vse_app.i18n import Translator
from vse_app.model.earned_value import Earned
from vse_app.model.plan_page import Plan
from vse_app.model.schedule import Work
from vse_app.model.wording import date_text

FEW = 6
"""Tasks that a sentence names."""


def figure(value: float | None, digits: int = 1) -> str:
    """A number for people; "–" for none."""
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits == 1 and "." in text else text


def named(plan: Plan, ids: Iterable[int]) -> str:
    """Tasks by number, a few of them."""
    numbers = [plan.schedule.by_id[i].number for i in ids if i in plan.schedule.by_id]
    return ", ".join(numbers[:FEW]) + (f" … ({len(numbers)})" if len(numbers) > FEW else "")


def label(work: Work) -> str:
    """Number and title."""
    return f"{work.number} {work.title}".strip()


def late_text(tr: Translator, work: Work, what: str, days: int) -> str:
    """How late a task is."""
    if what == "end":
        return tr("{task} was to be finished {days|yesterday|# days ago}.", task=label(work), days=days)
    return tr("{task} was to begin {days|yesterday|# days ago}; nothing was noted.", task=label(work), days=days)


def problems(tr: Translator, plan: Plan) -> list[str]:
    """What is wrong with the plan as such."""
    found = [
        tr(
            "These wait for each other in a circle: {tasks}. Take one “starts after” away.",
            tasks=" → ".join((*(plan.schedule.by_id[i].number for i in ring), plan.schedule.by_id[ring[0]].number)),
        )
        for ring in plan.schedule.circles
    ]
    found += [
        tr(
            "{task} begins before {other} ends, although it starts after it.",
            task=plan.schedule.by_id[a].number,
            other=plan.schedule.by_id[b].number,
        )
        for a, b in plan.schedule.early
    ]
    lost = [i for i in plan.schedule.unplaced if all(i not in ring for ring in plan.schedule.circles)]
    if lost:
        found.append(
            tr(
                "No day to start from for {tasks}: enter a date, or the start of the project in Settings.",
                tasks=named(plan, lost),
            )
        )
    return found


def guesses(tr: Translator, plan: Plan) -> str:
    """What was worked out or assumed, in a sentence; "" for nothing."""
    placed = plan.schedule.placed
    guessed = [w.id for w in plan.schedule.leaves if w.id in placed and placed[w.id].guessed]
    said = (
        [tr("{n|One task has|# tasks have} dates that are worked out, not entered.", n=len(plan.computed))]
        if plan.computed
        else []
    )
    if guessed:
        said.append(tr("Nobody said how long {tasks} will take; one day is assumed.", tasks=named(plan, guessed)))
    return " ".join(said)


def summary(tr: Translator, plan: Plan) -> str:
    """The whole plan in a sentence."""
    schedule, counts = plan.schedule, plan.counts()
    if schedule.start is None or schedule.end is None:
        return tr("No task has a date yet.")
    said = tr(
        "{n|One task|# tasks} from {start} to {end}; {done} done, {doing} under way, {late} late.",
        n=len(schedule.leaves), start=date_text(tr, schedule.start.isoformat()),
        end=date_text(tr, schedule.end.isoformat()), done=counts["done"], doing=counts["doing"], late=len(plan.late),
    )  # fmt: skip
    if schedule.expected and schedule.expected > schedule.end:
        said += " " + tr(
            "If what is left takes as long as planned, it ends on {date}.",
            date=date_text(tr, schedule.expected.isoformat()),
        )
    return said


def accepted_text(tr: Translator, plan: Plan) -> str:
    """How the plan differs from what was accepted."""
    if not plan.accepted:
        return tr("The plan was not accepted yet; there is nothing to compare with.")
    date = date_text(tr, plan.accepted)
    if not plan.moved and not plan.added:
        return tr("Compared with the plan as accepted on {date}: no task moved.", date=date)
    moved = ", ".join(f"{work.number} {days:+d}" for work, days in plan.moved[:FEW])
    said = tr("Compared with the plan as accepted on {date}:", date=date)
    if plan.moved:
        said += " " + tr(
            "{n|one task moved|# tasks moved} ({tasks}, in days).",
            n=len(plan.moved),
            tasks=moved + (" …" if len(plan.moved) > FEW else ""),
        )
    if plan.added:
        said += " " + tr("{n|One task is|# tasks are} new.", n=len(plan.added))
    return said


def cannot(tr: Translator, plan: Plan) -> str:
    """Why there is no earned value; "" where there is."""
    if plan.earned is not None:
        return ""
    lack = plan.lacking
    if lack.effort:
        return tr("Cannot be computed: no effort entered for {tasks}.", tasks=named(plan, lack.effort))
    if lack.dates:
        return tr("Cannot be computed: no dates for {tasks}.", tasks=named(plan, lack.dates))
    return tr("Cannot be computed: there are no planned tasks with effort yet.")


def doubts(tr: Translator, plan: Plan, found: Earned) -> list[str]:
    """What makes the figures less sure than they look."""
    said: list[str] = []
    if found.ac is None:
        said.append(
            tr("Nobody noted hours yet, so what the work took is not known (it is not 0): no AC, CV, CPI, EAC, ETC.")
        )
    elif found.lacking.hours:
        said.append(
            tr(
                "Work without noted hours: {tasks}. AC is too low by what they took.",
                tasks=named(plan, found.lacking.hours),
            )
        )
    if found.lacking.share:
        said.append(
            tr("How far they are was not said and counts as 0: {tasks}.", tasks=named(plan, found.lacking.share))
        )
    return said


def formulas(tr: Translator, found: Earned) -> list[tuple[str, str, str]]:
    """(name, formula with its numbers, what it says) for each figure that can be computed."""
    return [*_of_time(tr, found), *_of_cost(tr, found)]


def _of_time(tr: Translator, found: Earned) -> Iterator[tuple[str, str, str]]:
    """What was planned and what is done of it."""
    ev, pv = figure(found.ev), figure(found.pv)
    yield "BAC", _amount(found, found.bac), tr("all planned work together")
    yield "PV", _amount(found, found.pv), tr("planned to be done by today")
    yield "EV", _amount(found, found.ev), tr("planned effort of what is done: effort × share done")
    yield "SV", f"EV − PV = {ev} − {pv} = {_amount(found, found.sv)}", _ahead(tr, found.sv)
    if found.spi is not None:
        yield "SPI", f"EV / PV = {ev} / {pv} = {figure(found.spi, 2)}", tr("1 is as planned, below 1 is slower")


def _of_cost(tr: Translator, found: Earned) -> Iterator[tuple[str, str, str]]:
    """What it took, and what it will take; only where that was noted."""
    if found.ac is None:
        return
    ev, ac, cpi = figure(found.ev), figure(found.ac), figure(found.cpi, 2)
    yield "AC", _amount(found, found.ac), tr("what the work took, as noted")
    yield "CV", f"EV − AC = {ev} − {ac} = {_amount(found, found.cv)}", tr("below 0 it took more than planned")
    if found.cpi is None:
        return
    yield "CPI", f"EV / AC = {ev} / {ac} = {cpi}", tr("1 is as planned, below 1 is dearer")
    if found.eac is not None:
        eac = _amount(found, found.eac)
        how = tr("what it will have taken, if it goes on like this")
        yield "EAC", f"BAC / CPI = {figure(found.bac)} / {cpi} = {eac}", how
        yield "ETC", f"EAC − AC = {figure(found.eac)} − {ac} = {_amount(found, found.etc)}", tr("what is still to come")


def _amount(found: Earned, value: float | None) -> str:
    return f"{figure(value)} h" if found.unit == "h" else figure(value)


def _ahead(tr: Translator, variance: float) -> str:
    return tr("below 0 you are behind") if variance < 0 else tr("0 or more: on time or ahead")
