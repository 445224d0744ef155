"""Findings as the rows of a table. Many of one quiet kind share a row that names each of them: none is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.rules import LATE_DAYS, Finding

FOLD_FROM: Final = 4
"""From so many findings of one kind on, they share a row."""


def finding_rows(data: PackData, tr: Translator, findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """Severity and sentence, in the order in which each kind appears first."""
    told: set[str] = set()
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for finding in findings:
        alike = by_rule[finding.rule]
        severity = wording.severity_name(tr, finding.severity)
        if finding.rule not in _TOGETHER or len(alike) < FOLD_FROM:
            yield severity, wording.finding_text(tr, data.language, data.view, finding)
        elif finding.rule not in told:
            told.add(finding.rule)
            yield severity, _together(data, tr, alike)


def _together(data: PackData, tr: Translator, alike: Sequence[Finding]) -> str:
    rule = alike[0].rule
    if rule == "written-later":  # the longest first
        alike = sorted(alike, key=lambda f: -f.values["days"])
    items = ", ".join(_item(data, finding) for finding in alike)
    return tr(_TOGETHER[rule], n=len(alike), days=LATE_DAYS, items=items)


def _item(data: PackData, finding: Finding) -> str:
    """A record by its number, which the register explains, and what differs from one to the next."""
    record, values = data.view.record(finding.record), finding.values
    number = record.number if record else str(finding.record)
    match finding.rule:
        case "written-later":
            return f"{number}\u00a0({values['days']})"
        case "same-person":
            person = wording.who(data.people, [values["person"]])
            return f"{number} ({data.word('states', values['state'])}, {person})"
        case "requirement-wording":
            return f"{number}\u00a0({values['names'].get(data.language) or values['names'].get('en', '')})"
        case _:
            return number


_TOGETHER: Final[dict[str, str]] = {
    "written-later": "{n} work products were captured more than {days} days after they happened. Behind each number "
    "stands by how many days: {items}.",
    "same-person": "{n} times somebody gave a state to what they had written themselves: {items}.",
    "requirement-wording": "{n|One hint|# hints} about how requirements are written, to be looked at: {items}.",
    "not-captured": "{n} work products are only addresses; what stands there is not kept here: {items}.",
}
"""Rule → its sentence for several; the rules that are not here ask for something and keep a row each."""
