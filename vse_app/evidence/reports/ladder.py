"""The ladder on paper: how far a project, or a profile, reaches each rung; which standard; why we did not use any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from vse_app.evidence.reports import guidance
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import ladder_words as words
from vse_app.model.ladder import Picture, Stand, Standing, StepStand, Unit
from vse_app.model.project import Company, Person
from vse_app.model.report import (
    Block,
    Bullets,
    Column,
    Heading,
    HouseStyle,
    Paragraph,
    Report,
    Stair,
    Stairs,
    Table,
)
from vse_app.model.which import Answered, Guide
from vse_app.model.why_not import Answer, WhyNot

SIGNS = {Standing.FULL: "✓", Standing.PART: "◐", Standing.NEW: "○", Standing.UNKNOWN: "?"}
"""The sign before the word of a standing, so that no colour is needed."""


@dataclass(frozen=True)
class LadderData:
    """What the report is made from. `dated` is the moment (UTC) of the last change: same data, same bytes."""

    picture: Picture
    company: Company
    people: dict[str, Person]
    style: HouseStyle
    guide: Guide
    answered: Answered
    check: WhyNot
    rounds: tuple[Answer, ...]
    dated: str
    language: str


def build(data: LadderData, tr: Translator) -> Report:
    """The whole report."""
    picture = data.picture
    project = picture.project
    about = f"{project.code}  {project.title}" if project else picture.source.about(data.language, "short")
    blocks: list[Block] = [Heading(0, tr("The ladder")), Paragraph(f"{data.company.name} · {about}", "lead")]
    for section in (_picture, _claims, _declare, _steps):
        blocks += section(data, tr)
    blocks += guidance.which(data.guide, data.answered, data.people, tr)
    blocks += guidance.why_not(data.check, data.rounds, data.people, tr)
    blocks += _units(data, tr)
    return Report(
        id="ladder",
        title=tr("The ladder"),
        subtitle=about,
        language=data.language,
        running=f"{data.company.name} · {about}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def _picture(data: LadderData, tr: Translator) -> Iterator[Block]:
    picture = data.picture
    yield Paragraph(
        words.source_text(tr, data.language, picture)
        + " "
        + tr("State of the data: {date}.", date=day(tr, data.dated) or "–")
    )
    on_it = [stand for stand in picture.stands if not stand.rung.beside]
    steps = [_stair(data, tr, stand, rise) for rise, stand in enumerate(on_it)]
    beside = [_stair(data, tr, stand, 0) for stand in picture.stands if stand.rung.beside]
    yield Stairs((*reversed(steps), *beside), _legend(tr))
    yield Table(
        (Column(tr("Rung"), 2), Column(tr("In full"), 0.1, "right"), Column(tr("In part"), 0.1, "right"),
         Column(tr("New"), 0.1, "right"), Column(tr("Not known"), 0.1, "right"), Column(tr("What is counted"), 3),
         Column(tr("Hours for what is open"), 3)),
        tuple(_rung_row(data, tr, stand) for stand in picture.stands),
        tuple(f"rung-{stand.rung.id}" for stand in picture.stands),
        page_title=tr("Page"),
    )  # fmt: skip
    yield Paragraph(words.estimate_note(tr), "small")


def _legend(tr: Translator) -> tuple[str, str, str, str]:
    said = [f"{SIGNS[standing]} {words.standing_name(tr, standing)}" for standing in words.ORDER]
    return said[0], said[1], said[2], said[3]


def _stair(data: LadderData, tr: Translator, stand: Stand, rise: int) -> Stair:
    said = f"{SIGNS[stand.standing]} {words.standing_name(tr, stand.standing)}"
    name = words.rung_name(tr, data.picture, stand)
    return Stair(name, said, words.count_text(tr, stand), words.shares(stand), rise, stand.rung.beside)


def _rung_row(data: LadderData, tr: Translator, stand: Stand) -> tuple[str, ...]:
    counts = (str(stand.counts[standing]) if stand.units else "–" for standing in words.ORDER)
    what = words.unit_word(tr, stand) if stand.units else words.count_text(tr, stand)
    return words.rung_name(tr, data.picture, stand), *counts, what, words.hours_text(tr, stand)


def _claims(data: LadderData, tr: Translator) -> Iterator[Block]:
    ladder, language = data.picture.ladder, data.language
    yield Heading(1, tr("What could be claimed, and when"))
    yield Table(
        (Column(tr("Rung"), 2), Column(tr("What it is"), 4), Column(tr("What could be claimed, and when"), 4.5)),
        tuple(
            (words.rung_name(tr, data.picture, stand),
             ladder.word(language, "rungs", stand.rung.id, "about"),
             ladder.word(language, "rungs", stand.rung.id, "claim"))
            for stand in data.picture.stands
        ),
    )  # fmt: skip


def _declare(data: LadderData, tr: Translator) -> Iterator[Block]:
    top = data.picture.top
    yield Heading(1, tr("Processes of the full standard"))
    yield Paragraph(words.declare_text(tr, data.picture))
    if top is not None and top.model is not None:
        whole = top.whole_processes()
        yield Bullets(tuple(f"{p}  {top.model.word(data.language, 'processes', p)}" for p in whole))
        if whole:
            yield Paragraph(words.declare_note(tr), "note")


def _steps(data: LadderData, tr: Translator) -> Iterator[Block]:
    steps = data.picture.steps
    if not steps:
        return
    yield Heading(1, tr("The way up in smaller steps"))
    yield Paragraph(words.steps_note(tr))
    drawn = [_step_stair(data, tr, number, stand) for number, stand in enumerate(steps)]
    yield Stairs(tuple(reversed(drawn)), _legend(tr))
    yield Table(
        (Column(tr("Step"), 2), Column(tr("Adds in full"), 2.4), Column(tr("How"), 5)),
        tuple(
            (f"{number}  {data.picture.ladder.word(data.language, 'steps', stand.step.id)}",
             ", ".join(stand.step.adds) or "–",
             data.picture.ladder.word(data.language, "steps", stand.step.id, "how"))
            for number, stand in enumerate(steps)
        ),
    )  # fmt: skip


def _step_stair(data: LadderData, tr: Translator, number: int, stand: StepStand) -> Stair:
    name = f"{number}  {data.picture.ladder.word(data.language, 'steps', stand.step.id)}"
    standing = words.step_standing(stand)
    said = f"{SIGNS[standing]} {words.standing_name(tr, standing)}" if stand.units else ""
    return Stair(name, said, words.step_text(tr, stand), words.step_shares(stand), number)


def _units(data: LadderData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("Rung by rung, in detail"))
    yield Paragraph(
        tr("What is reached in full is only counted; everything else is listed with what would lift it, a process of "
           "which everything is new in one line.")
    )  # fmt: skip
    for stand in data.picture.stands:
        yield Heading(2, words.rung_name(tr, data.picture, stand), anchor=f"rung-{stand.rung.id}")
        yield Paragraph(f"{words.begun(words.count_text(tr, stand))}. {tr('Hours')}: {words.hours_text(tr, stand)}.")
        open_units = [unit for unit in stand.units if unit.standing is not Standing.FULL]
        yield from _unit_table(data, tr, stand, open_units)


def _unit_table(data: LadderData, tr: Translator, stand: Stand, units: Sequence[Unit]) -> Iterator[Block]:
    if not units:
        return
    rows: list[tuple[str, ...]] = []
    for process, found in groupby(units, lambda unit: unit.process):
        some = list(found)
        if len(some) > 1 and all(unit.standing is Standing.NEW and not unit.lifts for unit in some):
            rows.append(_whole_row(data, tr, stand, (process, some)))
        else:
            rows += [_unit_row(data, tr, stand, unit) for unit in some]
    yield Table(
        (Column("", 0.1), Column(tr("What it asks for"), 4), Column(tr("Standing"), 1.2),
         Column(tr("From what is there"), 2.4), Column(tr("What would lift it"), 2.6)),
        tuple(rows),
    )  # fmt: skip


def _unit_row(data: LadderData, tr: Translator, stand: Stand, unit: Unit) -> tuple[str, ...]:
    return (
        unit.element,
        words.unit_name(stand, data.language, unit),
        f"{SIGNS[unit.standing]} {words.standing_name(tr, unit.standing)}",
        words.origin_text(tr, data.picture, unit),
        words.lift_text(tr, data.language, data.picture, stand, unit),
    )


def _whole_row(data: LadderData, tr: Translator, stand: Stand, found: tuple[str, Sequence[Unit]]) -> tuple[str, ...]:
    """One row for a process of which everything is new, so that paper is not spent on saying so each time."""
    process, units = found
    assert stand.model is not None
    name = stand.model.word(data.language, "processes", process)
    said = tr("{name}, all {n}", name=name, n=len(units))
    return (process, said, *_unit_row(data, tr, stand, units[0])[2:])
