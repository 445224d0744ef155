"""Measures in words: the starters, what is lacking to work one out, and what a crossed limit asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model.measure_page import Measure
from vse_app.model.plan_words import figure
from vse_app.model.wording import date_text


def starter_name(tr: Translator, starter: str) -> str:
    """A starter in a few words."""
    return {
        "effort-deviation": tr("Effort deviation"),
        "open-corrections": tr("Open corrections"),
        "requirements-volatility": tr("Requirements volatility"),
        "tests-passed": tr("Tests passed"),
    }[starter]


def starter_values(tr: Translator, starter: str) -> dict[str, Any]:
    """A starter as a filled measure; a suggestion to be edited. Limits are ours."""
    return _STARTERS[starter](tr)


def _effort_deviation(tr: Translator) -> dict[str, Any]:
    return {
        "need": tr("Will the work take more than we planned?"),
        "about": tr("Effort of the planned tasks"),
        "base-measures": tr("Hours noted (AC)\nPlanned hours of what is done (EV)"),
        "method": tr("From the plan and the work noted in this program, week by week."),
        "formula": "(AC - EV) / EV × 100",
        "unit": "%",
        "indicator": tr("A line by week; 0 is as planned, above 0 the work takes more."),
        "decision-rule": tr("Above the limit: look for the cause together, and "
            "agree with the customer on less or later."),
        "better": "near-target", "target": 0, "limit": 10, "every": "week",
    }  # fmt: skip


def _open_corrections(tr: Translator) -> dict[str, Any]:
    return {
        "need": tr("Do we mend as fast as we find?"),
        "about": tr("Corrections, how many are open"),
        "base-measures": tr("Corrections opened\nCorrections closed"),
        "method": tr("From the register of corrections, at the end of each week."),
        "formula": tr("opened − closed"),
        "unit": tr("open"),
        "indicator": tr("A line by week; a line that only rises means that mending does not keep up."),
        "decision-rule": tr("Above the limit: stop new work for two days and mend."),
        "better": "lower", "target": 0, "limit": 5, "every": "week",
    }  # fmt: skip


def _requirements_volatility(tr: Translator) -> dict[str, Any]:
    return {
        "need": tr("Do the requirements hold still long enough to build?"),
        "about": tr("Requirements, how many are new or changed"),
        "base-measures": tr("Requirements two weeks ago\nNew and changed ones since"),
        "method": tr("From the versions of the requirements; every saved edit counts."),
        "formula": tr("(new + changed) / before × 100"),
        "unit": "%",
        "indicator": tr("A line by week; it should fall as the project goes on."),
        "decision-rule": tr("Above the limit: talk with the customer before building "
            "further; changes go through change requests."),
        "better": "lower", "target": 0, "limit": 15, "every": "two-weeks",
    }  # fmt: skip


def _tests_passed(tr: Translator) -> dict[str, Any]:
    return {
        "need": tr("Is the product good enough to hand over?"),
        "about": tr("Test cases, how many passed when run last"),
        "base-measures": tr("Test cases\nTheir newest results"),
        "method": tr("From the registers of tests and results, at the end of each week."),
        "formula": tr("passed / all × 100"),
        "unit": "%",
        "indicator": tr("A line by week towards 100."),
        "decision-rule": tr("Below the limit: no delivery; mend first what most tests fail on."),
        "better": "higher", "target": 100, "limit": 90, "every": "week",
    }  # fmt: skip


_STARTERS: Final[Mapping[str, Callable[[Translator], dict[str, Any]]]] = {
    "effort-deviation": _effort_deviation,
    "open-corrections": _open_corrections,
    "requirements-volatility": _requirements_volatility,
    "tests-passed": _tests_passed,
}


def lacking_text(tr: Translator, lacks: str) -> str:
    """What is lacking to work a starter out; "" for nothing."""
    return {
        "": "",
        "effort": tr("It cannot be worked out: not every planned task has effort and dates."),
        "hours": tr("It cannot be worked out: nobody noted hours on the planned tasks yet."),
        "corrections": tr("It cannot be worked out: there are no corrections yet."),
        "requirements": tr("It cannot be worked out: there are no requirements in their register yet."),
        "two-weeks": tr("It cannot be worked out yet: the requirements are younger than two weeks."),
        "tests": tr("It cannot be worked out: there are no test cases with results yet."),
    }[lacks]


def value_text(tr: Translator, measure: Measure) -> str:
    """The newest value in words."""
    now = measure.now
    if now is None:
        return tr("no value yet")
    unit = measure.row.text("unit")
    value = f"{figure(now.value)} {unit}".strip()
    how = tr("entered") if now.record else tr("worked out from the project")
    return tr("{value} on {date}, {how}", value=value, date=date_text(tr, now.day.isoformat()), how=how)


def limits_text(tr: Translator, measure: Measure) -> str:
    """Target and limit in words; "" where there are none."""
    unit = measure.row.text("unit")
    parts = [
        tr("target {value}", value=f"{figure(measure.target)} {unit}".strip()) if measure.target is not None else "",
        tr("limit {value}", value=f"{figure(measure.limit)} {unit}".strip()) if measure.limit is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def decision_text(tr: Translator, measure: Measure) -> str:
    """What the newest value asks for."""
    rule = measure.row.text("decision-rule")
    if measure.now is None:
        return ""
    if measure.limit is None:
        return tr("No limit is set, so nothing is decided by itself: {rule}", rule=rule)
    if measure.crossed:
        return tr("The limit is crossed. What you decided to do then: {rule}", rule=rule)
    return tr("Within the limit; nothing has to be done.")


def title_of(measure: Measure) -> str:
    """What a measure is called."""
    record = measure.row.record
    return f"{record.number}  {record.title or measure.row.text('need')}"
