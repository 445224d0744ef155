"""Detailed findings: every rating followed to what it rests on, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.assessment_data import AssessmentData, head, report
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model.assessment import Decision, Evidence, Item
from vse_app.model.assessment_facts import read_fact
from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import (
    evidence_kind,
    evidence_line,
    fact_text,
    interview_title,
    level_line,
    rating_text,
    rating_word,
)
from vse_app.model.report import (
    Block,
    Column,
    Contents,
    Field,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Table,
)


def build(data: AssessmentData, tr: Translator) -> Report:
    """All processes, then all evidence and interviews, each with a number that ratings point to."""
    title = tr("Detailed findings")
    blocks: list[Block] = [*head(data, tr, title), *_reading(tr), Contents(tr("Contents")), PageBreak()]
    for process in data.results.processes:
        blocks += _process(data, tr, process)
    blocks += [*_evidence(data, tr), *_interviews(data, tr)]
    return report(data, tr, "assessment-findings", title, blocks)


def _reading(tr: Translator) -> Iterator[Block]:
    yield Paragraph(
        tr("Under each rating stand: what the program proposed and the facts it knew then, what the assessors looked "
           "at (E1, E2 … lead to the list of evidence), what each of them gave, and the sentence behind the decision.")
    )  # fmt: skip


def _process(data: AssessmentData, tr: Translator, process: str) -> Iterator[Block]:
    found = data.results.processes[process]
    yield Heading(1, data.process(process))
    yield KeyValues(
        ((tr("Result"), level_line(tr, found, data.own.scale)), (tr("Target level"), str(found.target))), keep=True
    )
    own = [s for s in data.subjects if s.process == process]
    for subject in own:
        item = data.item(subject.key)
        if item.decision is not None or item.ratings:
            yield from _rated(data, tr, subject, item)
    bare = [s for s in own if s.counted and not data.item(s.key).letter and not data.item(s.key).ratings]
    if bare:
        yield Heading(3, tr("Not rated"), in_contents=False)
        yield Table((Column("", 1),), tuple((data.title(tr, s),) for s in bare))
    said = [o for o in data.observations if o.process == process]
    if said:
        kinds = {"strength": tr("Strength"), "weakness": tr("Weakness"), "opportunity": tr("Opportunity")}
        yield Heading(3, tr("What the assessors saw"), in_contents=False)
        yield Table((Column("", 1.4), Column("", 7)), tuple((kinds[o.kind], o.text) for o in said))


def _rated(data: AssessmentData, tr: Translator, subject: Subject, item: Item) -> Iterator[Block]:
    letter = rating_text(tr, item.letter) if item.letter else tr("not settled yet")
    head_text = f"{data.title(tr, subject).rstrip('.')} · {letter}"
    is_part = subject.kind != "attribute"
    yield Heading(4 if is_part else 2, head_text, anchor=f"item-{subject.key}")
    evidence = data.sheets.evidence_of(subject.key)
    yield KeyValues(tuple(_facts_of_rating(data, tr, item)), keep=True)
    lines = tuple(_basis(data, tr, item.decision, evidence))
    anchors = (*("" for _ in range(len(lines) - len(evidence))), *(f"e{e.id}" for e in evidence))
    yield Table(
        (Column("", 1.3), Column("", 8)), lines, anchors, empty=tr("Only what the assessors said; see the reason.")
    )


def _facts_of_rating(data: AssessmentData, tr: Translator, item: Item) -> Iterator[tuple[str, str]]:
    decision = item.decision
    if decision is not None:
        said = tr("{rating}, decided by {person} on {date}", rating=rating_word(tr, decision.letter),
                  person=data.member(decision.member), date=day(tr, decision.captured))  # fmt: skip
        yield tr("Rating"), said
        if decision.reason:
            yield tr("Reason"), decision.reason
        yield tr("Proposed"), rating_word(tr, decision.proposed) if decision.proposed else tr("nothing")
    given = "; ".join(f"{data.member(r.member)}: {rating_text(tr, r.letter)}" for r in item.ratings)
    if given and (len(item.ratings) > 1 or decision is None):
        yield tr("Given by"), given
    if item.previous:
        yield tr("Round before"), rating_word(tr, item.previous)


def _basis(
    data: AssessmentData, tr: Translator, decision: Decision | None, evidence: tuple[Evidence, ...]
) -> Iterator[tuple[str, str]]:
    """Facts the program knew when it was decided, then what was looked at."""
    names = {"for": tr("speaks for it"), "against": tr("against"), "missing": tr("missing"), "open": tr("not due yet"),
             "shown": tr("told openly")}  # fmt: skip
    read = (read_fact(plain) for plain in (decision.facts if decision is not None else ()))
    facts = [fact for fact in read if fact is not None]
    points = [f"{f.values.get('element', '')} {rating_text(tr, str(f.values.get('letter', '')))}" for f in facts
              if f.code == "point"]  # fmt: skip
    if points:
        yield tr("its points then"), ", ".join(points)
    for fact in facts:
        if fact.effect != "open" and fact.code != "point":
            yield names[fact.effect], fact_text(tr, fact, data.language)
    for one in evidence:
        line = evidence_line(tr, data.model, one, data.language)
        yield f"E{one.id}", f"{line}\n{one.said}" if one.said and one.said != one.title else line


def _evidence(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("List of evidence"))
    yield Paragraph(tr("Each with the version that was looked at, so that a later change shows."))
    for one in data.sheets.evidence:
        yield Heading(4, f"E{one.id}  {one.title}", anchor=f"e{one.id}")
        yield KeyValues(tuple(_evidence_rows(data, tr, one)))
    if not data.sheets.evidence:
        yield Paragraph(tr("Nothing was linked by hand; the ratings rest on the facts above."))


def _evidence_rows(data: AssessmentData, tr: Translator, one: Evidence) -> Iterator[tuple[str, str]]:
    yield tr("Kind"), evidence_kind(tr, one.kind)
    if one.project in data.codes:
        yield tr("Project"), " ".join(data.codes[one.project])
    if one.revision:
        states = ", ".join(str(data.model.word(data.language, "states", s)) for s in one.states)
        yield tr("Version"), f"v{one.revision}" + (f" ({states})" if states else "") + f" · {one.stamp[:16]}"
    if one.file:
        yield "SHA-256", one.file
    if one.said:
        yield tr("Shows"), one.said
    yield tr("Happened"), day(tr, one.happened) or "–"
    yield tr("Looked at"), f"{day(tr, one.captured)}, {data.member(one.member)}"
    yield tr("Serves"), "; ".join(_served(data, tr, key) for key in one.items)


def _served(data: AssessmentData, tr: Translator, key: str) -> str:
    subject = data.by_key.get(key)
    return key if subject is None else f"{subject.process} {subject.element or subject.attribute}"


def _interviews(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    if not data.sheets.interviews:
        return
    yield Heading(1, tr("Interviews"))
    for one in data.sheets.interviews:
        yield Heading(3, interview_title(tr, data.model, one, data.language))
        for answer in one.answers:
            yield Field(answer.question, answer.said)
        if not one.answers:
            yield Paragraph(tr("Nothing was written down."), "small")
