"""Two short chapters: which standard the answers lead to, and why the company did not use any, beside the survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.project import Person
from vse_app.model.report import Bars, Block, Bullets, Column, Heading, KeyValues, Paragraph, Table
from vse_app.model.which import Answered, Guide
from vse_app.model.why_not import Answer, WhyNot

People = Mapping[str, Person]
ACROSS = 5
"""Rounds side by side in one table."""


def which(guide: Guide, given: Answered, people: People, tr: Translator) -> Iterator[Block]:
    """The answers and where they lead; nothing when nothing was answered."""
    answers = guide.known(given.answers)
    if not answers:
        return
    language = tr.language
    yield Heading(1, tr("Which standard?"))
    yield KeyValues(
        tuple(
            (guide.word(language, "questions", question, "title"),
             guide.word(language, "answers", question, chosen, "title"))
            for question, chosen in answers.items()
        )
    )  # fmt: skip
    decision = guide.decide(answers)
    if decision is None:
        n, total = len(answers), len(guide.questions)
        yield Paragraph(tr("{n} of {total} questions are answered; the result needs them all.", n=n, total=total))
    else:
        result = decision.result.id
        yield Paragraph(guide.word(language, "results", result, "name"), "lead")
        yield Paragraph(guide.word(language, "results", result, "means"))
        reasons = (guide.word(language, "rules", decision.rule, "reason"),)
        yield Bullets((*reasons, *(guide.word(language, "notes", note, "text") for note in decision.notes)))
    yield Paragraph(_signed(tr, people, given.person, given.answered), "small")


def why_not(check: WhyNot, rounds: tuple[Answer, ...], people: People, tr: Translator) -> Iterator[Block]:
    """The newest answer beside the survey and the round before it; nothing when nothing was answered."""
    said = [answer for answer in rounds if answer.points or answer.note]
    if not said:
        return
    language, newest = tr.language, said[-1]
    before = said[-2] if len(said) > 1 else None
    yield Heading(1, tr("Why don't we use standards?"))
    yield Paragraph(
        tr("The answer of the company beside a survey of 2006 among very small enterprises. A company gives points to "
           "each reason; shown is each reason's share of all its points.")
    )  # fmt: skip
    shown = [newest, before] if before else [newest]
    names = [tr("Survey"), tr("We, {date}", date=day(tr, newest.begun))]
    if before:
        names.append(tr("We before, {date}", date=day(tr, before.begun)))
    survey = check.per_cent()
    yield Bars(
        tuple(names),
        tuple(
            (check.survey.word(language, "topics", reason), (value, *(a.shares.get(reason) for a in shown)))
            for reason, value in survey.items()
        ),
    )
    yield Table(
        (Column(tr("Reason"), 2), Column(tr("Holds for us"), 1.2),
         Column(tr("What the program does, and does not"), 6)),
        tuple(_reason_row(check, newest, reason, tr) for reason in survey),
    )  # fmt: skip
    if newest.note:
        yield Paragraph(tr("In our own words"), "lead")
        yield Paragraph(newest.note)
    yield Paragraph(_signed(tr, people, newest.person, newest.changed), "small")
    yield from _rounds(check, said, tr)
    for topic in check.doubt:
        name, text = (check.survey.word(language, "topics", topic, key) for key in ("name", "text"))
        yield Paragraph(f"{name}: {text}", "small")


def _reason_row(check: WhyNot, answer: Answer, reason: str, tr: Translator) -> tuple[str, ...]:
    points = answer.points.get(reason)
    said = tr("not answered") if points is None else check.scale_word(tr.language, points)
    does = check.survey.word(tr.language, "topics", reason, "items") or ()
    return check.survey.word(tr.language, "topics", reason), said, "\n".join(does)


def _rounds(check: WhyNot, said: list[Answer], tr: Translator) -> Iterator[Block]:
    """Every round's points, so that nothing that was answered is missing; notes of earlier rounds below."""
    if len(said) < 2:
        return
    yield Paragraph(tr("All our answers so far"), "lead")
    for first in range(0, len(said), ACROSS):
        some = said[first : first + ACROSS]
        yield Table(
            (Column(tr("Reason"), 3), *(Column(day(tr, a.begun), 1.4) for a in some)),
            tuple(
                (check.survey.word(tr.language, "topics", reason),
                 *(check.scale_word(tr.language, a.points[reason]) if reason in a.points else "–" for a in some))
                for reason in check.per_cent()
            ),
        )  # fmt: skip
    yield from (Paragraph(f"{day(tr, answer.begun)}: {answer.note}") for answer in said[:-1] if answer.note)


def _signed(tr: Translator, people: People, person: str, date: str) -> str:
    who = wording.who(people, [person]) if person else tr("nobody named")
    return tr("Answered by {who}, {date}.", who=who, date=day(tr, date))
