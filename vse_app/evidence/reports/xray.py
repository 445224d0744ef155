"""The X-ray on paper: every rule that found something, and what was set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.plain import plain_report
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.findings import SEVERITIES
from vse_app.model.report import Block, Column, Cover, Figures, Heading, Paragraph, Report, Table
from vse_app.model.rules import RULES


def build(data: PackData, tr: Translator) -> Report:
    """The whole X-ray."""
    return plain_report(data, tr, "xray", tr("X-ray"), _blocks(data, tr))


def _blocks(data: PackData, tr: Translator) -> Iterator[Block]:
    view, project = data.view, data.view.project
    yield Cover(data.company.name, tr("X-ray"), f"{project.code}  {project.title}")
    yield Paragraph(
        tr("What an assessor would stumble over, as the rules of this program see it. A finding is a question, not a "
           "verdict; that a rule found nothing proves nothing."), "lead",
    )  # fmt: skip
    counts = {s: sum(f.severity == s for f in view.findings) for s in SEVERITIES}
    named = tuple((str(counts[s]), wording.severity_name(tr, s)) for s in SEVERITIES)
    yield Figures((*named, (str(len(view.muted)), tr("set aside with a reason"))))
    for rule in RULES:
        some = [f for f in view.findings if f.rule == rule.id]
        if some:
            yield Heading(2, f"{wording.rule_title(tr, rule.id)} · {len(some)}")
            severity = wording.severity_name(tr, rule.severity)
            yield Paragraph(f"{severity[:1].upper()}{severity[1:]}. {wording.rule_why(tr, rule.id)}", "note")
            rows = tuple((wording.finding_text(tr, data.language, view, finding),) for finding in some)
            yield Table((Column("", 1),), rows)
    yield Heading(2, tr("Set aside"))
    yield from muted(data, tr)
    silent = [wording.rule_title(tr, rule.id) for rule in RULES if all(f.rule != rule.id for f in view.findings)]
    if silent:
        yield Heading(2, tr("Rules that found nothing"))
        yield Paragraph("; ".join(silent) + ".", "small")


def muted(data: PackData, tr: Translator) -> Iterator[Block]:
    """What was set aside, each with its reason."""
    rows = tuple(
        (
            wording.finding_text(tr, data.language, data.view, one.finding),
            wording.mute_text(tr, data.view.people, one.mute),
        )
        for one in data.view.muted
    )
    yield Table((Column(tr("Finding"), 5), Column(tr("Set aside because"), 4)), rows, empty=tr("Nothing."))
