"""A progress report filled from the facts of the project: what was reached, what it took, what differs from the plan.

Everything in it is a suggestion that a person edits and confirms. What nobody entered stays empty; it is never 0.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.earned_value import earned
from vse_app.model.plan_page import Plan, day_of, is_begun
from vse_app.model.plan_words import FEW, figure, label, late_text, summary
from vse_app.model.risk_page import RiskPage
from vse_app.model.schedule import ONE, Work
from vse_app.model.steering import Row, Sheet
from vse_app.model.wording import date_text

USUAL: Final = 14
"""Days of a period where the model says nothing."""
EFFORT_OFF: Final = 0.1
"""Work that took so much more (or less) than planned is a deviation: our suggestion."""
MOST_TASKS: Final = 60


class Deviation(NamedTuple):
    """Something that differs from the plan. `record` is where it was seen (0: the project as such)."""

    key: str
    text: str
    record: int = 0


class Window(NamedTuple):
    """A period without a report: from the day after the one before to the day it was due."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Facts:
    """What a progress report is filled from.

    `sheets` are action and change; `requirements` counts the requirements by where they stand, `tests` gives each test
    case the result of its newest run ("" for none), `named` the words for those that did not pass.
    """

    plan: Plan
    risks: RiskPage
    sheets: Mapping[str, Sheet]
    reports: tuple[Row, ...] = ()
    period: int = USUAL
    project_start: dt.date | None = None
    project_end: dt.date | None = None
    confirmed: tuple[str, ...] = ()
    """Tasks of the path that were confirmed in the period, in words."""
    kept: bool = True
    requirements: Mapping[str, int] = field(default_factory=dict[str, int])
    tests: Mapping[int, str] = field(default_factory=dict[int, str])
    named: Mapping[int, str] = field(default_factory=dict[int, str])
    extra: tuple[Deviation, ...] = ()
    """Deviations that other pages found (limits of measures)."""

    @property
    def today(self) -> dt.date:
        """The day it speaks of."""
        return self.plan.today

    @property
    def since(self) -> dt.date:
        """The first day of the period: the day after the last report, or the start of the project."""
        days = [day for row in self.reports if (day := _reported(row)) and day < self.today]
        if days:
            return max(days) + ONE
        return min(self.project_start or self.today - dt.timedelta(days=self.period - 1), self.today)

    def missing(self) -> tuple[Window, ...]:
        """Periods that passed without a report, oldest first."""
        until = min(self.today, self.project_end) if self.project_end else self.today
        days = sorted({day for row in self.reports if (day := _reported(row))})
        start = self.project_start or (days[0] if days else None)
        if start is None:
            return ()
        found: list[Window] = []
        marks = [start - ONE, *(d for d in days if start <= d)]
        for before, after in zip(marks, [*marks[1:], None], strict=True):
            step = dt.timedelta(days=self.period)
            due = before + step
            while due + (step if after else dt.timedelta(0)) <= (after or until):
                found.append(Window(due - step + ONE, due))
                due += step
        return tuple(found)


@dataclass(frozen=True)
class Filled:
    """A report before a person looked at it: values under the register's own fields, and what differs from the plan."""

    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    deviations: tuple[Deviation, ...] = ()


def filled(tr: Translator, facts: Facts) -> Filled:
    """Everything the facts say about the period, in the words of a language."""
    plan = facts.plan
    effort, money = plan.effort(facts.today), plan.money(facts.today)
    deviations = (*_deviations(tr, facts), *facts.extra)
    end = facts.project_end or plan.schedule.end
    expected = plan.schedule.expected
    values: dict[str, Any] = {
        "reported-on": facts.today.isoformat(),
        "period-start": facts.since.isoformat(),
        "results": "\n".join(results(tr, facts)),
        "tasks": [_task_row(facts, work) for work in _tasks(facts)],
        "effort-planned": _rounded(effort[0]),
        "effort-actual": _rounded(effort[1]),
        "cost-planned": _rounded(money[0]),
        "cost-actual": _rounded(money[1]),
        "finish-planned": end.isoformat() if end else "",
        "finish-expected": max(expected, end).isoformat() if expected and end else "",
        "deviations": "\n".join(one.text for one in deviations)
        or tr("Nothing differs from the plan, as far as noted."),
        "risks": _risk_rows(facts),
    }
    return Filled({name: value for name, value in values.items() if value not in (None, "", [])}, deviations)


def results(tr: Translator, facts: Facts) -> Iterator[str]:
    """What was reached, a line for each register that says something."""
    plan, since = facts.plan, facts.since
    if plan.order:
        yield summary(tr, plan)
    done = [w for w in plan.schedule.leaves if w.done and w.finished and w.finished >= since]
    if done:
        yield tr("Finished since {date}:", date=date_text(tr, since.isoformat())) + " " + _few(done) + "."
    if facts.confirmed:
        shown = ", ".join(facts.confirmed[:FEW]) + (" …" if len(facts.confirmed) > FEW else "")
        yield tr("Confirmed on the path: {tasks}.", tasks=shown)
    requirements = facts.requirements
    if requirements:
        yield tr(
            "Requirements: {done} of {total} done, {dropped} dropped.",
            done=requirements.get("done", 0),
            total=sum(requirements.values()),
            dropped=requirements.get("dropped", 0),
        )
    if facts.tests:
        counts = Counter(facts.tests.values())
        yield tr(
            "Tests, each with its newest result: {passed} passed, {failed} failed, {blocked} blocked, {none} not run.",
            passed=counts["passed"],
            failed=counts["failed"],
            blocked=counts["blocked"],
            none=counts[""] + counts["pending"],
        )
    if facts.risks.open:
        yield tr(
            "Risks: {open} open, {over} at or over the threshold.",
            open=len(facts.risks.open),
            over=len(facts.risks.over),
        )
    changes = facts.sheets["change"].rows
    if changes:
        pending = sum(row.text("decision") in ("", "pending") for row in changes)
        yield tr("Change requests: {total}; waiting for a decision: {pending}.", total=len(changes), pending=pending)
    actions = facts.sheets["action"]
    if actions.rows:
        yield tr("Agreements: {open} of {total} open.", open=len(actions.open), total=len(actions.rows))


def _deviations(tr: Translator, facts: Facts) -> Iterator[Deviation]:
    """What differs from the plan, each for a reason that can be looked up."""
    for work, what, days in facts.plan.late:
        yield Deviation(f"late-{work.id}", late_text(tr, work, what, days), work.id)
    yield from _of_effort(tr, facts)
    end, expected = facts.plan.schedule.end, facts.plan.schedule.expected
    if end and expected and expected > end:
        days = {"end": date_text(tr, end.isoformat()), "expected": date_text(tr, expected.isoformat())}
        said = tr("The end moves from {end} to {expected}, if what is left takes as long as planned.", **days)
        yield Deviation("end", said)
    yield from _of_registers(tr, facts)


def _of_effort(tr: Translator, facts: Facts) -> Iterator[Deviation]:
    """Work that takes more or less than planned: by earned value, or by the hours where that cannot be computed."""
    plan, today = facts.plan, facts.today
    planned, actual = plan.effort(today)
    value = earned(plan.schedule, plan.logs, today)
    if value is not None and value.cpi is not None and abs(1 - value.cpi) > EFFORT_OFF:
        more = tr("more than planned") if value.cpi < 1 else tr("less than planned")
        numbers = {"ev": figure(value.ev), "ac": figure(value.ac), "cpi": figure(value.cpi, 2)}
        yield Deviation("cpi", tr("The work takes {more}: CPI = EV / AC = {ev} / {ac} = {cpi}.", more=more, **numbers))
    elif value is None and planned and actual is not None and abs(actual / planned - 1) > EFFORT_OFF:
        numbers = {"actual": figure(actual), "planned": figure(planned)}
        yield Deviation("effort", tr("Hours noted: {actual}; planned until today: {planned}.", **numbers))


def _of_registers(tr: Translator, facts: Facts) -> Iterator[Deviation]:
    """Overdue agreements, risks over the threshold without treatment, tests that failed."""
    for row in facts.sheets["action"].open:
        if row.record.due and row.record.due < facts.today.isoformat():
            date = date_text(tr, row.record.due)
            text = tr("{what} was agreed for {date} and is open.", what=named(row), date=date)
            yield Deviation(f"action-{row.record.id}", text, row.record.id)
    for risk in facts.risks.over:
        what = named(risk.row)
        if risk.lacks:
            text = tr(
                "{what} is over the threshold ({exposure}) and not treated yet.", what=what, exposure=risk.exposure
            )
            yield Deviation(f"risk-{risk.id}", text, risk.id)
        elif risk.row.follow == "happened":
            yield Deviation(f"risk-{risk.id}", tr("{what} happened.", what=what), risk.id)
    for case, what in facts.named.items():
        result = facts.tests[case]
        if result in ("failed", "blocked"):
            said = tr("{what} could not be run.", what=what)
            if result == "failed":
                said = tr("{what} failed when it was run last.", what=what)
            yield Deviation(f"test-{case}", said, case)


def _tasks(facts: Facts) -> list[Work]:
    """Tasks that ended in the period, run, are late, or begin within the next one."""
    plan, ahead = facts.plan, facts.today + dt.timedelta(days=facts.period)
    late = {work.id for work, _, _ in plan.late}
    found: list[Work] = []
    for work in plan.schedule.leaves:
        placed = plan.schedule.placed.get(work.id)
        ended = work.done and work.finished is not None and work.finished >= facts.since
        runs = not work.done and (is_begun(work) or work.id in late or (placed is not None and placed.start <= ahead))
        if ended or runs:
            found.append(work)
    return found[:MOST_TASKS]


def _task_row(facts: Facts, work: Work) -> dict[str, Any]:
    placed = facts.plan.schedule.placed.get(work.id)
    late = {w.id for w, what, _ in facts.plan.late if what == "end"}
    status = "done" if work.done else "late" if work.id in late else "in-progress" if is_begun(work) else "not-started"
    note = f"{figure(work.share)} %" if work.share is not None and not work.done else ""
    return {
        "task": label(work),
        "planned-end": placed.end.isoformat() if placed else "",
        "actual-end": work.finished.isoformat() if work.finished else "",
        "status": status,
        "note": note,
    }


def _risk_rows(facts: Facts) -> list[dict[str, Any]]:
    """Risks that moved since the last report or have to be treated."""
    found: list[dict[str, Any]] = []
    for risk in facts.risks.risks:
        change = risk.change_since(facts.since - ONE)
        recent = not risk.row.ended or (risk.closed is not None and risk.closed >= facts.since)
        if recent and (change != "same" or risk.over):
            exposure = "" if risk.exposure is None else str(risk.exposure)
            found.append(
                {"risk": f"{risk.row.record.number} {risk.row.record.title}", "change": change, "note": exposure}
            )
    return found[:MOST_TASKS]


def _reported(row: Row) -> dt.date | None:
    return day_of(row.text("reported-on")) or day_of(row.record.happened)


def named(row: Row) -> str:
    """An entry in a sentence: number and title."""
    return f"{row.record.number} “{row.record.title}”" if row.record.title else row.record.number


def _few(works: Sequence[Work]) -> str:
    return ", ".join(label(work) for work in works[:FEW]) + (" …" if len(works) > FEW else "")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
