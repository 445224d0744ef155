"""The statement of results: levels and ratings, in words, as charts and as a table, with what holds them back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vse_app.evidence.look import MARGIN_SIDE, PAPER_SIZES
from vse_app.evidence.reports.assessment_data import AssessmentData, head, report
from vse_app.evidence.reports.assessment_plan import signatures
from vse_app.i18n import Translator
from vse_app.model.assessment_results import attribute_columns
from vse_app.model.assessment_words import (
    level_line,
    organisation_line,
    rating_text,
    rating_word,
    role_name,
)
from vse_app.model.capability_words import attribute_name, next_text
from vse_app.model.elements import RECALLED
from vse_app.model.report import Block, Bullets, Column, Drawing, Figures, Heading, Paragraph, Report, Table

MOST_ROWS: Final = 18
"""Processes in one chart, so that it fits a page without shrinking."""


def build(data: AssessmentData, tr: Translator) -> Report:
    """The whole statement."""
    title = tr("Statement of assessment results")
    blocks = [
        *head(data, tr, title), *figures(data, tr), *_profile(data, tr), *_ratings(data, tr), *_holding(data, tr),
        *_trend(data, tr), *_observations(data, tr), *_team(data, tr), *signatures(data, tr), *provenance(data, tr),
    ]  # fmt: skip
    return report(data, tr, "assessment-results", title, blocks)


def text_width(data: AssessmentData) -> float:
    """Width of the text in points."""
    return PAPER_SIZES[data.style.paper][0] - 2 * MARGIN_SIDE


def figures(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    """The organisation's level, and two counts that are kept apart."""
    results, progress = data.results, data.progress
    if results.scale == "met":
        level = "?" if results.level is None else tr("met") if results.level else tr("not met")
        meaning = tr("all mandatory items in scope")
    else:
        level = "?" if results.level is None else str(results.level)
        meaning = tr("level of the organisation, over the processes in scope")
    of = tr("{n} of {total}", n=progress.assessed, total=progress.total)
    achieved = tr("{n} of {total}", n=progress.achieved, total=progress.total)
    yield Figures(((level, meaning), (of, tr("assessed")), (achieved, tr("achieved as the target asks"))))
    names = {p: data.process(p) for p in results.processes}
    yield Paragraph(organisation_line(tr, results, names), "warning" if results.level is None else "body")


def _profile(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    if not data.results.processes:
        return
    picture, width = data.pictured(tr), text_width(data)
    yield Heading(1, tr("Capability profile"))
    for part in (parts := picture.parts(MOST_ROWS)):
        yield Drawing(part.bars(width), _caption(data, tr) if part is parts[-1] else "")
    radar = picture.radar(width)
    if radar is not None:
        yield Heading(2, tr("Levels and targets"))
        yield Drawing(radar, tr("The line is the level of each process, the dashed line its target."))
    yield Heading(2, tr("All ratings at a glance"))
    for part in parts:
        yield Drawing(part.heat(width), legend(data, tr) if part is parts[-1] else "")


def _caption(data: AssessmentData, tr: Translator) -> str:
    if data.results.scale == "met":
        return tr("Each bar is all mandatory items of a process; the dashed line is where all are met.")
    return tr(
        "A bar is the upper end of its letter's band, no measured number; the dashed line is what the target asks."
    )


def legend(data: AssessmentData, tr: Translator) -> str:
    """What the marks mean."""
    letters = ("met", "not-met", "na") if data.results.scale == "met" else ("N", "P", "L", "F")
    said = [rating_text(tr, x) if len(x) > 1 else f"{x} {rating_word(tr, x).lower()}" for x in letters]
    return ", ".join([*said, f"– {tr('not rated')}"])


def _ratings(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    results = data.results
    if results.scale == "met":
        rows = tuple(
            (data.process(n), level_line(tr, p, "met"), str(p.met), str(p.not_met), str(p.unrated))
            for n, p in results.processes.items()
        )
        titles = (tr("met"), tr("not met"), tr("not rated"))
        columns = (Column(tr("Process"), 5), Column(tr("Result"), 3), *(Column(t, 1.2, "right") for t in titles))
    else:
        shown = attribute_columns(results)
        rows = tuple(
            (data.process(n), level_line(tr, p, "NPLF"), str(p.target), *(p.letters.get(a, "–") for a in shown))
            for n, p in results.processes.items()
        )
        columns = (Column(tr("Process"), 5), Column(tr("Level"), 2.2), Column(tr("Target"), 1, "right"),
                   *(Column(a, 0.9) for a in shown))  # fmt: skip
    yield Heading(2, tr("Ratings"))
    yield Table(columns, rows, empty=tr("No process is in scope yet."))
    if results.scale == "NPLF":
        yield Paragraph("   ".join(f"{a} {attribute_name(tr, a)}" for a in attribute_columns(results)), "small")


def _holding(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    """What holds each process at its level."""
    rows: list[tuple[str, str]] = []
    for name, process in data.results.processes.items():
        if process.capability is not None:
            rows.append((data.process(name), next_text(tr, process.capability)))
        elif process.lacks:
            shown = ", ".join(data.by_key[key].element for key in process.lacks[:12] if key in data.by_key)
            more = " …" if len(process.lacks) > 12 else ""
            rows.append((data.process(name), tr("Not met or not rated: {items}", items=shown + more)))
    if rows:
        yield Heading(1, tr("What holds the next level back"))
        yield Table((Column(tr("Process"), 3), Column(tr("Why"), 6)), tuple(rows))


def _trend(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    if data.rounds:
        rounds = [*data.rounds, (tr("Round {n}", n=data.own.round), data.results)]
        yield Heading(1, tr("Round by round"))
        yield Drawing(
            data.pictured(tr).trend(rounds, text_width(data)), tr("A question mark is a level that cannot be told.")
        )


def _observations(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    titles = {"strength": tr("Strengths"), "weakness": tr("Weaknesses"), "opportunity": tr("Opportunities")}
    if not data.observations:
        return
    yield Heading(1, tr("What the assessors saw"))
    for kind, title in titles.items():
        found = [o for o in data.observations if o.kind == kind]
        if found:
            yield Heading(2, title)
            yield Bullets(tuple(f"{data.process(o.process)}: {o.text}" if o.process else o.text for o in found))


def _team(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("Who assessed"))
    yield Table(
        (Column(tr("Name"), 3), Column(tr("Part in it"), 2.5), Column(tr("Competence and duties"), 5)),
        tuple((m.name, role_name(tr, m.role), m.competence or "–") for m in data.own.team),
        empty=tr("Nobody is named yet."),
    )


def provenance(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    """Where model, framework and method come from, and what of them was only recalled."""
    yield Heading(1, tr("Where model and method come from"))
    for note in (
        data.model.about(data.language, "provenance_note"),
        data.framework.about(data.language, "provenance_note"),
    ):
        if note:
            yield Paragraph(note)
    recalled = any(RECALLED in (p.provenance or {}).values() for p in data.model.processes)
    yield Paragraph(
        tr("The method follows EvalProSoft and the least that ISO/IEC 15504-2 asks of an assessment: plan, collect, "
           "validate, rate and report, each dated and signed. The steps were recalled, not read in the official text."),
        "warning" if recalled else "body",
    )  # fmt: skip
