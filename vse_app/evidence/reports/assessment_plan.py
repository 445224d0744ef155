"""The plan of an assessment: what ISO/IEC 15504-2 wants on record before anybody looks at anything."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.assessment_data import AssessmentData, head, report
from vse_app.evidence.reports.dates import day, span
from vse_app.i18n import Translator
from vse_app.model.assessment import SIGNED, STEPS
from vse_app.model.assessment_words import role_name, step_name, use_text
from vse_app.model.report import Block, Column, Heading, Paragraph, Report, Table


def build(data: AssessmentData, tr: Translator) -> Report:
    """The whole plan."""
    title = tr("Assessment plan")
    return report(data, tr, "assessment-plan", title, [*head(data, tr, title), *_purpose(data, tr), *_scope(data, tr),
                                                       *_team(data, tr), *_schedule(data, tr), *_terms(data, tr),
                                                       *signatures(data, tr)])  # fmt: skip


def _purpose(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("What it is for"))
    yield Paragraph(use_text(tr, data.own.use))
    if data.own.purpose:
        yield Paragraph(data.own.purpose)


def _scope(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    own = data.own
    yield Heading(1, tr("Scope"))
    counted = {p: sum(s.process == p and s.counted for s in data.subjects) for p in (t.process for t in own.scope)}
    rows = tuple((data.process(t.process), str(t.level), str(counted[t.process])) for t in own.scope)
    yield Table(
        (Column(tr("Process"), 6), Column(tr("Target level"), 1.4, "right"), Column(tr("To be rated"), 1.4, "right")),
        rows, empty=tr("No process is in scope yet."),
    )  # fmt: skip
    yield Paragraph(
        tr("The target is also the highest level looked at: what lies above it was not assessed, it did not fail.")
    )
    yield Heading(2, tr("Projects looked at"))
    yield Table(
        (Column(tr("Project"), 1.5), Column(tr("Title"), 5)),
        tuple(data.codes[p] for p in own.projects if p in data.codes),
        empty=tr("No project is named. Only interviews and what is linked by hand can be seen."),
    )


def _team(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("Team and duties"))
    yield Table(
        (Column(tr("Name"), 2.5), Column(tr("Part in it"), 2), Column(tr("Competence and duties"), 5)),
        tuple((m.name, role_name(tr, m.role), m.competence or "–") for m in data.own.team),
        empty=tr("Nobody is named yet."),
    )


def _schedule(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    planned = {slot.step: slot for slot in data.own.schedule}
    yield Heading(1, tr("Dates"))
    yield Table(
        (Column(tr("Step"), 3), Column(tr("Planned"), 3)),
        tuple((step_name(tr, s), span(tr, planned[s].first, planned[s].last)) for s in STEPS if s in planned),
        empty=tr("No dates are planned yet."),
    )


def _terms(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    own = data.own
    for title, text in ((tr("Limits and conditions"), own.constraints), (tr("Confidentiality"), own.confidentiality)):
        yield Heading(1, title)
        yield Paragraph(text or tr("Nothing was agreed."))


def signatures(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    """The steps of the method, who signed each, and when."""
    yield Heading(1, tr("Steps and signatures"))
    rows: list[tuple[str, ...]] = []
    for step in SIGNED:
        found = data.own.signature(step)
        if found is None:
            rows.append((step_name(tr, step), tr("not signed"), "–", "–"))
        else:
            rows.append(
                (step_name(tr, step), data.member(found.member), day(tr, found.happened), day(tr, found.captured))
            )
    yield Table(
        (Column(tr("Step"), 3), Column(tr("By"), 3), Column(tr("Happened"), 1.5), Column(tr("Captured"), 1.5)),
        tuple(rows),
    )
